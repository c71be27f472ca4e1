"""What a product text is about: the head of each of its parts, and what only qualifies a head.

A brick oven is an oven, a football helmet a helmet; in "Hornos de ladrillo" the head stands first, in "Oven, brick" a
comma stands before what qualifies. A good that only qualifies is kept, as possible, where the thing may be made of it
(a leather handbag), and where the head is not known and the good is a material ("cotton fleece").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from supplychain_risk.resolve.products import Product, Products
from supplychain_risk.resolve.text import key
from supplychain_risk.resolve.vocabulary import Found, Vocabulary, Word, pieces

_AND = frozenset(("and", "y", "et", "und", "e", "ve", "og", "och", "и", "or", "ou", "oder"))

_SERVICE = frozenset(("service", "services"))


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the normalized text, with its place."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two commas or conjunctions: a core, and what follows its first preposition."""

    core: tuple[Token, ...]
    tail: tuple[Token, ...]
    purpose: bool
    """Whether the preposition says what the thing is for."""
    joined: bool = False
    """Whether a conjunction, and no comma, stands before it."""

    def ends_in(self, words: frozenset[str]) -> bool:
        """Whether the core's last word is one of `words`."""
        return bool(self.core) and self.core[-1].word in words

    def holds(self, found: Found) -> str:
        """Where a word stands: "core", "tail", or "" if it does not stand in this part."""
        for name, tokens in (("core", self.core), ("tail", self.tail)):
            if tokens and tokens[0].start <= found.start and found.end <= tokens[-1].end:
                return name
        return ""


@dataclass(frozen=True, slots=True)
class Named:
    """A word for a listed good that the text is about, or may be made of."""

    word: Word
    firm: bool


@dataclass(frozen=True, slots=True)
class About:
    """What a text is about: words of listed goods, products, and the words that only qualify something else."""

    named: tuple[Named, ...]
    products: tuple[Product, ...]
    sure: bool
    """Whether the products are all that the text says."""
    qualifiers: tuple[str, ...]


