"""Sheets of .xlsx files whose cells do not say where they stand: their place follows from their order."""

from __future__ import annotations

from typing import NoReturn
from xml.parsers import expat

from supplychain_risk.intake.archive import NO_XML, damaged
from supplychain_risk.intake.extent import column_number
from supplychain_risk.intake.grid import column_letters


def with_places(text: bytes, sheet: str, file: str) -> bytes:
    """The text of a sheet in which every cell says its column and row, counted as calamine counts.

    Raises:
        UnreadableFile: the text is no well-formed XML, or defines entities.
    """
    return _Reader(text, sheet, file).placed()


class _Reader:
    def __init__(self, text: bytes, sheet: str, file: str) -> None:
        self._text, self._sheet, self._file = text, sheet, file
        self._parts: list[bytes] = []
        self._done = 0
        self._row = self._column = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse

    def placed(self) -> bytes:
        try:
            self._parser.Parse(self._text, True)
        except NO_XML as error:
            raise damaged(f"sheet '{self._sheet}' cannot be read ({error})", self._file) from error
        return b"".join((*self._parts, self._text[self._done :]))

    def _refuse(self, *_: object) -> NoReturn:
        raise damaged(f"sheet '{self._sheet}' defines entities", self._file)

    def _start(self, name: str, told: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "row" and "r" in told:
            self._row = self._number(told["r"]) - 1
        elif tag == "c" and "r" in told:
            letters = told["r"].rstrip("0123456789")
            self._column = column_number(letters) if letters.isascii() and letters.isalpha() else 0
        elif tag == "c":
            end = self._parser.CurrentByteIndex + 1 + len(name.encode())
            place = f' r="{column_letters(self._column)}{self._row + 1}"'
            self._parts += (self._text[self._done : end], place.encode())
            self._done = end
            self._column += 1

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "row":
            self._row += 1
            self._column = 0

    def _number(self, digits: str) -> int:
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 7 or int(digits) < 1:
            raise damaged(f"sheet '{self._sheet}' has a row '{digits[:20]}'", self._file)
        return int(digits)
