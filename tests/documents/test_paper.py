"""Documents are inert whatever a text says, and equal content gives equal bytes."""

import io
import re
import subprocess
import sys
import time
import zipfile

import pytest

from supplychain_risk.documents.paper import Paper, Run, inert, runs_of
from supplychain_risk.errors import MissingExtra

HOSTILE = (
    '=HYPERLINK("http://evil.example","x")',
    "<w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe</w:instrText>",
    '{ INCLUDEPICTURE "http://evil.example/x.png" }',
    "A\x1b]0;owned\x07 Ltd",
    "invoice\u202egnp.exe",
    "two\nlines\tand a tab",
    "]]></w:t><w:fldSimple w:instr='DDE'/>",
    "\ud800 lone half",
)


def written(*texts):
    paper = Paper("Head of " + texts[0])
    paper.title(texts[0])
    for text in texts:
        paper.heading(text, 2)
        paper.paragraph([text, Run(text, bold=True), Run(text, quiet=True)])
        paper.bullet(text)
        paper.table((("Name", 5), (text, 12)), [(text, [Run(text, italic=True)])])
    paper.new_page()
    return paper.content({"title": texts[0], "subject": texts[-1], "author": "supplychain_risk"})


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_no_text_becomes_a_field_a_link_or_a_part():
    usual, hostile = parts(written("Weaver Ltd")), parts(written(*HOSTILE))
    assert set(usual) == set(hostile)
    for name, text in hostile.items():
        elements = set(re.findall(r"<([\w:]+)[\s/>]", text))
        assert elements <= set(re.findall(r"<([\w:]+)[\s/>]", usual[name])) | {"w:i", "w:iCs"}, name
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), name
    written_out = "".join(hostile.values())
    for forbidden in ("w:fldSimple>", "<w:fldChar", "<w:instrText", "<w:hyperlink", "TargetMode=", "vbaProject"):
        assert forbidden not in written_out
    assert "DDEAUTO" in hostile["word/document.xml"], "the text itself is kept"


def test_only_the_parts_a_document_needs_are_in_it():
    names = set(parts(written("Weaver Ltd")))
    assert not [n for n in names if re.search("thumbnail|customXml|stylesWithEffects|app.xml|vba|embed", n)]
    assert {"[Content_Types].xml", "word/document.xml", "word/styles.xml", "docProps/core.xml"} <= names


def test_equal_content_gives_equal_bytes_at_any_time():
    first = written(*HOSTILE)
    time.sleep(2.1)  # the archive format counts in steps of two seconds
    assert written(*HOSTILE) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_what_turns_the_reading_direction_is_taken_out_and_text_is_one_line():
    assert inert("invoice\u202egnp.exe") == "invoicegnp.exe"
    assert inert(" two\nlines\tand \x07a tab ") == "two lines and a tab"
    assert inert("شركة 合盛硅业") == "شركة 合盛硅业"


def test_a_blank_between_two_stretches_is_kept():
    assert [run.text for run in runs_of(["from ", Run(" cell", quiet=True), ""])] == ["from ", " cell", ""]


def test_what_is_written_can_be_read_back():
    docx = pytest.importorskip("docx")
    read = docx.Document(io.BytesIO(written("Weaver Ltd", "Mill")))
    assert [p.text for p in read.paragraphs if p.style.name == "Heading 2"] == ["Weaver Ltd", "Mill"]
    assert read.tables[1].rows[1].cells[0].text == "Mill"
    assert read.core_properties.title == "Weaver Ltd"
    assert read.sections[0].header.paragraphs[0].text == "Head of Weaver Ltd"


def test_a_row_with_too_few_cells_is_refused():
    with pytest.raises(ValueError, match=r"shorter|longer"):
        Paper().table((("A", 5), ("B", 5)), [("only one",)])


def test_a_picture_carries_its_description():
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
        "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
    )
    paper = Paper()
    paper.picture(png, 'Chain of "Weaver" \x07 & Co')
    assert 'descr="Chain of &quot;Weaver&quot; &amp; Co"' in parts_of_pictures(paper.content())
    assert paper.content() == paper.content()


def parts_of_pictures(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def test_without_python_docx_the_error_has_the_command(monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtra) as told:
        Paper()
    assert told.value.hint == "Install it with: pip install 'supplychain-risk[docs]'"


def test_importing_the_room_does_not_import_python_docx():
    code = "import sys, supplychain_risk.documents.paper; print('docx' in sys.modules, 'lxml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
