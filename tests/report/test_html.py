from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import supplychain_risk as scr
from supplychain_risk.report import build_document, html, page_data
from supplychain_risk.report.page_groups import MAX_GROUPS, page_groups

KNOWN_TAGS = re.compile(
    "html|head|meta|title|style|body|header|p|h[123]|strong|details|summary|ul|ol|li|nav|a|main|section|div|figure|figcaption"
    "|svg|desc|g|text|rect|line|circle|span|noscript|table|thead|tr|th|tbody|td|label|input|select|option|bdi|button"
    "|article|dl|dt|dd|code|br|footer|script|meter|form|aside|path"
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
    data = json.loads(next(text for attributes, text in page.scripts if attributes.get("id") == "data"))
    return json.loads(zlib.decompress(base64.b64decode(data["deflate"]))) if "deflate" in data else data


def columns_of(page):
    return data_of(page)["columns"]


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


def test_a_hold_is_named_with_its_reason_path_and_next_step_before_anything_else(document):
    content = html.render(document).decode()
    today = content[content.index('<section id="today"') : content.index('<section id="not-assessed"')]
    first = today[: today.index("</article>")]
    assert re.findall(r"<bdi>(.*?)</bdi>", first) == [
        "远山纺织有限公司", "远山纺织有限公司", "Lotus Garments Ltd.", "Brightwater Apparel GmbH", "Acme Outdoor",
    ]  # fmt: skip
    assert document.groups[0].suppliers == ("V-003",)
    assert document.groups[0].why in first
    assert document.groups[0].next_step in first
    assert today.index("Hold") < today.index("In review")


def test_a_supplier_in_review_for_a_hold_upstream_shows_the_way_from_the_hold():
    example = Path(__file__).parents[2] / "examples" / "apparel_suppliers.xlsx"
    content = html.render(scr.screen(example, as_of="2026-06-30").document).decode()
    case = next(c for c in content.split("<article") if "Padma Crest Garments Ltd.</bdi></a> <span" in c)
    assert "Goods may come from Aksu Huafu Color Spinning" in case
    way = re.search(r'<ol class="path".*?</ol>', case, re.DOTALL)[0]
    assert re.findall(r"<bdi>(.*?)</bdi>", way) == [
        "Aksu Huafu Color Spinning Co., Ltd.",
        "Jade River Dyeing and Weaving Co., Ltd.",
        "Padma Crest Garments Ltd.",
        "Reporting company",
    ]


def test_what_is_not_assessed_is_a_section_of_its_own_before_the_counts(document):
    content = html.render(document).decode()
    places = [content.index(f'<section id="{name}"') for name in (
        "today", "engagement", "not-assessed", "counts", "groups", "suppliers", "pictures", "findings", "manifest",
    )]  # fmt: skip
    assert places == sorted(places)


def test_each_count_is_a_filter_and_each_link_within_the_page_has_a_target(page):
    ids = {attributes["id"] for _, attributes in page.tags if attributes.get("id")}
    links = [a["href"] for t, a in page.tags if t == "a" and (a.get("href") or "").startswith("#")]
    assert {f"#level={level}" for level in ("hold", "review", "enhanced", "standard", "not_assessed")} <= set(links)
    assert {link[1:] for link in links if "=" not in link} <= ids
    suppliers = {link.removeprefix("#supplier=") for link in links if link.startswith("#supplier=")}
    assert suppliers <= set(columns_of(page)["id"])


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
    names = set(columns_of(hostile_page)["name"])
    assert {page_data.shown(name) for name in worst_names} <= names
    block = next(text for attributes, text in hostile_page.scripts if attributes.get("id") == "data")
    assert not set("<>&\u2028\u2029") & set(block)
    content = html.render(hostile_document).decode()
    assert "49" not in re.search(r"<bdi>([^<]*%\s*raw[^<]*)</bdi>", content)[1]
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]", content)
    assert all(url == "" or url.startswith("https://") for _, _, url in data_of(hostile_page)["citations"])


def test_the_data_carry_what_the_panel_shows_with_what_is_shared_by_number(page):
    data = data_of(page)
    columns, texts = data["columns"], data["texts"]
    assert columns["id"] == ["V-003", "V-004", "V-002", "V-005", "V-001", "V-006", "V-007"]
    lotus = columns["id"].index("V-002")
    ((reason, _, cells, paths, *more),) = columns["findings"][lotus]
    assert texts[data["reasons"][reason][5]] == "Cotton of this origin is a listed good."
    assert data["reasons"][reason][1] == "inferred"
    assert (data["patterns"][cells - 1], columns["row"][lotus]) == ("F", 3)
    assert [data["others"][n - data["count"]] if n >= data["count"] else columns["id"][n] for n in paths[0]][:2] == [
        "V-002", "V-001",
    ]  # fmt: skip
    assert more[0]["paths"] == "7"
    assert texts[columns["more"][lotus]["problems"][0][1]] == "A footnote mark was left out. Nothing to do."
    assert [texts[n] for n in columns["read"][lotus][0][:3]] == [
        "country", "Bangladesh", "alias 'Bangladesh' of Bangladesh (example_countries)",
    ]  # fmt: skip
    low, high, _, factors = data["scores"][columns["score"][lotus]]
    assert low <= high
    assert data["citations"][factors[0][5][0]][0] == "example_ratings 2025, row c-9 (verified)"
    assert columns["score"][columns["id"].index("V-007")] == -1


