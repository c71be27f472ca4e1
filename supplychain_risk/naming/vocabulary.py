"""The words of company names: places, words of trade, legal forms, and how much the words of a name weigh.

Sources: tables `company_places`, `company_words`, `legal_forms` and `name_weights`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from supplychain_risk.naming.plainwords import PLAIN_WORDS

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

_LONGEST_PHRASE = 8
_LONGEST_HAN = 12
_JOINED = 4
"""Blank-separated pieces that may be one word in pinyin: Wu Lu Mu Qi."""
XINJIANG = "65"
"""In GB/T 2260, whose codes follow CN- in `company_places`."""
_OR_BRAND = "county or brand"
"""Level of a county of Xinjiang whose bare name is as often a brand (Tianshan, Xinyuan)."""
COUNTY_ENDS = frozenset("县市区旗")
_USUAL_LENGTH, _SHORTEST_COUNTED, _LONGEST_COUNTED = 6, 2, 14
_BITS_PER_LETTER = 0.6
"""A letter of an unknown word adds little: the next one can half be guessed."""
_MOST_OF_PLAIN = 8.5
"""Bits that an ordinary English word of a brand says at most: below what makes two names one company by itself."""
_UNMISTAKABLE = ("ltd", "llc", "bhd", "jsc", "inc", "srl", "tbk")
AMBIGUOUS_FORMS = 3
"""A one-word legal form of up to this many letters (as, sa, ag, pt, inc) is one only at an end of the name."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word or phrase says: `kind` is place, industry, activity, branch, descriptor, number or institution."""

    kind: str
    value: str
    """Place code, concept or number."""
    weak: bool = False
    """A word of trade in pinyin, or a county without "county": a brand where nothing else of the name can be one."""


