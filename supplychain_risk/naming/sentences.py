"""A comparison in one readable sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supplychain_risk.naming.comparison import Kinship
from supplychain_risk.naming.inside import Role
from supplychain_risk.naming.words import as_meant, has_lost_sign

if TYPE_CHECKING:
    from supplychain_risk.naming.comparison import Evidence
    from supplychain_risk.naming.pairs import Pair


_ROLES = {
    Role.FOR: "The text names it behind '{words}': whether the supplier is that company, or acts for it, through it or "
    "in its care, must be asked.",
    Role.ONE_OF_SEVERAL: "The text holds several names: which of them is the supplier must be asked.",
    Role.BEFORE_ADDRESS: "What stands behind the name was read as an address, a telephone or mail.",
    Role.OF_BRANCH: "'{words}' was read as a branch or plant of that company.",
    Role.WITHOUT_PLACE: "The place in brackets is another: they may be sisters.",
    Role.BELONGS: "The text says that the supplier belongs with that company ('{words}').",
}


def why(text: str, pair: Pair, listed_text: str, listed_name: str) -> str:
    """Why a name matches a listed one: both names, what agrees, what speaks against it, what the text says of it."""
    part, verdict = pair.one, pair.verdict
    alias = f"'{listed_text}'" if listed_text == listed_name else f"'{listed_text}', an alias of '{listed_name}'"
    subject = f"'{text}'" if part == text else f"'{text}' contains '{part}', which"
    beside = _ROLES.get(pair.inside.role, "").format(words=pair.inside.words) if pair.inside else ""
    if (meant := as_meant(text)) != text:
        beside = f"{beside} The text had been read in a wrong encoding, and was taken for '{meant}'.".strip()
    if has_lost_sign(text):
        beside = f"{beside} One sign of the text is lost: which one it was must be asked.".strip()
    if verdict.kinship is Kinship.EQUAL:
        said = f"{subject} is {alias}"
        said += f", {verdict.evidence[0].how.removeprefix('the same ')}." if verdict.other_form else "."
    else:
        verb = "may be" if verdict.kinship is Kinship.SAME else "may belong with"
        agree = [_said(piece) for piece in verdict.evidence if piece.bits > 0]
        against = [_said(piece) for piece in verdict.evidence if piece.bits < 0]
        said = f"{subject} {verb} {alias}: {'; '.join(agree)}"
        said += f"; but {'; '.join(against)}." if against else "."
    return f"{said} {beside}" if beside else said


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
