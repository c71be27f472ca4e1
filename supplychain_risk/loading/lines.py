"""What the rows of a supplier say of its goods by the line: where they come from, how much, when, in which document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from supplychain_risk.account import FileReading
from supplychain_risk.domain import Fate, Line, LineDay, Method, Named, Paper, Problem, Reading
from supplychain_risk.intake.lineheadings import LineHeadings
from supplychain_risk.intake.records import LinkRecord, SupplierRecord, Value
from supplychain_risk.intake.values import parse_amount
from supplychain_risk.intake.words import HeadingWords
from supplychain_risk.loading.goods import Goods, merged
from supplychain_risk.loading.mentions import Mentions
from supplychain_risk.loading.places import Places
from supplychain_risk.resolve.days import Order, order_of, read_days, two_readings

Report = Callable[[Problem], None]
Row = SupplierRecord | LinkRecord
Values = Mapping[str, tuple[Value, ...]]

SAID = ("origin", "origin_region", "quantity", "line_date", "document", "payee")
"""What makes a line of a row; goods alone are the supplier's."""
_SAID = frozenset(SAID)
_OF_GOODS = ("commodity", "hs")
_TOLD = (*_OF_GOODS, "origin", "origin_region", "quantity", "unit", "line_date", "document", "payee", "spend")


