"""`python -m supplychain_risk` is the `supplychain-risk` command.

The module imports next to nothing, so that Ctrl-C is answered as well while the rest is being imported.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from types import FrameType

from supplychain_risk.errors import INTERRUPTED


def main() -> None:
    """The command; interrupted, it says so in one line and leaves nothing half written."""
    # typer and click answer a KeyboardInterrupt in ways of their own, and differently from release to release
    pressed = _Pressed()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # and not one that is told to be ignored
        with contextlib.suppress(ValueError):  # not in the main thread, where no signal arrives
            signal.signal(signal.SIGINT, pressed)
    try:
        from supplychain_risk.cli import main as run

        run()
    except (_Interrupted, KeyboardInterrupt):
        _say()
    except Exception:
        if not pressed.was:
            raise
        _say()  # compiled modules turn what interrupts their import into errors of their own


class _Interrupted(SystemExit):
    """Ctrl-C was pressed. No handler of ordinary errors takes it for one."""


class _Pressed:
    """Ends the command. Pressed again at once, it does not break off what is being tidied up."""

    _PATIENCE = 3.0
    """Seconds in which a further key press changes nothing."""

    def __init__(self) -> None:
        self._last = float("-inf")

    @property
    def was(self) -> bool:
        """Whether it was pressed at all."""
        return self._last > float("-inf")

    def __call__(self, number: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        if now - self._last > self._PATIENCE:
            self._last = now
            raise _Interrupted(INTERRUPTED)


def _say() -> None:
    with contextlib.suppress(OSError, ValueError):  # nobody reads
        sys.stderr.write("Interrupted. Nothing was left half written.\n")
        sys.stderr.flush()
    os._exit(INTERRUPTED)  # not waiting for threads, and writing out nothing more


if __name__ == "__main__":
    main()
