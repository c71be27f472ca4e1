"""Postal codes that tell a region: a Chinese code that begins with 83 or 84 is one of Xinjiang."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from supplychain_risk.domain import Method, Resolution

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.package import Row

_AT_END = re.compile(r"(?<!\d)(\d{6})(?:\W*(?:P\.?\s?R\.?\s?)?(?:China|CHINA|中国|中國))?\W*$")


class PostalCodes:
    """Tells regions by postal codes (table `postal_prefixes`)."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self.region = lru_cache(maxsize=1 << 14)(self._region)

    @cached_property
    def _rows(self) -> tuple[Row, ...]:
        return self._reference.table("postal_prefixes").rows

    @cached_property
    def _regions(self) -> dict[str, str]:
        return {row["id"]: row["name"] for row in self._reference.table("regions")}

    def _region(self, country: str, text: str, *, address: bool = False) -> Resolution | None:
        """The region that a postal code points to, with method PHRASE; None where it points to none we know.

        Args:
            country: ISO 3166-1 alpha-2.
            text: the code, or an address that ends in one.
            address: whether the text is an address.
        """
        match = _AT_END.search(text) if address else re.fullmatch(r"\s*(\d[\d ]*\d)\s*", text)
        if match is None:
            return None
        code = match[1].replace(" ", "")
        for row in self._rows:
            place = self._regions[row["region"]]
            if row["country"] == country and len(code) == int(row["digits"]) and code.startswith(row["prefix"]):
                return Resolution(
                    raw=text,
                    method=Method.PHRASE,
                    code=row["region"],
                    label=place,
                    rule=f"postal codes that begin with {row['prefix']} are of {place} (postal_prefixes)",
                    citation=self._reference.table("postal_prefixes").cite(row),
                )
        return None