class Vocabulary:
    """Look-ups over the tables, each built once."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    @cached_property
    def meanings(self) -> Mapping[str, Meaning]:
        """Normalized form → what it says.

        Where a form is both, a word of trade wins over a place; in pinyin only over one that may be a brand (Luntai is
        a county of Xinjiang, and 轮胎 are tires).
        """
        found: dict[str, Meaning] = {}
        same: dict[tuple[str, str, bool], Meaning] = {}  # most forms share what they say with others
        for form, place, level in self._reference.table("company_places").columns("form", "place", "level"):
            weak = level == _OR_BRAND or (level == "county" and place[3:5] != XINJIANG and form[-1] not in COUNTY_ENDS)
            said = ("place", place, weak)
            found[form] = same.get(said) or same.setdefault(said, Meaning(*said))
        columns = ("form", "script", "kind", "concept")
        for form, script, kind, concept in self._reference.table("company_words").columns(*columns):
            is_pinyin = script == "pinyin"
            known = found.get(form)
            if not is_pinyin or known is None or known.weak:
                said = (kind, concept, is_pinyin)
                found[form] = same.get(said) or same.setdefault(said, Meaning(*said))
        return found

    @cached_property
    def _starts(self) -> Mapping[str, int]:
        """First word of a phrase → the number of words in the longest phrase that starts with it."""
        found: dict[str, int] = {}
        for form in self.meanings:
            first, blank, rest = form.partition(" ")
            size = min(rest.count(" ") + 2, _LONGEST_PHRASE) if blank else 1
            if size > found.get(first, 0):
                found[first] = size
        return found

    def begins_phrase(self, word: str) -> bool:
        """Whether something known of several words begins with a word."""
        return self._starts.get(word, 1) > 1

    def phrase(self, words: list[str], at: int) -> tuple[int, Meaning] | None:
        """The longest known phrase that starts at a place among words: how many words it takes, and what it says."""
        longest = self._starts.get(words[at])
        if longest is None:
            return None
        for size in range(min(longest, len(words) - at), 0, -1):
            meaning = self.meanings.get(" ".join(words[at : at + size]) if size > 1 else words[at])
            if meaning is not None:
                return size, meaning
        return None

    def joined(self, words: list[str], at: int) -> tuple[int, Meaning] | None:
        """A known word that is written with blanks between its syllables: "fang zhi", "xin jiang"."""
        for size in range(min(_JOINED, len(words) - at), 1, -1):
            meaning = self.meanings.get("".join(words[at : at + size]))
            if meaning is not None and meaning.kind in ("place", "industry", "activity"):
                return size, meaning
        return None

    def han_prefix(self, han: str) -> tuple[str, Meaning] | None:
        """The longest place, number (第二) or institution (生产建设兵团) that a run of Han characters starts with."""
        for size in range(min(_LONGEST_HAN, len(han)), 1, -1):
            meaning = self.meanings.get(han[:size])
            if meaning is None:
                continue
            if meaning.kind in ("place", "number", "institution"):
                return han[:size], meaning
        return None

    def han_suffix(self, han: str, shortest: int) -> tuple[str, Meaning] | None:
        """The longest word of trade, at least `shortest` characters, that a run of Han characters ends with."""
        for size in range(min(_LONGEST_HAN, len(han)), shortest - 1, -1):
            meaning = self.meanings.get(han[-size:])
            if meaning is not None and meaning.kind != "place":
                return han[-size:], meaning
        return None

    @cached_property
    def forms(self) -> Mapping[tuple[str, ...], str]:
        """Legal form as words → canonical form."""
        return {tuple(row["form"].split()): row["canonical"] for row in self._reference.table("legal_forms")}

    @cached_property
    def one_word_forms(self) -> frozenset[str]:
        """Legal forms of one word."""
        return frozenset(form[0] for form in self.forms if len(form) == 1)

    @cached_property
    def front_forms(self) -> frozenset[tuple[str, ...]]:
        """Legal forms that stand before the name (PT, JSC)."""
        rows = self._reference.table("legal_forms")
        return frozenset(tuple(row["form"].split()) for row in rows if row["position"] in ("front", "front or back"))

    @cached_property
    def front_of_brand_forms(self) -> frozenset[str]:
        """Forms that may be one in front of a brand, and may be initials: AB Alpha, where another name is Alpha AB."""
        rows = self._reference.table("legal_forms")
        return frozenset(row["form"] for row in rows if row["position"] == "front of a brand or back")

    @cached_property
    def inner_forms(self) -> frozenset[tuple[str, ...]]:
        """Legal forms that are one wherever they stand after the first word ("… Co., Ltd., Xinye Branch")."""
        short = frozenset((form,) for form in _UNMISTAKABLE if (form,) in self.forms)
        return short | {f for f in self.forms if len(f) > 1 or (f[0].isascii() and len(f[0]) > AMBIGUOUS_FORMS)}

    @cached_property
    def form_sizes(self) -> Mapping[str, tuple[int, ...]]:
        """Last word of legal forms → how many words they have, longest first."""
        found: dict[str, set[int]] = {}
        for form in self.forms:
            found.setdefault(form[-1], set()).add(len(form))
        return {last: tuple(sorted(sizes, reverse=True)) for last, sizes in found.items()}

    @cached_property
    def phrase_ends(self) -> frozenset[str]:
        """Last words of what is known in several words."""
        return frozenset(form.rsplit(" ", 1)[1] for form in self.meanings if " " in form)

    @cached_property
    def words_of_phrases(self) -> frozenset[str]:
        """Words of what is known in several words."""
        return frozenset(word for form in self.meanings if " " in form for word in form.split())

    @cached_property
    def front_form_starts(self) -> frozenset[str]:
        """First words of the legal forms that stand before the name."""
        return frozenset(form[0] for form in self.front_forms)

    @cached_property
    def inner_form_starts(self) -> frozenset[str]:
        """First words of the legal forms that are one wherever they stand."""
        return frozenset(form[0] for form in self.inner_forms)

    @cached_property
    def glued_forms(self) -> tuple[str, ...]:
        """Forms written without a blank before them (Han, Kana, Hangul), longest first.

        One character is none: 株洲 is a city.
        """
        return tuple(
            sorted((f[0] for f in self.forms if not f[0].isascii() and len(f[0]) > 1), key=lambda f: (-len(f), f))
        )

    @cached_property
    def _weights(self) -> Mapping[str, Mapping[str, float]]:
        """Kind (word, concept, syllable) → form → bits; the form "" stands for what the corpus lacks."""
        rows = self._reference.table("name_weights")
        every = {row["form"]: int(row["names"]) for row in rows if row["kind"] == "all"}
        names = {"word": every[""], "concept": every[""], "syllable": every["syllable"]}
        found: dict[str, dict[str, float]] = {kind: {"": math.log2(count)} for kind, count in names.items()}
        for row in rows:
            if row["kind"] != "all":
                found[row["kind"]][row["form"]] = math.log2(names[row["kind"]] / int(row["names"]))
        return found

    @cached_property
    def _common(self) -> frozenset[str]:
        rows = self._reference.table("name_weights")
        return frozenset(row["form"] for row in rows if row["kind"] == "word" and int(row["names"]) > 1)

    def bits(self, kind: str, form: str) -> float:
        """How much a word says, in bits: log2 of one over the share of names in the corpus that have it.

        `kind` is word, concept or syllable; syllables are counted among brands in pinyin. What the corpus lacks counts
        as if one name had it, a longer word somewhat more than a short one.
        """
        if kind == "word" and form in PLAIN_WORDS:
            return min(self._weights[kind].get(form, _MOST_OF_PLAIN), _MOST_OF_PLAIN)
        weights = self._weights[kind]
        bits = weights.get(form)
        if bits is not None:
            return bits
        if kind == "word":
            by_length = min(_LONGEST_COUNTED, max(_SHORTEST_COUNTED, len(form))) - _USUAL_LENGTH
            return weights[""] + by_length * _BITS_PER_LETTER
        return weights[""]

    def is_common(self, word: str) -> bool:
        """Whether two names of the corpus have the word; two such words that differ by a letter are two words."""
        return word in self._common

    @cached_property
    def fields(self) -> Mapping[str, frozenset[str]]:
        """Concept → fields of trade."""
        rows = self._reference.table("company_words").columns("concept", "fields")
        return {concept: frozenset(fields.split(";")) for concept, fields in rows if fields}

    def fields_of(self, trades: frozenset[str]) -> frozenset[str]:
        """Fields of all of several concepts."""
        return frozenset().union(*[self.fields.get(trade, frozenset()) for trade in trades])

    def are_two_trades(self, mine: frozenset[str], theirs: frozenset[str]) -> bool:
        """Whether two sets of concepts are known to lie in different fields."""
        fields, others = self.fields_of(mine), self.fields_of(theirs)
        return bool(fields) and bool(others) and fields.isdisjoint(others)

    @cached_property
    def atoms(self) -> Mapping[str, frozenset[str]]:
        """Concept → what it is made of: cotton-textile is cotton and textile; a simple concept is itself."""
        concepts = {m.value for m in self.meanings.values() if m.kind in ("industry", "activity")}
        return {concept: frozenset(_parts(concept, concepts)) for concept in concepts}


def _parts(concept: str, concepts: set[str]) -> Iterator[str]:
    pieces = concept.split("-")
    if len(pieces) > 1 and all(piece in concepts for piece in pieces):
        yield from pieces
    else:
        yield concept
