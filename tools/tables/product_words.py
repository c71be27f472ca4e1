"""Words for products of every kind, from the Harmonized System and the EU's Common Procurement Vocabulary.

What a text is about is its head: a brick oven is an oven. Here are the heads: the titles of both classifications, taken
apart at commas and conjunctions. Each word leads to its class and, where the class is a good of the lists (by the HS
prefixes of table `commodities`, or because the class bears a word for the good), to that good.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from common import TABLES, Row, sibling

sys.path.insert(0, str(TABLES.parent.parent))


from supplychain_risk.reference import Reference
from supplychain_risk.resolve.commodity import CommodityResolver
from supplychain_risk.resolve.text import key

VOCAB = TABLES / "vocab"
HS_URL = "https://github.com/datasets/harmonized-system"
STATED_OFTEN = 3
"""Descriptions that state a participle alone before it is taken for a word of state."""
CPV_URL = "https://github.com/xterr/cpv-codes"
HEAD_FIRST = ("es", "fr", "it", "pt", "ro", "bg", "cs", "el", "pl")
"""Languages of the CPV in which what qualifies a noun follows it, always or in part."""
COMPOUNDING = ("de", "nl", "da", "sv")
"""Languages that write a head and what qualifies it as one word, the head last."""
OTHERS = ("en", "fi", "hu")
SHORTEST = 3
"""Letters of a word of another language than English; shorter ones are words of any language."""
LONGEST = 4
"""Words of a title that is looked for: longer ones are descriptions."""
BETWEEN = {
    "en": r"\band\b|\bor\b",
    "de": r"\bund\b|\boder\b",
    "nl": r"\ben\b|\bof\b",
    "da": r"\bog\b|\beller\b",
    "sv": r"\boch\b|\beller\b",
    "fi": r"\bja\b|\btai\b|\bsekä\b",
    "hu": r"\bés\b|\bvagy\b",
    "bg": r"\bи\b|\bили\b",
    "cs": r"\ba\b|\bnebo\b",
    "el": r"\bκαι\b|\bή\b",
    "pl": r"\bi\b|\blub\b|\boraz\b",
    "es": r"\by\b|\be\b|\bo\b|\bu\b",
    "fr": r"\bet\b|\bou\b",
    "it": r"\be\b|\bed\b|\bo\b",
    "pt": r"\be\b|\bou\b",
    "ro": r"\bşi\b|\bși\b|\bsau\b",
}
AMERICAN = (
    (r"is(er|ers|ed|ing|ation)\b", r"iz\1"),
    (r"\btyre", "tire"),
    (r"our(s|ed|ing)?\b", r"or\1"),
    (r"jewellery", "jewelry"),
    (r"aluminium", "aluminum"),
    (r"sulph", "sulf"),
    (r"mould", "mold"),
    (r"\bplough", "plow"),
    (r"fibre", "fiber"),
    (r"licence", "license"),
)
"""Both sources write British English."""
KINDS_OF_FOOD = ("01", "02", "03", "07", "08", "09", "10", "12")
"""Chapters in which HS descriptions name the kind after the family: "Fish; frozen, cod"."""
BY_CODE = (
    *(f"{n:02}" for n in range(1, 25)),
    *(
        "3604",
        "3605",
        "5204",
        "5205",
        "5206",
        "5207",
        "57",
        "61",
        "62",
        "6301",
        "6302",
        "6303",
        "6304",
        "6306",
        "64",
        "6702",
    ),
    *("8301", "8425", "8542", "854141", "854142", "854143", "8712", "9401", "9402", "9403", "9404", "9503"),
)
"""Where a word's HS code tells its good. Elsewhere (steel, glass, wood, plastics) HS puts what is made of a material
into the material's chapter: a bottle is glass in chapter 70 and plastics in 39, and the word says neither."""
_TITLES = {
    row["use"]: frozenset(row["words"].split("|"))
    for row in sibling(VOCAB / "product_titles.csv", "product_titles.csv")
}
NO_HEAD, BARE, SCOPE = _TITLES["no-head"], _TITLES["bare"], _TITLES["scope"]
HOMONYMS, NO_NOUN = _TITLES["homonym"], _TITLES["no-noun"]
BY_WORD_ONLY, NOT_KINDS = _TITLES["no-kinds"], tuple(sorted(_TITLES["not-kinds"]))
"""Words of vocab/product_titles.csv, each kind with its reason there."""


