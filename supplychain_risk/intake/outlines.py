"""Outlines: which row stands under which, by numbers such as 1.2.3, by depths, or by indentation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from supplychain_risk.patterns import pattern

_NUMBERED = re.compile(r"(?:\d{1,3}|[A-Za-z]{1,2})(?:[.\-](?:\d{1,3}|[A-Za-z]))*[.)]?")
_SEPARATORS = re.compile(r"[.\-]")
_LEVEL = pattern(r"[^\w]*[^\W\d_]*[^\w]*(?P<level>\d{1,2})(?:st|nd|rd|th|er|e|ème|[.)ºª°]|[^\W\d_])?(?:\s*[^\W\d_]+)?")
"""A depth with what is written around it: "..2", "+ 2", "Level 2", "Ebene 2", "L2", "2.", "第2层"."""
_MARKS = re.compile(r"([.+*\->·•])\1*")
_INDENT = re.compile(r"(?:[^\S\n]|[.·•‧*+–—\-_>|→↳└├─╰│┆])+(?=\S)")
_BLANKS = re.compile(r"(?:[^\S\n]|[→↳└├─╰│┆])+(?=\S)")
_WIDE = "\t\u3000"
"""Blanks of which one is an indentation; of others one alone may be a slip."""


def is_outline(texts: Sequence[str]) -> bool:
    """Whether texts number an outline: every "1.2" stands below its "1", and those below a number count from the first.

    Amounts (1, 1.5, 2) and dates do not: nobody begins to count at 5.
    """
    numbers = [_path(text) for text in texts if text]
    seen: set[tuple[str, ...]] = set()
    nested = 0
    for path in numbers:
        if path is None:
            return False
        if len(path) > 1:
            nested += 1
            first = path[-1].lstrip("0") in ("", "1", "10", "a", "A")
            sibling = any(other[:-1] == path[:-1] for other in seen if len(other) == len(path))
            if path[:-1] not in seen or not (first or sibling):
                return False
        seen.add(path)
    return nested > 0 and len(seen) >= 2 and len(seen) > 0.5 * len(numbers)


def _path(text: str) -> tuple[str, ...] | None:
    """The steps of an outline number; a last ".0" is none: "1.0" is above "1.1", but PN-000 is beside PN-001."""
    if not _NUMBERED.fullmatch(text):
        return None
    steps = [step for step in _SEPARATORS.split(text.rstrip(".)")) if step]
    while "-" not in text and len(steps) > 1 and not steps[-1].strip("0"):
        steps.pop()
    return tuple(steps)


def by_outline(texts: Mapping[int, str]) -> dict[int, int]:
    """Row → row above, by numbers: "1.2.3" goes into "1.2", the last one before it where numbers occur again."""
    found: dict[int, int] = {}
    rows: dict[tuple[str, ...], int] = {}
    for number, text in texts.items():
        path = _path(text)
        if path is None:
            continue
        above = next((rows[path[:n]] for n in range(len(path) - 1, 0, -1) if path[:n] in rows), None)
        if above is not None:
            found[number] = above
        rows[path] = number
    return found


def by_depth(depths: Mapping[int, int]) -> dict[int, int]:
    """Row → row above, by depths: a row goes into the last one above it that is less deep."""
    found: dict[int, int] = {}
    stack: list[tuple[int, int]] = []
    for number, depth in depths.items():
        while stack and stack[-1][1] >= depth:
            stack.pop()
        if stack:
            found[number] = stack[-1][0]
        stack.append((number, depth))
    return found


def depths_of(texts: Mapping[int, str]) -> dict[int, int]:
    """Row → depth, from texts that state it ("..2", "Level 2", "**"); texts that state none are left out."""
    found: dict[int, int] = {}
    for number, text in texts.items():
        whole = text.removesuffix(".0")
        stated = _LEVEL.fullmatch(whole)
        if stated:
            found[number] = int(stated["level"])
        elif _MARKS.fullmatch(whole):
            found[number] = len(whole)
    return found


def goes_down_step_by_step(depths: Iterable[int]) -> bool:
    """Whether depths are those of an outline: they begin at the top, go down one at a time, and come back up."""
    every = list(depths)
    if not every or every[0] != min(every):
        return False
    known = sorted(set(every))
    steps = [known.index(depth) for depth in every]
    pairs = list(pairwise(steps))
    return all(after <= before + 1 for before, after in pairs) and any(after < before for before, after in pairs)


def indents(texts: Mapping[int, str], *, blanks: bool = False) -> dict[int, int]:
    """Row → how far its text is indented, by blanks, tabs, dots or strokes; empty where that is no outline.

    `blanks`: by blanks or strokes alone; a name may begin with a star or a dot.
    """
    pattern = _BLANKS if blanks else _INDENT
    marks = {number: found[0] if (found := pattern.match(text)) else "" for number, text in texts.items()}
    found_marks = {mark for mark in marks.values() if mark}
    slips = all(len(mark) == 1 and mark not in _WIDE for mark in found_marks) and all(map(str.isspace, found_marks))
    widths = {number: len(mark.replace("\t", "    ")) for number, mark in marks.items()}
    return {} if slips else valid(widths)


def begins_indented(text: str) -> bool:
    """Whether a text begins with anything that may be an indentation."""
    return not text[:1].isalnum() and bool(_INDENT.match(text))


def valid(widths: Mapping[int, int]) -> dict[int, int]:
    """Widths of indentation as depths, if they can be those of an outline: the first row has the least of them."""
    every = list(widths.values())
    known = sorted(set(every))
    if len(known) < 2 or every[0] != known[0]:
        return {}
    depths = {number: known.index(width) for number, width in widths.items()}
    return depths if all(after <= before + 1 for before, after in pairwise(depths.values())) else {}
