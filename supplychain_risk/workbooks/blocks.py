"""Blocks of rows: the cells of long tables, written as the XML of a worksheet (ECMA-376 part 1, 18.3.1).

XlsxWriter makes all else of a workbook: sheets, styles, tables, rules, short rows. A call and an object per cell are
most of what a long table costs there, so of each block it writes one row that holds the place and tells the numbers of
the styles, and `with_blocks` puts the rows there, of which each distinct value of a column is made into XML once.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import isfinite
from typing import NamedTuple

from supplychain_risk.workbooks.cells import FIRST_DAY, LINE, MAX_LINES, MAX_LINKS, Value, fitted, lines_of


class Shown(NamedTuple):
    """A value with a style of its own; or a text that leads to a cell of this workbook, as `Suppliers!A2`, and has the

    style where the sheet takes no more links.
    """

    value: Value
    style: str
    to: str = ""


Cell = Value | Shown

HEADS = ' collapsed="1"'
"""A row whose outline below it is folded."""
FOLDED = ' hidden="1" outlineLevel="1"'
"""A row of an outline, folded under the row that heads it."""


class Row(NamedTuple):
    """Cells, and what the row is of an outline: `HEADS`, `FOLDED` or nothing."""

    cells: Sequence[Cell]
    outline: str = ""


@dataclass(frozen=True)
class Block:
    """Rows that follow each other on a sheet."""

    part: str
    """The sheet within the workbook's archive."""
    first: int
    """Its first row, counted from 0."""
    count: int
    styles: tuple[str, ...]
    """Name of the style of each column."""
    widths: tuple[float, ...]
    """Width of each column, as far as it has a say in how tall rows are; else 0."""
    sparse: bool
    """Whether empty cells are left out, since a rule draws them."""
    names: tuple[str, ...]
    """Every style, in the order in which the row that holds the place has a cell of it."""
    made: Callable[[], Iterable[Row]]
    """Makes the rows, when they are written; of more than `count`, the first are taken."""

    def xml(self, styles: Mapping[str, str], texts: Texts, links: Links) -> Iterator[bytes]:
        """The rows, some at a time.

        Raises:
            ValueError: fewer rows are made than stated, or a row has another number of cells than there are columns.
        """
        rows, start = iter(self.made()), self.first + 1
        while start <= self.first + self.count:
            chunk = list(islice(rows, min(_CHUNK, self.first + self.count + 1 - start)))
            if not chunk:
                raise ValueError(f"{self.part}: {self.count} rows were stated and {start - self.first - 1} were made")
            yield self._rows(chunk, range(start, start + len(chunk)), _Making(styles, texts, links, self.sparse))
            start += len(chunk)

    def _rows(self, chunk: Sequence[Row], numbers: Sequence[int], making: _Making) -> bytes:
        columns = list(zip(*(row.cells for row in chunk), strict=True))
        if len(columns) != len(self.styles):
            raise ValueError(f"{self.part}: {len(self.styles)} columns were stated and {len(columns)} were made")
        distinct = [dict.fromkeys(column) for column in columns]
        leading = [at for at, cells in enumerate(distinct) if any(type(cell) is Shown and cell.to for cell in cells)]
        if sum(type(cell) is Shown and cell.to != "" for at in leading for cell in columns[at]) > making.links.room:
            columns = list(zip(*_fewer_links(chunk, making.links.room), strict=True))
            distinct = [dict.fromkeys(column) for column in columns]
        for at in leading:
            making.links.add(_LETTERS[at], numbers, columns[at], distinct[at])
        cells, tall = [], []
        for at, column in enumerate(columns):
            ends, lines = making.ends(column, distinct[at], self.styles[at], self.widths[at])
            if any(ends.values()):
                start = f'<c r="{_LETTERS[at]}'
                # The inner loop of writing: a look-up and a string per cell.
                cells.append(
                    [f"{start}{n}{end}" if (end := ends[cell]) else "" for n, cell in zip(numbers, column, strict=True)]
                )
            if max(lines.values()) > 1:
                tall.append([lines[cell] for cell in column])
        tallest = map(max, *tall) if len(tall) > 1 else tall[0] if tall else [1] * len(chunk)
        heads = [
            f'<row r="{n}"{_HEIGHTS[min(lines, MAX_LINES)]}{row.outline}>'
            for n, lines, row in zip(numbers, tallest, chunk, strict=True)
        ]
        return ("</row>".join(map("".join, zip(heads, *cells, strict=True))) + "</row>").encode()


_CHUNK = 1000
"""Rows that are made into XML together."""


def _height(lines: int) -> str:
    """How tall a row of as many lines is, to whole pixels, as programs show it and XlsxWriter writes it."""
    return f' ht="{int((2 + LINE * lines) * 4 / 3 + 0.5) * 0.75:.16g}" customHeight="1"'


