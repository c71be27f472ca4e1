"""Text that was decoded wrongly before it came to us, read as it was meant: MÃ¼ller, ºÍÌï, 鍜岀敯, &#21644;, %E5%92%8C.

Nothing is changed that makes sense as it stands: a reading must turn what nobody writes into what people write.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from urllib.parse import unquote

from supplychain_risk.patterns import pattern
from supplychain_risk.resolve.plausible import EAST, plausibility

_NAMES = {
    "utf-8": "UTF-8",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1254": "Windows-1254",
    "mac_roman": "Mac Roman",
    "cp850": "DOS 850",
    "cp437": "DOS 437",
    "cp866": "DOS 866",
    "koi8_r": "KOI8-R",
    "gb18030": "GBK",
    "big5": "Big5",
    "cp932": "Shift-JIS",
    "cp949": "EUC-KR",
}
_PAIRS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cp1252", ("utf-8", *EAST, "cp1251", "cp850", "cp437", "mac_roman")),
    ("latin-1", ("cp1252",)),
    ("mac_roman", ("utf-8", "gb18030", "cp1252")),
    ("cp850", ("utf-8", "gb18030", "cp1252")),
    ("cp437", ("utf-8", "gb18030", "cp1252")),
    ("cp1250", ("utf-8",)),
    ("cp1254", ("utf-8",)),
    ("cp1251", ("utf-8", "koi8_r", "cp866")),
    ("gb18030", ("utf-8", "big5")),
    ("big5", ("utf-8", "gb18030")),
    ("cp932", ("utf-8", "gb18030")),
    ("cp949", ("utf-8", "gb18030")),
)
"""Encodings in which text is wrongly read, and what it was written in."""
_RUN_BY_RUN = ("cp1252", "mac_roman", "cp850", "cp437")
"""UTF-8 misread as one of these is told by its bytes alone, wherever in a text it stands."""
_TIMES = 3
"""How often a text may have been misread, one reading after another."""
_MAKES_SENSE, _NONSENSE, _NO_WORD = 0.55, 0.25, -0.3
"""What a reading must reach; what a text must fall short of; and further where both are words of an alphabet."""
_GAIN, _GAIN_OF_UTF8 = 0.5, 0.15
"""How far both must lie apart: less where the bytes of Chinese letters are UTF-8, which they never are by chance."""
_CLEARLY, _CLEARLY_IN_EAST = 0.12, 0.08
"""By how much one reading must be better than another that differs."""

_USUAL = 0.1
"""By how much it is likelier that text was read as Windows-1252 than as anything else."""

_CYRILLIC, _FEW_CYRILLIC = ("cp1251", "koi8_r", "cp866"), 5
"""Encodings of Cyrillic, and letters of a word in one of them that are enough to tell it."""
_FEW = 3
"""Letters of the shortest word that is told in an alphabet other than the Latin one."""
_SHORT = 4
"""Letters of a text whose bytes may as well be Chinese where they are Korean."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]{2,}")
_IN_WINDOWS_1252 = re.compile("[\u0080-\u2122]{2}")
"""Two letters in a row that Windows-1252 may have, whose last one is the sign for a trade mark; Han has none."""
_ONE_LETTER = 2
"""Signs of one misread letter of two bytes; the letters of other alphabets than the Latin do not come alone."""
_LATIN_LETTERS = re.compile("[\u00a0-\u017f\u1e00-\u1eff\u2010-\u2026]+")
_LETTERS = pattern(
    "[^\u0180-\u0373\u0376\u0377\u03cf-\u03ff\u0460-\u048f\u04a0\u04a1\u04a8-\u04ad\u04b4\u04b5\u04bc-\u04d7\u04da-\u04e1\u04e4-\u04e7"
    "\u04ea-\u04ed\u04f0-\u0530\u0591-\u05cf\u0700-\u08ff\u1380-\u177f\u1800-\u1dff\u2c00-\u2dff\ue000-\uf8ff"
    "\U00010000-\U0010ffff]+"
)
"""No phonetic or combining signs and no rare alphabets."""
_IN_EAST = pattern("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_IS_EAST = pattern("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_HANGUL = pattern("[\uac00-\ud7a3]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[¡¢£¤¥¦§¨©«¬®¯°±²³¶¸¹»¼½¾¿÷×‚„†‡‰‹˜™›](?=[a-zà-ÿ])")
_GLUED = re.compile(r"(?<![^\W\d_])[A-Z]{2,3}[\u00c0-\u017f](?=[a-z])")
"""The code of a country before a name: ESÁvila, SIŠoštanj."""
_ENTITY = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_PERCENT = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f]){2,}")
_WEB = re.compile(r"://|\bwww\.", re.IGNORECASE)
_LOST = re.compile(
    "[\ufffd\x80-\x9f\ue000-\uf8ff]"
    r"|(?<=[^\W\d_])[?¤¦¶÷×±¬¢£¥‡†‰¹²³](?=[^\W\d_])"  # Soci?t?, Pe?oles, M³ller, Fran‡ais
    r"|(?<!\S)\?{2,}(?=\s*\S)"  # ???? Co., Ltd.; not "Acme ??", which is a doubt
    "|(?<=[\u3400-\u9fff])□|□(?=[\u3400-\u9fff])"  # 和田泰□服饰: a sign that no font had
)


