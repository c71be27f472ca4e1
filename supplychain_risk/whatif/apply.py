"""A network with changes made to it. The network that was given stays as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from supplychain_risk.domain import (
    Named,
    Reading,
    Resolution,
    Supplier,
    SupplyLink,
)
from supplychain_risk.errors import InputError
from supplychain_risk.laws.world import World
from supplychain_risk.network import COMPANY, SupplyNetwork
from supplychain_risk.report.models import FindingEntry
from supplychain_risk.report.words import ended
from supplychain_risk.resolve.called import the_one_called
from supplychain_risk.resolve.named_country import named_country
from supplychain_risk.resolve.text import key
from supplychain_risk.whatif.changes import Add, Change, Confirm, Drop, NewSupplier, Replace, SetCountry

CARRIED = "carried-"
"""How codes of findings begin that follow a good from upstream."""
ASSUMED = "assumed in a what-if"


@dataclass(frozen=True, slots=True)
class Changed:
    """The changed network, the findings taken as confirmed, and each change in words."""

    network: SupplyNetwork
    confirmed: frozenset[str]
    told: tuple[str, ...]


@dataclass(slots=True)
class _Draft:
    suppliers: dict[str, Supplier]
    links: list[SupplyLink]
    told: list[str] = field(default_factory=list)
    confirmed: set[str] = field(default_factory=set)


def apply(
    network: SupplyNetwork,
    changes: Sequence[Change],
    world: World,
    possible: Mapping[str, str],
    carried: Mapping[str, Sequence[str]] | None = None,
) -> Changed:
    """The network with the changes made, in the order given. `possible`: id → statement of what can be confirmed.

    `carried`: id of a finding that follows a good from upstream → ids of the findings it follows from; it is confirmed
    there.

    Suppliers that were linked to the company and no longer are leave the network with the links that led through those
    dropped: goods from them can no longer come.

    Raises:
        UnknownSupplier: a supplier is not in the network, or several bear the name.
        InputError: a country or a finding is not known, a finding is confirmed at its source, a supplier would replace
            itself, or a spend is negative.
    """
    draft = _Draft(dict(network.suppliers), list(network.links))
    for change in changes:
        if isinstance(change, Drop):
            _drop(draft, _find(draft, change.supplier))
        elif isinstance(change, Replace):
            _replace(draft, change, world)
        elif isinstance(change, Add):
            _add(draft, change, network, world)
        elif isinstance(change, SetCountry):
            _set_country(draft, change, world)
        else:
            _confirm(draft, change, possible, carried or {})
    made = SupplyNetwork(
        draft.suppliers.values(),
        draft.links,
        ownership=network.ownership,
        buyers=network.buyers,
        company=network.company,
        account=network.account,
    )
    gone = [
        s for s in made.suppliers if network.suppliers.get(s) and network.is_connected(s) and not made.is_connected(s)
    ]
    if gone:
        names = [made.name(s) for s in gone]
        more = f" and {len(names) - 5} more" if len(names) > 5 else ""
        draft.told.append(ended(f"No longer linked to the company, left out: {'; '.join(names[:5])}{more}"))
        made = _without(made, gone)
    return Changed(made, frozenset(draft.confirmed), tuple(draft.told))


def _without(network: SupplyNetwork, gone: Collection[str]) -> SupplyNetwork:
    left = frozenset(gone)
    return SupplyNetwork(
        (s for s in network.suppliers.values() if s.id not in left),
        (link for link in network.links if link.supplier not in left and link.buyer not in left),
        ownership=network.ownership,
        buyers=network.buyers,
        company=network.company,
        account=network.account,
    )


def _find(draft: _Draft, wanted: str) -> Supplier:
    """The supplier with this id, or the only one with this name."""
    if wanted in draft.suppliers:
        return draft.suppliers[wanted]
    stand = "in the report and in assessment.suppliers['id']"
    return the_one_called(wanted, draft.suppliers.values(), lambda one: (name.text for name in one.names), stand)


def _drop(draft: _Draft, supplier: Supplier) -> None:
    draft.told.append(f"{supplier.name} ({supplier.id}) is dropped.")
    _remove(draft, supplier)


def _remove(draft: _Draft, supplier: Supplier) -> None:
    del draft.suppliers[supplier.id]
    draft.links = [k for k in draft.links if supplier.id not in (k.supplier, k.buyer)]


def _replace(draft: _Draft, change: Replace, world: World) -> None:
    old = _find(draft, change.supplier)
    if isinstance(change.by, str):
        new = _find(draft, change.by)
        if new.id == old.id:
            raise InputError(f"{old.id} would replace itself", hint="Name another supplier, or a new one.")
        goods: str | None = None
    else:
        new, goods = _made(change.by, world, draft.suppliers, like=old), change.by.commodity or None
        draft.suppliers[new.id] = new
    taken = [
        link.changed(**{"supplier": new.id} | ({"commodity": goods} if goods else {}))
        for link in draft.links
        if link.supplier == old.id and link.buyer not in (old.id, new.id)
    ]
    draft.told.append(f"{old.name} ({old.id}) is replaced by {new.name} ({new.id}).")
    _remove(draft, old)
    draft.links.extend(taken)


def _add(draft: _Draft, change: Add, network: SupplyNetwork, world: World) -> None:
    new = _made(change.supplier, world, draft.suppliers)
    buyer = (
        change.buyer if change.buyer in network.buyers else _find(draft, change.buyer).id if change.buyer else COMPANY
    )
    draft.suppliers[new.id] = new
    draft.links.append(
        SupplyLink(supplier=new.id, buyer=buyer, commodity=change.supplier.commodity, spend=change.supplier.spend)
    )
    to = draft.suppliers[buyer].name if buyer in draft.suppliers else network.name(buyer)
    draft.told.append(f"{new.name} ({new.id}) is added as a supplier of {ended(to)}")


def _made(new: NewSupplier, world: World, known: Collection[str], like: Supplier | None = None) -> Supplier:
    """A supplier from words, resolved as a sheet's would be; its cells are none, since no sheet states it."""
    if new.spend is not None and not 0 <= new.spend < inf:
        raise InputError(
            f"{new.spend:g} is no spend on {new.name}", hint="Give what is spent as an amount of zero or more."
        )
    sectors = tuple(_assumed(r) for r in world.sectors.resolve(new.sector)) if new.sector else ()
    goods = tuple(_assumed(r) for r in world.commodities.resolve(new.commodity)) if new.commodity else ()
    if like is not None:
        sectors, goods = sectors or like.sectors, goods or like.commodities
    return Supplier(
        id=_free_id(new.name, known),
        name=new.name,
        names=(Named(text=new.name),),
        country=_country(new.country, world) if new.country else None,
        sectors=sectors,
        commodities=goods,
    )


