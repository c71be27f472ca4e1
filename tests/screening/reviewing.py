"""Screening a small sheet, filling in the dispositions workbook as a reviewer does, and screening again."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
from ready import assessed

import supplychain_risk as scr
from supplychain_risk.report.models import DispositionEntry, FindingEntry
from supplychain_risk.review.rulings import HEADINGS

COLUMN = {name: number for number, name in enumerate(HEADINGS)}
CLEARED = {"verdict": "false_positive", "reason": "another address", "person": "A. Reviewer", "day": date(2026, 5, 1)}
CONFIRMED = {**CLEARED, "verdict": "true_match", "reason": "same registration number"}

SHEET = """
id,name,country,sector,lei
L,"Hetian Taida Apparel Co., Ltd.",China,Apparel,
P,Geehy Semiconducter Ltd,China,Batteries,
C,Quiet Mills Ltd,Portugal,Textiles,
"""


def screened(text: str = SHEET, as_of: str = "2026-06-30", **more) -> scr.Assessment:
    frame = pd.read_csv(io.StringIO(text.strip()), dtype=str, keep_default_na=False)
    return assessed(scr.load(frame), as_of, **more)


def file_of(assessment: scr.Assessment, folder: Path) -> Path:
    """The dispositions workbook of an assessment."""
    assessment.write(folder, formats=["json"])
    return folder / "dispositions.xlsx"


def rule(path: Path, supplier: str, entry: str = "", sheet: str = "Dispositions", **answers) -> Path:
    """The workbook with these answers in the row of a supplier (and list entry)."""
    book = openpyxl.load_workbook(path)
    for row in book[sheet].iter_rows(min_row=2):
        if row[0].value == supplier and entry in (row[COLUMN["entry"]].value or ""):
            for name, value in answers.items():
                row[COLUMN[name]].value = value
    book.save(path)
    return path


def rows_of(path: Path, sheet: str = "Dispositions") -> list[dict[str, object]]:
    book = openpyxl.load_workbook(path)
    if sheet not in book.sheetnames:
        return []
    rows = list(book[sheet].iter_rows(min_row=2, values_only=True))
    return [{name: row[number] or "" for name, number in COLUMN.items()} for row in rows]


def match_of(assessment: scr.Assessment, supplier: str, dataset: str = "uflpa_entities") -> FindingEntry:
    """The finding of a supplier that rests on a list entry."""
    return next(f for f in assessment[supplier].findings if f.citations[0].dataset == dataset)


def states(assessment: scr.Assessment) -> dict[str, str]:
    """Supplier → what became of the verdict on it."""
    return {d.supplier: d.state for d in assessment.document.dispositions}


def entry_of(assessment: scr.Assessment, supplier: str) -> DispositionEntry:
    return next(d for d in assessment.document.dispositions if d.supplier == supplier)


def level(assessment: scr.Assessment, supplier: str) -> str:
    return assessment[supplier].supplier.due_diligence.value
