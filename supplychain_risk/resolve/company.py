"""Whether a text reads like the name of a company: its legal form, or words of trade beside a name of its own.

Looks only; it says nothing of which company it is. The words are those of the tables `legal_forms` and
`company_words`, which name matching uses, too.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from supplychain_risk.resolve.text import key

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

_LONGEST_FORM = 5
"""Words of the longest legal form that is looked for."""
_AMBIGUOUS = frozenset(("me", "se", "as", "ag", "p", "lp", "na", "ou", "dd", "ev", "ab", "sa", "a s", "i", "주", "유"))
"""Forms that are also common words or codes: they count only behind at least two other words or beside capitals."""


class CompanyLook:
    """Tells names of companies by their looks."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self.has_legal_form = lru_cache(maxsize=1 << 16)(self._has_legal_form)
        self.own_words = lru_cache(maxsize=1 << 16)(self._own_words)

    @cached_property
    def _forms(self) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
        """Forms behind a name, forms before one, and forms in scripts without blanks."""
        rows = self._reference.table("legal_forms").rows
        glued = tuple(row["form"] for row in rows if _is_glued(row["form"]) and len(row["form"]) > 1)
        plain = [row for row in rows if not _is_glued(row["form"])]
        front = frozenset(row["form"] for row in plain if row["position"].startswith("front"))
        return frozenset(row["form"] for row in plain), front, (*glued, *_GLUED_ENDINGS)

    @cached_property
    def _trade(self) -> frozenset[str]:
        """Words of trade, as companies have them in their names: textiles, mills, trading."""
        return frozenset(form for (form,) in self._reference.table("company_words").columns("form"))

    def _own_words(self, text: str) -> tuple[str, ...]:
        """The words of a name that are neither a legal form nor of trade: "Alba Textile Mills Ltd" → alba."""
        return tuple(word for word in key(text).split() if word not in self._shared)

    @cached_property
    def _shared(self) -> frozenset[str]:
        """Words that many companies have in their names: those of legal forms, and of trade."""
        behind, before, _ = self._forms
        forms = (*behind, *before, *self._trade, *_FIRM, *_BETWEEN)
        return frozenset(word for form in forms for word in form.split())

    def _has_legal_form(self, text: str) -> bool:
        """Whether a text bears a legal form where a company's name has one: "Acme Ltd", "PT Acme", "甲乙有限公司"."""
        behind, before, glued = self._forms
        words = key(text).split()
        if any(form in text for form in glued):
            return True
        if len(words) < 2 or len(words) > 14:
            return False
        for size in range(min(_LONGEST_FORM, len(words) - 1), 0, -1):
            last = " ".join(words[-size:])
            if last in behind and (last not in _AMBIGUOUS or _in_capitals(text, words, size)):
                return True
            first = " ".join(words[:size])
            if first in before and first not in _AMBIGUOUS:
                return True
        # a place or a branch may stand behind the form: "Acme Co., Ltd. (Ningbo)", "Acme GmbH Werk 2"
        return any(word in _FIRM for word in words[1:-1])


_BETWEEN = ("and", "of", "the")
_FIRM = frozenset("ltd limited gmbh inc corp llc plc bhd pvt ltda srl sarl jsc".split())  # noqa: SIM905 - a list of words
_GLUED_ENDINGS = ("公司", "集团", "集團", "工厂", "工廠", "制品厂", "合作社", "商行", "株式", "회사")


def _is_glued(text: str) -> bool:
    return any(ord(ch) > 0x2E00 for ch in text)


def _in_capitals(text: str, words: list[str], size: int) -> bool:
    """Whether a form that may be a word reads like one: in capitals or with dots, behind a name of its own."""
    tail = text.rstrip(" .").split()[-size:]
    return len(words) > size and all(part.isupper() or "." in part or "/" in part for part in tail)
