"""Countries from text, by the `countries` table only: exact after normalization, never by likeness.

Look-alikes ("Niger" and "Nigeria", "Sp'ain") are the reason: a near miss gives a suggestion, never a code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from supplychain_risk.domain import Method, Resolution
from supplychain_risk.patterns import pattern
from supplychain_risk.resolve.country_hints import CountryHints
from supplychain_risk.resolve.territory_codes import TerritoryCodes
from supplychain_risk.resolve.text import Openings, PhraseIndex, is_placeholder, key

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.package import Row, Table

_PARTS = re.compile(
    r"[()\[\]{}/|;,:（）【】、，；：/\n]|\s[-–—]+\s|(?<=[\u3400-\u9fff])\s+(?=[A-Za-z])|(?<=[A-Za-z])\s+(?=[\u3400-\u9fff])"
)
_EITHER = re.compile(r"[/|;；／\n]|\bor\b", re.IGNORECASE)
_SEGMENTS = re.compile(r"[,;|\n，；、–—-]|\.(?=\S)|\.\s+(?=\S)")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.\s?){2,}")
# What may stand before a country without a comma: a postal code, or the class of a place ("Zhejiang Province China").
_BEFORE_COUNTRY = re.compile(
    r"^.*(?:\d[\d\-]{3,}|\b(?:province|prov|city|district|county|state))\W+(?=[^\d\W])|\W*\b\d[\w\-]*\W*$",
    re.IGNORECASE,
)
_HAN_COUNTRY = re.compile(r"^(中国|中國|中华人民共和国|中華人民共和國)(?![路街道大])")
_HAN_PADDED = pattern(r"[\u3400-\u9fff](?: [\u3400-\u9fff])+")
_BRACKET_AT_END = re.compile(r"[(（]([^()（）]+)[)）]\s*$")
_OWN_TERRITORY = re.compile(
    r"virgin(?!ia)|vierges|v[ií]rgenes|virgens|vergini|jungfern|維爾京|维尔京|ヴァージン", re.IGNORECASE
)
"""Islands that bear the name of a country after a comma and are none of its places: "Islas Vírgenes, EE.UU."."""
_ADDRESS_ABBREVIATIONS = frozenset(("uk", "us", "usa", "uae", "prc", "ksa"))
_SHARE = re.compile(
    r"[(（\[]?\s*(?:(?:approx|ca|about)\.?\s*|[~≈<>]\s*)?\d{1,3}(?:[.,]\d+)?\s*[%％]\s*[)）\]]?", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"(?<=[^\W\d_])\s*(?:[*†‡§¹²³⁰⁴-⁹]+|\[\d{1,2}\]|\(\d{1,2}\))+\s*$")
"""What stands beside a country and is no part of its name: "Turkmenistan (60%)", "Turkmenistan¹", "India [2]"."""
_ALL_OF = re.compile(
    r"[;；+&＋＆\n]|\b(?:and|plus|y|et|und|e|ve|và|dan|и)\b|以及|及|和|与|與|および|と|및", re.IGNORECASE
)
_ALL_OF_SHARES = re.compile(rf"{_ALL_OF.pattern}|[,，、/]", re.IGNORECASE)
_LISTED = re.compile(r"[,，、]")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,%％])")
_SHARE_BEHIND = re.compile(r"(?<=[^\W\d_])\s+(?:100|\d{1,2})\s*$")
_PLACE_WITHIN = re.compile(r"\s*[,，(（]\s*[^\W\d_][^\d,()（）]*[)）]?\s*$")
"""A place behind the name of its country: "Turkmenistan, Mary", "Turkmenistan (Mary region)"."""
_PROVINCE_CODE = re.compile(r"(?<=\S)\s*[(（][A-Z]{2}[)）]\s*$")
_BEHIND_NAME = re.compile(r"[(（]([^()（）]+)[)）]\s*$|\s[-–—]\s*([^-–—]+)$|[,，]\s*([^,，]+)$")
_NOT = re.compile(
    r"\b(?:not?|non|none|without|w/o|exclu(?!siv)\w*|excl|except\w*|outside|other than|rather than|instead|free|never"
    r"|former\w*|previous\w*|until|(?:all|any\w*|everything) but|minus|avoid\w*|banned|prohibit\w*"
    r"|forb[ia]d\w*|disallow\w*|boycott\w*|ausgeschl\w*|verboten\w*|untersagt\w*|interdi\w*|prohib[ei]\w*|proibi\w*|esclu(?!siv)\w*|eccetto|tranne"
    r"|nicht|kein\w*|ohne|au(?:ß|ss)er\w*|hors|sans|sauf|pas|sin|excepto|salvo|fuera|sem|exceto|fora"
    r"|senza|hariç|değil|không|ngoài|не|без|кроме|no longer|ex)\b|[非不除未禁]|以外",
    re.IGNORECASE,
)
"""Words with which a text may say of a country that it is not meant."""
_DENIED_BEFORE = re.compile(rf"(?:{_NOT.pattern})(?:\s+(?:from|of|in|aus|von|de|du|do|da|di|из))?$", re.IGNORECASE)
"""The same right in front of its name: "India, not from Turkmenistan"; elsewhere in an address "No" is a number."""
_SHORTEST_WITHIN, _OTHER_WORDS = 4, 4
"""Letters of a country's name that counts among other words, and the most words beside it: more is a story."""
_BESIDE_WORDS = """
made in product products of from origin origins originating country grown harvested produced production manufactured
assembled sourced sourcing mainly mostly primarily partly partially largely majority only exclusively some all and or
incl including included inkl mixed mix blend rep region since
plus also both approx about ca circa possibly probably likely imported supplied currently now
hergestellt aus vorwiegend hauptsachlich uberwiegend teils teilweise nur und oder ursprung herkunft
fabrique en produit produits de du des origine principalement majoritairement surtout et ou provenance
hecho fabricado producido origen principalmente procedente mayormente solo y o
feito produzido origem maioritariamente somente e prodotto fabbricato prevalentemente soprattutto solo
agirlikli cogunlukla mensei uretim ve chu yeu tu san xuat tai
产 产地 原产 原产地 主要 主要为 制造 生产 主に 産 製 주로 산
"""
_SENTENCE = re.compile(r"[.;!?。；！？\n]|,\s*(?:but|aber|mais|pero|mas)\b", re.IGNORECASE)
_THERE = frozenset(
    ("to", "for", "into", "towards", "nach", "fur", "pour", "vers", "para", "hacia", "per", "verso", "au", "aux")
)
"""Words in front of a country to which goods go."""
_BESIDE = frozenset(_BESIDE_WORDS.split())
"""Words that may stand beside a country without making it another place ("Northern", "New") or an address."""
_SEGMENTS_JOINED = 3  # "Korea, Republic of" and "Taiwan, Province of China" are two segments of an address


