"""Screening on Spark: time, memory, stages and bytes shuffled as the tables grow, beside the engine in memory.

python tests/bench/bench_spark.py [--suppliers 10000,100000] [--shape chains|one] [--equal|--steps] [--partitions 8]
                                  [--detailed] [--driver-memory 4g] [--keep]
python tests/bench/bench_spark.py --lists FOLDER

Suppliers as in `bench_million.py`, as two Parquet files: one of suppliers, and one of lines, one and a half to a
supplier. `chains`: lines lead within groups of 50 suppliers and to the company, so that many chains stand side by side.
`one`: they lead to any supplier, and nearly all suppliers hang together. `--equal` screens the same tables in memory as
well, and compares every row of every table; `--steps` measures what the workers do, without Spark. Each size runs in a
process of its own, on `local[2]`. `--lists` turns each list of a folder into two tables and compares both engines on
them.
"""

import argparse
import hashlib
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

COUNTRIES = ["China", "Viet Nam", "Bangladesh", "Türkiye", "Turkmenistan", "Portugal", "USA", "Namibia", "", "Germany"]
SECTORS = ["Apparel", "Textiles", "Electronics", "Agriculture", "Mining", "Chemicals", ""]
GOODS = ["Cotton", "T-shirts", "Solar cells", "Tomatoes", ""]
GROUP = 50
"""Suppliers of one chain in the shape `chains`."""
DETAILS = ("origin", "quantity", "unit", "line_date", "invoice")
"""What a line may state beside its goods and their price."""
AS_OF = "2026-06-30"
INPUTS = ("suppliers", "lines")
TABLES = ("suppliers", "lines", "findings", "reasons", "problems")
EMPTY = ("rank", "rank_p5", "rank_p95", "top_decile")
"""Columns that Spark leaves empty."""


def make(folder: Path, suppliers: int, shape: str, *, detailed: bool = False) -> None:
    """Write both tables; buyers stand before those that supply them, so that there are no circles.

    `detailed`: lines state an origin, an amount, a day and an invoice, and so come out as rows of `lines`, too.
    """
    import pyarrow
    from pyarrow import parquet

    rng = random.Random(20260630)
    rows: dict[str, list[str]] = {
        name: [] for name in ("supplier_id", "name", "country", "city", "sector", "commodity")
    }
    stated = ("supplier", "buyer", "commodity", "spend")
    lines: dict[str, list[object]] = {name: [] for name in (*stated, *(DETAILS if detailed else ()))}
    for i in range(suppliers):
        good = rng.choice(GOODS)
        own = (f"S{i}", f"{rng.choice('ABCDEFGH')}{i} Trading Co., Ltd.", rng.choice(COUNTRIES), "Port")
        for column, value in zip(rows.values(), (*own, rng.choice(SECTORS), good), strict=True):
            column.append(value)
        start = i - i % GROUP if shape == "chains" else 0
        for _ in range(1 + i % 2):
            inside = i > start + 1 and rng.random() < 0.7
            buyer = f"S{rng.randrange(start, i)}" if inside else "Acme Outdoor"
            line: tuple[object, ...] = (f"S{i}", buyer, good, rng.randrange(10_000, 900_000))
            if detailed:
                origin, number = rng.choice(COUNTRIES), rng.randrange(suppliers)
                line = (*line, origin, number / 8, "kg", f"2026-0{1 + i % 9}-{1 + i % 28:02}", f"INV-{i // 4:07}")
            for column, value in zip(lines.values(), line, strict=True):
                column.append(value)
    for name, columns in (("suppliers", rows), ("lines", lines)):
        parquet.write_table(pyarrow.table(columns), folder / f"{name}.parquet", row_group_size=50_000)


