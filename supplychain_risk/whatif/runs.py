"""What two runs were made of, as far as it is not the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from supplychain_risk.report import Document
from supplychain_risk.report.since_models import Cause


def made_of(before: Document, after: Document) -> Iterator[tuple[Cause, str]]:
    """What the runs were made of, as far as it is not the same: which of the causes, and a sentence."""
    if before.about.company != after.about.company:
        yield "input", f"Company: {before.about.company} → {after.about.company}."
    if before.about.as_of != after.about.as_of:
        yield "day", f"Day: {before.about.as_of} → {after.about.as_of}."
    old, new = before.manifest, after.manifest
    for key, cause, what in _NAMED:
        yield from ((cause, text) for text in _parts(what, old.get(key) or {}, new.get(key) or {}))
    for key, cause, what in _WHOLE:
        if old.get(key) != new.get(key):
            yield cause, f"{what}: not the same."
    if old.get("code") != new.get("code"):
        versions = f"{before.about.version} → {after.about.version}"
        same = before.about.version == after.about.version
        yield "code", f"Code: not the same{'' if same else f' ({versions})'}."


_NAMED: tuple[tuple[str, Cause, str], ...] = (
    ("inputs", "input", "Input"),
    ("tables", "tables", "Table"),
    ("lists", "tables", "List of your own"),
    ("context", "tables", "Figures"),
)
"""Parts of the manifest that name files or tables."""
_WHOLE: tuple[tuple[str, Cause, str], ...] = (
    ("policy", "policy", "Policy"),
    ("dispositions", "dispositions", "Reviewers' verdicts"),
    ("mapping", "input", "Mapping"),
    ("tasks", "input", "Tasks that people wrote"),
)


def _parts(what: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted({*old, *new}):
        if name not in new:
            yield f"{what} {name}: gone."
        elif name not in old:
            yield f"{what} {name}: new."
        elif old[name] != new[name]:
            yield f"{what} {name}: changed."
