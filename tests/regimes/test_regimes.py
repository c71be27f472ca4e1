"""What a regime document says has something behind it; what is no law is never told as law."""

import io
import re
import zipfile
from collections import Counter
from datetime import date
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from typer.testing import CliRunner

import supplychain_risk as scr
from supplychain_risk.audit.folder import writing
from supplychain_risk.audit.lock import FolderInUse, held
from supplychain_risk.audit.statement import altered, read_statement
from supplychain_risk.cli import app
from supplychain_risk.errors import InputError
from supplychain_risk.reference import Reference
from supplychain_risk.reference.regimes import Standing, questions, regime, regimes
from supplychain_risk.regimes.answers import ANSWERS
from supplychain_risk.regimes.coverage import Coverage, Status, asked
from supplychain_risk.regimes.document import fill
from supplychain_risk.regimes.entries import regime_entries
from supplychain_risk.regimes.matrix import matrix
from supplychain_risk.regimes.packs import join, verify_document
from supplychain_risk.regimes.sight import Sight
from supplychain_risk.regimes.statements import Statement
from supplychain_risk.regimes.told import questions_file, read_answers
from supplychain_risk.report import html, xlsx
from supplychain_risk.report.json_format import read_file
from supplychain_risk.report.regime_models import NO_ADVICE

pytestmark = pytest.mark.slow

EXAMPLES = Path(__file__).parents[2] / "examples"
REFERENCE = Reference.bundled()
DAY = date(2026, 11, 28)
IDS = [one.id for one in regimes(REFERENCE, DAY)]
docx = pytest.mark.skipif(find_spec("docx") is None, reason="python-docx is not installed: pip install '.[docs]'")


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("regimes") / "pack"
    network = scr.load(EXAMPLES / "apparel_suppliers.xlsx", company="Example Apparel")
    scr.screen(network, as_of=DAY).write(folder, ["json"])
    return folder


@pytest.fixture(scope="module")
def document(pack):
    return scr.read(pack).document


