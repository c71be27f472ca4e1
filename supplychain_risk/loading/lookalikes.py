"""Suppliers that look like one: names that differ by their legal form, their dots or a slip, in one country. Told, not
merged: two companies may well be called nearly the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from supplychain_risk.domain import Fate, Problem, Supplier
from supplychain_risk.resolve.text import key

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

Report = Callable[[Problem], None]
_SHORTEST = 5
"""Letters that a name without its form needs: shorter ones are alike by chance."""
_COMPARED = 30
"""Names of one frame of consonants that are compared with a further one."""
_LIKENESS = 90.0
"""Of 100: one slip in ten letters."""


class Namesakes:
    """Suppliers by country and by the numbers in their names: only those that agree in both may look like one."""

    def __init__(self) -> None:
        self._suppliers: defaultdict[tuple[str, str], list[Supplier]] = defaultdict(list)

    def add(self, supplier: Supplier) -> None:
        """Take a supplier into account."""
        if supplier.cells:
            self._suppliers[supplier.country_code or "", _numbers(supplier.name)].append(supplier)

    def groups(self) -> Iterator[Sequence[Supplier]]:
        """Those that agree with another."""
        return (group for group in self._suppliers.values() if len(group) > 1)


class LookAlikes:
    """Finds suppliers whose names are nearly equal."""

    def __init__(self, reference: Reference) -> None:
        forms = [row["form"] for row in reference.table("legal_forms")]
        plain = sorted((f for f in forms if f.isascii()), key=lambda f: (-len(f), f))
        self._behind = re.compile(rf"(?: (?:{'|'.join(map(re.escape, plain))}|and|the))+$")
        self._glued = tuple(sorted((f for f in forms if not f.isascii() and len(f) > 1), key=len, reverse=True))

    def tell(self, suppliers: Iterable[Supplier], report: Report) -> None:
        """Report each supplier that looks like one before it, in the order of their ids."""
        namesakes = Namesakes()
        for supplier in suppliers:
            namesakes.add(supplier)
        self.tell_among(namesakes, report)

    def tell_among(self, namesakes: Namesakes, report: Report) -> None:
        """The same of suppliers that were collected one by one."""
        pairs = (pair for group in namesakes.groups() for pair in self._pairs(group))
        for first, second in sorted(pairs, key=lambda pair: pair[1].id):
            where = second.names[0].cells[0] if second.names and second.names[0].cells else second.cells[0]
            at = first.names[0].cells[0] if first.names and first.names[0].cells else first.cells[0]
            report(
                Problem(
                    where=where,
                    code="may-be-one-supplier",
                    value=second.name,
                    message=f"'{second.name}' and '{first.name}' ({at}) may be one supplier; they are kept apart",
                    hint="If they are one, write the name alike or give both the same supplier id.",
                    fate=Fate.NOTE,
                )
            )

    def mark(self, name: str, country: str) -> str | None:
        """What suppliers that look like one have in common; None for a name too short to look like another."""
        bare = self._bare(name)
        return None if len(bare) < _SHORTEST else "\x1f".join((country, _numbers(name), _skeleton(bare)))

    def _pairs(self, suppliers: Iterable[Supplier]) -> Iterator[tuple[Supplier, Supplier]]:
        found: dict[str, list[tuple[str, Supplier]]] = {}
        for supplier in sorted(suppliers, key=lambda s: s.id):
            bare = self._bare(supplier.name)
            if len(bare) < _SHORTEST:
                continue
            group = found.setdefault(_skeleton(bare), [])
            twin = next((other for known, other in group[:_COMPARED] if _alike(known, bare)), None) if group else None
            if twin is not None:
                yield twin, supplier
            else:
                group.append((bare, supplier))

    def _bare(self, name: str) -> str:
        """A name without its legal form, in letters and digits only."""
        text = self._behind.sub("", key(name))
        if not text.isascii():
            for form in self._glued:
                text = text.replace(form, "")
        return text.replace(" ", "")


def _numbers(name: str) -> str:
    """Digits, Roman numbers and single letters of a name: plant I and plant II are two, however alike they look."""
    line = key(name)
    if line.isascii():  # of most words that stand alone it is plain that they are no number
        line = " ".join([word for word in line.split(" ") if not word.isalpha() or len(word) == 1 or word[0] in "ivx"])
    return " ".join(_NUMBER.findall(line)) if line else ""


_SOFT = str.maketrans("", "", "aeiouy0123456789")
_DOUBLED = re.compile(r"(.)\1+")
_NUMBER = re.compile(r"\d+|\b(?:[ivx]+|[a-z])\b")


def _skeleton(text: str) -> str:
    """The consonants of a name, doubled ones once: what misspellings leave alone. Other scripts stay as they are."""
    if not text.isascii():
        return text
    bones = _DOUBLED.sub(r"\1", text.translate(_SOFT))
    return bones if len(bones) >= 3 else text


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    return fuzz.ratio(one, other) >= _LIKENESS
