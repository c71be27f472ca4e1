"""Links: who a supplier's row says it supplies, by name or id, up to the reporting company."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from supplychain_risk.domain import CellRef, Fate, Named, OwnershipLink, Problem, Supplier, SupplyLink
from supplychain_risk.intake.records import LinkRecord, OwnershipRecord, SupplierRecord, Value
from supplychain_risk.intake.values import is_whole_percent, parse_amount, parse_share
from supplychain_risk.loading.identity import by_reference, slug
from supplychain_risk.network import COMPANY
from supplychain_risk.resolve.text import key

Report = Callable[[Problem], None]


@dataclass(frozen=True, slots=True)
class Group:
    """A supplier and the rows it was read from."""

    supplier: Supplier
    rows: tuple[SupplierRecord, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """What the whole of an input says, where only a part of its rows is connected."""

    any_links: bool
    """Whether any of its rows names a buyer."""
    whole_percents: frozenset[tuple[str, str, str]]
    """Columns of shares that hold percentages without a sign."""


@dataclass(slots=True)
class Connection:
    """What connecting gives: links, companies that are only buyers, suppliers only named in links, sheets of links."""

    company: str
    links: list[SupplyLink] = field(default_factory=list)
    buyers: dict[str, str] = field(default_factory=dict)
    named_only: dict[str, Supplier] = field(default_factory=dict)
    link_sheets: list[tuple[str, str] | None] = field(default_factory=list)
    """(file, sheet) that states each link, in step with `links`; None where being on the list is all there is."""


def connect(
    groups: Sequence[Group],
    records: Sequence[LinkRecord],
    company: str,
    report: Report,
    own: Sequence[SupplierRecord] = (),
    rest: Rest | None = None,
) -> Connection:
    """Resolve every link's ends and settle who the reporting company is.

    A row that names a buyer supplies it. A row that names none supplies the reporting company directly, unless its
    stated tier is 2 or deeper: then its way is not known and no link is invented. If the input names exactly one buyer
    that supplies nobody, that buyer is the reporting company; so is a buyer with the name given as `company`, and what
    the rows `own` are called (tier 0). With `rest` the rows are a part of the input, and only `company` says who it is.
    """
    return _Connector(groups, report, own, rest).run(records, company)


class _Connector:
    def __init__(
        self, groups: Sequence[Group], report: Report, own: Sequence[SupplierRecord], rest: Rest | None
    ) -> None:
        self._groups = groups
        self._rest = rest
        self._report = report
        called = [v for row in own for f in ("name", "other_name", "supplier_id") for v in row.values.get(f, ())]
        self._own = {key(value.text) for value in called}
        self._own_name = next((v.text for row in own for v in row.values.get("name", ())), "")
        self._at = {
            v.cell: g.supplier.id
            for g in groups
            for row in g.rows
            for v in (row.first("name"), row.first("supplier_id"))
            if v
        }
        """Cell that names a supplier in its own row → the supplier."""
        names = {
            g.supplier.id: [
                *(n.text for n in g.supplier.names),
                *(v.text for row in g.rows for v in row.values.get("supplier_id", ())),
            ]
            for g in groups
        }
        self._known = by_reference(names)
        self._out = Connection(company="")
        self._mentioned: dict[str, Value] = {}
        """Normalized text → first mention of companies that no supplier row describes."""
        self._doubtful: set[str] = set()
        """Those of them that several suppliers are called: none of these is the reporting company."""
        self._whole_percents: set[tuple[str, str, str]] = set(rest.whole_percents if rest else ())
        """Columns of shares that hold percentages without a sign."""
        self._amounts: dict[tuple[object, ...], int] = {}
        """Links that state an amount → their place: a row completed by id repeats what its supplier's own row says."""

    def run(self, records: Sequence[LinkRecord], company: str) -> Connection:
        raw: list[tuple[str, str, LinkRecord | None, SupplyLink, tuple[str, str]]] = []
        direct: list[tuple[SupplyLink, tuple[str, str]]] = []
        linked = {key(record.supplier.text) for record in records}
        self._find_whole_percents(records)
        for group in self._groups:
            is_direct = self._is_direct(group, linked)
            for row in (row for row in group.rows if not row.completes):
                self._check_numbers(row.values)
                buyers = row.values.get("buyer_id") or row.values.get("buyer") or ()
                for buyer in buyers:
                    link = self._link(group.supplier.id, self._end(buyer), row.values, self._cells(row, buyer))
                    again = self._again(link, row.values, len(raw))
                    if again is None:
                        raw.append((link.supplier, link.buyer, None, link, (row.file, row.sheet)))
                    else:
                        raw[again] = (*raw[again][:3], _with_goods(raw[again][3], link), raw[again][4])
                if not buyers and is_direct and not (row.bare and self._supplies_others(group)):
                    link = self._link(group.supplier.id, COMPANY, row.values, self._cells(row, None))
                    again = self._again(link, row.values, len(direct))
                    if again is None:
                        direct.append((link, (row.file, row.sheet)))
                    else:
                        direct[again] = (_with_goods(direct[again][0], link), direct[again][1])
        for record in records:
            self._check_numbers(record.values)
            ends = self._end(record.supplier), self._end(record.buyer)
            link = self._link(*ends, record.values, (record.supplier.cell, record.buyer.cell))
            raw.append((*ends, record, link, (record.file, record.sheet)))
        renamed = self._settle(raw, company)
        described = {g.supplier.id for g in self._groups}
        supplied = {renamed.get(link.supplier, link.supplier) for *_, link, _ in raw}
        for *_, link, sheet in raw:
            self._add(link, renamed, sheet)
        naming = {(link.supplier, sheet) for *_, link, sheet in raw}
        for link, sheet in direct:
            # Who supplies others sells to the company only where its own sheet says so: a row without a buyer beside
            # rows of the same supplier that name one is a sale of its own; a supplier list beside a list of links is
            # not.
            if link.supplier not in supplied or (link.supplier, sheet) in naming:
                basis = "inferred" if raw or (self._rest and self._rest.any_links) else "declared"
                self._out.links.append(link.changed(basis=basis))
                self._out.link_sheets.append(None)
        for text, value in sorted(self._mentioned.items()):
            node = renamed.get(_mention(text), _mention(text))
            if node == COMPANY or node in self._out.buyers or node in described:
                continue
            self._out.named_only.setdefault(node, _only_named(node, value, self._mention_cells(raw, text)))
        return self._out

    @staticmethod
    def _supplies_others(group: Group) -> bool:
        """Whether another row says whom a company supplies that this row only names."""
        return any(row.values.keys() & {"buyer", "buyer_id"} for row in group.rows)

    def _is_direct(self, group: Group, linked: set[str]) -> bool:
        if (group.supplier.stated_tier or 1) > 1:
            return False
        return not any(text in linked for text in self._keys(group))

    def _keys(self, group: Group) -> set[str]:
        ids = {key(v.text) for row in group.rows for v in row.values.get("supplier_id", ())}
        return ids | {key(named.text) for named in group.supplier.names}

    def _end(self, value: Value) -> str:
        """The node a text names: a described supplier, or a mention to be settled later."""
        at = self._at.get(value.cell)
        if at is not None:
            return at
        text = key(value.text)
        if text in self._own:
            return COMPANY
        ids = self._known.get(text, ())
        if len(ids) == 1:
            return ids[0]
        if len(ids) > 1:
            self._report(
                Problem(
                    where=value.cell,
                    code="link-ambiguous",
                    value=value.raw,
                    message=f"{len(ids)} suppliers bear this name: {', '.join(ids[:5])}",
                    hint="Use the supplier id in this cell. Until then the link goes to a company known by name only.",
                    fate=Fate.NOTE,
                )
            )
            self._doubtful.add(text)
        self._mentioned.setdefault(text, value)
        return _mention(text)

    def _find_whole_percents(self, records: Sequence[LinkRecord]) -> None:
        """A column with a 25 in it is one of percentages: a 1 beside it is 1%, not all that is bought."""
        rows = [row.values for group in self._groups for row in group.rows]
        for values in (*rows, *(record.values for record in records)):
            for value in values.get("share", ()):
                if is_whole_percent(value.text):
                    self._whole_percents.add(value.cell.column)

    def _share(self, value: Value) -> float | None:
        return parse_share(value.text, whole_percents=value.cell.column in self._whole_percents)

    def _check_numbers(self, values: Mapping[str, tuple[Value, ...]]) -> None:
        """Report every spend and share of a row that is no number we can use."""
        for value in values.get("spend", ()):
            if parse_amount(value.text) is None:
                message = "The spend is no amount we can read; shares are made without it"
                hint = "Write the amount in digits, for example 1200000; a currency sign may stand beside it."
                self._not_used("amount-unreadable", value, message, hint)
        for value in values.get("share", ()):
            if self._share(value) is None:
                message = "The share is no share between 0% and 100%; shares are made without it"
                self._not_used("share-unreadable", value, message, "Write the share in percent, for example 25%.")

    def _not_used(self, code: str, value: Value, message: str, hint: str) -> None:
        self._report(
            Problem(where=value.cell, code=code, value=value.raw, message=message, hint=hint, fate=Fate.VALUE_NOT_USED)
        )

    @staticmethod
    def _cells(row: SupplierRecord, buyer: Value | None) -> tuple[CellRef, ...]:
        name = row.first("name") or row.first("supplier_id")
        return tuple(value.cell for value in (name, buyer) if value)

    def _link(
        self, supplier: str, buyer: str, values: Mapping[str, tuple[Value, ...]], cells: tuple[CellRef, ...]
    ) -> SupplyLink:
        amount = next((a for v in values.get("spend", ()) if (a := parse_amount(v.text)) is not None), None)
        share = next((s for v in values.get("share", ()) if (s := self._share(v)) is not None), None)
        goods = "; ".join(v.text for v in values.get("commodity", ()))
        return SupplyLink(supplier=supplier, buyer=buyer, commodity=goods, spend=amount, share=share, cells=cells)

    def _again(self, link: SupplyLink, values: Mapping[str, tuple[Value, ...]], place: int) -> int | None:
        """The place of a link before this one that states the same amount in the same cells, or None."""
        amounts = tuple(value.cell for field in ("spend", "share") for value in values.get(field, ()))
        if not amounts:
            return None
        first = self._amounts.setdefault((link.supplier, link.buyer, link.cells, amounts), place)
        return None if first == place else first

    def _settle(self, raw: Sequence[tuple[str, str, object, SupplyLink, object]], company: str) -> dict[str, str]:
        """Decide which mentions are the reporting company or buyers; the rest become suppliers known by name only."""
        supplying = {supplier for supplier, *_ in raw}
        described = {g.supplier.id for g in self._groups}
        ends = [
            (text, value)
            for text, value in self._mentioned.items()
            if _mention(text) not in supplying and _mention(text) not in described
        ]
        renamed: dict[str, str] = {}
        chosen = next((text for text, _ in ends if company and text == key(company)), None)
        guesses = self._rest is None and not company and not self._own
        if chosen is None and guesses and len(ends) == 1 and ends[0][0] not in self._doubtful:
            chosen = ends[0][0]
        if chosen is not None:
            renamed[_mention(chosen)] = COMPANY
        self._out.company = company or self._own_name or (self._mentioned[chosen].text if chosen else "")
        for text, value in sorted(ends):
            if text != chosen:
                node = f"buyer-{slug(value.text, None)}"
                renamed[_mention(text)] = node
                self._out.buyers[node] = value.text
        for text, value in self._mentioned.items():
            if _mention(text) not in renamed:
                node = slug(value.text, None)
                renamed[_mention(text)] = node if node not in described else f"{node}-named"
        return renamed

    def _add(self, link: SupplyLink, renamed: Mapping[str, str], sheet: tuple[str, str]) -> None:
        self._out.links.append(
            link.changed(supplier=renamed.get(link.supplier, link.supplier), buyer=renamed.get(link.buyer, link.buyer))
        )
        self._out.link_sheets.append(sheet)

    @staticmethod
    def _mention_cells(raw: Sequence[tuple[str, str, object, SupplyLink, object]], text: str) -> tuple[CellRef, ...]:
        node = _mention(text)
        cells = [
            link.cells[0] if supplier == node else link.cells[-1]
            for supplier, buyer, _, link, _ in raw
            if node in (supplier, buyer) and link.cells
        ]
        return tuple(dict.fromkeys(cells))


def _with_goods(link: SupplyLink, other: SupplyLink) -> SupplyLink:
    """A link with the goods of another that states the same amount: the amount counts once."""
    goods = dict.fromkeys(text for text in (link.commodity, other.commodity) if text)
    return link.changed(commodity="; ".join(goods))


def _mention(text: str) -> str:
    return f"\x00{text}"


def _only_named(node: str, value: Value, cells: tuple[CellRef, ...]) -> Supplier:
    where = cells or (value.cell,)
    return Supplier(
        id=node, name=value.text, names=(Named(text=value.text, cells=where),), cells=where, described=False
    )


def ownership_links(records: Sequence[OwnershipRecord]) -> tuple[OwnershipLink, ...]:
    """Parent → child by name, with the stated share, each pair once."""
    found: dict[tuple[str, str], OwnershipLink] = {}
    for record in records:
        share = parse_share(record.share.text) if record.share else None
        mark = (record.parent.text, record.child.text)
        known = found.get(mark)
        cells = (*(known.cells if known else ()), record.parent.cell)
        found[mark] = OwnershipLink(
            parent=mark[0],
            child=mark[1],
            share=share if share is not None else known.share if known else None,
            cells=cells,
        )
    return tuple(found[mark] for mark in sorted(found))
