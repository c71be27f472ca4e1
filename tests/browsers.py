"""The browser of this machine, for tests that look at pages as a reader does; a clear word where there is none."""

import shutil
from contextlib import contextmanager

import pytest

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


@contextmanager
def started_browser():
    """A browser that is closed at the end; where there is none, or it does not start, the test is skipped."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (extra `test`)")
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
