"""Concentration: how much of a commodity depends on one country, one region, one supplier."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import fsum
from typing import Literal

from supplychain_risk.domain import Reading, Supplier, SupplyLink
from supplychain_risk.network import SupplyNetwork
from supplychain_risk.risk.shares import Weights, direct_supply, weigh

SHOWN = 5
"""Countries, regions and suppliers listed per commodity, largest first."""

Kind = Literal["country", "region", "supplier"]


@dataclass(frozen=True, slots=True)
class Dependence:
    """A share of a commodity's supply that comes from one country, region or supplier (0 to 1)."""

    kind: Kind
    code: str | None
    """ISO code or supplier id; None where the country is not known."""
    name: str
    suppliers: int
    share: float


@dataclass(frozen=True, slots=True)
class Concentration:
    """Where the supply of one commodity comes from; `commodity` None is all direct supply, whatever it is."""

    commodity: str | None
    name: str
    suppliers: int
    """Suppliers at which the commodity enters the mapped chain."""
    basis: str
    note: str
    held_share: float
    """Share of it that comes from suppliers who call for hold themselves."""
    depends_on: tuple[Dependence, ...]

    @property
    def statement(self) -> str:
        """The strongest dependence in a sentence."""
        largest = {kind: next((d for d in self.depends_on if d.kind == kind), None) for kind in ("country", "region")}
        region, country = largest["region"], largest["country"]
        place = region if region and (region.share >= 0.5 or country is None) else country
        count = "1 supplier" if self.suppliers == 1 else f"{self.suppliers} suppliers"
        if place is None:
            return f"{self.name}: {count}."
        where = f"{place.name} ({place.code})" if place.code else "countries that are not known"
        return f"{self.name}: {count}; {place.share:.0%} by {self.basis} from {where}."


def concentrations(
    network: SupplyNetwork,
    holding: Collection[str],
    supply: Weights | None = None,  # `direct_supply` of the network, where it is made already
) -> tuple[Concentration, ...]:
    """All direct supply, then every commodity, the one that depends most on suppliers on hold first.

    A commodity is followed to where it enters the mapped chain: to the suppliers of it to whom nobody is known to
    supply it. So a trader's cotton counts as that of the gin behind the trader. Shares are by spend if every link that
    carries the commodity has one, by stated share if all go to one buyer, else equal among the suppliers. A link that
    carries several goods counts fully for each of them: its spend is not split by good.

    Does not say: how much of a commodity there is beyond the mapped chain, or where an unmapped supplier buys it.
    """
    made = [_of(None, "All direct supply", supply or direct_supply(network), network, holding)]
    members = _by_commodity(network)
    sources: dict[str, list[str]] = {commodity: [] for commodity in members}
    carrying: dict[str, list[SupplyLink]] = {commodity: [] for commodity in members}
    for supplier, links in _sold(network):
        entering = [c for c in supplier.commodity_codes if not _is_supplied(supplier.id, members[c][1], network)]
        for commodity, named in _carrying(supplier, entering, links) if entering else ():
            sources[commodity].append(supplier.id)
            carrying[commodity] += named
    for commodity, (name, _) in members.items():
        made.append(_of(commodity, name, _weigh(sources.pop(commodity), carrying.pop(commodity)), network, holding))
    first, *rest = made
    rest.sort(key=lambda c: (-c.held_share, -_top(c), -c.suppliers, c.commodity or ""))
    return (first, *rest) if first.suppliers else tuple(rest)


def _sold(network: SupplyNetwork) -> Iterator[tuple[Supplier, Sequence[SupplyLink]]]:
    """Every supplier with its links to others, in one pass: suppliers and links are sorted by its id."""
    links, at = network.links, 0
    for id_, supplier in network.suppliers.items():
        while at < len(links) and links[at].supplier < id_:
            at += 1
        first = at
        while at < len(links) and links[at].supplier == id_:
            at += 1
        yield supplier, [link for link in links[first:at] if link.buyer != id_]


def _top(of: Concentration) -> float:
    return max((d.share for d in of.depends_on if d.kind == "country" and d.code), default=0.0)


def _by_commodity(network: SupplyNetwork) -> Mapping[str, tuple[str, frozenset[str]]]:
    found: dict[str, tuple[str, set[str]]] = {}
    for supplier in network.suppliers.values():
        for reading in supplier.commodities:
            if reading.code:
                label = reading.resolution.label or reading.code
                found.setdefault(reading.code, (label, set()))[1].add(supplier.id)
    return {code: (name, frozenset(members)) for code, (name, members) in sorted(found.items())}


