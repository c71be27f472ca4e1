"""The Trafficking in Persons report: what a government does against trafficking, with its trend over the years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supplychain_risk.domain import Certainty, Channel, DueDiligence
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.kind import Kind, Law, Rule, Severity
from supplychain_risk.laws.world import World
from supplychain_risk.reference.governments import PolicyOrPattern, child_soldiers_list, forced_labor_pattern
from supplychain_risk.reference.tip import TipTrend, tip_trend

_NOT = "how common forced labor is there, nor anything about this supplier: a tier rates what a government does."
TIER_3 = Kind(
    code="tip-tier-3",
    title="Tier 3 country",
    channel=Channel.INDICATOR,
    severity=Severity.CONTEXT,
    about="a country whose government is on Tier 3",
    means="The newest Trafficking in Persons report places the government on Tier 3: it does not fully meet the "
    "minimum standards for the elimination of trafficking and is not making significant efforts to.",
    does_not_mean=_NOT,
    stated=DueDiligence.ENHANCED,
    possible=DueDiligence.ENHANCED,
)
WATCH_LIST = Kind(
    code="tip-tier-2-watch-list",
    title="Tier 2 Watch List country",
    channel=Channel.INDICATOR,
    severity=Severity.CONTEXT,
    about="a country on the Watch List",
    means="The newest Trafficking in Persons report places the government on the Tier 2 Watch List: it does not fully "
    "meet the minimum standards and is making significant efforts to, but the number of victims is very significant or "
    "significantly increasing without proportional action, or there is no evidence of increasing efforts.",
    does_not_mean=_NOT,
    stated=DueDiligence.STANDARD,
    possible=DueDiligence.STANDARD,
)
SPECIAL_CASE = Kind(
    code="tip-special-case",
    title="Special Case",
    channel=Channel.INDICATOR,
    severity=Severity.CONTEXT,
    about="a country that is a Special Case",
    means="The newest Trafficking in Persons report has the country as a Special Case: not ranked, because of "
    "instability or lack of control by a government.",
    does_not_mean=_NOT,
    stated=DueDiligence.STANDARD,
    possible=DueDiligence.STANDARD,
)
LOWERED = Kind(
    code="tip-tier-lowered",
    title="Tier lowered",
    channel=Channel.INDICATOR,
    severity=Severity.CONTEXT,
    about="a country that was lowered",
    means="The newest Trafficking in Persons report has the government on a lower tier than the one before; on Tier 2 "
    "it is making significant efforts.",
    does_not_mean=_NOT,
    stated=DueDiligence.STANDARD,
    possible=DueDiligence.STANDARD,
)


CHILD_SOLDIERS = Kind(
    code="tip-child-soldiers",
    title="On the Child Soldiers Prevention Act list",
    channel=Channel.INDICATOR,
    severity=Severity.CONTEXT,
    about="a country whose government is on the list about child soldiers",
    means="The Trafficking in Persons report lists the government under the Child Soldiers Prevention Act. Told as "
    "context only.",
    does_not_mean="anything about labor in goods: the list is about child soldiers.",
    stated=DueDiligence.STANDARD,
    possible=DueDiligence.STANDARD,
    no_step="What the Act asks for was not read; it is about governments.",
)


def tip_tier_low(case: Case, world: World) -> Iterator[Draft]:
    """Tier 3, Tier 2 Watch List or Special Case in the Trafficking in Persons report, or a tier lowered in the newest.

    Why it matters: a tier says whether a government meets the Act's minimum standards and makes significant efforts to;
    a policy or pattern of trafficking or forced labor counts as proof that it makes none. Where the report names the
    government for one of forced labor, the finding says so.
    Does not say: how common forced labor is there, nor anything about this supplier.
    """
    trend = tip_trend(world.reference, case.country, world.as_of) if case.country else None
    if trend is None:
        return
    fallen = trend.move == "down"
    if trend.now.tier not in _TIERS and not fallen:
        return
    kind = _TIERS.get(trend.now.tier, LOWERED)
    limited = trend.watch_list >= LIMIT_YEARS
    name = world.countries.name(case.country or "")
    earlier = (trend.before.citation,) if trend.before else ()
    pattern = forced_labor_pattern(world.reference, trend.now.country, world.as_of) if trend.now.tier == "3" else ()
    meaning = world.reference.table("tip_tiers", "tip_tier_meanings")
    yield Draft(
        kind=kind,
        certainty=Certainty.STATED,
        statement=f"{name} is {placement(trend.now.tier)} in the {trend.now.report_year} Trafficking in Persons "
        f"Report: {tier_meaning(trend.now.tier)}. {trend_words(trend)}{_pattern_words(pattern)} A placement rates what "
        "the government does, not how common trafficking is.",
        instrument="Trafficking in Persons Report (22 U.S.C. 7107)",
        jurisdiction="US",
        citations=(
            trend.now.citation,
            world.law("tvpa-report"),
            *((world.law("tvpra-watch-list-limit"),) if limited else ()),
            *earlier,
            *(one.citation for one in pattern),
            *(meaning.cite(row) for row in meaning if row["tier"] == trend.now.tier and row["authority_url"]),
        ),
        reads=("country",),
        calls_for=kind.level(Certainty.STATED),
        next_step="Weigh this with sector and goods; look at recruitment and the freedom to leave on site.",
    )


def _pattern_words(pattern: Sequence[PolicyOrPattern]) -> str:
    """What the newest list that the table holds says of the government, and by which report it is of forced labor."""
    if not pattern:
        return ""
    listed, stated = pattern[0], pattern[-1]
    return (
        f" The {listed.report_year} report, the newest whose list our table holds, names the government for a policy "
        f"or pattern; as far as was read it is one of {stated.kind} ({stated.report_year} report)."
    )


def child_soldiers(case: Case, world: World) -> Iterator[Draft]:
    """A government on the newest Child Soldiers Prevention Act list that the table holds.

    Why it matters: it is context about the government of the country.
    Does not say: anything about labor in goods, in a sector or at this supplier; it moves no score and no level.
    """
    listed = child_soldiers_list(world.reference, case.country, world.as_of) if case.country else None
    if listed is None:
        return
    yield Draft(
        kind=CHILD_SOLDIERS,
        certainty=Certainty.STATED,
        statement=f"The {listed.report_year} Trafficking in Persons Report lists the government of "
        f"{world.countries.name(listed.country)} under the Child Soldiers Prevention Act (the newest such list in our "
        "table). It is about child soldiers, not about labor in goods.",
        instrument="Child Soldiers Prevention Act list, in the Trafficking in Persons Report",
        jurisdiction="US",
        citations=(listed.citation,),
        reads=("country",),
        calls_for=CHILD_SOLDIERS.level(Certainty.STATED),
        next_step="Nothing about goods follows from it; keep it in mind where security forces guard a site or a road.",
    )


_MEANING = {
    "1": "the government fully meets the minimum standards for the elimination of trafficking",
    "2": "the government does not fully meet the minimum standards, but is making significant efforts to comply",
    "2WL": "the government does not fully meet the minimum standards and is making significant efforts to comply, but "
    "the estimated number of victims is very significant or significantly increasing without proportional concrete "
    "action, or there is no evidence of increasing efforts over the previous year",
    "3": "the government does not fully meet the minimum standards and is not making significant efforts to comply",
    "SC": "not ranked, because of instability or lack of control by a government",
}
"""What a tier means in law, as table `tip_tier_meanings` has it."""

LIMIT_YEARS = 2
"""Reports in a row on the watch list after which the statute asks for Tier 3 or a waiver: 22 U.S.C. 7107(b)(2)(D)."""

_TIERS = {"3": TIER_3, "2WL": WATCH_LIST, "SC": SPECIAL_CASE}
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


def tier_meaning(tier: str) -> str:
    """What a tier of the table means in law, of the government."""
    return _MEANING[tier]


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


TIP = Law(
    id="tip",
    title="Trafficking in Persons Report",
    tables=("legal_instruments", "tip_tiers", "tip_policy_or_pattern", "tip_child_soldiers"),
    instruments=("tvpa-report", "tvpra-watch-list-limit"),
    kinds=(TIER_3, WATCH_LIST, SPECIAL_CASE, LOWERED, CHILD_SOLDIERS),
    rules=(
        Rule(tip_tier_low, (TIER_3, WATCH_LIST, SPECIAL_CASE, LOWERED)),
        Rule(child_soldiers, (CHILD_SOLDIERS,)),
    ),
)