def transform(rows: list[Row], source: Path | None) -> dict[str, list[Row]]:
    """`product_words` (of the HS), `cpv_words`, `grammar` and `materials`."""
    cpv = sibling(source, "cpv_2008.csv")
    hs = [row for row in sibling(source, "hs_2022.csv") if row["hs"].isdigit()]
    goods = GoodsOf(CommodityResolver(Reference.bundled()))
    nouns = _nouns(cpv)
    of_hs = _hs_words(hs, nouns, goods)
    of_cpv = _cpv_words(cpv, nouns, goods, {row["id"]: row for row in of_hs})
    materials = [_material(row) for row in sibling(VOCAB / "product_materials.csv", "product_materials.csv")]
    return {"product_words": of_hs, "cpv_words": of_cpv, "grammar": _grammar(hs, nouns), "materials": materials}


def _material(row: Row) -> Row:
    """A row of materials with its ranges of chapters ("02-23") written out."""

    def chapters(cell: str) -> str:
        parts = [part.partition("-") for part in cell.split()]
        return " ".join(f"{n:02}" for a, _, b in parts for n in range(int(a), int(b or a) + 1))

    ranges = {column: chapters(row[column]) for column in ("goods_chapters", "hs_chapters")}
    return {**_by_us(row["family"]), **row, **ranges}


def _by_us(mark: str) -> Row:
    return {"id": mark, "source_url": HS_URL, "confidence": "derived"}


def _grammar(hs: list[Row], nouns: frozenset[str]) -> list[Row]:
    """Words around goods: ours by kind, and how goods are stated in HS descriptions ("Fish; frozen")."""
    out: dict[tuple[str, str], Row] = {}
    for entry in sibling(VOCAB / "product_grammar.csv", "product_grammar.csv"):
        for word in entry["words"].split("|"):
            mark = f"{entry['kind']}-{entry['language']}-{key(word)}"
            row = {"kind": entry["kind"], "language": entry["language"], "word": key(word), "why": entry["why"]}
            out[entry["kind"], mark] = {**_by_us(mark), **row}
    changed = {row["word"] for row in out.values() if row["kind"] == "changed"}
    stated = Counter(
        mark
        for row in hs
        for part in re.split(r"[;,]|\bor\b|\band\b", _bare(row["description"].partition(";")[2]))
        if (mark := key(part)) and re.fullmatch(r"[a-z]+(?:ed|en|wn)", mark)
    )
    for word, times in sorted(stated.items()):
        if times >= STATED_OFTEN and word not in changed | nouns:
            mark = f"stated-en-{word}"
            row = {"kind": "stated", "language": "en", "word": word, "why": f"{times} HS descriptions state it so"}
            out.setdefault(("stated", mark), {**_by_us(mark), **row})
    return list(out.values())


class GoodsOf:
    """The good of the lists that a word or HS codes stand for, and whether for sure."""

    def __init__(self, commodities: CommodityResolver) -> None:
        self.commodities = commodities

    def word(self, text: str) -> tuple[str, bool] | None:
        """By the words of table `commodities`: the whole text names one good."""
        word = self.commodities.words.whole(text)
        if word is None or word.reading not in ("is", "made-of") or len(word.codes) != 1:
            return None
        return word.codes[0], word.reading == "is"

    def traps(self, text: str) -> bool:
        """Whether the table knows the text and says that it names no single good."""
        word = self.commodities.words.whole(text)
        return word is not None and self.word(text) is None

    def codes(self, codes: Iterable[str]) -> tuple[str, bool] | None:
        """By HS codes: the narrowest good that all of them are; sure if each lies under a prefix of that good alone."""
        every: list[dict[str, bool]] = []
        for code in codes:
            found: dict[str, bool] = {}
            for answer in self.commodities.listed_under(code):
                firm = answer.method.value == "exact"
                for good in (answer.code or "", *self.commodities.broader(answer.code or "")):
                    found[good] = found.get(good, False) or firm
            every.append(found)
        shared = set.intersection(*map(set, every)) if every else set()
        narrow = {g for g in shared if not any(g in self.commodities.broader(other) for other in shared)}
        sure = {g for g in narrow if all(found[g] for found in every)}
        one = sure if len(sure) == 1 else narrow if len(narrow) == 1 else set()
        return next(((good, good in sure) for good in one), None)


