"""What texts say that no rule reads: remarks, further columns, words of a product that name Xinjiang, an origin or a
listed entity. They place nobody and list nobody, so what they name is told, and at most possible."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache

from supplychain_risk.domain import Fate, Problem, Reading, Resolution
from supplychain_risk.intake.records import SupplierRecord, Value
from supplychain_risk.intake.values import parse_amount
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.patterns import pattern
from supplychain_risk.reference.entities import ListedEntity, listed_entities
from supplychain_risk.resolve.answers import asks_for_a_control, says
from supplychain_risk.resolve.text import Openings, PhraseIndex, asked_together, key, may_hold

Report = Callable[[Problem], None]

_GOODS = ("commodity", "sector")
"""Columns whose words are read as goods and sectors, and as nothing else."""
_SHORTEST_NAME, _SHORTEST_HAN = 12, 4
"""Letters of a listed name that is looked for inside a text: shorter ones stand there by chance."""
_LONGEST_SAID = 120
"""Letters of a text that are shown: the cell has the rest."""
_FORM_AT_END = re.compile(r"(?: (?:co|company|ltd|limited|inc|incorporated|corp|llc|plc|gmbh|sdn|bhd|sa|pte))+$")
_ORIGIN_WORDS = re.compile(
    r"\b(?:origin|from|made in|product of|produced in|grown in|sourced in)\b|产地|產地|原产|原產|原産|원산",
    re.IGNORECASE,
)
"""Words by which a product text says where the goods are from; without one "Brazil nuts" would."""


_PARTS = re.compile(r"[,;/+&\n，、；]|\band\b", re.IGNORECASE)
"""What parts the fibers of a composition: "60% cotton (Turkmenistan), 40% polyester (China)"."""
_HOW_MUCH = re.compile(
    r"[%％]|\b(?:percent(?:age)?|share|quantity|qty|volume|kgs?|tons?|tonnes?|mt|bales|spend|value|anteil|menge|part"
    r"|quantité|porcentaje|cantidad|workers|number of)\b|占比|比例|数量|吨|金额",
    re.IGNORECASE,
)
"""What a heading says that asks how much: a number below it says that there is some."""
_LIST_WORDS = (
    *("uflpa", "entity list", "wro", "wros", "withhold release", "ofac", "sdn", "sanction", "sanctions", "sanctioned"),
    *("denied party", "denied parties", "restricted party", "restricted parties", "watchlist", "watchlisted"),
    *("watch list", "watch listed", "blacklist", "blacklisted", "black list", "black listed"),
    *("forced labor", "forced labour"),
)
"""Words of a heading that asks whether a supplier is on a list, under an order, or at risk of forced labor."""
_PROMISE = pattern(
    r"\b(?:no|not|non|never|free|without|exclud\w*|avoid\w*|prohibit\w*|ban|declar\w*|statement|confirm\w*|attest\w*"
    r"|affidavit|commit\w*|complian\w*|comply|polic\w*|letter|certif\w*|screen\w*|check\w*|trac\w*|aware\w*)\b|[非不无無]",
    re.IGNORECASE,
)


class Mentions:
    """Looks through the texts of rows; each text of a column is told once."""

    def __init__(self, resolvers: Resolvers, report: Report) -> None:
        self._resolvers = resolvers
        self._report = report
        self._told: set[tuple[str, ...]] = set()
        self._may_name = lru_cache(maxsize=1 << 16)(self._may_name_any)
        self._named_region = lru_cache(maxsize=1 << 16)(self._read_region)
        self._named_origin = lru_cache(maxsize=1 << 16)(self._read_origin)
        self._named_countries = lru_cache(maxsize=1 << 16)(self._read_countries)
        self._named_entities = lru_cache(maxsize=1 << 16)(self._read_entities)

    def may_name(self, row: SupplierRecord) -> bool:
        """Whether any text of a row may name what is told of here, or a sign of forced labor.

        Quick; where it is not, `region()`, `tell_listed()` and `tell_origins()` find nothing in the row.
        """
        may = self._may_name
        for heading, value in remarks(row):
            if may(heading) or may(value.text):
                return True
        for answer in row.answers:
            if may(answer.question) or may(answer.value.text):
                return True
        for field in _GOODS:
            for value in row.values.get(field, ()):
                if may(value.text):
                    return True
        return False

    def naming(self, rows: Sequence[SupplierRecord]) -> set[int]:
        """The numbers of the rows of which `may_name` is true, or which name the origin of their goods in words."""
        heard = asked_together((text for row in rows for text in _all_texts(row)), self._may_name_any)
        goods = {value.text for row in rows for value in row.values.get("commodity", ())}
        heard |= {text for text in goods if self._named_origin(text)}
        return (
            {number for number, row in enumerate(rows) if any(text in heard for text in _all_texts(row))}
            if heard
            else set()
        )

    def region(self, rows: Sequence[SupplierRecord], *, in_china: bool = False) -> Reading | None:
        """Xinjiang, where a text of the rows names it that places nobody; the first that does.

        Of a supplier `in_china` the names of its counties and cities count too ("cotton from Aksu gins").

        A question that names it counts where the answer is yes ("Cotton from Xinjiang? Yes"). What a text says is not
        there ("non-Xinjiang", "Xinjiang excluded") does not count.
        """
        first: Reading | None = None
        for row in rows:
            for heading, value in filter(self._speaks, _texts(row)):
                found = self._named_region(heading, value.text, in_china)
                if found is None:
                    continue
                self._tell_region(value, found)
                first = first or Reading(resolution=found, cells=(value.cell,))
        return first

    def origins(self, row: SupplierRecord) -> tuple[Value, ...]:
        """The words of products that say where the goods are from: "Cotton (Turkmenistan origin)", "Uzbek cotton"."""
        stated = row.values.get("commodity", ())
        if not stated or (len(stated) == 1 and not self._named_origin(stated[0].text)):
            return ()
        named = [(value, found) for value in stated for found in self._named_origin(value.text)]
        origins: list[Value] = []
        for value, found in named:
            codes = (found.code,) if found.code else found.candidates
            self._tell(
                value,
                "country-among-words",
                f"{found.rule}, and is read as the origin of the goods",
                "Write the origin of the goods in a column of its own.",
            )
            origins.append(value.changed(text=" / ".join(self._resolvers.countries.name(code) for code in codes)))
        return tuple(origins)

    def tell_listed(self, rows: Sequence[SupplierRecord]) -> None:
        """Tell of listed entities that remarks and columns that are not used name."""
        for row in rows:
            for _, value in filter(self._speaks, row.extra):
                for entity in self._named_entities(value.text):
                    self._tell_listed(value, entity)

    def tell_called_listed(self, rows: Sequence[SupplierRecord]) -> None:
        """Tell of a yes to a heading that asks whether a supplier is on a list, under an order or at risk: "On UFLPA
        Entity List?". Listings are found by names and editions, never taken from what a sheet says of itself."""
        for row in rows:
            for heading, value in _said_under(row):
                if says(value.text) is not True or _asks_for_a_promise(heading):
                    continue
                if self._of_lists.find(heading):
                    self._tell(
                        value,
                        "text-says-listed",
                        f"under '{heading}' the sheet says '{shortened(value.text)}'; what a sheet itself says of "
                        "lists, orders and risks is not counted: names are looked for in the lists the report cites",
                        "If the supplier is listed and not found here, look at how complete that list is, and have "
                        "somebody decide.",
                    )

    def tell(self, texts: Iterable[Value]) -> None:
        """Tell what texts name that are no row's: titles and notes."""
        for value in texts:
            found = self._resolvers.regions.mentioned(value.text)
            if found is not None:
                said = f"beside its rows the sheet says '{shortened(value.text)}': {found.rule}"
                self._tell(
                    value,
                    "text-names-region",
                    f"{said}. It is not said of which supplier, so no row is read so",
                    "If goods or their inputs come from there, write it in a column of origins of the rows concerned.",
                )
            for entity in self._named_entities(value.text):
                self._tell_listed(value, entity)

    def tell_origins(self, rows: Sequence[SupplierRecord], sold: frozenset[str], placed: frozenset[str]) -> None:
        """Tell of texts that name a country whose goods are barred, by an order where they or the supplier name them.

        `sold`: codes of the goods of the supplier; `placed`: of the countries that columns state of it and its goods,
        which need no telling. Xinjiang is told by `region()`.
        """
        for row in rows:
            for heading, value in filter(self._speaks, _said_under(row)):
                for named in self._named_countries(heading, value.text):
                    if named in placed:
                        continue
                    goods = self._orders.get(named, frozenset())
                    if named in self._barred:
                        self._tell_origin(
                            heading, value, named, "the law presumes that goods of that origin are barred"
                        )
                    elif goods & sold or any(good in goods for good in self._goods_named(heading, value.text)):
                        self._tell_origin(heading, value, named, "an order of CBP is on goods of that origin")

    def _speaks(self, text: tuple[str, Value]) -> bool:
        """Whether a text or its heading may name anything that is told of here."""
        heading, value = text
        return self._may_name(value.text) or (heading != "" and self._may_name(heading))

    def _may_name_any(self, text: str) -> bool:
        return self._resolvers.indicators.may_speak_of_north_korea(text) or may_hold(text, self._openings)

    @cached_property
    def _openings(self) -> Openings:
        """What every name of a place, country, sign or listed entity that is looked for in texts begins with."""
        regions, countries = self._resolvers.regions, self._resolvers.countries
        signs = self._resolvers.indicators.openings_in_texts
        places = regions.openings_in_texts | countries.openings_in_texts
        return places | signs | self._listed.openings | Openings(_LIST_WORDS)

    def _read_countries(self, heading: str, text: str) -> tuple[str, ...]:
        """The countries that a text names, or a heading to which it says yes, of whose goods any are barred."""
        codes = self._resolvers.countries.named_in(text) if any(map(str.isalpha, text)) else ()
        if not codes and _affirms(heading, text) and not _asks_for_a_promise(heading):
            codes = self._resolvers.countries.named_in(heading)
        return tuple(code for code in codes if code in self._orders or code in self._barred)

    def _goods_named(self, heading: str, text: str) -> Iterator[str]:
        for part in (heading, text):
            yield from (r.code for r in self._resolvers.commodities.resolve(part) if r.code)

    @cached_property
    def _of_lists(self) -> PhraseIndex[None]:
        return PhraseIndex(dict.fromkeys(_LIST_WORDS))

    @cached_property
    def _orders(self) -> Mapping[str, frozenset[str]]:
        """Country → goods of it that an order bars, but for those of one region."""
        goods: dict[str, set[str]] = {}
        for rule in self._resolvers.reference.table("cbp_orders", "cbp_order_rules"):
            if not rule["origin_region"]:
                goods.setdefault(rule["origin_country"], set()).update(rule["commodities"].split(";"))
        return {country: frozenset(found) for country, found in goods.items()}

    @cached_property
    def _barred(self) -> frozenset[str]:
        """Countries all of whose goods a law presumes to be made with forced labor."""
        laws = self._resolvers.reference.table("legal_instruments")
        return frozenset(row["origin_country"] for row in laws if row["origin_country"] and not row["origin_region"])

    def _tell_origin(self, heading: str, value: Value, code: str, why: str) -> None:
        name = self._resolvers.countries.name(code)
        self._tell(
            value,
            "text-names-origin",
            f"under '{heading}' the sheet says '{shortened(value.text)}' and names {name}; {why}."
            " No column that is used says that goods come from there, so no row is read so",
            "If goods or their inputs come from there, write it in a column of origins.",
        )

    def _read_region(self, heading: str, text: str, in_china: bool) -> Resolution | None:
        in_words = any(map(str.isalpha, text))
        if not in_words and not _says_how_much(heading, text):
            return None
        named = self._resolvers.regions.mentioned(text, in_china=in_china) if in_words else None
        if named is None and heading and _affirms(heading, text) and not _asks_for_a_promise(heading):
            named = self._resolvers.regions.mentioned(heading, in_china=in_china)
        if named is None:
            return None
        where = f"under '{heading}'" if heading else "in the words of a product or sector"
        return named.changed(rule=f"{where} the sheet says '{shortened(text)}': {named.rule}")

    def _read_origin(self, text: str) -> tuple[Resolution, ...]:
        """The origins that a product text states, by words that say so or by countries beside the goods.

        A country beside goods counts where a list or an order names these goods of it: "Uzbek cotton" says where the
        cotton is from, "Turkey meat" and "Panama hats" do not. Each part of a composition is read by itself.
        """
        if _ORIGIN_WORDS.search(text):
            found = self._resolvers.countries.within(text)
            return () if found is None else (found,)
        parts = (self._of_part(text),) if not _PARTS.search(text) else map(self._of_part, _PARTS.split(text))
        return tuple({found.code or found.candidates: found for found in parts if found is not None}.values())

    def _of_part(self, text: str) -> Resolution | None:
        found = self._resolvers.countries.beside_goods(text)
        if found is None:
            return None
        goods = [r.code for r in self._resolvers.commodities.resolve(text) if r.code]
        codes = (found.code,) if found.code else found.candidates
        listed = tuple(code for code in codes if any((code, good) in self._listed_origins for good in goods))
        if not listed:
            return None
        rule = f"{found.rule}, which a list or an order names of that origin"
        return found.changed(code=listed[0] if len(listed) == 1 else None, candidates=listed, rule=rule)

    @cached_property
    def _listed_origins(self) -> frozenset[tuple[str, str]]:
        """Country and good of every list of goods and order on an origin, whatever its day."""
        reference = self._resolvers.reference
        listed = {(row["country"], row["commodity"]) for row in reference.table("ilab_goods")}
        rules = reference.table("cbp_orders", "cbp_order_rules")
        return frozenset(
            listed | {(rule["origin_country"], good) for rule in rules for good in rule["commodities"].split(";")}
        )

    def _read_entities(self, text: str) -> tuple[ListedEntity, ...]:
        """The listed entities that a text names, each once; most texts are short, or numbers."""
        if len(text) < _SHORTEST_HAN or not any(map(str.isalpha, text)):
            return ()
        return tuple({entity.entity_id: entity for _, _, entity in self._listed.find(text)}.values())

    @cached_property
    def _listed(self) -> PhraseIndex[ListedEntity]:
        names: dict[str, ListedEntity] = {}
        for entity in listed_entities(self._resolvers.reference, date.max):
            if entity.status == "inactive":
                continue
            for name in (entity.name, *entity.aliases, entity.name_zh):
                whole = key(name)
                for one in (whole, _FORM_AT_END.sub("", whole)):
                    if _is_telling(one):
                        names.setdefault(one, entity)
        return PhraseIndex(names)

    def _tell_region(self, value: Value, found: Resolution) -> None:
        self._tell(
            value,
            "text-names-region",
            f"{found.rule}. Nothing else places the supplier or its goods there, so it counts as possible only",
            "If goods or their inputs come from there, write it in a column of origins; if not, say so in writing.",
        )

    def _tell_listed(self, value: Value, entity: ListedEntity) -> None:
        self._tell(
            value,
            "text-names-entity",
            f"the text names '{entity.name}', an entry of the list '{entity.list_name}'; no column that is used says "
            "what it is to this supplier, so it is not screened as one of its companies",
            "If it supplies this company, write it in a column of its suppliers; if it owns it, in one of parents.",
        )

    def _tell(self, value: Value, code: str, message: str, hint: str) -> None:
        mark = (code, *value.cell.column, value.text)
        if mark in self._told:
            return
        self._told.add(mark)
        self._report(Problem(where=value.cell, code=code, value=value.raw, message=message, hint=hint, fate=Fate.NOTE))


