"""Rules about a country as a whole: the Trafficking in Persons report, with its trend over the years."""

from __future__ import annotations

from collections.abc import Iterator

from supplychain_risk.domain import Certainty, Channel, DueDiligence
from supplychain_risk.laws.case import Case, World
from supplychain_risk.laws.draft import Draft, law
from supplychain_risk.reference.tip import TipTrend, tip_trend


def tip_tier_low(case: Case, world: World) -> Iterator[Draft]:
    """Tier 3, Tier 2 Watch List or Special Case in the Trafficking in Persons report, or a tier lowered in the newest.

    Why it matters: the government does too little against trafficking, is itself part of it, or does less than before.
    Does not say: how common forced labor is there, nor anything about this supplier.
    """
    trend = tip_trend(world.reference, case.country, world.as_of) if case.country else None
    if trend is None:
        return
    fallen = trend.move == "down"
    if trend.now.tier not in _TIERS and not fallen:
        return
    code, calls_for = _TIERS.get(trend.now.tier, ("tip-tier-lowered", DueDiligence.STANDARD))
    limited = trend.watch_list >= LIMIT_YEARS
    name = world.countries.name(case.country or "")
    earlier = (trend.before.citation,) if trend.before else ()
    yield Draft(
        code=code,
        channel=Channel.INDICATOR,
        certainty=Certainty.STATED,
        statement=f"{name} is {placement(trend.now.tier)} in the {trend.now.report_year} Trafficking in Persons "
        f"Report. {trend_words(trend)} The tier rates what the government does, not how common trafficking is.",
        instrument="Trafficking in Persons Report (22 U.S.C. 7107)",
        jurisdiction="US",
        citations=(
            trend.now.citation,
            law(world, "tvpa-report"),
            *((law(world, "tvpra-watch-list-limit"),) if limited else ()),
            *earlier,
        ),
        reads=("country",),
        calls_for=calls_for,
        next_step="Weigh this with sector and goods; look at recruitment and the freedom to leave on site.",
    )


LIMIT_YEARS = 2
"""Reports in a row on the watch list after which the statute asks for Tier 3 or a waiver: 22 U.S.C. 7107(b)(2)(D)."""

_TIERS = {
    "3": ("tip-tier-3", DueDiligence.ENHANCED),
    "2WL": ("tip-tier-2-watch-list", DueDiligence.STANDARD),
    "SC": ("tip-special-case", DueDiligence.STANDARD),
}
_PLACEMENT = {
    "1": "on Tier 1",
    "2": "on Tier 2",
    "2WL": "on the Tier 2 Watch List",
    "3": "on Tier 3",
    "SC": "a Special Case",
}


def placement(tier: str) -> str:
    """A tier of the table in words: `on the Tier 2 Watch List`."""
    return _PLACEMENT[tier]


def trend_words(trend: TipTrend) -> str:
    """How the placement moved, in a sentence or two; only what the table shows.

    The table holds the Tier 2 Watch List, not the statute's wider special watch list, and no waivers: after two reports
    in a row it can say what the statute asks for, not whether a waiver was granted.
    """
    before, year = trend.before, trend.now.report_year
    if before is None:
        told = f"Our table does not hold its placement in the {year - 1} report."
    elif trend.move == "same" or before.tier == trend.now.tier:
        told = f"It was {placement(before.tier)} in {year - 1}, too."
    elif trend.move:
        told = (
            f"It was {'lowered' if trend.move == 'down' else 'raised'}: in {year - 1} it was {placement(before.tier)}."
        )
    else:
        told = (
            f"In {year - 1} it was {placement(before.tier)}; a Special Case is no rank, so this is neither up nor down."
        )
    if trend.watch_list < LIMIT_YEARS:
        return told
    count = f"{'at least ' if trend.at_least else ''}{trend.watch_list} reports in a row"
    rule = "after 2 consecutive years a country is to go to Tier 3 unless the President waives this for up to 1 year"
    law_says = f"It has been on the Watch List in {count}; {rule} (22 U.S.C. 7107(b)(2)(D))."
    if trend.watch_list == LIMIT_YEARS:
        return f"{told} {law_says} Our table does not hold waivers."
    return f"{told} {law_says} More than two is possible only with a waiver; our table does not hold waivers."
