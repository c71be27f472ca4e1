"""What a heading means: the vocabulary of the table `column_names`.

A heading is looked up as a whole, then without what stands in brackets, then part by part ("供应商名称 Supplier Name",
"Supplier / Fournisseur"), then by its last words ("Nike, Inc. Brand(s)"). Each step is weaker than the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from supplychain_risk.intake.abbreviations import Abbreviations
from supplychain_risk.intake.headingkeys import HAN, IN_HAN, LONGEST, heading_key
from supplychain_risk.intake.inflected import SHORTEST_STEM, Forms, Known, without
from supplychain_risk.intake.meaning import COMBINED, EVERYDAY, LAST_WORDS, OTHER, RECEIVING, TICK, Meaning
from supplychain_risk.intake.whose import UNSAID, Whose, WhoseWords
from supplychain_risk.intake.words import HeadingWords
from supplychain_risk.patterns import pattern

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

_BRACKETS = re.compile(r"[(\[{（【〔<《][^)\]}）】〕>》]*[)\]}）】〕>》]")
_PARTS = re.compile(r"\s*[/|\n\\／｜:：]\s*|\s+[-–—]\s+")
_SCRIPTS = pattern(rf"[{HAN}][{HAN}\s・ー]*|[^{HAN}]+")
_TRAILING_NUMBER = re.compile(r" ?\d{1,2}$")
_NUMBERED_PROOF = re.compile(r"\b(audit|certificate|certification) \d{1,2}\b")
"""One of several audits or certificates side by side: "Audit 2 date"."""
_WORDS_OF_A_PLACE = 6
_YEAR = re.compile(r"(?:fy)?(?:19|20)\d\d")

REQUIRED = "heading of a required field"
"""Rule of headings that mean more with the star of a required field: "*ContactName" of Xero's templates."""
_STAGES = 2
"""Stages beside their places from which on they head companies."""
_WHO_DOES = ("er", "ers", "or", "ors")
_STAND_ALONE = ("name", "country", "buyer", "address", "tier")
"""Fields that one last word may stand for: "Palm oil mill", "Nike, Inc. Brand(s)"."""
_NOT_LAST = ("weak", "plain", "pair", "end", "entity", TICK, EVERYDAY)
"""Senses of headings that other words before them change: "Policy against debt bondage", "No recruitment fees"."""
_OF_PARTY = re.compile(r"\S\s+[-–—]\s+\S|[:：]\s*\S")
_ABOUT_A_SUPPLIER = ("country", "region", "city", "address", "postal_code", "commodity", "hs", "sector", "origin")
_TOLD_IN_BRACKETS = ("country", "region", "city", "address", "postal_code", "supplier_id")
_ABOUT_A_PARTY = ("country", "address", "city", "region")


_REMEMBERED = 1 << 14
"""Headings whose meaning is remembered: one vocabulary serves all runs of a process."""
_NOT_LOOKED_UP = object()


