"""What an order on a company names as its merchandise, against the goods that a sheet states."""

from __future__ import annotations

from supplychain_risk.domain import Method, Supplier
from supplychain_risk.laws.world import World

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

    It can be told where every good is known and is the whole of its text, and so is the merchandise; where no row makes
    one of the other, as section 307 bars goods made in part with what is barred; and where no industry makes both:
    "rubber gloves" may well be the "disposable gloves" of an order, though no row says so.
    """
    named = [] if merchandise in ("", ALL_PRODUCTS) else world.commodities.resolve(merchandise)
    stated = [reading.resolution for reading in supplier.commodities]
    if not named or not stated or any(a.method not in _WHOLE for a in (*named, *stated)):
        return ()
    barred = [a.code or "" for a in named]
    made_by = [_industries(code, world) for code in barred]
    for good in (a.code or "" for a in stated):
        here = _industries(good, world)
        if not here or any(not there or here & there for there in made_by):
            return ()
        for code in barred:
            if (
                world.commodities.relation(good, code)
                or world.inputs.chain(code, good)
                or world.inputs.chain(good, code)
            ):
                return ()
    return tuple(dict.fromkeys(a.raw for a in stated))


def _industries(good: str, world: World) -> frozenset[str]:
    """ISIC classes that produce the good."""
    row = world.reference.table("commodities").by_id.get(good)
    return frozenset(code for code in row["isic"].split(";") if code) if row else frozenset()
