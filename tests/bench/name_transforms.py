"""Listed names written as cells hold them: each way of writing is a rule that is applied to every listed name.

A name counts where it is found as it stands; what is measured is how many of these are still found, and as what.
`Way.write` gives None where the way does not apply to a name (a cut that would leave the whole of it).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from name_pairs import read_labelled

HAN = re.compile(r"[\u4e00-\u9fff]")
_FORM = re.compile(r"[,，]?\s*(?:co\.?,?\s*ltd\.?|co\.|inc\.?|ltd\.?|limited|corporation|company)\s*$", re.IGNORECASE)
_HAN_FORM = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|公司)$")
_NO_HAN_NAME = re.compile(r"[^\u4e00-\u9fff]")
OUTCOMES = ("listed", "potential match", "possible family match")


@dataclass(frozen=True, slots=True)
class Way:
    """A way of writing a name: which issue it stands for, for which script, and the rule."""

    kind: str
    label: str
    is_han: bool
    write: Callable[[str], str | None]


def _without_form(name: str) -> str | None:
    bare = _FORM.sub("", name)
    return bare if bare != name and " " in bare else None


def _without_han_form(name: str) -> str | None:
    bare = _HAN_FORM.sub("", name)
    return bare if bare != name and len(bare) > 3 else None


def _cut(size: int) -> Callable[[str], str | None]:
    return lambda name: name[:size].rstrip() if len(name) > size + 2 else None


def _in_brand(change: Callable[[str], str]) -> Callable[[str], str | None]:
    """Changes the first word of the brand that the change touches."""

    def write(name: str) -> str | None:
        for word in _brand(name):
            at = name.casefold().find(word)
            if at < 0:
                continue
            written = name[at : at + len(word)]
            changed = change(written)
            if len(word) > 4 and changed != written:
                return name[:at] + changed + name[at + len(word) :]
        return None

    return write


@cache
def _reader():
    from supplychain_risk.reference import Reference
    from supplychain_risk.screening import NameReader

    return NameReader(Reference.bundled())


def _brand(name: str) -> tuple[str, ...]:
    return _reader().read(name).brand


def _slip_in_trade(name: str) -> str | None:
    """The first letter of trade that can be doubled so that what comes of it reads as pinyin, or any other."""
    for part in _reader().read(name).parts:
        at = name.casefold().find(part.text)
        if part.kind == "industry" and part.text.isascii() and " " not in part.text and len(part.text) > 5 and at >= 0:
            middle = at + 3
            return name[:middle] + name[middle - 1] + name[middle:]
    return None


def _mis_decoded(written: str, read: str) -> Callable[[str], str | None]:
    def write(name: str) -> str | None:
        try:
            return name.encode(written).decode(read)
        except UnicodeError:
            return None

    return write


def _sign_lost(sign: str) -> Callable[[str], str | None]:
    return lambda name: name[:3] + sign + name[4:] if len(name) > 6 and HAN.match(name[3]) else None


def _brand_sign_lost(at: int) -> Callable[[str], str | None]:
    """A box in place of the first (0) or last (-1) sign of a brand in Han of two signs or more."""

    def write(name: str) -> str | None:
        for word in _brand(name):
            if len(word) > 1 and HAN.match(word) and word in name:
                sign = name.index(word) + (at if at >= 0 else len(word) + at)
                return name[:sign] + "□" + name[sign + 1 :]
        return None

    return write


def _with_form(suffix: str) -> Callable[[str], str | None]:
    return lambda name: f"{bare}{suffix}" if (bare := _without_han_form(name)) else None


def _if(bare: Callable[[str], str | None], behind: str) -> Callable[[str], str | None]:
    return lambda name: f"{text}{behind}" if (text := bare(name)) else None


def _form_instead(form: str) -> Callable[[str], str | None]:
    return lambda name: f"{bare} {form}" if (bare := _without_form(name)) else None


def _reversed(name: str) -> str | None:
    words = name.replace(",", "").split()
    return " ".join(reversed(words)) if len(words) > 2 and "(" not in name else None


LATIN: tuple[tuple[str, str, Callable[[str], str | None]], ...] = (
    ("address", "NAME, 12 Lakeview Road", lambda n: f"{n}, 12 Lakeview Road"),
    ("address", "NAME without form, 12 Lakeview Road", _if(_without_form, ", 12 Lakeview Road")),
    ("address", "NAME 12 Lakeview Road", lambda n: f"{n} 12 Lakeview Road"),
    ("address", "NAME, 5/F Harbour Centre, Wanchai", lambda n: f"{n}, 5/F Harbour Centre, Wanchai"),
    ("address", "NAME Tel: +86 21 5555 1234", lambda n: f"{n} Tel: +86 21 5555 1234"),
    ("address", "NAME sales@example.com", lambda n: f"{n} sales@example.com"),
    ("for another", "c/o NAME", lambda n: f"c/o {n}"),
    ("for another", "Attn: NAME", lambda n: f"Attn: {n}"),
    ("for another", "Meadow Mills f/b/o NAME", lambda n: f"Meadow Mills f/b/o {n}"),
    ("for another", "Supplier: NAME", lambda n: f"Supplier: {n}"),
    ("two names", "Meadow Mills, NAME", lambda n: f"Meadow Mills, {n}"),
    ("two names", "Meadow Mills & NAME", lambda n: f"Meadow Mills & {n}"),
    ("two names", "Meadow Mills + NAME", lambda n: f"Meadow Mills + {n}"),
    ("two names", "NAME and Meadow Mills Ltd.", lambda n: f"{n} and Meadow Mills Ltd."),
    ("cut off", "cut at 35 signs", _cut(35)),
    ("cut off", "cut at 30 signs", _cut(30)),
    ("cut off", "cut at 25 signs", _cut(25)),
    ("cut off", "cut at 20 signs", _cut(20)),
    ("cut off", "cut at 25 signs, …", lambda n: f"{cut}…" if (cut := _cut(25)(n)) else None),
    ("read by a machine", "rn for m in the brand", _in_brand(lambda w: re.sub("m", "rn", w, count=1))),
    ("read by a machine", "cl for d in the brand", _in_brand(lambda w: re.sub("d", "cl", w, count=1))),
    ("read by a machine", "0 for o in the brand", _in_brand(lambda w: re.sub("o", "0", w, count=1))),
    ("read by a machine", "1 for l in the brand", _in_brand(lambda w: re.sub("l", "1", w, count=1))),
    ("read by a machine", "5 for s in the brand", _in_brand(lambda w: re.sub("[sS]", "5", w, count=1))),
    ("words", "a letter of a word of trade doubled", _slip_in_trade),
    ("words", "NAME Group of Companies", _form_instead("Group of Companies")),
    ("words", "NAME Companies", _form_instead("Companies")),
    ("words", "NAME Comp", _form_instead("Comp.")),
    ("words", "words reversed", _reversed),
)
CHINESE: tuple[tuple[str, str, Callable[[str], str | None]], ...] = (
    ("address", "名称，新疆乌鲁木齐市北京路12号", lambda n: f"{n}，新疆乌鲁木齐市北京路12号"),
    ("address", "名称新疆乌鲁木齐市北京路12号", lambda n: f"{n}新疆乌鲁木齐市北京路12号"),
    ("address", "名称 电话：0991-5555123", lambda n: f"{n} 电话：0991-5555123"),
    ("for another", "绿原贸易有限公司（原名称）", lambda n: f"绿原贸易有限公司（原{n}）"),
    ("for another", "绿原贸易有限公司（受名称委托）", lambda n: f"绿原贸易有限公司（受{n}委托）"),
    ("for another", "供应商：名称", lambda n: f"供应商：{n}"),
    ("two names", "绿原贸易有限公司和名称", lambda n: f"绿原贸易有限公司和{n}"),
    ("two names", "名称及绿原贸易有限公司", lambda n: f"{n}及绿原贸易有限公司"),
    ("two names", "绿原贸易有限公司、名称", lambda n: f"绿原贸易有限公司、{n}"),
    ("two names", "绿原贸易有限公司名称 (glued)", lambda n: f"绿原贸易有限公司{n}"),
    (
        "cut off",
        "cut behind 股份 or 有限",
        lambda n: cut if (cut := re.sub(r"(?<=股份|有限).*$", "", n)) != n else None,
    ),
    ("cut off", "the last sign before the form cut", lambda n: b[:-1] if (b := _without_han_form(n)) else None),
    ("branch", "名称 without form + 武汉分公司", _with_form("武汉分公司")),
    ("branch", "名称 without form + 二厂", _with_form("二厂")),
    ("branch", "名称武汉分公司", lambda n: f"{n}武汉分公司"),
    ("optional words", "中国名称", lambda n: f"中国{n}" if not n.startswith("中国") else None),
    ("optional words", "名称 with 有限公司(香港)", _with_form("有限公司(香港)")),
    ("unreadable", "GBK read as Latin-1", _mis_decoded("gbk", "latin-1")),
    ("unreadable", "UTF-8 read as GBK", _mis_decoded("utf-8", "gb18030")),
    ("unreadable", "UTF-8 read as cp437", _mis_decoded("utf-8", "cp437")),
    ("unreadable", "HTML entities", lambda n: "".join(f"&#{ord(c)};" for c in n)),
    ("unreadable", "%-encoding", lambda n: quote(n)),
    ("unreadable", "one sign lost: ?", _sign_lost("?")),
    ("unreadable", "one sign lost: \ufffd", _sign_lost("\ufffd")),
    ("unreadable", "the first sign of the brand lost: □", _brand_sign_lost(0)),
    ("unreadable", "the last sign of the brand lost: □", _brand_sign_lost(-1)),
)
WAYS: tuple[Way, ...] = tuple(Way(kind, label, False, write) for kind, label, write in LATIN) + tuple(
    Way(kind, label, True, write) for kind, label, write in CHINESE
)
"""All ways, in the order of the table in docs/name-matching.md."""


def _labelled_in_han() -> list[str]:
    """How listed companies are called in Han, by the labelled pairs: the lists give few Chinese names."""
    pairs = [p for p in read_labelled() if p.expected == "same" and p.id.startswith("listed-")]
    return list(dict.fromkeys(s.name for p in pairs for s in (p.one, p.other) if not _NO_HAN_NAME.search(s.name)))


def _best(name: str) -> str | None:
    """The entity that a name is best found as, as one company."""
    import supplychain_risk as scr

    return next((m.entity.entity_id for m in scr.match(name, country="CN") if m.outcome in OUTCOMES[:2]), None)


def listed() -> Iterator[tuple[str, str, str]]:
    """Every name of the bundled lists that is found as it stands: the id of its entity, the name, and as what.

    Names that are compared exactly only are left out: written otherwise they are not to be found.
    """
    import supplychain_risk as scr
    from supplychain_risk.lookup import newest_list
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.entities import listed_entities

    reference = Reference.bundled()
    seen = set()
    entities = tuple(listed_entities(reference, newest_list(reference)))
    names = [(e.entity_id, name) for e in entities for name in (e.name, e.name_zh, *e.aliases)]
    names += [(found, han) for han in _labelled_in_han() if (found := _best(han))]
    exactly = {name for entity in entities for name in entity.exact_only}
    for entity_id, name in names:
        is_sized = len(name) >= (6 if HAN.search(name) else 10)
        if not name or name in seen or not is_sized or re.search(r"[()（）/]", name):
            continue
        seen.add(name)
        found = next((m for m in scr.match(name) if m.entity.entity_id == entity_id), None)
        if found is not None and found.outcome in OUTCOMES and found.listed_name not in exactly:
            yield entity_id, name, str(found.outcome)


def found_as(text: str, entity_id: str) -> str:
    """As what a text is found to be the entity; `lost` if it is not."""
    import supplychain_risk as scr

    return next((str(m.outcome) for m in scr.match(text) if m.entity.entity_id == entity_id), "lost")
