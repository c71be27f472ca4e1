"""What the script of the page works on: suppliers as columns, and everything that they share said once, by number.

Texts, citations, reasons, scores and cell patterns are pooled: a list of twenty thousand suppliers repeats a few
hundred of each. A cell on the row that a supplier was read from is stored as its column alone.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from supplychain_risk.domain import Citation, DueDiligence, DueStep
from supplychain_risk.report import words
from supplychain_risk.report.models import (
    Document,
    FindingEntry,
    LineEntry,
    ReasonEntry,
    ScoreEntry,
    SupplierEntry,
)
from supplychain_risk.report.page_groups import PageGroup
from supplychain_risk.report.turning import Turning
from supplychain_risk.workbooks.text import printable, web_address

MAX_SUPPLIERS = 20_000
"""Suppliers on the page, most urgent first; a browser takes about a second for this many."""
MAX_TEXT = 4_000
"""Longest text of a single value on the page."""
MAX_LINES = 30
"""Lines shown per supplier; the workbook and the JSON hold all."""
MAX_PATHS = 3
"""Paths drawn per finding."""
PLAIN = 256 * 1024
"""Up to this many characters the data stand in the page as they are; beyond, compressed."""
LEVELS = list(DueDiligence)
AS_BEFORE = "as before"
SINCE = (AS_BEFORE, "new", "changed")
"""What a supplier is since an earlier report, by number. One that is gone is none of this report: *New* names it."""


def shown(text: str) -> str:
    """Text as the page shows it: no control characters, and cut where it is very long."""
    text = printable(text)
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + " … [cut; the whole text is in report.json]"


def data_block(document: Document, groups: Sequence[PageGroup]) -> str:
    """JSON that cannot end its script element: `<`, `>` and `&` are written as escapes.

    Where the data are long, they are `{"deflate": …}`: the same JSON compressed by zlib, in Base64.
    """
    data = msgspec.json.encode(_Pools(document, groups).data(), order="sorted")
    text = data.decode()
    if len(text) > PLAIN:
        # zlib's format holds no time; equal texts give equal bytes
        packed = base64.b64encode(zlib.compress(data)).decode("ascii")
        return json.dumps({"deflate": packed})
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


class _Pool:
    """Values by number, in the order in which they first came up."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}

    def __call__(self, value: Hashable) -> int:
        return self._numbers.setdefault(value, len(self._numbers))

    def values(self) -> list[Any]:
        return list(self._numbers)


_CELL = re.compile(r"(.*)!([A-Z]+)([0-9]+)", re.DOTALL)
Home = tuple[str, str]
"""Sheet (with its file) and row that a supplier was read from."""


def _home(cells: Sequence[str]) -> Home:
    found = _CELL.fullmatch(cells[0]) if cells else None
    return (found[1], found[3]) if found else ("", "")


