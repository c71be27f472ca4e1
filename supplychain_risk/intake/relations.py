"""Sheets of relations: "Company A | Relation | Company B", where a word says which of the two supplies the other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from supplychain_risk.intake.columns import Column
from supplychain_risk.intake.headingkeys import heading_key
from supplychain_risk.intake.meaning import Meaning
from supplychain_risk.intake.words import HeadingWords

KINDS = ("relation_supplies", "relation_supplied_by", "relation_owns", "relation_owned_by")
_TWIN = re.compile(r"(?P<stem>.*?\S)[ _]?(?P<which>[ab12])$")
_FEWEST = 0.5
"""Share of the relations whose words must be known."""


@dataclass(frozen=True, slots=True)
class Relations:
    """What the words of a column of relations mean."""

    kinds: Mapping[str, str]
    nouns: frozenset[str]

    @classmethod
    def of(cls, words: HeadingWords) -> Relations:
        """The words of a vocabulary."""
        nouns = frozenset(word for kind in KINDS for word, value in words.values(kind).items() if value == "noun")
        return cls({word: kind for kind in KINDS for word in words[kind]}, nouns)

    def is_noun(self, text: str) -> bool:
        """Whether a relation is a noun alone ("supplier"), which may be read both ways, unlike "supplier of"."""
        return heading_key(text) in self.nouns

    def kind(self, text: str) -> str:
        """One of KINDS, or "" for a relation that we do not know."""
        return self.kinds.get(heading_key(text), "")


def twins(headings: Sequence[str]) -> tuple[int, int] | None:
    """Two columns that name the two ends of something: "Company A" and "Company B"."""
    found: dict[tuple[str, str], int] = {}
    for index, heading in enumerate(headings):
        match = _TWIN.fullmatch(heading_key(heading))
        if match and any(map(str.isalpha, match["stem"])):
            found[match["stem"], match["which"]] = index
    for (stem, which), index in found.items():
        other = found.get((stem, {"a": "b", "1": "2"}.get(which, "")))
        if other is not None:
            return index, other
    return None


def as_relations(columns: Sequence[Column], relations: Relations) -> list[Column] | None:
    """The columns of a sheet of relations with its ends as supplier and buyer; None where it is no such sheet."""
    told = next((c for c in columns if c.field == "relation" and c.sample), None)
    if told is None or sum(map(bool, map(relations.kind, told.sample))) < _FEWEST * len(told.sample):
        return None
    ends = twins([c.heading for c in columns])
    if ends is None:
        named = [c.index for c in columns if c.field in ("name", "buyer", "parent", "supplier_ref") and c.filled]
        if len(named) != 2 or {columns[i].sense for i in named} == {"site", "company"}:
            return None  # a site beside its company: the word says what they are to the reader of the sheet
        ends = (named[0], named[1])
    return [
        replace(c, meaning=Meaning("supplier_ref" if c.index == ends[0] else "buyer", "", 1.0, "end of a relation"))
        if c.index in ends
        else c
        for c in columns
    ]
