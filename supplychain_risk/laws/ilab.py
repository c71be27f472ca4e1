"""The US Department of Labor's lists under the TVPRA: goods made by child or forced labor, and goods made with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from supplychain_risk.domain import Certainty, Channel, DueDiligence
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.inputs import Chain
from supplychain_risk.laws.kind import Kind, Law, Rule, Scope, Severity, Travels
from supplychain_risk.laws.world import World
from supplychain_risk.reference import goods
from supplychain_risk.reference.goods import DownstreamGood, GoodListing
from supplychain_risk.reference.overview import is_verified

TVPRA_LIST = "tvpra-list"
"""Its row in table `legal_instruments`."""

FORCED_LABOR_GOOD = Kind(
    code="ilab-forced-labor-good",
    title="A good listed for forced labor",
    channel=Channel.INDICATOR,
    severity=Severity.FORCED_GOOD,
    about="a listed good",
    means="The Department of Labor lists the good from this country for forced labor.",
    does_not_mean="that this supplier's goods are made so: the list is about a country and a good. Nor is a good that "
    "is not on it free of such labor.",
    stated=DueDiligence.ENHANCED,
    possible=DueDiligence.STANDARD,
    travels=Travels.LISTED_GOOD,
    in_part=True,
)
CHILD_LABOR_GOOD = Kind(
    code="ilab-child-labor-good",
    title="A good listed for child labor",
    channel=Channel.INDICATOR,
    severity=Severity.GOOD,
    about="a listed good",
    means="The Department of Labor lists the good from this country for child labor.",
    does_not_mean="that this supplier's goods are made so: the list is about a country and a good. Nor is a good that "
    "is not on it free of such labor.",
    stated=DueDiligence.STANDARD,
    possible=DueDiligence.STANDARD,
)
INPUT_SAME_COUNTRY = Kind(
    code="ilab-input-same-country",
    title="Made of a good listed in the same country",
    channel=Channel.INDICATOR,
    severity=Severity.GOOD,
    about="a product of a good listed in the same country",
    means="The product is made of, or can hold, a good that the Department of Labor lists from the same country.",
    does_not_mean="that this supplier uses the listed good; it may be bought elsewhere.",
    stated=DueDiligence.ENHANCED,
    possible=DueDiligence.ENHANCED,
)
DOWNSTREAM_GOOD = Kind(
    code="ilab-downstream-good",
    title="A good named as made with a listed one",
    channel=Channel.INDICATOR,
    severity=Severity.GOOD,
    about="a good made with a listed one",
    means="The Department of Labor names the good from this country as made with an input that is on its list.",
    does_not_mean="that this supplier uses the listed input.",
    stated=DueDiligence.ENHANCED,
    possible=DueDiligence.STANDARD,
)
INFERRED_INPUT = Kind(
    code="inferred-listed-input",
    title="A listed input that a product may hold",
    channel=Channel.INDICATOR,
    severity=Severity.GOOD,
    about="a listed input that the product may hold",
    means="The product is one that may hold a listed input, and nobody has mapped where the supplier gets it.",
    does_not_mean="that this supplier's product holds the input. Nothing in the sheet says so.",
    stated=None,
    possible=None,
)


def by_country(world: World) -> Mapping[str, tuple[GoodListing, ...]]:
    """ILAB listings by country."""
    return goods.by_country(goods.ilab_listings(world.reference, world.as_of))


def downstream(world: World) -> tuple[DownstreamGood, ...]:
    """Goods that ILAB says may contain a listed input."""
    return tuple(goods.downstream_goods(world.reference, world.as_of))


def ilab_good(case: Case, world: World) -> Iterator[Draft]:
    """A good that ILAB lists for the supplier's country for forced or child labor.

    Why it matters: ILAB has reason to believe that the good is produced there by forced or child labor.
    Does not say: that this supplier's goods are; the list is about a country and a good, and it is no white list.
    """
    listings = world.view(by_country).get(case.country or "", ())
    for listing, covered in world.closest(case, listings, lambda g: (g.commodity,)):
        certainty = covered.certainty
        forced = listing.is_forced
        kind = FORCED_LABOR_GOOD if forced else CHILD_LABOR_GOOD
        prefix = "" if certainty is Certainty.STATED else "Possibly: the sheet's words point to this good. "
        yield Draft(
            kind=kind,
            certainty=certainty,
            statement=f"{prefix}The US Department of Labor lists {listing.good} from "
            f"{world.countries.name(listing.country)} for {_labor(listing)} ({_edition(listing, world)}).",
            instrument="List of Goods Produced by Child Labor or Forced Labor (TVPRA)",
            jurisdiction="US",
            citations=(listing.citation, world.law(TVPRA_LIST)),
            reads=("country", f"good:{covered.good}"),
            calls_for=kind.level(certainty),
            next_step="Ask for origin and working conditions of this good; look at recruitment and wages on site.",
        )


def _labor(listing: GoodListing) -> str:
    *first, last = listing.labor or ("labor that its list does not state",)
    return f"{', '.join(first)} and {last}" if first else last


def _edition(listing: GoodListing, world: World) -> str:
    """`2022 edition, on the list since the 2018 edition`; the table does not begin with the first edition."""
    read, since = f"{listing.edition_year} edition", listing.since_edition
    first = " at least" if since == goods.first_edition(world.reference).year else ""
    told = f"{read}, on the list{first} since the {since} edition"
    same = goods.same_labor_since(world.reference, listing)
    return told if same == since else f"{told}, for the same labor since the {same} edition"


def ilab_downstream_good(case: Case, world: World) -> Iterator[Draft]:
    """A good that ILAB names as made with a listed input, from a country it names for it.

    Why it matters: the input may carry forced or child labor into the good.
    Does not say: that this supplier uses the listed input. Goods named "worldwide" are left out here: the listing is
    about the input's origin, which the sheet does not state.
    """
    if case.country is None:
        return
    listings = [g for g in world.view(downstream) if case.country in g.countries and is_verified(g.citation)]
    for listing, covered in world.closest(case, listings, lambda g: (g.commodity,)):
        certainty = covered.certainty
        prefix = "" if certainty is Certainty.STATED else "Possibly: the sheet's words point to this good. "
        yield Draft(
            kind=DOWNSTREAM_GOOD,
            certainty=certainty,
            statement=f"{prefix}The US Department of Labor names {listing.good} from "
            f"{world.countries.name(case.country)} as made with {listing.input_good} from "
            f"{world.countries.name(listing.input_country)}, a listed good. Whether these goods hold it, the sheet "
            "does not say.",
            instrument="List of Goods Produced by Child Labor or Forced Labor (TVPRA), downstream goods",
            jurisdiction="US",
            citations=(listing.citation, world.law(TVPRA_LIST)),
            reads=("country", f"good:{covered.good}"),
            calls_for=DOWNSTREAM_GOOD.level(certainty),
            next_step=f"Ask where the {listing.input_good.lower()} in this good comes from.",
        )


def ilab_input_of_the_country(case: Case, world: World) -> Iterator[Draft]:
    """A product made of a good that ILAB lists from the same country for forced labor.

    Why it matters: what grows or is mined in a country is mostly worked on there first: palm oil is pressed near the
    palms.
    Does not say: that this supplier uses the listed good; the finding is possible, never stated. Products count that a
    table says are made of the good, by whatever steps, or can hold it, by one.
    """
    listings = [g for g in world.view(by_country).get(case.country or "", ()) if g.is_forced]
    listed = [g.commodity for g in listings]
    for good in case.goods:
        if any(world.commodities.relation(good.code, commodity) for commodity in listed):
            continue
        chains = [(g, c) for g in listings if (c := world.inputs.chain(g.commodity, good.code)) and _is_close(c)]
        if chains:
            yield _made_of(
                good.code,
                *min(chains, key=lambda item: (not item[1].firm, len(item[1].steps), item[0].commodity)),
                world,
            )


def _is_close(chain: Chain) -> bool:
    """Whether a product is made of a good, by whatever steps, or can hold it by a single one."""
    return bool(chain.steps) and (chain.firm or len(chain.steps) == 1)


def _made_of(good: str, listing: GoodListing, chain: Chain, world: World) -> Draft:
    country = world.countries.name(listing.country)
    words = "; ".join(step.words for step in chain.steps)
    made = f"{world.commodities.name(good)} {'is made of' if chain.firm else 'can hold'} {listing.good}"
    return Draft(
        kind=INPUT_SAME_COUNTRY,
        certainty=Certainty.POSSIBLE,
        statement=f"Possibly: {made} ({words}), which the US Department of Labor lists from {country} for "
        f"{_labor(listing)} ({_edition(listing, world)}). Where this supplier gets it, the sheet does not say.",
        instrument="List of Goods Produced by Child Labor or Forced Labor (TVPRA)",
        jurisdiction="US",
        citations=(listing.citation, *(step.citation for step in chain.steps), world.law(TVPRA_LIST)),
        reads=("country", f"good:{good}"),
        calls_for=INPUT_SAME_COUNTRY.level(Certainty.POSSIBLE) if chain.firm else DueDiligence.STANDARD,
        next_step=f"Ask where the {listing.good.lower()} comes from, and map its supply.",
    )


ILAB = Law(
    id="ilab",
    title="List of Goods Produced by Child Labor or Forced Labor",
    tables=("legal_instruments", "ilab_goods", "ilab_downstream_goods", "commodity_inputs"),
    instruments=(TVPRA_LIST,),
    kinds=(FORCED_LABOR_GOOD, CHILD_LABOR_GOOD, DOWNSTREAM_GOOD, INPUT_SAME_COUNTRY, INFERRED_INPUT),
    rules=(
        Rule(ilab_good, (FORCED_LABOR_GOOD, CHILD_LABOR_GOOD), Scope.GOODS),
        Rule(ilab_downstream_good, (DOWNSTREAM_GOOD,), Scope.GOODS),
        Rule(ilab_input_of_the_country, (INPUT_SAME_COUNTRY,), Scope.GOODS),
    ),
)
