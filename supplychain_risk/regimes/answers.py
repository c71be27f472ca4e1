"""What a stored report says to an item of a regime: one named answer per subject, each a function of the document.

An answer gives statements, or says why the report cannot give any. A statement about the user's supply chain always
carries what is behind it: cells of the input, ids of findings or reasons, or the part of `report.json` it is read from.
Nothing here judges: a statement repeats what the report holds, and absence is told as absence from the report. Names of
reviewers are not repeated, since registers of statements ask for no personal data.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from supplychain_risk.audit.statement import company_of
from supplychain_risk.domain import Band, Channel, DueDiligence, EvidenceClass
from supplychain_risk.report import words
from supplychain_risk.report.models import Document, FindingEntry, LinkEntry, ReasonEntry, SupplierEntry

MOST = 40
"""Statements told of one subject; a last one says how many more the report holds."""
MOST_CELLS = 4
"""Cells named behind a statement; the report holds all."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence about the user's supply chain, and what is behind it.

    `cells` are `file!sheet!A1`; `ids` are ids of findings or reasons of the report; `parts` are paths into
    `report.json`, as `summary.suppliers`.

    Raises:
        ValueError: nothing is behind it.
    """

    text: str
    cells: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not (self.cells or self.ids or self.parts):
            raise ValueError(f"nothing is behind the statement: {self.text}")

    @property
    def behind(self) -> str:
        """What is behind it, in short."""
        told = list(self.cells[:MOST_CELLS])
        if len(self.cells) > MOST_CELLS:
            told.append(f"and {len(self.cells) - MOST_CELLS} more cells")
        told += [f"id {id_}" for id_ in self.ids[:MOST_CELLS]]
        if len(self.ids) > MOST_CELLS:
            told.append(f"and {len(self.ids) - MOST_CELLS} more ids")
        told += [f"report.json: {part}" for part in self.parts]
        return "; ".join(told)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a report says to a subject: statements, or why there are none."""

    statements: tuple[Statement, ...] = ()
    why_none: str = ""


Answering = Callable[[Document], Answer]


def _bounded(statements: Iterable[Statement], part: str, why_none: str) -> Answer:
    """The first statements, and how many more the report holds."""
    told = list(statements)
    if not told:
        return Answer(why_none=why_none)
    if len(told) > MOST:
        told = [*told[:MOST], Statement(f"{len(told) - MOST:,} more stand in the report.", parts=(part,))]
    return Answer(tuple(told))


def _on_cells(text: str, cells: tuple[str, ...], part: str) -> Statement:
    """A statement with the cells behind it; with the part of the report where the input has none."""
    return Statement(text, cells=cells, parts=() if cells else (part,))


def _cells(entries: Iterable[SupplierEntry | FindingEntry | LinkEntry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell for entry in entries for cell in entry.cells))


# --- the company and the shape of its chain ------------------------------------------------------------------------


def _company(document: Document) -> Answer:
    """The name of the reporting company, as it was given."""
    if not company_of(document.manifest):
        return Answer(why_none="The report was made without the name of the company (--company).")
    return Answer((Statement(f"The report is about {document.about.company}.", parts=("about.company",)),))


def _shape(document: Document) -> Answer:
    """How many suppliers, in which tiers and countries."""
    summary = document.summary
    if not summary.suppliers:
        return Answer(why_none="The report has no suppliers.")
    tiers = [
        f"{count:,} in tier {tier}" if tier != "unknown" else f"{count:,} in no known tier"
        for tier, count in summary.by_tier.items()
        if count
    ]
    names = {s.country: s.country_name for s in document.suppliers if s.country}
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


def _stop(text: str) -> str:
    """The stop of a sentence that ends in a text: none where "Ltd." brings one."""
    return "" if text.endswith(".") else "."


