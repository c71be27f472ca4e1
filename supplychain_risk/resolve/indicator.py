"""Text → signs of forced labor that it reports: the ILO's indicators, and North Korean workers.

What a list reports is not verified by being read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from supplychain_risk.domain import Method, Resolution
from supplychain_risk.patterns import pattern
from supplychain_risk.resolve.answers import says
from supplychain_risk.resolve.text import Openings, is_placeholder, key, words
from supplychain_risk.resolve.vocabulary import Found, Vocabulary, Word, once_per_code, unresolved

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

NORTH_KOREAN_WORKERS = "north-korean-workers"
"""Code of the sign in table `labor_signs`; a sign in law and none of the ILO's eleven."""
CONVICT_LABOR = "convict-labor"
LABOR_TRANSFER = "labor-transfer"
SIGNS_IN_LAW = frozenset((NORTH_KOREAN_WORKERS, CONVICT_LABOR, LABOR_TRANSFER))
"""Every sign of table `labor_signs`."""

_NOT = """
no not none never without free nil zero nobody neither nor cannot dont doesnt isnt arent wasnt werent t 0
kein keine keinen keiner keinerlei nicht nie niemals ohne weder
ninguno ninguna ningún sin nunca jamás tampoco aucun aucune sans ne n pas jamais ni
nenhum nenhuma sem não nessuno nessuna senza non
"""
_ONLY_SPOKEN_OF = """
resolved remediated remedied closed corrected fixed repaid reimbursed refunded past former formerly previously
prevented prevention prevent prevents against policy policies procedure training trained awareness risk risks
prohibit prohibits prohibited prohibition ban bans banned forbidden forbid forbids avoid avoids avoided unlikely
verify verified check checked audit audits assess assessed assessment monitor monitored monitoring
verbot verboten verbietet behoben risiko richtlinie schulung erstattet
prohibido prohibida prohibidos prohíbe riesgo política capacitación reembolsado reembolsadas corregido
interdit interdite interdits interdiction risque politique formation remboursés remboursé corrigé
proibido risco
"""
_NEGATED = frozenset(map(key, _NOT.split()))
"""In a sentence with one of these words a named sign is, or may be, denied."""
_SPOKEN_OF = frozenset(map(key, _ONLY_SPOKEN_OF.split()))
"""In a sentence with one of these words it may be past, forbidden or only spoken of."""
_OF_AUDITS = frozenset(
    ("verify", "verified", "check", "checked", "audit", "audits", "assess", "assessed", "assessment", "monitor")
)
"""Those of them that stand as often beside what was found."""
_OF_HEADINGS = _OF_AUDITS | frozenset(
    ("corrected", "risk", "risks", "monitored", "monitoring", "risiko", "riesgo", "risque", "risco")
)
"""Those of them under whose heading it is told what was found: "Risks identified"."""
_HAN_NEGATED = re.compile("[不无無未非零]|没有|沒有|没发现|从来|禁止|朝鲜族")
_HAN_SPOKEN_OF = re.compile("防止|避免|杜绝|政策|培训|培訓|风险|風險|已整改|已解决|已退还")
_NOTHING = frozenset(("0", "none reported", "none identified", "none found", "nothing reported", "no red flags"))
_COUNT = re.compile(r"[(（]?\s*\d+(?:[.,]\d+)?\s*%?\s*[)）]?")
"""A number of workers or their share beside a nationality: "North Korean (12)"."""
_BRACKETS = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_ASKS = pattern(
    r"^\s*\(?\d{1,2}[.):]\s*|^(?:are there |is there )?any\s+(?=\w)"
    r"|\s*[(\[（]\s*(?:y(?:es)?|ja|j|oui|o|s[ií]?|sim|是)\s*[/|／]\s*(?:n(?:o|on|ein|ão)?|否)\s*[)\]）]\s*$"
    r"|^是否(?:存在|有)?|[?？]\s*$",
    re.IGNORECASE,
)
"""What belongs to a heading that asks for yes or no and not to what it names: its number, "(Y/N)", 是否."""
_OF_NORTH_KOREA = re.compile("kore|core|coré|dprk|pyongyang|朝鲜|朝鮮|北韩|北韓", re.IGNORECASE)
"""What every word for North Korean workers holds: texts without it need no second look."""
Inside = list[tuple[Found, Vocabulary]]
"""Words inside a text, each with the vocabulary it is from."""


