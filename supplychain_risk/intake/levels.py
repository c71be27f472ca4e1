"""Bills of materials: which row is the part above, by part numbers, outline numbers, levels or indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from supplychain_risk.intake.grid import Grid
from supplychain_risk.intake.plan import Plan
from supplychain_risk.resolve.text import is_placeholder, key

_OUTLINE = re.compile(r"\d+(?:\.\d+)*\.?")
_DOTTED = re.compile(r"(?P<dots>[.\-–·>\s]*)(?P<level>\d{1,2})[.)]?")
_INDENT = re.compile(r"^(?:[ \u3000\t]{1,2}|[.·]{1,2}|[-–>]\s?)+")


def rows_above(grid: Grid, start: int, end: int, plan: Plan) -> Mapping[int, int]:
    """Row → the row of the part it goes into (both 0-based); rows at the top, and tables of no parts, have none."""
    body = [n for n in range(start, end) if any(text.strip() for text in grid.rows[n])]
    by_number = _by_part_number(grid, body, plan)
    by_level = _by_level(grid, body, plan) or _by_indent(grid, body, plan)
    return {**by_level, **by_number}


def _text(grid: Grid, row: int, columns: Sequence[int]) -> str:
    cells = grid.rows[row]
    found = next((cells[c].strip() for c in columns if c < len(cells) and cells[c].strip()), "")
    return "" if is_placeholder(found) else found


def _by_part_number(grid: Grid, body: Sequence[int], plan: Plan) -> dict[int, int]:
    """The part above by its number; a part that stands in several places goes into the nearest one above the row."""
    parents, parts = plan.fields.get("parent_part", ()), plan.fields.get("part", ())
    if not parents or not parts:
        return {}
    seen: dict[str, int] = {}
    first: dict[str, int] = {}
    for number in body:
        first.setdefault(key(_text(grid, number, parts)), number)
    found: dict[int, int] = {}
    for number in body:
        parent = key(_text(grid, number, parents))
        above = seen.get(parent, first.get(parent)) if parent else None
        if above is not None and above != number:
            found[number] = above
        if own := key(_text(grid, number, parts)):
            seen[own] = number
    return found


def _by_level(grid: Grid, body: Sequence[int], plan: Plan) -> dict[int, int]:
    columns = plan.fields.get("level", ())
    texts = {number: _text(grid, number, columns) for number in body} if columns else {}
    texts = {number: text for number, text in texts.items() if text}
    if not texts:
        return {}
    if any("." in text.strip(".") for text in texts.values()) and all(map(_OUTLINE.fullmatch, texts.values())):
        return dict(_by_outline(texts))
    depths = {n: int(m["level"]) for n, text in texts.items() if (m := _DOTTED.fullmatch(text))}
    return dict(_by_depth(depths))


def _by_outline(texts: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """ "1.2.3" goes into "1.2"."""
    rows = {text.rstrip("."): number for number, text in texts.items()}
    for number, text in texts.items():
        above = text.rstrip(".").rpartition(".")[0]
        if above in rows:
            yield number, rows[above]


def _by_depth(depths: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """A row goes into the last one above it that is less deep."""
    stack: list[tuple[int, int]] = []
    for number, depth in depths.items():
        while stack and stack[-1][1] >= depth:
            stack.pop()
        if stack:
            yield number, stack[-1][0]
        stack.append((number, depth))


def _by_indent(grid: Grid, body: Sequence[int], plan: Plan) -> dict[int, int]:
    """By blanks or dots before a part's number or description, where parts are listed."""
    if "part" not in plan.fields and "parent_part" not in plan.fields:
        return {}
    for columns in (plan.fields.get("part", ()), plan.fields.get("commodity", ())):
        for column in columns:
            texts = {
                n: grid.rows[n][column] for n in body if column < len(grid.rows[n]) and grid.rows[n][column].strip()
            }
            depths = {n: len(m[0]) if (m := _INDENT.match(text)) else 0 for n, text in texts.items()}
            if len(set(depths.values())) > 1 and next(iter(depths.values())) == 0:
                return dict(_by_depth(depths))
    return {}
