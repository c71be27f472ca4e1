"""Words for products of every kind: what the Harmonized System and the Common Procurement Vocabulary call things.

Table `product_words`; read when a text is not all told by the words of the lists' own goods.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from supplychain_risk.domain import Method, Resolution
from supplychain_risk.resolve.hs import CLASS, short

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.package import Row, Table

CPV = "cpv-"
"""Begins the code of a class of the CPV that is no good of the lists."""
_SERVICES = "45"
"""The CPV's divisions from here on are works and services."""
_HEAD_FIRST = ("es", "fr", "it", "pt", "ro", "bg", "ru", "pl")
_HEADS = ("head_last", "compounding", "head_first", "last")
"""Columns of the CPV's words, by where the head of a text stands."""
_SHORTEST_PART = 6
"""Letters of a word that is looked for at the end of a compound ("Edelstahlschrauben")."""


@dataclass(frozen=True, slots=True)
class Product:
    """A word's class, and the good of the lists that it is."""

    word: str
    hs: tuple[str, ...]
    cpv: str
    good: str
    firm: bool
    """Whether the word is that good for sure."""
    loose: bool
    """Whether it is only the last word of longer names: a fillet is mostly of fish."""
    row: Row = field(repr=False)
    table: Table = field(repr=False)

    @property
    def service(self) -> bool:
        """Whether it is work or a service, not a thing."""
        return self.cpv >= _SERVICES

    def resolution(self, raw: str, rule: str, name: Callable[[str], str], *, firm: bool) -> Resolution:
        """The good, or else the class: firm where the text says nothing more than the word."""
        if self.good:
            method = Method.ALIAS if firm and self.firm else Method.PHRASE
            return Resolution(
                raw=raw,
                method=method,
                code=self.good,
                label=name(self.good),
                rule=f"{rule}, {self._called} and so {name(self.good)}",
                citation=self.table.cite(self.row),
            )
        code = f"{CPV}{self.cpv}" if self.cpv else f"{CLASS}{self.hs[0]}"
        return Resolution(
            raw=raw,
            method=Method.ALIAS if firm else Method.PHRASE,
            code=code,
            label=name(code),
            rule=f"{rule}, {self._called}, which no list names; that is no clearance",
            citation=self.table.cite(self.row),
        )

    @property
    def _called(self) -> str:
        return f"CPV {self.cpv} '{self.row['title']}'" if self.cpv else f"of HS {', '.join(self.hs)}"


def is_class(code: str | None) -> bool:
    """Whether a code is that of a class of the HS or the CPV, and of no good of the lists."""
    return (code or "").startswith((CPV, CLASS))


def is_doubtful_class(resolution: Resolution) -> bool:
    """Whether a text was read as a class that no list names by one of its words only: that word may mean another thing.

    A "roll" is bread in the CPV, and in "absorbent cotton roll" it is not.
    """
    return resolution.method is Method.PHRASE and is_class(resolution.code)


