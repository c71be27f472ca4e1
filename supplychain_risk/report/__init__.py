"""The report document and its renderings. Each name is imported when it is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from supplychain_risk.report.assessed import Assessed
    from supplychain_risk.report.document import PROMISE, build_document
    from supplychain_risk.report.entries import file_coverage, problem_entries
    from supplychain_risk.report.formats import (
        DEFAULT_FORMATS,
        FORMATS,
        TABLES_ABOVE,
        Format,
        file_names,
        known_formats,
        write_report,
    )
    from supplychain_risk.report.json_format import read_document
    from supplychain_risk.report.models import DispositionEntry, Document, Section, SourceTable
    from supplychain_risk.report.readiness import Readiness

__all__ = [
    "DEFAULT_FORMATS",
    "FORMATS",
    "PROMISE",
    "TABLES_ABOVE",
    "Assessed",
    "DispositionEntry",
    "Document",
    "Format",
    "Readiness",
    "Section",
    "SourceTable",
    "build_document",
    "file_coverage",
    "file_names",
    "known_formats",
    "problem_entries",
    "read_document",
    "write_report",
]

_HOMES = {
    "DEFAULT_FORMATS": "supplychain_risk.report.formats",
    "FORMATS": "supplychain_risk.report.formats",
    "PROMISE": "supplychain_risk.report.document",
    "Assessed": "supplychain_risk.report.assessed",
    "DispositionEntry": "supplychain_risk.report.models",
    "Document": "supplychain_risk.report.models",
    "Format": "supplychain_risk.report.formats",
    "Readiness": "supplychain_risk.report.readiness",
    "Section": "supplychain_risk.report.models",
    "SourceTable": "supplychain_risk.report.models",
    "TABLES_ABOVE": "supplychain_risk.report.formats",
    "build_document": "supplychain_risk.report.document",
    "file_coverage": "supplychain_risk.report.entries",
    "file_names": "supplychain_risk.report.formats",
    "known_formats": "supplychain_risk.report.formats",
    "problem_entries": "supplychain_risk.report.entries",
    "read_document": "supplychain_risk.report.json_format",
    "write_report": "supplychain_risk.report.formats",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'supplychain_risk.report' has no attribute '{name}'")
