"""Made tables of suppliers and lines: chains, circles, hubs, names that several bear, documents, texts nobody knows."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pandas as pd

COUNTRIES = ["China", "Viet Nam", "Bangladesh", "TR", "Turkmenistan", "Congo", "Uzbekistan", "Germny", "", "NA", "USA"]
REGIONS = ["Xinjiang", "Zhejiang", "Xinjang", "", "", "浙江省"]
SECTORS = ["Apparel", "Textiles", "Agriculture", "Mining", "Something else", "Agriculture; Mining", ""]
GOODS = ["Cotton", "T-shirts", "Cotton fabric", "Solar cells", "Polysilicon", "Cobalt ore", "Gizmos"]
GOODS += ["gizmos; Cotton", "residential heat pumps", ""]
LISTED = ["Hoshine Silicon Industry Co., Ltd.", "Xinjiang Daqo New Energy Co., Ltd.", "Hetian Taida Apparel Co., Ltd."]
INDICATORS = ["", "", "", "Debt bondage", "Retention of identity documents", "strange things"]
AUDITS = ["", "SMETA", "BSCI; SA8000", "none", "yes"]


def made(
    suppliers: int, seed: int, prefix: str = "", ends: tuple[str, ...] = ("Acme Outdoor", "Bravo")
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A table of suppliers and one of lines."""
    rng = random.Random(seed)
    ids = [f"{prefix}S{i}" for i in range(suppliers)]
    names = [_name(rng, prefix, i, alone=len(ends) == 1) for i in range(suppliers)]
    rows = []
    for own, name in zip(ids, names, strict=True):
        row = {
            "supplier_id": own,
            "name": name,
            "other_name": "合盛硅业" if rng.random() < 0.02 else rng.choice(["", "", "", f"{name} Holding"]),
            "country": rng.choice(COUNTRIES),
            "region": rng.choice(REGIONS),
            "city": rng.choice(["", "", "Kashgar", "Port", "Urumqi"]),
            "address": rng.choice(["", "", "12 Road, Hanoi, Vietnam", "Aksu, Xinjiang, China"]),
            "sector": rng.choice(SECTORS),
            "commodity": rng.choice(GOODS),
            "tier": rng.choice(["", "", "", "1", "2"]),
            "parent": rng.choice(["", "", "", "", rng.choice(LISTED)]),
            "indicators": rng.choice(INDICATORS),
            "audit": rng.choice(AUDITS),
            "audit_date": rng.choice(["", "2025-03-01", "2019-07-30", "soon"]),
            "Remarks": rng.choice(["", "paid late"]),
        }
        rows.append(row)
        if rng.random() < 0.05:  # the same supplier again, with another good and another country
            rows.append({**row, "commodity": rng.choice(GOODS), "country": rng.choice(COUNTRIES)})
    lines = []
    for number, own in enumerate(ids):
        times = rng.choice([0, 1, 1, 1, 2, 3])
        lines += [_line(rng, own, names[number], _buyer(rng, number, ids, names, ends), number) for _ in range(times)]
    for number in range(1 + suppliers // 20):  # circles, and companies that the table of suppliers does not have
        one, other = rng.sample(ids, 2)
        lines += [_line(rng, one, one, other, number), _line(rng, other, other, one, number)]
        lines.append(_line(rng, f"{prefix}Unknown Gin {number % 3}", "", rng.choice(ids), number))
    rng.shuffle(rows)
    rng.shuffle(lines)
    return pd.DataFrame(rows), pd.DataFrame(lines)


def _name(rng: random.Random, prefix: str, number: int, *, alone: bool) -> str:
    """`alone`: no two suppliers are called alike, so that no name is an end of the chain."""
    kind = rng.random()
    if kind < 0.04 and not alone:
        return rng.choice(LISTED)
    if kind < 0.08 and not alone:
        return f"{prefix}Shared Name {rng.randrange(3)} Ltd"
    if kind < 0.12 and not alone:
        return f"{prefix}Looking Alike Company{rng.choice(['', 's', ' Ltd', ' Co., Ltd.'])}"
    return f"{prefix}{rng.choice('ABCDEFGH')}{number} Trading Co., Ltd."


def _buyer(rng: random.Random, number: int, ids: list[str], names: list[str], ends: tuple[str, ...]) -> str:
    kind = rng.random()
    if kind < 0.35 or number < 5:
        end = rng.choice(ends)
        return rng.choice([end, end.upper()])
    if kind < 0.4 and len(ends) > 1:
        return LISTED[0] if rng.random() < 0.3 else f"Buyer {rng.randrange(4)}"
    at = rng.randrange(number)
    return rng.choice([ids[at], ids[at], ids[at].lower(), names[at]])


def _line(rng: random.Random, own: str, name: str, buyer: str, number: int) -> dict[str, object]:
    day = date(2026, 1, 1) + timedelta(days=rng.randrange(100))
    return {
        "supplier": rng.choice([own, own, name or own]),
        "buyer": buyer,
        "commodity": rng.choice(GOODS),
        "origin": rng.choice(["", "", "China", "Uzbekistan", "Xinjiang, China", "Nowhere"]),
        "spend": rng.choice([None, 1200.5, 99.0, 1e6, 0.1 + 0.2]),
        "quantity": rng.choice([None, 10.0, 250.5]),
        "unit": rng.choice(["", "kg", "t"]),
        "line_date": rng.choice([None, day]),
        "Invoice no.": rng.choice(["", "", f"INV-2026-{rng.randrange(40):05}{own[0]}"]),
        "Shipment no.": rng.choice(["", "", f"SHIP{number % 15:06}{own[0]}"]),
        "Payee": rng.choice(["", "", "", "Factoring Bank AG", "Acme Outdoor"]),
    }
