"""Small files made in the test."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from supplychain_risk.intake import limits
from supplychain_risk.intake.records import IntakeResult
from supplychain_risk.policy import Count, Policy

# With import-mode=importlib the folder of a test is not importable; its helpers are in small_lists.py.
sys.path.insert(0, str(Path(__file__).parent))

from small_lists import read, write_xlsx


@pytest.fixture
def csv(tmp_path: Path) -> Callable[..., IntakeResult]:
    """Read a CSV given as text."""

    def read_csv(text: str, name: str = "list.csv", encoding: str = "utf-8", **options: Any) -> IntakeResult:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return read(path, **options)

    return read_csv


@pytest.fixture
def xlsx(tmp_path: Path) -> Callable[..., IntakeResult]:
    """Read a workbook given as {sheet: rows}; `prepare` gets the openpyxl workbook (to merge, to hide)."""

    def read_xlsx(
        sheets: dict[str, list[list[Any]]],
        prepare: Callable[[Any], None] | None = None,
        name: str = "list.xlsx",
        **options: Any,
    ) -> IntakeResult:
        return read(write_xlsx(tmp_path / name, sheets, prepare), **options)

    return read_xlsx


@pytest.fixture
def limited() -> Iterator[Callable[..., None]]:
    """Read by other limits than the shipped ones: `limited(cells=1_000)`."""
    with ExitStack() as stack:
        usual = Policy.default().limits

        def change(**numbers: int) -> None:
            told = {name: Count(value=number, reason="a test") for name, number in numbers.items()}
            stack.enter_context(limits.within(usual.model_copy(update=told)))

        yield change
