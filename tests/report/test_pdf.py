"""The PDF: what stands in it, what it leaves out and says so, and signs that no font has."""

import hashlib
import io
import sys
from datetime import date
from pathlib import Path

import pytest
from hostile import CHECKS, of_pdf

sys.path.insert(0, str(Path(__file__).parent.parent / "screening"))
from reviewing import screened

from supplychain_risk.domain import DueDiligence
from supplychain_risk.errors import MissingExtra
from supplychain_risk.report import json_format, pdf, pdf_data, words
from supplychain_risk.report.models import DispositionEntry
from supplychain_risk.report.regime_models import Status


@pytest.fixture
def typst():
    return pytest.importorskip("typst", reason="typst is not installed (extra [pdf])")


@pytest.fixture
def pypdf():
    return pytest.importorskip("pypdf", reason="pypdf is not installed (extra [test])")


@pytest.fixture
def without_fonts_of_the_machine(typst, monkeypatch):
    """As on a machine on which no font is installed; gives how often fonts were asked for."""
    fonts, asked = typst.Fonts, []

    def of_typst_alone(include_system_fonts):
        asked.append(include_system_fonts)
        return fonts(include_system_fonts=False)

    monkeypatch.setattr(typst, "Fonts", of_typst_alone)
    return asked


def text_of(content):
    return " ".join(of_pdf(content).split())


def squeezed(text):
    """Without spaces: long words and "/" may be broken at the end of a line."""
    return text.replace(" ", "").replace(pdf_data.MAY_BREAK, "")


def called(document, name):
    """The document with this name for its first supplier, under which it stands in texts of the report too."""
    first, *others = document.suppliers
    return document.changed(suppliers=(first.changed(name=name), *others))


def latin(document):
    """The document with names in ASCII alone."""
    return document.changed(
        suppliers=tuple(s.changed(name=f"Supplier {n}", names=()) for n, s in enumerate(document.suppliers))
    )


def test_equal_documents_give_equal_bytes(typst, document):
    assert pdf.render(document) == pdf.render(document)


def test_it_is_an_archivable_document_of_its_day(typst, pypdf, document):
    content = pdf.render(document)
    about = pypdf.PdfReader(io.BytesIO(content)).xmp_metadata
    assert about.dc_title["x-default"] == f"Supply chain risk report: {document.about.company}"
    assert about.xmp_create_date.date() == document.about.as_of
    told = about.stream.get_data()
    assert b"<pdfaid:part>2</pdfaid:part>" in told
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in told


def test_every_part_is_in_the_outline(typst, pypdf, document):
    outline = pypdf.PdfReader(io.BytesIO(pdf.render(document))).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]
    assert titles == [
        "What needs a decision today",
        "Reasons, and what to do",
        "Other suppliers",
        "Coverage, and what is not known",
        "Method",
        "Sources",
        "Manifest",
        "Sign-off",
    ]


def test_a_hold_stands_with_reason_cells_way_and_next_step(typst, pypdf, document):
    text = " ".join(CHECKS["pdf"].text(pdf.render(document)).split())  # whatever fonts this machine has
    held = [s for s in document.suppliers if s.due_diligence is DueDiligence.HOLD]
    assert held
    findings = {f.id: f for f in document.findings}
    names = document.node_names()
    for supplier in held:
        assert f"{supplier.name} ({supplier.id})" in text
        deciding = next(f for f in map(findings.get, supplier.findings) if f.calls_for is DueDiligence.HOLD)
        assert deciding.statement in text
        assert deciding.reason.next_step in text
        assert " → ".join(names[node] for node in deciding.paths[0]) in text
        assert deciding.cells[0] in text


def test_the_cover_counts_the_levels_by_shape_and_word_and_binds_the_report(typst, pypdf, document):
    reader = pypdf.PdfReader(io.BytesIO(pdf.render(document)))
    cover = " ".join(reader.pages[0].extract_text().split())
    for level, count in document.summary.by_due_diligence.items():
        assert f"{words.level(level)} {count} {words.MEANING[level]}" in cover
    assert document.about.limits[0] in cover
    assert f"As of {document.about.as_of}" in cover
    assert hashlib.sha256(json_format.render(document)).hexdigest() in cover.replace("\u200b", "").replace(" ", "")


def test_pages_bear_number_and_running_head(typst, pypdf, document):
    pages = pypdf.PdfReader(io.BytesIO(pdf.render(document))).pages
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert f"{number} / {len(pages)}" in text
        assert (f"as of {document.about.as_of}" in text) is (number > 1)


