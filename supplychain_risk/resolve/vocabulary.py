"""Words for codes: a table of words, looked up as a whole cell or inside a longer text.

Sectors, commodities and indicators are resolved alike. A word names its codes (`is`), names a product made of them
(`made-of`, at most a PHRASE) or what can be a sign of them (`sign`, likewise), may mean any of several (`one-of`, and
then none is chosen), or is a trap (`not`): a phrase that holds a known word and means something else, as "coal tar"
does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from supplychain_risk.domain import Method, Resolution
from supplychain_risk.resolve.text import PhraseIndex, key

if TYPE_CHECKING:
    from supplychain_risk.reference.package import Row, Table

_BETWEEN = re.compile(
    r"\s*(?:[,;/|+&、，；／＆]|\b(?:and|y|et|und|e|ve|và|dan|as well as)\b|以及|及|和|与|與|・)\s*", re.IGNORECASE
)
_BORDER = re.compile(r"[,;/|()\[\]\n:+•·–—，、；：（）／]|\s-\s")
_WEAKER = {"made-of": "is made of", "sign": "can be a sign of"}
"""Readings that give at most a PHRASE → how that is said."""
OWN_NAME = "curated vocabulary"
"""`source` of every word but a list's own names."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word (or phrase) and what it stands for."""

    key: str
    reading: str
    """is, made-of, sign, one-of or not."""
    codes: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def names(self) -> bool:
        """Whether the word leads to codes, for sure or possibly."""
        return self.reading == "is" or self.reading in _WEAKER

    @property
    def row(self) -> Row:
        """The row that is cited: the first one."""
        return self.rows[0]

    def of(self, code: str, column: str) -> Row:
        """The row that maps the word to `code`."""
        return next(row for row in self.rows if row[column] == code)


@dataclass(frozen=True, slots=True)
class Found:
    """A word and where it stands in the normalized text."""

    start: int
    end: int
    word: Word