def _plain(text: str) -> str:
    """A text without shares and marks of footnotes."""
    bare = _SHARE_BEHIND.sub("", _SHARE.sub(" ", text).strip())
    return re.sub(r"\s+(?=[,;/])", "", _FOOTNOTE.sub("", bare)).strip(" ,;")


def _with_signs(text: str) -> str:
    """A text whose numbers add up to 100, and are shares: "India 60, Turkmenistan 40"."""
    numbers = [int(number) for number in _NUMBER.findall(text)]
    return _NUMBER.sub(r"\g<0>%", text) if len(numbers) > 1 and sum(numbers) == _WHOLE else text


_WHOLE = 100


def _country_of_states(rows: list[Row]) -> set[str]:
    """The country at the end, where all that stands before it are states of it as well: "Georgia, USA" is the US."""
    last = rows[-1]["country"]
    before = [row["also"].split(";") for row in rows[:-1] if row["country"] != last]
    return {last} if last and all(any(s.startswith(f"{last}-") for s in also) for also in before) else set()


class _Found(NamedTuple):
    row: Row
    is_code: bool


_COUNTRY_WORDS = 5
"""Words of the longest name of a country that is looked for at the end of a text."""
_MAKES_IT_ELSE = frozenset(
    {
        "new",
        "north",
        "south",
        "east",
        "west",
        "upper",
        "lower",
        "little",
        "saint",
        "san",
        "santa",
        "lake",
        "mount",
        "port",
    }
    | {
        "fort",
        "of",
        "de",
        "del",
        "d",
        "di",
        "da",
        "do",
        "des",
        "du",
        "la",
        "rue",
        "avenue",
        "ave",
        "via",
        "calle",
        "rua",
    }
    | {
        "street",
        "st",
        "strasse",
        "plaza",
        "place",
        "piazza",
        "platz",
        "road",
        "rd",
        "boulevard",
        "blvd",
        "hotel",
        "cafe",
    }
    | {"restaurant", "bank", "university", "gulf", "sea", "villa", "tower", "house", "cadde", "cad", "sokak", "ulitsa"}
)
"""Words before the name of a country that make it part of another name: streets, states, houses."""