def text_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = archive.read("word/document.xml").decode("utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_table_and_registry_name_the_same_answers_and_questions():
    items = [item for one in regimes(REFERENCE, date(2100, 1, 1)) for item in one.items]
    named = {name for item in items for name in item.answers}
    assert named <= set(ANSWERS), f"no function for {sorted(named - set(ANSWERS))}: write it in regimes/answers/"
    assert set(ANSWERS) <= named, f"no item asks for {sorted(set(ANSWERS) - named)}: name it in regime_answers.csv"
    asked_for = {id_ for item in items for id_ in item.questions}
    assert asked_for == set(questions(REFERENCE))
    for item in items:
        if item.standing is not Standing.NOT_CHECKED and item.asks != "informs":
            assert item.answers or item.questions or item.unsupported, f"nothing answers {item.id}"


def test_what_nobody_read_has_no_text():
    rows = {row["id"]: row for row in REFERENCE.table("regimes", "regime_items")}
    unread = [i for one in regimes(REFERENCE, DAY) for i in one.standing(Standing.NOT_CHECKED)]
    assert unread
    assert all(not item.text and not item.article and not item.threshold for item in unread)
    assert all(rows[item.id]["confidence"] == "recalled" for item in unread)


def test_the_day_decides_what_is_law():
    assert regime(REFERENCE, "EU-2024-3015", DAY).state is Standing.LATER
    assert regime(REFERENCE, "EU-2024-3015", date(2027, 12, 13)).state is Standing.LATER
    assert regime(REFERENCE, "EU-2024-3015", date(2027, 12, 14)).state is Standing.APPLIES
    assert regime(REFERENCE, "us-uflpa-appl", DAY).state is Standing.APPLIES
    assert regime(REFERENCE, "US-301-FL", DAY).state is Standing.PROPOSED
    with pytest.raises(InputError, match="no regime"):
        regime(REFERENCE, "US-NOTHING", DAY)


def test_proposals_and_doubts_are_no_duties(document):
    coverage = Coverage(document, REFERENCE)
    for one in regimes(REFERENCE, DAY):
        standings = {covered.item.standing for covered in coverage.of(one)}
        assert standings <= {Standing.APPLIES, Standing.LATER}


def test_every_statement_has_a_cell_an_id_or_a_part_of_the_report(document):
    with pytest.raises(ValueError, match="nothing is behind"):
        Statement("Something is so.")
    ids = {finding.id for finding in document.findings} | {reason.id for reason in document.reasons}
    cells = {cell for one in (*document.suppliers, *document.findings, *document.links) for cell in one.cells}
    plain = document.plain()
    told = [(name, s) for name, answer in ANSWERS.items() for s in answer(Sight(document)).statements]
    assert len(told) > 50
    for name, statement in told:
        assert set(statement.ids) <= ids, name
        for cell in statement.cells:
            assert cell in cells or "!" in cell, name
        for part in statement.parts:
            value = plain
            for key in part.split("."):
                assert key in value, f"{name}: the report has no {part}"
                value = value[key]


TEN = (
    *("US-UFLPA-APPL", "US-307-WRO", "US-FAR-TIP", "US-CA-SB657", "UK-MSA-54"),
    *("AU-MSA-16", "CA-S211", "EU-2024-3015", "DE-LKSG", "NO-TA"),
)
"""What is filled and read as counsel would, of the apparel and of the solar example."""


@pytest.fixture(
    scope="module", params=[("apparel_suppliers.xlsx", "Acme Ltd."), ("solar_chain.xlsx", "Larkfield Inc.")]
)
def filed(request, tmp_path_factory):
    """An example, the report about it, read from its file, and the cells of the example that hold something."""
    name, company = request.param
    folder = tmp_path_factory.mktemp("filed") / "pack"
    scr.screen(scr.load(EXAMPLES / name, company=company), as_of=DAY).write(folder, ["json"])
    book = openpyxl.load_workbook(EXAMPLES / name, read_only=True)
    cells = {
        f"{name}!{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    return read_file(folder), cells


def behind(text: str) -> list[str]:
    """What a filled document names behind a statement: the brackets at its end."""
    found = re.search(r" \[([^\[\]]+)\]$", text)
    return found[1].split("; ") if found else []


@docx
@pytest.mark.parametrize("name", TEN)
def test_every_sentence_of_a_filled_document_has_a_cell_an_id_or_a_part_of_the_report(filed, name):
    """Read from the .docx itself: a supplier is named nowhere but in a statement."""
    import docx as python_docx

    report, cells = filed
    document, plain = report.document, report.document.plain()
    content = fill(document, REFERENCE, regime(REFERENCE, name, DAY), report.sha256)
    ids = {finding.id for finding in document.findings} | {reason.id for reason in document.reasons}
    paper = python_docx.Document(io.BytesIO(content))
    apart = {item.id for item in regime(REFERENCE, name, DAY).standing(Standing.PROPOSED, Standing.IN_DOUBT)}
    told = 0
    for paragraph in paper.paragraphs:
        if paragraph.style.name != "List Bullet":
            named = [s.name for s in document.suppliers if s.name in paragraph.text]
            assert not named, f"{name}: nothing is behind: {paragraph.text}"
            continue
        if paragraph.text.split(" ")[0] in apart:
            continue
        told += 1
        shown = behind(paragraph.text)
        assert shown, f"{name}: nothing is behind: {paragraph.text}"
        for one in shown:
            if one.startswith("report.json: "):
                value = plain
                for key in one.removeprefix("report.json: ").split("."):
                    value = value[key]
            elif one.startswith("id "):
                assert one.removeprefix("id ") in ids, one
            elif not re.fullmatch(r"and [\d,]+ more (cell|id)s?", one):
                assert one in cells, f"{name}: the input has nothing in {one}"
    assert told or name == "US-CA-SB657", name
    in_tables = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert not [text for text in in_tables for s in document.suppliers if s.name in text]


@docx
@pytest.mark.parametrize("name", TEN)
def test_a_filled_document_reads_as_written_by_hand(filed, name):
    """No sentence twice, no two stops, no `1 cells`, no empty heading, and no item longer than three pages."""
    import docx as python_docx

    report, _ = filed
    content = fill(report.document, REFERENCE, regime(REFERENCE, name, DAY), report.sha256)
    paragraphs = python_docx.Document(io.BytesIO(content)).paragraphs
    bullets = [p.text for p in paragraphs if p.style.name == "List Bullet"]
    assert len(bullets) == len(set(bullets)), "what stands above is referred to, not told again"
    texts = [p.text for p in paragraphs if p.text]
    assert not [text for text in texts if re.search(r"\.\.(\s|$)|\.\)\.$|\b1 \w+s\b(?! of)|  \S|\bNone\b", text)]
    item, length = "", Counter()
    for p in paragraphs:
        item = p.text if p.style.name.startswith("Heading") else item
        length[item] += len(p.text)
    assert max(length.values()) < 12_000, length.most_common(1)


@docx
def test_a_statement_that_two_items_ask_for_is_told_once_and_referred_to(filed):
    report, _ = filed
    text = text_of(fill(report.document, REFERENCE, regime(REFERENCE, "US-UFLPA-APPL", DAY), report.sha256))
    parties = len(ANSWERS["parties"](Sight(report.document)).statements)
    assert text.count(f"See {parties} statements under APPL-06 above.") == 2
    assert text.index("APPL-06 ") < text.index("under APPL-06 above")


@docx
@pytest.mark.parametrize(
    ("name", "where"),
    [("UK-MSA-54", "United Kingdom."), ("US-CA-SB657", "United States (US-CA)."), ("EU-2024-3015", "European Union.")],
)
def test_a_jurisdiction_is_told_by_name(document, name, where):
    assert f"Jurisdiction: {where}" in text_of(fill(document, REFERENCE, regime(REFERENCE, name, DAY), "0" * 64))


@docx
def test_levels_and_kinds_that_are_named_are_explained_and_no_others(filed):
    import docx as python_docx

    report, _ = filed
    for name, levels in (("UK-MSA-54", True), ("US-CA-SB657", False)):
        content = fill(report.document, REFERENCE, regime(REFERENCE, name, DAY), report.sha256)
        tables = [
            [cell.text for cell in row.cells]
            for t in python_docx.Document(io.BytesIO(content)).tables
            for row in t.rows
        ]
        explained = {row[0] for row in tables}
        assert ({"Hold", "Review", "Enhanced", "Standard", "Not assessed"} <= explained) == levels
        covered = Coverage(report.document, REFERENCE).of(regime(REFERENCE, name, DAY))
        named = {code for c in covered for s in c.statements for code in s.kinds}
        assert {f"{k.title} ({k.code})" for k in report.document.kinds if k.code in named} <= explained
        assert not [
            row
            for row in tables
            if row[0].endswith(")") and row[0].split("(")[-1][:-1] in {k.code for k in report.document.kinds} - named
        ]


def test_findings_are_summed_up_by_kind_with_all_their_suppliers_and_reasons(document):
    (covered,) = (
        c for c in Coverage(document, REFERENCE).of(regime(REFERENCE, "US-UFLPA-APPL", DAY)) if c.item.id == "APPL-00"
    )
    of_law = [f for f in document.findings if f.code.startswith("uflpa-")]
    for code in {f.code for f in of_law}:
        statements = [s for s in covered.statements if code in s.kinds]
        assert {id_ for s in statements for id_ in s.ids} == {
            id_ for f in of_law if f.code == code for id_ in (f.id, f.reason.id)
        }
        assert len(statements) == len({f.certainty for f in of_law if f.code == code})
    assert sum(len(s.text) for s in covered.statements) < 2_500


def test_an_item_has_the_day_of_the_paper_it_is_of_and_no_day_that_was_not_read():
    def since(name, day=DAY):
        return {item.id: item.since for item in regime(REFERENCE, name, day).items}

    assert since("US-307-WRO")["WRO-01"] == "1930-06-17"
    assert since("US-307-WRO")["WRO-09"] == "", "a paper of CBP on an order of 2021 applies not since 1930"
    assert "WRO-09" not in since("US-307-WRO", date(2021, 1, 12))
    assert "APPL-06" not in since("US-UFLPA-APPL", date(2022, 12, 31)), "it is of a paper of February 2023"
    assert since("AU-MSA-16")["AU-21"] == "2023-05", "a month is told as a month"


def test_what_is_about_records_alone_is_no_risk_of_labor():
    network = scr.load(EXAMPLES / "solar_chain_with_faults.xlsx")
    solar = scr.screen(network, as_of=DAY).document
    records = {f.reason.id for f in solar.findings if f.channel == "plausibility"}
    assert records
    coverage = Coverage(solar, REFERENCE)
    for one in regimes(REFERENCE, DAY):
        for covered in coverage.of(one):
            for statement in covered.statements:
                assert records.isdisjoint(statement.ids), (covered.item.id, statement.text)
    (indirect,) = (c for c in coverage.of(regime(REFERENCE, "DE-LKSG", DAY)) if c.item.id == "DE-11")
    assert indirect.status is Status.HUMAN, "a quantity that does not go together is no knowledge of a violation"


@pytest.mark.parametrize("name", IDS)
def test_no_item_tells_a_statement_twice(document, name):
    for covered in Coverage(document, REFERENCE).of(regime(REFERENCE, name, DAY)):
        told = [statement.text for statement in covered.statements]
        assert len(told) == len(set(told)), covered.item.id
        assert not [text for text in told if text.endswith("..") or ".. " in text]


def test_levels_and_bands_stand_the_gravest_first(document):
    levels, bands = (statement.text for statement in ANSWERS["levels"](Sight(document)).statements)
    assert re.findall("hold|review|enhanced|standard|not assessed", levels) == [
        *("hold", "review", "enhanced", "standard", "not assessed"),
    ]
    assert re.findall("very high|high|medium", bands) == ["very high", "high", "medium"]


def test_an_answer_says_why_it_has_no_statement(document):
    bare = document.changed(
        suppliers=(), findings=(), reasons=(), links=(), lines=(), dispositions=(), concentration=()
    )
    for name, answer in ANSWERS.items():
        found = answer(Sight(bare))
        assert found.statements or found.why_none, name


def test_an_answer_of_a_person_serves_every_regime_that_asks(document, tmp_path):
    known = regimes(REFERENCE, DAY)
    found = asked(Coverage(document, REFERENCE), known)
    shared = max(found, key=lambda one: len({item.split(" ")[0] for item in one[2]}))
    assert len({item.split(" ")[0] for item in shared[2]}) >= 3
    file = tmp_path / "answers.toml"
    file.write_text(
        questions_file(found).replace(f"[{shared[0]}]\nquestion = ", f"[{shared[0]}]\nday = 2026-06-30\nquestion = "),
        encoding="utf-8",
    )
    blank = read_answers(file, questions(REFERENCE))
    assert blank.answers == {}
    text = file.read_text(encoding="utf-8")
    start = text.index(f"[{shared[0]}]")
    filled = text[:start] + text[start:].replace('answer = ""\nby = ""', 'answer = "Yes, since 2020."\nby = "GC"', 1)
    file.write_text(filled, encoding="utf-8")
    told = read_answers(file, questions(REFERENCE))
    assert told.answers[shared[0]].answer == "Yes, since 2020."
    assert told.answers[shared[0]].day == date(2026, 6, 30)
    coverage = Coverage(document, REFERENCE, told)
    serves = {
        one.id
        for one in known
        for c in coverage.of(one)
        for q in c.questions
        if q.id == shared[0] and q.told is not None
    }
    assert serves == {item.split(" ")[0] for item in shared[2]}


@pytest.mark.parametrize(
    ("question", "served"),
    [
        ("company-structure", {"UK-MSA-54", "AU-MSA-16", "CA-S211", "NO-TA"}),
        ("policies", {"UK-MSA-54", "CA-S211", "NO-TA", "DE-LKSG", "US-307-WRO"}),
        ("training", {"UK-MSA-54", "CA-S211", "US-CA-SB657", "US-FAR-TIP"}),
        ("risk-management", {"UK-MSA-54", "AU-MSA-16", "CA-S211", "NO-TA"}),
        ("effectiveness", {"UK-MSA-54", "AU-MSA-16", "CA-S211", "NO-TA"}),
        ("own-operations", {"AU-MSA-16", "CA-S211", "DE-LKSG", "EU-CSDDD"}),
        ("origin-papers", {"EU-2024-3015", "CA-9897"}),
    ],
)
def test_the_crosswalk_asks_once_what_several_regimes_ask(document, question, served):
    by_id = {id_: items for id_, _, items in asked(Coverage(document, REFERENCE), regimes(REFERENCE, DAY))}
    assert served <= {item.split(" ")[0] for item in by_id[question]}


def test_no_sentence_of_a_law_is_quoted():
    """Items are in words of our own. One that quotes a statute has to be pinned to it here, and none does."""
    for one in regimes(REFERENCE, DAY):
        for item in one.items:
            assert not re.search('["\u201c\u201d\u201e\u00ab\u00bb]', item.text), item.id


@docx
@pytest.mark.parametrize("day", [date(2026, 6, 30), DAY, date(2027, 12, 14)])
@pytest.mark.parametrize("name", IDS)
def test_what_is_no_law_on_the_day_stands_apart_in_the_document(document, name, day):
    import docx as python_docx

    on_day = document.changed(about=document.about.changed(as_of=day))
    one = regime(REFERENCE, name, day)
    paragraphs = python_docx.Document(io.BytesIO(fill(on_day, REFERENCE, one, "0" * 64))).paragraphs
    under: dict[str, list[str]] = {}
    heading = ""
    for p in paragraphs:
        heading = p.text if p.style.name == "Heading 1" else heading
        under.setdefault(heading, []).append(p.text)
    for item in one.items:
        at = {head for head, texts in under.items() if any(t.startswith(f"{item.id} ") for t in texts)}
        match item.standing:
            case Standing.APPLIES:
                assert at == {"Items, one by one"}
            case Standing.LATER:
                assert at == {"Adopted, but not applying on the day of the report: for preparation only"}
                assert item.applies_from is None or item.applies_from > day
            case Standing.NOT_CHECKED:
                assert at == set()
            case _:
                assert len(at) == 1
                assert next(iter(at)).startswith("Apart: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[no-such-question]\nanswer = 'x'\nby = 'y'\n", "no such question"),
        ("[policies]\nanswer = 'x'\n", "who gave the answer"),
        ("[policies]\nanswer = 'x'\nby = 'y'\nday = 'soon'\n", "no day"),
        ("[policies\n", "no TOML"),
    ],
)
def test_a_wrong_file_of_answers_says_where_and_what_to_do(tmp_path, content, said):
    file = tmp_path / "answers.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said) as error:
        read_answers(file, questions(REFERENCE))
    assert error.value.hint


