"""The page as a reader meets it, in a browser: what is seen first, where links land, keys, filters, print, width."""

from __future__ import annotations

import csv
import io
import re
import sys
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "screening"))

from browsers import started_browser
from reviewing import CLEARED, file_of, rule
from reviewing import screened as assessed_sheet

import supplychain_risk as scr
from supplychain_risk.lists.importing import import_list
from supplychain_risk.report import html, words
from supplychain_risk.report.turning import Turning

pytestmark = pytest.mark.slow

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra `test`)")

NEAR = 40
"""Pixels between where a link lands and where its target begins."""
WIDTHS = (320, 360, 768, 1280, 1920)
SUPPLIERS = 80
PLACES = (
    "Xinjiang, China",
    "Shandong, China",
    "India",
    "Uzbekistan",
    "Turkmenistan",
    "Malaysia",
    "Viet Nam",
    "Portugal",
)
GOODS = ("cotton", "cotton yarn", "garments", "tomatoes", "palm oil", "bricks", "electronics", "seafood", "polysilicon")


def screened(count: int):
    rows = [
        {
            "Supplier ID": f"V-{n:03}",
            "Supplier": f"{'Long River Textile and Trading ' if n % 3 else ''}Works No. {n} Ltd",
            "Country": PLACES[n % len(PLACES)].split(", ")[-1],
            "Province": PLACES[n % len(PLACES)].split(", ")[0] if "," in PLACES[n % len(PLACES)] else "",
            "Product": GOODS[n % len(GOODS)],
            "Supplies to": "Example Apparel" if n % 4 == 0 else f"V-{n - n % 4:03}",
        }
        for n in range(count)
    ]
    return scr.screen(scr.load(rows, company="Example Apparel"), as_of=date(2026, 3, 31))


@pytest.fixture(scope="module")
def assessment():
    """So many findings of so many lengths that heights which are guessed add up to whole screens."""
    found = screened(SUPPLIERS)
    assert len(found.document.suppliers) >= 60
    assert len(found.document.findings) >= 100
    return found


@pytest.fixture(scope="module")
def report(assessment, tmp_path_factory):
    (path,) = assessment.write(tmp_path_factory.mktemp("page"), formats=["html"])
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """As long as a published list of a large brand."""
    (path,) = screened(631).write(tmp_path_factory.mktemp("large"), formats=["html"])
    return path


@pytest.fixture(scope="module")
def hostile(hostile_document, tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "report.html"
    path.write_bytes(html.render(hostile_document))
    return path


@pytest.fixture(scope="module")
def huge(huge_document, tmp_path_factory):
    path = tmp_path_factory.mktemp("huge") / "report.html"
    path.write_bytes(html.render(huge_document))
    return path


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """A report compared with an earlier one: a supplier is new, one is changed, one is gone, the others as before."""

    def of(lines):
        rows = [dict(zip(("Supplier ID", "Supplier", "Country", "Product"), line, strict=True)) for line in lines]
        return scr.screen(scr.load(rows, company="Example Apparel"), as_of=date(2026, 3, 31))

    kept, left = ("V-1", "Alder Mills Ltd", "Portugal", "yarn"), ("V-2", "Birch Weaving Ltd", "India", "cotton")
    moved = ("V-3", "Cedar Textile Ltd", "Portugal", "cotton")
    before = of([kept, left, moved])
    now = of([kept, (*moved[:2], "Turkmenistan", "cotton"), ("V-4", "Dogwood Garments Ltd", "China", "garments")])
    (path,) = now.since(before).write(tmp_path_factory.mktemp("later"), formats=["html"])
    return path


@pytest.fixture(scope="module")
def browser():
    with started_browser() as started:
        yield started


@pytest.fixture
def opened(browser, report):
    """Opens a page; at the end of the test it has asked for nothing and said nothing."""
    contexts, said = [], []

    def open_at(fragment: str = "", *, path=report, width=1280, height=900, script="", **options):
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url) if not own(request.url) else None)
        if script:
            page.add_init_script(script)
        page.goto(f"{path.as_uri()}{fragment}")
        page.wait_for_selector("#table:not([hidden]), #failed:not([hidden])", state="attached")
        return page

    def own(url: str) -> bool:
        return url.startswith(("file:", "blob:"))

    yield open_at
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture
def page(opened):
    return opened()


