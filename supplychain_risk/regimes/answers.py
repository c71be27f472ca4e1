"""What a stored report says to an item of a regime: one named answer per subject, each a function of the document.

An answer gives statements, or says why the report cannot give any. A statement about the user's supply chain always
carries what is behind it: cells of the input, ids of findings or reasons, or the part of `report.json` it is read from.
Nothing here judges: a statement repeats what the report holds, and absence is told as absence from the report. Names of
reviewers are not repeated, since registers of statements ask for no personal data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from heapq import nsmallest
from itertools import islice
from types import MappingProxyType
from typing import TypeVar

from supplychain_risk.audit.statement import company_of
from supplychain_risk.domain import Band, Certainty, Channel, DueDiligence, EvidenceClass
from supplychain_risk.report import words
from supplychain_risk.report.brief import Brief, Kind
from supplychain_risk.report.kept import findings_for, in_brief
from supplychain_risk.report.models import Document, FindingEntry, LineEntry, ReasonEntry, SupplierEntry
from supplychain_risk.risk.shares import EQUAL

MOST = 40
"""Statements told of one subject; a last one says how many more the report holds."""
MOST_CELLS = 4
"""Cells named behind a statement; the report holds all."""
MOST_HELD = 1_000
"""Cells, and ids, that a statement holds; of a larger list it is known how many more there are."""
MOST_NAMES, MOST_OF_TIER = 6, 12
"""Suppliers of a finding, and of a tier, who are named; the report holds all."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence about the user's supply chain, and what is behind it.

    `cells` are `file!sheet!A1`; `ids` are ids of findings or reasons of the report; of both the first `MOST_HELD`.
    `parts` are paths into `report.json`, as `summary.suppliers`; `kinds` are codes of the kinds of finding in it.

    Raises:
        ValueError: nothing is behind it.
    """

    text: str
    cells: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    more_cells: int = field(default=0, init=False)
    """Cells behind it besides `cells`."""
    more_ids: int = field(default=0, init=False)
    """Ids behind it besides `ids`."""

    def __post_init__(self) -> None:
        for name, more in (("cells", "more_cells"), ("ids", "more_ids")):
            told = getattr(self, name)
            object.__setattr__(self, more, max(0, len(told) - MOST_HELD))
            object.__setattr__(self, name, told[:MOST_HELD])
        if not (self.cells or self.ids or self.parts):
            raise ValueError(f"nothing is behind the statement: {self.text}")

    @property
    def behind(self) -> str:
        """What is behind it, in short."""
        told = list(self.cells[:MOST_CELLS])
        if (cells := len(self.cells) + self.more_cells - MOST_CELLS) > 0:
            told.append(f"and {words.counted(cells, 'more cell')}")
        told += [f"id {id_}" for id_ in self.ids[:MOST_CELLS]]
        if (ids := len(self.ids) + self.more_ids - MOST_CELLS) > 0:
            told.append(f"and {words.counted(ids, 'more id')}")
        told += [f"report.json: {part}" for part in self.parts]
        return "; ".join(told)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a report says to a subject: statements, or why there are none."""

    statements: tuple[Statement, ...] = ()
    why_none: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """What one pass over the suppliers of a report tells."""

    names: Mapping[str, str]
    """By id."""
    ids: Sequence[str]
    """In the order of the report, as the next."""
    kind_of: Sequence[int]
    """Numbers of `kinds`."""
    kinds: Sequence[Kind]


