"""Fuzzing of a night's size: `python tests/fuzz --mutants 20000`. Exits with 1 where a mutant is not simply refused.

Prints the seed, how many mutants were read, refused, or ended in a traceback, a hang or a death, and keeps each of the
last three with its traceback in a folder. `--again NUMBER` tries one mutant in this process.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from attempts import KINDS, prepare
from pool import Figures, made, tried


def main() -> int:
    """Run and print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--mutants", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    asked.add_argument("--workers", type=int, default=os.cpu_count() or 2)
    asked.add_argument("--minutes", type=float, default=float("inf"), help="begin no further mutant after this")
    asked.add_argument("--first", type=int, default=0, help="number of the first mutant")
    asked.add_argument("--keep", type=Path, default=Path("fuzz-failures"), help="folder for mutants that fail")
    asked.add_argument("--again", type=int, help="try this mutant alone, with its traceback")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        home = Path(folder)
        prepare(home)
        if given.again is not None:
            kind, name, content = made(home, given.again, given.seed)
            (home / "mutant").mkdir()
            (home / "mutant" / name).write_bytes(content)
            print(kind, name, len(content), "bytes")
            print(KINDS[kind].attempt(home / "mutant" / name, home))
            return 0
        figures = Figures(given.seed)
        print(f"seed {given.seed}", flush=True)
        numbers = iter(range(given.first, given.first + given.mutants))
        until = time.monotonic() + given.minutes * 60
        for count, outcome in enumerate(tried(home, numbers, given.seed, given.workers, until=until), start=1):
            figures.add(outcome)
            if outcome.ended not in ("read", "refused"):
                given.keep.mkdir(parents=True, exist_ok=True)
                _, name, content = made(home, outcome.number, given.seed)
                (given.keep / f"{given.seed}-{outcome.number}-{name}").write_bytes(content)
                print(f"{outcome.ended}: {outcome.kind} {name} number {outcome.number}\n{outcome.told}", flush=True)
            if count % 1_000 == 0:
                print(f"{count:,} tried, {len(figures.failures)} failed", flush=True)
    print(figures)
    return 1 if figures.failures else 0


if __name__ == "__main__":
    sys.exit(main())
