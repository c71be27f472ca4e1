"""What each difference between two runs comes of: input, tables, policy, dispositions, the day or the code.

Where only one of these is not the same, all comes of it. Where several are not, the manifests alone cannot tell; runs
in between, in which one after the other moves, do. What one of them brings about may depend on those moved before it;
the order is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from supplychain_risk.report import Document
from supplychain_risk.report.since_models import Cause
from supplychain_risk.report.words import CAUSES, counted, several
from supplychain_risk.whatif.differences import Differences, differences
from supplychain_risk.whatif.outcome import WhatIf
from supplychain_risk.whatif.runs import made_of


@dataclass(frozen=True, slots=True)
class Step:
    """From one run to the next, in which only these causes moved."""

    causes: tuple[Cause, ...]
    before: Document
    after: Document


HEADING = "What differs between the runs"


def between_runs(before: Document, after: Document, steps: Sequence[Step] = ()) -> WhatIf:
    """What differs between two reports of one company: what they were made of, and what follows, with what it comes of.

    Args:
        before: the earlier report.
        after: the later one.
        steps: runs between them, in which one thing after the other moves; without them the manifests decide.
    """
    told = tuple(text for _, text in made_of(before, after)) or ("Both were made of the same.",)
    found, how = attributed(differences(before, after), tuple(steps) or (between(before, after),))
    return WhatIf(told, before, after, found, HEADING, how)


def between(before: Document, after: Document) -> Step:
    """One step from the first run to the last, with all causes that their manifests show."""
    return Step(tuple(dict.fromkeys(cause for cause, _ in made_of(before, after))), before, after)


def attributed(found: Differences, steps: Sequence[Step]) -> tuple[Differences, tuple[str, ...]]:
    """The differences with what each comes of, and how that was found out, in sentences.

    Args:
        found: what differs between the first run and the last.
        steps: from the first run to the last.
    """
    moved: dict[tuple[str, str], dict[Cause, None]] = defaultdict(dict)
    counts = []
    for step in steps:
        part = differences(step.before, step.after) if len(steps) > 1 else found
        counts.append((len(part.suppliers), len(part.findings)))
        for change in part.suppliers:
            moved["supplier", change.id].update(dict.fromkeys(step.causes))
        for finding in part.findings:
            moved["finding", finding.id].update(dict.fromkeys(step.causes))
    told = replace(
        found,
        suppliers=tuple(replace(s, causes=tuple(moved["supplier", s.id])) for s in found.suppliers),
        findings=tuple(replace(f, causes=tuple(moved["finding", f.id])) for f in found.findings),
    )
    return told, tuple(_how(steps, counts, bool(found.suppliers or found.findings)))


def _how(steps: Sequence[Step], counts: Sequence[tuple[int, int]], is_other: bool) -> Iterable[str]:
    if len(steps) == 1:
        causes = steps[0].causes
        if len(causes) == 1:
            yield f"Only this is not the same: {_named(causes)}. What changes below comes of it."
        elif causes:
            yield (
                f"Several are not the same: {_named(causes)}. Which of them a change comes of, the manifests do not "
                "tell; give the inputs of both runs with --input to have it worked out."
            )
        elif is_other:
            yield "Both manifests name the same, and the reports differ: one was changed by hand. Verify both packs."
        return
    yield "Worked out by runs in which one after the other moved, in this order:"
    for number, (step, (suppliers, findings)) in enumerate(zip(steps, counts, strict=True), 1):
        what = f"{counted(suppliers, 'supplier')} and {counted(findings, 'finding')} change"
        yield f"{number}. {_named(step.causes) if step.causes else 'Nothing that a manifest names'}: {what}."


def _named(causes: Sequence[Cause]) -> str:
    return several(CAUSES[cause].lower() for cause in causes)
