"""Draw the pictures of the page, the PDF and the desk that the documentation shows: python tools/pictures.py

They are of the example workbook, on a fixed day. Needs the extras `test`, `app` and `pdf`, an installed Chromium, and
pdftoppm (poppler-utils). Browsers draw letters differently, so the pictures are made by hand when the page has changed,
and no test compares them.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import supplychain_risk as scr
from supplychain_risk.desk.app import Server

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DAY = date(2026, 6, 30)
SIZE = {"width": 1280, "height": 800}


def draw_desk(page: Page, folder: Path) -> None:
    """Draw how a sheet was read, and a match to be decided."""
    folder.mkdir()
    server = Server(folder, today=lambda: DAY, company="Larkfield Outdoor")
    serving = threading.Thread(target=server.run)
    serving.start()
    try:
        page.goto(server.entrance)
        page.set_input_files("#pick", [ROOT / "examples" / "apparel_suppliers.xlsx"])
        page.locator("a.who").first.click()
        page.locator(".columns-read").wait_for()
        hide_folder(page)
        page.screenshot(path=PICTURES / "desk-sheet.png")
        page.get_by_role("link", name="Screen").click()
        page.fill("#as_of", DAY.isoformat())
        page.click("#begin")
        page.get_by_text("Done.", exact=True).wait_for(timeout=120_000)
        page.get_by_role("link", name="Review", exact=False).first.click()
        page.locator("section.match").wait_for()
        hide_folder(page)
        page.screenshot(path=PICTURES / "desk-review.png")
    finally:
        server.stop()
        serving.join()


def hide_folder(page: Page) -> None:
    """Show a name of the working folder that is the same each time."""
    page.evaluate("document.querySelector('header code').textContent = '/home/you/supplychain-risk'")


def main() -> None:
    """Draw all."""
    browser, drawer = next(filter(None, map(shutil.which, BROWSERS)), None), shutil.which("pdftoppm")
    if not browser or not drawer:
        raise SystemExit("Chromium and pdftoppm (poppler-utils) are needed, and one of them is not installed.")
    with tempfile.TemporaryDirectory() as folder:
        network = scr.load(ROOT / "examples" / "apparel_suppliers.xlsx", company="Larkfield Outdoor")
        scr.screen(network, as_of=DAY).write(folder, formats=["html", "pdf"])
        with sync_playwright() as player:
            window = player.chromium.launch(executable_path=browser, args=["--no-sandbox"])
            page = window.new_page(viewport=SIZE)
            page.goto((Path(folder) / "report.html").as_uri())
            page.screenshot(path=PICTURES / "page.png")
            draw_desk(window.new_page(viewport=SIZE), Path(folder) / "desk")
            window.close()
        first = ["-png", "-r", "72", "-f", "1", "-l", "1", "-singlefile"]
        subprocess.run([drawer, *first, str(Path(folder) / "report.pdf"), str(PICTURES / "pdf")], check=True)


if __name__ == "__main__":
    main()