def test_what_is_not_assessed_stands_with_its_number(typst, pypdf, document):
    text = text_of(pdf.render(document))
    assert document.coverage.not_assessed
    for reason, count in document.coverage.not_assessed.items():
        assert f"{reason} {count}" in text
    for limit in document.about.limits:
        assert limit in text
    for table in document.sources:
        assert table.data_date.isoformat() in text


@pytest.fixture(scope="module")
def matched():
    """A report with a stated match and a possible one."""
    return screened().document


def test_a_possible_match_stands_with_what_either_verdict_would_make_of_it(typst, pypdf, matched):
    text = text_of(pdf.render(matched))
    told = {reason["number"]: reason for reason in pdf_data.contents(matched)["reasons"]}
    open_ones = [(f"R{n}", reason) for n, reason in enumerate(matched.reasons, 1) if reason.verdicts]
    assert {reason.certainty for _, reason in open_ones} == {"stated", "possible"}
    for number, reason in open_ones:
        *confirmed, rejected = told[number]["verdicts"]
        assert f"If it is {words.REJECTED}: ▲ Review" in text or rejected["word"] != "Review"
        assert rejected["then"] == reason.verdicts.rejected.next_step
        assert bool(confirmed) is (reason.certainty == "possible")
        for one in confirmed:
            assert one["steps"].count("S") == len(reason.verdicts.confirmed.steps) > 0
            assert f"If it is {words.CONFIRMED}: ■ Hold. {one['then']} Steps: {one['steps']}." in text
    for step in (step for _, reason in open_ones for step in reason.verdicts.confirmed.steps):
        assert step.text in text


def test_the_coverage_matrix_of_regimes_stands_with_every_item(typst, pypdf, matched):
    content = pdf.render(matched)
    text = text_of(content)
    titles = [e.title for e in pypdf.PdfReader(io.BytesIO(content)).outline if not isinstance(e, list)]
    assert "What regimes ask, and what of it this report holds" in titles
    assert matched.regimes
    told = pdf_data.contents(matched)["regimes"]
    shown = [s for s in Status if any(regime.count(s) for regime in matched.regimes)]
    for regime, (head, _, *numbers) in zip(matched.regimes, told["counts"], strict=True):
        assert squeezed(f"{regime.id} {regime.instrument}") in squeezed(text)
        assert head["id"] == regime.id
        assert numbers == [*(str(regime.count(s)) for s in shown), str(regime.apart + regime.not_checked)]
        for item in regime.items:
            assert squeezed(f"{item.id} {words.ended(item.text)} (") in squeezed(text)
    assert all(note in text for note in told["notes"])
    assert told["more"] == 0


def test_items_of_regimes_beyond_the_limit_are_counted(matched, monkeypatch):
    monkeypatch.setattr(pdf_data, "MAX_ITEMS", 5)
    told = pdf_data.contents(matched)["regimes"]
    assert sum(len(one["rows"]) for one in told["items"]) == 5
    assert told["more"] == sum(len(regime.items) for regime in matched.regimes) - 5


def test_a_verdict_stands_with_who_decided_and_what_became_of_it(typst, pypdf, document):
    verdict = DispositionEntry(
        finding="",
        verdict="false_positive",
        reason="Other address and owner.",
        person="R. Viewer",
        date=date(2026, 3, 1),
        state="no match",
        why="There is no such match in this report.",
        supplier_name="Lotus Garments Ltd.",
        listed_name="Lotus Garment Works",
    )
    content = pdf.render(document.changed(dispositions=(verdict,)))
    titles = [e.title for e in pypdf.PdfReader(io.BytesIO(content)).outline if not isinstance(e, list)]
    assert "Reviewers' verdicts on matches" in titles
    text = text_of(content)
    for told in ("Lotus Garment Works", "false positive", "R. Viewer, 2026-03-01", "no match: There is no"):
        assert told in text


# --- bounds -----------------------------------------------------------------------------------------------------


def shown_and_left(told):
    """How many suppliers stand in a part on decisions, and how many are counted as left out."""
    shown = sum(len(group["full"]) + len(group["brief"]) for group in told["groups"])
    return shown, told["left"] + sum(group["more"] for group in told["groups"])


