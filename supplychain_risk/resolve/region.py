"""Regions of China from columns, addresses and names, by the `regions` table: Xinjiang in full, others to tell apart.

A wrong Xinjiang is a wrong legal finding, so a word counts as far as the table says (its `weight`), never when it names
a street or a building, and never against another province named beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from supplychain_risk.domain import Method, Resolution
from supplychain_risk.patterns import pattern
from supplychain_risk.resolve.region_hints import RegionHints, Spelling
from supplychain_risk.resolve.text import Openings, PhraseIndex, is_placeholder, key, may_hold

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.package import Row, Table

XINJIANG = "CN-XJ"

_GB_DIGITS = 6
"""Digits of a code of GB/T 2260 that is written out."""

ONE_IN_CHINA = frozenset(("aksu",))
"""Words that name places abroad, too, but in China only the one in Xinjiang (the `also` column of the table)."""

_SEGMENTS = re.compile(r"[,;|\n()\[\]，；、（）【】]|\s[-–—/]\s")
_NUMBERS = re.compile(r"\b(?:no )?[a-z]?\d[\w]*\b")
# What may follow the name of a place without making it something else.
_CLASS = """
city county prefecture district municipality province prov region autonomous uygur uyghur uighur kazak kazakh hui mongol
mongolian kirgiz kirghiz shi xian qu diqu sheng zhou zizhiqu zizhizhou zizhixian china prc pr
"""
_CLASS_WORDS = frozenset(_CLASS.split())
# What makes a place name the name of a street, a building or a fruit: "Xinjiang North Road", 新疆中路, 哈密瓜.
_STREET_LATIN = re.compile(
    r" (?:(?:north|south|east|west|middle|central|bei|nan|dong|xi|zhong|first|second|third|\d\w*|no) )*"
    r"(?:road|rd|street|st|str|avenue|ave|av|lane|ln|lu|jie|dajie|dadao|xiang|boulevard|blvd|highway|hwy|expressway"
    r"|building|bldg|mansion|hotel|tower|plaza|restaurant|cafe|eatery|diner|cuisine|noodle (?:house|shop|bar)|garden"
    r"|gardens|village|cun|melon|melons)(?: |$)"
)
_STREET_HAN = re.compile(
    r"[东東西南北中上下前后後一二三四五六七八九十\d ]*(?:路|街|大道|大街|胡同|弄|巷|道|大厦|大廈|大楼|大樓|饭店|飯店"
    r"|宾馆|賓館|酒店|大酒店|办事处|辦事處|餐厅|餐廳|村|广场|廣場|小区|花园|公寓|大桥|瓜)"
)
_STREET_BEFORE = re.compile(r"(?:rue|calle|via|jalan|jl|avenida|strada) $")
# Parks are named after the province that built them: there is a Beijing Industrial Park in Hotan.
_PARK = re.compile(
    r" (?:industrial|industry|high tech|science|economic) (?:park|zone)|工业园|工業園|产业园|產業園|科技园|科技園"
)
_OTHER_COUNTY = re.compile(r" (?:county|xian|town|zhen|township|village)(?: |$)")  # 新绛 in Shanxi is Xinjiang, too
# "Non-Xinjiang cotton", "outside Xinjiang", "Xinjiang: no", 非新疆: the word says where a supplier is not.
_NOT_BEFORE = re.compile(
    r"(?:^| )(?:not|non|no|outside|except|excluding|excl|without|w o|other than|(?:all|any\w*|everything) but|minus"
    r"|avoid(?:ing)?|nicht|keine?|ohne|ausser(?:halb)?|hors|sauf|sans|pas|excepto|salvo|sin|fuera|exceto|fora|sem|senza|eccetto|tranne|не|без|кроме)"
    r"(?: (?:in|of|from|the|to|for|aus|von|de|du|do|da|di|из))*(?: any)? $"
    r"|(?:非|不在|不含|除) ?$"
)
_NOT_AFTER = re.compile(
    r"^ (?:no|none|not|false|excluded|free|banned|prohibited|forbidden|avoided|ausgeschlossen|verboten"
    r"|exclue?|interdite?|excluid[oa]|prohibid[oa]|proibid[oa]|esclus[oa]|vietat[oa])(?: |$)"
)
# The law bears the name of the people and places nobody.
_OF_A_LAW = re.compile(r"^ (?:forced lab|human rights p)")
# "We do not buy cotton from Xinjiang": said of the clause, not of the word beside the place.
_DENIED = pattern(
    r"(?:^| )(?:no(?! longer)|not(?! only)|never|none|nothing|without|cannot|neither|nor|dont|doesnt|exclud\w*|avoid\w*"
    r"|prohibit\w*|ban(?:s|ned)?|nicht|kein\w*|niemals|ohne|pas|aucune?|jamais|sans|ninguna?|nunca|sin|nao|nenhuma?|sem"
    r"|nessuna?|non|senza|khong|degil|yok|ne|нет|не|без)(?: |$)|[非不未無无]|没有|沒有",
)
_CLAUSE = re.compile(r"[.;!?。；！？\n]|,\s*(?:but|aber|mais|pero|mas)\b|\b(?:but|aber|except)\b", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_START = re.compile(r"^(?:中国|中國|中华人民共和国)? ?$")


class _Hit(NamedTuple):
    row: Row
    strong: bool
    """The word is a whole part of the address, or opens a Chinese address."""


class RegionResolver:
    """Region, city, address or name of a company in China → ISO 3166-2 code of the province.

    Args:
        reference: the tables; `regions` with its resource `region_aliases` is used, and read at the first question.
    """

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._seen: dict[tuple[str | None, ...], Resolution | None] = {}
        self._unknown: dict[tuple[str, bool], Resolution | None] = {}

    # --- the tables ------------------------------------------------------------------------------------------

    @cached_property
    def _aliases(self) -> Table:
        return self._reference.table("regions", "region_aliases")

    @cached_property
    def _regions(self) -> Mapping[str, Row]:
        return self._reference.table("regions").by_id

    @cached_property
    def _by_key(self) -> Mapping[str, Row]:
        return {row["key"]: row for row in self._aliases}

    @cached_property
    def _decisive(self) -> PhraseIndex[Row]:
        return PhraseIndex({row["key"]: row for row in self._aliases if row["weight"] == "decisive"})

    @cached_property
    def _in_names(self) -> PhraseIndex[Row]:
        """What in a company's name points to Xinjiang: the region's own names and those of its prefectures."""
        rows = (r for r in self._aliases if r["region"] == XINJIANG and r["weight"] == "decisive")
        return PhraseIndex(
            {r["key"]: r for r in rows if self._regions[r["place"]]["level"] in ("province", "prefecture")}
        )

    @cached_property
    def _in_texts(self) -> PhraseIndex[Row]:
        """What points to Xinjiang in a text: the same, and the people after whom the region is named."""
        rows = {row["key"]: row for row in self._aliases if row["region"] == XINJIANG and row["weight"] == "people"}
        return PhraseIndex({**self._in_names.phrases, **rows})

    @cached_property
    def _in_texts_of_china(self) -> PhraseIndex[Row]:
        return PhraseIndex({**self._in_texts.phrases, **self._in_names_of_china.phrases})

    @cached_property
    def _in_names_of_china(self) -> PhraseIndex[Row]:
        """The same for a company that is in China: every word that is decisive, down to the counties and cities."""
        rows = (r for r in self._aliases if r["region"] == XINJIANG)
        return PhraseIndex({r["key"]: r for r in rows if r["weight"] == "decisive" or r["key"] in ONE_IN_CHINA})

    @cached_property
    def _openings_in_names(self) -> Openings:
        return self._in_names_of_china.openings | self._in_names.openings

    @cached_property
    def _openings(self) -> Openings:
        """What every name of a place, and every code of a province, begins with."""
        codes = {part.lower() for row in self._regions.values() for part in row["id"].split("-")}
        return Openings((*codes, *(row["key"].split(" ", 1)[0] for row in self._aliases), *self._by_number))

    @cached_property
    def _by_number(self) -> Mapping[str, Row]:
        """GB/T 2260 code, short ("65") and with six digits ("650000") → a place of Xinjiang."""
        places = [row for row in self._regions.values() if row["region"] == XINJIANG]
        return {number: row for row in places for number in (row["gb2260"], row["gb2260"].ljust(_GB_DIGITS, "0"))}

    @cached_property
    def _numbers(self) -> Mapping[str, str]:
        provinces = (row for row in self._regions.values() if row["level"] == "province")
        return {f"CN-{row['gb2260'][:2]}": row["id"] for row in provinces}

    @cached_property
    def _hints(self) -> RegionHints:
        # The weak words of Xinjiang are small places that are called like much else.
        rows = (r for r in self._aliases if r["place"] and (r["weight"] != "weak" or r["region"] != XINJIANG))
        spellings = (Spelling(r["key"].replace(" ", ""), r["place"], r["place"] == r["region"]) for r in rows)
        return RegionHints((s for s in spellings if s.letters.isascii()), _CLASS_WORDS)

    # --- public ----------------------------------------------------------------------------------------------

    def name(self, code: str) -> str:
        """English name of a province or of a place in `regions`, or the code itself where it is unknown."""
        row = self._regions.get(code)
        return row["name"] if row else code

    def resolve(
        self,
        country: str | None,
        *,
        region: str | None = None,
        city: str | None = None,
        address: str | None = None,
        name: str | None = None,
    ) -> Resolution | None:
        """The province that the given texts name; None where they name none or the country is not China.

        Method EXACT or ALIAS for a region or city column, PHRASE for an address. A `name` is looked at only where
        nothing else tells, and gives PHRASE: where a company is, its name does not say. Names of counties and cities
        count in it only if the country is given. Without a country (None) the
        method is PHRASE at best. Texts that name several provinces give AMBIGUOUS with the candidates.

        Args:
            country: ISO 3166-1 alpha-2 code, or None where it is not known.
            region: text of a column of states or provinces.
            city: text of a column of cities, counties or prefectures.
            address: a postal address or part of one, in Latin or Han.
            name: a company's name.
        """
        if country not in (None, "CN"):
            return None
        asked = (country, region, city, address)
        if asked not in self._seen:
            self._seen[asked] = self._resolve(*asked)
        found = self._seen[asked]
        return self.in_name(name, country) if found is None and name else found

    def in_name(self, name: str, country: str | None) -> Resolution | None:
        """Xinjiang, where the name of a company points to it and nothing else tells where it is; see `resolve()`."""
        line = key(name)
        places = self._in_names_of_china if country == "CN" else self._in_names
        for start, word, row in places.find(name):
            if not _is_street(line, start, word):
                return self._resolution(name, Method.PHRASE, row, f"only the company's name says so: {self._said(row)}")
        return None

    def may_be_in_name(self, names: str) -> bool:
        """Whether a name may point to Xinjiang, or any of several with line breaks between them: quick, and where it
        does not, `in_name()` gives None."""
        return may_hold(names, self._openings_in_names)

    def may_name_place(self, text: str) -> bool:
        """Whether a text may name a place that the tables know: quick, and where it is not, `resolve()` gives None."""
        return may_hold(text, self._openings)

    @property
    def openings_in_texts(self) -> Openings:
        """What begins what `mentioned()` looks for."""
        return self._in_texts_of_china.openings

    def mentioned(self, text: str, *, in_china: bool = False) -> Resolution | None:
        """Xinjiang, where a text that is no address names it, one of its prefectures or the Uyghurs; method PHRASE.

        Not in the name of a street, nor where the text says that it is not meant ("non-Xinjiang cotton"). Of a supplier
        `in_china` the names of counties and cities count too ("cotton from Aksu gins").
        """
        places = self._in_texts_of_china if in_china else self._in_texts
        for clause in _CLAUSE.split(text):
            line = key(clause)
            for start, word, row in places.find(clause):
                before, after = line[:start], line[start + len(word) :]
                if _is_street(line, start, word) or _NOT_BEFORE.search(before) or _NOT_AFTER.match(after):
                    continue
                if _OF_A_LAW.match(after):
                    continue
                if not _DENIED.search(before):
                    return self._resolution(text, Method.PHRASE, row, self._said(row))
        return None

    def stands_alone(self, country: str | None, address: str) -> Resolution | None:
        """Xinjiang, where a part of an address between commas is a place of it and no part is one of another province.

        So each of several addresses can be read by itself; "Xinjiang Trade Center" is no such part.
        """
        if country not in (None, "CN") or is_placeholder(address):
            return None
        strong = {hit.row["region"] for hit in self._hits(address, country) if hit.strong}
        return self.resolve(country, address=address) if strong == {XINJIANG} else None

    def unknown(self, text: str, *, city: bool = False) -> Resolution | None:
        """What no table knows in a column of a supplier's province (or of its city) in China; None for all else.

        Method UNRESOLVED; `candidates` are codes of places that are spelt nearly so (see `name`), the nearest first.
        Cities and counties of other provinces are not in the table, so a city is told only where it may be a misspelt
        place of Xinjiang. A blank, a number, "China" or "APAC" names no place and is not unknown.
        """
        asked = (text, city)
        if asked not in self._unknown:
            self._unknown[asked] = self._not_known(text, city)
        return self._unknown[asked]

    def label(self, place: str) -> str:
        """Name of a place with its province: "Kashgar Prefecture, Xinjiang"."""
        row = self._regions[place]
        return row["name"] if row["id"] == row["region"] else f"{row['name']}, {self.name(row['region'])}"

    # --- how -------------------------------------------------------------------------------------------------

    def _not_known(self, text: str, city: bool) -> Resolution | None:
        if not self._hints.names_something(text):
            return None
        if self.resolve("CN", city=text) if city else self.resolve("CN", region=text):
            return None
        near = self._hints.near(text)
        if city and not (near and self._regions[near[0]]["region"] == XINJIANG):
            return None
        names = f"; spelt nearly so: {' or '.join(map(self.label, near))}" if near else ""
        rule = f"'{text}' is no {'city' if city else 'province or prefecture'} of China in our tables{names}"
        return Resolution(raw=text, method=Method.UNRESOLVED, rule=rule, candidates=near)

    def _resolve(
        self, country: str | None, region: str | None, city: str | None, address: str | None
    ) -> Resolution | None:
        readings = [
            self._read(text, country, column=column)
            for text, column in ((region, True), (city, True), (address, False))
            if text and not is_placeholder(text)
        ]
        found = [reading for reading in readings if reading]
        certain = [reading for reading in found if reading.code]
        codes = {reading.code for reading in certain}
        if len(codes) > 1 and XINJIANG in codes and certain[0].code != XINJIANG:
            candidates = tuple(sorted(code for code in codes if code))
            return Resolution(
                raw=" / ".join(reading.raw for reading in certain),
                method=Method.AMBIGUOUS,
                rule=f"the row names several provinces: {'; '.join(reading.rule for reading in certain)}",
                candidates=candidates,
            )
        return certain[0] if certain else found[0] if found else None

    def _read(self, text: str, country: str | None, *, column: bool) -> Resolution | None:
        coded = self._coded(text, country if column else None)
        whole = self._whole(text) or coded
        if column and whole and country:
            return self._doubtful(text, whole) if whole["weight"] == "weak" else self._stated(text, whole)
        numbered = self._by_number.get(text.strip()) if column and country else None
        if numbered is not None:  # "65" may be a number of some other kind
            return self._possible(text, numbered)
        if coded:  # "CN-XJ" is the province wherever it stands, in a column of countries too
            return self._resolution(text, Method.PHRASE, coded, f"the code of a province: {self._said(coded)}")
        hits = list(self._hits(text, country))
        strong = [hit for hit in hits if hit.strong]
        deciding = strong or hits
        regions = sorted({hit.row["region"] for hit in deciding})
        if not regions:
            return None
        if len(regions) > 1:
            words = ", ".join(self._said(hit.row) for hit in deciding)
            return Resolution(
                raw=text,
                method=Method.AMBIGUOUS,
                rule=f"the text names several provinces: {words}",
                candidates=tuple(regions),
            )
        row = min(deciding, key=lambda hit: self._regions[hit.row["place"]]["level"] == "province").row
        unsure = "" if country else "; the country is not given"
        return self._resolution(text, Method.PHRASE, row, f"in the text, {self._said(row)}{unsure}")

    def _whole(self, text: str) -> Row | None:
        """The row that the whole text is the name of, class words, numbers and the code itself included."""
        normal = key(text)
        row = self._by_key.get(normal)
        if row is None:
            plain = " ".join(_NUMBERS.sub(" ", normal).split()).split(" ")
            while len(plain) > 1 and plain[-1] in _CLASS_WORDS and " ".join(plain) not in self._by_key:
                plain.pop()
            row = self._by_key.get(" ".join(plain))
            if row and _OTHER_COUNTY.search(f" {normal} ") and row["place"] == row["region"]:
                return None
        return row

    def _coded(self, text: str, country: str | None) -> Row | None:
        """The province whose code the text is: CN-XJ, CN-65 (GB/T 2260), or XJ where the country is known."""
        bare = text.strip().upper()
        bare = self._numbers.get(bare, bare)
        province = self._regions.get(bare if bare.startswith("CN-") else f"CN-{bare}" if country else "")
        if province is None or province["level"] != "province":
            return None
        return self._by_key[key(province["name"])]

    def _hits(self, text: str, country: str | None) -> Iterator[_Hit]:
        """Known places in an address, without streets and buildings."""
        hits: list[_Hit] = []
        columns: list[_Hit] = []
        for segment in _SEGMENTS.split(text):
            if not key(segment):
                continue
            whole = self._whole(segment)
            if whole is None and country and segment.strip().isupper():
                whole = self._coded(segment, country)  # "China (XJ)"
            if whole and whole["weight"] == "decisive":
                hits.append(_Hit(whole, True))
                continue
            if whole and whole["weight"] == "column" and country:
                columns.append(_Hit(whole, True))
                continue
            line, first = key(segment), True
            for start, word, row in self._decisive.find(segment):
                if _is_street(line, start, word) or _is_other_county(line, start, word, row):
                    continue
                if _NOT_BEFORE.search(line[:start]) or _NOT_AFTER.match(line[start + len(word) :]):
                    continue
                if row["region"] != XINJIANG and _PARK.match(line[start + len(word) :]):
                    continue
                opens = bool(_HAN.match(word)) and first and bool(_HAN_START.match(line[:start]))
                hits.append(_Hit(row, opens))
                first = False
        strong = {hit.row["region"] for hit in hits if hit.strong}
        if columns and hits and not strong:  # "Hetian, Fujian Province Changting": neither may be left out
            hits = [hit._replace(strong=True) for hit in hits]
        yield from hits
        # A word of less weight tells only where no other province stands as a part of its own.
        yield from (hit for hit in columns if not strong or hit.row["region"] in strong)

    def _said(self, row: Row) -> str:
        """In words a reviewer can check: "'和田地区' is Hotan Prefecture, Xinjiang (regions, GB/T 2260 code 6532)"."""
        place, province = self._regions[row["place"]], self._regions[row["region"]]
        label = place["name"] if place is province else f"{place['name']}, {province['name']}"
        if row["weight"] == "people":
            label = f"the people after whom {label} is named"
        says = "names" if row["weight"] == "people" else "is"
        return f"'{row['alias']}' {says} {label} (regions, GB/T 2260 code {place['gb2260']})"

    def _stated(self, text: str, row: Row) -> Resolution:
        province = self._regions[row["region"]]
        exact = row["place"] == row["region"] and row["key"] in (key(province["name"]), key(province["name_zh"]))
        return self._resolution(text, Method.EXACT if exact else Method.ALIAS, row, self._said(row))

    def _doubtful(self, text: str, row: Row) -> Resolution:
        candidates = tuple(row["candidates"].split(";")) if row["candidates"] else (row["region"],)
        said = self._said(row) if row["region"] else f"'{row['alias']}' is a place in several provinces"
        also = f", and elsewhere: {row['also']}" if row["also"] else ""
        return Resolution(
            raw=text,
            method=Method.AMBIGUOUS,
            rule=f"{said}{also}",
            candidates=candidates,
            citation=self._aliases.cite(row),
        )

    def _possible(self, text: str, place: Row) -> Resolution:
        return Resolution(
            raw=text,
            method=Method.AMBIGUOUS,
            rule=f"'{text}' is the GB/T 2260 code of {self.label(place['id'])}, and may be a number of another kind",
            candidates=(place["region"],),
            citation=self._reference.table("regions").cite(place),
        )

    def _resolution(self, text: str, method: Method, row: Row, rule: str) -> Resolution:
        return Resolution(
            raw=text,
            method=method,
            code=row["region"],
            label=self.name(row["region"]),
            rule=rule,
            citation=self._aliases.cite(row),
        )


def _is_street(line: str, start: int, word: str) -> bool:
    """Whether the word at `start` of a normalized text is part of the name of a street or building."""
    after = line[start + len(word) :]
    return bool(_STREET_LATIN.match(after) or _STREET_HAN.match(after) or _STREET_BEFORE.search(line[:start]))


def _is_other_county(line: str, start: int, word: str, row: Row) -> bool:
    """Whether a Latin name of a province is the name of a county ("Xinjiang County" is 新绛, in Shanxi)."""
    return row["place"] == row["region"] and bool(_OTHER_COUNTY.match(line[start + len(word) :]))
