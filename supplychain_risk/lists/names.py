"""Names as lists print them: aliases in brackets, words that reach beyond the entity, initials.

The forms are those of the UFLPA Entity List ("(also known as …; and …)", "(including two aliases: …)", "and
subsidiaries") and of CBP's file ("…, a/k/a …").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEAD = (
    r"(?:(?:and|including)\s+\w+\s+alias(?:es)?\s*:|(?:also|formerly|previously|now)\s+known\s+as|"
    r"[afn]\s*[./]?\s*k\s*[./]?\s*a\b\.?:?|alias(?:es)?:|doing business as|d/b/a|formerly:?)"
)
_IN_BRACKETS = re.compile(r"\(\s*" + _LEAD + r"\s*", re.IGNORECASE)
_INLINE = re.compile(
    r"(?:\s*[,;]?\s*\b(?:(?:also|formerly|previously)\s+known\s+as|[af]/k/a|[af]\.\s?k\.\s?a\.?)|[,;]\s*aka)(?=[\s.:])[.:]?\s*",
    re.IGNORECASE,
)
_LEAD_INSIDE = re.compile(r"^(?:and\s+)?(?:" + _LEAD + r")\s*", re.IGNORECASE)
_LEAD_BETWEEN = re.compile(r",?\s+(?:and\s+)?(?:also|formerly|previously)\s+known\s+as\s+", re.IGNORECASE)
_AFTER_FORM = re.compile(r"\b(Co|Ltd|Inc|Bhd|C\.V)\.\s+and\s+(?=[A-Z])")
"""An "and" after a legal form joins two companies; any other may be part of a name."""
_OPEN_ENDED = re.compile(
    r",?\s+(and\s+(?:(?:its|their|all)\s+)*(?:two\s+|three\s+)?"
    r"(?:subordinat|subsidiar|affiliat|joint venture|branch)[a-z]*\b.*)$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"\(([A-Z][A-Z0-9&]{2,7})\)")
_VESSEL = re.compile(r"^fishing vessels?\s*:\s*", re.IGNORECASE)
_SHORT = 5
"""Letters and digits up to which a name is compared exactly only."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """A printed name taken apart."""

    name: str
    aliases: tuple[str, ...] = ()
    open_ended: str = ""
    exact: tuple[str, ...] = ()
    """Names so short that they would match by accident."""


def listed_name(text: str) -> ListedName:
    """Take a printed name apart; what is left of a text without the forms we know is the name itself."""
    text = " ".join(text.split())
    vessel = bool(_VESSEL.match(text))
    text, aliases = _without_brackets(_VESSEL.sub("", text))
    open_ended = ""
    if found := _OPEN_ENDED.search(text):
        open_ended = found[1].strip(" .,;")
        text = text[: found.start()]
    first, *more = (part.strip(" ,;") for part in _INLINE.split(text))
    aliases += [part for part in more if part]
    initials = [found[1] for found in _INITIALS.finditer(first) if _are_initials(found[1], first[: found.start()])]
    aliases += initials
    name = re.sub(r"\s+([,;.])", r"\1", first).strip(" ,;")
    kept = tuple(dict.fromkeys(alias for alias in aliases if alias and alias != name))
    exact = [n for n in (name, *kept) if vessel or n in initials or _size(n) <= _SHORT]
    return ListedName(name, kept, open_ended, tuple(dict.fromkeys(exact)))


def without_initials(name: str) -> str:
    """The name without initials in brackets: "… Corps (XPCC)" → "… Corps"."""
    return " ".join(_INITIALS.sub(" ", name).split())


def _are_initials(letters: str, before: str) -> bool:
    """Whether the letters begin words of the name before them, in order: not so in "Acme (USA) Inc"."""
    words = iter(word[0].upper() for word in before.split())
    return all(any(letter == start for start in words) for letter in letters if letter.isalpha())


def _size(name: str) -> int:
    """Letters and digits; a Han character says as much as two letters."""
    return sum(2 if c > "\u2e7f" else 1 for c in name if c.isalnum())


def _without_brackets(text: str) -> tuple[str, list[str]]:
    """The text without its brackets of aliases, and the aliases."""
    aliases: list[str] = []
    while found := _IN_BRACKETS.search(text):
        depth, end = 1, found.end()
        while end < len(text) and depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        inside = text[found.end() : end - 1 if depth == 0 else end]
        aliases.extend(_aliases(inside))
        text = " ".join(f"{text[: found.start()]} {text[end:]}".split())
    return text, aliases


def _aliases(inside: str) -> list[str]:
    divided = _AFTER_FORM.sub(r"\1.;", _LEAD_BETWEEN.sub(";", f" {inside}"))
    parts = divided.split(";")
    cleaned = (_LEAD_INSIDE.sub("", re.sub(r"^\s*(?:and\s+)?", "", part, flags=re.IGNORECASE)) for part in parts)
    return [part.strip(" ,;") for part in cleaned if part.strip(" ,;.")]