class Sight:
    """A report as answers look at it: its suppliers in brief, and whole only those that are told of."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.brief = in_brief(document.suppliers)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Id → name of every company."""
        return {**self.document.companies, **self._known.names}

    @cached_property
    def _known(self) -> _Known:
        numbers: dict[int, int] = {}
        kinds: list[Kind] = []
        names: dict[str, str] = {}
        kind_of: list[int] = []
        for one in self.brief:
            number = numbers.get(id(one.kind))
            if number is None:
                number = numbers[id(one.kind)] = len(kinds)
                kinds.append(one.kind)
            kind_of.append(number)
            names[one.id] = one.name
        return _Known(names, list(names), kind_of, kinds)

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """Code → name of the countries of suppliers."""
        return {kind.country: kind.country_name for kind in self._known.kinds if kind.country}

    def where(self, chosen: Callable[[Kind], bool]) -> Sequence[int]:
        """The places in the report of the suppliers of some kinds."""
        wanted = [chosen(kind) for kind in self._known.kinds]
        return [place for place, number in enumerate(self._known.kind_of) if wanted[number]]

    def nearest(self, most: int) -> Sequence[int]:
        """The places of the first suppliers by tier, those of no known tier last; of a tier by id."""
        tiers = [(kind.tier is None, kind.tier or 0) for kind in self._known.kinds]
        ids, kind_of = self._known.ids, self._known.kind_of
        return nsmallest(most, range(len(ids)), key=lambda place: (tiers[kind_of[place]], ids[place]))

    def ids(self, places: Iterable[int]) -> Sequence[str]:
        """The ids of the suppliers there."""
        return [self._known.ids[place] for place in places]

    def kinds(self, places: Iterable[int]) -> Iterator[Kind]:
        """The kind of each of the suppliers there."""
        return (self._known.kinds[self._known.kind_of[place]] for place in places)

    def findings(self, wanted: Callable[[ReasonEntry], bool]) -> Sequence[FindingEntry]:
        """The findings for some reasons."""
        reasons = {reason.id for reason in self.document.reasons if wanted(reason)}
        return list(findings_for(reasons, self.document.findings)) if reasons else []


Answering = Callable[[Sight], Answer]

Told = TypeVar("Told")


def _bounded(
    told: Sequence[Told],
    tell: Callable[[Told], Statement],
    part: str,
    why_none: str,
    count: int | None = None,
) -> Answer:
    """Statements of the first, and how many more the report holds; `count` of them all, where these are the first."""
    if not told:
        return Answer(why_none=why_none)
    statements = tuple(map(tell, told[:MOST]))
    if (more := (len(told) if count is None else count) - MOST) > 0:
        return Answer((*statements, Statement(f"{more:,} more stand in the report.", parts=(part,))))
    return Answer(statements)


def _on_cells(text: str, cells: tuple[str, ...], part: str) -> Statement:
    """A statement with the cells behind it; with the part of the report where the input has none."""
    return Statement(text, cells=cells, parts=() if cells else (part,))


def _cells(entries: Iterable[Brief | FindingEntry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell for entry in entries for cell in entry.cells))


# --- the company and the shape of its chain ------------------------------------------------------------------------


def _company(sight: Sight) -> Answer:
    """The name of the reporting company, as it was given."""
    if not company_of(sight.document.manifest):
        return Answer(why_none="The report was made without the name of the company (--company).")
    return Answer(
        (Statement(f"The report is about {words.ended(sight.document.about.company)}", parts=("about.company",)),)
    )


def _shape(sight: Sight) -> Answer:
    """How many suppliers, in which tiers and countries."""
    summary = sight.document.summary
    if not summary.suppliers:
        return Answer(why_none="The report has no suppliers.")
    tiers = [
        f"{count:,} in tier {tier}" if tier != "unknown" else f"{count:,} in no known tier"
        for tier, count in summary.by_tier.items()
        if count
    ]
    names = sight.countries
    largest = sorted(summary.by_country.items(), key=lambda pair: (-pair[1], pair[0]))
    countries = [f"{names.get(code, 'country not known')} ({count:,})" for code, count in largest[:15]]
    more = f", and {len(largest) - 15} more" if len(largest) > 15 else ""
    return Answer(
        (
            Statement(
                f"The input names {words.counted(summary.suppliers, 'supplier')}: {', '.join(tiers)}.",
                parts=("summary.suppliers", "summary.by_tier"),
            ),
            Statement(f"By country: {', '.join(countries)}{more}.", parts=("summary.by_country",)),
        )
    )


def _names(first: Sequence[str], count: int) -> str:
    """The first names of companies, which may hold commas, and how many more there are than these."""
    more = f"; and {count - len(first):,} more" if count > len(first) else ""
    return "; ".join(first) + more


