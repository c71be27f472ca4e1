"""How fast names are matched by this tree and by another one, both asked in turn for a few names at a time.

python tests/bench/bench_match_beside.py OTHER_TREE [--entities 5000] [--suppliers 20000] [--turn 100]

Processor time of one process each, on the same invented data (`bench_match_speed.py`). Whatever else the machine does
falls on both alike, since they take turns; which of the two begins alternates, too.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench_match_speed import list_index, make

HERE = Path(__file__).resolve().parents[2]


def answer(options: argparse.Namespace) -> None:
    """In a process of its own: builds the index, then matches the names it is told to, and says how long each took."""
    task = make(options.entities, options.suppliers)
    start = time.process_time()
    index = list_index(task)
    print(json.dumps(time.process_time() - start), flush=True)
    for line in sys.stdin:
        first, end = json.loads(line)
        start = time.process_time()
        index.match_many(task.suppliers[first:end])
        print(json.dumps(time.process_time() - start), flush=True)


def started(tree: Path, options: argparse.Namespace) -> subprocess.Popen[str]:
    """A process that answers with the code of a tree."""
    command = [sys.executable, __file__, str(tree), "--child"]
    command += ["--entities", str(options.entities), "--suppliers", str(options.suppliers)]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONHASHSEED": "0"}
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)


def told(process: subprocess.Popen[str], asked: Any = None) -> float:
    """The seconds that a process says, of what it is asked."""
    assert process.stdin is not None
    assert process.stdout is not None
    if asked is not None:
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.flush()
    return float(json.loads(process.stdout.readline()))


def main() -> None:
    """Measure both and print what each took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path, help="the root of the other tree")
    parser.add_argument("--entities", type=int, default=5_000)
    parser.add_argument("--suppliers", type=int, default=20_000)
    parser.add_argument("--turn", type=int, default=100, help="names each is asked for in a turn")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        answer(options)
        return
    processes = [started(tree, options) for tree in (HERE, options.other.resolve())]
    try:
        indexing = [told(process) for process in processes]
        matching = [0.0, 0.0]
        for turn, first in enumerate(range(0, options.suppliers, options.turn)):
            for number in (0, 1) if turn % 2 else (1, 0):
                matching[number] += told(processes[number], (first, first + options.turn))
    finally:
        for process in processes:
            process.kill()
            process.wait()
    print(f"{options.suppliers:,} names against {options.entities:,} entities, seconds of processor time")
    print(f"  {'':<10}{'this tree':>10}{'the other':>11}{'times':>7}")
    for what, (mine, theirs) in (("indexing", indexing), ("matching", matching)):
        print(f"  {what:<10}{mine:>10.2f}{theirs:>11.2f}{mine / theirs:>7.2f}")


if __name__ == "__main__":
    main()
