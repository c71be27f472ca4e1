"""What an order on a company names as its merchandise, against the goods that a sheet states."""

from __future__ import annotations

from supplychain_risk.domain import Method, Supplier
from supplychain_risk.laws.world import World
from supplychain_risk.resolve.products import CPV

ALL_PRODUCTS = "All Products"
"""What CBP writes as merchandise where an order reaches everything a company makes."""

_WHOLE = (Method.EXACT, Method.ALIAS)


def names_good(merchandise: str, good: str, world: World) -> bool:
    """Whether an order in these words names the good; True where the words are empty or reach everything."""
    if merchandise in ("", ALL_PRODUCTS):
        return True
    codes = [a.code for a in world.commodities.resolve(merchandise) if a.code]
    return bool(good) and any(world.commodities.relation(good, code) for code in codes)


def goods_beside(supplier: Supplier, merchandise: str, world: World) -> tuple[str, ...]:
    """The supplier's goods as written, where the order names none of them; empty where that cannot be told.

    It can be told where every good is known and is the whole of its text; where no row makes one of the other, as
    section 307 bars goods made in part with what is barred; and where they are of two families: no industry makes both
    and no chapter of the Harmonized System holds both. "Rubber gloves" may well be the "disposable gloves" of an order,
    though no row says so; a service is no good.
    """
    named = [] if merchandise in ("", ALL_PRODUCTS) else world.commodities.resolve(merchandise)
    barred = [a.code for a in named if a.code]
    stated = [reading.resolution for reading in supplier.commodities]
    if not barred or not stated or any(a.method not in _WHOLE or not a.code for a in stated):
        return ()
    if any(_may_be(a.code or "", good, world) for a in stated for good in barred):
        return ()
    return tuple(dict.fromkeys(a.raw for a in stated))


def _may_be(good: str, barred: str, world: World) -> bool:
    """Whether a good may be, hold or be held by one that an order names."""
    if is_service(good):
        return False
    if world.commodities.relation(good, barred) or world.inputs.chain(barred, good) or world.inputs.chain(good, barred):
        return True
    mine, theirs = (frozenset(world.commodities.industries(code)) for code in (good, barred))
    chapters, listed = _chapters(good, world), _chapters(barred, world)
    if mine & theirs or chapters & listed:
        return True
    return not (mine and theirs) and not (chapters and listed)


def is_service(good: str) -> bool:
    """Whether a class of the Common Procurement Vocabulary is one of works or services (divisions 45, 50 and above)."""
    division = good.removeprefix(CPV)[:2]
    return good.startswith(CPV) and (division == "45" or division >= "50")


def _chapters(good: str, world: World) -> frozenset[str]:
    """Chapters of the Harmonized System that hold the good."""
    if good.startswith("hs-"):
        return frozenset((good[3:5],))
    row = world.reference.table("commodities").by_id.get(good)
    return frozenset(code[:2] for code in row["hs"].split(";") if code) if row else frozenset()
