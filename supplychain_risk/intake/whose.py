"""Whose a heading is, where a row tells of several companies: by tiers, directions, stages of a chain, and by how words
are built ("Underleverantör", "supplier's supplier").

What is left of the heading without the words that say whose it is, the vocabulary of headings tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from supplychain_risk.intake.headingkeys import IN_HAN, LONGEST, heading_key, unaccented
from supplychain_risk.intake.inflected import SHORTEST_STEM, Forms, without
from supplychain_risk.intake.meaning import OF_A_PARTY, Meaning
from supplychain_risk.intake.words import HeadingWords

_SEPARATES = re.compile(r"[/|\n(,;]|\s[-–—]\s")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom of several companies of a row a heading speaks of: "Tier 2 …", "Sub-supplier …", "Fabric mill …"."""

    kind: str = ""
    """rank, further, nearer or stage; "" where it does not say."""
    value: int = 0
    """The tier, or how far from the finished good the stage is."""
    words: str = ""
    """The words that say it, as a heading key."""

    def __bool__(self) -> bool:
        return bool(self.kind)


UNSAID = Whose()
_PARTED = re.compile(r"\d\s*[:：(（–—-]|\s[-–—]\s")
_WORDS_OF_A_STAGE = 2
STAGE_OF_TIER = "tier and what is made there"
"""Rule of headings such as "Tier 2: Fabric", which may be over companies or over goods; the values decide."""
GUESSED = 0.6
"""Weight of a direction that only part of a heading tells; that it was read so is told."""


GOODS_FROM = "goods and where they come from"
"""Rule of headings such as "Cotton from", which may be over companies or over countries; the values decide."""


