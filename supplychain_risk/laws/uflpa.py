"""The Uyghur Forced Labor Prevention Act: the presumption on Xinjiang, its Entity List, its high-priority sectors."""

from __future__ import annotations

from collections.abc import Iterator

from supplychain_risk.domain import Certainty, Channel, DueDiligence
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.kind import Kind, Law, Listing, Rule, Scope, Severity, Travels
from supplychain_risk.laws.matches import ENDED, FAMILY, POSSIBLE
from supplychain_risk.laws.reported import reported_sign
from supplychain_risk.laws.world import NOT_PLACED, World
from supplychain_risk.reference.entities import uflpa_instrument
from supplychain_risk.reference.industries import PrioritySector, priority_sectors
from supplychain_risk.reference.overview import is_verified
from supplychain_risk.resolve.indicator import LABOR_TRANSFER

PRESUMPTION = "uflpa-presumption"
"""Its row in table `legal_instruments`."""

XINJIANG_ORIGIN = Kind(
    code="uflpa-xinjiang-origin",
    title="Made in Xinjiang",
    channel=Channel.LEGAL,
    severity=Severity.BARRED,
    about="goods of Xinjiang",
    means="The sheet places the supplier, or the origin of its goods, in the Xinjiang Uyghur Autonomous Region: goods "
    "made there, wholly or in part, are presumed barred from entry to the United States.",
    does_not_mean="that this supplier uses forced labor, nor that the goods bought come from this site. An "
    "exception asks first for full compliance with the guidance to importers, then for complete answers to CBP, then "
    "for clear and convincing evidence.",
    stated=DueDiligence.HOLD,
    possible=DueDiligence.REVIEW,
    travels=Travels.ORDER,
    in_part=True,
)
XINJIANG_POSSIBLE = Kind(
    code="uflpa-xinjiang-possible",
    title="Perhaps made in Xinjiang",
    channel=Channel.LEGAL,
    severity=Severity.BARRED,
    about="goods perhaps of Xinjiang",
    means="A name, an address or a postal code points to Xinjiang, and no column places the supplier there.",
    does_not_mean="that the supplier is there; ask for the address of each production site.",
    stated=DueDiligence.HOLD,
    possible=DueDiligence.REVIEW,
    travels=Travels.ORDER,
    in_part=True,
)
LISTED = Kind(
    code="uflpa-listed-entity",
    title="On the UFLPA Entity List",
    channel=Channel.LEGAL,
    severity=Severity.BARRED,
    about="an entity of the UFLPA Entity List",
    means="A name or identifier of the supplier is that of an entry of the UFLPA Entity List.",
    does_not_mean="that it is the same company: names are shared; confirm by address and identifiers. Nor does it say "
    "anything of companies that the entry does not reach.",
    stated=DueDiligence.HOLD,
    possible=DueDiligence.REVIEW,
    travels=Travels.ORDER,
    in_part=True,
)
PRIORITY_SECTOR = Kind(
    code="uflpa-priority-sector",
    title="Goods of a UFLPA high-priority sector",
    channel=Channel.INDICATOR,
    severity=Severity.GOOD,
    about="goods of a priority sector for enforcement",
    means="The goods fall, or may fall, in a sector that the UFLPA strategy names as a high priority for enforcement, "
    "and are from China.",
    does_not_mean="that the goods have a link to Xinjiang.",
    stated=DueDiligence.ENHANCED,
    possible=DueDiligence.STANDARD,
)
PRIORITY_INPUT = Kind(
    code="uflpa-priority-input-unknown",
    title="Goods of a UFLPA high-priority sector from elsewhere",
    channel=Channel.INDICATOR,
    severity=Severity.GOOD,
    about="goods of a priority sector whose inputs are not traced",
    means="The goods fall, or may fall, in a high-priority sector of the UFLPA strategy and are not from China, and "
    "the sheet does not show where their inputs come from. The presumption reaches goods made in part with inputs of "
    "Xinjiang, from any country.",
    does_not_mean="that an input is from Xinjiang. Nothing in the sheet says so.",
    stated=None,
    possible=None,
)

TRANSFER = Kind(
    code="labor-transfer-reported",
    title="Workers of a state's labor transfer",
    channel=Channel.LEGAL,
    severity=Severity.SIGN,
    about="workers whom a state has transferred",
    means="The input speaks of workers at the supplier whom a labor transfer of a government has sent. Section 307 "
    "bars goods made with forced labor, and the UFLPA Entity List names entities that work with the government of "
    "Xinjiang to receive such workers.",
    does_not_mean="that the transfer was forced, that it was one of Xinjiang, or that the supplier is on that list.",
    stated=DueDiligence.REVIEW,
    possible=DueDiligence.REVIEW,
)

ENTITY = Listing(
    listed=LISTED,
    possible=POSSIBLE,
    family=FAMILY,
    ended=ENDED,
    entry="an entity on the {list}",
    consequence="Goods of a confirmed entity are presumed barred from entry to the United States.",
    says_since=True,
)


def priority(world: World) -> tuple[PrioritySector, ...]:
    """UFLPA high-priority sectors named by the day asked about."""
    return tuple(sector for sector in priority_sectors(world.reference, world.as_of) if is_verified(sector.citation))