class Heads:
    """Reads texts over the words of listed goods and the words of products.

    Args:
        vocabulary: the words of listed goods.
        products: the words of products of every kind.
        hs: the HS prefixes of a listed good.
    """

    def __init__(self, vocabulary: Vocabulary, products: Products, hs: Callable[[str], str]) -> None:
        self._vocabulary = vocabulary
        self._products = products
        self._hs = hs

    def read(self, text: str) -> About:
        """What the text is about."""
        whole = self._products.find(key(text))
        if whole is not None and not self._vocabulary.places(text) and not self._vocabulary.barred(text):
            return About((), (whole,), sure=True, qualifiers=())
        parts = tuple(self._parts(text))
        found = self._vocabulary.places(text)
        named, dropped = [], []
        for one in found:
            if self._kept(one, parts, found):
                named.append(Named(one.word, self._is_firm(one, parts, text)))
            else:
                dropped.append(one.word.row["alias"])
        products = tuple(self._other_products(parts, found, self._vocabulary.barred(text)))
        plain = len(parts) == 1 and not parts[0].tail
        sure = plain and len(products) == 1 and self._all_stated(parts[0].core[: -len(products[0].word.split())])
        return About(tuple(named), products, sure=sure, qualifiers=tuple(dropped))

    # --- taking a text apart --------------------------------------------------------------------------------------

    def _parts(self, text: str) -> Iterator[Part]:
        place = 0
        for piece in pieces(text):
            tokens = tuple(Token(place + m.start(), place + m.end(), m[0]) for m in re.finditer(r"\S+", piece))
            place += len(piece) + 1
            yield from self._between_ands(tokens)

    def _between_ands(self, tokens: Sequence[Token]) -> Iterator[Part]:
        held: list[Token] = []
        joined = False
        for token in (*tokens, None):
            if token is not None and token.word not in _AND:
                held.append(token)
            elif held:
                yield replace(self._part(held), joined=joined)
                held, joined = [], True

    def _part(self, tokens: Sequence[Token]) -> Part:
        of, purpose = self._products.words("of"), self._products.words("purpose")
        cut = next((n for n, t in enumerate(tokens) if t.word in of or t.word in purpose), len(tokens))
        return Part(tuple(tokens[:cut]), tuple(tokens[cut:]), cut < len(tokens) and tokens[cut].word in purpose)

    # --- heads ----------------------------------------------------------------------------------------------------

    def _head(self, part: Part) -> tuple[int, Product] | None:
        """(number of the core's first word that belongs to it, product) of the head of a part."""
        words = [t.word for t in self._without_end(part.core)]
        head_first = bool(part.tail) and part.tail[0].word in self._products.after_heads and len(words) > 1
        last = None if head_first else self._products.ends(words)
        if last:
            return last
        first = self._products.begins(words) if words else None
        if first:
            return 0, first
        compound = self._products.compound(words[-1]) if words else None
        if compound:
            return len(words) - 1, compound
        return None if head_first else self._plural(words)

    def _plural(self, words: Sequence[str]) -> tuple[int, Product] | None:
        """The last English plural that is a listed good, before words that nothing knows: "bluetooth headphones ANC".

        What qualifies a head stands in the singular, as in "headphone cables". A plural that no list names decides
        nothing here: the unknown words may be the good, and the text is better told as unresolved.
        """
        for end in range(len(words) - 1, 0, -1):
            found = self._products.ends(words[:end]) if words[end - 1].endswith("s") else None
            if found and found[1].good and not found[1].loose and self._products.is_plural(found[1].word):
                return found[0], replace(found[1], firm=False)
        return None

    def _without_end(self, core: tuple[Token, ...]) -> tuple[Token, ...]:
        """A core without the numbers and words of state at its end: "shrimp frozen 26 30"."""
        kept = len(core)
        while kept > 1 and self._is_stated(core[kept - 1]):
            kept -= 1
        if kept > 2 and core[kept - 1].word in self._products.words("measure"):
            return self._without_end(core[: kept - 2])
        return core[:kept]

    def _is_stated(self, token: Token) -> bool:
        return self._states(token.word)

    def _states(self, word: str) -> bool:
        return word in self._stated or any(map(str.isdigit, word))

    def _all_stated(self, tokens: Sequence[Token]) -> bool:
        return all(t.word in self._stated for t in tokens)

    @cached_property
    def _stated(self) -> frozenset[str]:
        return self._products.words("stated")

    # --- listed goods ---------------------------------------------------------------------------------------------

    def _kept(self, found: Found, parts: Sequence[Part], every: Sequence[Found]) -> bool:
        part = next((p for p in parts if p.holds(found)), None)
        if part is None:
            return True
        if part.holds(found) == "tail":
            return self._kept_in_tail(found, part, every)
        if self._qualifies_the_part_before(found, part, parts):
            head = self._head(parts[0])
            return head is None or self._may_be_of(found, head[1])
        return self._kept_in_core(found, part, parts)

    def _kept_in_tail(self, found: Found, part: Part, every: Sequence[Found]) -> bool:
        if part.purpose and part.core:
            return False
        if any(part.holds(other) == "core" for other in every):
            return True
        head = self._head(part)
        return head is None or self._may_be_of(found, head[1])

    def _qualifies_the_part_before(self, found: Found, part: Part, parts: Sequence[Part]) -> bool:
        """ "Oven, brick": one thing in the singular after the name of another."""
        alone = len(part.core) == len(found.word.key.split()) and not part.tail
        return len(parts) == 2 and part is parts[1] and alone and self._is_singular(found.word)

    def _kept_in_core(self, found: Found, part: Part, parts: Sequence[Part]) -> bool:
        core = self._without_end(part.core)
        if found.start >= core[-1].end:
            return False  # it says how the good comes: "octopus flower type"
        after = [t.word for t in core if t.start >= found.end]
        if not after or after[-1] in self._products.words("activity"):
            return not (after and self._serves(part, parts))
        if after[-1] in self._products.words("other"):
            return False
        if after[-1] in self._products.words("packing") and any(map(self._states, after[:-1])):
            return True  # "fish oil, in bulk drums" without its comma; "coffee bags" are bags
        head = self._head(part)
        if head and found.start <= core[head[0]].start and self._end_of(head, core) <= found.end:
            return True  # the good is the head, and what follows describes it
        if head is None or head[1].loose:
            return not (self._is_singular(found.word) and self._is_article(found.word))
        if found.word.key.split()[-1] in self._products.words("kind"):
            return not head[1].service
        place, product = head
        if place == 0 and core[0].start == found.start and product.word in found.word.key:
            return True  # the good itself stands first, as heads do in other languages
        return self._may_be_of(found, product)

    def _serves(self, part: Part, parts: Sequence[Part]) -> bool:
        """Whether an activity is one of several of a service: "garment dyeing and washing service"."""
        following = parts[parts.index(part) + 1 :]
        return bool(following) and following[0].joined and following[0].ends_in(_SERVICE)

    def _may_be_of(self, found: Found, product: Product) -> bool:
        if product.service or self._is_article(found.word):
            return False
        return any(self._products.may_be_of(self._hs(good), product) for good in found.word.codes)

    def _is_singular(self, word: Word) -> bool:
        """Whether an English word has a plural that is a word too: things are counted, materials are not."""
        plural = (f"{word.key}s", f"{word.key}es", re.sub("y$", "ies", word.key))
        return not word.key.endswith("s") and any(self._vocabulary.whole(form) for form in plural)

    def _is_article(self, word: Word) -> bool:
        """Whether the word names a thing and no material: by the HS chapter of the word, or else of the good."""
        own = next((p.hs for p in self._products.readings(word.key) if p.hs and not p.loose), None)
        return not self._products.is_material(";".join(own or map(self._hs, word.codes)))

    def _is_firm(self, found: Found, parts: Sequence[Part], text: str) -> bool:
        """Whether the text says the good and, but for its state ("raw", "baled"), nothing else."""
        others = [p for p in parts if not p.holds(found)]
        own = next((p for p in parts if p.holds(found) == "core"), None)
        if own is None or own.tail or "%" in text or found.word.reading != "is":
            return False
        rest = [t for t in own.core if t.end <= found.start or t.start >= found.end]
        rest += [t for p in others for t in (*p.core, *p.tail)]
        return bool(rest) and self._all_stated(rest)

    # --- other products -------------------------------------------------------------------------------------------

    def _other_products(
        self, parts: Sequence[Part], found: Sequence[Found], barred: Sequence[Found]
    ) -> Iterator[Product]:
        """The head of each part that no word of a listed good is the head of; in a trap, its class and no good."""
        seen: set[str] = set()
        taken = (*found, *barred)
        for part in parts:
            core = self._without_end(part.core)
            head = self._head(part) if core else None
            if head and head[1].loose and not any(f.end > core[0].start and f.start < core[-1].end for f in taken):
                head = self._inner(core) or head
            if head is None or head[1].word in seen:
                continue
            start, end = core[head[0]].start, core[-1].end
            own_end = self._end_of(head, core)
            if any(f.start <= start and own_end <= f.end for f in found) or self._is_listed_head(core, found):
                continue
            seen.add(head[1].word)
            trapped = any(f.start < end and start < f.end for f in barred)
            yield replace(head[1], good="") if trapped else head[1]

    def _inner(self, core: Sequence[Token]) -> tuple[int, Product] | None:
        """The last product before an unknown head that is a material: "king crab legs" are of crab."""
        words = [t.word for t in core]
        for end in range(len(words) - 1, 0, -1):
            found = self._products.ends(words[:end])
            if found and found[1].good and found[1].hs and self._products.is_material(";".join(found[1].hs)):
                return found[0], replace(found[1], firm=False)
        return None

    @staticmethod
    def _end_of(head: tuple[int, Product], core: Sequence[Token]) -> int:
        """Where the head's own words end, which other words may follow."""
        return core[min(head[0] + head[1].word.count(" "), len(core) - 1)].end

    @staticmethod
    def _is_listed_head(core: Sequence[Token], found: Sequence[Found]) -> bool:
        return any(f.end == core[-1].end for f in found if f.start >= core[0].start and f.word.names)
