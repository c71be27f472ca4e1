"""A comparison in one readable sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supplychain_risk.screening.comparison import Kinship

if TYPE_CHECKING:
    from supplychain_risk.screening.comparison import Evidence, Verdict
    from supplychain_risk.screening.pairs import Pair


def why(text: str, part: str, listed_text: str, listed_name: str, verdict: Verdict) -> str:
    """Why a name matches a listed one: both names, what agrees, and what speaks against it."""
    alias = f"'{listed_text}'" if listed_text == listed_name else f"'{listed_text}', an alias of '{listed_name}'"
    subject = f"'{text}'" if part == text else f"'{text}' contains '{part}', which"
    if verdict.kinship is Kinship.EQUAL:
        said = f"{subject} is {alias}"
        return said + (f", {verdict.evidence[0].how.removeprefix('the same ')}." if verdict.other_form else ".")
    verb = "may be" if verdict.kinship is Kinship.SAME else "may belong with"
    agree = [_said(piece) for piece in verdict.evidence if piece.bits > 0]
    against = [_said(piece) for piece in verdict.evidence if piece.bits < 0]
    sentence = f"{subject} {verb} {alias}: {'; '.join(agree)}"
    return sentence + (f"; but {'; '.join(against)}." if against else ".")


def compared(one: str, other: str, pair: Pair) -> str:
    """What comparing two texts came to, in a sentence."""
    verdict = pair.verdict
    subject = f"'{one}' and '{other}'"
    if (pair.one, pair.other) != (one, other):
        subject += f" (in them '{pair.one}' and '{pair.other}')"
    if verdict.kinship is Kinship.EQUAL:
        return f"{subject} are {verdict.evidence[0].how}."
    said = {
        Kinship.SAME: "may be names of one company",
        Kinship.FAMILY: "may be companies of one family",
        Kinship.DIFFERENT: "are different",
    }[verdict.kinship]
    pieces = "; ".join(_said(piece) for piece in verdict.evidence)
    return f"{subject} {said}: {pieces}." if pieces else f"{subject} {said}."


def _said(piece: Evidence) -> str:
    if piece.one and piece.other:
        texts = f"'{piece.one}'" if piece.one == piece.other else f"'{piece.one}' and '{piece.other}'"
        return f"{piece.what} {texts} ({piece.how})"
    only = piece.one or piece.other
    return f"{piece.what} '{only}' ({piece.how})" if only else f"{piece.what} ({piece.how})"
