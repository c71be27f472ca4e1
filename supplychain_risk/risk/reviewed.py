"""Findings after review: what a person's verdict makes of a match with a list entry.

`true_match` makes the match stated; on a list with legal effect it calls for hold. `false_positive` clears it: it stays
visible and calls for nothing, with one exception: where a name equals a listed name in full on a list with legal
effect, goods may be stopped over the name and need the proof at hand, so the cleared match goes on calling for review.
`in_review` changes nothing but says that somebody looks. A verdict that no longer holds changes nothing and says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from supplychain_risk.domain import Certainty, Channel, DueDiligence, Finding, OwnershipLink, Reason, Supplier
from supplychain_risk.laws import meaning_of
from supplychain_risk.laws.kind import Kind
from supplychain_risk.laws.world import World
from supplychain_risk.reference.steps import steps_for
from supplychain_risk.review.marks import entry_mark, supplier_mark
from supplychain_risk.review.register import Register, State
from supplychain_risk.review.rulings import Key, Row, Verdict, match_key

if TYPE_CHECKING:
    from supplychain_risk.reference.entities import ListedEntity

Findings = Mapping[str, tuple[Finding, ...]]
"""By supplier id."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The findings that rest on a list entry, each with the entry, by what a verdict is about."""

    by_key: Mapping[Key, tuple[Finding, ListedEntity]]

    @classmethod
    def among(cls, found: Findings, entities: Sequence[ListedEntity]) -> Matches:
        """The matches among all findings; a supplier has at most one per entry."""
        by_row = {(entity.dataset, entity.citation.row): entity for entity in entities}
        by_key: dict[Key, tuple[Finding, ListedEntity]] = {}
        for findings in found.values():
            for finding in findings:
                entity = by_row.get((finding.citations[0].dataset, finding.citations[0].row))
                if entity is not None:
                    key = match_key(finding.supplier, entity.list_name, entity.entity_id)
                    by_key.setdefault(key, (finding, entity))
        return cls(by_key)

    def rows(
        self, suppliers: Mapping[str, Supplier], owners: Mapping[str, Sequence[OwnershipLink]] | None = None
    ) -> tuple[Row, ...]:
        """One row per match for the reviewer, most urgent first.

        `owners` are the stated owners by supplier id; family matches may rest on them.
        """
        known = owners or {}
        matches = sorted(
            self.by_key.values(), key=lambda m: (m[0].calls_for.urgency, m[0].code, m[0].supplier, m[0].id)
        )
        return tuple(_row(f, entity, suppliers[f.supplier], known.get(f.supplier, ())) for f, entity in matches)


def _row(finding: Finding, entity: ListedEntity, supplier: Supplier, owners: Sequence[OwnershipLink]) -> Row:
    named = [link.parent for link in owners] if finding.code == meaning_of(entity).family.code else []
    return Row(
        supplier=supplier.id,
        supplier_name=supplier.name,
        country=supplier.country.resolution.label if supplier.country else "",
        cells=", ".join(map(str, finding.cells)),
        code=finding.code,
        listed_name=entity.name,
        list_name=entity.list_name,
        entry=entity.entity_id,
        score="" if finding.score is None else f"{finding.score:.2f}",
        why=finding.statement,
        edition=finding.citations[0].edition,
        supplier_mark=supplier_mark(supplier, named),
        entry_mark=entry_mark(entity),
    )


def reviewed(found: Findings, matches: Matches, register: Register, world: World) -> dict[str, tuple[Finding, ...]]:
    """All findings, those with a verdict as the verdict leaves them."""
    if not register.settled:
        return dict(found)
    changed: dict[str, Finding] = {}
    for key, (finding, entity) in matches.by_key.items():
        settled = register.of(key)
        if settled is not None:
            changed[finding.id] = _after(finding, entity, settled.ruling.verdict, settled.state, settled.why, world)
    return {supplier: tuple(changed.get(f.id, f) for f in findings) for supplier, findings in found.items()}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a reviewer's verdict makes of the reason of a match, by the rules that a given verdict is applied with."""

    entity: ListedEntity
    """The list entry that the match is with."""
    confirmed: Reason
    """After `true_match`; of a match that is stated already, the reason as it is."""
    rejected: Reason
    """After `false_positive`."""


