"""Published figures beside the factors of the score are shown, cited, and change nothing."""

import io
import shutil
from datetime import date

import pandas as pd
import pytest

import supplychain_risk as scr
from supplychain_risk.reference import Reference
from supplychain_risk.reference.context import TABLE, figures
from supplychain_risk.risk.structural import FACTORS

SHEET = """Supplier,Country,Sector,Product
Alpha Mills,India,Textiles,Cotton yarn
Beta Farms,Brazil,Agriculture,Coffee
Gamma,,Construction,
"""


def screened(reference=None):
    frame = pd.read_csv(io.StringIO(SHEET), dtype=str, keep_default_na=False)
    more = {"reference": reference} if reference else {}
    return scr.screen(scr.load(frame, **more), as_of="2026-06-30", **more)


@pytest.fixture(scope="module")
def without(tmp_path_factory):
    """The bundled tables but for the one of context."""
    folder = tmp_path_factory.mktemp("tables")
    bundled = Reference.bundled()
    shutil.copytree(bundled.folder, folder, dirs_exist_ok=True)
    shutil.rmtree(folder / TABLE)
    return Reference.at(folder)


def test_without_the_table_scores_levels_and_findings_are_the_same(without):
    one, other = screened().document, screened(without).document
    assert one.context
    assert other.context == ()
    assert one.suppliers == other.suppliers
    assert one.findings == other.findings
    assert one.summary == other.summary


def test_each_figure_stands_beside_a_factor_of_the_score_and_is_cited():
    document = screened().document
    names = {factor.id for factor in FACTORS}
    assert {entry.beside for entry in document.context} <= names
    pages = {s.id: s.text for s in document.methodology if s.id.startswith("context-")}
    for entry in document.context:
        assert entry.citation.dataset == TABLE
        assert entry.citation.read_in.startswith("https://")
        assert entry.text in pages[f"context-{entry.beside}"]
    assert all("no score, level or finding rests on them" in " ".join(text.split()) for text in pages.values())


def test_the_pages_stand_behind_those_of_the_factors_in_every_format(tmp_path):
    assessment = screened()
    ids = [s.id for s in assessment.document.methodology]
    assert ids.index("factor-sector") < ids.index("context-country") < ids.index("residual")
    assessment.write(tmp_path, formats=("json", "html"))
    figure = "15.4 million people in forced labor in Asia and the Pacific"
    assert figure in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert figure in (tmp_path / "report.json").read_text(encoding="utf-8")


def test_a_figure_of_a_year_is_not_known_before_that_year_ends():
    known = {one.id for one in figures(Reference.bundled(), date(2022, 6, 30))}
    assert "sector-agriculture" not in known
    assert "sector-agriculture" in {one.id for one in figures(Reference.bundled(), date(2023, 1, 1))}


def test_what_has_no_date_says_so():
    undated = [one for one in figures(Reference.bundled(), date(2026, 6, 30)) if one.year is None]
    assert undated
    assert all(one.words.endswith("undated)") for one in undated)
