"""What the tables cannot say about an earlier day: they rebuild the world of a day only as far as they go back."""

from __future__ import annotations

from collections.abc import Iterator

from supplychain_risk.domain import Supplier
from supplychain_risk.laws.industries import later_industries
from supplychain_risk.laws.listed import name_reader
from supplychain_risk.laws.world import World
from supplychain_risk.reference.entities import listed_entities
from supplychain_risk.reference.goods import first_edition, first_eo13126
from supplychain_risk.reference.tip import tip_reports
from supplychain_risk.screening import ListIndex, Outcome

NAMES_SHOWN = 20
"""Names that are told of those listed later; the rest is counted."""


class ListedLater:
    """Suppliers whose full name our tables list only from a later day on, looked up one by one.

    No finding rests on it: on the day asked about the listing was not known.
    """

    def __init__(self, world: World) -> None:
        self._day = world.as_of
        self._index = world.view(_index_of_later)
        self._found: dict[str, None] = {}

    def look_up(self, supplier: Supplier) -> None:
        """Note a supplier that is listed later. Cheap right after its names were compared with the lists of the day."""
        if self._index is None:
            return
        for name in dict.fromkeys((supplier.name, *(named.text for named in supplier.names))):
            for match in self._index.match(name):
                if match.outcome is Outcome.LISTED:
                    self._found[f"{name} ({match.entity.list_name}, {match.entity.date_from})"] = None

    def sentences(self) -> tuple[str, ...]:
        """A sentence about those that were noted; none if there are none."""
        told = sorted(self._found)
        more = f" and {len(told) - NAMES_SHOWN} more" if len(told) > NAMES_SHOWN else ""
        if not told:
            return ()
        return (
            f"Listed later than {self._day}: {'; '.join(told[:NAMES_SHOWN])}{more}. No finding rests on it; screen as "
            "of a later day to see what follows.",
        )


def _index_of_later(world: World) -> ListIndex | None:
    """The names that our tables list only from a later day on; None if there are none."""
    newest = max(world.reference.table(name).data_date for name in ("uflpa_entities", "cbp_orders"))
    if newest <= world.as_of:
        return None
    known = {(entity.dataset, entity.entity_id) for entity in world.entities}
    later = tuple(
        entity
        for entity in listed_entities(world.reference, newest)
        if entity.date_from > world.as_of and (entity.dataset, entity.entity_id) not in known
    )
    return ListIndex(later, world.view(name_reader), world.policy.screening) if later else None


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
