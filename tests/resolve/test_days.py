"""Days in tables: what is written is read, what may be two days is not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.resolve.days import Order, order_of, read_days, two_readings

DAYS = st.dates(min_value=date(1995, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-01", "2025-03-01 00:00:00", "2025/3/1", "20250301", "01.03.2025", "1 March 2025",
        "March 1, 2025", "1-Mar-25",
        "1er mars 2025", "1 de marzo de 2025", "1. März 2025", "1 mart 2025", "2025年3月1日", "2025년 3월 1일",
        "令和7年3月1日",
        "1st Mar 2025", "１/３/２０２５ 08:00".replace("１/３", "01.03").replace("/２０２５", ".2025"),
    ],
)  # fmt: skip
def test_a_day_in_many_hands(text):
    assert read_days(text).first == read_days(text).last == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("March 2025", date(2025, 3, 1), date(2025, 3, 31)),
        ("02/2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("Mar-25", date(2025, 3, 1), date(2025, 3, 31)),
        ("Q3 2024", date(2024, 7, 1), date(2024, 9, 30)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025年3月", date(2025, 3, 1), date(2025, 3, 31)),
    ],
)
def test_months_quarters_and_years_are_spans(text, first, last):
    assert (read_days(text).first, read_days(text).last) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2025",
        "31.02.2025",
        "25/03/01",
        "soon",
        "2568",
        "1234",
        "13/13/2025",
        "2025-00-10",
        "B",
        "",
        "12",
        "99999",
    ],
)
def test_no_day_or_two_days_are_none(text):
    assert read_days(text) is None


def test_the_column_says_which_part_is_the_month():
    assert order_of(["03/04/2025", "25/04/2025"]) is Order.DAY_FIRST
    assert order_of(["03/04/2025", "04/25/2025"]) is Order.MONTH_FIRST
    assert order_of(["25/04/2025", "04/25/2025"]) is None, "a column that mixes both says nothing"
    assert order_of(["03/04/2025"]) is None
    assert read_days("03/04/2025", Order.DAY_FIRST).first == date(2025, 4, 3)
    assert read_days("03/04/2025", Order.MONTH_FIRST).first == date(2025, 3, 4)
    assert two_readings("03/04/2025") == (date(2025, 4, 3), date(2025, 3, 4))
    assert two_readings("03/03/2025") is None


def test_a_day_number_is_read_and_said():
    found = read_days("45383")
    assert found.first == date(2024, 4, 1)
    assert "45383" in found.assumed


@given(DAYS)
def test_what_spreadsheets_write_is_read_back(day):
    serial = (day - date(1899, 12, 30)).days
    for text in (
        day.isoformat(),
        f"{day:%Y/%m/%d}",
        f"{day:%d.%m.%Y}",
        f"{day:%d %B %Y}",
        f"{day:%B %d, %Y}",
        str(serial),
    ):
        assert read_days(text).first == day, text


@given(DAYS, st.sampled_from(list(Order)))
def test_a_slashed_date_is_never_read_as_another_day(day, order):
    text = f"{day:%d/%m/%Y}" if order is Order.DAY_FIRST else f"{day:%m/%d/%Y}"
    assert read_days(text, order).first == day
    assert read_days(text) is None or read_days(text).first == day


@given(DAYS)
def test_spans_hold_their_days(day):
    for text in (f"{day:%B %Y}", f"{day:%m/%Y}", f"{day:%Y}"):
        span = read_days(text)
        assert span.first <= day <= span.last
        assert (span.last + timedelta(days=1)).day == 1