def test_each_supplier_is_in_the_group_that_the_page_shows_it_in(page, document):
    data = data_of(page)
    for number, group in enumerate(page_groups(document)):
        assert {data["columns"]["group"][data["columns"]["id"].index(s)] for s in group.suppliers} == {number}
        assert data["texts"][data["groups"][number][0]] == page_data.shown(group.why)


def test_each_supplier_on_hold_is_named_before_those_in_review_also_where_many_are(document, monkeypatch):
    held = tuple(document.suppliers[0].changed(id=f"H-{n:02}", name=f"Held {n:02} Ltd", findings=()) for n in range(20))
    first, other = (
        document.groups[0].changed(suppliers=tuple(s.id for s in part), why=why)
        for part, why in ((held[:15], "One."), (held[15:], "Two."))
    )
    monkeypatch.setattr(html, "MAX_CASES", 1)
    many = document.changed(suppliers=held, groups=(first, other), findings=(), engagement=None)
    content = html.render(many).decode()
    today = content[content.index('<section id="today"') : content.index('<section id="not-assessed"')]
    assert re.findall(r"Held \d\d Ltd</bdi></a>", today) == [f"{s.name}</bdi></a>" for s in held]
    monkeypatch.setattr(html, "MAX_HELD", 4)
    shorter = html.render(many).decode()
    assert '<a href="#group=0">5 more for the same reason</a>' in shorter
    assert '<a href="#level=hold">1 more supplier on hold</a>' in shorter


def test_many_groups_that_differ_only_in_their_sentence_are_one(document):
    first = document.groups[0].changed(code="listed-entity", spend=None)
    many = tuple(
        first.changed(suppliers=(f"X-{n}",), why=f"Sentence {n}.", reason=f"r{n}", spend=1.5)
        for n in range(MAX_GROUPS + 1)
    )
    (group,) = page_groups(document.changed(groups=many))
    assert len(group.suppliers) == len(group.reasons) == MAX_GROUPS + 1
    assert group.why.endswith(f": {MAX_GROUPS + 1} sentences, for example: Sentence 0.")
    assert group.spend == 1.5 * (MAX_GROUPS + 1)
    assert len(page_groups(document.changed(groups=many[:MAX_GROUPS]))) == MAX_GROUPS


def test_long_data_are_compressed_and_equal_documents_still_give_equal_bytes(big_document, monkeypatch):
    monkeypatch.setattr(page_data, "PLAIN", 1_000)
    page, again = html.render(big_document), html.render(big_document)
    assert page == again
    block = next(text for attributes, text in Page(page).scripts if attributes.get("id") == "data")
    assert set(json.loads(block)) == {"deflate"}
    assert len(columns_of(Page(page))["id"]) == 600


def test_a_supplier_costs_little_on_the_page(big_document):
    """Sentences, citations and factors are told once: twenty thousand suppliers find room in 6 MB."""
    few = big_document.changed(suppliers=big_document.suppliers[:100])
    all_of, first = (len(page_data.data_block(d, page_groups(d))) for d in (big_document, few))
    assert (all_of - first) / 500 < 300


def test_reasons_beyond_those_told_are_counted(document, monkeypatch):
    monkeypatch.setattr(html, "MAX_REASONS", 1)
    content = html.render(document).decode()
    assert content.count('id="reason-') == 1
    assert f"{len(document.reasons) - 1} more reasons: with the suppliers" in content


def test_the_page_says_how_many_suppliers_it_leaves_to_the_workbook(big_document, monkeypatch):
    for module in (html, page_data):
        monkeypatch.setattr(module, "MAX_SUPPLIERS", 100)
    content = html.render(big_document)
    assert len(columns_of(Page(content))["id"]) == 100
    assert b"500 more are in the workbook" in content


def test_without_scripts_the_urgent_suppliers_are_named(document):
    content = html.render(document).decode()
    assert "needs JavaScript" in re.search(r"<noscript>.*?</noscript>", content, re.DOTALL)[0]
    before = content[: content.index("<noscript>")]
    for supplier in document.suppliers:
        if supplier.due_diligence.is_a_persons:
            assert f"<bdi>{supplier.name}</bdi></a>" in before


def test_an_empty_report_is_still_a_page(assessed):
    empty = build_document(
        replace(assessed, suppliers=(), findings=(), problems=(), files=(), outlook=None, sources=())
    )
    text = " ".join(Page(html.render(empty)).text)
    assert "No finding. No match is not a clearance." in text
    assert "No supplier is on hold." in text
