"""Executive Order 13126: products that might have been made by forced or indentured child labor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supplychain_risk.domain import Certainty, Channel, DueDiligence
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.kind import Kind, Law, Rule, Scope, Severity
from supplychain_risk.laws.world import World
from supplychain_risk.reference import goods
from supplychain_risk.reference.goods import GoodListing
from supplychain_risk.reference.overview import is_verified

LISTED_GOOD = Kind(
    code="eo13126-good",
    title="On the list of Executive Order 13126",
    channel=Channel.LEGAL,
    severity=Severity.GOOD,
    about="a listed good",
    means="The product from this country is on the list of Executive Order 13126. A federal contractor that supplies "
    "it must certify a good-faith effort about forced or indentured child labor.",
    does_not_mean="that its import is barred: the order binds those who sell to the US government, and bars no import. "
    "Nor that this supplier's product was made so.",
    stated=DueDiligence.ENHANCED,
    possible=DueDiligence.STANDARD,
)


def by_country(world: World) -> Mapping[str, tuple[GoodListing, ...]]:
    """EO 13126 listings by country."""
    return goods.by_country(goods.eo13126(world.reference, world.as_of))


def eo13126_good(case: Case, world: World) -> Iterator[Draft]:
    """A good on the Executive Order 13126 list.

    Why it matters: a federal contractor that supplies it must certify a good-faith effort about child labor.
    Does not say: anything to companies that do not sell to the US government.
    """
    listings = [g for g in world.view(by_country).get(case.country or "", ()) if is_verified(g.citation)]
    for listing, covered in world.closest(case, listings, lambda g: (g.commodity,)):
        certainty = covered.certainty
        perhaps = "" if certainty is Certainty.STATED else "Possibly: the sheet's words point to this product. "
        yield Draft(
            kind=LISTED_GOOD,
            certainty=certainty,
            statement=f"{perhaps}The list of Executive Order 13126 has {listing.good} from "
            f"{world.countries.name(listing.country)} among the products that might have been made by forced or "
            "indentured child labor. The order binds those who sell to the US government; it bars no import.",
            instrument="Executive Order 13126",
            jurisdiction="US",
            citations=(listing.citation, world.law("eo-13126")),
            reads=("country", f"good:{covered.good}"),
            calls_for=LISTED_GOOD.level(certainty),
            next_step="If you sell this product to the US government, prepare the certification.",
        )


EO13126 = Law(
    id="eo13126",
    title="Executive Order 13126",
    tables=("legal_instruments", "eo13126"),
    instruments=("eo-13126",),
    kinds=(LISTED_GOOD,),
    rules=(Rule(eo13126_good, (LISTED_GOOD,), Scope.GOODS),),
)
