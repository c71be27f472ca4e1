"""What was found: of single laws and lists, and what is urgent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from supplychain_risk.domain import Certainty, Channel, DueDiligence
from supplychain_risk.regimes.sight import Answering, Sight
from supplychain_risk.regimes.statements import Answer, Statement, bounded, cells_of, names_and_more
from supplychain_risk.report import words
from supplychain_risk.report.models import FindingEntry, ReasonEntry

MOST_NAMES = 6
"""Suppliers of a finding who are named; the report holds all."""


def _told(sight: Sight, found: Sequence[FindingEntry]) -> Iterator[Statement]:
    """A sentence per reason: of whom, and what it says. What came along a chain is summed up, for it is long."""
    names = sight.names
    by_reason: dict[str, list[FindingEntry]] = {}
    for finding in found:
        if not finding.code.startswith(_CARRIED):
            by_reason.setdefault(finding.reason.id, []).append(finding)
    for findings in by_reason.values():
        reason = findings[0].reason
        yield _of_findings(
            f"{_called(_suppliers(findings), names)}: {reason.statement} ({reason.certainty.value}; "
            f"{reason.instrument}).{_reviewed(findings)}",
            findings,
        )
    yield from _summed(sight, [f for f in found if f.code.startswith(_CARRIED)])


_CARRIED = "carried-"
"""How codes of kinds begin that came along a chain."""
IN_FULL = Statement(
    "Each of these stands in full in the report, under the ids behind it, with its reason, citations and cells.",
    parts=("findings", "reasons"),
)
"""Where the rest stands, after findings that are summed up."""


def _summed(sight: Sight, found: Sequence[FindingEntry]) -> Iterator[Statement]:
    """A sentence per kind of finding and certainty: how many suppliers, for how many reasons, and who they are."""
    names, titles = sight.names, {kind.code: kind.title for kind in sight.document.kinds}
    by_kind: dict[tuple[str, Certainty], list[FindingEntry]] = {}
    of_reason: dict[str, list[FindingEntry]] = {}
    for finding in found:
        alike = of_reason.get(finding.reason.id)
        if alike is None:
            alike = by_kind.setdefault((finding.code, finding.certainty), [])
            of_reason[finding.reason.id] = alike
        alike.append(finding)
    surest_first = list(Certainty)
    for (code, certainty), findings in sorted(by_kind.items(), key=lambda pair: surest_first.index(pair[0][1])):
        suppliers, reasons = _suppliers(findings), _reasons(findings)
        laws = dict.fromkeys(reason.instrument for reason in reasons)
        count = f"{words.counted(len(suppliers), 'supplier')}, {words.counted(len(reasons), 'reason')}"
        yield _of_findings(
            f"{titles.get(code, code)} ({certainty.value}; {'; '.join(laws)}; {count}): "
            f"{words.ended(_called(suppliers, names))}{_reviewed(findings)}",
            findings,
        )


def _suppliers(findings: Iterable[FindingEntry]) -> Collection[str]:
    """The ids of the suppliers of findings, each once."""
    return dict.fromkeys([finding.supplier for finding in findings])


def _called(suppliers: Collection[str], names: Mapping[str, str]) -> str:
    """The names of suppliers; past the limit, how many more."""
    return names_and_more([names.get(id_, id_) for id_ in islice(suppliers, MOST_NAMES)], len(suppliers))


def _reasons(findings: Iterable[FindingEntry]) -> Collection[ReasonEntry]:
    """The reasons of findings, each once."""
    return {finding.reason.id: finding.reason for finding in findings}.values()


def _reviewed(findings: Iterable[FindingEntry]) -> str:
    verdicts = Counter(f.disposition for f in findings if f.disposition)
    return "".join(f" Review: {verdict.replace('_', ' ')} ({n})." for verdict, n in sorted(verdicts.items()))


def _of_findings(text: str, findings: Sequence[FindingEntry]) -> Statement:
    reasons = _reasons(findings)
    return Statement(
        text,
        cells=cells_of(findings),
        ids=(*(reason.id for reason in reasons), *[finding.id for finding in findings]),
        kinds=tuple(dict.fromkeys(reason.code for reason in reasons)),
    )


def of_kinds(wanted: Callable[[ReasonEntry], bool], none: str, *, absent: bool = True) -> Answering:
    """The findings of a kind. That there are none is itself a statement about the report, unless `absent` is False."""

    def answer(sight: Sight) -> Answer:
        told = tuple(_told(sight, sight.findings(wanted)))
        if not told and absent:
            return Answer((Statement(f"{none} {_NO_CLEARANCE}", parts=("summary.findings", "findings")),))
        return bounded(told, _itself, "findings", none)

    answer.__doc__ = f"Findings of some kinds; else: {none}"
    return answer


def _itself(statement: Statement) -> Statement:
    return statement


def _cites(*tables: str) -> Callable[[ReasonEntry], bool]:
    return lambda reason: any(cited.dataset in tables for cited in reason.citations)


def codes(*starts: str) -> Callable[[ReasonEntry], bool]:
    """Whether the code of a reason begins with one of these."""
    return lambda reason: reason.code.startswith(starts)


_OF_AN_ORDER = _cites("cbp_orders", "cbp_order_rules")


def _of_uflpa(reason: ReasonEntry) -> bool:
    """Of the UFLPA; goods carried along the chain under it, too."""
    carried = reason.code == "carried-order" and not _OF_AN_ORDER(reason)
    return carried or reason.code.startswith("uflpa-")


def uflpa(sight: Sight) -> Answer:
    """Every finding of the UFLPA, summed up; where none is of a listed entity or of Xinjiang, that there is none."""
    found = sight.findings(lambda reason: _of_uflpa(reason) or _LISTED(reason))
    told = tuple(_summed(sight, found))
    none = [
        Statement(f"{text} {_NO_CLEARANCE}", parts=("summary.findings", "findings"))
        for text, wanted in ((_NOT_LISTED, _LISTED), (_NOT_IN_XINJIANG, _IN_XINJIANG))
        if not any(map(wanted, _reasons(found)))
    ]
    return Answer((*none, *told, *((IN_FULL,) if told else ())))


_LISTED, _IN_XINJIANG = _cites("uflpa_entities"), codes("uflpa-xinjiang")
_NOT_LISTED = "No supplier named by the input matches an entry of the UFLPA Entity List."
_NOT_IN_XINJIANG = "No finding places a supplier or its goods in Xinjiang."
_NO_CLEARANCE = "That is no clearance."
listed, in_xinjiang = of_kinds(_LISTED, _NOT_LISTED), of_kinds(_IN_XINJIANG, _NOT_IN_XINJIANG)


def sectors(sight: Sight) -> Answer:
    """Findings on high-priority sectors of the UFLPA, and of which goods such findings are made."""
    found = tuple(_told(sight, sight.findings(codes("uflpa-priority"))))
    none = Statement(
        f"No finding is about a high-priority sector of the UFLPA. {_NO_CLEARANCE}", parts=("summary.findings",)
    )
    scope = Statement(
        "Such a finding is made of goods from China, and of goods from elsewhere where the input does not show where "
        "their inputs come from. Other goods of such a sector are not named here.",
        parts=("methodology",),
    )
    return Answer((*(found or (none,)), scope))


def _is_of_an_order(reason: ReasonEntry) -> bool:
    """Of an order of CBP, at the supplier it is about or carried along the chain."""
    return reason.code.startswith("cbp-order") or (reason.code == "carried-order" and _OF_AN_ORDER(reason))


of_orders = of_kinds(_is_of_an_order, "No finding is about an order of CBP.")


def is_urgent(reason: ReasonEntry) -> bool:
    """Whether it calls for more than the standard. What is about records alone is about no labor, and no risk of it."""
    return reason.channel is not Channel.PLAUSIBILITY and reason.calls_for.at_least(DueDiligence.ENHANCED)


def _in_sum(sight: Sight, found: Sequence[FindingEntry], none: str) -> Answer:
    """Findings summed up, with where they stand in full."""
    told = tuple(_summed(sight, found))
    return Answer((*told, IN_FULL)) if told else Answer(why_none=none)


def urgent_findings(sight: Sight) -> Answer:
    """Findings that call for more than the standard, summed up by kind."""
    return _in_sum(
        sight,
        sight.findings(is_urgent),
        f"The report has no finding that calls for more than standard due diligence. {_NO_CLEARANCE}",
    )


def of_tier(chosen: Callable[[int | None], bool], none: str) -> Answering:
    """Findings that call for more than the standard, at suppliers of some tiers."""

    def answer(sight: Sight) -> Answer:
        ids = set(sight.ids(sight.where(lambda kind: chosen(kind.tier))))
        return _in_sum(sight, [f for f in sight.findings(is_urgent) if f.supplier in ids], none)

    answer.__doc__ = f"Findings at suppliers of some tiers; else: {none}"
    return answer
