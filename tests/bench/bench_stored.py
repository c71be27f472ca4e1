"""A report that holds all beside one that refers to tables: writing, reading, explaining one supplier, size.

python tests/bench/bench_stored.py [100000]

Each step runs in a process of its own; its peak of memory is told without the document that it begins with (Linux).
"""

import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_million import make

WAYS = {"holds all": (["json"], True), "in Parquet": (["json", "parquet"], False), "in JSON Lines": (["json"], False)}
"""Formats and `whole` of each way; without pyarrow, which is hidden for it, the last is what is written."""


def screened(folder: Path, suppliers: int) -> None:
    """Keep the document of a screening."""
    import supplychain_risk as scr

    make(folder / "suppliers.csv", suppliers)
    document = scr.screen(scr.load(folder / "suppliers.csv", company="Acme"), as_of="2026-06-30").document
    (folder / "document").write_bytes(pickle.dumps(document, protocol=5))


def step(folder: Path, way: str, what: str) -> list[float]:
    """One step, in this process: seconds of processor time and MiB beyond what was there before."""
    import supplychain_risk as scr
    from supplychain_risk.cli import main
    from supplychain_risk.memory import no_garbage_collection
    from supplychain_risk.report import formats, write_report

    wanted, whole = WAYS[way]
    if way == "in JSON Lines":
        formats.find_spec = lambda name: None
    formats.TABLES_ABOVE = 0
    document = None
    if what == "write":
        with no_garbage_collection(), (folder / "document").open("rb") as file:
            document = pickle.load(file)
    before = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
    start = time.process_time()
    if document is not None:
        write_report(document, folder / way, wanted, whole=whole)
    elif what == "read":
        scr.read(folder / way)
    else:
        sys.argv = ["supplychain-risk", "explain", str(folder / way), "S500"]
        try:
            main()
        except SystemExit as ended:
            if ended.code:
                raise
    return [time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before]


def main() -> None:
    """Measure each way."""
    if sys.argv[1:2] == ["--step"]:
        folder, way, what = sys.argv[2:]
        print(json.dumps(step(Path(folder), way, what)))
        return
    suppliers = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        subprocess.run(
            [sys.executable, "-c", f"import bench_stored as b; b.screened(b.Path({made!r}), {suppliers})"],
            check=True,
            cwd=Path(__file__).parent,
        )
        print(f"{suppliers:,} suppliers")
        for way in WAYS:
            told = []
            for what in ("write", "read", "explain"):
                one = [sys.executable, __file__, "--step", made, way, what]
                done = subprocess.run(one, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
                seconds, memory = json.loads(done[-1])
                told.append(f"{what} {seconds:.1f} s, {memory:.0f} MiB")
            size = sum(file.stat().st_size for file in (folder / way).iterdir() if file.name != "manifest.json")
            print(f"  {way:<14} {'; '.join(told)}; {size / 1e6:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
