"""Tables of companies: each row is about one, its subject, and may name others of its chain beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import cast

from supplychain_risk.intake.body import Body
from supplychain_risk.intake.bycolumn import ByColumn, unusual_of_named
from supplychain_risk.intake.captions import Captions
from supplychain_risk.intake.cells import OWN_PRODUCTION, Row, RowCells
from supplychain_risk.intake.fates import CUSTOMER, Fates
from supplychain_risk.intake.owners import add_owners, owned
from supplychain_risk.intake.parties import chain_fields
from supplychain_risk.intake.plan import OF_LINK, Fields, Made, Party
from supplychain_risk.intake.records import LinkRecord, OwnershipRecord, SupplierRecord, Value
from supplychain_risk.intake.senses import IsCountry
from supplychain_risk.intake.unnamed import PLACES, tell_unnamed
from supplychain_risk.intake.values import LEGAL_END, clean, listed_companies, may_be_numbered, one_line, split_list

_MAIN = ("name", "supplier_id", "os_id", "cid", "lei", "uscc", "duns")
"""What a supplier may be called by when it has no name, in this order."""
Values = dict[str, tuple[Value, ...]]


class SupplierRows:
    """Reads rows that are about a supplier each."""

    def __init__(
        self,
        cells: RowCells,
        fates: Fates,
        captions: Captions,
        is_country: IsCountry,
        header_row: int,
        given: Mapping[str, tuple[Value, ...]],
        *,
        alone: bool,
        above: Mapping[int, tuple[int, ...]] | None = None,
    ) -> None:
        """
        Args:
            header_row: row (0-based) of the headings.
            given: what the sheet as a whole says of its suppliers.
            alone: whether the table has one column only.
            above: in a bill of materials, row → the rows of the part above (0-based).
        """
        self._cells = cells
        self._fates = fates
        self._captions = captions
        self._is_country = is_country
        self._header_row = header_row
        self._given = given
        self._alone = alone
        self._above = above or {}
        plan = cells.plan
        owners = {c.index for c in plan.columns if c.field == "parent"}
        # companies beside sites: what a row is called by when its site has no name
        companies = [i for i in plan.fields.get("parent", ()) if i not in owners]
        vendor = plan.nearer if plan.nearer is not None and not plan.nearer.said else None
        self._vendor = vendor
        self._names = (*plan.fields.get("name", ()), *(vendor.names if vendor else ()), *companies)
        self._main = tuple(i for f in _MAIN for i in plan.fields.get(f, ()))
        self._ready: dict[int, SupplierRecord] = {}
        """Rows (0-based) whose records are made."""
        self._owned: dict[int, list[OwnershipRecord]] = {}
        """Who owns whom, as these rows say."""
        self._of_chain = chain_fields(plan.fields) if plan.parties else {}

    def unusual(self, body: Body) -> set[int] | None:
        """Rows of the body that are more than a supplier and what is said of it; None where any may be."""
        plan, cells = self._cells.plan, self._cells
        names = plan.fields.get("name", ())
        leans = plan.stairs or self._above or (plan.parties and cells.for_all)
        if not names or leans or self._alone:
            return None
        found = unusual_of_named(cells, self._fates, body, names)
        name = body.column(names[0])
        if may_name_several(name.all_cleaned):
            found.update(name.rows_where(may_name_several))
        if plan.roles is not None:
            found.update(body.column(plan.roles).rows_where(cells.says_customer))
        if plan.ownership is not None:
            found.update(body.column(plan.ownership).rows_where(cells.is_own_production))
        return found

    def prepare(self, body: Body, rows: Sequence[int]) -> None:
        """Make the records of rows that are not unusual, the same as reading each gives."""
        plan, cells = self._cells.plan, self._cells
        fields = plan.fields
        made = ByColumn(cells, body, rows)
        names = fields["name"]
        ordered = {"name": names[:1], **{k: v for k, v in fields.items() if k != "name"}}
        grid = cells.grid
        whole = plan.ticks or plan.combined is not None
        for number, values, extra, answers in zip(
            made.numbers, made.rows(ordered), made.extras(), made.answers(fields), strict=True
        ):
            if whole:
                self._of_whole_row(cells.row(number - 1), values)
            if self._given:
                values |= self._given
            if "other_name" in values:
                drop_same_names(values, values["name"][0])
            if plan.tier is not None:
                self._tier(plan.tier, names, values)
            if plan.made is not None:
                self._made(plan.made, values)
            if cells.for_all:
                values = {**cells.for_all, **values}
            self._ready[number - 1] = SupplierRecord(grid.file, grid.name, number, values, extra, answers, False, {})
        if plan.levels:
            shares = [made.filled(index) for index in fields.get("parent_share", ())]
            held = [next(filter(None, row), (None,))[0] for row in zip(*shares, strict=True)] or [None] * len(rows)
            for number, levels, share in zip(made.numbers, made.owners(), held, strict=True):
                name = self._ready[number - 1].values["name"][0]
                if records := owned(name, levels, share):
                    self._owned[number - 1] = records

    def take(self, number: int) -> bool:
        """Add the record of a row (0-based) that was made with others; False where there is none, or a caption above
        says something of the row."""
        record = self._ready.get(number)
        if record is None or self._captions.is_open:
            return False
        cells = self._cells
        plan = cells.plan
        if not plan.parties:
            cells.out.ownership += self._owned.get(number, ())
            cells.out.suppliers.append(record)
            return True
        row, name = cells.row(number), record.values["name"][0]
        self._downstream(row, name, cast(Values, record.values))
        cells.out.ownership += self._owned.get(number, ())
        cells.out.suppliers.append(record)
        self._upstream(row, (0, plan.tier, name))
        return True

    def read(self, row: Row) -> str:
        """Read a row; why it is set aside, or "" if it is used."""
        plan = self._cells.plan
        fields = plan.fields
        if self._cells.is_of_customer(row):
            return CUSTOMER
        name, why = self._cells.name(row, self._names)
        name_is_id = name is None and not fields.get("name")
        if name_is_id:
            name, why = self._cells.name(row, self._main)
        if name is None and plan.parties and self._others_alone(row):
            return ""
        filled = row.filled
        if len(filled) == 1 and not self._alone and self._captions.read(row):
            return "section-row"
        set_aside = self._fates.why_set_aside(name, why, filled)
        if name is None or set_aside:
            return set_aside
        own = self._of_named(row, name)
        values = self._cells.values(row, {k: v for k, v in own.items() if k != "name"})
        if not name_is_id:
            values = {"name": (name,), **values}
            self._several_companies(name)
        self._of_whole_row(row, values)
        self._captions.give(values)
        values |= self._given
        drop_same_names(values, name)
        self._tier(plan.tier, fields.get("name", ()), values)
        self._made(plan.made, values)
        self._own_site(row, values)
        if self._above and "buyer" not in values and (buyers := self._of_part_above(row, name)):
            values["buyer"] = buyers
        if plan.parties:
            self._downstream(row, name, values)
        add_owners(self._cells, row, name)
        self._cells.supplier(row, values, fields)
        if own is not fields:
            tell_unnamed(self._cells, row, [i for f in PLACES for i in fields.get(f, ()) if i not in own.get(f, ())])
        if plan.parties:
            self._upstream(row, (0, plan.tier, name))
        return ""

    def _of_named(self, row: Row, name: Value) -> Fields:
        """The columns that speak of the company a row is called by: of its vendor, where it names no site."""
        fields, vendor = self._cells.plan.fields, self._vendor
        at = self._cells.grid.cell
        if vendor is None or name.cell not in {at(row.number, i) for i in vendor.names}:
            return fields
        columns = self._cells.plan.columns
        site = columns[fields["name"][0]].stem if fields.get("name") else ""
        of_site = {i for f in PLACES for i in fields.get(f, ()) if site and site in columns[i].key}
        own = {f: tuple(i for i in ix if i not in of_site) for f, ix in fields.items()}
        return {**own, **vendor.fields}

    def _of_whole_row(self, row: Row, values: Values) -> None:
        """What ticks say, and a column of city and country."""
        for field, ticked in self._cells.ticked(row).items():
            values[field] = (*values.get(field, ()), *ticked)
        self._combined(row, values)

    def _tier(self, tier: int | None, names: tuple[int, ...], values: Values) -> None:
        """The tier that the heading of a name column states."""
        if tier is not None and names and "tier" not in values:
            at = self._cells.grid.cell(self._header_row, names[0])
            values["tier"] = (Value(str(tier), self._cells.heading_of[names[0]], at),)

    def _made(self, made: Made | None, values: Values) -> None:
        """The goods that the heading of a name column states, where the row states none."""
        if made is not None and "commodity" not in values:
            at = self._cells.grid.cell(self._header_row, made.column)
            values["commodity"] = (Value(made.goods, self._cells.heading_of[made.column], at),)

    def _own_site(self, row: Row, values: Values) -> None:
        """A site of the company itself, by the column that tells its own from those of suppliers, is of tier 0."""
        column = self._cells.plan.ownership
        if column is not None and self._cells.is_own_production(row.text(column)):
            values["tier"] = (self._cells.value(row, column, "0"),)

    def _combined(self, row: Row, values: Values) -> None:
        """City and country in one cell: what stands after the last comma is the country, if it is one."""
        column = self._cells.plan.combined
        if column is None or not row.text(column) or "country" in values:
            return
        place, _, last = one_line(row.texts[column]).rpartition(",")
        if self._is_country(last.strip()):
            values["country"] = (self._cells.value(row, column, last.strip()),)
            if place.strip():
                values["city"] = (*values.get("city", ()), self._cells.value(row, column, place.strip()))
        else:
            values["address"] = (*values.get("address", ()), self._cells.value(row, column))

    def _of_part_above(self, row: Row, name: Value) -> tuple[Value, ...]:
        """The suppliers of the part that this row's part goes into; of the next one above where that names none.

        None for a part that the company makes itself: what goes into it is supplied to the company.
        """
        found: dict[str, Value] = {}
        seen = {row.number}
        steps = list(self._above.get(row.number, ()))
        while steps:
            number = steps.pop(0)
            if number in seen:
                continue
            seen.add(number)
            above = self._cells.row(number)
            buyer, why = self._cells.name(above, self._names)
            others = [n[1] for p in self._cells.plan.parties if p.steps == 0 and (n := self._named(above, p))]
            buyers = [b for b in (buyer, *others) if b is not None and b.text.casefold() != name.text.casefold()]
            if buyers:
                found |= {b.text.casefold(): b for b in buyers if b.text.casefold() not in found}
            elif why != OWN_PRODUCTION:
                steps += self._above.get(number, ())
        return tuple(found.values())

    # --- the other companies of a row ---------------------------------------------------------------------------

    def _downstream(self, row: Row, name: Value, values: Values) -> None:
        """The companies nearer to the reporting company than the subject, which supplies the last of them."""
        nearer = [n for p in self._cells.plan.parties if p.steps < 0 and (n := self._named(row, p))]
        nearer = [(p, n) for p, n in nearer if n.text.casefold() != name.text.casefold()]
        buyers: Values = {key: values[key] for key in ("buyer", "buyer_id") if key in values}
        links: list[tuple[Value, Value]] = []
        if nearer:
            values.pop("buyer_id", None)
            values["buyer"] = (nearer[-1][1],)
            links += [(far[1], near[1]) for near, far in pairwise(nearer)]
        for at, (party, other) in enumerate(nearer):
            own = self._values(row, party, other)
            bare = not party.fields and party.tier is None and bool(party.said)
            self._cells.supplier(row, {**own, **(buyers if at == 0 else {})}, party.fields, extras=False, bare=bare)
        for supplier, buyer in links:
            self._link(row, supplier, buyer, {})
        for party in self._cells.plan.parties:
            if (
                party.steps == 0
                and (found := self._named(row, party))
                and found[1].text.casefold() != name.text.casefold()
            ):
                values = self._values(row, party, found[1]) | buyers
                possible = self._cells.values(row, {k: v for k, v in self._of_chain.items() if k not in values})
                self._cells.supplier(row, values, party.fields, extras=False, possible=possible)

    def _others_alone(self, row: Row) -> bool:
        """A row that leaves its subject blank and names companies upstream: they are read, but whom they supply is
        not known."""
        further = [found for p in self._cells.plan.further if (found := self._named(row, p))]
        if not further:
            return False
        first, name = further[0]
        others = [text for text in row.filled if one_line(text) != name.text]
        if self._fates.fate_of_named(name.text, others):
            return False
        tier = self._cells.plan.tier or (first.tier - first.steps if first.tier else 1)
        self._gap(name, tier - 1, first.tier or tier + first.steps)
        self._upstream(row, None, extras=True)
        return True

    def _upstream(self, row: Row, subject: tuple[int, int | None, Value] | None, *, extras: bool = False) -> None:
        """The companies upstream of the subject, each supplying the nearest one named before it."""
        before: dict[int, tuple[int | None, Value]] = {} if subject is None else {0: (subject[1], subject[2])}
        own = len(self._cells.out.suppliers) - 1
        for party in self._cells.plan.further:
            found = self._named(row, party)
            if found is None:
                if subject is not None:
                    tell_unnamed(self._cells, row, [i for f in PLACES for i in party.fields.get(f, ())], own)
                continue
            _, cell = found
            for name in self._each(row, party, cell):
                values = self._values(row, party, name)
                possible = self._cells.values(row, {k: v for k, v in self._of_chain.items() if k not in values})
                self._cells.supplier(row, values, party.fields, extras=extras and not before, possible=possible)
                self._supplies(row, party, name, values, before)
            before[party.steps] = (party.tier, cell)

    def _supplies(
        self, row: Row, party: Party, name: Value, values: Values, before: Mapping[int, tuple[int | None, Value]]
    ) -> None:
        """The link of a company upstream to the nearest one named before it, unless a tier between them is empty."""
        steps = [step for step in before if step < party.steps]
        if not steps:
            return
        near = max(steps)
        tier, buyer = before[near]
        if party.tier is not None and tier is None:
            tier = party.tier - (party.steps - near)
        if party.tier is not None and tier is not None and party.tier - tier > 1:
            self._gap(name, tier, party.tier)
        elif name.text.casefold() != buyer.text.casefold():
            self._link(row, name, buyer, {k: v for k, v in values.items() if k in OF_LINK})

    def _each(self, row: Row, party: Party, cell: Value) -> tuple[Value, ...]:
        """The companies that a cell lists, where nobody further up is named who might supply only one of them."""
        parts = listed_companies(cell.text)
        beyond = any(p.steps > party.steps and self._named(row, p) for p in self._cells.plan.further)
        if not parts or beyond:
            return (cell,)
        self._cells.note(
            "several-companies-in-cell",
            cell,
            f"the cell lists {len(parts)} companies, and each is read",
            "Give each company its own row.",
        )
        return tuple(cell.changed(text=part) for part in parts)

    def _named(self, row: Row, party: Party) -> tuple[Party, Value] | None:
        name, _ = self._cells.name(row, party.names)
        return None if name is None else (party, name)

    def _values(self, row: Row, party: Party, name: Value) -> Values:
        """What a row says of one of its other companies."""
        values: Values = {"name": (name,), **self._cells.values(row, party.fields)}
        self._several_companies(name)
        self._made(party.made, values)
        self._tier(party.tier, party.names, values)
        drop_same_names(values, name)
        if "country" in self._given:
            values.setdefault("country", self._given["country"])
        return values

    def _link(self, row: Row, supplier: Value, buyer: Value, about: Mapping[str, tuple[Value, ...]]) -> None:
        grid = self._cells.grid
        self._cells.out.links.append(LinkRecord(grid.file, grid.name, row.number + 1, supplier, buyer, about))

    def _gap(self, supplier: Value, near: int, far: int) -> None:
        missing = f"tier {near + 1}" if far - near == 2 else f"tiers {near + 1} to {far - 1}"
        self._cells.note(
            "tier-gap",
            supplier,
            f"{missing} of this row is empty, so it is not known whom this tier {far} company supplies",
            f"Fill in {missing}. No link is made until then.",
        )

    def _several_companies(self, name: Value) -> None:
        if may_name_several(name.text) or "\n" in name.raw:
            listed = listed_companies(name.text)
            parts = listed or split_list(clean(name.raw))
            # a line break may just be in a long name
            wrapped = not listed and "\n" in name.raw and not all(map(LEGAL_END.search, parts))
            one_of_them = name.text != one_line(clean(name.raw))  # and that there are several has been told
            lettered = all(len(p) > 3 and any(map(str.isalpha, p)) for p in parts)
            if len(parts) > 1 and not wrapped and not one_of_them and lettered:
                self._cells.note(
                    "several-companies-in-cell",
                    name,
                    f"the cell may name {len(parts)} companies; it is read as one name",
                    "Give each company its own row.",
                )


def may_name_several(name: str) -> bool:
    """Whether the name of a supplier may be those of several; the line breaks of its cell may say so, too."""
    return ";" in name or "\n" in name or " | " in name or may_be_numbered(name)


def drop_same_names(values: dict[str, tuple[Value, ...]], name: Value) -> None:
    """Leave out other names of a supplier that are its name."""
    others = values.get("other_name")
    if others:
        kept = tuple(v for v in others if v.text.casefold() != name.text.casefold())
        if kept:
            values["other_name"] = kept
        else:
            del values["other_name"]
