"""How long the main job takes on a made list, beside merely reading the same file with pandas and openpyxl.

python tests/bench/bench_screen.py [rows]
"""

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

import supplychain_risk as scr
from supplychain_risk.report import DEFAULT_FORMATS

COUNTRIES = ["China", "Viet Nam", "Bangladesh", "Türkiye", "Turkmenistan", "Portugal", "USA", "Namibia", "", "Congo"]
SECTORS = ["Apparel", "Textiles", "Electronics", "Agriculture", "Mining", "Chemicals", ""]
GOODS = ["Cotton", "Garments", "Polysilicon", "Tomatoes", "Gold", "Office chairs", ""]


def make(path: Path, rows: int) -> None:
    """A supplier list with as many distinct names as rows and a chain three tiers deep."""
    rng = random.Random(20260630)
    table = [
        {
            "Supplier ID": f"S{i}",
            "Supplier name": f"{rng.choice('ABCDEFGH')}{i} Trading Co., Ltd.",
            "Country": rng.choice(COUNTRIES),
            "Sector": rng.choice(SECTORS),
            "Product": rng.choice(GOODS),
            "Supplies to": f"S{rng.randrange(i)}" if i > 50 and rng.random() < 0.4 else "",
        }
        for i in range(rows)
    ]
    pd.DataFrame(table).to_excel(path, index=False)


def timed(what: str, work) -> float:
    """Run, print and return seconds."""
    start = time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    print(f"{what:<34}{seconds:8.2f} s")
    return seconds


def main(rows: int) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "suppliers.xlsx"
        make(path, rows)
        base = timed("pandas + openpyxl, reading only", lambda: pd.read_excel(path, dtype=str, engine="openpyxl"))
        made = {}
        load = timed("load", lambda: made.update(network=scr.load(path)))
        screen = timed("screen", lambda: made.update(out=scr.screen(made["network"], as_of="2026-06-30")))
        write = {f: timed(f"write {f}", lambda f=f: made["out"].write(folder, [f])) for f in DEFAULT_FORMATS}
        print(f"{rows} rows: load {load / base:.2f}, screen {screen / base:.2f} times the baseline;", end=" ")
        print(", ".join(f"{f} {s / base:.2f}" for f, s in write.items()))
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
