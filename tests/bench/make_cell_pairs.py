"""Write tests/screening/cell_pairs.csv: names of invented companies beside cells that hold them, or a look-alike.

python tests/bench/make_cell_pairs.py

Of each kind every company is there twice: its name beside a cell that holds it, and beside the same cell that holds a
look-alike: in Chinese another syllable of the brand, elsewhere another part of the word, since one other letter may be
a slip. The cells are written by rule; the labels follow from who is who.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

TARGET = Path(__file__).resolve().parent.parent / "screening" / "cell_pairs.csv"
COLUMNS = ("id", "name1", "country1", "name2", "country2", "expected", "reason", "category", "source")

Pair = tuple[str, str, str, str, str, str]
"""Name 1, name 2, country, expected, reason, kind."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A company and its look-alike, alike but for the brand."""

    front: str
    brand: str
    other: str
    trade: str
    form: str
    country: str
    glue: str = " "

    def called(self, brand: str, *, form: bool = True) -> str:
        """The name with a brand, with or without its legal form."""
        parts = (self.front, brand, self.trade, self.form if form else "")
        return self.glue.join(part for part in parts if part)


LATIN = [
    Twin("", "Brennholm", "Brennfeld", "Garments", "Ltd.", "GB"),
    Twin("", "Tamworthy", "Tamsworth", "Modular Furniture", "Inc.", "US"),
    Twin("", "Oldermark", "Olderhaus", "Textile Mills", "Ltd.", "IN"),
    Twin("", "Calmadoro", "Calmaverde", "Alimentos", "S.A.", "ES"),
    Twin("", "Lindmorsk", "Lindfjord", "Seafood", "AS", "NO"),
    Twin("", "Dolmabey", "Dolmakent", "Tekstil", "A.S.", "TR"),
    Twin("", "Sandormil", "Sandorvik", "Steel", "GmbH", "DE"),
    Twin("", "Pallidora", "Pallinova", "Leather", "S.r.l.", "IT"),
    Twin("", "Harmelock", "Harmstock", "Plastics", "Inc.", "US"),
    Twin("", "Drumollan", "Drumkerran", "Knitwear", "Ltd.", "IE"),
    Twin("Wuhai", "Ruifeng", "Ruifang", "Textile", "Co., Ltd.", "CN"),
    Twin("Linyi", "Dongmao", "Dongmei", "Hardware", "Co., Ltd.", "CN"),
    Twin("Foshan", "Lidasheng", "Lidacheng", "Ceramics", "Co., Ltd.", "CN"),
    Twin("Kuytun", "Yaosheng", "Yaoshan", "Cotton", "Co., Ltd.", "CN"),
    Twin("Ningde", "Mingdali", "Mingdalu", "Battery Materials", "Co., Ltd.", "CN"),
    Twin("Baotou", "Guangsheng", "Guanghong", "Rare Earth", "Co., Ltd.", "CN"),
    Twin("Dandong", "Hailong", "Haitong", "Seafood", "Co., Ltd.", "CN"),
    Twin("Jiaxing", "Molansi", "Molanda", "Garment", "Co., Ltd.", "CN"),
    Twin("Urumqi", "Dingsheng", "Dingfeng", "Chemical", "Co., Ltd.", "CN"),
    Twin("Yining", "Leshida", "Leshiji", "Food", "Co., Ltd.", "CN"),
]
HAN = [
    Twin("乌海", "瑞丰", "瑞芳", "纺织", "有限公司", "CN", ""),
    Twin("临沂", "东茂", "东美", "五金", "有限公司", "CN", ""),
    Twin("佛山", "利达盛", "利达成", "陶瓷", "有限公司", "CN", ""),
    Twin("奎屯", "耀盛", "耀山", "棉业", "有限公司", "CN", ""),
    Twin("宁德", "铭达力", "铭达路", "电池", "有限公司", "CN", ""),
    Twin("包头", "广胜", "广宏", "稀土", "股份有限公司", "CN", ""),
    Twin("丹东", "海龙", "海通", "食品", "有限公司", "CN", ""),
    Twin("嘉兴", "莫兰斯", "莫兰达", "服装", "有限公司", "CN", ""),
    Twin("乌鲁木齐", "鼎盛", "鼎丰", "化工", "有限责任公司", "CN", ""),
    Twin("伊宁", "乐仕达", "乐仕吉", "食品", "有限公司", "CN", ""),
    Twin("石河子", "恒悦", "恒源", "纺织", "有限公司", "CN", ""),
    Twin("库尔勒", "金穗源", "金穗园丁", "农业", "有限公司", "CN", ""),
    Twin("昌吉", "博瑞", "博远", "新材料", "有限公司", "CN", ""),
    Twin("东莞", "卓尔美", "卓尔丽", "鞋业", "有限公司", "CN", ""),
    Twin("青岛", "蓝岸", "蓝天", "水产", "有限公司", "CN", ""),
    Twin("合肥", "凌云达", "凌志达", "电子", "有限公司", "CN", ""),
    Twin("温州", "奥菲", "奥凯", "皮革", "有限公司", "CN", ""),
    Twin("唐山", "鑫泽", "鑫海", "钢铁", "集团有限公司", "CN", ""),
    Twin("阿克苏", "晟华", "晟达", "纺织", "有限公司", "CN", ""),
    Twin("义乌", "美瑄", "美琪", "玩具", "有限公司", "CN", ""),
]

