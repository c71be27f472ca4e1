"""A dossier states what a cell states, asks for the rest, claims nothing, and does nothing to who opens it."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from commands import run

import supplychain_risk as scr
from supplychain_risk.dossier import REVIEWS, content, dossier_files, of_product, of_shipment, write_dossier
from supplychain_risk.dossier.parts import Fact, Said, Slot
from supplychain_risk.dossier.places import compact, usual_sheet
from supplychain_risk.dossier.texts import OTHER_SCRIPT, plain
from supplychain_risk.dossier.word import CONFIDENCE
from supplychain_risk.errors import InputError
from supplychain_risk.reference import Reference
from supplychain_risk.reference.dossier_items import dossier_items
from supplychain_risk.reference.overview import is_verified

EXAMPLE = Path(__file__).parents[2] / "examples" / "solar_chain_with_faults.xlsx"
REFERENCE = Reference.bundled()
HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "A\x1b]0;owned\x07 Ltd",
    "gpj\u202eexe. Ltd",
    'x" onload="alert(1)',
    "]]></text><image href='http://evil.example'/>",
)


def items(document):
    return dossier_items(REFERENCE, document.about.as_of)


def parts(chain, review):
    asked = items(chain.document)
    return content.parts(chain, review, asked, content.documents(chain, asked))


def cells_of(chain, review="applicability"):
    return [cell for part in parts(chain, review) for cell in part.cells()]


def document_of(*rows):
    return scr.screen(scr.load(list(rows)), as_of="2026-06-30").document


def words_of(content_of_docx):
    with zipfile.ZipFile(io.BytesIO(content_of_docx)) as archive:
        text = archive.read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", text.replace("</w:p>", "\n"))


@pytest.mark.parametrize("review", REVIEWS)
def test_each_fact_rests_on_a_cell_of_the_input_or_a_finding_of_the_report(report, review):
    sheet = openpyxl.load_workbook(EXAMPLE)["Chain"]
    findings = {f.id for f in report.findings}
    for cell in cells_of(of_shipment(report, "LS-2602"), review):
        if isinstance(cell, Fact):
            for behind in cell.behind:
                if behind not in findings:
                    assert sheet[behind.removeprefix("solar_chain_with_faults.xlsx!Chain!")].value is not None, cell


def test_a_fact_without_a_cell_cannot_be_written():
    with pytest.raises(ValueError, match="no cell or report id"):
        Fact("The mine is in Norway.", ())


def test_the_numbers_of_a_sentence_stand_in_the_cells_behind_it(report):
    sheet = openpyxl.load_workbook(EXAMPLE)["Chain"]
    told = [cell for cell in content.connected(of_shipment(report, "LS-2602")) if isinstance(cell, Fact)]
    assert len(told) == 6
    for fact in told:
        values = " ".join(str(sheet[c.rpartition("!")[2]].value) for c in fact.behind)
        for number in re.findall(r"[A-Z]{2,3}-\d+|\d{4}-\d\d-\d\d", fact.text):
            assert number in values, (number, fact)


def test_our_own_words_name_no_company_of_the_chain(report):
    names = [s.name for s in report.suppliers]
    for cell in cells_of(of_shipment(report, "LS-2602"), "admissibility"):
        if isinstance(cell, Said):
            assert not [name for name in names if name in cell.text], cell


def test_steps_are_numbered_from_the_raw_material_on_and_documents_to_their_step(report):
    chain = of_shipment(report, "ls-2601")
    first = ["Fjellvind", "Heron", "Rhine", "Kinta", "Red", "Bright"]
    assert [step.supplier.name.split()[0] for step in chain.steps] == first
    slots = content.documents(chain, items(report))
    assert {slot.number.partition(".")[0] for slot in slots} == {"1", "2", "3", "4", "5", "6"}
    (invoice,) = (s for s in slots if s.paper == "invoice" and s.step.number == 3)
    assert invoice.stated == (("RG-260302", ("solar_chain_with_faults.xlsx!Chain!M6",)),)


def test_a_shipment_has_only_its_own_rows(report):
    told = " ".join(c.text for c in cells_of(of_shipment(report, "LS-2601")) if isinstance(c, Fact))
    assert "FK-260112" in told
    assert "FK-260119" not in told


def test_what_cannot_go_together_is_in_the_dossier_with_its_finding(report):
    ids = {f.id for f in report.findings if f.channel == "plausibility"}
    told = {b for c in cells_of(of_shipment(report, "LS-2602")) if isinstance(c, Fact) for b in c.behind}
    assert ids
    assert ids <= told


def test_what_is_not_stated_is_a_question_and_never_made_up():
    document = document_of(
        {"Supplier": "Alba Mine", "Country": "", "Product": "Quartz", "Supplies to": "Bora Solar"},
        {"Supplier": "Bora Solar", "Country": "India", "Product": "Solar modules", "Supplies to": ""},
    )
    chain = of_product(document, "solar modules")
    asked = " ".join(c.question for c in cells_of(chain) if isinstance(c, Slot))
    for question in (
        "In which country is Alba Mine",
        "No address is stated",
        "Which invoice?",
        "Does the importer claim",
    ):
        assert question in asked
    told = " ".join(c.text for c in cells_of(chain) if isinstance(c, Fact))
    assert "invoice" not in told
    assert "Norway" not in told


def test_a_listed_company_stands_in_the_claim_before_anything_is_claimed():
    document = document_of(
        {
            "Supplier": "Xinjiang Junggar Cotton and Linen Company Limited",
            "Country": "China",
            "Product": "Cotton",
            "Supplies to": "Bora Garments",
        },
        {"Supplier": "Bora Garments", "Country": "India", "Product": "Garments", "Supplies to": ""},
    )
    chain = of_product(document, "garments")
    (claim,) = (p for p in parts(chain, "applicability") if p.title == "The claim")
    assert any("uflpa-listed-entity" in b for c in claim.cells() if isinstance(c, Fact) for b in c.behind)


def test_what_law_asks_comes_from_the_table_with_its_source(report):
    for item in items(report):
        assert is_verified(item.citation), item.id
        assert item.reference
    text = words_of(dossier_files(of_shipment(report, "LS-2602"), "admissibility", REFERENCE)["dossier.docx"])
    assert "three months after importation" in text
    assert "(read in a secondary source; check it against the text)" in text
    assert set(CONFIDENCE) >= {item.citation.confidence for item in items(report)}


def test_a_paper_is_called_what_its_heading_says_and_not_what_is_asked_for(report):
    """A column of transport documents may hold air waybills: only its own cell may say that one is a bill of lading."""
    files = dossier_files(of_shipment(report, "LS-2601"), "applicability", REFERENCE)
    text = words_of(files["dossier.docx"])
    assert "transport document NOR-77120, for the bill of lading" in text
    assert "bill of lading NOR-77120" not in text
    slots = files["documents/step-01/slots.txt"].decode()
    assert "1.2  bill of lading: transport document NOR-77120, as stated in the input" in slots
    assert "1.5  purchase order: order PO-1107, as stated in the input" in slots
    assert "1.1  packing list: not stated in the input" in slots


def test_an_origin_is_told_as_an_origin_and_a_list_with_what_it_lacks(report):
    files = dossier_files(of_shipment(report, "LS-2601"), "applicability", REFERENCE)
    text = words_of(files["dossier.docx"])
    assert "17.2 t of 'Polysilicon', origin Germany, to Kinta Lantern Wafers Sdn. Bhd., order PO-3301" in text
    assert "17 point 2 t of Polysilicon origin Germany to Kinta" in files["portal-texts.txt"].decode()
    (listed,) = (source for source in report.sources if source.name == "uflpa_entities")
    assert listed.completeness == "partial"
    assert f"partial. {listed.gaps[0]}" in text
    early = dossier_items(REFERENCE, report.about.as_of.replace(year=2025))
    assert "APPL-01" not in {item.id for item in early}, "the portal is mandatory since 21 January 2026"


def test_each_item_of_the_table_has_a_part_that_answers_it(report):
    chain = of_shipment(report, "LS-2602")
    answered = {i.id for r in REVIEWS for part in parts(chain, r) for i in part.items}
    assert answered == {item.id for item in items(report)}


def test_equal_reports_give_equal_bytes_also_when_read_back(report, tmp_path):
    assessment = scr.screen(scr.load(EXAMPLE), as_of="2026-06-30")
    assessment.write(tmp_path, formats=["json"])
    again = scr.read(tmp_path).document
    one, other = (dossier_files(of_shipment(d, "LS-2602"), "applicability", REFERENCE) for d in (report, again))
    assert one == other


def hostile_files():
    first, *rest = HOSTILE
    buyers = [*rest, ""]
    rows = [
        {
            "Supplier": name,
            "Country": "India",
            "Address": name,
            "Product": f"Cotton {name}",
            "Supplies to": buyer,
            "Shipment no": "../S-1",
            "Invoice no": name,
            "Quantity": "5",
            "Unit": "kg",
        }
        for name, buyer in zip((first, *rest), buyers, strict=True)
    ]
    return dossier_files(of_shipment(document_of(*rows), "../S-1"), "admissibility", REFERENCE)


def test_hostile_names_stay_names(report):
    files = hostile_files()
    assert all(re.fullmatch(r"[a-z0-9./-]+", name) and ".." not in name for name in files)
    svg = files["flow-chart.svg"].decode()
    tags = {element.tag.partition("}")[2] for element in ElementTree.fromstring(svg).iter()}
    assert tags <= {"svg", "title", "defs", "marker", "path", "line", "g", "rect", "text"}
    assert not re.search(r"(?<!\w)on\w+\s*=\s*\"(?!&)", re.sub(r">[^<]*<", "><", svg))
    for name, made in files.items():
        if not name.endswith(".docx"):
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]", made.decode()), name
    usual = dossier_files(of_shipment(report, "LS-2602"), "admissibility", REFERENCE)["dossier.docx"]
    with zipfile.ZipFile(io.BytesIO(files["dossier.docx"])) as one, zipfile.ZipFile(io.BytesIO(usual)) as other:
        assert one.namelist() == other.namelist()
        text = one.read("word/document.xml").decode()
    assert not re.search("<w:(fldSimple|fldChar|instrText|hyperlink|object)", text)


@pytest.mark.parametrize("made", [hostile_files], ids=["hostile"])
def test_texts_for_the_portal_are_letters_and_digits(made, report):
    for files in (made(), dossier_files(of_product(report, "Solar modules"), "applicability", REFERENCE)):
        assert re.fullmatch(r"[A-Za-z0-9 \n]+", files["portal-texts.txt"].decode())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("17.2 t, shipped on 2026-03-02", "17 point 2 t shipped on 2 March 2026"),
        ("21,500 kg of 'Metallurgical-grade silicon'", "21500 kg of Metallurgical grade silicon"),
        ("Sông Xanh Đại A/S & Çukurova Ødegård", "Song Xanh Dai A S Cukurova Odegard"),
        ("合盛硅业 Hoshine", f"{OTHER_SCRIPT} Hoshine"),
        ("=1+1", "1 1"),
        ("2026-13-02", "2 13 2026"),
    ],
)
def test_plain_texts(text, said):
    assert plain(text) == said


def test_cells_in_few_words():
    cells = ("a.xlsx!S!A3", "a.xlsx!S!C3", "a.xlsx!S!B3", "a.xlsx!S!AA3", "b.csv!b!B2", "finding:x")
    assert usual_sheet(cells) == "a.xlsx!S"
    assert compact(cells, "a.xlsx!S") == "finding:x, A3:C3, AA3, b.csv!b!B2"
    assert compact(cells[:1], "") == "a.xlsx!S!A3"


def test_nothing_that_was_filled_in_is_written_over(tmp_path):
    (tmp_path / "mine.txt").write_text("filled in", encoding="utf-8")
    with pytest.raises(InputError, match="not empty"):
        write_dossier({"dossier.docx": b""}, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--shipment", "LS-9"), "Shipments in the input: LS-2601, LS-2602."),
        (("--product", "shoes"), "Goods sold to the company: Solar modules."),
        ((), "Give --shipment or --product."),
        (("--shipment", "LS-2601", "--product", "Solar modules"), "Give --shipment or --product."),
        (("--shipment", "LS-2601", "--review", "exception"), "Reviews are applicability, admissibility."),
    ],
)
def test_a_call_that_is_about_nothing_says_what_to_do_and_writes_nothing(tmp_path, more, says):
    out = tmp_path / "dossier"
    done = run("dossier", EXAMPLE, "--out", out, *more)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.split())
    assert not out.exists()


def test_the_command_writes_the_folder(tmp_path):
    out = tmp_path / "dossier"
    done = run("dossier", EXAMPLE, "--out", out, "--shipment", "LS-2602")
    assert done.returncode == 0, done.stderr
    assert "9 files" in done.stdout
    assert {p.name for p in out.iterdir()} == {"documents", "dossier.docx", "flow-chart.svg", "portal-texts.txt"}
    assert len(list((out / "documents").iterdir())) == 6
