"""What texts look like to a reader of sheets: countries, companies, goods. Looks decide between columns, no value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from supplychain_risk.resolve.commodity import CommodityResolver
from supplychain_risk.resolve.company import CompanyLook

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

IsCountry = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Senses:
    """Whether a text looks like a country, a company or a good, and what tells a company's name from others."""

    country: IsCountry
    company: Callable[[str], bool]
    good: Callable[[str], bool]
    own_words: Callable[[str], frozenset[str]]

    @classmethod
    def of(cls, reference: Reference, is_country: IsCountry) -> Senses:
        """Looks by the tables of a reference, each text judged once; `is_country` says what a country is."""
        goods: list[CommodityResolver] = []

        def good(text: str) -> bool:
            if not goods:
                goods.append(CommodityResolver(reference))
            return goods[0].looks_like_commodity(text)

        remembered = lru_cache(maxsize=1 << 16)
        companies = CompanyLook(reference)
        return cls(remembered(is_country), companies.has_legal_form, remembered(good), companies.own_words)
