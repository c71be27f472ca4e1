"""The structural score: the sum of the factors of `FACTORS`, published and additive (policy `default-1`).

A factor is declared once, as a `ScoreFactor`: a function that sees a `Case`, the tables that it rests on, and an id,
which is also that of the section of the policy with its points. The factor's range, the formula that a report prints,
and whether the scale is kept follow from these. Its docstring is its method page.

An unknown input gives an interval: the low end takes the table minimum, the high end the maximum that is consistent
with what is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from supplychain_risk.docstrings import docstring_of
from supplychain_risk.domain import Certainty, Citation, Factor, StructuralScore
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.ilab import by_country, downstream
from supplychain_risk.laws.industries import industries
from supplychain_risk.laws.tip import trend_words
from supplychain_risk.laws.world import SELLS_ANYTHING, World
from supplychain_risk.policy import SCALE, GoodsPoints, Policy
from supplychain_risk.reference.goods import GoodListing, first_edition
from supplychain_risk.reference.overview import is_verified
from supplychain_risk.reference.tip import tip_reports, tip_tier, tip_trend

EXACT_GOOD, EXACT_SECTOR = "exact good", "exact sector"
"""Inputs that are known, but not closely enough to decide a factor: told as not certain, not as unknown."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A factor's answer: points low and high, in words, citing what, read from which parts, which input is unknown."""

    id: str
    low: float
    high: float
    text: str
    citations: tuple[Citation, ...] = ()
    reads: tuple[str, ...] = ()
    unknown: str = ""


def country_effort(case: Case, world: World) -> Answer:
    """The tier of the newest Trafficking in Persons report published by the day asked about.

    Why it matters: where a government does little against trafficking, nobody else is likely to stop it.
    Does not say: how common forced labor is; a Tier 1 country can have much of it, above all among migrant workers. Nor
    anything about this supplier. State-imposed forced labor is counted only as far as it lowers the tier.
    """
    points = world.policy.country
    if case.country is None and (origins := sorted({o.country for o in case.origins if o.country})):
        return _by_origins(case, origins, world)
    if case.country is None:
        return Answer("country", points.low, points.high, "The country is not known.", unknown="country")
    name = world.countries.name(case.country)
    reading = tip_tier(world.reference, case.country, world.as_of)
    if reading is None:
        low, high = points.not_rated_low.value, points.not_rated_high.value
        text = f"{name}: {_why_not_rated(world)}"
        return Answer("country", low, high, text, reads=("country",), unknown="TIP tier")
    value = points.for_tier(reading.tier)
    label = {"2WL": "the Tier 2 Watch List", "SC": "no tier (Special Case)"}.get(reading.tier, f"Tier {reading.tier}")
    trend = tip_trend(world.reference, case.country, world.as_of)
    text = f"{name} is on {label} in the {reading.report_year} report. {trend_words(trend) if trend else ''}".rstrip()
    return Answer("country", value, value, text, (reading.citation,), ("country",))


def _by_origins(case: Case, origins: Sequence[str], world: World) -> Answer:
    """The sheet states where goods come from and not where the supplier is: from the best to the worst of them."""
    answers = [country_effort(replace(case, country=code, origins=()), world) for code in origins]
    worst = max(answers, key=lambda answer: answer.high)
    many = f"{len(origins)} countries" if len(origins) > 1 else "one country"
    text = f"The supplier's own country is not stated; its goods come from {many}. {worst.text}"
    reads = tuple(f"country@{view.origin}" for view in case.origins)
    low, unknown = min(answer.low for answer in answers), "country" if len(origins) > 1 else worst.unknown
    return Answer("country", low, worst.high, text, worst.citations, reads, unknown)


def _why_not_rated(world: World) -> str:
    published = [report for report in tip_reports(world.reference) if report.published <= world.as_of]
    if not published:
        return f"our table holds no report that applies on {world.as_of}."
    if not published[-1].complete:
        return f"our copy of the {published[-1].year} report is incomplete and does not have it."
    return f"not rated in the {published[-1].year} report, which applies on {world.as_of}; not rated is not Tier 1."


