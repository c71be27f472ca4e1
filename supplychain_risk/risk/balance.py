"""Quantities in and out of one company for one shipment: what is compared, in which unit, and what is not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from supplychain_risk.domain import Citation, Line, Method
from supplychain_risk.errors import PolicyError
from supplychain_risk.laws.kind import Kind
from supplychain_risk.laws.plausibility import MORE_THAN_INPUT, OUTSIDE_YIELD
from supplychain_risk.laws.world import World
from supplychain_risk.policy import ARROW, Policy, Yield
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.unit import Unit, UnitResolver

_PER = " per "
_FIRM = (Method.EXACT, Method.ALIAS)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a balance finds: its kind, the sentence, and the units that were converted."""

    kind: Kind
    statement: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of quantities in one unit, and the units that it was stated in."""

    value: float
    unit: Unit
    stated_in: tuple[Unit, ...]

    def in_(self, unit: Unit) -> float:
        """The amount in another unit of its family."""
        return self.value * self.unit.factor / unit.factor

    @property
    def words(self) -> str:
        """`14,000 kg`; with up to six significant digits."""
        return f"{float(format(self.value, '.6g')):,.6g} {self.unit.symbol}" if self.value < 1e6 else _long(self)

    @property
    def converted(self) -> tuple[Unit, ...]:
        """The units that had to be converted."""
        return tuple(unit for unit in self.stated_in if unit.id != self.unit.id)


def _long(amount: Amount) -> str:
    return f"{amount.value:,.0f} {amount.unit.symbol}"


class Balances:
    """Compares what goes in with what comes out."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._units = UnitResolver(world.reference)

    def compare(self, mark: str, ins: Sequence[Line], outs: Sequence[Line]) -> Doubt | str | None:
        """A doubt, None where nothing is doubted, or, as a text, why the two are not compared."""
        made, used = _goods(outs), _goods(ins)
        if not made or not used:
            return "the goods of a row are not stated or not in our tables"
        out, into = self._sum(outs), self._sum(ins)
        if isinstance(out, str) or isinstance(into, str):
            return out if isinstance(out, str) else str(into)
        known = self._yield(used, made)
        if known is not None:
            return self._by_yield(mark, known, used, made, into, out)
        same = used == made
        if not same and not all(self._is_made_of(one, made) for one in used):
            return "no row of our tables says that the one is made of the other, and the policy states no yield"
        if into.unit.family != out.unit.family:
            return f"one is stated in {into.unit.family} and the other in {out.unit.family}"
        if not same and out.unit.family != "mass":
            return f"two goods are stated in {out.unit.family}, which need not stay the same"
        if out.in_(into.unit) <= into.value * (1 + self._world.policy.plausibility.tolerance.value):
            return None
        text = (
            f"Of the shipment '{mark}', {out.words} of {self._names(made)} leave this company, and the rows state that "
            f"{into.words} of {self._names(used)} go in. More leaves than goes in, whatever the yield, unless stock or "
            f"a material that no row states went in as well. This takes the rows marked '{mark}' as all that went "
            "in and "
            "came out."
        )
        return Doubt(MORE_THAN_INPUT, text, _cited(into, out))

    def _by_yield(
        self, mark: str, known: Yield, used: frozenset[str], made: frozenset[str], into: Amount, out: Amount
    ) -> Doubt | str | None:
        per_out, per_in = (self._units.resolve(text) for text in known.unit.split(_PER))
        if per_out is None or per_in is None:
            return "the policy's yield has a unit that we do not know"
        if per_out.family != out.unit.family or per_in.family != into.unit.family:
            return f"the policy's yield is in {known.unit}, the rows are in {into.unit.symbol} and {out.unit.symbol}"
        tolerance = self._world.policy.plausibility.tolerance.value
        least, most = (rate * into.in_(per_in) for rate in (known.low, known.high))
        got = out.in_(per_out)
        if least * (1 - tolerance) <= got <= most * (1 + tolerance):
            return None
        side = "less" if got < least else "more"
        text = (
            f"Of the shipment '{mark}', {out.words} of {self._names(made)} leave this company, and the rows state that "
            f"{into.words} of {self._names(used)} go in. That is {side} than the policy's yield of {known.low:g} to "
            f"{known.high:g} {known.unit} makes of it ({least:,.6g} to {most:,.6g} {per_out.symbol}; the policy's "
            "reason: "
            f"{known.reason}). This takes the rows marked '{mark}' as all that went in and came out."
        )
        return Doubt(OUTSIDE_YIELD, text, _cited(into, out))

    def _yield(self, used: frozenset[str], made: frozenset[str]) -> Yield | None:
        if len(used) != 1 or len(made) != 1:
            return None
        return self._world.policy.plausibility.yields.get(ARROW.join((*used, *made)))

    def _is_made_of(self, good: str, made: Iterable[str]) -> bool:
        return any((chain := self._world.inputs.chain(good, one)) is not None and chain.firm for one in made)

    def _sum(self, lines: Sequence[Line]) -> Amount | str:
        """The quantities of all lines in one unit, or why there is no sum."""
        parts: list[tuple[float, Unit]] = []
        for line in lines:
            if line.quantity is None:
                return "a row states no quantity that can be read"
            unit = self._units.resolve(line.unit) if line.unit else None
            if unit is None:
                return f"the unit '{line.unit}' is not known" if line.unit else "a row states no unit"
            parts.append((line.quantity, unit))
        units = tuple(dict.fromkeys(unit for _, unit in parts))
        if len({unit.family for unit in units}) > 1:
            return "rows of one side are stated in unlike units"
        first = units[0]
        return Amount(sum(value * unit.factor / first.factor for value, unit in parts), first, units)

    def _names(self, goods: Iterable[str]) -> str:
        return " and ".join(sorted(f"'{self._world.commodities.name(one)}'" for one in goods))


def _goods(lines: Iterable[Line]) -> frozenset[str]:
    """The goods of some lines; empty where one of them states none, or several.

    "Cotton yarn" is yarn: a good that a text only mentions among other words is what it is made of.
    """
    found = [{good.code for good in line.goods if good.resolution.method in _FIRM} for line in lines]
    if any(len(codes) != 1 for codes in found):
        return frozenset()
    return frozenset(code for codes in found for code in codes if code)


def _cited(into: Amount, out: Amount) -> tuple[Citation, ...]:
    """The rows of the units between which something was converted."""
    units = dict.fromkeys((*into.converted, *out.converted))
    if into.unit.id != out.unit.id and into.unit.family == out.unit.family:
        units |= dict.fromkeys((into.unit, out.unit))
    return tuple(unit.citation for unit in units)


def check_yields(policy: Policy, reference: Reference) -> None:
    """Refuse a yield about goods or units that no table knows: it would quietly compare nothing.

    Raises:
        PolicyError: a good or unit is not known; the message names the key.
    """
    goods, units = reference.table("commodities").by_id, UnitResolver(reference)
    for key, known in policy.plausibility.yields.items():
        strangers = [good for good in key.split(ARROW) if good not in goods]
        if strangers:
            raise PolicyError(
                f"plausibility.yields.{key}: there is no good {', '.join(map(repr, strangers))}",
                where=policy.name,
                hint="Write ids of the table commodities: supplychain-risk reference show commodities --where silicon.",
            )
        parts = known.unit.split(_PER)
        if len(parts) != 2 or not all(units.resolve(part) for part in parts):
            raise PolicyError(
                f"plausibility.yields.{key}: the unit '{known.unit}' is not two units that we know",
                where=policy.name,
                hint="Write it as in 'kg per kg' or 'pieces per kg', with units of the table units.",
            )