def _is_supplied(supplier: str, members: Collection[str], network: SupplyNetwork) -> bool:
    """Whether somebody outside the supplier's own circle supplies it with the same commodity."""
    return any(s in members and not network.in_one_circle(s, supplier) for s in network.suppliers_of.get(supplier, ()))


def _carrying(
    supplier: Supplier, commodities: Sequence[str], links: Sequence[SupplyLink]
) -> Iterator[tuple[str, Sequence[SupplyLink]]]:
    """Of each commodity of a supplier the links whose words name it.

    A link without words may carry everything the supplier makes. So may every link where the commodity was read from
    elsewhere than from the words of links.
    """
    texts = {r.resolution.raw: r.code for r in supplier.commodities}
    named = [{texts[part] for part in link.commodity.split("; ") if part in texts} for link in links]
    open_ = [link for link, codes in zip(links, named, strict=True) if not codes]
    for commodity in commodities:
        naming = [link for link, codes in zip(links, named, strict=True) if commodity in codes]
        yield commodity, [*naming, *open_] or links


def _weigh(sources: list[str], links: list[SupplyLink]) -> Weights:
    """Shares of the sources; those that no link connects make it an equal split."""
    if {link.supplier for link in links} != set(sources):
        return Weights(dict.fromkeys(sources, 1 / len(sources)), "equal split", 1.0, "some are connected by no link")
    if len({link.buyer for link in links}) > 1:
        links = [link.changed(share=None) if link.share is not None else link for link in links]
    return weigh(links)


def _of(
    commodity: str | None, name: str, weights: Weights, network: SupplyNetwork, holding: Collection[str]
) -> Concentration:
    total = fsum(weights.by_supplier.values()) or 1.0
    places: dict[tuple[Kind, str | None], tuple[str, list[float]]] = {}
    for node, weight in weights.by_supplier.items():
        for country, region, part in _origins(network.suppliers[node], commodity):
            code = country.code if country else None
            label = (country.resolution.label if country and code else "") or code or "not known"
            places.setdefault(("country", code), (label, []))[1].append(weight * part)
            if region and region.code:
                label = region.resolution.label or region.code
                places.setdefault(("region", region.code), (label, []))[1].append(weight * part)
    shares = ((-min(1.0, weight / total), node) for node, weight in weights.by_supplier.items())
    for _, node in nsmallest(SHOWN, shares):
        places["supplier", node] = (network.suppliers[node].name, [weights.by_supplier[node]])
    found = [
        Dependence(kind, code, label, len(parts), min(1.0, fsum(parts) / total))
        for (kind, code), (label, parts) in places.items()
    ]
    found.sort(key=lambda d: (-d.share, d.code or "~"))
    kinds: tuple[Kind, ...] = ("country", "region", "supplier")
    return Concentration(
        commodity=commodity,
        name=name,
        suppliers=len(weights.by_supplier),
        basis=weights.basis,
        note=weights.note,
        held_share=min(1.0, fsum(w for s, w in weights.by_supplier.items() if s in holding) / total),
        depends_on=tuple(d for kind in kinds for d in _shown([d for d in found if d.kind == kind])),
    )


def _origins(supplier: Supplier, commodity: str | None) -> Sequence[tuple[Reading | None, Reading | None, float]]:
    """Where a supplier's goods come from (country, region), with the part of each; its own place where none is stated.

    Lines with amounts count by amount, others alike.
    """
    if not supplier.lines:
        return ((supplier.country, supplier.region, 1.0),)
    lines = [line for line in supplier.lines if commodity is None or any(g.code == commodity for g in line.goods)]
    if not any(line.placed for line in lines):
        return ((supplier.country, supplier.region, 1.0),)
    amounts = [line.spend if line.spend is not None and line.spend > 0 else None for line in lines]
    known = [a for a in amounts if a is not None]
    parts = [a / fsum(known) for a in known] if len(known) == len(lines) else [1 / len(lines)] * len(lines)
    return [
        (line.origin, line.region, part) if line.placed else (supplier.country, supplier.region, part)
        for line, part in zip(lines, parts, strict=True)
    ]


def _shown(found: list[Dependence]) -> list[Dependence]:
    """The largest; what is not known is listed however small."""
    return found[:SHOWN] + [d for d in found[SHOWN:] if d.code is None]
