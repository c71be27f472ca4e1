"""What of a report's workbook cannot be seen as it was made, though its cells read so: hidden, covered, unreadable.

Looked at is what keeps a value from a reader or shows another: rows and columns that are hidden, too low or too narrow,
filters, frozen panes, merged cells, text in the color of its ground, tiny, struck out or in a font of symbols, number
and conditional formats that show something else, links that lead elsewhere, pictures, print areas. Other formats are
not compared: each program that saves a workbook writes them anew, and people mark what they work on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from supplychain_risk.intake.grid import Grid, column_letters
from supplychain_risk.review.looks import FALSE, TRUE, Looks, Place, Style, number, place_of, plain, shows_value, size
from supplychain_risk.review.tasks import task_columns

LOWEST, NARROWEST = 4.0, 1.5
"""Points of a row and characters of a column below which nothing in them can be read."""
_NAMED = 3
"""Cells, rows or columns that a sentence names."""


def unseen(
    made: bytes, found: bytes, before: Mapping[str, Grid], now: Mapping[str, Grid], file: str
) -> tuple[str, ...]:
    """What is not shown as it was made, in sentences; sheets that only one of the two has are left out.

    Args:
        made: the workbook as it was written.
        found: as it is now.
        before: sheets of `made` by name, as they were read.
        now: sheets of `found`.
        file: its name, for messages.

    Raises:
        UnreadableFile: a part of it cannot be read.
    """
    ours, theirs = Looks(made, file), Looks(found, file)
    told = list(_of_windows(theirs))
    for name, grid in before.items():
        if name in now:
            told += _Compared(name, ours, grid, theirs, now[name]).told()
    return tuple(told)


def _of_windows(book: Looks) -> Iterator[str]:
    for told in book.views:
        if told.get("visibility", "visible") != "visible":
            yield "The window of the workbook is hidden."
        if told.get("showSheetTabs") in FALSE:
            yield "The names of its sheets are not shown."


class _Compared:
    """A sheet as it was made and as it is."""

    def __init__(self, name: str, ours: Looks, before: Grid, theirs: Looks, now: Grid) -> None:
        self.name = name
        self.before, self.now = before, now
        self.ours, self.theirs = ours, theirs
        self.made, self.found = ours.sheet(name), theirs.sheet(name)
        self.tasks = task_columns(before)
        self.columns = max(map(len, now.rows), default=0)

    def told(self) -> Iterator[str]:
        """What is not shown as it was made."""
        if not self.found.parts:
            yield f"How the sheet {self.name} looks cannot be told: its text is not well-formed."
            return
        yield from self._lines()
        yield from self._covered()
        yield from self._cells()
        yield from self._rules()
        yield from self._links()
        yield from self._printed()

    def _lines(self) -> Iterator[str]:
        """Rows and columns that are hidden, or as good as hidden."""
        found, now, rows = self.found, self.now, len(self.now.rows)
        hidden = [r for r in {*now.hidden_rows} - {*self.before.hidden_rows} if r < rows]
        yield from self._named_lines("Row", hidden, f"hidden{' by a filter' if found.filtered else ''}")
        gone = [c for c in {*now.hidden_columns} - {*self.before.hidden_columns} if c < self.columns]
        yield from self._named_lines("Column", gone, "hidden")
        low = [r for r, height in found.heights() if 0 <= r < rows and height and size(height) < LOWEST]
        yield from self._named_lines("Row", set(low) - set(now.hidden_rows), "too low to be read")
        narrow: set[int] = set()
        for told in found.of("col"):
            if "width" in told and size(told["width"]) < NARROWEST:
                last = min(number(told.get("max", "")), self.columns)
                narrow.update(range(number(told.get("min", "")) - 1, last))
        yield from self._named_lines("Column", narrow - set(now.hidden_columns), "too narrow to be read")
        for told in found.of("sheetFormatPr"):
            if told.get("zeroHeight") in TRUE or size(told.get("defaultRowHeight", "15")) < LOWEST:
                yield f"Rows of {self.name} are hidden or too low to be read unless each says otherwise."
            if size(told.get("defaultColWidth", "9")) < NARROWEST:
                yield f"Columns of {self.name} are too narrow to be read unless each says otherwise."

    def _named_lines(self, what: str, lines: Iterable[int], how: str) -> Iterator[str]:
        places = sorted(set(lines))
        if places:
            runs = _runs(places, column_letters if what == "Column" else lambda row: str(row + 1))
            yield f"{what}{_s(places)} {runs} of {self.name} {_are(places)} {how}."

    def _covered(self) -> Iterator[str]:
        """Cells that are merged, lie under a picture, or are out of reach."""
        known = {told.get("ref", "") for told in self.made.of("mergeCell")}
        merged = [ref for told in self.found.of("mergeCell") if (ref := told.get("ref", "")) not in known]
        begin = [place for ref in merged if (place := place_of(ref)) is not None and place[0] < len(self.now.rows)]
        if begin:
            yield f"Cells from {self._named(sorted(begin))} on are merged, so that only the first is shown."
        if self.found.drawn > self.made.drawn:
            more = self.found.drawn - self.made.drawn
            yield f"On {self.name} lie {more} more charts, pictures or shapes than in the report."
        if any(view.get("showZeros") in FALSE for view in self.found.of("sheetView")):
            yield f"The sheet {self.name} does not show zeros."
        frozen = self.found.frozen
        if frozen and any(one > other for one, other in zip(frozen, self.made.frozen or (0, 0, 0, 0), strict=True)):
            yield f"Panes of {self.name} are frozen so that rows or columns may be out of reach."

    def _cells(self) -> Iterator[str]:
        """Cells with a value whose format keeps it from being read, or may show another."""
        known: dict[int, set[str]] = {}
        for column, style in self.made.formats():
            known.setdefault(column, set()).add(plain(style.code))

        def is_other(column: int, style: Style) -> bool:
            return not shows_value(style.code) and plain(style.code) not in known.get(column, ())

        faults: dict[str, list[Place]] = {}
        for place, style, text in self.found.cells(lambda column, style: bool(style.fault) or is_other(column, style)):
            if (place[1] in self.tasks and place[0]) or not _text(self.now, place):
                continue
            told = [style.fault, *(self.theirs.fault(run, style.ground) for run in self.theirs.runs.get(text, ()))]
            if is_other(place[1], style):
                told.append(f"has the number format '{style.code}', which may show something else")
            for why in dict.fromkeys(filter(None, told)):
                faults.setdefault(why, []).append(place)
        for why, places in faults.items():
            yield f"What stands in {self._named(places)} {why}."
        if self.found.formats_in_cells:
            yield f"Cells of {self.name} hold texts that are formatted in part."

    def _rules(self) -> Iterator[str]:
        """Conditional formats that hide what they are about, or show a picture in its place."""
        where = ""
        for name, told in self.found.parts:
            if name == "conditionalFormatting":
                where = f"{self.name}!{told.get('sqref', '')}"
            elif name == "cfRule" and told.get("dxfId", "").isdecimal():
                at = int(told["dxfId"])
                hides = self.theirs.rules[at] if at < len(self.theirs.rules) else ""
                if hides:
                    yield f"By a conditional format, what stands in {where} {hides}."
            elif name in ("dataBar", "iconSet") and told.get("showValue") in FALSE:
                yield f"By a conditional format, {where} shows a picture in place of what stands there."

    def _links(self) -> Iterator[str]:
        """Links that lead elsewhere than from the same text or cell in the report.

        Rows may stand in another order, and programs do not agree whether a link goes with them.
        """
        led: dict[str, dict[str, None]] = {}
        made = set(self.made.links)
        for ref, target in self.made.links:
            led.setdefault(_text(self.before, place_of(ref)), {})[target] = None
        astray: dict[tuple[str, str], list[str]] = {}
        for ref, target in self.found.links:
            if (ref, target) in made:
                continue
            targets = led.get(_text(self.now, place_of(ref)), {})
            if target not in targets:
                astray.setdefault((target, next(iter(targets), "")), []).append(ref)
        for (target, was), refs in astray.items():
            more = f" and of {len(refs) - 1:,} more" if len(refs) > 1 else ""
            before = f"leads to {was}" if was else "has none"
            yield f"The link of {self.name}!{refs[0]}{more} leads to {target}; in the report this text {before}."

    def _printed(self) -> Iterator[str]:
        area = self.theirs.print_area(self.name)
        if not area or area == (was := self.ours.print_area(self.name)):
            return
        whole = was or f"A1:{column_letters(max(self.columns - 1, 0))}{max(len(self.now.rows), 1)}"
        if not _holds(area, whole):
            yield f"Of {self.name} {area} is printed; of the report {was or 'all of it'}."

    def _named(self, places: Sequence[Place]) -> str:
        listed = [f"{self.name}!{column_letters(column)}{row + 1}" for row, column in places[:_NAMED]]
        more = len(places) - len(listed)
        return ", ".join(listed) + (f" and {more:,} more cell{'' if more == 1 else 's'}" if more else "")


def _text(grid: Grid, place: Place | None) -> str:
    """What a cell reads as."""
    if place is None:
        return ""
    row, column = place
    return grid.rows[row][column] if row < len(grid.rows) and column < len(grid.rows[row]) else ""


def _s(places: Sequence[object]) -> str:
    return "" if len(places) == 1 else "s"


def _are(places: Sequence[object]) -> str:
    return "is" if len(places) == 1 else "are"


def _runs(numbers: Sequence[int], name: Callable[[int], str]) -> str:
    """`3 to 5, 9`: sorted numbers, those in a row together; past a few, how many more there are."""
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][1] + 1:
            runs[-1][1] = one
        else:
            runs.append([one, one])
    told = [name(first) if first == last else f"{name(first)} to {name(last)}" for first, last in runs[:_NAMED]]
    left = sum(last - first + 1 for first, last in runs[_NAMED:])
    return ", ".join(told) + (f" and {left:,} more" if left else "")


def _holds(area: str, whole: str) -> bool:
    """Whether an area, such as `A1:R17`, holds all of another."""
    if "," in area:
        return False
    corners = [place_of(part) for text in (area, whole) for part in (text.partition(":")[0], text.rpartition(":")[2])]
    first, last, start, end = corners
    if first is None or last is None or start is None or end is None:
        return False
    return all(a <= b for a, b in (*zip(first, start, strict=True), *zip(end, last, strict=True)))
