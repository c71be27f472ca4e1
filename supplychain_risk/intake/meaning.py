"""What a heading can mean."""

from __future__ import annotations

from dataclasses import dataclass

from supplychain_risk.intake.records import ANSWERS

OTHER = "other"
"""Field of headings that are known and not used (phone, date, status): they help to find the header row."""
RECEIVING = "receiving"
"""Sense of headings of the company's own places, to which suppliers deliver: "Receiving plant"."""
OWN_SITES = "own sites"
"""Sense of a column of places where a supplier itself produces, which may name companies, too."""
OF_COMPANIES = "companies"
"""Sense of a column of depths that are those of the companies themselves, whatever they make."""
COMBINED = "city-country"
"""A heading that announces city and country in one cell."""
TICK = "tick"
"""Sense of headings that name an indicator of forced labor, over answers of yes and no: "Wages withheld"."""
EVERYDAY = "everyday"
"""The same where the heading is an everyday word, which means an indicator only over such answers: "Debt"."""

LAST_WORDS = "last words of the heading"
"""Rule of headings of which only the end is known: "Polyester supplier"."""

OF_A_PARTY = frozenset(
    {"name", "country", "region", "city", "address", "postal_code", COMBINED}
    | {"supplier_id", "lei", "duns", "uscc", "vat", "registration", "os_id", "cid", "gln"}
    | {"commodity", "hs", "sector", "origin", "origin_region"}
    | {"spend", "share", "quantity", "unit", "line_date", "document", "payee", *ANSWERS}
)
"""What a heading can say of one of several companies of a row."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading can mean: a key of `records.FIELDS` (or OTHER, COMBINED), its sense, how sure the words are."""

    field: str
    sense: str
    """Finer meaning within the field: `vendor`, `site`, `company`, `plain` for names; `weak` for uncertain headings."""
    weight: float
    """1 for the heading as a whole, less for parts of it."""
    rule: str
