"""Chinese names taken apart, in Han and in pinyin: place in front, brand, words of trade behind, and no blanks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import TYPE_CHECKING

from supplychain_risk.naming.parts import Part
from supplychain_risk.naming.scripts import HAN_RUN, has_han

if TYPE_CHECKING:
    from supplychain_risk.naming.scripts import Scripts
    from supplychain_risk.naming.vocabulary import Meaning, Vocabulary

_LEVELS = {5: ("sheng",), 7: ("shi",), 9: ("xian", "shi", "qu")}
"""Length of a place code → the word for its level: province, city, county."""
_INNER = ("股份有限公司", "有限责任公司", "有限公司", "集团")
_PINYIN_FORMS = ("gufenyouxiangongsi", "youxianzerengongsi", "youxiangongsi", "gufengongsi", "gongsi")
_BRAND_SYLLABLES = 2
_LONG_WORD = 8
"""Letters from which a joined word can be a whole name."""


_NUMBER_LETTERS = range(6, 3, -1)
"""Letters of an ordinal in pinyin: diyi, disan."""


def _is_number(meaning: Meaning | None) -> bool:
    return meaning is not None and meaning.kind == "number"


class ChineseReader:
    """Takes runs of Han, and whole names in pinyin, apart by the tables."""

    def __init__(self, scripts: Scripts, vocabulary: Vocabulary) -> None:
        self.scripts = scripts
        self.vocabulary = vocabulary

    def is_all_pinyin(self, words: list[str]) -> bool:
        """Whether every word is pinyin, Han or a number."""
        syllables = self.scripts.syllables
        for word in words:  # noqa: SIM110 - a generator takes longer to make than most names' first word to be looked up
            if word.isascii() and not syllables(word) and not word.isdigit():
                return False
        return True

    def pinyin_parts(self, words: list[str], forms: tuple[str, ...]) -> list[Part] | None:
        """The parts of a whole Chinese name in words of pinyin, joined or split in any way; None if it is no such name.

        It is one if its legal form is Chinese, or if it ends with a word of trade in pinyin (jixie chang) that the
        words as they are written do not give, and nothing of it is another language's word.
        """
        text = "".join(words)
        if len(text) < _LONG_WORD or not text.isascii() or not text.isalpha():
            return None
        for end in _PINYIN_FORMS:
            if text.endswith(end) and len(text) > len(end) + 3:
                text, forms = text.removesuffix(end), ("zh limited",)
                break
        front: list[Part] = []
        back: list[Part] = []
        known = self.vocabulary.meanings
        ends = set(accumulate(len(word) for word in words)) if len(words) > 1 else set(range(len(text)))
        start = 0
        while found := self._head(text, ends, start):
            front.append(Part(found, "place", known[found].value))
            text = text.removeprefix(found)
            start += len(found)
            for level in _LEVELS.get(len(known[found].value), ()):  # written apart: Luopu Xian
                if len(words) > 1 and text.startswith(level) and start + len(level) in ends and level in words:
                    text = text.removeprefix(level)
                    start += len(level)
                    break
        size = next((size for size in _NUMBER_LETTERS if _is_number(known.get(text[:size]))), 0)
        if front and size and self.scripts.syllables(text[size:]):  # Baoding Diyi Jichuang Chang
            front.append(Part(text[:size], "number", known[text[:size]].value))
            text = text[size:]
        while text:
            whole = known.get(text)
            clear = back or len(front) > 1 or len(self.scripts.syllables(text)) >= 2 * _BRAND_SYLLABLES
            if front and clear and whole and whole.kind in ("industry", "activity"):
                found = text  # no brand at all: Zigong Jixie Chang
            elif not (found := self._tail(text)):
                break
            back.insert(0, Part(found, known[found].kind, known[found].value))
            text = text.removesuffix(found)
        is_chinese = any(form.startswith("zh") for form in forms)
        if not (is_chinese and (front or back)) and not (back and any(known[part.text].weak for part in back)):
            return None
        if not is_chinese and any(
            word in known and not known[word].weak and known[word].kind != "place" for word in words
        ):
            return None
        return [*front, *([Part(text, "brand", "")] if text else []), *back]

    def _head(self, text: str, ends: set[int], start: int) -> str | None:
        """The longest place in pinyin that a name starts with, up to the end of a word, with pinyin behind it."""
        for size in range(min(len(text) - 3, 14), 3, -1):
            if start + size not in ends:
                continue
            meaning = self.vocabulary.meanings.get(text[:size])
            if meaning and meaning.kind == "place" and not meaning.weak and self.scripts.syllables(text[size:]):
                return text[:size]
        return None

    def _tail(self, text: str) -> str | None:
        """The longest word of trade in pinyin that a joined name ends with and that leaves a brand before it."""
        for size in range(min(len(text) - 3, 24), 3, -1):
            meaning = self.vocabulary.meanings.get(text[-size:])
            if not meaning or meaning.kind not in ("industry", "activity", "branch"):
                continue
            if self.scripts.syllables(text[:-size]) and self.scripts.syllables(text[-size:]):
                return text[-size:]
        return None

    def han_parts(self, word: str) -> Iterator[Part]:
        """Places in front, words of trade behind, and what is left between them: the brand."""
        for run in HAN_RUN.findall(word):
            if not has_han(run):
                yield Part(run, "number", run.lstrip("0") or "0") if run.isdigit() else Part(run, "brand", "")
                continue
            meaning = self.vocabulary.meanings.get(run)
            if meaning is not None:
                yield Part(run, meaning.kind, meaning.value)
                continue
            at = next((at for inner in _INNER if 0 < (at := run.find(inner)) < len(run) - len(inner)), 0)
            if at:  # 宝武集团新疆八一…: a company and its mother, each with its own place and brand
                size = next(len(inner) for inner in _INNER if run.startswith(inner, at))
                inner = run[at : at + size]
                for piece in (run[:at], inner if inner in self.vocabulary.meanings else "", run[at + size :]):
                    yield from self.han_parts(piece)
                continue
            yield from self._han_run(run)

    def _han_run(self, run: str) -> Iterator[Part]:
        vocabulary = self.vocabulary
        front: list[Part] = []
        back: list[Part] = []
        rest = run
        while found := vocabulary.han_prefix(rest):
            text, meaning = found
            if len(text) == len(rest):
                break
            front.append(Part(text, meaning.kind, meaning.value))
            rest = rest[len(text) :]
            unit = vocabulary.meanings.get(rest[:1]) if meaning.kind == "number" and len(rest) > 1 else None
            if unit is not None and unit.kind == "branch":  # 第一师棉麻公司: a company of the first division
                front.append(Part(rest[:1], unit.kind, unit.value))
                rest = rest[1:]
        last = vocabulary.han_suffix(rest, 1) if len(rest) > 3 and vocabulary.han_suffix(rest, 2) is None else None
        if last and vocabulary.han_suffix(rest.removesuffix(last[0]), 2):  # the works of 机械制造厂
            back.append(Part(last[0], last[1].kind, last[1].value))
            rest = rest.removesuffix(last[0])
        shortest = 2
        while found := vocabulary.han_suffix(rest, shortest):
            text, meaning = found
            left = len(rest) - len(text)
            if left == 1 or (len(text) == 1 and left < _BRAND_SYLLABLES):
                break
            back.insert(0, Part(text, meaning.kind, meaning.value))
            rest = rest[:left]
            shortest = 1  # 业 of 棉业, 厂 of 机械厂: single characters count only behind or between longer words
        if back and rest and back[0].value == "and":
            rest += back.pop(0).text  # between a brand and what it makes no "and" stands: 永启和家具
        if not back and len(rest) > _BRAND_SYLLABLES and (found := vocabulary.han_suffix(rest, 1)):
            back.append(Part(found[0], found[1].kind, found[1].value))
            rest = rest.removesuffix(found[0])
        if len(rest) < _BRAND_SYLLABLES and front and self.is_weak(front[-1]):
            # a county without "county" before one character or none is the brand: 巨野棉麻, 新华棉业
            rest = front.pop().text + rest
        yield from front
        if rest:
            meaning_of_rest = vocabulary.meanings.get(rest)
            yield (
                Part(rest, "brand", "")
                if meaning_of_rest is None or meaning_of_rest.weak
                else Part(rest, meaning_of_rest.kind, meaning_of_rest.value)
            )
        yield from back

    def is_weak(self, part: Part) -> bool:
        """Whether a part counts as what it says only beside others (see `Meaning.weak`)."""
        meaning = self.vocabulary.meanings.get(part.text)
        return meaning is not None and meaning.weak
