"""Lists of industries in which forced labor is often found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from supplychain_risk.domain import Certainty, Channel, DueDiligence
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.kind import Kind, Law, Rule, Severity
from supplychain_risk.laws.world import World
from supplychain_risk.reference.industries import RiskIndustry, risk_industries
from supplychain_risk.reference.overview import is_verified

INDUSTRY_NAMED = Kind(
    code="industry-named",
    title="An industry that published lists name",
    channel=Channel.INDICATOR,
    severity=Severity.CONTEXT,
    about="an industry that lists of labor trafficking name",
    means="One or more published lists name the supplier's industry, or a part of it, as one in which forced labor "
    "is found.",
    does_not_mean="that this supplier's workers are forced to work, nor how common it is there.",
    stated=None,
    possible=None,
)
_BY_GOODS = frozenset(f"{number:02}" for number in range(5, 34))
"""ISIC divisions of mining and manufacturing."""
_BROAD = 5
"""Divisions above which a row names a section as a whole; it counts only where nothing narrower is named."""


def industries(world: World) -> tuple[RiskIndustry, ...]:
    """High-risk industries of lists known on the day; UFLPA sectors, which are about one origin, left out."""
    return tuple(i for i in risk_industries(world.reference, world.as_of) if "UFLPA" not in i.list_name)


def later_industries(world: World) -> tuple[RiskIndustry, ...]:
    """High-risk industries of lists that came after the day."""
    known = set(world.view(industries))
    return tuple(i for i in risk_industries(world.reference) if "UFLPA" not in i.list_name and i not in known)


def industry_named(case: Case, world: World) -> Iterator[Draft]:
    """An industry, other than manufacturing and mining, that lists of labor trafficking name.

    Why it matters: people are recruited into such work with debts, housed by the employer, or work out of sight; the
    lists count cases and reports of it.
    Does not say: that this supplier's workers are; nor how common it is in the industry. The lists are matched by ISIC
    division, which is often wider than what a list names: the statement says what it names. Makers and mines are looked
    at by their goods.
    """
    for division in sorted({d for sector in case.sectors for d in world.sectors.divisions(sector)}):
        if division in _BY_GOODS:
            continue
        named = [i for i in world.view(industries) if division in i.isic_divisions]
        rows = [i for i in named if len(i.isic_divisions) <= _BROAD] or named
        if rows:
            yield _named(division, rows, world)


def _named(division: str, rows: Sequence[RiskIndustry], world: World) -> Draft:
    lists = sorted({i.list_name for i in rows})
    industry = "; ".join(dict.fromkeys(f"'{i.industry}' ({i.published_in}, {i.list_year}{_unread(i)})" for i in rows))
    several = len(lists) >= world.policy.sector.several.value
    title = world.sectors.title(division)
    checked = sorted(rows, key=lambda i: not is_verified(i.citation))
    return Draft(
        kind=INDUSTRY_NAMED,
        certainty=Certainty.STATED,
        statement=f"Lists of industries in which forced labor is found name, within ISIC {division} {title}: "
        f"{industry}.",
        instrument="Lists of high-risk industries",
        jurisdiction="",
        citations=tuple(i.citation for i in checked),
        reads=("sectors",),
        calls_for=DueDiligence.ENHANCED if several else DueDiligence.STANDARD,
        next_step="Ask who recruits the workers, who pays for it, where they live and who holds their papers.",
    )


def _unread(row: RiskIndustry) -> str:
    """Whether a row is from general knowledge: its list was not read."""
    return "" if is_verified(row.citation) else "; from general knowledge, not read"


INDUSTRIES = Law(
    id="industries",
    title="Industries that lists name",
    tables=("high_risk_industries",),
    kinds=(INDUSTRY_NAMED,),
    rules=(Rule(industry_named, (INDUSTRY_NAMED,)),),
)
