"""The report document and its renderings."""

from supplychain_risk.report.assessed import Assessed
from supplychain_risk.report.document import PROMISE, build_document
from supplychain_risk.report.entries import file_coverage, problem_entries
from supplychain_risk.report.formats import DEFAULT_FORMATS, FORMATS, Format, known_formats, write_report
from supplychain_risk.report.json_format import read_document
from supplychain_risk.report.models import DispositionEntry, Document, Section, SourceTable
from supplychain_risk.report.readiness import Readiness, readiness

__all__ = [
    "DEFAULT_FORMATS",
    "FORMATS",
    "PROMISE",
    "Assessed",
    "DispositionEntry",
    "Document",
    "Format",
    "Readiness",
    "Section",
    "SourceTable",
    "build_document",
    "file_coverage",
    "known_formats",
    "problem_entries",
    "read_document",
    "readiness",
    "write_report",
]
