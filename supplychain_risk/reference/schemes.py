"""Programs and schemes that a list may name: what each is, and whether its source says that it covers forced labor.

Source: table `control_schemes`. A scheme is never a clearance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from supplychain_risk.domain import Citation
from supplychain_risk.reference.package import Row
from supplychain_risk.reference.store import Reference, each, parts

Coverage = Literal["covered", "not its subject", "not stated"]
_SAID: dict[str, str] = {
    "covered": "its source says that it covers forced labor",
    "not its subject": "forced labor is not its subject",
    "not stated": "whether it covers forced labor is not stated by our source",
}
LOOKS_ON_SITE = ("audit", "certification", "verified data")
"""Kinds in which somebody from outside looks; the others are memberships and trainings."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme. `names` are how lists name it; those in `whole` count only where they are the whole text."""

    id: str
    name: str
    names: tuple[str, ...]
    whole: tuple[str, ...]
    kind: str
    forced_labor: Coverage
    about: str
    citation: Citation

    @property
    def words(self) -> str:
        """`SMETA …: an audit. An audit methodology …; its source says that it covers forced labor.`"""
        return f"{self.name}, {self.kind}. {self.about}; {_SAID[self.forced_labor]}."

    @property
    def counts(self) -> bool:
        """Whether it can be evidence against forced labor: somebody looked, and at something else than products."""
        return self.kind in LOOKS_ON_SITE and self.forced_labor != "not its subject"


def control_schemes(reference: Reference) -> tuple[Scheme, ...]:
    """Every scheme of the table, in its order."""
    return reference.once(_schemes)


def _schemes(reference: Reference) -> tuple[Scheme, ...]:
    table = reference.table("control_schemes")

    def scheme(row: Row) -> Scheme:
        names = parts(row["names"])
        if row["forced_labor"] not in _SAID:
            raise ValueError(f"forced_labor is {row['forced_labor']!r}; known: {', '.join(_SAID)}")
        return Scheme(
            id=row["id"],
            name=row["name"],
            names=tuple(name.removeprefix("=") for name in names),
            whole=tuple(name.removeprefix("=") for name in names if name.startswith("=")),
            kind=row["kind"],
            forced_labor=cast("Coverage", row["forced_labor"]),
            about=row["about"],
            citation=table.cite(row),
        )

    return each(table, scheme)
