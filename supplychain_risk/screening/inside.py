"""Names inside a text: "Alpha Co., Ltd. (China)", "Alpha Ltd. / 阿尔法", "Beta (formerly Alpha Co., Ltd.)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from supplychain_risk.resolve.misread import redecoded
from supplychain_risk.resolve.text import key
from supplychain_risk.screening.scripts import HAN_RUN, has_han
from supplychain_risk.screening.words import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Set

_JOINTS = re.compile(r"[()\[\]（）【】|;；]|\s[-–—/]\s|\s/|/\s|\n|(?<=[^\W\d_])/(?=[^\W\d_]{3})")
"""Where one name ends and something else begins."""
_JOINING = re.compile(r"[()\[\]（）【】|;；/\n–—-]")
"""A sign that every joint has: most names have none, and need no further look."""
_FORMER = re.compile(
    r"\b(?:formerly(?: known as| called)?|former name|previously(?: known as)?|[fan][./]?k[./]?a\.?|ex[-\s]|was|"
    r"name changed from|old name|c/o|o/b/o|"
    r"on behalf of|(?:to the )?order of|via|owned by|(?:subsidiary|affiliate|member|division|part) of|do not use|"
    r"(?:supplier|vendor|manufacturer)(?=\s*:)|p\.?o\.?(?:\s*(?:no\.?|#))?\s*\d{4,}|also known as|"
    r"now known as|(?<=\()now|d\.?b\.?a\.?|doing business as|trading (?:name of|as)|t/a)(?:\b|(?<=[-\s]))[:\s*]*|"
    r"(?:原名|曾用名|又名|旧称|前身为?|现名)[:：\s]*",
    re.IGNORECASE,
)
_LEADING = frozenset(
    ("formerly", "former", "previously", "f", "fk", "fka", "a", "ak", "aka", "ex", "was", "name", "old", "c", "o", "on",
     "to", "order", "via", "owned", "subsidiary", "affiliate", "member", "division", "part", "do", "supplier", "vendor",
     "manufacturer", "p", "po", "also", "now", "d", "db", "dba", "doing", "trading", "t")
)  # fmt: skip
"""Words of which every such phrase has one; a number can stand right behind P.O., too."""


def names_inside(text: str, forms: Set[tuple[str, ...]]) -> Iterator[str]:
    """Parts of a text that may be names by themselves, the whole of it left out.

    They end at brackets and the like, at words that say that another name follows, where the script changes, and
    behind a legal form in the middle; `forms` are the legal forms as words.
    """
    text = redecoded(text[:LONGEST_TEXT])
    whole = key(text)
    words = whole.split()
    found: list[str] = []
    pieces: list[str] = []
    is_joined = _JOINING.search(text) is not None
    if is_joined or not _LEADING.isdisjoint(words) or not whole.replace(" ", "").isalpha() or not text.isascii():
        if (is_joined and _JOINTS.search(text)) or _FORMER.search(text):
            pieces = [piece for part in _FORMER.split(text) for piece in _JOINTS.split(part)]
        if has_han(text):
            pieces += [run for piece in pieces or [text] for run in HAN_RUN.findall(piece)]
        if pieces:
            found += [piece.strip(" ,;:-–—/").removeprefix(".") for piece in pieces]
    if len(words) > 2:
        are_forms = [(word,) in forms for word in words]
        ends = [at for at in range(2, len(words)) if are_forms[at - 1] and not are_forms[at]]
        found += [" ".join(words[:at]) for at in ends]
        found += [" ".join(words[at:]) for at in ends if at < len(words) - 1]
    for part in dict.fromkeys(found):
        if part and key(part) != whole:
            yield part
