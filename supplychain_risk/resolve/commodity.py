"""Text or HS code → goods of the `commodities` table.

A good is what a list names: `cotton` is the crop and its fiber, a "cotton T-shirt" is `cotton-garments` (and cotton
only as its material, at most possible). Nothing is fuzzy; what several goods share is ambiguous, not guessed.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from supplychain_risk.domain import Method, Resolution
from supplychain_risk.resolve.text import is_placeholder
from supplychain_risk.resolve.vocabulary import Vocabulary, Word, once_per_code, unresolved

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.package import Row

_CODE = r"\d{2}(?:[\s.]?\d{1,2}){0,4}"
_LABEL = r"(?:hs|hts|hsn|htsus|ncm|taric|tariff)(?:\s*(?:code|number|no|heading))?[\s.:#-]*"
_LABELED = re.compile(rf"\b{_LABEL}({_CODE})(?![\w.])", re.IGNORECASE)
_BARE = re.compile(r"\d[\d.\s]*\d")
SHARED_DIGITS = 6
"""Digits of an HS code that all countries share; what follows is national."""


class CommodityResolver:
    """Resolves product texts and HS codes to goods; each distinct text is worked out once per resolver."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._goods = reference.table("commodities")
        self._words = Vocabulary(
            reference.table("commodities", "commodity_aliases"),
            "commodity",
            reference.table("commodities", "commodity_guards"),
        )
        self._wider: dict[str, tuple[str, ...]] = {}
        self._answers: dict[str, tuple[Resolution, ...]] = {}
        self._hs_answers: dict[str, tuple[Resolution, ...]] = {}

    # --- text ---------------------------------------------------------------------------------------------------

    def resolve(self, text: str) -> tuple[Resolution, ...]:
        """Goods that a product text names; never empty.

        A text that is a list's own name gives EXACT, a known word for it ALIAS, goods named inside a longer text
        PHRASE each; "HS 5201" and bare tariff numbers are looked up as `resolve_hs` does (a bare number of four digits
        at most PHRASE: it may be something else). If no good is found there is one AMBIGUOUS or UNRESOLVED resolution.
        """
        if text not in self._answers:
            self._answers[text] = once_per_code(self._resolve(text))
        return self._answers[text]

    def looks_like_commodity(self, text: str) -> bool:
        """Whether the whole text is a known word for a good (or an ambiguous one); for recognizing columns."""
        word = self._words.whole(text)
        if word:
            return word.reading != "not"
        return bool(self._words.parts(text)) or self._words.in_state(text) is not None

    def _resolve(self, text: str) -> tuple[Resolution, ...]:
        if is_placeholder(text):
            return (unresolved(text, "the cell gives no product"),)
        bare = text.strip()
        if _BARE.fullmatch(bare):
            return self._resolve_number(text, bare)
        labeled = _LABELED.search(text)
        if labeled:
            rest = (text[: labeled.start()] + " " + text[labeled.end() :]).strip(" ()[]-:,;")
            coded = tuple(a.model_copy(update={"raw": text}) for a in self.resolve_hs(labeled[1]))
            named = tuple(a for a in self._resolve_words(text, rest) if a.code) if rest else ()
            return named + (tuple(a for a in coded if a.code) if named else coded)
        return self._resolve_words(text, text)

    def _resolve_number(self, raw: str, bare: str) -> tuple[Resolution, ...]:
        digits = re.sub(r"\D", "", bare)
        found = tuple(a.model_copy(update={"raw": raw}) for a in self.resolve_hs(bare))
        if len(digits) > 4 or "." in bare or not found[0].code:
            return found
        if len(digits) < 4:
            return (unresolved(raw, "a number of two or three digits is not read as an HS code unless it says so"),)
        return tuple(_weaker(a, "a bare number of four digits, read as an HS heading; ") for a in found)

    def _resolve_words(self, raw: str, text: str) -> tuple[Resolution, ...]:
        word = self._words.whole(text)
        if word:
            return self._with_material(raw, word, None)
        parts = self._words.parts(text)
        if parts:
            return tuple(a for part in parts for a in self._with_material(raw, part, None))
        word = self._words.in_state(text)
        if word:
            return self._with_material(raw, word, None)
        inside = self._words.within(text)
        named = [a for w in inside if w.names for a in self._with_material(raw, w, Method.PHRASE)]
        if named:
            return tuple(named)
        if inside:
            return tuple(self._words.several(raw, w, self.name) for w in inside[:1])
        return (unresolved(raw, "no word of the text names a good of the lists; that is no clearance"),)

    def _with_material(self, raw: str, word: Word, method: Method | None) -> tuple[Resolution, ...]:
        out = list(self._words.answers(raw, word, method, self.name))
        for good in word.codes if word.reading == "is" else ():
            material = self._row(good)["material"]
            if material:
                row = self._row(good)
                out.append(
                    Resolution(
                        raw=raw,
                        method=Method.PHRASE,
                        code=material,
                        label=self.name(material),
                        rule=f"{self.name(good)} are made of {self.name(material)}; the material, not the product",
                        citation=self._goods.cite(row),
                    )
                )
        return tuple(out)

    # --- HS codes -----------------------------------------------------------------------------------------------

    def resolve_hs(self, code: str) -> tuple[Resolution, ...]:
        """Goods under an HS code of two to twelve digits (dots and blanks do not matter); never empty.

        EXACT: the code lies at or below an HS prefix of the good, and the prefix covers that good only.
        PHRASE: the code is wider than the good's prefix, or the prefix covers other goods too, or the two agree in
        the six digits that countries share and the good is told apart by US digits after them.
        A chapter (two digits) that holds several goods gives one AMBIGUOUS resolution unless a good is the chapter.
        """
        if code not in self._hs_answers:
            self._hs_answers[code] = self._resolve_hs(code)
        return self._hs_answers[code]

    def _resolve_hs(self, raw: str) -> tuple[Resolution, ...]:
        digits = re.sub(r"^\D+", "", raw.strip())
        if not re.fullmatch(r"\d[\d.\s]*", digits):
            return (unresolved(raw, "not an HS code: it holds other characters than digits and dots"),)
        digits = re.sub(r"\D", "", digits)
        if len(digits) % 2:
            guess = tuple(a.code for a in self._under(raw, f"0{digits}") if a.code) if len(digits) > 2 else ()
            return (unresolved(raw, f"{len(digits)} digits: a leading zero may have been lost", guess),)
        if not 2 <= len(digits) <= 12:
            return (unresolved(raw, f"{len(digits)} digits are no HS code"),)
        if digits[:4] not in self._headings:
            return (unresolved(raw, f"the HS has no heading {digits[:4]}"),)
        found = self._under(raw, digits)
        if not found:
            return (unresolved(raw, f"no good of the lists has HS {digits}; that is no clearance"),)
        if len(digits) == 2 and all(a.method is Method.PHRASE for a in found) and len(found) > 1:
            candidates = tuple(a.code for a in found if a.code)
            return (
                Resolution(
                    raw=raw,
                    method=Method.AMBIGUOUS,
                    rule=f"HS chapter {digits} holds {len(candidates)} goods of the lists and others",
                    candidates=candidates,
                ),
            )
        return found

    def _under(self, raw: str, digits: str) -> tuple[Resolution, ...]:
        found = [self._hs_match(raw, digits, row) for row in self._goods if row["hs"] and not row["same_as"]]
        return tuple(sorted((a for a in found if a), key=lambda a: (a.method is Method.PHRASE, a.code or "")))

    def _hs_match(self, raw: str, digits: str, row: Row) -> Resolution | None:
        best: tuple[Method, str] | None = None
        for prefix in row["hs"].split(";"):
            shared = prefix[:SHARED_DIGITS]
            if digits.startswith(shared) and len(prefix) <= SHARED_DIGITS:
                if row["hs_fit"] == "own":
                    best = (Method.EXACT, f"HS {digits} lies under {prefix}, {row['name']}")
                    break
                best = (
                    Method.PHRASE,
                    f"HS {digits} lies under {prefix}, which covers other goods than {row['name']} too",
                )
            elif digits.startswith(shared):
                best = best or (
                    Method.PHRASE,
                    f"HS {digits} agrees with {prefix}, {row['name']}, in the six digits that countries share",
                )
            elif shared.startswith(digits):
                best = best or (Method.PHRASE, f"HS {digits} is a wider heading than {prefix}, {row['name']}")
        if best is None:
            return None
        return Resolution(
            raw=raw, method=best[0], code=row["id"], label=row["name"], rule=best[1], citation=self._goods.cite(row)
        )

    @cached_property
    def _headings(self) -> frozenset[str]:
        return frozenset(row["code"] for row in self._reference.table("hs_headings") if row["code"].isdigit())

    # --- goods --------------------------------------------------------------------------------------------------

    def name(self, commodity: str) -> str:
        """The list's name of a good; of an id that is in no list, the id itself."""
        row = self._goods.by_id.get(commodity)
        return row["name"] if row else commodity

    def broader(self, commodity: str) -> tuple[str, ...]:
        """Every wider good, nearest first: `cotton-garments` → `garments`, `cotton-textile-products`."""
        if commodity not in self._wider:
            chain: list[str] = []
            level = [self._same(commodity)]
            while level:
                level = [w for good in level for w in self._row(good)["broader"].split(";") if w and w not in chain]
                chain.extend(dict.fromkeys(level))
            self._wider[commodity] = tuple(dict.fromkeys(chain))
        return self._wider[commodity]

    def relation(self, supplied: str, listed: str) -> Literal["same", "narrower", "wider"] | None:
        """How a supplied good stands to a listed one.

        "narrower": a listing of the wider good covers it (clay bricks under a listing of bricks). "wider": the supplied
        word may or may not mean the listed good (bricks under a listing of clay bricks). None: different goods, or
        goods whose relation is not known.
        """
        one, other = self._same(supplied), self._same(listed)
        if one == other:
            return "same"
        if other in self.broader(one):
            return "narrower"
        return "wider" if one in self.broader(other) else None

    def _same(self, commodity: str) -> str:
        return self._row(commodity)["same_as"] or commodity

    def _row(self, commodity: str) -> Row:
        return self._goods.by_id.get(commodity) or _UNKNOWN


_UNKNOWN: Row = {"same_as": "", "broader": "", "material": ""}


def _weaker(answer: Resolution, why: str) -> Resolution:
    if not answer.code:
        return answer
    return answer.model_copy(update={"method": Method.PHRASE, "rule": why + answer.rule})
