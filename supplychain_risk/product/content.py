"""What is said of one product: its parts, chain, sites, findings, steps taken, gaps and contradictions.

Facts stand with the cells or ids of findings behind them; what no cell states is a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from supplychain_risk.domain import Channel, Control, DueDiligence
from supplychain_risk.dossier.chain import DossierChain, Step, chain_of
from supplychain_risk.dossier.parts import Cell, Fact, Part, Rows, Said, Slot
from supplychain_risk.intake.records import PartRecord, Value
from supplychain_risk.loading import Loading
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.product.contradictions import Contradiction, contradictions
from supplychain_risk.product.scope import Scope, scope_of
from supplychain_risk.product.tree import Node
from supplychain_risk.reference.regimes import Regime, Standing
from supplychain_risk.report import Document, words
from supplychain_risk.report.models import LineEntry
from supplychain_risk.report.regime_models import BASIS

REGIME = "EU-2024-3015"
"""The regulation under which an authority may ask about one product."""
CHAIN = "The chain"
"""Title of the part that the picture belongs to."""
_AMOUNTS = ("share", "quantity", "unit")
_NAMED = 50
"""Companies that are named of those that are left out; the JSON has all."""


@dataclass(frozen=True)
class Product:
    """One product: what belongs to it, with the report about the whole network that it is a part of."""

    scope: Scope
    document: Document
    network: SupplyNetwork
    contradictions: tuple[Contradiction, ...]

    @classmethod
    def of(cls, loading: Loading, network: SupplyNetwork, document: Document, product: str) -> Product:
        """The answer for one product.

        Args:
            loading: what was read.
            network: the network that was screened.
            document: the report about it.
            product: number or name of the product as the rows write it.

        Raises:
            InputError: no row bears it; the hint names products that there are, the nearest first.
        """
        scope = scope_of(loading.read, network, product)
        told = contradictions(scope, loading.read, network.suppliers, loading.resolvers)
        return cls(scope, document, network, told)

    @cached_property
    def chain(self) -> DossierChain:
        """Its companies as numbered steps, raw material first."""
        lines = [line for line in self.document.lines if line.supplier in self.scope.companies and self._is_of_it(line)]
        assumed = (
            "A company's level and findings are those of the report about the whole network: what a company is found "
            "with counts here whichever of its goods it concerns.",
            "A company is in it if a row of the product or of one of its parts names it, if it bears the name of such "
            "a company, or if it supplies one. Of the last no row says whether its goods went into the product.",
        )
        return chain_of(
            self.document, f"product {self.scope.called}", set(self.scope.companies), lines, self.scope.buyers, assumed
        )

    def _is_of_it(self, line: LineEntry) -> bool:
        """Whether no row of a line states that its part goes into something else."""
        tree = self.scope.tree
        for cell in line.cells:
            file, sheet, address = cell.split("!", 1)[0], *cell.split("!", 1)[1].rsplit("!", 1)
            digits = "".join(c for c in address if c.isdigit())
            node = tree.at.get((file, sheet, int(digits))) if digits else None
            if node is not None and node not in self.scope.parts and tree.above.get(node):
                return False
        return True

    @cached_property
    def ordered_parts(self) -> tuple[tuple[int, Node], ...]:
        """Its parts with how deep each lies, 0 for the product; each once, below the first part that it goes into."""
        tree, found, seen = self.scope.tree, [], set[Node]()
        stack: list[tuple[int, Node]] = [(0, top) for top in reversed(self.scope.tops)]
        while stack:
            depth, node = stack.pop()
            if node in seen:
                continue
            seen.add(node)
            found.append((depth, node))
            below = sorted(tree.below.get(node, ()), key=lambda n: (self._first_row(n), n), reverse=True)
            stack += [(depth + 1, child) for child in below]
        return tuple(found)

    def _first_row(self, node: Node) -> tuple[str, str, int]:
        record = next(iter(self.scope.tree.records.get(node, ())), None)
        return (record.file, record.sheet, record.row) if record else ("", "", 0)

    def controls(self, supplier: str) -> tuple[Control, ...]:
        """What the input states of due diligence at a company."""
        return self.network.suppliers[supplier].controls if supplier in self.network.suppliers else ()

    def unknown(self, step: Step) -> tuple[str, ...]:
        """What the input does not state of a company of the product, as questions."""
        s = step.supplier
        asked = []
        if s.country is None:
            asked.append(f"In which country is {s.name}?")
        if not s.address:
            asked.append(f"Where does {s.name} make the goods? No address is stated.")
        if not (s.sectors or s.commodities):
            asked.append(f"What does {s.name} make or sell? Neither its sector nor its goods are known.")
        if not any(line.origin for line in step.lines):
            asked.append(f"From which country do the goods of {s.name} come? No origin is stated, or none was read.")
        if not self.chain.sellers_to(s.id) and s.exposure.unmapped_share != 0:
            asked.append(f"Who supplies {s.name}? No row names anybody before it.")
        if not self.controls(s.id):
            asked.append(
                f"Which audits, certificates or answers on forced labor are there of {s.name}? None is stated."
            )
        return tuple(asked)

    def without_supplier(self) -> Iterator[tuple[Node, tuple[PartRecord, ...]]]:
        """Parts of it for which no row names a supplier, and that no row says the company makes of other parts."""
        for _, node in self.ordered_parts:
            records = self.scope.tree.records.get(node, ())
            if records and not self.scope.suppliers_of_part.get(node) and not self.scope.tree.below.get(node):
                yield node, records


def parts(product: Product, regime: Regime) -> tuple[Part, ...]:
    """The document about a product, part by part."""
    return (
        _about(product),
        Part("The answer in short", (), list(_short(product))),
        Part("The product and its parts", (), list(_parts(product))),
        Part(CHAIN, (), list(_chain(product))),
        Part("Sites", (), list(_sites(product))),
        Part("What the report finds", (), list(_findings(product))),
        Part("Steps taken, as stated", (), list(_taken(product))),
        Part("What the input states in two ways", (), list(_contradictions(product))),
        Part("What is not known", (), list(_unknown(product))),
        Part("Left out, and why", (), list(_left_out(product))),
        Part("What an authority may ask about one product", (), list(_asked(product, regime))),
    )


def _about(product: Product) -> Part:
    about = product.document.about
    return Part(
        "What this is",
        (),
        [
            Said(
                f"An answer about one product of {about.company or 'the company'}, made by {about.tool} "
                f"{about.version} from a report as of {about.as_of.isoformat()}. It is a working paper, no legal "
                "advice and no filing. "
                "It states what the input states and what the report finds; it never states that a company uses forced "
                "labor, or that it does not."
            ),
            Said(
                "Behind each fact stands the cell of the input that states it, or the id of the finding in the report. "
                "What no cell states is a question, in square brackets or marked 'To be answered'."
            ),
            *(Said(text) for text in product.chain.assumed),
        ],
    )


def in_short(product: Product) -> str:
    """How many suppliers call for what, how many parts have no supplier, how much is stated in two ways."""
    steps = product.chain.steps
    counts = "; ".join(
        f"{words.level(level.value)}: {count}"
        for level in DueDiligence
        if (count := sum(step.supplier.due_diligence is level for step in steps))
    )
    told = (
        f"{words.counted(len(steps), 'supplier')} in its chain, by what each calls for: {counts}."
        if steps
        else "No row names a supplier for it."
    )
    bought = len(product.scope.parts) - len(product.scope.tops)
    bare = len(list(product.without_supplier()))
    return (
        f"Product {product.scope.called}: {told} Parts stated: {bought}. Parts for which no supplier is named: {bare}. "
        f"Stated in two ways: {len(product.contradictions)}."
    )


def _short(product: Product) -> Iterator[Cell]:
    yield Said(in_short(product))
    for level in sorted((one for one in DueDiligence if one.is_a_persons), key=lambda one: one.urgency):
        for step in product.chain.steps:
            s = step.supplier
            if s.due_diligence is level:
                yield Fact(f"{words.level(level.value)}: {words.ended(s.name)} {s.why}", s.findings or step.name_cells)


def _parts(product: Product) -> Iterator[Cell | Rows]:
    scope, rows = product.scope, []
    for depth, node in product.ordered_parts:
        records = scope.tree.records.get(node, ())
        label = scope.tree.labels[node]
        cells = tuple(dict.fromkeys(str(c) for r in records for c in r.cells)) or _named_in(product, node)
        goods = tuple(dict.fromkeys(v.text for r in records for v in r.goods))
        into = sorted(scope.tree.labels[n] for n in scope.tree.above.get(node, ()) if n in scope.parts)
        makers = scope.suppliers_of_part.get(node, ())
        rows.append(
            (
                Said(str(depth)),
                Fact(f"{label}{f': {words.several(goods)}' if goods and goods != (label,) else ''}", cells),
                Fact(", ".join(into), cells) if into else Said("the product asked about"),
                _makers(product, makers, records, label),
                _amount(records, label) if into else Said("the whole"),
                _origin(records, label),
            )
        )
    if not rows:
        yield Said("No list of parts names it; its rows are those that call their goods by this name.")
        return
    columns = (
        *(("Depth", 1.3), ("Part", 4.2), ("Goes into", 2.4), ("Supplier", 4.0)),
        *(("Share or amount", 2.5), ("Origin of the goods", 2.6)),
    )
    yield Rows(columns, tuple(rows))
    yield Said(
        "Shares and amounts stand as the cells state them. A quantity of a part is no share of the product's value or "
        "weight, and none is worked out of it."
    )


def _named_in(product: Product, node: Node) -> tuple[str, ...]:
    """The cells that name a part that has no row of its own: those of what goes into it."""
    tree = product.scope.tree
    label = tree.labels[node]
    found = (
        p.cell
        for n in sorted(tree.below.get(node, ()))
        for r in tree.records.get(n, ())
        for p in r.parents
        if p.text == label
    )
    return tuple(dict.fromkeys(map(str, found)))


def _makers(product: Product, makers: Sequence[str], records: Sequence[PartRecord], label: str) -> Cell:
    if makers:
        found = [product.network.suppliers[m] for m in makers]
        rows = {(r.file, r.sheet, r.row) for r in records}
        cells = [
            c
            for s in found
            for c in s.cells
            if (c.file, c.sheet, int(c.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0)) in rows
        ]
        return Fact(", ".join(s.name for s in found), _texts(cells or [c for s in found for c in s.cells]))
    written = {r.maker.text: r.maker.cell for r in records if r.maker is not None}
    if written:
        return Fact(f"no company; the cell says '{words.several(written)}'", _texts(written.values()))
    return Slot(f"Who supplies part {label}?")


def _amount(records: Sequence[PartRecord], label: str) -> Cell:
    told = []
    cells: list[object] = []
    for record in records:
        share = [f"share {v.text}" for v in record.values.get("share", ())]
        unit = " ".join(v.text for v in record.values.get("unit", ()))
        amount = [f"quantity {v.text} {unit}".strip() for v in record.values.get("quantity", ())]
        if share or amount:
            told.append(", ".join((*share, *amount)))
            cells += [v.cell for field in _AMOUNTS for v in record.values.get(field, ())]
    return (
        Fact("; ".join(dict.fromkeys(told)), _texts(cells))
        if told
        else Slot(f"Which share of what it goes into is part {label}?")
    )


def _origin(records: Sequence[PartRecord], label: str) -> Cell:
    stated: list[Value] = [v for r in records for v in r.values.get("origin", ())]
    if not stated:
        return Slot(f"From which country do the goods of part {label} come?")
    return Fact("; ".join(dict.fromkeys(v.text for v in stated)), _texts(v.cell for v in stated))


def _texts(cells: Iterable[object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, cells)))


def _chain(product: Product) -> Iterator[Cell | Rows]:
    yield Said("The picture of the chain, which is the file product-chain.svg too, shows the same.")
    names = product.document.node_names()
    rows = []
    for step in product.chain.steps:
        s = step.supplier
        goods = ", ".join(dict.fromkeys(s.commodity_names)) or ", ".join(g for line in step.lines for g in line.goods)
        to = [names.get(b, b) for b in step.buyers]
        rows.append(
            (
                Said(str(step.number)),
                Fact(s.name, s.cells or step.name_cells),
                Fact(s.country_name, step.place_cells) if s.country_name else Slot(f"In which country is {s.name}?"),
                Fact(goods, step.line_cells) if goods else Slot(f"Which goods does {s.name} sell?"),
                Fact(", ".join(to), _sold(product, s.id) or step.name_cells)
                if to
                else Slot(f"Whom does {s.name} supply?"),
                Said(product.scope.companies[s.id].value),
                Said(words.level(s.due_diligence.value)),
            )
        )
    columns = (
        *(("No.", 1.0), ("Company", 3.4), ("Country", 2.1), ("Goods", 2.7), ("Goes to", 2.9)),
        *(("Why it is here", 3.1), ("Calls for", 1.8)),
    )
    if rows:
        yield Rows(columns, tuple(rows))


def _sold(product: Product, supplier: str) -> tuple[str, ...]:
    buyers = product.scope.buyers.get(supplier, ())
    return tuple(
        dict.fromkeys(
            c
            for link in product.document.links
            if link.supplier == supplier and link.buyer in buyers
            for c in link.cells
        )
    )


def _sites(product: Product) -> Iterator[Cell]:
    bare = 0
    for step in product.chain.steps:
        s = step.supplier
        if s.address:
            place = ", ".join(dict.fromkeys((*s.address, *filter(None, (s.region_name, s.country_name)))))
            yield Fact(f"{s.name}: {place}.", (*s.address_cells, *step.place_cells))
        else:
            bare += 1
    if bare:
        yield Said(f"No address is stated of {words.counted(bare, 'supplier')}; each is asked about below.")


def _findings(product: Product) -> Iterator[Cell | str]:
    for step in product.chain.steps:
        found = product.chain.findings(step.supplier.id)
        if not found:
            continue
        yield f"{step.number}. {step.supplier.name}"
        for finding in found:
            ruled = f" Reviewed: {finding.disposition_why}" if finding.disposition_why else ""
            channel = "" if finding.channel is Channel.LEGAL else f" ({finding.channel.value})"
            yield Fact(f"{finding.certainty.value.capitalize()}{channel}: {finding.statement}{ruled}", (finding.id,))
    if not any(product.chain.findings(step.supplier.id) for step in product.chain.steps):
        yield Said("The report has no finding about a company of this chain. That is no clearance.")


def _taken(product: Product) -> Iterator[Cell]:
    yield Said("What the input states of audits, certificates and answers. Whether it is so was not checked.")
    bare = 0
    for step in product.chain.steps:
        controls = product.controls(step.supplier.id)
        for control in controls:
            state = {True: "in place as stated", False: "stated as not in place", None: "not clear from the cell"}
            told = [f"{step.supplier.name}: {control.what}"]
            told += [f"'{control.answer}'"] if control.answer and control.answer != control.what else []
            told += [state[control.in_place]]
            told += [f"of {control.dated.isoformat()}"] if control.dated else ["day not stated"]
            told += [f"valid until {control.valid_until.isoformat()}"] if control.valid_until else []
            yield Fact(f"{', '.join(told)}.", _texts(control.cells) or step.name_cells)
        bare += not controls
    if bare:
        yield Said(f"Of {words.counted(bare, 'supplier')} nothing of it is stated; each is asked about below.")
    yield Slot("What has the company done to find, prevent, end and remedy forced labor in this product and its parts?")


def _contradictions(product: Product) -> Iterator[Cell]:
    yield Said(
        "What two places of the input state differently. Nothing was chosen: each was read as it stands. Two suppliers "
        "of one part may both be right."
    )
    for one in product.contradictions:
        sides = " and ".join(f"'{side.written}'" for side in one.statements)
        yield Fact(f"{one.about}: {one.field} is stated as {sides}.", one.cells)
    if not product.contradictions:
        yield Said("None was found among what could be read.")


def _unknown(product: Product) -> Iterator[Cell | str]:
    for node, records in product.without_supplier():
        label = product.scope.tree.labels[node]
        yield Fact(f"Part {label}: no supplier is named.", _texts(c for r in records for c in r.cells))
        yield Slot(f"Who supplies part {label}?")
    for step in product.chain.steps:
        asked = product.unknown(step)
        if asked:
            yield f"{step.number}. {step.supplier.name}"
            yield from (Slot(text) for text in asked)


def _left_out(product: Product) -> Iterator[Cell]:
    by_id = {s.id: s for s in product.document.suppliers}
    out = [by_id[s] for s in product.scope.left_out if s in by_id]
    if not out:
        yield Said("Nobody upstream of these companies is left out.")
        return
    yield Said(
        f"{words.counted(len(out), 'supplier')} upstream of these, because each row that connects it states that its "
        "part goes into something else than this product. Those that call for hold or review stand first."
    )
    for s in sorted(out, key=lambda s: (s.due_diligence.urgency, s.id))[:_NAMED]:
        yield Fact(f"{s.name}: {words.level(s.due_diligence.value)}.", s.findings or s.cells)
    if len(out) > _NAMED:
        yield Said(f"And {len(out) - _NAMED} more; product.json has all.")


def _asked(product: Product, regime: Regime) -> Iterator[Cell]:
    day, since = product.document.about.as_of, regime.applies_from
    yield Said(
        f"{regime.instrument} ({regime.jurisdiction}): {regime.state.value}"
        f"{f'; applies from {since}' if since else ''}. In short words of our own; counsel reads the text itself."
    )
    for standing in (Standing.APPLIES, Standing.LATER):
        for item in regime.standing(standing):
            begins = item.applies_from
            from_ = f"; from {begins}, which is after the day of the report ({day})" if begins and begins > day else ""
            source = f"{item.article}; {BASIS[item.basis]}: {words.place(item.citation)}{from_}"
            yield Said(f"{item.id}  {item.text}. [{source}]")
    unchecked = regime.standing(Standing.NOT_CHECKED)
    if unchecked:
        yield Said(
            f"Of {words.counted(len(unchecked), 'further item')} nothing was read in any source, so they are not told: "
            f"{', '.join(item.id for item in unchecked)}."
        )


__all__ = ["CHAIN", "REGIME", "Product", "in_short", "parts"]