class Lines:
    """Reads lines; problems go to `report`."""

    def __init__(
        self,
        places: Places,
        goods: Goods,
        report: Report,
        rows: Iterable[Row],
        files: Iterable[FileReading],
        words: HeadingWords,
        mentions: Mentions,
    ) -> None:
        """`rows`: all rows of the input; whether 03/04 is in March or in April the other days of its column say.
        `files`: the headings that say of what kind a document, a day or a quantity is."""
        self._headings = LineHeadings(files, words)
        self._places = places
        self._mentions = mentions
        self._goods = goods
        self._report = report
        texts: dict[tuple[str, str, str], dict[str, None]] = {}
        for row in rows:
            for value in row.values.get("line_date", ()):
                texts.setdefault(value.cell.column, {})[value.text] = None
        self._orders: dict[tuple[str, str, str], Order | None] = {c: order_of(found) for c, found in texts.items()}
        self._read_day = lru_cache(maxsize=None)(read_days)

    def read(self, rows: Iterable[Row]) -> tuple[Line, ...]:
        """A line per row that states an origin, a quantity, a day or a document; one per origin of several.

        Two tables that complete each other by id state the same line in the same cells; it counts once.
        """
        stating = [row for row in rows if not _SAID.isdisjoint(row.values) or self._origins_of(row)]
        if not stating:
            return ()
        found: dict[object, Line] = {}
        for row in stating:
            # the cell of the document's number is each table's own: the tables are joined by it
            told = tuple(v.cell for f in _TOLD if f != "document" for v in row.values.get(f, ()))
            for line in self._of_row(row):
                found.setdefault((told, line.origin, line.document) if told else line, line)
        return tuple(found.values())

    def _of_row(self, row: Row) -> Iterator[Line]:
        values = row.values
        days = tuple(self._days(values))
        line = Line(
            goods=self._goods.of_line(row),
            buyer=_buyer(row),
            quantity=self._quantity(values),
            unit=_text(values, "unit") or self._headings.unit(values.get("quantity", ())),
            dated=days[0].day if days else None,
            document=_text(values, "document"),
            papers=tuple(
                Paper(kind=self._headings.paper(v.cell), number=v.text, cell=v.cell) for v in values.get("document", ())
            ),
            days=days,
            payee=next((Named(text=v.text, cells=(v.cell,)) for v in values.get("payee", ())), None),
            amount_cells=tuple(v.cell for f in ("quantity", "unit") for v in values.get(f, ())),
            spend=next((a for v in values.get("spend", ()) if (a := parse_amount(v.text)) is not None), None),
            cells=tuple(dict.fromkeys(v.cell for f in _TOLD for v in values.get(f, ()))),
        )
        origins = [part for value in self._origins_of(row) for part in self._places.each_origin(value)]
        regions = values.get("origin_region", ())
        paired = self._paired(values, origins)
        seen: set[object] = set()
        for number, one in enumerate([(o,) for o in origins] or [()]):
            country, region, possible = self._places.origin(one, regions)
            goods = self._goods_from(paired.get(one[0]) or line.goods if one else line.goods, one)
            placed = {"origin": country, "region": region, "possible_region": possible, "goods": goods}
            # one place in two columns, as a name and as a code, is one origin
            mark = (country.code if country else None, region and region.code, tuple(good.code for good in goods))
            if mark in seen and mark[0]:
                continue
            seen.add(mark)
            # an amount of several origins together is none of each
            yield line.changed(
                **{**placed, **({"quantity": None, "spend": None, "amount_cells": ()} if number else {})}
            )

    def _origins_of(self, row: Row) -> tuple[Value, ...]:
        """The origins that a row states: in its columns of origins, else in the words of its goods."""
        stated = row.values.get("origin", ())
        if stated or "origin_region" in row.values or isinstance(row, LinkRecord):
            return stated
        return self._mentions.origins(row)

    def _paired(self, values: Values, origins: Sequence[Value]) -> Mapping[Value, tuple[Reading, ...]]:
        """Origin → the goods it is said of, where a row has several goods, each with an origin of its own.

        By their words ("Lining material", "Origin of lining material"), else by where they stand: each good left of its
        origin.
        """
        columns = {v.cell.column: v for v in values.get("commodity", ())}
        if len(columns) < 2 or values.get("hs"):
            return {}
        several = len({o.cell.column for o in origins}) > 1
        said = {column: f" {self._headings.key(v.cell)} " for column, v in columns.items()}
        found: dict[Value, tuple[str, str, str]] = {}
        for origin in origins:
            of = f" {self._headings.key(origin.cell)} "
            named = [column for column, words in said.items() if words.strip() and words in of]
            left = [column for column in columns if several and _at(column) < _at(origin.cell.column)]
            if named or left:
                found[origin] = max(named, key=lambda c: len(said[c])) if named else max(left, key=_at)
        if len({found[o] for o in found}) < len({o.cell.column for o in origins}):
            return {}
        return {
            origin: self._goods.of_values(
                {"commodity": tuple(v for v in values["commodity"] if v.cell.column == column)}
            )
            for origin, column in found.items()
        }

    def _goods_from(self, goods: tuple[Reading, ...], origins: Iterable[Value]) -> tuple[Reading, ...]:
        """What comes from a place: the goods of the row, or those that the heading of the place names.

        Beside a heading "Cotton origin" the shirts of the row are only perhaps from there: it says so of the cotton.
        """
        named = tuple(g for o in origins for g in self._goods.of_heading(self._headings.written(o.cell), o.cell))
        if not named or {g.code for g in named} <= {g.code for g in goods}:
            return goods
        why = "the heading of the origin speaks of something else"
        beside = (
            g.changed(resolution=g.resolution.changed(method=Method.PHRASE, rule=f"{g.resolution.rule}; {why}"))
            for g in goods
            if g.code
        )
        return merged((*named, *beside))

    def _quantity(self, values: Values) -> float | None:
        for value in values.get("quantity", ()):
            amount = parse_amount(value.text)
            if amount is not None:
                return amount
            self._report(
                Problem(
                    where=value.cell,
                    code="quantity-unreadable",
                    value=value.raw,
                    message="The quantity is no number we can read; the line is used without it",
                    hint="Write the number in digits and its unit in a column of its own.",
                    fate=Fate.VALUE_NOT_USED,
                )
            )
        return None

    def _days(self, values: Values) -> Iterator[LineDay]:
        """The days of a line; a month or a year is no day, and is no problem either."""
        for value in values.get("line_date", ()):
            span = self._read_day(value.text, self._orders.get(value.cell.column))
            if span is None:
                two = two_readings(value.text)
                what = f"may be {two[0].isoformat()} or {two[1].isoformat()}" if two else "is no date that can be read"
                message = f"'{value.text}' {what}; the line is used without it"
                self._of_day("date-ambiguous" if two else "date-unreadable", value, message, Fate.VALUE_NOT_USED)
            elif span.first == span.last:
                if span.assumed:
                    self._of_day("date-from-number", value, span.assumed, Fate.NOTE)
                yield LineDay(kind=self._headings.day(value.cell), day=span.first, cell=value.cell)

    def _of_day(self, code: str, value: Value, message: str, fate: Fate) -> None:
        hint = "Write the day as YYYY-MM-DD, or make the cell a date."
        self._report(Problem(where=value.cell, code=code, value=value.raw, message=message, hint=hint, fate=fate))


def _at(column: tuple[str, str, str]) -> tuple[int, str]:
    """The place of a column of a sheet by its letters."""
    return len(column[2]), column[2]


def _buyer(row: Row) -> str:
    if isinstance(row, LinkRecord):
        return row.buyer.text
    return next((v.text for f in ("buyer", "buyer_id") for v in row.values.get(f, ())), "")


def _text(values: Values, field: str) -> str:
    return "; ".join(dict.fromkeys(v.text for v in values.get(field, ())))