class Vocabulary:
    """The table `column_names`, ready to look headings up. Answers are remembered per heading."""

    def __init__(
        self,
        rows: Iterable[Mapping[str, str]],
        words: HeadingWords,
        reference: Reference | None = None,
    ) -> None:
        """`reference`: where goods that headings name are looked up; without one, none is known."""
        self.words = words
        self._reference = reference
        self._rows: dict[str, tuple[str, str]] = {}
        self._languages: dict[str, set[str]] = {}
        for row in rows:
            self._rows.setdefault(row["key"], (row["field"], row["sense"]))
            self._languages.setdefault(row["key"], set()).add(row["language"])
        self._known: dict[str, Meaning | None] = {}
        self._said: dict[str, tuple[Whose, Meaning | None]] = {}
        self._forms = Forms(words["ending"])
        self._of_suppliers = words["suppliers"] | words["company"]
        self._whose = WhoseWords(words, self._forms, self.meaning, self._exact)
        self._inflected = Known(self._rows, self._forms)
        self._abbreviations = Abbreviations(words)

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, reference: Reference) -> Vocabulary:
        """The vocabulary of a reference; the same one for the same reference."""
        return cls(reference.table("column_names").rows, HeadingWords.of(reference), reference)

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def languages(self, heading: str) -> frozenset[str]:
        """The languages in which a heading is known word for word."""
        return frozenset(self._languages.get(heading_key(heading), ()))

    def meaning(self, heading: str) -> Meaning | None:
        """What the heading means, or None if no word of the table fits."""
        found = self._known.get(heading, _NOT_LOOKED_UP)
        if found is _NOT_LOOKED_UP:
            found = self._look_up(heading)
            if len(self._known) < _REMEMBERED:
                self._known[heading] = found
        return cast("Meaning | None", found)

    def _look_up(self, heading: str) -> Meaning | None:
        if not heading or len(heading) > 300:
            return None
        if self._of_receiving_place(heading):
            return Meaning(OTHER, RECEIVING, 1.0, "a place of the company itself")
        key = heading_key(heading)
        required = self._rows.get(f"required {key}") if heading.startswith("*") else None
        if required:
            return Meaning(*required, 1.0, REQUIRED)
        whole = self._exact(key, 1.0, "heading")
        if whole:
            return whole
        bare = _BRACKETS.sub(" ", heading)
        told = self._in_brackets(heading, bare)
        if told:
            return told
        found = self._exact(heading_key(bare), 0.95, "heading without brackets") if bare.strip() != heading else None
        if found or len(heading) + len(IN_HAN.findall(heading)) > LONGEST:
            return found or self._exact(heading_key(heading.split("\n")[0]), 0.85, "first line of the heading")
        key = heading_key(bare)
        found = self._origin_of_goods(key) or self._by_parts(heading) or self._by_last_words(key)
        found = found or self._by_form(key) or self._of_supplier(key)
        full = [] if found else map(self._by_last_words, map(heading_key, self._abbreviations.written_out(key)))
        return found or next(filter(None, full), None)

    def _of_receiving_place(self, heading: str) -> bool:
        """Whether a heading says something of a place to which suppliers deliver: "Receiving plant country"."""
        key = heading_key(heading)
        return len(key.split()) <= _WORDS_OF_A_PLACE and bool(self.words.finds("receiving_place").search(key))

    def _in_brackets(self, heading: str, bare: str) -> Meaning | None:
        """What a heading says of a company in brackets behind it: "Planta (ciudad)", "Supplier (country)"."""
        inside = [heading_key(b) for b in _BRACKETS.findall(heading)]
        if len(inside) != 1 or not bare.strip():
            return None
        row, about = self._rows.get(inside[0]), self._rows.get(heading_key(bare))
        if row is None or about is None or row[0] not in _TOLD_IN_BRACKETS or about[0] != "name":
            return None
        return Meaning(row[0], "", 0.9, "brackets behind a company")

    def _by_form(self, key: str) -> Meaning | None:
        """A heading that differs from a known one by the endings of its words: "Поставщики", "Dénominations"."""
        known = self._inflected.find(key)
        if known is None or self._is_who_does(known, key):
            return None
        field, sense = self._rows[known]
        return Meaning(field, sense, 0.85, f"form of '{known}'")

    def _is_who_does(self, known: str, key: str) -> bool:
        """Whether a known English heading names who does what a key says: "finisher" is no form of "finish", and
        "Process" heads no processors."""
        pairs = zip(known.split(), key.split(), strict=True)
        return self._languages.get(known) == {"en"} and any(
            one in (f"{two}{ending}" for ending in _WHO_DOES) for one, two in pairs
        )

    def _of_supplier(self, key: str) -> Meaning | None:
        """What a heading says of a supplier: "Land des Lieferanten", "협력사 국가"."""
        for phrase in self._forms.phrases(self._of_suppliers, key):
            rest = self.words.without_joints(without(key, phrase.text))
            row = self._rows.get(rest) if rest and rest != key else None
            known = None if row else self._inflected.find(rest)
            row = row or (self._rows[known] if known else None)
            if row and row[0] in _ABOUT_A_SUPPLIER and row[1] not in ("weak", "plain"):
                return Meaning(row[0], row[1], 0.7, "what it says of a supplier")
        return None

    def _origin_of_goods(self, key: str) -> Meaning | None:
        """The origin of goods that a heading names beside a word for origin, in any language: "Herkomst katoen"."""
        if len(key) > LONGEST or (key.isascii() and not 1 < len(key.split()) <= _WORDS_OF_A_PLACE):
            return None
        for at in range(1, len(key)):
            if key.isascii() and key[at] != " ":
                continue
            first, last = key[:at].strip(), key[at:].strip()
            for origin, good in ((first, last), (last, first)):
                if self._rows.get(origin) != ("origin", ""):
                    continue
                bare = self._bare(good)
                if bare in self._goods or self._rows.get(bare, ("",))[0] == "commodity":
                    return Meaning("origin", "", 0.8, f"'{origin}' of goods that the heading names")
        return None

    @cached_property
    def _goods(self) -> frozenset[str]:
        """Words for goods, as heading keys."""
        rows = self._reference.table("commodities", "commodity_aliases").rows if self._reference else ()
        return frozenset(heading_key(row["alias"]) for row in rows)

    def _bare(self, text: str) -> str:
        """A part of a heading key without small words at its ends: "of cotton", 綿花の."""
        words, joints = text.split(), self.words["joint"]
        while words and words[0] in joints:
            words = words[1:]
        while words and words[-1] in joints:
            words = words[:-1]
        bare = " ".join(words)
        glued = next((j for j in joints if len(bare) > len(j) and IN_HAN.search(j) and bare.endswith(j)), "")
        return bare.removesuffix(glued)

    def _exact(self, key: str, weight: float, rule: str) -> Meaning | None:
        forms = (
            (key, 1.0),
            (_TRAILING_NUMBER.sub("", key), 0.95),
            (self._without_noise(key), 0.9),
            (_NUMBERED_PROOF.sub(r"\1", key), 0.9),
        )
        for form, factor in forms:
            row = self._rows.get(form)
            if row and form:
                return Meaning(row[0], row[1], weight * factor, rule)
        return self._abbreviated(key, weight)

    def _abbreviated(self, key: str, weight: float) -> Meaning | None:
        """What a heading of abbreviations means ("Sup Nm"); nothing where two readings of it mean different things."""
        written = self._abbreviations.written_out(key)
        read = {row: full for full in written if (row := self._rows.get(heading_key(full)))}
        if len({field for field, _ in read}) != 1:
            return None
        (field, sense), full = next(iter(read.items()))
        alone = " " not in key
        return Meaning(field, sense, weight * (0.8 if alone else 0.9), f"written out '{full}'")

    def _by_parts(self, heading: str) -> Meaning | None:
        inside = [b[1:-1] for b in _BRACKETS.findall(heading)]
        bare = _BRACKETS.sub(" ", heading)
        parts = [p for p in (*_PARTS.split(bare), *inside) if p.strip()]
        runs = () if bare.isascii() else _SCRIPTS.findall(bare)
        parts += [run for run in runs if run.strip() and run.strip() != bare.strip()]
        keys = [key for part in parts if len(key := heading_key(part)) > 1 or not key.isascii()]  # "M" is no unit here
        found = [m for key in keys if (m := self._exact(key, 0.85, "part of the heading"))]
        fields = {m.field for m in found}
        of_address = len(parts) == 2 and " - " in bare and found and found[0].field == "address"
        if not of_address and ({"city", "country"} <= fields or {"address", "country"} <= fields):
            return Meaning(COMBINED, "", 0.8, "heading names city and country")
        real = [m for m in found if m.field != OTHER]
        if not found:
            return None
        if len(parts) == 2 and _OF_PARTY.search(bare):  # "Supplier - Country", "Consignee: Address"
            party, about = (self._exact(heading_key(part), 0.85, "part of the heading") for part in parts)
            if about and about.field in _ABOUT_A_PARTY and party:
                if party.field in ("name", "address"):  # "Address - Country Code" of a record with many addresses
                    return about
                if party.field in ("buyer", "parent", OTHER):
                    return Meaning(OTHER, "", 0.7, "says something of another party")
        if {"name", "supplier_id"} == fields and found[-1].field == "supplier_id":  # "供应商 ID"
            return Meaning("supplier_id", "", 0.7, "part of the heading")
        if len({m.field for m in real}) > 1:  # "Name / Address": what comes first decides, weakly
            return Meaning(real[0].field, real[0].sense, 0.5, real[0].rule)
        return max(real or found, key=lambda m: (m.sense not in ("weak", "plain"), m.weight))

    def _by_last_words(self, key: str) -> Meaning | None:
        words = key.split()
        if len(words) > 7:
            return None  # a sentence
        for start in range(1, len(words)):
            if self.words["others"] & set(words[:start]):
                return None
            row = self._rows.get(" ".join(words[start:]))
            alone = start == len(words) - 1
            if alone and words[-1].isascii() and len(words[-1]) < SHORTEST_STEM:
                continue  # "mo" ends "capacity units mo", and is a mine in Vietnamese
            of_place = alone and row is not None and self._of_a_place(row[0], words[:start])
            if of_place and row:
                return Meaning(row[0], "", 0.6, "last word, of a kind of place")
            if alone and (not row or row[0] not in _STAND_ALONE):
                continue
            if row and row[1] not in _NOT_LAST and row[0] != OTHER:
                return Meaning(row[0], row[1], 0.5, LAST_WORDS)
        return None

    def _of_a_place(self, field: str, words: Sequence[str]) -> bool:
        """Whether a last word says where the place is that the words before it name: "Location City"."""
        if field not in ("city", "region", "postal_code", "address"):
            return False
        key = " ".join(words)
        row = self._rows.get(key)
        if row is not None and row[0] in ("name", "country", "address"):
            return True
        for phrase in self._forms.phrases(self.words["place_kind"], key):
            key = without(key, phrase.text)
        return all(w in self.words["noise"] or w in self.words["suppliers"] for w in key.split())

    def place_kind(self, heading: str) -> str:
        """The kind of place that a heading speaks of: production, seat or plain; "" where it does not say."""
        key = heading_key(heading)
        padded = f" {key} "
        kinds = {
            kind
            for word, kind in self.words.values("place_kind").items()
            if (f" {word} " in padded if word.isascii() or " " in word else word in key)
        }
        return next((kind for kind in ("seat", "production", "plain") if kind in kinds), "")

    def said(self, heading: str) -> tuple[Whose, Meaning | None]:
        """Whom of several companies of a row a heading speaks of, and what it says of it.

        A heading that is a tier or a direction and nothing else ("Tier 2", "Purchased from") names the company.
        """
        found = self._said.get(heading)
        if found is None:
            found = self._whose.of(heading)
            if len(self._said) < _REMEMBERED:
                self._said[heading] = found
        return found

    def stages(self, headings: Sequence[str]) -> Mapping[int, Whose]:
        """Headings that are a stage of a chain and no more, each followed by a place: "Weaving | Country | Spinning
        | Country". Two of them head companies; one alone ("Cotton | Country") is a good.
        """
        values = self.words.values("party_stage")
        before_place = {
            index: heading_key(heading)
            for index, (heading, behind) in enumerate(pairwise(headings))
            if heading and (said := self.said(behind)[1]) is not None and said.field in _ABOUT_A_PARTY
        }
        known = {index: int(values[key]) for index, key in before_place.items() if key in values}
        if len(set(known.values())) < _STAGES:
            return {}
        for index in before_place:
            # a stage that we do not know, between two that we know
            nearer, further = [i for i in known if i < index], [i for i in known if i > index]
            if index not in known and nearer and further and self.said(headings[index]) == (UNSAID, None):
                known[index] = (known[max(nearer)] + known[min(further)]) // 2
        return {index: Whose("stage", value, before_place[index]) for index, value in known.items()}

    def vessels(self, headings: Sequence[str]) -> frozenset[str]:
        """Headings, as keys, of the vessels of a list of catches; beside goods in transit a vessel carries them."""
        keys = [heading_key(heading) for heading in headings if heading]
        fishing = any(map(self.words.finds("fishery").search, keys))
        return self.words["vessel"].intersection(keys) if fishing else frozenset()

    @cached_property
    def _schemes(self) -> frozenset[str]:
        """Audit schemes and certificates that headings of the table name."""
        return frozenset(key for key, (_, sense) in self._rows.items() if sense == "scheme")

    def is_scheme(self, key: str) -> bool:
        """Whether a text, as a heading key, is the name of a known audit scheme or certificate."""
        return key in self._schemes

    def is_depth(self, key: str) -> bool:
        """Whether a heading key is a word for a depth, perhaps with its number: "Stufe", "Level 2", "三级"."""
        return re.sub(r" ?\d$", "", key) in self.words["depth"]

    def speaks_of_others(self, heading: str) -> bool:
        """Whether a heading names somebody else than the supplier ("Carrier country", "Country of director")."""
        key = heading_key(heading)
        return any(self.words["others"] & set(k.split()) for k in (key, *self._abbreviations.written_out(key)))

    def names_company(self, key: str) -> bool:
        """Whether a word of a heading key names a company: "sub supplier country", and not "sub sector"."""
        return any(self._rows.get(word, ("", ""))[0] == "name" for word in key.split())

    def _without_noise(self, key: str) -> str:
        noise = self.words["noise"]
        return " ".join(word for word in key.split() if word not in noise and not _YEAR.fullmatch(word))

    def tier_of(self, heading: str) -> tuple[int, str] | None:
        """The tier a heading speaks of and the heading without it: "Tier 2 Country" → (2, "Country").

        None for "Tier", and for "Tier 1/2/3", which asks for the number.
        """
        return self._whose.tier_of(heading)
