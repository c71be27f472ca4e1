"""From a CSV of many suppliers to findings, exposure and tables: time and peak memory of each step.

python tests/bench/bench_million.py [--suppliers 100000,1000000] [--format parquet]

A supplier has one row, and every second one another row with a second buyer: 1,000,000 suppliers are 1,500,000 rows.
Each size runs in a process of its own, so that peaks are its own.
"""

import argparse
import csv
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


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--suppliers", default="100000,1000000")
    parser.add_argument("--format", default="parquet")
    parser.add_argument("--one", nargs=2, type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        measure(*chosen.one, chosen.format)
        return
    for suppliers in map(int, chosen.suppliers.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "suppliers.csv"
            make(path, suppliers)
            print(f"{suppliers:,} suppliers", flush=True)
            one = [sys.executable, __file__, "--format", chosen.format, "--one", str(path), str(Path(folder) / "out")]
            subprocess.run(one, check=True)


if __name__ == "__main__":
    main()