class Watch(threading.Thread):
    """What this process and all below it use, looked at every second: workers come and go (Linux)."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.used: dict[int, float] = {}
        """Process → its processor seconds when it was last seen."""
        self.peak = 0
        """The most memory of all together, in bytes; what they share with each other is counted once."""
        self._done = threading.Event()

    def run(self) -> None:
        """Look until `end`."""
        while True:
            self._look()
            if self._done.wait(1):
                return

    def end(self) -> float:
        """Stop; all processor seconds."""
        self._look()
        self._done.set()
        return sum(self.used.values())

    def _look(self) -> None:
        parents: dict[int, int] = {}
        told: dict[int, float] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                pid, rest = stat.read_text().split(" ", 1)
            except OSError:
                continue
            fields = rest[rest.rindex(")") + 2 :].split()
            parents[int(pid)] = int(fields[1])
            told[int(pid)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        me = os.getpid()
        memory = 0
        for pid, seconds in told.items():
            above = pid
            while above and above != me:
                above = parents.get(above, 0)
            if above == me:
                self.used[pid] = seconds
                memory += self._memory(pid)
        self.peak = max(self.peak, memory)

    def _memory(self, pid: int) -> int:
        """Bytes of a process, those that it shares divided by who shares them."""
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            return 0
        return int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1]) * 1024


def events(folder: Path) -> tuple[int, int, int]:
    """Stages that ran, bytes shuffled, and bytes that the workers spilled to disk."""
    stages, shuffled, spilled = 0, 0, 0
    for file in (one for one in folder.rglob("[el]*") if one.is_file()):  # Spark 4 writes events_…, 3.5 local-…
        for line in file.read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            if event["Event"] == "SparkListenerStageCompleted":
                stages += 1
            elif event["Event"] == "SparkListenerTaskEnd" and event.get("Task Metrics"):
                shuffled += event["Task Metrics"]["Shuffle Write Metrics"]["Shuffle Bytes Written"]
                spilled += event["Task Metrics"]["Disk Bytes Spilled"]
    return stages, shuffled, spilled


def started(log: Path, partitions: int, memory: str, **more: str) -> Any:
    """A Spark session on two cores that writes what it did into `log`; `more` are settings of `spark.sql.codegen`."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    log.mkdir()
    builder = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.memory", memory)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", str(partitions))
        .config("spark.eventLog.enabled", "true")
        .config("spark.eventLog.compress", "false")
        .config("spark.eventLog.dir", log.as_uri())
        .config("spark.sql.caseSensitive", "true")  # as the command line has it
        .config("spark.local.dir", tempfile.gettempdir())
        .config("spark.log.level", "ERROR")
    )
    for name, value in more.items():
        builder = builder.config(f"spark.sql.codegen.{name}", value)
    return builder.getOrCreate()


def screened(session: Any, folder: Path) -> None:
    """Screen the tables of a folder on Spark, and write what comes out into it."""
    from supplychain_risk.spark import screen

    inputs = (folder / f"{name}.parquet" for name in INPUTS)
    tables = screen(*(session.read.parquet(str(file)) for file in inputs if file.exists()), as_of=AS_OF)
    tables.write(folder / "spark")
    tables.close()


def on_spark(folder: Path, partitions: int, memory: str) -> None:
    """One size on Spark, in this process; prints its figures as JSON."""
    log = folder / "events"
    session = started(log, partitions, memory)
    watch = Watch()
    watch.start()
    start = time.time()
    screened(session, folder)
    wall, used = time.time() - start, watch.end()
    session.stop()
    print(json.dumps([wall, used, watch.peak, *events(log)]))


def in_memory(folder: Path) -> None:
    """One size in memory, in this process; prints its figures as JSON."""
    start = time.time()
    screened_in_memory(folder)
    peak = int(next(x for x in Path("/proc/self/status").read_text().splitlines() if x.startswith("VmHWM")).split()[1])
    print(json.dumps([time.time() - start, time.process_time(), peak * 1024]))


def screened_in_memory(folder: Path) -> None:
    """Screen the tables of a folder in memory, and write what comes out into it."""
    import pandas as pd

    import supplychain_risk as scr

    files = {name: folder / f"{name}.parquet" for name in INPUTS}
    frames = {name: pd.read_parquet(file) for name, file in files.items() if file.exists()}
    scr.screen(scr.load(frames), as_of=AS_OF).write(folder / "memory", ["parquet"])


