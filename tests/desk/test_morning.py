"""An analyst's whole morning in a real browser, by keyboard where it counts; every view on the way is looked at."""

from __future__ import annotations

import re
import threading
import zipfile
from datetime import date

import openpyxl
import pytest
from browsers import started_browser
from speaking import DAY

import supplychain_risk as scr
from supplychain_risk.desk.app import Server
from supplychain_risk.reference import Reference
from supplychain_risk.reference.entities import UFLPA_LIST, listed_entities
from supplychain_risk.review.rulings import read_rulings

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra `test`)")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (extra `test`)")

WIDTHS = (360, 768, 1280, 1920)
MATCHES = 5
LONG = 120_000
"""Milliseconds for what is worked out; the machine may be busy."""


@pytest.fixture
def server(root):
    root.mkdir()
    made = Server(root, today=lambda: DAY, company="Example Outdoor")
    thread = threading.Thread(target=made.run)
    thread.start()
    yield made
    made.stop()
    thread.join(30)
    assert not thread.is_alive()


@pytest.fixture
def page(server):
    """A page of the desk that was opened by its first address; at the end it has said nothing and asked nobody else."""
    said = []
    with started_browser() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        opened = context.new_page()
        opened.set_default_timeout(LONG)
        opened.on("console", lambda message: said.append(message.text))
        opened.on("pageerror", lambda error: said.append(str(error)))
        own = (server.keys.origin, "blob:", "data:")
        context.on("request", lambda asked: None if asked.url.startswith(own) else said.append(asked.url))
        opened.goto(server.entrance)
        yield opened
    assert said == []


def messy_list(path):
    """A title, an empty row, headings that mislead, countries that are none, names of a list in two scripts."""
    known = [one for one in listed_entities(Reference.bundled(), date(2026, 6, 30)) if one.list_name == UFLPA_LIST]
    listed = [one.name for one in known if one.status == "active" and " and " not in one.name][:MATCHES]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Vendors 2026"
    sheet.append(["Vendors, FINAL v3"])
    sheet.append([])
    sheet.append(["Vendor", "Country", "Item", "Merchandise handled", "Supplies to"])
    for n, name in enumerate(listed):
        sheet.append([name, "P.R.C.", f"ref {n}", "cotton yarn", "Example Outdoor"])
    for n, country in enumerate(
        ["Absurdistan", "Absurdistan", "Ruritania", "Freedonia", "Portugal", "Viet Nam", "India"]
    ):
        sheet.append([f"Green Field {n} Ltd", country, f"ref {n + 20}", "garments", "Example Outdoor"])
    book.save(path)
    return listed