class IndicatorResolver:
    """Resolves reported signs against the tables `ilo_indicators` and `labor_signs`."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._indicators = reference.table("ilo_indicators")
        self._signs = {row["code"]: row["name"] for row in reference.table("labor_signs")}
        self._vocabularies = (
            Vocabulary(reference.table("ilo_indicators", "ilo_indicator_aliases"), "code"),
            Vocabulary(reference.table("labor_signs"), "code"),
        )
        self._nationalities = reference.table("labor_signs", "worker_nationalities")
        self._known = {(row["kind"], row["key"]): row for row in self._nationalities}
        self.under = lru_cache(maxsize=4096)(self._under)

    def name(self, code: str) -> str:
        """The name of a sign, an indicator's in the ILO's words; of a text that is none, the text itself."""
        row = self._indicators.by_id.get(code)
        return row["name"] if row else self._signs.get(code, code)

    def reports_nothing(self, text: str) -> bool:
        """Whether the text says that nothing is reported: "None", "No", "0", "N/A"."""
        return is_placeholder(text) or says(text) is False or " ".join(words(text)) in _NOTHING

    def denies(self, text: str) -> bool:
        """Whether a text denies the sign it names, or may: "no debt bondage found"."""
        return self._is_denied(text, self._within(text))

    @cached_property
    def openings_in_texts(self) -> Openings:
        """What the words for signs begin with that are looked for in remarks."""
        tables = (
            self._reference.table("ilo_indicators", "ilo_indicator_aliases"),
            self._reference.table("labor_signs"),
        )
        return Openings(row["key"] for table in tables for row in table if row["reading"] != "one-of")

    @staticmethod
    def may_speak_of_north_korea(text: str) -> bool:
        """Whether a text may hold a word for North Korean workers; quick, since every remark is asked."""
        if text.isascii():  # an expression that ignores case takes ten times as long
            plain = text.lower()
            return "kore" in plain or "core" in plain or "dprk" in plain or "pyongyang" in plain
        return bool(_OF_NORTH_KOREA.search(text))

    def named(self, text: str) -> tuple[Resolution, ...]:
        """The signs that a text names and may report: those of `resolve`, and those that an audit may have found."""
        found = tuple(r for r in self.resolve(text) if r.code)
        if found:
            return found
        inside = self._within(text)
        if self._is_denied(text, inside) or self._is_only_spoken_of(text, inside, but=_OF_AUDITS):
            return ()
        named = (a for f, one in inside for a in one.answers(text, f.word, Method.PHRASE, self.name) if a.code)
        return once_per_code(list(named))

    def may_report(self, heading: str) -> bool:
        """Whether texts under a heading may report what they name: under "Training" and "Policy" they do not."""
        return not self._is_only_spoken_of(heading, self._within(heading), but=_OF_HEADINGS)

    def is_open(self, text: str) -> bool:
        """Whether a text, beside the signs it names, denies nothing and does not only speak of them."""
        inside = self._within(text)
        return not self._is_denied(text, inside) and not self._is_only_spoken_of(text, inside)

    def resolve(self, text: str) -> tuple[Resolution, ...]:
        """The signs a text reports; never empty.

        Returns:
            EXACT for the ILO's own name, ALIAS for a known word, PHRASE for signs named inside a longer text and for
            words that can only be a sign of an indicator, AMBIGUOUS for a word that may mean something else, or one
            UNRESOLVED resolution. A text that may deny the sign ("no debt bondage found") is UNRESOLVED.
        """
        whole = self._whole(text)
        if whole:
            word, vocabulary = whole
            return vocabulary.answers(text, word, None, self.name)
        inside = self._within(text)
        if inside and (self._is_denied(text, inside) or self._is_only_spoken_of(text, inside)):
            return (self._spoken_of(text, (code for found, _ in inside for code in found.word.codes)),)
        found = [a for f, vocabulary in inside for a in vocabulary.answers(text, f.word, Method.PHRASE, self.name)]
        return once_per_code(found) if found else (unresolved(text, "no word of the text names a sign that we know"),)

    def of_workers(self, heading: str) -> bool:
        """Whether a heading asks for the nationalities of workers."""
        return ("heading", key(heading)) in self._known

    def nationality(self, text: str) -> Resolution | None:
        """North Korean workers, where a text under such a heading names North Korea; with a number, unless it is 0."""
        if any(int(number) == 0 for number in re.findall(r"\d+", text)):
            return None
        row = self._known.get(("nationality", key(text))) or self._known.get(
            ("nationality", key(_COUNT.sub(" ", text)))
        )
        if row is None:
            return None
        rule = f"'{row['alias']}' among the nationalities of workers"
        label, cited = self.name(NORTH_KOREAN_WORKERS), self._nationalities.cite(row)
        return Resolution(
            raw=text, method=Method.ALIAS, code=NORTH_KOREAN_WORKERS, label=label, rule=rule, citation=cited
        )

    def _under(self, heading: str) -> tuple[Resolution, ...]:
        """What a yes under a heading reports; empty where the heading names no sign.

        Sure only where the heading is a known word and nothing else, but for its number or "(Y/N)". A word that is an
        everyday one, too ("Threats"), gives PHRASE; a heading that says more than the word, UNRESOLVED.
        """
        bare = _ASKS.sub("", _ASKS.sub("", heading)).strip()
        whole = self._whole(bare)
        if whole:
            word, vocabulary = whole
            everyday = word.row["match"] == "whole" and word.reading == "is"
            return vocabulary.answers(bare, word, Method.PHRASE if everyday else None, self.name)
        codes = [code for found, _ in self._within(bare) for code in found.word.codes]
        before = self._whole(_BRACKETS.sub(" ", bare))
        codes += before[0].codes if before else ()
        return (self._spoken_of(heading, codes),) if codes else ()

    def _whole(self, text: str) -> tuple[Word, Vocabulary] | None:
        return next(((word, one) for one in self._vocabularies if (word := one.whole(text))), None)

    def _within(self, text: str) -> Inside:
        return [(found, one) for one in self._vocabularies for found in one.places(text)]

    def _is_denied(self, text: str, inside: Inside) -> bool:
        left = _beside(text, inside)
        return bool(_NEGATED & set(left.split()) or _HAN_NEGATED.search(left))

    def _is_only_spoken_of(self, text: str, inside: Inside, *, but: frozenset[str] = frozenset()) -> bool:
        left = _beside(text, inside)
        return bool((_SPOKEN_OF - but) & set(left.split()) or _HAN_SPOKEN_OF.search(left))

    def _spoken_of(self, text: str, named: Iterable[str]) -> Resolution:
        codes = tuple(dict.fromkeys(named))
        names = ", ".join(map(self.name, codes))
        return unresolved(text, f"the text speaks of {names}, and does not clearly say that it is reported", codes)


def _beside(text: str, inside: Inside) -> str:
    """A normalized text without the words found in it: "non-payment of wages" denies nothing."""
    left = list(key(text))
    for found, _ in inside:
        left[found.start : found.end] = " " * (found.end - found.start)
    return "".join(left)