def test_the_matrix_has_every_regime_and_no_formula(document):
    known = regimes(REFERENCE, DAY)
    coverage = Coverage(document, REFERENCE)
    content = matrix(coverage, known, "0" * 64)
    assert content == matrix(Coverage(document, REFERENCE), known, "0" * 64)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = archive.read("xl/sharedStrings.xml").decode("utf-8")
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets/" in name)
    assert all(one.id in texts for one in known)
    assert all(status.value.capitalize() in texts for status in Status)


def test_the_report_holds_the_matrix_as_the_coverage_says_it_and_no_item_that_is_no_duty(document):
    assert [one.id for one in document.regimes] == IDS
    coverage = Coverage(document, REFERENCE)
    for entry, one in zip(document.regimes, regimes(REFERENCE, DAY), strict=True):
        covered = coverage.of(one)
        assert [(i.id, i.status, i.statements, i.open) for i in entry.items] == [
            (c.item.id, c.status, len(c.statements), len(c.open)) for c in covered
        ]
        assert {i.id for i in entry.items}.isdisjoint(
            item.id for item in one.standing(Standing.PROPOSED, Standing.IN_DOUBT, Standing.NOT_CHECKED)
        )
        assert all(
            item.applies == (c.item.standing is Standing.APPLIES) for item, c in zip(entry.items, covered, strict=True)
        )
        assert all(item.source and item.article is not None for item in entry.items)
        apart = one.standing(Standing.PROPOSED, Standing.IN_DOUBT), one.standing(Standing.NOT_CHECKED)
        assert (entry.apart, entry.not_checked) == tuple(map(len, apart))
    statuses = {item.status for entry in document.regimes for item in entry.items}
    assert statuses == set(Status) - {Status.ANSWERED}, "nobody has answered anything when a report is made"


