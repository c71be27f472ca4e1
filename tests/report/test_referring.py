"""A report that refers to tables: it and they hold all that a whole one holds, and nothing else is read from them."""

from __future__ import annotations

import hashlib
import json
import re
import types
from io import BytesIO
from pathlib import Path
from typing import Union, get_args, get_origin, get_type_hints

import jsonschema
import msgspec
import pytest
from hostile import CHECKS

import supplychain_risk as scr
from supplychain_risk import files
from supplychain_risk.errors import InputError, MissingExtra, MissingFile
from supplychain_risk.explanation import Explanation, find_supplier
from supplychain_risk.report import (
    file_names,
    formats,
    json_format,
    models,
    referred,
    table_formats,
    write_report,
)
from supplychain_risk.report.formats import TABLE_FORMS, form_of_tables, report_files
from supplychain_risk.report.json_format import read_about, read_file
from supplychain_risk.report.referring import WRITERS, report_and_tables
from supplychain_risk.report.schema import schema
from supplychain_risk.report.stored import records, restoring, shared, storing
from supplychain_risk.report.stored.document import RECORDS, StoredDocument, StoredEngagement, StoredSince
from supplychain_risk.report.tables import REFERRED, SUPPLIERS, TABLES, run_columns

DOCUMENTS = ("document", "hostile_document", "big_document", "small_document")
EXAMPLES = sorted(
    path for path in (Path(__file__).parents[2] / "examples").iterdir() if path.suffix in (".xlsx", ".csv")
)


@pytest.fixture(autouse=True)
def low(monkeypatch):
    """Every report is a long one here."""
    monkeypatch.setattr(formats, "TABLES_ABOVE", 0)


@pytest.fixture(params=TABLE_FORMS)
def form(request):
    if request.param == "parquet":
        pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    return request.param


@pytest.fixture
def pack(document, form, tmp_path):
    write_report(document, tmp_path / "audit", ["json", form])
    return tmp_path / "audit"


def content_of(made):
    return {name: one.opened().read() if isinstance(one, files.Spooled) else one for name, one in made.items()}


def told(folder):
    return json.loads((folder / "report.json").read_bytes())


def told_otherwise(folder, part, **fields):
    """The report says something else of the table of a part."""
    content = told(folder)
    (table,) = [one for one in content["tables"]["files"] if one["part"] == part]
    table |= fields
    (folder / "report.json").write_text(json.dumps(content), encoding="utf-8")


# --- nothing is left out --------------------------------------------------------------------------------------------


def lists_of(kind, prefix=""):
    """Keys of the lists of parts that a stored model holds, with those of models in it."""
    for name, hint in get_type_hints(kind).items():
        for inner in [hint, *get_args(hint)] if get_origin(hint) in (Union, types.UnionType) else [hint]:
            if get_origin(inner) is tuple:
                yield f"{prefix}{name}"
            elif isinstance(inner, type) and issubclass(inner, msgspec.Struct):
                yield from lists_of(inner, f"{prefix}{name}.")


SHORT = {
    "about.limits": "sentences of our own",
    "tables.files": "where the others are",
    "since.made_of": "by what a run is made of",
    "since.lists": "by tables",
    "tasks": "written by people",
    "regimes": "by regimes and items, which are tables of ours",
    "kinds": "by kinds of finding",
    "coverage.files": "by files and sheets of the input",
    "dispositions": "given by people",
    "cycles": "by circles of the chain",
    "company_exposure": "by ends of the chain",
    "concentration": "by commodities, five of each kind",
    "engagement.smallest_set": "the fewest that stand on every way",
    "engagement.alternative": "as short",
    "engagement.holds": "ids alone",
    "engagement.unconnected": "ids alone",
    "stability.varied": "by numbers of the policy",
    "scores": "by distinct cases of country, sector and goods",
    "steps": "by rows of the tables",
    "citations": "by rows of the tables",
    "sheets": "by sheets of the input",
    "context": "by countries and sectors",
    "methodology": "sentences of our own",
    "sources": "by tables",
}
"""Lists that `report.json` holds itself however long the list of suppliers is, and what they are as long as."""


