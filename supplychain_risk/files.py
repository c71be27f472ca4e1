"""The files that a user names: read if they are regular and no larger than their reader can use; written whole.

A pipe is waited for without end, and a device may never stop giving, whatever it was named as. So whoever reads a
file reads it here. What is refused is an OSError, as it is if a file is missing or not ours to read: its
`strerror` says why, and the reader that asked says what the file was to be and what to do next.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import stat
import tempfile
import tomllib
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from supplychain_risk.errors import MissingFile

WRITTEN_BY_HAND = 10_000_000
"""Bytes of a text that a person writes (policy, mapping, figures), of a key and of a statement; a file of ten million
bytes is none of them."""

LARGEST = 4_000_000_000
"""Bytes of a report or of a part of a pack. A million suppliers with two findings each take about 1.6 GB."""

_AT_A_TIME = 1 << 20

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def content_of(path: Path, most: int) -> bytes:
    """The bytes of a regular file.

    Args:
        path: the file; a link to a regular file is one.
        most: how many bytes can be used.

    Raises:
        OSError: it cannot be opened, is no regular file, or has more bytes. `strerror` says which.
    """
    with opened(path) as file:
        size = os.fstat(file.fileno()).st_size
        # read by what is there, since room is taken for as much as is asked for; and not more than `most`, whatever the
        # file says of itself: it may grow, and files of /proc have no size
        parts = [file.read(size + 1)] if size <= most else []
        read = sum(map(len, parts))
        while parts and parts[-1] and read <= most:
            parts.append(file.read(_AT_A_TIME))
            read += len(parts[-1])
    if size > most or read > most:
        raise OSError(errno.EFBIG, f"the file has {max(size, read):,} bytes, and {most:,} can be read")
    return b"".join(parts) if len(parts) > 2 else parts[0]


def file_content(path: Path, hint: str, *, most: int, what: str = "", where: str = "") -> bytes:
    """The bytes of a file that a person named, or what is the matter and what to do.

    Args:
        path: of the file.
        hint: what to do where it cannot be opened.
        most: how many bytes can be used.
        what: what it was to be, as "the dispositions"; the message begins with it.
        where: how the message names the file; by its path if left out.

    Raises:
        MissingFile: it does not exist, cannot be opened, is no regular file or too large.
    """
    try:
        return content_of(path, most)
    except OSError as error:
        said = f"cannot be opened ({error.strerror or error})"
        raise MissingFile(f"{what} {said}".lstrip(), where=where or str(path), hint=hint) from error


def text_of(path: Path, most: int = WRITTEN_BY_HAND) -> str:
    """The UTF-8 text of a regular file, without a byte order mark; raises as `content_of`, and UnicodeDecodeError."""
    return content_of(path, most).decode("utf-8-sig")


def opened(path: Path) -> BinaryIO:
    """A regular file, open for reading.

    Raises:
        OSError: it cannot be opened, or is no regular file. `strerror` says which.
    """
    try:
        _refuse_other(path.stat().st_mode)  # before it is opened: opening alone sets some devices to work
        # should it be a pipe by now, opening does not wait for who writes to it
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError as error:  # a NUL in the name
        raise OSError(errno.EINVAL, "no file can have this name") from error
    try:
        _refuse_other(os.fstat(descriptor).st_mode)
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def _refuse_other(mode: int) -> None:
    if not stat.S_ISREG(mode):
        what = next((name for is_kind, name in _KINDS if is_kind(mode)), "no regular file")
        raise OSError(errno.EINVAL, f"it is {what}, and only files are read")


class Writable(Protocol):
    """What takes bytes one after the other."""

    closed: bool

    def write(self, content: bytes, /) -> int:
        """Add to its end; how many bytes were added."""


class Spooled:
    """Content that is written before its place is ready: in memory while it is small, else in a file without a name.

    So what is larger than memory should hold can be made piece by piece, and its hash be known before it is put
    anywhere. The file goes with the process, however that ends.
    """

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_AT_A_TIME)  # noqa: SIM115 - closed with this object
        weakref.finalize(self, self._file.close)
        self._digest = hashlib.sha256()
        self.closed = False
        """Asked for by pyarrow, which closes nothing that it did not open."""

    def write(self, content: bytes) -> int:
        """Add to its end; how many bytes were added."""
        self._digest.update(content)
        return self._file.write(content)

    @property
    def sha256(self) -> str:
        """Of all that was written."""
        return self._digest.hexdigest()

    def opened(self) -> BinaryIO:
        """It from its beginning, to be read; nothing may be written any more."""
        self._file.seek(0)
        return cast(BinaryIO, self._file)

    def put(self, path: Path) -> None:
        """Write it to a path."""
        with path.open("wb") as target:
            shutil.copyfileobj(self.opened(), target, _AT_A_TIME)


Content = bytes | Spooled
"""Of a file that is to be written."""


def sha256_of(content: Content) -> str:
    """SHA-256 of a file that is to be written."""
    return content.sha256 if isinstance(content, Spooled) else hashlib.sha256(content).hexdigest()


def digest_of(file: BinaryIO) -> str:
    """SHA-256 of an open file, from where it stands to its end, which is not held in memory."""
    digest = hashlib.sha256()
    while part := file.read(_AT_A_TIME):
        digest.update(part)
    return digest.hexdigest()


def put(content: Content, path: Path) -> None:
    """Write what is to be written to a path; whoever needs it whole or not at all writes beside its place first."""
    if isinstance(content, Spooled):
        content.put(path)
    else:
        path.write_bytes(content)


def from_json(text: str | bytes, parse_float: Callable[[str], object] = float) -> Any:
    """What a JSON text says.

    Raises:
        ValueError: it is no JSON, no UTF-8, or nested so deeply that it is no table, report or statement.
    """
    try:
        return json.loads(text, parse_float=parse_float)
    except RecursionError as error:
        raise ValueError(_NESTED) from error


def from_toml(text: str) -> dict[str, Any]:
    """What a TOML text says.

    Raises:
        ValueError: it is no TOML, holds a number that is none, or is nested deeply as nothing that we read is.
    """
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError(_NESTED) from error


_NESTED = "brackets are nested deeper than in anything that is read here"


def write_new(path: Path, content: bytes, *, over: bool = False, mark: str = ".writing-") -> None:
    """Write a file, whole or not at all, wherever the writing is broken off.

    Args:
        path: a name that nothing bears; with `over`, what bears it is replaced.
        content: all of it.
        over: replace what bears the name.
        mark: begins the name under which it is written first, by which a leftover is known.

    Raises:
        FileExistsError: something bears the name.
        OSError: it cannot be written.
    """
    made = path.with_name(f"{mark}{os.getpid()}-{os.urandom(4).hex()}")
    try:
        with made.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if over:
            made.replace(path)
            return
        try:
            path.hardlink_to(made)  # which, unlike renaming, writes over nothing
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            path.touch(exist_ok=False)
            made.replace(path)
    finally:
        made.unlink(missing_ok=True)
