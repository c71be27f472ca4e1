"""The outlines of the map on the page, from Natural Earth's 1:110m countries: `python tools/world_map.py FILE`.

FILE is `countries-110m.json` of the npm package world-atlas 2.0.2 (ISC; the geometry is Natural Earth's, in the public
domain). Written to `supplychain_risk/report/templates/world.json`: ISO 3166-1 alpha-2 → an SVG path in degrees, to one
decimal. Outlines without an ISO number keep their place under "-".
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "supplychain_risk" / "report" / "templates" / "world.json"
COUNTRIES = ROOT / "reference_data" / "countries" / "countries.csv"
TOP, BOTTOM = 84.0, -57.0
"""Latitudes of the picture's edges."""
NOTE = (
    "Outlines: Natural Earth 1:110m, public domain. It draws borders as they are controlled; "
    "they say nothing of whose they ought to be."
)


def decoded(topology: dict) -> list[list[tuple[float, float]]]:
    """The arcs of the topology in degrees."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + tx, y * ky + ty))
        arcs.append(points)
    return arcs


def ring(numbers: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[int, int]]:
    """A closed outline in tenths of a degree from the upper left corner, equal neighbors once.

    One that crosses the 180th meridian goes on beyond the edge of the picture instead of back across it.
    """
    points: list[tuple[int, int]] = []
    for number in numbers:
        for lon, lat in arcs[number] if number >= 0 else reversed(arcs[~number]):
            x, y = round((lon + 180) * 10), round((TOP - lat) * 10)
            if points:
                x += 3600 * round((points[-1][0] - x) / 3600)
            if not points or points[-1] != (x, y):
                points.append((x, y))
    return points


def copies(points: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The outline, and again at the other edge where it crosses one."""
    made = [points]
    if max(x for x, _ in points) > 3600:
        made.append([(x - 3600, y) for x, y in points])
    if min(x for x, _ in points) < 0:
        made.append([(x + 3600, y) for x, y in points])
    return made


def path(points: list[tuple[int, int]]) -> str:
    """Relative moves, in degrees with one decimal."""

    def n(tenths: int) -> str:
        return f"{tenths / 10:g}"

    (x, y), *rest = points
    parts = [f"M{n(x)},{n(y)}l"]
    moves = []
    for px, py in rest:
        moves.append(f"{n(px - x)},{n(py - y)}")
        x, y = px, py
    return parts[0] + " ".join(moves) + "z"


def main() -> None:
    """Write the outlines."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        codes = {row["numeric"]: row["id"] for row in csv.DictReader(file) if row["numeric"]}
    arcs = decoded(topology)
    countries: dict[str, str] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = codes.get(geometry.get("id", ""), "-")
        if code == "AQ":
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        drawn = [points for polygon in polygons for numbers in polygon if len(points := ring(numbers, arcs)) > 3]
        countries[code] = countries.get(code, "") + "".join(path(copy) for points in drawn for copy in copies(points))
    content = {
        "source": "Natural Earth 1:110m cultural vectors (public domain), by npm world-atlas 2.0.2",
        "note": NOTE,
        "box": f"0 0 360 {TOP - BOTTOM:g}",
        "countries": dict(sorted(countries.items())),
    }
    TARGET.write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
