"""The parts of a dossier from the chain: each fact with the cell or report id behind it, each gap as a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from supplychain_risk.domain import Certainty, Channel, DayKind, PaperKind
from supplychain_risk.dossier.chain import DossierChain, Step
from supplychain_risk.dossier.parts import Cell, Fact, Part, Rows, Said, Slot
from supplychain_risk.reference.dossier_items import DossierItem
from supplychain_risk.report.models import LineEntry

STATED: Mapping[str, PaperKind] = {
    "invoice": PaperKind.INVOICE,
    "bill of lading": PaperKind.TRANSPORT,
    "purchase order": PaperKind.ORDER,
    "contract": PaperKind.CONTRACT,
    "proof of payment": PaperKind.PAYMENT,
    "packing list": PaperKind.DELIVERY,
}
"""Paper that CBP names → the kind of document whose number a row may state, which may be a wider one."""
LISTS = ("uflpa_entities", "cbp_orders")
"""Tables whose edition a party was checked against."""


@dataclass(frozen=True, slots=True)
class Document:
    """A slot for one paper of one step: its number in the dossier, and what the rows state of it."""

    number: str
    step: Step
    paper: str
    purpose: str
    stated: tuple[tuple[str, tuple[str, ...]], ...]
    """Numbers as written, each with its cells."""

    @property
    def told(self) -> Cell:
        """The numbers that the rows state, or the question for one."""
        if not self.stated:
            return Slot(f"Which {self.paper}?")
        asked = "" if self.paper.endswith(STATED[self.paper].value) else f", for the {self.paper}"
        cells = tuple(dict.fromkeys(c for _, cells in self.stated for c in cells))
        return Fact(f"{self.as_stated}{asked}", cells)

    @property
    def as_stated(self) -> str:
        """The numbers as what their headings say they are: one of a transport document may be of an air waybill."""
        return f"{STATED[self.paper].value} {', '.join(number for number, _ in self.stated)}"


def documents(chain: DossierChain, items: Iterable[DossierItem]) -> tuple[Document, ...]:
    """A slot for each paper that CBP names, at each step."""
    papers: dict[str, str] = {}
    for item in items:
        for paper in item.papers:
            papers.setdefault(paper, item.asks)
    made = []
    for step in chain.steps:
        for place, (paper, purpose) in enumerate(papers.items(), start=1):
            kind = STATED.get(paper)
            found: dict[str, tuple[str, ...]] = {}
            for line in step.lines:
                for one in line.papers:
                    if kind is not None and one.kind == kind.value:
                        found[one.number] = (*found.get(one.number, ()), *one.cells)
            made.append(Document(f"{step.number}.{place}", step, paper, purpose, tuple(found.items())))
    return tuple(made)


def by_step(slots: Iterable[Document]) -> Mapping[int, Sequence[Document]]:
    """Number of a step → its slots."""
    found: dict[int, list[Document]] = {}
    for slot in slots:
        found.setdefault(slot.step.number, []).append(slot)
    return found


def missing(chain: DossierChain, step: Step, slots: Iterable[Document]) -> tuple[Slot, ...]:
    """What a step, whose slots these are, lacks, as questions."""
    s, name = step.supplier, step.supplier.name
    asked: list[str] = []
    if not s.address:
        asked.append(f"Where does {name} make or store the goods? No address is stated.")
    if s.country is None:
        asked.append(f"In which country is {name}? It is not stated, or not read.")
    if not step.lines:
        asked.append(f"Which delivery of {name} went into this chain? No row states goods, amount, day or document.")
    if step.lines and any(line.quantity is None or not line.unit for line in step.lines):
        asked.append(f"How much did {name} deliver, and in which unit?")
    if step.lines and any(not line.days for line in step.lines):
        asked.append(f"On which day did the goods of {name} leave?")
    if step.lines and any(line.origin is None for line in step.lines):
        asked.append(f"From which country do the goods of {name} come? The rows do not state an origin.")
    if not chain.sellers_to(s.id):
        asked.append(
            f"Does {name} grow, mine or collect what it sells, or who supplies it? No row names anybody before it."
        )
    asked.append(f"Does {name} make the goods itself, or trade them? The rows do not say.")
    bare = [slot.paper for slot in slots if not slot.stated]
    if bare:
        asked.append(f"Ask {name} for: {', '.join(bare)}.")
    return tuple(Slot(text) for text in asked)


def parts(
    chain: DossierChain, review: str, items: Sequence[DossierItem], slots: Sequence[Document]
) -> tuple[Part, ...]:
    """The dossier, part by part. `slots` are the `documents` of the chain."""
    of_step = by_step(slots)
    of = {section: tuple(i for i in items if i.review == review and i.section == section) for section in _SECTIONS}
    made = [
        _about(chain),
        Part("The claim", of["claim"], list(_claim(chain, review))),
        Part("Executive summary", of["summary"], list(_summary(chain, slots))),
        Part("Process steps", (), list(_steps(chain))),
        Part("Parties", of["parties"], [_parties(chain, of_step)]),
        Part(
            "Flow chart",
            of["flow"],
            [
                Said("The file flow-chart.svg shows the same as a picture; it is to be filed with this document."),
                _flow(chain),
            ],
        ),
        Part("Amounts from step to step", of["amounts"], list(_amounts(chain))),
        Part("Check against the lists", of["screening"], list(_screening(chain))),
        Part("Documents and where each belongs", (*of["index"], *of["papers"]), [_index(slots)]),
        Part("Summary tracing report", of["tracing"], list(_tracing(chain))),
        Part("What is missing, step by step", (), list(_gaps(chain, of_step))),
    ]
    if review == "admissibility":
        made[-1:-1] = [
            Part("Certificate of origin", of["certificate"], list(_certificates(chain))),
            Part("The importer's statement", of["statement"], list(_statement())),
            Part("Maps of the places of production", of["maps"], list(_maps(chain))),
        ]
    made.append(
        Part("Filing", of["filing"], [Slot("Which entry, on which day was it detained, and when is the answer due?")])
    )
    return tuple(made)


_SECTIONS = (
    *("claim", "filing", "summary", "index", "papers", "parties", "flow", "amounts", "tracing", "screening"),
    *("certificate", "statement", "maps"),
)


def _about(chain: DossierChain) -> Part:
    about = chain.document.about
    return Part(
        "What this is",
        (),
        [
            Said(
                f"A draft for {chain.subject} of {about.company or 'the importer'}, made by {about.tool} "
                f"{about.version} from a report as of {about.as_of.isoformat()}. It is no legal advice, and it claims "
                "nothing: whoever files it fills the slots, checks each fact in its document and decides what is "
                "claimed."
            ),
            Said(
                "Behind each fact stands the cell of the input that states it, or the id of the finding in the report. "
                "What no cell states is a slot with a question, marked with square brackets."
            ),
            *(Said(text) for text in chain.assumed),
        ],
    )


def _claim(chain: DossierChain, review: str) -> Iterator[Cell | str]:
    if review == "applicability":
        yield Slot("Does the importer claim that the goods have no input from Xinjiang and none from a listed entity?")
    else:
        yield Slot("About which order is it, and why do the goods fall outside it or were not made with such labor?")
    legal = [
        f
        for step in chain.steps
        for f in chain.findings(step.supplier.id)
        if f.channel is Channel.LEGAL and f.disposition != "false_positive"
    ]
    if legal:
        yield "What the report finds about companies of this chain, to be settled before anything is claimed"
    for finding in legal:
        name = chain.name_of(finding.supplier)
        yield Fact(f"{name} ({finding.certainty.value}): {finding.statement}", (finding.id,))


def _summary(chain: DossierChain, slots: Sequence[Document]) -> Iterator[Cell | str | Rows]:
    yield "How the steps connect"
    yield from connected(chain)
    yield "The documents that the rows name, what each is for, and what it shows"
    stated = [slot for slot in slots if slot.stated]
    rows = tuple((Said(slot.number), slot.told, Said(slot.purpose), _shows(slot)) for slot in stated)
    if rows:
        yield Rows((("No.", 1.3), ("Document", 4.7), ("Purpose, as CBP asks", 5.0), ("Key facts", 6.0)), rows)
    else:
        yield Slot("Which documents are there? The rows name none.")


def connected(chain: DossierChain) -> Iterator[Fact | Slot]:
    """A sentence for each delivery of each step, or a question."""
    for step in chain.steps:
        if not step.lines:
            to = " and ".join(chain.name_of(b) for b in step.buyers) or "the next company"
            yield Fact(f"Step {step.number}: {step.supplier.name} sells to {to}.", step.name_cells)
            yield Slot(f"What, how much and when did {step.supplier.name} deliver?")
        for line in step.lines:
            yield Fact(
                f"Step {step.number}: {step.supplier.name} sells {_stopped(delivery(line))}",
                (*step.name_cells, *line.cells),
            )


def delivery(line: LineEntry) -> str:
    """`17.2 t of 'Polysilicon', origin Germany, to Kinta Wafers, invoice RG-1, shipped on 2026-03-03`."""
    goods = " and ".join(f"'{good}'" for good in line.goods) or "goods"
    told = [_amount(line) + goods]
    told += [f"origin {line.origin_name or line.origin_stated}"] if line.origin_stated else []
    if line.buyer and line.origin_stated:
        told.append(f"to {line.buyer}")
    elif line.buyer:
        told[0] += f" to {line.buyer}"
    told += [f"{paper.kind} {paper.number}" for paper in line.papers if paper.kind != PaperKind.SHIPMENT.value]
    for day in line.days:
        kind = "dated" if day.kind == DayKind.NOT_SAID.value else f"{day.kind} on"
        told.append(f"{kind} {day.day.isoformat()}")
    if line.payee:
        told.append(f"paid to {line.payee}")
    return ", ".join(told)


def _stopped(text: str) -> str:
    """A sentence with its stop; "Sdn. Bhd." has one."""
    return text if text.endswith(".") else f"{text}."


def _amount(line: LineEntry) -> str:
    return f"{line.quantity:,.10g} {line.unit} of ".replace("  ", " ") if line.quantity is not None else ""


def _shows(slot: Document) -> Cell:
    kind = STATED[slot.paper].value
    numbers = {number for number, _ in slot.stated}
    lines = [line for line in slot.step.lines if any(p.kind == kind and p.number in numbers for p in line.papers)]
    told = []
    for line in lines:
        goods = " and ".join(line.goods) or "goods"
        told.append(f"{_amount(line)}{goods} from {slot.step.supplier.name} to {line.buyer or 'a buyer not named'}")
    cells = tuple(dict.fromkeys(cell for line in lines for cell in line.cells))
    return Fact("; ".join(dict.fromkeys(told)), cells)


def _steps(chain: DossierChain) -> Iterator[Cell | str]:
    for step in chain.steps:
        s = step.supplier
        yield f"Step {step.number}: {s.name}"
        place = ", ".join(dict.fromkeys((*s.address, s.region_name, s.country_name)))
        place = ", ".join(part for part in place.split(", ") if part)
        yield Fact(f"Place as stated: {place}.", step.place_cells) if place else Slot(f"Where is {s.name}?")
        sellers = chain.sellers_to(s.id)
        if sellers:
            before = ", ".join(f"step {one.number} ({one.supplier.name})" for one in sellers)
            cells = tuple(dict.fromkeys(c for one in sellers for c in one.line_cells))
            yield Fact(f"Takes in goods of {before}.", cells)
        else:
            yield Slot(f"Does {s.name} grow, mine or collect what it sells, or who supplies it?")
        for line in step.lines:
            yield Fact(f"Sells {_stopped(delivery(line))}", line.cells)
        if not step.lines:
            to = " and ".join(chain.name_of(b) for b in step.buyers)
            yield Slot(f"What does {s.name} deliver{f' to {to}' if to else ''}, how much, when, by which document?")
        yield Slot(f"What does {s.name} do to the goods at this step, with which machines and workers?")


def _parties(chain: DossierChain, of_step: Mapping[int, Sequence[Document]]) -> Rows:
    rows = []
    for step in chain.steps:
        s = step.supplier
        goods = ", ".join(dict.fromkeys(g for line in step.lines for g in line.goods)) or ", ".join(s.commodity_names)
        record = next((slot.told for slot in of_step.get(step.number, ()) if slot.stated), None)
        place = ", ".join((*s.address, s.country_name))
        rows.append(
            (
                Said(str(step.number)),
                Fact(s.name, step.name_cells),
                Fact(f"sells {goods}", step.line_cells) if goods else Slot("What does it do?"),
                Fact(place, step.place_cells) if s.address else Slot("Which address?"),
                record or Slot("Which business record names it?"),
            )
        )
    columns = (
        ("No.", 1.1),
        ("Company", 4.2),
        ("Role, as stated", 3.4),
        ("Address", 4.4),
        ("Record that names it", 3.9),
    )
    return Rows(columns, tuple(rows))


def _flow(chain: DossierChain) -> Rows:
    rows = []
    for step in chain.steps:
        goods = ", ".join(dict.fromkeys(g for line in step.lines for g in line.goods))
        cells = step.line_cells
        to = []
        for buyer in step.buyers:
            number = chain.number_of(buyer)
            to.append(f"step {number} ({chain.name_of(buyer)})" if number else chain.name_of(buyer))
        rows.append(
            (
                Said(str(step.number)),
                Fact(step.supplier.name, step.name_cells),
                Fact(goods, cells) if goods else Slot("Which goods?"),
                Fact(f"→ {', '.join(to)}", cells) if to else Slot("To whom?"),
            )
        )
    return Rows((("No.", 1.1), ("Company", 5.6), ("Goods", 4.7), ("Goes to", 5.6)), tuple(rows))


def _amounts(chain: DossierChain) -> Iterator[Cell | Rows]:
    rows = []
    for step in chain.steps:
        sellers = chain.sellers_to(step.supplier.id)
        into = [line for one in sellers for line in one.lines]
        rows.append(
            (
                Said(str(step.number)),
                Fact(step.supplier.name, step.name_cells),
                _sum(into) if sellers else Said("nobody before it is named"),
                _sum(step.lines),
            )
        )
    yield Rows((("No.", 1.1), ("Company", 5.1), ("In, as stated", 5.4), ("Out, as stated", 5.4)), tuple(rows))
    doubts = [f for step in chain.steps for f in chain.findings(step.supplier.id) if f.channel is Channel.PLAUSIBILITY]
    for finding in doubts:
        name = chain.name_of(finding.supplier)
        yield Fact(f"To be settled at {name}: {finding.statement}", (finding.id, *finding.cells))
        yield Slot(finding.next_step)
    for limit in chain.document.about.limits:
        if limit.startswith("Quantities in and out"):
            yield Said(f"Of all deliveries of the report, not of this chain alone: {limit}")


def _sum(lines: Sequence[LineEntry]) -> Cell:
    told = [f"{_amount(line)}{' and '.join(line.goods) or 'goods'}" for line in lines if line.quantity is not None]
    cells = tuple(dict.fromkeys(c for line in lines for c in line.cells))
    return Fact("; ".join(told), cells) if told else Slot("How much?")


def _screening(chain: DossierChain) -> Iterator[Cell | str]:
    for source in chain.document.sources:
        if source.name in LISTS:
            gap = f" {source.gaps[0]}" if source.gaps else ""
            yield Said(
                f"{source.title}: edition {source.edition}, as of {source.data_date.isoformat()}, "
                f"{source.completeness}.{gap}"
            )
    for step in chain.steps:
        s = step.supplier
        found = [f for f in chain.findings(s.id) if f.channel is not Channel.PLAUSIBILITY]
        yield f"Step {step.number}: {s.name}"
        for finding in found:
            ruled = f" Reviewed: {finding.disposition_why}" if finding.disposition_why else ""
            lead = "" if finding.certainty is Certainty.INFERRED else f"{finding.certainty.value.capitalize()}: "
            yield Fact(f"{lead}{finding.statement}{ruled}", (finding.id,))
        if not found:
            yield Fact("The report has no finding about this company. That is no clearance.", step.name_cells)


def _index(slots: Sequence[Document]) -> Rows:
    rows = tuple(
        (
            Said(slot.number),
            Fact(slot.step.supplier.name, slot.step.name_cells),
            slot.told,
            Slot(f"File {folder_of(slot.step)}/{slot.number.replace('.', '-')}, and in English?"),
        )
        for slot in slots
    )
    return Rows((("No.", 1.3), ("Company", 4.4), ("Document", 5.3), ("File and translation", 6.0)), rows)


def folder_of(step: Step) -> str:
    """`step-03`: no text of the input is in the name of a folder."""
    return f"step-{step.number:02d}"


def _tracing(chain: DossierChain) -> Iterator[Cell | Rows]:
    yield Slot("Is this chain identical to one that CBP has cleared? If so, name the entry and state it.")
    rows = []
    for step in chain.steps:
        papers = [paper for line in step.lines for paper in line.papers if paper.kind != PaperKind.SHIPMENT.value]
        usual = [PaperKind.INVOICE.value, PaperKind.TRANSPORT.value, PaperKind.DELIVERY.value]
        papers.sort(key=lambda p: usual.index(p.kind) if p.kind in usual else len(usual))
        record = Fact(f"{papers[0].kind} {papers[0].number}", papers[0].cells) if papers else None
        rows.append(
            (
                Said(str(step.number)),
                Fact(step.supplier.name, step.name_cells),
                Fact(step.supplier.country_name, step.place_cells) if step.supplier.country_name else Slot("Country?"),
                record or Slot("Which business record?"),
            )
        )
    yield Rows(
        (("No.", 1.1), ("Supplier or producer", 6.3), ("Country", 3.6), ("One business record", 6.0)), tuple(rows)
    )


def _gaps(chain: DossierChain, of_step: Mapping[int, Sequence[Document]]) -> Iterator[Cell | str]:
    for step in chain.steps:
        yield f"Step {step.number}: {step.supplier.name}"
        yield from missing(chain, step, of_step.get(step.number, ()))


def _certificates(chain: DossierChain) -> Iterator[Cell]:
    yield Said("The words of the certificate are those of 19 CFR 12.43(a); take them from the regulation.")
    for step in chain.steps:
        if any(chain.number_of(buyer) is None for buyer in step.buyers):
            yield Fact(f"Seller to the importer: {step.supplier.name}.", step.name_cells)
            yield Slot(f"Certificate of origin signed by {step.supplier.name}, as the foreign seller or owner.")


def _statement() -> Iterator[Cell]:
    yield Slot("Which efforts were made to find the source of the goods and of each component, and with what results?")
    yield Slot("Which efforts were made to find the character of the labor used at each step, and with what results?")
    yield Slot("What does the importer believe, and why? Name and signature.")


def _maps(chain: DossierChain) -> Iterator[Cell]:
    for step in chain.steps:
        place = ", ".join((*step.supplier.address, step.supplier.country_name))
        if step.supplier.address:
            yield Fact(f"Step {step.number}: {step.supplier.name}, {place}.", step.place_cells)
        yield Slot(f"Map of the place where {step.supplier.name} makes the goods.")
