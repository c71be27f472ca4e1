"""The ILO indicators of forced labor: what the input itself reports of a supplier."""

from __future__ import annotations

from collections.abc import Iterator

from supplychain_risk.domain import Certainty, Channel, Citation, DueDiligence
from supplychain_risk.laws.case import Case, Good
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.kind import Kind, Law, Rule, Severity
from supplychain_risk.laws.world import World
from supplychain_risk.reference.package import Table

CRITICAL = Kind(
    code="ilo-indicator-critical",
    title="A critical indicator of forced labor",
    channel=Channel.INDICATOR,
    severity=Severity.SIGN,
    about="a reported indicator that can imply forced labor by itself",
    means="The input reports an ILO indicator that, by the policy of the report, can imply forced labor by itself.",
    does_not_mean="that there is forced labor. The input reports the sign; nobody has verified it here.",
    stated=None,
    possible=None,
)
SEVERAL = Kind(
    code="ilo-indicators-several",
    title="Several indicators of forced labor",
    channel=Channel.INDICATOR,
    severity=Severity.SIGN,
    about="several reported indicators of forced labor together",
    means="The input reports several ILO indicators of forced labor.",
    does_not_mean="that there is forced labor. The input reports the sign; nobody has verified it here.",
    stated=None,
    possible=None,
)
REPORTED = Kind(
    code="ilo-indicator-reported",
    title="An indicator of forced labor",
    channel=Channel.INDICATOR,
    severity=Severity.SIGN,
    about="a reported indicator of forced labor",
    means="The input reports an ILO indicator of forced labor.",
    does_not_mean="that there is forced labor. The input reports the sign; nobody has verified it here.",
    stated=None,
    possible=None,
)


def indicators(world: World) -> Table:
    """The ILO indicators of forced labor."""
    return world.reference.table("ilo_indicators")


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
        text = (
            f"The input reports '{name}' of this supplier, an ILO indicator that, by the policy of this report, can "
            "imply forced labor by itself."
        )
        yield _draft(CRITICAL, (indicator,), text, policy.critical_calls_for.value, world)
    if len(others) >= policy.several.value:
        names = ", ".join(f"'{_name(i, world)}'" for i in others)
        text = f"The input reports {len(others)} ILO indicators of forced labor of this supplier: {names}."
        yield _draft(SEVERAL, tuple(others), text, policy.several_call_for.value, world)
    elif others:
        names = ", ".join(f"'{_name(i, world)}'" for i in others)
        text = f"The input reports {names} of this supplier, one of the ILO indicators of forced labor."
        yield _draft(REPORTED, tuple(others), text, policy.one_calls_for.value, world)


def _draft(kind: Kind, indicators: tuple[Good, ...], text: str, calls_for: DueDiligence, world: World) -> Draft:
    return Draft(
        kind=kind,
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
    row = world.view(indicators).by_id.get(indicator.code)
    return row["name"] if row else indicator.code


def _cite(indicator: Good, world: World) -> Citation:
    return world.view(indicators).cite(world.view(indicators).by_id[indicator.code])


ILO = Law(
    id="ilo",
    title="ILO indicators of forced labor",
    tables=("ilo_indicators",),
    kinds=(CRITICAL, SEVERAL, REPORTED),
    rules=(Rule(reported_indicators, (CRITICAL, SEVERAL, REPORTED)),),
)
