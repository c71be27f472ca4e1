"""The supplier that a person means: by its id, or by a name that one alone bears."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from supplychain_risk.errors import UnknownSupplier
from supplychain_risk.resolve.text import key

_TOLD = 10
"""Ids that a hint lists at most."""


class Called(Protocol):
    """What has an id and a name."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """What it is called first."""


T = TypeVar("T", bound=Called)


def the_one_called(wanted: str, among: Iterable[T], names: Callable[[T], Iterable[str]], where_ids_stand: str) -> T:
    """The one with this id, or the only one with this name; `names` gives the further names of one.

    Raises:
        UnknownSupplier: there is none, or several bear the name; the hint lists ids, or says where they stand.
    """
    text = key(wanted)
    named: list[T] = []
    close: list[T] = []
    for one in among:
        if one.id == wanted:
            return one
        own = key(one.name)
        if text and text in {own, *(key(name) for name in names(one))}:
            named.append(one)
        elif text and text in own:
            close.append(one)
    if len(named) == 1:
        return named[0]
    if named:
        hint = f"Use one of their ids: {_ids(named)}."
        raise UnknownSupplier(f"{len(named)} suppliers are called '{wanted}'", hint=hint)
    raise UnknownSupplier(
        f"no supplier '{wanted}'", hint=f"Did you mean {_ids(close)}?" if close else f"Ids stand {where_ids_stand}."
    )


def _ids(among: Sequence[Called]) -> str:
    return ", ".join(one.id for one in among[:_TOLD])
