"""What every HTML page is made with: templates that escape every text, and a policy for its own style alone."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

from supplychain_risk.report.page_data import shown

if TYPE_CHECKING:
    from jinja2 import Environment


def page_environment() -> Environment:
    """The environment of the templates: every text is escaped and shown without control characters."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    return Environment(
        loader=PackageLoader("supplychain_risk.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        optimized=False,  # nothing of the templates can be worked out beforehand; to look takes a third of their making
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )


def template(name: str) -> str:
    """A file of `templates/`, as it is."""
    return (files("supplychain_risk.report") / "templates" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def hash_of(text: str) -> str:
    """The hash by which a content security policy lets a style or script of the page in."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def scriptless_policy(style: str) -> str:
    """The content security policy of a page that has this style and nothing else: no script, no network, no form."""
    return f"default-src 'none'; style-src '{hash_of(style)}'; base-uri 'none'; form-action 'none'"
