"""What two places of the input state differently of one company or part of a product: never settled here, only told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from supplychain_risk.domain import Supplier
from supplychain_risk.intake.records import IntakeResult, PartRecord, SupplierRecord, Value
from supplychain_risk.intake.values import parse_amount, parse_share
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.product.scope import Scope
from supplychain_risk.product.tree import Node, Row, row_of
from supplychain_risk.resolve.text import key


@dataclass(frozen=True, slots=True)
class Statement:
    """One side: what is written, and the cells that say so."""

    written: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One company or part, what is stated differently of it, and each side with its cells."""

    about: str
    field: str
    """country, good, HS code, origin, share, quantity or supplier."""
    statements: tuple[Statement, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of all sides."""
        return tuple(dict.fromkeys(cell for one in self.statements for cell in one.cells))


def contradictions(
    scope: Scope, read: IntakeResult, suppliers: Mapping[str, Supplier], resolvers: Resolvers
) -> tuple[Contradiction, ...]:
    """What is stated differently of the companies and parts of a product.

    Of a company: its country, by rows that give it the same name or the same id. Of a numbered part: what it is, its
    origin, its share, its quantity in one unit, and who supplies it, by rows of different sheets or files. Texts are
    compared by what they mean (China and CN agree), and one that no table knows contradicts nothing.
    """
    return (*_of_companies(scope, read, suppliers, resolvers), *_of_parts(scope, read, resolvers))


def _of_companies(
    scope: Scope, read: IntakeResult, suppliers: Mapping[str, Supplier], resolvers: Resolvers
) -> Iterator[Contradiction]:
    at_cell = {cell: s.id for s in suppliers.values() for cell in s.cells}
    together: dict[str, str] = {}
    """Supplier → the first of those that share a name with it."""
    first: dict[str, str] = {}
    for id_ in sorted(scope.companies):
        same = [first[text] for named in suppliers[id_].names if (text := key(named.text)) in first]
        together[id_] = same[0] if same else id_
        for named in suppliers[id_].names:
            first.setdefault(key(named.text), together[id_])
    countries: dict[str, list[tuple[Value, str]]] = {}
    for record in read.suppliers:
        name = record.first("name") or record.first("supplier_id")
        owner = at_cell.get(name.cell) if name is not None else None
        if owner in together:
            for value in record.values.get("country", ()):
                code = resolvers.countries.resolve(value.text, codes=True).code
                if code is not None:
                    countries.setdefault(together[owner], []).append((value, code))
    for owner, stated in sorted(countries.items()):
        yield from _differing(suppliers[owner].name, "country", stated)


def _of_parts(scope: Scope, read: IntakeResult, resolvers: Resolvers) -> Iterator[Contradiction]:
    by_row: dict[Row, list[SupplierRecord]] = {}
    for record in read.suppliers:
        by_row.setdefault((record.file, record.sheet, record.row), []).append(record)
    for node in sorted(scope.parts):
        records = scope.tree.records.get(node, ())
        if node[0] == "row" or len({(r.file, r.sheet) for r in records}) < 2:
            continue
        about = f"part {scope.tree.labels[node]}"
        yield from _differing(about, "good", _meant(records, lambda r: r.goods, _good(resolvers)), sheets=True)
        hs = [(v, "".join(c for c in v.text if c.isdigit())[:6]) for r in records for v in r.values.get("hs", ())]
        if not _agree([code for _, code in hs]):
            yield from _differing(about, "HS code", hs, sheets=True)
        yield from _origins(about, records, by_row, resolvers)
        yield from _amounts(about, scope, node, records)
        yield from _makers(about, records, by_row)


def _origins(
    about: str, records: Sequence[PartRecord], by_row: Mapping[Row, Sequence[SupplierRecord]], resolvers: Resolvers
) -> Iterator[Contradiction]:
    """Origins of a part as one supplier delivers it: two suppliers may deliver it from two countries."""
    of: dict[frozenset[str], list[PartRecord]] = {}
    for record in records:
        of.setdefault(_names(by_row.get(row_of(record), ())), []).append(record)
    unnamed = of.pop(frozenset(), [])

    def code(text: str) -> str | None:
        return (
            resolvers.countries.resolve(text, codes=True).code
            or resolvers.countries.resolve(text.rpartition(",")[2].strip()).code
        )

    for group in of.values() if of else ([],):
        yield from _differing(
            about, "origin", _meant((*group, *unnamed), lambda r: r.values.get("origin", ()), code), sheets=True
        )


def _amounts(about: str, scope: Scope, node: Node, records: Sequence[PartRecord]) -> Iterator[Contradiction]:
    """Share and quantity of a part in one part above it; quantities in one unit."""
    share: dict[Node, list[tuple[Value, str]]] = {}
    amounts: dict[tuple[Node, str], list[tuple[Value, str]]] = {}
    for record in records:
        unit = key(" ".join(v.text for v in record.values.get("unit", ())))
        for parent in _parents(scope, record):
            for value in record.values.get("share", ()):
                if (number := parse_share(value.text)) is not None:
                    share.setdefault(parent, []).append((value, f"{number:.6g}"))
            for value in record.values.get("quantity", ()):
                if (number := parse_amount(value.text)) is not None:
                    amounts.setdefault((parent, unit), []).append((value, f"{number:.6g}"))
    for parent, stated in share.items():
        yield from _differing(f"{about} in {scope.tree.labels[parent]}", "share", stated, sheets=True)
    for (parent, _), stated in amounts.items():
        yield from _differing(f"{about} in {scope.tree.labels[parent]}", "quantity", stated, sheets=True)


def _parents(scope: Scope, record: PartRecord) -> tuple[Node, ...]:
    """The parts that a row states its part goes into."""
    above = {scope.tree.at[(record.file, record.sheet, row)] for row in record.above}
    if record.parents:
        above |= {n for n in scope.tree.above.get(scope.tree.at[row_of(record)], ()) if _is_called(scope, n, record)}
    return tuple(sorted(above))


def _is_called(scope: Scope, node: Node, record: PartRecord) -> bool:
    return any(key(parent.text) == key(scope.tree.labels[node]) for parent in record.parents)


def _makers(
    about: str, records: Sequence[PartRecord], by_row: Mapping[Row, Sequence[SupplierRecord]]
) -> Iterator[Contradiction]:
    """Two sheets that name no supplier of a part in common: they may be alternatives, or one is out of date."""
    of: dict[tuple[str, str], dict[str, Value]] = {}
    for record in records:
        for row in by_row.get(row_of(record), ()):
            name = row.first("name")
            if name is not None:
                of.setdefault((record.file, record.sheet), {}).setdefault(key(name.text), name)
    sheets = list(of.values())
    if any(one.keys().isdisjoint(other) for n, one in enumerate(sheets) for other in sheets[n + 1 :]):
        yield from _differing(about, "supplier", [(v, text) for one in sheets for text, v in one.items()], sheets=True)


def _names(records: Iterable[SupplierRecord]) -> frozenset[str]:
    return frozenset(key(name.text) for r in records if (name := r.first("name")))


def _good(resolvers: Resolvers) -> Callable[[str], str | None]:
    """The one good that a text names, or None."""

    def code(text: str) -> str | None:
        codes = {r.code for r in resolvers.commodities.resolve(text) if r.code}
        return codes.pop() if len(codes) == 1 else None

    return code


def _meant(
    records: Iterable[PartRecord], values: Callable[[PartRecord], Iterable[Value]], code: Callable[[str], str | None]
) -> list[tuple[Value, str]]:
    return [(value, meant) for r in records for value in values(r) if (meant := code(value.text)) is not None]


def _agree(codes: Sequence[str]) -> bool:
    """Whether of any two HS codes the shorter begins the longer."""
    return all(one.startswith(other) or other.startswith(one) for one in codes for other in codes)


def _differing(
    about: str, field: str, stated: Sequence[tuple[Value, str]], *, sheets: bool = False
) -> Iterator[Contradiction]:
    """What is stated, if it does not all mean the same; `sheets`: and stands in more than one sheet."""
    places = {(value.cell.file, value.cell.sheet) for value, _ in stated}
    if len({meant for _, meant in stated}) < 2 or (sheets and len(places) < 2):
        return
    sides: dict[str, list[Value]] = {}
    for value, meant in stated:
        sides.setdefault(meant, []).append(value)
    yield Contradiction(
        about,
        field,
        tuple(
            Statement(values[0].text, tuple(dict.fromkeys(str(value.cell) for value in values)))
            for values in sides.values()
        ),
    )
