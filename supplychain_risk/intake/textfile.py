"""Text files: delimiter and records."""

from __future__ import annotations

import csv
import gzip
import io
import re
import threading
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.errors import UnreadableFile
from supplychain_risk.intake import limits
from supplychain_risk.intake.encodings import Decoded, Recognise, decoded, encoding_note
from supplychain_risk.intake.grid import Grid, column_letters, columns_not_read

DELIMITERS = (",", ";", "\t", "|")
NO_DELIMITER = "\x1f"
"""A file of one column has no delimiter; this character does not occur in it."""
_USUAL_FIELD = 131_072
"""Characters of a field that the csv module reads unless it is told otherwise."""
_LONG_FIELDS = threading.Lock()
_PIECE = 1 << 20
"""Characters of a text that are taken apart into lines together, at least."""
_KNOWN = 100_000
"""Texts that are looked out for, so as to hold each once."""
_SHOWN = 40
"""Characters of a cell that a message shows."""
_MAX_LINES_IN_A_CELL = 100
"""A quoted cell over more lines than this is an unclosed quote, not a long address."""


def unpack_gzip(content: bytes, where: str) -> bytes:
    """The content of a gzip file.

    Raises:
        UnreadableFile: damaged, or larger than any supplier list.
    """
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            data = file.read(limits.most("text_bytes") + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile(
            f"the gzip file is damaged or cut off ({error})", where=where, hint="Copy or download it again."
        ) from error
    if len(data) > limits.most("text_bytes"):
        raise UnreadableFile(
            f"the gzip file unpacks to more bytes than can be read; {limits.can_be_read('text_bytes')}",
            where=where,
            hint="Unpack it and check it; save only the rows with suppliers, split the file, or raise the limit.",
        )
    return data


def read_text(
    content: bytes, file: str, sheet: str, recognise: Recognise, is_written: Recognise | None = None
) -> tuple[Grid, str, str, tuple[Problem, ...]]:
    """The records of a text file, its encoding, its format (csv, tsv or txt) and what had to be guessed about.

    `recognise`: whether a text is a heading; `is_written`: whether it is a known word with all its accents, which tells
    encodings apart that differ in few letters.

    Raises:
        UnreadableFile: the content is no text in any encoding we know.
    """
    _refuse_large(len(content), "text_bytes", "bytes", file)
    found = decoded(content, file, is_written or recognise)
    text, problems = found.text, list[Problem]()
    _refuse_endless(text, file)
    delimiter = find_delimiter(text, recognise)
    _refuse_large(text.count(delimiter), "cells", "cells", file)
    rows, unclosed = _records(text, delimiter)
    if found.guessed:
        otherwise = _otherwise(content.decode(found.rival, "replace"), found, delimiter, rows) if found.rival else ""
        problems.append(encoding_note(found, file, sheet, otherwise))
    width = max(map(len, rows), default=0)
    if width > limits.most("columns"):
        rows = [row[: limits.most("columns")] for row in rows]
        problems.append(columns_not_read(file, sheet, width))
    for number in unclosed:
        problems.append(
            Problem(
                where=CellRef(file, sheet, f"A{number}"),
                code="unclosed-quote",
                value="",
                message="a quotation mark is opened and not closed; it was read as an ordinary character",
                hint="Check this row, then correct or remove the quotation mark.",
                fate=Fate.NOTE,
            )
        )
    form = {"\t": "tsv", NO_DELIMITER: "txt"}.get(delimiter, "csv")
    return Grid(file=file, name=sheet, rows=rows), found.encoding, form, tuple(problems)


def _otherwise(text: str, found: Decoded, delimiter: str, rows: list[list[str]]) -> str:
    """What would change if the file were in the encoding that is nearly as likely."""
    others, _ = _records(text, delimiter)
    none: list[str] = []
    cells = [
        (f"{column_letters(column)}{number}", one, other)
        for number, (row, other_row) in enumerate(zip_longest(rows, others, fillvalue=none), 1)
        if row != other_row
        for column, (one, other) in enumerate(zip_longest(row, other_row, fillvalue=""))
        if one != other
    ]
    if not cells:
        return ""
    (cell, one, other), number = cells[0], len(cells)
    return (
        f", and {found.rival} is nearly as likely: then {number:,} cell{'s' if number > 1 else ''} would read "
        f"otherwise ({cell}: '{_short(other)}' instead of '{_short(one)}')"
    )


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def find_delimiter(text: str, recognise: Recognise) -> str:
    """The delimiter whose columns hold most known headings and are most even; NO_DELIMITER for one column."""
    stated = re.match(r"sep=(.)\r?\n", text[:20], re.IGNORECASE)
    if stated:
        return stated[1]
    sample = _head(text)
    best, best_score = NO_DELIMITER, (0.0, 0.0)
    for delimiter in DELIMITERS:
        with _fields_up_to(len(sample)):
            rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if any(row)]
        if not any(len(row) > 1 for row in rows):
            continue
        known = max(len({cell for cell in row if recognise(cell)}) for row in rows[:40])
        widths = [len(row) for row in rows]
        common = max(set(widths), key=lambda w: (widths.count(w), w))
        even = widths.count(common) / len(widths) if common > 1 else 0.0
        score = (known + even, even)
        if score > best_score:
            best, best_score = delimiter, score
    lines = [line for line in sample.splitlines() if line.strip()]
    alone = max((recognise(line.strip().strip('"')) for line in lines[:10]), default=False)
    return NO_DELIMITER if alone and best_score[0] < 2 else best


