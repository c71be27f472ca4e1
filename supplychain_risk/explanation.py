"""One supplier explained from the report document: factors, findings, cells, citations, paths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from supplychain_risk.domain import Citation
from supplychain_risk.report import Document, notebook, words
from supplychain_risk.report.models import FindingEntry, SupplierEntry
from supplychain_risk.report.turning import Turning
from supplychain_risk.resolve.called import the_one_called

_LINES = 20
"""Lines of goods that are told; the report holds all."""


@dataclass(frozen=True, repr=False)
class Explanation:
    """A supplier of a report. `supplier` and `findings` are the report's own entries; `explain()` is for people."""

    document: Document
    supplier: SupplierEntry

    def __repr__(self) -> str:
        return notebook.short(self.explain())

    def _repr_html_(self) -> str:
        """A notebook shows the explanation."""
        return notebook.paragraph(self.explain())

    @property
    def findings(self) -> tuple[FindingEntry, ...]:
        """The findings about this supplier itself."""
        return tuple(f for f in self.document.findings if f.supplier == self.supplier.id)

    def explain(self) -> str:
        """Why the supplier calls for what it calls for: every number with its source, every fact with its cell."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        s = self.supplier
        yield f"{s.name}  ({s.id})"
        yield f"  {s.due_diligence.value.replace('_', ' ')}: {s.why}"
        place = ", ".join(part for part in (s.region_name, s.country_name) if part) or "country not known"
        yield f"  {place}; tier {s.tier if s.tier is not None else 'not known'}; read from {', '.join(s.cells)}"
        for reading in s.resolved:
            yield f"    {reading.field}: '{reading.raw}' → {reading.code or reading.method.value}  [{reading.rule}]"
        own = [line for line in self.document.lines if line.supplier == s.id]
        for line in own[:_LINES]:
            yield f"    line: {words.line(line)}; cells {', '.join(line.cells) or 'none'}"
        if len(own) > _LINES:
            yield f"    … {len(own) - _LINES} more lines"
        if s.structural:
            score = s.structural
            yield f"  Structural score {_span(score.low, score.high)}, band {score.band.value}, decided on the high end"
            for factor in score.factors:
                yield f"    {factor.id} {_span(factor.points_low, factor.points_high)}: {factor.answer}"
                for citation in factor.citations:
                    yield f"      source: {_source(citation)}"
            if score.residual:
                yield f"  {words.residual(score.residual)}; this orders work and changes no level"
                for control in score.residual.controls:
                    yield f"    {words.control(control)}; cells {', '.join(control.cells) or 'none'}"
        kinds = {kind.code: kind for kind in self.document.kinds}
        for finding in self.findings:
            yield f"  {finding.code} ({finding.channel.value}, {finding.certainty.value}): {finding.statement}"
            yield f"      {finding.instrument}; cells {', '.join(finding.cells) or 'none'}"
            for citation in finding.citations:
                yield f"      source: {_source(citation)}"
            for path in finding.paths:
                yield f"      path: {self._names(path)}"
            if finding.path_count > len(finding.paths):
                yield f"      … {words.paths(finding.path_count, finding.path_count_exact)} paths in all"
            if finding.disposition_why:
                yield f"      review: {finding.disposition_why}"
            if finding.code in kinds:
                yield f"      {kinds[finding.code].does_not_mean}"
            yield f"      next: {finding.next_step}"
            for step in finding.steps:
                yield f"      asked for by {step.asked_by}: {words.step(step)}; {words.place(step.citation)}"
            yield from self._verdicts(finding)
        yield "  What would change it:"
        for told in Turning(self.document).of(s):
            yield f"    {told}"
        for entry in s.positive:
            yield f"  {words.positive(entry)}"
            yield f"      source: {_source(entry.citation)}; cell {entry.cell}"
        e = s.exposure
        if e.upstream:
            worst = f"; worst {words.worst(e)} by {self._names(e.worst_path)}" if e.worst is not None else ""
            held = f", {e.holds} of them on hold" if e.holds else ""
            suppliers, findings = words.counted(e.upstream, "supplier"), words.counted(e.triggers, "finding")
            yield f"  Upstream: {suppliers} with {findings}{held}{worst}"
            yield f"  Of the findings upstream {words.NOT_COUNTED}"
            if e.share_exposed is not None:
                yield f"  {words.exposed_share(e)} of its direct supply {words.SCORE_PATH}, {words.basis(e)}"
            if e.share_with_hold is not None:
                yield f"  {words.percent(e.share_with_hold)} of its direct supply {words.HELD}"
        if e.unmapped_share is not None:
            yield f"  Share of its supply not traced to a primary producer: {e.unmapped_share:.0%}"

        for circle in self.document.cycles:
            if s.id in circle:
                yield f"  {words.circle(circle, self.document.node_names())}"
        yield from self._outlook()

    def _outlook(self) -> Iterator[str]:
        """How firm score and rank are, and what the supplier is for the company's engagement."""
        s, about = self.supplier.stability, self.document.stability
        if s and about:
            yield f"  Rank {words.rank(s)} of {about.ranked} by score; {about.draws} draws over the policy's ranges:"
            yield f"    score {s.score_p5:.2f} to {s.score_p95:.2f}; in the top tenth in {s.top_decile:.0%} of them"
        engagement = self.document.engagement
        if engagement is None:
            return
        for place, entry in enumerate(engagement.order, 1):
            if entry.supplier == self.supplier.id:
                yield f"  Priority {place} of {len(engagement.order)}. {entry.why}"
        for gate in engagement.smallest_set:
            if gate.supplier == self.supplier.id:
                yield f"  In the smallest set to engage or replace. {gate.why}"

    @staticmethod
    def _verdicts(finding: FindingEntry) -> Iterator[str]:
        """What either verdict of a reviewer would make of a match; what stays as it is is not said again."""
        verdicts = finding.open_to
        if verdicts is None:
            return
        if words.is_changed(verdicts.confirmed, finding.reason):
            one = verdicts.confirmed
            yield f"      if it is {words.CONFIRMED}: {one.calls_for.value}; {words.outcome(one)}; {finding.instrument}"
            yield f"          next: {one.next_step}"
            for step in one.steps:
                yield f"          asked for by {step.asked_by}: {words.step(step)}; {words.place(step.citation)}"
        else:
            yield f"      if it is {words.CONFIRMED}: it stays as it is"
        yield f"      if it is {words.REJECTED}: {verdicts.rejected.calls_for.value}, as a cleared match"
        yield f"          next: {verdicts.rejected.next_step}"

    def _names(self, path: tuple[str, ...]) -> str:
        names = self.document.node_names()
        return " → ".join(names.get(node, node) for node in path)


def _span(low: float, high: float) -> str:
    return f"{low:.1f}" if low == high else f"{low:.1f} to {high:.1f}"


def _source(cited: Citation) -> str:
    """The row with the authority's page and where it was read."""
    return f"{cited.dataset} {cited.edition}, row {cited.row}; {words.place(cited)}"


def find_supplier(document: Document, wanted: str) -> SupplierEntry:
    """The supplier with this id, or the only one with this name.

    Raises:
        UnknownSupplier: there is none, or several bear the name; the hint lists ids.
    """
    stand = "in report.json, in the workbook and on the page"
    return the_one_called(wanted, document.suppliers, lambda supplier: supplier.names, stand)
