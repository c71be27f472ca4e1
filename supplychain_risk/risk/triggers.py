"""Findings from where a supplier is and what it makes: one function per rule, listed in `RULES`.

A rule sees a `Case` (codes only) and the `World` (tables as of a day); it returns drafts that say which parts of the
supplier they read, so that the cells can be added per supplier. Entities and names are in `listed.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from supplychain_risk.domain import CONFLICT, CellRef, Certainty, Channel, Citation, DueDiligence, Supplier
from supplychain_risk.reference.goods import GoodListing
from supplychain_risk.reference.orders import OrderRule
from supplychain_risk.reference.overview import is_verified
from supplychain_risk.reference.tip import tip_tier
from supplychain_risk.risk.case import Case, World

XINJIANG = "CN-XJ"


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding without its supplier: what, by which instrument, citing what, read from which parts."""

    code: str
    channel: Channel
    certainty: Certainty
    statement: str
    instrument: str
    jurisdiction: str
    citations: tuple[Citation, ...]
    reads: tuple[str, ...]
    calls_for: DueDiligence
    next_step: str
    score: float | None = None
    cells: tuple[CellRef, ...] = ()
    """Cells besides those of the parts that were read."""


def _law(world: World, instrument: str) -> Citation:
    table = world.reference.table("legal_instruments")
    return table.cite(table.by_id[instrument])


def _hold_or_review(certainty: Certainty) -> DueDiligence:
    return DueDiligence.HOLD if certainty is Certainty.STATED else DueDiligence.REVIEW


def xinjiang_origin(case: Case, world: World) -> Iterator[Draft]:
    """A site in the Xinjiang Uyghur Autonomous Region.

    Why it matters: since 2022-06-21 goods made wholly or in part there are presumed barred from entry to the US.
    Does not say: that this supplier uses forced labor; the presumption can be rebutted, and the goods may not come
    from this site.
    """
    row = world.reference.table("legal_instruments").by_id["uflpa-presumption"]
    if world.as_of.isoformat() < row["effective_date"]:
        return
    where, firm = case.region, case.region_firm
    if where != row["origin_region"]:
        where, firm = case.possible_region, False
    if where != row["origin_region"]:
        return
    certainty = Certainty.STATED if firm else Certainty.POSSIBLE
    yield Draft(
        code="uflpa-xinjiang-origin" if firm else "uflpa-xinjiang-possible",
        channel=Channel.LEGAL,
        certainty=certainty,
        statement=(
            "The sheet places this supplier in the Xinjiang Uyghur Autonomous Region. Goods made there, wholly or in "
            "part, are presumed barred from entry to the United States."
            if firm
            else "The sheet points to the Xinjiang Uyghur Autonomous Region without placing the supplier there: by its "
            "name, by one of two provinces, or by a place whose country is not given. If it produces there, its goods "
            "are presumed barred from entry to the United States."
        ),
        instrument=f"{row['name']} ({row['citation']})",
        jurisdiction=row["jurisdiction"],
        citations=(_law(world, "uflpa-presumption"),),
        reads=("region", "country") if firm else ("region", "possible_region", "country"),
        calls_for=_hold_or_review(certainty),
        next_step=(
            "Have counsel look at the applicability of the presumption before goods move; trace inputs to their origin."
            if firm
            else "Ask the supplier for the address of each production site and record it."
        ),
    )


def cbp_order_on_origin(case: Case, world: World) -> Iterator[Draft]:
    """A withhold release order or Finding on a good from a country or region, whoever makes it.

    Why it matters: CBP detains (WRO) or may seize (Finding) such goods at the US border.
    Does not say: that the goods under order are the ones bought, or that they go to the United States.
    """
    for rule in world.orders:
        if rule.origin_country != case.country or rule.status == "inactive" or not is_verified(rule.citation):
            continue
        if rule.origin_region and rule.origin_region != case.region:
            continue
        found = _order_certainty(case, rule, world)
        if found is None:
            continue
        good, certainty, what = found
        in_place = (
            f", as far as it comes from {rule.origin_place}" if rule.origin_place and not rule.origin_region else ""
        )
        if in_place and certainty is Certainty.STATED:
            certainty = Certainty.POSSIBLE
        exceptions = f" Exceptions: {rule.exceptions}" if rule.exceptions else ""
        yield Draft(
            code="cbp-order-origin",
            channel=Channel.LEGAL,
            certainty=certainty,
            statement=f"{what} is under a CBP {_kind(rule)}{in_place}: {rule.statement}{exceptions}",
            instrument="Tariff Act of 1930, section 307 (19 U.S.C. 1307)",
            jurisdiction="US",
            citations=(rule.citation, _law(world, "tariff-act-307")),
            reads=(
                "country",
                *(("region",) if rule.origin_region else ()),
                *((f"good:{good}",) if good else ("sectors",)),
            ),
            calls_for=_hold_or_review(certainty),
            next_step="Have counsel check whether the order covers these goods before they move; document the origin.",
        )