def _head(text: str) -> str:
    """About 200 lines, not cut within a line."""
    end = text.find("\n", 60_000, limits.most("cell_characters"))
    return text[: limits.most("cell_characters")] if end < 0 else text[: end + 1]


@contextmanager
def _fields_up_to(length: int) -> Iterator[None]:
    """Let the csv module read fields as long as they are; it would stop at 131,072 characters.

    That limit is one for all threads, so those who need another take turns; the others are not kept waiting.
    """
    if length < _USUAL_FIELD <= csv.field_size_limit():
        yield
        return
    with _LONG_FIELDS:
        old = csv.field_size_limit(max(length + 1, _USUAL_FIELD))
        try:
            yield
        finally:
            csv.field_size_limit(old)


def _refuse_large(number: int, limit: limits.Limit, what: str, file: str) -> None:
    if number > limits.most(limit):
        raise UnreadableFile(
            f"the file has {number:,} {what}, and {limits.can_be_read(limit)}",
            where=file,
            hint="Save only the rows and columns with suppliers, split the file, or raise the limit.",
        )


def _refuse_endless(text: str, file: str) -> None:
    """A line of a million characters holds no supplier; reading it as a cell would take minutes and tell nothing."""
    if len(text) <= limits.most("cell_characters"):
        return
    _refuse_large(max(text.count("\n"), text.count("\r")), "lines", "lines", file)
    longest = max(match.end() - match.start() for match in re.finditer(r"[^\r\n]*", text))
    if longest > limits.most("cell_characters"):
        raise UnreadableFile(
            f"the file has a line of {longest:,} characters, which is no row of a supplier list; "
            f"{limits.can_be_read('cell_characters')}",
            where=file,
            hint="Check what the file is; save the list as .csv or .xlsx again.",
        )


def _records(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """Records, and the numbers of those with an unclosed quote."""
    text = text.replace("\x00", "")
    rows = _rows(text, delimiter)
    alone = _alone_in_cell(delimiter)
    if alone.search(text):  # a ditto mark, which the csv module takes for the start of a quoted cell
        escaped = alone.sub('""""', text)
        if _uneven(others := _rows(escaped, delimiter)) < _uneven(rows):
            text, rows = escaped, others
    if text.count('"') % 2 == 0 and not any(cell.count("\n") > _MAX_LINES_IN_A_CELL for row in rows for cell in row):
        return rows, []
    return _records_line_by_line(text, delimiter)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    with _fields_up_to(len(text)):
        return list(_sharing(csv.reader(_lines(text), delimiter=delimiter)))


def _sharing(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    """The rows. Equal texts are one object, so that long lists of few words take little memory; those that the first
    rows hold, since a table of all would itself be large."""
    known: dict[str, str] = {}
    for row in rows:
        if len(known) < _KNOWN:
            yield list(map(known.setdefault, row, row))
        else:
            yield list(map(known.get, row, row))


def _lines(text: str) -> Iterator[str]:
    """The lines of a text with their ends, a piece at a time: `StringIO` holds four bytes for each letter."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        yield from io.StringIO(text[start:end], newline="")
        start = end


def _alone_in_cell(delimiter: str) -> re.Pattern[str]:
    """Finds quotation marks that are all there is between two delimiters."""
    between = re.escape(delimiter)
    return re.compile(rf'(?:^|(?<={between}))"(?={between}|\r?$)', re.MULTILINE)


def _uneven(rows: Sequence[Sequence[str]]) -> int:
    """Lines of a table that are not as wide as most are, counted in all of its line breaks."""
    widths = Counter(len(row) for row in rows if row)
    even = max(widths.values(), default=0)
    return sum(widths.values()) - even + sum(cell.count("\n") for row in rows for cell in row)


def _records_line_by_line(text: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    with _fields_up_to(len(text)):
        return _by_lines(re.split(r"(?<=\n)|(?<=\r)(?!\n)", text), delimiter)


def _by_lines(lines: list[str], delimiter: str) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    unclosed: list[int] = []
    start = 0
    while start < len(lines):
        if not lines[start]:
            start += 1
            continue
        end = start + 1
        record = lines[start]
        while record.count('"') % 2 and end < len(lines) and end - start < _MAX_LINES_IN_A_CELL:
            record += lines[end]
            end += 1
        if record.count('"') % 2:
            unclosed.append(len(rows) + 1)
            record, end = lines[start], start + 1
            rows.append(next(csv.reader([record.rstrip("\r\n")], delimiter=delimiter, quoting=csv.QUOTE_NONE), []))
        else:
            rows.append(next(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter), []))
        start = end
    return rows, unclosed
