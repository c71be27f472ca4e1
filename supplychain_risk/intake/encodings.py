"""The encoding of a text: stated by its bytes, or the one in which its words and letters make most sense."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import NamedTuple

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.errors import UnreadableFile
from supplychain_risk.resolve.plausible import plausibility

Recognise = Callable[[str], bool]
"""Whether a text is a known word; known words decide between encodings and delimiters."""
_CANDIDATES = {
    "cp1252": 0.06,
    "cp1250": 0.0,
    "cp1254": 0.04,
    "cp1251": 0.04,
    "gb18030": 0.02,
    "big5": 0.0,
    "cp932": 0.0,
    "cp949": 0.0,
    "mac_roman": 0.02,
    "cp850": 0.02,
    "cp437": 0.0,
    "cp852": 0.0,
    "cp857": 0.0,
    "cp866": 0.0,
    "cp1256": 0.0,
    "koi8_r": 0.0,
}
"""Encodings that are tried, and by how much each is likelier than others before anything is known of the text."""
_SAMPLE = 200_000
"""Bytes that are looked at."""
_MOST_WORDS = 6
"""Known words beyond these say nothing more."""
_CLOSE = 0.3
"""An encoding whose score is less than this below the best one's could well be the right one; a known word counts 1."""
_WORDS = re.compile(r"[^,;\t|\r\n\"]{1,60}")
_HINT = "If names look wrong, save the file as UTF-8 (in Excel: CSV UTF-8) and run again."


class Decoded(NamedTuple):
    """A text, its encoding, what had to be guessed (empty if nothing), and the encoding that is nearly as likely."""

    text: str
    encoding: str
    guessed: str = ""
    rival: str = ""


def decode(content: bytes, file: str, sheet: str, recognise: Recognise) -> tuple[str, str, list[Problem]]:
    """Bytes → text, the name of the encoding, and a note where it was guessed."""
    found = decoded(content, file, recognise)
    return found.text, found.encoding, [encoding_note(found, file, sheet)] if found.guessed else []


def decoded(content: bytes, file: str, recognise: Recognise) -> Decoded:
    """Bytes → text.

    A byte order mark decides, then UTF-8 if the bytes are valid, then zero bytes (UTF-16). Otherwise known words
    decide, then how plausible the text looks.

    Args:
        content: the file.
        file: its name.
        recognise: whether a text is a known heading, country or form of company, spelled with all its accents.

    Raises:
        UnreadableFile: the content is no text.
    """
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return Decoded(content.decode(name, errors="replace"), name)
    head = content[:4000]
    if head.count(0) > len(head) * 0.2:
        name = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
        text = content.decode(name, errors="replace")
        if text[:2000].isprintable() or sum(map(_ordinary, text[:2000])) > 0.95 * len(text[:2000]):
            return Decoded(text, name)
    if sum(byte < 32 and byte not in (9, 10, 11, 12, 13, 0, 26) for byte in head) > len(head) * 0.02:
        raise UnreadableFile(
            "the file is neither a workbook nor text", where=file, hint="Name a spreadsheet or a .csv file."
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start > len(content) - 4:
            return Decoded(content.decode("utf-8", errors="replace"), "utf-8")
        return _decode_legacy(content, recognise)
    return Decoded(text, "ascii" if text.isascii() else "utf-8")


def _ordinary(character: str) -> bool:
    return character.isprintable() or character in "\r\n\t"


def _decode_legacy(content: bytes, recognise: Recognise) -> Decoded:
    bad = _bad_utf8(content)
    if bad is not None:
        text = content.decode("utf-8", errors="replace")
        return Decoded(text, "utf-8", f"{bad} bytes are not valid UTF-8 and were replaced")
    sample = content[:_SAMPLE]
    readings = {name: codecs.getincrementaldecoder(name)("replace").decode(sample) for name in _CANDIDATES}
    scores = {name: _score(text, name, recognise) for name, text in readings.items()}
    best, *others = sorted(scores, key=lambda name: -scores[name])
    differ = [name for name in others if readings[name] != readings[best]]
    rival = differ[0] if differ and scores[best] - scores[differ[0]] < _CLOSE else ""
    text = content.decode(best, errors="replace")
    return Decoded(text, best, f"the file states no encoding; it was read as {best}", rival)


def _bad_utf8(content: bytes) -> int | None:
    """Number of broken bytes where a file is UTF-8 all the same (many valid sequences, few broken), else None."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    good = sum(1 for character in text if ord(character) > 127) - broken
    return broken if good > 20 * broken else None


def _score(text: str, encoding: str, recognise: Recognise) -> float:
    words = {word.strip() for word in _WORDS.findall(text) if not word.isascii()}
    known = sum(map(recognise, words))
    return plausibility(text, encoding) + min(known, _MOST_WORDS) + _CANDIDATES[encoding]


def encoding_note(found: Decoded, file: str, sheet: str, otherwise: str = "") -> Problem:
    """The problem that tells of a guess; `otherwise`: what the encoding that is nearly as likely would change."""
    return Problem(
        where=CellRef(file, sheet, "A1"),
        code="encoding-guessed",
        value="",
        message=found.guessed + otherwise,
        hint=_HINT,
        fate=Fate.NOTE,
    )
