"""What differs between two report documents, and why: due diligence, scores, exposure, findings, the smallest set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from supplychain_risk.report import Document
from supplychain_risk.report.models import FactorEntry, FindingEntry, SupplierEntry
from supplychain_risk.report.outlook_models import ExposureEntry
from supplychain_risk.report.words import counted, interval

Value = float | int | str | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure before and after."""

    what: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class SupplierChange:
    """One supplier that is new, gone, or judged otherwise; `because` says what brought it about."""

    id: str
    name: str
    kind: str
    """added, removed or changed."""
    moved: tuple[Moved, ...]
    because: tuple[str, ...]
    causes: tuple[str, ...] = ()
    """Between two runs: which of the things they are made of it comes of (`attribution.py`)."""


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that is new, gone, or stands otherwise."""

    id: str
    supplier: str
    name: str
    kind: str
    """added, removed or changed."""
    certainty: str
    calls_for: str
    statement: str
    causes: tuple[str, ...] = ()
    """As of a supplier's change."""


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs. Empty tuples where nothing does."""

    by_due_diligence: tuple[Moved, ...]
    companies: Mapping[str, tuple[Moved, ...]]
    """Name of an end of the chain → its exposure, as far as it moved."""
    suppliers: tuple[SupplierChange, ...]
    """The most urgent, before or after, first."""
    findings: tuple[FindingChange, ...]
    smallest_set: tuple[Moved, ...]
    """Statement about whom to engage, and how many they are."""


def differences(before: Document, after: Document) -> Differences:
    """What differs between two documents of the same company. Ranks are left out: one supplier moves all others'."""
    old, new = ({s.id: s for s in d.suppliers} for d in (before, after))
    findings = tuple(_findings(before, after))
    about: dict[str, list[FindingChange]] = {}
    for finding in findings:
        about.setdefault(finding.supplier, []).append(finding)
    changes = [
        change
        for i in sorted({*old, *new})
        if (change := _supplier(old.get(i), new.get(i), about.get(i, []))) is not None
    ]
    changes.sort(key=lambda c: (_urgency(old.get(c.id), new.get(c.id)), c.kind, c.id))
    counts = before.summary.by_due_diligence, after.summary.by_due_diligence
    return Differences(
        by_due_diligence=_moved((level, counts[0][level], counts[1].get(level, 0)) for level in counts[0]),
        companies=_companies(before, after),
        suppliers=tuple(changes),
        findings=findings,
        smallest_set=_smallest_set(before, after),
    )


def _moved(values: Iterable[tuple[str, Value, Value]]) -> tuple[Moved, ...]:
    return tuple(Moved(what, one, other) for what, one, other in values if one != other)


def _urgency(*both: SupplierEntry | None) -> int:
    return min(s.due_diligence.urgency for s in both if s)


def _exposure(one: ExposureEntry | None, other: ExposureEntry | None) -> Iterator[tuple[str, Value, Value]]:
    """The figures of an exposure in words, before and after."""
    names = {
        "worst": "worst upstream",
        "share_exposed": "share exposed by score",
        "share_exposed_low": "share exposed by score, low",
        "share_with_hold": "share with a hold",
        "share_basis": "shares by",
        "unmapped_share": "unmapped share",
        "upstream": "suppliers upstream",
        "triggers": "findings upstream",
        "holds": "holds upstream",
    }
    for field, what in names.items():
        yield what, getattr(one, field, None), getattr(other, field, None)


def _companies(before: Document, after: Document) -> Mapping[str, tuple[Moved, ...]]:
    old, new = ({x.id: x for x in d.company_exposure} for d in (before, after))
    names = {**after.node_names(), **before.node_names()}
    found = {names.get(i, i): _moved(_exposure(old.get(i), new.get(i))) for i in sorted({*old, *new})}
    return {name: moved for name, moved in found.items() if moved}


def _supplier(
    one: SupplierEntry | None, other: SupplierEntry | None, findings: list[FindingChange]
) -> SupplierChange | None:
    some = other or one
    assert some is not None
    kind = "changed" if one and other else "added" if other else "removed"
    moved = _moved(
        [
            ("due diligence", one.due_diligence.value if one else None, other.due_diligence.value if other else None),
            ("score", _score(one), _score(other)),
            ("tier", one.tier if one else None, other.tier if other else None),
            *_exposure(one.exposure if one else None, other.exposure if other else None),
        ]
    )
    if not moved and not findings:
        return None
    return SupplierChange(some.id, some.name, kind, moved, tuple(_because(one, other, findings)))


def _score(supplier: SupplierEntry | None) -> str | None:
    return interval(supplier.structural.low, supplier.structural.high) if supplier and supplier.structural else None


def _because(one: SupplierEntry | None, other: SupplierEntry | None, findings: list[FindingChange]) -> Iterator[str]:
    """What brought a change about: factors that read otherwise, findings, what lies upstream, and the new verdict."""
    if one and other:
        yield from _factors(one, other)
        upstream = other.exposure.upstream - one.exposure.upstream
        holds = other.exposure.holds - one.exposure.holds
        if upstream or holds:
            yield f"upstream: {counted(upstream, 'supplier', signed=True)}, {holds:+d} on hold"
    if other is None:
        yield f"no longer in the chain, with {counted(len(findings), 'finding')} about it"
        return
    for finding in findings:
        yield f"finding {finding.kind}: {finding.statement}"
    if one is None or (one.due_diligence, one.why) != (other.due_diligence, other.why):
        yield other.why


def _factors(one: SupplierEntry, other: SupplierEntry) -> Iterator[str]:
    old, new = ({f.id: f for f in s.structural.factors} if s.structural else {} for s in (one, other))
    for i in (*old, *(i for i in new if i not in old)):
        before, after = old.get(i), new.get(i)
        if _points(before) != _points(after):
            answer = after.answer if after else "no longer counted"
            yield f"{i} {_points(before) or 'none'} → {_points(after) or 'none'}: {answer}"


def _points(factor: FactorEntry | None) -> str:
    return interval(factor.points_low, factor.points_high) if factor else ""


def _findings(before: Document, after: Document) -> Iterator[FindingChange]:
    old, new = ({f.id: f for f in d.findings} for d in (before, after))
    names = {**after.node_names(), **before.node_names()}

    def told(finding: FindingEntry, kind: str) -> FindingChange:
        return FindingChange(
            id=finding.id,
            supplier=finding.supplier,
            name=names.get(finding.supplier, finding.supplier),
            kind=kind,
            certainty=finding.certainty.value,
            calls_for=finding.calls_for.value,
            statement=finding.statement,
        )

    for finding in after.findings:
        was = old.get(finding.id)
        if was is None:
            yield told(finding, "added")
        elif (was.certainty, was.calls_for, was.statement) != (finding.certainty, finding.calls_for, finding.statement):
            yield told(finding, "changed")
    for finding in before.findings:
        if finding.id not in new:
            yield told(finding, "removed")


def _smallest_set(before: Document, after: Document) -> tuple[Moved, ...]:
    one, other = before.engagement, after.engagement
    if one is None or other is None:
        return ()
    return _moved(
        (
            ("suppliers in the smallest set", len(one.smallest_set), len(other.smallest_set)),
            ("whom to engage", one.statement, other.statement),
        )
    )