def _order_certainty(case: Case, rule: OrderRule, world: World) -> tuple[str, Certainty, str] | None:
    """(good or "", certainty, what to call it) of the surest way in which a case falls under an order."""
    best: tuple[str, Certainty, str] | None = None
    place = world.countries.name(rule.origin_country)
    if rule.origin_region:
        place = f"{world.regions.name(rule.origin_region)}, {place}"
    for listed in rule.commodities:
        found = world.covered(case, listed)
        if found:
            what = f"{world.commodities.name(found.good)} from {place}"
            if found.certainty is Certainty.STATED:
                return found.good, Certainty.STATED, what
            best = best or (found.good, Certainty.POSSIBLE, f"Possibly {world.commodities.name(listed)} from {place}")
        elif best is None and not case.goods and world.in_sectors(case, listed):
            best = (
                "",
                Certainty.POSSIBLE,
                f"{world.commodities.name(listed)} from {place}, which this sector can produce,",
            )
    return best


def _kind(rule: OrderRule) -> str:
    name = "Finding" if rule.kind == "Finding" else "withhold release order"
    if rule.status == "modified":
        return f"{name} of {rule.date_from}, since modified and in force as modified"
    return f"{name} in force since {rule.date_from}"


def ilab_good(case: Case, world: World) -> Iterator[Draft]:
    """A good that ILAB lists for the supplier's country for forced or child labor.

    Why it matters: ILAB has reason to believe that the good is produced there by forced or child labor.
    Does not say: that this supplier's goods are; the list is about a country and a good, and it is no white list.
    """
    listings = world.ilab.get(case.country or "", ())
    for listing, covered in world.closest(case, listings, lambda g: (g.commodity,)):
        certainty = covered.certainty
        forced = listing.forced_labor or listing.forced_child_labor
        kind = _labor(listing)
        prefix = "" if certainty is Certainty.STATED else "Possibly: the sheet's words point to this good. "
        yield Draft(
            code="ilab-forced-labor-good" if forced else "ilab-child-labor-good",
            channel=Channel.INDICATOR,
            certainty=certainty,
            statement=f"{prefix}The US Department of Labor lists {listing.good} from "
            f"{world.countries.name(listing.country)} for {kind} ({listing.edition_year} edition).",
            instrument="List of Goods Produced by Child Labor or Forced Labor (TVPRA)",
            jurisdiction="US",
            citations=(listing.citation, _law(world, "tvpra-list")),
            reads=("country", f"good:{covered.good}"),
            calls_for=DueDiligence.ENHANCED if forced and certainty is Certainty.STATED else DueDiligence.STANDARD,
            next_step="Ask for origin and working conditions of this good; look at recruitment and wages on site.",
        )


def _labor(listing: GoodListing) -> str:
    kinds = [
        name
        for flag, name in (
            (listing.forced_labor, "forced labor"),
            (listing.child_labor, "child labor"),
            (listing.forced_child_labor, "forced child labor"),
        )
        if flag
    ]
    return " and ".join(kinds) if len(kinds) < 3 else "forced labor, child labor and forced child labor"


def ilab_downstream_good(case: Case, world: World) -> Iterator[Draft]:
    """A good that ILAB names as made with a listed input, from a country it names for it.

    Why it matters: the input may carry forced or child labor into the good.
    Does not say: that this supplier uses the listed input. Goods named "worldwide" are left out here: the listing is
    about the input's origin, which the sheet does not state.
    """
    if case.country is None:
        return
    listings = [g for g in world.downstream if case.country in g.countries and is_verified(g.citation)]
    for listing, covered in world.closest(case, listings, lambda g: (g.commodity,)):
        certainty = covered.certainty
        yield Draft(
            code="ilab-downstream-good",
            channel=Channel.INDICATOR,
            certainty=certainty,
            statement=f"The US Department of Labor names {listing.good} from {world.countries.name(case.country)} "
            f"as made with {listing.input_good} from {world.countries.name(listing.input_country)}, a listed good.",
            instrument="List of Goods Produced by Child Labor or Forced Labor (TVPRA), downstream goods",
            jurisdiction="US",
            citations=(listing.citation, _law(world, "tvpra-list")),
            reads=("country", f"good:{covered.good}"),
            calls_for=DueDiligence.ENHANCED if certainty is Certainty.STATED else DueDiligence.STANDARD,
            next_step=f"Ask where the {listing.input_good.lower()} in this good comes from.",
        )


def eo13126_good(case: Case, world: World) -> Iterator[Draft]:
    """A good on the Executive Order 13126 list.

    Why it matters: a federal contractor that supplies it must certify a good-faith effort about child labor.
    Does not say: anything to companies that do not sell to the US government.
    """
    listings = [g for g in world.eo13126.get(case.country or "", ()) if is_verified(g.citation)]
    for listing, covered in world.closest(case, listings, lambda g: (g.commodity,)):
        certainty = covered.certainty
        yield Draft(
            code="eo13126-good",
            channel=Channel.LEGAL,
            certainty=certainty,
            statement=f"{listing.good} from {world.countries.name(listing.country)} is on the list of products that "
            "might have been made by forced or indentured child labor.",
            instrument="Executive Order 13126",
            jurisdiction="US",
            citations=(listing.citation, _law(world, "eo-13126")),
            reads=("country", f"good:{covered.good}"),
            calls_for=DueDiligence.ENHANCED if certainty is Certainty.STATED else DueDiligence.STANDARD,
            next_step="If you sell this product to the US government, prepare the certification.",
        )


