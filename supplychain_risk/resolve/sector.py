"""Text or code → ISIC Rev.4 codes, at the level that the text supports: "apparel" is division 14, no class of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from supplychain_risk.domain import Method, Resolution
from supplychain_risk.resolve.text import is_placeholder
from supplychain_risk.resolve.vocabulary import Vocabulary, once_per_code, unresolved

if TYPE_CHECKING:
    from collections.abc import Iterable

    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.package import Row, Table

_SCHEME = (
    r"(?:(?P<scheme>isic|nace|naics|uk\s?sic|us\s?sic|sic)(?:\s*rev(?:ision)?\.?\s*\d(?:\.\d)?)?(?:\s+code)?[\s:#-]*)"
)
_NUMBER = r"(?:(?P<letter>[A-U])[\s.-]?)?(?P<digits>\d{2,6}|\d{2}\.\d{1,2}(?:\.\d{1,2})?|\d{2}-\d{2})"
_CODE = re.compile(rf"^{_SCHEME}?{_NUMBER}(?:\s*[-–—:.]\s*(?P<words>\D.*)|\s+(?P<more>[^\W\d].*))?$", re.IGNORECASE)
_LETTER = re.compile(rf"^(?:{_SCHEME}|(?:isic\s+|nace\s+)?section\s+)(?P<letter>[A-U])$", re.IGNORECASE)
PRIMARY = ("01", "02", "03", "05", "06", "07", "08")
"""ISIC divisions that take goods from nature (crops and animals, forestry, fishing, mining): where chains begin."""
_HINT = "write the sector in words, or name the classification (ISIC 1410, NACE C14.1, NAICS 315)"


class SectorResolver:
    """Resolves sector texts and codes to ISIC Rev.4; each distinct text is worked out once per resolver."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._sectors = reference.table("sectors")
        self._words = Vocabulary(
            reference.table("sectors", "sector_aliases"), "code", reference.table("sectors", "sector_guards")
        )
        self._answers: dict[tuple[str, str], tuple[Resolution, ...]] = {}

    def resolve(self, text: str, scheme: str | None = None) -> tuple[Resolution, ...]:
        """ISIC codes that a sector text names; never empty, several when the text names several ("apparel & footwear").

        Args:
            text: words or a code. A code is read as ISIC if ISIC has it; "NACE C14.1" and "NAICS 315" say what they
                are.
            scheme: classification that the column's heading names ("NAICS", "NACE", "ISIC", "SIC"), for bare codes. A
                bare number of six digits is only a NAICS code if the heading says so.

        Returns:
            EXACT for a code or title of ISIC, ALIAS for a known word or a code that another classification shares with
            ISIC, PHRASE for sectors named inside a longer text; one AMBIGUOUS or UNRESOLVED resolution if there is
            none.
        """
        wanted = (text, re.sub(r"[^a-z]", "", (scheme or "").lower()))
        if wanted not in self._answers:
            self._answers[wanted] = self._narrowest(once_per_code(self._resolve(text, wanted[1])))
        return self._answers[wanted]

    def title(self, code: str) -> str:
        """The title of an ISIC code; of a text that is none, the text itself."""
        row = self._sectors.by_id.get(code)
        return row["title"] if row else code

    def divisions(self, code: str) -> tuple[str, ...]:
        """The ISIC division of a code, or all divisions of a section; empty for a code that ISIC does not have."""
        row = self._sectors.by_id.get(code)
        if row is None:
            return ()
        return self._by_section[code] if row["level"] == "section" else (code[:2],)

    @cached_property
    def _by_section(self) -> Mapping[str, tuple[str, ...]]:
        out: dict[str, list[str]] = {}
        for row in self._sectors:
            if row["level"] == "division":
                out.setdefault(row["parent"], []).append(row["id"])
        return {section: tuple(sorted(divisions)) for section, divisions in out.items()}

    # --- words --------------------------------------------------------------------------------------------------

    def _resolve(self, text: str, scheme: str) -> tuple[Resolution, ...]:
        if is_placeholder(text):
            return (unresolved(text, "the cell gives no sector"),)
        bare = " ".join(text.split())
        letter = _LETTER.match(bare)
        if letter:
            return (self._isic(text, letter["letter"].upper()),)
        if len(bare) == 1 and ("isic" in scheme or "nace" in scheme) and bare.upper() in self._by_section:
            return (self._isic(text, bare.upper()),)
        coded = _CODE.match(bare)
        return self._coded(text, coded, scheme) if coded else self._worded(text, text)

    def _worded(self, raw: str, text: str) -> tuple[Resolution, ...]:
        word = self._words.whole(text)
        if word:
            return self._words.answers(raw, word, None, self.title)
        parts = self._words.parts(text)
        if parts:
            return tuple(a for part in parts for a in self._words.answers(raw, part, None, self.title))
        inside = self._words.within(text)
        named = [w for w in inside if w.names]
        if named:
            return tuple(a for w in named for a in self._words.answers(raw, w, Method.PHRASE, self.title))
        if inside:
            return (self._words.several(raw, inside[0], self.title),)
        return (unresolved(raw, "no word of the text names a sector"),)

    def _narrowest(self, found: tuple[Resolution, ...]) -> tuple[Resolution, ...]:
        """Without codes that another found code is part of: "manufacturing - apparel" is apparel."""
        codes = [a.code for a in found if a.code]
        wide = {above for code in codes for above in self._above(code)}
        return tuple(a for a in found if a.code not in wide)

    def _above(self, code: str) -> Iterable[str]:
        parent = self._sectors.by_id[code]["parent"]
        while parent:
            yield parent
            parent = self._sectors.by_id[parent]["parent"]

    # --- codes --------------------------------------------------------------------------------------------------

    def _coded(self, raw: str, found: re.Match[str], scheme: str) -> tuple[Resolution, ...]:
        said = re.sub(r"\s", "", (found["scheme"] or "").lower()) or scheme
        digits, letter = found["digits"], (found["letter"] or "").upper()
        words = found["words"] or found["more"]
        by_code = self._by_code(raw, digits, letter, said)
        if not words:
            return (by_code,)
        by_words = self._worded(raw, words)
        if not any(a.code for a in by_words):
            return (by_code,)
        divisions = {d for a in by_words if a.code for d in self.divisions(a.code)}
        agree = by_code.code and divisions.intersection(self.divisions(by_code.code))
        # "2511 Wood furniture" is a code of another classification: the words say what it is.
        return (by_code,) if agree or found["scheme"] else by_words

    def _by_code(self, raw: str, digits: str, letter: str, scheme: str) -> Resolution:
        if "naics" in scheme:
            return self._naics(raw, digits)
        if "nace" in scheme or "uksic" in scheme or "." in digits:
            return self._nace(raw, digits, letter)
        if "sic" in scheme and "isic" not in scheme:
            return unresolved(raw, f"SIC codes are not mapped to ISIC; {_HINT}")
        plain = digits.replace(".", "")
        row = self._sectors.by_id.get(plain)
        if row and (not letter or row["section"] == letter):
            return self._isic(raw, plain)
        if letter:
            return unresolved(raw, f"ISIC Rev.4 has no {plain} in section {letter}; {_HINT}")
        shown = tuple(c for c in (f"0{plain}",) if len(plain) == 3 and c in self._sectors.by_id)
        maybe = self._naics(raw, digits)
        other = (maybe.code,) if maybe.code else maybe.candidates
        why = f"; as NAICS it would be {maybe.rule}" if maybe.code else ""
        return unresolved(raw, f"ISIC Rev.4 has no {plain}{why}; {_HINT}", shown + tuple(c for c in other if c))

    def _isic(self, raw: str, code: str) -> Resolution:
        row = self._sectors.by_id[code]
        return self._answer(raw, Method.EXACT, code, f"{code} is a code of ISIC Rev.4", row)

    def _nace(self, raw: str, digits: str, letter: str) -> Resolution:
        division = digits[:2]
        row = self._sectors.by_id.get(division)
        if row is None or (letter and row["section"] != letter):
            return unresolved(
                raw, f"NACE has no division {division}{' in section ' + letter if letter else ''}; {_HINT}"
            )
        if digits == division:
            return self._answer(raw, Method.EXACT, division, f"NACE division {division} is ISIC's", row)
        rule = f"NACE {letter}{digits} lies in division {division}, which ISIC shares; groups and classes differ"
        return self._answer(raw, Method.ALIAS, division, rule, row)

    def _naics(self, raw: str, digits: str) -> Resolution:
        table = self._reference.table("sectors", "naics_sectors")
        row = table.by_id.get(digits)
        if row is None and digits in self._naics_codes:
            row = next((table.by_id[digits[:n]] for n in (5, 4, 3, 2) if digits[:n] in table.by_id), None)
        if row is None and digits[:3] in table.by_id and digits < "4":
            earlier = self._mapped(raw, table.by_id[digits[:3]], table)
            why = f"{digits} is not in NAICS 2022, perhaps of an earlier edition; by its subsector: {earlier.rule}"
            return earlier.changed(rule=why, method=Method.PHRASE if earlier.code else earlier.method)
        if row is None:
            known = "spreads over unlike ISIC divisions" if digits in self._naics_codes else "is not in NAICS 2022"
            return unresolved(raw, f"NAICS {digits} {known}; {_HINT}")
        return self._mapped(raw, row, table)

    def _mapped(self, raw: str, row: Row, table: Table) -> Resolution:
        codes = tuple(row["isic"].split(";"))
        what = f"NAICS {row['id']} '{row['title']}'"
        if len(codes) > 1:
            named = ", ".join(f"{code} {self.title(code)}" for code in codes)
            return Resolution(
                raw=raw,
                method=Method.AMBIGUOUS,
                rule=f"{what} spreads over {named}",
                candidates=codes,
                citation=table.cite(row),
            )
        return Resolution(
            raw=raw,
            method=Method.ALIAS,
            code=codes[0],
            label=self.title(codes[0]),
            rule=f"{what} is mapped to ISIC {codes[0]}",
            citation=table.cite(row),
        )

    @cached_property
    def _naics_codes(self) -> frozenset[str]:
        return frozenset(row["code"] for row in self._reference.table("naics_2022"))

    def _answer(self, raw: str, method: Method, code: str, rule: str, row: Row) -> Resolution:
        return Resolution(
            raw=raw, method=method, code=code, label=row["title"], rule=rule, citation=self._sectors.cite(row)
        )
