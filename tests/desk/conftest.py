"""A desk over a folder of its own."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="starlette is not installed (extra `app`)")
pytest.importorskip("uvicorn", reason="uvicorn is not installed (extra `app`)")

sys.path.insert(0, str(Path(__file__).parent))  # helpers are importable by name: speaking

from speaking import LIST, opened, screened


@pytest.fixture
def root(tmp_path):
    return tmp_path / "work"


@pytest.fixture
def browser(root):
    return opened(root)


@pytest.fixture
def with_list(browser):
    assert browser.upload("vendors.csv", LIST.encode()).status_code == 200
    return browser


@pytest.fixture(scope="session")
def a_pack(tmp_path_factory):
    """A folder with a run in it, to be copied."""
    root = tmp_path_factory.mktemp("once") / "work"
    browser = opened(root)
    browser.upload("vendors.csv", LIST.encode())
    screened(browser, **{"format-html": "yes"})
    return root


@pytest.fixture
def after_a_run(a_pack, root):
    shutil.copytree(a_pack, root)
    return opened(root)
