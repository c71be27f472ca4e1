"""Text that is safe to hand to another program, whoever wrote it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 forbids, DEL, and the control characters of Latin-1, of which one begins what drives a terminal; and
the two overrides of the reading direction, which show a text as another (no name in any script needs them)."""


def printable(text: str) -> str:
    """Text without characters that no workbook and no page can hold."""
    return text if text.isprintable() else UNPRINTABLE.sub("", text)  # nothing in there counts as printable


def web_address(url: str) -> str | None:
    """The address if it is http or https with a host; nothing else is ever made into a link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    plain = not any(c.isspace() or ord(c) < 32 for c in url)
    return url if plain and parts.scheme in ("http", "https") and parts.netloc else None
