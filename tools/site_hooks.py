"""Hooks of mkdocs (`mkdocs.yml` names them): pages that are made are added, and pages are put as mkdocs takes them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

sys.path.insert(0, str(Path(__file__).resolve().parent))
import site_pages


def on_config(config: Any) -> Any:
    """The contents follow from the laws and factors."""
    config.nav = site_pages.nav()
    return config


def on_files(files: Any, config: Any) -> Any:
    """Add the pages that are made."""
    for path, content in site_pages.pages().items():
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """A page as mkdocs takes it."""
    return site_pages.for_the_site(markdown)