_HEIGHTS = [_height(lines) for lines in range(MAX_LINES + 1)]


def _letters() -> Iterator[str]:
    single = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    yield from single
    yield from (first + second for first in single for second in single)


_LETTERS = tuple(_letters())


def _fewer_links(chunk: Sequence[Row], room: int) -> Iterator[list[Cell]]:
    """The cells of rows in which, in the order of reading, only as many lead elsewhere; the others are plain texts."""
    for row in chunk:
        cells = list(row.cells)
        for at, cell in enumerate(cells):
            if type(cell) is Shown and cell.to:
                if room <= 0:
                    cells[at] = Shown(cell.value, cell.style)
                room -= 1
        yield cells


class Texts:
    """The texts that cells share, after those that XlsxWriter has told."""

    def __init__(self, told: str) -> None:
        """`told` is XlsxWriter's part of shared texts."""
        found = re.search(r' count="(\d+)" uniqueCount="(\d+)"', told)
        if found is None or not told.endswith("</sst>"):
            raise _other_way("shared texts")
        self._told, self._counts = told, found
        self._first = int(found[2])
        self._at: dict[str, int] = {}
        self.used = 0
        """Cells that refer to one."""

    def number(self, text: str) -> int:
        """The number of a text."""
        return self._first + self._at.setdefault(text, len(self._at))

    def xml(self) -> Iterator[bytes]:
        """The whole part."""
        start, end = self._counts.span()
        count, unique = int(self._counts[1]) + self.used, self._first + len(self._at)
        yield f'{self._told[:start]} count="{count}" uniqueCount="{unique}"{self._told[end : -len("</sst>")]}'.encode()
        yield "".join(f"<si>{_text(text)}</si>" for text in self._at).encode()
        yield b"</sst>"


class Links:
    """The links of a sheet that lead into the workbook, as its blocks are written."""

    def __init__(self, room: int) -> None:
        self.room = room
        """How many more the sheet takes."""
        self.told: list[str] = []

    def add(self, letters: str, numbers: Sequence[int], column: Sequence[Cell], distinct: Iterable[Cell]) -> None:
        """The links of a part of a column."""
        ends: dict[Cell, str] = {
            cell: f'" location="{_attribute(cell.to)}" display="{_attribute(fitted(str(cell.value)))}"/>'
            for cell in distinct
            if isinstance(cell, Shown) and cell.to
        }
        start = f'<hyperlink ref="{letters}'
        told = [f"{start}{n}{end}" for n, cell in zip(numbers, column, strict=True) if (end := ends.get(cell))]
        self.told += told
        self.room -= len(told)


@dataclass(frozen=True)
class _Making:
    """What distinct values become."""

    styles: Mapping[str, str]
    """Name of a style → its number in the workbook."""
    texts: Texts
    links: Links
    sparse: bool

    def ends(
        self, column: Sequence[Cell], distinct: Collection[Cell], style: str, width: float
    ) -> tuple[dict[Cell, str], dict[Cell, int]]:
        """Value → the XML of its cell after the number of the row ("" for no cell), and how many lines it takes.

        Texts of a column in which most stand in one row only are written in their cells, all others among those that
        cells share.
        """
        shares = len(distinct) * 2 <= len(column)
        ends: dict[Cell, str] = {}
        lines: dict[Cell, int] = {}
        shared: set[Cell] = set()
        own = self._opened(style)
        for cell in distinct:
            value, opened = cell, own
            if isinstance(cell, Shown):
                value, opened = cell.value, self._opened("link" if cell.to else cell.style)
            if isinstance(value, date) and value < FIRST_DAY:
                value = value.isoformat()
            lines[cell] = 1
            if value is None or value == "":
                ends[cell] = "" if self.sparse else f"{opened}/>"
            elif isinstance(value, str):
                text = fitted(value)
                if shares or "_x" in text or "\r" in text:  # some readers undo what `_text` does of shared ones only
                    shared.add(cell)
                    ends[cell] = f'{opened} t="s"><v>{self.texts.number(text)}</v></c>'
                else:
                    ends[cell] = f'{opened} t="inlineStr"><is>{_text(text)}</is></c>'
                if width:
                    lines[cell] = lines_of(value, width)
            elif isinstance(value, date):
                ends[cell] = f"{opened}><v>{(value - _DAY_0).days}</v></c>"
            elif isinstance(value, Shown) or not isfinite(value):
                raise ValueError(f"no cell holds {value}")
            else:
                ends[cell] = f"{opened}><v>{value:.16G}</v></c>"
        if shared:
            self.texts.used += len(column) if len(shared) == len(ends) else sum(cell in shared for cell in column)
        return ends, lines

    def _opened(self, style: str) -> str:
        return f'" s="{self.styles[style]}"'


