"""Links: who a supplier's row says it supplies, by name or id, up to the reporting company."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from supplychain_risk.domain import Basis, CellRef, Fate, Named, OwnershipLink, Problem, Supplier, SupplyLink
from supplychain_risk.intake.joining import id_key, without_zeros
from supplychain_risk.intake.records import LinkRecord, OwnershipRecord, SupplierRecord, Value
from supplychain_risk.intake.values import is_whole_percent, parse_amount, parse_share
from supplychain_risk.loading.identity import slug
from supplychain_risk.network import COMPANY
from supplychain_risk.resolve.text import key

Report = Callable[[Problem], None]


class Group(NamedTuple):
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


class _Sale(NamedTuple):
    """What connecting needs of a row that states a sale, so that the row itself can be let go."""

    supplier: str
    cells: tuple[CellRef, ...]
    """The cell that names the supplier."""
    buyers: tuple[Value, ...]
    goods: str
    spend: float | None
    shares: tuple[Value, ...]
    amounts: tuple[CellRef, ...]
    """The cells of its amounts, where another sale of the supplier may state the same ones."""
    sheet: tuple[str, str]


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
    groups: Iterable[Group],
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
    Nothing keeps the rows of a group when the next group is asked for.
    """
    return _Connector(report, own, rest).run(groups, records, company)


