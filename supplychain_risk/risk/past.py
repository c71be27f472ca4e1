"""What the tables cannot say about an earlier day: they rebuild the world of a day only as far as they go back."""

from __future__ import annotations

from collections.abc import Iterator

from supplychain_risk.laws.industries import later_industries
from supplychain_risk.laws.world import World
from supplychain_risk.reference.goods import first_edition, first_eo13126
from supplychain_risk.reference.tip import tip_reports


def unknown_on(world: World) -> tuple[str, ...]:
    """Sentences about what a run as of this day cannot know; none for a day the tables were made for."""
    return tuple(_sentences(world))


def _sentences(world: World) -> Iterator[str]:
    day, reference = world.as_of, world.reference
    orders = reference.table("cbp_orders")
    if day < orders.data_date:
        yield (
            f"Orders are rebuilt as of {day} from a file of {orders.data_date}: an order that stood on {day} and had "
            "ended by then is known only where another source named it, and an order's goods and target are worded as "
            "in that file."
        )
    if day < first_edition(reference):
        yield (
            f"No edition of the Department of Labor's list of goods that applied on {day} is in the tables (the first "
            f"is of {first_edition(reference)}): no good is found listed, and the score's goods are unknown."
        )
    if day < first_eo13126(reference):
        yield (
            f"The Executive Order 13126 list is in the tables as of {first_eo13126(reference)} and later; what it held "
            f"on {day} is not known."
        )
    applies = [report for report in tip_reports(reference) if report.published <= day]
    if not applies:
        yield f"No Trafficking in Persons report published by {day} is in the tables."
    elif not applies[-1].complete:
        year = applies[-1].year
        yield f"The Trafficking in Persons report that applied on {day}, of {year}, is in the tables in part."
    late = sorted({i.list_name for i in later_industries(world)})
    if late:
        yield (
            f"High-risk lists are dated by year and count from its last day; not yet known on {day}: {'; '.join(late)}."
        )
