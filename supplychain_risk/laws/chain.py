"""Kinds of finding about goods on their way: what a law about a good upstream means where the good arrives."""

from __future__ import annotations

from supplychain_risk.domain import Channel
from supplychain_risk.laws.kind import Kind, Law, Severity, Travels

CARRIED_ORDER = Kind(
    code="carried-order",
    title="Goods under an order upstream",
    channel=Channel.LEGAL,
    severity=Severity.BARRED,
    about="a good under an order upstream that can be in what is bought",
    means="A good that is barred at a supplier upstream can be in what this company sells, link by link as the sheet "
    "states them.",
    does_not_mean="that the goods bought hold it.",
    stated=None,
    possible=None,
    no_step="The steps are those of the finding that it carries.",
)
CARRIED_LISTED_GOOD = Kind(
    code="carried-listed-good",
    title="A listed good upstream",
    channel=Channel.INDICATOR,
    severity=Severity.FORCED_GOOD,
    about="a listed good of a supplier upstream that can be in what is bought",
    means="A good listed for forced labor at a supplier upstream can be in what this company sells.",
    does_not_mean="that the goods bought hold it.",
    stated=None,
    possible=None,
    no_step="The steps are those of the finding that it carries.",
)

CARRIED = {Travels.ORDER: CARRIED_ORDER, Travels.LISTED_GOOD: CARRIED_LISTED_GOOD}
"""What travels → the kind that tells of it where it arrives."""

CHAIN = Law(
    id="chain",
    title="Goods through the chain",
    tables=("commodity_inputs",),
    kinds=(CARRIED_ORDER, CARRIED_LISTED_GOOD),
)