def _tiers(sight: Sight) -> Answer:
    """The suppliers of each tier by name."""
    by_tier: dict[int | None, tuple[list[str], dict[str, None]]] = {}
    for supplier in sight.brief:
        names, cells = by_tier.setdefault(supplier.kind.tier, ([], {}))
        names.append(supplier.name)
        cells.update(dict.fromkeys(supplier.cells))
    return _bounded(
        sorted(by_tier.items(), key=lambda pair: (pair[0] is None, pair[0] or 0)),
        _of_one_tier,
        "summary.by_tier",
        "The report has no suppliers.",
    )


def _of_one_tier(found: tuple[int | None, tuple[list[str], dict[str, None]]]) -> Statement:
    tier, (names, cells) = found
    told = "Tier not known" if tier is None else f"Tier {tier}"
    text = f"{told}: {words.ended(_names(names[:MOST_OF_TIER], len(names)))}"
    return Statement(text, cells=tuple(cells), parts=("summary.by_tier",))


def _party(supplier: SupplierEntry) -> str:
    place = ", ".join(part for part in (supplier.region_name, supplier.country_name) if part) or "country not known"
    where = f"; address as stated: {', '.join(supplier.address)}" if supplier.address else "; no address is stated"
    goods = f"; goods: {words.several(supplier.commodity_names)}" if supplier.commodity_names else ""
    sector = f"; sector: {words.several(supplier.sector_names)}" if supplier.sector_names else ""
    tier = f"tier {supplier.tier}" if supplier.tier is not None else "tier not known"
    return f"{supplier.name} ({place}; {tier}{goods}{sector}{where})."


def _parties(sight: Sight) -> Answer:
    """Every supplier with place, tier, goods, sector and address."""
    return _one_by_one(sight, sight.nearest(MOST), "The report has no suppliers.", len(sight.brief))


def _one_by_one(sight: Sight, places: Sequence[int], why_none: str, count: int | None = None) -> Answer:
    """The suppliers at some places of the report; `count` of them all, where these are the first."""
    suppliers = sight.document.suppliers

    def tell(place: int) -> Statement:
        supplier = suppliers[place]
        return _on_cells(_party(supplier), supplier.cells, "suppliers")

    return _bounded(places, tell, "suppliers", why_none, count)


def _links(sight: Sight) -> Answer:
    """Who supplies whom with what."""
    names = sight.names
    told: dict[str, dict[str, None]] = {}
    for link in sight.document.links:
        goods = f" with {link.commodity}" if link.commodity else ""
        inferred = " (inferred, not stated)" if link.basis == "inferred" else ""
        buyer = f"{names.get(link.buyer, link.buyer)}{goods}{inferred}"
        text = f"{names.get(link.supplier, link.supplier)} supplies {words.ended(buyer)}"
        cells = told.get(text)
        if cells is None:  # of those past the limit it is told only how many there are
            cells = told[text] = {} if len(told) < MOST else _UNTOLD
        if cells is not _UNTOLD:
            cells.update(dict.fromkeys(link.cells))
    return _bounded(
        list(told.items()),
        lambda pair: _on_cells(pair[0], tuple(pair[1]), "links"),
        "links",
        "The input states no link between suppliers and buyers.",
    )


_UNTOLD: dict[str, None] = {}
"""Stands for the cells of a statement that is not told."""


def _gaps(sight: Sight) -> Answer:
    """What nobody has mapped, what could not be read, and what could not be assessed."""
    cells = sight.document.summary.problem_cells
    told = Statement(
        f"{words.counted(cells, 'cell')} of the input could not be read or had to be guessed about."
        if cells
        else "No cell of the input was left unread or had to be guessed about.",
        parts=("summary.problem_cells",),
    )
    return Answer((*_untraced(sight.document), told, *_not_assessed(sight).statements))


def _untraced(document: Document) -> tuple[Statement, ...]:
    """The share of supply that is not traced; none where the report states no share."""
    share, basis = document.summary.coverage.unmapped_share, document.coverage.unmapped.basis
    if share is None:
        return ()
    by = f"by {basis}" if basis and basis != EQUAL else "each direct supplier counting alike"
    return (
        Statement(
            f"{words.percent(share)} of the supply is not traced to a primary producer ({by}).",
            parts=("summary.coverage.unmapped_share", "coverage.unmapped.basis"),
        ),
    )