def compare_lists(folder: Path, partitions: int, memory: str) -> None:
    """Each list of a folder as two tables, screened by both engines; prints what only one of both says."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "spark"))
    from examples_as_tables import as_tables

    from supplychain_risk.errors import SupplyChainRiskError

    root = Path(tempfile.mkdtemp())
    # Compiling code for a few rows takes longer than reading them.
    session = started(root / "events", partitions, memory, wholeStage="false", factoryMode="NO_CODEGEN")
    for number, path in enumerate(sorted(one for one in folder.iterdir() if one.is_file())):
        own = root / str(number)
        own.mkdir()
        try:
            tables = dict(zip(INPUTS, as_tables(path), strict=True))
            for name, table in tables.items():
                if len(table):
                    table.to_parquet(own / f"{name}.parquet", index=False)
            screened(session, own)
        except SupplyChainRiskError as error:
            print(f"{path.name}: {error}", flush=True)
            continue
        screened_in_memory(own)
        said = [f"{name} {rows:,}/{other:,}" for name, (rows, other) in differences(own).items()]
        rows = ", ".join(f"{len(table):,} {name}" for name, table in tables.items())
        print(f"{path.name}: {rows}; rows / of which only one of both has: {', '.join(said)}", flush=True)
    session.stop()
    shutil.rmtree(root)


def rows_of(file: Path, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """Rows of a Parquet file, or of a folder of such files, a piece at a time."""
    from pyarrow import dataset

    for batch in dataset.dataset(file, format="parquet").to_batches(columns=columns, batch_size=20_000):
        yield from zip(*(batch.column(name).to_pylist() for name in columns), strict=True)


def mark(row: tuple[Any, ...]) -> int:
    """A row as a whole number of 64 bits, so that a table of any size is compared in 8 bytes a row."""
    return int.from_bytes(hashlib.blake2b(repr(row).encode(), digest_size=8).digest())


def differences(folder: Path, shown: int = 3) -> dict[str, tuple[int, int]]:
    """Table → rows of the engine in memory, and rows that only one of both has; prints the first few of those."""
    import numpy
    from pyarrow import parquet

    found = {}
    for name in TABLES:
        files = (next((folder / "memory").glob(f"*{name}.parquet")), folder / "spark" / name)
        columns = sorted(set(parquet.read_schema(files[0]).names) - set(EMPTY))
        counted = [
            numpy.unique(numpy.fromiter(map(mark, rows_of(file, columns)), numpy.uint64), return_counts=True)
            for file in files
        ]
        marks = numpy.union1d(counted[0][0], counted[1][0])
        times = numpy.zeros((2, len(marks)), numpy.int64)
        for side, (own, count) in enumerate(counted):
            times[side, numpy.searchsorted(marks, own)] = count
        found[name] = int(times[0].sum()), int(abs(times[0] - times[1]).sum())
        other = set(marks[times[0] != times[1]].tolist())
        for file in files if other else ():
            one_sided = itertools.islice((row for row in rows_of(file, columns) if mark(row) in other), shown)
            for row in one_sided:
                print(f"    {file}: {dict(zip(columns, row, strict=True))}", flush=True)
    return found


def steps(folder: Path) -> None:
    """What the workers do, step by step in this process and without Spark: processor milliseconds per supplier."""
    from pyarrow import parquet

    from supplychain_risk.assess.screening import Screening
    from supplychain_risk.intake.columns import LOOKED_AT
    from supplychain_risk.laws.triggers import drafts
    from supplychain_risk.loading.connect import Rest
    from supplychain_risk.risk.structural import score
    from supplychain_risk.spark import work
    from supplychain_risk.spark.described import decode_case, described
    from supplychain_risk.spark.judged import Known, judged
    from supplychain_risk.spark.run import Run
    from supplychain_risk.spark.sheets import sheet_of

    tables = {name: parquet.read_table(folder / f"{name}.parquet") for name in ("suppliers", "lines")}
    rows = {name: list(zip(*table.to_pydict().values(), strict=True)) for name, table in tables.items()}
    run = Run(Screening.prepare(as_of=AS_OF))
    looked_at = {name: many[:: max(1, len(many) // LOOKED_AT)] for name, many in rows.items()}
    sheets = tuple(
        sheet_of("DataFrames", name, table.column_names, looked_at[name], run.reading, as_links=name == "lines")
        for name, table in tables.items()
    )
    run = Run(run.screening, sheets)
    count = tables["suppliers"].num_rows

    def timed(what: str, result: Callable[[], Any]) -> Any:
        start = time.process_time()
        found = result()
        print(f"  {what:<22}{(time.process_time() - start) / count * 1000:6.3f} ms per supplier", flush=True)
        return found

    def read(sheet: Any) -> list[dict[str, Any]]:
        many = rows[sheet.name]
        starts = range(0, len(many), 10_000)
        parts = ((many[i : i + 10_000], range(i + 2, min(i + 10_000, len(many)) + 2)) for i in starts)
        return [row for part, numbers in parts for row in work.records(run, sheet, part, numbers)]

    suppliers, lines = (timed(f"read {sheet.name}", lambda sheet=sheet: read(sheet)) for sheet in sheets)
    sold: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        sold.setdefault(line["key"], []).append(line)
    own = [{**row, "owner": one["key"]} for one in suppliers for row in (*sold.get(one["key"], ()), one)]
    made = [
        row for row in timed("describe", lambda: list(described(own, run, frozenset()))) if row["kind"] == "supplier"
    ]
    world, index = run.screening.world, run.screening.index
    cases = {decode_case(case) for row in made for case in row["readings"]}
    scored = {decode_case(row["scored"]) for row in made}
    answers = timed("rules, by case", lambda: {case: drafts(case, world) for case in cases})
    scores = timed("score, by case", lambda: {case: score(case, world) for case in scored})
    names = {(one["name"], one["country"], tuple(one["places"])) for row in made for one in row["names"]}
    found = timed("match names", lambda: frozenset(work.name_mark(*name) for name in names if index.match(*name)))
    known = Known("Acme Outdoor", Rest(True, frozenset()), answers, scores, found, work.name_mark)
    rest = [*made, *({**line, "end_text": ""} for line in lines)]
    timed("judge", lambda: sum(row["kind"] == "supplier" for row in judged(rest, run, known)))


def run(how: str, folder: Path, chosen: argparse.Namespace) -> list[float]:
    """The figures of a size, measured in a process of its own."""
    command = [sys.executable, __file__, "--one", how, str(folder), "--partitions", str(chosen.partitions)]
    command += ["--driver-memory", chosen.driver_memory]
    last = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1]
    return [float(number) for number in json.loads(last)]


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--suppliers", default="10000,100000")
    parser.add_argument("--shape", choices=("chains", "one"), default="chains")
    parser.add_argument("--partitions", type=int, default=8)
    parser.add_argument("--driver-memory", default="4g", help="of Spark's process, without that of its Python workers")
    parser.add_argument("--lists", type=Path, help="a folder of supplier lists to compare both engines on")
    parser.add_argument("--equal", action="store_true")
    parser.add_argument("--detailed", action="store_true", help="lines with origins, amounts, days and invoices")
    parser.add_argument(
        "--keep", action="store_true", help="leave the tables in their folder of the temporary directory"
    )
    parser.add_argument("--steps", action="store_true", help="what the workers do, without Spark")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        how, folder = chosen.one[0], Path(chosen.one[1])
        on_spark(folder, chosen.partitions, chosen.driver_memory) if how == "spark" else in_memory(folder)
        return
    if chosen.lists:
        compare_lists(chosen.lists, chosen.partitions, chosen.driver_memory)
        return
    for suppliers in map(int, chosen.suppliers.split(",")):
        folder = Path(tempfile.mkdtemp())
        try:
            measure(folder, suppliers, chosen)
        finally:
            if chosen.keep:
                print(f"  the tables are in {folder}", flush=True)
            else:
                shutil.rmtree(folder)


def measure(folder: Path, suppliers: int, chosen: argparse.Namespace) -> None:
    """One size: make the tables in the folder, screen them, compare, and print the figures."""
    make(folder, suppliers, chosen.shape, detailed=chosen.detailed)
    if chosen.steps:
        print(f"{suppliers:,} suppliers ({chosen.shape}), without Spark", flush=True)
        steps(folder)
        return
    wall, used, peak, stages, shuffled, spilled = run("spark", folder, chosen)
    print(
        f"{suppliers:,} suppliers ({chosen.shape}): {wall:,.0f} s, processor {used:,.0f} s, "
        f"{peak / 2**30:.1f} GiB, {stages:.0f} stages, {shuffled / suppliers:,.0f} bytes shuffled and "
        f"{spilled / suppliers:,.0f} spilled per supplier",
        flush=True,
    )
    if chosen.equal:
        wall, used, peak = run("memory", folder, chosen)
        print(f"  in memory: {wall:,.0f} s, processor {used:,.0f} s, {peak / 2**30:.1f} GiB", flush=True)
        for name, (rows, other) in differences(folder).items():
            print(f"  {name}: {rows:,} rows, of which {other:,} only one of both has", flush=True)


if __name__ == "__main__":
    main()
