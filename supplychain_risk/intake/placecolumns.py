"""Which columns tell where a company is: its countries, its other places; and origins of goods beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from supplychain_risk.intake.columns import Column
from supplychain_risk.intake.meaning import COMBINED, OTHER, OWN_SITES, Meaning
from supplychain_risk.intake.senses import IsCountry, Senses
from supplychain_risk.intake.values import one_line
from supplychain_risk.intake.whose import GOODS_FROM, UNSAID

_HINT_OF_PLACE = re.compile(
    r"countr|nation|location|origin|place|site|land|pays|pais|made|based|where|territor|area|geo", re.I
)
_PLACES = ("country", "region", "city", "postal_code")


def with_unheaded_countries(columns: Sequence[Column]) -> Sequence[Column]:
    """A column of countries whose heading holds that of a company's name is where that company is: "Paese produttore"
    beside "Produttore", in any language."""
    names = sorted((c for c in columns if c.field == "name" and c.key), key=lambda c: -len(c.key))
    settled = []
    for c in columns:
        if c.meaning is None and c.all_countries and not c.of_others:
            owner = next((n for n in names if n.key in c.key and n.key != c.key), None)
            if owner is not None:
                c = replace(c, meaning=Meaning("country", "values", 0.6, "values are countries"), whose=owner.whose)
        settled.append(c)
    return settled


_MAY_BE_SITES = ("", OTHER, "name", "address")
"""Fields of headings such as "Production sites", whose values decide whether they are companies."""


def with_own_sites(columns: Sequence[Column]) -> Sequence[Column]:
    """Several sites beside a supplier ("Production sites: Aksu; Ningbo") are places of its own, and no companies that
    supply it; where values bear legal forms, they are companies."""
    if not any(c.field == "name" and c.filled and not c.own_sites and not c.whose for c in columns):
        return columns
    return [
        replace(c, meaning=_OF_OWN_SITES, whose=UNSAID, place="production") if _is_of_sites(c) else c for c in columns
    ]


_OF_OWN_SITES = Meaning("address", OWN_SITES, 0.8, "several sites of one company")


def _is_of_sites(column: Column) -> bool:
    looks = column.looks
    may = column.own_sites and column.field in _MAY_BE_SITES and not column.whose.kind
    return may and bool(column.sample) and not looks.companies and looks.numbers < 0.5 and not column.all_countries


def _is_sourced(column: Column) -> bool:
    """Whether a heading over countries says that something comes from there: "Sourcing countries", "Cotton from"."""
    return bool(_SOURCED.search(column.heading)) or (
        column.whose.kind == "further" and column.key.endswith((" from", " aus", " von"))
    )


_MADE_IN = re.compile(
    r"(?:(?:made|produced|grown|manufactured|assembled) in|products? of|hergestellt in|fabriqu[ée]e?s? (?:en|au|aux)"
    r"|hecho en|fabricado en|feito n[ao]|prodotto in)\s+(.+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,;/(]")
_SOURCED = re.compile(
    r"\b(?:sourc|procur|purchas|bought|grown|harvest|mined|origin|ursprung|herkunft|bezug|beschaff|approvision|proven|proced"
    r"|origen|origem|menşe|pochodz)\w*|来源|來源|产地|產地|采购地|原産|産地|원산|происхожд",
    re.IGNORECASE,
)


def with_sourced_from(columns: Sequence[Column], is_country: IsCountry) -> Sequence[Column]:
    """Columns of countries under a heading that speaks of sourcing are of the origin of goods: "Sourcing countries".

    Only beside a country of the companies themselves, or another origin.
    """
    own = any(
        c.filled and (c.field == "origin" or (c.field == "country" and not _SOURCED.search(c.heading))) for c in columns
    )

    def listed(c: Column) -> bool:
        """Whether values begin with countries under a heading of goods: "Cotton from: India, Turkmenistan"."""
        begins = sum(is_country(_BETWEEN.split(text)[0].strip()) for text in c.sample)
        return c.meaning is not None and c.meaning.rule == GOODS_FROM and 2 * begins >= len(c.sample)

    def made_in(c: Column) -> bool:
        """Whether every value says where goods are made, whatever the heading: "Made in Turkmenistan"."""
        found = [_MADE_IN.match(text) for text in c.sample]
        return not c.field and bool(found) and all(m is not None and is_country(m[1].strip()) for m in found)

    return [
        replace(c, meaning=Meaning("origin", "values", 0.6, "countries from which something is sourced"), whose=UNSAID)
        if own
        and (
            made_in(c)
            or (not c.field and (c.all_countries or is_coded(c)) and not c.of_others and _is_sourced(c))
            or listed(c)
        )
        else c
        for c in columns
    ]


def country_columns(columns: Sequence[Column], found: Mapping[str, Sequence[Column]]) -> tuple[int, ...]:
    """Country columns, best first: the values decide, then the heading. The second one fills gaps of the first."""
    candidates = list(found.get("country", ()))
    if not any(c.filled for c in candidates):
        spare = [
            c
            for c in columns
            if not c.field
            and (c.all_countries or is_coded(c))
            and (len(c.sample) > 1 or _HINT_OF_PLACE.search(c.heading))
            and not c.of_others
            and not re.search(r"destin|ship.?to|market|language|currenc|bank|buyer|customer|export", c.heading, re.I)
        ]
        candidates += spare
    if not candidates:
        return ()

    if any(c.filled for c in found.get("origin", ())):
        candidates = [c for c in candidates if c.sense != "export"]
        if not candidates:
            return ()
    ranked = sorted(candidates, key=_country_rank, reverse=True)
    first = ranked[0]
    same = [
        c
        for c in ranked[1:]
        if {c.sense, first.sense} <= {"", "code"} and _countries(c) >= 0.5 and (_is_seat(first) or not _is_seat(c))
    ]
    return (first.index, *(c.index for c in same))


def _countries(column: Column) -> float:
    """Share of values that are countries; under a heading that says so, codes of states are, too."""
    return max(column.looks.countries, column.looks.iso)


def _is_seat(column: Column) -> bool:
    """Whether a column says where a company has its seat or its bills go, and not where it works: "Billing country"."""
    return column.sense == "seat" or (column.place == "seat" and column.sense in ("", "code", "weak"))


def _country_rank(column: Column) -> tuple[float, ...]:
    weight = column.meaning.weight if column.meaning else 0.3
    sense = {"": 5, "code": 4, "production": 3, "values": 2, "weak": 2}.get(column.sense, 0)
    sense = 1 if _is_seat(column) else sense
    # where goods are made goes before where an office is
    filled, plausible = float(column.filled > 0), float(_countries(column) >= 0.3)
    return (filled, plausible, float(sense), round(column.fill, 1), weight, -column.index)


def settle_origins(found: dict[str, list[Column]]) -> None:
    """ "Country (place) of production" beside the supplier's own country is the origin of goods; alone it is the
    supplier's."""
    countries = found.get("country", [])
    made = [c for c in countries if c.sense == "production"]
    others = [c for c in countries if c.sense in ("", "code") and c.filled and not _is_seat(c)]
    if not others:
        return
    places = [c for c in found.get(COMBINED, []) if c.place == "production" and c.filled]
    if made:
        found["country"] = [c for c in countries if c not in made]
    if places:
        found[COMBINED] = [c for c in found[COMBINED] if c not in places]
    if made or places:
        found["origin"] = [*found.get("origin", []), *made, *places]


