"""North Korean labor: section 321(b) of the Countering America's Adversaries Through Sanctions Act."""

from __future__ import annotations

from collections.abc import Iterator

from supplychain_risk.domain import Certainty, Channel, DueDiligence
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.kind import Kind, Law, Rule, Scope, Severity, Travels
from supplychain_risk.laws.reported import reported_sign
from supplychain_risk.laws.world import World
from supplychain_risk.resolve.indicator import NORTH_KOREAN_WORKERS

SECTION_321 = "caatsa-321"
"""Its row in table `legal_instruments`."""

NORTH_KOREA = Kind(
    code="caatsa-north-korea",
    title="Goods of North Korea",
    channel=Channel.LEGAL,
    severity=Severity.BARRED,
    about="goods of North Korea",
    means="The sheet places the supplier, or the origin of its goods, in North Korea. Significant goods made wholly or "
    "in part by North Korean nationals, anywhere, are presumed to be made with forced labor and barred from entry to "
    "the United States.",
    does_not_mean="that other laws on trade with North Korea are looked at: sanctions are not in this report.",
    stated=DueDiligence.HOLD,
    possible=DueDiligence.REVIEW,
    travels=Travels.ORDER,
    in_part=True,
)


WORKERS = Kind(
    code="caatsa-north-korean-workers",
    title="North Korean workers",
    channel=Channel.LEGAL,
    severity=Severity.BARRED,
    about="goods of North Korean workers",
    means="The input reports that North Korean workers are employed at the supplier. Significant goods made wholly "
    "or in part by North Korean nationals, anywhere, are presumed to be made with forced labor and barred from entry "
    "to the United States.",
    does_not_mean="that anybody has established that they are employed there: it is what the input says, and it does "
    "not say which goods they work on.",
    stated=DueDiligence.HOLD,
    possible=DueDiligence.REVIEW,
    travels=Travels.ORDER,
    in_part=True,
)


def north_korean_labor(case: Case, world: World) -> Iterator[Draft]:
    """A supplier, or an origin of goods, in North Korea.

    Why it matters: since 2017-08-02 significant goods made wholly or in part by North Korean nationals or citizens,
    anywhere in the world, are presumed to be forced-labor goods and barred from entry to the US.
    Does not say: anything about North Korean workers in other countries, whom the presumption reaches, too (rule north
    korean workers), and whom a sheet seldom shows; nor about sanctions.
    """
    row = world.reference.table("legal_instruments").by_id[SECTION_321]
    if case.country != row["origin_country"] or world.as_of.isoformat() < row["effective_date"]:
        return
    name = world.countries.name(case.country)
    told = f"The sheet places this supplier in {name}."
    if case.origin:
        told = f"The sheet states {name} as the origin of goods of this supplier."
    yield Draft(
        kind=NORTH_KOREA,
        certainty=Certainty.STATED,
        statement=f"{told} Significant goods made wholly or in part by North Korean nationals or citizens, anywhere, "
        "are presumed to be made with forced labor and barred from entry to the United States, unless the Commissioner "
        "of CBP finds by clear and convincing evidence that they are not.",
        instrument=f"{row['name']} ({row['citation']})",
        jurisdiction=row["jurisdiction"],
        citations=(world.law(SECTION_321),),
        reads=("country",),
        calls_for=NORTH_KOREA.level(Certainty.STATED),
        next_step="Have counsel look at it before goods move; sanctions may bar the trade altogether.",
    )


def north_korean_workers(case: Case, world: World) -> Iterator[Draft]:
    """North Korean workers that the input reports of a supplier, in whatever country it is.

    Why it matters: since 2017-08-02 significant goods made wholly or in part by North Korean nationals or citizens,
    anywhere in the world, are presumed to be forced-labor goods and barred from entry to the US.
    Does not say: that such workers are employed there, which nobody has verified here, nor which goods they work on. A
    column or answer that says so is stated; words among others in a text are possible.
    """
    yield from reported_sign(
        case,
        world,
        WORKERS,
        NORTH_KOREAN_WORKERS,
        of="North Korean workers",
        law=SECTION_321,
        what_follows="Significant goods made wholly or in part by North Korean nationals or citizens, anywhere in the "
        "world, are presumed to be made with forced labor and barred from entry to the United States.",
        next_step="Have counsel look at it before goods move; find out who reported this, which goods the workers "
        "made, and protect the source.",
    )


CAATSA = Law(
    id="caatsa",
    title="Countering America's Adversaries Through Sanctions Act, section 321(b)",
    tables=("legal_instruments", "labor_signs"),
    instruments=(SECTION_321,),
    kinds=(NORTH_KOREA, WORKERS),
    rules=(
        Rule(north_korean_labor, (NORTH_KOREA,), Scope.BOTH),
        Rule(north_korean_workers, (WORKERS,)),
    ),
)
