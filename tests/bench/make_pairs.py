"""Write tests/screening/pairs/made_by_rule.csv: pairs of invented Chinese companies whose truth is known.

python tests/bench/make_pairs.py
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from pathlib import Path

from made_names import ALL_FORMS, ALL_INDUSTRIES, ALL_PLACES, COMMON_BRANDS, Company, company, with_other_syllable
from made_variants import VARIANTS, full_width, variant

TARGET = Path(__file__).resolve().parent.parent / "screening" / "pairs" / "made_by_rule.csv"
COLUMNS = ("id", "name1", "country1", "name2", "country2", "expected", "reason", "category", "source")
SEED = 20261128
EACH = 30
"""Pairs of each kind of variant; the base is the Chinese name in a third of them."""

Pair = tuple[str, str, str, str, str]
"""Name 1, name 2, expected, reason, category."""


def same(rng: random.Random) -> Iterator[Pair]:
    """Variants of one company."""
    for way in VARIANTS:
        for i in range(EACH):
            one = company(rng)
            name, category, reason = way(one, rng)
            from_han = i % 3 == 0 or category in ("han latin", "traditional", "pinyin")
            base = one.han() if from_han else one.english()
            if name == base:
                continue
            yield base, name, "same", reason if not from_han else f"{reason}; beside the Chinese name", category
    for _ in range(EACH):
        one = company(rng)
        yield one.english(), full_width(one.english()), "same", "full-width letters", "full width"
    for _ in range(2 * EACH):
        one = company(rng)
        (first, kind, why), (second, other, reason) = variant(one, rng), variant(one, rng)
        if first != second:
            yield first, second, "same", f"{why} / {reason}", f"two ways: {min(kind, other)}, {max(kind, other)}"


def looks(one: Company, rng: random.Random) -> str:
    """A plain way to write a name."""
    return rng.choice([one.han, one.english, one.english, one.pinyin, one.traditional])()


def different(rng: random.Random) -> Iterator[Pair]:
    """Companies that look alike."""
    for i in range(7 * EACH):
        one = company(rng)
        other = with_other_syllable(one, rng)
        names = (one.english(), other.english()) if i % 2 else (looks(one, rng), looks(other, rng))
        yield (
            *names,
            "different",
            f"{one.joined} and {other.joined}: one syllable of the brand differs",
            "brand syllable",
        )
    for _ in range(3 * EACH):
        one, brand = company(rng), company(rng).brand
        other = Company(one.place, brand, one.industry, one.form)
        if one.syllables != other.syllables:
            reason = "same place, industry and form, other brand"
            yield looks(one, rng), looks(other, rng), "different", reason, "other brand"
    for _ in range(2 * EACH):
        brand = tuple(rng.choice(COMMON_BRANDS))
        here, there = rng.sample(ALL_PLACES, 2)
        industry = rng.choice(ALL_INDUSTRIES)
        if here.province != there.province:
            pair = [Company(place, brand, industry, ALL_FORMS[0]) for place in (here, there)]
            reason = "a common brand in two provinces"
            yield looks(pair[0], rng), looks(pair[1], rng), "different", reason, "near place"
    for _ in range(2 * EACH):
        brand = tuple(rng.choice(COMMON_BRANDS))
        here, there = rng.sample(ALL_PLACES, 2)
        work, other_work = rng.sample(ALL_INDUSTRIES, 2)
        if here.province != there.province:
            pair = [Company(here, brand, work, ALL_FORMS[0]), Company(there, brand, other_work, ALL_FORMS[0])]
            reason = "a common brand in two provinces and two industries"
            yield looks(pair[0], rng), looks(pair[1], rng), "different", reason, "other industry"
    for _ in range(EACH):
        one = company(rng)
        name = f"{rng.choice([one.place.usual + ' ', ''])}{one.industry.english[0]} {one.form.english[0]}"
        yield one.english(), name, "different", "no brand at all", "generic"


def family(rng: random.Random) -> Iterator[Pair]:
    """A body and its branch, plant or namesake in Hong Kong."""
    for i in range(2 * EACH):
        one = company(rng)
        town = rng.choice([p for p in ALL_PLACES if p.province != one.place.province])
        name, reason = (
            (f"{one.english()} {town.usual} Branch", "a branch"),
            (f"{one.han()}{town.han}分公司", "a branch"),
            (f"{one.english()} No. {rng.randint(2, 9)} Factory", "a numbered plant"),
            (f"{one.english()} and its subsidiaries", "the company with its subsidiaries"),
            (f"{one.joined} {one.industry.english[0]} (Hong Kong) Limited", "the namesake in Hong Kong"),
            (f"{one.han()}第二工厂", "a numbered plant"),
        )[i % 6]
        yield one.han() if i % 4 == 0 else one.english(), name, "family", reason, "family words"


def text(seed: int = SEED) -> str:
    """The whole file; the same on every machine."""
    rng = random.Random(seed)
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    pairs = (pair for maker in (same, different, family) for pair in maker(rng))
    for count, (name1, name2, expected, reason, category) in enumerate(pairs, 1):
        country2 = "HK" if "(Hong Kong)" in name2 else "CN"
        writer.writerow((f"rule-{count:04d}", name1, "CN", name2, country2, expected, reason, category, "made by rule"))
    return file.getvalue()


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8", newline="")
    print(f"{text().count('rule-')} pairs in {TARGET}")
