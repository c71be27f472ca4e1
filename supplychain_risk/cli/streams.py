"""What stdout and stderr are while a command runs: UTF-8 where no terminal shows them, and no reason to stop the work.

Who reads along may stop reading (`| head`), and the disk behind a redirection may be full. Neither undoes a report that
is written, so the command goes on without being heard, and its exit code says what the documentation says of it.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TextIO

_NOBODY_READS = (errno.EPIPE, errno.ESHUTDOWN)


class _Lasting(io.FileIO):
    """Bytes to a descriptor; what it does not take is dropped."""

    failure: OSError | None = None
    """Why nothing can be written any more, other than that nobody reads."""

    _lost = False

    def write(self, content: object, /) -> int:
        """Write as much as is taken; once nothing is taken, count everything as written."""
        size = memoryview(content).nbytes  # type: ignore[arg-type]  # whatever can be written has bytes
        if self._lost:
            return size
        try:
            return super().write(content) or 0  # type: ignore[arg-type]
        except OSError as error:
            self._lost = True
            if error.errno not in _NOBODY_READS:
                self.failure = error
            return size


def prepare() -> None:
    """Make stdout and stderr such that any text can be written to them and a reader's end does not end the command.

    A terminal keeps its encoding and shows "?" for what it cannot show. What goes to a file or another program is data
    and is UTF-8, whatever the system's encoding is (on Windows it is none that holds Chinese names).
    """
    for name in ("stdout", "stderr"):
        stream: TextIO | None = getattr(sys, name)
        if stream is None:  # as a service may start it: what is printed is for nobody
            setattr(sys, name, io.TextIOWrapper(io.FileIO(os.open(os.devnull, os.O_WRONLY), "wb"), "utf-8"))
            continue
        if not isinstance(stream, io.TextIOWrapper):
            continue  # one that a caller has put there
        if stream.isatty():
            stream.reconfigure(errors="replace")
            continue
        try:
            descriptor = stream.fileno()
        except (OSError, ValueError):
            continue
        stream.flush()
        raw = _Lasting(descriptor, "wb", closefd=False)
        buffered = io.BufferedWriter(raw)
        lasting = io.TextIOWrapper(buffered, "utf-8", "backslashreplace", line_buffering=name == "stderr")
        setattr(sys, name, lasting)


def finish() -> OSError | None:
    """Write out what stdout still holds; why it could not be written, if so."""
    stream = sys.stdout
    if not isinstance(stream, io.TextIOWrapper):
        return None
    stream.flush()
    raw = getattr(stream.buffer, "raw", None)
    return raw.failure if isinstance(raw, _Lasting) else None
