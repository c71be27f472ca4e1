"""Two company names compared: the brand decides; place, words of trade, numbers and country are context.

Each part of the comparison is a piece of evidence in bits (log2 of how much likelier it is for one company than for
two, in the manner of Fellegi and Sunter 1969; the numbers of doubt are chosen and stand in the policy). Their sum gives
the score: 1 / (1 + 2^((midpoint - bits) / scale)).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from supplychain_risk.naming.bounds import Bounds
from supplychain_risk.naming.brands import SIGN_LOST, BrandComparer, BrandRelation, Relation
from supplychain_risk.naming.names import CompanyName
from supplychain_risk.naming.plainwords import PLAIN_WORDS
from supplychain_risk.naming.repair import Repairer
from supplychain_risk.naming.slips import slips_allowed, slips_up_to
from supplychain_risk.naming.words import LOST_SIGN, are_same_but_lost

if TYPE_CHECKING:
    from supplychain_risk.naming.names import NameReader
    from supplychain_risk.policy import ScreeningPolicy

_OWN_LAW = frozenset({"HK", "MO", "TW"})
"""Parts of the codes CN-HK and so on: places with company registers of their own."""
_LONG_NAME, _MOST_SLIPS = 12, 2
"""Letters from which a name without a brand is known through slips, and how many."""
_SEVERAL = 2
_SAME_LETTERS = 88.0
"""Of 100: how alike the joined letters of two names are, one of which is scattered, to be the same but for slips."""
_SERVICES = frozenset(("services",))
"""Fields of trades that make nothing: hotels, schools, travel."""
_CHINA = frozenset({"CN", "HK", "MO"})
"""The lists give no country for most entities; groups listed with China are registered in Hong Kong and Macau too."""


class Kinship(StrEnum):
    """What two names can be to each other."""

    EQUAL = "the same full name"
    SAME = "one company's name written differently"
    FAMILY = "companies of one family"
    DIFFERENT = "different companies"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that was compared: what, both texts, how they agree, and its weight in bits (negative: against)."""

    what: str
    one: str
    other: str
    how: str
    bits: float


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a company besides its name: ISO 3166-1 country and place codes as in `company_places`."""

    country: str | None = None
    places: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing two names came to: bits of evidence, and score 0 to 1 that both are names of one company."""

    kinship: Kinship
    bits: float
    score: float
    evidence: tuple[Evidence, ...]
    is_settled: bool = False
    """Whether the two agree and share their brand alone, so that names inside the texts can add nothing."""
    other_form: bool = False
    """Whether the names are equal but for the legal form."""
    sign_lost: bool = False
    """Whether a sign of one of the names is lost, so that other names may agree as well."""

    def turned(self) -> Verdict:
        """The same verdict with the two names swapped."""
        evidence = tuple(replace(piece, one=piece.other, other=piece.one) for piece in self.evidence)
        return replace(self, evidence=evidence)


NOWHERE = Setting()
NOTHING = Verdict(Kinship.DIFFERENT, 0.0, 0.0, ())


