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


TABLE_OF_OWN = """country,figure,source,licence,year,url
India,8 in 1000 people,Example Institute,CC BY 4.0,2023,https://figures.example.org/
BR,5 in 1000 people,Example Institute,CC BY 4.0,,
Portugal,3 in 1000 people,Example Institute,CC BY 4.0,2023,
"""


def with_figures(tmp_path, text):
    (tmp_path / "prevalence.csv").write_text(text, encoding="utf-8")
    frame = pd.read_csv(io.StringIO(SHEET), dtype=str, keep_default_na=False)
    return scr.screen(scr.load(frame), as_of="2026-06-30", context=[tmp_path / "prevalence.csv"])


def test_figures_that_a_user_brings_are_shown_with_their_licence_and_move_nothing(tmp_path):
    plain, own = screened().document, with_figures(tmp_path, TABLE_OF_OWN).document
    brought = [entry for entry in own.context if entry.citation.dataset == "prevalence.csv"]
    assert [entry.text for entry in brought] == [
        "India: 8 in 1000 people (Example Institute)",
        "Brazil: 5 in 1000 people (Example Institute, undated)",
    ], "those of the network's countries"
    assert brought[0].citation.licence == "CC BY 4.0"
    assert brought[0].citation.url == "https://figures.example.org/"
    page = next(s.text for s in own.methodology if s.id == "context-brought")
    assert "licence: CC BY 4.0" in page
    assert "Nobody but the user vouches for them" in " ".join(page.split())
    assert set(own.manifest["context"]) == {"prevalence.csv"}
    assert (own.suppliers, own.findings, own.summary) == (plain.suppliers, plain.findings, plain.summary)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "has no column country, figure, source, licence"),
        ("country,figure,source\nIndia,8,X\n", "has no column licence"),
        ("country,figure,source,licence\nIndia,8,X,\n", "row 2: states no licence"),
        ("country,figure,source,licence\nAtlantis,8,X,Y\n", "prevalence.csv, row 2: "),
        ("country,figure,source,licence,year\nIndia,8,X,Y,23\n", "'23' is no year"),
    ],
)
def test_figures_without_source_licence_or_country_are_refused(tmp_path, text, told):
    with pytest.raises(scr.errors.InputError) as caught:
        with_figures(tmp_path, text)
    assert told in str(caught.value)
    assert caught.value.hint
