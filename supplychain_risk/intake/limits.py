"""Limits that keep a hostile or broken file from taking the machine down.

Those that a person may want to move stand in the policy, section `[limits]`, each with its reason; a message that
refuses a file names the one in its way. `within` reads by the limits of a policy, all else by those of the shipped one.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

from supplychain_risk.errors import UnreadableFile
from supplychain_risk.policy import LimitsPolicy, Policy

Limit = Literal[
    "file_bytes",
    "unpacked_bytes",
    "text_bytes",
    "lines",
    "cells",
    "characters",
    "cell_characters",
    "columns",
    "seconds",
]
"""The keys of the policy's section."""

RATIO = 400
"""Unpacked to packed size of one zip member of 50 MB or more. Real sheets stay below 100; a zip bomb reaches 1,000."""

RATIO_COUNTS_FROM = 50_000_000
"""Small members may well be very repetitive: 2,500 rows of one formula."""

SPARSE_FROM = 4_000_000
"""Cells in the rectangle that a sheet uses from which on one that is nearly empty is looked through for cells far from
all others. Up to there they cost little: a stray cell in column XFD of two hundred rows, or in the last row of three
columns."""

# Each run has its own, whatever other threads do at the same time.
_IN_FORCE: ContextVar[LimitsPolicy | None] = ContextVar("limits in force", default=None)
_UNTIL: ContextVar[tuple[float, str] | None] = ContextVar("when reading a file must be done", default=None)


@contextmanager
def within(limits: LimitsPolicy) -> Iterator[None]:
    """Read by these limits."""
    token = _IN_FORCE.set(limits)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def most(limit: Limit) -> int:
    """The number of a limit."""
    number: int = getattr(_IN_FORCE.get() or Policy.default().limits, limit).value
    return number


def can_be_read(limit: Limit) -> str:
    """What a message says of a limit: "40,000,000 can be read (limits.cells of the policy)"."""
    return f"{most(limit):,} can be read (limits.{limit} of the policy)"


@contextmanager
def timed(file: str) -> Iterator[None]:
    """Give what is done within as many seconds as the limit has; `in_time` tells when they are over."""
    token = _UNTIL.set((time.monotonic() + most("seconds"), file))
    try:
        yield
    finally:
        _UNTIL.reset(token)


def in_time() -> None:
    """Go on, if reading has not taken too long. Asked between sheets, tables and steps: none of them is broken off.

    Raises:
        UnreadableFile: it has taken longer than the limit.
    """
    until = _UNTIL.get()
    if until and time.monotonic() > until[0]:
        raise UnreadableFile(
            f"reading was broken off after {most('seconds'):,} seconds (limits.seconds of the policy)",
            where=until[1],
            hint="Save only the sheets and columns with suppliers, split the file, or raise the limit.",
        )
