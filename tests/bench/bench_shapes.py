"""Networks of hostile shape, from a CSV file to a report: processor time, peak memory and the size of the files.

python tests/bench/bench_shapes.py SHAPE COUNT [--goods held|listed|plain] [--formats json,xlsx,html]

`held`: everybody grows cotton in Xinjiang, so that each company has findings and its goods go along the chain;
`listed`: cotton in India; `plain`: no goods. A shape takes as long as it takes: run one at a time.
"""

from __future__ import annotations

import argparse
import csv
import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import supplychain_risk as scr

COMPANY = ""
GOODS = {"held": ("Xinjiang, China", "cotton"), "listed": ("India", "cotton"), "plain": ("India", "")}
Pairs = Iterable[tuple[str, str]]


def chain(count: int) -> Pairs:
    """Each company sells to the one before."""
    yield "S0", COMPANY
    yield from ((f"S{n + 1}", f"S{n}") for n in range(count - 1))


def ring(count: int) -> Pairs:
    """A chain whose first company sells to the last, too."""
    yield from chain(count)
    yield "S0", f"S{count - 1}"


def hub(count: int) -> Pairs:
    """Companies that all sell to one and buy from it."""
    yield "H", COMPANY
    yield from ((f"S{n}", "H") for n in range(count))
    yield from (("H", f"S{n}") for n in range(count))


def layers(count: int) -> Pairs:
    """Two layers of companies, each of the first buying from all of the second."""
    yield from ((f"A{n}", COMPANY) for n in range(count))
    yield from ((f"B{far}", f"A{near}") for near in range(count) for far in range(count))


def selves(count: int) -> Pairs:
    """Companies that sell to themselves."""
    yield from ((f"S{n}", buyer) for n in range(count) for buyer in (f"S{n}", COMPANY))


def copies(count: int) -> Pairs:
    """One link, stated again and again."""
    yield "A", COMPANY
    yield from (("B", "A") for _ in range(count))


SHAPES: dict[str, Callable[[int], Pairs]] = {one.__name__: one for one in (chain, ring, hub, layers, selves, copies)}
Made = TypeVar("Made")


def measured(what: str, work: Callable[[], Made]) -> Made:
    """Do it, and print what it cost."""
    cpu, wall = time.process_time(), time.monotonic()
    made = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    seconds = f"{time.process_time() - cpu:.1f} s of processor time, {time.monotonic() - wall:.1f} s passed"
    print(f"  {what}: {seconds}, peak {peak:,} MiB", flush=True)
    return made


def main() -> None:
    """Write the file, read, screen and report it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("shape", choices=SHAPES)
    asked.add_argument("count", type=int)
    asked.add_argument("--goods", choices=GOODS, default="held")
    asked.add_argument("--formats", default="json,xlsx,html")
    given = asked.parse_args()
    country, good = GOODS[given.goods]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "suppliers.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(["Supplier", "Country", "Product", "Buyer"])
            for supplier, buyer in SHAPES[given.shape](given.count):
                rows.writerow([f"Mill {supplier}", country, good, f"Mill {buyer}" if buyer else ""])
        print(f"{given.shape} of {given.count:,}, {given.goods}: {path.stat().st_size / 1e6:.1f} MB of CSV", flush=True)
        network = measured("load", lambda: scr.load(path, company="Larkfield"))
        print(f"  {len(network):,} suppliers, {len(network.links):,} links", flush=True)
        assessment = measured("screen", lambda: scr.screen(network, as_of="2026-06-30"))
        for form in given.formats.split(","):
            out = Path(folder) / form
            measured(form, lambda form=form, out=out: assessment.write(out, formats=[form]))
            size = sum(file.stat().st_size for file in out.iterdir() if file.stem == "report")
            print(f"  {form}: {size / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main()
