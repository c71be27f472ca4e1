"""Chains that are written once: a blank tier 1 above which the tier 1 of further sub-suppliers stands.

    Tier 1 | Tier 2                          Tier 1 | Tier 2
    Alpha  | Foam                            Alpha  | Foam
           | Timber       is read as         Alpha  | Timber
    Beta   | Boards                          Beta   | Boards

Read so only where nothing speaks for a blank being a blank: the first row names its tier 1, no row has a hole between
two companies, no company is written twice in a row, and there are more blanks than a few that were forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from supplychain_risk.domain import Problem
from supplychain_risk.intake.edits import Edits
from supplychain_risk.intake.plan import Plan

_OWN = ("supplier_id", "country", "region", "city", "address", "postal_code", "sector", "tier")
"""What is said of the company that a row is about and not of its goods."""
_FORGOTTEN = 4
"""With fewer blanks than a quarter of the rows, in a list that is not sorted, they are what somebody forgot."""
Company = tuple[int, tuple[int, ...]]
"""The column of its name, and all of its columns."""


def fill_chains(edits: Edits, plan: Plan) -> Iterator[Problem]:
    """Fill the companies nearer to the reporting company that rows leave blank because the row above names them."""
    companies = _companies(plan)
    if len(companies) < 2:
        return
    rows = [n for n in edits.body if any(edits.text(n, name) for name, _ in companies) and not edits.is_total(n)]
    if not _is_written_once(edits, companies, rows):
        return
    above: list[int | None] = [None] * len(companies)
    filled: list[int] = []
    for number in rows:
        first = next(at for at, (name, _) in enumerate(companies) if edits.text(number, name))
        for at in range(first):
            row = above[at]
            for column in companies[at][1] if row is not None else ():
                if row is not None and (text := edits.text(row, column)):
                    edits.put(number, column, text, (row, column))
        if first and above[0] is not None:
            filled.append(number)
        above[first:] = [number if edits.text(number, name) else None for name, _ in companies[first:]]
    if filled:
        yield edits.note(
            "filled-down",
            filled[0],
            companies[0][0],
            "",
            f"{len(filled)} row{'s' if len(filled) > 1 else ''} leave blank whom their company supplies, below a "
            "row that names it; they are read as further suppliers of the company above",
            "Write each row out in full, if it is not known whom one of them supplies.",
            len(filled),
        )


def _companies(plan: Plan) -> list[Company]:
    """The companies of a row, nearest to the reporting company first, as long as their columns stand in that order."""
    own = {i for field in _OWN for i in plan.fields.get(field, ())}
    subject = (0, plan.fields["name"][0], tuple({*plan.fields["name"], *own}))
    others = [(p.steps, p.names[0], (*p.names, *(i for ix in p.fields.values() for i in ix))) for p in plan.parties]
    ordered = sorted([subject, *(other for other in others if other[0])])
    names = [name for _, name, _ in ordered]
    return [(name, columns) for _, name, columns in ordered] if names == sorted(names) else []


def _is_written_once(edits: Edits, companies: Sequence[Company], rows: Sequence[int]) -> bool:
    """Whether a table writes a company once for all rows that go on with it."""
    name, _ = companies[0]
    leaning = 0
    for number in rows:
        named = [bool(edits.text(number, column)) for column, _ in companies]
        first = named.index(True)
        if True in named[named.index(False, first) :] if False in named[first:] else False:
            return False  # a hole between two companies: somebody left out what is not known
        if any(edits.text(number, i) for _, columns in companies[:first] for i in columns):
            return False  # a company without a name of which something is said
        leaning += first > 0
    written = [edits.text(number, name) for number in rows]
    if not leaning or not written[0] or any(a and a == b for a, b in pairwise(written)):
        return False
    texts = [text for text in written if text]
    return len(set(texts)) == len(texts) and (_FORGOTTEN * leaning >= len(rows) or texts == sorted(texts))