def test_every_list_of_the_report_is_in_it_or_in_a_table():
    for key in lists_of(StoredDocument):
        in_report = any(key == short or key.startswith(f"{short}.") for short in SHORT)
        assert in_report or key in RECORDS, (
            f"the list '{key}' is new in the report: name it in RECORDS of report/stored/document.py, so that the "
            "report of a long list refers to a table for it, or in SHORT here with what it is as long as"
        )
        assert not (in_report and key in RECORDS), f"'{key}' is in a table, so take it out of SHORT"
    assert RECORDS.keys() <= set(lists_of(StoredDocument)), "RECORDS names a list that the report does not have"


def test_a_list_that_tables_hold_may_be_absent_and_no_other():
    absent = {
        key for key in lists_of(StoredDocument) if msgspec.UnsetType in get_args(_hint(StoredDocument, key.split(".")))
    }
    assert absent == set(RECORDS)


def _hint(kind, names):
    hint = get_type_hints(kind)[names[0]]
    if len(names) == 1:
        return hint
    (inner,) = [one for one in (hint, *get_args(hint)) if isinstance(one, type) and issubclass(one, msgspec.Struct)]
    return _hint(inner, names[1:])


def test_every_list_of_records_has_a_table_and_a_name_of_its_own():
    assert REFERRED.keys() >= RECORDS.keys(), "a list of RECORDS has no table: say its columns in REFERRED of tables.py"
    names = [REFERRED[key][0] for key in RECORDS]
    assert len(set(names)) == len(names)
    assert {table.name for table in TABLES} <= set(names)
    assert {f"{name}.{form}" for name in names for form in WRITERS} <= file_names()


ELSEWHERE = {
    "SupplierEntry": {
        "country_name": "names",
        "region_name": "names",
        "sector_names": "names",
        "commodity_names": "names",
        "structural": "score",
    },
    "StructuralEntry": {"cells": "score_cells"},
    "LineEntry": {},
}
"""Fields of the document that the stored part has under another key, or the report in another part."""

PARTS = {
    models.SupplierEntry: records.StoredSupplier,
    models.StructuralEntry: records.StoredSupplier,
    models.IdentifierEntry: records.StoredIdentifier,
    models.ControlEntry: records.StoredControl,
    models.ResidualEntry: records.StoredResidual,
    models.ExposureEntry: records.StoredExposure,
    models.ScoreEntry: shared.StoredScore,
    models.FactorEntry: shared.StoredFactor,
    models.ReadingEntry: shared.StoredReading,
    models.ReasonEntry: shared.StoredReason,
    models.VerdictsEntry: shared.StoredVerdicts,
    models.OutcomeEntry: shared.StoredOutcome,
    models.FindingEntry: records.StoredFinding,
    models.ProblemEntry: records.StoredProblem,
    models.LinkEntry: records.StoredLink,
    models.LineEntry: records.StoredLine,
    models.PaperEntry: records.StoredPaper,
    models.LineDayEntry: records.StoredLineDay,
    models.EngagementEntry: StoredEngagement,
    models.SinceEntry: StoredSince,
    models.Document: StoredDocument,
}
"""Parts of the document and how they are stored. All others are stored as they are."""


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_field_of_the_document_is_stored(part):
    elsewhere = ELSEWHERE.get(part.__name__, {})
    kept = set(PARTS[part].__struct_fields__)
    for field in part.__struct_fields__:
        there = elsewhere.get(field, field)
        assert there in kept or there in StoredDocument.__struct_fields__, (
            f"{part.__name__}.{field} stands neither in report.json nor in a table: give {PARTS[part].__name__} a "
            "field for it, and report/stored/storing.py and restoring.py what fills and reads it"
        )


@pytest.mark.parametrize("which", DOCUMENTS)
def test_a_report_and_its_tables_give_the_document_that_a_whole_one_gives(which, form, request, tmp_path):
    document = request.getfixturevalue(which)
    write_report(document, tmp_path, ["json", form])
    assert "tables" in told(tmp_path)
    assert read_file(tmp_path).document == json_format.read(json_format.render(document)) == document


