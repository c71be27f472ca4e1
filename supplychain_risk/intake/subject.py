"""Whether a table lists suppliers at all, or customers, staff, materials, an example: evidence in bits.

A heading that says supplier settles it. Without one, names that bear legal forms, ids of companies, a tier or a country
speak for suppliers; words of other lists (customer, employee, material id) in headings and in the sheet's name against.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from supplychain_risk.intake.columns import Column
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.headings import REQUIRED, Vocabulary
from supplychain_risk.intake.layout import Header
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.values import one_line, tidy
from supplychain_risk.intake.weights import bits

Piece = tuple[str, float]
_TITLE_ROWS = 8
_ANYBODYS = frozenset(("site", "site name", "location name", "plant", "plant name", "facility", "facility name"))
"""Headings of sites that may as well be the company's own, or where customers take their goods."""
_ID = frozenset(("id", "no", "nr", "number", "code"))
_OF_SHEETS = ("an example", "a template", "instructions")
"""What only the name of a sheet tells: a title may well be that of a template."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What speaks for a table being a list of suppliers, and against it."""

    pieces: tuple[Piece, ...]

    @property
    def total(self) -> float:
        """All its bits."""
        return sum(count for _, count in self.pieces)

    @property
    def refused(self) -> bool:
        """Whether it is no list of suppliers."""
        return self.total <= bits("subject.refused")

    @property
    def doubtful(self) -> bool:
        """Whether it may be none."""
        return not self.refused and self.total < bits("subject.least")

    @property
    def against(self) -> str:
        """What speaks against it, in words."""
        return "; ".join(what for what, count in self.pieces if count < 0) or "no heading says supplier"


def subject(grid: Grid, header: Header, plan: Plan, vocabulary: Vocabulary) -> Subject:
    """The evidence of a table."""
    return Subject(tuple(_pieces(grid, header, plan, vocabulary)))


def _pieces(grid: Grid, header: Header, plan: Plan, vocabulary: Vocabulary) -> Iterator[Piece]:
    roles = vocabulary.words.values("role_heading")
    by_index = {c.index: c for c in plan.columns}
    names = [by_index[i] for i in plan.fields.get("name", ())]
    name = names[0] if names else None
    said = False
    if plan.parties or "supplier_ref" in plan.fields:
        said = True
        yield "it names companies by their place in a chain", bits("subject.chain")
    if name is not None and name.field == "name" and name.sense in ("vendor", "site"):
        said = True
        weight = "subject.site" if name.key in _ANYBODYS else "subject.heading"
        yield f"'{name.heading}' speaks of suppliers", bits(weight)
    elif name is not None and name.meaning is not None and name.meaning.rule == REQUIRED:
        said = True  # the first names beside contacts are no staff
        yield f"'{name.heading}' speaks of contacts of an accounting program", bits("subject.company")
    elif name is not None and (name.field in ("buyer", "parent") or name.sense == "company"):
        if name.field == "buyer" and name.sense != "entity":
            customers = "customers" in _others(vocabulary, name.key)
            yield f"'{name.heading}' speaks of customers", bits("subject.customers" if customers else "subject.buyers")
        else:
            yield f"'{name.heading}' speaks of companies", bits("subject.company")
    ids = [by_index[i] for f in ("supplier_id", "cid", "os_id") for i in plan.fields.get(f, ())]
    if any(c.sense != "weak" for c in ids):
        said = said or any(_has(vocabulary, "suppliers", c.key) for c in ids)
        yield "it has ids of suppliers", bits("subject.ids")
    if any(f in plan.fields for f in ("lei", "duns", "uscc", "vat", "registration")):
        yield "it has numbers of companies", bits("subject.company")
    counted = next((c for c in plan.columns if roles.get(c.key) == "counted"), None)
    if counted is not None:
        said = True
        yield f"'{counted.heading}' says who supplies", bits("subject.company")
    if "tier" in plan.fields or plan.tier is not None:
        yield "it states tiers", bits("subject.ids")
    if name is not None and name.looks.companies:
        text = f"{name.looks.companies:.0%} of the names bear a legal form"
        yield text, bits("subject.companies") * name.looks.companies
    if "country" in plan.fields or plan.combined is not None or "address" in plan.fields:
        yield "it says where they are", bits("subject.placed")
    if any(f in plan.fields for f in ("sector", "audit", "certificate", "code_of_conduct", "questionnaire")):
        yield "it says what companies are asked", bits("subject.company")
    titles = [grid.name, re.sub(r"\.\w+$", "", grid.file)]
    titles += [
        one_line(tidy(t)) for row in grid.rows[max(header.row - _TITLE_ROWS, 0) : max(header.row, 0)] for t in row if t
    ]
    keys = [heading_key(title) for title in titles if len(title) < 80]
    if any(_has(vocabulary, "suppliers", key) for key in keys):
        yield "its name or title speaks of suppliers", bits("subject.title")
        said = True
    else:
        own = grid.name if grid.name != re.sub(r"\.\w+$", "", grid.file) else ""
        found = [w for key in keys for w in _others(vocabulary, key) if w not in _OF_SHEETS or key == heading_key(own)]
        for what in found[:1]:
            yield f"its name or title speaks of {what}", bits("subject.other_title")
    if not said:
        # whom a supplier of the list supplies is no evidence against it; that the names are customers is weighed above
        headed = [c for c in plan.columns if c.is_headed and c.field not in ("buyer", "buyer_id")]
        told = {what for c in headed for what in _others(vocabulary, c.key)}
        if all(_counts(c) for c in headed if "staff" in _others(vocabulary, c.key)):
            told.discard("staff")  # how many there are
        for what in sorted(told):
            yield f"its headings speak of {what}", bits("subject.other_headings")


def _counts(column: Column) -> bool:
    """Whether a column says how many there are: numbers, and no ids."""
    return column.looks.numbers > 0.8 and _ID.isdisjoint(column.key.split())


def _has(vocabulary: Vocabulary, kind: str, key: str) -> bool:
    return vocabulary.words.finds(kind).search(key) is not None


def _others(vocabulary: Vocabulary, key: str) -> list[str]:
    """What else than suppliers the words of a text speak of."""
    match = vocabulary.words.finds("not_suppliers").search(key)
    return [vocabulary.words.values("not_suppliers")[match[0]]] if match else []
