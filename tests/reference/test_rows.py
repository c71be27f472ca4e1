"""Tables are kept as lines and read as `csv` reads them, whatever stands in them."""

from __future__ import annotations

import csv
import io
import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.errors import ReferenceDataError
from supplychain_risk.reference import Reference
from supplychain_risk.reference.package import _lines, _rows

CELLS = st.text(st.sampled_from('ab ,"\n;é中\u2028\x0b'), max_size=6)
BUNDLED = Reference.bundled()
TABLES = [(name, resource) for name in BUNDLED.names() for resource in BUNDLED.resources(name)]


def as_csv_reads(text):
    return [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]


def taken_apart(text):
    return [line if isinstance(line, tuple) else tuple(line.split(",")) for line in _lines(text)]


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=6), st.sampled_from(("\n", "\r\n")))
def test_written_cells_are_read_as_they_were(rows, end):
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end).writerows(rows)
    assert taken_apart(out.getvalue()) == [tuple(row) for row in rows]


@given(st.text(st.sampled_from('ab,"\n\r é'), max_size=24))
def test_any_text_is_read_or_refused_as_csv_does(text):
    try:
        wanted = as_csv_reads(text)
    except csv.Error:
        with pytest.raises(csv.Error):
            _lines(text)
    else:
        assert taken_apart(text) == wanted


@pytest.mark.parametrize(("name", "resource"), TABLES)
def test_each_bundled_table_is_as_csv_reads_it(name, resource):
    table = BUNDLED.table(name, resource)
    text = (table.folder / f"{resource}.csv").read_text(encoding="utf-8")
    columns, *rows = as_csv_reads(text)
    assert [dict(row) for row in table] == [dict(zip(columns, row, strict=True)) for row in rows]
    assert list(table.columns(*columns)) == rows
    assert list(table.columns(columns[-1], columns[0])) == [(row[-1], row[0]) for row in rows]


def row(text):
    (only,) = _rows(f"id,name,read_in\n{text}\n".encode(), Path("made.csv"))
    return only


@pytest.mark.parametrize("text", ["a,b,c", 'a,"b",c'])
def test_a_row_is_a_mapping(text):
    made = row(text)
    assert made == {"id": "a", "name": "b", "read_in": "c"}
    assert (made["name"], made.get("name"), made.get("nothing"), made.get("nothing", "-")) == ("b", "b", None, "-")
    assert "name" in made
    assert "b" not in made
    assert (list(made), len(made), list(made.values())) == (["id", "name", "read_in"], 3, ["a", "b", "c"])
    assert {**made, "name": "d"} == {"id": "a", "name": "d", "read_in": "c"}
    assert repr(made) == "{'id': 'a', 'name': 'b', 'read_in': 'c'}"
    assert pickle.loads(pickle.dumps(made)) == made
    with pytest.raises(KeyError, match="nothing"):
        made["nothing"]


def test_cells_that_were_asked_for_one_by_one_are_those_of_the_column():
    table = BUNDLED.table("legal_forms")
    asked = [row["form"] for row in table.rows[:5]]
    assert [form for (form,) in table.columns("form")][:5] == asked
    with pytest.raises(KeyError, match="nothing"):
        list(table.columns("nothing"))


@pytest.mark.parametrize("text", ["a,b,c\nd,e", 'a,"b",c\nd,e,"f",g'])
def test_a_row_with_too_few_or_too_many_cells_is_named(text):
    with pytest.raises(ReferenceDataError, match="row 3 has too few or too many cells"):
        row(text)