@dataclass(frozen=True, slots=True)
class Repair:
    """A text as it was meant, and what had happened to it: "UTF-8 read as Windows-1252"."""

    text: str
    how: str


_IN_A_WORD = re.compile(r"(?=\w{4})\w*[^\W\x00-\x7f]")
_BRANCHES = re.compile(r"(?:[ \u00a0]*[│|])*[ \u00a0]*[├└╰]─+ ?")
"""Lines of a tree drawn before a name ("└─ Cloth"); DOS text read wrongly has letters between such signs."""


def may_be_misread(text: str) -> bool:
    """Whether a text has anything in it that a misread text has; the others need no second look."""
    return not text.isascii() or "&" in text or "%" in text


def repaired(text: str) -> Repair | None:
    """The text as it was meant; None where it makes sense as it is, or where nothing else makes more."""
    branches = _BRANCHES.match(text)
    if branches:
        inner = repaired(text[branches.end() :])
        return None if inner is None else Repair(branches[0] + inner.text, inner.how)
    current, how = text, list[str]()
    for _ in range(_TIMES):
        found = _without_escapes(current) or _run_by_run(current) or _as_a_whole(current)
        if found is None or found.text == current:
            break
        current = found.text
        if found.how not in how:
            how.append(found.how)
    return Repair(current, ", then ".join(reversed(how))) if how else None


def unreadable(text: str) -> bool:
    """Whether letters of a name are lost, or what they are cannot be told: Soci?t?, ???? Co., ÆßÆ¥ÀÇ."""
    if _WEB.search(text):
        return False
    return _LOST.search(text) is not None or (not text.isascii() and _of_readings(text)[1])


def redecoded(text: str) -> str:
    """Text that was written as UTF-8 and read as Windows-1252 as it was meant: EstÃ©e is Estée.

    Runs of letters beyond ASCII are looked at each by itself; what is no UTF-8, or would be rare letters, stays (É® is
    the beginning of no word).
    """
    return text if _IN_WINDOWS_1252.search(text) is None else _NOT_ASCII.sub(partial(_as_it_was_meant, "cp1252"), text)


def _without_escapes(text: str) -> Repair | None:
    if "&" in text and (plain := _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)) != text:
        return Repair(plain, "HTML entities in place of characters")
    if "%" in text and _PERCENT.search(text) and not _WEB.search(text):
        try:
            plain = unquote(text, errors="strict")
        except UnicodeDecodeError:
            return None
        return Repair(plain, "codes of a web address in place of characters")
    return None


def _run_by_run(text: str) -> Repair | None:
    """The text with its runs of misread UTF-8 as they were meant, in the encoding that explains most of them."""
    if text.isascii():
        return None
    readings = [(_NOT_ASCII.sub(partial(_as_it_was_meant, misread), text), misread) for misread in _RUN_BY_RUN]
    plain, misread = min(readings, key=lambda reading: (len(reading[0]), -_sense(reading[0])))
    return Repair(plain, _told("utf-8", misread)) if plain != text else None