def look_at(page):
    """Nothing that keeps readers out, nothing to scroll sideways for, at any width."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        # what is framed is looked at by itself, and axe would write to frames that nobody may write to
        found = axe.Axe().run(page, options={"iframes": False})
        faults = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found.response["violations"]]
        assert faults == [], scheme
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, f"{page.url} is {over} px wider than {width}"
    page.set_viewport_size({"width": 1280, "height": 900})


def go(page, step):
    page.get_by_role("link", name=re.compile(rf"^\d {step}$")).press("Enter")
    here = page.locator("html[data-ready] nav a[aria-current=page]", has_text=step)  # of the new page, and it listens
    here.wait_for()
    page.wait_for_selector("main:not([data-refresh])")


def said(page, text):
    page.locator("#said", has_text=text).wait_for()


def number_of(page, what):
    return int(page.locator(".figures li", has_text=re.compile(rf"\b{what}")).locator("strong").inner_text())


def screen(page):
    page.locator("#begin").press("Enter")
    page.locator("#progress").wait_for()
    look_at(page)
    page.get_by_text("Done.", exact=True).wait_for()
    assert page.locator("#fault").inner_text() == ""


@pytest.mark.slow
def test_a_morning_from_a_messy_list_to_a_verified_pack(page, server, root, tmp_path):
    listed = messy_list(tmp_path / "Vendors_2026 FINAL v3.xlsx")
    (root / "sooner.toml").write_text('[bands.high]\nvalue = 5.5\nreason = "we look sooner"\n', encoding="utf-8")
    (root / "guild.csv").write_text("Company,Country\nGreen Field 6 Ltd,India\n", encoding="utf-8")
    look_at(page)
    # dropped on the page, as from a file manager
    content = (tmp_path / "Vendors_2026 FINAL v3.xlsx").read_bytes().hex()
    dropped = page.evaluate_handle(
        """(hex) => { const data = new DataTransfer();
        const bytes = new Uint8Array(hex.match(/../g).map((two) => parseInt(two, 16)));
        data.items.add(new File([bytes], "Vendors_2026 FINAL v3.xlsx")); return data; }""",
        content,
    )
    page.dispatch_event("#drop", "drop", {"dataTransfer": dropped})
    said(page, "was copied to inputs")
    page.get_by_role("link", name="Vendors 2026").wait_for()
    look_at(page)

    # one column is corrected, and the counts say what that does
    page.get_by_role("link", name="Vendors 2026").press("Enter")
    page.wait_for_selector("#rows")
    look_at(page)
    assert page.locator("tr.header").get_by_text("Merchandise handled").is_visible()
    column = page.get_by_label("What column D, Merchandise handled, is")
    column.focus()
    column.select_option("commodity")
    said(page, "'Merchandise handled' is commodity")
    page.get_by_role("cell", name="stated", exact=True).first.wait_for()
    assert page.evaluate("document.activeElement.id") == "column-3"  # the focus stays where it was
    assert (root / "mapping.toml").is_file()

    # three answers, by keyboard alone
    go(page, "Fix")
    look_at(page)
    asked = number_of(page, "questions")
    assert asked >= 3
    page.locator("#person").press_sequentially("A. Reviewer")
    page.locator("#answer-1").focus()
    for country in ("Albania", "Romania", "Fiji"):
        assert page.evaluate("document.activeElement.id") == "answer-1"
        page.keyboard.type(country)
        page.keyboard.press("Enter")
        said(page, country)
    look_at(page)
    assert number_of(page, "questions") == asked - 3

    go(page, "Screen")
    look_at(page)
    page.get_by_role("link", name="Policy and lists of your own").press("Enter")
    page.locator("html[data-ready] h1", has_text="Policy and lists of your own").wait_for()  # and it listens
    page.get_by_role("button", name="Use sooner.toml as the policy").press("Enter")
    said(page, "Runs are made with the policy sooner.toml")
    page.locator("#changes li", has_text="bands.high is 5.5 instead of 6").wait_for()
    page.locator("#list-file").select_option(label="guild.csv")
    page.get_by_role("button", name="Import the list").press("Enter")
    said(page, "1 name listed")
    page.locator("#brought").wait_for()
    look_at(page)

    go(page, "Screen")
    screen(page)
    report = page.frame_locator("iframe.report")
    report.get_by_role("heading", name="What needs a decision").wait_for()
    with page.context.expect_page() as tab:
        page.get_by_role("link", name="Open it in a tab of its own").press("Enter")
    tab.value.get_by_role("heading", name="What needs a decision").wait_for()
    assert tab.value.evaluate("window.origin") == "null"  # as nobody: without the cookie, and apart from the desk
    tab.value.close()
    look_at(page)

    # five matches, the first one blind; keys and Enter alone
    go(page, "Review")
    look_at(page)
    assert number_of(page, "to decide") >= MATCHES
    page.get_by_role("link", name=re.compile("blind first")).press("Enter")
    page.get_by_role("heading", name="Match 1 of").wait_for()
    look_at(page)
    for n in range(MATCHES):
        before = number_of(page, "to decide")
        page.keyboard.press("t" if n % 2 else "f")
        assert page.evaluate("document.activeElement.id") == "reason"
        page.keyboard.type(f"checked the address, {n}")
        if not page.locator("#main input[name=person]").first.input_value():
            page.keyboard.press("Tab")
            page.keyboard.type("A. Reviewer")
        page.keyboard.press("Enter")
        page.locator(".figures li", has_text=re.compile(rf"^{before - 1} to decide")).wait_for()
        assert page.evaluate("document.activeElement.id") == "main"
    look_at(page)
    rulings = read_rulings(root / "audit" / "dispositions.xlsx").rulings
    assert len(rulings) == MATCHES
    assert {ruling.row.supplier_name for ruling in rulings} <= set(listed)
    page.get_by_role("button", name="Undo").press("Enter")
    said(page, "Undone")
    assert len(read_rulings(root / "audit" / "dispositions.xlsx").rulings) == MATCHES - 1

    go(page, "Screen")
    screen(page)
    go(page, "Compare")
    page.frame_locator("iframe.report").get_by_text("verdicts").first.wait_for()
    look_at(page)

    go(page, "Pack")
    look_at(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the pack").press("Enter")
    zipfile.ZipFile(download.value.path()).extractall(tmp_path / "elsewhere")
    page.get_by_role("button", name="Compare with the manifest").press("Enter")
    page.locator("#verified").wait_for()
    look_at(page)
    assert scr.verify(tmp_path / "elsewhere" / "audit") == ()
    assert sum(one.state == "applied" for one in scr.read(root / "audit").document.dispositions) == MATCHES - 1


def test_a_list_of_names_that_are_markup_stays_text_in_the_browser(page, tmp_path):
    hostile = "<img src=x onerror=alert(1)></script><script>alert(1)</script>"
    path = tmp_path / "v.csv"
    path.write_text(f'Supplier,Country,Product\n"{hostile}",Nowhereland,garments\nB,India,yarn\n', encoding="utf-8")
    page.set_input_files("#pick", [path])
    page.get_by_role("link", name="v", exact=True).press("Enter")
    page.get_by_text(hostile).first.wait_for()
    assert page.locator("main img").count() == 0
    look_at(page)
