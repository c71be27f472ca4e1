"""What stands in the PDF, as plain data in the order in which it is read; the template `report.typ` lays it out.

Suppliers on hold and in review stand first, each with its reason, cells, findings and way to the company; all others by
group. Everything has a limit, so that a list of twenty thousand suppliers stays a document that a person can read. What
a limit leaves out is counted and said; `report.json` holds all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from supplychain_risk.documents.paper import inert
from supplychain_risk.domain import DueDiligence, DueStep
from supplychain_risk.report import words
from supplychain_risk.report.gathered import Ways, lists, problem_groups
from supplychain_risk.report.models import (
    DispositionEntry,
    Document,
    FileCoverage,
    FindingEntry,
    ProblemEntry,
    ReasonEntry,
    SheetCoverage,
    SourceTable,
    SupplierEntry,
)
from supplychain_risk.report.page_groups import PageGroup, page_groups
from supplychain_risk.report.regime_models import ASKS, NO_ADVICE, NO_DOUBT, RegimeEntry, RegimeItem, Status
from supplychain_risk.report.xlsx_pages import flattened

MAX_FULL = 80
"""Suppliers of a level that a person decides on which stand with cells, findings and way."""
MAX_BRIEF = 800
"""More suppliers of such a level, by name."""
MAX_GROUPS, MAX_NAMES = 60, 25
"""Groups of the other levels, and names in each."""
MAX_FINDINGS, MAX_CELLS = 8, 6
"""Findings of a supplier, cells of a supplier or finding."""
MAX_REASONS, MAX_STEPS, MAX_CITED = 100, 60, 200
MAX_SHEETS, MAX_PROBLEMS, MAX_EXAMPLES, MAX_VERDICTS, MAX_UNMAPPED, MAX_HASHES = 40, 30, 2, 80, 20, 150
MAX_ITEMS = 300
"""Items of regimes."""
MAX_NAME, MAX_TEXT = 160, 1_600
"""Longest name and longest text, in characters."""
LONGEST_WORD = 28
"""Characters after which a word may be broken, so that it stays on the page."""
MAY_BREAK = "\u200b"
"""The zero-width space: a place where a line may end."""

_LONG = re.compile(rf"[^\s{MAY_BREAK}]{{{LONGEST_WORD}}}(?=[^\s{MAY_BREAK}])")
_JOINTS = re.compile(r"([!/_?&=.])(?=\w)")


def plain(text: str, limit: int = MAX_TEXT) -> str:
    """A text on one line, without characters that control or turn it; cut, and saying so, beyond the limit."""
    text = inert(text)
    if len(text) > limit:
        text = f"{text[:limit].rstrip()} … [cut; whole in report.json]"
    return _LONG.sub(rf"\g<0>{MAY_BREAK}", text)


def name(text: str, limit: int = MAX_NAME) -> str:
    """A name, or what else stands between our words, isolated where it runs right to left."""
    return words.isolated(plain(text, limit))


def jointed(text: str, limit: int = 240) -> str:
    """A cell or an address, which a line may break behind its parts."""
    return name(_JOINTS.sub(rf"\1{MAY_BREAK}", text), limit)


def contents(document: Document, report: str = "") -> dict[str, Any]:
    """Everything that the template shows, as what JSON can hold; and `named`, the suppliers named: id → name.

    Args:
        document: the report.
        report: SHA-256 of its `report.json`.
    """
    return _Contents(document).all() | {"record": jointed(report)}


class _Contents:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.by_id = {s.id: s for s in document.suppliers}
        self.findings = {f.id: f for f in document.findings}
        self.names = {id_: name(told) for id_, told in document.node_names().items()}
        self.ways = Ways(document)
        self.numbers = {r.id: f"R{n}" for n, r in enumerate(document.reasons, start=1)}
        """Id → number of a reason, in the order of the report."""
        self.told_of: dict[str, None] = {}
        """Reasons that are named beside suppliers."""
        self.named: dict[str, str] = {}

    def all(self) -> dict[str, Any]:
        document, about, summary = self.document, self.document.about, self.document.summary
        groups = page_groups(document)
        told = {
            "company": name(about.company) or "Reporting company",
            "day": about.as_of.isoformat(),
            "day_parts": [about.as_of.year, about.as_of.month, about.as_of.day],
            "day_basis": words.DAY_BASIS[about.as_of_basis],
            "tool": f"{about.tool} {about.version}",
            "promise": plain(about.limits[0]) if about.limits else "",
            "limits": [plain(limit) for limit in about.limits[1:]],
            "levels": [
                {**_level(level), "meaning": words.MEANING[level], "count": f"{summary.by_due_diligence[level]:,}"}
                for level in DueDiligence
            ],
            "facts": self.facts(),
            "decisions": [self.decided(level, groups) for level in DueDiligence if level.is_a_persons],
            "engagement": plain(document.engagement.statement) if document.engagement else "",
            "others": self.others(groups),
            "coverage": self.coverage(),
            "regimes": self.regimes(),
            "verdicts": [self.verdict(d) for d in document.dispositions[:MAX_VERDICTS]],
            "verdicts_more": max(0, len(document.dispositions) - MAX_VERDICTS),
            "method": [
                {"title": plain(m.title), "text": [plain(part, 6_000) for part in m.text.split("\n\n")]}
                for m in document.methodology
            ],
            "sources": [_source(t) for t in document.sources],
            **self.manifest(),
        }
        # reasons come after the suppliers have told which they are about
        return told | self.reasons() | {"named": self.named}

    def facts(self) -> list[list[str]]:
        """What the cover says of what went in."""
        document, read = self.document, self.document.summary.coverage
        aged = lists(document)
        certainty = ", ".join(f"{n:,} {kind}" for kind, n in document.summary.findings_by_certainty.items())
        return [
            ["Input", words.several((jointed(f.name, 80) for f in document.coverage.files), 5) or "none"],
            [
                "Rows",
                f"{read.rows_read:,} read: {read.used_rows:,} used, {read.problem_rows:,} set aside, "
                f"{read.blank_rows:,} blank",
            ],
            [
                "Suppliers",
                f"{document.summary.suppliers:,}, of which {read.suppliers_scored:,} have a structural score",
            ],
            ["Findings", f"{document.summary.findings:,}" + (f": {certainty}" if certainty else "")],
            [
                "Lists and tables",
                f"{aged.count}, dated {aged.oldest} to {aged.newest}; {aged.incomplete} of them not complete"
                if aged.count
                else "none was read",
            ],
            ["Upstream supply not mapped", words.percent(read.unmapped_share)],
        ]

    def called(self, supplier: SupplierEntry) -> str:
        """The name, which the document then holds."""
        told = self.named[supplier.id] = self.names[supplier.id]
        return told

    # --- suppliers ----------------------------------------------------------------------------------------------

    def decided(self, level: DueDiligence, groups: Iterable[PageGroup]) -> dict[str, Any]:
        """Suppliers on hold, or in review, by what decides: the first in full, more by name, the rest counted."""
        full, brief, left, made = MAX_FULL, MAX_BRIEF, 0, []
        for group in groups:
            if group.due_diligence is not level:
                continue
            here = [self.by_id[i] for i in group.suppliers]
            shown, others = here[:full], here[full:]
            by_name = others[:brief]
            full, brief = full - len(shown), brief - len(by_name)
            if not shown and not by_name:
                left += len(here)
                continue
            made.append(
                {
                    **self.group(group),
                    "full": [self.supplier(s, group) for s in shown],
                    "brief": [f"{self.called(s)} ({name(s.id)})" for s in by_name],
                    "more": len(others) - len(by_name),
                }
            )
        total = f"{self.document.summary.by_due_diligence[level]:,}"
        return {**_level(level), "meaning": words.MEANING[level], "total": total, "groups": made, "left": left}

    def others(self, groups: Iterable[PageGroup]) -> dict[str, Any]:
        """Suppliers that no person must decide on, by group."""
        others = [g for g in groups if not g.due_diligence.is_a_persons]
        return {
            "groups": [
                {
                    **self.group(g),
                    "names": "; ".join(self.called(self.by_id[i]) for i in g.suppliers[:MAX_NAMES]),
                    "more": max(0, len(g.suppliers) - MAX_NAMES),
                }
                for g in others[:MAX_GROUPS]
            ],
            "left": sum(len(g.suppliers) for g in others[MAX_GROUPS:]),
            "left_groups": len(others[MAX_GROUPS:]),
        }

    def group(self, group: PageGroup) -> dict[str, Any]:
        """What suppliers share that call for the same for one reason."""
        return {
            **_level(group.due_diligence),
            "count": words.counted(len(group.suppliers), "supplier"),
            "number": f"{len(group.suppliers):,}",
            "why": plain(words.ended(group.why)),
            "about": " · ".join(filter(None, (name(group.place), name(", ".join(group.commodity_names), 200)))),
            "next": plain(group.next_step),
            "reasons": self.numbered(group.reasons),
        }

    def numbered(self, reasons: Sequence[str]) -> str:
        """Reasons by number."""
        self.told_of |= dict.fromkeys(reasons[:MAX_FINDINGS])
        return words.several((self.numbers[r] for r in reasons), MAX_FINDINGS)

    def supplier(self, supplier: SupplierEntry, group: PageGroup) -> dict[str, Any]:
        """A supplier with all that a decision needs."""
        found = [self.findings[i] for i in supplier.findings]
        score = supplier.structural
        way = self.ways.of(supplier, group)
        place = ", ".join(filter(None, (supplier.region_name, supplier.country_name or supplier.country)))
        goods = words.several(supplier.commodity_names, 8)
        return {
            "name": self.called(supplier),
            "id": name(supplier.id),
            "about": " · ".join(
                name(part, 300)
                for part in (
                    place or "country unknown",
                    f"tier {supplier.tier}" if supplier.tier is not None else "tier not known",
                    goods or "goods not known",
                    f"score {words.interval(score.low, score.high)}, band {words.band(score)}"
                    if score
                    else words.NOT_SCORED,
                )
            ),
            "other_names": "; ".join([name(n) for n in supplier.names if n != supplier.name][:4]),
            "why": "" if supplier.why.startswith(group.why) else plain(words.ended(supplier.why)),
            "cells": _cells(supplier.cells),
            "way": " → ".join(self.names.get(node, name(node)) for node in way) if len(way) > 1 else "",
            "findings": [self.finding(f) for f in found[:MAX_FINDINGS]],
            "findings_more": max(0, len(found) - MAX_FINDINGS),
        }

    def finding(self, finding: FindingEntry) -> str:
        """A finding in a line: its reason by number, how firmly the input carries it, what it calls for, its cells."""
        paths = words.paths(finding.path_count, finding.path_count_exact)
        verdict = finding.disposition_why or (finding.disposition or "").replace("_", " ")
        told = (
            self.numbered((finding.reason.id,)),
            finding.certainty.value,
            words.LEVELS[finding.calls_for][1].lower(),
            f"{paths} path{'' if finding.path_count == 1 else 's'}" if finding.path_count else "",
            f"likeness {finding.score:.2f}" if finding.score is not None else "",
            f"verdict: {plain(verdict, 300)}" if verdict else "",
            _cells(finding.cells),
        )
        return " · ".join(filter(None, told))

    # --- reasons ------------------------------------------------------------------------------------------------

    def reasons(self) -> dict[str, Any]:
        """Those named beside suppliers, then the most urgent of the others; what they cite and ask for, once."""
        every = self.document.reasons
        wanted = {r.id for r in sorted(every, key=lambda r: r.id not in self.told_of)[:MAX_REASONS]}
        shown = [r for r in every if r.id in wanted]
        asked = [r.steps for r in shown] + [r.verdicts.confirmed.steps for r in shown if r.verdicts]
        steps = dict.fromkeys(step for of_one in asked for step in of_one)
        cited = dict.fromkeys(c for reason in shown for c in reason.citations)
        step_number = {step: f"S{n}" for n, step in enumerate(steps, start=1)}
        cited_number = {citation: f"C{n}" for n, citation in enumerate(cited, start=1)}
        return {
            "reasons": [
                {
                    "number": self.numbers[reason.id],
                    **_level(reason.calls_for),
                    "statement": plain(reason.statement),
                    "instrument": plain(f"{reason.instrument} ({reason.certainty.value}, {reason.channel.value})", 600),
                    "cited": ", ".join(cited_number[c] for c in reason.citations),
                    "suppliers": f"{reason.suppliers:,}",
                    "next": plain(reason.next_step),
                    "steps": ", ".join(step_number[step] for step in reason.steps),
                    "verdicts": _verdicts(reason, step_number),
                }
                for reason in shown
            ],
            "reasons_more": len(every) - len(shown),
            "steps": [
                [number, plain(step.text), plain(f"{step.asked_by}: {step.reference}", 400)]
                for step, number in list(step_number.items())[:MAX_STEPS]
            ],
            "steps_more": max(0, len(steps) - MAX_STEPS),
            "cited": [
                [number, plain(f"{words.citation(c)}; {c.publisher}", 300), jointed(words.place(c), 400)]
                for c, number in list(cited_number.items())[:MAX_CITED]
            ],
            "cited_more": max(0, len(cited) - MAX_CITED),
        }

    # --- coverage, verdicts, manifest -----------------------------------------------------------------------------

    def coverage(self) -> dict[str, Any]:
        """What was read, what could not be assessed, what nobody has mapped."""
        told, read, total = self.document.coverage, self.document.summary.coverage, self.document.summary.suppliers
        sheets = [(file, sheet) for file in told.files for sheet in file.sheets]
        problems = problem_groups(self.document.problems, MAX_EXAMPLES)
        known = (
            ("Country", read.suppliers_with_country),
            ("Region", read.suppliers_with_region),
            ("Sector", read.suppliers_with_sector),
            ("Goods", read.suppliers_with_commodity),
            ("Tier", read.suppliers_with_tier),
            ("Structural score", read.suppliers_scored),
        )
        unmapped = list(told.unmapped.by_tier_1.items())
        return {
            "known": [
                [what, f"{count:,}", f"{total - count:,}", words.percent(count / total if total else None)]
                for what, count in known
            ],
            "not_assessed": [[plain(reason, 300), f"{count:,}"] for reason, count in told.not_assessed.items()],
            "unmapped": words.percent(told.unmapped.overall),
            "unmapped_basis": plain(", ".join(filter(None, (told.unmapped.basis, told.unmapped.note)))),
            "unmapped_by": [[self.names.get(i, name(i)), words.percent(share)] for i, share in unmapped[:MAX_UNMAPPED]],
            "unmapped_more": max(0, len(unmapped) - MAX_UNMAPPED),
            "sheets": [_sheet(file, sheet) for file, sheet in sheets[:MAX_SHEETS]],
            "sheets_more": max(0, len(sheets) - MAX_SHEETS),
            "problems": [
                {
                    "what": f"{group.code} ({group.fate})",
                    "cells": f"{group.cells:,}",
                    "examples": [_problem(p) for p in group.examples],
                }
                for group in problems[:MAX_PROBLEMS]
            ],
            "problems_more": max(0, len(problems) - MAX_PROBLEMS),
        }

    def regimes(self) -> dict[str, Any]:
        """The coverage matrix: how many items of each regime are what, then the items, regime by regime."""
        told = self.document.regimes
        shown = [status for status in Status if any(regime.count(status) for regime in told)]
        items = [(regime, item) for regime in told for item in regime.items]
        by_regime: dict[str, list[dict[str, str]]] = {}
        for regime, item in items[:MAX_ITEMS]:
            by_regime.setdefault(regime.id, []).append(_item(item))
        return {
            "statuses": [status.value.capitalize() for status in shown],
            "counts": [
                [
                    {"id": name(regime.id), "instrument": plain(regime.instrument, 300)},
                    _state(regime),
                    *(str(regime.count(status)) for status in shown),
                    str(regime.apart + regime.not_checked),
                ]
                for regime in told
            ],
            "items": [{"id": name(regime), "rows": rows} for regime, rows in by_regime.items()],
            "more": max(0, len(items) - MAX_ITEMS),
            "notes": [NO_ADVICE, NO_DOUBT],
        }

    def verdict(self, verdict: DispositionEntry) -> list[str]:
        """What a reviewer decided on a match, and what became of it."""
        until = f", until {verdict.expires}" if verdict.expires else ""
        listed = " · ".join(p for p in (verdict.list_name, verdict.entry, verdict.list_edition) if p)
        state = verdict.state + (f": {verdict.why}" if verdict.why else "")
        return [
            f"{name(verdict.supplier_name or verdict.supplier)} and {name(verdict.listed_name or verdict.entry)}",
            plain(listed, 200),
            verdict.verdict.replace("_", " ") + until,
            plain(f"{verdict.person}, {verdict.date}: {verdict.reason}", 500),
            plain(state, 300),
        ]

    def manifest(self) -> dict[str, Any]:
        """Hashes of what went in."""
        every = list(flattened(self.document.manifest))
        return {
            "manifest": [[jointed(key, 160), jointed(value, 400)] for key, value in every[:MAX_HASHES]],
            "manifest_more": max(0, len(every) - MAX_HASHES),
        }


def _verdicts(reason: ReasonEntry, numbers: Mapping[DueStep, str]) -> list[dict[str, str]]:
    """What either verdict of a reviewer would make of a match; none of any other reason."""
    told = reason.verdicts
    if told is None:
        return []
    one, other = told.confirmed, told.rejected
    made = [{"is": words.REJECTED, **_level(other.calls_for), "then": plain(other.next_step), "steps": ""}]
    if words.is_changed(one, reason):
        then, steps = plain(f"{one.title}. {one.next_step}"), ", ".join(numbers[step] for step in one.steps)
        made.insert(0, {"is": words.CONFIRMED, **_level(one.calls_for), "then": then, "steps": steps})
    return made


def _level(level: DueDiligence) -> dict[str, str]:
    symbol, word = words.LEVELS[level]
    return {"level": level.value, "symbol": symbol, "word": word}


def _cells(at: Sequence[str]) -> str:
    """Cells; those of one sheet name it once: `vendors.xlsx!Vendors!B2, C2`."""
    before, told = "", []
    for cell in at:
        sheet, parted, address = cell.rpartition("!")
        told.append(address if parted and sheet == before else jointed(cell))
        before = sheet
    return words.several(told, MAX_CELLS) or "no cell"


def _problem(problem: ProblemEntry) -> str:
    value = f"“{problem.value}”: " if problem.value else ""
    return plain(f"{jointed(problem.where)}: {value}{words.ended(problem.message)} {problem.hint}", 400)


def _state(regime: RegimeEntry) -> str:
    """What a regime is on the day, and from when it applies where it has items."""
    since = f", from {regime.applies_from}" if regime.applies_from and regime.items else ""
    return plain(f"{regime.state}{since}", 200)


def _item(item: RegimeItem) -> dict[str, str]:
    """What is asked, where, and what the report holds of it."""
    held = words.counted(item.statements, "statement") if item.statements else ""
    left = words.counted(item.open, "question") if item.open else ""
    kind = "" if item.asks == "must" else ASKS[item.asks]
    return {
        "id": name(item.id),
        "asked": plain(words.ended(item.text), 400),
        "article": plain("; ".join(filter(None, (item.article, kind))), 200),
        "status": plain(f"{item.status.value.capitalize()}{'' if item.applies else '; does not apply yet'}"),
        "held": "".join(f"; {told}" for told in (held, left) if told),
    }


def _source(table: SourceTable) -> dict[str, Any]:
    return {
        "title": plain(table.title, 200),
        "publisher": plain(f"{table.publisher}; {table.licence}", 300),
        "edition": plain(table.edition, 200),
        "day": table.data_date.isoformat(),
        "age": f"{table.age_days:,}" if table.age_days >= 0 else f"{-table.age_days:,} newer",
        "completeness": plain(table.completeness, 200),
        "gaps": plain(" ".join(words.ended(gap) for gap in table.gaps), 600),
    }


def _sheet(file: FileCoverage, sheet: SheetCoverage) -> list[str]:
    counts = (sheet.rows_read, sheet.used_rows, sheet.problem_rows, sheet.blank_rows, sheet.suppliers, sheet.links)
    columns = "; ".join(f"{field} ← “{heading}”" for field, heading in sheet.mapping.items())
    told = f"{jointed(file.name, 120)} › {name(sheet.name, 80)}{' (hidden)' if sheet.hidden else ''}"
    return [told, *(f"{n:,}" for n in counts), plain(columns or sheet.reason, 700)]
