"""One spelling for many scripts: Han in simplified form and in pinyin, other scripts in Latin letters.

Sources: OpenCC's character table (`han_variants`), pypinyin's syllables (`pinyin_syllables`) and readings, anyascii for
every script that is neither Latin nor Han.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING

from supplychain_risk.patterns import pattern

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = pattern(f"[{HAN}]")
HAN_RUN = pattern(f"[{HAN}]+|[^{HAN}]+")
"""Runs of Han, and runs of anything else."""
_OTHER = pattern(f"[^\x00-\u024f{HAN}]+")
"""Runs that are neither Latin nor Han. NFKC has made full-width forms plain before."""

_READINGS = 3
"""Readings of a character that are tried, the usual one first; one character of a brand at a time has another."""
_OLDER_READINGS = 8
"""Ways to read words in Wade-Giles without its marks that are tried: chang is zhang or chang."""

_LONGEST_READ = 24
"""Characters of the longest run of Han of which other readings are tried."""
_LONGEST_SYLLABLE = 6
_LONGEST = 100
"""Letters of the longest word that is taken apart: a whole company name in joined pinyin."""
_INITIAL = "(?:[zcs]h|[ln]y|[bpmfdtnlgkhjqxrzcsyw])"
_SHAPE = re.compile(f"{_INITIAL}?[aeiouv]+(?:(?:ng?|r)?{_INITIAL}[aeiouv]+)*(?:ng?|r)?")
"""What every word in pinyin looks like: one consonant before vowels, n, ng or r behind; most other words do not."""
_SPELLED = {"lyu": "lu", "nyu": "nu", "lv": "lu", "nv": "nu", "lve": "lue", "nve": "nue"}
"""ü is written v, yu or u in company names; the accent of ü is gone before."""


_LOOK_ALIKES = str.maketrans("аеорсухіјѕһкмтвнοαντικρ", "aeopcyxijshkmtbhoavtikp")
"""Cyrillic and Greek letters that look like Latin ones; within a Latin word they are meant to."""
_LATIN = re.compile(r"[a-z]")


def _unmasked(word: str) -> str:
    """A word in which letters of another script stand for Latin ones (Hоshine), in Latin letters."""
    return word if word.isascii() or not _LATIN.search(word) else word.translate(_LOOK_ALIKES)


def has_han(text: str) -> bool:
    """Whether the text has a Han character."""
    return not text.isascii() and _HAN.search(text) is not None


_KEPT = 1 << 16
"""Answers that are kept: more than the words of most lists, and little memory."""


class Scripts:
    """Spellings by the tables; look-ups are cached, so one object should serve a whole run."""

    syllables: Callable[[str], tuple[str, ...]]
    """The pinyin syllables of a joined Latin word, longest first; empty where it is no pinyin.

    `syllables("huafu") == ("hua", "fu")`; spellings of ü are made one.
    """
    readings: Callable[[str], tuple[tuple[str, ...], ...]]
    """Toneless pinyin of a run of Han characters, the usual reading first; then one character otherwise."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self.syllables = lru_cache(maxsize=_KEPT)(self._syllables)
        self.readings = lru_cache(maxsize=_KEPT)(self._readings)

    @cached_property
    def _simplified(self) -> dict[int, str]:
        rows = self._reference.table("han_variants")
        return {ord(row["traditional"]): row["simplified"] for row in rows}

    @cached_property
    def _known(self) -> frozenset[str]:
        rows = self._reference.table("pinyin_syllables")
        return frozenset(row["syllable"] for row in rows) | frozenset(_SPELLED) | {"lue", "nue"}

    @cached_property
    def _older(self) -> Mapping[str, tuple[str, ...]]:
        """Wade-Giles syllable → the pinyin it can stand for."""
        found: dict[str, list[str]] = {}
        for row in self._reference.table("pinyin_syllables"):
            if row["wade_giles"]:
                found.setdefault(row["wade_giles"], []).append(row["syllable"])
        return {spelling: tuple(syllables) for spelling, syllables in found.items()}

    def plain(self, text: str) -> str:
        """Text with simplified Han and Latin letters only; `text` is what `resolve.text.key` gives."""
        if text.isascii():
            return text
        text = " ".join(_unmasked(word) for word in text.split(" "))
        if _OTHER.search(text):
            from anyascii import anyascii

            text = _OTHER.sub(lambda run: anyascii(run[0]).lower(), text)
        return text.translate(self._simplified)

    def is_syllable(self, word: str) -> bool:
        """Whether a word is one syllable in pinyin or Wade-Giles."""
        return word in self._known or word in self._older

    def _syllables(self, word: str) -> tuple[str, ...]:
        if len(word) > _LONGEST or _SHAPE.fullmatch(word) is None:
            return ()
        known, size, dead = self._known, len(word), set[int]()

        def rest(start: int) -> tuple[str, ...] | None:
            """The syllables from a letter on, the longest first that leaves syllables; None if there are none."""
            if start in dead:
                return None  # each dead end is met once
            for end in range(min(start + _LONGEST_SYLLABLE, size), start, -1):
                syllable = word[start:end]
                if syllable in known:
                    found = rest(end) if end < size else ()
                    if found is not None:
                        return (_SPELLED.get(syllable, syllable), *found)
            dead.add(start)
            return None

        return rest(0) or ()

    @cached_property
    def _read_before(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """How what the bundled lists have in Han is read: for them alone, the package need not be imported."""
        if "listed_readings" not in self._reference.resources("pinyin_syllables"):
            return {}  # tables of an earlier version: the package reads the same, and takes longer
        rows = self._reference.table("pinyin_syllables", "listed_readings")
        return {row["han"]: tuple(tuple(way.split()) for way in row["readings"].split(";")) for row in rows}

    def _readings(self, han: str) -> tuple[tuple[str, ...], ...]:
        return self._read_before.get(han) or readings_of(han)

    def from_wade_giles(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Joined pinyin forms of words in Wade-Giles; empty unless one of them can only be Wade-Giles (hsin, tsang)."""
        if not any(word in self._older and word not in self._known for word in words):
            return ()
        if not all(word in self._older or word in self._known for word in words):
            return ()
        options = [tuple(dict.fromkeys((*self._older.get(word, ()), word))) for word in words]
        return tuple("".join(each) for each in islice(product(*options), _OLDER_READINGS))


def readings_of(han: str) -> tuple[tuple[str, ...], ...]:
    """What `Scripts.readings` gives, by the package pypinyin, which takes long to import."""
    from pypinyin import Style, pinyin

    options = pinyin(han, style=Style.NORMAL, heteronym=True, v_to_u=False)
    usual = [tuple(dict.fromkeys(_SPELLED.get(s, s) for s in each[:_READINGS])) for each in options]
    first = tuple(each[0] for each in usual)
    if len(han) > _LONGEST_READ:
        usual = [each[:1] for each in usual]
    others = ((*first[:at], other, *first[at + 1 :]) for at, each in enumerate(usual) for other in each[1:])
    return (first, *others)
