"""The members of a workbook that is a zip archive, each read whole and no longer than the archive says it is."""

from __future__ import annotations

import copy
import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple
from xml.parsers import expat

from supplychain_risk.errors import UnreadableFile
from supplychain_risk.intake.panics import in_words

SAVE_ANEW = "Open it in a spreadsheet program and save it anew as .xlsx."
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)


def unreadable(error: BaseException, file: str) -> BaseException:
    """What to raise for an error of a library that reads workbooks; what is no error of the file stays itself."""
    if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError | UnreadableFile):
        return error
    if type(error).__name__ == "PasswordError" or "password" in str(error).lower():
        return UnreadableFile(
            "the workbook is protected with a password",
            where=file,
            hint="Open it, remove the password and save a copy.",
        )
    return UnreadableFile(f"the workbook is damaged or not one after all{in_words(error)}", where=file, hint=SAVE_ANEW)


def damaged(what: str, file: str) -> UnreadableFile:
    """The error for a workbook in which something is as it cannot be."""
    return UnreadableFile(f"the workbook is damaged: {what}", where=file, hint=SAVE_ANEW)


class Archive:
    """A workbook's archive. What cannot be read of it raises UnreadableFile."""

    def __init__(self, content: bytes, file: str) -> None:
        self._file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _DAMAGE as error:
            raise unreadable(error, file) from error
        self.names = tuple(dict.fromkeys(self._zip.namelist()))
        """Every member's path."""

    def read(self, name: str) -> bytes:
        """The content of a member, b"" where there is none; calamine would read on where one is longer than stated."""
        if name not in self.names:
            return b""
        info = self._zip.getinfo(name)
        more = copy.copy(info)
        more.file_size += 1  # so that a byte too many is seen; zipfile by itself stops where the archive says
        try:
            with self._zip.open(more) as stream:
                read = stream.read()
        except _DAMAGE as error:
            raise unreadable(error, self._file) from error
        if len(read) > info.file_size:
            raise damaged(f"{name} is longer than stated", self._file)
        return read

    def with_changed(self, changed: Mapping[str, bytes]) -> bytes:
        """The archive with some of its members replaced."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as new:
            for name in self.names:
                new.writestr(name, changed[name] if name in changed else self.read(name))
        return out.getvalue()


NO_XML = (expat.ExpatError, LookupError, ValueError)
"""What expat raises of a text that is no XML, and of one in an encoding that Python knows not or expat cannot use."""


class Element(NamedTuple):
    """A start tag: its name without prefix, and its attributes as written."""

    name: str
    attributes: Mapping[str, str]


def elements(text: bytes) -> tuple[Element, ...]:
    """The start tags of a small XML text in order; none where it is not well-formed."""
    found: list[Element] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, told: found.append(Element(name.rpartition(":")[2], told))
    try:
        parser.Parse(text, True)
    except NO_XML:
        return ()
    return tuple(found)


def refuse_malformed(text: bytes, file: str) -> None:
    """Refuse what is no well-formed XML.

    Raises:
        UnreadableFile: it is not; the message says where.
    """
    try:
        expat.ParserCreate().Parse(text, True)
    except NO_XML as error:
        raise damaged(str(error), file) from error


def related(relations: tuple[Element, ...]) -> dict[str, str]:
    """Id of each relation of a workbook → path of the member it leads to."""
    targets: dict[str, str] = {}
    for element in relations:
        if element.name == "Relationship":
            target = element.attributes.get("Target", "")
            from_root = target.startswith(("/", "xl/"))
            targets[element.attributes.get("Id", "")] = target.lstrip("/") if from_root else f"xl/{target}"
    return targets
