"""A comparison in one readable sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supplychain_risk.screening.comparison import Kinship

if TYPE_CHECKING:
    from supplychain_risk.screening.comparison import Evidence, Verdict

_OF_BRAND = 2
"""Pieces of evidence that a sentence tells in full; the others are in the table."""


def why(text: str, part: str, listed_text: str, listed_name: str, outcome: str, verdict: Verdict) -> str:
    """Why a name matches a listed one: both names, what agrees, and what speaks against it."""
    alias = f"'{listed_text}'" if listed_text == listed_name else f"'{listed_text}', an alias of '{listed_name}'"
    subject = f"'{text}'" if part == text else f"'{text}' contains '{part}', which"
    if verdict.kinship is Kinship.EQUAL:
        said = f"{subject} is {alias}"
        return said + (f", {verdict.evidence[0].how.removeprefix('the same ')}." if "but" in verdict.evidence[0].how else ".")
    verb = "may be" if verdict.kinship is Kinship.SAME else "may belong with"
    agree = [_said(piece) for piece in verdict.evidence if piece.bits > 0]
    against = [_said(piece) for piece in verdict.evidence if piece.bits < 0]
    sentence = f"{subject} {verb} {alias}: {'; '.join(agree)}"
    return sentence + (f"; but {'; '.join(against)}." if against else ".")


def _said(piece: Evidence) -> str:
    if piece.one and piece.other:
        texts = f"'{piece.one}'" if piece.one == piece.other else f"'{piece.one}' and '{piece.other}'"
        return f"{piece.what} {texts} ({piece.how})"
    only = piece.one or piece.other
    return f"{piece.what} '{only}' ({piece.how})" if only else f"{piece.what} ({piece.how})"
