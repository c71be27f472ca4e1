"""What texts look like to a reader of sheets: countries, companies, goods. Looks decide between columns, no value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from supplychain_risk.intake.persons import Persons
from supplychain_risk.intake.words import HeadingWords
from supplychain_risk.resolve.commodity import CommodityResolver
from supplychain_risk.resolve.company import CompanyLook
from supplychain_risk.resolve.country import CountryResolver
from supplychain_risk.resolve.region import RegionResolver
from supplychain_risk.resolve.text import key

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

CHINA = "CN"
IsCountry = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Senses:
    """Whether a text looks like a country, a company, a good or a place, and which words are a company's own."""

    country: IsCountry
    company: Callable[[str], bool]
    good: Callable[[str], bool]
    place: Callable[[str], bool] = lambda text: False
    """Whether it ends with the name of a country, as addresses do ("Penang, Malaysia", "Ulm Deutschland")."""
    code: Callable[[str], bool] = lambda text: False
    """Whether it is an ISO code of a country, whatever else it may be."""
    country_of: Callable[[str], str | None] = lambda text: None
    """The code of the country that a cell of a column of countries names."""
    country_in: Callable[[str], str | None] = lambda text: None
    """The code of the country in which an address lies, by its own words."""
    one_good: Callable[[str], bool] = lambda text: True
    """Whether a text that looks like goods names one that the tables know, and not one of several ("wafer")."""
    person: Callable[[str], bool] = lambda text: False
    """Whether it is the name of a person."""
    own: Callable[[str], Sequence[str]] = lambda text: key(text).split()
    """The words of a company's name that are its own: no legal form, no word of trade."""

    @classmethod
    def of(cls, reference: Reference, is_country: IsCountry) -> Senses:
        """Looks by the tables of a reference, each text judged once; `is_country` says what a country is."""
        goods: list[CommodityResolver] = []

        def good(text: str) -> bool:
            if not goods:
                goods.append(CommodityResolver(reference))
            return goods[0].looks_like_commodity(text)

        def one_good(text: str) -> bool:
            return good(text) and any(found.code for found in goods[0].resolve(text))

        countries = CountryResolver(reference)

        def place(text: str) -> bool:
            return not is_country(text) and countries.find_in_address(text).code is not None

        remembered = lru_cache(maxsize=1 << 16)
        look = CompanyLook(reference)

        def country_of(text: str) -> str | None:
            return countries.resolve(text, codes=True).code

        regions = RegionResolver(reference)

        def country_in(text: str) -> str | None:
            return countries.find_in_address(text).code or (CHINA if regions.stands_alone(None, text) else None)

        persons = Persons(HeadingWords.of(reference)["given_name"])

        def person(text: str) -> bool:
            return persons.is_one(text) and not look.has_legal_form(text)

        looks = (remembered(is_country), look.has_legal_form, remembered(good), remembered(place))
        return cls(
            *looks,
            code=countries.is_code,
            one_good=one_good,
            country_of=country_of,
            country_in=country_in,
            own=look.own_words,
            person=person,
        )
