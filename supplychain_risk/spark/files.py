"""Files on any store that Spark reads, screened from the command line: one of suppliers, and one of lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from supplychain_risk.domain import DueDiligence
from supplychain_risk.errors import InputError, MissingExtra, MissingFile
from supplychain_risk.policy import Policy

JAVA = "Install a Java runtime, 17 or newer: apt-get install openjdk-17-jre-headless (Debian, Ubuntu)."
_TEXTS = (".csv", ".csv.gz", ".tsv", ".tsv.gz")
_SCHEME = re.compile(r"^([A-Za-z][\w.+-]+):/+")


@dataclass(frozen=True, slots=True)
class ScreenedFiles:
    """What was written where, and how many suppliers call for what."""

    files: tuple[str, ...]
    by_due_diligence: Mapping[str, int]


def screen_files(
    inputs: Sequence[str | Path],
    out: str | Path,
    *,
    policy: Policy | None = None,
    as_of: date | str | None = None,
    company: str = "",
    lists: Sequence[str | Path] = (),
    not_taken: Mapping[str, Any] | None = None,
) -> ScreenedFiles:
    """Screen a file of suppliers, and one of lines after it, on Spark; write each table as Parquet below `out`.

    Args:
        inputs: one or two addresses: CSV (with headings, UTF-8), Parquet, or a Delta table where its package is there.
        out: a folder, on any store that Spark writes to, in which the folders of the tables are not there yet.
        policy: as `screen`.
        as_of: as `screen`.
        company: as `screen`.
        lists: as `screen`.
        not_taken: options that only the engine in memory takes → what was given; none may be given.

    Raises:
        MissingExtra: pyspark, pyarrow or a Java runtime is not installed.
        InputError: an option that is not taken, more than two inputs, an input that cannot be read, or as `screen`.
    """
    from supplychain_risk.spark.job import TABLES, check_installed, screen

    if given := sorted(option for option, value in (not_taken or {}).items() if value):
        raise InputError(
            f"--engine spark does not take {', '.join(given)}",
            hint="Leave it out, or screen on one machine: --engine memory.",
        )
    if len(inputs) > 2:
        raise InputError(
            f"--engine spark takes a table of suppliers and one of lines, and {len(inputs)} inputs are given",
            hint="Put the suppliers first and the lines after them, each in one file or folder of files.",
        )
    check_installed()
    session = _session()
    frames = [_frame(session, _address(one)) for one in inputs]
    from pyspark.errors import PySparkException

    target = _address(out)
    there = [one for name in TABLES if _is_there(session, one := f"{target.rstrip('/')}/{name}")]
    if there:  # before the work is done that could not be written
        raise InputError("is there already", where=", ".join(there), hint="Choose another folder with --out.")
    try:
        tables = screen(*frames, policy=policy, as_of=as_of, lists=lists, company=company)
        try:
            files = tables.write(target)
        except PySparkException as error:
            raise _unusable(error, target, "cannot be written", "Choose a folder that is not there yet.") from error
    except PySparkException as error:
        hint = "Its log says why; a worker without memory is the usual reason (docs/spark.md)."
        raise _unusable(error, ", ".join(map(str, inputs)), "Spark gave up the job", hint) from error
    counted = {row[0]: row[1] for row in tables.suppliers.groupBy("due_diligence").count().collect()}
    tables.close()
    return ScreenedFiles(files, {level.value: counted.get(level.value, 0) for level in DueDiligence})


def _address(path: str | Path) -> str:
    """An address as Spark takes it: a path on the command line has lost one of the two slashes of s3a://bucket."""
    return _SCHEME.sub(r"\1://", str(path))


def _session() -> Any:
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    try:
        builder = SparkSession.builder.appName("supplychain-risk")
        return builder.config("spark.sql.caseSensitive", "true").getOrCreate()  # "Region" and "region" are two columns
    except PySparkException as error:
        raise MissingExtra("Spark could not be started: it found no Java runtime that it can use", hint=JAVA) from error


def _frame(session: Any, address: str) -> Any:
    """The table at an address. A CSV file is read as texts: an id "0801" is no number."""
    lower = address.lower()
    try:
        if lower.endswith(_TEXTS):
            mark = "\t" if ".tsv" in lower else ","
            return session.read.csv(address, header=True, sep=mark, multiLine=True, escape='"', encoding="UTF-8")
        if _is_there(session, f"{address.rstrip('/')}/_delta_log"):
            return session.read.format("delta").load(address)
        return session.read.parquet(address)
    except Exception as error:
        hint = "Give a CSV or Parquet file, a folder of Parquet files, or a Delta table with its package on the path."
        raise _unusable(error, address, "cannot be read as a table", hint) from error


def _is_there(session: Any, address: str) -> bool:
    """Whether a file or folder is on the store that the address names."""
    path = session.sparkContext._jvm.org.apache.hadoop.fs.Path(address)
    return bool(path.getFileSystem(session.sparkContext._jsc.hadoopConfiguration()).exists(path))


def _unusable(error: Exception, address: str, what: str, hint: str) -> InputError:
    first = str(error).strip().splitlines()[0][:300] if str(error).strip() else type(error).__name__
    return MissingFile(f"{what} ({first})", where=address, hint=hint)