def uflpa_priority_sector(case: Case, world: World) -> Iterator[Draft]:
    """A high-priority sector of the UFLPA strategy, for a supplier in China.

    Why it matters: enforcement looks at these sectors first.
    Does not say: that the goods have a link to Xinjiang.
    """
    if case.country != "CN":
        return
    named = [sector for sector in world.priority if is_verified(sector.citation)]
    for sector, covered in world.closest(case, named, lambda s: s.commodities):
        certainty = covered.certainty
        yield Draft(
            code="uflpa-priority-sector",
            channel=Channel.INDICATOR,
            certainty=certainty,
            statement=f"The sheet's goods fall in '{sector.sector}', a high-priority sector for enforcing the Uyghur "
            "Forced Labor Prevention Act.",
            instrument="UFLPA strategy, high-priority sectors",
            jurisdiction="US",
            citations=(sector.citation, _law(world, "uflpa-presumption")),
            reads=("country", f"good:{covered.good}"),
            calls_for=DueDiligence.ENHANCED if certainty is Certainty.STATED else DueDiligence.STANDARD,
            next_step="Trace the inputs of this good to their origin; keep what an applicability review asks for.",
        )


def tip_tier_low(case: Case, world: World) -> Iterator[Draft]:
    """Tier 3, Tier 2 Watch List or Special Case in the Trafficking in Persons report.

    Why it matters: the government does too little against trafficking, or is itself part of it.
    Does not say: how common forced labor is there, nor anything about this supplier.
    """
    reading = tip_tier(world.reference, case.country, world.as_of) if case.country else None
    if reading is None or reading.tier not in _TIERS:
        return
    code, label, calls_for = _TIERS[reading.tier]
    yield Draft(
        code=code,
        channel=Channel.INDICATOR,
        certainty=Certainty.STATED,
        statement=f"{world.countries.name(case.country or '')} is {label} in the {reading.report_year} Trafficking in "
        "Persons Report. The tier rates what the government does, not how common trafficking is.",
        instrument="Trafficking in Persons Report (22 U.S.C. 7107)",
        jurisdiction="US",
        citations=(reading.citation, _law(world, "tvpa-report")),
        reads=("country",),
        calls_for=calls_for,
        next_step="Weigh this with sector and goods; look at recruitment and the freedom to leave on site.",
    )


_TIERS = {
    "3": ("tip-tier-3", "on Tier 3", DueDiligence.ENHANCED),
    "2WL": ("tip-tier-2-watch-list", "on the Tier 2 Watch List", DueDiligence.STANDARD),
    "SC": ("tip-special-case", "a Special Case", DueDiligence.STANDARD),
}

Rule = Callable[[Case, World], Iterator[Draft]]

RULES: tuple[Rule, ...] = (
    xinjiang_origin,
    cbp_order_on_origin,
    ilab_good,
    ilab_downstream_good,
    eo13126_good,
    uflpa_priority_sector,
    tip_tier_low,
)
"""Every rule, in the order its findings are made. A new rule is a function above and its name here."""


def drafts(case: Case, world: World) -> tuple[Draft, ...]:
    """All drafts of all rules for a case."""
    return tuple(draft for rule in RULES for draft in rule(case, world))


def is_stated(supplier: Supplier) -> bool:
    """Whether each country a supplier may be in is stated by a row, and not one of several meanings of a text."""
    return supplier.country is None or supplier.country.resolution.rule == CONFLICT


def united(readings: Sequence[Sequence[Draft]], stated: bool) -> tuple[Draft, ...]:
    """The drafts of all readings of a supplier, each once.

    What holds in every reading, or is stated by a row of its own, stands as it is; what holds only if an ambiguous text
    means one of several countries is possible at most.
    """
    if len(readings) == 1:
        return tuple(readings[0])
    everywhere = set(readings[0]).intersection(*readings[1:])
    found: dict[Draft, None] = {}
    for draft in (d for drafts_of_one in readings for d in drafts_of_one):
        sure = stated or draft in everywhere or draft.certainty is not Certainty.STATED
        found[draft if sure else _weakened(draft)] = None
    return tuple(found)


def _weakened(draft: Draft) -> Draft:
    calls_for = DueDiligence.REVIEW if draft.calls_for is DueDiligence.HOLD else draft.calls_for
    statement = f"Only if the ambiguous country is the one meant: {draft.statement}"
    return replace(draft, certainty=Certainty.POSSIBLE, calls_for=calls_for, statement=statement)
