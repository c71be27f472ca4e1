"""Tables of saved pages: spans, nesting, missing end tags, entities, scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supplychain_risk.errors import UnreadableFile
from supplychain_risk.lists import html_tables
from supplychain_risk.lists.html_tables import looks_like_page, read_page


def rows(markup: str) -> list[list[list[str]]]:
    return [table.rows for table in read_page(markup, "x.html").tables]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<table><tr><td>a<td>b<tr><td>c</table>", [["a", "b"], ["c"]]),
        ("<table><tr><td>A &amp; B&nbsp;&#x4e2d;</td></tr></table>", [["A & B 中"]]),
        ("<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>", [["a", "b"], ["a", "c"]]),
        ("<table><tr><td colspan=2>a</td><td>b</td></tr></table>", [["a", "", "b"]]),
        ("<table><tr><td>a<br>b<p>c</td></tr></table>", [["a b c"]]),
        ("<table><tr><td>a<script>x</script><style>y</style></td></tr></table>", [["a"]]),
        ("<table><tr><td rowspan=99999999999>a</td></tr><tr><td>b</td></tr></table>", [["a"], ["b"]]),
    ],
)
def test_cells(markup, expected):
    assert rows(markup) == [expected]


def test_a_table_inside_another_is_a_table_of_its_own():
    assert rows("<table><tr><td>out<table><tr><td>in</td></tr></table></td><td>more</td></tr></table>") == [
        [["out", "more"]],
        [["in"]],
    ]


def test_a_page_of_a_bomb_of_cells_is_refused(monkeypatch):
    bomb = "<table>" + "<tr><td colspan=1000 rowspan=1000>x</td></tr>" * 10 + "</table>"
    with pytest.raises(UnreadableFile, match="more table cells"):
        read_page(bomb, "x.html")
    monkeypatch.setattr(html_tables, "MAX_PAGE", 10)
    with pytest.raises(UnreadableFile, match="characters"):
        read_page("<table></table>", "x.html")


def test_what_a_page_says_of_itself():
    page = read_page(
        '<title>A  list</title><link rel="canonical" href="https://x.org/l"><p>Last Updated: 1/2/2026</p>', "x"
    )
    assert (page.title, page.address) == ("A list", "https://x.org/l")
    assert "Last Updated: 1/2/2026" in page.text


def test_pages_are_known_by_their_content():
    assert looks_like_page(b"\xef\xbb\xbf \n<!DOCTYPE html><html>")
    assert not looks_like_page(b"name,country\n<b>x</b>,DE\n")


@given(st.text(alphabet="<>/tdrhable script\"'=&;! -x", max_size=200))
def test_no_markup_breaks_it(markup):
    assert all(isinstance(cell, str) for table in rows(markup) for row in table for cell in row)