@pytest.mark.parametrize("which", DOCUMENTS)
def test_records_are_the_items_of_a_whole_report_and_the_rest_is_the_same(which, form, request):
    document = request.getfixturevalue(which)
    made = content_of(report_and_tables(document, form, "report.json"))
    report, whole = json.loads(made.pop("report.json")), json.loads(json_format.render(document))
    tables = {one["part"]: one for one in report.pop("tables")["files"]}
    assert {one["file"] for one in tables.values()} == made.keys()
    run = run_columns(document)
    for part, table in tables.items():
        *outer, name = part.split(".")
        holder = whole[outer[0]] if outer else whole
        rows = rows_of(made[table["file"]], form)
        assert [row["record"] for row in rows] == holder.pop(name)
        assert len(rows) == table["rows"]
        assert hashlib.sha256(made[table["file"]]).hexdigest() == table["sha256"]
        assert all(row | run == row for row in rows)
        if plain := [one for one in TABLES if one.name == table["file"].partition(".")[0]]:
            values = plain[0].values(document)
            for column, given in values.items():
                assert [str(row[column]) for row in rows] == [str(files_value(value, form)) for value in given]
    assert report == whole


def rows_of(content, form):
    if form == "jsonl":
        return [json.loads(line) for line in content.splitlines()]
    from pyarrow import parquet

    rows = parquet.read_table(BytesIO(content)).to_pylist()
    return [{**row, "record": json.loads(row["record"])} for row in rows]


def files_value(value, form):
    from supplychain_risk.workbooks.text import printable

    return printable(value) if form == "parquet" and isinstance(value, str) and value else value


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_reads_the_same_from_tables(path, form, tmp_path):
    assessment = scr.screen(path, as_of="2026-06-30")
    assessment.write(tmp_path / "whole", ["json"], whole=True)
    assessment.write(tmp_path / "referring", ["json", form])
    whole, referring = scr.read(tmp_path / "whole"), scr.read(tmp_path / "referring")
    assert "tables" in told(tmp_path / "referring")
    assert referring.document == whole.document == assessment.document
    for frame in ("suppliers", "findings", "reasons", "groups", "lines", "priorities", "concentration", "problems"):
        assert getattr(referring, frame).equals(getattr(whole, frame))
    for supplier in whole:
        assert referring[supplier].explain() == whole[supplier].explain()
        about = read_about(tmp_path / "referring", supplier)
        assert Explanation(about, find_supplier(about, supplier)).explain() == whole[supplier].explain()


def test_a_list_without_items_stays_in_the_report(small_document, tmp_path):
    write_report(small_document, tmp_path, ["json", "jsonl"])
    report = told(tmp_path)
    assert report["links"] == report["ownership"] == []
    assert "suppliers" not in report, (
        "an absent key is not taken for a report without suppliers; an empty list would be"
    )
    assert not {"links", "ownership"} & {one["part"] for one in report["tables"]["files"]}


def test_the_schema_knows_reports_that_refer_to_tables(document, hostile_document):
    for each in (document, hostile_document):
        content = json.loads(content_of(report_and_tables(each, "jsonl", "report.json"))["report.json"])
        jsonschema.Draft202012Validator(schema()).validate(content)
        del content["tables"]
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(content, schema())


def test_the_report_says_where_its_lists_are_in_a_sentence(pack):
    note = told(pack)["tables"]["note"]
    assert note.startswith(
        "This report is about 7 suppliers. These of its lists are not in this file: reasons, suppliers,"
    )
    assert "Keep report and tables together." in note


@pytest.mark.parametrize("which", ["document", "hostile_document"])
def test_hostile_names_stay_text_in_tables_with_records(which, document, form, request):
    plain = content_of(report_and_tables(document, form, "report.json"))
    for name, content in content_of(report_and_tables(request.getfixturevalue(which), form, "report.json")).items():
        harm = CHECKS[name.rpartition(".")[2]].harm
        assert [*harm(content, plain.get(name, content))] == []


