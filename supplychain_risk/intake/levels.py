"""Bills of materials: which rows are the part above, by part numbers, outline numbers, levels or indentation.

Several rows are one part above where it has several suppliers. What no heading said (indentation) is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from supplychain_risk.domain import Fate, Problem
from supplychain_risk.intake.body import Body
from supplychain_risk.intake.meaning import OF_COMPANIES
from supplychain_risk.intake.outlines import (
    begins_indented,
    by_depth,
    by_outline,
    depths_of,
    indents,
    is_outline,
    valid,
)
from supplychain_risk.intake.plan import Plan
from supplychain_risk.intake.values import one_line, split_list
from supplychain_risk.resolve.text import is_placeholder, key

Above = Mapping[int, tuple[int, ...]]
"""Row → the rows of the part it goes into (all 0-based): several where that has several suppliers."""


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Which rows are the parts above, and what should be told of how that was found."""

    above: Above
    notes: tuple[Problem, ...] = ()


def hierarchy(body: Body, plan: Plan) -> Hierarchy:
    """Row → the rows of the part it goes into; rows at the top, and tables of no parts, have none."""
    if body.grid.above:
        return Hierarchy(body.grid.above)
    table = _PartRows(body, plan)
    by_number, lacking = table.by_number()
    by_level = table.by_level()
    if by_level or by_number:
        notes = () if by_level or not lacking else (table.not_listed(lacking),)
        return Hierarchy({**table.with_alternatives(by_level), **by_number}, notes)
    found = table.by_indent()
    return Hierarchy(table.with_alternatives(found[0]), (found[1],)) if found else Hierarchy({})