def verdicts_on(matches: Matches, world: World) -> Mapping[str, Verdicts]:
    """Id of the reason of a match, as it is without a verdict → what either verdict makes of it; once per reason."""
    made: dict[str, Verdicts] = {}
    for finding, entity in matches.by_key.values():
        if finding.reason.id not in made:
            confirmed, rejected = (
                _after(finding, entity, verdict, State.APPLIED, "", world).reason
                for verdict in (Verdict.TRUE_MATCH, Verdict.FALSE_POSITIVE)
            )
            made[finding.reason.id] = Verdicts(entity, confirmed, rejected)
    return made


def _after(
    finding: Finding, entity: ListedEntity, verdict: Verdict | None, state: State, why: str, world: World
) -> Finding:
    if state is not State.APPLIED:
        said = f"{state.value.capitalize()}: {why}"
        return finding.changed(disposition=state.value, disposition_why=said)
    ruled = finding.changed(disposition=verdict, disposition_why=why)
    if verdict is Verdict.FALSE_POSITIVE:
        return ruled.changed(reason=_cleared(finding, why))
    if verdict is Verdict.TRUE_MATCH and finding.certainty is not Certainty.STATED:
        confirmed = _confirmed(finding, entity, world, "A reviewer confirmed this match.")
        return ruled.changed(id=f"{confirmed.code}:{finding.supplier}:{finding.citations[0].row}", reason=confirmed)
    return ruled


def _confirmed(finding: Finding, entity: ListedEntity, world: World, said: str) -> Reason:
    """The reason of a match that is taken as true, its statement with what is said before it."""
    kind, step = _confirmed_kind(entity)
    return finding.reason.restated(
        code=kind.code,
        certainty=Certainty.STATED,
        calls_for=meaning_of(entity).level(kind, Certainty.STATED),
        statement=f"{said} {finding.statement}",
        next_step=step,
        steps=steps_for(world.reference, kind.code, finding.citations, world.as_of),
    )


def _confirmed_kind(entity: ListedEntity) -> tuple[Kind, str]:
    """The kind of finding that a confirmed match with an entry makes, and the next step."""
    meaning = meaning_of(entity)
    if entity.status == "inactive":
        kind, step = meaning.past(entity.may_return)
        return kind, step if entity.may_return else meaning.if_ended
    return meaning.listed, meaning.if_confirmed


def as_confirmed(finding: Finding, entity: ListedEntity | None, world: World) -> Finding:
    """A possible finding as it would stand if a person confirmed it; it keeps its id, so that it can be told again.

    Args:
        finding: the possible one.
        entity: the list entry, of a match with one: it becomes what a verdict `true_match` makes of it. Else the
            finding is stated and calls for `hold`.
        world: the tables of a day.
    """
    said = "Taken as confirmed:"
    if entity is not None:
        return finding.changed(reason=_confirmed(finding, entity, world, said), score=None)
    reason = finding.reason.restated(
        certainty=Certainty.STATED, calls_for=DueDiligence.HOLD, statement=f"{said} {finding.statement}"
    )
    return finding.changed(reason=reason, score=None)


def is_cleared(finding: Finding) -> bool:
    """Whether a reviewer's verdict cleared the finding."""
    return finding.disposition == Verdict.FALSE_POSITIVE


def _cleared(finding: Finding, why: str) -> Reason:
    if finding.channel is Channel.LEGAL and finding.certainty is Certainty.STATED:
        return finding.reason.restated(
            calls_for=DueDiligence.REVIEW,
            statement=f"Cleared listed match. {why} What was cleared: {finding.statement}",
            next_step="Keep the proof that this is another company at hand: goods may be stopped over the name.",
        )
    return finding.reason.restated(calls_for=DueDiligence.STANDARD, next_step="Nothing, unless the match reopens.")
