"""Whether what rows state of goods goes together: amounts from step to step, days in order, documents, payees.

Rows belong together where they bear the number of one shipment (a column such as "Shipment no."). Rows without it are
lines of continuing trade, in which an input may be for another product: of them no amounts or days are compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from supplychain_risk.domain import CellRef, Certainty, Citation, DayKind, Line, LineDay, Paper, PaperKind
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.kind import Kind
from supplychain_risk.laws.plausibility import OUT_OF_ORDER, PAYEE, USED_TWICE
from supplychain_risk.laws.world import World
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.policy import Choice
from supplychain_risk.reference.steps import steps_for
from supplychain_risk.resolve.company import CompanyLook
from supplychain_risk.resolve.text import key
from supplychain_risk.risk.balance import Balances

_BEFORE = (DayKind.ORDERED, DayKind.MADE, DayKind.SHIPPED, DayKind.DELIVERED)
"""What must have happened to an input before the product leaves."""
_AFTER = (DayKind.MADE, DayKind.SHIPPED, DayKind.DELIVERED)
"""What cannot happen to a product before its inputs are there. It may be ordered, paid and invoiced before."""
_ALIKE = (DayKind.INVOICED, DayKind.NOT_SAID)
"""Days that are compared only with days of their own kind: an invoice may be written before or after goods move."""
_WRITTEN: Mapping[PaperKind, tuple[DayKind, ...]] = {
    PaperKind.INVOICE: (DayKind.INVOICED,),
    PaperKind.TRANSPORT: (DayKind.SHIPPED,),
    PaperKind.DELIVERY: (DayKind.SHIPPED, DayKind.DELIVERED),
}
"""The days of which a document has one."""
_DISTINCT_LENGTH, _DISTINCT_DIGITS = 6, 3
"""A number shorter than this two companies can bear by chance."""
_CELLS = 40
"""Cells that one finding names at most."""

Found = tuple[Draft, tuple[CellRef, ...]]


@dataclass(frozen=True, slots=True)
class Records:
    """Doubts about records by supplier id, and what could not be compared, in sentences."""

    about: Mapping[str, tuple[Found, ...]]
    not_compared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sale:
    """A line with the ids of who sells and, where the row says it, who buys."""

    supplier: str
    buyer: str | None
    line: Line

    @property
    def marks(self) -> tuple[str, ...]:
        """The numbers of the shipments that it belongs to, as written."""
        return tuple(dict.fromkeys(p.number for p in self.line.papers if p.kind is PaperKind.SHIPMENT))

    def days(self, kinds: Sequence[DayKind]) -> tuple[LineDay, ...]:
        """Its days of some kinds."""
        return tuple(day for day in self.line.days if day.kind in kinds)


def doubts(network: SupplyNetwork, world: World, named_elsewhere: Container[str] = ()) -> Records:
    """Whether what rows state of goods goes together: amounts in and out, days in order, documents and payees.

    Why it matters: an auditor of CBP reads amounts from step to step and documents for what they show; what does not go
    together is to be cleared up before anything is filed.
    Does not say: that records are false or goods from elsewhere. Amounts and days are compared only between rows that
    bear the number of one shipment, taken as all that went in and came out; stock or a row that is missing explains a
    doubt as well. Yields are those of the policy; where it states none, only more out than in of the same good, or of
    a good that a table says is made of the other, is told. A doubt is possible at most and counts upstream of nobody.

    `named_elsewhere`: comparable forms of names of companies of the input, where the network is a part of it.
    """
    sales = [
        Sale(s.id, buyers.get(key(line.buyer)) if line.buyer else only, line)
        for s in network.suppliers.values()
        if s.lines
        for buyers, only in (_buyers(network, s.id),)
        for line in s.lines
        if line.papers or line.days or line.payee or line.quantity is not None
    ]
    return _Doubts(network, world, sales, named_elsewhere).records() if sales else Records({}, ())


def _buyers(network: SupplyNetwork, supplier: str) -> tuple[Mapping[str, str], str | None]:
    """The buyers of a supplier by what a row may call them, and the only one, if there is just one."""
    buyers = network.buyers_of.get(supplier, ())
    called: dict[str, str] = {}
    for buyer in buyers:
        known = network.suppliers.get(buyer)
        for name in (buyer, network.name(buyer), *(named.text for named in (known.names if known else ()))):
            called.setdefault(key(name), buyer)
    return called, buyers[0] if len(buyers) == 1 else None


@dataclass(slots=True)
class _Doubts:
    network: SupplyNetwork
    world: World
    sales: Sequence[Sale]
    named_elsewhere: Container[str] = ()
    found: dict[str, list[Found]] = field(default_factory=lambda: defaultdict(list))
    why_not: Counter[str] = field(default_factory=Counter)
    compared: int = 0

    def records(self) -> Records:
        balances = Balances(self.world)
        for mark, sales in self._shipments().items():
            outs, ins = defaultdict(list), defaultdict(list)
            for sale in sales:
                outs[sale.supplier].append(sale)
                if sale.buyer is not None and sale.buyer != sale.supplier:
                    ins[sale.buyer].append(sale)
            for company in sorted(outs.keys() & ins.keys()):
                self._amounts(balances, mark, company, ins[company], outs[company])
                self._order(mark, company, ins[company], outs[company])
        self._documents()
        self._payees()
        return Records({s: tuple(many) for s, many in self.found.items()}, tuple(self._limits()))

    def _shipments(self) -> Mapping[str, list[Sale]]:
        """Shipment → its sales, under the number as it was first written."""
        written: dict[str, str] = {}
        found: dict[str, list[Sale]] = {}
        for sale in self.sales:
            for mark in sale.marks:
                found.setdefault(written.setdefault(number_as_compared(mark), mark), []).append(sale)
        return found

    def _amounts(self, balances: Balances, mark: str, company: str, ins: list[Sale], outs: list[Sale]) -> None:
        doubt = balances.compare(mark, [s.line for s in ins], [s.line for s in outs])
        if isinstance(doubt, str):
            self.why_not[doubt] += 1
            return
        self.compared += 1
        if doubt is not None:
            cells = [cell for sale in (*outs, *ins) for cell in sale.line.amount_cells]
            step = (
                f"Ask {self.network.name(company)} for the production records of the shipment '{mark}': what it "
                "took in, "
                "from whom and from stock, what it made, and what was lost. Correct the sheet where it is wrong."
            )
            policy = self.world.policy.plausibility.quantity
            self._tell(company, doubt.kind, policy, doubt.statement, step, mark, cells, doubt.citations)

    def _order(self, mark: str, company: str, ins: list[Sale], outs: list[Sale]) -> None:
        for sale in ins:
            for before, after in ((_BEFORE, _AFTER), *(((kind,), (kind,)) for kind in _ALIKE)):
                early = max(sale.days(before), key=lambda d: d.day, default=None)
                firsts = [min(out.days(after), key=lambda d: d.day, default=None) for out in outs]
                late = max((d for d in firsts if d), key=lambda d: d.day, default=None)
                if early is None or late is None or None in firsts:
                    continue
                if early.day > late.day:
                    self._tell_order(mark, company, sale, outs, early, late)
                break

    def _tell_order(self, mark: str, company: str, sale: Sale, outs: list[Sale], early: LineDay, late: LineDay) -> None:
        names = self.network.name
        goods, made = _words(sale.line), _words(outs[0].line)
        text = (
            f"Of the shipment '{mark}', {goods} of {names(sale.supplier)} {_was(early)}, later than {made} of this "
            f"company, which {_was(late)}. What comes later than the product cannot be in it. This takes the rows "
            f"marked '{mark}' as one chain."
        )
        step = (
            f"Ask {names(company)} for its record of receipt of this input, and {names(sale.supplier)} for the "
            "transport document. Correct the day where it is wrong; name the input that was used where it is another."
        )
        about = f"{mark}:{sale.supplier}"
        cells = [early.cell, late.cell]
        self._tell(company, OUT_OF_ORDER, self.world.policy.plausibility.dates, text, step, about, cells)

    def _documents(self) -> None:
        by_number: dict[tuple[PaperKind, str], list[tuple[Sale, Paper]]] = {}
        for sale in self.sales:
            for paper in sale.line.papers:
                if paper.kind.is_of_one_delivery:
                    by_number.setdefault((paper.kind, number_as_compared(paper.number)), []).append((sale, paper))
        for (kind, _), used in sorted(by_number.items()):
            if len({paper.cell for _, paper in used}) < 2:
                continue
            for sellers, why in self._twice(kind, used):
                self._tell_twice(kind, used, sellers, why)

    def _twice(self, kind: PaperKind, used: list[tuple[Sale, Paper]]) -> Iterator[tuple[tuple[str, ...], str]]:
        """Sellers, and why it is doubted that one document covers these rows."""
        sellers = tuple(dict.fromkeys(sale.supplier for sale, _ in used))
        for seller in sellers:
            own = [sale for sale, _ in used if sale.supplier == seller]
            marks = dict.fromkeys(mark for sale in own for mark in sale.marks)
            buyers = dict.fromkeys(sale.buyer for sale in own if sale.buyer)
            days = {(d.kind, d.day) for sale in own for d in sale.days(_WRITTEN[kind])}
            if len(marks) > 1 and all(sale.marks for sale in own):
                yield (seller,), f"the shipments {_listed(marks)}"
            elif len(buyers) > 1:
                yield (seller,), f"the buyers {_listed(map(self.network.name, buyers))}"
            elif len({kind for kind, _ in days}) < len(days):
                twice = next(k for k, n in sorted(Counter(kind for kind, _ in days).items()) if n > 1)
                told = " and ".join(sorted(day.isoformat() for k, day in days if k is twice))
                yield (seller,), f"rows {twice.value} on {told}"
        if len(sellers) > 1 and self._is_doubtful(kind, used):
            yield sellers, f"the sellers {_listed(map(self.network.name, sellers))}"

    @staticmethod
    def _is_doubtful(kind: PaperKind, used: list[tuple[Sale, Paper]]) -> bool:
        """Whether two sellers hardly bear one number by chance or in the ordinary course.

        Goods sold on while they travel keep their transport document; an invoice is its writer's own.
        """
        number = number_as_compared(used[0][1].number)
        if len(number) < _DISTINCT_LENGTH or sum(c.isdigit() for c in number) < _DISTINCT_DIGITS:
            return False
        if kind is PaperKind.TRANSPORT:
            return len({_goods_of(sale.line) for sale, _ in used}) > 1
        return len({number_as_compared(mark) for sale, _ in used for mark in sale.marks}) == 1

    def _tell_twice(self, kind: PaperKind, used: list[tuple[Sale, Paper]], sellers: tuple[str, ...], why: str) -> None:
        chosen = [(sale, paper) for sale, paper in used if sale.supplier in sellers]
        number = chosen[0][1].number
        text = (
            f"The {kind.value} '{number}' is stated of {why}. One document belongs to one delivery; a slip, a number "
            "that two companies share by chance, or one document for several deliveries explains it as well."
        )
        step = (
            f"Ask for a copy of the {kind.value} '{number}' of each row, and for the right number where it is a slip."
        )
        policy = self.world.policy.plausibility.document
        cells = [paper.cell for _, paper in chosen]
        for seller in sellers:
            self._tell(seller, USED_TWICE, policy, text, step, f"{kind.value} {number}", cells)

    def _payees(self) -> None:
        look = CompanyLook(self.world.reference)
        nodes = (*self.network.suppliers, *self.network.buyers, COMPANY)
        names = {key(self.network.name(node)): node for node in nodes}
        told: dict[tuple[str, str], list[CellRef]] = {}
        written: dict[tuple[str, str], str] = {}
        known_as: dict[tuple[str, str], bool] = {}
        for sale in self.sales:
            payee = sale.line.payee
            if payee is None:
                continue
            about = sale.supplier, key(payee.text)
            if about not in known_as:
                known_as[about] = self._is_called(sale.supplier, payee.text, look)
            if known_as[about]:
                continue
            written.setdefault(about, payee.text)
            told.setdefault(about, []).extend(payee.cells)
        for (supplier, mark), cells in told.items():
            known = names.get(mark)
            in_chain = known != supplier if known else mark in self.named_elsewhere
            besides = " The input names that company in the chain as well." if in_chain else ""
            text = (
                f"Rows of this supplier name '{written[supplier, mark]}' as who is paid. It is another name than the "
                f"supplier's.{besides}"
            )
            step = (
                f"Ask why '{written[supplier, mark]}' is paid and not the supplier (factoring, parent, trading arm), "
                "and for the contract and proof of payment."
            )
            own = self.network.suppliers[supplier].cells
            policy = self.world.policy.plausibility.payee
            self._tell(supplier, PAYEE, policy, text, step, mark, [*own[:1], *cells])

    def _is_called(self, supplier: str, payee: str, look: CompanyLook) -> bool:
        """Whether a payee may be the supplier by another spelling: one name in the other, or half of its own words."""
        other = key(payee)
        for named in self.network.suppliers[supplier].names:
            name = key(named.text)
            if name.isascii() != other.isascii() or name in other or other in name:
                return True
            one, two = set(look.own_words(named.text)), set(look.own_words(payee))
            if not one or not two or 2 * len(one & two) >= min(len(one), len(two)):
                return True
        return False

    def _tell(
        self,
        supplier: str,
        kind: Kind,
        choice: Choice,
        statement: str,
        step: str,
        mark: str,
        cells: Sequence[CellRef],
        units: tuple[Citation, ...] = (),
    ) -> None:
        if supplier not in self.network.suppliers:
            return
        asked = steps_for(self.world.reference, kind.code)[0]
        draft = Draft(
            kind=kind,
            certainty=Certainty.POSSIBLE,
            statement=statement,
            instrument="Records of the chain",
            jurisdiction="",
            citations=(asked.citation, *units),
            reads=(),
            calls_for=choice.value,
            next_step=step,
            mark=mark,
        )
        self.found[supplier].append((draft, tuple(dict.fromkeys(cells))[:_CELLS]))

    def _limits(self) -> Iterator[str]:
        """How many steps of shipments were balanced, and why the others were not."""
        if self.why_not:
            reasons = "; ".join(f"{count} because {why}" for why, count in sorted(self.why_not.items()))
            total = self.compared + sum(self.why_not.values())
            yield (
                f"Quantities in and out were compared at {self.compared} of {total} steps of shipments. Not compared: "
                f"{reasons}."
            )


def _was(day: LineDay) -> str:
    """`was delivered on 2026-02-03`."""
    said = "is dated" if day.kind is DayKind.NOT_SAID else f"was {day.kind.value} on"
    return f"{said} {day.day.isoformat()}"


def _words(line: Line) -> str:
    goods = dict.fromkeys(good.resolution.raw for good in line.goods)
    return " and ".join(f"'{text}'" for text in goods) or "goods"


def _goods_of(line: Line) -> tuple[str, ...]:
    return tuple(sorted({good.code or key(good.resolution.raw) for good in line.goods}))


def number_as_compared(text: str) -> str:
    """A number as numbers are compared: no case, blanks, dashes or slashes."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _listed(texts: Iterator[str] | Mapping[str, None]) -> str:
    named = [f"'{text}'" for text in texts]
    return f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]
