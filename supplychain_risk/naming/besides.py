"""What stands in a cell besides a name: an address, a floor, a telephone, mail; and other names.

Where such a thing begins, the name before it ends. Nothing here knows whose names they are: a part that is found this
way counts only where another name agrees with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from supplychain_risk.patterns import pattern

_STREETS = (
    r"road|rd|street|str|st|avenue|ave|lane|ln|boulevard|blvd|drive|dr|highway|hwy|square|sq|way|court|place|plaza|"
    r"terrace|parkway|alley|estate|park|centre|center|tower|towers|house|building|bldg|mansion|zone|lu|jie|dadao|"
    r"stra(?:ss|ß)e|weg|platz|calle|carrera|avenida|rue|via|viale|rua|ulitsa|ul|jalan|jl|duong|soi|marg|nagar"
)
_UNITS = (
    r"room|rm|flat|floor|suite|unit|shop|plot|block|blk|lot|level|building|bldg|apt|apartment|office|door|house|gat"
)
_ADDRESS = pattern(
    # 12 Lakeview Road; 1 Zijin Avenue; No. 88-2 West Beijing Rd.
    rf"(?:\bno\.?\s*|\bnr\.?\s*|\bn°\s*|#\s*)?(?<![\w-])\d{{1,5}}(?:[-/]\w+)*[a-z]?,?\s+(?:[^\W\d_][\w'’.-]*\s+){{0,4}}?(?:{_STREETS})\b\.?"
    # Room 5, Building; not Unit 2 at the end, which is a plant of a company
    # P.O. Box 77
    rf"|\b(?:{_UNITS})\.?\s*(?:no\.?\s*|#\s*)?[a-z]?-?\d[\w-]*(?=\W+\w)"
    r"|\b(?:p\.?\s?o\.?|post(?: office)?)\s*box\b"
    # 5/F, 5th Floor
    r"|(?<![\w-])\d{1,3}\s*(?:/\s*f\b|(?:st|nd|rd|th)?\s*(?:floor|fl)\b)"
    # Beijing Road No. 5
    r"|\b[^\W\d_][\w'’-]*\s+(?:road|rd|street|avenue|ave|lane|boulevard|highway|lu|jie|dadao)\.?,?\s+(?:no\.?|nr\.?|#)\s*\d",
    re.IGNORECASE,
)
_CONTACT = pattern(
    r"(?:\b(?:tel(?:e?phone)?|phone|mob(?:ile)?|cell|fax|whatsapp|wechat|e-?mails?|mails?|address|add)\b\.?\s*(?:no\.?)?\s*[:：]?\s*"
    r"(?=[+(\d]|\S+@)|\baddress\s*[:：]|\S+@[\w-]+\.\w|https?://|\bwww\.|(?<!\w)\+\d[\d\s().-]{6,})",
    re.IGNORECASE,
)
_BEHIND_COMMA = re.compile(r"[,;，；]\s*(?=(?:no\.?\s*)?\d)", re.IGNORECASE)
"""A number behind a comma is that of a house, a floor or a post code."""
_HAN_CONTACT = pattern(
    r"(?:电话|電話|手机|手機|传真|傳真|邮箱|郵箱|地址|联系人|聯繫人|联系电话|住所|邮编|网址)\s*[:：]?"
)
_HAN_STREET = pattern(
    r"[路街道巷弄村镇鎮区區园園]?\d+[号號弄幢栋棟层層楼樓室]|[路街巷]|大道|大厦|大廈|工业园|工業園|开发区|開發區"
)
HAN_FORM = pattern(r"股份有限公司|有限责任公司|有限責任公司|有限公司|集团公司|集團公司|(?<!分)(?<!支)(?<!子)公司")
_AND_IN_HAN = re.compile(r"[、，,和与與及]")
_FORMS = r"(?!\s*(?:co|ltd|limited|inc|incorporated|llc|l\.l\.c|corp|plc|l\.?p|s\.?a|gmbh|pte|pvt|sdn|bhd)\b)"
_AND = re.compile(rf"\s*[,;+、，；]{_FORMS}\s*|\s+(?:&|and|und|et|y|e)\s+{_FORMS}|\s&(?=\w)|(?<=\w)&\s", re.IGNORECASE)
_MOST_NAMES = 5
"""Names of a cell of which each is looked at; more are a list, which is read elsewhere."""

_OF_ADDRESS = re.compile(r"[\d@:：]")
_OF_ADDRESS_ALONE = re.compile(r"(?<![\w-])\d|[@:+]")
"""A number that begins a word, or a sign of mail, a web address or a telephone."""
_BEFORE_NUMBERS = (
    *_UNITS.split("|"), *("no", "nr", "po", "post", "box"),
    *("tel", "phone", "mob", "cell", "fax", "whatsapp", "wechat", "email", "mail", "address", "add", "www"),
)  # fmt: skip
"""How words begin that have a number right behind them, or a telephone in brackets: Unit5, Fax (…)."""
_OF_LIST = re.compile("[;+、，；和與与及]")
_LINKS = frozenset(("and", "und", "et", "y", "e"))
_BEHIND_A_COMMA = frozenset(("ltd", "limited", "inc", "llc", "co ltd"))


def may_have_address(text: str, words: list[str]) -> bool:
    """Whether a text has anything that every address has; most names have none of it.

    `words` are its words, as compared. A number within a word (H2 Trading) is none of an address, but behind a word
    that numbers stand behind: Unit5.
    """
    if _OF_ADDRESS.search(text) is None and "www." not in text:
        return False
    if not text.isascii() or _OF_ADDRESS_ALONE.search(text) is not None or "www." in text:
        return True
    return any(word.startswith(_BEFORE_NUMBERS) for word in words)


def may_be_several(text: str, words: list[str], *, has_sign: bool) -> bool:
    """Whether a text has anything that stands between names; `words` are its words, as compared ("&" is "and").

    `has_sign` is whether it has more than letters in ASCII, blanks, dots and commas.
    """
    if "and" in words:
        return True
    if not has_sign and "," not in text and "." not in text:
        return False
    if not _LINKS.isdisjoint(words):
        return True
    if "," in text:
        front, _, behind = text.rpartition(",")
        if "," in front or behind.strip(" .").lower() not in _BEHIND_A_COMMA:
            return True
    if not has_sign:
        return False
    if _OF_LIST.search(text) is not None:
        return True
    return not text.isascii() and HAN_FORM.search(text, 0, len(text) - 1) is not None


def head_before_address(text: str) -> str | None:
    """The text in front of the first thing that is no name: an address, a telephone, mail; None if there is none.

    >>> head_before_address("Alpha Mills Ltd., 12 Lakeview Road, Springfield")
    'Alpha Mills Ltd.'
    >>> head_before_address("Mill No. 4 Ltd")
    """
    found = [m.start() for pattern in (_ADDRESS, _CONTACT, _BEHIND_COMMA, _HAN_CONTACT) if (m := pattern.search(text))]
    if not found:
        return None
    head = text[: min(found)].strip(" ,;:，；：-–—/\t\n")
    return head or None


def han_head(text: str) -> str | None:
    """A Chinese name up to its legal form where an address stands behind it without a sign between."""
    found = HAN_FORM.search(text)
    if found is None or found.end() == len(text):
        return None
    rest = text[found.end() :]
    return text[: found.end()].strip() if _HAN_STREET.search(rest) and not HAN_FORM.search(rest) else None


def each_of_several(text: str) -> Iterator[str]:
    """Texts between the signs and words that join names ("B, A", "B & A", 和): each run of neighbors, not the whole."""
    yield from _runs(text, [(m.start(), m.end()) for m in _AND.finditer(text)])
    if not text.isascii():
        yield from _runs(text, [(m.start(), m.end()) for m in _AND_IN_HAN.finditer(text)])
        yield from _runs(text, [(m.end(), m.end()) for m in HAN_FORM.finditer(text) if m.end() < len(text)])


def _runs(text: str, joints: list[tuple[int, int]]) -> Iterator[str]:
    if not 0 < len(joints) < _MOST_NAMES:
        return
    starts, ends = [0, *(end for _, end in joints)], [*(start for start, _ in joints), len(text)]
    for first, start in enumerate(starts):
        for last in range(first, len(ends)):
            if (first, last) != (0, len(ends) - 1):
                yield text[start : ends[last]].strip()
