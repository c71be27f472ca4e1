"""Draw the pictures of the page and the PDF that the documentation shows: python tools/pictures.py

They are of the example workbook, on a fixed day. Needs the extras `test` and `pdf`, an installed Chromium, and pdftoppm
(poppler-utils). Browsers draw letters differently, so the pictures are made by hand when the page has changed, and no
test compares them.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import supplychain_risk as scr

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZE = {"width": 1280, "height": 800}


def main() -> None:
    """Draw both."""
    browser, drawer = next(filter(None, map(shutil.which, BROWSERS)), None), shutil.which("pdftoppm")
    if not browser or not drawer:
        raise SystemExit("Chromium and pdftoppm (poppler-utils) are needed, and one of them is not installed.")
    with tempfile.TemporaryDirectory() as folder:
        network = scr.load(ROOT / "examples" / "apparel_suppliers.xlsx", company="Larkfield Outdoor")
        scr.screen(network, as_of="2026-06-30").write(folder, formats=["html", "pdf"])
        with sync_playwright() as player:
            window = player.chromium.launch(executable_path=browser, args=["--no-sandbox"])
            page = window.new_page(viewport=SIZE)
            page.goto((Path(folder) / "report.html").as_uri())
            page.screenshot(path=PICTURES / "page.png")
            window.close()
        first = ["-png", "-r", "72", "-f", "1", "-l", "1", "-singlefile"]
        subprocess.run([drawer, *first, str(Path(folder) / "report.pdf"), str(PICTURES / "pdf")], check=True)


if __name__ == "__main__":
    main()
