"""What a comparison can come to at most: whether it is worth making.

Among many names most that are a slip away from a listed one share nothing else with it. Their evidence can be bounded
by what each name has, without comparing anything; the bound is never too low, so that nothing is lost.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from supplychain_risk.policy import ScreeningPolicy
    from supplychain_risk.screening.brands import BrandComparer
    from supplychain_risk.screening.names import CompanyName
    from supplychain_risk.screening.vocabulary import Vocabulary

_ROUNDING = 0.01
"""Bits by which a score that is rounded to four digits can look better than it is."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a name has that evidence can come from: bits of its brand, trades, whether it has places and numbers."""

    brand_bits: float
    word_bits: tuple[float, ...]
    """Of the words of the brand, largest first."""
    trades: frozenset[str]
    has_place: bool
    has_number: bool


class Bounds:
    """Upper bounds of evidence under one policy."""

    def __init__(self, vocabulary: Vocabulary, brands: BrandComparer, policy: ScreeningPolicy) -> None:
        self._vocabulary = vocabulary
        self._brands = brands
        self._policy = policy
        self._least_same = self._bits_for(policy.potential_from.value)
        self._least_family = self._bits_for(policy.family_from.value)
        levels = (policy.same_country, policy.same_province, policy.same_city, policy.same_county)
        self._most_of_place = max(0.0, *(level.value for level in levels))

    def falls_short(self, one: CompanyName, other: CompanyName, bits: float, *, places: bool, is_family: bool) -> bool:
        """Whether two names stay below the threshold when the `bits` of their brands are known.

        `places` is whether of both a place is known; `is_family` whether they can be no more than a family.
        """
        policy = self._policy
        least = self._least_family if is_family else min(self._least_same, self._least_family)
        if not one.trades.isdisjoint(other.trades):
            weight = self._vocabulary.bits
            bits += sum(min(weight("concept", trade), policy.trade_cap.value) for trade in one.trades & other.trades)
        if places:
            bits += self._most_of_place
        if one.numbers and one.numbers == other.numbers:
            bits += policy.number_agrees.value
        return bits < least

    def traits(self, name: CompanyName, has_setting: bool) -> Traits:
        """The traits of a name; `has_setting` is whether places are known of its company besides."""
        return Traits(
            brand_bits=self._brands.bits(name),
            word_bits=tuple(sorted((self._brands.word_bits(word) for word in name.brand), reverse=True)),
            trades=name.trades,
            has_place=has_setting or bool(name.places),
            has_number=bool(name.numbers),
        )

    def is_hopeless_with_a_slip(self, one: Traits, other: Traits, *, two_countries: bool, by_word: bool) -> bool:
        """Whether two names fall short of every threshold, whatever else agrees.

        Their brands are a slip apart; with `by_word` only a word of each is, so that no more words can agree than the
        shorter brand has.
        """
        policy = self._policy
        cap = policy.trade_cap.value
        words = min(len(one.word_bits), len(other.word_bits))
        if by_word and len(one.word_bits) != len(other.word_bits):
            most = max(sum(one.word_bits[:words]), sum(other.word_bits[:words]))
        else:
            most = max(one.brand_bits, other.brand_bits)
        bits = min(most, policy.brand_cap.value) - policy.slip_cost.value
        bits += cap * len(one.trades & other.trades)
        for mine, theirs in ((one, other), (other, one)):  # words of trade that are written with slips
            bits += cap * min(max(0, len(mine.word_bits) - 1), len(theirs.trades - mine.trades))
        if one.has_place and other.has_place:
            bits += self._most_of_place
        if one.has_number and other.has_number:
            bits += policy.number_agrees.value
        if two_countries:
            return bits + policy.country_conflict.value < self._least_family
        return bits < min(self._least_same, self._least_family)

    def _bits_for(self, score: float) -> float:
        """The bits that give a score, a little less."""
        policy = self._policy
        if not 0.0 < score < 1.0:
            return -math.inf if score <= 0.0 else math.inf
        return policy.midpoint.value - policy.scale.value * math.log2(1.0 / score - 1.0) - _ROUNDING