def test_the_matrix_follows_from_the_report_without_it(document):
    """So that it is no part of what is compared, and a report read later gives the same."""
    assert regime_entries(document.changed(regimes=()), REFERENCE) == document.regimes
    assert regime_entries(document, SimpleNamespace(names=tuple)) == ()


def test_the_workbook_has_a_row_per_item_and_a_row_per_regime(document):
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(document)))
    sheet = book["Regimes"]
    heads, *rows = sheet[sheet.tables["Regimes"].ref]
    told = [tuple(cell.value for cell in row[:3]) for row in rows]
    assert told == [(one.id, item.id, item.status.value) for one in document.regimes for item in one.items]
    assert [cell.value for cell in heads][:3] == ["Regime", "Item", "Status"]
    counts, *rows = sheet[sheet.tables["Items_by_regime"].ref]
    at = [cell.value for cell in counts].index(Status.HUMAN.value.capitalize())
    assert {row[0].value: row[at].value for row in rows} == {
        one.id: one.count(Status.HUMAN) for one in document.regimes
    }
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert NO_ADVICE in texts
    assert int(re.search(r"(\d+)$", sheet.print_area)[1]) == sheet.max_row


def test_the_page_folds_the_matrix_and_says_that_it_is_no_filing(document):
    page = html.render(document).decode()
    part = page[page.index('<section id="regimes">') :]
    part = part[: part.index("</section>")]
    assert part.count('<details class="fold">') == 1
    assert NO_ADVICE in part
    for one in document.regimes:
        assert f'id="regime-{one.id}"' in part or not one.items
        assert all(f"<td>{item.id}</td>" in part for item in one.items)
    unread = {item.id for one in regimes(REFERENCE, DAY) for item in one.standing(Standing.NOT_CHECKED)}
    assert unread
    assert not any(f"<td>{id_}</td>" in part for id_ in unread)
    assert '<a href="#regimes">' in page


