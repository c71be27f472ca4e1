"""The fix-it round trip: unanswered it changes nothing; answered, the problems are gone and no other cell changed."""

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import supplychain_risk as scr
from supplychain_risk.errors import InputError
from supplychain_risk.loading import Loading, Question, load_with_tables
from supplychain_risk.loading.fixes.reading import read_fixes
from supplychain_risk.loading.fixes.workbook import line_of, render_answered, render_fix_it

HEAD = ["Supplier ID", "Supplier name", "Country", "Sector", "Product", "LEI", "DUNS", "Supplies to"]
ROWS = [
    ["V1", "Alpha Mills", "Sp'ain", "Zorgling", "Cotton; frobnicators", "5493001KJTIIGC8Y1R13", "12345678", ""],
    ["V2", "Beta Farms", "Congo", "Zorgling", "Cotton", "", "", "Alpha Mills"],
    ["V3", "Gamma Ltd", "", "Apparel", "Cocoa", "", "", ""],
    ["V4", "", "Peru", "Apparel", "Cocoa", "", "", ""],
    ["V5", '=HYPERLINK("http://x","y")', "Sp'ain", "Apparel", "frobnicators", "", "", ""],
    ["V6", "Delta", "India", "Apparel", "Cocoa", "", "", "Twin"],
    ["V6", "Delta", "Nepal", "Apparel", "Cocoa", "", "", "Twin"],
    ["V7", "Twin", "Peru", "Apparel", "Cocoa", "", "", ""],
    ["V8", "Twin", "Chile", "Apparel", "Cocoa", "", "", ""],
    ["V9", "Epsilon", "N/A", "Apparel", "Cocoa", "", "", ""],
]
ANSWERS = {
    "Sp'ain": "Spain",
    "Congo": "Congo (DRC)",
    "Zorgling": "Textiles",
    "Cotton; frobnicators": "Cotton",
    "frobnicators": "Cocoa",
    "India": "Nepal",
    "Nepal": "leave",
    "Twin": "V7",
    "12345678": "012345678",
    "5493001KJTIIGC8Y1R13": "5493001KJTIIGC8Y1R12",
    "N/A": "Peru",
}


def frame(rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=HEAD, dtype=str)


def render(loading: Loading) -> bytes:
    return render_fix_it(loading.questions(), ["Peru", "Spain"], loading.notes())


