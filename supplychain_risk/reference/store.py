"""The store: where the tables lie, which there are, and each of them read and checked once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from supplychain_risk.errors import ReferenceDataError
from supplychain_risk.reference.package import Row, Table, read_about, read_table

T = TypeVar("T")

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def _kept(folder: Path) -> Reference:
    return Reference(folder)


class Reference:
    """A folder of reference tables. Nothing is read before it is asked for, and nothing twice.

    A table is a folder with a `datapackage.json`; a table's resources are its CSV files. The same `Reference` may be
    shared by any number of runs: it never changes what it has read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tables: dict[tuple[str, str], Table] = {}
        self._abouts: dict[str, dict[str, Any]] = {}
        self._listed: frozenset[str] = frozenset()
        """Names of tables that were seen in the folder."""
        self._derived: dict[Callable[..., object], object] = {}

    @classmethod
    def bundled(cls) -> Reference:
        """The tables that came with this version of the package; the same instance each time, so they are read once.

        Raises:
            ReferenceDataError: there are none, so the installation is incomplete.
        """
        for folder in (_PACKAGE / "reference_data", _PACKAGE.parent / "reference_data"):
            if folder.is_dir():
                return _kept(folder)
        raise ReferenceDataError(
            "the reference tables are missing",
            where=str(_PACKAGE / "reference_data"),
            hint="Reinstall supplychain_risk; the tables are part of it.",
        )

    @classmethod
    def at(cls, folder: str | Path) -> Reference:
        """The tables in a folder of your own, laid out like `reference_data`.

        Raises:
            ReferenceDataError: the folder does not exist or holds no table.
        """
        reference = cls(Path(folder))
        if not reference.names():
            raise ReferenceDataError(
                "no reference tables here",
                where=str(folder),
                hint="Name a folder that holds one folder per table, each with a datapackage.json.",
            )
        return reference

    def __reduce__(self) -> tuple[Callable[[Path], Reference], tuple[Path]]:
        """Pickled as the folder: the tables are read again where they are needed, and once per process."""
        return _kept, (self.folder,)

    def names(self) -> tuple[str, ...]:
        """Names of the tables, sorted."""
        return tuple(sorted(path.parent.name for path in self.folder.glob("*/datapackage.json")))

    def resources(self, name: str) -> tuple[str, ...]:
        """Names of a table's resources, the main one first."""
        return tuple(entry["name"] for entry in self._about(name)["resources"])

    def table(self, name: str, resource: str | None = None) -> Table:
        """One resource of a table, by default its main one.

        Raises:
            ReferenceDataError: there is no such table or resource, or its content is not what its description states.
        """
        key = (name, resource or self.resources(name)[0])
        if key not in self._tables:
            self._tables[key] = read_table(self.folder / name, key[1], self._about(name))
        return self._tables[key]

    def sha256(self, name: str) -> str:
        """Hash over all resources of a table: equal exactly when every row of every resource is equal.

        For a table of one resource it is the hash of that file; for several, of their names and hashes.
        """
        parts = [(resource, self.table(name, resource).sha256) for resource in self.resources(name)]
        if len(parts) == 1:
            return parts[0][1]
        return hashlib.sha256("".join(f"{part}:{digest}\n" for part, digest in parts).encode()).hexdigest()

    def once(self, make: Callable[[Reference], T]) -> T:
        """`make(self)`, computed at the first call and kept. For indexes over tables, which never change."""
        if make not in self._derived:
            self._derived[make] = make(self)
        return cast("T", self._derived[make])

    def about(self, name: str) -> Mapping[str, Any]:
        """The descriptor of a table; its rows are not read.

        Raises:
            ReferenceDataError: there is no such table, or its descriptor leaves out what every table states.
        """
        return self._about(name)

    def _about(self, name: str) -> dict[str, Any]:
        if name not in self._abouts:
            if name not in self._listed:
                self._listed = frozenset(self.names())
            if name not in self._listed:
                raise ReferenceDataError(
                    f"there is no table '{name}'",
                    where=str(self.folder),
                    hint=f"Tables here: {', '.join(self.names()) or 'none'}.",
                )
            self._abouts[name] = read_about(self.folder / name)
        return self._abouts[name]


def each(table: Table, make: Callable[[Row], T]) -> tuple[T, ...]:
    """`make` of every row, in order.

    Raises:
        ReferenceDataError: a row lacks a column or holds a value that cannot be what the column is for.
    """
    made = []
    for row in table:
        try:
            made.append(make(row))
        except KeyError as error:
            raise _unusable(table, f"has no column {error}") from error
        except ValueError as error:
            raise _unusable(table, f"row '{row['id']}': {error}") from error
    return tuple(made)


def _unusable(table: Table, what: str) -> ReferenceDataError:
    hint = "Compare the table with the one of the same name that comes with supplychain_risk, and build it again."
    return ReferenceDataError(what, where=str(table.folder / f"{table.name}.csv"), hint=hint)


def day(text: str) -> date | None:
    """An ISO date of a table as a date; None where it is empty. A month means its last day, a year 31 December.

    A table states an end only as precisely as it was read. Taking the last day keeps an order alive rather than
    ending it early.
    """
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = (parts[0], parts[1]) if len(parts) == 2 else (parts[0], 12)
    return date.fromordinal((date(year + month // 12, month % 12 + 1, 1)).toordinal() - 1)


def parts(cell: str) -> tuple[str, ...]:
    """The parts of a semicolon-separated cell, in order."""
    return tuple(part for part in (p.strip() for p in cell.split(";")) if part)
