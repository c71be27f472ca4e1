"""What is new in a report for who has read an earlier one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import msgspec

from supplychain_risk.domain import DueDiligence
from supplychain_risk.report.models import Document, FindingEntry
from supplychain_risk.report.since_models import (
    EarlierReport,
    LookAgain,
    SinceEntry,
    SinceFinding,
    SinceList,
    SincePart,
    SinceSupplier,
    State,
)
from supplychain_risk.whatif.differences import differences
from supplychain_risk.whatif.outcome import told
from supplychain_risk.whatif.runs import made_of

_STATES: Mapping[str, State] = {"added": "new", "changed": "changed", "removed": "gone"}
_SETTLED = ("applied", "superseded")
"""States of a verdict in which nobody need look at it."""


def marked_since(before: Document, after: Document, sha256: str) -> Document:
    """The later document with what is new in it since the earlier one, whose `report.json` has this SHA-256."""
    entry = since(before, after, sha256)
    manifest = {**after.manifest, "since": {"report": f"sha256:{sha256}", "as_of": before.about.as_of.isoformat()}}
    return msgspec.structs.replace(after, since=entry, manifest=manifest)


def since(before: Document, after: Document, sha256: str) -> SinceEntry:
    """What is new in the later document.

    Args:
        before: the report its reader knows.
        after: the later one.
        sha256: of the earlier `report.json`.
    """
    moved = differences(before, after)
    lists = _moved_tables(before, after)
    old, new = ({f.id: f for f in d.findings} for d in (before, after))
    findings = []
    cited: dict[str, set[str]] = defaultdict(set)
    for change in moved.findings:
        finding = new.get(change.id) or old[change.id]
        both = [f for f in (old.get(change.id), new.get(change.id)) if f]
        touched = tuple(sorted({c.dataset for f in both for c in f.citations} & lists.keys()))
        cited[finding.supplier].update(touched)
        findings.append(
            SinceFinding(
                id=finding.id,
                supplier=finding.supplier,
                name=change.name,
                state=_STATES[change.kind],
                code=finding.code,
                is_match=finding.score is not None,
                certainty=finding.certainty,
                calls_for=finding.calls_for,
                statement=finding.statement,
                lists=touched,
            )
        )
    levels = [{s.id: s.due_diligence for s in d.suppliers} for d in (before, after)]
    suppliers = tuple(
        SinceSupplier(
            id=change.id,
            name=change.name,
            state=_STATES[change.kind],
            due_diligence_before=levels[0].get(change.id),
            due_diligence=levels[1].get(change.id),
            figures=tuple(map(told, change.moved)) if change.kind == "changed" else (),
            why=change.because,
            lists=tuple(sorted(cited[change.id])),
        )
        for change in moved.suppliers
    )
    touched_suppliers = {s.id for s in suppliers}
    states = {f.id: f.state for f in findings}
    return SinceEntry(
        report=EarlierReport(
            company=before.about.company, as_of=before.about.as_of, version=before.about.version, sha256=sha256
        ),
        made_of=tuple(SincePart(cause=cause, text=text) for cause, text in made_of(before, after)),
        lists=tuple(_list(name, *both, old, new, states) for name, both in sorted(lists.items())),
        suppliers=suppliers,
        findings=tuple(findings),
        look_again=tuple(_look_again(before, after, findings, levels[1])),
        suppliers_as_before=sum(s.id not in touched_suppliers for s in after.suppliers),
        findings_as_before=sum(f.id not in states for f in after.findings),
    )


def _moved_tables(before: Document, after: Document) -> dict[str, tuple[str, str]]:
    """Table or list of one's own that is not the same → its edition before and after; "" where it was not there."""
    editions = [{t.name: t.edition for t in d.sources} for d in (before, after)]
    hashes = [_hashes(d) for d in (before, after)]
    names = sorted({*hashes[0], *hashes[1]})
    return {
        name: (_edition(name, editions[0], hashes[0]), _edition(name, editions[1], hashes[1]))
        for name in names
        if hashes[0].get(name) != hashes[1].get(name)
    }


def _hashes(document: Document) -> dict[str, str]:
    found = {}
    for key in ("tables", "lists"):
        part = document.manifest.get(key)
        found.update({name: str(digest) for name, digest in part.items()} if isinstance(part, dict) else {})
    return found


def _edition(name: str, editions: Mapping[str, str], hashes: Mapping[str, str]) -> str:
    return editions.get(name, "edition not stated") if name in hashes else ""


def _list(
    name: str,
    edition_before: str,
    edition: str,
    old: Mapping[str, FindingEntry],
    new: Mapping[str, FindingEntry],
    states: Mapping[str, State],
) -> SinceList:
    resting = {f.id for part in (old, new) for f in part.values() if any(c.dataset == name for c in f.citations)}
    counts = Counter(states.get(id_, "as before") for id_ in resting)
    return SinceList(
        name=name,
        state="new" if not edition_before else "gone" if not edition else "changed",
        edition_before=edition_before,
        edition=edition,
        findings_new=counts["new"],
        findings_changed=counts["changed"],
        findings_gone=counts["gone"],
        findings_as_before=counts["as before"],
    )


def _look_again(
    before: Document, after: Document, findings: list[SinceFinding], levels: Mapping[str, DueDiligence]
) -> Iterator[LookAgain]:
    """Verdicts that no longer hold, and findings for a person that are gone although the supplier is still there."""
    held = {(d.supplier, d.list_name, d.entry) for d in before.dispositions if d.state in _SETTLED}
    known = {(d.supplier, d.list_name, d.entry): d.state for d in before.dispositions}
    for d in after.dispositions:
        place = (d.supplier, d.list_name, d.entry)
        if d.state not in _SETTLED and (place in held or known.get(place) != d.state):
            about = f"The verdict {d.verdict} of {d.person} ({d.date}) on the match with {d.listed_name}"
            why = f"{about}: {d.state}. {d.why}".strip()
            yield LookAgain(supplier=d.supplier, name=d.supplier_name, finding=d.finding, why=why)
    for f in findings:
        if f.state == "gone" and f.calls_for.is_a_persons and f.supplier in levels:
            what = "A possible match with a list" if f.is_match else "A finding that called for a person"
            because = f"; {', '.join(f.lists)} changed" if f.lists else ""
            yield LookAgain(
                supplier=f.supplier,
                name=f.name,
                finding=f.id,
                why=f"{what} is gone{because}. That is no clearance: see what brought it about. It said: {f.statement}",
            )


def calls_for_attention(entry: SinceEntry, level: DueDiligence | None) -> bool:
    """Whether something new must be seen: a supplier or finding that newly calls for the level, or a second look.

    Args:
        entry: what is new.
        level: None for anything that is new, changed or gone.
    """
    if level is None:
        return bool(entry.suppliers or entry.findings or entry.look_again)
    newly = any(
        s.due_diligence is not None
        and s.due_diligence.at_least(level)
        and not (s.due_diligence_before and s.due_diligence_before.at_least(level))
        for s in entry.suppliers
    )
    found = any(f.state != "gone" and f.calls_for.at_least(level) for f in entry.findings)
    return newly or found or bool(entry.look_again)