def answer(content: bytes, path: Path, answers, person: str = "A. Reviewer") -> Path:
    """The workbook with an answer in each line; `answers` is (kind, what is there now) → answer."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book["Read me"].iter_rows():
        if row[0].value in ("Your name", "Date"):
            row[1].value = person if row[0].value == "Your name" else date(2026, 6, 1)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible" and sheet.title != "Read me":
            for row in sheet.iter_rows(min_row=4):
                row[7].value = answers(sheet.title, row[4].value or "")
    book.save(path)
    return path


def everything(network: scr.SupplyNetwork):
    return dict(network.suppliers), network.links, network.ownership, network.account.problems


def texts(loading: Loading) -> dict[tuple[str, str], str]:
    return {
        (grid.name, f"{chr(65 + c)}{r + 1}"): text
        for file in loading.opened
        for grid in file.grids
        for r, row in enumerate(grid.rows)
        for c, text in enumerate(row)
    }


@pytest.fixture(scope="module")
def loading() -> Loading:
    return load_with_tables(frame(ROWS))


@pytest.fixture(scope="module")
def fixed(loading, tmp_path_factory):
    path = tmp_path_factory.mktemp("fixes") / "fixes.xlsx"
    answer(render(loading), path, lambda kind, now: ANSWERS.get(now) or ("Zeta Ltd" if kind == "Names" else "Peru"))
    return load_with_tables(frame(ROWS), fixes=path)


def test_each_unusable_text_is_asked_about_once(loading):
    asked = {(q.kind, q.now): q.cells for q in loading.questions()}
    assert asked == {
        ("Countries", "Sp'ain"): ("C2", "C6"),
        ("Countries", "Congo"): ("C3",),
        ("Countries", ""): ("C4",),
        ("Countries", "N/A"): ("C11",),
        ("Sectors", "Zorgling"): ("D2", "D3"),
        ("Goods", "Cotton; frobnicators"): ("E2",),
        ("Goods", "frobnicators"): ("E6",),
        ("Names", ""): ("B5",),
        ("Conflicts", "India"): ("C7",),
        ("Conflicts", "Nepal"): ("C8",),
        ("Links", "Twin"): ("H7", "H8"),
        ("Identifiers", "12345678"): ("G2",),
        ("Identifiers", "5493001KJTIIGC8Y1R13"): ("F2",),
    }


def test_suggestions_are_what_may_be_meant(loading):
    offered = {q.now: q.suggestions for q in loading.questions()}
    assert offered["Sp'ain"] == ("Spain",)
    assert offered["Congo"] == ("Congo (DRC)", "Congo (Republic)")
    assert offered["Twin"] == ("V7", "V8")
    assert offered["12345678"] == ("012345678",)


AUDITED = pd.DataFrame(
    [
        ["Alpha", "India", "03/04/2025", "SA8000", "sometime", "Debt bondage; purple flags"],
        ["Beta", "Peru", "03/04/2025", "", "", "purple flags"],
    ],
    columns=["Supplier", "Country", "Last audit date", "Certification", "Certificate valid until", "ILO indicators"],
)


def test_dates_and_indicators_are_asked_about_and_corrected(tmp_path):
    loading = load_with_tables(AUDITED)
    asked = {(q.kind, q.now): (q.cells, q.suggestions) for q in loading.questions()}
    assert asked == {
        ("Dates", "03/04/2025"): (("C2", "C3"), ("2025-04-03", "2025-03-04")),
        ("Dates", "sometime"): (("E2",), ()),
        ("Indicators", "Debt bondage; purple flags"): (("F2",), ()),
        ("Indicators", "purple flags"): (("F3",), ()),
    }
    answers = {"03/04/2025": "2025-03-04", "sometime": "2026-05-31", "purple flags": "Excessive overtime"}
    path = answer(render(loading), tmp_path / "f.xlsx", lambda kind, now: answers.get(now, "Debt bondage"))
    again = load_with_tables(AUDITED, fixes=path)
    assert not again.questions()
    assert not again.network.account.problems
    alpha, beta = again.network.suppliers.values()
    assert [(c.dated, c.valid_until) for c in alpha.controls] == [
        (date(2025, 3, 4), None),
        (None, date(2026, 5, 31)),
    ]
    assert [[r.code for r in s.indicators] for s in (alpha, beta)] == [["debt-bondage"], ["excessive-overtime"]]
    assert "was 'purple flags'; corrected by A. Reviewer" in beta.indicators[0].resolution.rule


def test_unanswered_it_changes_nothing(loading, tmp_path):
    path = tmp_path / "fixes.xlsx"
    path.write_bytes(render(loading))
    assert everything(scr.load(frame(ROWS), fixes=path)) == everything(loading.network)


def test_answered_the_problems_are_gone(fixed):
    assert [p.code for p in fixed.network.account.problems] == []
    assert {s.country_code for s in fixed.network.suppliers.values()} == {"ES", "CD", "PE", "NP", "CL"}
    assert "Zeta Ltd" in {s.name for s in fixed.network.suppliers.values()}


def test_only_the_cells_that_were_asked_about_changed(loading, fixed):
    asked = {(q.sheet, cell) for q in loading.questions() for cell in q.cells if q.now != "Nepal"}
    before, after = texts(loading), texts(fixed)
    assert {at for at in after if before.get(at, "") != after[at]} == asked
    assert {c.cell.cell for c in fixed.network.account.corrections} == {cell for _, cell in asked}


def test_who_corrected_what_and_when_is_in_the_provenance(fixed):
    rule = fixed.network.suppliers["V1"].country.resolution.rule
    assert rule.endswith("(was 'Sp'ain'; corrected by A. Reviewer, 2026-06-01)")
    listed = dict(fixed.network.suppliers["V1"].attributes)["Corrected cells"]
    assert "G2: '012345678' (was '12345678'; corrected by A. Reviewer" in listed


def test_the_report_shows_it_and_the_manifest_has_the_hash(fixed):
    document = scr.screen(fixed.network, as_of="2026-06-30").document
    (reading,) = [f for f in document.coverage.files if f.format == "fixes"]
    assert document.manifest["inputs"]["fixes.xlsx"] == f"sha256:{reading.sha256}"
    assert "by A. Reviewer, 2026-06-01" in reading.sheets[0].reason
    assert any("corrected by A. Reviewer" in r.rule for s in document.suppliers for r in s.resolved)
    assert document.summary.coverage.rows_read == len(ROWS)


def test_a_cell_that_changed_since_is_not_corrected(loading, tmp_path):
    path = answer(render(loading), tmp_path / "fixes.xlsx", lambda kind, now: "Spain" if now == "Sp'ain" else None)
    rows = [list(row) for row in ROWS]
    rows[0][2] = "Nigerr"
    net = scr.load(frame(rows), fixes=path)
    (problem,) = [p for p in net.account.problems if p.code == "fix-out-of-date"]
    assert (problem.where.cell, problem.value) == ("C2", "Nigerr")
    assert net.suppliers["V1"].country_code is None
    assert net.suppliers["V5"].country_code == "ES"


def test_an_answer_that_is_no_answer_is_a_problem_that_names_the_correction(loading, tmp_path):
    path = answer(render(loading), tmp_path / "fixes.xlsx", lambda kind, now: "Spayyn" if now == "Sp'ain" else None)
    net = scr.load(frame(ROWS), fixes=path)
    problem = next(p for p in net.account.problems if p.value == "Spayyn")
    assert "was 'Sp'ain'; corrected by A. Reviewer" in problem.message


def test_what_is_to_be_left_is_not_asked_again(loading, tmp_path):
    path = answer(render(loading), tmp_path / "fixes.xlsx", lambda kind, now: "leave")
    again = load_with_tables(frame(ROWS), fixes=path)
    assert again.questions() == ()
    assert everything(again.network) == everything(loading.network)


def test_equal_questions_give_equal_bytes(loading):
    assert render(loading) == render(load_with_tables(frame(ROWS)))


def test_hostile_texts_stay_texts(tmp_path):
    hostile = [
        '=HYPERLINK("http://x")',
        "@SUM(A1)",
        "http://evil.example",
        "+1",
        "{=1}",
        "\x1b[31m",
        "a\x00b",
        "_x0041_",
    ]
    rows = [[f"V{n}", f"Karim Weaving {n} Ltd", text, "Apparel", "Cocoa", "", "", ""] for n, text in enumerate(hostile)]
    loading = load_with_tables(frame(rows))
    content = render(loading)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/")]
    assert not any(b"<f>" in sheet or b"hyperlink" in sheet for sheet in sheets)
    path = answer(content, tmp_path / "fixes.xlsx", lambda kind, now: "Peru")
    net = scr.load(frame(rows), fixes=path)
    assert {s.country_code for s in net.suppliers.values()} == {"PE"}


def test_drop_downs_offer_the_suggestions_or_all_countries(loading):
    book = openpyxl.load_workbook(io.BytesIO(render(loading)))
    sources = [v.formula1 for v in book["Countries"].data_validations.dataValidation]
    choices = book["_choices"]
    columns = [tuple(c.value for c in column if c.value) for column in choices.iter_cols()]
    assert len(sources) == 3
    assert ("Spain", "leave") in columns
    assert ("Peru", "Spain", "leave") in columns
    assert book["_cells"].sheet_state == "veryHidden"
    assert book["Countries"].freeze_panes == "A4"


def test_a_sheet_without_a_country_column_is_said_on_the_first_page():
    loading = load_with_tables(pd.DataFrame({"Supplier": ["Alpha", "Beta"], "Amount": ["1", "2"]}))
    assert loading.questions() == ()
    assert "no column with countries" in loading.notes()[0]
    book = openpyxl.load_workbook(io.BytesIO(render(loading)))
    shown = [str(row[0].value) for row in book["Read me"].iter_rows()]
    assert any("no column with countries" in text for text in shown)
    assert "Nothing needs an answer." in shown


def change(content: bytes, path: Path, edit) -> Path:
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book)
    book.save(path)
    return path


def test_sorting_moving_and_renaming_does_no_harm(loading, tmp_path):
    def shuffle(book):
        sheet = book["Countries"]
        sheet["H4"] = "Spain"
        sheet.title = "My countries"
        sheet.insert_rows(1, 2)
        sheet.move_range("A6:K6", rows=20)

    path = change(render(loading), tmp_path / "fixes.xlsx", shuffle)
    assert scr.load(frame(ROWS), fixes=path).suppliers["V1"].country_code == "ES"


@pytest.mark.parametrize("harm", ["answer without a line", "two answers", "cells changed"])
def test_a_spoilt_workbook_says_where(loading, tmp_path, harm):
    def spoil(book):
        sheet = book["Countries"]
        sheet["H4"] = "Spain"
        if harm == "answer without a line":
            sheet["K4"] = ""
        elif harm == "two answers":
            sheet["H5"], sheet["K5"] = "Peru", sheet["K4"].value
        else:
            book["_cells"]["E3"] = "all of them"

    path = change(render(loading), tmp_path / "fixes.xlsx", spoil)
    with pytest.raises(InputError, match=r"fixes\.xlsx!") as caught:
        read_fixes(path)
    assert caught.value.hint


COUNTRY = st.sampled_from(["Peru", "Sp'ain", "Congo", "", "N/A", "Nigerr", "India", "=1+1", "Korea"])
GOODS = st.sampled_from(["Cotton", "frobnicators", "", "Cocoa; zorgs"])


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(COUNTRY, GOODS), min_size=2, max_size=12))
def test_the_law_of_the_round_trip(tmp_path_factory, cells):
    rows = [[f"V{n}", f"Karim Weaving {n} Ltd", c, "Apparel", g, "", "", ""] for n, (c, g) in enumerate(cells)]
    loading = load_with_tables(frame(rows))
    folder = tmp_path_factory.mktemp("law")
    blank = folder / "blank.xlsx"
    blank.write_bytes(render(loading))
    assert everything(scr.load(frame(rows), fixes=blank)) == everything(loading.network)
    full = answer(render(loading), folder / "full.xlsx", lambda kind, now: "Chile" if kind == "Countries" else "Cocoa")
    fixed = load_with_tables(frame(rows), fixes=full)
    asked = {(q.sheet, cell) for q in loading.questions() for cell in q.cells}
    before, after = texts(loading), texts(fixed)
    assert {at for at in after if before.get(at, "") != after[at]} == asked
    if "country" in fixed.read.files[0].sheets[0].mapping:
        assert fixed.questions() == ()


def test_answers_that_were_given_are_written_and_read_back_in_their_order(worst_names, tmp_path):
    """Also those about cells that hold the worst names."""
    questions = [
        Question("Countries", f"{number}.xlsx", "Sheet", ("C2", "C3", "C9"), "Country", name, "nobody knows it")
        for number, name in enumerate(worst_names)
    ]
    lines = [line_of(one, f"answer {number}", "A. Reviewer", "2026-06-01") for number, one in enumerate(questions)]
    path = tmp_path / "fixes.xlsx"
    path.write_bytes(render_answered(lines))
    found = read_fixes(path).lines
    told = [(line.file, line.cells, line.fingerprint, line.answer, line.person, line.date) for line in found]
    assert told == [(line.file, line.cells, line.fingerprint, line.answer, line.person, line.date) for line in lines]
    assert {(line.asked[0], line.asked[2]) for line in found} == {("Country", "nobody knows it")}
    again = tmp_path / "again.xlsx"
    again.write_bytes(render_answered(found))  # what is gone on with keeps what the cells held when it was asked
    assert [line.fingerprint for line in read_fixes(again).lines] == [line.fingerprint for line in lines]