def _aliases_of(reference: Reference) -> Table:
    return reference.table("countries", "country_aliases")


class _Words(NamedTuple):
    """The rows of the aliases by their keys, read in one go."""

    names: Mapping[str, Row]
    codes: Mapping[str, Row]
    within: Mapping[str, Row]
    """Names that mean one country and nothing else, to be found among other words."""


def _words(reference: Reference) -> _Words:
    table = _aliases_of(reference)
    names: dict[str, Row] = {}
    codes: dict[str, Row] = {}
    within: dict[str, Row] = {}
    for row, cells in zip(table.rows, table.columns("key", "kind", "country", "also"), strict=True):
        key, kind, country, also = cells
        if kind == "code":
            codes[key] = row
            continue
        names[key] = row
        if country and not also and len(key) >= (_SHORTEST_WITHIN if key < "\u3400" else 2):
            within[key] = row
    return _Words(names, codes, within)


def _names_within(reference: Reference) -> PhraseIndex[Row]:
    return PhraseIndex(reference.once(_words).within)


_DIGITS_OF_A_CODE = 3
"""Digits of a numeric code of ISO 3166-1."""


class CountryResolver:
    """Text → ISO 3166-1 alpha-2 code. Pure; each distinct text is worked out once per resolver.

    Args:
        reference: the tables; `countries` with its resource `country_aliases` is used, and read at the first question.
    """

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._seen: dict[tuple[str, bool], Resolution] = {}
        self._addresses: dict[str, Resolution] = {}
        self._by_words: set[str] = set()

    # --- the tables ------------------------------------------------------------------------------------------

    @cached_property
    def _aliases(self) -> Table:
        return _aliases_of(self._reference)

    @cached_property
    def _names(self) -> Mapping[str, Row]:
        return self._reference.once(_words).names

    @cached_property
    def _codes(self) -> Mapping[str, Row]:
        return self._reference.once(_words).codes

    @cached_property
    def _countries(self) -> Mapping[str, Row]:
        return self._reference.table("countries").by_id

    # --- public ----------------------------------------------------------------------------------------------

    def name(self, code: str) -> str:
        """Short English name of an alpha-2 code, or the code itself where it is unknown."""
        row = self._countries.get(code)
        return row["name"] if row else code

    def resolve(self, text: str, *, codes: bool = False) -> Resolution:
        """The country that the whole text names.

        ISO codes (alpha-2, alpha-3) count when they are the whole text. With `codes` (the column is known to hold
        codes) numeric codes and `NA`, which otherwise may as well mean "not available", are codes, too, and so are
        small letters that are a word elsewhere (`my`). Codes of parts of countries (`GB-SCT`) are the country; those of
        former states and disputed territories, ambiguous (`territory_codes`).

        A text of several names of one country ("China (CN)", "Germany / Deutschland") is that country; of several
        countries ("China/Taiwan"), ambiguous. "City, Country" gives the country with method PHRASE.
        """
        found = self._seen.get((text, codes))
        if found is None:
            found = self._seen[(text, codes)] = self._resolve(text, codes)
        return found

    def looks_like_country(self, text: str) -> bool:
        """Whether a cell speaks for a column of countries: a name or code of a country and of nothing else.

        Numbers, codes of states of the US and provinces of Canada (`CA`, `DE`, `IN`) and `NA` say nothing.
        """
        found = self._look_up(text, codes=False)
        if found is None:
            return self._of_parts(text, codes=False) is not None
        return not (found.is_code and (found.row["also"] or not text.strip().isupper()))

    def is_code(self, text: str) -> bool:
        """Whether a text is an ISO 3166-1 alpha-2 code in capitals, whatever else it may be (`IN` is a state, too)."""
        return len(text) == 2 and text.isascii() and text.isupper() and text.lower() in self._codes

    def suggest(self, text: str) -> tuple[str, ...]:
        """Codes of up to three countries whose English name shares a word with the text, as written or misspelt.

        Words that many countries share (republic, islands) do not count. For hints only: no resolver uses them.
        """
        return self._hints.near(text)

    def find_in_address(self, text: str) -> Resolution:
        """The country at the end of an address or "City, Country"; method PHRASE, or AMBIGUOUS, or UNRESOLVED.

        Only whole segments between commas or lines count, last ones first, without the postal code; never ISO codes
        (which are states, too: `GA`, `IN`) nor names of states ("Atlanta, Georgia").
        """
        found = self._addresses.get(text)
        if found is None:
            found = self._addresses[text] = self._in_address(text)
        return found

    def is_among_words(self, text: str) -> bool:
        """Whether `resolve()` has read a text by a country that it names among other words ("mainly Turkmenistan")."""
        return text in self._by_words

    def behind_name(self, name: str) -> Resolution | None:
        """The country that stands behind a company's name: "Alder Mills (India)", "Alder Mills - India", "…, India".

        Its whole name or another name of it, never a code: "(TM)" is a trade mark. Method PHRASE.
        """
        ending = _BEHIND_NAME.search(name)
        part = next((p.strip() for p in ending.groups() if p), "") if ending else ""
        found = self._look_up(part, codes=False) if len(part) >= _SHORTEST_WITHIN or not part.isascii() else None
        if found is None or found.is_code or not found.row["country"] or found.row["also"]:
            return None
        return self._stated(name, found).changed(method=Method.PHRASE)

    def all_named(self, text: str) -> tuple[str, ...]:
        """The parts of a text that says of several places that each is meant, as it is written; else the text alone.

        "India and Turkmenistan", "Turkmenistan 60%, India 40%", and "India, Turkmenistan" where each part is the name
        of another country ("Georgia, USA" is one). Not "India / Turkmenistan", which may be either, nor the name of one
        country ("Trinidad and Tobago"). A part that is in no table is a part all the same.
        """
        if self._look_up(text, codes=False) or _NOT.search(text):
            return (text,)
        listed = [part for part in map(_plain, _LISTED.split(text)) if part]
        rows = [found.row for part in listed if (found := self._look_up(part, codes=True))]
        if len(listed) == len(rows) > 1 and self._one_or_several(text, rows, listed).code is None:
            return tuple(listed)
        signed = _with_signs(text)
        shares = len(_SHARE.findall(signed))
        if not (shares > 1 or _ALL_OF.search(text)):
            return (text,)
        parts = (_ALL_OF_SHARES if shares > 1 else _ALL_OF).split(signed)
        if shares > 1 and sum(1 for part in parts if key(_plain(part))) == 1:
            parts = _SHARE.split(signed)  # "60% India 40% Turkmenistan"
        bare = tuple(part for part in (_plain(part) for part in parts) if key(part))
        known = sum(1 for part in bare if self._look_up(part, codes=True))
        return bare if len(bare) > 1 and known and known >= len(bare) - 1 else (text,)

    def within(self, text: str) -> Resolution | None:
        """The country or countries that a text names among a few other words; None where it names none, or may say that
        one is not meant."""
        return self._among_words(text, loosely=True)

    def perhaps(self, text: str) -> Resolution | None:
        """What a text that is no country's name may mean by the one it names: AMBIGUOUS with it as the candidate.

        "Turkmenistan via Turkey" may be of either. None where it names none, or may say that one is not meant.
        """
        found = self.within(text)
        if found is None or found.code is None:
            return found
        rule = f"the text names {found.label}; what else it says, we do not know"
        return found.changed(method=Method.AMBIGUOUS, code=None, label="", candidates=(found.code,), rule=rule)

    def by_adjective(self, text: str) -> Resolution | None:
        """The country whose adjective the whole text is ("Uzbek"); AMBIGUOUS where several share it ("Congolese").

        Only for what is known to be the origin of goods: in a column of languages "Chinese" is no country.
        """
        row = self._adjectives.get(key(text))
        return self._of_adjective(text, row) if row else None

    def beside_goods(self, text: str) -> Resolution | None:
        """The one country whose adjective or name stands beside something: "Uzbek cotton", "coton du Turkménistan".

        Whether it says where the goods are from, or is a part of their name ("Turkey meat"), the caller must know.
        None where the text may say that the country is not meant, or that the goods go there. Method PHRASE, or
        AMBIGUOUS.
        """
        line = key(text)
        found: dict[str, Row] = {}
        for start, word, row in self._beside_goods.find(text):
            before, after = line[:start].split(), line[start + len(word) :].strip()
            if before and (before[-1] in _MAKES_IT_ELSE - {"of", "de", "d", "di", "da", "del"} or before[-1] in _THERE):
                continue
            # in English and German an adjective stands in front of what it is said of
            if after or (before and ("kind" in row or row["language"] not in ("en", "de"))):
                found[row["country"] or row["candidates"]] = row
        if len(found) != 1 or _NOT.search(text):
            return None
        (row,) = found.values()
        named = self._of_adjective(text, row)
        rule = f"'{row['alias']}' stands beside the goods"
        return named.changed(method=Method.PHRASE, rule=rule) if named.code else named

    def named_in(self, text: str) -> tuple[str, ...]:
        """Codes of the countries that a text names by name or adjective, whatever else it says; none that it may deny.

        Each sentence is read by itself: "not from India; cotton from Turkmenistan" names Turkmenistan.
        """
        found: dict[str, None] = {}
        for clause in _SENTENCE.split(text):
            if not _NOT.search(clause):
                for _, _, row in self._beside_goods.find(clause):
                    found.update(dict.fromkeys((row["country"] or row["candidates"]).split(";")))
        return tuple(found)

    @property
    def openings_in_texts(self) -> Openings:
        """What begins what `beside_goods()` and `named_in()` look for."""
        return self._beside_goods.openings

    # --- how -------------------------------------------------------------------------------------------------

    @cached_property
    def _adjectives(self) -> Mapping[str, Row]:
        return {row["key"]: row for row in self._reference.table("countries", "country_adjectives")}

    @cached_property
    def _beside_goods(self) -> PhraseIndex[Row]:
        return PhraseIndex({**self._within.phrases, **self._adjectives})

    def _of_adjective(self, text: str, row: Row) -> Resolution:
        candidates = tuple(row["candidates"].split(";")) if row["candidates"] else ()
        names = " or ".join(self.name(code) for code in candidates or (row["country"],))
        rule = f"'{row['alias']}' says that something is of {names}"
        citation = self._reference.table("countries", "country_adjectives").cite(row) if "kind" not in row else None
        return Resolution(
            raw=text,
            method=Method.AMBIGUOUS if candidates else Method.ALIAS,
            code=row["country"] or None,
            label="" if candidates else self.name(row["country"]),
            rule=rule,
            candidates=candidates,
            citation=citation or self._aliases.cite(row),
        )

    @cached_property
    def _within(self) -> PhraseIndex[Row]:
        return self._reference.once(_names_within)

    def _among_words(self, text: str, *, loosely: bool = False) -> Resolution | None:
        """The country or countries that a text names among a few other words: "mainly Peru", "Product of India".

        Not where it may say that one is not meant ("excluding China"), nor where the word before makes it another name.
        `loosely`: whatever the other words are.
        """
        if _NOT.search(text):
            return None
        text_alone = _PROVINCE_CODE.sub(" ", text)
        line = key(text_alone)
        found = [
            (word, row)
            for start, word, row in self._within.find(text_alone)
            if not (before := line[:start].split()) or before[-1] not in _MAKES_IT_ELSE or before[-1] == "of"
        ]
        for word, _ in found:
            line = line.replace(word, " ")
        others = line.split()
        if not found or len(others) > _OTHER_WORDS or not (loosely or _BESIDE.issuperset(others)):
            return None
        rows = {row["country"]: row for _, row in found}
        if len(rows) > 1:
            return self._one_or_several(text, list(rows.values()), [word for word, _ in found])
        (code,) = rows
        label = self.name(code)
        return Resolution(
            raw=text,
            method=Method.PHRASE,
            code=code,
            label=label,
            rule=f"the text names {label} among other words",
            citation=self._aliases.cite(rows[code]),
        )

    @cached_property
    def _hints(self) -> CountryHints:
        rows = self._aliases.columns("key", "country", "also", "kind", "language")
        return CountryHints(
            {
                key: (country, bool(also))
                for key, country, also, kind, language in rows
                if country and kind in ("name", "short") and language == "en" and len(key) >= 4
            }
        )

    @cached_property
    def _territories(self) -> TerritoryCodes:
        return TerritoryCodes(self._reference, self.name)

    def _look_up(self, text: str, *, codes: bool) -> _Found | None:
        """The row of the whole text. A code is written in ASCII: `Áo` is Austria in Vietnamese, `AO` is Angola."""
        bare = text.strip()
        if len(bare) <= 3 and bare.isascii():
            numeric = bare.isdigit()
            # a spreadsheet drops the zeros before a number: 50 is 050, Bangladesh
            row = self._codes.get(bare.zfill(_DIGITS_OF_A_CODE) if numeric else bare.lower())
            if row and (codes or not (numeric or row["id"] == "na-na")):
                other = self._names.get(row["key"])
                certain = bare.isupper() or (codes and bare.islower())
                if other and other["country"] != row["country"] and not certain:
                    return None  # in Vietnamese "Mỹ" is the US and "Nga" is Russia: "my" and "Nga" need not be codes
                return _Found(row, True)
            if numeric or bare.lower() == "na":
                return None
        if is_placeholder(bare):
            return None
        normal = key(bare)
        row = self._names.get(normal)
        if row and len(normal) <= 2 and bare.isascii() and not row["alias"].isascii():
            return None  # "Ý" is Italy in Vietnamese; "Y" is not
        if row is None and not normal.isascii() and _HAN_PADDED.fullmatch(normal):
            row = self._names.get(normal.replace(" ", ""))
        return _Found(row, False) if row else None

    def _resolve(self, text: str, codes: bool) -> Resolution:
        different = self._of_parts(text, codes) if _EITHER.search(text) else None
        if different and different.method is Method.AMBIGUOUS:
            return different
        found = self._look_up(text, codes=codes)
        if found:
            return self._stated(text, found)
        territory = self._territories.resolve(text, codes=codes)
        if territory:
            return territory
        bare = text.strip()
        if bare.isascii() and bare.isalpha() and len(bare) <= 3:
            return self._short_text(text, bare)
        if not key(text) or is_placeholder(text):
            return Resolution(raw=text, method=Method.UNRESOLVED, rule="the cell says that there is no answer")
        bare_of_marks = _plain(text)
        if bare_of_marks != text.strip() and key(bare_of_marks):
            found_bare = self.resolve(bare_of_marks, codes=codes)
            if self.is_among_words(bare_of_marks):
                self._by_words.add(text)
            return found_bare.changed(raw=text)
        whole = self._of_parts(text, codes) or self._last_part(text)
        if whole is None and (whole := self._of_country_first(text)) is not None:
            self._by_words.add(text)
        if whole is None and (whole := self._among_words(text)) is not None:
            self._by_words.add(text)
        return whole or self._unresolved(text)

    def _stated(self, text: str, found: _Found) -> Resolution:
        row = found.row
        if not row["country"]:
            return self._ambiguous(text, row)
        label = self.name(row["country"])
        if found.is_code:
            rule, method = f"ISO 3166-1 code of {label}", Method.EXACT
        elif row["key"] == key(label):
            rule, method = f"name of {label}", Method.EXACT
        elif row["kind"] == "subdivision":
            rule, method = f"'{row['alias']}', written as a country, is part of {label}", Method.ALIAS
        else:
            kind = {
                "name": "another name",
                "short": "a short name",
                "historic": "a former name",
                "typo": "a misspelling",
            }
            what = kind.get(row["kind"], "an abbreviation")
            rule, method = f"'{row['alias']}' is {what} of {label} (countries, {row['source']})", Method.ALIAS
        return Resolution(
            raw=text, method=method, code=row["country"], label=label, rule=rule, citation=self._aliases.cite(row)
        )

    def _ambiguous(self, text: str, row: Row) -> Resolution:
        candidates = tuple(row["candidates"].split(";"))
        names = ", ".join(self.name(code) for code in candidates)
        return Resolution(
            raw=text,
            method=Method.AMBIGUOUS,
            rule=f"'{row['alias']}' {'may be' if len(candidates) > 1 else 'is a place in'} {names}",
            candidates=candidates,
            citation=self._aliases.cite(row),
        )

    def _short_text(self, text: str, bare: str) -> Resolution:
        """Two or three letters that are no certain code."""
        if bare.lower() == "na":
            rule = "'NA' is the code of Namibia and a common way to write 'not available'"
            return Resolution(raw=text, method=Method.AMBIGUOUS, rule=rule, candidates=("NA",))
        code, name = self._codes.get(bare.lower()), self._names.get(bare.lower())
        if code and name:
            candidates = tuple(sorted((code["country"], name["country"])))
            one, other = self.name(code["country"]), self.name(name["country"])
            rule = f"'{bare}' is the ISO code of {one}; '{name['alias']}' is {other}"
            return Resolution(raw=text, method=Method.AMBIGUOUS, rule=rule, candidates=candidates)
        return self._unresolved(text)

    def _unresolved(self, text: str) -> Resolution:
        return Resolution(
            raw=text, method=Method.UNRESOLVED, rule="no country has this name or code", candidates=self.suggest(text)
        )

    def _of_parts(self, text: str, codes: bool) -> Resolution | None:
        """Several names side by side: one country if all agree, ambiguous if all are countries and they do not."""
        parts = [part.strip() for part in _PARTS.split(text) if part and part.strip()]
        if len(parts) < 2:
            return None
        found = [self._look_up(part, codes=codes) for part in parts]
        if not all(found):
            return None
        return self._one_or_several(text, [f.row for f in found if f], parts)

    def _one_or_several(self, text: str, rows: list[Row], parts: list[str]) -> Resolution:
        possible = [{row["country"]} if row["country"] else set(row["candidates"].split(";")) for row in rows]
        common = set.intersection(*possible) or _country_of_states(rows) or self._territory(text, rows)
        if len(common) == 1:
            code = common.pop()
            row = next((row for row in rows if row["country"] == code), rows[0])
            every = all(code in countries for countries in possible)
            rule = f"{'every part of the text' if every else 'the text'} ({', '.join(parts)}) names {self.name(code)}"
            return Resolution(
                raw=text,
                method=Method.ALIAS,
                code=code,
                label=self.name(code),
                rule=rule,
                citation=self._aliases.cite(row),
            )
        candidates = tuple(sorted(set.union(*possible)))
        return Resolution(
            raw=text,
            method=Method.AMBIGUOUS,
            rule=f"the text names several countries: {', '.join(self.name(code) for code in candidates)}",
            candidates=candidates,
        )

    def _territory(self, text: str, rows: list[Row]) -> set[str]:
        """The territory where its state stands behind it: "Aruba (Netherlands)", not "Netherlands/Aruba"."""
        first, last = rows[0]["country"], rows[-1]["country"]
        belongs = first and last and self._countries[first]["parent"] == last
        return {first} if belongs and len(rows) == 2 and not _EITHER.search(text) else set()

    def _of_country_first(self, text: str) -> Resolution | None:
        """A country with one of its places behind it: "Turkmenistan, Mary"; a code does in capitals ("TM (Ahal)").

        Not where the name is that of a place elsewhere, too, or the text may say that one of them is not meant.
        """
        behind = None if _NOT.search(text) else _PLACE_WITHIN.search(text)
        first = text[: behind.start()].strip() if behind else ""
        found = self._look_up(first, codes=False) if first else None
        if behind is None or found is None or not found.row["country"] or found.row["also"]:
            return None
        if any(row["country"] != found.row["country"] for _, _, row in self._within.find(text[behind.start() :])):
            return None
        label = self.name(found.row["country"])
        rule = f"the text names {label} with a place behind it"
        return self._stated(text, found).changed(method=Method.PHRASE, rule=rule)

    def _last_part(self, text: str) -> Resolution | None:
        bracket = _BRACKET_AT_END.search(text)
        if bracket and not _OWN_TERRITORY.search(text):
            row = self._address_name(bracket[1].strip())
            before = self._look_up(text[: bracket.start()], codes=False)
            if before and row:  # "Sint Maarten (Dutch part) (Netherlands)"
                return self._one_or_several(text, [before.row, row], [text[: bracket.start()].strip(), bracket[1]])
            if row and row["country"] and not row["also"]:
                return self._from_address(text, bracket[1].strip(), row)
        if ("," not in text and "，" not in text) or _OWN_TERRITORY.search(text):
            return None
        found = self.find_in_address(text)
        return found if found.code else None

    def _in_address(self, text: str) -> Resolution:
        line = _INITIALS.sub(lambda found: re.sub(r"[.\s]", "", found[0]) + " ", text)
        segments = [part.strip(" .\t") for part in _SEGMENTS.split(line)]
        segments = [part for part in segments if key(part) and not is_placeholder(part)]
        while segments and not re.search(r"[^\W\d_]{2}", segments[-1]):
            segments.pop()  # a postal code or a number stands alone at the end
        for count in range(min(_SEGMENTS_JOINED, len(segments)), 0, -1):
            tail = " ".join(segments[-count:])
            for candidate in dict.fromkeys((tail, _BEFORE_COUNTRY.sub("", tail).strip())):
                found = self._address_name(candidate)
                if found:
                    return self._from_address(text, candidate, found)
        if match := _HAN_COUNTRY.match(text.strip()):
            return self._from_address(text, match[1], self._names[key(match[1])])
        if segments and (last := self._last_words(_BEFORE_COUNTRY.sub("", segments[-1]).strip())):
            return self._from_address(text, *last)
        return Resolution(raw=text, method=Method.UNRESOLVED, rule="the address does not end in the name of a country")

    def _last_words(self, segment: str) -> tuple[str, Row] | None:
        """The country that the last words of a segment name without a comma before it: "Shenzhen China".

        Not where the word before makes it something else ("New Jersey", "Avenue de France"), nor names that are places
        elsewhere, too ("Atlanta Georgia").
        """
        words = segment.split()
        for size in range(min(_COUNTRY_WORDS, len(words) - 1), 0, -1):
            candidate = " ".join(words[-size:])
            row = self._address_name(candidate)
            if row and row["country"] and not row["also"]:
                denied = _DENIED_BEFORE.search(" ".join(words[:-size]))
                return None if denied or key(words[-size - 1]) in _MAKES_IT_ELSE else (candidate, row)
        return None

    def _address_name(self, candidate: str) -> Row | None:
        normal = key(candidate)
        if normal.isascii() and len(normal) <= 3 and normal not in _ADDRESS_ABBREVIATIONS:
            return None
        return self._names.get(normal)

    def _from_address(self, text: str, candidate: str, row: Row) -> Resolution:
        if row["also"]:
            rule = f"the address ends in '{candidate}', which is {self.name(row['country'])} or {row['also']}"
            return Resolution(raw=text, method=Method.AMBIGUOUS, rule=rule, candidates=(row["country"],))
        if not row["country"]:
            return self._ambiguous(text, row)
        label = self.name(row["country"])
        return Resolution(
            raw=text,
            method=Method.PHRASE,
            code=row["country"],
            label=label,
            rule=f"the address ends in '{candidate}', {label} (countries, {row['source']})"
            if not _HAN_COUNTRY.match(text.strip())
            else f"the address begins or ends with '{candidate}', {label} (countries, {row['source']})",
            citation=self._aliases.cite(row),
        )
