"""Codes of countries beyond ISO 3166-1, as FollowTheMoney and OpenSanctions write them, by `territory_codes`.

`suhh` (the Soviet Union) may be fifteen countries, `gb-sct` is part of one, whose `ge-ab` is is disputed, `eu` is none:
a code is mapped only where it stands for one country, and otherwise told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from supplychain_risk.domain import Method, Resolution
from supplychain_risk.patterns import pattern

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.package import Row, Table

_CODE = pattern(r"[a-z]{2}|[a-z]{4}|[a-z]{1,2}-[a-z0-9]{1,4}", re.IGNORECASE)
_CERTAIN = re.compile(r".*[-\d]|.{4}")
"""Two letters are a word of some language; four letters or a hyphen are a code wherever they stand."""


class TerritoryCodes:
    """Codes of former states, parts of countries, disputed territories and groups."""

    def __init__(self, reference: Reference, name: Callable[[str], str]) -> None:
        self._reference = reference
        self._name = name

    @cached_property
    def _table(self) -> Table:
        return self._reference.table("territory_codes")

    def resolve(self, text: str, *, codes: bool) -> Resolution | None:
        """What a whole text means as such a code; None where it is none. Two letters count with `codes` only."""
        bare = text.strip()
        if not _CODE.fullmatch(bare) or not (codes or _CERTAIN.match(bare)):
            return None
        row = self._table.by_id.get(bare.lower())
        return self._stated(text, bare, row) if row else None

    def _stated(self, text: str, bare: str, row: Row) -> Resolution:
        cited = self._table.cite(row)
        if row["country"]:
            label = self._name(row["country"])
            of = {"part": f", part of {label}", "former": f", now {label}"}.get(row["kind"], "")
            rule = f"'{bare}' is a code of {row['name']}{of} (territory_codes, {row['source']})"
            return Resolution(
                raw=text, method=Method.ALIAS, code=row["country"], label=label, rule=rule, citation=cited
            )
        candidates = tuple(code for code in row["candidates"].split(";") if code)
        names = ", ".join(map(self._name, candidates))
        why = {
            "former": f"a former state: {names}",
            "disputed": f"a territory whose status is disputed: {names}",
        }.get(row["kind"], "no one country")
        return Resolution(
            raw=text,
            method=Method.AMBIGUOUS if candidates else Method.UNRESOLVED,
            rule=f"'{bare}' is {row['name']}, {why}",
            candidates=candidates,
            citation=cited,
        )
