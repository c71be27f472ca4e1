"""Files of a folder that a run into it was given and writes anew: the pack keeps them under a name of their own.

They are the workbooks with verdicts or tasks, whose cells the report cites, and the report that it was compared with.
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
