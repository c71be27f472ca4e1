"""North Korean labor: section 321(b) of the Countering America's Adversaries Through Sanctions Act."""

from __future__ import annotations

from collections.abc import Iterator

from supplychain_risk.domain import Certainty, Channel, DueDiligence
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.kind import Kind, Law, Rule, Scope, Severity, Travels
from supplychain_risk.laws.world import World

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


def north_korean_labor(case: Case, world: World) -> Iterator[Draft]:
    """A supplier, or an origin of goods, in North Korea.

    Why it matters: since 2017-08-02 significant goods made wholly or in part by North Korean nationals or citizens,
    anywhere in the world, are presumed to be forced-labor goods and barred from entry to the US.
    Does not say: anything about North Korean workers in other countries, whom the presumption reaches, too, and whom a
    sheet seldom shows; nor about sanctions.
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


CAATSA = Law(
    id="caatsa",
    title="Countering America's Adversaries Through Sanctions Act, section 321(b)",
    tables=("legal_instruments",),
    instruments=(SECTION_321,),
    kinds=(NORTH_KOREA,),
    rules=(Rule(north_korean_labor, (NORTH_KOREA,), Scope.BOTH),),
)
