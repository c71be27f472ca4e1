"""The report as tables of plain columns, for data frames and warehouses: suppliers, findings, reasons, groups, lines,

links and problems. A finding names its reason by id; the sentences stand in the table of reasons, once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from supplychain_risk.report.models import (
    Document,
)

Kind = type[str] | type[int] | type[float] | type[bool] | type[date]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the type of its values (or None where one is not known), and how a row gives the value."""

    name: str
    kind: Kind
    of: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report: what its rows are and its columns."""

    name: str
    rows: Callable[[Document], Sequence[Any]]
    columns: tuple[Column, ...]

    def values(self, document: Document) -> dict[str, list[Any]]:
        """Its columns by name, each with a value per row."""
        columns: list[tuple[Callable[[Any], Any], list[Any]]] = [(column.of, []) for column in self.columns]
        for row in self.rows(document):  # in one pass: rows of a large report are made when they are asked for
            for of, values in columns:
                values.append(of(row))
        return {column.name: values for column, (_, values) in zip(self.columns, columns, strict=True)}


def run_columns(document: Document) -> dict[str, str]:
    """What tells the rows of one run from those of another: day, tables, policy and version, as texts."""
    return run_columns_of(document.manifest, document.about.as_of, document.about.company, document.about.version)


def run_columns_of(manifest: Mapping[str, Any], as_of: date, company: str, version: str) -> dict[str, str]:
    """The same of a run that makes no document: by its manifest, day, company and version of the tool."""
    policy = manifest.get("policy") or {}
    return {
        "run_as_of": as_of.isoformat(),
        "run_company": company,
        "run_version": version,
        "run_code": str(manifest.get("code", "")),
        "run_policy": str(policy.get("sha256", "")),
        "run_tables": _tables_hash(manifest.get("tables") or {}),
    }


def _tables_hash(tables: Mapping[str, str]) -> str:
    told = "\n".join(f"{name} {digest}" for name, digest in sorted(tables.items()))
    return f"sha256:{hashlib.sha256(told.encode()).hexdigest()}"


def _joined(texts: Sequence[str]) -> str:
    return "; ".join(texts)


def _path(paths: Sequence[Sequence[str]]) -> str:
    return " → ".join(paths[0]) if paths else ""


_FINDING = (
    Column("id", str, lambda f: f.id),
    Column("supplier", str, lambda f: f.supplier),
    Column("reason", str, lambda f: f.reason.id),
    Column("code", str, lambda f: f.code),
    Column("channel", str, lambda f: f.channel.value),
    Column("certainty", str, lambda f: f.certainty.value),
    Column("calls_for", str, lambda f: f.calls_for.value),
    Column("cells", str, lambda f: _joined(f.cells)),
    Column("path", str, lambda f: _path(f.paths)),
    Column("path_count", int, lambda f: min(f.path_count, _MOST)),
    Column("score", float, lambda f: f.score),
    Column("disposition", str, lambda f: f.disposition),
    Column("disposition_why", str, lambda f: f.disposition_why),
)
_MOST = 2**63 - 1
"""More paths than this a column of whole numbers cannot hold."""

SUPPLIERS = Table(
    "suppliers",
    lambda document: document.suppliers,
    (
        Column("id", str, lambda s: s.id),
        Column("name", str, lambda s: s.name),
        Column("country", str, lambda s: s.country),
        Column("region", str, lambda s: s.region),
        Column("sectors", str, lambda s: _joined(s.sectors)),
        Column("commodities", str, lambda s: _joined(s.commodities)),
        Column("tier", int, lambda s: s.tier),
        Column("due_diligence", str, lambda s: s.due_diligence.value),
        Column("ground", str, lambda s: s.ground.value),
        Column("why", str, lambda s: s.why),
        Column("reason", str, lambda s: s.reason),
        Column("low", float, lambda s: s.structural.low if s.structural else None),
        Column("high", float, lambda s: s.structural.high if s.structural else None),
        Column("band", str, lambda s: s.structural.band.value if s.structural else None),
        Column("worst_upstream", float, lambda s: s.exposure.worst),
        Column("share_exposed", float, lambda s: s.exposure.share_exposed),
        Column("share_exposed_low", float, lambda s: s.exposure.share_exposed_low),
        Column("share_with_hold", float, lambda s: s.exposure.share_with_hold),
        Column("share_basis", str, lambda s: s.exposure.share_basis),
        Column("holds_upstream", int, lambda s: s.exposure.holds),
        Column("unmapped_share", float, lambda s: s.exposure.unmapped_share),
        Column("findings", int, lambda s: len(s.findings)),
        Column("rank", int, lambda s: s.stability.rank if s.stability else None),
        Column("rank_p5", int, lambda s: s.stability.rank_p5 if s.stability else None),
        Column("rank_p95", int, lambda s: s.stability.rank_p95 if s.stability else None),
        Column("top_decile", float, lambda s: s.stability.top_decile if s.stability else None),
        Column("cells", str, lambda s: _joined(s.cells)),
    ),
)
FINDINGS = Table("findings", lambda document: document.findings, _FINDING)
REASONS = Table(
    "reasons",
    lambda document: document.reasons,
    (
        Column("id", str, lambda r: r.id),
        Column("code", str, lambda r: r.code),
        Column("channel", str, lambda r: r.channel.value),
        Column("certainty", str, lambda r: r.certainty.value),
        Column("calls_for", str, lambda r: r.calls_for.value),
        Column("suppliers", int, lambda r: r.suppliers),
        Column("spend", float, lambda r: r.spend),
        Column("statement", str, lambda r: r.statement),
        Column("instrument", str, lambda r: r.instrument),
        Column("jurisdiction", str, lambda r: r.jurisdiction),
        Column("citation", str, lambda r: _joined([f"{c.dataset} {c.edition} {c.row}" for c in r.citations])),
        Column("url", str, lambda r: r.citations[0].url if r.citations else ""),
        Column("read_in", str, lambda r: r.citations[0].read_in if r.citations else ""),
        Column("next_step", str, lambda r: r.next_step),
        Column("steps", str, lambda r: _joined([f"{s.text} ({s.reference})" for s in r.steps])),
        Column("goods", str, lambda r: _joined(r.goods)),
    ),
)
GROUPS = Table(
    "groups",
    lambda document: document.groups,
    (
        Column("due_diligence", str, lambda g: g.due_diligence.value),
        Column("ground", str, lambda g: g.ground.value),
        Column("reason", str, lambda g: g.reason),
        Column("code", str, lambda g: g.code),
        Column("country", str, lambda g: g.country),
        Column("commodities", str, lambda g: _joined(g.commodities)),
        Column("count", int, lambda g: len(g.suppliers)),
        Column("spend", float, lambda g: g.spend),
        Column("why", str, lambda g: g.why),
        Column("next_step", str, lambda g: g.next_step),
        Column("suppliers", str, lambda g: _joined(g.suppliers)),
    ),
)
LINES = Table(
    "lines",
    lambda document: document.lines,
    (
        Column("supplier", str, lambda line: line.supplier),
        Column("buyer", str, lambda line: line.buyer),
        Column("goods", str, lambda line: _joined(line.goods)),
        Column("commodities", str, lambda line: _joined(line.commodities)),
        Column("origin", str, lambda line: line.origin),
        Column("origin_stated", str, lambda line: line.origin_stated),
        Column("region", str, lambda line: line.region),
        Column("possible_region", str, lambda line: line.possible_region),
        Column("quantity", float, lambda line: line.quantity),
        Column("unit", str, lambda line: line.unit),
        Column("dated", date, lambda line: line.dated),
        Column("document", str, lambda line: line.document),
        Column("payee", str, lambda line: line.payee),
        Column("spend", float, lambda line: line.spend),
        Column("cells", str, lambda line: _joined(line.cells)),
    ),
)
LINKS = Table(
    "links",
    lambda document: document.links,
    (
        Column("supplier", str, lambda link: link.supplier),
        Column("buyer", str, lambda link: link.buyer),
        Column("commodity", str, lambda link: link.commodity),
        Column("spend", float, lambda link: link.spend),
        Column("share", float, lambda link: link.share),
        Column("basis", str, lambda link: link.basis),
        Column("cells", str, lambda link: _joined(link.cells)),
    ),
)
PROBLEMS = Table(
    "problems",
    lambda document: document.problems,
    (
        Column("where", str, lambda p: p.where),
        Column("code", str, lambda p: p.code),
        Column("value", str, lambda p: p.value),
        Column("message", str, lambda p: p.message),
        Column("hint", str, lambda p: p.hint),
        Column("fate", str, lambda p: p.fate.value),
        Column("cells", int, lambda p: p.cells),
    ),
)

TABLES: tuple[Table, ...] = (SUPPLIERS, FINDINGS, REASONS, GROUPS, LINES, LINKS, PROBLEMS)
"""Every table of a report, as the formats `jsonl` and `parquet` write them."""


def _columns(**kinds: Kind) -> tuple[Column, ...]:
    """Columns that hold what the fields of these names hold."""
    return tuple(Column(name, kind, attrgetter(name)) for name, kind in kinds.items())


REFERRED: Mapping[str, tuple[str, tuple[Column, ...]]] = {
    **{table.name: (table.name, table.columns) for table in TABLES},
    "ownership": (
        "ownership",
        (*_columns(parent=str, child=str, share=float), Column("cells", str, lambda owned: _joined(owned.cells))),
    ),
    "engagement.order": (
        "priorities",
        _columns(supplier=str, severity=int, likelihood=int, score=float, share=float, leverage=float, why=str),
    ),
    "since.suppliers": (
        "since_suppliers",
        (
            *_columns(id=str, name=str, state=str),
            Column("due_diligence_before", str, lambda s: s.due_diligence_before and s.due_diligence_before.value),
            Column("due_diligence", str, lambda s: s.due_diligence and s.due_diligence.value),
        ),
    ),
    "since.findings": (
        "since_findings",
        (
            *_columns(id=str, supplier=str, name=str, state=str, code=str, is_match=bool),
            Column("certainty", str, lambda f: f.certainty.value),
            Column("calls_for", str, lambda f: f.calls_for.value),
            *_columns(statement=str),
        ),
    ),
    "since.look_again": ("since_look_again", _columns(supplier=str, name=str, finding=str, why=str)),
    "readings": (
        "readings",
        (
            *_columns(id=str, field=str, raw=str, code=str, label=str),
            Column("method", str, lambda reading: reading.method.value),
            *_columns(rule=str),
        ),
    ),
    "sentences": ("sentences", _columns(id=str, text=str)),
}
"""List of `report.json` → the table that a long report refers to for it, and its columns beside the record."""