# --- titles taken apart -------------------------------------------------------------------------------------------


def _bare(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\([^)]*\)", " ", text)).strip(" .,")


def _nouns(cpv: list[Row]) -> frozenset[str]:
    """Last words of English titles, in both numbers: what may be a head."""
    found = set()
    for row in cpv:
        last = key(_bare(row["en"])).split()[-1:]
        found.update(last)
        found.update(form for word in last for form in _forms(word))
    return frozenset(found)


def pieces(title: str, nouns: frozenset[str]) -> Iterator[str]:
    """The nouns and short noun phrases that an English title lists: "Fridges, freezers and parts thereof"."""
    parts = [p for p in re.split(r",|;|:|/|\band\b|\bor\b", _bare(title)) if key(p)]
    for at, part in enumerate(parts):
        words = key(part).split()
        if SCOPE.intersection(words):
            return  # what follows "of" or "for" is no longer what the title lists
        if not 0 < len(words) <= LONGEST or NO_HEAD.intersection(words[:-1]):
            continue
        if words[-1] in NO_HEAD and not (len(words) > 1 and words[-1] in BARE):
            continue
        if len(words) == 1 and words[0] in NO_NOUN:
            continue
        last = key(parts[-1])
        if at < len(parts) - 1 and not words[-1].endswith("s") and (" " in last or re.search(r"[^s]s$", last)):
            continue  # "floor, wall or ceiling coverings"
        if words[-1] in nouns or (at == len(parts) - 1 and len(words) > 1):
            yield " ".join(words)


def _forms(phrase: str) -> Iterator[str]:
    """A phrase, its American spelling, and the other number of each, by the regular rules of English."""
    american = phrase
    for british, other in AMERICAN:
        american = re.sub(british, other, american)
    for spelled in dict.fromkeys((phrase, american)):
        yield from _numbers(spelled)


def _numbers(phrase: str) -> Iterator[str]:
    yield phrase
    for end, others in (
        (r"(?<=[a-z]{3})ies", ("y",)),
        (r"(?<=[a-z])oes", ("o",)),
        (r"(?<=[a-z])ves", ("f", "fe", "ve")),
        (r"(?<=ch|sh|ss)es", ("",)),
        (r"(?<=x)es", ("",)),
        (r"(?<=[^siu])s", ("",)),
        (r"(?<=[^aeiou])y", ("ies",)),
        (r"(?<=ch|sh|ss|[^e]x)", ("es",)),
        (r"(?<=[a-rt-wz])(?<!ware)(?<!wear)(?<!ing)", ("s",)),
    ):
        if re.search(f"{end}$", phrase):
            yield from (re.sub(f"{end}$", other, phrase) for other in others)
            return


# --- Harmonized System --------------------------------------------------------------------------------------------


