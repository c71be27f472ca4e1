"""The goods of every list, what is wider than what, and the words people write for them.

The goods are those that ILAB's lists, Executive Order 13126, CBP's orders and the UFLPA priority sectors name (the
lists themselves are read, so a new good without an entry here stops the build). The words are our own vocabulary, in
`vocab/commodity_*.csv`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from authority import is_authority
from common import TABLES, Row, items, sibling, slug

sys.path.insert(0, str(TABLES.parent.parent))

from vocabulary import guard_rows, too_short

from supplychain_risk.resolve.text import key  # the key that resolvers look up

VOCAB = TABLES / "vocab"
CURATED = "curated vocabulary"
GOODS_PAGE = "https://www.dol.gov/agencies/ilab/reports/child-labor/list-of-goods"
BEST = ("verified", "two-source", "single-secondary", "derived", "recalled")

ONLY_EARLIER = ("Physic Nuts/Castor Beans",)
"""Goods that only editions of ILAB's list before 2022 name."""

NO_FORMS = {"bovine", "buffaloe", "chilly", "chily", "clothe", "cooky", "dress", "duck", "ev", "jean", "log", "molass"}
NO_FORMS |= {"pulse", "rose", "short", "tins"}
"""What the regular rules make of our words and means something else, or nothing."""
COTTON_KINDS = {"garments": "cotton-garments", "textiles": "cotton-textiles", "thread-yarn": "cotton-thread-yarn"}
"""A word for the first with "cotton" put to it means the second; ILAB lists the cotton kinds as goods of their own."""
WITH_COTTON = {
    "en": ("cotton {}",),
    "es": ("{} de algodón",),
    "fr": ("{} en coton", "{} de coton"),
    "pt": ("{} de algodão",),
    "it": ("{} di cotone", "{} in cotone"),
    "tr": ("pamuklu {}",),
    "zh": ("棉{}", "棉质{}", "纯棉{}", "全棉{}"),
    "ja": ("綿{}", "コットン{}"),
    "ko": ("면 {}",),
}


def transform(rows: list[Row], source: Path | None) -> dict[str, list[Row]]:
    """`commodities`, `commodity_aliases` and `commodity_guards` from the crosswalk, the lists and the vocabulary."""
    named = _named_by_lists(source)
    goods = _goods(rows, named)
    aliases = _aliases(goods)
    guards = guard_rows(_vocab("commodity_guards.csv"), GOODS_PAGE)
    return {"commodities": goods, "commodity_aliases": aliases, "commodity_guards": guards}


def _vocab(name: str) -> list[Row]:
    return sibling(VOCAB / name, name)


def _named_by_lists(source: Path | None) -> dict[str, list[tuple[str, str, str]]]:
    """Name of a good → (list, address, confidence) of every row that names it."""
    named: dict[str, list[tuple[str, str, str]]] = {}

    def add(good: str, listed_by: str, row: Row) -> None:
        named.setdefault(good, []).append((listed_by, row["source_url"], row["confidence"]))

    for row in sibling(source, "ilab_goods.csv"):
        add(row["good"], "ilab", row)
    for row in sibling(source, "ilab_goods_changes.csv"):
        add(row["good"], "ilab", row)
    for row in sibling(source, "ilab_downstream_goods.csv"):
        add(row["input_good"], "ilab-downstream-input", row)
        add(row["downstream_good"], "ilab-downstream", row)
    for row in sibling(source, "eo13126.csv"):
        add(row["good"], "eo13126", row)
    for row in sibling(source, "ilab_goods_earlier_editions.csv"):
        if row["good"] in ONLY_EARLIER:
            add(row["good"], "ilab", row | {"confidence": "verified"})
    mentions = {(row["list"], row["text"]): row["goods"] for row in _vocab("commodity_mentions.csv")}
    lists = (("cbp", "cbp_orders.csv", "merchandise"), ("uflpa-sector", "uflpa_priority_sectors.csv", "sector"))
    for listed_by, file, column in lists:
        for row in sibling(source, file):
            if (listed_by, row[column]) not in mentions:
                raise SystemExit(
                    f"commodities: no goods in vocab/commodity_mentions.csv for {listed_by} '{row[column]}'"
                )
            for good in items(mentions[listed_by, row[column]]):
                add(good, listed_by, row)
    return named