class WhoseWords:
    """Reads by the words around a heading whose it is."""

    def __init__(
        self,
        words: HeadingWords,
        forms: Forms,
        meaning: Callable[[str], Meaning | None],
        exact: Callable[[str, float, str], Meaning | None],
    ) -> None:
        """`meaning` tells what a heading means; `exact` what a heading key means as a whole, given weight and rule."""
        self._words = words
        self._forms = forms
        self._meaning = meaning
        self._exact = exact
        self._tiers = _tiers(words)

    def of(self, heading: str) -> tuple[Whose, Meaning | None]:
        """Whom of several companies of a row a heading speaks of, and what it says of it."""
        whole = self._meaning(heading)
        if not heading or len(heading) > LONGEST:
            return UNSAID, whole
        tier = self.tier_of(heading)
        if tier is not None:
            return self._of_tier(heading, *tier, whole)
        key = heading_key(heading)
        if whole and whole.weight >= 0.9 and whole.field not in OF_A_PARTY:
            nearer = self._directed("party_nearer", key)
            return nearer if nearer and whole.field == "buyer" else (UNSAID, whole)
        exact = whole is not None and whole.weight >= 0.9
        kinds = ("party_nearer", "party_further", "party_rank")
        ways = [found for kind in kinds if (found := self._directed(kind, key, exact=exact))]
        if ways:  # the most words say it: "supplier of the supplier" is further, "supplier of" nearer
            return max(ways, key=lambda found: len(found[0].words))
        staged = self._directed("party_stage", key, exact=exact)
        if staged and not (exact and whole and whole.field != "name"):
            return staged
        if whole is None or whole.weight <= 0.7:
            return self._by_build(heading, key) or self._traded(key) or (UNSAID, whole)
        return UNSAID, whole

    def _of_tier(self, heading: str, tier: int, rest: str, whole: Meaning | None) -> tuple[Whose, Meaning | None]:
        whose = Whose("rank", tier, f"tier {tier}")
        if not any(map(str.isalnum, rest)):
            return whose, Meaning("name", "vendor", 0.9, "tier heading")
        inner = self._meaning(rest) or self._meaning(self._words.without_joints(heading_key(rest)))
        staged = heading_key(rest) in self._words["party_stage"] and _PARTED.search(heading)
        if inner is None and staged:
            return whose, Meaning("name", "vendor", 0.7, STAGE_OF_TIER)
        if inner is None:
            # "Tier 3 (raw material)", "Tier 2 spinner": what the words in brackets say is the kind of supplier
            bare = rest.split("(")[0].split("（")[0].strip()
            if not bare:
                return whose, Meaning("name", "vendor", 0.7, "tier heading")
            kinds = ("party_stage", "party_further", "party_nearer")
            directed = next((found for kind in kinds if (found := self._directed(kind, heading_key(rest)))), None)
            if directed is None and _PARTED.search(heading) and len(rest.split()) <= _WORDS_OF_A_STAGE:
                return whose, Meaning("name", "vendor", GUESSED, STAGE_OF_TIER)
            return (whose, directed[1]) if directed else (UNSAID, whole)
        inner = _of_somebody(inner)
        if inner.field == "buyer":  # "Ships to (tier 1)"
            return whose, Meaning("name", "vendor", 0.9, "tier heading")
        if inner.field == "commodity" and "(" in heading:
            return whose, Meaning("name", "vendor", 0.7, "tier heading")
        if inner.field == "commodity" and staged:
            return whose, Meaning("name", "vendor", 0.7, STAGE_OF_TIER)
        return whose, inner

    def _directed(self, kind: str, key: str, *, exact: bool = False) -> tuple[Whose, Meaning | None] | None:
        """What a heading says of a company that words of a kind point to, if they do; in other forms unless `exact`."""
        for phrase in self._forms.phrases(self._words[kind], key):
            if phrase.text != phrase.word and (exact or not self._words["others"].isdisjoint(phrase.text.split())):
                continue
            number = re.search(rf"(?:^| ){re.escape(phrase.text)}( \d{{1,2}})(?: |$)", key)
            counted = number[1] if number else ""  # "Subcontractor 1", "Subcontractor 2" are two companies
            rest = self._words.without_joints(without(key, phrase.text + counted))
            if not rest and phrase.text != phrase.word and len(phrase.text) < len(phrase.word):
                continue  # "Design" is no shorter form of "désigné", alone as it stands
            value = int(self._words.values(kind)[phrase.word] or 0)
            whose = Whose(kind.removeprefix("party_"), value, phrase.word + counted)
            found = self._of_whom(whose, key, phrase.text + counted)
            if found:
                return found
        return None

    def _of_whom(self, whose: Whose, key: str, text: str) -> tuple[Whose, Meaning | None] | None:
        """What the rest of a heading says of the company that a part of it speaks of."""
        rest = self._words.without_joints(without(key, text))
        inner = Meaning("name", "vendor", 0.9, "direction") if not rest else self._meaning(rest)
        if whose.kind == "stage":
            own = self._exact(key, 1.0, "heading")
            if not rest and (own is None or own.field != "name"):
                return None  # "Fabric" alone is a good
            inner = own or inner
        if inner is None and rest in self._words["name_noise"]:
            inner = Meaning("name", "vendor", 0.9, "direction")
        if inner is None and whose.kind == "stage" and key.endswith(f" {text}") and len(text) >= SHORTEST_STEM:
            maker = self._exact(text, 1.0, "heading")  # "Cobalt refiner", "Copper smelter"
            if maker is not None and maker.field == "name":
                inner = Meaning("name", maker.sense, 0.7, "stage and what it makes")
        if inner is None and self._ends_with_direction(whose.kind, key, text, rest):
            inner = Meaning("name", "vendor", GUESSED, "direction at its end")
        if inner is None or inner.field not in OF_A_PARTY or inner.weight < 0.5:
            return None
        if whose.kind != "stage":
            return whose, _of_somebody(inner)
        counted = (inner.field, inner.sense) == ("supplier_id", "weak")  # "# of farmers"
        maker = self._exact(text, 1.0, "heading")
        if (inner.field, inner.sense) == ("name", "plain") and maker is not None and maker.field == "name":
            inner = replace(inner, sense=maker.sense)  # "Fabric mill name" beside "Garment factory name"
        return None if counted else (whose, inner)

    def _by_build(self, heading: str, key: str) -> tuple[Whose, Meaning | None] | None:
        """A company further upstream by how its word is built: "Underleverantör", "supplier's supplier"."""
        words, nouns = key.split(), self._words["suppliers"]
        prefixes, whose = self._words["party_prefix"], self._words["possessive"]

        def noun(word: str) -> bool:
            return any(self._forms.same(known, word) for known in nouns if known[:3] == word[:3])

        for at, word in enumerate(words):
            before = words[at - 1] if at else ""
            bare = next((word[len(p) :] for p in prefixes if word.startswith(p) and noun(word[len(p) :])), "")
            if bare:
                return self._of_whom(Whose("further", 0, word), key, word)
            if before in whose and noun(word):
                return self._of_whom(Whose("further", 0, f"{before} {word}"), key, f"{before} {word}")
        places = [at for at, word in enumerate(words) if noun(word)]
        if len(places) == 2 and not _SEPARATES.search(heading):
            between = words[places[0] + 1 : places[1]]
            if all(word in self._words["joint"] for word in between) and (between or "'" in heading or "’" in heading):
                text = " ".join(words[places[0] : places[1] + 1])
                return self._of_whom(Whose("further", 0, text), key, text)
        return None

    @staticmethod
    def _ends_with_direction(kind: str, key: str, words: str, rest: str) -> bool:
        """Whether words such as "supplier of" end a heading that begins with others ("Exclusive supplier of")."""
        several = " " in words or not words.isascii()
        return several and kind in ("nearer", "further") and key.endswith(words) and len(rest.split()) <= 3

    def _traded(self, key: str) -> tuple[Whose, Meaning | None] | None:
        """A heading that tells of trade and ends with whom it is with: "Buys yarn from", "Ships fabric to"; the goods
        alone may stand before it ("Yarn from")."""
        words = key.split()
        if not 2 <= len(words) <= 6:
            return None
        direction = self._words.values("trade_with").get(words[-1])
        verb = self._words.values("trade").get(words[0])
        bought = direction == "further" and " ".join(words[:-1]) in self._words["party_stage"]
        if verb is None and bought:
            return Whose("further", 0, key), Meaning("name", "vendor", GUESSED, GOODS_FROM)
        if direction is None or verb is None:
            return None
        if verb == "away":  # work that is handed to somebody comes back from there
            direction = "further"
        goods = " ".join(w for w in words[1:-1] if w not in self._words["joint"])
        return Whose(direction, 0, goods or key), Meaning("name", "vendor", GUESSED, "trade and its direction")

    def tier_of(self, heading: str) -> tuple[int, str] | None:
        """The tier a heading speaks of and the heading without it: "Tier 2 Country" → (2, "Country").

        None for "Tier", and for "Tier 1/2/3", which asks for the number.
        """
        text = unaccented(heading)
        match = self._tiers.search(text)
        if not match or re.match(r"\s*[/,&-]\s*\d", text[match.end() :]):
            return None
        token = next(group for group in match.groups() if group)
        number = int(self._words.values("numeral").get(heading_key(token), token))
        rest = (text[: match.start()] + " " + text[match.end() :]).strip(" -–—:：_.()（）/")
        return number, rest