def _traced(sight: Sight) -> Answer:
    """Figures of how far the chain is known, that may serve as an indicator and measure no effect."""
    told = (*_untraced(sight.document), *_not_assessed(sight).statements)
    if not told:
        return Answer(why_none="The report states no figure of how far the chain is known.")
    note = Statement(
        "These figures say how far the chain is known. They may serve as indicators if the company chooses them, and "
        "say nothing of the effect of a measure.",
        parts=("coverage",),
    )
    return Answer((*told, note))


def _not_assessed(sight: Sight) -> Answer:
    """Which inputs are missing where suppliers could not be assessed."""
    return _bounded(
        list(sight.document.coverage.not_assessed.items()),
        lambda pair: Statement(
            f"Not assessed, {pair[0]}: {words.counted(pair[1], 'supplier')}.", parts=("coverage.not_assessed",)
        ),
        "coverage.not_assessed",
        "Every supplier could be assessed: the report asks for no further information.",
    )


def _addresses(sight: Sight) -> Answer:
    """The addresses that the input states."""
    suppliers = sight.document.suppliers

    def tell(place: int) -> Statement:
        s = suppliers[place]
        return _on_cells(f"{s.name}: {', '.join(s.address)}.", s.cells, "suppliers")

    return _bounded(
        sight.where(lambda kind: kind.has_address),
        tell,
        "suppliers",
        "The input states no address.",
    )


def _where(chosen: Callable[[Kind], bool], why_none: str) -> Answering:
    """The suppliers for which something holds, one by one."""

    def answer(sight: Sight) -> Answer:
        return _one_by_one(sight, sight.where(chosen), why_none)

    answer.__doc__ = f"Suppliers of which something holds; else: {why_none}"
    return answer


def _of_goods(what: str, *parts_of_ids: str) -> Answering:
    """Suppliers whose goods are read as these."""
    return _where(
        lambda kind: any(part in code.split("-") for code in kind.commodities for part in parts_of_ids),
        f"The input states no goods that are read as {what}.",
    )


def _abroad(sight: Sight) -> Answer:
    """How many suppliers are outside the United States, and what is stated as spent on them."""
    away = sight.where(_is_abroad)
    unknown = len(sight.where(lambda kind: kind.country is None))
    told = []
    if away:
        placed = "is placed" if len(away) == 1 else "are placed"
        told.append(
            Statement(
                f"{len(away):,} of {words.counted(sight.document.summary.suppliers, 'supplier')} {placed} outside the "
                "United States.",
                cells=_cells(one for one in sight.brief if _is_abroad(one.kind)),
                parts=("summary.by_country",),
            )
        )
        direct = set(sight.where(lambda kind: kind.tier == 1))
        ids = set(sight.ids(place for place in away if place in direct))
        cells: dict[str, None] = {}
        stated, total = 0, 0.0
        for link in sight.document.links:
            if link.supplier in ids and link.spend is not None:
                stated += 1
                total += link.spend
                cells.update(dict.fromkeys(link.cells))
        if stated:
            told.append(
                Statement(
                    f"The input states {total:,.2f} as spent on direct suppliers among them, in its own currency and "
                    "not by contract.",
                    cells=tuple(cells),
                    parts=("links",),
                )
            )
    if unknown:
        told.append(
            Statement(
                f"The country of {words.counted(unknown, 'supplier')} is not known.", parts=("summary.by_country",)
            )
        )
    return Answer(tuple(told), "" if told else "The input places no supplier outside the United States.")


def _is_abroad(kind: Kind) -> bool:
    return bool(kind.country) and kind.country != "US"


def _goods(sight: Sight) -> Answer:
    """The goods of direct suppliers with their country."""
    suppliers = sight.document.suppliers

    def tell(place: int) -> Statement:
        s = suppliers[place]
        return _on_cells(
            f"{s.name} ({s.country_name or 'country not known'}): {words.several(s.commodity_names)}.",
            s.cells,
            "suppliers",
        )

    return _bounded(
        sight.where(lambda kind: kind.tier == 1 and bool(kind.commodities)),
        tell,
        "suppliers",
        "The input states no goods of direct suppliers.",
    )


