"""The workbook's two tables about the network as a whole: Engagement and Concentration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from supplychain_risk.report import words
from supplychain_risk.report.models import Document
from supplychain_risk.report.xlsx_places import Places
from supplychain_risk.report.xlsx_tables import LEVELS
from supplychain_risk.workbooks.blocks import Row
from supplychain_risk.workbooks.sheet import Column, Sheet

ENGAGEMENT = (
    Column("Priority", 8, "count"),
    Column("Calls for", 13),
    Column("Supplier", 28, "bold"),
    Column("Id", 12),
    Column("Tier", 8, "count"),
    Column("Smallest set", 10),
    Column("On hold behind it", 9, "count"),
    Column("Severity (0–3)", 9, "count"),
    Column("Likelihood (0–4)", 10, "count"),
    Column("Score high", 8, "number"),
    Column("Share of supply", 9, "percent"),
    Column("Leverage", 9, "share"),
    Column("Why", 70),
    Column("Why in the smallest set", 50),
)

CONCENTRATION = (
    Column("Commodity", 24, "bold"),
    Column("Depends on", 10),
    Column("Name", 30),
    Column("Code", 14),
    Column("Share", 9, "percent"),
    Column("Suppliers there", 10, "count"),
    Column("Suppliers in all", 10, "count"),
    Column("From direct suppliers on hold", 12, "percent"),
    Column("Shares by", 13),
    Column("Why an equal split", 36),
    Column("In words", 46),
)

MAX_CIRCLES = 1000

EXPOSURE = (
    Column("Company", 24, "bold"),
    Column("Worst upstream", 10, "number"),
    Column("Worst path", 30),
    Column("Share by", 14),
    Column("Share exposed by score", 9, "percent"),
    Column("Unmapped share", 10, "percent"),
    Column("Suppliers upstream", 10, "count"),
    Column("Findings upstream", 9, "count"),
    Column("On hold upstream", 13, "count"),
    Column("Why an equal split", 36),
    Column("Worst upstream if every unknown input were at its best", 46, "number"),
    Column("Share exposed by score if every unknown input were at its best", 20, "percent"),
    Column("Share with a hold", 12, "percent"),
    Column("Worst path's supplier", 14),
)
"""Set below the other table, whose widths it shares."""


def engagement(sheet: Sheet, document: Document, places: Places) -> None:
    """The order of priority, and who is in the smallest set; suppliers only in the set come last."""
    found = document.engagement
    suppliers = places.suppliers
    gates = {g.supplier: g for g in found.smallest_set} if found else {}
    order = list(found.order) if found else []
    ranked = {p.supplier for p in order}
    rest = [g for g in gates.values() if g.supplier not in ranked]
    total = len(order) + len(rest)
    sheet.table(ENGAGEMENT, total, frozen=3)

    def rows() -> Iterator[Row]:
        for number, p in enumerate(order, 1):
            (name, kind, _), gate = suppliers[p.supplier], gates.get(p.supplier)
            yield Row(
                (
                    number,
                    LEVELS[kind.due_diligence],
                    name,
                    p.supplier,
                    kind.tier if kind.tier is not None else "unknown",
                    "in it" if gate else "",
                    gate.holds if gate else None,
                    p.severity,
                    p.likelihood,
                    p.score,
                    p.share,
                    p.leverage,
                    p.why,
                    gate.why if gate else "",
                )
            )
        for gate in rest:
            name, kind, _ = suppliers[gate.supplier]
            tier = kind.tier if kind.tier is not None else "unknown"
            told = (None, LEVELS[kind.due_diligence], name, gate.supplier, tier, "in it", gate.holds)
            yield Row((*told, None, None, None, None, None, "", gate.why))

    sheet.rows(ENGAGEMENT, total, rows)
    if not total:
        sheet.put(0, "none")
        sheet.row += 1
    sheet.row += 1
    if found:
        sheet.wide("The smallest set", 13, "section")
        sheet.wide(found.statement, 13)
        sheet.wide(
            "Engaging a supplier lifts no legal trigger. Ways that nobody has mapped are not in here. Leverage is the "
            "share of the company's supply that comes from or through the supplier, divided by its tier.",
            13,
        )


def concentration(sheet: Sheet, document: Document, names: dict[str, str]) -> None:
    """One row per commodity and country, region or supplier it depends on; below, what each company inherits."""
    rows = [(c, d) for c in document.concentration for d in c.depends_on]
    all_widths = [column.width for column in (*CONCENTRATION, *EXPOSURE[len(CONCENTRATION) :])]
    sheet.table(CONCENTRATION, len(rows), frozen=1)
    sheet.widths(all_widths)

    def depending() -> Iterator[Row]:
        for c, d in rows:
            first = (c.name, d.kind, d.name, d.code or "unknown", d.share, d.suppliers, c.suppliers)
            yield Row((*first, c.held_share, c.basis, c.note, c.statement))

    sheet.rows(CONCENTRATION, len(rows), depending)
    if not rows:
        sheet.put(0, "none")
        sheet.row += 1
    sheet.row += 1
    sheet.wide("What the company, and other ends of the chain, inherit from upstream", 10, "section")
    sheet.listed("Exposure", EXPOSURE, len(document.company_exposure))
    sheet.heading(EXPOSURE)
    sheet.sheet.set_row(sheet.row - 1, 30)

    def inherited() -> Iterator[Row]:
        for x in document.company_exposure:
            shares = (x.share_basis, x.share_exposed, x.unmapped_share)
            counts = (x.upstream, x.triggers, x.holds)
            path = words.route(x.worst_path, names)
            yield Row(
                (
                    *(names.get(x.id, x.id), x.worst, path, *shares, *counts, x.share_note, x.worst_low),
                    *(x.share_exposed_low, x.share_with_hold, words.assessed(x)),
                )
            )

    shared = [replace(column, width=width) for column, width in zip(EXPOSURE, all_widths, strict=True)]
    sheet.rows(shared, len(document.company_exposure), inherited)
    if not document.company_exposure:
        sheet.put(0, "none")
        sheet.row += 1
    sheet.row += 1
    sheet.wide("Circles", 10, "section")
    for members in document.cycles[:MAX_CIRCLES]:
        sheet.wide(words.circle(members, names, 50), 10)
    if not document.cycles:
        sheet.wide("none", 10)
    if len(document.cycles) > MAX_CIRCLES:
        sheet.wide(f"{len(document.cycles) - MAX_CIRCLES} more are in report.json", 10)