def _of_somebody(meaning: Meaning) -> Meaning:
    """A bare "Name" whose company the heading tells is that company's name."""
    return replace(meaning, sense="vendor") if meaning.field == "name" and meaning.sense == "plain" else meaning


_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
"""Where a word starts and ends; an underscore is a blank ("supplier_tier_2")."""


def _latin(word: str) -> bool:
    """Whether a word is of a script that parts words by blanks."""
    return not IN_HAN.search(word)


def _tiers(words: HeadingWords) -> re.Pattern[str]:
    """Finds a tier with its number: "Tier 2", "2nd tier", "二级", "second tier", "rang 2"."""

    def either(some: Iterable[str]) -> str:
        return "|".join(re.escape(word) for word in sorted(some, key=lambda word: (-len(word), word))) or "(?!)"

    before, after, numerals = words["tier_before"], words["tier_after"], words["numeral"]
    latin = {word for word in after if _latin(word)}
    alone = {word for word in numerals if word in ("one", "two", "three", "four", "i", "ii", "iii", "iv")}
    return re.compile(
        rf"{_START}(?:sub[ -]?)?(?:{either(before)})[ _.-]*([1-9])(?![0-9])"
        rf"|{_START}(?:{either(w for w in before if len(w) > 2)})[ _-]+({either(alone)}){_END}"
        rf"|(?<![^\W_])(?<!\.)([1-9])(?:st|nd|rd|th|[.ºª°]|er|e|ème|ère)?[ _-]*(?:{either(latin)}){_END}"
        rf"|([1-6]|{either(n for n in numerals if not _latin(n))})(?:{either(after - latin)})"
        rf"|{_START}({either(n for n in numerals if _latin(n) and n not in alone)})[ _-](?:{either(latin)}){_END}",
        re.IGNORECASE,
    )
