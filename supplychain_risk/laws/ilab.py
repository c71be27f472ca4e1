"""Rules about goods that a public list names for a country."""

from __future__ import annotations

from collections.abc import Iterator

from supplychain_risk.domain import Certainty, Channel, DueDiligence
from supplychain_risk.laws.case import Case, World
from supplychain_risk.laws.draft import Draft, enhanced_or_standard, law
from supplychain_risk.reference.goods import GoodListing
from supplychain_risk.reference.overview import is_verified


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
            citations=(listing.citation, law(world, "tvpra-list")),
            reads=("country", f"good:{covered.good}"),
            calls_for=enhanced_or_standard(certainty) if forced else DueDiligence.STANDARD,
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
            citations=(listing.citation, law(world, "tvpra-list")),
            reads=("country", f"good:{covered.good}"),
            calls_for=enhanced_or_standard(certainty),
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
            citations=(listing.citation, law(world, "eo-13126")),
            reads=("country", f"good:{covered.good}"),
            calls_for=enhanced_or_standard(certainty),
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
            citations=(sector.citation, law(world, "uflpa-presumption")),
            reads=("country", f"good:{covered.good}"),
            calls_for=enhanced_or_standard(certainty),
            next_step="Trace the inputs of this good to their origin; keep what an applicability review asks for.",
        )
