"""An address of a cell is held as a column and a row, and is in every way the three texts that it is written as."""

import copy
import pickle
import sys

import pytest

from supplychain_risk.addresses import ALL_ROWS, CellRef, cell_at, column_ref
from supplychain_risk.domain import Fate, Problem

WRITTEN = [
    "A1",
    "AB12",
    "D2",
    "D10",
    ALL_ROWS,
    "A01",
    "A0",
    "7",
    "",
    "A",
    "a3",
    "A1:B2",
    "R1C1",
    "Ä9",
    "A1234567890123",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_an_address_gives_back_what_it_was_made_of(text):
    cell = CellRef("list.csv", "list", text)
    assert (cell.file, cell.sheet, cell.cell) == tuple(cell) == ("list.csv", "list", text)
    assert str(cell) == f"list.csv!list!{text}"
    assert repr(cell) == f"CellRef(file='list.csv', sheet='list', cell={text!r})"
    assert cell.letters == text.rstrip("0123456789")
    assert cell.column == ("list.csv", "list", cell.letters)
    assert cell.stands_in_a_cell is (text != ALL_ROWS)
    assert cell.place == ("list.csv", "list")


@pytest.mark.parametrize("text", WRITTEN)
def test_equal_addresses_are_one(text):
    one, other = CellRef("f", "s", text), CellRef(file="f", sheet="s", cell=text)
    assert one == other
    assert len({one, other}) == 1
    assert pickle.loads(pickle.dumps(one)) == copy.deepcopy(one) == one


def test_other_addresses_differ():
    cells = [CellRef(file, sheet, text) for file in "fg" for sheet in "st" for text in WRITTEN]
    assert len(set(cells)) == len(cells)


def test_addresses_are_ordered_as_their_texts():
    cells = [CellRef(file, sheet, text) for file in "gf" for sheet in "ts" for text in WRITTEN]
    assert [tuple(cell) for cell in sorted(cells)] == sorted(map(tuple, cells))
    first, second = CellRef("f", "s", "A10"), CellRef("f", "s", "A2")
    assert first < second
    assert second > first
    assert first <= second
    assert second >= first
    assert max((first, second)) == second
    assert min((("x", first), ("x", second))) == ("x", first)


def test_a_cell_of_a_column_is_that_of_its_text():
    cell = cell_at(column_ref("f", "s", "AB"), 12)
    assert cell == CellRef("f", "s", "AB12")
    assert cell.at is CellRef("f", "s", "AB13").at


def test_an_address_takes_little_memory():
    assert sys.getsizeof(CellRef("f", "s", "AB12")) <= 32


def test_a_noun_told_plainly_holds_the_three_texts():
    told = Problem(where=CellRef("f", "s", "A1"), code="c", value="", message="", hint="", fate=Fate.NOTE).plain()
    assert told["where"] == ("f", "s", "A1")
    assert told["fate"] == "note"
