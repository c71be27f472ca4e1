"""The outcome of a what-if: what was changed, both assessments' documents, and what differs between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from supplychain_risk.report import PROMISE, Document, notebook
from supplychain_risk.report.words import CAUSES
from supplychain_risk.whatif.differences import Differences, Moved

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class WhatIf:
    """A what-if: `before` and `after` are whole report documents; nothing was written anywhere."""

    changes: tuple[str, ...]
    """Each change in a sentence."""
    before: Document
    after: Document
    differences: Differences
    heading: str = "What if"
    how: tuple[str, ...] = ()
    """Between two runs: how it was found out what each change comes of."""

    def __repr__(self) -> str:
        return notebook.short(self.explain())

    def _repr_html_(self) -> str:
        """A notebook shows what changes and why."""
        return notebook.paragraph(self.explain())

    def as_dict(self) -> dict[str, Any]:
        """Changes and differences as plain values, for JSON."""
        return {
            "note": PROMISE,
            "as_of": self.after.about.as_of.isoformat(),
            "changes": list(self.changes),
            **({"how": list(self.how)} if self.how else {}),
            "differences": asdict(self.differences),
        }

    @property
    def suppliers(self) -> pd.DataFrame:
        """One row per supplier and figure that moved: id, name, kind, what, before, after, because."""
        import pandas as pd

        columns = ["id", "name", "kind", "what", "before", "after", "because"]
        rows = [
            (s.id, s.name, s.kind, m.what, m.before, m.after, " ".join(s.because))
            for s in self.differences.suppliers
            for m in s.moved
        ]
        return pd.DataFrame(rows, columns=columns)

    def page(self) -> bytes:
        """What differs as one HTML page, to be kept with the packs."""
        from supplychain_risk.report.diff_page import render_diff

        d = self.differences
        return render_diff(
            self.before,
            self.after,
            changes=self.changes,
            how=self.how,
            suppliers=[
                asdict(s) | {"figures": list(map(told, s.moved)), "causes": came_of(s.causes).strip(" []")}
                for s in d.suppliers
            ],
            findings=[asdict(f) | {"causes": came_of(f.causes).strip(" []")} for f in d.findings],
        )

    def explain(self) -> str:
        """What changes and why, for people."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield self.heading
        yield from (f"  {change}" for change in (*self.changes, *self.how))
        d = self.differences
        if not (d.suppliers or d.findings or d.companies or d.smallest_set):
            yield "Nothing changes."
        for level in d.by_due_diligence:
            yield f"  {told(level)}"
        for name, moved in d.companies.items():
            yield f"{name}"
            yield from (f"  {told(m)}" for m in moved)
        for supplier in d.suppliers:
            yield f"{supplier.name} ({supplier.id}): {supplier.kind}{came_of(supplier.causes)}"
            yield from (f"  {told(m)}" for m in supplier.moved)
            yield from (f"    {reason}" for reason in supplier.because)
        for m in d.smallest_set:
            yield f"{told(m)}"


def came_of(causes: Sequence[str]) -> str:
    """What a change comes of, to be put behind it; "" where that was not asked."""
    return f" [{', '.join(CAUSES[cause].lower() for cause in causes)}]" if causes else ""


SHARES = ("share exposed by score", "share exposed by score, low", "share with a hold", "unmapped share")


def told(moved: Moved) -> str:
    """A figure before and after, as text: `share exposed by score: 91.0% → 75.2%`."""
    before, after = (shown(moved.what, value) for value in (moved.before, moved.after))
    return f"{moved.what.replace('_', ' ')}: {before} → {after}"


def shown(what: str, value: float | int | str | None) -> str:
    """One of the two figures; a share in percent, an unknown as such."""
    if value is None:
        return "none"
    if what in SHARES and isinstance(value, float):
        return f"{value * 100:.1f}%"
    return f"{value:g}" if isinstance(value, float) else str(value).replace("_", " ")
