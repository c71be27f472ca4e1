"""Rules about what the input itself reports of a supplier: indicators of forced labor."""

from __future__ import annotations

from collections.abc import Iterator

from supplychain_risk.domain import Certainty, Channel, Citation, DueDiligence
from supplychain_risk.laws.case import Case, Good, World
from supplychain_risk.laws.draft import Draft


def reported_indicators(case: Case, world: World) -> Iterator[Draft]:
    """ILO indicators of forced labor that the input reports: each critical one, and the count of the others.

    Why it matters: the indicators are signs by which inspectors recognize forced labor; one may be enough, or several
    together.
    Does not say: that there is forced labor. The input reports the sign; nobody has verified it here. Indicators are
    counted, never averaged, and none reported does not mean that there is none.
    """
    policy = world.policy.indicators
    critical = [i for i in case.indicators if i.code in policy.critical.value]
    others = [i for i in case.indicators if i.code not in policy.critical.value]
    for indicator in critical:
        name = _name(indicator, world)
        text = f"The input reports '{name}' of this supplier, an ILO indicator that can imply forced labor by itself."
        yield _draft("ilo-indicator-critical", (indicator,), text, policy.critical_calls_for.value, world)
    if len(others) >= policy.several.value:
        names = ", ".join(f"'{_name(i, world)}'" for i in others)
        text = f"The input reports {len(others)} ILO indicators of forced labor of this supplier: {names}."
        yield _draft("ilo-indicators-several", tuple(others), text, policy.several_call_for.value, world)
    elif others:
        names = ", ".join(f"'{_name(i, world)}'" for i in others)
        text = f"The input reports {names} of this supplier, one of the ILO indicators of forced labor."
        yield _draft("ilo-indicator-reported", tuple(others), text, policy.one_calls_for.value, world)


def _draft(code: str, indicators: tuple[Good, ...], text: str, calls_for: DueDiligence, world: World) -> Draft:
    return Draft(
        code=code,
        channel=Channel.INDICATOR,
        certainty=Certainty.STATED if all(i.firm for i in indicators) else Certainty.POSSIBLE,
        statement=f"{text} This is what the input says, not what anybody has established.",
        instrument="ILO indicators of forced labor (Forced Labour Convention, 1930, No. 29)",
        jurisdiction="",
        citations=tuple(_cite(i, world) for i in indicators),
        reads=tuple(f"indicator:{i.code}" for i in indicators),
        calls_for=calls_for,
        next_step="Find out who reported this and when; protect the source; look on site with people workers trust.",
    )


def _name(indicator: Good, world: World) -> str:
    row = world.indicators.by_id.get(indicator.code)
    return row["name"] if row else indicator.code


def _cite(indicator: Good, world: World) -> Citation:
    return world.indicators.cite(world.indicators.by_id[indicator.code])
