"""From a CSV of many suppliers to findings, exposure and tables: time and peak memory of each step.

python tests/bench/bench_million.py [--suppliers 1000,10000,100000,1000000] [--format parquet] [--picture FILE.svg]

A supplier has one row, and every second one another row with a second buyer: 1,000,000 suppliers are 1,500,000 rows.
Each size runs in a process of its own, so that peaks are its own.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COUNTRIES = ["China", "Viet Nam", "Bangladesh", "Türkiye", "Turkmenistan", "Portugal", "USA", "Namibia", "", "Germany"]
SECTORS = ["Apparel", "Textiles", "Electronics", "Agriculture", "Mining", "Chemicals", ""]
GOODS = ["Cotton", "T-shirts", "Solar cells", "Tomatoes", ""]
HEADINGS = ("Supplier ID", "Supplier name", "Country", "City", "Sector", "Product", "Spend (USD)", "Supplies to")


def make(path: Path, suppliers: int) -> None:
    """The rows, buyers before those that supply them, so that there are no circles."""
    rng = random.Random(20260630)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(HEADINGS)
        for i in range(suppliers):
            own = (f"S{i}", f"{rng.choice('ABCDEFGH')}{i} Trading Co., Ltd.", rng.choice(COUNTRIES), "Port")
            goods = (rng.choice(SECTORS), rng.choice(GOODS))
            for _ in range(1 + i % 2):
                buyer = f"S{rng.randrange(i)}" if i > 50 and rng.random() < 0.7 else ""
                rows.writerow((*own, *goods, rng.randrange(10_000, 900_000), buyer))


def told(what: str, start: float) -> float:
    """Print a step's processor time and the peak of memory so far."""
    now = time.process_time()
    print(f"  {what:<22}{now - start:9.1f} s{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f} MiB")
    return now


def measure(path: Path, out: Path, form: str) -> None:
    """One size, in this process."""
    import supplychain_risk as scr

    start = time.process_time()
    network = scr.load(path)
    start = told("load", start)
    assessment = scr.screen(network, as_of="2026-06-30")
    start = told("findings, exposure", start)
    assessment.write(out, [form])
    told(form, start)
    print(f"  {len(network)} suppliers, {len(network.links)} links, {len(assessment.document.findings)} findings")
    size = sum(file.stat().st_size for file in out.iterdir() if file.name != "manifest.json")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps([len(network), time.process_time(), peak, size]))


def picture(sizes: list[list[float]]) -> str:
    """Processor time, peak memory and bytes written per supplier as the list grows, as an SVG."""
    panels = (
        ("processor time, ms per supplier", [(n, seconds / n * 1000) for n, seconds, _, _ in sizes]),
        ("peak memory, kB per supplier", [(n, peak / n / 1000) for n, _, peak, _ in sizes]),
        ("written as Parquet, kB per supplier", [(n, size / n / 1000) for n, _, _, size in sizes]),
    )
    parts = []
    for number, (title, points) in enumerate(panels):
        left, floor, height = 30 + number * 260, 190.0, 130.0
        top = max(value for _, value in points)
        parts.append(f'<text x="{left}" y="24" font-weight="bold">{title}</text>')
        parts.append(f'<line x1="{left}" y1="{floor}" x2="{left + 210}" y2="{floor}" stroke="#555"/>')
        for at, (n, value) in enumerate(points):
            x, tall = left + 8 + at * 52, height * value / top
            parts.append(f'<rect x="{x}" y="{floor - tall:.1f}" width="36" height="{tall:.1f}" fill="#33638d"/>')
            parts.append(f'<text x="{x + 18}" y="{floor - tall - 6:.1f}" text-anchor="middle">{value:,.2f}</text>')
            parts.append(f'<text x="{x + 18}" y="{floor + 16}" text-anchor="middle">{n:,}</text>')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 220" font-family="sans-serif" font-size="11">\n'
        "<title>Time, memory and size per supplier as the list grows</title>\n"
        '<rect width="800" height="220" fill="white"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--suppliers", default="1000,10000,100000,1000000")
    parser.add_argument("--format", default="parquet")
    parser.add_argument("--picture", type=Path)
    parser.add_argument("--one", nargs=2, type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        measure(*chosen.one, chosen.format)
        return
    sizes: list[list[float]] = []
    for suppliers in map(int, chosen.suppliers.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "suppliers.csv"
            make(path, suppliers)
            print(f"{suppliers:,} suppliers", flush=True)
            one = [sys.executable, __file__, "--format", chosen.format, "--one", str(path), str(Path(folder) / "out")]
            *lines, last = subprocess.run(one, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
            print("\n".join(lines), flush=True)
            sizes.append(json.loads(last))
    if chosen.picture:
        chosen.picture.write_text(picture(sizes), encoding="utf-8")


if __name__ == "__main__":
    main()
