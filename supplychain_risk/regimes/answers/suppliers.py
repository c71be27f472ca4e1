"""Suppliers one by one, and where they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from supplychain_risk.regimes.sight import Answering, Sight
from supplychain_risk.regimes.statements import MOST, Answer, Statement, bounded, cells_of, on_cells
from supplychain_risk.report import words
from supplychain_risk.report.brief import Kind
from supplychain_risk.report.models import SupplierEntry


def _party(supplier: SupplierEntry) -> str:
    place = ", ".join(part for part in (supplier.region_name, supplier.country_name) if part) or "country not known"
    where = f"; address as stated: {', '.join(supplier.address)}" if supplier.address else "; no address is stated"
    goods = f"; goods: {words.several(supplier.commodity_names)}" if supplier.commodity_names else ""
    sector = f"; sector: {words.several(supplier.sector_names)}" if supplier.sector_names else ""
    tier = f"tier {supplier.tier}" if supplier.tier is not None else "tier not known"
    return f"{supplier.name} ({place}; {tier}{goods}{sector}{where})."


def parties(sight: Sight) -> Answer:
    """Every supplier with place, tier, goods, sector and address."""
    return _one_by_one(sight, sight.nearest(MOST), "The report has no suppliers.", len(sight.brief))


def _one_by_one(sight: Sight, places: Sequence[int], why_none: str, count: int | None = None) -> Answer:
    """The suppliers at some places of the report; `count` of them all, where these are the first."""
    suppliers = sight.document.suppliers

    def tell(place: int) -> Statement:
        supplier = suppliers[place]
        return on_cells(_party(supplier), supplier.cells, "suppliers")

    return bounded(places, tell, "suppliers", why_none, count)


def addresses(sight: Sight) -> Answer:
    """The addresses that the input states."""
    suppliers = sight.document.suppliers

    def tell(place: int) -> Statement:
        s = suppliers[place]
        return on_cells(f"{s.name}: {', '.join(s.address)}.", s.cells, "suppliers")

    return bounded(
        sight.where(lambda kind: kind.has_address),
        tell,
        "suppliers",
        "The input states no address.",
    )


def whose(chosen: Callable[[Kind], bool], why_none: str) -> Answering:
    """The suppliers for which something holds, one by one."""

    def answer(sight: Sight) -> Answer:
        return _one_by_one(sight, sight.where(chosen), why_none)

    answer.__doc__ = f"Suppliers of which something holds; else: {why_none}"
    return answer


def abroad(sight: Sight) -> Answer:
    """How many suppliers are outside the United States, and what is stated as spent on them."""
    away = sight.where(_is_abroad)
    unknown = len(sight.where(lambda kind: kind.country is None))
    told = []
    if away:
        placed = "is placed" if len(away) == 1 else "are placed"
        told.append(
            Statement(
                f"{len(away):,} of {words.counted(sight.document.summary.suppliers, 'supplier')} {placed} outside the "
                "United States.",
                cells=cells_of(one for one in sight.brief if _is_abroad(one.kind)),
                parts=("summary.by_country",),
            )
        )
        direct = set(sight.where(lambda kind: kind.tier == 1))
        ids = set(sight.ids(place for place in away if place in direct))
        cells: dict[str, None] = {}
        stated, total = 0, 0.0
        for link in sight.document.links:
            if link.supplier in ids and link.spend is not None:
                stated += 1
                total += link.spend
                cells.update(dict.fromkeys(link.cells))
        if stated:
            told.append(
                Statement(
                    f"The input states {total:,.2f} as spent on direct suppliers among them, in its own currency and "
                    "not by contract.",
                    cells=tuple(cells),
                    parts=("links",),
                )
            )
    if unknown:
        told.append(
            Statement(
                f"The country of {words.counted(unknown, 'supplier')} is not known.", parts=("summary.by_country",)
            )
        )
    return Answer(tuple(told), "" if told else "The input places no supplier outside the United States.")


def _is_abroad(kind: Kind) -> bool:
    return bool(kind.country) and kind.country != "US"