def lands(page, target: str) -> None:
    """The target begins at the top of the window, or the page ends and it is in sight."""
    top, shown, left = page.evaluate(
        """(id) => {
            const target = document.getElementById(id), all = document.documentElement;
            const box = target.getBoundingClientRect();
            return [box.top, box.height > 0, all.scrollHeight - all.clientHeight - window.scrollY];
        }""",
        target,
    )
    assert shown, f"#{target} is not shown"
    at_end = left < 1 and top > 0
    assert at_end or abs(top) <= NEAR, f"#{target} is {top:.0f} px from where its link lands"


SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"


# --- what is seen first -----------------------------------------------------------------------------------------


def test_the_first_hold_is_named_on_the_first_screen_with_its_reason_and_next_step(page, assessment):
    first = next(s for s in assessment.document.suppliers if s.due_diligence == "hold")
    case = page.locator("#today .case").first
    name = case.locator("a.who").first
    assert name.inner_text() == first.name
    for part in (name, case.locator(".statement"), case.locator(".next"), case.locator(".path").first):
        box = part.bounding_box()
        assert box["y"] + box["height"] <= 900


def test_why_is_visible_with_twenty_thousand_suppliers_on_a_small_screen(opened, huge):
    assert huge.stat().st_size <= 6_000_000
    page = opened("#suppliers", path=huge)
    why = page.locator("#rows tr").first.locator("td.why .cut")
    box = why.bounding_box()
    assert box["width"] >= 180
    assert box["x"] + box["width"] <= 1280
    assert page.locator("#count").inner_text() == "20,000 suppliers"
    assert page.locator("#rows tr").count() == 50


# --- links ------------------------------------------------------------------------------------------------------


def test_each_link_to_a_place_of_the_page_lands_there_at_once(page):
    targets = page.eval_on_selector_all(
        "a[href^='#']:not([href*='='])", "(all) => [...new Set(all.map((a) => a.getAttribute('href').slice(1)))]"
    )
    assert len(targets) >= 15
    for target in targets:
        page.evaluate("window.scrollTo(0, 0)")
        took = page.evaluate(
            f"""async (id) => {{
                const from = performance.now();
                document.querySelector(`a[href="#${{id}}"]`).click();
                return (await {SETTLED}) - from;
            }}""",
            target,
        )
        lands(page, target)
        assert took < 200


@pytest.mark.parametrize("target", ["reason-0", "reason-19", "coverage", "manifest", "groups"])
def test_a_link_from_elsewhere_lands_at_its_target_also_where_it_is_folded(opened, target):
    page = opened(f"#{target}", width=1000, height=500)
    page.evaluate(SETTLED)
    lands(page, target)


def test_each_count_leads_to_the_suppliers_it_counts(page, assessment):
    for level, count in assessment.document.summary.by_due_diligence.items():
        page.locator(f'#counts a[href="#level={level}"]').click()
        page.wait_for_function("(level) => document.getElementById('level').value === level", arg=level)
        page.evaluate(SETTLED)
        lands(page, "suppliers")
        assert page.locator("#count").inner_text().startswith(f"{count} of {len(assessment.document.suppliers)} ")


