"""The report as one HTML file: no network, no fonts, no frames; a page that can be mailed and opened offline.

The supplier table is data in a `<script type="application/json">` block, drawn in pages by our own script, so that ten
thousand suppliers open as quickly as ten. The content security policy forbids everything but the one style sheet and
the one script of this page, by their hashes: markup that slipped into a name could not run.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

from supplychain_risk.domain import Citation, DueDiligence
from supplychain_risk.policy import SCALE
from supplychain_risk.report import charts, words
from supplychain_risk.report.models import Document, FindingEntry, LineEntry, ProblemEntry, SupplierEntry
from supplychain_risk.report.xlsx_pages import flattened
from supplychain_risk.report.xlsx_tables import coded
from supplychain_risk.risk.structural import estimated_from
from supplychain_risk.workbooks.text import printable, web_address

MAX_SUPPLIERS = 20_000
"""Suppliers on the page, most urgent first; a browser takes about a second for this many."""
MAX_FINDINGS = 500
"""Findings drawn, most urgent first."""
MAX_EXAMPLES = 5
"""Problems shown per code."""
NO_SCRIPT_ROWS = 50
MAX_TEXT = 4_000
"""Longest text of a single value on the page."""


def render(document: Document) -> bytes:
    """`report.html`. What does not fit sensibly (see the limits above) is counted and referred to the workbook."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("supplychain_risk.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: _shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    environment.filters |= {"percent": words.percent, "link": web_address, "level": words.level}
    environment.filters |= {"exposed": words.exposed, "worst": words.worst, "number": words.number}
    style, script = (_template(name) for name in ("report.css", "report.js"))
    names = document.node_names()
    page = environment.get_template("report.html.j2").render(
        document=document,
        about=document.about,
        summary=document.summary,
        csp=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; "
        "form-action 'none'",
        style=Markup(style),
        script=Markup(script),
        data=Markup(_data_block(document, names)),
        charts={
            "due_diligence": Markup(charts.due_diligence_chart(document)),
            "country": Markup(charts.country_chart(document)),
            "tier": Markup(charts.tier_chart(document)),
            "score": Markup(charts.score_chart(document)),
            "rank": Markup(charts.rank_chart(document)),
        },
        levels=[(level.value, *words.LEVELS[level], words.MEANING[level]) for level in DueDiligence],
        first=_first(document),
        names=names,
        tiers={s.id: s.tier for s in document.suppliers if s.tier is not None},
        calls_for={s.id: s.due_diligence.value for s in document.suppliers},
        suppliers_left_out=max(0, len(document.suppliers) - MAX_SUPPLIERS),
        findings=[_finding(f, names) for f in document.findings[:MAX_FINDINGS]],
        kinds={kind.code for kind in document.kinds},
        findings_left_out=max(0, len(document.findings) - MAX_FINDINGS),
        problems=_problem_groups(document.problems),
        unmapped=[(names.get(key, key), share) for key, share in document.coverage.unmapped.by_tier_1.items()][:50],
        manifest=list(flattened(document.manifest)),
        citation=words.citation,
        read_in=words.read_in,
        score_path=words.SCORE_PATH,
        held=words.HELD,
        not_counted=words.NOT_COUNTED,
        counted=words.counted,
        day_basis=words.DAY_BASIS[document.about.as_of_basis],
        scale=f"{SCALE:g}",
        estimated_from=estimated_from(),
        circle=words.circle,
    )
    return page.encode("utf-8")