def sector_named(case: Case, world: World) -> Answer:
    """How many published lists of high-risk industries name the supplier's ISIC division.

    Why it matters: the lists agree on where recruitment debt, migrant labor and subcontracting concentrate.
    Does not say: that a sector no list names is safe, nor how large the risk is. Some rows were compiled from general
    knowledge of a list; they count and are marked unverified.
    """
    points = world.policy.sector
    stated = bool(case.sectors)
    sectors = case.sectors or world.sectors_of_goods(case)
    divisions = sorted({d for sector in sectors for d in world.sectors.divisions(sector)})
    if not divisions:
        text = "The sector is not known."
        return Answer("sector", points.base.value, points.high, text, reads=("sectors",), unknown="sector")
    named = {d: [i for i in world.view(industries) if d in i.isic_divisions] for d in divisions}
    values = {d: points.for_lists(len({i.list_name for i in rows})) for d, rows in named.items()}
    worst = max(divisions, key=lambda d: (values[d], d))
    # The supplier is in all its sectors, but a wide one ("Manufacturing") leaves open in which of its divisions.
    spans = [[values[d] for d in world.sectors.divisions(sector)] for sector in sectors]
    low = max(min(span) for span in spans if span) if stated else points.base.value
    rows = named[worst]
    lists = sorted({i.list_name + ("" if is_verified(i.citation) else " (unverified)") for i in rows})
    title = f"{worst} {world.sectors.title(worst)}"
    text = (
        f"ISIC {title} is named by {len(lists)} high-risk {'list' if len(lists) == 1 else 'lists'}: {'; '.join(lists)}."
        if rows
        else (f"ISIC {title} is named by none of the high-risk lists.")
    )
    if not stated:
        text = f"The sector is not stated; the goods are made in ISIC {worst}. {text}"
    reads, unknown = (("sectors",), EXACT_SECTOR if low < values[worst] else "") if stated else (("goods",), "sector")
    return Answer("sector", low, values[worst], text, tuple(i.citation for i in rows), reads, unknown)


def goods_listed(case: Case, world: World) -> Answer:
    """The strongest ILAB listing of the supplier's goods for the country they come from.

    That is the origin the sheet states of them, and the supplier's country where it states none.

    Why it matters: the Department of Labor has reason to believe that this good is produced there by forced or child
    labor.
    Does not say: that other goods are free of it; the list is no white list, and our 2024 edition is partial.
    """
    points = world.policy.goods
    if world.as_of < first_edition(world.reference):
        text = f"No edition of the list in our table applies on {world.as_of}."
        return Answer("goods", points.none.value, points.high, text, unknown="goods list")
    answers = [_goods_from(view, world) for view in case.of_goods()]
    worst = max(answers, key=lambda answer: (answer.high, answer.low))
    return replace(worst, low=max(answer.low for answer in answers))


def _goods_from(case: Case, world: World) -> Answer:
    """The answer for goods that come from one place."""
    reads = (f"goods@{case.origin}", f"country@{case.origin}") if case.origin else ("goods", "country")
    fitting, points = _fitting(case, world), world.policy.goods
    sure, able = _strongest(fitting.sure, points), _strongest(fitting.able, points)
    if not case.goods_complete:
        able = max(able, _strongest(fitting.of_sector, points), key=lambda s: s[0])
    low, high = sure[0], max(able[0], sure[0])
    listing = able[1] if able[0] > sure[0] else sure[1]
    unknown = "" if case.goods_complete else "commodity"
    if listing is None:
        goods = ", ".join(world.commodities.name(good.code) for good in case.goods) or "Goods of this sector"
        where = world.countries.name(case.country) if case.country else "any country"
        return Answer("goods", low, high, f"{goods}: not listed for {where}.", (), reads, unknown)
    where = world.countries.name(listing.country)
    text = f"{listing.good} from {where} is listed ({listing.edition_year} edition)."
    if high > low:
        if not unknown:
            unknown = "country" if case.country is None else EXACT_GOOD
        text = f"Not certain which goods; the worst that fits what is known: {text}"
    return Answer("goods", low, max(low, high), text, (listing.citation,), reads, unknown)


_Number = Literal["forced_labor_good", "child_labor_good", "downstream_good"]
"""The number of the policy by which a listing counts."""
_Firsts = Mapping[_Number, GoodListing]
"""The first listing that counts by each number, in the order in which listings are looked at."""


@dataclass(frozen=True, slots=True)
class _Fitting:
    """The ILAB listings that fit goods from one place; of its country, or of any if it is unknown."""

    sure: _Firsts
    able: _Firsts
    of_sector: _Firsts
    """Empty where all goods are known."""


_MOST_FITTING = 1 << 14
"""Cases that are remembered."""


def _fitted(world: World) -> dict[Case, _Fitting]:
    """What was found to fit, by case: no number of the policy decides it, so that all draws of stability share it."""
    return {}


def _fitting(case: Case, world: World) -> _Fitting:
    known = world.view(_fitted)
    found = known.get(case)
    if found is None:
        if len(known) >= _MOST_FITTING:
            known.clear()
        found = known[case] = _Fitting(
            sure=_firsts(case, world, lambda listing: _covers(case, listing, world, firm=True)),
            able=_firsts(case, world, lambda listing: _covers(case, listing, world, firm=False)),
            of_sector=_firsts(case, world, lambda listing: _of_sector(case, listing, world))
            if not case.goods_complete
            else {},
        )
    return found


def _firsts(case: Case, world: World, fits: Callable[[GoodListing], bool]) -> _Firsts:
    found: dict[_Number, GoodListing] = {}
    countries = [case.country] if case.country else sorted(world.view(by_country))
    for country in countries:
        for listing in world.view(by_country).get(country, ()):
            number: _Number = "forced_labor_good" if listing.is_forced else "child_labor_good"
            if number not in found and fits(listing):
                found[number] = listing
    for item in world.view(downstream):
        if case.country in item.countries and "downstream_good" not in found:
            listing = item.as_listing(case.country or "")
            if fits(listing):
                found["downstream_good"] = listing
    return found