def shortened(text: str) -> str:
    """As much of a text as is shown: the cell has the rest."""
    return text if len(text) <= _LONGEST_SAID else f"{text[:_LONGEST_SAID].rstrip()}…"


def remarks(row: SupplierRecord) -> Iterator[tuple[str, Value]]:
    """Texts of a row in which anything may be said of its supplier, each with its heading."""
    yield from row.extra
    for answer in row.answers:
        if answer.column == "audit_result":
            yield answer.question, answer.value


def _said_under(row: SupplierRecord) -> Iterator[tuple[str, Value]]:
    """Texts of columns that are not used and answers, each with its heading or question."""
    yield from row.extra
    for answer in row.answers:
        yield answer.question, answer.value


def _texts(row: SupplierRecord) -> Iterator[tuple[str, Value]]:
    """Texts that no rule on places reads, each with its heading where that may be a question."""
    yield from _said_under(row)
    for field in _GOODS:
        for value in row.values.get(field, ()):
            yield "", value


def _all_texts(row: SupplierRecord) -> Iterator[str]:
    """The texts of `_texts` and remarks, headings too."""
    for heading, value in remarks(row):
        yield heading
        yield value.text
    for answer in row.answers:
        yield answer.question
        yield answer.value.text
    for field in _GOODS:
        for value in row.values.get(field, ()):
            yield value.text


def _affirms(heading: str, text: str) -> bool:
    """Whether a text says yes to its heading, or that there is some of what it names: 40 under "Xinjiang cotton %"."""
    if says(text) is True:
        return True
    amount = parse_amount(text.rstrip("%％ ")) if _says_how_much(heading, text) else None
    return amount is not None and amount > 0


def _says_how_much(heading: str, text: str) -> bool:
    """Whether a number says how much there is: its heading asks so, or it is a share."""
    return text.rstrip().endswith(("%", "％")) or bool(_HOW_MUCH.search(heading))


def _asks_for_a_promise(heading: str) -> bool:
    """Whether a yes under the heading says that all is in order: "No cotton from Xinjiang (declared)"."""
    return asks_for_a_control(heading) or bool(_PROMISE.search(heading))


def _is_telling(name: str) -> bool:
    """Whether a name tells a company wherever it stands: long, and of several words, or in Han."""
    if not name.isascii():
        return len(name) >= _SHORTEST_HAN
    return len(name) >= _SHORTEST_NAME and " " in name
