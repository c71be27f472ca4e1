"""CBP orders on origins and goods, as of a day: rules that hold for every producer.

Source: US Customs and Border Protection, table `cbp_orders`, resource `cbp_order_rules`. 19 U.S.C. 1307.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from supplychain_risk.domain import Citation
from supplychain_risk.reference.package import Row, Table
from supplychain_risk.reference.store import Reference, day, each, parts

TARIFF_ACT = "Tariff Act of 1930, section 307 (19 U.S.C. 1307)"


@dataclass(frozen=True, slots=True)
class OrderRule:
    """A withhold release order (`WRO`) or `Finding` on goods of an origin, with its status on the day asked about.

    `origin_country` is ISO 3166-1 alpha-2, `origin_region` ISO 3166-2 or empty, `origin_place` words where the origin
    is narrower than the codes can say. `commodities` are ids of table `commodities`. `exceptions` says what had been
    let in by the day, `note` what the table notes of the order; `date_to` is set for ended rules only.
    """

    id: str
    order_id: str
    kind: str
    origin_country: str
    origin_region: str
    origin_place: str
    commodities: tuple[str, ...]
    includes_downstream: bool
    date_from: date
    date_to: date | None
    status: str
    statement: str
    exceptions: str
    note: str
    enforced_since: date | None
    """Since when CBP handles its goods under the presumption of the UFLPA; None where it does not on the day."""
    instrument: str
    jurisdiction: str
    citation: Citation


def order_rules(reference: Reference, as_of: date) -> tuple[OrderRule, ...]:
    """Every rule that had taken effect by the day, ended ones included with status `inactive`."""
    table = reference.table("cbp_orders", "cbp_order_rules")
    orders = reference.table("cbp_orders")
    changed = order_changes(reference, as_of)

    def rule(row: Row) -> OrderRule | None:
        status = status_on(row, as_of)
        if status is None:
            return None
        return OrderRule(
            id=row["id"],
            order_id=row["order_id"],
            kind=row["kind"],
            origin_country=row["origin_country"],
            origin_region=row["origin_region"],
            origin_place=row["origin_place"],
            commodities=parts(row["commodities"]),
            includes_downstream=row["includes_downstream"] == "1",
            date_from=date.fromisoformat(row["date_from"]),
            date_to=day(row["date_to"]) if status == "inactive" else None,
            status=status,
            statement=row["statement"],
            exceptions=" ".join(change.words for change in changed.get(row["order_id"], ())),
            note=note_on(orders, orders.by_id[row["order_id"]], as_of),
            enforced_since=enforced_since(reference, orders.by_id[row["order_id"]], as_of),
            instrument=TARIFF_ACT,
            jurisdiction="US",
            citation=table.cite(row),
        )

    return tuple(made for made in each(table, rule) if made)


def note_on(orders: Table, row: Row, as_of: date) -> str:
    """What the table notes of an order: told from the day of the table on, since parts of it may have come last."""
    return row["status_note"] if as_of >= orders.data_date else ""


def enforced_since(reference: Reference, row: Row, as_of: date) -> date | None:
    """From which day CBP handles goods of an order under another law instead; None where it does not on the day."""
    if not row["enforced_through"]:
        return None
    since = date.fromisoformat(reference.table("legal_instruments").by_id[row["enforced_through"]]["effective_date"])
    return since if since <= as_of else None


@dataclass(frozen=True, slots=True)
class OrderChange:
    """A change of scope of an order that stays in force: from which day, and what is let in since.

    `released` names the companies, as the change states them; `released_goods` are goods taken out, as a sheet may
    write them.
    """

    order_id: str
    day: date
    what: str
    citation: Citation
    released: tuple[str, ...] = ()
    released_goods: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """`Since 2020-06-03: Tobacco of Alliance One is released.`"""
        return f"Since {self.day}: {self.what}"


def order_changes(reference: Reference, as_of: date) -> Mapping[str, tuple[OrderChange, ...]]:
    """The changes of scope known to hold on the day, by order, oldest first."""
    found: dict[str, list[OrderChange]] = {}
    for change in reference.once(_changes):
        if change.day <= as_of:
            found.setdefault(change.order_id, []).append(change)
    return {order: tuple(changes) for order, changes in found.items()}


def _changes(reference: Reference) -> tuple[OrderChange, ...]:
    table = reference.table("cbp_orders", "cbp_order_changes")

    def change(row: Row) -> OrderChange:
        return OrderChange(
            order_id=row["order_id"],
            day=date.fromisoformat(row["date"]),
            what=row["what"],
            citation=table.cite(row),
            released=parts(row["released"]),
            released_goods=parts(row["released_goods"]),
        )

    return tuple(sorted(each(table, change), key=lambda change: (change.order_id, change.day)))


def status_on(row: Row, as_of: date) -> str | None:
    """Status of an order's row on a day: `active`, `modified` (carve-outs), `inactive`; None before it took effect."""
    if as_of < date.fromisoformat(row["date_from"]):
        return None
    ended, modified = day(row["date_to"]), day(row["modified_from"])
    if ended is not None and as_of >= ended:
        return "inactive"
    return "modified" if modified is not None and as_of >= modified else "active"
