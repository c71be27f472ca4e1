"""One supplier from its rows: texts resolved, cells kept, conflicts named."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from supplychain_risk.domain import CellRef, Fate, Named, Problem, Supplier
from supplychain_risk.intake.records import IntakeResult, SupplierRecord
from supplychain_risk.loading.controls import Controls
from supplychain_risk.loading.goods import Goods
from supplychain_risk.loading.identity import strong_identifiers
from supplychain_risk.loading.places import Places
from supplychain_risk.loading.reported import ReportedIndicators
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.resolve.text import key

Report = Callable[[Problem], None]


class Describer:
    """Turns groups of rows into suppliers; problems go to `report`, each cell's only once."""

    def __init__(self, resolvers: Resolvers, report: Report, read: IntakeResult) -> None:
        self._report = report
        self.places = Places(resolvers, report, read.suppliers)
        self._goods = Goods(resolvers, report, read.files)
        self._controls = Controls(report, read.suppliers)
        self._indicators = ReportedIndicators(resolvers.indicators, report)

    def country_code(self, record: SupplierRecord) -> str | None:
        """The country of a row, for grouping: from its country column, else from its address."""
        reading = self.places.row_country(record)
        return reading.code if reading else None

    def supplier(self, supplier_id: str, rows: Sequence[SupplierRecord]) -> Supplier:
        """The supplier that the rows describe."""
        names = _named(rows, ("name", "other_name"))
        if not names:
            own = rows[0].first("supplier_id")
            names = (Named(text=own.text, cells=(own.cell,)),) if own else ()
        country = self.places.country(rows)
        region, possible_region = self.places.region(rows, names)
        sectors, commodities = self._goods.read(rows)
        controls, indicators = self._controls.read(rows), self._indicators.read(rows)
        tiers = [(value, tier) for row in rows for value in row.values.get("tier", ()) if (tier := _tier(value.text))]
        identifiers = {(i.scheme, i.value): i for row in rows for i in strong_identifiers(row)}
        self._note_conflicts(rows, names)
        return Supplier(
            id=supplier_id,
            name=names[0].text if names else supplier_id,
            names=names,
            identifiers=tuple(identifiers[mark] for mark in sorted(identifiers)),
            country=country,
            region=region,
            possible_region=possible_region,
            sectors=sectors,
            commodities=commodities,
            address=_named(rows, ("address", "city", "region")),
            controls=controls,
            indicators=indicators,
            stated_tier=min((tier for _, tier in tiers), default=None),
            attributes=_attributes(rows),
            cells=_cells(rows),
        )

    def _note_conflicts(self, rows: Sequence[SupplierRecord], names: Sequence[Named]) -> None:
        """Rows joined by an identifier that bear different names are one supplier with several names: say so."""
        firsts = [value for row in rows if (value := row.first("name"))]
        distinct = {key(value.text): value for value in reversed(firsts)}
        if len(distinct) > 1:
            one, other = sorted(distinct.values(), key=lambda v: firsts.index(v))[:2]
            self._report(
                Problem(
                    where=other.cell,
                    code="several-names",
                    value=other.raw,
                    message=f"rows with the same identifier have different names: '{one.text}' in {one.cell}",
                    hint="If these are two suppliers, give them different ids; otherwise nothing needs doing.",
                    fate=Fate.NOTE,
                )
            )


def _named(rows: Sequence[SupplierRecord], columns: Sequence[str]) -> tuple[Named, ...]:
    """Distinct texts of some columns with all their cells, in order of columns, then rows."""
    cells: dict[str, list[CellRef]] = {}
    for column in columns:
        for row in rows:
            for value in row.values.get(column, ()):
                cells.setdefault(value.text, []).append(value.cell)
    return tuple(Named(text=text, cells=tuple(dict.fromkeys(where))) for text, where in cells.items())


def _attributes(rows: Sequence[SupplierRecord]) -> tuple[tuple[str, str], ...]:
    """Unused columns; several values of one heading are joined."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for heading, value in row.extra:
            found.setdefault(heading, []).append(value.text)
    return tuple((heading, "; ".join(dict.fromkeys(texts))) for heading, texts in found.items())


def _cells(rows: Sequence[SupplierRecord]) -> tuple[CellRef, ...]:
    """The cells that name the supplier: where a reader finds its rows."""
    first = [row.first("name") or row.first("supplier_id") for row in rows]
    return tuple(dict.fromkeys(value.cell for value in first if value))


def _tier(text: str) -> int | None:
    digits = "".join(ch for ch in text if ch.isdigit())
    return int(digits) if digits and 1 <= int(digits) <= 20 else None
