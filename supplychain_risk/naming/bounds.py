"""What a comparison can come to at most: whether it is worth making.

Among many names most that are a slip away from a listed one share nothing else with it. Their evidence can be bounded
by what each name has, without comparing anything; the bound is never too low, so that nothing is lost.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from supplychain_risk.naming.cutoff import SHORTEST

if TYPE_CHECKING:
    from supplychain_risk.naming.brands import BrandComparer
    from supplychain_risk.naming.names import CompanyName
    from supplychain_risk.naming.repair import Repairer
    from supplychain_risk.naming.vocabulary import Vocabulary
    from supplychain_risk.policy import ScreeningPolicy

_ROUNDING = 0.01
"""Bits by which a score that is rounded to four digits can look better than it is."""
_SEVERAL = 2


class Traits:
    """A name, and what evidence can come from that is worked out once for it."""

    __slots__ = ("_brands", "_weights", "has_links", "name", "places", "stem")

    name: CompanyName
    places: frozenset[str]
    """Those in the name, or else those that are known of its company besides."""
    has_links: bool
    """Whether little words (and, new) stand in it, which another name can have with a slip in them."""
    stem: str | None
    """Its first letters, by which it is known where it is cut off."""

    def __init__(self, name: CompanyName, places: frozenset[str], brands: BrandComparer) -> None:
        self.name = name
        self.places = name.places or places
        self.has_links = "descriptor" in [part.kind for part in name.parts]
        self.stem = name.letters[:SHORTEST] if len(name.letters) >= SHORTEST else None
        self._brands = brands
        self._weights: tuple[float, tuple[float, ...]] | None = None

    def weights(self) -> tuple[float, tuple[float, ...]]:
        """Bits of the brand, and of its words, largest first; most names are told apart before these are asked for."""
        if self._weights is None:
            of_words = sorted(map(self._brands.word_bits, self.name.brand), reverse=True)
            self._weights = self._brands.bits(self.name), tuple(of_words)
        return self._weights


class Bounds:
    """Upper bounds of evidence under one policy."""

    def __init__(
        self, vocabulary: Vocabulary, brands: BrandComparer, repairer: Repairer, policy: ScreeningPolicy
    ) -> None:
        self._vocabulary = vocabulary
        self._brands = brands
        self._repairer = repairer
        self._policy = policy
        self._least_same = self._bits_for(policy.potential_from.value)
        self._least_family = self._bits_for(policy.family_from.value)
        levels = (policy.same_country, policy.same_province, policy.same_city, policy.same_county)
        self._two_trades: dict[tuple[frozenset[str], frozenset[str]], bool] = {}
        self._most_of_place = max(0.0, *(level.value for level in levels))

    def falls_short(self, one: CompanyName, other: CompanyName, bits: float, *, places: bool, is_family: bool) -> bool:
        """Whether two names stay below the threshold when the `bits` of their brands are known.

        `places` is whether of both a place is known; `is_family` whether they can be no more than a family.
        """
        least = self._least_family if is_family else min(self._least_same, self._least_family)
        bits += self._of_trades(one.trades, other.trades)
        if places:
            bits += self._most_of_place
        if one.numbers and one.numbers == other.numbers:
            bits += self._policy.number_agrees.value
        return bits < least

    def _of_trades(self, mine: frozenset[str], theirs: frozenset[str]) -> float:
        """Bits of the trades that both names say."""
        if mine.isdisjoint(theirs):
            return 0.0
        weight, cap = self._vocabulary.bits, self._policy.trade_cap.value
        return sum(min(weight("concept", trade), cap) for trade in mine & theirs)

    def traits(self, name: CompanyName, places: frozenset[str]) -> Traits:
        """The traits of a name; `places` are what is known of its company besides."""
        return Traits(name, places, self._brands)

    def are_apart(self, one: Traits, other: Traits) -> bool:
        """Whether two names with brands that are not the same name, joined or in order, are surely of two companies.

        They speak of two trades, and no place agrees; or a word of the one brand is unlike every word of the other.
        """
        mine, theirs = one.name, other.name
        if not mine.spellings or not theirs.spellings or mine.is_scattered or theirs.is_scattered:
            return False
        if mine.is_own_brand or theirs.is_own_brand or _may_be_cut_off(one, other):
            return False
        of_two_trades = self._are_two_trades(mine.trades, theirs.trades) and not _share_place(one, other)
        if of_two_trades or self._have_unlike_words(one, other):
            return not self._repairer.are_mended(mine, theirs)
        return False

    def _are_two_trades(self, mine: frozenset[str], theirs: frozenset[str]) -> bool:
        """Whether trades have no field in common, and each has one."""
        if not mine or not theirs or not mine.isdisjoint(theirs):
            return False
        pair = mine, theirs
        found = self._two_trades.get(pair)
        if found is None:
            found = self._two_trades[pair] = self._vocabulary.are_two_trades(mine, theirs)
        return found

    def is_hopeless_with_a_slip(self, one: Traits, other: Traits, *, two_countries: bool, by_word: bool) -> bool:
        """Whether two names fall short of every threshold, whatever else agrees.

        Their brands are a slip apart; with `by_word` only a word of each is, so that no more words can agree than the
        shorter brand has.
        """
        if _may_be_cut_off(one, other):
            return False
        # the bits first: whether a word can be mended takes longer to see
        short = self._falls_short_with_a_slip(one, other, two_countries=two_countries, by_word=by_word)
        return short or self.are_apart(one, other)

    def _falls_short_with_a_slip(self, one: Traits, other: Traits, *, two_countries: bool, by_word: bool) -> bool:
        policy = self._policy
        least = self._least_family if two_countries else min(self._least_same, self._least_family)
        (mine, of_words), (theirs, of_other_words) = one.weights(), other.weights()
        most, left = max(mine, theirs), 0.0
        if by_word and len(of_words) != len(of_other_words):
            is_first = len(of_words) > len(of_other_words)
            long, short = (of_words, of_other_words) if is_first else (of_other_words, of_words)
            longer, shorter = (one, other) if is_first else (other, one)
            most = max(sum(long[: len(short)]), sum(short))
            left = self._of_words_left(longer, shorter, long[len(short) :])
        bits = min(most, policy.brand_cap.value) - policy.slip_cost.value
        if two_countries:
            bits += policy.country_conflict.value
        bits += self._of_trades(one.name.trades, other.name.trades)
        if one.name.numbers and other.name.numbers:
            bits += policy.number_agrees.value
        share_place = _share_place(one, other)
        if share_place:
            bits += self._most_of_place
        if bits - left >= least:
            return False
        for name, beside, place_beside in ((one.name, other.name, other.places), (other.name, one.name, one.places)):
            if len(name.brand) < _SEVERAL:
                continue
            # a word may yet be mended into a place or trade that the other name has, and is no word of the brand then
            more = left + policy.trade_cap.value * min(len(name.brand) - 1, len(beside.trades - name.trades))
            more += self._most_of_place if place_beside and not share_place else 0.0
            if bits - left + more >= least and self._repairer.repaired(name, beside) is not name:
                bits, left = bits - left + more, 0.0
        return bits - left < least

    def _have_unlike_words(self, one: Traits, other: Traits) -> bool:
        """Whether the shorter brand has words that the longer one lacks, and each is unlike every word of it.

        Then both names keep words that the other lacks, and are two, unless they are mended. Words joined or split
        otherwise are no exception: what is a slip away begins or ends alike. Said of brands in Latin letters alone.
        """
        mine, theirs = one.name, other.name
        if mine.syllables or theirs.syllables or not (mine.compact.isascii() and theirs.compact.isascii()):
            return False
        if one.has_links or other.has_links or bool(mine.forms) != bool(theirs.forms):
            return False  # the word may be "and" or a legal form with a slip in it
        short, long = sorted((mine.brand, theirs.brand), key=len)
        lacking = [word for word in short if word not in long]
        if not lacking or any(_are_somewhat_alike(word, like) for word in lacking for like in long):
            return False
        forms = self._vocabulary.front_of_brand_forms
        return forms.isdisjoint(short) and forms.isdisjoint(long)  # AB Alpha: the word may be a legal form

    def _of_words_left(self, longer: Traits, shorter: Traits, bits: tuple[float, ...]) -> float:
        """What the words with these bits cost at least that only the longer brand has, if they are nothing else."""
        may_be_noise = shorter.has_links or bool(shorter.name.forms and not longer.name.forms)
        may_be_noise = may_be_noise or longer.name.core[0] in self._vocabulary.front_of_brand_forms
        least = min(self._policy.extra_word_cost.value, self._policy.translation_cost.value)
        return 0.0 if may_be_noise else sum([min(each, least) for each in bits])

    def _bits_for(self, score: float) -> float:
        """The bits that give a score, a little less."""
        policy = self._policy
        if not 0.0 < score < 1.0:
            return -math.inf if score <= 0.0 else math.inf
        return policy.midpoint.value - policy.scale.value * math.log2(1.0 / score - 1.0) - _ROUNDING


def _may_be_cut_off(one: Traits, other: Traits) -> bool:
    """Whether one name may be the beginning of the other, which no evidence of words can exclude."""
    return one.stem == other.stem and one.stem is not None


def _share_place(one: Traits, other: Traits) -> bool:
    """Whether a place of one lies in a place of the other."""
    return any(a.startswith(b) or b.startswith(a) for a in one.places for b in other.places)


def _are_somewhat_alike(word: str, like: str) -> bool:
    """Whether two words may be one with slips in it: no slip that is seen as one changes more than this."""
    if word[0] == like[0] or word[-1] == like[-1]:
        return True
    most = 1 + min(len(word), len(like)) // 3
    return OSA.distance(word, like, score_cutoff=most) <= most
