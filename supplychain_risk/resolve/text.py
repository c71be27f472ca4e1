"""One normalization for every look-up by text, and finding known phrases in longer text.

Tables store `key(alias)`, resolvers look up `key(cell)`: what is equal here is equal everywhere. Nothing is fuzzy:
a letter more or less gives another key.
"""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from supplychain_risk.patterns import pattern

V = TypeVar("V")

# Scripts written without blanks between words, where a phrase is found as a substring: Han, Kana, Hangul, Thai, Lao,
# Myanmar, Khmer. Hangul has blanks, but particles and company words are glued to names.
_GLUED = "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"  # noqa: E501 - one character class
_IS_GLUED = pattern(f"[{_GLUED}]")
_INITIALS = re.compile(r"(?<!\w)[^\W\d_](?:\.\s?[^\W\d_])+(?!\w)")
_MAY_BE_INITIALS = re.compile(r"\.\s?[^\W\d_]")
_WORD_OR_BLANK = bytes(code if code < 128 and chr(code).isalnum() else 32 for code in range(256))
# Han of the first block, beside ASCII: nothing in it decomposes, is an accent or invisible, so no sign need be asked.
_PLAIN_HAN = pattern("[\\x00-\\x7f\u4e00-\u9fff]+")
_NOT_IN_PLAIN_HAN = pattern("[^a-z0-9\u4e00-\u9fff]+")
_LEADING_THE = re.compile(r"^(?:the )+(?=.)")
# Latin letters that Unicode does not decompose, as they are written where the letter is not at hand; and Cyrillic yo.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th", "ё": "е"}
)
# Accents that stand alone are typed for the apostrophe: "Côte d´Ivoire".
_APOSTROPHES = str.maketrans({"\u00b4": "'", "\u2032": "'"})


@lru_cache(maxsize=1 << 16)
def key(text: str) -> str:
    """The form of a text that look-ups compare; the empty string where the text has no letter or digit.

    Compatibility forms (full-width, ligatures) become plain; case and the accents of Latin and Greek letters go, other
    scripts stay as they are; initials lose their dots ("P.R.C." → "prc"); "&" becomes "and"; all other punctuation
    becomes a blank ("Sp'ain" → "sp ain", which is not Spain); invisible characters vanish; a leading "the" goes.

    >>> key("P.R. of China"), key("Côte d’Ivoire"), key("The Bahamas"), key("中国（大陆）")
    ('pr of china', 'cote d ivoire', 'bahamas', '中国 大陆')
    """
    is_han = False
    if text.isascii():
        plain = text.lower()
    else:
        is_han = _PLAIN_HAN.fullmatch(text) is not None
        plain = text.lower() if is_han else _folded(text)
    if "." in plain and _MAY_BE_INITIALS.search(plain):
        plain = _INITIALS.sub(lambda found: re.sub(r"[.\s]", "", found[0]), plain)
    if "&" in plain:
        plain = plain.replace("&", " and ")
    if plain.isascii():
        if plain.isalnum():
            return plain
        plain = " ".join(ascii_words(plain))
    elif is_han:
        plain = _NOT_IN_PLAIN_HAN.sub(" ", plain).strip()
    else:
        plain = " ".join("".join(c if _is_word_character(c) else " " for c in plain).split())
    return _LEADING_THE.sub("", plain) if plain.startswith("the ") else plain


def _folded(text: str) -> str:
    """Case-folded text without the accents of Latin and Greek letters and without invisible characters."""
    kept: list[str] = []
    accents_go = False
    text = text.translate(_APOSTROPHES)
    for character in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()):
        category = unicodedata.category(character)
        if category == "Cf" or (category == "Mn" and accents_go):
            continue
        if category[0] != "M":
            accents_go = category[0] == "L" and (character < "\u0400" or "\u1e00" <= character < "\u2000")
        kept.append(character)
    return unicodedata.normalize("NFKC", "".join(kept)).translate(_LETTERS)