def _quantities(sight: Sight) -> Answer:
    """The quantities that rows state, as written."""
    names = sight.names
    return _bounded(
        [(line, line.quantity) for line in sight.document.lines if line.quantity is not None],
        lambda pair: Statement(
            f"{names.get(pair[0].supplier, pair[0].supplier)}: {words.several(pair[0].goods) or 'goods not stated'}, "
            f"{_amount(pair[1])} {pair[0].unit}".rstrip()
            + ".",
            cells=pair[0].cells,
            parts=("lines",),
        ),
        "lines",
        "The input states no quantities.",
    )


def _amount(quantity: float) -> str:
    """A quantity as people write it: `62,000`, `4.25`."""
    return f"{quantity:,.2f}".rstrip("0").rstrip(".")


def _papers(line: LineEntry) -> str:
    """The documents of a row by what they are: `order PO-6601, invoice BH-260601`; as written where none is told."""
    return words.several(f"{paper.kind} {paper.number}" for paper in line.papers) or f"document {line.document}"


def _documents(sight: Sight) -> Answer:
    """The numbers of orders, invoices, contracts or shipments that rows state."""
    names = sight.names
    return _bounded(
        [line for line in sight.document.lines if line.document],
        lambda line: Statement(
            f"{names.get(line.supplier, line.supplier)}: {_papers(line)}"
            f"{f', dated {line.dated}' if line.dated else ''}"
            f"{f', for {words.several(line.goods)}' if line.goods else ''}.",
            cells=line.cells,
            parts=("lines",),
        ),
        "lines",
        "The input names no order, invoice, contract or shipment.",
    )


# --- what was found ------------------------------------------------------------------------------------------------


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
    return _names([names.get(id_, id_) for id_ in islice(suppliers, MOST_NAMES)], len(suppliers))


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
        cells=_cells(findings),
        ids=(*(reason.id for reason in reasons), *[finding.id for finding in findings]),
        kinds=tuple(dict.fromkeys(reason.code for reason in reasons)),
    )


def _found(wanted: Callable[[ReasonEntry], bool], none: str, *, absent: bool = True) -> Answering:
    """The findings of a kind. That there are none is itself a statement about the report, unless `absent` is False."""

    def answer(sight: Sight) -> Answer:
        told = tuple(_told(sight, sight.findings(wanted)))
        if not told and absent:
            return Answer((Statement(f"{none} {_NO_CLEARANCE}", parts=("summary.findings", "findings")),))
        return _bounded(told, _itself, "findings", none)

    answer.__doc__ = f"Findings of some kinds; else: {none}"
    return answer


def _itself(statement: Statement) -> Statement:
    return statement


def _cites(*tables: str) -> Callable[[ReasonEntry], bool]:
    return lambda reason: any(cited.dataset in tables for cited in reason.citations)


def _codes(*starts: str) -> Callable[[ReasonEntry], bool]:
    return lambda reason: reason.code.startswith(starts)


_OF_AN_ORDER = _cites("cbp_orders", "cbp_order_rules")


def _of_uflpa(reason: ReasonEntry) -> bool:
    """Of the UFLPA; goods carried along the chain under it, too."""
    carried = reason.code == "carried-order" and not _OF_AN_ORDER(reason)
    return carried or reason.code.startswith("uflpa-")


def _uflpa(sight: Sight) -> Answer:
    """Every finding of the UFLPA, summed up; where none is of a listed entity or of Xinjiang, that there is none."""
    found = sight.findings(lambda reason: _of_uflpa(reason) or _LISTED(reason))
    told = tuple(_summed(sight, found))
    none = [
        Statement(f"{text} {_NO_CLEARANCE}", parts=("summary.findings", "findings"))
        for text, wanted in ((_NOT_LISTED, _LISTED), (_NOT_IN_XINJIANG, _IN_XINJIANG))
        if not any(map(wanted, _reasons(found)))
    ]
    return Answer((*none, *told, *((IN_FULL,) if told else ())))


