"""The comparable form of a company name, and the comparison of two.

A name is normalized (`resolve.text.key`), its legal form (Co., Ltd., GmbH, 有限公司) is set apart; what is left is its
core. Two names are *equal* when core and legal form agree; the weaker agreements below are for a person to judge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from supplychain_risk.resolve.text import key

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference


_JOINTS = re.compile(r"[()\[\]（）【】|;]|\s[-–—/]\s|\s/|/\s|\n")
"""Where one name ends and something else begins."""

_SAME_WORD = {"company": "co", "limited": "ltd", "corporation": "corp", "incorporated": "inc"}
"""Forms that may stand inside a name ("… Company, Limited, Xinye Branch") and are the same word there."""


class Agreement(StrEnum):
    """How two names agree, strongest first."""

    EQUAL = "equal"
    """The same words in the same order, spelling of the legal form aside."""
    CORE = "equal but for the legal form"
    WORDS = "the same words in another order, or joined and split differently"
    NONE = "no agreement"


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A name in comparable form: `core` words and canonical legal `forms`."""

    text: str
    core: tuple[str, ...]
    forms: tuple[str, ...]

    @property
    def compact(self) -> str:
        """Core words joined."""
        return "".join(self.core)

    @property
    def bag(self) -> str:
        """Core words sorted and joined with blanks."""
        return " ".join(sorted(self.core))


class NameReader:
    """Splits names into core and legal form by the `legal_forms` table."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._seen: dict[str, CompanyName] = {}

    @cached_property
    def _forms(self) -> Mapping[tuple[str, ...], str]:
        return {tuple(row["form"].split()): row["canonical"] for row in self._reference.table("legal_forms")}

    @cached_property
    def _front(self) -> frozenset[tuple[str, ...]]:
        rows = self._reference.table("legal_forms")
        return frozenset(tuple(row["form"].split()) for row in rows if row["position"] != "back")

    @cached_property
    def _glued(self) -> tuple[str, ...]:
        """Forms written without a blank before them (Han, Kana, Hangul), longest first."""
        return tuple(sorted((f[0] for f in self._forms if not f[0].isascii()), key=lambda f: (-len(f), f)))

    def read(self, text: str) -> CompanyName:
        """The comparable form of `text`; cached."""
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = self._split(text)
        return found

    def parts(self, text: str) -> tuple[str, ...]:
        """Parts of a name that may be a whole name by themselves, the name itself left out.

        "Alpha Co., Ltd. (China)", "Alpha Co., Ltd. - Plant 2" and "Alpha Co., Ltd. / 阿尔法" hold "Alpha Co., Ltd.".
        """
        found = [part.strip(" ,;") for part in _JOINTS.split(text)]
        words = key(text).split()
        found += [
            " ".join(words[:place])
            for place in range(2, len(words))
            if (words[place - 1],) in self._forms and (words[place],) not in self._forms
        ]
        return tuple(dict.fromkeys(part for part in found if part and key(part) != key(text)))

    def _split(self, text: str) -> CompanyName:
        words = list(key(text).split())
        for form in self._glued:
            if not words or form in (words[0], words[-1]):
                break
            if words[-1].endswith(form):
                words[-1:] = [words[-1].removesuffix(form), form]
                break
            if words[0].startswith(form):
                words[:1] = [form, words[0].removeprefix(form)]
                break
        forms: list[str] = []
        while len(words) > 1:
            size = next((n for n in (4, 3, 2, 1) if n < len(words) and tuple(words[-n:]) in self._forms), 0)
            if size:
                forms.insert(0, self._forms[tuple(words[-size:])])
                del words[-size:]
            elif words[-1] == "and" and forms:
                words.pop()
            else:
                break
        while len(words) > 1 and (words[0],) in self._front:
            forms.insert(0, self._forms[(words.pop(0),)])
        if len(words) == 1 and (words[0],) in self._forms:
            words.clear()  # nothing but a legal form is no name
        return CompanyName(text=text, core=tuple(_SAME_WORD.get(w, w) for w in words), forms=tuple(forms))

    def compare(self, one: str, other: str) -> Agreement:
        """How two names agree; symmetric."""
        return agreement(self.read(one), self.read(other))


def agreement(one: CompanyName, other: CompanyName) -> Agreement:
    """How two names agree; symmetric. Names with an empty core agree with nothing."""
    if not one.core or not other.core:
        return Agreement.NONE
    if one.core == other.core:
        return Agreement.EQUAL if one.forms == other.forms else Agreement.CORE
    if one.compact == other.compact or (len(one.core) > 1 and one.bag == other.bag):
        return Agreement.WORDS
    return Agreement.NONE
