"""Screening a small sheet written in a test."""

import io

import pandas as pd
from ready import assessed

import supplychain_risk as scr


def loaded(text: str) -> scr.SupplyNetwork:
    return scr.load(pd.read_csv(io.StringIO(text.strip()), dtype=str, keep_default_na=False, skipinitialspace=True))


def screened(text: str, as_of: str = "2026-06-30", **more) -> scr.Assessment:
    return assessed(loaded(text), as_of, **more)


def codes(assessment: scr.Assessment, name: str) -> dict[str, str]:
    """Finding code → certainty, of the supplier with this name."""
    supplier = next(s for s in assessment.document.suppliers if s.name == name)
    return {f.code: f.certainty.value for f in assessment[supplier.id].findings}