def _free_id(name: str, known: Collection[str]) -> str:
    base = "new-" + ("-".join(key(name).split()) or "supplier")
    return next(i for i in (base, *(f"{base}-{n}" for n in range(2, len(known) + 3))) if i not in known)


def _assumed(resolution: Resolution) -> Reading:
    return Reading(resolution=resolution.changed(rule=f"{ASSUMED}; {resolution.rule}"))


def _country(text: str, world: World) -> Reading:
    return _assumed(named_country(world.countries, text))


def _set_country(draft: _Draft, change: SetCountry, world: World) -> None:
    supplier = _find(draft, change.supplier)
    country = _country(change.country, world)
    before = supplier.country.resolution.label if supplier.country and supplier.country_code else "not known"
    inside = f"{country.code}-"
    stays = bool(supplier.region and (supplier.region_code or "").startswith(inside))
    hinted = bool(supplier.possible_region and (supplier.possible_region.code or "").startswith(inside))
    draft.suppliers[supplier.id] = supplier.changed(
        country=country,
        region=supplier.region if stays else None,
        possible_region=supplier.possible_region if hinted else None,
    )
    left = f" Its region, {supplier.region.resolution.label}, is set aside." if supplier.region and not stays else ""
    draft.told.append(f"{supplier.name} ({supplier.id}): country {before} → {country.resolution.label}.{left}")


def _confirm(draft: _Draft, change: Confirm, possible: Mapping[str, str], carried: Mapping[str, Sequence[str]]) -> None:
    if change.finding in carried:
        sources = carried[change.finding]
        open_ = [i for i in sources if i in possible]
        stated = (
            f"Its source is stated already ({'; '.join(sources[:5])}); whether the goods hold the input is not tried."
        )
        raise InputError(
            f"'{change.finding}' follows a finding of a supplier upstream and is confirmed at its source",
            hint=f"Confirm {' or '.join(open_[:5])}." if open_ else stated,
        )
    if change.finding not in possible:
        some = "; ".join(_first(possible, 5))
        hint = f"Findings that can be confirmed: {some}." if some else "No finding of this report is only possible."
        raise InputError(f"no possible finding '{change.finding}'", hint=hint)
    draft.confirmed.add(change.finding)
    draft.told.append(f"Taken as confirmed: {possible[change.finding]}")


def sources_of_carried(findings: Sequence[FindingEntry]) -> Mapping[str, tuple[str, ...]]:
    """Id of each finding that follows a good from upstream → ids of the findings of suppliers it follows from."""
    own: dict[str, list[FindingEntry]] = {}
    for finding in findings:
        if not finding.code.startswith(CARRIED):
            own.setdefault(finding.supplier, []).append(finding)
    return {
        f.id: tuple(
            source.id
            for start in dict.fromkeys(path[0] for path in f.paths if path)
            for source in own.get(start, ())
            if source.citations and source.citations[0] in f.citations
        )
        for f in findings
        if f.code.startswith(CARRIED)
    }


def _first(items: Iterable[str], limit: int) -> list[str]:
    return sorted(items)[:limit]