def _hs_words(hs: list[Row], nouns: frozenset[str], goods: GoodsOf) -> list[Row]:
    codes: dict[str, dict[str, None]] = {}
    url = hs[0]["source_url"]
    below = {row["parent"] for row in hs}
    for row in hs:
        if len(row["hs"]) == 2:
            continue
        for word in _of_description(row["description"], row["hs"], nouns):
            for form in _forms(word):
                codes.setdefault(form, {})[row["hs"]] = None
    heads = _last_words(codes)
    subheadings = [row["hs"] for row in hs if len(row["hs"]) == 6]
    out = []
    for word, held in sorted([*codes.items(), *heads.items()]):
        lowest = [code for code in held if code not in below] or list(held)
        by_code = goods.codes(sub for code in lowest for sub in subheadings if sub.startswith(code))
        told = word not in HOMONYMS and not goods.traps(word) and all(code.startswith(BY_CODE) for code in lowest)
        good, firm = goods.word(word) or (by_code if told else None) or ("", False)
        out.append(
            {
                "id": word,
                "rank": "last" if word in heads else "",
                "hs": ";".join(sorted({_shared(lowest)} - {""}) or sorted({c[:4] for c in lowest})[:6]),
                "good": good,
                "fit": ("is" if firm and word not in heads else "may-be") if good else "",
                "source_url": url,
                "confidence": "derived",
            }
        )
    return out


def _last_words(codes: dict[str, dict[str, None]]) -> dict[str, dict[str, None]]:
    """Last words that stand in one chapter only: "fillets" of "fish fillets", "flours" of "wheat flours"."""
    of: dict[str, dict[str, None]] = {}
    for word, held in codes.items():
        first, _, last = word.rpartition(" ")
        if first and last not in codes and last not in NO_HEAD | NO_NOUN and len(last) > 3:
            of.setdefault(last, {}).update(held)
    return {word: held for word, held in of.items() if len({code[:2] for code in held}) == 1}


def _shared(codes: list[str]) -> str:
    """The digits that all codes share, as a code: two, four or six."""
    for length in (6, 4, 2):
        if len({code[:length] for code in codes}) == 1:
            return codes[0][:length]
    return ""


def _of_description(description: str, code: str, nouns: frozenset[str]) -> Iterator[str]:
    head, _, rest = description.partition(";")
    yield from pieces(head, nouns)
    for part in re.split(
        r"[;,]|\band\b|\bor\b", re.sub(r"\(([^)]*)\)", "", rest.split("excluding")[0].split("other than")[0])
    ):
        words = key(part).split()
        if not 0 < len(words) <= 3 or NO_HEAD.intersection(words):
            continue
        named = re.search(rf"{re.escape(part.strip())}\s*\([A-Z][a-z]+ [a-z]", rest) is not None
        kind = code[:2] in KINDS_OF_FOOD and re.search(r"[^suie]s$", words[-1]) and words[0] not in NO_NOUN
        if named or (kind and (len(words) == 1 or words[-1] in nouns)):
            yield " ".join(words)


# --- Common Procurement Vocabulary --------------------------------------------------------------------------------


def _cpv_words(cpv: list[Row], nouns: frozenset[str], goods: GoodsOf, hs_words: dict[str, Row]) -> list[Row]:
    of: dict[str, tuple[str, bool] | None] = {}
    meant = _meanings(cpv)
    out = []
    for row in cpv:
        found = _good_of(row, of, goods, hs_words)
        above = of.get(row["parent"])
        # only what is called by a word for a good has kinds: a life jacket is of textiles, and what is under it is not
        kinds = goods.word(row["en"]) or (found and above and found[0] == above[0])
        of[row["code"]] = found if kinds else None
        single = len(re.split(rf",|;|/|{BETWEEN['en']}", row["en"])) == 1
        good, firm = found if found and single else ("", False)
        out.append(
            {
                "id": row["code"].split("-")[0],
                "title": row["en"],
                "good": good,
                "fit": ("is" if firm else "may-be") if good else "",
                "named": "1" if good and goods.word(row["en"]) else "",
                "doubtful": "|".join(w for w in _foreign(row, nouns) if good and len(meant.get(w, ())) > 1),
                "head_last": _cell(row, OTHERS, nouns),
                "compounding": _cell(row, COMPOUNDING, nouns),
                "head_first": _cell(row, HEAD_FIRST, nouns),
                "last": "|".join(_of_service(row, nouns)),
                "source_url": CPV_URL,
                "confidence": "single-secondary",
            }
        )
    _cpv_last_words(out)
    return out


