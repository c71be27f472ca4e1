"""Links of the page, followed in a browser: each lands at what it names, also on a long page of a real screening."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

import supplychain_risk as scr

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra `test`)")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Most readers have pages scroll smoothly, and it is then that heights which are only guessed lead astray.
NEAR = 40
"""Pixels between where a link lands and where its target begins."""
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


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A report with so many findings of so many lengths that guessed heights add up to whole screens."""
    rows = [
        {
            "Supplier ID": f"V-{n:03}",
            "Supplier": f"{'Long River Textile and Trading ' if n % 3 else ''}Works No. {n} Ltd",
            "Country": PLACES[n % len(PLACES)].split(", ")[-1],
            "Province": PLACES[n % len(PLACES)].split(", ")[0] if "," in PLACES[n % len(PLACES)] else "",
            "Product": GOODS[n % len(GOODS)],
            "Supplies to": "Example Apparel" if n % 4 == 0 else f"V-{n - n % 4:03}",
        }
        for n in range(SUPPLIERS)
    ]
    assessment = scr.screen(scr.load(rows, company="Example Apparel"), as_of=date(2026, 3, 31))
    assert len(assessment.document.suppliers) >= 60
    assert len(assessment.document.findings) >= 100
    folder = tmp_path_factory.mktemp("page")
    (path,) = assessment.write(folder, formats=["html"])
    return path


@pytest.fixture(scope="module")
def browser():
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip(f"no browser on this machine ({', '.join(BROWSERS)})")
    with playwright.sync_playwright() as runner:
        try:
            started = runner.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        except playwright.Error as error:
            pytest.skip(f"{path} does not start here: {str(error).splitlines()[0]}")
        yield started
        started.close()


@pytest.fixture
def opened(browser, report):
    """Opens the report at a fragment."""
    pages = []

    def open_at(fragment: str = "", motion: str = "no-preference"):
        pages.append(browser.new_page(viewport={"width": 1000, "height": 500}, reduced_motion=motion))
        pages[-1].goto(f"{report.as_uri()}{fragment}")
        return pages[-1]

    yield open_at
    for page in pages:
        page.close()


@pytest.fixture
def page(opened):
    return opened()


def lands(page, target: str) -> None:
    """The target begins at the top of the window, or the page ends and it is in sight."""
    page.wait_for_function(
        """() => new Promise((done) => {
            let before = -1, same = 0;
            const look = () => {
                same = window.scrollY === before ? same + 1 : 0;
                before = window.scrollY;
                if (same >= 10) done(true); else requestAnimationFrame(look);
            };
            look();
        })"""
    )
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


def test_each_link_of_the_menu_lands_at_its_section(page):
    links = page.eval_on_selector_all("nav a", "(all) => all.map((a) => a.getAttribute('href').slice(1))")
    assert len(links) >= 8
    for target in links:
        page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")
        page.click(f'nav a[href="#{target}"]')
        lands(page, target)


def test_show_lands_at_the_finding_it_stands_beside(page):
    """Also at findings that were not drawn until the link was followed."""
    followed = 0
    for row in (0, 30, 49):
        page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")
        page.locator("#rows tr[data-row] td.name button").nth(row).click()
        shows = page.locator("#rows tr.details a", has_text="show")
        for number in sorted({0, shows.count() - 1}) if shows.count() else ():
            target = shows.nth(number).get_attribute("href").removeprefix("#")
            said = shows.nth(number).locator("..").inner_text()
            shows.nth(number).click()
            lands(page, target)
            assert page.locator(f"#{target} .statement").inner_text().strip()[:60] in said
            followed += 1
        page.locator("#rows tr[data-row] td.name button").nth(row).click()
    assert followed >= 3


def test_show_the_supplier_lands_at_its_row(page):
    page.click("#more-findings")
    buttons = page.locator("button.open-supplier")
    for number in (0, buttons.count() // 2, buttons.count() - 1):
        wanted = buttons.nth(number).get_attribute("data-supplier")
        buttons.nth(number).click()
        page.evaluate(
            """(id) => [...document.querySelectorAll('#rows tr.open')]
                .find((row) => row.querySelector('.name .quiet').textContent === id).id = 'opened'""",
            wanted,
        )
        lands(page, "opened")
        page.evaluate("document.getElementById('opened').removeAttribute('id')")


@pytest.mark.parametrize("target", ["finding-0", "finding-19", "finding-20", "finding-90", "coverage", "manifest"])
def test_a_link_from_elsewhere_lands_at_its_target(opened, target):
    lands(opened(f"#{target}"), target)


def test_a_link_lands_at_its_target_where_less_motion_is_asked_for(opened):
    page = opened(motion="reduce")
    page.click('nav a[href="#manifest"]')
    lands(page, "manifest")
