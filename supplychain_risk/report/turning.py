"""What would change what a supplier calls for, or the band of its score, one thing at a time.

All of it follows from what the report holds: which findings decide the level, how firmly the input carries them, which
inputs of the score are not known, who is on hold upstream. What the report cannot know is not guessed at: it says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from supplychain_risk.domain import Band, Certainty, DueDiligence
from supplychain_risk.report import words
from supplychain_risk.report.models import Document, FindingEntry, SupplierEntry, VerdictsEntry
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
        told = [*self._findings_that_decide(supplier), *self._confirmed(supplier), *self._upstream(supplier)]
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
        return self._level(supplier, (finding.calls_for for finding in given), band, holds_upstream=holds_upstream)

    def _level(
        self,
        supplier: SupplierEntry,
        calls_for: Iterable[DueDiligence],
        band: Band | None = None,
        *,
        holds_upstream: bool | None = None,
    ) -> DueDiligence:
        own = DueDiligence.most_urgent(calls_for)
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
        open_ones = [f for f in self._deciding(supplier) if f.certainty is not Certainty.STATED or f.open_to]

        def without(reasons: Iterable[str]) -> DueDiligence:
            gone = frozenset(reasons)
            return self._level(supplier, (_rejected(f) if f.reason.id in gone else f.calls_for for f in all_of_them))

        reasons = list(dict.fromkeys(f.reason.id for f in open_ones))
        alone = [(reason, new) for reason in reasons if (new := without([reason])) is not level]
        for reason, new in alone:
            first = next(f for f in open_ones if f.reason.id == reason)
            yield f"{self._ruled_out(first)} {_from_to(level, new)}"
        if len(reasons) > 1 and not alone and (new := without(reasons)) is not level:
            number = len(open_ones)
            yield (
                f"{number} findings that are matches, possible or inferred decide it together, and none of them alone. "
                f"With all {number} ruled out the level goes {_from_to(level, new)}"
            )

    def _confirmed(self, supplier: SupplierEntry) -> Iterator[str]:
        """Matches that a reviewer's verdict would make stated, where that alone changes the level."""
        level, all_of_them = supplier.due_diligence, self._findings.get(supplier.id, ())
        by_level: dict[DueDiligence, dict[str, None]] = {}
        for reason, verdicts in {f.reason.id: f.open_to for f in all_of_them}.items():
            if verdicts is None:
                continue
            new = self._level(
                supplier,
                (verdicts.confirmed.calls_for if f.reason.id == reason else f.calls_for for f in all_of_them),
            )
            if new is not level:
                by_level.setdefault(new, {})[_named(verdicts)] = None
        for new, names in sorted(by_level.items(), key=lambda item: item[0].urgency):
            matches, on = ("Match", "") if len(names) == 1 else ("Matches", "on any one of them ")
            yield (
                f"{matches} with {words.several(names, _NAMED)}: with a reviewer's verdict {on}that the supplier is "
                f"{words.CONFIRMED} the level goes {_from_to(level, new)}"
            )

    def _ruled_out(self, finding: FindingEntry) -> str:
        title = self._titles.get(finding.code, finding.code)
        if finding.open_to or finding.score is not None:
            match = f"with {_named(finding.open_to)}" if finding.open_to else f"“{title}”"
            return f"Match {match}: with a reviewer's verdict that it is {words.REJECTED} the level goes"
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
            return "a stated finding decides it" if number == 1 else f"{number} stated findings decide it"
        if supplier.due_diligence is _USUAL:
            return "no finding calls for more, and less than standard there is not"
        return "the inputs of its score are known"


_USUAL = DueDiligence.STANDARD
_NAMED = 3
"""List entries that a sentence names."""
_BESIDES = " What becomes known may bring findings of its own, which count besides."


def _rejected(finding: FindingEntry) -> DueDiligence:
    """What a finding calls for once it is ruled out: as its verdict leaves it, or nothing."""
    return finding.open_to.rejected.calls_for if finding.open_to else _USUAL


def _named(verdicts: VerdictsEntry) -> str:
    return f"“{words.isolated(verdicts.listed_name)}” ({verdicts.list_name})"


def _from_to(level: DueDiligence, new: DueDiligence) -> str:
    return f"from {_words(level)} to {_words(new)}."


def _words(value: str) -> str:
    return str(value).replace("_", " ")


def _listed(parts: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