_LISTED, _IN_XINJIANG = _cites("uflpa_entities"), _codes("uflpa-xinjiang")
_NOT_LISTED = "No supplier named by the input matches an entry of the UFLPA Entity List."
_NOT_IN_XINJIANG = "No finding places a supplier or its goods in Xinjiang."
_NO_CLEARANCE = "That is no clearance."


def _sectors(sight: Sight) -> Answer:
    """Findings on high-priority sectors of the UFLPA, and of which goods such findings are made."""
    found = tuple(_told(sight, sight.findings(_codes("uflpa-priority"))))
    none = Statement(
        f"No finding is about a high-priority sector of the UFLPA. {_NO_CLEARANCE}", parts=("summary.findings",)
    )
    scope = Statement(
        "Such a finding is made of goods from China, and of goods from elsewhere where the input does not show where "
        "their inputs come from. Other goods of such a sector are not named here.",
        parts=("methodology",),
    )
    return Answer((*(found or (none,)), scope))


def _order(reason: ReasonEntry) -> bool:
    """Of an order of CBP, at the supplier it is about or carried along the chain."""
    return reason.code.startswith("cbp-order") or (reason.code == "carried-order" and _OF_AN_ORDER(reason))


def _urgent(reason: ReasonEntry) -> bool:
    """Whether it calls for more than the standard. What is about records alone is about no labor, and no risk of it."""
    return reason.channel is not Channel.PLAUSIBILITY and reason.calls_for.at_least(DueDiligence.ENHANCED)


def _in_sum(sight: Sight, found: Sequence[FindingEntry], none: str) -> Answer:
    """Findings summed up, with where they stand in full."""
    told = tuple(_summed(sight, found))
    return Answer((*told, IN_FULL)) if told else Answer(why_none=none)


def _findings(sight: Sight) -> Answer:
    """Findings that call for more than the standard, summed up by kind."""
    return _in_sum(
        sight,
        sight.findings(_urgent),
        f"The report has no finding that calls for more than standard due diligence. {_NO_CLEARANCE}",
    )


def _of_tier(chosen: Callable[[int | None], bool], none: str) -> Answering:
    """Findings that call for more than the standard, at suppliers of some tiers."""

    def answer(sight: Sight) -> Answer:
        ids = set(sight.ids(sight.where(lambda kind: chosen(kind.tier))))
        return _in_sum(sight, [f for f in sight.findings(_urgent) if f.supplier in ids], none)

    answer.__doc__ = f"Findings at suppliers of some tiers; else: {none}"
    return answer


def _counted(counts: Mapping[str, int], order: Iterable[str]) -> list[str]:
    """What there is of each, the gravest first, what stands in no order last."""
    names = dict.fromkeys((*map(str, order), *counts))
    return [f"{name.replace('_', ' ')} {counts[name]:,}" for name in names if counts.get(name)]


def _levels(sight: Sight) -> Answer:
    """How many suppliers call for what, and the bands of the structural score."""
    counts = sight.document.summary
    if not counts.suppliers:
        return Answer(why_none="The report has no suppliers.")
    levels = _counted(counts.by_due_diligence, DueDiligence)
    bands = _counted(counts.by_band, reversed(Band))
    return Answer(
        (
            Statement(
                f"Suppliers by the due diligence they call for: {', '.join(levels)}.",
                parts=("summary.by_due_diligence",),
            ),
            Statement(
                "Suppliers by band of the structural score, an estimate from country, sector and goods: "
                f"{', '.join(bands)}.",
                parts=("summary.by_band",),
            ),
        )
    )


def _concentration(sight: Sight) -> Answer:
    """What the supply of each good depends on."""
    return _bounded(
        sight.document.concentration,
        lambda entry: Statement(entry.statement, parts=("concentration",)),
        "concentration",
        "The input does not let the report say on whom the supply of a good depends.",
    )


