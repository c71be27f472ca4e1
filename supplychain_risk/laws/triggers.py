"""Findings from where a supplier is and what it makes: the rules run, and what several readings make of them.

A rule sees a `Case` (codes only) and the `World` (tables as of a day); it returns drafts that say which parts of the
supplier they read, so that the cells can be added per supplier. Rules stand in the rooms of their laws; entities and
names are in `listed.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from supplychain_risk.domain import CONFLICT, Certainty, DueDiligence, Supplier
from supplychain_risk.laws import RULES
from supplychain_risk.laws.case import Case
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.kind import Rule, Scope
from supplychain_risk.laws.world import World


def drafts(case: Case, world: World) -> tuple[Draft, ...]:
    """All drafts of all rules for a case, each once."""
    found: dict[Draft, None] = {}
    for rule in RULES:
        for view in _views(rule, case):
            for draft in rule.make(view, world):
                found.setdefault(_at_origin(draft, view) if view.origin else draft)
    return tuple(found)


def _views(rule: Rule, case: Case) -> Iterator[Case]:
    if rule.scope is Scope.GOODS:
        yield from case.of_goods()
        return
    yield case
    if rule.scope is Scope.BOTH:
        yield from (view for view in case.origins if (view.region, view.possible_region) != (case.region, None))


def _at_origin(draft: Draft, view: Case) -> Draft:
    """A draft about goods of a stated origin: it reads the cells of their lines and says that the origin is theirs."""
    reads = tuple(f"{part}@{view.origin}" for part in draft.reads)
    return replace(draft, reads=reads)


def is_stated(supplier: Supplier) -> bool:
    """Whether each country it or its goods are from is stated by a row, and not one of several meanings of a text."""
    doubtful = any(
        line.origin is not None and line.origin.code is None and line.origin.resolution.candidates
        for line in supplier.lines
    )
    return not doubtful and (supplier.country is None or supplier.country.resolution.rule == CONFLICT)


def united(readings: Sequence[Sequence[Draft]], stated: bool) -> tuple[Draft, ...]:
    """The drafts of all readings of a supplier, each once.

    What holds in every reading, or is stated by a row of its own, stands as it is; what holds only if an ambiguous text
    means one of several countries is possible at most.
    """
    if len(readings) == 1:
        return tuple(readings[0])
    everywhere = set(readings[0]).intersection(*readings[1:])
    found: dict[Draft, None] = {}
    for draft in (d for drafts_of_one in readings for d in drafts_of_one):
        sure = stated or draft in everywhere
        found[draft if sure else _weakened(draft)] = None
    return tuple(found)


def _weakened(draft: Draft) -> Draft:
    calls_for = DueDiligence.REVIEW if draft.calls_for is DueDiligence.HOLD else draft.calls_for
    lead = "Only if the ambiguous country is the one meant: "
    certainty = Certainty.POSSIBLE if draft.certainty is Certainty.STATED else draft.certainty
    if draft.opening:
        return replace(draft, certainty=certainty, calls_for=calls_for, opening=f"{lead}{draft.opening}")
    return replace(draft, certainty=certainty, calls_for=calls_for, statement=f"{lead}{draft.statement}")