_DAY_0 = date(1899, 12, 30)
"""The day before the first that Excel counts; see `FIRST_DAY`."""
_LOOKS_ESCAPED = re.compile("(?=_x[0-9A-Fa-f]{4}_)")


def _text(text: str) -> str:
    """The element of a text. `_x000D_` is how a workbook writes a sign that XML would lose, so a text like it is

    written so that it is not read as one.
    """
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F", text)
    if "\r" in text:
        text = text.replace("\r", "_x000D_")
    space = ' xml:space="preserve"' if text.strip() != text else ""
    return f"<t{space}>{_escaped(text)}</t>"


def _escaped(text: str) -> str:
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def _attribute(text: str) -> str:
    return _escaped(text).replace('"', "&quot;").replace("\n", "&#xA;")


# --- putting blocks into a workbook -------------------------------------------------------------------------------

_TEXTS = "xl/sharedStrings.xml"
_LEVEL = 5
"""How hard deflate tries: a twentieth more bytes than at its usual 6, in two thirds of the time."""
_HUGE = 200_000
"""Rows from which on a sheet may take more bytes than an archive holds by its first format."""


def with_blocks(content: bytes, blocks: Iterable[Block]) -> bytes:
    """A workbook with the rows of blocks in their places.

    Raises:
        ValueError: a block makes fewer rows than it states, or XlsxWriter writes what is looked for in another way.
    """
    by_part: dict[str, list[Block]] = defaultdict(list)
    for block in blocks:
        by_part[block.part].append(block)
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as whole,
    ):
        texts = Texts(made.read(_TEXTS).decode())
        for name in made.namelist():
            if name == _TEXTS:  # known when all cells are written
                continue
            here = by_part.get(name, [])
            pieces = _sheet(made.read(name).decode(), here, texts) if here else iter((made.read(name),))
            with whole.open(name, "w", force_zip64=sum(block.count for block in here) > _HUGE) as part:
                for piece in pieces:
                    part.write(piece)
        with whole.open(_TEXTS, "w") as part:
            for piece in texts.xml():
                part.write(piece)
    return target.getvalue()


def _sheet(told: str, blocks: Sequence[Block], texts: Texts) -> Iterator[bytes]:
    """A sheet in pieces: what XlsxWriter told, with each block in its place and all links at the end."""
    links = Links(MAX_LINKS - told.count("<hyperlink "))
    told, pieces = _with_dimension(told, blocks), []
    for block in blocks:
        before, place, told = _around(told, block.first + 1)
        pieces.append((before, block, _numbers(place, block.names)))
    for before, block, styles in pieces:
        yield before.encode()
        yield from block.xml(styles, texts, links)
    yield _with_links(told, links.told).encode()


def _other_way(what: str) -> ValueError:
    return ValueError(f"XlsxWriter writes {what} in another way than it did: use an earlier release of it")


def _around(told: str, row: int) -> tuple[str, str, str]:
    """What stands before a row, the row, and what stands after it."""
    start = told.find(f'<row r="{row}"')
    end = told.find("</row>", start) + len("</row>")
    if start < 0:
        raise _other_way("rows")
    return told[:start], told[start:end], told[end:]


def _numbers(place: str, names: Sequence[str]) -> dict[str, str]:
    """Name of each style → its number, of the row that holds the place of a block."""
    numbers = re.findall(r'<c r="[A-Z]+\d+" s="(\d+)"/>', place)
    if len(numbers) != len(names):
        raise _other_way("empty cells")
    return dict(zip(names, numbers, strict=True))


def _with_dimension(told: str, blocks: Sequence[Block]) -> str:
    """The sheet whose stated range is that of its rows with those of its blocks."""
    places = {block.first + 1 for block in blocks}
    cells = re.findall(r'<c r="([A-Z]+)(\d+)"', told)
    columns = [_LETTERS.index(letters) for letters, row in cells if int(row) not in places]
    last = max([int(row) for _, row in cells] + [block.first + block.count for block in blocks])
    widest = max(columns + [len(block.styles) - 1 for block in blocks])
    return re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{_LETTERS[widest]}{last}"/>', told, count=1)


def _with_links(told: str, links: Sequence[str]) -> str:
    """The end of a sheet with links, which stand before what is said of printing (18.3.1.99)."""
    if not links:
        return told
    listed = "".join(links)
    if "</hyperlinks>" in told:
        return told.replace("</hyperlinks>", f"{listed}</hyperlinks>", 1)
    following = re.search("<printOptions|<pageMargins", told)
    if following is None:
        raise _other_way("margins")
    at = following.start()
    return f"{told[:at]}<hyperlinks>{listed}</hyperlinks>{told[at:]}"
