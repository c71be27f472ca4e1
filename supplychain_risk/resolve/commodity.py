"""Text or HS code → goods of the `commodities` table.

A good is what a list names: `cotton` is the crop and its fiber, a "cotton T-shirt" is `cotton-garments` (and cotton
only as its material, at most possible). Nothing is fuzzy; what several goods share is ambiguous, not guessed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from supplychain_risk.domain import Method, Resolution
from supplychain_risk.resolve.heads import About, Heads, Named
from supplychain_risk.resolve.hs import HsCodes
from supplychain_risk.resolve.products import Product, Products
from supplychain_risk.resolve.sector import PRIMARY
from supplychain_risk.resolve.text import is_placeholder
from supplychain_risk.resolve.vocabulary import Vocabulary, Word, once_per_code, unresolved

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.package import Row

_CODE = r"\d{2}(?:[\s.]?\d{1,2}){0,4}"
_LABEL = r"(?:hs|hts|hsn|htsus|ncm|taric|tariff)(?:\s*(?:code|number|no|heading))?[\s.:#-]*"
_LABELED = re.compile(rf"\b{_LABEL}({_CODE})(?![\w.])", re.IGNORECASE)
_BARE = re.compile(r"\d[\d.\s]*\d")


Relation = Literal["same", "narrower", "wider"]
"""How a supplied good stands to a listed one."""


def _words_of_goods(reference: Reference) -> Vocabulary:
    guards = reference.table("commodities", "commodity_guards")
    return Vocabulary(reference.table("commodities", "commodity_aliases"), "commodity", guards)


class CommodityResolver:
    """Resolves product texts and HS codes to goods; each distinct text is worked out once per resolver."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._goods = reference.table("commodities")
        self.words = reference.once(_words_of_goods)
        self._hs = HsCodes(reference)
        self._products = Products(reference)
        self._heads = Heads(self.words, self._products, self._hs_of)
        self._wider: dict[str, tuple[str, ...]] = {}
        self._relations: dict[tuple[str, str], tuple[Relation | None]] = {}
        self._answers: dict[str, tuple[Resolution, ...]] = {}
        self._hs_answers: dict[str, tuple[Resolution, ...]] = {}

    def _hs_of(self, good: str) -> str:
        return str(self._row(good)["hs"])

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
        word = self.words.whole(text)
        if word:
            return word.reading != "not"
        return bool(self.words.parts(text)) or self.words.in_state(text) is not None

    def _resolve(self, text: str) -> tuple[Resolution, ...]:
        if is_placeholder(text):
            return (unresolved(text, "the cell gives no product"),)
        bare = text.strip()
        if _BARE.fullmatch(bare):
            return self._resolve_number(text, bare)
        labeled = _LABELED.search(text)
        if labeled:
            rest = (text[: labeled.start()] + " " + text[labeled.end() :]).strip(" ()[]-:,;")
            coded = tuple(a.changed(raw=text) for a in self.resolve_hs(labeled[1]))
            named = tuple(a for a in self._resolve_words(text, rest) if a.code) if rest else ()
            return named + (tuple(a for a in coded if a.code) if named else coded)
        return self._resolve_words(text, text)

    def _resolve_number(self, raw: str, bare: str) -> tuple[Resolution, ...]:
        digits = re.sub(r"\D", "", bare)
        found = tuple(a.changed(raw=raw) for a in self.resolve_hs(bare))
        if len(digits) > 4 or "." in bare or not found[0].code:
            return found
        if len(digits) < 4:
            return (unresolved(raw, "a number of two or three digits is not read as an HS code unless it says so"),)
        return tuple(_weaker(a, "a bare number of four digits, read as an HS heading; ") for a in found)

    def _resolve_words(self, raw: str, text: str) -> tuple[Resolution, ...]:
        word = self.words.whole(text)
        if word and word.reading != "not":
            return self._with_material(raw, word, None)
        turned = self._turned(text)
        if turned:
            return self._with_material(raw, turned, None)
        parts = self.words.parts(text)
        if parts:
            return tuple(a for part in parts for a in self._with_material(raw, part, None))
        found = self._read(raw, self._heads.read(text))
        packed = self.words.in_state(text) if found[0].method is Method.PHRASE else None
        if packed and packed.reading == "is" and set(packed.codes) == {answer.code for answer in found}:
            return self._with_material(raw, packed, None)
        return self.words.answers(raw, word, None, self.name) if word and not found[0].code else found

    def _read(self, raw: str, about: About) -> tuple[Resolution, ...]:
        """Goods of the lists that the text is about or may be made of, or else the classes of what it is about."""
        named = [a for n in about.named if n.word.names for a in self._of_named(raw, n)]
        listed = [p for p in about.products if p.good]
        for product in listed or ([] if named else about.products):
            named.append(product.resolution(raw, _about(product, about), self.name, firm=about.sure and not named))
        if any(answer.code in self._goods.by_id for answer in named):
            return tuple(named)
        several = next((n.word for n in about.named if n.word.reading == "one-of"), None)
        if several:
            return (self.words.several(raw, several, self.name),)
        if named:
            return tuple(named)
        if about.qualifiers:
            only = f"'{about.qualifiers[0]}' only qualifies something else that no table knows"
            return (unresolved(raw, f"{only}; that is no clearance"),)
        return (unresolved(raw, "no word of the text names a good of the lists; that is no clearance"),)

    def _turned(self, text: str) -> Word | None:
        """The word that a text in trade order is: "Palm oil, crude"."""
        head, comma, rest = text.partition(",")
        word = self.words.whole(f"{rest.strip()} {head.strip()}") if comma and "," not in rest else None
        return word if word and word.reading == "is" else None

    def _of_named(self, raw: str, named: Named) -> tuple[Resolution, ...]:
        if not named.firm:
            return self._with_material(raw, named.word, Method.PHRASE)
        firm = {Method.EXACT: Method.ALIAS}
        return tuple(
            a.changed(method=firm.get(a.method, a.method), rule=f"{a.rule}; the rest says its state")
            for a in self._with_material(raw, named.word, None)
        )

    def _with_material(self, raw: str, word: Word, method: Method | None) -> tuple[Resolution, ...]:
        out = list(self.words.answers(raw, word, method, self.name))
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
            self._hs_answers[code] = self._hs.resolve(code)
        return self._hs_answers[code]

    def listed_under(self, digits: str) -> tuple[Resolution, ...]:
        """The goods of the lists at, under or above an HS code of digits; empty if no list names any."""
        return self._hs.listed(digits, digits)

    # --- goods --------------------------------------------------------------------------------------------------

    def industries(self, commodity: str) -> tuple[str, ...]:
        """ISIC classes that produce a good of the lists; none for a class of HS or CPV."""
        row = self._goods.by_id.get(commodity)
        return tuple(code for code in row["isic"].split(";") if code) if row else ()

    def is_raw(self, commodity: str) -> bool:
        """Whether a good of the lists is taken from nature: grown, caught, felled or mined."""
        made = self.industries(commodity)
        return bool(made) and all(code[:2] in PRIMARY for code in made)

    def name(self, commodity: str) -> str:
        """The list's name of a good, the title of a class of HS or CPV; of another id, the id itself."""
        row = self._goods.by_id.get(commodity)
        if row:
            return row["name"]
        return self._hs.name(commodity) or self._products.name(commodity) or commodity

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

    def relation(self, supplied: str, listed: str) -> Relation | None:
        """How a supplied good stands to a listed one.

        "narrower": a listing of the wider good covers it (clay bricks under a listing of bricks). "wider": the supplied
        word may or may not mean the listed good (bricks under a listing of clay bricks). None: different goods, or
        goods whose relation is not known.
        """
        known = self._relations.get((supplied, listed))
        if known is None:
            known = self._relations[supplied, listed] = (self._related(supplied, listed),)
        return known[0]

    def _related(self, supplied: str, listed: str) -> Relation | None:
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


_UNKNOWN: Row = {"same_as": "", "broader": "", "material": "", "hs": ""}


def _about(product: Product, about: About) -> str:
    """What a text is about, and which good of the lists is taken for what only qualifies it."""
    only = [] if product.good else [f"'{word}'" for word in dict.fromkeys(about.qualifiers)]
    beside = f", and {' and '.join(only)} taken to qualify it" if only else ""
    return f"the text is about '{product.word}'{beside}"


def _weaker(answer: Resolution, why: str) -> Resolution:
    if not answer.code:
        return answer
    return answer.changed(method=Method.PHRASE, rule=why + answer.rule)
