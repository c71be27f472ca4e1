"""What a library in Rust prints when it panics, before Python hears of it, goes nowhere: it is told in our words."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

STDERR = 2
"""The file descriptor that Rust prints to, whatever `sys.stderr` is."""


class _Unheard:
    """How many calls are under way, and where standard error led before the first of them."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.calls = 0
        self.kept = -1


_UNHEARD = _Unheard()


@contextmanager
def unheard() -> Iterator[None]:
    """For one call of such a library, and no longer: what anybody else writes to standard error is lost meanwhile."""
    with _UNHEARD.lock:
        if _UNHEARD.calls == 0:
            _UNHEARD.kept = _turned_away()
        _UNHEARD.calls += 1
    try:
        yield
    finally:
        with _UNHEARD.lock:
            _UNHEARD.calls -= 1
            if _UNHEARD.calls == 0 and _UNHEARD.kept >= 0:
                os.dup2(_UNHEARD.kept, STDERR)
                os.close(_UNHEARD.kept)


def _turned_away() -> int:
    """Let standard error lead nowhere, and give a descriptor of where it led; -1 where there is none."""
    try:
        kept = os.dup(STDERR)
    except OSError:
        return -1
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, STDERR)
    os.close(nowhere)
    return kept


def in_words(error: BaseException) -> str:
    """What an error of such a library tells, in brackets after a message; nothing where it panicked.

    A panic speaks of the library's own code.
    """
    return "" if type(error).__name__ == "PanicException" else f" ({error})"
