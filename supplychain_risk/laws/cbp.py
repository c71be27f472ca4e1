"""Orders of US Customs and Border Protection under section 307 of the Tariff Act: on origins, and on companies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from supplychain_risk.domain import Certainty, Channel, DueDiligence
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.kind import Kind, Law, Listing, Rule, Scope, Severity, Travels
from supplychain_risk.laws.matches import ENDED, FAMILY, POSSIBLE
from supplychain_risk.laws.reported import reported_sign
from supplychain_risk.laws.world import NOT_PLACED, World
from supplychain_risk.reference.orders import OrderRule, order_rules
from supplychain_risk.reference.overview import is_verified
from supplychain_risk.resolve.indicator import CONVICT_LABOR

SECTION_307 = "tariff-act-307"
"""Its row in table `legal_instruments`."""

ORDER_ON_ORIGIN = Kind(
    code="cbp-order-origin",
    title="Under a CBP order on an origin",
    channel=Channel.LEGAL,
    severity=Severity.BARRED,
    about="goods under a CBP order on their origin",
    means="A withhold release order or Finding of CBP covers such goods of this origin, whoever makes them.",
    does_not_mean="that the goods under order are the ones bought, or that they go to the United States.",
    stated=DueDiligence.HOLD,
    possible=DueDiligence.REVIEW,
    travels=Travels.ORDER,
)
ORDER_ON_COMPANY = Kind(
    code="cbp-order-entity",
    title="Named by a CBP order",
    channel=Channel.LEGAL,
    severity=Severity.BARRED,
    about="a target of a CBP order",
    means="A name or identifier of the supplier is that of the target of a withhold release order or Finding of CBP.",
    does_not_mean="that it is the same company: names are shared; nor that the order reaches goods that it does not "
    "name.",
    stated=DueDiligence.HOLD,
    possible=DueDiligence.REVIEW,
    travels=Travels.ORDER,
)

VACATED_ORDER = Kind(
    code="cbp-order-vacated",
    title="Named by a CBP order that a court vacated",
    channel=Channel.INDICATOR,
    severity=Severity.SIGN,
    about="a target of a CBP order that a court vacated and sent back",
    means="A name of the supplier is, or may be, that of the target of an order that the trade court vacated and "
    "remanded to CBP. It may apply again.",
    does_not_mean="that anything is barred on the day of the report, nor that the matter is over.",
    stated=DueDiligence.REVIEW,
    possible=DueDiligence.REVIEW,
    no_step="While the order is vacated no law asks for a step; those of an order apply again if it does.",
)

CONVICTS = Kind(
    code="convict-labor-reported",
    title="Convict labor",
    channel=Channel.LEGAL,
    severity=Severity.BARRED,
    about="goods of convict labor",
    means="The input reports convict labor at the supplier. Goods made wholly or in part by convict labor are barred "
    "from entry to the United States.",
    does_not_mean="that anybody has established it: it is what the input says, and it does not say which goods such "
    "labor makes. Nor that CBP has issued an order on them.",
    stated=DueDiligence.HOLD,
    possible=DueDiligence.REVIEW,
    travels=Travels.ORDER,
    in_part=True,
)

WITHHOLD_RELEASE_ORDER = Listing(
    listed=ORDER_ON_COMPANY,
    possible=POSSIBLE,
    family=FAMILY,
    ended=ENDED,
    vacated=VACATED_ORDER,
    entry="the target of CBP's withhold release order{day}{goods}{state}",
    consequence="The merchandise the order names is detained at US ports of entry.",
)
FINDING = Listing(
    listed=ORDER_ON_COMPANY,
    possible=POSSIBLE,
    family=FAMILY,
    ended=ENDED,
    vacated=VACATED_ORDER,
    entry="the target of CBP's Finding{day}{goods}{state}",
    consequence="The merchandise the Finding names may be seized at US ports of entry.",
)


def orders(world: World) -> tuple[OrderRule, ...]:
    """CBP orders on origins and goods, as of the day."""
    return tuple(order_rules(world.reference, world.as_of))


def cbp_order_on_origin(case: Case, world: World) -> Iterator[Draft]:
    """A withhold release order or Finding on a good from a country or region, whoever makes it.

    Why it matters: CBP detains (WRO) or may seize (Finding) such goods at the US border.
    Does not say: that the goods under order are the ones bought, or that they go to the United States.
    """
    for rule in world.view(orders):
        if rule.status == "inactive" or not is_verified(rule.citation):
            continue
        # A region may be known, surely or possibly, where the country is not.
        if rule.origin_region:
            if rule.origin_region not in (case.region, case.possible_region):
                continue
        elif rule.origin_country != case.country:
            continue
        firm = not rule.origin_region or (rule.origin_region == case.region and case.region_firm)
        found = _order_certainty(case, rule, world)
        if found is None:
            continue
        good, certainty, these_goods = found
        in_place = (
            f", as far as the origin is {rule.origin_place}" if rule.origin_place and not rule.origin_region else ""
        )
        if (in_place or not firm) and certainty is Certainty.STATED:
            certainty = Certainty.POSSIBLE
        told = f"{these_goods} covered by {_order(rule)}{in_place}: {rule.statement}"
        if not firm:
            told = f"If it produces there, {told[0].lower()}{told[1:]}"
        yield Draft(
            kind=ORDER_ON_ORIGIN,
            certainty=certainty,
            opening="" if firm else f"The sheet points to the region {NOT_PLACED}",
            statement=f"{told}{_known(rule)}",
            order=rule.order_id,
            instrument="Tariff Act of 1930, section 307 (19 U.S.C. 1307)",
            jurisdiction="US",
            citations=(rule.citation, world.law(SECTION_307)),
            reads=(
                "country",
                *(("region",) if rule.origin_region else ()),
                *(() if firm else ("possible_region",)),
                *((f"good:{good}",) if good else ("sectors",)),
            ),
            calls_for=ORDER_ON_ORIGIN.level(certainty),
            next_step="Have counsel check whether the order covers these goods before they move; document the origin.",
        )


def convict_labor(case: Case, world: World) -> Iterator[Draft]:
    """Convict labor that the input reports of a supplier.

    Why it matters: section 307 of the Tariff Act bars goods made wholly or in part by convict labor under penal
    sanctions, whether or not CBP has issued an order on them.
    Does not say: that there is such labor, which nobody has verified here, nor which goods it makes. A column or answer
    that says so is stated; words among others in a text are possible.
    """
    yield from reported_sign(
        case,
        world,
        CONVICTS,
        CONVICT_LABOR,
        of="convict labor",
        law=SECTION_307,
        what_follows="Goods made wholly or in part by convict labor under penal sanctions are barred from entry to the "
        "United States.",
        next_step="Have counsel look at it before goods move; find out who reported this and which goods are meant.",
    )


def _order_certainty(case: Case, rule: OrderRule, world: World) -> tuple[str, Certainty, str] | None:
    """(good or "", certainty, how a sentence about the goods begins) of the surest way to fall under an order."""
    best: tuple[str, Certainty, str] | None = None
    place = world.countries.name(rule.origin_country)
    if rule.origin_region:
        place = f"{world.regions.name(rule.origin_region)}, {place}"
    for listed in rule.commodities:
        name = world.commodities.name(listed).lower()
        found = world.covered(case, listed)
        if found:
            if found.certainty is Certainty.STATED:
                good = world.commodities.name(found.good).lower()
                return found.good, Certainty.STATED, f"The sheet's goods ({good} from {place}) are"
            told = f"The sheet's goods are possibly {name} from {place}, and then"
            best = best or (found.good, Certainty.POSSIBLE, told)
        elif best is None and not case.goods and world.in_sectors(case, listed):
            told = f"The supplier's sector can produce {name} from {place}; such goods are"
            best = ("", Certainty.POSSIBLE, told)
    return best or (_with_it(case, rule, place, world) if rule.includes_downstream else None)


def _with_it(case: Case, rule: OrderRule, place: str, world: World) -> tuple[str, Certainty, str] | None:
    """The same for goods that can hold what an order names, where the order reaches them: cigarettes and tobacco."""
    for listed in rule.commodities:
        for good in case.goods:
            chain = world.inputs.chain(listed, good.code)
            if chain and chain.steps:
                name = world.commodities.name(listed).lower()
                rows = "; ".join(step.words for step in chain.steps)
                told = f"The sheet's goods are possibly made with {name} from {place} ({rows}), and then"
                return good.code, Certainty.POSSIBLE, told
    return None


def _order(rule: OrderRule) -> str:
    """The order with its day and state, to stand after "covered by"."""
    name = "CBP's Finding" if rule.kind == "Finding" else "CBP's withhold release order"
    return f"{name} of {rule.date_from}, in force{' as modified' if rule.status == 'modified' else ''}"


def _known(rule: OrderRule) -> str:
    """What was let in, or else what the table notes of the order; and under which law CBP handles its goods."""
    told = f" Exceptions: {rule.exceptions}" if rule.exceptions else f" {rule.note}" if rule.note else ""
    return told + (f" {under_the_act(rule.enforced_since)}" if rule.enforced_since else "")


def under_the_act(since: date) -> str:
    """What is said of an order whose goods CBP handles under the presumption of the UFLPA."""
    return (
        f"Goods imported since {since} are handled under the Uyghur Forced Labor Prevention Act; proof under 19 CFR "
        "12.43 does not rebut its presumption."
    )


CBP = Law(
    id="cbp",
    title="Tariff Act of 1930, section 307: orders of US Customs and Border Protection",
    tables=("legal_instruments", "cbp_orders", "labor_signs"),
    instruments=(SECTION_307,),
    kinds=(ORDER_ON_ORIGIN, ORDER_ON_COMPANY, VACATED_ORDER, CONVICTS),
    rules=(Rule(cbp_order_on_origin, (ORDER_ON_ORIGIN,), Scope.GOODS), Rule(convict_labor, (CONVICTS,))),
    listings={"WRO": WITHHOLD_RELEASE_ORDER, "Finding": FINDING},
)
