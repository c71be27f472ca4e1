"""Rules about orders and presumptions that bar goods of an origin."""

from __future__ import annotations

from collections.abc import Iterator

from supplychain_risk.domain import Certainty, Channel
from supplychain_risk.laws.case import Case, World
from supplychain_risk.laws.draft import Draft, hold_or_review, law
from supplychain_risk.reference.entities import uflpa_instrument
from supplychain_risk.reference.orders import OrderRule
from supplychain_risk.reference.overview import is_verified

NOT_PLACED = "without placing the supplier there"
"""What a finding says where a region is only possible; `particular.py` adds which text points there."""


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
    region = "the Xinjiang Uyghur Autonomous Region"
    told = f"The sheet places this supplier in {region}."
    if case.origin:
        told = f"The sheet states {region} as the origin of goods of this supplier."
    yield Draft(
        code="uflpa-xinjiang-origin" if firm else "uflpa-xinjiang-possible",
        channel=Channel.LEGAL,
        certainty=certainty,
        statement=(
            f"{told} Goods made there, wholly or in part, are presumed barred from entry to the United States."
            if firm
            else f"The sheet points to the Xinjiang Uyghur Autonomous Region {NOT_PLACED}. If it produces there, its "
            "goods are presumed barred from entry to the United States."
        ),
        instrument=uflpa_instrument(world.reference),
        jurisdiction=row["jurisdiction"],
        citations=(law(world, "uflpa-presumption"),),
        reads=("region", "country") if firm else ("region", "possible_region", "country"),
        calls_for=hold_or_review(certainty),
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
        good, certainty, perhaps, what = found
        in_place = (
            f", as far as the origin is {rule.origin_place}" if rule.origin_place and not rule.origin_region else ""
        )
        if (in_place or not firm) and certainty is Certainty.STATED:
            certainty = Certainty.POSSIBLE
        placed = "" if firm else f"The sheet points to the region {NOT_PLACED}. If it produces there, "
        told = f"{placed}{perhaps}{_kind(rule)} covers {what}{in_place}"
        exceptions = f" Exceptions: {rule.exceptions}" if rule.exceptions else ""
        yield Draft(
            code="cbp-order-origin",
            channel=Channel.LEGAL,
            certainty=certainty,
            statement=f"{told[0].upper()}{told[1:]}: {rule.statement}{exceptions}",
            instrument="Tariff Act of 1930, section 307 (19 U.S.C. 1307)",
            jurisdiction="US",
            citations=(rule.citation, law(world, "tariff-act-307")),
            reads=(
                "country",
                *(("region",) if rule.origin_region else ()),
                *(() if firm else ("possible_region",)),
                *((f"good:{good}",) if good else ("sectors",)),
            ),
            calls_for=hold_or_review(certainty),
            next_step="Have counsel check whether the order covers these goods before they move; document the origin.",
        )


def _order_certainty(case: Case, rule: OrderRule, world: World) -> tuple[str, Certainty, str, str] | None:
    """(good or "", certainty, what it possibly is, what the order covers) of the surest way to fall under an order."""
    best: tuple[str, Certainty, str, str] | None = None
    place = world.countries.name(rule.origin_country)
    if rule.origin_region:
        place = f"{world.regions.name(rule.origin_region)}, {place}"
    for listed in rule.commodities:
        found = world.covered(case, listed)
        if found:
            if found.certainty is Certainty.STATED:
                return found.good, Certainty.STATED, "", f"{world.commodities.name(found.good).lower()} from {place}"
            name = world.commodities.name(listed).lower()
            best = best or (found.good, Certainty.POSSIBLE, f"possibly {name}: ", f"{name} from {place}")
        elif best is None and not case.goods and world.in_sectors(case, listed):
            best = (
                "",
                Certainty.POSSIBLE,
                "",
                f"{world.commodities.name(listed).lower()} from {place}, which this sector can produce",
            )
    return best


def _kind(rule: OrderRule) -> str:
    """The order with its state, to stand before what it covers."""
    name = "a CBP Finding" if rule.kind == "Finding" else "a CBP withhold release order"
    if rule.status == "modified":
        return f"{name} of {rule.date_from}, since modified and in force as modified,"
    return f"{name} in force since {rule.date_from}"