class _PartRows:
    """The rows of a list of parts."""

    def __init__(self, body: Body, plan: Plan) -> None:
        self._grid, self._body, self._plan = body.grid, body.filled, plan
        self._column = body.column
        fields = plan.fields
        self._parts = fields.get("part", ())
        levels = fields.get("level", ())
        self._of_parts = not any(c.index in levels and c.sense == OF_COMPANIES for c in plan.columns)
        self._goods = plan.stairs[::-1] or tuple(i for i in fields.get("commodity", ()) if i not in self._parts)

    def _text(self, row: int, columns: Sequence[int]) -> str:
        cells = self._grid.rows[row]
        found = next((cells[c].strip() for c in columns if c < len(cells) and cells[c].strip()), "")
        return "" if is_placeholder(found) and "*" not in found and "." not in found else found

    def _identity(self, row: int) -> str:
        """What a row calls its part: by number, else by words; "" where it does not say, or is about a company."""
        if not self._of_parts:
            return ""
        return key(self._text(row, self._parts) or self._text(row, self._goods))

    # --- by numbers of parts ---------------------------------------------------------------------------------------

    def by_number(self) -> tuple[dict[int, tuple[int, ...]], list[int]]:
        """The rows above by the number of the part above, and rows whose part above is not in the list.

        A part that stands in several places goes with each of them; where the parts below it are repeated with it, each
        goes into the nearest one above.
        """
        parents = self._plan.fields.get("parent_part", ())
        texts = {n: text for n in (self._body if parents else ()) if (text := self._text(n, parents))}
        numbers = self._key_columns(texts) if texts else ()
        if not numbers:
            return {}, []
        own = {n: key(self._text(n, numbers)) for n in self._body}
        rows: dict[str, list[int]] = {}
        for n, part in own.items():
            if part:
                rows.setdefault(part, []).append(n)
        pairs = Counter((own[n], key(text)) for n, text in texts.items())
        found: dict[int, tuple[int, ...]] = {}
        lacking: list[int] = []
        for n, text in texts.items():
            above: list[int] = []
            for parent in split_list(text):
                held = [other for other in rows.get(key(parent), ()) if own[other] != own[n]]
                if pairs[own[n], key(text)] > 1 and len({texts.get(other) for other in held}) > 1:
                    nearest = max((other for other in held if other < n), default=held[0])
                    held = [other for other in held if texts.get(other) == texts.get(nearest)]
                above += held
            if above:
                found[n] = tuple(dict.fromkeys(above))
            else:
                lacking.append(n)
        return found, lacking

    def _key_columns(self, texts: Mapping[int, str]) -> tuple[int, ...]:
        """The column among whose values the parts above are: numbers of parts or lines, or names of parts."""
        wanted = {key(part) for text in texts.values() for part in split_list(text)}
        candidates = (*self._parts, *self._goods, *self._plan.fields.get("level", ()))
        held = {c: len(wanted & {key(self._text(n, (c,))) for n in self._body}) for c in candidates}
        best = max(candidates, key=lambda c: held[c], default=None)
        return (best,) if best is not None and held[best] else ()

    def not_listed(self, rows: Sequence[int]) -> Problem:
        """The note that some parts above are not in the list, so that what goes into them goes to the company."""
        column = self._plan.fields["parent_part"][0]
        named = dict.fromkeys(self._text(n, (column,)) for n in rows)
        shown = ", ".join(f"'{one_line(text)}'" for text in list(named)[:5]) + (" …" if len(named) > 5 else "")
        return Problem(
            where=self._grid.cell(rows[0], column),
            code="part-above-not-listed",
            value=self._text(rows[0], (column,)),
            message=f"no part of the list is called {shown}; what goes into it is read as supplied to the company "
            f"({len(rows):,} {'row' if len(rows) == 1 else 'rows'})",
            hint="Add a row for each part that is bought, or correct its number.",
            fate=Fate.NOTE,
            cells=len(rows),
        )

    # --- by levels -------------------------------------------------------------------------------------------------

    def by_level(self) -> dict[int, int]:
        """The row above by levels: outline numbers, depths, or a column for each depth."""
        if self._plan.stairs:
            return by_depth(self._filled_down(dict(self._stairs())))
        columns = self._plan.fields.get("level", ())
        texts = {n: text for n in (self._body if columns else ()) if (text := self._text(n, columns))}
        if is_outline(list(texts.values())):
            return by_outline(texts)
        return by_depth(self._filled_down(depths_of(texts)))

    def _stairs(self) -> Iterator[tuple[int, int]]:
        for n in self._body:
            cells = self._grid.rows[n]
            filled = [at for at, c in enumerate(self._plan.stairs) if c < len(cells) and cells[c].strip()]
            if filled:
                yield n, filled[-1]

    def _filled_down(self, depths: Mapping[int, int]) -> dict[int, int]:
        """The depths with those of rows that name a further supplier of the part above them and nothing else."""
        found: dict[int, int] = {}
        last: int | None = None
        names = self._plan.fields.get("name", ())
        for n in self._body if depths else ():
            if n in depths:
                last = depths[n]
            elif last is None or self._identity(n) or not self._text(n, names):
                continue
            found[n] = last
        return found

    def with_alternatives(self, above: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
        """The rows above, each with the others that are the same part in the same place: its other suppliers."""
        same: dict[tuple[int | None, str], list[int]] = {}
        place: dict[int, tuple[int | None, str]] = {}
        before = ""
        for n in self._body if above else ():
            before = self._identity(n) or before
            place[n] = (above.get(n), before or str(n))
            same.setdefault(place[n], []).append(n)
        return {n: tuple(same[place[up]]) for n, up in above.items()}

    # --- by indentation --------------------------------------------------------------------------------------------

    def by_indent(self) -> tuple[dict[int, int], Problem] | None:
        """The row above by how far a text is indented, with blanks or by its cell's format; and a note that says so."""
        for column, named in self._may_be_indented():
            if not self._grid.indents and not any(map(begins_indented, self._column(column).distinct)):
                continue  # nothing in the column could be an indentation
            texts = {n: cells[column] for n in self._body if column < len(cells := self._grid.rows[n])}
            # a line alone in its row may be a note, and names may begin with anything
            texts = {n: t for n, t in texts.items() if t.strip() and (self._is_line(n) or t[0].isspace())}
            written = {n: self._grid.indents.get((n, column), 0) for n in texts}
            depths = indents(texts, blanks=named) or valid(written)
            found = by_depth(depths)
            if len(found) > named:
                return found, self._indented(column, min(found))
        outline = self._grid.outline if self._goods else {}
        if depths := valid({n: outline.get(n, 0) for n in self._body}) if outline else {}:
            found = by_depth(depths)
            return found, self._indented(self._goods[0], min(found))
        return None

    def _may_be_indented(self) -> Iterator[tuple[int, bool]]:
        """Columns of parts, of what stands left of the names, and of the names themselves (True)."""
        names = self._plan.fields.get("name", ())
        left = (c.index for c in self._plan.columns if names and c.index < names[0] and c.has_text)
        yield from ((column, False) for column in dict.fromkeys((*self._parts, *self._goods, *left)))
        yield from ((column, True) for column in names[:1])

    def _is_line(self, row: int) -> bool:
        return sum(bool(text.strip()) for text in self._grid.rows[row]) > 1

    def _indented(self, column: int, row: int) -> Problem:
        heading = next(c.heading for c in self._plan.columns if c.index == column)
        return Problem(
            where=self._grid.cell(row, column),
            code="read-by-indentation",
            value=self._text(row, (column,)),
            message=f"'{heading}' is indented: the supplier of such a row is read as one of the row it stands under",
            hint="Write the level of each part, or the number of the part it goes into, in a column of its own.",
            fate=Fate.NOTE,
        )


__all__ = ["Above", "Hierarchy", "hierarchy"]