class NameComparer:
    """Compares names by one reader's tables and one policy."""

    def __init__(
        self, reader: NameReader, policy: ScreeningPolicy, aliases: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        self._vocabulary = reader.vocabulary
        self._policy = policy
        self._repairer = Repairer(reader)
        self._brands = BrandComparer(reader, policy, aliases)
        self.bounds = Bounds(reader.vocabulary, self._brands, self._repairer, policy)

    def compare(
        self,
        one: CompanyName,
        other: CompanyName,
        where: Setting = NOWHERE,
        elsewhere: Setting = NOWHERE,
        *,
        in_full: bool = True,
    ) -> Verdict:
        """Compare two names, each in its setting. Swapping names together with their settings changes nothing.

        Unless it is wanted in full, a verdict of two companies comes without its evidence and bits, and so sooner.
        """
        if not one.core or not other.core:
            return NOTHING
        if one.core == other.core:
            return self._equal(one, other, where, elsewhere)
        if one.compact == other.compact or one.letters == other.letters:
            return self._joined(one, other, where, elsewhere)
        if _has_lost_part(one) != _has_lost_part(other) and are_same_but_lost(one.compact, other.compact):
            verdict = self._joined(one, other, where, elsewhere, SIGN_LOST, 1)
            return replace(verdict, is_settled=False, sign_lost=True)
        if (one.is_scattered or other.is_scattered) and ratio(one.letters, other.letters) >= _SAME_LETTERS:
            return self._joined(one, other, where, elsewhere)
        if len(one.letters) == len(other.letters) and _are_reordered(one, other):
            return self._joined(one, other, where, elsewhere, "the same words in another order")
        slipped = self._with_slips(one, other) if one.is_own_brand or other.is_own_brand else None
        if slipped:
            how = "the same but for one slip" if slipped == 1 else f"the same but for {slipped} slips"
            return self._joined(one, other, where, elsewhere, how, slipped)
        if bool(one.spellings) != bool(other.spellings):
            repairer = self._repairer
            one, other = repairer.with_place_as_brand(one, other), repairer.with_place_as_brand(other, one)
        written = one, other
        brand = self._brands.compare(one, other)
        if (brand.relation is not Relation.SAME or brand.cost) and (one.brand or other.brand):
            mended = self._repairer.repaired(one, other), self._repairer.repaired(other, one)
            if mended[0] is not one or mended[1] is not other:
                one, other = mended
                brand = self._brands.compare(one, other)
        if not in_full and self._falls_short(one, other, brand, where, elsewhere):
            return NOTHING
        evidence: list[Evidence] = self._fragments(written, (one, other))
        is_lost = written[0].has_lost_sign or written[1].has_lost_sign
        if brand.relation is Relation.DIFFERENT:
            return Verdict(Kinship.DIFFERENT, 0.0, 0.0, (Evidence("brand", *_brands(one, other), brand.how, 0.0),))
        kinship = Kinship.FAMILY if brand.relation is Relation.LONGER else Kinship.SAME
        if brand.relation is not Relation.NONE:
            bits = min(brand.bits, self._policy.brand_cap.value) - brand.cost
            evidence.append(Evidence("brand", *_brands(one, other), brand.how, bits))
        trade, country = self._trade(one, other, brand), self._country(where, elsewhere)
        place = self._place(one, other, where, elsewhere, brand)
        for piece, splits in (
            trade,
            place,
            self._numbers(one, other),
            self._branch(one, other),
            self._little_words(one, other),
            country,
        ):
            evidence += [piece] if piece else []
            if splits:
                kinship = Kinship.FAMILY
        if brand.relation is not Relation.NONE:
            apart = self._are_apart(one, other, brand, trade, place[0], country[1])
            if not apart and is_lost and not _is_borne_out(one, other, trade[0], place[0], self._policy):
                apart = "a sign is lost, and too little agrees besides"
            if apart:
                why = Evidence("brand", *_brands(one, other), apart, 0.0)
                return Verdict(Kinship.DIFFERENT, 0.0, 0.0, (*evidence, why))
        if brand.relation is Relation.NONE:
            every = self._without_brand(one, other)
            if every is None:
                return Verdict(Kinship.DIFFERENT, 0.0, 0.0, tuple(evidence))
            evidence.append(every)
        verdict = self._verdict(kinship, evidence, is_settled=brand.relation is Relation.SAME)
        return replace(verdict, is_settled=False, sign_lost=True) if is_lost else verdict

    def _fragments(
        self, written: tuple[CompanyName, CompanyName], read: tuple[CompanyName, CompanyName]
    ) -> list[Evidence]:
        """What is told of a name that was completed by what the other says."""
        found = []
        for before, now in zip(written, read, strict=True):
            if before.core != now.core:
                lost = before.has_lost_sign
                how = "a sign of a word that the other says is lost" if lost else "cut off within a word the other says"
                found.append(Evidence("full name", *_cores(*written), how, -self._policy.reading_cost.value))
        return found

    def cut_off(self, one: CompanyName, other: CompanyName, where: Setting, elsewhere: Setting) -> Verdict:
        """The verdict on two names one of which is the other, cut off: the more is left of it, the likelier."""
        policy = self._policy
        sizes = sorted((len(one.letters), len(other.letters)))
        bits = policy.midpoint.value + policy.scale.value * sizes[0] / sizes[1]
        how = "the one is the beginning of the other and looks cut off"
        country, _ = self._country(where, elsewhere)
        whole = Evidence("full name", *_cores(one, other), how, bits)
        return self._verdict(Kinship.SAME, (whole, country) if country else (whole,), is_settled=True)

    def _with_slips(self, one: CompanyName, other: CompanyName) -> int | None:
        """Slips between two whole names; None if they are others. Asked where one of them is its own brand.

        Words that both names' languages know are two words, however alike: Guangxi, Jiangxi.
        """
        if min(len(one.compact), len(other.compact)) < _LONG_NAME:
            return None
        mine, theirs = [w for w in one.core if w not in other.core], [w for w in other.core if w not in one.core]
        if not mine or not theirs or (self._are_known(mine) and self._are_known(theirs)):
            return None
        return slips_up_to("".join(mine), "".join(theirs), min(slips_allowed(len("".join(mine))), _MOST_SLIPS))

    def _are_known(self, words: Iterable[str]) -> bool:
        known = self._vocabulary
        return all(word in known.meanings or word in known.words_of_phrases or known.is_common(word) for word in words)

    def _are_apart(
        self,
        one: CompanyName,
        other: CompanyName,
        brand: BrandRelation,
        trade: tuple[Evidence | None, bool],
        place: Evidence | None,
        abroad: bool,
    ) -> str:
        """Why two names of one brand are no family either; empty where nothing says so.

        A family is known by its brand; where the trade is another, too, something else must agree.
        """
        other_trade = bool(one.trades and other.trades) and not (
            one.trades <= other.trades or other.trades <= one.trades
        )
        if abroad and (other_trade or (trade[0] is not None and "in part" in trade[0].how)):
            return "another country and another trade"
        agrees = place is not None and place.bits > self._policy.same_country.value
        if trade[1] and not agrees and not one.is_own_brand and not other.is_own_brand:
            return "another trade, and nothing but the brand agrees"
        if one.is_han != other.is_han and not agrees and not one.trades & other.trades:
            # toneless pinyin has many readings: 苏果 and 苏国 are both suguo
            said = [[part for part in name.parts if part.kind in ("industry", "activity")] for name in (one, other)]
            if all(said) and not {p.value for p in said[0]} & {p.value for p in said[1]}:
                return "read alike, and nothing else agrees"
        return ""

    def _falls_short(
        self, one: CompanyName, other: CompanyName, brand: BrandRelation, where: Setting, elsewhere: Setting
    ) -> bool:
        """Whether the brands alone show that two names stay below every threshold."""
        if brand.relation in (Relation.DIFFERENT, Relation.NONE):
            return brand.relation is Relation.DIFFERENT
        bits = min(brand.bits, self._policy.brand_cap.value) - brand.cost
        abroad = are_two_countries(where.country, elsewhere.country)
        if abroad:
            bits += self._policy.country_conflict.value
        places = bool(one.places or where.places) and bool(other.places or elsewhere.places)
        is_family = abroad or brand.relation is Relation.LONGER
        return self.bounds.falls_short(one, other, bits, places=places, is_family=is_family)

    def word_bits(self, word: str) -> float:
        """How much a word of a brand says."""
        return self._brands.word_bits(word)

    def weighed(self, kinship: Kinship, evidence: Iterable[Evidence]) -> Verdict:
        """The verdict on pieces of evidence put together anew; `kinship` is what it is at most."""
        return self._verdict(kinship, evidence, is_settled=True)

    def _verdict(self, kinship: Kinship, evidence: Iterable[Evidence], *, is_settled: bool) -> Verdict:
        pieces = tuple(evidence)
        bits = sum(piece.bits for piece in pieces)
        least = self._policy.potential_from if kinship is Kinship.SAME else self._policy.family_from
        score = self._score(bits)
        if score < least.value:
            kinship = Kinship.DIFFERENT
        elif kinship is Kinship.FAMILY:
            score = min(score, self._policy.family_cap.value)
        return Verdict(kinship, bits, score, pieces, is_settled and kinship is not Kinship.DIFFERENT)

    def _score(self, bits: float) -> float:
        policy = self._policy
        doublings = min(60.0, max(-60.0, (policy.midpoint.value - bits) / policy.scale.value))
        return round(min(1.0 / (1.0 + math.pow(2.0, doublings)), policy.potential_cap.value), 4)

    def _equal(self, one: CompanyName, other: CompanyName, where: Setting, elsewhere: Setting) -> Verdict:
        forms = "the same" if one.forms == other.forms else "the same but for the legal form"
        evidence = [
            Evidence("full name", " ".join(one.core), " ".join(other.core), forms, self._policy.brand_cap.value)
        ]
        against, _ = self._country(where, elsewhere)
        if against is not None and against.bits < 0:
            evidence.append(against)
            score = min(self._score(sum(e.bits for e in evidence)), self._policy.same_name_other_country.value)
            return Verdict(Kinship.SAME, sum(e.bits for e in evidence), score, tuple(evidence), is_settled=True)
        other_form = one.forms != other.forms
        return Verdict(Kinship.EQUAL, evidence[0].bits, 1.0, tuple(evidence), is_settled=True, other_form=other_form)

    def _joined(
        self,
        one: CompanyName,
        other: CompanyName,
        where: Setting,
        elsewhere: Setting,
        how: str = "the same, joined or split differently",
        slips: int = 0,
    ) -> Verdict:
        """Names that are the same when their words are joined or in order, or but for slips."""
        policy = self._policy
        bits = policy.brand_cap.value - policy.order_cost.value - policy.slip_cost.value * slips
        whole = Evidence("full name", *_cores(one, other), how, bits)
        country, _ = self._country(where, elsewhere)
        return self._verdict(Kinship.SAME, (whole, country) if country else (whole,), is_settled=True)

    def _trade(self, one: CompanyName, other: CompanyName, brand: BrandRelation) -> tuple[Evidence | None, bool]:
        """Words of trade: what both have, what only one has, and whether they speak of two trades."""
        policy = self._policy
        mine, theirs = one.trades, other.trades
        if not mine and not theirs:
            return None, False
        texts = _texts(one, "industry"), _texts(other, "industry")
        shared = mine & theirs
        if shared:
            said = sum(min(self._vocabulary.bits("concept", a), policy.trade_cap.value) for a in sorted(shared))
            beside = policy.trade_missing.value * len(mine ^ theirs)
            return Evidence("trade", *texts, "agree" if mine == theirs else "agree in part", said + beside), False
        if mine and theirs:
            if not self._vocabulary.are_two_trades(mine, theirs):
                fields = self._vocabulary.fields_of(mine), self._vocabulary.fields_of(theirs)
                how = "two trades of one field" if all(fields) else "two trades, perhaps one"
                return Evidence("trade", *texts, how, policy.trade_related.value), False
            return Evidence("trade", *texts, "two trades", policy.trade_conflict.value), True
        if self._vocabulary.fields_of(mine or theirs) == _SERVICES and PLAIN_WORDS.issuperset(one.brand):
            # a hotel that bears the ordinary words of a mill's name is seldom the mill's
            return Evidence("trade", *texts, "only one name says it, a service", policy.trade_conflict.value), True
        return Evidence("trade", *texts, "only one name says it", policy.trade_missing.value), False

    def _place(
        self, one: CompanyName, other: CompanyName, where: Setting, elsewhere: Setting, brand: BrandRelation
    ) -> tuple[Evidence | None, bool]:
        policy = self._policy
        mine, theirs = _leaves(one.places or where.places), _leaves(other.places or elsewhere.places)
        named = (_texts(one, "place") or _codes(where), _texts(other, "place") or _codes(elsewhere))
        if not mine and not theirs:
            return None, False
        if not mine or not theirs:
            without_brand = brand.relation is Relation.NONE
            bits = policy.place_missing_without_brand.value if without_brand else policy.place_missing.value
            # 中国 before a Chinese name says nothing of another country
            home = {where.country, elsewhere.country} | ({"CN"} if one.is_han or other.is_han else set())
            abroad = all(_is_abroad(place, home) for place in mine or theirs)
            how = "only one names a country" if abroad else "only one is known"
            return Evidence("place", *named, how, bits), abroad
        pairs = [(a, b) for a in mine for b in theirs if a.startswith(b) or b.startswith(a)]
        by_name = any(p.startswith("?") for pair in pairs for p in pair)
        passed_over = {"CN"} if by_name else set()  # "Linxi County, China": the county is one of China's
        single = sorted((mine | theirs) - passed_over - {p for pair in pairs for p in pair})
        alone = [place for place in single if not place.startswith("?")]
        if pairs and alone:
            splits = brand.relation is Relation.NONE or len(mine) == len(theirs)
            bits = policy.place_conflict.value if splits else policy.place_missing.value
            return Evidence("place", *named, "one names another place besides", bits), True
        if pairs:
            level = max(min(len(a), len(b)) for a, b in pairs)
            how = "the same" if mine == theirs else "one lies in the other"
            return Evidence("place", *named, how, _level_bits(level, policy)), False
        if any(code.startswith("?") for code in (*mine, *theirs)):
            return None, False
        across = any(_has_own_law(place) for place in (*mine, *theirs))
        bits = policy.place_across_border.value if across else policy.place_conflict.value
        return Evidence("place", *named, "two places", bits), True

    def _numbers(self, one: CompanyName, other: CompanyName) -> tuple[Evidence | None, bool]:
        policy = self._policy
        if one.numbers == other.numbers:
            if not one.numbers:
                return None, False
            return Evidence("number", *_numbers_of(one, other), "the same", policy.number_agrees.value), False
        if one.numbers and other.numbers:
            return Evidence("number", *_numbers_of(one, other), "two numbers", policy.number_conflict.value), True
        branch = one if one.is_branch else other
        if one.is_branch != other.is_branch and branch.numbers:
            return Evidence("number", *_numbers_of(one, other), "the branch has it", 0.0), True
        return Evidence("number", *_numbers_of(one, other), "only one has it", policy.number_missing.value), True

    def _branch(self, one: CompanyName, other: CompanyName) -> tuple[Evidence | None, bool]:
        if one.is_branch == other.is_branch:
            return None, False
        bits = self._policy.branch_only_one.value
        return Evidence("branch", _texts(one, "branch"), _texts(other, "branch"), "only one is a branch", bits), True

    def _little_words(self, one: CompanyName, other: CompanyName) -> tuple[Evidence | None, bool]:
        """New, great: little, but not nothing."""
        mine, theirs = ({p.value for p in n.parts if p.kind == "descriptor"} - {"and"} for n in (one, other))
        if mine == theirs:
            return None, False
        bits = self._policy.descriptor_missing.value * len(mine ^ theirs)
        return Evidence("other words", ", ".join(sorted(mine)), ", ".join(sorted(theirs)), "differ", bits), False

    def _country(self, where: Setting, elsewhere: Setting) -> tuple[Evidence | None, bool]:
        mine, theirs = where.country, elsewhere.country
        if not mine or not theirs or not are_two_countries(mine, theirs):
            return None, False
        return Evidence("country", mine, theirs, "two countries", self._policy.country_conflict.value), True

    def _without_brand(self, one: CompanyName, other: CompanyName) -> Evidence | None:
        """Names of nothing but places and words of trade are one only if every word says the same."""
        atoms = self._vocabulary.atoms
        said = ("industry", "activity", "descriptor")
        mine, theirs = (
            {a for p in n.parts if p.kind in said for a in atoms.get(p.value, {p.value})} - {"and"}
            for n in (one, other)
        )
        if not mine or not theirs:
            return None
        policy = self._policy
        if _words_and_places(one) == _words_and_places(other):
            bits = policy.same_words.value
            return Evidence("full name", *_cores(one, other), "the same words, a place in another spelling", bits)
        is_thin = min(len(mine), len(theirs)) + len(one.numbers) < _SEVERAL
        if mine == theirs and (
            not is_thin or (not (one.is_han and other.is_han) and len(one.parts) == len(other.parts) > 1)
        ):
            return Evidence("full name", *_cores(one, other), "every word says the same", policy.every_word.value)
        if is_thin and mine != theirs:
            return None  # "Xinjiang Cotton" says a place and a trade: too little to be the beginning of a name
        if mine < theirs or theirs < mine:
            bits = policy.every_word.value + policy.extra_trade.value * len(mine ^ theirs)
            return Evidence("full name", *_cores(one, other), "one says more than the other", bits)
        return None


def _are_reordered(one: CompanyName, other: CompanyName) -> bool:
    """Whether two names have the same words, the legal forms among them, in another order; initials are not words."""
    if len(one.words) != len(other.words) or len(one.words) < _SEVERAL or len(one.letters) < _LONG_NAME:
        return False
    return sorted(one.words) == sorted(other.words) and all(len(word) > 1 for word in one.words)


def _is_borne_out(
    one: CompanyName, other: CompanyName, trade: Evidence | None, place: Evidence | None, policy: ScreeningPolicy
) -> bool:
    """Whether enough agrees where a sign of the brand is lost: three signs; two, and place or business; or both."""
    is_of_place = place is not None and place.bits > policy.same_country.value
    does_same = (trade is not None and trade.bits > 0.0) or bool(_activities(one) & _activities(other))
    left = min(len("".join(name.brand).replace(LOST_SIGN, "")) for name in (one, other) if name.is_han)
    return (is_of_place and does_same) or (left >= _SEVERAL and (is_of_place or does_same)) or left > _SEVERAL


def _has_lost_part(name: CompanyName) -> bool:
    """Whether a sign is lost of a name that is its own brand, or of what stands beside the brand."""
    return name.has_lost_sign and (name.is_own_brand or LOST_SIGN not in "".join(name.brand))


def _activities(name: CompanyName) -> frozenset[str]:
    return frozenset(part.value for part in name.parts if part.kind == "activity")


def are_two_countries(one: str | None, other: str | None) -> bool:
    """Whether two countries are known and speak against one company; China and its customs territories are one here."""
    return bool(one and other) and one != other and not {one, other} <= _CHINA


def _leaves(places: frozenset[str]) -> frozenset[str]:
    """Places that contain no other of the set."""
    return frozenset(p for p in places if not any(q != p and q.startswith(p) for q in places))


def _is_abroad(place: str, home: set[str | None]) -> bool:
    """Whether a place is another country than any that is stated: Santander Mexico is another body than Santander."""
    if place.startswith(("?", "001-")):
        return False
    if _has_own_law(place):
        return True
    return not place.startswith("CN-") and place[:2] not in home


def _has_own_law(place: str) -> bool:
    return place.startswith("CN-") and place[3:] in _OWN_LAW


def _level_bits(length: int, policy: ScreeningPolicy) -> float:
    """By the shorter of two codes: country (CN), province (CN-65), city (CN-6529 or a GeoNames id), county."""
    by_length = {2: policy.same_country, 5: policy.same_province, 7: policy.same_city}
    return by_length.get(length, policy.same_county if length == 9 else policy.same_city).value


def _words_and_places(name: CompanyName) -> list[str]:
    """Its words in order, places by what they are; little words aside."""
    return [p.value if p.kind == "place" else p.text for p in name.parts if p.kind != "descriptor"]


def _texts(name: CompanyName, kind: str) -> str:
    return ", ".join(part.text for part in name.parts if part.kind == kind)


def _codes(setting: Setting) -> str:
    return ", ".join(sorted(setting.places))


def _cores(one: CompanyName, other: CompanyName) -> tuple[str, str]:
    return _shown(one.core), _shown(other.core)


def _brands(one: CompanyName, other: CompanyName) -> tuple[str, str]:
    return _shown(one.brand), _shown(other.brand)


def _shown(words: tuple[str, ...]) -> str:
    """Words as a person reads them; a box stands for a lost sign."""
    return " ".join(words).replace(LOST_SIGN, "□")


def _numbers_of(one: CompanyName, other: CompanyName) -> tuple[str, str]:
    return ", ".join(one.numbers), ", ".join(other.numbers)
