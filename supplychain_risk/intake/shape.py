"""Rows that lean on the row above: cells left blank below a group, and rows that go on with the one before.

Sorted lists and pivot tables write a country or a supplier once and leave the cells below blank; print-outs wrap a long
name or address into a second row. Both are read as a person reads them, and told. Every filled cell refers to the cell
that holds its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from supplychain_risk.domain import Problem
from supplychain_risk.intake.body import Body
from supplychain_risk.intake.chainblanks import fill_chains
from supplychain_risk.intake.dittos import Dittos
from supplychain_risk.intake.edits import Edits
from supplychain_risk.intake.fates import Fates
from supplychain_risk.intake.plan import OF_LINK, Plan
from supplychain_risk.intake.rowwords import RowWords
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.values import is_name_placeholder, one_line, parse_amount
from supplychain_risk.intake.weights import bits

_GROUPING = ("country", "region", "sector", "commodity", "parent", "city", "buyer", "tier")
"""What a sorted list writes once for the rows below it, left of the names."""
_CAPTIONED = ("sector", "commodity", "region")
"""Those that may stand in rows of their own above the rows that they are of; of countries and tiers see `captions`."""
_IDENTITY = ("name", "supplier_id", "country", "region", "city", "address", "postal_code", "sector", "tier", "buyer")
"""What a supplier's further rows leave blank: who and where it is."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """A sheet whose rows stand for themselves, what was done to it, and the rows that went into the one above."""

    body: Body
    notes: tuple[Problem, ...] = ()
    joined: frozenset[int] = frozenset()
    captions: frozenset[int] = frozenset()
    """Rows (0-based) that only say what the rows below are of."""


def shaped(body: Body, plan: Plan, senses: Senses, words: RowWords, dittos: Dittos) -> Shaped:
    """The table with blanks filled down and wrapped rows joined; as it is where nothing leans on a row above."""
    names = plan.fields.get("name", ())
    if not names or body.grid.origin:
        return Shaped(body)
    shaping = _Shaping(body, plan, senses, words)
    notes = [
        *dittos.read(shaping, plan),
        *shaping.join_wrapped(),
        *shaping.fill_groups(),
        *fill_chains(shaping, plan),
        *shaping.fill_suppliers(),
    ]
    if not notes:
        return Shaped(body)
    grid = replace(body.grid, rows=shaping.rows, merged=shaping.merged)
    return Shaped(
        Body(grid, body.first, body.first + len(body)),
        tuple(notes),
        frozenset(shaping.joined),
        frozenset(shaping.captions),
    )


