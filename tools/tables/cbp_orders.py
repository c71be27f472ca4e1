"""CBP withhold release orders and Findings: targets as rows, and orders on origins and goods also as rules."""

from __future__ import annotations

from pathlib import Path

from common import Row, alpha2, joined, sibling

PAGE = "https://www.cbp.gov/trade/forced-labor/withhold-release-orders-and-findings"
"""CBP's page of its orders."""
ENDINGS = ("modified", "revoked", "released", "vacated and remanded")
"""How an order came not to bar goods of its target any more."""
COPY = "https://github.com/phagehunter/nsfreg (data/cbp_wro.json, a copy of CBP's file of 23 June 2026)"
"""Where the rows of CBP's file were read."""


def transform(rows: list[Row], source: Path | None) -> dict[str, list[Row]]:
    """`cbp_orders` (every target), `cbp_order_rules` (targets that are a region or a good) and `cbp_order_changes`."""
    notes = {note["wro_id"]: note for note in sibling(source, "cbp_order_notes.csv")}
    unknown = sorted(set(notes) - {row["wro_id"] for row in rows})
    if unknown:
        raise SystemExit(f"cbp_orders: notes about orders that are not in the source: {', '.join(unknown)}")
    orders = [_order(row, notes.get(row["wro_id"], {})) for row in rows]
    by_id = {order["id"]: order for order in orders}
    rules = [_rule(rule, by_id[rule["order_id"]]) for rule in sibling(source, "cbp_order_rules.csv")]
    as_rules = {order["id"] for order in orders if order["target_kind"] == "region_rule"}
    if as_rules != {rule["order_id"] for rule in rules}:
        raise SystemExit("cbp_orders: cbp_order_rules.csv and the orders of kind region_rule differ")
    changes = [_change(change, by_id[change["order_id"]]) for change in sibling(source, "cbp_order_changes.csv")]
    return {"cbp_orders": orders, "cbp_order_rules": rules, "cbp_order_changes": changes}


def _order(row: Row, note: Row) -> Row:
    ended = note.get("date_to", "")
    if (row["status"] == "inactive") != bool(ended):
        raise SystemExit(f"cbp_orders: {row['wro_id']} is {row['status']} and its end is '{ended}'")
    if (row["status"] == "modified") != bool(note.get("modified_from")):
        raise SystemExit(f"cbp_orders: {row['wro_id']} is {row['status']} without the day of its first carve-out")
    if bool(ended) != (note.get("ended_by", "") in ENDINGS):
        raise SystemExit(f"cbp_orders: say in ended_by how {row['wro_id']} ended: {', '.join(ENDINGS)}")
    return {
        "id": row["wro_id"],
        # An order that names several producers has one row each: wro-027a, wro-027b…
        "order_number": row["wro_id"].rstrip("abcdefg"),
        "target": row["target"],
        "target_kind": note.get("target_kind") or "entity",
        "aliases": row["aliases"],
        "country": alpha2(row["country_iso3"]),
        "iso3": row["country_iso3"],
        "merchandise": row["merchandise"],
        "kind": row["kind"],
        "status": row["status"],
        "date_from": row["date"],
        "modified_from": note.get("modified_from", ""),
        "date_to": ended,
        "date_to_precision": {10: "day", 7: "month", 4: "year"}.get(len(ended), ""),
        "ended_by": note.get("ended_by", ""),
        "enforced_through": note.get("enforced_through", ""),
        "status_note": note.get("status_note", ""),
        "open_ended": note.get("open_ended", ""),
        "match_exactly": note.get("match_exactly", ""),
        **_sources(row["source_url"]),
        "end_source_url": note.get("end_source_url", ""),
        "confidence": row["confidence"],
    }


def _rule(rule: Row, order: Row) -> Row:
    return {
        "id": f"rule-{order['id'].removeprefix('wro-')}",
        "order_id": order["id"],
        "origin_country": rule["origin_country"],
        "origin_region": rule["origin_region"],
        "origin_place": rule["origin_place"],
        "commodities": joined(rule["commodities"].split(";")),
        "includes_downstream": rule["includes_downstream"],
        "kind": order["kind"],
        "date_from": order["date_from"],
        "modified_from": order["modified_from"],
        "date_to": order["date_to"],
        "date_to_precision": order["date_to_precision"],
        "status": order["status"],
        "statement": rule["statement"],
        "authority_url": order.get("authority_url", ""),
        "source_url": rule["source_url"],
        "confidence": order["confidence"],
    }


def _change(change: Row, order: Row) -> Row:
    if not order["modified_from"] or change["date"] < order["modified_from"]:
        raise SystemExit(f"cbp_orders: {order['id']} changed on {change['date']}, before its first carve-out")
    return {"id": f"{order['id']}-{change['date']}", **change} | _sources(change["source_url"])


def _sources(read_in: str) -> Row:
    """What CBP's own file has was read in a copy of it."""
    if read_in == PAGE:
        return {"authority_url": PAGE, "source_url": COPY}
    return {"authority_url": "", "source_url": read_in}
