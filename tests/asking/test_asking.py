"""Questions to suppliers: written, filled in, read back with the answer's cell; nothing is taken in silence."""

import csv
import io
import json

import openpyxl
import pytest
from typer.testing import CliRunner

import supplychain_risk as scr
from supplychain_risk.asking import order, question_files
from supplychain_risk.cli import app
from supplychain_risk.errors import InputError
from supplychain_risk.loading import load_with_tables
from supplychain_risk.loading.answers import languages, words_in
from supplychain_risk.loading.answers.form import ANSWER, ASKED, BETWEEN, DATE, OF_UPSTREAM, PERSON, SUPPLIER
from supplychain_risk.reference import Reference

DAY = "2026-06-30"
REFERENCE = Reference.bundled()
LIST = (
    ("Supplier", "Country", "Product", "Annual spend", "Supplies to"),
    ("Alder Shirts Ltd", "Vietnam", "Cotton shirts", "700000", "Acme"),
    ("Birch Trading", "", "Cotton fabric", "", "Alder Shirts Ltd"),
    ("Cedar Trims", "Thailand", "Zippers", "300000", "Acme"),
    ("Dogwood Mills", "India", "Cotton", "", "Birch Trading"),
)


def written(folder, rows=LIST, name="list.csv"):
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def asked(path, **options):
    loading = load_with_tables(path)
    assessment = scr.screen(loading.network, as_of=DAY)
    return question_files(loading, assessment.network, assessment.document, **options)


def filled(folder, files, of, answers, upstream=(), person="Li Wei", day="2026-05-04"):
    """The workbook of a supplier with answers, by field, as that supplier would return it."""
    (name,) = (n for n in files if of in n)
    book = openpyxl.load_workbook(io.BytesIO(files[name]))
    sheet = book["Questions"]
    for row in sheet.iter_rows():
        label = str(row[0].value).split(" / ")[0]
        if label == "Answered by":
            row[1].value = person
        elif label == "Date":
            row[1].value = day
        elif len(row) > 4 and row[4].value in answers:
            row[3].value = answers[row[4].value]
    table = book["Your suppliers"]
    first = next(
        n for n, row in enumerate(table.iter_rows(values_only=True), 1) if str(row[0]).startswith("Supplier n")
    )
    for number, entry in enumerate(upstream, first + 1):
        for column, text in enumerate(entry, 1):
            table.cell(number, column).value = text
    path = folder / name
    book.save(path)
    return path


