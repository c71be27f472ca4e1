"""Writing cells safely and setting sheets up for screen and paper. The book itself is `workbooks/book.py`.

Everything from outside is written as text, whatever it looks like: `=HYPERLINK(…)` stays a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from supplychain_risk.workbooks.blocks import Block, Row
from supplychain_risk.workbooks.cells import (
    FIRST_DAY,
    LINE,
    MAX_LINES,
    MAX_LINKS,
    MAX_ROWS,
    MAX_URL,
    Value,
    fitted,
    lines_of,
)
from supplychain_risk.workbooks.text import printable, web_address

FILLS: dict[str, dict[str, Any]] = {
    "hold": {"bg_color": "#8C2D04", "font_color": "#FFFFFF", "bold": True, "border": 2, "border_color": "#000000"},
    "review": {"bg_color": "#F0B254", "bold": True, "border": 1, "border_color": "#000000"},
    "enhanced": {"bg_color": "#CFE3F2", "border": 3, "border_color": "#555555"},
    "standard": {},
    "not_assessed": {"font_color": "#555555", "italic": True, "pattern": 18, "fg_color": "#DDDDDD"},
}
"""Dark, middle, light, none and dotted, with lines thick, thin and dashed: distinct in gray, with no sign beside."""

AMOUNT = "[<1000]General;#,##0"
"""Amounts of a thousand and more are read by their separators; the cell holds what they are to the cent."""


@dataclass(frozen=True)
class Column:
    """A column of a table sheet: heading, width in characters, style of its cells."""

    title: str
    width: float
    style: str = "text"


class Styles:
    """The workbook's cell formats by name, each made once."""

    def __init__(self, book: Any) -> None:
        font = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
        grid = {**font, "border": 1, "border_color": "#D0D0D0"}
        self.by_name: dict[str, Any] = {
            "title": book.add_format({**font, "font_size": 18, "bold": True, "font_color": "#1B2A3A"}),
            "subtitle": book.add_format({**font, "font_size": 11, "font_color": "#444444"}),
            "section": book.add_format({**font, "font_size": 12, "bold": True, "bottom": 2, "font_color": "#1B2A3A"}),
            "note": book.add_format({**font, "text_wrap": True, "font_color": "#333333"}),
            "head": book.add_format(
                {
                    **grid,
                    "bold": True,
                    "bg_color": "#1B2A3A",
                    "font_color": "#FFFFFF",
                    "text_wrap": True,
                    "valign": "vcenter",
                }
            ),
            "text": book.add_format({**grid, "text_wrap": True}),
            "bold": book.add_format({**grid, "text_wrap": True, "bold": True}),
            "number": book.add_format({**grid, "num_format": "0.0#", "align": "right", "indent": 1}),
            "amount": book.add_format({**grid, "num_format": AMOUNT, "align": "right", "indent": 1}),
            "count": book.add_format({**grid, "num_format": "#,##0", "align": "right", "indent": 1}),
            "percent": book.add_format({**grid, "num_format": "0.0%", "align": "right", "indent": 1}),
            "share": book.add_format({**grid, "num_format": "0.000", "align": "right", "indent": 1}),
            "date": book.add_format({**grid, "num_format": "yyyy-mm-dd", "align": "left"}),
            "link": book.add_format({**grid, "text_wrap": True, "font_color": "#0B5394", "underline": 1}),
            **_answers(book, grid),
            **{name: book.add_format({**grid, "text_wrap": True, **fill}) for name, fill in FILLS.items()},
        }

    def __getitem__(self, name: str) -> Any:
        return self.by_name[name]


ANSWER = "answer"
"""How the names of styles begin whose cells people fill in."""


def _answers(book: Any, grid: Mapping[str, Any]) -> dict[str, Any]:
    """Cells that people fill in: shaded where they are written, and as they are typed into what was left empty."""
    shaded = {**grid, "bg_color": "#FFF6D6"}
    text, day = {"text_wrap": True}, {"num_format": "yyyy-mm-dd", "align": "left"}
    typed = {name: value for name, value in grid.items() if not name.startswith("border")}
    return {
        "answer": book.add_format({**shaded, **text}),
        "answer day": book.add_format({**shaded, **day}),
        "answer typed": book.add_format({**typed, **text}),
        "answer day typed": book.add_format({**typed, **day}),
    }


_KEPT = 20_000
"""Texts of which a sheet remembers how tall they are."""


