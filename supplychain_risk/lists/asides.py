"""Rows of a list's table that are no entry: totals, notes under the table, page footers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from supplychain_risk.intake.rowwords import RowWords

_COUNTED = re.compile(
    r"(?:(?:number|no\.?|count)\s+of\s+)?(?:entit(?:y|ies)|entries|records|rows|compan(?:y|ies)|names|employers|listings|"
    r"empregador(?:es)?|empresas|registros|entreprises|einträge|firmen|empleadores|entidades)",
    re.IGNORECASE,
)
"""What the total of a list counts."""
_NOTE = re.compile(
    r"(?:notes?|footnotes?|sources?|remarks?|disclaimer|legend|nota|notas|fonte|fuente|observaç(?:ão|ões)|obs|hinweis|"
    r"quelle|remarque|注|备注|备考|资料来源)\s*(?:\d+\s*)?(?:[:：)]|[.–-]\s)"
    r"|(?:\(\s*\*+\s*\d*\s*\)|\*+|†|‡|§|©|\[\d+\]|\(\d+\))\s*\S"
    r"|(?:last\s+(?:updated|modified)|updated\s+on|as\s+of|cadastro\s+atualizado\s+em|atualizado\s+em)\b.*\d|stand:?\s+\d{1,2}\.\s?\d{1,2}\.\s?\d{4}"
    r"|(?:page|página|seite|pág\.?)\s*\d+(?:\s*(?:of|de|von|/)\s*\d+)?$"
    r"|end\s+of\s+(?:the\s+)?(?:list|table|document)\b|https?://\S+$|www\.\S+$",
    re.IGNORECASE,
)
"""How a note or a footer begins. What stands after a bare number or star is a note only in a row of one cell."""
_SENTENCE = re.compile(r"[a-zà-ÿ)]{3,}[.!?]$")
_WORDS_OF_SENTENCE = 12
_LOWER = 0.6
"""Share of words in small letters from which a long text is prose; names of companies are written in capitals."""


def aside(row: Sequence[str], name: str, words: RowWords, *, filled: bool) -> str:
    """What a row without the looks of an entry is: "total", "note", or "" for what may be an entry.

    Args:
        row: its cells.
        name: what stands in the column of names.
        words: the words for totals.
        filled: whether rows of this table fill more cells than one, so that a cell alone says something.
    """
    texts = [text for cell in row if (text := cell.strip())]
    if not texts:
        return ""
    said = [text for text in dict.fromkeys((texts[0], name.strip())) if text]
    rest = [text for text in texts if text not in said]
    if all(any(c.isdigit() for c in text) and not any(c.isalpha() for c in text) for text in rest) and any(
        _says_total(text, words) for text in said
    ):
        return "total"
    if len(texts) == 1 and filled and (_NOTE.match(texts[0]) or _is_prose(texts[0])):
        return "note"
    return ""


def _says_total(text: str, words: RowWords) -> bool:
    """ "Total", "Grand total: 152", "Total number of entities"; no company called "Total Gas Ltd"."""
    if words.is_total(text):
        return True
    summed = words.summed(text)
    return summed is not None and bool(_COUNTED.fullmatch(_leading(summed.what)))


def _leading(text: str) -> str:
    return re.sub(r"^(?:de|of|der|des)\s+", "", text.strip(), flags=re.IGNORECASE)


def _is_prose(text: str) -> bool:
    told = text.split()
    lower = sum(word[0].islower() for word in told)
    return len(told) >= _WORDS_OF_SENTENCE and lower >= _LOWER * len(told) and bool(_SENTENCE.search(text))
