"""What a report that refers to tables says of one supplier, without making all that it says of the others.

Of each record only what tells whom it is about is decoded; that takes a fraction of the time and next to no memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from supplychain_risk.domain import Frozen
from supplychain_risk.report.referred import Referred
from supplychain_risk.report.stored.document import StoredDocument
from supplychain_risk.resolve.text import key


def about(content: StoredDocument, referred: Referred, wanted: str) -> Callable[[str], Iterable[Any]]:
    """The records of a report, for `restored`, that an explanation of one supplier reads.

    Of a report that holds its lists itself, all of them: they are decoded already.

    Args:
        content: the stored document.
        referred: its tables.
        wanted: id of the supplier, or what it is called.
    """
    if not referred.tables:
        return referred.records
    ids = _called(referred, wanted)
    taken = {
        "findings": [*referred.chosen("findings", "supplier", ids)],
        "lines": [*referred.chosen("lines", "supplier", ids)],
    }
    named = {node for finding in taken["findings"] for path in finding.paths or () for node in path}
    named |= {node for circle in content.cycles if not ids.isdisjoint(circle) for node in circle}
    own = [*referred.chosen("suppliers", "id", ids)]
    named |= {node for supplier in own for node in supplier.exposure.worst_path}
    taken["suppliers"] = [*referred.chosen("suppliers", "id", {*ids, *named})]
    reasons = {finding.reason for finding in taken["findings"]} | {supplier.reason for supplier in taken["suppliers"]}
    taken["reasons"] = [*referred.chosen("reasons", "id", reasons)]
    readings = {id_ for supplier in taken["suppliers"] for id_, _ in supplier.resolved}
    taken["readings"] = [*referred.chosen("readings", "id", readings)]
    taken["sentences"] = [*referred.chosen("sentences", "id", {supplier.why for supplier in taken["suppliers"]})]

    def records(part: str) -> Iterable[Any]:
        return () if part in _NOT_READ else taken[part] if part in taken else referred.records(part)

    return records


_NOT_READ = ("problems", "links", "groups", "ownership")
"""Lists that no explanation of a supplier reads."""


class _Called(Frozen, frozen=True, kw_only=True, forbid_unknown_fields=False):
    id: str
    name: str
    names: tuple[str, ...] | None = None


def _called(referred: Referred, wanted: str) -> set[str]:
    """Ids of the suppliers with this id; else of those that are called so, or have it in their name."""
    text = key(wanted)
    called = set()
    for one in referred.records("suppliers", _Called):
        if one.id == wanted:
            return {one.id}
        if text in key(one.name) or any(text == key(name) for name in one.names or ()):
            called.add(one.id)
    return called