def _tiers(document: Document) -> Answer:
    """The suppliers of each tier by name."""
    by_tier: dict[int | None, list[SupplierEntry]] = {}
    for supplier in document.suppliers:
        by_tier.setdefault(supplier.tier, []).append(supplier)
    return _bounded(
        (
            Statement(
                f"{'Tier not known' if tier is None else f'Tier {tier}'}: "
                f"{words.several([s.name for s in found[:12]])}"
                + (f" and {len(found) - 12} more." if len(found) > 12 else _stop(found[-1].name)),
                cells=_cells(found),
                parts=("summary.by_tier",),
            )
            for tier, found in sorted(by_tier.items(), key=lambda pair: (pair[0] is None, pair[0] or 0))
        ),
        "summary.by_tier",
        "The report has no suppliers.",
    )


def _party(supplier: SupplierEntry) -> str:
    place = ", ".join(part for part in (supplier.region_name, supplier.country_name) if part) or "country not known"
    where = f"; address as stated: {', '.join(supplier.address)}" if supplier.address else "; no address is stated"
    goods = f"; goods: {words.several(supplier.commodity_names)}" if supplier.commodity_names else ""
    sector = f"; sector: {words.several(supplier.sector_names)}" if supplier.sector_names else ""
    tier = f"tier {supplier.tier}" if supplier.tier is not None else "tier not known"
    return f"{supplier.name} ({place}; {tier}{goods}{sector}{where})."


def _parties(document: Document) -> Answer:
    """Every supplier with place, tier, goods, sector and address."""
    ordered = sorted(document.suppliers, key=lambda s: (s.tier is None, s.tier or 0, s.id))
    return _one_by_one(ordered, "The report has no suppliers.")


def _one_by_one(suppliers: Iterable[SupplierEntry], why_none: str) -> Answer:
    return _bounded((_on_cells(_party(s), s.cells, "suppliers") for s in suppliers), "suppliers", why_none)


def _links(document: Document) -> Answer:
    """Who supplies whom with what."""
    names = document.node_names()
    return _bounded(
        (
            _on_cells(
                f"{names.get(link.supplier, link.supplier)} supplies {names.get(link.buyer, link.buyer)}"
                f"{f' with {link.commodity}' if link.commodity else ''}"
                f"{' (inferred, not stated)' if link.basis == 'inferred' else ''}.",
                link.cells,
                "links",
            )
            for link in document.links
        ),
        "links",
        "The input states no link between suppliers and buyers.",
    )


def _gaps(document: Document) -> Answer:
    """What nobody has mapped, and what could not be assessed."""
    told = []
    share = document.summary.coverage.unmapped_share
    if share is not None:
        basis = document.coverage.unmapped.basis or "equal split"
        told.append(
            Statement(
                f"{words.percent(share)} of the supply is not traced to a primary producer (by {basis}).",
                parts=("summary.coverage.unmapped_share", "coverage.unmapped.basis"),
            )
        )
    cells = document.summary.problem_cells
    told.append(
        Statement(
            f"{words.counted(cells, 'cell')} of the input could not be read or had to be guessed about.",
            parts=("summary.problem_cells",),
        )
    )
    return Answer((*told, *_not_assessed(document).statements))


def _not_assessed(document: Document) -> Answer:
    """Which inputs are missing where suppliers could not be assessed."""
    return _bounded(
        (
            Statement(f"Not assessed, {reason}: {words.counted(count, 'supplier')}.", parts=("coverage.not_assessed",))
            for reason, count in document.coverage.not_assessed.items()
        ),
        "coverage.not_assessed",
        "Every supplier could be assessed: the report asks for no further information.",
    )


def _addresses(document: Document) -> Answer:
    """The addresses that the input states."""
    return _bounded(
        (
            _on_cells(f"{s.name}: {', '.join(s.address)}.", s.cells, "suppliers")
            for s in document.suppliers
            if s.address
        ),
        "suppliers",
        "The input states no address.",
    )


def _where(chosen: Callable[[SupplierEntry], bool], why_none: str) -> Answering:
    """The suppliers for which something holds, one by one."""

    def answer(document: Document) -> Answer:
        return _one_by_one((s for s in document.suppliers if chosen(s)), why_none)

    answer.__doc__ = f"Suppliers of which something holds; else: {why_none}"
    return answer


def _of_goods(what: str, *parts_of_ids: str) -> Answering:
    """Suppliers whose goods are read as these."""
    return _where(
        lambda s: any(part in code.split("-") for code in s.commodities for part in parts_of_ids),
        f"The input states no goods that are read as {what}.",
    )