def _is_word_character(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


def ascii_words(text: str) -> list[str]:
    """The runs of letters and digits of an ASCII text, without an expression: half of reading names is this."""
    return text.encode("ascii").translate(_WORD_OR_BLANK).decode("ascii").split()


def words(text: str) -> tuple[str, ...]:
    """The words of `key(text)`; a run of Han, Kana or Thai without blanks is one word."""
    return tuple(key(text).split())


_ONE_LETTER = frozenset("abcdefghijklmnopqrstuvwxyz")


class Openings:
    """What phrases begin with: the words that are phrases by themselves, and the first two words of longer ones."""

    __slots__ = ("_alone", "_firsts", "_pairs")

    def __init__(self, phrases: Iterable[str]) -> None:
        """`phrases`: as `key` gives them."""
        alone: set[str] = set()
        pairs: set[str] = set()
        for phrase in phrases:
            first, *more = phrase.split(" ", 2)
            if more:
                pairs.add(f"{first} {more[0]}")
            else:
                alone.add(first)
        self._alone = frozenset(alone)
        self._pairs = frozenset(pairs)
        self._firsts = frozenset(pair.partition(" ")[0] for pair in pairs)

    def __or__(self, other: Openings) -> Openings:
        both = Openings(())
        both._alone = self._alone | other._alone
        both._pairs = self._pairs | other._pairs
        both._firsts = self._firsts | other._firsts
        return both

    def are_in(self, words: Sequence[str]) -> bool:
        """Whether any phrase begins as some words do, from any of them on; it need not go on as they do."""
        if not self._alone.isdisjoint(words):
            return True
        if self._firsts.isdisjoint(words):
            return False
        firsts, pairs = self._firsts, self._pairs
        return any(one in firsts and f"{one} {other}" in pairs for one, other in pairwise(words))

    def begin_with(self, word: str) -> bool:
        """Whether any phrase begins with a word."""
        return word in self._alone or word in self._firsts


def may_hold(text: str, openings: Openings) -> bool:
    """Whether a text, or a part of it between any signs, may hold one of some phrases.

    Quick, for what is asked of every text and is nearly always no. True where it is not known without looking: in
    scripts without blanks between words, and where there may be initials, which `key` makes a word of.

    >>> cuba_or_north_korea = Openings(["cuba", "north korea"])
    >>> may_hold("No. 5, North Korea Road", cuba_or_north_korea), may_hold("No. 5, North Road", cuba_or_north_korea)
    (True, False)
    """
    if text.isascii():
        plain = text.lower()
        found = ascii_words(plain.replace("&", " and ") if "&" in plain else plain)
        if "." in text and not _ONE_LETTER.isdisjoint(found):
            return True
        return openings.are_in(found)
    line = key(text)
    return not line.isascii() or "." in text or "\n" in text or openings.are_in(line.split(" "))


_ASKED_AT_ONCE = 64
"""Texts that are asked together: enough to pay, few enough that one that says yes makes not many be asked again."""


def asked_together(texts: Iterable[str], may: Callable[[str], bool]) -> set[str]:
    """Those of some texts of which the answer is yes, where nearly all are no: 64 texts in one line are asked at once.

    Args:
        texts: what is asked.
        may: the question; where it is no of texts with line breaks between them, it is no of each of them.
    """
    found: set[str] = set()
    distinct = list(dict.fromkeys(texts))
    for start in range(0, len(distinct), _ASKED_AT_ONCE):
        some = distinct[start : start + _ASKED_AT_ONCE]
        if may("\n".join(some)):
            found.update(filter(may, some))
    return found


class PhraseIndex(Generic[V]):
    """Finds known phrases in longer text: whole words in alphabetic scripts, substrings in Han, Kana, Hangul, Thai.

    Args:
        phrases: key (as `key` gives it) → value. Empty keys are ignored.
    """

    def __init__(self, phrases: Mapping[str, V]) -> None:
        self._phrases = dict(phrases)
        self._phrases.pop("", None)
        lengths: dict[str, list[int]] = {}
        for first, size in sorted({(phrase[0], len(phrase)) for phrase in self._phrases}, reverse=True):
            lengths.setdefault(first, []).append(size)
        self._lengths = lengths
        """First sign of phrases → how long they are, longest first."""
        self._openings = Openings(self._phrases)

    @property
    def openings(self) -> Openings:
        """What the phrases begin with: a text of which `may_hold` says no to these holds none."""
        return self._openings

    @property
    def phrases(self) -> Mapping[str, V]:
        """The phrases that are looked for."""
        return self._phrases

    def find(self, text: str) -> list[tuple[int, str, V]]:
        """Phrases in `text` from left to right: (start in `key(text)`, key, value).

        At each place the longest phrase wins, and phrases do not overlap: with "palm" and "palm oil" known, "palm oil
        mill" holds "palm oil" only.
        """
        line = key(text)
        if line.isascii():
            return self._find_by_words(line)
        found: list[tuple[int, str, V]] = []
        place = 0
        while place < len(line):
            phrase = self._longest_at(line, place, False)
            if phrase:
                found.append((place, phrase, self._phrases[phrase]))
            place += len(phrase) or 1
        return found

    def _find_by_words(self, line: str) -> list[tuple[int, str, V]]:
        """The same where words stand between blanks, so that a phrase begins and ends with one."""
        words = line.split(" ")
        if not self._openings.are_in(words):
            return []
        found: list[tuple[int, str, V]] = []
        place = done = 0
        for word in words:
            if place >= done and self._openings.begin_with(word):
                phrase = self._longest_at(line, place, True)
                if phrase:
                    found.append((place, phrase, self._phrases[phrase]))
                    done = place + len(phrase)
            place += len(word) + 1
        return found

    def _longest_at(self, line: str, place: int, by_words: bool) -> str:
        sizes = self._lengths.get(line[place])
        if sizes and (by_words or _is_boundary(line, place)):
            end = len(line)
            for size in sizes:
                stop = place + size
                if stop == end or (stop < end and (line[stop] == " " or (not by_words and _is_boundary(line, stop)))):
                    phrase = line[place:stop]
                    if phrase in self._phrases:
                        return phrase
        return ""


def _is_boundary(line: str, place: int) -> bool:
    """Whether a word may start or end before `line[place]`."""
    if place <= 0 or place >= len(line):
        return place in (0, len(line))
    before, after = line[place - 1], line[place]
    return " " in (before, after) or bool(_IS_GLUED.match(before)) or bool(_IS_GLUED.match(after))


_PLACEHOLDER_WORDS = """
n/a|n.a|na/|n\\a|#n/a|not applicable|not available|not provided|not given|not disclosed|undisclosed|none|nil|null|nan
blank|empty|tbc|tbd|t.b.c|t.b.d|tba|to be confirmed|to be determined|to be advised|to be announced|to be identified
unknown|not known|no data|no information|no info|no answer|pending|missing|unspecified|not specified|not stated
not reported|not listed|not yet identified|k.a|k. a|keine angabe|keine angaben|unbekannt|nicht bekannt
nicht verfügbar|entfällt|s/d|s.d|sin datos|sin dato|s/i|sin información|no aplica|no disponible|desconocido
desconocida|no consta|n.d|n/d|non disponible|non renseigné|inconnu|inconnue|sans objet|s.o|néant|à confirmer
à déterminer|não disponível|não aplicável|não informado|desconhecido|desconhecida|sem informação
non applicabile|sconosciuto|non noto|belirtilmemiş|bilinmiyor|mevcut değil|không có|không rõ|không áp dụng
chưa xác định|chưa có|无|無|没有|沒有|不详|不詳|未知|不适用|不適用|待定|待确认|待確認|暂无|暫無|未定|不明
なし|該当なし|該当無し|未確認|없음|해당없음|해당 없음|미정|알 수 없음|모름|неизвестно|нет данных
"""
PLACEHOLDERS = frozenset(word for word in _PLACEHOLDER_WORDS.replace("\n", "|").split("|") if word)
"""Texts that say "no answer" when they are all there is in a cell. `NA` is not one: it is the code of Namibia."""


class Starts(ABC):
    """Sorts out quickly which of many texts cannot be what is looked for, by how they start.

    Only the first two characters are looked at, and only of plain texts: of the others each has to be asked.
    """

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}

    def among(self, texts: Iterable[str]) -> Iterator[str]:
        """The texts that may be one, or have no letter or digit at all; of the others none is or has."""
        known = self._known
        for text in texts:
            if text.isascii():
                start = text[:2]
                may_be = known.get(start)
                if may_be is None:
                    may_be = known[start] = self._may_begin(start)
                if not may_be:
                    continue
            yield text

    @abstractmethod
    def _may_begin(self, start: str) -> bool:
        """Whether a text that starts so may be one; asked once for each start."""


