"""What a heading means: its normalized form, and the vocabulary of the table `column_names`.

A heading is looked up as a whole, then without what stands in brackets, then part by part ("供应商名称 Supplier Name",
"Supplier / Fournisseur"), then by its last words ("Nike, Inc. Brand(s)"). Each step is weaker than the one before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from supplychain_risk.intake.abbreviations import Abbreviations
from supplychain_risk.intake.inflected import SHORTEST_STEM, Forms, Known, without
from supplychain_risk.intake.records import ANSWERS
from supplychain_risk.intake.words import HeadingWords

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

OTHER = "other"
"""Field of headings that are known and not used (phone, date, status): they help to find the header row."""
RECEIVING = "receiving"
"""Sense of headings of the company's own places, to which suppliers deliver: "Receiving plant"."""
COMBINED = "city-country"
"""A heading that announces city and country in one cell."""

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NUMBERING = re.compile(
    r"^\s*(?:\(?\d{1,2}[.)、:]|\(?[a-zA-Z](?:\)|\.(?![a-zà-ÿ]|[^\W\d_]{1,3}\.))|[①-⑳]|q\d+[.:])\s*(?=\S)"
)
"""The number of a heading ("3.", "b)"); "Q.tà" and "s.o." are abbreviations."""
_BRACKETS = re.compile(r"[(\[{（【〔<《][^)\]}）】〕>》]*[)\]}）】〕>》]")
_PLURAL = re.compile(r"\((?:s|es|n|en)\)", re.IGNORECASE)
_PARTS = re.compile(r"\s*[/|\n\\／｜:：]\s*|\s+[-–—]\s+")
_SCRIPTS = re.compile(rf"[{_HAN}][{_HAN}\s・ー]*|[^{_HAN}]+")
_IN_HAN = re.compile(f"[{_HAN}]")
_GAPS_IN_HAN = re.compile(rf"(?<=[{_HAN}]) | (?=[{_HAN}])")
_TRAILING_NUMBER = re.compile(r" ?\d{1,2}$")
_NUMBERED_PROOF = re.compile(r"\b(audit|certificate|certification) \d{1,2}\b")
"""One of several audits or certificates side by side: "Audit 2 date"."""
_LONGEST = 90
"""Characters (those of Chinese, Japanese and Korean count twice); in a longer text a known word says nothing."""
_WORDS_OF_A_PLACE = 6
_YEAR = re.compile(r"(?:fy)?(?:19|20)\d\d")


def heading_key(heading: str) -> str:
    """The form in which headings are compared: no case, accents, punctuation, camelCase, numbering or stars."""
    text = unicodedata.normalize("NFKC", heading)
    text = _NUMBERING.sub("", _PLURAL.sub("", text))
    if not text.isupper():
        text = _CAMEL.sub(" ", text)
    # "#" and "№" mean number; losing them would make "Supplier #" a name
    text = text.replace("№", " no ").replace("#", " no ").replace("%", " percent ").replace("&", " and ").casefold()
    text = unaccented(text).replace("'", "").replace("’", "")
    text = " ".join(re.sub(r"[\W_]+", " ", text).split())
    return _GAPS_IN_HAN.sub("", text)


QUESTION = re.compile(r"[?？]")


def is_question(text: str) -> bool:
    """Whether a text asks something; a mark after fewer letters ("OK?") is a column of a list."""
    return len(text) >= 10 and bool(QUESTION.search(text))


_STAND_ALONE = ("name", "country", "buyer", "address", "tier")
"""Fields that one last word may stand for: "Palm oil mill", "Nike, Inc. Brand(s)"."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading can mean: a key of `records.FIELDS` (or OTHER, COMBINED), its sense, how sure the words are."""

    field: str
    sense: str
    """Finer meaning within the field: `vendor`, `site`, `company`, `plain` for names; `weak` for uncertain headings."""
    weight: float
    """1 for the heading as a whole, less for parts of it."""
    rule: str


