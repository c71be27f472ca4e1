"""The report as a PDF to read, print and sign: `pdf_data` says what stands in it, `templates/report.typ` how it looks.

Typst sets it (extra `[pdf]`). Texts reach the template as JSON, so that no name is ever markup, and the document has no
link to the outside, no script and no attachment. The fonts that typst brings have no Han, Kana, Hangul, Thai and other
signs; those come from fonts of the machine. What no font has is spelled, `[U+8FDC]`, and the cover says so. It is
written as PDF/A-2b, which typst refuses where a sign would be drawn as an empty box. Equal documents give equal bytes
with one version of typst and, where signs come from them, the same fonts of the machine.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from importlib.resources import files
from typing import Any

from supplychain_risk.errors import MissingExtra
from supplychain_risk.report import json_format, words
from supplychain_risk.report.models import Document
from supplychain_risk.report.pdf_data import contents, name

BODY, SYMBOLS = "Libertinus Serif", "DejaVu Sans Mono"
"""Come with typst."""
PREFERRED = ("Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "Source Han Sans SC", "Noto Sans")
"""Asked before other fonts of the machine, where they are installed: most names in Han are of companies in China."""
OWN_SIGNS = frozenset("·…—–→←›“”" + "".join(symbol for symbol, _ in words.LEVELS.values()))
"""Signs beyond ASCII of our own words, which the fonts of typst have."""
MAX_SPELLED = 40
"""Suppliers listed on the cover because their name is spelled."""


def render(document: Document, report: str = "") -> bytes:
    """`report.pdf`.

    Args:
        document: the report.
        report: SHA-256 of the `report.json` that it is written beside; of one that holds all of it if left out.

    Raises:
        MissingExtra: typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise MissingExtra(
            "the format 'pdf' needs typst", hint="Install it with: pip install 'supplychain-risk[pdf]'"
        ) from error
    told = contents(document, report or hashlib.sha256(json_format.render(document)).hexdigest())
    named: Mapping[str, str] = told.pop("named")
    texts = sorted({text for text in (*_texts(told), *named) if not text.isascii()})
    setter = _Setter(typst, typst.Fonts(include_system_fonts=False), document)
    spelling = setter.spelling(texts)
    if spelling.signs or spelling.texts:  # looking through the fonts of the machine takes a while; most lists need none
        setter = _Setter(typst, typst.Fonts(include_system_fonts=True), document)
        spelling = setter.spelling(texts)
    try:
        return setter.report(told, named, spelling)
    except typst.TypstError:  # texts are tried one by one; that one fails beside another is not known to happen
        return setter.report(told, named, Spelling(every=True))


@dataclass(frozen=True)
class Spelling:
    """Which signs are written as their code point, in brackets: `[U+8FDC]`."""

    signs: Collection[str] = frozenset()
    """Those that no font has."""
    words: Collection[str] = frozenset()
    """Spelled whole: they cannot be drawn although each sign can, such as a letter with a mark of another font."""
    texts: Collection[str] = frozenset()
    """Texts that cannot be drawn although each word can."""
    every: bool = False
    """Whether all that is not our own or ASCII is spelled."""

    def of(self, text: str) -> str:
        """The text as it can be drawn."""
        if text.isascii():
            return text
        if self.every or text in self.texts:
            return _spelled(text, None)
        text = _spelled(text, self.signs) if self.signs else text
        return _WORD.sub(lambda found: self._word(found[0]), text) if self.words else text

    def _word(self, word: str) -> str:
        return _spelled(word, None) if word in self.words else word


_WORD = re.compile(r"\S+")


def _spelled(text: str, signs: Collection[str] | None) -> str:
    """The text with these signs spelled; None: all that are not our own."""
    return "".join(
        f"[U+{ord(s):04X}]" if not s.isascii() and (s in signs if signs is not None else s not in OWN_SIGNS) else s
        for s in text
    )


