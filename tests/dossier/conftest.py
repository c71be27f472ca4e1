"""The chain of the solar example as a report."""

from pathlib import Path

import pytest

import supplychain_risk as scr

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def report():
    return scr.screen(scr.load(EXAMPLES / "solar_chain_with_faults.xlsx"), as_of="2026-06-30").document
