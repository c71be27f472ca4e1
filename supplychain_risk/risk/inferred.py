"""Inferred inputs: where nobody has mapped where a supplier gets an input, which listed inputs its product may hold.

Nothing in the sheet says so. The findings are marked inferred, call for `enhanced` or less by policy, are counted apart
and can be left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from supplychain_risk.domain import Certainty
from supplychain_risk.laws.case import Case, Good
from supplychain_risk.laws.draft import Draft
from supplychain_risk.laws.ilab import INFERRED_INPUT, TVPRA_LIST, by_country, downstream
from supplychain_risk.laws.uflpa import PRESUMPTION, PRIORITY_INPUT, priority, priority_elsewhere
from supplychain_risk.laws.world import World
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.reference.goods import DownstreamGood
from supplychain_risk.reference.industries import PrioritySector
from supplychain_risk.reference.inputs import InputRelation
from supplychain_risk.reference.overview import is_verified
from supplychain_risk.resolve.sector import PRIMARY


@dataclass(frozen=True, slots=True)
class InferredInput:
    """A listed input (commodity id) that a product may hold, and what would be said about it."""

    input: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class PriorityGood:
    """A good that falls in a high-priority sector, the part of the supplier it is read from, and what can go into it.

    `inputs` are the goods of all high-priority sectors of which it can be made, itself among them.
    """

    sector: PrioritySector
    good: str
    read: str
    inputs: tuple[str, ...]
    surely: bool
    """Whether the good is firm and falls in the sector itself; else it may fall in it, or can hold what does."""


@dataclass(frozen=True, slots=True)
class _OfCase:
    """What may be inferred of a case, and what is, by which of its inputs somebody upstream sells."""

    inputs: tuple[tuple[int, Draft], ...]
    """What would be said about an input, with the bit of the input."""
    goods: tuple[tuple[int, PriorityGood], ...]
    """Goods of high-priority sectors, each with the bits of what can go into it."""
    bits: int
    """Of all of these."""
    told: dict[int, tuple[Draft, ...]] = field(default_factory=dict)
    """Bits of the inputs that somebody upstream sells → what is said then."""


class Inference:
    """Inferred inputs of a network's suppliers; worked out once per case, then held against who supplies whom.

    Where somebody upstream sells an input, its origin is stated, not inferred. Inputs are told by bits, so that which
    of them are sold upstream of a company is one number.
    """

    def __init__(self, network: SupplyNetwork, world: World) -> None:
        self._network = network
        self._world = world
        self._by_case: dict[Case, _OfCase] = {}
        self._bit_of: dict[str, int] = {}
        self._upstream: dict[str, int] = {}
        """Company → the bits of the inputs that somebody upstream of it sells."""
        self._untraced: dict[tuple[PriorityGood, ...], Draft] = {}
        self._said: dict[Draft, Draft] = {}

    @cached_property
    def _sellers(self) -> Mapping[str, tuple[str, ...]]:
        """Commodity id → the suppliers that sell it."""
        found: dict[str, list[str]] = {}
        for supplier in self._network.suppliers.values():
            for code in supplier.commodity_codes:
                found.setdefault(code, []).append(supplier.id)
        return {code: tuple(ids) for code, ids in found.items()}

    def drafts(self, supplier: str, case: Case) -> tuple[Draft, ...]:
        """What is inferred of a supplier with this case: nothing of one that takes its goods from nature.

        Equal drafts are one and the same object.
        """
        known = self._by_case.get(case)
        if known is None:
            known = self._by_case[case] = self._of_case(case)
        if not known.inputs and not known.goods:
            return ()
        sold = self._upstream.get(supplier, 0) & known.bits
        told = known.told.get(sold)
        if told is None:
            inputs = (draft for bit, draft in known.inputs if not sold & bit)
            told = known.told[sold] = (*inputs, *self._of_priority_sectors(known, sold))
        return told

    def _of_case(self, case: Case) -> _OfCase:
        if any(code[:2] in PRIMARY for code in case.sectors):
            return _OfCase((), (), 0)
        inputs = tuple(
            (self._bit(one.input), self._said.setdefault(one.draft, one.draft))
            for one in inferred_inputs(case, self._world)
        )
        goods = tuple((self._bits(good.inputs), good) for good in _of_priority(case, self._world))
        bits = 0
        for some, _ in (*inputs, *goods):
            bits |= some
        return _OfCase(inputs, goods, bits)

    def _of_priority_sectors(self, known: _OfCase, sold: int) -> Iterator[Draft]:
        """Goods of UFLPA high-priority sectors from outside China whose inputs nobody upstream is known to sell."""
        first: dict[PrioritySector, PriorityGood] = {}
        for bits, item in known.goods:
            if not sold & bits:
                first.setdefault(item.sector, item)
        untraced = tuple(first.values())
        if untraced:
            if untraced not in self._untraced:
                self._untraced[untraced] = _of_sectors(untraced, self._world)
            yield self._untraced[untraced]

    def _bits(self, inputs: Iterable[str]) -> int:
        found = 0
        for one in inputs:
            found |= self._bit(one)
        return found

    def _bit(self, wanted: str) -> int:
        """The bit of an input; the companies are noted for which somebody upstream sells it."""
        if wanted not in self._bit_of:
            bit = self._bit_of[wanted] = 1 << len(self._bit_of)
            relation = self._world.commodities.relation
            sells = [id_ for code, ids in self._sellers.items() if relation(code, wanted) for id_ in ids]
            upstream, buyers_of = self._upstream, self._network.buyers_of
            while sells:
                for buyer in buyers_of.get(sells.pop(), ()):
                    before = upstream.get(buyer, 0)
                    if not before & bit:
                        upstream[buyer] = before | bit
                        sells.append(buyer)
        return self._bit_of[wanted]


def _of_priority(case: Case, world: World) -> Iterator[PriorityGood]:
    listed = world.view(_of_any_sector)
    for view in case.of_goods():
        mark = f"@{view.origin}" if view.origin else ""
        for sector, good in priority_elsewhere(view, world):
            firm = any(one.firm for one in view.goods if one.code == good)
            relations = {world.commodities.relation(good, c) for c in sector.commodities}
            surely = firm and bool(relations & {"same", "narrower"})
            inputs = tuple(c for c in listed if c == good or world.inputs.chain(c, good))
            yield PriorityGood(sector, good, f"good:{good}{mark}", inputs, surely)


def _of_any_sector(world: World) -> Sequence[str]:
    """The goods of all high-priority sectors."""
    return sorted({c for sector in world.view(priority) for c in sector.commodities})


def _of_sectors(untraced: Sequence[PriorityGood], world: World) -> Draft:
    goods = ", ".join(dict.fromkeys(world.commodities.name(item.good).lower() for item in untraced))
    names = "; ".join(f"'{item.sector.sector}'" for item in untraced)
    sectors = "a high-priority sector" if len(untraced) == 1 else "high-priority sectors"
    sure = {item.surely for item in untraced}
    fall = "fall" if sure == {True} else "may fall" if sure == {False} else "fall, or may fall,"
    fall_in = f"{fall} in {sectors}"
    return Draft(
        kind=PRIORITY_INPUT,
        certainty=Certainty.INFERRED,
        statement=f"Inferred, not stated: the sheet's goods ({goods}) {fall_in} for enforcing the Uyghur "
        f"Forced Labor Prevention Act ({names}), and the sheet does not show where their inputs come from. The "
        "presumption reaches goods of any country that are made in part with inputs of Xinjiang. Nothing in the sheet "
        "says that these are.",
        instrument="UFLPA strategy, high-priority sectors",
        jurisdiction="US",
        citations=(*(item.sector.citation for item in untraced), world.law(PRESUMPTION)),
        reads=tuple(dict.fromkeys(item.read for item in untraced)),
        calls_for=world.policy.inferred.priority_input.value,
        next_step="Ask where the inputs of these goods come from, back to the raw material; keep what an applicability "
        "review asks for.",
    )


def inferred_inputs(case: Case, world: World) -> Iterator[InferredInput]:
    """A listed input that a product may hold, where nobody has mapped where the supplier gets it.

    Why it matters: the Department of Labor names products that may contain an input made with forced or child labor,
    and most chains end, in what is known, before the input.
    Does not say: that this supplier's product holds the input. Nothing in the sheet says so. Inputs are inferred only
    from a product that the department itself names, or from a component of it that it names; not from what a country
    trades. Where somebody upstream sells the input, its origin is stated and nothing is inferred.
    """
    told = {
        item.input_commodity + item.input_country
        for item in world.view(downstream)
        if case.country in item.countries and is_verified(item.citation) and world.covered(case, item.commodity)
    }
    seen: set[str] = set()
    for good in case.goods:
        for item, component in _may_hold(good, case, world):
            origin = item.input_commodity + item.input_country
            if origin in told or origin in seen or world.commodities.relation(good.code, item.input_commodity):
                continue
            seen.add(origin)
            yield InferredInput(item.input_commodity, _draft(good, item, component, world))


def _may_hold(good: Good, case: Case, world: World) -> Iterator[tuple[DownstreamGood, InputRelation | None]]:
    """Products that ILAB names wherever they are made and that this good is; then those that are a component of it."""
    verified = world.view(_verified)
    for item in verified:
        if not item.countries and world.commodities.relation(good.code, item.commodity) in ("same", "narrower"):
            yield item, None
    components = world.view(_components).get(good.code, {})
    for item in verified:
        if item.commodity in components and item.countries:
            yield item, components[item.commodity]


def _verified(world: World) -> Sequence[DownstreamGood]:
    return [item for item in world.view(downstream) if is_verified(item.citation)]


def _components(world: World) -> Mapping[str, Mapping[str, InputRelation]]:
    """Product → its inputs, each with the row that says so."""
    found: dict[str, dict[str, InputRelation]] = {}
    for relation in world.inputs.relations:
        found.setdefault(relation.product, {})[relation.input] = relation
    return found


def _draft(good: Good, item: DownstreamGood, component: InputRelation | None, world: World) -> Draft:
    product = world.commodities.name(good.code)
    origin = world.countries.name(item.input_country)
    listings = [x for x in world.view(by_country).get(item.input_country, ()) if x.commodity == item.input_commodity]
    forced = any(x.is_forced for x in listings)
    named = component is None
    chosen = world.policy.inferred.named_product if named and forced and good.firm else world.policy.inferred.other
    if named:
        why = f"The US Department of Labor names {item.good} as goods that may contain {item.input_good} from {origin}"
    else:
        where = " and ".join(world.countries.name(c) for c in item.countries)
        why = (
            f"{product} can hold {item.good} ({component.words if component else ''}), which the US Department of "
            f"Labor lists for {where} as made with {item.input_good} from {origin}"
        )
    labor = "forced labor" if forced else "child labor" if listings else "a listing that our tables do not hold"
    return Draft(
        kind=INFERRED_INPUT,
        certainty=Certainty.INFERRED,
        statement="Inferred, not stated: the sheet does not show where this supplier gets "
        f"{item.input_good.lower()}, if it uses any. {why}; the input is on its list for {labor}. Nothing in the sheet "
        "says that this product holds it.",
        instrument="List of Goods Produced by Child Labor or Forced Labor (TVPRA), downstream goods",
        jurisdiction="US",
        citations=(
            item.citation,
            *((component.citation,) if component else ()),
            *(x.citation for x in listings),
            world.law(TVPRA_LIST),
        ),
        reads=(f"good:{good.code}",),
        calls_for=chosen.value,
        next_step=f"Ask where the {item.input_good.lower()} in this product comes from, and map its supply.",
    )
