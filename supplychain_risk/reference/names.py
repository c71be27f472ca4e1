"""Further names of listed entities, and who owns whom among them.

Sources: tables `listed_names` and `listed_relations`, from securities data, notices and research notes. Neither lists
anybody: the list's own row says what is listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supplychain_risk.domain import Citation
from supplychain_risk.reference.package import Row
from supplychain_risk.reference.store import Reference, each


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name of a listed entity that the list does not have.

    `exact`: so short or common that it is compared exactly only. `entity_id` is a row of `uflpa_entities` or
    `cbp_orders`; `language` is ISO 639-1.
    """

    entity_id: str
    name: str
    kind: str
    language: str
    exact: bool
    note: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class ListedRelation:
    """A parent and its subsidiary or affiliate, as a source names them.

    `parent_id` and `child_id` are rows of `uflpa_entities` or `cbp_orders`; empty where the company is not known to be
    listed. `official`: a notice or file of the US government says so.
    """

    parent: str
    parent_id: str
    child: str
    child_id: str
    share: str
    evidence: str
    official: bool
    citation: Citation


def listed_names(reference: Reference) -> Mapping[str, tuple[ListedName, ...]]:
    """Further names by entity; none where the tables have no `listed_names`."""
    return reference.once(_names) if "listed_names" in reference.names() else {}


def listed_relations(reference: Reference) -> tuple[ListedRelation, ...]:
    """Every relation, by parent and child."""
    return reference.once(_relations)


def _names(reference: Reference) -> Mapping[str, tuple[ListedName, ...]]:
    table = reference.table("listed_names")

    def named(row: Row) -> ListedName:
        return ListedName(
            entity_id=row["entity_id"],
            name=row["name"],
            kind=row["kind"],
            language=row["language"],
            exact=row["exact"] == "1",
            note=row["note"],
            citation=table.cite(row),
        )

    found: dict[str, tuple[ListedName, ...]] = {}
    for one in each(table, named):
        found[one.entity_id] = (*found.get(one.entity_id, ()), one)
    return found


def _relations(reference: Reference) -> tuple[ListedRelation, ...]:
    table = reference.table("listed_relations")

    def relation(row: Row) -> ListedRelation:
        return ListedRelation(
            parent=row["parent"],
            parent_id=row["parent_row"],
            child=row["child"],
            child_id=row["child_row"],
            share=row["share"],
            evidence=row["evidence"],
            official=row["official"] == "1",
            citation=table.cite(row),
        )

    return each(table, relation)
