from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from supplychain_risk.report import build_document, html

KNOWN_TAGS = re.compile(
    "html|head|meta|title|style|body|header|p|h[123]|strong|details|summary|ul|ol|li|nav|a|main|section|div|figure|figcaption"
    "|svg|desc|g|text|rect|line|circle|span|noscript|table|thead|tr|th|tbody|td|label|input|select|option|bdi|button"
    "|article|dl|dt|dd|code|br|footer|script|meter"
)


class Page(HTMLParser):
    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.styles: list[str] = []
        self.text: list[str] = []
        self.inside = ""
        self.feed(content.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.inside = tag
        if tag == "script":
            self.scripts.append((dict(attributes), ""))

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside == "script":
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        elif self.inside == "style":
            self.styles.append(data)
        else:
            self.text.append(data)


@pytest.fixture(scope="module")
def page(document):
    return Page(html.render(document))


@pytest.fixture(scope="module")
def hostile_page(hostile_document):
    return Page(html.render(hostile_document))


def data_of(page):
    return json.loads(next(text for attributes, text in page.scripts if attributes.get("id") == "data"))


def test_equal_documents_give_equal_bytes(document, hostile_document):
    for each in (document, hostile_document):
        assert html.render(each) == html.render(each)


def test_the_page_says_what_it_is_and_what_it_is_not(page):
    text = " ".join(" ".join(page.text).split())
    for expected in ("Acme Outdoor", "2026-06-30", "It never states that a company uses forced labor",
                     "No match is not a clearance", "■ Hold", "37.5%", "Example Labor Act, sec. 3",
                     "Ask counsel before goods move", "Rates governments, not companies.",
                     "own = C + S + G"):  # fmt: skip
        assert expected in text


def test_paths_are_drawn_from_supplier_to_company(document):
    content = html.render(document).decode()
    first = re.search(r'<ol class="path".*?</ol>', content, re.DOTALL)[0]
    assert re.findall(r"<bdi>(.*?)</bdi>", first) == [
        "远山纺织有限公司", "Lotus Garments Ltd.", "Brightwater Apparel GmbH", "Acme Outdoor",
    ]  # fmt: skip
    assert "The shortest of 7 paths." in content


@pytest.mark.parametrize("which", ["page", "hostile_page"])
def test_nothing_is_fetched_and_only_citations_are_linked(which, request, document):
    page = request.getfixturevalue(which)
    cited = {c.url for f in document.findings for c in f.citations}
    for tag, attributes in page.tags:
        assert KNOWN_TAGS.fullmatch(tag)
        assert not {"src", "srcset", "style", "action", "srcdoc"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert tag != "link"
        if "href" in attributes:
            assert attributes["href"].startswith("#") or attributes["href"] in cited
    assert not re.search(r"url\(|@import|https?:", "".join(page.styles))


@pytest.mark.parametrize("which", ["page", "hostile_page"])
def test_only_this_script_and_this_style_may_run(which, request):
    page = request.getfixturevalue(which)
    policy = next(a["content"] for t, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    running = [text for attributes, text in page.scripts if attributes.get("type") != "application/json"]
    assert len(running) == 1
    assert len(page.scripts) == 2
    for text in (*running, *page.styles):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy


def test_the_worst_names_are_data_and_nothing_else(hostile_document, hostile_page, worst_names):
    names = {s["name"] for s in data_of(hostile_page)["suppliers"]}
    assert {html._shown(name) for name in worst_names} <= names
    block = next(text for attributes, text in hostile_page.scripts if attributes.get("id") == "data")
    assert not set("<>&\u2028\u2029") & set(block)
    content = html.render(hostile_document).decode()
    assert "49" not in re.search(r"<bdi>([^<]*%\s*raw[^<]*)</bdi>", content)[1]
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]", content)
    assert all(c["url"] is None or c["url"].startswith("https://") for c in data_of(hostile_page)["citations"])


def test_the_table_data_carries_what_the_details_show(page):
    data = data_of(page)
    assert [s["id"] for s in data["suppliers"]] == ["V-003", "V-004", "V-002", "V-005", "V-001", "V-006", "V-007"]
    lotus = data["suppliers"][2]
    assert lotus["findings"] == [["F-3", "Cotton of this origin is a listed good.", "inferred"]]
    assert lotus["problems"][0][1] == "A footnote mark was left out. Nothing to do."
    assert lotus["read"][0][:3] == ["country", "Bangladesh", "alias 'Bangladesh' of Bangladesh (example_countries)"]
    factor = lotus["factors"][0]
    assert data["citations"][factor["cites"][0]]["text"] == "example_ratings 2025, row c-9 (verified)"
    assert data["suppliers"][3]["low"] == 4
    assert data["suppliers"][6]["high"] is None


def test_the_page_draws_a_sensible_number_of_findings_and_says_how_many_more(big_document):
    content = html.render(big_document).decode()
    assert content.count("<article") == html.MAX_FINDINGS == 500
    assert "20 more findings are in the workbook" in content


def test_the_page_says_how_many_suppliers_it_leaves_to_the_workbook(big_document, monkeypatch):
    monkeypatch.setattr(html, "MAX_SUPPLIERS", 100)
    content = html.render(big_document)
    assert len(data_of(Page(content))["suppliers"]) == 100
    assert b"500 more are in the workbook" in content


def test_without_scripts_the_urgent_suppliers_are_listed(document):
    fallback = re.search(r"<noscript>.*?</noscript>", html.render(document).decode(), re.DOTALL)[0]
    assert "needs JavaScript" in fallback
    assert "Lotus Garments" in fallback
    assert "Ponte Buttons" not in fallback


def test_an_empty_report_is_still_a_page(assessed):
    empty = build_document(
        replace(assessed, suppliers=(), findings=(), problems=(), files=(), outlook=None, sources=())
    )
    text = " ".join(Page(html.render(empty)).text)
    assert "No finding. No match is not a clearance." in text
