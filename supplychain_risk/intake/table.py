"""The rows of one table → records and problems. Each row has exactly one fate."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from supplychain_risk.domain import Fate, Problem
from supplychain_risk.intake import fates
from supplychain_risk.intake.cells import RowCells, Yield
from supplychain_risk.intake.columns import WORLD_REGIONS, IsCountry
from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.headings import heading_key, tier_of
from supplychain_risk.intake.layout import Header
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.records import LinkRecord, OwnershipRecord, SupplierRecord, Value
from supplychain_risk.intake.values import LEGAL_END, clean, is_cell_error, one_line, split_list, split_parents

_MAIN = ("name", "supplier_id", "os_id", "cid", "lei", "uscc", "duns")
"""What a supplier may be called by when it has no name, in this order."""

_KINDS = frozenset(("supplier", "suppliers", "vendor", "vendors", "factories", "facilities", "sites", "direct"))
_CAPTION = re.compile(
    r"(?:(?:country|land|pays|país|region|国家)\s*[:：]\s*)?(?P<place>[^:：()（）\[\]\d]+?)"
    r"\s*(?:[-–—:：]?\s*[(（\[]?\s*\d+[^()]{0,25}[)）\]]?)?\s*[:：]?",
    re.IGNORECASE,
)
"""A place as a caption: "India", "INDIA (12 factories)", "Country: India", "India - 12"."""


class TableReader(RowCells):
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
        given: Mapping[str, Value] | None = None,
    ) -> None:
        super().__init__(grid, plan)
        self._captions = captions
        self._header = header
        self._is_country = is_country
        self._as_links = as_links
        self._header_texts = frozenset(clean(h) for h in header.headings if h)
        self._header_keys = {i: heading_key(h) for i, h in enumerate(header.headings) if h}
        owners = {c.index for c in plan.columns if c.field == "parent"}
        # companies beside sites: what a row is called by when its site has no name
        self._companies = tuple(i for i in plan.fields.get("parent", ()) if i not in owners)
        self._heading_of = {c.index: c.heading for c in plan.columns}
        above = [[clean(t) for t in row if t] for row in grid.rows[: max(header.row, 0)]]
        self._titles = frozenset(texts[0] for texts in above if len(texts) == 1)
        filled = {c.index for c in plan.columns if c.filled}
        self._given = {k: (v,) for k, v in (given or {}).items() if filled.isdisjoint(plan.fields.get(k, ()))}
        self._captioned = plan.combined is None and filled.isdisjoint(plan.fields.get("country", ()))
        self._section: Value | None = None
        self._section_used = False
        self._tier: Value | None = None
        self._is_outline: bool | None = None

    def read(self, end: int) -> Yield:
        """Read the rows below the header up to `end` (0-based, exclusive)."""
        for number in range(self._header.row + 1, end):
            row = self._grid.rows[number]
            texts = self._texts(row)
            if not any(texts):
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
        if number in self._captions or self._is_title_again(texts):
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

    def _is_title_again(self, texts: Sequence[str]) -> bool:
        """Whether the row is a line from above the table, as print-outs repeat it on each page."""
        if self._titles.isdisjoint(texts):
            return False
        filled = [text for text in texts if text]
        return len(filled) == 1 and len(self._header_keys) > 1

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
        if len(filled) == 1 and len(self._header_keys) > 1 and self._caption(number, raw, texts):
            return self._set_aside(number, "section-row", texts)
        if name is None:
            code = fates.fate_without_name(filled)
            return self._set_aside(number, why if why and code == "no-supplier-name" else code, texts)
        others = list(filled)
        others.remove(next(t for t in filled if one_line(t) == name.text))
        code_named = fates.fate_of_named(name.text, others)
        if code_named:
            return self._set_aside(number, code_named, texts)
        values = self._values(number, raw, texts, {k: v for k, v in fields.items() if k != "name"})
        if not name_is_id:
            values = {"name": (name,), **values}
            self._several_companies(number, name)
        self._combined(number, raw, texts, values)
        self._under_caption(values)
        if self._tier:
            values["tier"] = (self._tier,)
        values |= self._given
        self._drop_same_names(values, name)
        self._vendor(number, raw, texts, name, values)
        self._ownership(number, raw, texts, name)
        self.out.suppliers.append(
            SupplierRecord(self._grid.file, self._grid.name, number + 1, values, self._extras(number, raw, texts))
        )
        return None

    def _caption(self, number: int, raw: Sequence[str], texts: Sequence[str]) -> bool:
        """Whether a row's only cell is a place: a caption of the rows below, whose country it may be."""
        column, text = next((i, t) for i, t in enumerate(texts) if t)
        tier = tier_of(text)
        if tier and not set(re.findall(r"\w+", tier[1].casefold())) - _KINDS and "tier" not in self._plan.fields:
            self._tier = self._value(number, column, raw, texts, str(tier[0]))
            return True
        match = _CAPTION.fullmatch(one_line(text))
        place = match["place"].strip() if match else ""
        if place.casefold() in WORLD_REGIONS:
            self._section = None
            return True
        if len(place) <= 3 or not self._is_country(place):
            return False
        in_column = column in self._plan.fields.get("country", ())
        if in_column and not self._speaks_for_next(number, column):
            return False
        stands = self._captioned or in_column
        self._section = self._value(number, column, raw, texts, place) if stands else None
        self._section_used = False
        return True

    def _speaks_for_next(self, number: int, column: int) -> bool:
        """Whether a country alone in its column speaks for the rows below: in an outline no named row has a country.

        Where one has, a row without a name is a row without a name, and its country is nobody else's.
        """
        rows = self._grid.rows
        below = next((row for row in rows[number + 1 : number + 4] if any(map(str.strip, row))), ())
        if self._is_outline is None:  # one look at the table answers for all its captions
            self._is_outline = not any(
                self._is_named(r) and column < len(r) and r[column].strip() for r in rows[self._header.row + 1 :]
            )
        return self._is_outline and self._is_named(below)

    def _is_named(self, row: Sequence[str]) -> bool:
        return any(i < len(row) and row[i].strip() for i in self._plan.fields.get("name", ()))

    def _under_caption(self, values: dict[str, tuple[Value, ...]]) -> None:
        """The country a caption above the row states, where the table has no countries of its own."""
        if self._section is None or "country" in values:
            self._section = None
            return
        values["country"] = (self._section,)
        if not self._section_used:
            self._section_used = True
            self.out.problems.append(
                Problem(
                    where=self._section.cell,
                    code="country-from-section",
                    value=self._section.raw,
                    message="no column states the country; the rows below this caption take it from there",
                    hint="Add a column with the country if a row below differs from the caption.",
                    fate=Fate.NOTE,
                )
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
            SupplierRecord(
                self._grid.file,
                self._grid.name,
                number + 1,
                {"name": (vendor,), **self._values(number, raw, texts, self._plan.of_via), **buyers},
            )
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
            wrapped = "\n" in name.raw and not all(map(LEGAL_END.search, parts))  # a line break may just be a long name
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
            if "country" in self._given:
                values.setdefault("country", self._given["country"])
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