def _goods(crosswalk: list[Row], named: dict[str, list[tuple[str, str, str]]]) -> list[Row]:
    known = {row["good"]: row for row in crosswalk}
    extra = {row["name"]: row for row in _vocab("commodity_extra.csv")}
    hs = {row["good"]: row for row in _vocab("commodity_hs.csv")}
    made_of = {row["good"]: row["hs"] for row in _vocab("commodity_hs_made_of.csv")}
    relations = {row["good"]: row for row in _vocab("commodity_broader.csv")}
    strange = sorted((set(named) | set(hs) | set(made_of) | set(relations)) - set(known) - set(extra))
    if strange:
        raise SystemExit(f"commodities: not in the crosswalk nor in vocab/commodity_extra.csv: {', '.join(strange)}")
    out = []
    for name in sorted(known | extra):
        row = known.get(name) or extra[name]
        codes = row.get("isic_rev4_classes") or row.get("isic", "")
        fix = hs.get(name, {})
        relation = relations.get(name, {})
        rows = named.get(name, [])
        best = min(rows, key=lambda r: (BEST.index(r[2]), r[1]), default=("", GOODS_PAGE, "derived"))
        out.append(
            {
                "id": slug(name),
                "name": name,
                "isic": codes,
                "hs": ";".join(_hs(fix.get("hs") or row.get("hs_codes") or row.get("hs", ""))),
                "hs_earlier": ";".join(_hs(fix.get("hs_earlier", ""))),
                "hs_made_of": ";".join(_hs(made_of.get(name, ""))),
                "hs_fit": fix.get("hs_fit") or row.get("hs_fit") or "own",
                "hs_source": fix.get("reason") or row.get("hs_source") or row.get("note", ""),
                "broader": ";".join(map(slug, items(relation.get("broader", "")))),
                "same_as": slug(relation.get("same_as", "")),
                "material": slug(relation.get("material", "")),
                "lists": ";".join(sorted({r[0] for r in rows})),
                "authority_url": _authority(best[1], rows),
                "source_url": best[1].split(" | ")[0],
                "confidence": best[2],
            }
        )
    _check(out)
    return out


def _authority(read_in: str, rows: list[tuple[str, str, str]]) -> str:
    """The page where the good was read, if it is an authority's; else the page of ILAB's list, if the list names it."""
    if is_authority(read_in, "commodities"):
        return read_in
    return GOODS_PAGE if any(row[0].startswith("ilab") and row[2] != "recalled" for row in rows) else ""


def _hs(cell: str) -> list[str]:
    """HS prefixes as digits, without the zeros that say "not divided further" (2605.00.0000 is heading 2605)."""
    out = []
    for code in items(cell):
        digits = code.replace(".", "")
        while len(digits) > 4 and digits.endswith("00"):
            digits = digits[:-2]
        out.append(digits)
    return list(dict.fromkeys(out))


def _check(goods: list[Row]) -> None:
    ids = {row["id"] for row in goods}
    used = [row["commodity"] for row in _used()]
    lost = {x for row in goods for c in ("broader", "same_as", "material") for x in items(row[c])} | set(used)
    if lost - ids:
        raise SystemExit(f"commodities: used and not defined: {', '.join(sorted(lost - ids))}")


def _used() -> list[Row]:
    """Goods that other tables use, where that list exists yet."""
    path = TABLES / "used_commodities.csv"
    return sibling(path, path.name) if path.exists() else []


# --- words --------------------------------------------------------------------------------------------------------


