"""What stands in the PDF, as plain data in the order in which it is read; the template `report.typ` lays it out.

Suppliers on hold and in review stand in full, with their reason, cells, findings and way to the company; all others by
group. Everything has a limit, so that a list of twenty thousand suppliers stays a document that a person can read, and
what a limit leaves out is counted and said.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Any

from supplychain_risk.domain import Citation, DueDiligence
from supplychain_risk.report import json_format, words
from supplychain_risk.report.gathered import Ways, lists, problem_groups
from supplychain_risk.report.models import (
    DispositionEntry,
    Document,
    FileCoverage,
    FindingEntry,
    ReasonEntry,
    SheetCoverage,
    SourceTable,
    SupplierEntry,
)
from supplychain_risk.report.page_groups import PageGroup, page_groups
from supplychain_risk.report.xlsx_pages import flattened
from supplychain_risk.workbooks.text import printable, web_address

MAX_FULL = 120
"""Suppliers of a level (hold, review) that stand in full."""
MAX_BRIEF = 1_000
"""More suppliers of a level, with name, id and tier."""
MAX_FINDINGS = 12
"""Findings told of a supplier in full."""
MAX_CELLS = 6
"""Cells told of a supplier or finding."""
MAX_PICTURE = 5
"""Companies of a way that is drawn; a longer one is written."""
MAX_REASONS = 120
"""Reasons with instrument, source and steps; those of suppliers in full come first."""
MAX_OTHERS = 150
"""Groups of suppliers that no person must decide on, and reasons told in a line."""
MAX_NAMES = 25
"""Names in each of these groups."""
MAX_SHEETS, MAX_PROBLEMS, MAX_EXAMPLES, MAX_VERDICTS, MAX_ENGAGED, MAX_UNMAPPED, MAX_HASHES = 60, 40, 3, 100, 20, 20, 200
MAX_NAME, MAX_TEXT = 160, 1_600
"""Longest name and longest text, in characters."""
LONGEST_WORD = 32
"""Characters after which a word may be broken, so that it stays on the page."""
MAY_BREAK = "\u200b"
"""The zero-width space: a place where a line may end."""

_SPACES = re.compile(r"\s+")
_LONG = re.compile(rf"[^\s{MAY_BREAK}]{{{LONGEST_WORD}}}(?=[^\s{MAY_BREAK}])")
_JOINTS = re.compile(r"([!/_])(?=\w)")


def plain(text: str, limit: int = MAX_TEXT) -> str:
    """A text on one line, without control characters, cut where it is very long, breakable where a word is."""
    text = _SPACES.sub(" ", printable(text)).strip()
    if len(text) > limit:
        text = f"{text[:limit].rstrip()} … [cut; whole in report.json]"
    return _LONG.sub(rf"\g<0>{MAY_BREAK}", text)


def name(text: str) -> str:
    """A name, isolated where it runs right to left."""
    return words.isolated(plain(text, MAX_NAME))


def cells(at: Sequence[str]) -> str:
    """Cells, breakable behind file and sheet."""
    told = words.several((plain(_JOINTS.sub(rf"\1{MAY_BREAK}", cell), 240) for cell in at), MAX_CELLS)
    return told or "no cell"


def contents(document: Document) -> dict[str, Any]:
    """Everything that the template shows, as what JSON can hold."""
    return _Contents(document).all()


class _Contents:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.groups = page_groups(document)
        self.by_id = {s.id: s for s in document.suppliers}
        self.findings = {f.id: f for f in document.findings}
        self.names = {id_: name(told) for id_, told in document.node_names().items()}
        self.ways = Ways(document)
        self.reasons = {r.id: n for n, r in enumerate(document.reasons, start=1)}
        """Id → number, in the order of the report."""
        self.in_full: dict[str, None] = {}
        """Reasons of the suppliers in full, in the order in which they came up."""

    def all(self) -> dict[str, Any]:
        document, about, summary = self.document, self.document.about, self.document.summary
        decisions = [self.decided(level) for level in DueDiligence if level.is_a_persons]
        return {
            "company": plain(about.company, MAX_NAME) or "Reporting company",
            "day": about.as_of.isoformat(),
            "day_basis": words.DAY_BASIS[about.as_of_basis],
            "year_month_day": [about.as_of.year, about.as_of.month, about.as_of.day],
            "tool": f"{about.tool} {about.version}",
            "promise": plain(about.limits[0]),
            "limits": [plain(limit) for limit in about.limits[1:]],
            "suppliers": summary.suppliers,
            "levels": [
                {**_level(level), "meaning": words.MEANING[level], "count": summary.by_due_diligence[level]}
                for level in DueDiligence
            ],
            "facts": self.facts(),
            "record": hashlib.sha256(json_format.render(document)).hexdigest(),
            "decisions": decisions,
            "engagement": self.engagement(),
            "exposure": self.exposure(),
            **self.told_reasons(),
            "kinds": [
                {"title": plain(k.title), "code": k.code, "means": plain(k.means), "not": plain(k.does_not_mean)}
                for k in document.kinds
            ],
            **self.others(),
            "coverage": self.coverage(),
            "verdicts": [self.verdict(d) for d in document.dispositions[:MAX_VERDICTS]],
            "verdicts_more": max(0, len(document.dispositions) - MAX_VERDICTS),
            "method": [
                {"title": plain(m.title), "text": [plain(part, 6_000) for part in m.text.split("\n\n")]}
                for m in document.methodology
            ],
            "sources": [_source(t) for t in document.sources],
            **self.manifest(),
        }

    def facts(self) -> list[list[str]]:
        """What the cover says of what went in."""
        document, told = self.document, self.document.summary.coverage
        aged = lists(document)
        return [
            ["Input", f"{words.several((plain(f.name, 80) for f in document.coverage.files), 5) or 'none'}"],
            [
                "Rows",
                f"{told.rows_read:,} read: {told.used_rows:,} used, {told.problem_rows:,} set aside, "
                f"{told.blank_rows:,} blank",
            ],
            ["Suppliers", f"{document.summary.suppliers:,}, of which {told.suppliers_scored:,} have a structural score"],
            [
                "Findings",
                ", ".join(f"{n:,} {kind}" for kind, n in document.summary.findings_by_certainty.items()),
            ],
            [
                "Lists and tables",
                f"{aged.count}, dated {aged.oldest} to {aged.newest}; {aged.incomplete} of them not complete"
                if aged.count
                else "none was read",
            ],
            ["Not traced", f"{words.percent(told.unmapped_share)} of supply is not traced to a primary producer"],
        ]

    # --- what a person decides ----------------------------------------------------------------------------------

    def decided(self, level: DueDiligence) -> dict[str, Any]:
        """Suppliers on hold, or in review: by what decides, the first in full, more by name, the rest counted."""
        groups = [g for g in self.groups if g.due_diligence is level]
        full, brief, made = MAX_FULL, MAX_BRIEF, []
        for group in groups:
            here = [self.by_id[i] for i in group.suppliers]
            shown, named = here[:full], here[full : full + brief] if full < len(here) else []
            full, brief = full - len(shown), brief - len(named)
            if shown or named:
                made.append(
                    {
                        **self.group(group),
                        "full": [self.supplier(s, group) for s in shown],
                        "brief": [self.brief(s) for s in named],
                        "more": len(here) - len(shown) - len(named),
                    }
                )
        left = groups[len(made) :]
        return {
            **_level(level),
            "total": self.document.summary.by_due_diligence[level],
            "groups": made,
            "left": sum(len(g.suppliers) for g in left),
            "left_groups": len(left),
        }

    def group(self, group: PageGroup) -> dict[str, Any]:
        """What a group of suppliers shares."""
        return {
            **_level(group.due_diligence),
            "count": words.counted(len(group.suppliers), "supplier"),
            "number": len(group.suppliers),
            "why": plain(words.ended(group.why)),
            "ground": group.ground.value,
            "place": plain(group.place, 80),
            "goods": plain(", ".join(group.commodity_names), 200),
            "next": plain(group.next_step),
            "reasons": [f"R{self.reasons[r]}" for r in group.reasons[:MAX_FINDINGS]],
            "reasons_more": max(0, len(group.reasons) - MAX_FINDINGS),
        }

    def brief(self, supplier: SupplierEntry) -> dict[str, str]:
        """A supplier in a line."""
        return {
            "name": self.names[supplier.id],
            "id": words.isolated(plain(supplier.id, 60)),
            "tier": f"tier {supplier.tier}" if supplier.tier is not None else "tier not known",
        }

    def supplier(self, supplier: SupplierEntry, group: PageGroup) -> dict[str, Any]:
        """A supplier in full."""
        found = [self.findings[i] for i in supplier.findings]
        for finding in found[:MAX_FINDINGS]:
            self.in_full[finding.reason.id] = None
        way = self.ways.of(supplier, group)
        goods = words.several(supplier.commodity_names, 8)
        score = supplier.structural
        return {
            **self.brief(supplier),
            "country": plain(supplier.country_name or supplier.country or "country unknown", 80),
            "region": plain(supplier.region_name, 80),
            "goods": plain(goods, 300),
            "other_names": [name(n) for n in supplier.names if n != supplier.name][:4],
            "cells": cells(supplier.cells),
            "why": plain(words.ended(supplier.why)),
            "score": f"{words.interval(score.low, score.high)}, band {words.band(score)}" if score else "not scored",
            "findings": [self.finding(f) for f in found[:MAX_FINDINGS]],
            "findings_more": max(0, len(found) - MAX_FINDINGS),
            "picture": [self.node(n, way) for n in way] if 1 < len(way) <= MAX_PICTURE else [],
            "way": words.route(way, self.names) if len(way) > MAX_PICTURE else "",
        }

    def node(self, id_: str, way: Sequence[str]) -> dict[str, Any]:
        """A company of a way that is drawn."""
        supplier = self.by_id.get(id_)
        return {
            "name": self.names.get(id_, name(id_)),
            "level": _level(supplier.due_diligence) if supplier else None,
            "buys": id_ == way[-1],
        }

    def finding(self, finding: FindingEntry) -> dict[str, str]:
        """A finding in a line: its reason by number, what the input carries of it, its cells and paths."""
        paths = words.paths(finding.path_count, finding.path_count_exact)
        count = f"{paths} path{'' if finding.path_count == 1 else 's'} to the company" if finding.path_count else ""
        verdict = (finding.disposition or "").replace("_", " ")
        told = [
            f"{finding.certainty.value}, {finding.channel.value}",
            words.LEVELS[finding.calls_for][1].lower(),
            count,
            f"likeness {finding.score:.2f}" if finding.score is not None else "",
            f"verdict: {verdict}" if verdict else "",
        ]
        return {
            "reason": f"R{self.reasons[finding.reason.id]}",
            "what": " · ".join(part for part in told if part),
            "cells": cells(finding.cells),
            "by": plain(finding.disposition_why, 400),
        }

    # --- reasons and groups -------------------------------------------------------------------------------------

    def told_reasons(self) -> dict[str, Any]:
        """Reasons in full: those of the suppliers in full, then the most urgent; more of them in a line each."""
        every = self.document.reasons
        wanted = [r for r in every if r.id in self.in_full or r.calls_for.is_a_persons]
        first = sorted(wanted, key=lambda r: (r.id not in self.in_full, self.reasons[r.id]))[:MAX_REASONS]
        full = {r.id for r in first}
        others = [r for r in every if r.id not in full]
        return {
            "reasons": [self.reason(r) for r in sorted(first, key=lambda r: self.reasons[r.id])],
            "reasons_brief": [
                {
                    "number": f"R{self.reasons[r.id]}",
                    **_level(r.calls_for),
                    "certainty": r.certainty.value,
                    "statement": plain(r.statement, 500),
                    "source": _places(r.citations[:1]),
                    "suppliers": f"{r.suppliers:,}",
                }
                for r in others[:MAX_OTHERS]
            ],
            "reasons_more": max(0, len(others) - MAX_OTHERS),
        }

    def reason(self, reason: ReasonEntry) -> dict[str, Any]:
        """A reason with instrument, sources and what is asked for."""
        kinds = {kind.code: kind.title for kind in self.document.kinds}
        return {
            "number": f"R{self.reasons[reason.id]}",
            **_level(reason.calls_for),
            "kind": plain(kinds.get(reason.code, reason.code), 120),
            "tags": " · ".join(
                part for part in (reason.certainty.value, reason.channel.value, plain(reason.jurisdiction, 40)) if part
            ),
            "statement": plain(reason.statement),
            "suppliers": words.counted(reason.suppliers, "supplier"),
            "instrument": plain(reason.instrument, 600),
            "sources": [_cited(c) for c in reason.citations],
            "next": plain(reason.next_step),
            "steps": [{"text": plain(words.step(s)), **_cited(s.citation)} for s in reason.steps],
        }

    def others(self) -> dict[str, Any]:
        """Suppliers that no person must decide on, by group."""
        groups = [g for g in self.groups if not g.due_diligence.is_a_persons]
        return {
            "others": [
                {
                    **self.group(g),
                    "names": "; ".join(self.names[i] for i in g.suppliers[:MAX_NAMES]),
                    "names_more": max(0, len(g.suppliers) - MAX_NAMES),
                    "spend": f"{g.spend:,.0f}" if g.spend is not None else "not stated",
                }
                for g in groups[:MAX_OTHERS]
            ],
            "others_total": sum(len(g.suppliers) for g in groups),
            "others_left": sum(len(g.suppliers) for g in groups[MAX_OTHERS:]),
            "others_left_groups": len(groups[MAX_OTHERS:]),
        }

    # --- the network --------------------------------------------------------------------------------------------

    def engagement(self) -> dict[str, Any] | None:
        """Whom to talk to."""
        told = self.document.engagement
        if told is None:
            return None
        return {
            "statement": plain(told.statement),
            "set": [
                {**self.brief(self.by_id[gate.supplier]), "holds": f"{gate.holds:,}", "why": plain(gate.why, 400)}
                for gate in told.smallest_set[:MAX_ENGAGED]
            ],
            "more": max(0, len(told.smallest_set) - MAX_ENGAGED),
        }

    def exposure(self) -> list[list[str]]:
        """What the reporting company inherits from upstream."""
        for company in self.document.company_exposure[:1]:
            rows = [
                ["By score", f"{words.exposed(company)} of direct supply {words.SCORE_PATH}"],
                ["By holds", f"{words.percent(company.share_with_hold)} of direct supply {words.HELD}"],
                [
                    "Upstream",
                    f"{words.counted(company.upstream, 'supplier')}, {words.counted(company.triggers, 'finding')} about "
                    f"them ({words.NOT_COUNTED})",
                ],
                ["Worst path", f"{words.worst(company)}: {words.route(company.worst_path, self.names)}"],
            ]
            return [[head, plain(text)] for head, text in (rows if company.worst is not None else rows[:-1])]
        return []

    # --- coverage -----------------------------------------------------------------------------------------------

    def coverage(self) -> dict[str, Any]:
        """What was read, what could not be assessed, what nobody has mapped."""
        document, told = self.document, self.document.coverage
        read = document.summary.coverage
        sheets = [(file, sheet) for file in told.files for sheet in file.sheets]
        groups = problem_groups(document.problems, MAX_EXAMPLES)
        known = (
            ("country", read.suppliers_with_country),
            ("region", read.suppliers_with_region),
            ("sector", read.suppliers_with_sector),
            ("goods", read.suppliers_with_commodity),
            ("tier", read.suppliers_with_tier),
            ("structural score", read.suppliers_scored),
        )
        total = document.summary.suppliers
        return {
            "known": [
                [what, f"{count:,}", f"{total - count:,}", words.percent(count / total if total else None)]
                for what, count in known
            ],
            "not_assessed": [[plain(reason, 300), f"{count:,}"] for reason, count in told.not_assessed.items()],
            "unmapped": words.percent(told.unmapped.overall),
            "unmapped_basis": plain(" ".join(part for part in (told.unmapped.basis, told.unmapped.note) if part)),
            "unmapped_by": [
                [self.names.get(id_, plain(id_, 60)), words.percent(share)]
                for id_, share in list(told.unmapped.by_tier_1.items())[:MAX_UNMAPPED]
            ],
            "unmapped_more": max(0, len(told.unmapped.by_tier_1) - MAX_UNMAPPED),
            "sheets": [_sheet(file, sheet) for file, sheet in sheets[:MAX_SHEETS]],
            "sheets_more": max(0, len(sheets) - MAX_SHEETS),
            "problems": [
                {
                    "code": group.code,
                    "fate": group.fate,
                    "cells": f"{group.cells:,}",
                    "examples": [
                        plain(f"{p.where}: {f'“{p.value}”: ' if p.value else ''}{p.message} {p.hint}", 400)
                        for p in group.examples
                    ],
                    "more": group.more,
                }
                for group in groups[:MAX_PROBLEMS]
            ],
            "problems_more": max(0, len(groups) - MAX_PROBLEMS),
        }

    def verdict(self, verdict: DispositionEntry) -> dict[str, str]:
        """What a reviewer decided on a match."""
        until = f", until {verdict.expires}" if verdict.expires else ""
        return {
            "state": verdict.state,
            "supplier": name(verdict.supplier_name or verdict.supplier),
            "entry": name(verdict.listed_name or verdict.entry),
            "list": plain(" · ".join(p for p in (verdict.list_name, verdict.entry, verdict.list_edition) if p), 200),
            "verdict": verdict.verdict.replace("_", " ") + until,
            "who": plain(f"{verdict.person}, {verdict.date}: {verdict.reason}", 500),
            "why": plain(verdict.why, 300),
        }

    def manifest(self) -> dict[str, Any]:
        """Hashes of what went in."""
        every = list(flattened(self.document.manifest))
        return {
            "manifest": [[plain(key, 160), plain(value, 400)] for key, value in every[:MAX_HASHES]],
            "manifest_more": max(0, len(every) - MAX_HASHES),
        }


def _level(level: DueDiligence) -> dict[str, str]:
    symbol, word = words.LEVELS[level]
    return {"level": level.value, "symbol": symbol, "word": word}


def _cited(cited: Citation) -> dict[str, str]:
    """A citation: the row, whose it is, and the address to follow; "" where nothing is safe to follow."""
    return {
        "cited": plain(words.citation(cited), 240),
        "whose": plain(" · ".join(p for p in (cited.publisher, cited.licence, words.read_in(cited)) if p), 400),
        "url": web_address(cited.url) or "",
        "address": plain(_JOINTS.sub(rf"\1{MAY_BREAK}", cited.url), 240),
    }


def _places(cited: Iterable[Citation]) -> str:
    return "; ".join(plain(words.citation(c), 160) for c in cited)


def _source(table: SourceTable) -> dict[str, Any]:
    return {
        "title": plain(table.title, 160),
        "name": f"{table.name} · {plain(table.publisher, 160)} · {plain(table.licence, 200)}",
        "edition": plain(table.edition, 60),
        "day": table.data_date.isoformat(),
        "age": f"{table.age_days:,} days",
        "rows": f"{table.rows:,}",
        "completeness": plain(table.completeness, 200),
        "gaps": [plain(gap, 600) for gap in table.gaps],
        "blind_spots": [plain(spot, 600) for spot in table.blind_spots],
        "legal_effect": plain(table.legal_effect, 600),
    }


def _sheet(file: FileCoverage, sheet: SheetCoverage) -> dict[str, Any]:
    counts = (sheet.rows_read, sheet.used_rows, sheet.problem_rows, sheet.blank_rows, sheet.suppliers, sheet.links)
    return {
        "name": plain(sheet.name, 80) + (" (hidden)" if sheet.hidden else ""),
        "file": plain(file.name, 120),
        "counts": [f"{n:,}" for n in counts],
        "columns": plain("; ".join(f"{field} ← “{heading}”" for field, heading in sheet.mapping.items()), 700),
        "unused": plain(", ".join(sheet.unused), 300),
        "reason": plain(sheet.reason, 300),
    }
