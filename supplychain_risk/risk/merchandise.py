"""What an order on a company names as its merchandise, against the goods that a sheet states."""

from __future__ import annotations

from supplychain_risk.domain import Method, Supplier
from supplychain_risk.risk.case import World

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

    It can be told where every good is known and is the whole of its text, and so is the merchandise, and where no row
    makes one of the other: section 307 bars goods made in part with what is barred.
    """
    named = [] if merchandise in ("", ALL_PRODUCTS) else world.commodities.resolve(merchandise)
    stated = [reading.resolution for reading in supplier.commodities]
    if not named or not stated or any(a.method not in _WHOLE for a in (*named, *stated)):
        return ()
    for good in (a.code or "" for a in stated):
        for code in (a.code or "" for a in named):
            if (
                world.commodities.relation(good, code)
                or world.inputs.chain(code, good)
                or world.inputs.chain(good, code)
            ):
                return ()
    return tuple(dict.fromkeys(a.raw for a in stated))