class _Pools:
    def __init__(self, document: Document, groups: Sequence[PageGroup]) -> None:
        self.document = document
        self.groups = groups
        self.text_pool, self.sheets, self.patterns, self.lists = _Pool(), _Pool(), _Pool(), _Pool()
        self.citation_pool, self.score_pool, self.score_cells = _Pool(), _Pool(), _Pool()
        self.shown = document.suppliers[:MAX_SUPPLIERS]
        self.places = {s.id: n for n, s in enumerate(self.shown)}
        """Node id → number: suppliers first, then whatever else a path names."""
        self.others: list[str] = []
        self.names = document.node_names()
        self.turning = Turning(document)
        self.since = {s.id: s.state for s in document.since.suppliers} if document.since else {}
        self.reason_of = {r.id: n for n, r in enumerate(document.reasons)}
        self._numbers: dict[str, int] = {}
        self._home: Home = ("", "")
        self._split: dict[str, re.Match[str] | None] = {}
        self._placed: dict[tuple[Sequence[str], int], Any] = {}
        """What was made of cells of the supplier that is at hand: its values are read from few, again and again."""

    def text(self, text: str) -> int:
        known = self._numbers.get(text)
        if known is None:
            known = self._numbers[text] = self.text_pool(shown(text))
        return known

    def texts(self, texts: Iterable[str]) -> int:
        return self.lists(tuple(self.text(t) for t in texts))

    def cite(self, cited: Iterable[Citation]) -> list[int]:
        return [self.citation_pool(c) for c in cited]

    def node(self, id_: str) -> int:
        if id_ not in self.places:
            self.places[id_] = len(self.shown) + len(self.others)
            self.others.append(id_)
        return self.places[id_]

    def cells(self, cells: Sequence[str], home: Home, limit: int = 6) -> Any:
        """The number of a pattern of columns on the supplier's own row; else [sheet, its cells] in turn; 0 for none."""
        if not cells:
            return 0
        if home is not self._home:
            self._home, self._placed, self._split = home, {}, {}
        known = self._placed.get((cells, limit))
        if known is None:
            known = self._placed[cells, limit] = self._place(cells, home, limit)
        return known

    def _place(self, cells: Sequence[str], home: Home, limit: int) -> Any:
        more = f" +{len(cells) - limit}" if len(cells) > limit else ""
        for cell in cells[:limit]:
            if cell not in self._split:
                self._split[cell] = _CELL.fullmatch(cell)
        split = [self._split[cell] for cell in cells[:limit]]
        if home[0] and all(m and (m[1], m[3]) == home for m in split):
            return self.patterns(" ".join(m[2] for m in split if m) + more) + 1
        by_sheet: list[Any] = []
        for cell, m in zip(cells[:limit], split, strict=True):
            sheet, place = (self.sheets(shown(m[1])), m[2] + m[3]) if m else (-1, shown(cell))
            if by_sheet and by_sheet[-2] == sheet and sheet >= 0:
                by_sheet[-1] += f" {place}"
            else:
                by_sheet += [sheet, place]
        if more:
            by_sheet[-1] += more
        return by_sheet

    # --- what is shared -----------------------------------------------------------------------------------------

    def score(self, score: ScoreEntry, band: str) -> int:
        """The score of a case with its factors."""
        return self.score_pool((score.id, score.low, score.high, self.text(band), score))

    def _score(self, pooled: tuple[str, float, float, int, ScoreEntry]) -> list[Any]:
        _, low, high, band, score = pooled
        factors = [
            [
                f.id,
                words.interval(f.points_low, f.points_high),
                f.points_low,
                f.points_high,
                self.text(f.answer),
                self.cite(f.citations),
            ]
            for f in score.factors
        ]
        return [low, high, band, factors]

    def reason(self, reason: ReasonEntry) -> list[Any]:
        """What is said once for all suppliers of a reason."""
        return [
            LEVELS.index(reason.calls_for),
            reason.certainty.value,
            reason.channel.value,
            self.text(reason.jurisdiction),
            self.text(reason.code),
            self.text(reason.statement),
            self.text(reason.instrument),
            self.cite(reason.citations),
            self.text(reason.next_step),
            self.steps(reason.steps),
            self.verdicts(reason),
        ]

    def steps(self, steps: Iterable[DueStep]) -> list[list[int]]:
        """What law or guidance asks for."""
        return [[self.text(s.text), self.text(s.reference), *self.cite([s.citation])] for s in steps]

    def verdicts(self, reason: ReasonEntry) -> Any:
        """What either verdict would make of a match; 0 for no match, and for a verdict that changes nothing."""
        told = reason.verdicts
        if told is None:
            return 0
        one, other = told.confirmed, told.rejected
        confirmed = [
            LEVELS.index(one.calls_for),
            self.text(words.outcome(one)),
            self.text(one.next_step),
            self.steps(one.steps),
        ]
        return [
            confirmed if words.is_changed(one, reason) else 0,
            [LEVELS.index(other.calls_for), self.text(other.next_step)],
        ]

    def finding(self, finding: FindingEntry, home: Home) -> list[Any]:
        """A finding of a supplier: what its reason does not say."""
        start = f"{finding.code}:{finding.supplier}:"
        tail = finding.id.removeprefix(start)
        row: list[Any] = [
            self.reason_of[finding.reason.id],
            self.text(tail) if tail != finding.id else -1,
            self.cells(finding.cells, home, 12),
            [[self.node(n) for n in path] for path in finding.paths[:MAX_PATHS]],
        ]
        more = {
            "id": shown(finding.id) if tail == finding.id else "",
            "paths": words.paths(finding.path_count, finding.path_count_exact)
            if finding.path_count > len(finding.paths[:MAX_PATHS])
            else "",
            "score": finding.score,
            "verdict": (finding.disposition or "").replace("_", " "),
            "by": shown(finding.disposition_why),
        }
        kept = {key: value for key, value in more.items() if value not in ("", None)}
        return [*row, kept] if kept else row

    # --- suppliers ----------------------------------------------------------------------------------------------

    def data(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        document = self.document
        findings = {f.id: f for f in document.findings}
        problems = {p.where: shown(f"{p.message} {p.hint}") for p in document.problems}
        lines: dict[str, list[LineEntry]] = {}
        for line in document.lines:
            lines.setdefault(line.supplier, []).append(line)
        group_of = {s: n for n, group in enumerate(self.groups) for s in group.suppliers}
        rows = [self._row(s, findings, problems, lines.get(s.id, ()), group_of.get(s.id, -1)) for s in self.shown]
        columns = {key: [row[key] for row in rows] for key in rows[0]} if rows else {}
        scores = [self._score(pooled) for pooled in self.score_pool.values()]
        reasons = [self.reason(r) for r in document.reasons]
        groups = [
            [self.text(g.why), self.text(g.next_step), self.text(g.place), self.texts(g.commodity_names)]
            for g in self.groups
        ]
        return {
            "count": len(self.shown),
            "columns": columns,
            "scores": scores,
            "score_cells": self.score_cells.values(),
            "reasons": reasons,
            "groups": groups,
            "others": [shown(self.names.get(id_, id_)) for id_ in self.others],
            "levels": [list(words.LEVELS[level]) for level in LEVELS],
            "since": list(SINCE) if document.since else [],
            "level_names": [level.value for level in LEVELS],
            "patterns": self.patterns.values(),
            "sheets": self.sheets.values(),
            "lists": self.lists.values(),
            "citations": [
                [
                    shown(words.citation(c)),
                    shown(" · ".join(filter(None, (c.publisher, c.licence, words.read_in(c))))),
                    web_address(c.url) or "",
                ]
                for c in self.citation_pool.values()
            ],
            "decided": [words.CONFIRMED, words.REJECTED],
            "texts": self.text_pool.values(),
        }

    def _row(
        self,
        supplier: SupplierEntry,
        findings: Mapping[str, FindingEntry],
        problems: Mapping[str, str],
        lines: Sequence[LineEntry],
        group: int,
    ) -> dict[str, Any]:
        home = _home(supplier.cells)
        score, firm = supplier.structural, supplier.stability
        read = [
            [self.text(r.field), self.text(r.raw), self.text(r.rule or r.method.value), self.cells(r.cells, home)]
            for r in supplier.resolved
        ]
        cells = tuple(self.cells(c, home) for c in score.cells) if score else ()
        return {
            "id": shown(supplier.id),
            "name": shown(supplier.name),
            "level": LEVELS.index(supplier.due_diligence),
            "why": self.text(supplier.why),
            "country": self.text(words.coded(supplier.country, supplier.country_name)),
            "code": supplier.country or "",
            "tier": supplier.tier,
            "score": self.score(score.score, words.band(score)) if score else -1,
            # most suppliers have their cells in the same columns: those are pooled, the others stand where they are
            "score_cells": self.score_cells(cells) if all(isinstance(c, int) for c in cells) else list(cells),
            "group": group,
            "sheet": self.sheets(shown(home[0])),
            "row": int(home[1] or 0),
            "sectors": self.texts(
                words.coded(c, n) for c, n in zip(supplier.sectors, supplier.sector_names, strict=True)
            ),
            "goods": self.texts(n or c for c, n in zip(supplier.commodities, supplier.commodity_names, strict=True)),
            "findings": [self.finding(findings[i], home) for i in supplier.findings],
            "read": read,
            "cells": self.cells(supplier.cells, home, 12),
            "turning": self.texts(self.turning.of(supplier)),
            "rank": [firm.rank, firm.rank_p5, firm.rank_p95, firm.score_p5, firm.score_p95, firm.top_decile]
            if firm
            else 0,
            "more": self._more(supplier, problems, lines, home) or 0,
            **({"since": SINCE.index(self.since.get(supplier.id, AS_BEFORE))} if self.document.since else {}),
        }

    def _more(
        self, supplier: SupplierEntry, problems: Mapping[str, str], lines: Sequence[LineEntry], home: Home
    ) -> dict[str, Any]:
        """What few suppliers have."""
        score, exposure = supplier.structural, supplier.exposure
        residual = score.residual if score else None
        told = [[shown(words.line(line)), self.cells(line.cells, home)] for line in lines[:MAX_LINES]]
        if len(lines) > MAX_LINES:
            told.append([f"and {len(lines) - MAX_LINES} more lines, in the workbook", 0])
        more: dict[str, Any] = {
            "region": words.coded(supplier.region, supplier.region_name) if supplier.region else "",
            "names": [shown(n) for n in supplier.names if n != supplier.name],
            "ids": [f"{i.scheme} {shown(i.value)}" for i in supplier.identifiers],
            "left": words.residual(residual) if residual else "",
            "controls": [
                [self.text(words.control(c)), self.cells(c.cells, home)]
                for c in (residual.controls if residual else ())
            ],
            "worst": words.worst(exposure) if exposure.worst is not None else "",
            "path": [self.node(n) for n in exposure.worst_path],
            "exposed": words.exposed(exposure) if exposure.share_exposed is not None else "",
            "held": words.percent(exposure.share_with_hold) if exposure.share_with_hold is not None else "",
            "holds": exposure.holds,
            "unmapped": words.percent(exposure.unmapped_share) if exposure.unmapped_share is not None else "",
            "upstream": exposure.upstream,
            "triggers": exposure.triggers,
            "problems": [
                [shown(where), self.text(problems[where])] for where in supplier.problems if where in problems
            ],
            "lines": told,
            "positive": [[self.text(words.positive(one)), shown(one.cell)] for one in supplier.positive],
        }
        if not exposure.upstream:
            more["unmapped"] = ""
        return {key: value for key, value in more.items() if value}