def _priorities(sight: Sight) -> Answer:
    """In which order the report puts suppliers, and the fewest on every way from a hold."""
    engagement = sight.document.engagement
    if engagement is None or not engagement.order:
        return Answer(why_none="The report puts no supplier before another: none calls for action.")
    names = sight.names
    order = (
        Statement(
            f"Priority {place}: {words.ended(names.get(p.supplier, p.supplier))} {p.why}", parts=("engagement.order",)
        )
        for place, p in enumerate(engagement.order[:10], 1)
    )
    return Answer((Statement(engagement.statement, parts=("engagement.statement",)), *order))


def _proposed_steps(sight: Sight) -> Answer:
    """The next step that the report proposes per reason. A proposal is no measure taken."""
    steps: dict[str, list[str]] = {}
    for reason in sight.document.reasons:
        if reason.next_step and _urgent(reason):
            steps.setdefault(reason.next_step, []).append(reason.id)
    return _bounded(
        list(steps.items()),
        lambda pair: Statement(f"Proposed by the report, no measure taken or decided: {pair[0]}", ids=tuple(pair[1])),
        "reasons",
        "The report proposes no step.",
    )


# --- how it was found ----------------------------------------------------------------------------------------------


def _method(sight: Sight) -> Answer:
    """That the suppliers were screened, against how much, as of which day."""
    about, sources, count = sight.document.about, sight.document.sources, sight.document.summary.suppliers
    return Answer(
        (
            Statement(
                f"{words.counted(count, 'supplier')} named by the input {'was' if count == 1 else 'were'} "
                f"screened with {about.tool} {about.version} as "
                f"of {about.as_of}. The method, and the {words.counted(len(sources), 'table')} that it rests on, stand "
                "in the report.",
                parts=("summary.suppliers", "about.as_of", "about.version", "sources", "methodology"),
            ),
        )
    )


def _lists_used(sight: Sight) -> Answer:
    """The edition and age of the UFLPA Entity List that was screened against."""
    return _bounded(
        [table for table in sight.document.sources if table.name == "uflpa_entities"],
        lambda table: Statement(
            f"List screened against: {table.title}, edition {table.edition}, state of {table.data_date}, "
            f"{table.rows:,} rows, {table.completeness}."
            f"{_left_out(table.data_date, sight.document)}{''.join(f' {gap}' for gap in table.gaps[:1])}",
            parts=("sources",),
        ),
        "sources",
        "The UFLPA Entity List is not among the tables of the report.",
    )


def _left_out(state: date, document: Document) -> str:
    """That entries of later than the day of the report are left out, where the table has such."""
    day = document.about.as_of
    return f" Entries that took effect after {day}, the day of this report, were left out." if state > day else ""


def _record(sight: Sight) -> Answer:
    """What was screened when, by hash, so that the record can be shown to be unchanged."""
    inputs = sight.document.manifest.get("inputs")
    files = (
        ", ".join(f"{name} ({digest})" for name, digest in sorted(inputs.items())) if isinstance(inputs, dict) else ""
    )
    said = f"The report of {sight.document.about.as_of} records the screening" + (f" of {files}" if files else "")
    return Answer((Statement(f"{said}; its hashes show whether it is unchanged.", parts=("about.as_of", "manifest")),))


def _verdicts(sight: Sight) -> Answer:
    """How many matches were reviewed, and with which result. Who reviewed stands in the report only."""
    counted = Counter(d.verdict for d in sight.document.dispositions)
    if not counted:
        return Answer(why_none="The report holds no reviewer's verdict on a match.")
    told = ", ".join(f"{verdict.replace('_', ' ')} {n}" for verdict, n in sorted(counted.items()))
    cells = tuple(d.where for d in sight.document.dispositions if d.where)
    return Answer((Statement(f"Reviewers' verdicts on matches: {told}.", cells=cells, parts=("dispositions",)),))


def _limits(sight: Sight) -> Answer:
    """How many limits the report names of itself. They stand in it: they are about the report, not the company."""
    count = len(sight.document.about.limits)
    if not count:
        return Answer(why_none="The report names no limit of its own.")
    return Answer(
        (
            Statement(
                f"The report names {words.counted(count, 'limit')} of what it says, such as lists that are incomplete "
                "and laws that it does not look at. Read them before a statement is taken from it.",
                parts=("about.limits",),
            ),
        )
    )


