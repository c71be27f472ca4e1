"""Suppliers on lists that a user brought as positive: shown beside them, and of no effect on anything else.

That a company stands on such a list is what its list says. It is no finding, lowers no level and no score, and clears
no match: a list of members or of certificates says nothing about forced labor that we could weigh.
"""

from __future__ import annotations

from supplychain_risk.domain import Certainty, Supplier
from supplychain_risk.laws.world import World
from supplychain_risk.reference.user_lists import POSITIVE
from supplychain_risk.report.models import PositiveEntry
from supplychain_risk.screening import ListIndex, Match, NameReader, Outcome


class PositiveLists:
    """The positive lists of a world, indexed; looking up costs nothing where there are none."""

    def __init__(self, world: World) -> None:
        lists = {one.name: one for one in world.lists if one.kind == POSITIVE}
        entities = tuple(
            entity
            for one in lists.values()
            for entity in one.entities(world.as_of)
            if entity.status != "inactive"  # an entry that has ended speaks for nobody
        )
        self._lists = lists
        self._index = ListIndex(entities, NameReader(world.reference), world.policy.screening) if entities else None

    def of(self, supplier: Supplier) -> tuple[PositiveEntry, ...]:
        """The entries that bear the supplier's name or identifier, or may be about it; not those of its relatives."""
        if self._index is None:
            return ()
        found = self._index.match_supplier(
            tuple(dict.fromkeys((supplier.name, *(named.text for named in supplier.names)))),
            supplier.country_code,
            identifiers=supplier.identifiers,
            addresses=tuple(named.text for named in supplier.address),
        )
        return tuple(self._entry(match) for match in found if match.outcome is not Outcome.FAMILY)

    def _entry(self, match: Match) -> PositiveEntry:
        entity, table = match.entity, self._lists[match.entity.dataset].table
        stated = match.outcome is Outcome.LISTED
        is_name = stated and not match.is_by_identifier
        agrees = f"'{match.name}' is the name of" if is_name else f"{match.why} '{entity.name}' is"
        may_be = "" if stated else " Whether it is this supplier, a person must decide."
        return PositiveEntry(
            list=entity.list_name,
            name=entity.name,
            certainty=Certainty.STATED if stated else Certainty.POSSIBLE,
            statement=f"{agrees} an entry of the list '{entity.list_name}' ({entity.note}).{may_be}",
            data_date=table.data_date,
            cell=table.by_id[entity.entity_id]["source_cell"],
            citation=entity.citation,
        )