Way = tuple[str, Callable[[str], str]]
"""What is done to a name, in words, and how."""

ADDRESS: tuple[list[Way], list[Way]] = (
    [
        ("an address behind the name", lambda n: f"{n}, 48 Orchard Road, Unit 3"),
        ("an address behind the name, glued", lambda n: f"{n} No. 17 Hill Street"),
        ("a telephone behind the name", lambda n: f"{n} Tel. +44 20 5550 1199"),
        ("mail behind the name", lambda n: f"{n} orders@example.org"),
        ("a post box behind the name", lambda n: f"{n}, P.O. Box 512"),
    ],
    [
        ("an address behind the name", lambda n: f"{n}，工业园区创业路18号"),
        ("an address behind the name, glued", lambda n: f"{n}人民路9号"),
        ("a telephone behind the name", lambda n: f"{n} 联系电话：0755-5550123"),
    ],
)
FOR: tuple[list[Way], list[Way]] = (
    [
        ("in care of", lambda n: f"c/o {n}"),
        ("to the attention of", lambda n: f"Attn: {n}"),
        ("another for the benefit of", lambda n: f"Orchard Freight f/b/o {n}"),
        ("another on behalf of", lambda n: f"Orchard Freight on behalf of {n}"),
        ("a label before the name", lambda n: f"Manufacturer: {n}"),
    ],
    [
        ("another, formerly", lambda n: f"晴川物流有限公司（原{n}）"),
        ("another, commissioned by", lambda n: f"晴川物流有限公司（受{n}委托）"),
        ("a label before the name", lambda n: f"生产商：{n}"),
    ],
)
SEVERAL: tuple[list[Way], list[Way]] = (
    [
        ("second of two behind a comma", lambda n: f"Orchard Freight, {n}"),
        ("second of two behind &", lambda n: f"Orchard Freight & {n}"),
        ("first of two before +", lambda n: f"{n} + Orchard Freight"),
        ("first of two before and", lambda n: f"{n} and Orchard Freight Ltd"),
    ],
    [
        ("second of two behind 和", lambda n: f"晴川物流有限公司和{n}"),
        ("first of two before 、", lambda n: f"{n}、晴川物流有限公司"),
        ("second of two, glued", lambda n: f"晴川物流有限公司{n}"),
    ],
)
BRANCH: tuple[list[Way], list[Way]] = (
    [
        ("a branch elsewhere", lambda n: f"{n} Hanoi Branch"),
        ("a numbered plant", lambda n: f"{n} - Plant 3"),
        ("a numbered factory", lambda n: f"{n}, Factory No. 2"),
    ],
    [
        ("a branch elsewhere", lambda n: f"{n}郑州分公司"),
        ("a numbered plant", lambda n: f"{n}三厂"),
        ("a plant in brackets", lambda n: f"{n}（第二分厂）"),
    ],
)
UNREADABLE: list[Way] = [
    ("UTF-8 read as DOS 437", lambda n: n.encode().decode("cp437")),
    ("HTML entities", lambda n: "".join(f"&#{ord(sign)};" for sign in n)),
    ("codes of a web address", quote),
    ("GBK read as Latin-1", lambda n: n.encode("gbk").decode("latin-1")),
]
PRINTED = [("m", "rn"), ("d", "cl"), ("o", "0"), ("l", "1"), ("s", "5")]
WORDS: list[Way] = [
    ("Group of Companies for the legal form", lambda n: f"{n} Group of Companies"),
    ("Companies for the legal form", lambda n: f"{n} Companies"),
    ("Comp. for the legal form", lambda n: f"{n} Comp."),
    ("the words in reverse order", lambda n: " ".join(reversed(n.split()))),
]
PLAIN = [
    ("Guangxi", "Jiangxi", "Cotton Textile Works"),
    ("Shandong", "Shanxi", "Machinery Import and Export Corporation"),
    ("Hunan", "Hubei", "Forging and Pressing Machine Works"),
    ("Henan", "Hainan", "Leather and Footwear Factory"),
    ("Liaoning", "Jilin", "Steel Wire and Cable Plant"),
    ("Sichuan", "Shaanxi", "Silk Printing and Dyeing Mill"),
    ("Yunnan", "Guizhou", "Tea Processing and Trading Company"),
    ("Anhui", "Fujian", "Chemical Fertilizer Factory"),
    ("Gansu", "Qinghai", "Nonferrous Metals Smelting Company"),
    ("Jiangsu", "Zhejiang", "Garment Import and Export Corporation"),
    ("Vietnam", "Cambodia", "Garment and Footwear Company"),
    ("Punjab", "Gujarat", "Cotton Ginning and Pressing Factory"),
    ("Dalian", "Tianjin", "Seafood Processing Factory"),
    ("Wuhan", "Nanjing", "Ceramics and Glass Works"),
    ("Kashgar", "Hotan", "Carpet Weaving Factory"),
    ("Turpan", "Hami", "Grape and Raisin Processing Plant"),
    ("Guangdong", "Guangxi", "Toys and Plastics Factory"),
    ("Hebei", "Henan", "Glove and Leather Works"),
    ("Heilongjiang", "Jilin", "Timber and Furniture Company"),
    ("Chongqing", "Chengdu", "Motorcycle Parts Factory"),
]
"""Names without a brand: a place, another place, and what is made."""


