"""What would change what a supplier calls for, or the band of its score, one thing at a time.

All of it follows from what the report holds: which findings decide the level, how firmly the input carries them, which
inputs of the score are not known, who is on hold upstream. What the report cannot know is not guessed at: it says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from supplychain_risk.domain import Band, Certainty, DueDiligence
from supplychain_risk.report.models import Document, FindingEntry, SupplierEntry
from supplychain_risk.risk.due_diligence import HIGH_BANDS

CONTROLS = "No control changes the level or the band: controls order suppliers of one level."
NOTHING = (
    "Nothing that this report holds would by itself change the level: {because}. Other input, or a change of a list, "
    "an order or the policy, could."
)


class Turning:
    """What would change it, for any supplier of a document."""

    def __init__(self, document: Document) -> None:
        self._findings: dict[str, list[FindingEntry]] = {}
        for finding in document.findings:
            self._findings.setdefault(finding.supplier, []).append(finding)
        self._titles = {kind.code: kind.title for kind in document.kinds}
        self._placed = {line.supplier for line in document.lines if line.origin}

    def of(self, supplier: SupplierEntry) -> tuple[str, ...]:
        """Sentences, the most direct first; at least one."""
        level = supplier.due_diligence
        told = [*self._findings_that_decide(supplier), *self._upstream(supplier)]
        if level is DueDiligence.NOT_ASSESSED:
            told.append(
                f"Stating {' and '.join(self._missing(supplier))} would let it be assessed; what it then calls for is "
                "not known before."
            )
        of_level, of_band = self._unknown(supplier)
        told += of_level
        if not told:
            told.append(NOTHING.format(because=self._because(supplier)))
        return (*told, *of_band, CONTROLS)

    def level(
        self,
        supplier: SupplierEntry,
        findings: Iterable[FindingEntry] | None = None,
        band: Band | None = None,
        *,
        holds_upstream: bool | None = None,
    ) -> DueDiligence:
        """The level by the rules of `risk.due_diligence`, with other findings, another band, or no holds upstream."""
        given = self._findings.get(supplier.id, ()) if findings is None else findings
        own = DueDiligence.most_urgent(finding.calls_for for finding in given)
        score = supplier.structural
        if own.is_a_persons:
            return own
        if supplier.exposure.holds if holds_upstream is None else holds_upstream:
            return DueDiligence.REVIEW
        if own is DueDiligence.ENHANCED:
            return own
        if self._missing(supplier):
            return DueDiligence.NOT_ASSESSED
        return DueDiligence.ENHANCED if (band or (score and score.band)) in HIGH_BANDS else DueDiligence.STANDARD

    def _missing(self, supplier: SupplierEntry) -> tuple[str, ...]:
        if supplier.country is None and supplier.id not in self._placed:
            return ("the country, or the origin of its goods",)
        return () if supplier.sectors or supplier.commodities else ("its sector or what it supplies",)

    def _deciding(self, supplier: SupplierEntry) -> list[FindingEntry]:
        """The findings that call for the level of the supplier."""
        level = supplier.due_diligence
        return [f for f in self._findings.get(supplier.id, ()) if f.calls_for is level and level is not _USUAL]

    def _findings_that_decide(self, supplier: SupplierEntry) -> Iterator[str]:
        level, all_of_them = supplier.due_diligence, self._findings.get(supplier.id, ())
        open_ones = [f for f in self._deciding(supplier) if f.certainty is not Certainty.STATED]
        alone = 0
        for reason in dict.fromkeys(f.reason.id for f in open_ones):
            new = self.level(supplier, [f for f in all_of_them if f.reason.id != reason])
            if new is not level:
                alone += 1
                first = next(f for f in open_ones if f.reason.id == reason)
                yield f"{self._ruled_out(first)} {_from_to(level, new)}"
        if open_ones and not alone:
            new = self.level(
                supplier, [f for f in all_of_them if f.calls_for is not level or f.certainty is Certainty.STATED]
            )
            if new is not level:
                number = len(open_ones)
                yield (
                    f"No single one of {number} findings decides that are possible or inferred. Were all {number} "
                    f"ruled out, the level would go {_from_to(level, new)}"
                )

    def _ruled_out(self, finding: FindingEntry) -> str:
        title = self._titles.get(finding.code, finding.code)
        if finding.score is not None:
            return (
                f"Match “{title}”: with a reviewer's verdict that it is another company (false_positive) the level goes"
            )
        if finding.certainty is Certainty.INFERRED:
            return f"Finding “{title}” is inferred, and no input states it. Shown not to hold, the level goes"
        return f"Finding “{title}” is possible, not stated. Ruled out, the level goes"

    def _upstream(self, supplier: SupplierEntry) -> Iterator[str]:
        holds, level = supplier.exposure.holds, supplier.due_diligence
        if holds and (new := self.level(supplier, holds_upstream=False)) is not level:
            who = "1 supplier on hold upstream decides" if holds == 1 else f"{holds} suppliers on hold upstream decide"
            yield f"{who}, and no finding of its own. With none on hold there, the level goes {_from_to(level, new)}"

    def _unknown(self, supplier: SupplierEntry) -> tuple[list[str], list[str]]:
        """What knowing all inputs of the score would do to the level, and what to the band alone."""
        score, level = supplier.structural, supplier.due_diligence
        if score is None or score.low >= score.high:
            return [], []
        what = _listed([f"the {unknown}" for unknown in score.unknown]) or "what is not known"
        many = "" if len(score.unknown) < 2 else " What each of them would do alone, the report does not hold."
        lowest = score.score.band_low
        begun = f"Were {what} known, the score would lie between {score.low:g} and {score.high:g}"
        if lowest is None:  # the report was written by a release that did not store it
            return [], [f"{begun}; which band its low end is in, this report does not hold.{many}"]
        if lowest is score.band:
            return [], [f"{begun}, in band {_words(score.band)} as now.{many}"]
        begun += f", in a band from {_words(lowest)} to {_words(score.band)}"
        new = self.level(supplier, band=lowest)
        if new is level:
            return [], [f"{begun}; the level does not hang on it.{many}"]
        return [f"{begun}; at the low end the level goes {_from_to(level, new)}{many}{_BESIDES}"], []

    def _because(self, supplier: SupplierEntry) -> str:
        deciding = self._deciding(supplier)
        if any(f.certainty is Certainty.STATED for f in deciding):
            counts = Counter(f.certainty for f in deciding)
            number = counts[Certainty.STATED]
            said = "a stated finding decides it" if number == 1 else f"{number} stated findings decide it"
            by_name = ", and a reviewer's verdict counts only where that is a match with a list"
            return f"{said}{by_name if supplier.due_diligence is DueDiligence.HOLD else ''}"
        if supplier.due_diligence is _USUAL:
            return "no finding calls for more, and less than standard there is not"
        return "the inputs of its score are known"


_USUAL = DueDiligence.STANDARD
_BESIDES = " What becomes known may bring findings of its own, which count besides."


def _from_to(level: DueDiligence, new: DueDiligence) -> str:
    return f"from {_words(level)} to {_words(new)}."


def _words(value: str) -> str:
    return str(value).replace("_", " ")


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