class Sheet:
    """One worksheet, written top to bottom. `row` is the next free row, 0-based; on paper it is one page wide."""

    def __init__(self, book: Any, styles: Styles, name: str, running_head: str, pages_tall: int = 0) -> None:
        self.sheet = book.add_worksheet(name)
        self._book = book
        self._part = f"xl/worksheets/sheet{len(book.worksheets())}.xml"
        self.name = name
        self.styles = styles
        self.row = 0
        self.links = 0
        self._ruled = -1
        """Last row whose empty cells need not be written: one rule draws them."""
        self._tall: dict[tuple[str, float], int] = {}
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, pages_tall)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        self.sheet.hide_gridlines(2)
        head = printable(" ".join(running_head.split()))[:90].replace("&", "&&")
        self.sheet.set_header(f"&L&9 {head}&R&9 {name}")
        self.sheet.set_footer(
            "&L&9 States matches and factors; never that a company uses forced labor&R&9 Page &P of &N"
        )

    def _lines(self, text: str, width: float) -> int:
        """`lines_of`, worked out once per text: a sheet of thousands of rows has few sentences."""
        known = self._tall.get((text, width))
        if known is None:
            if len(self._tall) >= _KEPT:
                self._tall.clear()
            known = self._tall[text, width] = lines_of(text, width)
        return known

    def widths(self, widths: Iterable[float]) -> None:
        """Column widths in characters, from the first column on."""
        for index, width in enumerate(widths):
            self.sheet.set_column(index, index, width)

    def put(self, column: int, value: Value, style: str = "text") -> None:
        """Write one value into the current row: text as text, numbers as numbers, days as days, nothing as nothing.

        A day before 1900-03-01 is written as text, since Excel cannot count it. The style `link` is for addresses of
        citations only.
        """
        if value is None or value == "":
            if self.row > self._ruled:
                self.sheet.write_blank(self.row, column, None, self.styles.by_name[style])
        elif isinstance(value, str):
            if style == "link":
                self._link(column, value)
            else:
                self.sheet.write_string(self.row, column, fitted(value), self.styles.by_name[style])
        elif isinstance(value, date):
            if value < FIRST_DAY:
                self.sheet.write_string(self.row, column, value.isoformat(), self.styles[style])
            else:
                self.sheet.write_datetime(self.row, column, value, self.styles[style])
        else:
            self.sheet.write_number(self.row, column, value, self.styles[style])

    def _link(self, column: int, url: str) -> None:
        """A link if the address is http(s) and the sheet still takes links, else text."""
        address = web_address(url)
        if address is None or len(address) > MAX_URL or self.links >= MAX_LINKS:
            self.put(column, url)
            return
        self.links += 1
        self.sheet.write_url(self.row, column, address, self.styles["link"], string=fitted(address))

    def _inside(self, column: int, text: str, cell: str) -> None:
        """A link to a cell of this workbook, if the sheet still takes links, else text."""
        if self.links >= MAX_LINKS:
            self.put(column, text)
            return
        self.links += 1
        self.sheet.write_url(self.row, column, f"internal:{cell}", self.styles["link"], string=fitted(text))

    def line(
        self,
        values: Sequence[Value],
        styles: Sequence[str],
        widths: Sequence[float] = (),
        inside: Mapping[int, str] | None = None,
    ) -> None:
        """Write a row of values and go to the next; given the widths of columns, make it tall enough for its text.

        A column of width 0 has no say in it. Spreadsheet programs disagree on whether they find the height of wrapped
        rows themselves, so we say it. `inside` says which columns lead to which cell of this workbook.
        """
        for column, (value, style) in enumerate(zip(values, styles, strict=True)):
            if inside and column in inside and isinstance(value, str):
                self._inside(column, value, inside[column])
            else:
                self.put(column, value, style)
        if widths:
            lines = max(
                (self._lines(v, w) for v, w in zip(values, widths, strict=True) if w and isinstance(v, str)), default=1
            )
            self.sheet.set_row(self.row, 2 + LINE * min(lines, MAX_LINES))
        self.row += 1

    def rows(
        self,
        columns: Sequence[Column],
        count: int,
        made: Callable[[], Iterable[Row]],
        *,
        printed: int | None = None,
        outlined: bool = False,
    ) -> None:
        """Write as many rows and go to the next, at a tenth of what `line` costs: for what grows with the input.

        `made` is called when the workbook is closed. The first `printed` columns (all by default) decide how tall rows
        are. Rows that the sheet has no room for are told of in its last. `outlined` rows belong to no table with
        filters, where sorting tears them.

        Raises:
            ValueError: a column holds links to the web, which are written by `line`.
        """
        if any(column.style == "link" for column in columns):
            raise ValueError(f"a column of {self.name!r} holds links to the web: write its rows by `line`")
        held = min(count, MAX_ROWS - 1 - self.row)
        if held > 0:
            block = Block(
                part=self._part,
                first=self.row,
                count=held,
                styles=tuple(column.style for column in columns),
                widths=tuple(
                    column.width if printed is None or at < printed else 0.0 for at, column in enumerate(columns)
                ),
                sparse=self.row + held - 1 <= self._ruled,
                names=tuple(self.styles.by_name),
                made=made,
            )
            self._book.blocks.append(block)
            for at, style in enumerate(self.styles.by_name.values()):
                self.sheet.write_blank(self.row, at, None, style)
            if outlined:
                self.sheet.set_row(self.row, None, None, {"level": 1})
            self.row += held
        if held < count:
            self.full(count)

    def wide(self, text: str, last_column: int, style: str = "note", characters: int = 150) -> None:
        """Write a paragraph across columns 0 to `last_column`, tall enough for its text."""
        text = fitted(text)
        lines = sum(1 + len(part) // characters for part in text.split("\n"))
        height = {"title": 26, "section": 20}.get(style, 13.5 * min(lines, 30) + 1.5)
        self.sheet.merge_range(self.row, 0, self.row, last_column, "", self.styles[style])
        self.sheet.write_string(self.row, 0, text, self.styles[style])
        self.sheet.set_row(self.row, height)
        self.row += 1

    def heading(self, columns: Sequence[Column]) -> None:
        """Write a heading row and go to the next."""
        for index, column in enumerate(columns):
            self.put(index, column.title, "head")
        self.row += 1

    def table(
        self,
        columns: Sequence[Column],
        rows: int,
        *,
        frozen: int = 0,
        printed: int | None = None,
        sparse: bool = False,
        named: bool = True,
    ) -> None:
        """Start a sheet that is one table: headings, filters, frozen panes, repeated heading on paper.

        `frozen` columns stay when scrolling; the first `printed` columns go on paper (all by default). Of a `sparse`
        table the empty cells are not written: it must have as many rows as it says, and no cell that is unlocked.
        A table is an Excel table that bears the name of its sheet; one that is not `named` has filters only, as on
        sheets that are locked, where Excel lets no table grow or be sorted.
        """
        if named:
            self.listed(self.name, columns, rows)
        else:
            self.sheet.autofilter(0, 0, max(1, min(rows, MAX_ROWS - 2)), len(columns) - 1)
        self.plain(columns, frozen=frozen)
        if printed:
            self.sheet.print_area(0, 0, max(1, min(rows, MAX_ROWS - 1)), printed - 1)
        if sparse and rows:
            self._ruled = min(rows, MAX_ROWS - 2)
            self._draw_empty([ANSWER if column.style.startswith(ANSWER) else "text" for column in columns])

    def plain(self, columns: Sequence[Column], *, frozen: int = 0) -> None:
        """Start a sheet of rows under headings that is no table to sort: headings that stay, on paper too."""
        self.widths(column.width for column in columns)
        self.heading(columns)
        self.sheet.set_row(0, 30)
        self.sheet.freeze_panes(1, frozen)
        self.sheet.repeat_rows(0)

    def listed(self, name: str, columns: Sequence[Column], rows: int) -> None:
        """Make an Excel table of the heading that is written next and the rows below it (at least one), with filters.

        XlsxWriter's `add_table` remembers every cell of the range, which takes more memory than the sheet itself; so it
        is told here what `add_table` would tell it.

        Raises:
            ValueError: two headings are the same but for case, which Excel takes for a broken file.
        """
        from xlsxwriter.utility import xl_range

        titles = [column.title for column in columns]
        if len({title.casefold() for title in titles}) < len(titles):
            raise ValueError(f"the table {name!r} has two columns of one heading")
        last = min(self.row + max(1, rows), MAX_ROWS - 2)
        place = xl_range(self.row, 0, last, len(titles) - 1)
        self.sheet.tables.append(
            {
                "name": re.sub(r"\W", "_", name),
                "range": place,
                "a_range": place,
                "autofilter": place,
                "header_row_count": True,
                "totals_row_shown": False,
                "description": None,
                "title": None,
                "style": "",
                "show_first_col": False,
                "show_last_col": False,
                "show_row_stripes": False,
                "show_col_stripes": False,
                "columns": [{"id": number, "name": title} for number, title in enumerate(titles, 1)],
            }
        )

    def _draw_empty(self, styles: Sequence[str]) -> None:
        """Draw the empty cells of a sparse table by one rule for each run of columns that look alike.

        The rules do not overlap: of several that hold for a cell, LibreOffice applies one.
        """
        first = 0
        for style, run in groupby(styles):
            last = first + len(tuple(run)) - 1
            rule = {"type": "blanks", "format": self.styles[style]}
            self.sheet.conditional_format(1, first, self._ruled, last, rule)
            first = last + 1

    def full(self, total: int) -> bool:
        """Whether the sheet holds no more rows; says so in its last row."""
        if self.row < MAX_ROWS - 1:
            return False
        self.put(0, f"{total - self.row + 1} more are in report.json", "bold")
        return True
