"""Reading a file that a person named: its bytes, or what is the matter and what to do."""

from __future__ import annotations

from pathlib import Path

from supplychain_risk.errors import MissingFile


def file_content(path: Path, hint: str, *, what: str = "", where: str = "") -> bytes:
    """The bytes of a file, all read at once.

    Args:
        path: of the file.
        hint: what to do where it cannot be opened.
        what: what it was to be, as "the dispositions"; the message begins with it.
        where: how the message names the file; by its path if left out.

    Raises:
        MissingFile: it does not exist or cannot be opened.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        said = f"cannot be opened ({error.strerror or error})"
        raise MissingFile(f"{what} {said}".lstrip(), where=where or str(path), hint=hint) from error
