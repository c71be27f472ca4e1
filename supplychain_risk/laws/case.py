"""The case: everything about a supplier that a rule or factor may look at.

Rules and factors are functions of a small `Case`, so they run once per distinct case and their answers are spread over
all suppliers that share it: a million rows cost a few thousand calls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from supplychain_risk.domain import CellRef, Line, Method, Reading, Supplier
from supplychain_risk.resolve.products import is_doubtful_class


@dataclass(frozen=True, slots=True)
class Good:
    """A commodity of a supplier. `firm` is False where the text only contains the good's name among other words."""

    code: str
    firm: bool


@dataclass(frozen=True, slots=True)
class Case:
    """What rules and factors see of a supplier: codes only, no names, no cells."""

    country: str | None
    region: str | None
    region_firm: bool
    possible_region: str | None
    goods: tuple[Good, ...]
    goods_complete: bool
    """False where the sheet gives no commodity, one in no table, or one known by a word of its class only: other goods
    are then possible."""
    sectors: tuple[str, ...]
    indicators: tuple[Good, ...] = ()
    """Reported ILO indicators and other signs of forced labor; firm as for goods."""
    origins: tuple[Case, ...] = ()
    """A case for each origin that the sheet states of the supplier's goods, with the goods that come from there."""
    unplaced: tuple[Good, ...] | None = None
    """Goods whose origin the sheet does not state; None where it states none at all, so that all of them are."""
    origin: str = ""
    """For the case of a stated origin: its mark, by which its cells are found. Country and region are then those of
    the goods."""

    def of_goods(self) -> Iterator[Case]:
        """The cases in which the goods are looked at where they come from.

        That is each stated origin with its goods, and the supplier's own place with the goods of which none is stated.
        """
        yield from self.origins
        if self.unplaced is None:
            yield self
        elif self.unplaced or not self.origins:
            yield replace(self, goods=self.unplaced)

    @classmethod
    def of(cls, supplier: Supplier) -> Case:
        """The case of a supplier."""
        case = cls._placed(supplier)
        placed = [line for line in supplier.lines if line.placed]
        if not placed:
            return case
        by_origin: dict[str, list[Line]] = {}
        for line in placed:
            by_origin.setdefault(origin_mark(line), []).append(line)
        origins = tuple(case._from(mark, lines) for mark, lines in sorted(by_origin.items()))
        return replace(case, origins=origins, unplaced=_goods(unstated(supplier, placed)))

    def _from(self, mark: str, lines: Sequence[Line]) -> Case:
        """The case of the goods of some lines that come from one place."""
        first = lines[0]
        goods = [good for line in lines for good in line.goods]
        return replace(
            self,
            country=first.origin.code if first.origin else None,
            region=first.region.code if first.region else None,
            region_firm=first.region is not None and (_is_firm(first.region) or first.origin is not None),
            possible_region=first.possible_region.code if first.possible_region else None,
            goods=_goods(goods),
            goods_complete=_is_complete(goods),
            indicators=(),
            origin=mark,
        )

    @classmethod
    def _placed(cls, supplier: Supplier) -> Case:
        region = supplier.region if supplier.region and supplier.region.code else None
        return cls(
            country=supplier.country_code,
            region=region.code if region else None,
            region_firm=region is not None and (_is_firm(region) or bool(supplier.country)),
            possible_region=supplier.possible_region.code if supplier.possible_region else None,
            goods=_goods(supplier.commodities),
            goods_complete=_is_complete(supplier.commodities),
            sectors=supplier.sector_codes,
            indicators=_firmest(supplier.indicators),
        )

    def scored(self) -> Case:
        """The case as far as the structural score looks at it: regions and indicators move no factor."""
        origins = tuple(origin.scored() for origin in self.origins)
        told = (self.region, self.region_firm, self.possible_region, self.indicators, self.origins)
        if told == (None, False, None, (), origins):
            return self
        return replace(self, region=None, region_firm=False, possible_region=None, indicators=(), origins=origins)

    def country_only(self) -> Case:
        """The case as far as it says where the supplier is; where it does not, where its goods come from."""
        origins = () if self.country else tuple(replace(o.country_only(), origin=o.origin) for o in self.origins)
        return replace(_NOTHING, country=self.country, origins=origins)

    def sectors_only(self) -> Case:
        """The case as far as it says what the supplier does: its sectors, or its goods where it states none."""
        return replace(_NOTHING, sectors=self.sectors, goods=() if self.sectors else self.goods)

    def goods_only(self) -> Case:
        """The case as far as it says which goods come from where; sectors say it only where goods do not."""
        case = self.scored()
        if not case.sectors or not (case.goods_complete and all(one.goods_complete for one in case.origins)):
            return case
        return replace(case, sectors=(), origins=tuple(replace(one, sectors=()) for one in case.origins))

    def readings(self, supplier: Supplier) -> tuple[Case, ...]:
        """The case of a supplier; if its rows state several countries, or a text may mean several, a case for each.

        One contradicting row must not switch off what the other row says.
        """
        case = self
        doubtful = {
            origin_mark(line): line.origin.resolution.candidates
            for line in supplier.lines
            if _is_doubtful(line.origin) and line.origin
        }
        own = supplier.country.resolution.candidates if supplier.country and _is_doubtful(supplier.country) else ()
        many = max((len(own), *map(len, doubtful.values())))
        if not many:
            return (case,)
        return tuple(
            replace(
                case,
                country=own[min(at, len(own) - 1)] if own else case.country,
                origins=tuple(
                    replace(o, country=meant[min(at, len(meant) - 1)]) if (meant := doubtful.get(o.origin)) else o
                    for o in case.origins
                ),
            )
            for at in range(many)
        )


