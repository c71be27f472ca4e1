"""The encoding of a text: stated by its bytes, or the one in which its words and letters make most sense."""

from __future__ import annotations

import re
from collections.abc import Callable

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.errors import UnreadableFile

Recognise = Callable[[str], bool]
"""Whether a text is a known heading; known words decide between encodings and delimiters."""
_MULTIBYTE = ("gb18030", "big5", "cp932", "cp949")
_SINGLE_BYTE = ("cp1252", "mac_roman", "cp1250", "cp1254", "cp1251")


def decode(content: bytes, file: str, sheet: str, recognise: Recognise) -> tuple[str, str, list[Problem]]:
    """Bytes → text and the name of the encoding.

    A byte order mark decides, then UTF-8 if the bytes are valid, then zero bytes (UTF-16). Otherwise the known
    words decide (headings in the file), then how plausible the text looks; a guess is noted as a problem.
    """
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(name, errors="replace"), name, []
    head = content[:4000]
    if head.count(0) > len(head) * 0.2:
        name = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
        text = content.decode(name, errors="replace")
        if text[:2000].isprintable() or sum(map(_ordinary, text[:2000])) > 0.95 * len(text[:2000]):
            return text, name, []
    if sum(byte < 32 and byte not in (9, 10, 11, 12, 13, 0, 26) for byte in head) > len(head) * 0.02:
        raise UnreadableFile(
            "the file is neither a workbook nor text", where=file, hint="Name a spreadsheet or a .csv file."
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.start > len(content) - 4:
            return content.decode("utf-8", errors="replace"), "utf-8", []
        return _decode_legacy(content, file, sheet, recognise)
    return text, "ascii" if text.isascii() else "utf-8", []


def _ordinary(character: str) -> bool:
    return character.isprintable() or character in "\r\n\t"


def _decode_legacy(content: bytes, file: str, sheet: str, recognise: Recognise) -> tuple[str, str, list[Problem]]:
    sample = content[:200_000]
    bad = _bad_utf8(content)
    if bad is not None:
        text = content.decode("utf-8", errors="replace")
        return text, "utf-8", [_encoding_note(file, sheet, f"{bad} bytes are not valid UTF-8 and were replaced")]
    scores = {name: _score(sample, name, recognise) for name in (*_MULTIBYTE, *_SINGLE_BYTE)}
    if max(scores[name] for name in _MULTIBYTE) > 0:  # a tie among CJK encodings goes to the statistician
        guess = _ask_charset_normalizer(sample)
        if guess in scores:
            scores[guess] += 0.15
    best = max(scores, key=lambda name: scores[name])
    text = content.decode(best, errors="replace")
    return text, best, [_encoding_note(file, sheet, f"the file states no encoding; it was read as {best}")]


def _bad_utf8(content: bytes) -> int | None:
    """Number of broken bytes where a file is UTF-8 all the same (many valid sequences, few broken), else None."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    good = sum(1 for character in text if ord(character) > 127) - broken
    return broken if good > 20 * broken else None


def _encoding_note(file: str, sheet: str, message: str) -> Problem:
    return Problem(
        where=CellRef(file, sheet, "A1"),
        code="encoding-guessed",
        value="",
        message=message,
        hint="If names look wrong, save the file as UTF-8 (in Excel: CSV UTF-8) and run again.",
        fate=Fate.NOTE,
    )


def _ask_charset_normalizer(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:50_000], cp_isolation=list(_MULTIBYTE)).best()
    return best.encoding if best else ""


_WORDS = re.compile(r"[^,;\t|\r\n\"]{1,60}")
_QUOTES = "–—‘’“”…•·«»°€£©®™№ \u00a0½¼¾²³ºª§¿¡"
_ICELANDIC = re.compile("[ÞþÐð]")
_ICELAND = re.compile(r"\b(?:e?hf|ohf|Íslands?|Iceland|Reykjav[ií]k)\b", re.IGNORECASE)
_LATIN = ("cp1252", "mac_roman", "cp1250", "cp1254")
_ACCENTED = re.compile("[\u00c0-\u024f]")
_ACCENTED_RUN = re.compile("[\u00c0-\u024f]{4,}")
_ROMANIAN = re.compile("[ŢţĐđ]")
_POLISH = re.compile("[ąćęłńśźżčďěňřšťůžăĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽĂőűŐŰ]")
_LATIN_SMALL = re.compile("[à-öø-ÿßœšžāăąćčďđēęěğģīıķļłńňőřśşťūůűźż]")


def _score(sample: bytes, encoding: str, recognise: Recognise) -> float:
    """How plausible a reading is: known headings count most, then characters that fit their neighbours (−1 to 1)."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 4:
            return -9.0
        text = sample[: error.start].decode(encoding)
    foreign = list(re.finditer(r"[^\x00-\x7f]", text))[:4000]
    if not foreign:
        return 0.0
    fit = sum(_fit(text, match.start()) for match in foreign) / len(foreign)
    known = 0
    for line in text.splitlines()[:30]:
        known += sum(1 for word in _WORDS.findall(line) if not word.isascii() and recognise(word))
    if encoding in _LATIN:
        heaps = sum(len(run) for run in _ACCENTED_RUN.findall(text))
        if heaps > 0.5 * len(_ACCENTED.findall(text)):
            fit -= 0.6  # whole words of accented letters are another script read wrongly
    if encoding == "cp1250" and _ROMANIAN.search(text) and not _POLISH.search(text):
        fit -= 0.3  # the same bytes as ş and ý; without a letter that only Central Europe has, Turkish is likelier
    if encoding != "cp1254" and _ICELANDIC.search(text) and not _ICELAND.search(text):
        fit -= 0.4  # in Turkish text (cp1254) the same bytes are ş, ğ and ı; Turkish lists are far more common
    return fit + min(known, 6)


def _fit(text: str, index: int) -> float:
    character = text[index]
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    code = ord(character)
    if 0x4E00 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7A3:
        # 一 to 龥 in the common planes; a lone ideograph between Latin letters is a misread accent
        lone = before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
        return -1.0 if lone else 0.75
    if 0x3040 <= code <= 0x30FF:
        return 0.8
    if 0xFF61 <= code <= 0xFF9F:
        return 0.1  # half-width kana: any bytes can be read so
    if 0x3000 <= code <= 0x303F or 0xFF00 <= code <= 0xFF60:
        return 0.5
    if character.isalpha():
        return _fit_letter(character, before, after)
    if character in _QUOTES:
        inside = before.isalpha() and after.isalpha()
        return 0.1 if inside and character not in "’·–—\u00a0" else 0.7
    return -0.8


def _fit_letter(character: str, before: str, after: str) -> float:
    in_word = before.isalpha() or after.isalpha()
    if not in_word:
        return -0.6
    if "\u0400" <= character <= "\u04ff":
        around = [c for c in (before, after) if c.isalpha()]
        same = all("\u0400" <= c <= "\u04ff" for c in around)
        case = character.isupper() and before.isalpha() and before.islower()
        return -0.8 if not same or case else 0.6
    if character.isupper() and before.isalpha() and before.islower():
        return -0.7  # an accented capital after a small letter
    if character.islower() and before.isupper() and after.isupper():
        return -0.5
    return 0.7 if _LATIN_SMALL.match(character.lower()) else -0.2


# --- delimiter and records ---------------------------------------------------------------------------------------
