"""What the tables say about themselves, for `reference list` and for every report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supplychain_risk.domain import Citation
from supplychain_risk.errors import ReferenceDataError
from supplychain_risk.reference.entity_lists import entity_lists, renewal
from supplychain_risk.reference.package import Table
from supplychain_risk.reference.store import Reference

NO_CLEARANCE = (
    "No match is not a clearance: the lists in this package are dated snapshots, some are known to be incomplete, and "
    "the law reaches further than any list."
)


@dataclass(frozen=True, slots=True)
class ResourceOverview:
    """One file of a table: its name (the `dataset` of citations), rows and SHA-256."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TableOverview:
    """One table. `rows` counts its main resource; `age_days` runs from `data_date` to the day asked about.

    `sha256` covers all resources (see `Reference.sha256`).
    """

    name: str
    title: str
    publisher: str
    edition: str
    data_date: date
    age_days: int
    rows: int
    completeness: str
    gaps: tuple[str, ...]
    blind_spots: tuple[str, ...]
    licence: str
    legal_effect: str
    sha256: str
    resources: tuple[ResourceOverview, ...]
    renewal: str
    """How a newer edition is brought in; empty of what is no list of entities."""

    @property
    def age(self) -> str:
        """Its age on the day asked about, in words."""
        days = abs(self.age_days)
        counted = "1 day" if days == 1 else f"{days} days"
        return f"{counted} old" if self.age_days >= 0 else f"{counted} newer than the day asked about"


def overview(reference: Reference, as_of: date) -> tuple[TableOverview, ...]:
    """Every table, by name. Reads and checks all of them.

    Raises:
        ReferenceDataError: a table is not what its description states.
    """
    return tuple(_overview(reference, name, as_of) for name in reference.names())


def _overview(reference: Reference, name: str, as_of: date) -> TableOverview:
    files = [reference.table(name, resource) for resource in reference.resources(name)]
    return overview_of(reference.table(name), as_of, files, reference.sha256(name))


def overview_of(main: Table, as_of: date, files: Sequence[Table] = (), sha256: str = "") -> TableOverview:
    """What a table says about itself; without `files` it is the only one of its folder."""
    files = files or (main,)
    return TableOverview(
        name=main.name,
        title=str(main.about["title"]),
        publisher=str(main.about["publisher"]),
        edition=main.edition,
        data_date=main.data_date,
        age_days=main.age_days(as_of),
        rows=len(main),
        completeness=main.completeness,
        gaps=main.gaps,
        blind_spots=main.blind_spots,
        licence=main.licence,
        legal_effect=str(main.about["legal_effect"]),
        sha256=sha256 or main.sha256,
        resources=tuple(ResourceOverview(file.name, len(file), file.sha256) for file in files),
        renewal=renewal(main.about),
    )


def is_verified(citation: Citation) -> bool:
    """Whether the cited row was read in a source, or follows from rows that were.

    False for a row from general knowledge (`recalled`) and for one that states no confidence: neither may carry a legal
    trigger.
    """
    return citation.confidence not in ("", "recalled")


def newest_list(reference: Reference) -> date:
    """The newest day any list of entities or orders shows: the day a run is about when nobody names one.

    Raises:
        ReferenceDataError: no table is a list of entities.
    """
    lists = reference.once(entity_lists)
    if not lists:
        raise ReferenceDataError(
            "no table here is a list of entities",
            where=str(reference.folder),
            hint="Say of one in its datapackage.json what being on it means (key listing).",
        )
    return max(date.fromisoformat(reference.about(one.table)["data_date"]) for one in lists)