def with_makers(columns: Sequence[Column]) -> Sequence[Column]:
    """ "Supplier | Country | Producer | Country of production": where it is made is where the producer is, and the
    country before it is the supplier's."""
    names = [c for c in columns if c.field == "name" and c.filled and not c.whose]
    makers = [c.index for c in names if c.sense == "site" or c.makes]
    vendors = [c.index for c in names if c.sense == "vendor" and not c.makes]
    if len(makers) != 1 or len(vendors) != 1:
        return columns
    countries = [c for c in columns if c.field == "country" and c.filled]
    made = next((c for c in countries if c.sense == "production" and c.index > makers[0]), None)
    others = [c.index for c in countries if c.sense in ("", "code")]
    if made is None or made.meaning is None or not others or not all(vendors[0] < i < makers[0] for i in others):
        return columns
    of_maker = replace(made, meaning=replace(made.meaning, sense=""))
    return [of_maker if c is made else c for c in columns]


def keep_other_places(
    fields: dict[str, tuple[int, ...]], found: Mapping[str, Sequence[Column]], country: tuple[int, ...]
) -> None:
    """A company has several places ("Site city", "HQ city"): those that are not its main one count as addresses."""
    main = {*country, *(i for name in _PLACES for i in fields.get(name, ()))}
    others = [c for name in _PLACES for c in found.get(name, ()) if c.index not in main and c.filled]
    kept = [c.index for c in others if c.place in ("seat", "production") or c.field != "country"]
    if kept:
        fields["address"] = (*fields.get("address", ()), *(i for i in kept if i not in fields.get("address", ())))


def lie_elsewhere(country: int, addresses: Sequence[int], rows: Sequence[Sequence[str]], senses: Senses) -> bool:
    """Whether each row's address says its country itself, and some lie in another one than a column of countries says:
    then the column is of another company than the addresses."""
    differ = False
    for row in rows:
        stated = row[country].strip() if country < len(row) else ""
        texts = [row[i].strip() for i in addresses if i < len(row) and row[i].strip()]
        there = next((code for text in texts if (code := senses.country_in(one_line(text)))), None)
        if stated and there is None:
            return False
        differ = differ or (bool(stated) and senses.country_of(stated) not in (None, there))
    return differ


def ends_with_country(column: Column, is_country: IsCountry) -> float:
    """Share of the values of a column that end with a country behind a comma."""
    ends = [t.rsplit(",", 1)[-1].strip() for t in column.sample]
    return sum(1 for t in ends if is_country(t)) / len(ends) if ends else 0.0


def is_coded(column: Column) -> bool:
    """Whether a column is one of ISO codes: several different ones, and nothing else they could all be.

    `CA, IN, DE` are states of the US as well; with `CN` among them they are countries.
    """
    looks = column.looks
    several = len(column.sample) >= 2 and column.seen >= 2
    return several and looks.iso == 1.0 and looks.countries > 0 and looks.units < 1.0