# --- when, and written how ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("suppliers", "wanted", "whole", "pyarrow", "expected"),
    [
        (50_000, ("json", "xlsx", "html"), None, True, None),
        (50_001, ("json", "xlsx", "html"), None, True, "parquet"),
        (50_001, ("json", "xlsx", "html"), None, False, "jsonl"),
        (50_001, ("json", "jsonl"), None, True, "jsonl"),
        (50_001, ("jsonl", "parquet", "json"), None, True, "parquet"),
        (50_001, ("json",), None, True, None),
        (50_001, ("json",), False, True, "parquet"),
        (50_001, ("json", "parquet"), True, True, None),
        (50_000, ("json",), False, True, None),
    ],
)
def test_which_reports_refer_to_which_tables(suppliers, wanted, whole, pyarrow, expected, document, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(formats, "find_spec", lambda name: object() if pyarrow else None)
    long = document.changed(suppliers=document.suppliers[:1] * suppliers)
    assert form_of_tables(long, wanted, whole) == expected


def test_the_tables_of_a_format_are_those_that_the_report_refers_to(document, form, tmp_path):
    paths = write_report(document, tmp_path / "audit", ["html", form, "json"])
    names = [path.name for path in paths]
    assert len(set(names)) == len(names)
    assert set(names) == {path.name for path in (tmp_path / "audit").iterdir()} - {"manifest.json"}
    assert {f"{table.name}.{form}" for table in TABLES} <= set(names), "also those that have no row"
    rows = rows_of((tmp_path / "audit" / f"suppliers.{form}").read_bytes(), form)
    assert len(rows) == len(document.suppliers)
    assert rows[0]["name"] == rows[0]["record"]["name"]
    assert scr.verify(tmp_path / "audit") == ()


def test_without_pyarrow_rows_that_nobody_asked_for_hold_their_record_alone(document, tmp_path, monkeypatch):
    monkeypatch.setattr(formats, "find_spec", lambda name: None)
    write_report(document, tmp_path, ["json", "html"])
    assert told(tmp_path)["tables"]["columns"] is False
    assert {name for row in rows_of((tmp_path / "suppliers.jsonl").read_bytes(), "jsonl") for name in row} == {"record"}
    assert read_file(tmp_path).document == document
    assert read_about(tmp_path, "V-003").suppliers


def test_equal_documents_give_equal_bytes_however_many_rows_are_written_at_a_time(big_document, form, monkeypatch):
    first = content_of(report_and_tables(big_document, form, "report.json"))
    assert content_of(report_and_tables(big_document, form, "report.json")) == first
    monkeypatch.setattr(table_formats, "ROW_GROUP", 7)
    again = content_of(report_and_tables(big_document, form, "report.json"))
    if form == "jsonl":
        assert again == first
    assert {name: rows_of(one, form) for name, one in again.items() if name != "report.json"} == {
        name: rows_of(one, form) for name, one in first.items() if name != "report.json"
    }


def test_records_are_made_while_rows_are_written_and_not_all_before(big_document, form, monkeypatch):
    monkeypatch.setattr(table_formats, "ROW_GROUP", 50)
    steps = []
    make, write = storing.Storing._supplier, files.Spooled.write
    monkeypatch.setattr(storing.Storing, "_supplier", lambda *given: steps.append("made") or make(*given))
    monkeypatch.setattr(files.Spooled, "write", lambda *given: steps.append("written") or write(*given))
    report_and_tables(big_document, form, "report.json")
    longest = max(map(len, " ".join(steps).replace("written", ",").split(",")))
    assert longest <= len("made ") * 51, "more than a group of suppliers was made before anything was written"


def test_a_later_report_that_holds_all_leaves_no_tables_of_the_earlier(document, form, tmp_path):
    write_report(document, tmp_path / "audit", ["json", form])
    told_of = []
    write_report(document, tmp_path / "audit", ["json"], whole=True, tell=told_of.append)
    assert sorted(path.name for path in (tmp_path / "audit").iterdir()) == ["manifest.json", "report.json"]
    assert f"priorities.{form} of the earlier pack was removed: this run does not write it." in told_of


def test_a_full_disk_for_tables_leaves_the_old_report_whole(document, tmp_path, monkeypatch):
    write_report(document, tmp_path, ["json", "html"], whole=True)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.Spooled, "write", full)
    with pytest.raises(InputError, match="No space left"):
        write_report(document, tmp_path, ["json", "jsonl"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_pdf_states_the_hash_of_the_report_that_it_lies_beside(document, tmp_path):
    pytest.importorskip("typst", reason="typst is not installed (extra [pdf])")
    pytest.importorskip("pypdf", reason="pypdf is not installed (extra [test])")
    write_report(document, tmp_path, ["pdf", "json"])
    cover = CHECKS["pdf"].text((tmp_path / "report.pdf").read_bytes())
    digest = hashlib.sha256((tmp_path / "report.json").read_bytes()).hexdigest()
    assert "tables" in told(tmp_path)
    assert digest in cover.replace(" ", "")


# --- read only as the report says -----------------------------------------------------------------------------------


def named(part, form):
    return f"{REFERRED[part][0]}.{form}"


@pytest.mark.parametrize("part", ["suppliers", "findings", "engagement.order", "sentences"])
def test_a_missing_table_is_named(part, form, pack):
    (pack / named(part, form)).unlink()
    with pytest.raises(
        MissingFile, match=f"{named(part, form)}: holds the {part} of report.json and cannot be"
    ) as error:
        scr.read(pack)
    assert "Keep a report and its tables together" in error.value.hint


@pytest.mark.parametrize("change", [lambda content: content[:-20], lambda content: content + b"\n", lambda _: b""])
def test_a_table_that_was_cut_or_changed_is_named(change, form, pack):
    path = pack / named("findings", form)
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(InputError, match=rf"{path.name}: is not the table that report\.json refers to: its SHA-256 is"):
        scr.read(pack)
    assert scr.verify(pack)[0].startswith(f"{path.name} was changed")


def test_the_table_of_another_run_is_not_taken(document, form, pack, tmp_path):
    other = document.changed(suppliers=document.suppliers[:-1])
    write_report(other, tmp_path / "other", ["json", form])
    (pack / named("suppliers", form)).write_bytes((tmp_path / "other" / named("suppliers", form)).read_bytes())
    with pytest.raises(InputError, match="is not the table that report"):
        scr.read(pack)


def test_a_table_with_other_rows_than_the_report_says_is_named(form, pack):
    told_otherwise(pack, "suppliers", rows=8)
    with pytest.raises(InputError, match=rf"{named('suppliers', form)}: has 7 rows, and report.json refers to 8"):
        scr.read(pack)


def test_a_table_that_is_none_of_this_report_is_named(form, pack):
    path = pack / named("suppliers", form)
    for content in (b"no table", (pack / named("findings", form)).read_bytes()):
        path.write_bytes(content)
        told_otherwise(pack, "suppliers", sha256=hashlib.sha256(content).hexdigest())
        with pytest.raises(InputError, match=f"{path.name}: cannot be read as a table of this report"):
            scr.read(pack)


def test_a_parquet_file_without_records_is_named(document, tmp_path):
    pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    write_report(document, tmp_path, ["json", "parquet"])
    (plain,) = [one for one in formats.FORMATS if one.name == "parquet"]
    content = plain.files(document)["suppliers.parquet"]
    (tmp_path / "suppliers.parquet").write_bytes(content)
    told_otherwise(tmp_path, "suppliers", sha256=hashlib.sha256(content).hexdigest())
    with pytest.raises(InputError, match=r"suppliers\.parquet: cannot be read as a table of this report"):
        scr.read(tmp_path)


def test_a_parquet_file_that_unpacks_to_more_than_can_be_read_is_named(document, tmp_path, monkeypatch):
    pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    write_report(document, tmp_path, ["json", "parquet"])
    monkeypatch.setattr(referred, "LARGEST", 100)
    with pytest.raises(InputError, match=r"\.parquet: cannot be read .* bytes unpacked, and 100 can be read"):
        scr.read(tmp_path)


@pytest.mark.parametrize("name", ["../suppliers.jsonl", "/etc/hosts", "a/b.jsonl", "a\\b.jsonl", "C:a.jsonl", "..", ""])
def test_only_files_beside_the_report_are_read(name, pack):
    told_otherwise(pack, "suppliers", file=name)
    with pytest.raises(InputError, match=f"refers to '{re.escape(name)}', which is no file beside it"):
        scr.read(pack)


def test_a_report_that_neither_holds_nor_refers_to_a_list_is_none(pack):
    content = told(pack)
    content["tables"]["files"] = [one for one in content["tables"]["files"] if one["part"] != "findings"]
    (pack / "report.json").write_text(json.dumps(content))
    with pytest.raises(InputError, match="Object missing required field `findings`"):
        scr.read(pack)
    (pack / "report.json").write_text(json.dumps({**content, "findings": [], "suppliers": []}))
    with pytest.raises(InputError, match="it holds `suppliers` and refers to a table for it"):
        scr.read(pack)


def test_a_report_that_refers_to_one_list_twice_is_none(pack):
    content = told(pack)
    content["tables"]["files"] *= 2
    (pack / "report.json").write_text(json.dumps(content))
    with pytest.raises(InputError, match="names a part twice"):
        scr.read(pack)


def test_the_bytes_of_a_report_alone_are_not_enough(pack):
    with pytest.raises(InputError, match="no file beside it") as error:
        json_format.read((pack / "report.json").read_bytes())
    assert "--out DIR" in error.value.hint


def test_without_pyarrow_a_report_in_parquet_says_what_to_install(document, tmp_path, monkeypatch):
    pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    write_report(document, tmp_path, ["json", "parquet"])
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match="needs pyarrow") as error:
        scr.read(tmp_path)
    assert "supplychain-risk[parquet]" in error.value.hint
    assert scr.verify(tmp_path) == (), "hashes need no pyarrow"


def test_a_report_that_another_run_replaces_while_it_is_read_is_read_anew(document, form, pack, monkeypatch):
    other = document.changed(suppliers=document.suppliers[:-1], cycles=())
    first = json_format.content_of

    def replaced(path):
        content = first(path)
        if not replaced.done:
            replaced.done = True
            write_report(other, pack, ["json", form])
        return content

    replaced.done = False
    monkeypatch.setattr(json_format, "content_of", replaced)
    assert read_file(pack).document == other


# --- one supplier ---------------------------------------------------------------------------------------------------


def test_one_supplier_is_explained_without_making_the_others(big_document, form, tmp_path, monkeypatch):
    write_report(big_document, tmp_path, ["json", form])
    made = []
    restore = restoring._Restoring._supplier
    monkeypatch.setattr(restoring._Restoring, "_supplier", lambda *given: made.append(1) or restore(*given))
    about = read_about(tmp_path, "S-000007")
    assert find_supplier(about, "S-000007").id == "S-000007"
    assert len(made) < 5 < len(big_document.suppliers)


@pytest.mark.parametrize("which", ["document", "hostile_document"])
def test_who_is_asked_for_is_found_as_in_the_whole_report(which, form, request, tmp_path):
    document = request.getfixturevalue(which)
    write_report(document, tmp_path, ["json", form])
    asked = [text for s in document.suppliers for text in (s.id, *s.names, s.name[:4], s.name.upper())]
    for wanted in (*asked, "nobody of this name", ""):
        about = read_about(tmp_path, wanted)
        assert outcome(about, wanted) == outcome(document, wanted)


def outcome(document, wanted):
    try:
        return Explanation(document, find_supplier(document, wanted)).explain()
    except scr.errors.SupplyChainRiskError as error:
        return error.message, error.hint


def test_a_table_that_an_explanation_reads_is_checked_too(form, pack):
    path = (
        pack / named("lines", form) if (pack / named("lines", form)).stat().st_size else pack / named("findings", form)
    )
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(InputError, match="is not the table"):
        read_about(pack, "V-001")


def test_columns_beside_the_record_are_those_of_the_plain_table():
    assert REFERRED["suppliers"] == ("suppliers", SUPPLIERS.columns)


def test_report_files_are_one_whole_document_up_to_the_number(document, monkeypatch):
    monkeypatch.setattr(formats, "TABLES_ABOVE", len(document.suppliers))
    assert report_files(document, ("json", "html")) == {"report.json": json_format.render(document)}
