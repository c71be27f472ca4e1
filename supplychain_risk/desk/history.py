"""What was changed in this run of the desk, step by step, so that it can be undone."""

from __future__ import annotations

from threading import Lock

from supplychain_risk.desk.folder import Change, Folder
from supplychain_risk.errors import InputError

_KEPT = 100
"""Steps that can be undone, of each kind; each holds the files as they were."""


class History:
    """The changes of each kind, newest last. Changes of another run, or another program, are not in it."""

    def __init__(self) -> None:
        self._steps: dict[str, list[Change]] = {}
        self._lock = Lock()

    def add(self, kind: str, change: Change) -> None:
        """Remember a change."""
        with self._lock:
            steps = self._steps.setdefault(kind, [])
            steps.append(change)
            del steps[:-_KEPT]

    def last(self, kind: str) -> str:
        """What the newest change of a kind did; "" where there is none."""
        with self._lock:
            steps = self._steps.get(kind)
            return steps[-1].told if steps else ""

    def undo(self, kind: str, folder: Folder) -> str:
        """Undo the newest change of a kind; returns what it did.

        Raises:
            InputError: there is none, or a file was changed since; the step is then forgotten.
        """
        with self._lock:
            steps = self._steps.get(kind)
            if not steps:
                raise InputError("there is nothing to undo", hint="Changes of an earlier run stay as they are.")
            change = steps.pop()
        folder.undo(change)
        return change.told