class _Connector:
    def __init__(self, report: Report, own: Sequence[SupplierRecord], rest: Rest | None) -> None:
        self._rest = rest
        self._report = report
        called = [v for row in own for f in ("name", "other_name", "supplier_id") for v in row.values.get(f, ())]
        self._own = {key(value.text) for value in called}
        self._own_name = next((v.text for row in own for v in row.values.get("name", ())), "")
        self._called: list[tuple[str, tuple[str, ...]]] = []
        """Id of each supplier, with its names and the ids that its rows state, normalized."""
        self._named_in: list[tuple[CellRef, ...]] = []
        """The cells that name each of them in its own rows."""
        self._at: Mapping[CellRef, str] = {}
        """Cell that names a supplier in its own row → the supplier; of those that an end of a link may stand in."""
        self._known: Mapping[str, tuple[str, ...]] = {}
        """Normalized name or id that an end of a link may be → ids of the suppliers that bear it."""
        self._by_number: Mapping[str, tuple[str, ...]] = {}
        """The same of ids that are numbers, without the zeros before them, which spreadsheets drop."""
        self._out = Connection(company="")
        self._mentioned: dict[str, Value] = {}
        """Normalized text → first mention of companies that no supplier row describes."""
        self._doubtful: set[str] = set()
        """Those of them that several suppliers are called: none of these is the reporting company."""
        self._whole_percents: set[tuple[str, str, str]] = set(rest.whole_percents if rest else ())
        """Columns of shares that hold percentages without a sign."""
        self._amounts: dict[tuple[object, ...], int] = {}
        """Links that state an amount → their place: a row completed by id repeats what its supplier's own row says."""

    def run(self, groups: Iterable[Group], records: Sequence[LinkRecord], company: str) -> Connection:
        linked = {mark for record in records for mark in (key(record.supplier.text), id_key(record.supplier.text))}
        sales = [sale for group in groups for sale in self._sales(group, linked)]
        for record in records:
            self._find_whole_percents(record.values)
        ends = [buyer for sale in sales for buyer in sale.buyers]
        self._look_up([*ends, *(end for record in records for end in (record.supplier, record.buyer))])
        raw: list[tuple[str, str, SupplyLink, tuple[str, str]]] = []
        direct: list[tuple[SupplyLink, tuple[str, str]]] = []
        basis: Basis = "inferred" if ends or records or (self._rest and self._rest.any_links) else "declared"
        for sale in sales:
            for buyer in sale.buyers:
                end = self._end(buyer)
                link = self._link(sale, end, (*sale.cells, buyer.cell))
                again = self._again(link, sale, len(raw))
                if again is None:
                    raw.append((sale.supplier, end, link, sale.sheet))
                else:
                    raw[again] = (*raw[again][:2], _with_goods(raw[again][2], link), raw[again][3])
            if not sale.buyers:
                link = self._link(sale, COMPANY, sale.cells, basis)
                again = self._again(link, sale, len(direct))
                if again is None:
                    direct.append((link, sale.sheet))
                else:
                    direct[again] = (_with_goods(direct[again][0], link), direct[again][1])
        for record in records:
            spend = self._check_numbers(record.values)
            one, other = self._end(record.supplier), self._end(record.buyer)
            sheet = (record.file, record.sheet)
            shares = record.values.get("share", ())
            sale = _Sale(one, (record.supplier.cell,), (), _goods(record.values), spend, shares, (), sheet)
            raw.append((one, other, self._link(sale, other, (record.supplier.cell, record.buyer.cell)), sheet))
        renamed = self._settle(raw, company)
        described = {supplier for supplier, _ in self._called}
        supplied = {renamed.get(link.supplier, link.supplier) for *_, link, _ in raw}
        for *_, link, sheet in raw:
            self._add(link, renamed, sheet)
        naming = {(link.supplier, sheet) for *_, link, sheet in raw}
        for link, sheet in direct:
            # Who supplies others sells to the company only where its own sheet says so: a row without a buyer beside
            # rows of the same supplier that name one is a sale of its own; a supplier list beside a list of links is
            # not.
            if link.supplier not in supplied or (link.supplier, sheet) in naming:
                self._out.links.append(link)
                self._out.link_sheets.append(None)
        cells_of = _mention_cells(raw)
        for text, value in sorted(self._mentioned.items()):
            node = renamed.get(_mention(text), _mention(text))
            if node == COMPANY or node in self._out.buyers or node in described:
                continue
            cells = tuple(dict.fromkeys(cells_of.get(_mention(text), ())))
            self._out.named_only.setdefault(node, _only_named(node, value, cells))
        return self._out

    def _sales(self, group: Group, linked: set[str]) -> Sequence[_Sale]:
        """The sales that the rows of a supplier state: to the buyers that they name, else to the reporting company."""
        supplier, rows = group
        names = [key(named.text) for named in supplier.names]
        named_in: list[CellRef] = []
        for row in rows:
            if name := row.values.get("name"):
                named_in.append(name[0].cell)
            if own := row.values.get("supplier_id"):
                named_in.append(own[0].cell)
                names += [key(value.text) for value in own]
        self._called.append((supplier.id, tuple(names)))
        self._named_in.append(tuple(named_in))
        is_direct = (supplier.stated_tier or 1) <= 1 and linked.isdisjoint((*names, *map(without_zeros, names)))
        several = len(rows) > 1
        sales: list[_Sale] = []
        for row in rows:
            values = row.values
            shares = values.get("share", ())
            if shares:
                self._find_whole_percents(values)
            if row.completes:
                continue
            spend = self._check_numbers(values) if shares or "spend" in values else None
            buyers = values.get("buyer_id") or values.get("buyer") or ()
            if not buyers and (not is_direct or (row.bare and _supplies_others(rows))):
                continue
            cells = supplier.cells
            if several:
                first = row.first("name") or row.first("supplier_id")
                cells = (first.cell,) if first else ()
            amounts: tuple[CellRef, ...] = ()
            if several or len(buyers) > 1:
                amounts = tuple([value.cell for field in ("spend", "share") for value in values.get(field, ())])
            sheet = (row.file, row.sheet)
            sales.append(_Sale(supplier.id, cells, buyers, _goods(values), spend, shares, amounts, sheet))
        return sales

    def _look_up(self, ends: Sequence[Value]) -> None:
        """Find the suppliers that ends of links may name, by the cell and by the text."""
        if not ends:
            return
        # A buyer's column names no supplier of its own row in most lists; so no cell has to be compared.
        columns = {end.cell.at for end in ends}
        if any(cell.at in columns for named_in in self._named_in for cell in named_in):
            cells = {end.cell for end in ends}
            named: dict[CellRef, set[str]] = {}
            for (supplier, _), named_in in zip(self._called, self._named_in, strict=True):
                for cell in cells.intersection(named_in):
                    named.setdefault(cell, set()).add(supplier)
            # of a cell that lists several, the text says which one is meant
            self._at = {cell: next(iter(some)) for cell, some in named.items() if len(some) == 1}
        texts = set(map(key, {end.text for end in ends}))
        numbers = {without_zeros(text) for text in texts if text.isdecimal()}
        known: dict[str, set[str]] = {}
        by_number: dict[str, set[str]] = {}
        for supplier, names in self._called:
            for name in names:
                if name in texts:
                    known.setdefault(name, set()).add(supplier)
                if numbers and name.isdecimal() and (number := without_zeros(name)) in numbers:
                    by_number.setdefault(number, set()).add(supplier)
        self._known = {name: tuple(sorted(ids)) for name, ids in known.items()}
        self._by_number = {number: tuple(sorted(ids)) for number, ids in by_number.items()}

    def _end(self, value: Value) -> str:
        """The node a text names: a described supplier, or a mention to be settled later."""
        if self._at and (at := self._at.get(value.cell)) is not None:
            return at
        text = key(value.text)
        if text in self._own:
            return COMPANY
        ids = self._known.get(text) or self._by_number.get(without_zeros(text), ())
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

    def _find_whole_percents(self, values: Mapping[str, tuple[Value, ...]]) -> None:
        """A column with a 25 in it is one of percentages: a 1 beside it is 1%, not all that is bought."""
        for value in values.get("share", ()):
            if is_whole_percent(value.text):
                self._whole_percents.add(value.cell.column)

    def _share(self, value: Value) -> float | None:
        return parse_share(value.text, whole_percents=value.cell.column in self._whole_percents)

    def _check_numbers(self, values: Mapping[str, tuple[Value, ...]]) -> float | None:
        """The spend of a row; report every spend and share of it that is no number we can use."""
        spend: float | None = None
        for value in values.get("spend", ()):
            amount = parse_amount(value.text)
            if amount is None:
                message = "The spend is no amount we can read; shares are made without it"
                hint = "Write the amount in digits, for example 1200000; a currency sign may stand beside it."
                self._not_used("amount-unreadable", value, message, hint)
            elif spend is None:
                spend = amount
        for value in values.get("share", ()):
            if parse_share(value.text) is None:
                message = "The share is no share between 0% and 100%; shares are made without it"
                self._not_used("share-unreadable", value, message, "Write the share in percent, for example 25%.")
        return spend

    def _not_used(self, code: str, value: Value, message: str, hint: str) -> None:
        self._report(
            Problem(where=value.cell, code=code, value=value.raw, message=message, hint=hint, fate=Fate.VALUE_NOT_USED)
        )

    def _link(self, sale: _Sale, buyer: str, cells: tuple[CellRef, ...], basis: Basis = "declared") -> SupplyLink:
        share = next((s for v in sale.shares if (s := self._share(v)) is not None), None) if sale.shares else None
        return SupplyLink(
            supplier=sale.supplier,
            buyer=buyer,
            commodity=sale.goods,
            spend=sale.spend,
            share=share,
            basis=basis,
            cells=cells,
        )

    def _again(self, link: SupplyLink, sale: _Sale, place: int) -> int | None:
        """The place of a link before this one that states the same amount in the same cells, or None."""
        if not sale.amounts:
            return None
        first = self._amounts.setdefault((link.supplier, link.buyer, link.cells, sale.amounts), place)
        return None if first == place else first

    def _settle(self, raw: Sequence[tuple[str, str, SupplyLink, object]], company: str) -> dict[str, str]:
        """Decide which mentions are the reporting company or buyers; the rest become suppliers known by name only."""
        supplying = {supplier for supplier, *_ in raw}
        described = {supplier for supplier, _ in self._called}
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
        if link.supplier in renamed or link.buyer in renamed:
            supplier, buyer = renamed.get(link.supplier, link.supplier), renamed.get(link.buyer, link.buyer)
            link = link.changed(supplier=supplier, buyer=buyer)
        self._out.links.append(link)
        self._out.link_sheets.append(sheet)


def _goods(values: Mapping[str, tuple[Value, ...]]) -> str:
    return "; ".join([value.text for value in values.get("commodity", ())])


def _supplies_others(rows: Sequence[SupplierRecord]) -> bool:
    """Whether another row says whom a company supplies that a row only names."""
    return any(row.values.keys() & {"buyer", "buyer_id"} for row in rows)


def _mention_cells(raw: Sequence[tuple[str, str, SupplyLink, object]]) -> Mapping[str, list[CellRef]]:
    """Mention that is an end of a link → the cells that name it, link by link."""
    cells: dict[str, list[CellRef]] = {}
    for supplier, buyer, link, _ in raw:
        for node in dict.fromkeys((supplier, buyer)):
            if node.startswith(_MENTION) and link.cells:
                cells.setdefault(node, []).append(link.cells[0] if supplier == node else link.cells[-1])
    return cells


def _with_goods(link: SupplyLink, other: SupplyLink) -> SupplyLink:
    """A link with the goods of another that states the same amount: the amount counts once."""
    goods = dict.fromkeys(text for text in (link.commodity, other.commodity) if text)
    return link.changed(commodity="; ".join(goods))


_MENTION = "\x00"


def _mention(text: str) -> str:
    return f"{_MENTION}{text}"


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