def test_each_group_opens_into_its_suppliers(page):
    rows = page.locator("#groups tbody tr")
    for number in sorted({0, rows.count() // 2, rows.count() - 1}):
        count = rows.nth(number).locator("td.num a").inner_text()
        rows.nth(number).locator("td.todo").click()
        page.wait_for_function("(hash) => location.hash === hash", arg=f"#group={number}")
        page.evaluate(SETTLED)
        lands(page, "suppliers")
        assert page.locator("#count").inner_text().split(" ")[0] == count
        assert page.locator("#only").is_visible()


def test_a_card_opens_its_supplier_wherever_it_is_clicked(page):
    cases = page.locator("#today .case:not(:has(.named))")
    name = cases.first.locator("a.who").inner_text()
    cases.first.locator(".statement").click()
    page.wait_for_selector("#panel:not([hidden])")
    assert page.locator("#panel h2").inner_text() == name


def test_a_row_opens_the_supplier_beside_it_and_stays_where_it_is(page):
    page.locator("#suppliers").scroll_into_view_if_needed()
    row = page.locator("#rows tr").nth(5)
    row.scroll_into_view_if_needed()
    before, name = row.bounding_box()["y"], row.locator("a.who").inner_text()
    row.locator("td.why").click()
    page.wait_for_selector("#panel:not([hidden])")
    assert page.locator("#panel h2").inner_text() == name
    assert abs(page.locator("#rows tr").nth(5).bounding_box()["y"] - before) <= NEAR
    assert page.locator("#rows tr.open a.who").inner_text() == name


def test_the_panel_shows_findings_paths_cells_citations_and_what_a_finding_does_not_establish(opened, assessment):
    document = assessment.document
    supplier = next(s for s in document.suppliers if len(s.findings) > 1)
    findings = [f for f in document.findings if f.supplier == supplier.id]
    said = opened(f"#supplier={supplier.id}").locator("#panel").inner_text()
    for finding in findings:
        assert finding.statement in said
        assert finding.cells[0] in said
        assert finding.next_step in said
        assert finding.id in said
        assert next(k for k in document.kinds if k.code == finding.code).does_not_mean in said
        assert all(c.row in said for c in finding.citations)
    assert all(f.answer in said for f in supplier.structural.factors)
    score = supplier.structural
    assert f"Structural score {words.interval(score.low, score.high)}" in said


@pytest.fixture(scope="module")
def matched(tmp_path_factory):
    """A report with a stated match, a possible one, and one that is cleared."""
    first = tmp_path_factory.mktemp("matched")
    sheet = """
id,name,country,sector
L,"Hetian Taida Apparel Co., Ltd.",China,Apparel
P,Geehy Semiconducter Ltd,China,Batteries
Q,Geehy Semiconducter Ltd,China,Batteries
"""
    file = rule(file_of(assessed_sheet(sheet), first), "Q", **CLEARED)
    found = assessed_sheet(sheet, dispositions=file)
    found.write(first / "page", formats=["html", "json"])
    return found.document, first / "page" / "report.html"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_panel_says_what_either_verdict_would_make_of_a_match(opened, matched, width):
    document, path = matched
    shown = 0
    for supplier in document.suppliers:
        page = opened(f"#supplier={supplier.id}", path=path, width=width)
        cards = page.locator("#panel article.finding").all()
        own = [next(f for f in document.findings if f.id == i) for i in supplier.findings]
        for finding, card in zip(own, cards, strict=True):
            said = " ".join(card.inner_text().split())
            assert (f"If it is {words.REJECTED}" in said) == (finding.open_to is not None), finding.id
            if finding.open_to is None:
                continue
            confirmed, rejected = finding.open_to.confirmed, finding.open_to.rejected
            assert f"{words.level(rejected.calls_for)} Cleared" in said
            assert rejected.next_step in said
            if finding.certainty.value == "stated":
                assert "It stays as it is." in said
                continue
            assert f"{words.level(confirmed.calls_for)} {words.outcome(confirmed)}. {confirmed.next_step}" in said
            assert confirmed.steps[0].text not in said
            card.locator("summary").click()
            said = " ".join(card.inner_text().split())
            assert all(step.text in said and step.reference in said for step in confirmed.steps)
            shown += 1
    assert shown == 1


GUILD = "On lists brought as positive, which change nothing here"


@pytest.fixture(scope="module")
def praised(tmp_path_factory):
    """A report with a list of members brought as positive: one is a listed company, one is called by markup."""
    folder = tmp_path_factory.mktemp("praised")
    members = folder / "members.csv"
    members.write_text(
        'Company,Country,Date listed,Remarks\nQuiet Mills Ltd,Portugal,2024-01-01,"<b>bold</b> member"\n'
        '"Hetian Taida Apparel Co., Ltd.",China,2024-01-01,member\n'
    )
    terms = {"name": "guild", "kind": "positive", "title": "Members of the Guild", "licence": "members only"}
    import_list(members, to=folder / "lists", today=date(2026, 3, 1), **terms)
    rows = [
        {"Supplier ID": "Q", "Supplier": "Quiet Mills Ltd", "Country": "Portugal", "Product": "cotton yarn"},
        {"Supplier ID": "H", "Supplier": "Hetian Taida Apparel Co., Ltd.", "Country": "China", "Product": "garments"},
        {"Supplier ID": "N", "Supplier": "Nobody's Spinners", "Country": "Portugal", "Product": "cotton yarn"},
    ]
    found = scr.screen(scr.load(rows), as_of=date(2026, 3, 31), lists=[folder / "lists"])
    found.write(folder / "page", formats=["html"])  # and the list that was used
    return found.document, folder / "page" / "report.html"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_panel_shows_lists_brought_as_positive_and_that_they_change_nothing(opened, praised, width):
    document, path = praised
    for supplier in document.suppliers:
        page = opened(f"#supplier={supplier.id}", path=path, width=width)
        panel = page.locator("#panel")
        heading = panel.locator("h3", has_text=GUILD)
        assert heading.count() == bool(supplier.positive), supplier.id
        said = panel.inner_text()
        for entry in supplier.positive:
            heading.scroll_into_view_if_needed()
            assert heading.is_visible()
            assert words.positive(entry) in said
            assert entry.cell in said
        assert panel.locator("b", has_text="bold").count() == 0, "a remark of the list is text"
    levels = {supplier.id: supplier.due_diligence for supplier in document.suppliers}
    assert levels["H"] == "hold"
    on_hold = opened("#supplier=H", path=path, width=width).locator("#panel")
    texts = on_hold.inner_text()
    listed = next(finding for finding in document.findings if finding.supplier == "H")
    assert texts.index(listed.statement) < texts.index(GUILD), "findings come before praise"


def test_the_address_holds_filters_search_sort_and_supplier(opened):
    page = opened()
    page.select_option("#level", "enhanced")
    page.fill("#q", "works")
    page.wait_for_function("() => location.hash.includes('q=works')")
    page.locator("#heads button", has_text="Score").click()
    page.locator("#rows a.who").first.click()
    page.wait_for_selector("#panel:not([hidden])")
    seen = page.evaluate("[location.hash, document.getElementById('count').textContent, rows.textContent]")
    assert all(part in seen[0] for part in ("level=enhanced", "q=works", "sort=score.down", "supplier="))
    again = opened(seen[0])
    assert again.evaluate("[location.hash, document.getElementById('count').textContent, rows.textContent]") == seen
    assert again.input_value("#q") == "works"
    assert again.locator("#panel h2").inner_text() == page.locator("#panel h2").inner_text()
    page.go_back()
    page.wait_for_selector("#panel", state="hidden")
    assert page.input_value("#level") == "enhanced"


# --- keys, other readers ----------------------------------------------------------------------------------------


def test_the_keyboard_reaches_the_first_supplier_in_five_steps_opens_it_and_comes_back(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to what needs a decision"
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('who')"):
            break
    name = page.evaluate("document.activeElement.textContent")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#supplier=")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel:not([hidden])")
    assert page.evaluate("document.activeElement.textContent") == page.locator("#panel h2").inner_text() == name
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel", state="hidden")
    assert page.evaluate("document.activeElement.textContent") == name


def test_arrows_move_along_the_rows_and_closing_returns_to_the_row(page):
    page.locator("#rows a.who").nth(1).focus()
    page.keyboard.press("ArrowDown")
    name = page.evaluate("document.activeElement.textContent")
    assert name == page.locator("#rows a.who").nth(2).inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel:not([hidden])")
    page.locator("#panel button", has_text="Close").click()
    page.wait_for_selector("#panel", state="hidden")
    assert page.evaluate("document.activeElement.textContent") == name


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_keeps_a_reader_from_using_the_page(opened, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (extra `test`)")
    page = opened("#supplier=V-000", width=width, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    found = axe.Axe().run(page)
    assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []


# --- width, print, files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["report", "hostile"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways(opened, request, which, width):
    page = opened(path=request.getfixturevalue(which), width=width)
    page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0
    page.evaluate("document.querySelector('#rows a.who').click()")
    page.wait_for_selector("#panel:not([hidden])")
    assert page.evaluate(overflow) <= 0
    assert page.evaluate("panel.scrollWidth - panel.clientWidth") <= 0


def test_labels_of_charts_do_not_overlap_on_a_telephone(opened):
    page = opened("#pictures", width=320)
    overlaps = page.evaluate(
        """() => [...document.querySelectorAll(".bars li")].filter((row) => {
            const [label, figure] = [".label", ".figure"].map((part) => row.querySelector(part));
            if (!label) return false;
            const one = label.getBoundingClientRect(), other = figure.getBoundingClientRect();
            return one.right > other.left || other.right > innerWidth;
        }).length"""
    )
    assert overlaps == 0
    assert page.locator(".bars li").count() > 10


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", content))


def test_a_brief_print_of_a_long_list_has_at_most_ten_pages_and_a_full_one_every_supplier(opened, large):
    page = opened(path=large, script="window.print = () => {}")
    assert pages(page.pdf(prefer_css_page_size=True)) <= 10
    page.click("#full")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#rows tr").count() == 631
    assert page.locator("details.fold:not([open])").count() == 0
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#rows tr").count() == 50
    assert page.locator("details.fold[open]").count() == 0


def test_a_brief_print_leaves_out_every_part_that_is_folded_and_a_full_one_has_it(page):
    folded = "section:has(> details.fold)"
    assert page.locator(folded).count() >= 6
    page.emulate_media(media="print")
    hidden = "(all) => all.map((one) => [one.id, getComputedStyle(one).display])"
    assert {state for _, state in page.eval_on_selector_all(folded, hidden)} == {"none"}
    page.evaluate("document.body.classList.add('full')")
    assert {state for _, state in page.eval_on_selector_all(folded, hidden)} == {"block"}


def test_the_csv_holds_what_is_filtered_and_nothing_a_spreadsheet_would_compute(opened, hostile, hostile_document):
    page = opened("#level=hold", path=hostile)
    with page.expect_download() as download:
        page.click("#csv")
    text = download.value.path().read_text(encoding="utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(text, newline=""))
    assert heads[:3] == ["Calls for", "Id", "Supplier"]
    assert len(rows) == hostile_document.summary.by_due_diligence["hold"]
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if re.match(r"\s*[=+\-@|%]|[\t\r\n]", cell)]
    assert [cell for cell in cells if cell.startswith("'=")]


def test_hostile_names_open_beside_the_grid_as_text(opened, hostile, hostile_document):
    for supplier in hostile_document.suppliers:
        page = opened(f"#supplier={quote(html.shown(supplier.id), safe='')}", path=hostile)
        assert page.locator("#panel h2").text_content() == html.shown(supplier.name)
        assert page.locator("#panel :is(img, script, iframe, b, i)").count() == 0


def test_a_browser_that_cannot_unpack_the_data_says_so_and_shows_the_rest(opened, huge):
    page = opened(path=huge, script="delete window.DecompressionStream")
    assert "cannot unpack" in page.locator("#failed").inner_text()
    assert page.locator("#today .case a.who").count() > 0
    assert page.locator("#table").is_hidden()


def test_what_is_new_or_changed_is_a_column_a_filter_and_an_address_and_who_is_gone_is_told(opened, later):
    page = opened("#suppliers", path=later)
    marks = dict(zip(*(page.locator(f"#rows td.{css}").all_inner_texts() for css in ("name", "since")), strict=True))
    assert {name.split()[0]: state for name, state in marks.items()} == {
        "Alder": "as before",
        "Cedar": "changed",
        "Dogwood": "new",
    }
    page.select_option("#moved", "changed")
    assert page.evaluate("location.hash") == "#moved=changed"
    assert [name.split()[0] for name in page.locator("#rows td.name").all_inner_texts()] == ["Cedar"]
    assert page.locator("#table").get_by_role("link", name="what is new").get_attribute("href") == "#since"
    with page.expect_download() as download:
        page.click("#csv")
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert [(row["Id"], row["Since the earlier report"]) for row in rows] == [("V-3", "changed")]
    again = opened("#moved=new&supplier=V-4", path=later)
    assert [name.split()[0] for name in again.locator("#rows td.name").all_inner_texts()] == ["Dogwood"]
    assert again.input_value("#moved") == "new"
    again.click("[data-sort=moved]")
    assert again.locator("th[aria-sort]").inner_text().startswith("Since")


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1920])
def test_the_column_of_what_is_new_fits_every_width(opened, later, width):
    page = opened("#supplier=V-3", path=later, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_without_an_earlier_report_there_is_no_such_column_and_no_such_filter(page):
    assert page.locator("#moved, td.since, th.since").count() == 0


def test_the_panel_says_what_would_change_it_in_the_words_of_the_report(opened, assessment):
    turning = Turning(assessment.document)
    for supplier in (assessment.document.suppliers[0], assessment.document.suppliers[-1]):
        page = opened(f"#supplier={quote(supplier.id)}")
        title = page.locator("#panel h3", has_text="What would change it")
        told = title.locator("xpath=following-sibling::ul[1]/li").all_inner_texts()
        assert [" ".join(line.split()) for line in told] == list(turning.of(supplier))