_EVIDENCE = {EvidenceClass.WORKER_VOICE: "evidence from workers themselves"}
"""Kinds of evidence whose names do not explain themselves."""


def _controls(*kinds: EvidenceClass) -> Answering:
    """The controls that the input states."""
    wanted = frozenset(kinds or EvidenceClass)
    what = " or ".join(_EVIDENCE.get(kind, kind.value.replace("_", " ")) for kind in kinds) or "control"

    def answer(sight: Sight) -> Answer:
        suppliers = sight.document.suppliers
        stating = sight.where(lambda kind: not wanted.isdisjoint(kind.evidence))
        controls = (
            (s.name, control)
            for s in (suppliers[place] for place in stating)
            if s.structural and s.structural.residual
            for control in s.structural.residual.controls
            if control.evidence in wanted
        )
        return _bounded(
            list(islice(controls, MOST)),
            lambda pair: _on_cells(
                f"{pair[0]}: {pair[1].what} ({pair[1].evidence.value.replace('_', ' ')}). {pair[1].why}",
                pair[1].cells,
                "suppliers",
            ),
            "suppliers",
            f"The input states no {what} of a supplier.",
            sum(control in wanted for kind in sight.kinds(stating) for control in kind.evidence),
        )

    answer.__doc__ = f"Controls that the input states: {what}."
    return answer


ANSWERS: Mapping[str, Answering] = MappingProxyType(
    {
        "abroad": _abroad,
        "addresses": _addresses,
        "aluminium": _of_goods("aluminum", "aluminum", "aluminium"),
        "audits": _controls(EvidenceClass.AUDIT),
        "batteries": _of_goods("batteries", "battery", "batteries"),
        "certificates": _controls(EvidenceClass.CERTIFICATE, EvidenceClass.QUESTIONNAIRE),
        "child-labor": _found(_codes("ilab-child-labor"), "No finding is about a good listed for child labor."),
        "chinese-makers": _where(lambda s: s.country == "CN", "The input places no supplier in China."),
        "company": _company,
        "concentration": _concentration,
        "controls": _controls(),
        "cotton": _of_goods("cotton", "cotton"),
        "direct-findings": _of_tier(
            lambda tier: tier == 1, "No finding at a direct supplier calls for more than standard due diligence."
        ),
        "documents": _documents,
        "findings": _findings,
        "gaps": _gaps,
        "goods": _goods,
        "indicators": _found(
            _codes("ilo-indicator"), "The input reports no ILO indicator of forced labor.", absent=False
        ),
        "indirect-findings": _of_tier(
            lambda tier: tier is not None and tier > 1,
            "No finding at a supplier behind direct suppliers calls for more than standard due diligence.",
        ),
        "levels": _levels,
        "limits": _limits,
        "links": _links,
        "listed": _found(_LISTED, _NOT_LISTED),
        "lists-used": _lists_used,
        "method": _method,
        "minerals": _of_goods("tin, tantalum, tungsten or gold", "tin", "tantalum", "tungsten", "gold", "coltan"),
        "not-assessed": _not_assessed,
        "orders": _found(_order, "No finding is about an order of CBP."),
        "parties": _parties,
        "polysilicon": _of_goods("polysilicon", "polysilicon"),
        "priorities": _priorities,
        "priority-sector": _sectors,
        "proposed-steps": _proposed_steps,
        "pvc": _of_goods("PVC", "pvc", "polyvinyl", "vinyl"),
        "quantities": _quantities,
        "record": _record,
        "shape": _shape,
        "steel": _of_goods("steel", "steel"),
        "tiers": _tiers,
        "tyres": _of_goods("tires", "tires", "tyres", "tire"),
        "traced": _traced,
        "uflpa": _uflpa,
        "verdicts": _verdicts,
        "worker-voice": _controls(EvidenceClass.WORKER_VOICE),
        "xinjiang": _found(_IN_XINJIANG, _NOT_IN_XINJIANG),
    }
)
"""Every answer by the name that the table `regimes` gives it. A new one is a function here and its name there."""
