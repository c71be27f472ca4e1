"""Files that people filled in, kept in a pack as its run was given them, under a name of their own.

A run that is given a workbook of the folder that it writes into (verdicts, tasks) writes that workbook anew. The report
cites cells of the one it was given, so that one stays in the pack.
"""

from __future__ import annotations

from pathlib import Path

_MARK = "given-"


def kept_name(name: str) -> str:
    """The name under which a pack keeps a file of that name."""
    return _MARK + name


def given_as(path: Path) -> Path:
    """The path as it was when it was given to a run: `audit/given-report.xlsx` was `audit/report.xlsx`."""
    return path.with_name(path.name.removeprefix(_MARK) or path.name)
