"""One writer at a time: a lock that the system takes back when its holder ends, however it ends."""

from __future__ import annotations

import errno
import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from supplychain_risk.errors import InputError

WAIT = 60.0
"""Seconds that a writer waits for another. A pack is rendered before the lock is asked for, so it is held briefly."""
_PAUSE = 0.02
_BEYOND = 1 << 30
"""Windows locks bytes, and locked bytes cannot be read: this one lies behind the text that says who holds the lock."""


class FolderInUse(InputError):
    """Another process writes into the folder."""


@contextmanager
def held(path: Path, folder: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold the lock of a folder, in the file `path`, which is removed afterwards.

    The lock is the system's (`flock`, or a locked byte on Windows), not the file: a file that a killed process left
    holds nobody up.

    Raises:
        FolderInUse: another process holds it for longer than `wait` seconds; the message names that process.
        OSError: the file cannot be made, or the file system knows no locks.
    """
    descriptor = _acquired(path, folder, wait)
    try:
        yield
    finally:
        _release(descriptor, path)


def _acquired(path: Path, folder: Path, wait: float) -> int:
    until = time.monotonic() + wait
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            if _try_lock(descriptor) and _is_still(descriptor, path):
                os.ftruncate(descriptor, 0)
                os.write(descriptor, f"process {os.getpid()} on {platform.node()}\n".encode())
                return descriptor
            holder = _holder(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        if time.monotonic() >= until:
            raise FolderInUse(
                f"another run writes into this folder ({holder or 'a process that has not said which'})",
                where=str(folder),
                hint="Wait until it is done, end it, or name another folder with --out.",
            )
        time.sleep(_PAUSE)


def _holder(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, 300).decode("utf-8", "replace").strip()


def _is_still(descriptor: int, path: Path) -> bool:
    """Whether the locked file is the one of that name: its last holder may have removed it in between."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _BEYOND, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EDEADLK):
                return False
            raise
        os.lseek(descriptor, 0, os.SEEK_SET)
        return True

    def _release(descriptor: int, path: Path) -> None:
        os.close(descriptor)
        with suppress(OSError):  # another has it open by now, and holds it
            path.unlink()
else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                return False
            raise
        return True

    def _release(descriptor: int, path: Path) -> None:
        with suppress(OSError):
            if _is_still(descriptor, path):  # while it is held, so that nobody else's is removed
                path.unlink()
        os.close(descriptor)