@docx
@pytest.mark.parametrize("name", IDS)
def test_fill_tells_each_item_once_and_no_unread_one(pack, tmp_path, name):
    out = tmp_path / "filled.docx"
    done = CliRunner().invoke(app, ["regime", "fill", name, str(pack), "--out", str(out)])
    assert done.exit_code == 0, done.output
    text = text_of(out.read_bytes())
    one = regime(REFERENCE, name, DAY)
    for item in one.items:
        if item.text:
            assert item.id in text
            assert " ".join(item.text.split()) in text
    rows = {row["id"]: row for row in REFERENCE.table("regimes", "regime_items")}
    for item in one.standing(Standing.NOT_CHECKED):
        unread = " ".join(rows[item.id]["text"].split())
        assert len(unread) < 25 or unread not in text, f"{item.id} was read in no source and is told"
    assert verify_document(out, read_file(pack)) == ()


@docx
def test_a_changed_document_is_told(pack, tmp_path):
    out = tmp_path / "filled.docx"
    runner = CliRunner()
    assert runner.invoke(app, ["regime", "fill", "UK-MSA-54", str(pack), "--out", str(out)]).exit_code == 0
    again = runner.invoke(app, ["regime", "fill", "UK-MSA-54", str(pack), "--out", str(out)])
    assert again.exit_code != 0
    assert "not overwritten" in str(again.exception or again.output)
    assert runner.invoke(app, ["regime", "verify", str(out), str(pack)]).exit_code == 0
    content = bytearray(out.read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"no filing", b"a filing")
    with zipfile.ZipFile(out, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    done = runner.invoke(app, ["regime", "verify", str(out), str(pack)])
    assert done.exit_code == 3
    assert "was changed" in done.output


@docx
def test_a_document_in_the_pack_joins_its_manifest(tmp_path):
    folder = tmp_path / "pack"
    network = scr.load(EXAMPLES / "apparel_suppliers.xlsx", company="Example Apparel")
    scr.screen(network, as_of=DAY).write(folder, ["json"])
    out = folder / "uk.docx"
    done = CliRunner().invoke(app, ["regime", "fill", "UK-MSA-54", str(folder), "--out", str(out)])
    assert done.exit_code == 0
    assert "belongs to the pack" in " ".join(done.output.split())
    assert "uk.docx" in {subject.name for subject in read_statement(folder).subject}
    assert not altered(folder, read_statement(folder))
    out.write_bytes(out.read_bytes() + b" ")
    assert altered(folder, read_statement(folder))


@pytest.fixture
def own_pack(tmp_path):
    """A pack of a test's own, to be changed."""
    folder = tmp_path / "pack"
    written_into(folder, "Vietnam")
    return folder


def written_into(folder, country):
    sheet = folder.parent / f"{country}.csv"
    sheet.write_text(f"id,name,country\nV1,Alder Mills,{country}\n", encoding="utf-8")
    scr.screen(scr.load(sheet, company="Example Apparel"), as_of=DAY).write(folder, ["json"])


def test_a_document_joins_no_pack_that_was_replaced_since_its_report_was_read(own_pack):
    opened = read_file(own_pack)
    written_into(own_pack, "Portugal")
    stated = read_statement(own_pack)
    with pytest.raises(InputError, match="not the report that the pack's manifest names"):
        join(b"made from the earlier report", own_pack / "uk.docx", opened)
    assert not (own_pack / "uk.docx").exists()
    assert read_statement(own_pack) == stated


def test_a_document_joins_no_pack_into_which_a_run_writes(own_pack, monkeypatch):
    monkeypatch.setattr("supplychain_risk.audit.folder.held", partial(held, wait=0.0))
    opened, stated = read_file(own_pack), read_statement(own_pack)
    with writing(own_pack), pytest.raises(FolderInUse):
        join(b"a document", own_pack / "uk.docx", opened)
    assert not (own_pack / "uk.docx").exists()
    assert read_statement(own_pack) == stated
    join(b"a document", own_pack / "uk.docx", opened)
    assert "uk.docx" in {subject.name for subject in read_statement(own_pack).subject}
    assert {path.name for path in own_pack.iterdir()} == {"manifest.json", "report.json", "uk.docx"}


def test_a_document_whose_pack_cannot_name_it_is_not_left_behind(own_pack, monkeypatch):
    def full(folder, contents):
        raise OSError(28, "No space left on device")

    opened, stated = read_file(own_pack), read_statement(own_pack)
    monkeypatch.setattr("supplychain_risk.audit.folder._write_all", full)
    with pytest.raises(InputError, match="No space left"):
        join(b"a document", own_pack / "uk.docx", opened)
    assert {path.name for path in own_pack.iterdir()} == {"manifest.json", "report.json"}
    assert read_statement(own_pack) == stated


def test_what_stands_in_a_pack_is_not_written_over(own_pack):
    opened = read_file(own_pack)
    (own_pack / "uk.docx").write_bytes(b"with answers")
    with pytest.raises(InputError, match="not overwritten"):
        join(b"a document", own_pack / "uk.docx", opened)
    assert (own_pack / "uk.docx").read_bytes() == b"with answers"
    with pytest.raises(InputError, match="has this name"):
        join(b"a document", own_pack / "report.json", opened)


def test_a_signed_pack_is_joined_by_nothing(own_pack):
    (own_pack / "manifest.dsse.json").write_text("{}", encoding="utf-8")
    opened, stated = read_file(own_pack), read_statement(own_pack)
    with pytest.raises(InputError, match="signed"):
        join(b"a document", own_pack / "uk.docx", opened)
    assert not (own_pack / "uk.docx").exists()
    assert read_statement(own_pack) == stated


def test_questions_belong_to_no_pack_and_are_not_written_over(own_pack):
    out = own_pack / "questions.toml"
    done = CliRunner().invoke(app, ["regime", "questions", str(own_pack), "--out", str(out)])
    assert done.exit_code == 0
    assert "questions.toml" not in {subject.name for subject in read_statement(own_pack).subject}
    out.write_text("# answered\n", encoding="utf-8")
    again = CliRunner().invoke(app, ["regime", "questions", str(own_pack), "--out", str(out)])
    assert again.exit_code != 0
    assert out.read_text(encoding="utf-8") == "# answered\n"


def test_commands_list_show_questions_and_coverage(pack, tmp_path):
    runner = CliRunner()
    listed = runner.invoke(app, ["regime", "list", "--as-of", "2026-11-28"])
    assert listed.exit_code == 0
    assert all(name in listed.output for name in IDS)
    shown = runner.invoke(app, ["regime", "show", "EU-2024-3015", "--as-of", "2026-11-28"])
    assert shown.exit_code == 0
    assert "(no law)" in shown.output
    assert "EU-01" in shown.output
    out = tmp_path / "q.toml"
    assert runner.invoke(app, ["regime", "questions", str(pack), "--out", str(out)]).exit_code == 0
    assert read_answers(out, questions(REFERENCE)).answers == {}
    book = tmp_path / "m.xlsx"
    covered = runner.invoke(app, ["regime", "coverage", str(pack), "--out", str(book)])
    assert covered.exit_code == 0
    assert book.exists()
    assert "needs a human" in covered.output
