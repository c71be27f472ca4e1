"""Names inside a text: "Alpha Co., Ltd. (China)", "Alpha Ltd. / 阿尔法", "Beta (formerly Alpha Co., Ltd.)".

Each comes with what the text says of it (`Role`): a former name, the one in whose care or for whose account, one of
several names, the head of an address, the company of a branch.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from supplychain_risk.naming.besides import (
    each_of_several,
    han_head,
    head_before_address,
    may_be_several,
    may_have_address,
)
from supplychain_risk.naming.scripts import HAN_RUN, has_han
from supplychain_risk.naming.words import LONGEST_TEXT, as_meant
from supplychain_risk.resolve.text import key

if TYPE_CHECKING:
    from collections.abc import Set

_JOINTS = re.compile(r"[()\[\]（）【】|;；]|\s[-–—/]\s|\s/|/\s|\n|(?<=[^\W\d_])/(?=[^\W\d_]{3})")
"""Where one name ends and something else begins."""
_JOINING = re.compile(r"[()\[\]（）【】|;；/\n–—-]")
"""A sign that every joint has: most names have none, and need no further look."""
_SIGN = re.compile(r"[()\[\]|;/\n\-\d@:+]|www\.")
"""Anything but letters, blanks, dots, commas and "&" that a text in ASCII has where it holds more than a name."""
_IN_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]{1,40})[)）\]】]")


class Role(StrEnum):
    """What a text says of a name inside it."""

    PART = ""
    """Nothing that is known."""
    FORMER = "by another or former name"
    FOR = "as another that it acts for, through or in care of"
    """The supplier may be this company, or one that acts for it or through it."""
    LABELED = "behind a label"
    BELONGS = "as a company that it belongs with"
    ONE_OF_SEVERAL = "as one of several names"
    """It counts only where it is a whole name of the other side."""
    BEFORE_ADDRESS = "before an address, telephone or mail"
    OF_BRANCH = "as the company of a branch or plant"
    WITHOUT_PLACE = "without the place in brackets behind it"
    """Two that differ in it are sisters."""


class Inside(NamedTuple):
    """A name inside a text, what the text says of it, and the words that say so."""

    text: str
    role: Role = Role.PART
    words: str = ""
    first: str = ""
    """The first word of one of several names in Latin letters: most of them need no further look."""


_PHRASES: tuple[tuple[Role, str], ...] = (
    (
        Role.FORMER,
        r"\b(?:formerly(?: known as| called)?|former name|previously(?: known as)?|[fan][./]?k[./]?a\.?|ex[-\s]|was|"
        r"name changed from|old name|do not use|also known as|now known as|(?<=\()now|d\.?b\.?a\.?|doing business as|"
        r"trading (?:name of|as)|t/a)(?:\b|(?<=[-\s]))[:\s*]*|"
        r"(?:原名|曾用名|又名|旧称|前身为?|现名)[:：\s]*|(?<=[(（])原[:：]?(?=.{4})",
    ),
    (
        Role.FOR,
        r"\b(?:c/o|care of|attn|attention(?=\s*:)|att(?=\s*[:.])|f/b/o|fbo|for the benefit of|o/b/o|"
        r"(?:for and )?on behalf of|for (?:the )?account of|(?:to the )?order of|via)(?:\b|(?<=[-\s]))\.?[:\s*]*|"
        r"(?:受|由|代)(?=.{4,}?(?:委托|委託|代理))",
    ),
    (Role.BELONGS, r"\b(?:owned by|(?:subsidiary|affiliate|member|division|part) of)\b[:\s*]*"),
    (
        Role.LABELED,
        r"\b(?:(?:supplier|vendor|manufacturer|factory|producer|shipper|consignee|company|name)(?=\s*[:：])|"
        r"p\.?o\.?(?:\s*(?:no\.?|#))?\s*\d{4,})\b[:：\s*]*|"
        r"(?:供应商|供應商|制造商|製造商|生产商|生產商|厂家|廠家|卖方|賣方|发货人|發貨人|公司名称|公司名稱|名称|名稱)\s*[:：]\s*",
    ),
)
_PHRASE = re.compile("|".join(f"(?P<{role.name}>{pattern})" for role, pattern in _PHRASES), re.IGNORECASE)
_LEADING = frozenset(
    ("formerly", "former", "previously", "f", "fk", "fka", "a", "ak", "aka", "nka", "ex", "was", "now", "c", "o", "via",
     "p", "po", "d", "db", "dba", "t", "att", "attn", "fbo")
)  # fmt: skip
"""Words of which such a phrase has one; a number can stand right behind P.O., too."""
_LEADING_BESIDE: dict[str, frozenset[str]] = {
    **dict.fromkeys(("subsidiary", "affiliate", "member", "division", "part", "care", "order"), frozenset({"of"})),
    **dict.fromkeys(("on", "for"), frozenset({"behalf", "benefit", "account"})),
    "owned": frozenset({"by"}),
    "also": frozenset({"known"}),
    "name": frozenset({"changed"}),
    "old": frozenset({"name"}),
    "do": frozenset({"not"}),
    "doing": frozenset({"business"}),
    "trading": frozenset({"as", "name"}),
}
"""Or it has one of these and, beside it, one of others: few companies that are called Trading trade as another."""
_GLUED_INITIALS = re.compile("[afn]ka|dba")
"""Or these within a word, which other initials beside them make one with them: P.O. D.B.A."""
_LABELS = frozenset(
    ("supplier", "vendor", "manufacturer", "factory", "producer", "shipper", "consignee", "company", "name",
     "attention")
)  # fmt: skip
"""Or one of these with a colon."""
_HAN_PHRASE = re.compile("[原曾又旧前现受由代：:]")
_COMMISSIONED = re.compile(r"(?:委托|委託|代理).*$")
_BRANCH = re.compile(r"(?:第?[一二三四五六七八九十\d]{1,3}(?:分?厂|分?廠|车间|分公司)|分公司|支公司|分厂|分廠|办事处)$")
_LATIN = re.compile("[A-Za-z]")
_EDGES = " ,;:-–—/，；：+&\t\n"
_SHORTEST_HAN_NAME = 4


def names_inside(
    text: str,
    forms: Set[str],
    is_place: Callable[[str], bool] = lambda _: False,
    last_place: Callable[[str], str] = lambda _: "",
) -> list[Inside]:
    """Parts of a text that may be names by themselves, the whole of it left out.

    They end at brackets and the like, at words that say that another name follows, where the script changes, where an
    address begins, and behind a legal form in the middle; `forms` are the legal forms of one word. A place in brackets
    stays with what it stands behind; `last_place` gives the place at the end of a run of Han, where there is one.
    """
    text = text[:LONGEST_TEXT]
    if not text.isascii() or "&" in text or "%" in text:
        text = as_meant(text)
    whole = key(text)
    words = whole.split()
    is_ascii = text.isascii()
    has_sign = not is_ascii or _SIGN.search(text) is not None
    is_joined = has_sign and _JOINING.search(text) is not None
    has_phrase = _may_have_phrase(words) or ("." in text and _GLUED_INITIALS.search(whole) is not None)
    if has_sign and not has_phrase:
        has_phrase = (
            "po" in whole
            or (not _LABELS.isdisjoint(words) and (":" in text or "：" in text))
            or (not is_ascii and _HAN_PHRASE.search(text) is not None)
        )
    found: list[Inside] = []
    if is_joined or has_phrase or not is_ascii:
        found += _joined(text, last_place, is_place, is_joined=is_joined, has_phrase=has_phrase)
    if has_sign and may_have_address(text, words) and (head := head_before_address(text)):
        found.insert(0, Inside(head, Role.BEFORE_ADDRESS))
    if may_be_several(text, words, has_sign=has_sign):
        found += [_one_of_several(each.strip(_EDGES)) for each in each_of_several(text)]
    found += _split_behind_forms(words, forms)
    if not found:
        return found
    parts: list[Inside] = []
    seen = {""}
    for part in sorted(found, key=lambda p: p.role is Role.ONE_OF_SEVERAL):
        if part.text not in seen and key(part.text) != whole:
            seen.add(part.text)
            parts.append(part)
    return parts


def _may_have_phrase(words: list[str]) -> bool:
    """Whether a text has the words of a phrase that says that another name follows; most names have not."""
    if not _LEADING.isdisjoint(words):
        return True
    if _LEADING_BESIDE.keys().isdisjoint(words):
        return False
    return any(word in _LEADING_BESIDE and not _LEADING_BESIDE[word].isdisjoint(words) for word in words)


def _joined(
    text: str,
    last_place: Callable[[str], str],
    is_place: Callable[[str], bool],
    *,
    is_joined: bool,
    has_phrase: bool,
) -> list[Inside]:
    """Parts between joints and behind phrases, in Han and beside it."""
    found: list[Inside] = []
    pieces: list[Inside] = []
    split = _IN_BRACKETS.sub(lambda m: f" {m[1]} " if is_place(m[1]) else m[0], text) if is_joined else text
    if split != text:
        bare = _IN_BRACKETS.sub(lambda m: " " if is_place(m[1]) else m[0], text)
        found.append(Inside(bare.strip(_EDGES), Role.WITHOUT_PLACE))
    if (is_joined and _JOINTS.search(split)) or (has_phrase and _PHRASE.search(split)):
        pieces = list(_pieces(split))
    if has_han(text):
        wholes = pieces or [Inside(text)] if split == text else [p for p in pieces if _LATIN.search(p.text)]
        pieces += [Inside(run, p.role, p.words) for p in wholes for run in HAN_RUN.findall(p.text)]
        found += _han_parts(text, last_place)
    return found + [Inside(p.text.strip(_EDGES).removeprefix("."), p.role, p.words) for p in pieces]


def _split_behind_forms(words: list[str], forms: Set[str]) -> list[Inside]:
    """Texts up to and behind each legal form that stands in the middle."""
    last = len(words) - 1
    while last > 1 and words[last] in forms:
        last -= 1
    if last < 2 or forms.isdisjoint(words[1:last]):
        return []
    ends = [at for at in range(2, last + 1) if words[at - 1] in forms and words[at] not in forms]
    found = [Inside(" ".join(words[:at])) for at in ends]
    return found + [Inside(" ".join(words[at:])) for at in ends if at < len(words) - 1]


def _one_of_several(text: str) -> Inside:
    return Inside(text, Role.ONE_OF_SEVERAL, "", key(text).split(" ", 1)[0] if text.isascii() else "")


def _pieces(text: str) -> Iterator[Inside]:
    """The text cut at joints and at phrases; what a phrase says holds for the first piece behind it."""
    at, role, words = 0, Role.PART, ""
    for phrase in [*_PHRASE.finditer(text), None]:
        for piece in _JOINTS.split(text[at : phrase.start() if phrase else len(text)]):
            if not any(map(str.isalnum, piece)):
                continue
            yield Inside(_COMMISSIONED.sub("", piece) if role is Role.FOR else piece, role, words)
            role, words = Role.PART, ""
        if phrase:
            at, role, words = phrase.end(), Role[phrase.lastgroup or "PART"], phrase[0].strip(" :：*")


def _han_parts(text: str, last_place: Callable[[str], str]) -> Iterator[Inside]:
    """Chinese names in a run without blanks: before an address, before a branch or plant."""
    head = han_head(text)
    if head:
        yield Inside(head, Role.BEFORE_ADDRESS)
    for run in re.findall(r"[\u3005-\u3007\u3400-\u9fff\d]+", text):
        branch = _BRANCH.search(run)
        if branch is None:
            continue
        rest = run[: branch.start()]
        place = last_place(rest)
        if (
            not place
            and not branch[0][:1].isdigit()
            and branch[0][0] not in "第一二三四五六七八九十"
            and not rest.endswith("公司")
        ):
            continue  # 阜康分公司 is a branch at a place, 二厂 a plant with a number; of neither, it is not told apart
        rest = rest.removesuffix(place)
        if len(rest) >= _SHORTEST_HAN_NAME:
            yield Inside(rest, Role.OF_BRANCH, place + branch[0])