_NOTHING = Case(
    country=None, region=None, region_firm=False, possible_region=None, goods=(), goods_complete=False, sectors=()
)
"""A case of which nothing is known."""


def _is_doubtful(reading: Reading | None) -> bool:
    """Whether a text may mean several countries, or rows state several."""
    return reading is not None and reading.resolution.method is Method.AMBIGUOUS


def unstated(supplier: Supplier, placed: Iterable[Line]) -> list[Reading]:
    """The goods of a supplier that none of its lines states which say where goods come from."""
    told = {cell for line in placed for good in line.goods for cell in good.cells}
    return [good for good in supplier.commodities if not told.issuperset(good.cells)]


def origin_mark(line: Line) -> str:
    """What tells the origin of a line from that of another: country and region, or the text that names no country."""
    country = line.origin.code or f"?{line.origin.resolution.raw}" if line.origin else ""
    region = line.region.code if line.region else f"?{line.possible_region.code}" if line.possible_region else ""
    return f"{country}/{region}"


def _firmest(readings: Iterable[Reading]) -> tuple[Good, ...]:
    """Each code once, firm if one of its readings is."""
    firm: dict[str, bool] = {}
    for reading in readings:
        if reading.code:
            firm[reading.code] = firm.get(reading.code, False) or _is_firm(reading)
    return tuple(Good(code, is_firm) for code, is_firm in sorted(firm.items()))


def _goods(readings: Sequence[Reading]) -> tuple[Good, ...]:
    """The goods of readings; each that an ambiguous text may mean ("Gloves", HS chapter 52) is one, but not firm."""
    found = _firmest(readings)
    meant = {code for reading in readings if not reading.code for code in reading.may_mean}
    more = meant.difference(good.code for good in found)
    return tuple(sorted((*found, *(Good(code, firm=False) for code in more)), key=lambda g: g.code)) if more else found


def _is_complete(goods: Sequence[Reading]) -> bool:
    return bool(goods) and all(r.code and not is_doubtful_class(r.resolution) for r in goods)


def _is_firm(reading: Reading) -> bool:
    return reading.resolution.method in (Method.EXACT, Method.ALIAS)


def cells_of(supplier: Supplier, reads: tuple[str, ...]) -> tuple[CellRef, ...]:
    """The cells behind what a rule or factor says it read.

    `reads` names parts of the supplier: name, country, region, possible_region, goods, sectors, or `good:CODE`,
    `sector:CODE`, `indicator:CODE`; with `@MARK` behind it, of the lines with that origin.
    """
    found: list[tuple[CellRef, ...]] = []
    for what, code, mark in _parts(reads):
        if mark:
            found.append(tuple(_cells_of_lines(supplier, what, code, mark)))
        elif what == "name":
            found += [named.cells for named in supplier.names]
        elif what in _SINGLE:
            reading: Reading | None = getattr(supplier, what)
            found.append(reading.cells if reading else ())
        else:
            found += [
                one.cells
                for one in _LISTS[what](supplier)
                if not code or one.resolution.code == code or code in one.may_mean
            ]
    cells = found[0] if len(found) == 1 else tuple(chain.from_iterable(found))
    if len(cells) < 2:
        return cells
    once = dict.fromkeys(cells)
    return cells if len(once) == len(cells) else tuple(once)


@lru_cache(maxsize=4096)
def _parts(reads: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """What is read, its code and the mark of its origin, of each part."""
    split = (part.partition("@") for part in reads)
    return tuple((*part.partition(":")[::2], mark) for part, _, mark in split)


def _cells_of_lines(supplier: Supplier, what: str, code: str, mark: str) -> Iterator[CellRef]:
    for line in supplier.lines:
        if not line.placed or origin_mark(line) != mark:
            continue
        places: dict[str, Reading | None] = {
            "country": line.origin,
            "region": line.region,
            "possible_region": line.possible_region,
        }
        if what in places:
            reading = places[what]
            yield from reading.cells if reading else ()
        elif what in ("good", "goods"):
            yield from (
                cell for good in line.goods if not code or code in (good.code, *good.may_mean) for cell in good.cells
            )
        else:
            yield from cells_of(supplier, (f"{what}:{code}" if code else what,))


_SINGLE = ("country", "region", "possible_region")
_LISTS: Mapping[str, Callable[[Supplier], tuple[Reading, ...]]] = {
    "good": attrgetter("commodities"),
    "goods": attrgetter("commodities"),
    "sector": attrgetter("sectors"),
    "sectors": attrgetter("sectors"),
    "indicator": attrgetter("indicators"),
}