def both(kind: str, twins: list[Twin], ways: list[Way], *, expected: str = "same", form: bool = True) -> Iterator[Pair]:
    """Each company beside a cell with its own name, and beside a cell with its look-alike's."""
    for number, twin in enumerate(twins):
        said, write = ways[number % len(ways)]
        name = twin.called(twin.brand)
        own, others = (twin.called(brand, form=form) for brand in (twin.brand, twin.other))
        yield name, write(own), twin.country, expected, f"{said}; the brand is the same", kind
        yield name, write(others), twin.country, "different", f"{said}; {twin.other} is another brand", kind


def cut(twin: Twin, brand: str) -> str:
    """A name cut off within its trade: in letters where a field ends, in Han a sign before its end."""
    whole = twin.called(brand)
    if twin.glue:
        start = whole.index(twin.trade) if twin.trade else 0
        size = next((size for size in (20, 25, 30) if size > start + 2), 20)
        return whole[:size].rstrip() + ("…" if size >= len(whole) - 1 else "")
    return f"{twin.front}{brand}{twin.trade[:-1]}"


def cut_off() -> Iterator[Pair]:
    """Names cut off."""
    for twin in LATIN + HAN:
        if twin.glue and len(twin.called(twin.brand)) < 24:
            continue
        name = twin.called(twin.brand)
        yield (
            name,
            cut(twin, twin.brand),
            twin.country,
            "same",
            "cut off behind brand and beginning of trade",
            "cut off",
        )
        why = f"cut off; {twin.other} is another brand"
        yield name, cut(twin, twin.other), twin.country, "different", why, "cut off"


def doubled(word: str, at: int) -> str:
    """A word with a letter written twice."""
    return word[:at] + word[at - 1] + word[at:]


def without_brand() -> Iterator[Pair]:
    """Names of a place and what is made there, with a slip, cut off, or of another place."""
    for number, (place, elsewhere, what) in enumerate(PLAIN):
        name, kind = f"{place} {what}", "no brand"
        longest = max(what.split(), key=len)
        slip = name.replace(longest, doubled(longest, 4))
        written = slip if number % 2 else name[: len(name) - 4]
        said = "a letter doubled in a word of trade" if number % 2 else "cut off within the last word"
        yield name, written, "", "same", f"{said}; every word is the same", kind
        yield name, written.replace(place, elsewhere), "", "different", f"{said}; {elsewhere} is another place", kind


def with_the_country() -> Iterator[Pair]:
    """中国 before a name is no brand."""
    for number, twin in enumerate(HAN):
        own, others = (twin.called(brand) for brand in (twin.brand, twin.other))
        if number % 2:
            written, said = "中国" + own, "中国 before the name"
            wrong = "中国" + others
        else:
            written, wrong = (f"{n}（中国）" for n in (own, others))
            said = "中国 in brackets behind the name"
        yield own, written, "CN", "same", f"{said} says nothing", "the country"
        yield own, wrong, "CN", "different", f"{said}; {twin.other} is another brand", "the country"


