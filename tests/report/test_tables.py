"""The tables of a report: all rows, no sentence twice, the same through every way they are written."""

import json
from io import BytesIO

import pytest

from supplychain_risk.report import FORMATS, table_formats
from supplychain_risk.report.stored.restoring import restored
from supplychain_risk.report.stored.storing import stored
from supplychain_risk.report.tables import FINDINGS, REASONS, SUPPLIERS, TABLES, Column, run_columns

BY_NAME = {format_.name: format_ for format_ in FORMATS}


def test_every_table_has_every_row_in_json_lines(document):
    written = BY_NAME["jsonl"].files(document)
    run = run_columns(document)
    for table in TABLES:
        rows = [json.loads(line) for line in written[f"{table.name}.jsonl"].splitlines()]
        assert len(rows) == len(table.rows(document))
        values = table.values(document)
        for number, row in enumerate(rows):
            assert {name: row[name] for name in run} == run
            for column in table.columns:
                given = values[column.name][number]
                assert row[column.name] == (given.isoformat() if hasattr(given, "isoformat") else given)


def test_values_are_of_the_type_that_their_column_states(document, hostile_document):
    for each in (document, hostile_document):
        for table in TABLES:
            for column in table.columns:
                for value in table.values(each)[column.name]:
                    kinds = (int, float) if column.kind is float else column.kind
                    assert value is None or isinstance(value, kinds), (table.name, column.name, value)


def test_parquet_holds_the_same_rows(document):
    pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    from pyarrow import parquet

    written = BY_NAME["parquet"].files(document)
    assert written == BY_NAME["parquet"].files(document), "equal documents give equal bytes"
    for table in TABLES:
        read = parquet.read_table(BytesIO(written[f"{table.name}.parquet"])).to_pydict()
        for name, told in run_columns(document).items():
            assert set(read[name]) <= {told}
        values = table.values(document)
        assert {name: read[name] for name in values} == values


def test_of_a_column_only_texts_that_no_table_can_hold_are_changed():
    pytest.importorskip("pyarrow", reason="the extra [parquet] is not installed")
    from pyarrow import parquet

    given = ["Mill", None, "", "two\nlines", "\x9b31mred", "Mill", "\u202enaeb"]
    for texts in (given, given[:3]):
        target = BytesIO()
        rows = [(text, f'{{"text":"{number}\x7f"}}'.encode()) for number, text in enumerate(texts)]
        table_formats.parquet((Column("text", str, lambda text: text),), {"run": "a"}, rows, target)
        read = parquet.read_table(BytesIO(target.getvalue())).to_pydict()
        assert read["text"] == ["Mill", None, "", "two\nlines", "31mred", "Mill", "naeb"][: len(texts)]
        assert read["record"] == [f'{{"text":"{number}\\u007f"}}' for number in range(len(texts))]


def test_findings_name_reasons_that_are_there_and_suppliers_too(document):
    reasons = REASONS.values(document)["id"]
    assert len(set(reasons)) == len(reasons)
    assert set(FINDINGS.values(document)["reason"]) == set(reasons)
    assert set(SUPPLIERS.values(document)["reason"]) <= {"", *reasons}


def test_each_supplier_is_in_one_group_and_groups_are_most_urgent_first(document):
    members = [id_ for group in document.groups for id_ in group.suppliers]
    assert sorted(members) == sorted(s.id for s in document.suppliers)
    levels = [group.due_diligence.urgency for group in document.groups]
    assert levels == sorted(levels)
    by_id = {s.id: s for s in document.suppliers}
    for group in document.groups:
        for id_ in group.suppliers:
            supplier = by_id[id_]
            assert (supplier.due_diligence, supplier.ground) == (group.due_diligence, group.ground)
            assert supplier.country == group.country


def test_what_is_stored_gives_the_document_again(document, hostile_document, big_document):
    for each in (document, hostile_document, big_document):
        assert restored(stored(each)) == each


def test_sentences_citations_and_steps_are_stored_once(big_document):
    content = stored(big_document)
    for pool in (content.reasons, content.citations, content.steps, content.sentences, content.scores):
        ids = [part.id for part in pool]
        assert len(set(ids)) == len(ids)
    statements = [reason.statement for reason in content.reasons]
    assert len(set(statements)) == len(statements) < len(content.findings)


def test_another_name_of_a_code_is_kept_with_each_supplier_that_has_it(document):
    names = ("Viet Nam", "Vietnam", "Viet Nam", "Vietnam", "Annam")
    suppliers = tuple(
        document.suppliers[0].changed(id=f"N{number}", country="VN", country_name=name)
        for number, name in enumerate(names)
    )
    content = stored(document.changed(suppliers=suppliers))
    assert [one.labels.get("VN", content.names["VN"]) for one in content.suppliers] == list(names)
    assert [bool(one.labels) for one in content.suppliers] == [False, True, False, True, True]
