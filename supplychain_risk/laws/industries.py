"""Lists of industries in which forced labor is often found."""

from __future__ import annotations

from supplychain_risk.laws.kind import Law
from supplychain_risk.laws.world import World
from supplychain_risk.reference.industries import RiskIndustry, risk_industries


def industries(world: World) -> tuple[RiskIndustry, ...]:
    """High-risk industries of lists known on the day; UFLPA sectors, which are about one origin, left out."""
    return tuple(i for i in risk_industries(world.reference, world.as_of) if "UFLPA" not in i.list_name)


def later_industries(world: World) -> tuple[RiskIndustry, ...]:
    """High-risk industries of lists that came after the day."""
    known = set(world.view(industries))
    return tuple(i for i in risk_industries(world.reference) if "UFLPA" not in i.list_name and i not in known)


INDUSTRIES = Law(id="industries", title="Industries that lists name", tables=("high_risk_industries",))
