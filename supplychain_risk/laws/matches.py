"""Kinds of finding that every list of entities shares: matches that a person decides, and entries that have ended."""

from __future__ import annotations

from supplychain_risk.domain import Channel, DueDiligence
from supplychain_risk.laws.kind import Kind, Law, Severity

POSSIBLE = Kind(
    code="potential-match",
    title="Possible match with a list",
    channel=Channel.LEGAL,
    severity=Severity.SIGN,
    about="a possible match with a list",
    means="A name or identifier of the supplier is close enough to an entry of a list that a person must decide.",
    does_not_mean="that the supplier is the listed entity.",
    stated=DueDiligence.REVIEW,
    possible=DueDiligence.REVIEW,
)
FAMILY = Kind(
    code="possible-family-match",
    title="Possible relation to a listed entity",
    channel=Channel.LEGAL,
    severity=Severity.SIGN,
    about="a possible relation to an entry of a list",
    means="The supplier's name, or that of a stated owner, belongs with a listed one: a branch, a subsidiary, a "
    "sister, its mother.",
    does_not_mean="that the entry reaches the supplier: some name subsidiaries, some do not.",
    stated=DueDiligence.REVIEW,
    possible=DueDiligence.REVIEW,
)
ENDED = Kind(
    code="past-listed-entity",
    title="On a list in the past",
    channel=Channel.INDICATOR,
    severity=Severity.SIGN,
    about="an entry of a list that has ended",
    means="A name of the supplier is, or may be, that of an entry that no longer applies.",
    does_not_mean="that anything is barred on the day of the report.",
    stated=DueDiligence.ENHANCED,
    possible=DueDiligence.ENHANCED,
)

MATCHES = Law(id="matches", title="Matches with lists of entities", tables=(), kinds=(POSSIBLE, FAMILY, ENDED))