def _aliases(goods: list[Row]) -> list[Row]:
    by_key: dict[str, Row] = {}
    ambiguous: list[Row] = []
    taken: dict[str, str] = {}

    def put(word: str, row: Row, *, firm: bool) -> None:
        mark = key(word)
        if not mark or mark in taken:
            if firm and mark and taken[mark] != row["commodity"]:
                raise SystemExit(f"commodities: '{word}' stands for {taken[mark] or 'a trap'} and {row['commodity']}")
            return
        taken[mark] = row["commodity"]
        by_key[mark] = row

    for entry in _vocab("commodity_ambiguous.csv"):
        for word in entry["words"].split("|"):
            taken[key(word)] = "several goods"
            ambiguous.extend(
                _alias(word, entry["language"], good, reading="one-of", match=entry["match"], note=entry["why"])
                for good in items(entry["goods"])
            )
    for entry in _vocab("commodity_traps.csv"):
        for word in filter(None, entry["words"].split("|")):
            put(word, _alias(word, entry["language"], "", reading="not", note=entry["why"]), firm=False)
    written = list(_written())
    for row in [*written, *_made_of()]:
        put(row["alias"], row, firm=True)
    own = list(_own_names(goods))
    for row in own:
        put(row["alias"], row, firm=False)
    for row in _with_cotton(written):
        put(row["alias"], row, firm=False)
    for row in [r for r in list(by_key.values()) if r["language"] == "en" and r["reading"] == "is"]:
        for form in _number_forms(row["alias"]):
            put(
                form, {**row, "alias": form, "key": key(form), "id": _id(form, "en", ""), "source": CURATED}, firm=False
            )
    out = sorted([*by_key.values(), *ambiguous], key=lambda r: r["id"])
    lost = {r["commodity"] for r in out} - {g["id"] for g in goods} - {""}
    if lost:
        raise SystemExit(f"commodities: words for unknown goods: {', '.join(sorted(lost))}")
    return out


def _written() -> Iterator[Row]:
    for file in ("commodity_words_en.csv", "commodity_words_world.csv"):
        for entry in _vocab(file):
            for word in entry["words"].split("|"):
                yield _alias(word, entry["language"], entry["good"], match=entry["match"])
    for entry in _vocab("commodity_words_sourced.csv"):
        for word in entry["words"].split("|"):
            row = _alias(word, entry["language"], entry["good"], note=entry["source"])
            yield {**row, "source_url": entry["source_url"], "confidence": "single-secondary"}


def _made_of() -> Iterator[Row]:
    for entry in _vocab("commodity_made_of.csv"):
        for word in entry["words"].split("|"):
            yield _alias(word, entry["language"], entry["good"], reading="made-of")


def _own_names(goods: list[Row]) -> Iterator[Row]:
    """The lists' own names; "Fluorspar (mineral)" is also "Fluorspar". A good named twice goes by one id."""
    for bare in (False, True):
        for good in goods:
            name = re.sub(r"\s*\(.*?\)", "", good["name"]) if bare else good["name"]
            target = good["same_as"] or good["id"]
            row = _alias(name, "en", target, source=CURATED if bare else good["lists"] or "ilab")
            yield {**row, "source_url": good["source_url"]}


def _with_cotton(written: Iterable[Row]) -> Iterator[Row]:
    for row in written:
        target = COTTON_KINDS.get(row["commodity"])
        if target and "cotton" not in row["key"]:
            for pattern in WITH_COTTON.get(row["language"], ()):
                yield _alias(pattern.format(row["alias"]), row["language"], target)


def _number_forms(word: str) -> Iterator[str]:
    """English singular and plural of the last word, by the regular rules only."""
    if re.search(r"(ss|us|is|ics|ware|wear|ear|ing|meal|[^a-z])$", word.lower()):
        return
    if re.search(r"ies$", word):
        yield re.sub(r"ies$", "y", word)
    elif re.search(r"(ches|shes|sses|xes)$", word):
        yield word[:-2]
    elif word.endswith("s"):
        yield word[:-1]
    elif re.search(r"[^aeiou]y$", word):
        yield re.sub(r"y$", "ies", word)
    elif re.search(r"(ch|sh|x|s)$", word):
        yield f"{word}es"
    else:
        yield f"{word}s"


def _alias(
    word: str,
    language: str,
    good: str,
    *,
    reading: str = "is",
    match: str = "phrase",
    source: str = CURATED,
    note: str = "",
) -> Row:
    return {
        "id": _id(word, language, good if reading == "one-of" else ""),
        "alias": word,
        "key": key(word),
        "commodity": good,
        "language": language,
        "reading": reading,
        "match": "whole" if too_short(key(word), latin=2 if language == "en" else 3) else match,
        "note": note,
        "source": source,
        "source_url": GOODS_PAGE,
        "confidence": "derived",
    }


def _id(word: str, language: str, good: str) -> str:
    return f"{language}-{key(word).replace(' ', '-')}" + (f"--{good}" if good else "")
