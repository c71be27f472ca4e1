"""Kinds of finding about records: quantities, days, documents and payees of a chain that do not go together.

They are a channel of their own. None is about labor, and none is more than possible: an error of the sheet, stock or an
input that it does not state explains most of them.
"""

from __future__ import annotations

from supplychain_risk.domain import Channel
from supplychain_risk.laws.kind import Kind, Law, Severity

_NOT = (
    "that the records are false or the goods from elsewhere: an error of the sheet, stock, or goods that it does not "
)
MORE_THAN_INPUT = Kind(
    code="quantity-more-than-input",
    title="More goods out than in",
    channel=Channel.PLAUSIBILITY,
    severity=Severity.CONTEXT,
    about="a quantity that is more than its stated inputs",
    means="Of one shipment, more of a good leaves a company than the rows state to go in of what it is made of, "
    "in units "
    "of one family; whatever the yield, something is missing from the rows or wrong in them.",
    does_not_mean=f"{_NOT}state explain it as well.",
    stated=None,
    possible=None,
)
OUTSIDE_YIELD = Kind(
    code="quantity-outside-yield",
    title="A quantity outside the policy's yield",
    channel=Channel.PLAUSIBILITY,
    severity=Severity.CONTEXT,
    about="a quantity that the policy's yield does not explain",
    means="Of one shipment, what leaves a company is more or less than the policy's range of yields makes of "
    "what the rows "
    "state to go in.",
    does_not_mean=f"{_NOT}state explain it as well, and so does a yield outside the range.",
    stated=None,
    possible=None,
)
OUT_OF_ORDER = Kind(
    code="dates-out-of-order",
    title="An input later than the product",
    channel=Channel.PLAUSIBILITY,
    severity=Severity.CONTEXT,
    about="an input dated after the goods that are said to hold it",
    means="Of one shipment, a row dates an input after every row of the goods that are said to be made of it.",
    does_not_mean="that the goods hold another input: a slip in a day, or an input for a later shipment, "
    "explains it as well.",
    stated=None,
    possible=None,
)
USED_TWICE = Kind(
    code="document-used-twice",
    title="One document for two deliveries",
    channel=Channel.PLAUSIBILITY,
    severity=Severity.CONTEXT,
    about="a document that is stated of two deliveries",
    means="One number of an invoice, transport document or delivery note is stated of two shipments, sellers, "
    "buyers or days.",
    does_not_mean="that a document was forged: two companies can number alike, and one document can cover "
    "several deliveries.",
    stated=None,
    possible=None,
)
PAYEE = Kind(
    code="payee-differs",
    title="Somebody else is paid",
    channel=Channel.PLAUSIBILITY,
    severity=Severity.CONTEXT,
    about="a payment to another company than the supplier",
    means="A row names another company as payee than the supplier of its goods.",
    does_not_mean="that the goods come from the payee: factoring, a parent or a trading arm are paid in the "
    "ordinary course "
    "of business.",
    stated=None,
    possible=None,
)
PLAUSIBILITY = Law(
    id="plausibility",
    title="Whether the amounts, days and documents make sense",
    tables=("units", "due_diligence_steps"),
    kinds=(MORE_THAN_INPUT, OUTSIDE_YIELD, OUT_OF_ORDER, USED_TWICE, PAYEE),
)