def _foreign(row: Row, nouns: frozenset[str]) -> list[str]:
    every = [w for lang in (*COMPOUNDING, "fi", "hu", *HEAD_FIRST) for w in _words_of(row, lang, nouns)]
    return list(dict.fromkeys(word for word in every if " " not in word))


def _meanings(cpv: list[Row]) -> dict[str, set[str]]:
    """Word → CPV divisions of the titles, of any language, that have it as their head: "gas" is a goose in Swedish."""
    out: dict[str, set[str]] = {}
    for row in cpv:
        for language in BETWEEN:
            words = key(_bare(row[language])).split()
            for word in words[:1] if language in HEAD_FIRST else words[-1:]:
                out.setdefault(word, set()).add(row["code"][:2])
    return out


def _of_service(row: Row, nouns: frozenset[str]) -> Iterator[str]:
    """What a service is called without that word: "cleaning", but "housing" too."""
    for piece in pieces(row["en"], nouns) if row["code"][:2] >= "45" else ():
        bare = re.sub(r" (services|work|works)$", "", piece)
        if bare != piece:
            yield bare


def _cell(row: Row, languages: Iterable[str], nouns: frozenset[str]) -> str:
    return "|".join(dict.fromkeys(word for language in languages for word in _words_of(row, language, nouns)))


def _good_of(
    row: Row, of: dict[str, tuple[str, bool] | None], goods: GoodsOf, hs_words: dict[str, Row]
) -> tuple[str, bool] | None:
    """The good whose word the English title is, or that the class above is (and then this may be one of its kinds)."""
    if row["code"][:2] >= "45" or row["code"].startswith(NOT_KINDS):
        return None
    own = goods.word(row["en"])
    if own or goods.traps(row["en"]):
        return own
    by_hs = hs_words.get(key(row["en"]))
    if by_hs and by_hs["good"]:
        return by_hs["good"], by_hs["fit"] == "is"
    above = of.get(row["parent"])
    kind = above and above[0] not in BY_WORD_ONLY and not re.search(r"\b[Pp]arts\b|accessor|goods\b", row["en"])
    return (above[0], False) if above and kind else None


def _cpv_last_words(rows: list[Row]) -> None:
    """Give each class the last words of English titles that stand in its group only ("toasters")."""
    groups: dict[str, dict[str, None]] = {}
    known = {word for row in rows for word in row["head_last"].split("|")}
    for row in rows:
        for word in row["head_last"].split("|")[:2]:
            last = word.rpartition(" ")[2]
            if last not in known and last not in NO_HEAD | NO_NOUN and key(row["title"]).endswith((last, f"{last}s")):
                groups.setdefault(last, {})[row["id"]] = None
    of = {row["id"]: row for row in rows}
    for last, held in groups.items():
        if len({code[:3] for code in held}) == 1 and len(last) > 3:
            row = of[min(held)]
            row["last"] = "|".join(filter(None, (row["last"], last)))


def _words_of(row: Row, language: str, nouns: frozenset[str]) -> Iterator[str]:
    title = row[language]
    if language == "en":
        for piece in pieces(title, nouns):
            yield from dict.fromkeys(_forms(piece))
        return
    parts = [key(p) for p in re.split(rf",|;|/|{BETWEEN[language]}", _bare(title)) if key(p)]
    # "Кафе и чай" lists; "Frische und gefrorene Fische" qualifies, and a hyphen may stand for a word
    whole = len(parts) == 1
    english = [p for p in re.split(rf",|;|/|{BETWEEN['en']}", _bare(row["en"])) if key(p)]
    listed = len(parts) == len(english) and not any(" " in key(p) for p in (*parts, *english))
    for at, part in enumerate(parts):
        said = whole or (listed and key(english[at]) not in NO_HEAD | NO_NOUN)
        if "-" not in title and len(part.split()) <= LONGEST and len(part) >= SHORTEST and said:
            yield part