class Vocabulary:
    """The words of a table with columns alias, key, language, reading, match, note, source and one column of codes.

    Args:
        table: the words.
        column: name of the column that holds the code.
        guards: rows (position, key) of words that, directly before or after a known word inside a longer text, say that
            the thing is absent, imitated or only what something is for: "tin-free", "rice cooker", "faux leather"; of
            position "state", words on either side of it that leave it what it is: "raw", "in bales".
    """

    def __init__(self, table: Table, column: str, guards: Iterable[Row] = ()) -> None:
        self.table = table
        self.column = column
        rows: dict[str, list[Row]] = {}
        for row in table:
            rows.setdefault(row["key"], []).append(row)
        self._words: Mapping[str, Word] = {
            mark: Word(mark, of[0]["reading"], tuple(r[column] for r in of if r[column]), tuple(of))
            for mark, of in rows.items()
        }
        self._guards: dict[str, frozenset[str]] = {
            place: frozenset(row["key"] for row in guards_at)
            for place, guards_at in _by(guards, lambda row: row["position"]).items()
        }

    @cached_property
    def _index(self) -> PhraseIndex[Word]:
        return PhraseIndex({mark: word for mark, word in self._words.items() if word.row["match"] == "phrase"})

    def whole(self, text: str) -> Word | None:
        """The word that the whole text is, or None."""
        return self._words.get(key(text))

    def in_state(self, text: str) -> Word | None:
        """The word that a text is but for its order ("Cotton, raw") or words of packing and grade ("cotton, baled")."""
        turned = [key(" ".join(reversed(text.split(",")))), key(text)] if "," in text else [key(text)]
        for line in turned:
            found = self._words.get(line) or self._words.get(self._bare(line))
            if found and found.reading == "is":
                return found
        return None

    def _bare(self, line: str) -> str:
        """A key without the words of packing and grade at its ends."""
        states = self._guards.get("state", frozenset())
        words = line.split()
        most = max((mark.count(" ") + 1 for mark in states), default=0)
        trimmed = True
        while trimmed:
            trimmed = False
            for size in range(min(most, len(words) - 1), 0, -1):
                if " ".join(words[-size:]) in states:
                    words, trimmed = words[:-size], True
                elif " ".join(words[:size]) in states:
                    words, trimmed = words[size:], True
        return " ".join(words)

    def parts(self, text: str) -> tuple[Word, ...]:
        """The words of "shoes & apparel", if every part between conjunctions is a word that names something."""
        pieces = [piece for piece in _BETWEEN.split(text) if key(piece)]
        if len(pieces) < 2:
            return ()
        found = [self.whole(piece) for piece in pieces]
        return tuple(w for w in found if w) if all(w and w.reading == "is" for w in found) else ()

    def within(self, text: str) -> tuple[Word, ...]:
        """The words inside a longer text, each once, in order; traps and guarded words left out."""
        return tuple({found.word.key: found.word for found in self.places(text)}.values())

    def places(self, text: str) -> tuple[Found, ...]:
        """The words inside a longer text with their places, in order; traps and guarded words left out."""
        line, starts = key(text), _starts_of(text)
        return tuple(f for f in self._every(text) if not self._is_barred(line, starts, f))

    def barred(self, text: str) -> tuple[Found, ...]:
        """The traps and the guarded words inside a longer text."""
        line, starts = key(text), _starts_of(text)
        return tuple(f for f in self._every(text) if self._is_barred(line, starts, f))

    def _every(self, text: str) -> Iterator[Found]:
        return (Found(place, place + len(mark), word) for place, mark, word in self._index.find(text))

    def _is_barred(self, line: str, starts: frozenset[int], found: Found) -> bool:
        return found.word.reading == "not" or self._guarded(line, starts, found.start, found.end)

    def _guarded(self, line: str, starts: frozenset[int], start: int, end: int) -> bool:
        """Whether a guard stands next to a word, with no comma between: "chairs, tables" are no tables for chairs."""
        before = "" if start in starts else line[:start].rstrip()
        after = "" if end + 1 in starts else line[end:].lstrip()
        return any(_starts(after, mark) for mark in self._guards.get("after", ())) or any(
            _starts(before[::-1], mark[::-1]) for mark in self._guards.get("before", ())
        )

    # --- answers ------------------------------------------------------------------------------------------------

    def answers(
        self, raw: str, word: Word, method: Method | None, name: Callable[[str], str]
    ) -> tuple[Resolution, ...]:
        """The resolutions that a word gives; `method` None means the whole text is the word."""
        if word.reading == "not":
            return (unresolved(raw, f"'{word.row['alias']}' is {word.row['note'] or 'something else'}"),)
        if word.reading == "one-of":
            return (self.several(raw, word, name),)
        return tuple(self._answer(raw, word, code, method, name) for code in word.codes)

    def several(self, raw: str, word: Word, name: Callable[[str], str]) -> Resolution:
        """The answer to an ambiguous word: candidates, and no code."""
        meanings = ", ".join(name(code) for code in word.codes)
        note = f" ({word.row['note']})" if word.row["note"] else ""
        return Resolution(
            raw=raw,
            method=Method.AMBIGUOUS,
            rule=f"'{word.row['alias']}' may mean {meanings}{note}",
            candidates=word.codes,
            citation=self.table.cite(word.row),
        )

    def _answer(self, raw: str, word: Word, code: str, method: Method | None, name: Callable[[str], str]) -> Resolution:
        row = word.of(code, self.column)
        own = row["source"] != OWN_NAME
        weaker = _WEAKER.get(word.reading)
        said = "is the list's name of" if own else weaker or f"is a word for ({row['language']})"
        rule = f"'{row['alias']}' {said} {name(code)}"
        if method is Method.PHRASE:
            rule = f"the text contains '{row['alias']}', which {said} {name(code)}"
        return Resolution(
            raw=raw,
            method=method or (Method.PHRASE if weaker else Method.EXACT if own else Method.ALIAS),
            code=code,
            label=name(code),
            rule=rule,
            citation=self.table.cite(row),
        )


def unresolved(raw: str, rule: str, candidates: tuple[str, ...] = ()) -> Resolution:
    """The answer "in no table", with the reason."""
    return Resolution(raw=raw, method=Method.UNRESOLVED, rule=rule, candidates=candidates)


def once_per_code(found: Iterable[Resolution]) -> tuple[Resolution, ...]:
    """Each code once, by its firmest method; in the order of first mention. Answers without a code stay."""
    firmness = (Method.EXACT, Method.ALIAS, Method.PHRASE)
    kept: dict[str, Resolution] = {}
    for n, answer in enumerate(found):
        mark = answer.code or f"-{n}"
        known = kept.get(mark)
        if known is None or (answer.code and firmness.index(answer.method) < firmness.index(known.method)):
            kept[mark] = answer
    return tuple(kept.values())


def pieces(text: str) -> tuple[str, ...]:
    """The normalized parts of a text between commas, brackets and dashes; together they are its key."""
    parts = tuple(mark for part in _BORDER.split(text) if (mark := key(part)))
    return parts if " ".join(parts) == key(text) else (key(text),)


def _starts_of(text: str) -> frozenset[int]:
    """Where in the normalized text its pieces begin."""
    starts, place = [], 0
    for piece in pieces(text):
        starts.append(place)
        place += len(piece) + 1
    return frozenset(starts)


def _starts(line: str, mark: str) -> bool:
    """Whether `line` starts with `mark` as whole words; in scripts without blanks any start counts."""
    return line.startswith(mark) and (len(line) == len(mark) or line[len(mark)] == " " or not mark.isascii())


def _by(rows: Iterable[Row], what: Callable[[Row], str]) -> dict[str, list[Row]]:
    out: dict[str, list[Row]] = {}
    for row in rows:
        out.setdefault(what(row), []).append(row)
    return out