def xinjiang_origin(case: Case, world: World) -> Iterator[Draft]:
    """A site in the Xinjiang Uyghur Autonomous Region.

    Why it matters: since 2022-06-21 goods made wholly or in part there are presumed barred from entry to the US.
    Does not say: that this supplier uses forced labor, nor that the goods bought come from this site. An exception from
    the presumption asks first for full compliance with the guidance to importers, then for complete answers to CBP,
    then for clear and convincing evidence.
    """
    row = world.reference.table("legal_instruments").by_id[PRESUMPTION]
    if world.as_of.isoformat() < row["effective_date"]:
        return
    where, firm = case.region, case.region_firm
    if where != row["origin_region"]:
        where, firm = case.possible_region, False
    if where != row["origin_region"]:
        return
    certainty = Certainty.STATED if firm else Certainty.POSSIBLE
    kind = XINJIANG_ORIGIN if firm else XINJIANG_POSSIBLE
    region = "the Xinjiang Uyghur Autonomous Region"
    told = f"The sheet places this supplier in {region}."
    if case.origin:
        told = f"The sheet states {region} as the origin of goods of this supplier."
    yield Draft(
        kind=kind,
        certainty=certainty,
        opening="" if firm else f"The sheet points to {region} {NOT_PLACED}",
        statement=(
            f"{told} Goods made there, wholly or in part, are presumed barred from entry to the United States."
            if firm
            else "If it produces there, goods made there, wholly or in part, are presumed barred from entry to the "
            "United States."
        ),
        instrument=uflpa_instrument(world.reference),
        jurisdiction=row["jurisdiction"],
        citations=(world.law(PRESUMPTION),),
        reads=("region", "country") if firm else ("region", "possible_region", "country"),
        calls_for=kind.level(certainty),
        next_step=(
            "Have counsel look at the applicability of the presumption before goods move; trace inputs to their origin."
            if firm
            else "Ask the supplier for the address of each production site and record it."
        ),
    )


def uflpa_priority_sector(case: Case, world: World) -> Iterator[Draft]:
    """A high-priority sector of the UFLPA strategy, for a supplier in China.

    Why it matters: enforcement looks at these sectors first.
    Does not say: that the goods have a link to Xinjiang.
    """
    if case.country != "CN":
        return
    for sector, covered in world.closest(case, world.view(priority), lambda s: s.commodities):
        certainty = covered.certainty
        fall = "fall" if certainty is Certainty.STATED else "may fall"
        yield Draft(
            kind=PRIORITY_SECTOR,
            certainty=certainty,
            statement=f"The sheet's goods {fall} in '{sector.sector}', a high-priority sector for enforcing the Uyghur "
            "Forced Labor Prevention Act. That says nothing of where they or their inputs come from.",
            instrument="UFLPA strategy, high-priority sectors",
            jurisdiction="US",
            citations=(sector.citation, world.law(PRESUMPTION)),
            reads=("country", f"good:{covered.good}"),
            calls_for=PRIORITY_SECTOR.level(certainty),
            next_step="Trace the inputs of this good to their origin; keep what an applicability review asks for.",
        )


def priority_elsewhere(case: Case, world: World) -> Iterator[tuple[PrioritySector, str]]:
    """High-priority sectors in which goods from outside China fall, or whose goods they can hold, each with the good.

    Raw goods of a stated origin are left out: their origin is what would be asked for.
    """
    if case.country in (None, "CN"):
        return
    for sector in world.view(priority):
        for good in case.goods:
            if case.origin and world.commodities.is_raw(good.code):
                continue
            if any(_falls_in(good.code, listed, world) for listed in sector.commodities):
                yield sector, good.code
                break


def _falls_in(good: str, listed: str, world: World) -> bool:
    if world.commodities.relation(good, listed) in ("same", "narrower"):
        return True
    chain = world.inputs.chain(listed, good)
    return chain is not None and chain.firm


def labor_transfer(case: Case, world: World) -> Iterator[Draft]:
    """Workers of a state's labor transfer whom the input reports of a supplier, in whatever country it is.

    Why it matters: one sub-list of the UFLPA Entity List names entities that work with the government of Xinjiang to
    receive workers of its labor transfers; they are mostly outside of Xinjiang.
    Does not say: that the transfer was forced or one of Xinjiang, nor that the supplier is listed.
    """
    yield from reported_sign(
        case,
        world,
        TRANSFER,
        LABOR_TRANSFER,
        of="workers of a government's labor transfer",
        law=PRESUMPTION,
        what_follows="Whether they are sent by the government of Xinjiang, and whether freely, it does not say; "
        "entities that work with it to receive such workers are put on the UFLPA Entity List.",
        next_step="Find out which government sent the workers, by which program, and how they were recruited; protect "
        "the source.",
        instrument=uflpa_instrument(world.reference),
    )


UFLPA = Law(
    id="uflpa",
    title="Uyghur Forced Labor Prevention Act",
    tables=("legal_instruments", "uflpa_entities", "uflpa_priority_sectors", "regions", "labor_signs"),
    instruments=(PRESUMPTION,),
    kinds=(XINJIANG_ORIGIN, XINJIANG_POSSIBLE, LISTED, PRIORITY_SECTOR, PRIORITY_INPUT, TRANSFER),
    rules=(
        Rule(xinjiang_origin, (XINJIANG_ORIGIN, XINJIANG_POSSIBLE), Scope.BOTH),
        Rule(uflpa_priority_sector, (PRIORITY_SECTOR,), Scope.GOODS),
        Rule(labor_transfer, (TRANSFER,)),
    ),
    listings={"UFLPA": ENTITY},
)
