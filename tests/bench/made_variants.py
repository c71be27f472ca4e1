"""Ways in which the same company is written differently, and slips of the keyboard that cannot be another brand."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

from made_names import Company

Variant = tuple[str, str, str]
"""Name, category, reason."""


@cache
def syllables() -> frozenset[str]:
    """All syllables of pinyin, without tones."""
    from pypinyin import Style, lazy_pinyin
    from pypinyin.constants import PINYIN_DICT

    return frozenset(lazy_pinyin(chr(c), style=Style.NORMAL)[0].lower() for c in PINYIN_DICT if 0x4E00 <= c < 0x9FA6)


@cache
def is_pinyin(word: str) -> bool:
    """Whether the letters can be read as syllables of pinyin, hence as another Chinese brand."""
    return not word or any(word[:n] in syllables() and is_pinyin(word[n:]) for n in range(1, min(6, len(word)) + 1))


def slip(word: str, rng: random.Random) -> str:
    """One slip inside a word: letters swapped, one missing, doubled or replaced by its neighbor on the keyboard."""
    near = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wqrewtyuoipsasdfghjkzxcvbn", strict=True))
    at = rng.randrange(1, max(2, len(word) - 1))
    kind = rng.randrange(4)
    if kind == 0 and at + 1 < len(word) and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + near.get(word[at], "e") + word[at + 1 :]


def brand_slip(one: Company, rng: random.Random) -> str | None:
    """A slip in the brand that is no pinyin; None if a few tries find none."""
    for _ in range(20):
        made = slip(one.joined, rng)
        if made != one.joined and not is_pinyin(made.lower()):
            return made
    return None


def word_slip(text: str, rng: random.Random) -> str:
    """A slip in the longest word of a text."""
    words = text.split()
    at = max(range(len(words)), key=lambda i: len(words[i]))
    for _ in range(20):
        made = slip(words[at], rng)
        if made.lower() != words[at].lower():
            words[at] = made
            break
    return " ".join(words)


def full_width(text: str) -> str:
    """Latin letters, digits and blanks in the wide forms of East Asian fonts."""
    return "".join("\u3000" if c == " " else chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _english(one: Company, rng: random.Random) -> Variant:
    return one.english(), "han latin", "English rendering of the Chinese name"


def _pinyin(one: Company, rng: random.Random) -> Variant:
    return one.pinyin(), "pinyin", "all words in pinyin"


def _apart(one: Company, rng: random.Random) -> Variant:
    return one.apart(), "pinyin", "all syllables of the Chinese name apart"


def _glued(one: Company, rng: random.Random) -> Variant:
    return one.pinyin().replace(" ", "").lower(), "pinyin", "all syllables joined"


def _traditional(one: Company, rng: random.Random) -> Variant:
    return one.traditional(), "traditional", "traditional characters"


def _other_place(one: Company, rng: random.Random) -> Variant:
    spellings = [*one.place.other, one.place.pinyin.capitalize()]
    place = rng.choice([s for s in spellings if s != one.place.usual] or [f"{one.place.usual} City"])
    return one.english(place=place), "place spelling", f"{place} is another spelling of {one.place.usual}"


def _industry(one: Company, rng: random.Random) -> Variant:
    word = rng.choice(one.industry.english)
    form = rng.choice(one.form.english)
    return one.english(industry=word, form=form), "industry word", "industry and form in other English words"


def _short(one: Company, rng: random.Random) -> Variant:
    return one.english(industry=one.industry.short, form="Co Ltd"), "abbreviation", "industry word abbreviated"


def _no_place(one: Company, rng: random.Random) -> Variant:
    return one.english().removeprefix(one.place.usual + " "), "dropped place", "place left out"


def _bracketed(one: Company, rng: random.Random) -> Variant:
    name = f"{one.joined} {one.industry.english[0]} ({one.place.usual}) {one.form.english[0]}"
    return name, "word order", "place in brackets"


def _split(one: Company, rng: random.Random) -> Variant:
    brand = " ".join(s.capitalize() for s in one.syllables)
    return one.english(brand=brand), "split syllables", "brand by syllables"


def _joined(one: Company, rng: random.Random) -> Variant:
    name = one.english()
    return name.replace(" ", "", 1), "joined", "place and brand joined"


def _typo(one: Company, rng: random.Random) -> Variant:
    brand = brand_slip(one, rng)
    if brand and rng.random() < 0.5:
        return one.english(brand=brand), "typo", "a slip in the brand that is no pinyin"
    return one.english(industry=word_slip(one.industry.english[0], rng)), "typo", "a slip in the industry word"


def _typos(one: Company, rng: random.Random) -> Variant:
    brand = brand_slip(one, rng) or one.joined
    name = one.english(place=word_slip(one.place.usual, rng), brand=brand)
    return name, "double typo", "slips in place and brand; the brand's is no pinyin"


def _remark(one: Company, rng: random.Random) -> Variant:
    name, other = one.english(), rng.choice(["(China)", "- DO NOT USE", "[ACTIVE]", "(formerly Lucky Star Trading)"])
    return f"{name} {other}", "formerly" if "formerly" in other else "vendor noise", "a remark behind the name"


VARIANTS: tuple[Callable[[Company, random.Random], Variant], ...] = (
    _english,
    _pinyin,
    _apart,
    _glued,
    _traditional,
    _other_place,
    _industry,
    _short,
    _no_place,
    _bracketed,
    _split,
    _joined,
    _typo,
    _typos,
    _remark,
)


def variant(one: Company, rng: random.Random) -> Variant:
    """One of the ways, each as likely as another."""
    return rng.choice(VARIANTS)(one, rng)
