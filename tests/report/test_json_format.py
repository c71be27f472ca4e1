from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from supplychain_risk import report
from supplychain_risk.errors import InputError, MissingFile
from supplychain_risk.report import json_format, read_document
from supplychain_risk.report.schema import schema, schema_text
from supplychain_risk.report.stored.storing import stored

GOLDEN = Path(__file__).parent / "golden" / "report.json"


def test_the_golden_report(small_document):
    """A deliberate change: delete the file's content, run, review the difference."""
    assert json_format.render(small_document).decode() == GOLDEN.read_text(encoding="utf-8")


def test_the_published_schema_is_the_models():
    published = Path(report.__file__).with_name("report.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == json.loads(schema_text())


@pytest.mark.parametrize("which", ["document", "hostile_document", "big_document", "small_document"])
def test_reports_are_valid(which, request):
    jsonschema.Draft202012Validator.check_schema(schema())
    content = json.loads(json_format.render(request.getfixturevalue(which)))
    jsonschema.Draft202012Validator(schema()).validate(content)


def test_the_schema_refuses_a_missing_and_an_unknown_key(document):
    content = json.loads(json_format.render(document))
    for broken in ({**content, "extra": 1}, {k: v for k, v in content.items() if k != "problems"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, schema())


def test_bytes_are_what_the_json_module_would_write(hostile_document):
    content = json_format.render(hostile_document).decode()
    plain = stored(hostile_document).plain()
    assert plain.pop("since") is None  # written only by a run that was compared with an earlier one
    assert not plain.pop("tasks")  # written only by a run that was given any
    assert plain.pop("tables") is None  # written only by a report that refers to tables
    assert not plain.pop("regimes")  # an assessment hands them down; a document that is built alone has none
    assert json.loads(content) == json.loads(json.dumps(plain, allow_nan=False))
    assert not re.search("[\x7f-\x9f]", content)


def test_each_record_stands_on_a_line_of_its_own(document):
    lines = json_format.render(document).decode().splitlines()
    for supplier in document.suppliers:
        (line,) = (one for one in lines if one.startswith(f'    {{"id":{json.dumps(supplier.id)},"name":'))
        assert json.loads(line.rstrip(","))["due_diligence"] == supplier.due_diligence


def test_a_report_of_an_older_schema_says_so(tmp_path):
    (tmp_path / "old.json").write_text('{"about": {"schema": "1.4"}, "suppliers": []}')
    with pytest.raises(InputError, match=r"is a report of schema 1\.4, and this release reads 2\.0") as caught:
        read_document(tmp_path / "old.json")
    assert "Screen the input again" in caught.value.hint


def test_a_report_reads_back_as_it_was(document, hostile_document, tmp_path):
    for written in (document, hostile_document):
        (tmp_path / "report.json").write_bytes(json_format.render(written))
        assert read_document(tmp_path / "report.json") == written


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"about": NaN}'])
def test_what_is_no_report_is_refused_in_words(content, tmp_path):
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(InputError, match=r"x\.json: is not a report of this tool") as caught:
        read_document(tmp_path / "x.json")
    assert "report.json" in caught.value.hint


def test_a_missing_report_is_named(tmp_path):
    with pytest.raises(MissingFile, match=r"gone\.json"):
        read_document(tmp_path / "gone.json")


def test_the_worst_names_stay_as_written_in_json(hostile_document, worst_names):
    names = {s["name"] for s in json.loads(json_format.render(hostile_document))["suppliers"]}
    assert set(worst_names) <= names
