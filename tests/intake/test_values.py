import datetime
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.intake.values import (
    cell_text,
    clean,
    decimal_mark,
    is_name_placeholder,
    parse_amount,
    parse_share,
    plain_amount,
    split_codes,
    split_list,
    split_parents,
)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (2146874.0, "2146874"),
        (60110413.53999998, "60110413.54"),
        (0.25, "0.25"),
        (True, "TRUE"),
        (datetime.datetime(2020, 12, 2), "2020-12-02"),
        (datetime.datetime(2020, 12, 2, 13, 5), "2020-12-02 13:05:00"),
        (datetime.date(2020, 12, 2), "2020-12-02"),
        (math.nan, ""),
        (None, ""),
        ("0801", "0801"),
    ],
)
def test_a_cell_is_read_as_a_person_sees_it(cell, shown):
    assert cell_text(cell) == shown


def test_invisible_characters_go_and_full_width_forms_become_plain():
    assert clean("\ufeff Ａｃｍｅ\u200b　Ｌｔｄ\u00a0 \u202e(China) ") == "Acme Ltd (China)"
    assert clean("two\r\nlines") == "two\nlines"
    assert clean("nul\x00byte") == "nulbyte"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    "text", ["???", "N/A", "-", "tbc", "无", "k.A.", "Various suppliers", "Smelter not listed", "其他"]
)
def test_placeholders_name_no_company(text):
    assert is_name_placeholder(text)


@pytest.mark.parametrize(
    "text", ["N/A Textiles Ltd", "None Such Mills", "Total", "3M", "无锡纺织有限公司", "Other Stories AB"]
)
def test_placeholder_words_inside_a_name_do_not_count(text):
    assert not is_name_placeholder(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Cotton; Yarn", ("Cotton", "Yarn")),
        ("Cotton|Yarn\nSilk", ("Cotton", "Yarn", "Silk")),
        ("Components/Materials", ("Components", "Materials")),
        ("Metal / Plastic", ("Metal", "Plastic")),
        ("yarn and/or fabric", ("yarn and/or fabric",)),
        ("1/2 inch pipe", ("1/2 inch pipe",)),
        ("Korea, Republic of", ("Korea, Republic of",)),
        ("Cotton; cotton ;Cotton", ("Cotton", "cotton")),
    ],
)
def test_cells_that_list_several_values(text, parts):
    assert split_list(text, slash=True) == parts


def test_owners_carry_their_shares_and_other_is_nobody():
    assert split_parents("A (Holdings) [69.9%]; B [25.7%]; Other [4.4%]") == (("A (Holdings)", "69.9%"), ("B", "25.7%"))
    assert split_parents("Keck Seng (Malaysia) Berhad") == (("Keck Seng (Malaysia) Berhad", ""),)
    assert split_parents("unknown [100%]") == ()


@pytest.mark.parametrize(
    "text", ["Alder Holding 51%", "Alder Holding: 51 %", "Alder Holding (51%)", "51% Alder Holding"]
)
def test_a_share_is_no_part_of_the_name_of_an_owner(text):
    ((name, share),) = split_parents(text)
    assert (name, share.replace(" ", "")) == ("Alder Holding", "51%")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("5201, 5205", ("5201", "5205")),
        ("5201.00,5205.11", ("5201.00", "5205.11")),
        ("cotton, not carded", ("cotton, not carded",)),
        ("5201; yarn/fabric", ("5201", "yarn", "fabric")),
    ],
)
def test_codes_of_goods_are_parted_by_commas_too(text, codes):
    assert split_codes(text) == codes


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1.055,12", "891,24"], ","),
        (["64,226.95", "606.76"], "."),
        (["1.234.567"], ","),
        (["1,234,567"], "."),
        (["1.234"], "."),
        (["0,125"], ","),
        (["12", "abc"], "."),
    ],
)
def test_the_column_decides_what_a_comma_means(texts, mark):
    assert decimal_mark(texts) == mark


@pytest.mark.parametrize(
    ("text", "decimal", "amount"),
    [
        ("1.055,12", None, 1055.12),
        ("64,226.95", None, 64226.95),
        ("12.345", ",", 12345.0),
        ("12.345", ".", 12.345),
        ("-66,812.00", None, -66812.0),
        ("(1,200.50)", None, -1200.5),
        ("1 234,50", None, 1234.5),
        ("€ 1.000,00", None, 1000.0),
        ("US$ 5,000", None, 5000.0),
        ("CHF 1'250.75", None, 1250.75),
        ("12.50-", None, -12.5),
        (">0", None, None),
        ("100M - 1B", None, None),
        ("", None, None),
        ("1.2.3,4,5", None, None),
        ("1.055,12", ".", 1055.12),
        ("1 200 000,50", ".", 1200000.5),
        ("1,5", ".", 1.5),
        ("0.567", ",", 0.567),
        ("12,34,567.00", ".", 1234567.0),
        ("1,2,3", ".", None),
    ],
)
def test_amounts(text, decimal, amount):
    assert parse_amount(text, decimal) == amount


def test_other_amounts_of_the_sheet_decide_where_a_column_leaves_it_open():
    assert decimal_mark(["1.200", "800"], ["3.450,50"]) == ","
    assert decimal_mark(["1.5"], ["3.450,50", "2,5"]) == "."


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False))
def test_an_amount_reads_the_same_in_either_notation(number):
    english = f"{number:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert parse_amount(english, ".") == parse_amount(german, ",") == float(number)
    assert float(plain_amount(german, ",")) == pytest.approx(float(number))


@pytest.mark.parametrize(
    ("text", "share"),
    [("69.9%", 0.699), ("0.25", 0.25), ("25", 0.25), ("25,5 %", 0.255), ("1", 1.0), ("250", None), ("most", None)],
)
def test_shares(text, share):
    assert parse_share(text) == pytest.approx(share) if share is not None else parse_share(text) is None


def test_the_decimal_mark_is_that_of_the_amounts_beside_columns_of_other_companies(csv):
    """The name of a tier 2 stands before; the amounts are those of the last column all the same."""
    read = csv(
        "Tier 2;Supplier name;Country;Annual spend\n"
        "Omega Mills;Alder Trading;Germany;1.055,12\nPsi Mills;Birch Garments;India;891,24\n"
    )
    spend = [value.text for record in read.suppliers for value in record.values.get("spend", ())]
    assert spend == ["1055.12", "891.24"]