def test_every_supplier_is_shown_or_counted(document, big_document, monkeypatch):
    for name, limit in {"MAX_FULL": 1, "MAX_BRIEF": 1, "MAX_GROUPS": 1, "MAX_NAMES": 1}.items():
        monkeypatch.setattr(pdf_data, name, limit)
    for each in (document, big_document):
        told = pdf_data.contents(each)
        for part in told["decisions"]:
            total = each.summary.by_due_diligence[part["level"]]
            shown, left = shown_and_left(part)
            assert shown == min(2, total)
            assert shown + left == total
        others = told["others"]
        groups = [int(group["number"].replace(",", "")) for group in others["groups"]]
        assert sum(groups) + others["left"] == sum(
            count for level, count in each.summary.by_due_diligence.items() if not DueDiligence(level).is_a_persons
        )


def test_what_is_left_out_is_said_on_the_page(typst, pypdf, document, monkeypatch):
    for name in ("MAX_REASONS", "MAX_NAMES", "MAX_HASHES", "MAX_PROBLEMS"):
        monkeypatch.setattr(pdf_data, name, 1)
    text = text_of(pdf.render(document))
    left = len(document.reasons) - 1
    assert left > 0
    assert f"… and {left} more reasons, which are in report.json and not in this document." in text
    assert "more entries, which are in report.json" in text


def test_a_list_of_twenty_thousand_stays_a_document_that_a_person_can_read(typst, pypdf, huge_document):
    pages = pypdf.PdfReader(io.BytesIO(pdf.render(huge_document))).pages
    assert len(pages) < 100


# --- signs that no font has -----------------------------------------------------------------------------------------


def test_a_sign_without_a_font_is_spelled_and_the_cover_says_whose(pypdf, document, without_fonts_of_the_machine):
    content = pdf.render(called(latin(document), "远山 Textiles"))
    id_ = document.suppliers[0].id
    cover = " ".join(pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text().split())
    assert "2 signs cannot be shown here" in cover
    assert f"{id_}: [U+8FDC][U+5C71] Textiles" in cover
    assert "install fonts-noto-cjk (so named" in cover
    assert "远" not in text_of(content)
    assert f"[U+8FDC][U+5C71] Textiles ({id_})" in text_of(content)


def test_a_script_that_no_east_asian_font_has_names_another_package(pypdf, document, without_fonts_of_the_machine):
    cover = pypdf.PdfReader(io.BytesIO(pdf.render(called(latin(document), "ไทย")))).pages[0].extract_text()
    assert "install fonts-noto-core (so named" in " ".join(cover.split())


def test_a_word_that_fails_though_each_of_its_signs_is_drawn_is_spelled(pypdf, document, without_fonts_of_the_machine):
    """A letter of one font with a mark of another: typst would draw an empty box, and PDF/A refuses that."""
    text = text_of(pdf.render(called(latin(document), "Plant \u0401\u0485 Ёлка")))
    assert "Plant [U+0401][U+0485] Ёлка" in text


def test_should_a_text_fail_all_the_same_everything_is_spelled(typst, pypdf, document, monkeypatch):
    monkeypatch.setattr(pdf._Setter, "spelling", lambda *_: pdf.Spelling())
    monkeypatch.setattr(pdf, "PREFERRED", ())
    fonts = typst.Fonts
    monkeypatch.setattr(typst, "Fonts", lambda include_system_fonts: fonts(include_system_fonts=False))
    text = text_of(pdf.render(called(latin(document), "远山 Ёлка")))
    assert "[U+8FDC][U+5C71] [U+0401][U+043B][U+043A][U+0430]" in text
    assert words.level(DueDiligence.HOLD) in text


def test_fonts_of_the_machine_are_not_asked_where_those_of_typst_do(pypdf, document, without_fonts_of_the_machine):
    """So that a list in Latin letters gives the same bytes on every machine."""
    content = pdf.render(called(latin(document), "Sông Xanh Ёлка Ωμέγα"))
    assert without_fonts_of_the_machine == [False]
    assert "cannot be shown here" not in text_of(content)


# --- what a careless format would do, and the extra -------------------------------------------------------------


def test_the_check_of_hostile_names_sees_what_acts_or_carries_files(pypdf):
    from pypdf.annotations import Link
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    plain = io.BytesIO()
    writer.write(plain)
    assert list(CHECKS["pdf"].harm(plain.getvalue(), plain.getvalue())) == []
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    writer.add_attachment("a.txt", b"a")
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://evil.example"))
    harmful = io.BytesIO()
    writer.write(harmful)
    told = list(CHECKS["pdf"].harm(harmful.getvalue(), plain.getvalue()))
    for name in ("/JavaScript", "/OpenAction", "/URI", "/EmbeddedFile"):
        assert f"the document holds {name}" in told


def test_without_typst_the_error_has_the_command(document, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtra) as told:
        pdf.render(document)
    assert "pip install 'supplychain-risk[pdf]'" in told.value.hint