def cells(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [cell for sheet in book for row in sheet for cell in row if cell.value is not None]


# --- there and back -------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_an_answer_settles_what_was_open_and_its_cell_is_that_of_the_returned_workbook(tmp_path):
    path = written(tmp_path)
    files, _ = asked(path)
    returned = filled(
        tmp_path, files, "birch", {"country": "Turkmenistan", "audit": "SMETA", "audit_date": "2026-02-01"}
    )
    before = scr.screen(scr.load(path), as_of=DAY).document
    network = scr.load([path, returned])
    after = scr.screen(network, as_of=DAY).document
    levels = [{s.id: s.due_diligence.value for s in d.suppliers} for d in (before, after)]
    assert levels[0]["birch-trading"] != "hold"
    assert levels[1]["birch-trading"] == "hold", "its cotton is of Turkmenistan, by its own answer"
    birch = network.suppliers["birch-trading"]
    (cell,) = birch.country.cells
    assert (cell.file, cell.sheet) == (returned.name, "Questions")
    assert openpyxl.load_workbook(returned)["Questions"][cell.cell].value == "Turkmenistan"
    assert "filled in by Li Wei, 2026-05-04" in birch.country.resolution.rule
    (audit,) = birch.controls
    assert {c.file for c in audit.cells} == {returned.name}
    assert audit.dated.isoformat() == "2026-02-01"
    entry = next(f for f in after.coverage.files if f.name == returned.name)
    assert "answers of 'Birch Trading' by Li Wei, 2026-05-04: 3 answers" in entry.sheets[0].reason


def test_an_answered_origin_is_that_of_the_goods_that_were_asked_about(tmp_path):
    path = written(tmp_path)
    files, _ = asked(path)
    returned = filled(tmp_path, files, "dogwood", {"origin": "土库曼斯坦"})
    network = scr.load([path, returned])
    (line,) = network.suppliers["dogwood-mills-in"].lines
    assert line.origin.code == "TM"
    assert [g.code for g in line.goods] == ["cotton"]
    assert network.suppliers["dogwood-mills-in"].country_code == "IN"
    report = scr.screen(network, as_of=DAY).document
    assert next(s for s in report.suppliers if s.id == "dogwood-mills-in").due_diligence == "hold"


def test_suppliers_that_a_supplier_names_supply_it(tmp_path):
    path = written(tmp_path)
    files, _ = asked(path)
    upstream = (("Elm Ginning", "Uzbekistan", "", "Raw cotton", ""), ("Cedar Trims", "", "", "", ""))
    network = scr.load([path, filled(tmp_path, files, "dogwood", {}, upstream)])
    assert network.suppliers_of["dogwood-mills-in"] == ("cedar-trims-th", "elm-ginning-uz")
    assert network.tier("elm-ginning-uz") == 4
    link = next(k for k in network.links if k.supplier == "elm-ginning-uz")
    assert {c.file for c in link.cells} == {n for n in files if "dogwood" in n}


def test_answers_move_no_share_of_spend(tmp_path):
    path = written(tmp_path)
    files, _ = asked(path)
    returned = filled(tmp_path, files, "alder", {"origin": "Vietnam", "code_of_conduct": "Yes"})
    before, after = (scr.screen(scr.load(p), as_of=DAY).document for p in (path, [path, returned]))
    assert after.coverage.unmapped.basis == before.coverage.unmapped.basis == "spend"
    assert [(k.supplier, k.buyer, k.spend) for k in after.links] == [
        (k.supplier, k.buyer, k.spend) for k in before.links
    ]


@pytest.mark.parametrize("language", ["en", *languages(REFERENCE)])
def test_a_workbook_in_any_language_is_read_back(tmp_path, language):
    path = written(tmp_path)
    files, _ = asked(path, languages=[language])
    answers = {"country": "India", "hs": "5208", "worker_voice": "Yes", "certificate": "SA8000; GOTS"}
    returned = filled(tmp_path, files, "birch", answers, (("Fir Ginning", "India", "", "Cotton", "India"),))
    network = scr.load([path, returned])
    birch = network.suppliers["birch-trading"]
    assert birch.country_code == "IN"
    assert {c.what for c in birch.controls} >= {"SA8000", "GOTS", "Grievance mechanism"}
    assert "fir-ginning-in" in network.suppliers_of["birch-trading"]
    assert "filled in by Li Wei, 2026-05-04" in birch.country.resolution.rule


def test_no_language_changes_what_is_read_back(tmp_path):
    """One workbook with every language beside the English reads to the same network as the English one."""
    path = written(tmp_path)
    read = []
    for wanted in ([], languages(REFERENCE)):
        files, _ = asked(path, languages=wanted)
        answers = {row.field: "2026-02-01" if row.field == "audit_date" else "India" for row in ASKED}
        returned = filled(tmp_path, files, "birch", answers, (("Fir Ginning", "India", "", "Cotton", "India"),))
        loaded = load_with_tables([path, returned])
        told = [(p.code, p.value, p.message) for p in loaded.network.account.problems]
        birch = loaded.network.suppliers["birch-trading"]
        read.append(
            (
                told,
                birch.country_code,
                birch.commodity_codes,
                [c.what for c in birch.controls],
                [a.text for a in birch.address],
            )
        )
        assert "fir-ginning-in" in loaded.network.suppliers_of["birch-trading"]
    assert read[0] == read[1]


@pytest.mark.parametrize("language", languages(REFERENCE))
def test_each_question_and_note_stands_in_the_language_below_or_behind_the_english(tmp_path, language):
    rows = REFERENCE.table("question_words")
    english = {row["phrase"]: row["text"] for row in rows if row["language"] == "en"}
    other = {row["phrase"]: row["text"] for row in rows if row["language"] == language}
    assert set(other) == set(english)
    files, _ = asked(written(tmp_path), languages=[language])
    (content,) = (files[n] for n in files if "alder" in n)
    shown = [str(cell.value) for cell in cells(content)]
    for phrase, text in other.items():
        if phrase in ("asked_by_customer", "please", "name_them"):
            continue  # shown where nobody is named as asking, and where something is not known
        part, before = (t.split("{")[0] or t.split("}")[-1] for t in (text, english[phrase]))
        assert any(part in one for one in shown), f"{language}: {phrase} is not in the workbook"
        assert any(before in one for one in shown), f"the English of {phrase} has to stand beside it"
    birch = [str(cell.value) for n in files if "birch" in n for cell in cells(files[n])]
    assert f"{english['country']} — {english['please']}\n{other['country']} — {other['please']}" in birch


def test_marks_that_are_read_back_are_the_english_words_of_the_table():
    texts = words_in(REFERENCE, ["zh"])
    for phrase, mark in (("answer", ANSWER), ("person", PERSON), ("date", DATE), ("supplier", SUPPLIER)):
        assert texts.line(phrase).split(BETWEEN)[0] == mark
    assert not [row["id"] for row in REFERENCE.table("question_words") if BETWEEN in row["text"]]


def test_a_name_of_a_supplier_fills_nothing_else(tmp_path):
    rows = [*LIST[:1], ("{company} {names}", "", "Cotton", "", "Acme"), *LIST[2:]]
    files, _ = asked(written(tmp_path, rows), languages=["zh"])
    shown = [str(cell.value) for n in files if n.endswith("names.xlsx") for cell in cells(files[n])]
    assert any(text.startswith("Questions to {company} {names}") for text in shown)


def test_the_languages_that_are_asked_for_most_are_there():
    assert {"zh", "es", "tr", "vi"} <= set(languages(REFERENCE))
    with pytest.raises(InputError, match="no words for 'xx'") as told:
        words_in(REFERENCE, ["xx"])
    assert "zh" in told.value.hint


def test_words_of_other_languages_are_those_of_the_table(tmp_path):
    files, _ = asked(written(tmp_path), languages=["zh", "vi"])
    words = {row["heading"] for row in REFERENCE.table("column_names") if row["language"] in ("zh", "vi")}
    wanted = {row.label for row in (*ASKED, *OF_UPSTREAM)}
    shown = [str(c.value).split(" / ") for n in files if "birch" in n for c in cells(files[n])]
    labels = [parts[1:] for parts in shown if parts[0] in wanted]
    assert len(labels) == len(ASKED) + len(OF_UPSTREAM)
    assert all(len(label) == 2 and set(label) <= words for label in labels)


# --- what does not fit ------------------------------------------------------------------------------------------------


def test_an_answer_that_contradicts_the_users_own_sheet_is_told_and_not_taken(tmp_path):
    path = written(tmp_path)
    files, _ = asked(path)
    returned = filled(tmp_path, files, "dogwood", {"country": "China", "commodity": "Cotton", "address": "Road 1"})
    network = scr.load([path, returned])
    (problem,) = (p for p in network.account.problems if p.code == "answer-contradicts")
    assert problem.where.file == returned.name
    assert "list.csv!list!B5 states 'India'" in problem.message
    dogwood = network.suppliers["dogwood-mills-in"]
    assert dogwood.country_code == "IN"
    assert [a.text for a in dogwood.address] == ["Road 1"], "what contradicts nothing is taken"


def test_goods_that_are_others_than_the_sheet_states_are_not_added(tmp_path):
    path = written(tmp_path)
    files, _ = asked(path)
    network = scr.load([path, filled(tmp_path, files, "dogwood", {"commodity": "Polysilicon", "hs": "5201"})])
    assert [p.value for p in network.account.problems if p.code == "answer-contradicts"] == ["Polysilicon"]
    assert network.suppliers["dogwood-mills-in"].commodity_codes == ("cotton",)


def test_two_answers_to_one_question_are_told(tmp_path):
    path = written(tmp_path)
    files, _ = asked(path)
    one = filled(tmp_path, files, "birch", {"country": "India"})
    (tmp_path / "again").mkdir()
    other = filled(tmp_path / "again", files, "birch", {"country": "China"})
    other = other.rename(tmp_path / "later.xlsx")
    network = scr.load([path, one, other])
    assert network.suppliers["birch-trading"].country_code == "IN"
    assert [p.where.file for p in network.account.problems if p.code == "answer-contradicts"] == ["later.xlsx"]


def test_a_supplier_that_only_an_answer_names_can_be_asked_in_turn(tmp_path):
    path = written(tmp_path)
    files, _ = asked(path)
    first = filled(tmp_path, files, "dogwood", {}, (("Elm Ginning", "", "", "Cotton", ""),))
    files, _ = asked([path, first])
    second = filled(tmp_path, files, "elm-ginning", {"country": "Turkmenistan"})
    for order_of_files in ([path, first, second], [path, second, first]):
        network = scr.load(order_of_files)
        assert not [p for p in network.account.problems if p.code.startswith("answer-")]
        assert network.suppliers["elm-ginning"].country_code == "TM"
        assert network.suppliers_of["dogwood-mills-in"] == ("elm-ginning",)


def test_an_empty_answer_and_one_that_says_nothing_change_nothing(tmp_path):
    path = written(tmp_path)
    files, _ = asked(path)
    returned = filled(tmp_path, files, "birch", {"country": "n/a", "origin": "  "}, (("-", "India", "", "", ""),))
    before, after = scr.load(path), scr.load([path, returned])
    assert after.suppliers["birch-trading"].country is None
    assert after.suppliers.keys() == before.suppliers.keys()


def test_answers_of_somebody_who_is_not_in_the_list_are_told(tmp_path):
    files, _ = asked(written(tmp_path))
    returned = filled(tmp_path, files, "birch", {"country": "India"}, (("Elm Ginning", "India", "", "", ""),))
    other = written(tmp_path, (LIST[0], LIST[1], LIST[3]), "other.csv")
    network = scr.load([other, returned])
    assert [p.value for p in network.account.problems if p.code == "answer-for-nobody"] == ["Birch Trading"]
    assert "elm-ginning-in" not in network.suppliers


def test_answers_alone_are_no_list_and_the_order_is_no_answer(tmp_path):
    path = written(tmp_path)
    files, _ = asked(path)
    (tmp_path / "order.xlsx").write_bytes(files["order.xlsx"])
    returned = filled(tmp_path, files, "birch", {"country": "India"})
    with pytest.raises(InputError, match="no list of suppliers is there"):
        scr.load([returned])
    assert scr.load([path, tmp_path / "order.xlsx"]).suppliers.keys() == scr.load(path).suppliers.keys()


HOSTILE = '=HYPERLINK("http://evil.example","x")<script>alert(1)</script>'


def test_hostile_answers_are_inert(tmp_path):
    path = written(tmp_path)
    files, _ = asked(path)
    book = openpyxl.load_workbook(filled(tmp_path, files, "birch", {}, ((f"Elm {HOSTILE}", "India", "", "", ""),)))
    for row in book["Questions"].iter_rows():
        if len(row) > 4 and row[4].value in {r.field for r in ASKED}:
            row[3].value, row[3].data_type = HOSTILE, "s"
        elif row[0].value == "Answered by":
            row[1].value, row[1].data_type = HOSTILE, "s"
    returned = tmp_path / "hostile.xlsx"
    book.save(returned)
    assessment = scr.screen(scr.load([path, returned]), as_of=DAY)
    assessment.write(tmp_path / "audit", formats=["json", "xlsx", "html"])
    found = [c for c in cells((tmp_path / "audit" / "report.xlsx").read_bytes()) if "HYPERLINK" in str(c.value)]
    assert found
    assert not [c for c in found if c.data_type == "f"]
    assert "<script>alert" not in (tmp_path / "audit" / "report.html").read_text(encoding="utf-8")
    assert any("HYPERLINK" in a for a in assessment.document.node_names().values())


def test_a_name_that_would_run_is_inert_in_the_workbook_that_asks(tmp_path):
    files, _ = asked(written(tmp_path, (*LIST, (HOSTILE, "India", HOSTILE, "5", "Acme"))))
    assert all(name.replace("-", "").replace(".", "").isalnum() for name in files)
    for content in files.values():
        assert not [c for c in cells(content) if c.data_type == "f" or c.hyperlink]


# --- what is asked, and in which order --------------------------------------------------------------------------------


def test_a_workbook_shows_what_the_sheet_states_and_nothing_that_was_found(tmp_path):
    path = written(tmp_path)
    files, found = asked(path)
    (name,) = (n for n in files if "dogwood" in n)
    texts = [str(c.value) for c in cells(files[name])]
    assert "India" in texts
    assert "Cotton" in texts
    report = scr.screen(scr.load(path), as_of=DAY).document
    told = " ".join(texts).casefold()
    for finding in report.findings:
        assert finding.statement.casefold() not in told
    book = openpyxl.load_workbook(io.BytesIO(files[name]))
    assert not [s for s in book if "forced labor" in str(s.oddFooter.left.text)], "a report says so of itself"
    others = {s.name for s in report.suppliers} - {"Dogwood Mills"}
    assert not [other for other in others if other.casefold() in told]
    marked = [t for t in texts if t.endswith("please answer")]
    (of_dogwood,) = (one for one in found.asked if one.supplier.name == "Dogwood Mills")
    assert of_dogwood.fields == ("origin", "upstream")
    assert marked == ["From which country do these goods, or their main raw material, come? — please answer"]


def test_the_order_is_greedy_and_ends_when_nothing_is_left(tmp_path):
    path = written(tmp_path)
    loading = load_with_tables(path)
    found = order(loading.network, scr.screen(loading.network, as_of=DAY).document)
    gains = [one.settles for one in found.asked]
    assert gains == sorted(gains, reverse=True)
    assert found.asked[-1].settled == pytest.approx(1)
    assert found.basis == "spend"
    shares = {one.supplier.name: one.share for one in found.asked}
    assert shares["Birch Trading"] == pytest.approx(0.7), "all it sells goes through Alder Shirts"
    assert shares["Cedar Trims"] == pytest.approx(0.3)


def test_who_settles_more_of_the_spend_is_asked_first(tmp_path):
    rows = [
        LIST[0],
        ("Alder Ltd", "", "", "900", "Acme"),
        ("Birch Ltd", "", "", "100", "Acme"),
        ("Cedar", "", "", "5", "Acme"),
    ]
    found = asked(written(tmp_path, rows))[1]
    assert [one.supplier.name for one in found.asked] == ["Alder Ltd", "Birch Ltd", "Cedar"]


def test_a_finding_that_two_could_settle_counts_once(tmp_path):
    path = written(tmp_path)
    loading = load_with_tables(path)
    found = order(loading.network, scr.screen(loading.network, as_of=DAY).document)
    assert sum(one.settles for one in found.asked) == pytest.approx(1)


def test_equal_input_gives_equal_bytes(tmp_path):
    path = written(tmp_path)
    assert asked(path, languages=["zh"])[0] == asked(path, languages=["zh"])[0]


@pytest.mark.slow
def test_the_command_writes_a_folder_and_the_returned_workbook_is_a_further_input(tmp_path):
    path, out = written(tmp_path), tmp_path / "questions"
    run = CliRunner().invoke(app, ["ask", str(path), "--out", str(out), "--language", "zh,es", "--as-of", DAY])
    assert run.exit_code == 0, run.output
    assert "4 suppliers to ask, 4 workbooks written." in run.output
    files = {p.name: p.read_bytes() for p in out.iterdir()}
    returned = filled(tmp_path, files, "birch", {"country": "Turkmenistan"})
    audit = str(tmp_path / "audit")
    run = CliRunner().invoke(app, ["screen", str(path), str(returned), "--out", audit, "--as-of", DAY, "-q"])
    assert run.exit_code == 0, run.output
    report = json.loads((tmp_path / "audit" / "report.json").read_text(encoding="utf-8"))
    assert returned.name in json.dumps(report["manifest"])
    again = CliRunner().invoke(app, ["verify", audit, str(path), str(returned)])
    assert again.exit_code == 0, again.output
    assert CliRunner().invoke(app, ["ask", str(path), "--out", str(out)]).exit_code != 0, "nothing is written over"