class Products:
    """The words of table `product_words`."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    def find(self, word: str) -> Product | None:
        """The product that a normalized text is called, in any of 16 languages.

        Of HS and CPV the one that leads to a good of the lists, or else the CPV, whose titles are buyers' words.
        """
        readings = self.readings(word)
        return next((p for p in readings if p.good), readings[-1] if readings else None)

    def readings(self, word: str) -> tuple[Product, ...]:
        """What a normalized text is called in the HS, and in the CPV."""
        of_cpv = next((p for words in self._every if (p := self._of_cpv(words, word))), None)
        found = [p for p in (self._hs(word), of_cpv) if p]
        return tuple(p for p in found if not p.loose) or tuple(found)

    def ends(self, words: Sequence[str]) -> tuple[int, Product] | None:
        """(place of its first word, product) for the longest known product at the end of a phrase."""
        for start in range(max(0, len(words) - 4), len(words)):
            found = self.find(" ".join(words[start:]))
            if found:
                return start, found
        return None

    def is_plural(self, word: str) -> bool:
        """Whether a product's English name is the plural of a name of the same class."""
        forms = (word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word))
        of = {(p.hs, p.cpv) for p in self.readings(word)}
        return any(form != word and of.intersection((p.hs, p.cpv) for p in self.readings(form)) for form in forms)

    def begins(self, words: list[str]) -> Product | None:
        """The longest known product at the beginning of a phrase in a language whose heads stand first."""
        for end in range(min(4, len(words)), 0, -1):
            found = self._of_cpv(self._first, " ".join(words[:end]))
            if found:
                return found
        return None

    def compound(self, word: str) -> Product | None:
        """The product at the end of a compound, which German, Dutch and the Nordic languages write as one word."""
        for start in range(1, len(word) - _SHORTEST_PART + 1):
            found = self._of_cpv(self._compounding, word[start:])
            if found and start >= 3:
                return found
        return None

    @cached_property
    def after_heads(self) -> frozenset[str]:
        """Prepositions of languages whose heads stand first, and of no other."""
        rows = [row for row in self._reference.table("product_words", "grammar") if row["kind"] in ("of", "purpose")]
        first = {row["word"] for row in rows if row["language"] in _HEAD_FIRST}
        return frozenset(first - {row["word"] for row in rows if row["language"] not in _HEAD_FIRST})

    def words(self, kind: str) -> frozenset[str]:
        """The words of grammar of a kind: purpose, of, activity, stated."""
        return self._grammar.get(kind, frozenset())

    def is_material(self, hs: str) -> bool:
        """Whether things are made of a good with these HS prefixes."""
        chapters = {prefix[:2] for prefix in hs.split(";") if prefix}
        return any(chapters.intersection(family["goods_chapters"].split()) for family in self._materials)

    def may_be_of(self, hs: str, product: Product) -> bool:
        """Whether a product, by one of its readings, may be made of a good with these HS prefixes."""
        chapters = {prefix[:2] for prefix in hs.split(";") if prefix}
        families = [f for f in self._materials if chapters.intersection(f["goods_chapters"].split())]
        return any(_is_of(family, one) for one in self.readings(product.word) or (product,) for family in families)

    def name(self, code: str) -> str | None:
        """The title of a class "cpv-18422000"; None for other codes."""
        row = self._cpv.by_id.get(code.removeprefix(CPV)) if code.startswith(CPV) else None
        return short(row["title"]) if row else None

    # --- the tables, each read when it is asked ------------------------------------------------------------------

    def _hs(self, word: str) -> Product | None:
        row = self._hs_table.by_id.get(word)
        if row is None:
            return None
        firm, loose = row["fit"] == "is", row["rank"] == "last"
        return Product(word, tuple(row["hs"].split(";")), "", row["good"], firm, loose, row, self._hs_table)

    def _of_cpv(self, places: Mapping[str, Row], word: str) -> Product | None:
        row = places.get(word)
        if row is None:
            return None
        loose = places is self._loose
        doubtful = loose or (bool(row["doubtful"]) and word in row["doubtful"].split("|"))
        good = "" if doubtful else row["good"]
        firm = row["fit"] == "is" and (places is self._last or row["named"] == "1")
        return Product(word, (), row["id"], good, firm, loose, row, self._cpv)

    @cached_property
    def _materials(self) -> Table:
        return self._reference.table("product_words", "materials")

    @cached_property
    def _hs_table(self) -> Table:
        return self._reference.table("product_words")

    @cached_property
    def _cpv(self) -> Table:
        return self._reference.table("product_words", "cpv_words")

    @cached_property
    def _last(self) -> Mapping[str, Row]:
        return self._heads["head_last"]

    @cached_property
    def _first(self) -> Mapping[str, Row]:
        return self._heads["head_first"]

    @property
    def _every(self) -> tuple[Mapping[str, Row], ...]:
        return self._last, self._compounding, self._first, self._loose

    @cached_property
    def _compounding(self) -> Mapping[str, Row]:
        return self._heads["compounding"]

    @cached_property
    def _loose(self) -> Mapping[str, Row]:
        return self._heads["last"]

    @cached_property
    def _heads(self) -> Mapping[str, Mapping[str, Row]]:
        """Column of words → word → class. Of several classes the one with the shortest title, then the widest."""
        titled = zip(self._cpv.columns("title", "id", *_HEADS), self._cpv.rows, strict=True)
        ordered = sorted(titled, key=lambda t: (len(t[0][0].split()), len(t[0][1].rstrip("0"))))
        out: dict[str, Mapping[str, Row]] = {}
        for at, column in enumerate(_HEADS, 2):
            words: dict[str, Row] = {}
            for cells, row in ordered:
                if cells[at]:
                    for word in cells[at].split("|"):
                        words.setdefault(word, row)
            words.pop("", None)
            out[column] = words
        return out

    @cached_property
    def _grammar(self) -> Mapping[str, frozenset[str]]:
        kinds: dict[str, set[str]] = {}
        for row in self._reference.table("product_words", "grammar"):
            kinds.setdefault(row["kind"], set()).add(row["word"])
        return {kind: frozenset(words) for kind, words in kinds.items()}


def _is_of(family: Row, product: Product) -> bool:
    headings = family["hs_chapters"].split()
    by_hs = any(code[:2] in headings or code[:4] in headings for code in product.hs)
    return by_hs or bool(product.cpv and product.cpv.startswith(tuple(family["cpv"].split())))
