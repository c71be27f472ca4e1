"""HS code → goods of the `commodities` table, or the class of HS 2022 that no list names."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from supplychain_risk.domain import Method, Resolution
from supplychain_risk.resolve.vocabulary import unresolved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.package import Row, Table

SHARED_DIGITS = 6
"""Digits of an HS code that all countries share; what follows is national."""
CLASS = "hs-"
"""Begins the code of a class of the HS that is no good of the lists."""


class HsCodes:
    """Looks HS codes up; what a code leads to is worked out each time, so callers remember it."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._goods = reference.table("commodities")

    def resolve(self, raw: str) -> tuple[Resolution, ...]:
        """Goods under a code as a sheet states it, the class of a code that no list names, or why it is no code."""
        digits = re.sub(r"^\D+", "", raw.strip())
        if not re.fullmatch(r"\d[\d.\s]*", digits):
            return (unresolved(raw, "not an HS code: it holds other characters than digits and dots"),)
        whole = _as_written(digits.strip())
        if whole is None:
            guess = tuple(a.code for a in self.listed(raw, f"0{re.sub(r'[^0-9]', '', digits)}") if a.code)
            return (unresolved(raw, "three digits before the first dot: a leading zero may have been lost", guess),)
        digits = re.sub(r"\D", "", whole)
        if len(digits) % 2:
            guess = tuple(a.code for a in self.listed(raw, f"0{digits}") if a.code) if len(digits) > 2 else ()
            return (unresolved(raw, f"{len(digits)} digits: a leading zero may have been lost", guess),)
        if not 2 <= len(digits) <= 12:
            return (unresolved(raw, f"{len(digits)} digits are no HS code"),)
        if digits[:4] not in self._headings:
            return (unresolved(raw, f"the HS has no heading {digits[:4]}"),)
        return self._known(raw, digits)

    def _known(self, raw: str, digits: str) -> tuple[Resolution, ...]:
        found = self.listed(raw, digits)
        wider = digits
        if len(digits) >= SHARED_DIGITS and digits[:SHARED_DIGITS] not in self._codes:
            why = f"HS 2022 has no subheading {digits[:SHARED_DIGITS]}; "
            wider = digits[:4]
            found = tuple(a for a in found if a.method is Method.EXACT) or tuple(
                _possible(a, why) for a in self.listed(raw, wider)
            )
        if not found:
            return (self.class_of(raw, wider),)
        if len(digits) == 2 and all(a.method is Method.PHRASE for a in found) and len(found) > 1:
            candidates = tuple(a.code for a in found if a.code)
            rule = f"HS chapter {digits} holds {len(candidates)} goods of the lists and others"
            return (Resolution(raw=raw, method=Method.AMBIGUOUS, rule=rule, candidates=candidates),)
        return found

    def class_of(self, raw: str, digits: str) -> Resolution:
        """The class of a code, known and named by no list."""
        code = next(digits[:n] for n in (6, 4, 2) if digits[:n] in self._codes)
        row = self._codes[code]
        return Resolution(
            raw=raw,
            method=Method.EXACT,
            code=f"{CLASS}{code}",
            label=short(row["description"]),
            rule=f"HS {code} is '{short(row['description'])}', which no list names; that is no clearance",
            citation=self._table.cite(row),
        )

    def name(self, code: str) -> str | None:
        """The description of a class "hs-8418"; None for other codes."""
        row = self._codes.get(code.removeprefix(CLASS)) if code.startswith(CLASS) else None
        return short(row["description"]) if row else None

    def listed(self, raw: str, digits: str) -> tuple[Resolution, ...]:
        """The goods of the lists at, under or above a code, the sure ones first."""
        known = (row for row in self._goods if (row["hs"] or row["hs_made_of"]) and not row["same_as"])
        found = [self._match(raw, digits, row) for row in known]
        return tuple(sorted((a for a in found if a), key=lambda a: (a.method is Method.PHRASE, a.code or "")))

    def _match(self, raw: str, digits: str, row: Row) -> Resolution | None:
        best: tuple[Method, str] | None = None
        for prefix in filter(None, f"{row['hs']};{row['hs_earlier']}".split(";")):
            shared = prefix[:SHARED_DIGITS]
            if digits.startswith(shared) and len(prefix) <= SHARED_DIGITS:
                if row["hs_fit"] == "own":
                    best = (Method.EXACT, f"HS {digits} lies under {prefix}, {row['name']}")
                    break
                best = (
                    Method.PHRASE,
                    f"HS {digits} lies under {prefix}, which covers other goods than {row['name']} too",
                )
            elif digits.startswith(shared):
                best = best or (
                    Method.PHRASE,
                    f"HS {digits} agrees with {prefix}, {row['name']}, in the six digits that countries share",
                )
            elif shared.startswith(digits):
                best = best or (Method.PHRASE, f"HS {digits} is a wider heading than {prefix}, {row['name']}")
        made = next((code for code in row["hs_made_of"].split(";") if code and digits.startswith(code)), "")
        if made and best is None:
            best = Method.PHRASE, f"HS {digits} lies under {made}, which is of goods made of {row['name']}"
        if best is None:
            return None
        return Resolution(
            raw=raw, method=best[0], code=row["id"], label=row["name"], rule=best[1], citation=self._goods.cite(row)
        )

    @cached_property
    def _headings(self) -> frozenset[str]:
        return frozenset(code for (code,) in self._reference.table("hs_headings").columns("code") if code.isdigit())

    @cached_property
    def _table(self) -> Table:
        return self._reference.table("hs_2022")

    @cached_property
    def _codes(self) -> Mapping[str, Row]:
        return self._table.by_id


def _as_written(code: str) -> str | None:
    """A dotted code as it was before a cell kept it as a number; None where its heading lost a zero in front.

    A number has no zero at its end: 3604.1 was 3604.10. Of a code with more digits than all countries share, the last
    may be half of a pair; what is shared is known.

    >>> _as_written("3604.1"), _as_written("8541.43.001"), _as_written("702.1")
    ('3604.10', '8541.43.00', None)
    """
    heading, dot, rest = code.partition(".")
    if not dot or not heading.isdigit():
        return code
    if len(heading) == 3:
        return None
    if len(heading) > 4 and not rest.strip("0"):
        return heading  # 610910.0
    digits = re.sub(r"\D", "", rest)
    if len(heading) == 4 and len(digits) == 1:
        return f"{code}0"
    if len(heading) == 4 and len(digits) > SHARED_DIGITS - 4 and len(digits) % 2:
        return code[:-1]
    return code


def short(description: str) -> str:
    """A description without what it says in brackets, cut at a comma where it is long."""
    plain = re.sub(r"\s*\([^)]*\)?", "", description).strip(" ,;")
    more = re.search(r"[;,]", plain[60:])
    return plain[: 60 + more.start()] if more else plain


def _possible(answer: Resolution, why: str) -> Resolution:
    return answer.changed(method=Method.PHRASE, rule=why + answer.rule)