_OF_PARTY = re.compile(r"\S\s+[-–—]\s+\S|[:：]\s*\S")
_ABOUT_A_SUPPLIER = ("country", "region", "city", "address", "postal_code", "commodity", "hs", "sector", "origin")
_SEPARATES = re.compile(r"[/|\n(,;]|\s[-–—]\s")
_TOLD_IN_BRACKETS = ("country", "region", "city", "address", "postal_code", "supplier_id")
_ABOUT_A_PARTY = ("country", "address", "city", "region")

OF_A_PARTY = frozenset(
    {"name", "country", "region", "city", "address", "postal_code", COMBINED}
    | {"supplier_id", "lei", "duns", "uscc", "vat", "registration", "os_id", "cid", "gln"}
    | {"commodity", "hs", "sector", "origin", "origin_region"}
    | {"spend", "share", "quantity", "unit", "line_date", "document", *ANSWERS}
)
"""What a heading can say of one of several companies of a row."""


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
GUESSED = 0.6
"""Weight of a direction that only part of a heading tells; that it was read so is told."""


class Vocabulary:
    """The table `column_names`, ready to look headings up. Answers are remembered per heading."""

    def __init__(self, rows: Iterable[Mapping[str, str]], words: HeadingWords) -> None:
        self.words = words
        self._tiers = _tiers(words)
        self._rows: dict[str, tuple[str, str]] = {}
        self._languages: dict[str, set[str]] = {}
        for row in rows:
            self._rows.setdefault(row["key"], (row["field"], row["sense"]))
            self._languages.setdefault(row["key"], set()).add(row["language"])
        self._known: dict[str, Meaning | None] = {}
        self._said: dict[str, tuple[Whose, Meaning | None]] = {}
        self._forms = Forms(words["ending"])
        self._inflected = Known(self._rows, self._forms)
        self._abbreviations = Abbreviations(words)

    @classmethod
    def of(cls, reference: Reference) -> Vocabulary:
        """The vocabulary of a reference."""
        return cls(reference.table("column_names").rows, HeadingWords.of(reference))

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def languages(self, heading: str) -> frozenset[str]:
        """The languages in which a heading is known word for word."""
        return frozenset(self._languages.get(heading_key(heading), ()))

    def meaning(self, heading: str) -> Meaning | None:
        """What the heading means, or None if no word of the table fits."""
        if heading not in self._known:
            self._known[heading] = self._look_up(heading)
        return self._known[heading]

    def _look_up(self, heading: str) -> Meaning | None:
        if not heading or len(heading) > 300:
            return None
        if self._of_receiving_place(heading):
            return Meaning(OTHER, RECEIVING, 1.0, "a place of the company itself")
        whole = self._exact(heading_key(heading), 1.0, "heading")
        if whole:
            return whole
        bare = _BRACKETS.sub(" ", heading)
        told = self._in_brackets(heading, bare)
        if told:
            return told
        found = self._exact(heading_key(bare), 0.95, "heading without brackets") if bare.strip() != heading else None
        if found or len(heading) + len(_IN_HAN.findall(heading)) > _LONGEST:
            return found or self._exact(heading_key(heading.split("\n")[0]), 0.85, "first line of the heading")
        key = heading_key(bare)
        found = self._by_parts(heading) or self._by_last_words(key) or self._by_form(key) or self._of_supplier(key)
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
        """Whether a known English heading names who does what a key says: "finisher" is no form of "finish"."""
        pairs = zip(known.split(), key.split(), strict=True)
        return self._languages.get(known) == {"en"} and any(one in (f"{two}er", f"{two}ers") for one, two in pairs)

    def _of_supplier(self, key: str) -> Meaning | None:
        """What a heading says of a supplier: "Land des Lieferanten", "협력사 국가"."""
        for phrase in self._forms.phrases(self.words["suppliers"] | self.words["company"], key):
            rest = self._without_joints(without(key, phrase.text))
            row = self._rows.get(rest) if rest and rest != key else None
            known = None if row else self._inflected.find(rest)
            row = row or (self._rows[known] if known else None)
            if row and row[0] in _ABOUT_A_SUPPLIER and row[1] not in ("weak", "plain"):
                return Meaning(row[0], row[1], 0.7, "what it says of a supplier")
        return None

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
        parts += [run for run in _SCRIPTS.findall(bare) if run.strip() and run.strip() != bare.strip()]
        keys = [key for part in parts if len(key := heading_key(part)) > 1 or not key.isascii()]  # "M" is no unit here
        found = [m for key in keys if (m := self._exact(key, 0.85, "part of the heading"))]
        fields = {m.field for m in found}
        if {"city", "country"} <= fields or {"address", "country"} <= fields:
            return Meaning(COMBINED, "", 0.8, "heading names city and country")
        real = [m for m in found if m.field != OTHER]
        if not found:
            return None
        if len(parts) == 2 and _OF_PARTY.search(bare):  # "Supplier - Country", "Consignee: Address"
            party, about = (self._exact(heading_key(part), 0.85, "part of the heading") for part in parts)
            if about and about.field in _ABOUT_A_PARTY and party:
                if party.field == "name":
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
            if row and row[1] not in ("weak", "plain", "pair", "end", "entity") and row[0] != OTHER:
                return Meaning(row[0], row[1], 0.5, "last words of the heading")
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
            found = self._said[heading] = self._look_whose(heading)
        return found

    def _look_whose(self, heading: str) -> tuple[Whose, Meaning | None]:
        whole = self.meaning(heading)
        if not heading or len(heading) > _LONGEST:
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
        inner = self.meaning(rest) or self.meaning(self._without_joints(heading_key(rest)))
        if inner is None:
            # "Tier 3 (raw material)", "Tier 2 spinner": what the words in brackets say is the kind of supplier
            bare = rest.split("(")[0].split("（")[0].strip()
            if not bare:
                return whose, Meaning("name", "vendor", 0.7, "tier heading")
            kinds = ("party_stage", "party_further", "party_nearer")
            directed = next((found for kind in kinds if (found := self._directed(kind, heading_key(rest)))), None)
            return (whose, directed[1]) if directed else (UNSAID, whole)
        inner = _of_somebody(inner)
        if inner.field == "buyer":  # "Ships to (tier 1)"
            return whose, Meaning("name", "vendor", 0.9, "tier heading")
        if inner.field == "commodity" and "(" in heading:
            return whose, Meaning("name", "vendor", 0.7, "tier heading")
        return whose, inner

    def _directed(self, kind: str, key: str, *, exact: bool = False) -> tuple[Whose, Meaning | None] | None:
        """What a heading says of a company that words of a kind point to, if they do; in other forms unless `exact`."""
        for phrase in self._forms.phrases(self.words[kind], key):
            if phrase.text != phrase.word and (exact or not self.words["others"].isdisjoint(phrase.text.split())):
                continue
            rest = self._without_joints(without(key, phrase.text))
            if not rest and phrase.text != phrase.word and len(phrase.text) < len(phrase.word):
                continue  # "Design" is no shorter form of "désigné", alone as it stands
            value = int(self.words.values(kind)[phrase.word] or 0)
            found = self._of_whom(Whose(kind.removeprefix("party_"), value, phrase.word), key, phrase.text)
            if found:
                return found
        return None

    def _of_whom(self, whose: Whose, key: str, text: str) -> tuple[Whose, Meaning | None] | None:
        """What the rest of a heading says of the company that a part of it speaks of."""
        rest = self._without_joints(without(key, text))
        inner = Meaning("name", "vendor", 0.9, "direction") if not rest else self.meaning(rest)
        if whose.kind == "stage":
            own = self._exact(key, 1.0, "heading")
            if not rest and (own is None or own.field != "name"):
                return None  # "Fabric" alone is a good
            inner = own or inner
        if inner is None and rest in self.words["name_noise"]:
            inner = Meaning("name", "vendor", 0.9, "direction")
        if inner is None and self._ends_with_direction(whose.kind, key, text, rest):
            inner = Meaning("name", "vendor", GUESSED, "direction at its end")
        if inner is None or inner.field not in OF_A_PARTY or inner.weight < 0.5:
            return None
        if whose.kind != "stage":
            return whose, _of_somebody(inner)
        counted = (inner.field, inner.sense) == ("supplier_id", "weak")  # "# of farmers"
        return None if counted else (whose, inner)

    def _by_build(self, heading: str, key: str) -> tuple[Whose, Meaning | None] | None:
        """A company further upstream by how its word is built: "Underleverantör", "supplier's supplier"."""
        words, nouns = key.split(), self.words["suppliers"]
        prefixes, whose = self.words["party_prefix"], self.words["possessive"]

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
            if all(word in self.words["joint"] for word in between) and (between or "'" in heading or "’" in heading):
                text = " ".join(words[places[0] : places[1] + 1])
                return self._of_whom(Whose("further", 0, text), key, text)
        return None

    @staticmethod
    def _ends_with_direction(kind: str, key: str, words: str, rest: str) -> bool:
        """Whether words such as "supplier of" end a heading that begins with others ("Exclusive supplier of")."""
        several = " " in words or not words.isascii()
        return several and kind in ("nearer", "further") and key.endswith(words) and len(rest.split()) <= 3

    def _traded(self, key: str) -> tuple[Whose, Meaning | None] | None:
        """A heading that tells of trade and ends with whom it is with: "Buys yarn from", "Ships fabric to"."""
        words = key.split()
        if not 2 <= len(words) <= 6:
            return None
        direction = self.words.values("trade_with").get(words[-1])
        verb = self.words.values("trade").get(words[0])
        if direction is None or verb is None:
            return None
        if verb == "away":  # work that is handed to somebody comes back from there
            direction = "further"
        goods = " ".join(w for w in words[1:-1] if w not in self.words["joint"])
        return Whose(direction, 0, goods or key), Meaning("name", "vendor", GUESSED, "trade and its direction")

    def _without_joints(self, key: str) -> str:
        """A heading key without small words between others: "proveedor de" → "proveedor"."""
        joints = self.words["joint"]
        kept = [word for word in key.split() if word not in joints]
        return " ".join(kept) if kept else key

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
        text = unaccented(heading)
        match = self._tiers.search(text)
        if not match or re.match(r"\s*[/,&-]\s*\d", text[match.end() :]):
            return None
        token = next(group for group in match.groups() if group)
        number = int(self.words.values("numeral").get(heading_key(token), token))
        rest = (text[: match.start()] + " " + text[match.end() :]).strip(" -–—:：_.()（）/")
        return number, rest


def unaccented(text: str) -> str:
    """A text without the accents of Latin letters, as `heading_key` compares them; case and punctuation stay."""
    plain = "".join(
        c
        for c in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text))
        if not unicodedata.combining(c) or c in "\u3099\u309a"
    )
    return unicodedata.normalize("NFC", plain).replace("ı", "i").replace("đ", "d")


def _of_somebody(meaning: Meaning) -> Meaning:
    """A bare "Name" whose company the heading tells is that company's name."""
    return replace(meaning, sense="vendor") if meaning.field == "name" and meaning.sense == "plain" else meaning


_START, _END = r"(?<![^\W_])", r"(?![^\W_])"
"""Where a word starts and ends; an underscore is a blank ("supplier_tier_2")."""


def _latin(word: str) -> bool:
    """Whether a word is of a script that parts words by blanks."""
    return not _IN_HAN.search(word)


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