def lost(twin: Twin, brand: str, at: int) -> str:
    """A name in Han with a sign of its place, brand or trade lost."""
    mark = "?" if at % 2 else "□"
    if at % 3 == 0:
        return twin.called(f"{brand[:-1]}{mark}")
    if at % 3 == 1:
        return twin.called(brand).replace(twin.trade, f"{twin.trade[:-1]}{mark}")
    return twin.called(brand).replace(twin.front, f"{twin.front[:-1]}{mark}")


def lost_signs() -> Iterator[Pair]:
    """One sign lost; a look-alike is only told where the sign that is lost is not the one that tells it."""
    places = ("the brand", "the trade", "the place")
    for number, twin in enumerate(HAN):
        name, said = twin.called(twin.brand), f"a sign of {places[number % 3]} is lost"
        yield name, lost(twin, twin.brand, number), "CN", "same", f"{said}; the rest is the same", "a sign lost"
        at = number if number % 3 else number + 1
        said = f"a sign of {places[at % 3]} is lost"
        yield (
            name,
            lost(twin, twin.other, at),
            "CN",
            "different",
            f"{said}; {twin.other} is another brand",
            "a sign lost",
        )


def printed() -> Iterator[Pair]:
    """Signs that look alike in print, in brands that are no pinyin."""
    brands = [
        ("Marolden", "Marolsted"), ("Sudemark", "Sudehaven"), ("Lomadell", "Lomaforth"), ("Dormasel", "Dormavik"),
        ("Olmesund", "Olmegaard"), ("Modelskov", "Modelbruk"), ("Kelmardo", "Kelmonte"), ("Haldormes", "Haldanger"),
        ("Solmander", "Solmuyden"), ("Demolarsk", "Demovin"), ("Vandelmo", "Vandekreek"), ("Miladors", "Milavento"),
        ("Osmelund", "Osmebakke"), ("Dalmorise", "Dalmouth"), ("Lesdomark", "Lesdohill"), ("Moldersa", "Molderfos"),
        ("Admolsen", "Admolgate"), ("Edsmolar", "Edsmofell"), ("Somledar", "Somlebrook"), ("Almodesk", "Almoquist"),
    ]  # fmt: skip
    for number, (brand, other) in enumerate(brands):
        sign, seen = PRINTED[number % len(PRINTED)]
        twin = Twin("", brand, other, "Textile", "Ltd.", "GB")
        name = twin.called(brand)
        read = twin.called(brand.replace(sign, seen, 1) if sign in brand else brand.casefold().replace(sign, seen, 1))
        yield name, read, "GB", "same", f"{sign} read as {seen}", "read by a machine"
        yield name, twin.called(other), "GB", "different", f"{other} is another brand", "read by a machine"


def slipped() -> Iterator[Pair]:
    """A letter of a word of trade written twice, or two swapped."""
    for number, twin in enumerate(LATIN):
        at = next(at for at in (3, 2, 1) if twin.trade[at] != twin.trade[at - 1])
        swapped = twin.trade[: at - 1] + twin.trade[at] + twin.trade[at - 1] + twin.trade[at + 1 :]
        trade, said = (doubled(twin.trade, at), "a letter of the trade doubled") if number % 2 else (swapped, "swapped")
        written = [
            Twin(twin.front, brand, "", trade, twin.form, twin.country).called(brand)
            for brand in (twin.brand, twin.other)
        ]
        said = f"{said}: {trade}"
        name = twin.called(twin.brand)
        yield name, written[0], twin.country, "same", f"{said}; the brand is the same", "a slip in the trade"
        yield (
            name,
            written[1],
            twin.country,
            "different",
            f"{said}; {twin.other} is another brand",
            "a slip in the trade",
        )


def every() -> Iterator[Pair]:
    """All pairs, kind by kind."""
    for kind, ways in (("an address", ADDRESS), ("for another", FOR), ("two names", SEVERAL)):
        for twins, each in zip((LATIN, HAN), ways, strict=True):
            yield from both(kind, twins, each)
    yield from cut_off()
    yield from without_brand()
    for twins, each in zip((LATIN, HAN), BRANCH, strict=True):
        yield from both("a branch", twins, each, expected="family", form=bool(twins[0].glue))
    yield from with_the_country()
    yield from both("unreadable", HAN, UNREADABLE)
    yield from lost_signs()
    yield from printed()
    yield from slipped()
    yield from both("words", LATIN, WORDS, form=False)


def text() -> str:
    """The CSV file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, (one, other, country, expected, reason, kind) in enumerate(every(), start=1):
        source = "made by rule from invented names"
        writer.writerow((f"cell-{number:04}", one, country, other, country, expected, reason, kind, source))
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