class Beginnings(Starts):
    """Sorts out which texts cannot be one of some words with brackets, quotes and dots around it."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words`: in small letters, each at least one letter or digit."""
        super().__init__()
        every = frozenset(words)
        self._two = frozenset(word[:2] for word in every)
        self._alone = frozenset(word for word in every if len(word) == 1)

    def _may_begin(self, start: str) -> bool:
        first, both = start[:1].casefold(), start.casefold()
        return not first.isalnum() or both in self._two or first in self._alone


def is_placeholder(text: str) -> bool:
    """Whether a whole cell says "no answer" (N/A, -, tbc, 无, k.A., s/d, ???). Words inside a text never count."""
    bare = unicodedata.normalize("NFKC", text).strip().casefold().strip("()[]<>{}\"'. ")
    return not any(map(str.isalnum, bare)) or bare in PLACEHOLDERS or bare in _CROSSES


_CROSSES = ("x", "xx", "xxx", "xxxx")
_BEGINNINGS = Beginnings((*PLACEHOLDERS, *_CROSSES))


def placeholders_among(texts: Iterable[str]) -> set[str]:
    """Those of some texts that are placeholders: the same as `is_placeholder` of each, and quicker of many."""
    return set(filter(is_placeholder, _BEGINNINGS.among(texts)))