def _as_it_was_meant(misread: str, run: re.Match[str]) -> str:
    """What a run of letters is as UTF-8, if that is letters as they are written; itself otherwise."""
    content = _bytes(run[0], misread)
    try:
        meant = content.decode("utf-8") if content else ""
    except UnicodeDecodeError:
        return run[0]
    if len(run[0]) == _ONE_LETTER:
        return meant if _LATIN_LETTERS.fullmatch(meant) else run[0]
    judged = misread == "cp1252" or _LATIN_LETTERS.fullmatch(meant) or _sense(meant) >= _MAKES_SENSE
    return meant if judged and _LETTERS.fullmatch(meant) and _is_of_one_script(meant) else run[0]


def _is_of_one_script(text: str) -> bool:
    """Whether the letters of a word are of one alphabet (enough of them if it is not Latin), or all of the East."""
    letters = [c for c in text if c.isalpha() and not _IN_EAST.match(c)]
    scripts = {unicodedata.name(c, "").split(" ")[0] for c in letters}
    if _IN_EAST.search(text):
        return not scripts
    return not scripts or scripts == {"LATIN"} or (len(scripts) == 1 and len(letters) >= _FEW)


def _bytes(text: str, encoding: str) -> bytes | None:
    """The bytes that a text was read from; those that the encoding lacks are read as the character of their number."""
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        if encoding in EAST or encoding == "latin-1":
            return None
    try:
        return b"".join(bytes((ord(c),)) if "\x80" <= c <= "\x9f" else c.encode(encoding) for c in text)
    except UnicodeEncodeError:
        return None


def _as_a_whole(text: str) -> Repair | None:
    """A text that makes no sense, in the encoding in which it makes most."""
    return None if text.isascii() else _of_readings(text)[0]


@lru_cache(maxsize=4096)
def _of_readings(text: str) -> tuple[Repair | None, bool]:
    """What a text that makes no sense was meant to be; and whether it was meant to be one of several texts."""
    sense = _sense(text)
    readings = sorted(_readings(text, sense), reverse=True) if sense <= _NONSENSE or _IN_EAST.search(text) else []
    if not readings:
        return None, False
    score, plain, how = readings[0]
    if len(plain) <= _SHORT and _HANGUL.search(plain) and len(readings) > 1:
        return None, True
    clearly = _CLEARLY_IN_EAST if _IS_EAST.search(plain) else _CLEARLY
    if any(score - other < clearly and reading != plain for other, reading, _ in readings):
        return None, True
    return Repair(plain, how), False


def _readings(text: str, sense: float) -> Iterator[tuple[float, str, str]]:
    """Readings of a text in other encodings that make more sense: how much, the text, and what had happened to it."""
    east = _IN_EAST.search(text) is not None
    for misread, meant in _PAIRS:
        content = _bytes(text, misread) if (misread in EAST) == east else None
        for encoding in meant if content else ():
            try:
                plain = content.decode(encoding) if content else ""
            except UnicodeDecodeError:
                continue
            score = -1.0 if plain.isascii() or plain == text else _sense(plain, encoding)
            if score >= _MAKES_SENSE and _is_sure(plain, text, encoding, score, sense):
                usual = misread == "cp1252" and encoding in EAST
                yield score + (_USUAL if usual else 0.0), plain, _told(encoding, misread)


def _is_sure(plain: str, text: str, encoding: str, score: float, sense: float) -> bool:
    """Whether a reading is told by enough: of Chinese, Japanese or Korean two letters, four if they were such before.

    Of an alphabet two letters, in a word of some length, or one that was a sign within a word (M³ller).
    """
    east = _IN_EAST.search(text) is not None
    if encoding == "utf-8" and east:
        return score - sense >= _GAIN_OF_UTF8
    if score - sense < _GAIN or sense > _NONSENSE:
        return False
    if encoding == "utf-8":
        return True
    if letters := _IS_EAST.findall(plain):
        return len(letters) >= (4 if east else 2)
    if encoding in _CYRILLIC:
        return len(_BEYOND_ASCII.findall(plain)) >= _FEW_CYRILLIC
    many = len(_BEYOND_ASCII.findall(plain)) > 1 and not _GLUED.search(text) and _IN_A_WORD.search(plain)
    return sense <= _NO_WORD and (bool(many) or _SIGN_IN_WORD.search(text) is not None)


def _sense(text: str, encoding: str = "") -> float:
    if encoding in EAST or not _IN_EAST.search(text):
        return plausibility(text, encoding)
    return max(plausibility(text, each) for each in EAST)


def _told(meant: str, misread: str) -> str:
    return f"{_NAMES[meant]} read as {_NAMES[misread]}"