def _template(name: str) -> str:
    return (files("supplychain_risk.report") / "templates" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _shown(text: str) -> str:
    text = printable(text)
    return text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + " … [cut; the whole text is in report.json]"


def _first(document: Document) -> list[SupplierEntry]:
    """What a reader without scripts gets to see: the first suppliers on hold or in review."""
    return [s for s in document.suppliers[:NO_SCRIPT_ROWS] if s.due_diligence.is_a_persons]


def _finding(finding: FindingEntry, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "entry": finding,
        "name": names.get(finding.supplier, finding.supplier),
        "paths": [[(node, names.get(node, node)) for node in path] for path in finding.paths],
        "more_paths": max(0, finding.path_count - len(finding.paths)),
        "path_count": words.paths(finding.path_count, finding.path_count_exact),
    }


def _said(finding: FindingEntry) -> str:
    """The statement, and what a reviewer made of it."""
    return f"{finding.statement} [{finding.disposition_why}]" if finding.disposition_why else finding.statement


def _problem_groups(problems: tuple[ProblemEntry, ...]) -> list[dict[str, Any]]:
    """Problems by code and fate, those of most cells first, each with a few examples."""
    groups: dict[tuple[str, str], list[ProblemEntry]] = {}
    for problem in problems:
        groups.setdefault((problem.code, problem.fate.value), []).append(problem)
    counted = [(sum(p.cells for p in found), key, found) for key, found in groups.items()]
    return [
        {
            "code": key[0],
            "fate": key[1],
            "cells": cells,
            "examples": found[:MAX_EXAMPLES],
            "more": len(found[MAX_EXAMPLES:]),
        }
        for cells, key, found in sorted(counted, key=lambda one: (-one[0], one[1]))
    ]


# --- the data of the supplier table -----------------------------------------------------------------------------


def _data_block(document: Document, names: Mapping[str, str]) -> str:
    """JSON that cannot end its script element: `<`, `>` and `&` are written as escapes."""
    text = json.dumps(
        _table(document, names), sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _table(document: Document, names: Mapping[str, str]) -> dict[str, Any]:
    """Suppliers with what their details show. Citations are listed once and referred to by number."""
    citations: dict[Citation, int] = {}
    problems = {p.where: p for p in document.problems}
    findings = {f.id: f for f in document.findings}

    def numbered(cited: Iterable[Citation]) -> list[int]:
        return [citations.setdefault(c, len(citations)) for c in cited]

    lines: dict[str, list[LineEntry]] = {}
    for line in document.lines:
        lines.setdefault(line.supplier, []).append(line)
    shown = document.suppliers[:MAX_SUPPLIERS]
    suppliers = [_row(s, names, numbered, problems, findings) | _lines(lines.get(s.id, ())) for s in shown]
    return {
        "citations": [
            {
                "text": words.citation(c),
                "by": " · ".join(filter(None, (c.publisher, c.licence, words.read_in(c)))),
                "url": web_address(c.url),
            }
            for c in citations
        ],
        "levels": {level.value: list(words.LEVELS[level]) for level in DueDiligence},
        "urgency": [level.value for level in DueDiligence],
        "drawn": [f.id for f in document.findings[:MAX_FINDINGS]],
        "suppliers": suppliers,
    }


def _row(
    supplier: SupplierEntry,
    names: Mapping[str, str],
    numbered: Any,
    problems: Mapping[str, ProblemEntry],
    findings: Mapping[str, FindingEntry],
) -> dict[str, Any]:
    score, exposure = supplier.structural, supplier.exposure
    row: dict[str, Any] = {
        "id": _shown(supplier.id),
        "name": _shown(supplier.name),
        "level": supplier.due_diligence.value,
        "why": _shown(supplier.why),
        "country": coded(supplier.country, supplier.country_name),
        "tier": supplier.tier,
        "low": score.low if score else None,
        "high": score.high if score else None,
        "band": words.band(score),
        "sectors": [coded(c, n) for c, n in zip(supplier.sectors, supplier.sector_names, strict=True)],
        "goods": [_shown(n or c) for c, n in zip(supplier.commodities, supplier.commodity_names, strict=True)],
        "factors": [
            {
                "text": _shown(f.answer),
                "id": f.id,
                "points": words.interval(f.points_low, f.points_high),
                "cites": numbered(f.citations),
                "cells": words.several(cells, 6),
            }
            for f, cells in (zip(score.factors, score.cells, strict=True) if score else ())
        ],
        "read": [
            [r.field, _shown(r.raw), _shown(r.rule or r.method.value), words.several(r.cells, 6)]
            for r in supplier.resolved
        ],
        "findings": [[i, _shown(_said(findings[i])), findings[i].certainty.value] for i in supplier.findings],
        "cells": words.several(supplier.cells, 12),
    }
    optional = {
        "region": coded(supplier.region, supplier.region_name) if supplier.region else "",
        "names": [_shown(n) for n in supplier.names if n != supplier.name],
        "ids": [f"{i.scheme} {_shown(i.value)}" for i in supplier.identifiers],
        "left": words.residual(score.residual) if score and score.residual else "",
        "controls": [
            [_shown(words.control(c)), words.several(c.cells, 6)]
            for c in (score.residual.controls if score and score.residual else ())
        ],
        "worst": words.worst(exposure) if exposure.worst is not None else "",
        "path": [_shown(names.get(n, n)) for n in exposure.worst_path],
        "exposed": words.exposed(exposure) if exposure.share_exposed is not None else "",
        "held": words.percent(exposure.share_with_hold) if exposure.share_with_hold is not None else "",
        "rank": words.rank(supplier.stability) if supplier.stability else "",
        "place": supplier.stability.rank if supplier.stability else 0,
        "firm": _firmness(supplier),
        "holds": exposure.holds,
        "unmapped": words.percent(exposure.unmapped_share) if exposure.unmapped_share is not None else "",
        "upstream": exposure.upstream,
        "triggers": exposure.triggers,
        "problems": [
            [where, _shown(f"{p.message} {p.hint}")] for where in supplier.problems if (p := problems.get(where))
        ],
    }
    return row | {key: value for key, value in optional.items() if value}


MAX_LINES = 30
"""Lines shown per supplier; the workbook and the JSON hold all."""


def _lines(lines: Sequence[LineEntry]) -> dict[str, Any]:
    """What a supplier's details show of its lines; nothing where it has none."""
    if not lines:
        return {}
    more = f"and {len(lines) - MAX_LINES} more lines, in the workbook" if len(lines) > MAX_LINES else ""
    told = [[_shown(words.line(line)), words.several(line.cells, 6)] for line in lines[:MAX_LINES]]
    return {"lines": [*told, *([[more, ""]] if more else [])]}


def _firmness(supplier: SupplierEntry) -> str:
    """How far the draws moved score and rank, in words."""
    s = supplier.stability
    if s is None:
        return ""
    score = f"score {words.number(s.score_p5)} to {words.number(s.score_p95)}"
    return f"{score}, rank {s.rank_p5} to {s.rank_p95}, in the top tenth in {words.percent(s.top_decile)} of the draws"