class _Setter:
    """Typst with some fonts."""

    def __init__(self, typst: Any, fonts: Any, document: Document) -> None:
        self.typst, self.fonts = typst, fonts
        installed = set(fonts.families())
        self.families = [BODY, *(family for family in PREFERRED if family in installed), SYMBOLS]
        # PDF/A asks for a time of making; a clock would make equal reports differ
        self.made = datetime.combine(document.about.as_of, time(), UTC)

    def report(self, told: Mapping[str, Any], named: Mapping[str, str], spelling: Spelling) -> bytes:
        """The document."""
        drawn = _rewritten(told, spelling.of)
        drawn |= {"fonts": self.families, "spelled": _cover_note(told, named, spelling)}
        return self._set(
            (files("supplychain_risk.report") / "templates" / "report.typ").read_text(encoding="utf-8"),
            {"data": json.dumps(drawn, ensure_ascii=False, sort_keys=True)},
        )

    def spelling(self, texts: Sequence[str]) -> Spelling:
        """What must be spelled so that every text can be drawn."""
        signs = self._without_glyph(sorted({sign for text in texts for sign in text if not sign.isascii()}))
        by_sign = Spelling(signs)
        failing = self._failing([by_sign.of(text) for text in texts])
        by_word = Spelling(signs, self._failing(sorted({word for text in failing for word in text.split()})))
        still = self._failing(sorted({by_word.of(text) for text in failing}))
        return Spelling(signs, by_word.words, {text for text in texts if by_word.of(text) in still})

    def _without_glyph(self, signs: Sequence[str]) -> frozenset[str]:
        found = self.typst.query(
            _MEASURE.encode(),
            "<unshown>",
            field="value",
            one=True,
            font_paths=self.fonts,
            sys_inputs={"texts": json.dumps(signs), "fonts": json.dumps(self.families)},
        )
        return frozenset(json.loads(found))

    def _failing(self, texts: Sequence[str]) -> frozenset[str]:
        """Those of the texts that typst refuses to draw: all are tried together, then in halves."""
        try:
            if texts:
                self._set(_TRY, {"texts": json.dumps(texts), "fonts": json.dumps(self.families)})
        except self.typst.TypstError:
            half = len(texts) // 2
            return self._failing(texts[:half]) | self._failing(texts[half:]) if half else frozenset(texts)
        return frozenset()

    def _set(self, template: str, inputs: Mapping[str, str]) -> bytes:
        content: bytes = self.typst.compile(
            template.encode(),
            font_paths=self.fonts,
            format="pdf",
            sys_inputs=dict(inputs),
            pdf_standards=["a-2b"],
            timestamp=self.made,
        )
        return content


_MEASURE = """
#set text(font: json(bytes(sys.inputs.fonts)), top-edge: "bounds", bottom-edge: "bounds", size: 100pt)
#context {
  let box(sign) = { let size = measure(sign); (size.width, size.height) }
  let nothing = box("\\u{10FFFD}")
  [#metadata(json(bytes(sys.inputs.texts)).filter(sign => box(sign) == nothing)) <unshown>]
}
"""
"""Tells the signs that are drawn as a private one is, for which no font has a glyph. typst has no question for it."""
_TRY = """
#set text(font: json(bytes(sys.inputs.fonts)))
#set document(date: auto)
#for told in json(bytes(sys.inputs.texts)) { par(told); par(strong(told)) }
"""


def _cover_note(told: Any, named: Mapping[str, str], spelling: Spelling) -> dict[str, Any] | None:
    """What the cover says of signs that cannot be shown; None where all can."""
    before = {text: spelling.of(text) for text in _texts(told)}
    signs = {s for text, drawn in before.items() if text != drawn for s in set(text) - set(drawn) if not s.isascii()}
    if not signs:
        return None
    held = [id_ for id_, told in named.items() if spelling.of(told) != told]
    return {
        "signs": words.counted(len(signs), "sign"),
        "suppliers": [f"{spelling.of(name(id_))}: {spelling.of(named[id_])}" for id_ in held[:MAX_SPELLED]],
        "more": max(0, len(held) - MAX_SPELLED),
        "packages": sorted({_package(sign) for sign in signs}),
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
