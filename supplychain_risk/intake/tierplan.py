"""The plan of a table with tiers side by side: "Tier 1 supplier | Country | Tier 2 supplier | Country"."""

from __future__ import annotations

from collections.abc import Sequence

from supplychain_risk.intake.columns import Column, all_countries
from supplychain_risk.intake.headings import OTHER
from supplychain_risk.intake.plan import SEVERAL, Plan
from supplychain_risk.intake.values import decimal_mark


def plan_tiers(columns: Sequence[Column]) -> Plan:
    """Tier columns side by side; a plain column after a tier's name belongs to it if the others have one too."""
    names = [c for c in columns if c.tier is not None and c.field == "name"]
    counts: dict[str, int] = {}
    for c in columns:
        if c.tier is None and c.field and c.field != OTHER:
            counts[c.field] = counts.get(c.field, 0) + 1
    tiers: dict[int, dict[str, list[int]]] = {c.tier: {} for c in names if c.tier is not None}
    stated = {(c.tier, c.field) for c in columns if c.tier is not None}
    current: int | None = None
    loose: list[Column] = []
    for c in columns:
        if c.tier is not None and c.tier in tiers and c.field and c.field != OTHER:
            current = c.tier
            self_fields = tiers[c.tier].setdefault(c.field, [])
            if not self_fields or c.field in SEVERAL:
                self_fields.append(c.index)
        elif c.tier is None and c.field and c.field not in (OTHER, "tier"):
            elsewhere = all((t, c.field) in stated for t in tiers if t != current)
            here = counts[c.field] > 1 or len(tiers) == 1 or elsewhere
            if current is not None and here and c.field not in tiers[current] and (current, c.field) not in stated:
                tiers[current][c.field] = [c.index]
            else:
                loose.append(c)
    first = min(tiers)
    fields: dict[str, tuple[int, ...]] = {}
    for c in loose:
        if c.field in ("buyer", "buyer_id") and c.field not in fields:
            fields[c.field] = (c.index,)
        elif c.field in ("commodity", "sector", "spend", "share") and c.field not in tiers[first]:
            tiers[first][c.field] = [c.index]
    for tier, used in tiers.items():
        by_name = {c.index: c for c in columns}
        if "country" not in used:
            for i, c in by_name.items():
                if c.tier == tier and i not in {x for v in used.values() for x in v} and all_countries(c):
                    used["country"] = [i]
                    break
    decimal = decimal_mark(t for used in tiers.values() for i in used.get("spend", ()) for t in columns[i].sample)
    return Plan(
        tuple(columns),
        fields,
        tiers={t: {name: tuple(i) for name, i in used.items()} for t, used in sorted(tiers.items())},
        decimal=decimal,
    )
