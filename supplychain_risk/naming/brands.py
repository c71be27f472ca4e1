"""Whether two brands are the same: spelled alike, read alike, written with a slip, one longer than the other, or not.

In Chinese names two syllables carry the identity: brands that are both pinyin and differ by a syllable are two brands,
however close their letters are. A slip of the pen is only supposed where it leaves something that is no pinyin.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from supplychain_risk.naming.names import CompanyName
from supplychain_risk.naming.scripts import has_han
from supplychain_risk.naming.slips import (
    as_seen,
    is_code,
    is_odd,
    is_other_word,
    may_be_slip,
    may_differ_in_first,
    slips,
    slips_allowed,
    slips_allowed_beside,
    slips_up_to,
)
from supplychain_risk.naming.words import LOST_SIGN, are_same_but_lost

if TYPE_CHECKING:
    from collections.abc import Mapping

    from supplychain_risk.naming.names import NameReader
    from supplychain_risk.policy import ScreeningPolicy

_LETTERS_PER_SLIP_OF_SEVERAL = 5
_SUPPORT, _STRONG_SUPPORT = 10.0, 22.0
"""Bits of a brand that must agree for a word beside them to be read with more slips, and with many."""
_LONG_FORM = 5
"""Letters of a legal form or "and" that are too many for two slips to hide it."""
_SYLLABLE_CAP = 7.0
_LEAST_SYLLABLES = 2
_VERY_LONG = 11
"""Letters from which a brand of one word may have two slips."""
_SHORT_PINYIN = 4
"""Letters that a brand in pinyin must have for a slip in it to be seen: Depu, Drpu."""


class Relation(StrEnum):
    """How two brands stand to each other."""

    SAME = "same"
    LONGER = "one has more words"
    DIFFERENT = "different"
    NONE = "neither name has a brand"


@dataclass(frozen=True, slots=True)
class BrandRelation:
    """What comparing two brands came to: bits the shared part says, less what doubt costs; and how, in words."""

    relation: Relation
    bits: float = 0.0
    cost: float = 0.0
    how: str = ""


SIGN_LOST = "the same but for one sign that is lost"
DIFFERENT = BrandRelation(Relation.DIFFERENT, how="different brands")
NO_BRAND = BrandRelation(Relation.NONE)


class BrandComparer:
    """Compares brands by one reader's tables and one policy; `aliases` are brands that a list gives to one entity."""

    def __init__(
        self, reader: NameReader, policy: ScreeningPolicy, aliases: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        self._scripts = reader.scripts
        self._vocabulary = reader.vocabulary
        self._policy = policy
        self._aliases = aliases or {}

    def compare(self, one: CompanyName, other: CompanyName) -> BrandRelation:
        """How the brands of two names stand to each other; symmetric."""
        if not one.spellings and not other.spellings:
            return NO_BRAND
        if not one.spellings or not other.spellings:
            return DIFFERENT
        policy = self._policy
        if one.has_lost_sign or other.has_lost_sign:
            return self._but_lost(one, other) if one.has_lost_sign else self._but_lost(other, one)
        if one.brand == other.brand:
            return BrandRelation(Relation.SAME, self.bits(one), 0.0, "the same")
        spellings = other.spellings
        for spelling in one.spellings:
            if spelling in spellings:
                return self._read_alike(one, other, spelling)
        if len(one.brand) == len(other.brand) > 1 and _are_reordered(one.brand, other.brand):
            cost = policy.order_cost.value
            return BrandRelation(Relation.SAME, self.bits(one), cost, "the same words in another order")
        if self._aliases and self._is_alias(one, other):
            bits = min(self.bits(one), self.bits(other))
            return BrandRelation(Relation.SAME, bits, policy.alias_cost.value, "two names of one listed entity")
        if len(one.brand) == len(other.brand):
            misread = self._misread_by_machine(one, other)
            if misread is not None:
                return misread
        if one.syllables and other.syllables:
            return self._by_syllables(one, other)
        if _is_han_only(one) or _is_han_only(other):
            return self._by_han_slip(one, other)
        return self._by_words(one, other)

    def _misread_by_machine(self, one: CompanyName, other: CompanyName) -> BrandRelation | None:
        """Brands that differ by what looks alike in print, in words that are not both known: Bitlancl, Bitland."""
        if one.is_han or other.is_han:
            return None
        differ = 0
        syllables, is_common = self._scripts.syllables, self._vocabulary.is_common
        for word, like in zip(one.brand, other.brand, strict=True):
            if word == like:
                continue
            if (word[0] != like[0] and word[-1] != like[-1]) or abs(len(word) - len(like)) > _SHORT_PINYIN:
                return None
            if min(len(word), len(like)) < _SHORT_PINYIN or as_seen(word) != as_seen(like):
                return None
            if (syllables(word) and syllables(like)) or (is_common(word) and is_common(like)):
                return None
            differ += 1
        bits, cost = min(self.bits(one), self.bits(other)), self._policy.slip_cost.value * differ
        return BrandRelation(Relation.SAME, bits, cost, "the same but for signs that look alike in print")

    def _but_lost(self, one: CompanyName, other: CompanyName) -> BrandRelation:
        """The brand of a name in Han one sign of which is lost, against another: only the other signs say anything."""
        han = "".join(one.brand)
        if LOST_SIGN not in han:
            same = one.brand == other.brand or bool(set(one.spellings) & set(other.spellings))
            return BrandRelation(Relation.SAME, self.bits(one), 0.0, "the same") if same else DIFFERENT
        if other.has_lost_sign:
            return DIFFERENT
        if other.is_han:
            known = [self._scripts.readings(sign)[0][0] for sign in han if sign != LOST_SIGN]
            if not known or not are_same_but_lost(han, "".join(other.brand)):
                return DIFFERENT
            return BrandRelation(Relation.SAME, sum(map(self._syllable, known)), 0.0, SIGN_LOST)
        for reading in self._scripts.readings(han):
            if len(reading) == len(other.syllables) and all(
                mine in (LOST_SIGN, theirs) for mine, theirs in zip(reading, other.syllables, strict=True)
            ):
                known = [syllable for syllable in reading if syllable != LOST_SIGN]
                return BrandRelation(Relation.SAME, sum(map(self._syllable, known)), 0.0, SIGN_LOST)
        return DIFFERENT

    def _is_alias(self, one: CompanyName, other: CompanyName) -> bool:
        for spelling in one.spellings:
            others = self._aliases.get(spelling)
            if others is not None and not others.isdisjoint(other.spellings):
                return True
        return False

    def _read_alike(self, one: CompanyName, other: CompanyName, shared: str) -> BrandRelation:
        policy = self._policy
        with_place = len(one.syllables) != len(other.syllables)  # 莒南金胜 and Junan Jinsheng
        bits = (max if with_place else min)(self.bits(one), self.bits(other))
        both_han = one.is_han and other.is_han and all(has_han(w) for w in (*one.brand, *other.brand))
        if both_han:
            return BrandRelation(Relation.DIFFERENT, how="read alike, but written with other characters")
        if one.is_han != other.is_han:
            usual = one.spellings[0] == other.spellings[0]
            cost = 0.0 if usual else policy.reading_cost.value
            return BrandRelation(Relation.SAME, bits, cost, f"both read {shared}")
        if shared == one.spellings[0] == other.spellings[0]:
            is_institution = any(part.kind == "brand" and part.value for part in (*one.parts, *other.parts))
            how = "names of one institution" if is_institution else "the same, joined or split differently"
            return BrandRelation(Relation.SAME, bits, 0.0, how)
        return BrandRelation(Relation.SAME, bits, policy.reading_cost.value, f"both read {shared} in an older spelling")

    def _by_syllables(self, one: CompanyName, other: CompanyName) -> BrandRelation:
        found = self._slip_in_pinyin(one, other)
        if found is not None:
            return found
        shorter, longer = sorted((one, other), key=lambda name: len(name.syllables))
        short, long = shorter.syllables, longer.syllables
        if len(short) < _LEAST_SYLLABLES or len(short) == len(long):
            return DIFFERENT
        begins, ends = long[: len(short)] == short, long[-len(short) :] == short
        rest = "".join(long[len(short) :] if begins else long[: -len(short)])
        if not (begins or ends) or len(long) - len(short) < _LEAST_SYLLABLES:
            return DIFFERENT  # Baolong, Baolongda: a syllable more is another brand
        bits = sum(self._syllable(s) for s in short)
        if ends and not longer.places and self._is_county_of(rest, shorter.places):
            cost = self._policy.translation_cost.value
            return BrandRelation(Relation.SAME, bits, cost, f"'{rest}' may be the place")
        return BrandRelation(Relation.LONGER, bits, self._extra(rest), "one brand stands within the other")

    def _is_county_of(self, text: str, places: frozenset[str]) -> bool:
        """Whether a text is the name of a county that lies in one of the places, if there are any."""
        meaning = self._vocabulary.meanings.get(text)
        if meaning is None or meaning.kind != "place":
            return False
        return not places or any(meaning.value.startswith(p) or p.startswith(meaning.value) for p in places)

    def _slip_in_pinyin(self, one: CompanyName, other: CompanyName) -> BrandRelation | None:
        """Tiada for Taida: it can be read as three syllables, but then an apostrophe would stand in it."""
        if len(one.syllables) == len(other.syllables) or not (is_odd(one.syllables) or is_odd(other.syllables)):
            return None
        mine, theirs = one.spellings[0], other.spellings[0]
        if slips(mine, theirs) != 1 or not may_be_slip(mine, theirs):
            return None
        return BrandRelation(
            Relation.SAME, min(self.bits(one), self.bits(other)), self._policy.slip_cost.value, _slips(1)
        )

    def _by_han_slip(self, one: CompanyName, other: CompanyName) -> BrandRelation:
        """A Latin brand with a slip against the pinyin of a Han one."""
        if one.is_han == other.is_han:
            return DIFFERENT
        latin, han = (other, one) if one.is_han else (one, other)
        translated = self._translated(latin, han)
        if translated is not None:
            return translated
        spelling = latin.spellings[0]
        for reading in han.spellings:
            found = slips(spelling, reading, _SHORT_PINYIN)
            if found is not None and not latin.syllables:
                cost = self._policy.slip_cost.value * found
                return BrandRelation(Relation.SAME, self.bits(han), cost, f"{reading} with {_slips(found)}")
        return DIFFERENT

    def _translated(self, latin: CompanyName, han: CompanyName) -> BrandRelation | None:
        """A brand in pinyin before a word that no table has, against Han that begins so: 日盛枸杞, Risheng Goji."""
        front: list[str] = []
        rest = list(latin.brand)
        while rest and (syllables := self._scripts.syllables(rest[0])):
            front += syllables
            rest.pop(0)
        if len(front) < _LEAST_SYLLABLES or not rest or any(self._scripts.syllables(word) for word in rest):
            return None
        size = len(front)
        if not any(
            reading[:size] == tuple(front) and len(reading) >= size + _LEAST_SYLLABLES
            for reading in self._scripts.readings("".join(han.brand))
        ):
            return None
        bits = sum(self._syllable(s) for s in front)
        how = f"both begin {''.join(front)}, the rest may be a translation"
        return BrandRelation(Relation.SAME, bits, self._policy.translation_cost.value, how)

    def _by_words(self, one: CompanyName, other: CompanyName) -> BrandRelation:
        policy = self._policy
        if len(one.brand[0]) == 1 and all(len(word) == 1 for word in (*one.brand, *other.brand)):
            return DIFFERENT  # initials: their order is all there is
        rest_one, rest_other = list(one.brand), list(other.brand)
        bits = 0.0
        cost = 0.0
        how: list[str] = []
        for word in one.brand:
            if word in rest_other:
                rest_one.remove(word)
                rest_other.remove(word)
                bits += self.word_bits(word)
        if rest_one and rest_other:
            taken, slipped = self._slipped(rest_one, rest_other, support=(bits >= _SUPPORT) + (bits >= _STRONG_SUPPORT))
            bits += taken
            cost += policy.slip_cost.value * slipped
            how += [_slips(slipped)] if slipped else []
        if rest_one and rest_other:
            joined_one, joined_other = "".join(rest_one), "".join(rest_other)
            found = 0 if joined_one == joined_other else self._slip(joined_one, joined_other, alone=not bits)
            if found is None and len(rest_one) == len(rest_other) > 1:
                found = self._slips_of_several(joined_one, joined_other)
            if found is not None:
                bits += max(sum(self.word_bits(word) for word in rest) for rest in (rest_one, rest_other))
                cost += policy.slip_cost.value * found
                how.append(_slips(found) if found else "joined or split differently")
                rest_one, rest_other = [], []
        if not bits:
            return DIFFERENT
        rest_one, rest_other = self._without_noise(rest_one, one, other), self._without_noise(rest_other, other, one)
        if rest_one and rest_other:
            return DIFFERENT
        if rest_one or rest_other:
            longer, shorter, rest = (one, other, rest_one) if rest_one else (other, one, rest_other)
            if self._may_be_place(longer, shorter, rest):
                how.append(f"'{rest[0]}' may be the place in another spelling")
                return BrandRelation(Relation.SAME, bits, cost + policy.translation_cost.value, ", ".join(how))
            extra = " ".join(rest_one or rest_other)
            cost += sum(self._extra(word) for word in (rest_one or rest_other))
            return BrandRelation(Relation.LONGER, bits, cost, ", ".join([*how, f"one has '{extra}' besides"]))
        return BrandRelation(Relation.SAME, bits, cost, ", ".join(how) or "the same")

    def _slips_of_several(self, joined: str, other: str) -> int | None:
        """Slips in several words of a brand together, each with some: Luettven-Jariobi, Luettgen-Jacobi."""
        allowed = min(len(joined), len(other)) // _LETTERS_PER_SLIP_OF_SEVERAL
        syllables = self._scripts.syllables
        if joined[:1] != other[:1] or (syllables(joined) and syllables(other)):
            return None
        return slips_up_to(joined, other, allowed)

    def _without_noise(self, rest: list[str], name: CompanyName, other: CompanyName) -> list[str]:
        """Words left over that are no slip of "and" or of a legal form that only the other name has."""
        if not rest:
            return rest
        links = [part.text for part in other.parts if part.kind == "descriptor"]
        forms = [] if name.forms else [form for form in other.written_forms if len(form) < _LONG_FORM]
        front_forms = self._vocabulary.front_of_brand_forms
        if not links and not forms and front_forms.isdisjoint(rest):
            return rest
        last = name.core[-1]
        kept = []
        for word in rest:
            is_link = len(word) < _LONG_FORM and any(slips_up_to(word, link, 1) for link in links if len(link) > 2)
            if word == name.core[0] and word in front_forms:
                continue  # AB Alpha, Alpha
            is_form = word == last and any(slips_up_to(word, form, 2 if len(form) > 2 else 1) for form in forms)
            if not (is_link or is_form):
                kept.append(word)
        return kept

    def _may_be_place(self, longer: CompanyName, shorter: CompanyName, rest: list[str]) -> bool:
        """Whether the one word more stands in front, where the other name has its place: Kwangchow, Guangzhou."""
        in_front = len(rest) == 1 and longer.parts[0].text == rest[0] and not self._scripts.syllables(rest[0])
        return in_front and not longer.places and bool(shorter.places) and shorter.parts[0].kind == "place"

    def _slipped(self, rest_one: list[str], rest_other: list[str], *, support: int) -> tuple[float, int]:
        """Takes word pairs that differ by slips from both lists; bits and slips of what was taken."""
        alone = not support and len(rest_one) == len(rest_other) == 1
        bits, total = 0.0, 0
        for word in list(rest_one):
            best: tuple[int, str] | None = None
            for like in rest_other:
                found = self._slip(word, like, alone=alone, support=support)
                if found and (best is None or (found, like) < best):
                    best = found, like
            if best is not None:
                rest_one.remove(word)
                rest_other.remove(best[1])
                bits += max(self.word_bits(word), self.word_bits(best[1]))
                total += best[0]
        return bits, total

    def _slip(self, word: str, like: str, *, alone: bool, support: int = 0) -> int | None:
        """Slips between two words of brands, unless both are words by themselves; `support` is how much agrees: 0-2."""
        shorter, longer = len(word), len(like)
        if shorter > longer:
            shorter, longer = longer, shorter
        allowed = slips_allowed_beside(shorter, support) if support else slips_allowed(shorter, _SHORT_PINYIN)
        if longer - shorter > allowed:
            return None
        found = slips_up_to(word, like, allowed)
        if not found:
            return None
        if word[:1] != like[:1] and not may_differ_in_first(found, shorter, support):
            return None
        pinyin = bool(self._scripts.syllables(word)), bool(self._scripts.syllables(like))
        if all(pinyin) or is_code(word) or is_code(like):
            return None
        if not support and pinyin[0] == pinyin[1] and found > slips_allowed(shorter):
            return None  # a word as short as that may have a slip only if one of the two is pinyin
        if alone and not any(pinyin) and (is_other_word(word, like) or (found > 1 and shorter < _VERY_LONG)):
            return None
        return None if self._vocabulary.is_common(word) and self._vocabulary.is_common(like) else found

    def _extra(self, word: str) -> float:
        return min(self.word_bits(word), self._policy.extra_word_cost.value)

    def _syllable(self, syllable: str) -> float:
        return min(self._vocabulary.bits("syllable", syllable), _SYLLABLE_CAP)

    def word_bits(self, word: str) -> float:
        """How much a word of a brand says: by its syllables where it is pinyin, by the corpus otherwise."""
        syllables = self._scripts.syllables(word)
        by_word = self._vocabulary.bits("word", word)
        return min(by_word, sum(self._syllable(s) for s in syllables)) if syllables else by_word

    def bits(self, name: CompanyName) -> float:
        """How much the whole brand of a name says."""
        if name.syllables:
            return sum(self._syllable(s) for s in name.syllables)
        institution = self._policy.institution.value
        return sum(institution if p.value else self.word_bits(p.text) for p in name.parts if p.kind == "brand")


def _are_reordered(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two brands of as many words have the same in another order; initials are not words."""
    return any(len(word) > 1 for word in one) and sorted(one) == sorted(other)


def _is_han_only(name: CompanyName) -> bool:
    return not name.compact.isascii() and bool(name.brand) and all(not word.isascii() for word in name.brand)


def _slips(count: int) -> str:
    return "one slip" if count == 1 else f"{count} slips"
