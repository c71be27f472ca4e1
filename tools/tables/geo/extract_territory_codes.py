"""Extract the codes of territories that ISO 3166-1 does not have into `../sources/territory_codes.csv`.

    pip install rigour==2.6.1 countrynames==1.17.0
    python tools/tables/geo/extract_territory_codes.py

FollowTheMoney (OpenSanctions and its like) writes countries as codes of rigour's territories: ISO codes in small
letters, former states (`suhh`), parts of countries (`gb-sct`, `us-ca`), disputed territories (`ge-ab`) and groups
(`eu`, `zz`).
Files of years ago hold codes of countrynames, its forerunner; of those only the codes of former states differ.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

RIGOUR = ("rigour 2.6.1, territories", "https://pypi.org/project/rigour/2.6.1/")
COUNTRYNAMES = ("countrynames 1.17.0", "https://pypi.org/project/countrynames/1.17.0/")
GROUPS = ("eu", "un", "zz", "ip")
# Who governs these is disputed; rigour names several states for most of them, or says so in the name.
DISPUTED = ("az-nk", "cy-trnc", "ge-ab", "md-pmr", "pk-km", "so-som", "ua-cri", "ua-dpr", "ua-lpr", "x-so")
TABLES = Path(__file__).resolve().parent.parent
COUNTRIES = TABLES.parent.parent / "reference_data" / "countries"

Territories = Mapping[str, dict[str, Any]]


def bundled(name: str) -> list[dict[str, str]]:
    """Rows of a bundled table of countries."""
    with (COUNTRIES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def iso(code: str, territories: Territories, known: set[str]) -> str:
    """The ISO country or territory that a code belongs to; empty where there is none."""
    seen: set[str] = set()
    while code and code not in seen:
        if code.upper() in known:
            return code.upper()
        seen.add(code)
        code = territories.get(code, {}).get("parent") or ""
    return ""


def states(territory: dict[str, Any], territories: Territories, known: set[str]) -> list[str]:
    """The states that a former or disputed territory may stand for; what is listed beside it counts before successors,
    which may be former states themselves."""
    code = territory["code"]
    own = [] if code in DISPUTED and territory.get("is_historical") else [territory.get("parent") or ""]
    beside = territory.get("see") or ()
    beside = beside if all(other.upper() in known for other in beside) else ()
    listed = [*own, *beside] if code in DISPUTED else beside or territory.get("successors") or own
    return sorted({found for other in listed if (found := iso(other, territories, known))})


def rows(territories: Territories, older: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """One row per code."""
    known = {row["id"] for row in bundled("countries")}
    former = {code for code, territory in territories.items() if territory.get("is_historical")}
    written = {row["key"]: row for row in bundled("country_aliases") if len(row["key"]) == 2 and row["alias"].isupper()}
    for territory in territories.values():
        code = territory["code"]
        others = [c for c in territory.get("other_codes") or () if c != code and ("-" in c or len(c) == 4)]
        others += [other for other, of in older.items() if of == code and code in former and other not in others]
        if code.upper() in known:
            country, candidates, kind = code.upper(), [], "same"
        elif code in GROUPS:
            country, candidates, kind = "", [], "group"
        elif code in DISPUTED:
            country, candidates, kind = "", states(territory, territories, known), "disputed"
        elif territory.get("is_historical"):
            found = states(territory, territories, known)
            for other in (code, *(territory.get("other_codes") or ())):
                # The bundled countries may know of more successors (rigour leaves out Turkmenistan).
                row = written.get(other)
                more = (row["country"] or row["candidates"]).split(";") if row else []
                found = more if set(found) < set(more) else found
            country, candidates, kind = ("", found, "former") if len(found) != 1 else (found[0], [], "former")
        else:
            country, candidates, kind = iso(code, territories, known), [], "part"
        if kind == "part" and not country:
            raise SystemExit(f"{code} ({territory['name']}) is part of no country: say what it is")
        for text in (code, *others):
            if text.upper() in known or text in written:
                continue
            source = COUNTRYNAMES if text in older else RIGOUR
            yield {
                "id": text,
                "name": territory["name"],
                "kind": kind,
                "country": country,
                "candidates": ";".join(candidates),
                "source": source[0],
                "source_url": source[1],
                "confidence": "single-secondary",
            }


def older_codes() -> dict[str, str]:
    """Four-letter codes of former states in countrynames → the code it files them under."""
    from countrynames.data import DATA

    return {
        text.lower(): code.lower()
        for code, texts in DATA.items()
        for text in texts
        if re.fullmatch(f"{code}[A-Z]{{2}}", text)
    }


def main() -> None:
    """Write the source of the table."""
    from rigour._core import territories_jsonl

    territories = {row["code"]: row for row in map(json.loads, territories_jsonl().splitlines())}
    out = sorted(rows(territories, older_codes()), key=lambda row: row["id"])
    path = TABLES / "sources" / "territory_codes.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(out[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(out)
    print(f"{path.name}: {len(out)} rows")


if __name__ == "__main__":
    main()
