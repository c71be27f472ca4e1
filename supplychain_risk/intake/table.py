"""The rows of one table → records and problems. Each row has exactly one fate."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.intake import fates
from supplychain_risk.intake.columns import WORLD_REGIONS, IsCountry
from supplychain_risk.intake.grid import Grid, column_letters
from supplychain_risk.intake.headings import heading_key
from supplychain_risk.intake.layout import Header
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.records import LinkRecord, OwnershipRecord, SupplierRecord, Value
from supplychain_risk.intake.values import (
    clean,
    is_cell_error,
    is_name_placeholder,
    one_line,
    plain_amount,
    split_list,
    split_parents,
)
from supplychain_risk.resolve.text import is_placeholder

_LISTS = {
    "sector": True,
    "commodity": True,
    "hs": True,
    "buyer": False,
    "buyer_id": False,
    "other_name": False,
    "tier": False,
}
"""Fields whose cells may list several values, and whether "/" separates them there."""
_MAIN = ("name", "supplier_id", "os_id", "cid", "lei", "uscc", "duns")
"""What a supplier may be called by when it has no name, in this order."""
_LONGEST_PLACEHOLDER = 40
_new_tuple = tuple.__new__
_NOT_FILLED_DOWN = ("spend", "share")
"""A merged amount belongs to its rows together; counting it for each would multiply it."""


_LEGAL_END = re.compile(
    r"(?:ltd|limited|inc|llc|corp|co|gmbh|ag|s\.?a|s\.?l|s\.?r\.?l|s\.?p\.?a|bv|b\.v|nv|plc|pte|bhd|jsc|公司|株式会社|社)\W*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Yield:
    """What a table gives, and the account of its rows."""

    suppliers: list[SupplierRecord] = field(default_factory=list)
    links: list[LinkRecord] = field(default_factory=list)
    ownership: list[OwnershipRecord] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    used: int = 0
    set_aside: int = 0
    blank: int = 0

    def add(self, other: Yield) -> None:
        """Append what a further table of the same sheet gives."""
        self.suppliers += other.suppliers
        self.links += other.links
        self.ownership += other.ownership
        self.problems += other.problems
        self.used += other.used
        self.set_aside += other.set_aside
        self.blank += other.blank


class TableReader:
    """Reads the rows of one table as its plan says."""

    def __init__(
        self,
        grid: Grid,
        header: Header,
        plan: Plan,
        is_country: IsCountry,
        *,
        as_links: bool,
        captions: frozenset[int] = frozenset(),
    ) -> None:
        self._captions = captions
        self._grid = grid
        self._header = header
        self._plan = plan
        self._is_country = is_country
        self._as_links = as_links
        self._cleaned: dict[str, str] = {}
        self._placeholders: set[str] = set()
        self._header_texts = frozenset(clean(h) for h in header.headings if h)
        self._header_keys = {i: heading_key(h) for i, h in enumerate(header.headings) if h}
        used = plan.used
        owners = {c.index for c in plan.columns if c.field == "parent"}
        # companies beside sites: what a row is called by when its site has no name
        self._companies = tuple(i for i in plan.fields.get("parent", ()) if i not in owners)
        self._letters = [column_letters(i) for i in range(max((len(row) for row in grid.rows), default=0))]
        self._extra = tuple((c.index, c.heading) for c in plan.columns if c.index not in used)
        self._heading_of = {c.index: c.heading for c in plan.columns}
        self.out = Yield()

    def read(self, end: int) -> Yield:
        """Read the rows below the header up to `end` (0-based, exclusive)."""
        cleaned = self._cleaned
        for number in range(self._header.row + 1, end):
            row = self._grid.rows[number]
            texts = []
            filled = 0
            for raw in row:
                if not raw:
                    texts.append("")
                    continue
                text = cleaned.get(raw)
                if text is None:
                    text = cleaned[raw] = clean(raw)
                    if len(text) <= _LONGEST_PLACEHOLDER and is_placeholder(text):
                        self._placeholders.add(text)
                if text:
                    filled += 1
                texts.append(text)
            if not filled:
                self.out.blank += 1
                continue
            self._row(number, row, texts)
        return self.out

    # --- one row -------------------------------------------------------------------------------------------------

    def _row(self, number: int, raw: Sequence[str], texts: list[str]) -> None:
        before = len(self.out.suppliers) + len(self.out.links)
        if self._is_header_again(texts):
            return self._set_aside(number, "repeated-header", texts)
        if number <= self._header.row + 2 and fates.is_units_row([t for t in texts if t]):
            return self._set_aside(number, "units-row", texts)
        if number in self._captions:
            return self._set_aside(number, "note-row", texts)
        if self._plan.tiers:
            self._tier_row(number, raw, texts)
        elif self._as_links:
            self._link_row(number, raw, texts)
        else:
            self._supplier_row(number, raw, texts)
        if len(self.out.suppliers) + len(self.out.links) > before:
            self.out.used += 1
        return None

    def _is_header_again(self, texts: Sequence[str]) -> bool:
        if self._header_texts.isdisjoint(texts):
            return False
        same = other = 0
        for column, key in self._header_keys.items():
            text = texts[column] if column < len(texts) else ""
            if not text:
                continue
            if len(text) < 200 and heading_key(text) == key:
                same += 1
            else:
                other += 1
                if other > 2:
                    return False
        return (same >= 2 and same > other) or (same == 1 and not other and len(self._header_keys) == 1)

    def _value(
        self, number: int, column: int, raw: Sequence[str], texts: Sequence[str], text: str | None = None
    ) -> Value:
        shown = texts[column] if text is None else text
        if "\n" in shown:
            shown = shown.replace("\n", " ")
        grid = self._grid
        if grid.merged:
            return Value(shown, raw[column], grid.cell(number, column))
        # The same as grid.cell(), without its look-ups: this line runs for every value of a sheet.
        cell = _new_tuple(CellRef, (grid.file, grid.name, f"{self._letters[column]}{number + 1}"))
        return Value(shown, raw[column], cell)

    def _values(
        self, number: int, raw: Sequence[str], texts: Sequence[str], fields: Mapping[str, tuple[int, ...]]
    ) -> dict[str, tuple[Value, ...]]:
        """Values by field for one supplier in a row."""
        found: dict[str, tuple[Value, ...]] = {}
        for name, columns in fields.items():
            values: list[Value] = []
            for column in columns:
                text = texts[column] if column < len(texts) else ""
                if not text or text in self._placeholders:
                    continue
                if text[0] == "#" and is_cell_error(text):
                    self._note(
                        number,
                        column,
                        raw,
                        "cell-error",
                        "an error value of a formula",
                        "Correct the formula.",
                        Fate.VALUE_NOT_USED,
                    )
                    continue
                if name in _NOT_FILLED_DOWN and (number, column) in self._grid.merged:
                    continue
                if name == "parent":
                    values += [self._value(number, column, raw, texts, one_line(p)) for p, _ in split_parents(text)]
                elif name in _LISTS:
                    parts = split_list(text, slash=_LISTS[name])
                    values += [
                        self._value(number, column, raw, texts, p)
                        for p in parts
                        if len(parts) == 1 or not is_placeholder(p)
                    ]
                elif name == "spend":
                    values.append(self._value(number, column, raw, texts, plain_amount(text, self._plan.decimal)))
                else:
                    values.append(self._value(number, column, raw, texts))
                if name == "country" and values:
                    break  # the second country column only fills gaps
            if values:
                found[name] = tuple(values)
        return found

    def _name(
        self, number: int, raw: Sequence[str], texts: Sequence[str], columns: Sequence[int]
    ) -> tuple[Value | None, str]:
        """The name of a supplier in a row, or why there is none: "", placeholder-name or cell-error."""
        why = ""
        for column in columns:
            text = texts[column] if column < len(texts) else ""
            if not text:
                continue
            if is_name_placeholder(text):
                why = why or "placeholder-name"
            elif is_cell_error(text):
                why = why or "cell-error"
            else:
                return self._value(number, column, raw, texts), ""
        return None, why

    # --- one supplier per row ------------------------------------------------------------------------------------

    def _supplier_row(self, number: int, raw: Sequence[str], texts: list[str]) -> None:
        fields = self._plan.fields
        via_columns = () if self._plan.via is None else (self._plan.via,)
        name, why = self._name(number, raw, texts, (*fields.get("name", ()), *via_columns, *self._companies))
        if name is None and not fields.get("name"):
            name, why = self._name(number, raw, texts, [i for f in _MAIN for i in fields.get(f, ())])
            name_is_id = True
        else:
            name_is_id = False
        filled = [t for t in texts if t]
        if name is None:
            code = fates.fate_without_name(filled)
            return self._set_aside(number, why if why and code == "no-supplier-name" else code, texts)
        others = list(filled)
        others.remove(next(t for t in filled if one_line(t) == name.text))
        code_named = fates.fate_of_named(name.text, others)
        if not others and len(self._header_keys) > 1 and self._is_place(name.text):
            code_named = "section-row"
        if code_named:
            return self._set_aside(number, code_named, texts)
        values = self._values(number, raw, texts, {k: v for k, v in fields.items() if k != "name"})
        if not name_is_id:
            values = {"name": (name,), **values}
            self._several_companies(number, name)
        self._combined(number, raw, texts, values)
        self._drop_same_names(values, name)
        self._vendor(number, raw, texts, name, values)
        self._ownership(number, raw, texts, name)
        self.out.suppliers.append(
            SupplierRecord(self._grid.file, self._grid.name, number + 1, values, self._extras(number, raw, texts))
        )
        return None

    def _is_place(self, text: str) -> bool:
        return text.casefold() in WORLD_REGIONS or (len(text) > 3 and self._is_country(text))

    def _extras(self, number: int, raw: Sequence[str], texts: Sequence[str]) -> tuple[tuple[str, Value], ...]:
        return tuple(
            (heading, self._value(number, i, raw, texts)) for i, heading in self._extra if i < len(texts) and texts[i]
        )

    def _combined(
        self, number: int, raw: Sequence[str], texts: Sequence[str], values: dict[str, tuple[Value, ...]]
    ) -> None:
        """City and country in one cell: what stands after the last comma is the country, if it is one."""
        column = self._plan.combined
        if column is None or column >= len(texts) or not texts[column] or "country" in values:
            return
        text = one_line(texts[column])
        place, _, last = text.rpartition(",")
        if self._is_country(last.strip()):
            values["country"] = (self._value(number, column, raw, texts, last.strip()),)
            if place.strip():
                values["city"] = (*values.get("city", ()), self._value(number, column, raw, texts, place.strip()))
        else:
            values["address"] = (*values.get("address", ()), self._value(number, column, raw, texts))

    @staticmethod
    def _drop_same_names(values: dict[str, tuple[Value, ...]], name: Value) -> None:
        others = values.get("other_name")
        if others:
            kept = tuple(v for v in others if v.text.casefold() != name.text.casefold())
            if kept:
                values["other_name"] = kept
            else:
                del values["other_name"]

    def _vendor(
        self, number: int, raw: Sequence[str], texts: Sequence[str], name: Value, values: dict[str, tuple[Value, ...]]
    ) -> None:
        """A site beside a vendor: the site supplies the vendor, the vendor supplies the buyer."""
        if self._plan.via is None:
            return
        vendor, _ = self._name(number, raw, texts, (self._plan.via,))
        if vendor is None or vendor.text.casefold() == name.text.casefold():
            return
        buyers: dict[str, tuple[Value, ...]] = {key: values[key] for key in ("buyer", "buyer_id") if key in values}
        values.pop("buyer_id", None)
        values["buyer"] = (vendor,)
        self.out.suppliers.append(
            SupplierRecord(self._grid.file, self._grid.name, number + 1, {"name": (vendor,), **buyers})
        )

    def _ownership(self, number: int, raw: Sequence[str], texts: Sequence[str], name: Value) -> None:
        """Each level of owners owns the one before it: mill ← company ← group."""
        children: list[Value] = [name]
        for level in self._plan.levels:
            owners: list[Value] = []
            for column in level:
                text = texts[column] if column < len(texts) else ""
                if not text or text in self._placeholders or is_cell_error(text):
                    continue
                for parent, share in split_parents(text):
                    owner = self._value(number, column, raw, texts, one_line(parent))
                    stated = self._value(number, column, raw, texts, share) if share else None
                    owners.append(owner)
                    for child in children:
                        if child.text.casefold() != owner.text.casefold():
                            self.out.ownership.append(OwnershipRecord(owner, child, stated))
            children = owners or children

    def _several_companies(self, number: int, name: Value) -> None:
        if ";" in name.text or "\n" in name.raw or " | " in name.text:
            parts = split_list(clean(name.raw))
            wrapped = "\n" in name.raw and not all(
                map(_LEGAL_END.search, parts)
            )  # a line break may just be a long name
            if len(parts) > 1 and not wrapped and all(len(p) > 3 and any(map(str.isalpha, p)) for p in parts):
                self.out.problems.append(
                    Problem(
                        where=name.cell,
                        code="several-companies-in-cell",
                        value=name.raw,
                        message=f"the cell may name {len(parts)} companies; it is read as one name",
                        hint="Give each company its own row.",
                        fate=Fate.NOTE,
                    )
                )

    # --- links ---------------------------------------------------------------------------------------------------

    def _link_row(self, number: int, raw: Sequence[str], texts: list[str]) -> None:
        fields = self._plan.fields
        ends = [i for f in ("supplier_ref", "supplier_id", "name") for i in fields.get(f, ())]
        supplier, why = self._name(number, raw, texts, ends)
        buyers = self._values(number, raw, texts, {k: fields[k] for k in ("buyer_id", "buyer") if k in fields})
        buyer = next((v for k in ("buyer_id", "buyer") for v in buyers.get(k, ())), None)
        filled = [t for t in texts if t]
        if supplier is None:
            code = fates.fate_without_name(filled)
            return self._set_aside(number, why if why and code == "no-supplier-name" else code, texts)
        others = list(filled)
        others.remove(next(t for t in filled if one_line(t) == supplier.text))
        code_named = fates.fate_of_named(supplier.text, others)
        if code_named:
            return self._set_aside(number, code_named, texts)
        about = {k: v for k, v in fields.items() if k in ("spend", "share", "commodity", "hs", "tier")}
        values = self._values(number, raw, texts, about)
        if buyer is None:
            named = {"name": (supplier,), **values}
            self.out.suppliers.append(
                SupplierRecord(self._grid.file, self._grid.name, number + 1, named, self._extras(number, raw, texts))
            )
            self.out.problems.append(
                Problem(
                    where=supplier.cell,
                    code="no-buyer",
                    value=supplier.raw,
                    message="the link names no buyer; the supplier is kept without it",
                    hint="Fill in who is supplied, or delete the row.",
                    fate=Fate.NOTE,
                )
            )
            return None
        buyer_values = buyers["buyer_id"] if "buyer_id" in buyers else buyers["buyer"]
        for one in buyer_values:
            self.out.links.append(LinkRecord(self._grid.file, self._grid.name, number + 1, supplier, one, values))
        return None

    # --- tiers side by side --------------------------------------------------------------------------------------

    def _tier_row(self, number: int, raw: Sequence[str], texts: list[str]) -> None:
        named: list[tuple[int, Value]] = []
        records: list[SupplierRecord] = []
        why = ""
        filled = [t for t in texts if t]
        for tier, fields in self._plan.tiers.items():
            name, reason = self._name(number, raw, texts, fields["name"])
            why = why or reason
            if name is None:
                continue
            if not named and fates.fate_of_named(name.text, [t for t in filled if one_line(t) != name.text]):
                continue
            values = self._values(number, raw, texts, {k: v for k, v in fields.items() if k != "name"})
            stated = self._grid.cell(self._header.row, fields["name"][0])
            values = {
                "name": (name,),
                **values,
                "tier": (Value(str(tier), self._heading_of[fields["name"][0]], stated),),
            }
            self._drop_same_names(values, name)
            if not named:
                rest = {k: v for k, v in self._plan.fields.items() if k in ("buyer", "buyer_id")}
                if tier == min(self._plan.tiers):
                    values.update(self._values(number, raw, texts, rest))
            extra = self._extras(number, raw, texts) if not named else ()
            records.append(SupplierRecord(self._grid.file, self._grid.name, number + 1, values, extra))
            named.append((tier, name))
        if not named:
            code = fates.fate_without_name(filled)
            return self._set_aside(number, why if why and code == "no-supplier-name" else code, texts)
        self.out.suppliers += records
        order = list(self._plan.tiers)
        for (near, buyer), (far, supplier) in pairwise(named):
            if order.index(far) - order.index(near) > 1 or far - near > 1:
                self._gap(supplier, near, far)
            elif supplier.text.casefold() != buyer.text.casefold():
                goods = next(r for r, (t, _) in zip(records, named, strict=True) if t == far).values
                about = {k: v for k, v in goods.items() if k in ("commodity", "spend", "share", "hs")}
                self.out.links.append(LinkRecord(self._grid.file, self._grid.name, number + 1, supplier, buyer, about))
        first = min(self._plan.tiers)
        if named[0][0] != first:
            self._gap(named[0][1], first - 1, named[0][0])
        return None

    def _gap(self, supplier: Value, near: int, far: int) -> None:
        missing = f"tier {near + 1}" if far - near == 2 else f"tiers {near + 1} to {far - 1}"
        self.out.problems.append(
            Problem(
                where=supplier.cell,
                code="tier-gap",
                value=supplier.raw,
                message=f"{missing} of this row is empty, so it is not known whom this tier {far} company supplies",
                hint=f"Fill in {missing}. No link is made until then.",
                fate=Fate.NOTE,
            )
        )

    # --- problems ------------------------------------------------------------------------------------------------

    def _set_aside(self, number: int, code: str, texts: Sequence[str]) -> None:
        first = next(i for i, text in enumerate(texts) if text)
        shown = " | ".join(one_line(t) for t in texts if t)
        self.out.set_aside += 1
        self.out.problems.append(
            Problem(
                where=self._grid.cell(number, self._where(code, first, texts)),
                code=code,
                value=shown if len(shown) <= 200 else shown[:199] + "…",
                message=fates.MESSAGES[code],
                hint=fates.HINTS[code],
                fate=Fate.ROW_SET_ASIDE,
            )
        )

    def _where(self, code: str, first: int, texts: Sequence[str]) -> int:
        """The column to point at: the empty name cell where a name is missing, else the first filled cell."""
        names = self._plan.fields.get("name") or next((f["name"] for f in self._plan.tiers.values()), ())
        if code in ("no-supplier-name", "placeholder-name", "cell-error") and names:
            return next((i for i in names if i < len(texts) and texts[i]), names[0])
        return first

    def _note(
        self, number: int, column: int, raw: Sequence[str], code: str, message: str, hint: str, fate: Fate
    ) -> None:
        where: CellRef = self._grid.cell(number, column)
        self.out.problems.append(
            Problem(where=where, code=code, value=raw[column], message=message, hint=hint, fate=fate)
        )
