"""The report as a PDF to read, print and sign: `pdf_data` says what stands in it, `templates/report.typ` how it looks.

Typst sets it (extra `[pdf]`). Texts reach the template as JSON, so that no name is ever markup, and the document has no
link, script or attachment. The fonts that typst brings have no Han, Kana, Hangul, Thai and other signs; those come from
fonts of the machine. A sign that no font has is written as its code point, `[U+8FDC]`, and the cover says so: PDF/A
(2b), in which it is written, is refused by typst where a sign could not be drawn. Equal documents give equal bytes with
one version of typst and, where signs come from them, the same fonts of the machine.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

from supplychain_risk.errors import MissingExtra
from supplychain_risk.report import words
from supplychain_risk.report.models import Document
from supplychain_risk.report.pdf_data import contents, name

BODY = "Libertinus Serif"
"""Comes with typst; sets all that it has signs for."""
SYMBOLS = "DejaVu Sans Mono"
"""Comes with typst."""
PREFERRED = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "Source Han Sans SC", "Noto Sans")
"""Asked before other fonts of the machine, where they are installed: most names in Han are of companies in China."""
MAX_UNSHOWN = 40
"""Suppliers listed on the cover because a sign of their name has no font."""

_MEASURE = """
#set text(font: json(bytes(sys.inputs.fonts)), top-edge: "bounds", bottom-edge: "bounds", size: 100pt)
#context {
  let box(sign) = { let size = measure(sign); (size.width, size.height) }
  let nothing = box("\\u{10FFFD}")
  [#metadata(json(bytes(sys.inputs.signs)).filter(sign => box(sign) == nothing)) <unshown>]
}
"""
"""Tells the signs that are drawn as a private one is, for which no font has a glyph. typst has no question for it."""


def render(document: Document) -> bytes:
    """`report.pdf`.

    Raises:
        MissingExtra: typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise MissingExtra(
            "the format 'pdf' needs typst", hint="Install it with: pip install 'supplychain-risk[pdf]'"
        ) from error
    told = contents(document)
    signs = sorted({sign for text in _texts(told) for sign in text if not sign.isascii()})
    fonts, families = typst.Fonts(include_system_fonts=False), [BODY, SYMBOLS]
    unshown = _unshown(typst, signs, fonts, families)
    if unshown:  # looking through the fonts of the machine takes a while, and most lists need none of them
        fonts = typst.Fonts(include_system_fonts=True)
        installed = set(fonts.families())
        families = [BODY, *(family for family in PREFERRED if family in installed), SYMBOLS]
        unshown = _unshown(typst, signs, fonts, families)
    named: Mapping[str, str] = told.pop("named")
    told = _rewritten(told, lambda text: shown(text, unshown))
    told |= {"fonts": families, "unshown": _cover_note(named, unshown)}
    content: bytes = typst.compile(
        (files("supplychain_risk.report") / "templates" / "report.typ").read_bytes(),
        font_paths=fonts,
        format="pdf",
        sys_inputs={"data": json.dumps(told, ensure_ascii=False, sort_keys=True)},
        pdf_standards=["a-2b"],
        # PDF/A asks for a time of making; a clock would make equal reports differ
        timestamp=datetime.combine(document.about.as_of, time(), UTC),
    )
    return content


def shown(text: str, unshown: Collection[str]) -> str:
    """The text with the code point, in brackets, of each sign that no font has."""
    if not unshown or text.isascii():
        return text
    return "".join(f"[U+{ord(sign):04X}]" if sign in unshown else sign for sign in text)


def _unshown(typst: Any, signs: Iterable[str], fonts: Any, families: Iterable[str]) -> frozenset[str]:
    found = typst.query(
        _MEASURE.encode(),
        "<unshown>",
        field="value",
        one=True,
        font_paths=fonts,
        sys_inputs={"signs": json.dumps(list(signs)), "fonts": json.dumps(list(families))},
    )
    return frozenset(json.loads(found))


def _cover_note(named: Mapping[str, str], unshown: Collection[str]) -> dict[str, Any] | None:
    """What the cover says of signs that cannot be shown; None where all can."""
    if not unshown:
        return None
    held = [id_ for id_, told in named.items() if not unshown.isdisjoint(told)]
    return {
        "signs": words.counted(len(unshown), "sign"),
        "suppliers": [
            f"{shown(name(id_), unshown)}: {shown(name(named[id_]), unshown)}" for id_ in held[:MAX_UNSHOWN]
        ],
        "more": max(0, len(held) - MAX_UNSHOWN),
        "packages": sorted({_package(sign) for sign in unshown}),
    }


def _package(sign: str) -> str:
    """The package of Debian and Ubuntu whose fonts are likely to have a sign."""
    told = unicodedata.name(sign, "")
    east_asian = told.startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "IDEOGRAPHIC"))
    return "fonts-noto-cjk" if east_asian else "fonts-noto-core"


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping | list):
        for part in told.values() if isinstance(told, Mapping) else told:
            yield from _texts(part)


def _rewritten(told: Any, by: Callable[[str], str]) -> Any:
    if isinstance(told, str):
        return by(told)
    if isinstance(told, Mapping):
        return {key: _rewritten(value, by) for key, value in told.items()}
    return [_rewritten(part, by) for part in told] if isinstance(told, list) else told