class _Shaping(Edits):
    def __init__(self, body: Body, plan: Plan, senses: Senses, words: RowWords) -> None:
        super().__init__(body)
        self.joined: set[int] = set()
        self.captions: set[int] = set()
        self._plan = plan
        self._senses = senses
        self._words = words
        self._fates = Fates(words)
        self._name = plan.fields["name"][0]

    # --- blanks below a group ------------------------------------------------------------------------------------

    def fill_groups(self) -> Iterator[Problem]:
        """Fill grouping columns left of the names, where blanks stand below each text and no text repeats."""
        for field in _GROUPING:
            for column in self._plan.fields.get(field, ()):
                if column < self._name and column not in self._plan.stairs:
                    yield from self._fill_group(column, field)
                    if field in _CAPTIONED:
                        yield from self._fill_outline(column, field)

    def _fill_group(self, column: int, field: str) -> Iterator[Problem]:
        if self.is_full(column):
            return
        named = [n for n in self.body if self.text(n, self._name) and n not in self.joined and self._is_supplier(n)]
        texts = [self.text(n, column) for n in named]
        filled = [text for text in texts if text]
        nameless = [n for n in self.body if self.text(n, column) and not self.text(n, self._name)]
        alone = any(not self.is_total(n) for n in nameless)
        repeats = any(a == b for a, b in pairwise(filled))
        if not filled or len(filled) == len(texts) or not texts[0] or alone or repeats:
            return
        if not self._leads(column) or len(set(filled)) < len(filled):
            return  # a list sorted by something else: a blank is a blank
        if 4 * (len(texts) - len(filled)) < len(texts) and filled != sorted(filled):
            return
        source, first, count = (named[0], column), -1, 0
        for number, text in zip(named, texts, strict=True):
            if text:
                source = (number, column)
            elif not self.is_total(number):
                self.put(number, column, self.text(*source), source)
                first, count = (number if first < 0 else first), count + 1
        if count:
            yield self.note(
                "filled-down",
                first,
                column,
                "",
                f"blank below '{one_line(filled[0])}' and the like: {count} blank cells of this column are read as the "
                f"{field} of the group above",
                f"Fill in the {field} of each row, if a blank means that it is not known.",
                count,
            )

    def _fill_outline(self, column: int, field: str) -> Iterator[Problem]:
        """Fill a column whose texts stand alone in rows above those that they are of: "Cotton" over its suppliers."""
        if self.is_full(column):
            return
        captions = [n for n in self.body if self.text(n, column) and not self.is_total(n)]
        alone = all(sum(1 for text in self.rows[n] if text.strip()) == 1 for n in captions)
        named = [n for n in self.body if self.text(n, self._name) and n not in self.joined and self._is_supplier(n)]
        if not captions or not alone or not named or captions[0] > named[0]:
            return
        self.captions.update(captions)
        above = captions[0]
        for number in sorted({*captions, *named}):
            if number in self.captions:
                above = number
            else:
                self.put(number, column, self.text(above, column), (above, column))
        yield self.note(
            "filled-down",
            named[0],
            column,
            "",
            f"'{one_line(self.text(captions[0], column))}' and the like stand alone above rows; they are read as the "
            f"{field} of these: {len(named)} blank cells of this column",
            f"Fill in the {field} of each row, if a blank means that it is not known.",
            len(named),
        )

    def _leads(self, column: int) -> bool:
        """Whether only columns of groups stand left of a column: what a list is sorted by comes first."""
        groups = {i for f in _GROUPING for i in self._plan.fields.get(f, ())}
        return all(c in groups or not any(self.text(n, c) for n in self.body) for c in range(column))

    # --- further rows of one supplier ----------------------------------------------------------------------------

    def fill_suppliers(self) -> Iterator[Problem]:
        """Rows that leave who and where blank and say what is supplied go on with the supplier above."""
        if self.is_full(self._name):
            return
        fields = self._plan.fields
        goods = [i for f in OF_LINK for i in fields.get(f, ()) if i > self._name]
        words = [i for f in ("commodity", "hs", "origin") for i in fields.get(f, ())]
        named = [n for n in self.body if self.text(n, self._name)]
        identity = [i for f in _IDENTITY for i in fields.get(f, ()) if i not in goods]
        # what no row with a name fills in ("Num", under which each bill has its number) tells no supplier
        identity = [i for i in identity if i == self._name or any(self.text(n, i) for n in named)]
        parts = [i for f in ("part", "parent_part", "level") for i in fields.get(f, ())]
        order = [i for f in ("document", "line_date") for i in fields.get(f, ())]
        above: int | None = None
        latest = -1  # the last row of the supplier: a further line may begin another order
        first, count = -1, 0
        for number in self.body:
            if number in self.joined:
                continue
            if number in self.captions:
                above = None
                continue
            if self.text(number, self._name):
                name = self.text(number, self._name)
                total = self._words.mentions(name) and self.is_total(number)
                above = None if total or is_name_placeholder(name) else number
                latest = number
                continue
            told = any(self.text(number, i) and parse_amount(self.text(number, i)) is None for i in words)
            # a part has a supplier of its own, known or not
            blank = not any(self.text(number, i) for i in (*identity, *parts))
            if above is None or not told or not blank or not self._is_line(number):
                above = None if not blank else above
                continue
            same_order = not any(self.text(number, i) for i in order)
            for source, column in (*((above, i) for i in identity), *((latest, i) for i in order if same_order)):
                if self.text(source, column):
                    self.put(number, column, self.text(source, column), (source, column))
            latest = number
            first, count = (number if first < 0 else first), count + 1
        if count:
            yield self.note(
                "filled-down",
                first,
                self._name,
                "",
                f"{count} row{'s' if count > 1 else ''} without a supplier say what is supplied; they are read as "
                "further lines of the supplier above",
                "Write the supplier in each row, if one of them is another's.",
                count,
            )

    # --- wrapped rows ------------------------------------------------------------------------------------------------

    def join_wrapped(self) -> Iterator[Problem]:
        """Join rows that go on with the row above, and tell those that may."""
        fields = self._plan.fields
        keyed = self._key_column()
        countries = fields.get("country", ())
        if keyed is None:
            return
        before: int | None = None
        for number in self.body:
            if self.text(number, keyed):
                before = number
                continue
            name = self.text(number, self._name)
            placed = any(self.text(number, i) for i in countries)
            if before is None or not name or placed or self.is_total(number) or self._has_numbers(number):
                before = None if placed or not name else before
                continue
            weight = self._goes_on(before, number)
            whole = f"{self.text(before, self._name)} {name}"
            if weight >= bits("wrapped.least"):
                for column in range(len(self.rows[number])):
                    if text := self.text(number, column):
                        self.put(before, column, f"{self.text(before, column)} {text}".strip())
                self.joined.add(number)
                yield self.note(
                    "row-joined",
                    number,
                    self._name,
                    name,
                    f"the row has no number and goes on with the one above; both are read as '{one_line(whole)}'",
                    "Write each supplier in one row; if this is another supplier, give it its own number and country.",
                )
            else:
                yield self.note(
                    "row-may-continue",
                    number,
                    self._name,
                    name,
                    f"the row has no number and no country: it may go on with the one above ('{one_line(whole)}'); "
                    "it is read as a supplier of its own",
                    "Write each supplier in one row, with its number and country.",
                )

    def _key_column(self) -> int | None:
        """A column left of the names that numbers the rows: filled in most, blank in some."""
        for column in range(self._name):
            if self.is_full(column):
                continue
            texts = [self.text(n, column) for n in self.body]
            filled = [text for text in texts if text]
            if len(filled) == len(texts) or len(filled) * 10 < len(texts) * 4 or len(filled) < 2:
                continue
            if all(re.fullmatch(r"[A-Za-z]{0,4}[-. ]?\d{1,8}[.)]?", text) for text in filled) and len(
                set(filled)
            ) == len(filled):
                return column
        return None

    def _goes_on(self, before: int, number: int) -> float:
        """Bits for a row going on with the one before."""
        name, above = self.text(number, self._name), self.text(before, self._name)
        found = 0.0
        if name[0] in "(（[&,-" or name[0].islower():
            found += bits("wrapped.start")
        if not self._senses.company(above) and self._senses.company(f"{above} {name}"):
            found += bits("wrapped.form")
        if any(self.text(before, c).endswith((",", "&", "-", "/", "，", "、")) for c in range(len(self.rows[before]))):
            found += bits("wrapped.comma")
        if len(name.split()) <= 2 and not self._senses.company(name):
            found += bits("wrapped.short")
        return found

    def _is_supplier(self, number: int) -> bool:
        """Whether a row with a name is no total, page number or note."""
        name = one_line(self.text(number, self._name))
        others = [text.strip() for c, text in enumerate(self.rows[number]) if c != self._name and text.strip()]
        return not self.is_total(number) and self._fates.fate_of_named(name, others) is None

    def _is_line(self, number: int) -> bool:
        """Whether a row without a name is no total, page number or note."""
        filled = [one_line(text.strip()) for text in self.rows[number] if text.strip()]
        return not self.is_total(number) and self._fates.fate_without_name(filled, "") == "no-supplier-name"

    def is_total(self, number: int) -> bool:
        cells = [text.strip() for text in self.rows[number] if text.strip()]
        return any(self._words.is_total(text) or bool(self._words.summed(text)) for text in cells)

    def _has_numbers(self, number: int) -> bool:
        return any(parse_amount(self.text(number, c)) is not None for c in range(len(self.rows[number])))
