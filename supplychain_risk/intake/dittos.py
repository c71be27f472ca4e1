"""Cells that say "the same as above": ditto marks, and words for them in the languages of the table.

Some of the words are codes and words of other languages, too ("id." and Indonesia, German "s.o." and French "s.o."):
the table says which count only with a mark around them, and which only in a sheet with headings of their language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from supplychain_risk.domain import Problem
from supplychain_risk.intake.edits import Edits
from supplychain_risk.intake.headingkeys import KeyStarts, heading_key
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.words import HeadingWords

_LONGEST = 24
_MARK = re.compile(r"[\s.\-–—_]*(?:[\"″〃„“”«»]{1,2}|''|´´|``|,,|々)[\s.\-–—_]*|[-–—]\s*//\s*[-–—]|[-=–—]+>|[→⇒↑⇑↓⇓^]")
_MARKED = re.compile(r"[\s\"“”'–—-]+\w+[\s\"“”'–—.-]+|\w+\.|[\"“”'–—-]+\w+[\"“”'–—-]+")
_DIGIT = re.compile(r"[0-9]")
_AMOUNTS = ("spend", "share", "quantity")
"""What is not repeated: a marked amount is told as one that cannot be read."""


class Dittos:
    """Tells cells that repeat the one above, in a sheet with given headings."""

    def __init__(
        self, words: HeadingWords, languages: Callable[[str], frozenset[str]], headings: Sequence[str]
    ) -> None:
        said = words.values("ditto")
        self._words = frozenset(word for word, value in said.items() if not value)
        self._marked = frozenset(word for word, value in said.items() if value == "marked")
        self._has_digits = any(map(str.isdigit, "".join(said)))
        self._starts = KeyStarts(said, digits=self._has_digits)
        known = [found for heading in headings if heading and (found := languages(heading))]
        self._words |= {
            word
            for word, value in said.items()
            if value not in ("", "marked") and 2 * sum(value in found for found in known) >= len(known) > 0
        }

    def is_ditto(self, text: str) -> bool:
        """Whether a cell says that it repeats the one above."""
        if len(text) > _LONGEST:
            return False
        if _MARK.fullmatch(text):
            return True
        if not self._has_digits and _DIGIT.search(text):
            return False
        key = heading_key(text)
        return key in self._words or (key in self._marked and not text.isupper() and bool(_MARKED.fullmatch(text)))

    def read(self, edits: Edits, plan: Plan) -> Iterator[Problem]:
        """Write into each such cell what stands above it; a note for each column, and for what repeats nothing."""
        amounts = {i for field in _AMOUNTS for i in plan.fields.get(field, ())}
        for column in plan.columns:
            if column.has_text and column.index not in amounts:
                yield from self._column(edits, column.index)

    def _column(self, edits: Edits, column: int) -> Iterator[Problem]:
        short = (text for text in edits.distinct(column) if 0 < len(text) <= _LONGEST)
        dittos = {text for text in self._starts.among(short) if self.is_ditto(text)}
        if not dittos:
            return
        above: int | None = None
        filled: list[int] = []
        for number in edits.body:
            text = edits.text(number, column)
            if text not in dittos:
                above = above if edits.is_total(number) else number if text else None
            elif above is None:
                edits.put(number, column, "")
                yield edits.note(
                    "ditto-without-value",
                    number,
                    column,
                    text,
                    f"'{text}' repeats the cell above, and there is nothing above it; the cell counts as empty",
                    "Write the value itself.",
                )
            else:
                edits.put(number, column, edits.text(above, column), (above, column))
                filled.append(number)
        if filled:
            first = filled[0]
            yield edits.note(
                "filled-down",
                first,
                column,
                edits.grid.rows[first][column].strip(),
                f"{len(filled)} cells of this column say that they repeat the one above; they are read so",
                "Write the value itself in each row, if one of them means something else.",
                len(filled),
            )