def _abroad(document: Document) -> Answer:
    """How many suppliers are outside the United States, and what is stated as spent on them."""
    away = [s for s in document.suppliers if s.country and s.country != "US"]
    unknown = sum(s.country is None for s in document.suppliers)
    told = []
    if away:
        told.append(
            Statement(
                f"{words.counted(len(away), 'supplier')} of {document.summary.suppliers:,} are placed outside the "
                "United States.",
                cells=_cells(away),
                parts=("summary.by_country",),
            )
        )
        ids = {s.id for s in away if s.tier == 1}
        stated = [link for link in document.links if link.supplier in ids and link.spend is not None]
        if stated:
            total = sum(link.spend or 0.0 for link in stated)
            told.append(
                Statement(
                    f"The input states {total:,.2f} as spent on direct suppliers among them, in its own currency and "
                    "not by contract.",
                    cells=_cells(stated),
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


def _goods(document: Document) -> Answer:
    """The goods of direct suppliers with their country."""
    return _bounded(
        (
            _on_cells(
                f"{s.name} ({s.country_name or 'country not known'}): {words.several(s.commodity_names)}.",
                s.cells,
                "suppliers",
            )
            for s in document.suppliers
            if s.tier == 1 and s.commodity_names
        ),
        "suppliers",
        "The input states no goods of direct suppliers.",
    )


def _quantities(document: Document) -> Answer:
    """The quantities that rows state, as written."""
    names = document.node_names()
    return _bounded(
        (
            Statement(
                f"{names.get(line.supplier, line.supplier)}: {words.several(line.goods) or 'goods not stated'}, "
                f"{words.number(line.quantity)} {line.unit}".rstrip()
                + ".",
                cells=line.cells,
                parts=("lines",),
            )
            for line in document.lines
            if line.quantity is not None
        ),
        "lines",
        "The input states no quantities.",
    )


def _documents(document: Document) -> Answer:
    """The numbers of orders, invoices, contracts or shipments that rows state."""
    names = document.node_names()
    return _bounded(
        (
            Statement(
                f"{names.get(line.supplier, line.supplier)}: document {line.document}"
                f"{f', dated {line.dated}' if line.dated else ''}"
                f"{f', for {words.several(line.goods)}' if line.goods else ''}.",
                cells=line.cells,
                parts=("lines",),
            )
            for line in document.lines
            if line.document
        ),
        "lines",
        "The input names no order, invoice, contract or shipment.",
    )


# --- what was found ------------------------------------------------------------------------------------------------


def _told(found: Sequence[FindingEntry]) -> Iterator[Statement]:
    """A sentence per reason: what it says, and of how many suppliers."""
    by_reason: dict[str, list[FindingEntry]] = {}
    for finding in found:
        by_reason.setdefault(finding.reason.id, []).append(finding)
    for id_, findings in by_reason.items():
        reason = findings[0].reason
        verdicts = Counter(f.disposition for f in findings if f.disposition)
        reviewed = "".join(f" Review: {verdict.replace('_', ' ')} ({n})." for verdict, n in sorted(verdicts.items()))
        count = words.counted(len({f.supplier for f in findings}), "supplier")
        yield Statement(
            f"{reason.statement} ({count}; {reason.certainty.value}; {reason.instrument}).{reviewed}",
            cells=_cells(findings),
            ids=(id_, *(f.id for f in findings)),
        )


def _found(wanted: Callable[[FindingEntry], bool], none: str, *, absent: bool = True) -> Answering:
    """The findings of a kind. That there are none is itself a statement about the report, unless `absent` is False."""

    def answer(document: Document) -> Answer:
        told = tuple(_told([f for f in document.findings if wanted(f)]))
        if not told and absent:
            return Answer((Statement(f"{none} That is no clearance.", parts=("summary.findings", "findings")),))
        return _bounded(told, "findings", none)

    answer.__doc__ = f"Findings of some kinds; else: {none}"
    return answer


def _cites(*tables: str) -> Callable[[FindingEntry], bool]:
    return lambda finding: any(cited.dataset in tables for cited in finding.citations)


def _codes(*starts: str) -> Callable[[FindingEntry], bool]:
    return lambda finding: finding.code.startswith(starts)


_OF_AN_ORDER = _cites("cbp_orders", "cbp_order_rules")


def _uflpa(finding: FindingEntry) -> bool:
    """Of the UFLPA, and neither of a region nor of a listed entity; goods carried along the chain under it, too."""
    carried = finding.code == "carried-order" and not _OF_AN_ORDER(finding)
    return carried or finding.code.startswith("uflpa-priority")


def _order(finding: FindingEntry) -> bool:
    """Of an order of CBP, at the supplier it is about or carried along the chain."""
    return finding.code.startswith("cbp-order") or (finding.code == "carried-order" and _OF_AN_ORDER(finding))


def _urgent(reason: ReasonEntry | FindingEntry) -> bool:
    """Whether it calls for more than the standard. What is about records alone is about no labor, and no risk of it."""
    return reason.channel is not Channel.PLAUSIBILITY and reason.calls_for.at_least(DueDiligence.ENHANCED)


def _findings(document: Document) -> Answer:
    """Every reason of a finding that calls for more than the standard."""
    urgent = [f for f in document.findings if _urgent(f)]
    return _bounded(
        _told(urgent), "reasons", "The report has no finding that calls for more than standard due diligence."
    )


def _of_tier(chosen: Callable[[int | None], bool], none: str) -> Answering:
    """Findings that call for more than the standard, at suppliers of some tiers."""

    def answer(document: Document) -> Answer:
        ids = {s.id for s in document.suppliers if chosen(s.tier)}
        urgent = [f for f in document.findings if f.supplier in ids and _urgent(f)]
        return _bounded(_told(urgent), "reasons", none)

    answer.__doc__ = f"Findings at suppliers of some tiers; else: {none}"
    return answer


def _counted(counts: Mapping[str, int], order: Iterable[str]) -> list[str]:
    """What there is of each, the gravest first, what stands in no order last."""
    names = dict.fromkeys((*map(str, order), *counts))
    return [f"{name.replace('_', ' ')} {counts[name]:,}" for name in names if counts.get(name)]


def _levels(document: Document) -> Answer:
    """How many suppliers call for what, and the bands of the structural score."""
    counts = document.summary
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


def _concentration(document: Document) -> Answer:
    """What the supply of each good depends on."""
    return _bounded(
        (Statement(entry.statement, parts=("concentration",)) for entry in document.concentration),
        "concentration",
        "The input does not let the report say on whom the supply of a good depends.",
    )


def _priorities(document: Document) -> Answer:
    """In which order the report puts suppliers, and the fewest on every way from a hold."""
    engagement = document.engagement
    if engagement is None or not engagement.order:
        return Answer(why_none="The report puts no supplier before another: none calls for action.")
    names = document.node_names()
    order = (
        Statement(
            f"Priority {place}: {words.ended(names.get(p.supplier, p.supplier))} {p.why}", parts=("engagement.order",)
        )
        for place, p in enumerate(engagement.order[:10], 1)
    )
    return Answer((Statement(engagement.statement, parts=("engagement.statement",)), *order))


def _proposed_steps(document: Document) -> Answer:
    """The next step that the report proposes per reason. A proposal is no measure taken."""
    steps: dict[str, list[str]] = {}
    for reason in document.reasons:
        if reason.next_step and _urgent(reason):
            steps.setdefault(reason.next_step, []).append(reason.id)
    return _bounded(
        (
            Statement(f"Proposed by the report, no measure taken or decided: {text}", ids=tuple(ids))
            for text, ids in steps.items()
        ),
        "reasons",
        "The report proposes no step.",
    )


# --- how it was found ----------------------------------------------------------------------------------------------


def _method(document: Document) -> Answer:
    """That the suppliers were screened, against how much, as of which day."""
    about, sources = document.about, document.sources
    return Answer(
        (
            Statement(
                f"{words.counted(document.summary.suppliers, 'supplier')} named by the input were screened with "
                f"{about.tool} {about.version} as of {about.as_of}, with {words.counted(len(sources), 'table')} of "
                "lists, laws and classifications; the method stands in the report.",
                parts=("summary.suppliers", "about.as_of", "about.version", "sources", "methodology"),
            ),
        )
    )


def _lists_used(document: Document) -> Answer:
    """The edition and age of the UFLPA Entity List that was screened against."""
    return _bounded(
        (
            Statement(
                f"List screened against: {table.title}, edition {table.edition}, state of {table.data_date}, "
                f"{table.rows:,} rows, {table.completeness}.{''.join(f' {gap}' for gap in table.gaps[:3])}",
                parts=("sources",),
            )
            for table in document.sources
            if table.name == "uflpa_entities"
        ),
        "sources",
        "The UFLPA Entity List is not among the tables of the report.",
    )


def _record(document: Document) -> Answer:
    """What was screened when, by hash, so that the record can be shown to be unchanged."""
    inputs = document.manifest.get("inputs")
    files = (
        ", ".join(f"{name} ({digest})" for name, digest in sorted(inputs.items())) if isinstance(inputs, dict) else ""
    )
    said = f"The report of {document.about.as_of} records the screening" + (f" of {files}" if files else "")
    return Answer((Statement(f"{said}; `verify` shows whether it is unchanged.", parts=("about.as_of", "manifest")),))


def _verdicts(document: Document) -> Answer:
    """How many matches were reviewed, and with which result. Who reviewed stands in the report only."""
    counted = Counter(d.verdict for d in document.dispositions)
    if not counted:
        return Answer(why_none="The report holds no reviewer's verdict on a match.")
    told = ", ".join(f"{verdict.replace('_', ' ')} {n}" for verdict, n in sorted(counted.items()))
    cells = tuple(d.where for d in document.dispositions if d.where)
    return Answer((Statement(f"Reviewers' verdicts on matches: {told}.", cells=cells, parts=("dispositions",)),))


def _limits(document: Document) -> Answer:
    """What the report says that it does not say."""
    return _bounded(
        (Statement(limit, parts=("about.limits",)) for limit in document.about.limits), "about.limits", "No limit."
    )


def _controls(*kinds: EvidenceClass) -> Answering:
    """The controls that the input states."""
    wanted = kinds or tuple(EvidenceClass)
    what = " or ".join(kind.value.replace("_", " ") for kind in kinds) or "control"

    def answer(document: Document) -> Answer:
        return _bounded(
            (
                _on_cells(
                    f"{s.name}: {control.what} ({control.evidence.value.replace('_', ' ')}). {control.why}",
                    control.cells,
                    "suppliers",
                )
                for s in document.suppliers
                if s.structural and s.structural.residual
                for control in s.structural.residual.controls
                if control.evidence in wanted
            ),
            "suppliers",
            f"The input states no {what} of a supplier.",
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
        "listed": _found(
            _cites("uflpa_entities"), "No supplier named by the input matches an entry of the UFLPA Entity List."
        ),
        "lists-used": _lists_used,
        "method": _method,
        "minerals": _of_goods("tin, tantalum, tungsten or gold", "tin", "tantalum", "tungsten", "gold", "coltan"),
        "not-assessed": _not_assessed,
        "orders": _found(_order, "No finding is about an order of CBP."),
        "parties": _parties,
        "polysilicon": _of_goods("polysilicon", "polysilicon"),
        "priorities": _priorities,
        "priority-sector": _found(_codes("uflpa-priority"), "No finding is about a high-priority sector of the UFLPA."),
        "proposed-steps": _proposed_steps,
        "pvc": _of_goods("PVC", "pvc", "polyvinyl", "vinyl"),
        "quantities": _quantities,
        "record": _record,
        "shape": _shape,
        "steel": _of_goods("steel", "steel"),
        "tiers": _tiers,
        "tyres": _of_goods("tires", "tires", "tyres", "tire"),
        "uflpa": _found(_uflpa, "No other finding is about the UFLPA.", absent=False),
        "verdicts": _verdicts,
        "worker-voice": _controls(EvidenceClass.WORKER_VOICE),
        "xinjiang": _found(_codes("uflpa-xinjiang"), "No finding places a supplier or its goods in Xinjiang."),
    }
)
"""Every answer by the name that the table `regimes` gives it. A new one is a function here and its name there."""
