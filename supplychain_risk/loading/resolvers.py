"""The resolvers over one reference, made once per run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from supplychain_risk.resolve.commodity import CommodityResolver
from supplychain_risk.resolve.country import CountryResolver
from supplychain_risk.resolve.indicator import IndicatorResolver
from supplychain_risk.resolve.postal import PostalCodes
from supplychain_risk.resolve.region import RegionResolver
from supplychain_risk.resolve.sector import SectorResolver

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference


@dataclass(frozen=True, slots=True)
class Resolvers:
    """Country, region, sector, commodity and indicator resolvers that share their tables and caches."""

    reference: Reference
    countries: CountryResolver
    regions: RegionResolver
    sectors: SectorResolver
    commodities: CommodityResolver
    indicators: IndicatorResolver
    postal: PostalCodes

    @classmethod
    @lru_cache(maxsize=4)
    def over(cls, reference: Reference) -> Resolvers:
        """Resolvers over a reference; the same ones for the same reference, so that their caches are shared."""
        return cls(
            reference,
            CountryResolver(reference),
            RegionResolver(reference),
            SectorResolver(reference),
            CommodityResolver(reference),
            IndicatorResolver(reference),
            PostalCodes(reference),
        )