def _strongest(firsts: _Firsts, points: GoodsPoints) -> tuple[float, GoodListing | None]:
    """Points and listing of the strongest ILAB listing; of several that are as strong, the one looked at first."""
    best: tuple[float, GoodListing | None] = (points.none.value, None)
    for number, listing in firsts.items():
        value: float = getattr(points, number).value
        if value > best[0]:
            best = (value, listing)
    return best


def _covers(case: Case, listing: GoodListing, world: World, *, firm: bool) -> bool:
    if firm and case.country is None:
        return False
    covered = world.covered(case, listing.commodity)
    return covered is not None and (not firm or covered.certainty is Certainty.STATED)


def _of_sector(case: Case, listing: GoodListing, world: World) -> bool:
    if not case.sectors or any(code[:2] in SELLS_ANYTHING for code in case.sectors):
        return True
    return world.in_sectors(case, listing.commodity)


@dataclass(frozen=True, slots=True)
class ScoreFactor:
    """One additive part of the structural score.

    Its range is that of the section of the policy that bears its id (`policy.FactorPoints`), so a new factor is a
    section of the policy, a function, and a line in `FACTORS`.
    """

    id: str
    """What reports call it, and its section in the policy."""
    title: str
    answer: Callable[[Case, World], Answer]
    """Its docstring is the factor's method page: why it matters and what it does not say."""
    tables: tuple[str, ...]
    """Tables that its answers cite."""
    sees: Callable[[Case], Case] = Case.scored
    """What of a case it is asked about: it is answered once for all cases that are alike in that."""

    @property
    def page(self) -> str:
        """What the factor says of itself."""
        return docstring_of(self.answer)

    def span(self, policy: Policy) -> tuple[float, float]:
        """The fewest and the most points that the policy gives for it."""
        section = policy.points()[self.id]
        return section.low, section.high

    def of(self, case: Case, world: World) -> Answer:
        """Its answer for a case.

        Raises:
            ValueError: the answer bears another id, or lies outside the points that the policy gives for the factor.
        """
        answer = self.answer(self.sees(case), world)
        low, high = world.spans[self.id]
        if answer.id != self.id or not low <= answer.low <= answer.high <= high:
            raise ValueError(
                f"the factor '{self.id}' answered {answer.low:g} to {answer.high:g} as '{answer.id}'; its section "
                f"[{self.id}] of the policy allows {low:g} to {high:g}: take all points from that section"
            )
        return answer


def declared(factors: Sequence[ScoreFactor], policy: Policy) -> tuple[ScoreFactor, ...]:
    """The factors, if each has a section of points in the policy and each such section its factor.

    Raises:
        ValueError: one has none; the message says what to write.
    """
    ids = [factor.id for factor in factors]
    sections = policy.points()
    for id_ in ids:
        if id_ not in sections:
            raise ValueError(
                f"the score factor '{id_}' has no points: write a class of FactorPoints in policy.py, a field '{id_}' "
                f"of Policy, and its section [{id_}] in policies/default-1.toml; all factors together must stay at or "
                f"below {SCALE:g} points, so lower those of others"
            )
    for name in sections:
        if ids.count(name) != 1:
            raise ValueError(f"the policy has points for '{name}': list exactly one ScoreFactor of this id in FACTORS")
    return tuple(factors)


FACTORS: tuple[ScoreFactor, ...] = declared(
    (
        ScoreFactor("country", "Country", country_effort, ("tip_tiers",), Case.country_only),
        ScoreFactor("sector", "Sector", sector_named, ("high_risk_industries",), Case.sectors_only),
        ScoreFactor("goods", "Goods", goods_listed, ("ilab_goods", "ilab_downstream_goods"), Case.goods_only),
    ),
    Policy.default(),
)
"""Every factor, in the order in which reports add them up. The scale, the formula and the method pages follow."""


def formula(policy: Policy) -> str:
    """How a score is made, with the range of each factor: "own = country (1 to 5) + sector (1 to 3) + …"."""
    spans = ((factor.id, *factor.span(policy)) for factor in FACTORS)
    return "own = " + " + ".join(f"{id_} ({low:g} to {high:g})" for id_, low, high in spans)


def estimated_from() -> str:
    """What the score is an estimate from, in words: "country, sector and goods"."""
    *first, last = (factor.id for factor in FACTORS)
    return f"{', '.join(first)} and {last}" if first else last


def score(case: Case, world: World) -> StructuralScore:
    """The structural score of a case, before controls: the sum of its factors."""
    answers = tuple(factor.of(case, world) for factor in FACTORS)
    low, high = sum(a.low for a in answers), sum(a.high for a in answers)
    return StructuralScore(
        low=low,
        high=high,
        band=world.policy.bands.of(high),
        band_low=world.policy.bands.of(low) if low < high else None,
        factors=tuple(
            Factor(id=a.id, points_low=a.low, points_high=a.high, answer=a.text, citations=a.citations, reads=a.reads)
            for a in answers
        ),
        unknown=tuple(dict.fromkeys(a.unknown for a in answers if a.unknown)),
    )
