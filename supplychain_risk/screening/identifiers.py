"""Identifiers of a supplier against those of a list entry: shared, conflicting, or no evidence. No names are looked at.

An LEI, a Unified Social Credit Code (GB 32100), a DUNS number, a GLN, an OS ID and a smelter id mean one thing in the
world. A registration or tax number means something in its country only. Characters 9 to 17 of a Unified Social Credit
Code are the organization code (GB 11714) that a company in China had before 2015; older documents give that alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from supplychain_risk.resolve.identifier import NAMES, Standing, is_scientific, recognize

if TYPE_CHECKING:
    from supplychain_risk.domain import Identifier
    from supplychain_risk.reference.entities import ListedEntity

_ORGANIZATION_CODE = "organization code"
_NUMBER = "number"
"""Registration and tax numbers: many countries use one number for both, and sheets mix up the columns."""
UNTOLD = "other"
"""Scheme of a number of which a list does not say what it is: it may be shared, and never conflicts."""
_NATIONAL = ("registration", "vat", UNTOLD)
_PADDED = {"duns": 9, "gln": 13}
_ONE_PER_COMPANY = ("lei", "uscc")
"""Two different ones are two companies. DUNS, GLN and OS ID go to sites: one company has several."""
_SHORTEST_NUMBER = 5
"""A registration number of fewer letters and digits (leading zeros apart) is too likely to be something else."""
_SHORTEST_ANYWHERE = 8
"""… and one whose country is not known on both sides must have this many."""
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Key = tuple[str, str]
"""(namespace, value): what an index looks identifiers up by."""


class Relation(StrEnum):
    """How two sets of identifiers stand to each other."""

    SHARED = "shared"
    """They have one in common: it decides that the supplier is the listed one."""
    CONFLICTING = "conflicting"
    """Both state one of the same kind and country, and none agrees: it argues against."""
    NONE = "none"
    """Nothing to compare."""


@dataclass(frozen=True, slots=True)
class IdentifierEvidence:
    """What identifiers say, with the values that decided as they were written, and a readable sentence."""

    relation: Relation
    scheme: str = ""
    own: Identifier | None = None
    """The supplier's identifier that decided; its cells are the evidence."""
    listed: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Number:
    """One identifier in comparable form."""

    scheme: str
    value: str
    country: str | None
    raw: str
    full: str
    """The value with its leading zeros."""
    own: Identifier | None = None

    @property
    def form(self) -> str:
        """Digits and letters as signs: numbers of different forms come from different registers."""
        return re.sub(r"[A-Z]", "A", re.sub(r"\d", "9", self.full))

    def compared_by(self) -> Iterator[Key]:
        if self.scheme in _NATIONAL:
            yield (_NUMBER, self.value)
        else:
            yield (self.scheme, self.value)
        if self.scheme == "uscc":
            yield (_ORGANIZATION_CODE, self.value[8:17])
        elif self.scheme in _NATIONAL and self.country in (None, "CN") and is_organization_code(self.full):
            yield (_ORGANIZATION_CODE, self.full)


def identifier_keys(scheme: str, value: str, country: str | None = None) -> tuple[Key, ...]:
    """Keys of an identifier; two identifiers can only be shared if they have a key in common.

    Empty for what identifies nobody: damaged and invalid identifiers, the sheet's own supplier ids, "N/A", "0000".
    """
    number = _read(scheme, value, country)
    return tuple(number.compared_by()) if number else ()


def compare_identifiers(own: Iterable[Identifier], country: str | None, entity: ListedEntity) -> IdentifierEvidence:
    """Compare a supplier's identifiers with those of a list entry.

    Args:
        own: the supplier's identifiers, as `Supplier.identifiers` has them.
        country: the supplier's country, ISO 3166-1 alpha-2, or None where it is not known.
        entity: the list entry; its `country` may be empty.

    Spaces, punctuation, case and leading zeros do not count. A shared identifier outweighs a conflicting one.
    """
    ours = [number for i in own if (number := _read(i.scheme, i.value, country, i))]
    theirs = [
        number for scheme, value in entity.identifiers if (number := _read(scheme, value, entity.country or None))
    ]
    for one in ours:
        for other in theirs:
            if (namespace := _in_common(one, other)) is not None:
                return _shared(one, other, namespace, entity.name)
    for one in ours:
        for other in theirs:
            if _contradict(one, other):
                return _conflicting(one, other, entity.name)
    return IdentifierEvidence(Relation.NONE)


def is_organization_code(value: str) -> bool:
    """Whether nine letters and digits are an organization code of China (GB 11714), by its check character."""
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", value):
        return False
    check = 11 - sum(w * _SYMBOLS.index(c) for w, c in zip(_WEIGHTS, value, strict=False)) % 11
    return value[8] == {10: "X", 11: "0"}.get(check, str(check))


def _read(scheme: str, text: str, country: str | None, own: Identifier | None = None) -> _Number | None:
    if scheme not in (*NAMES, UNTOLD) or is_scientific(text):
        return None
    found = recognize("registration" if scheme == UNTOLD else scheme, text)
    as_vat = recognize("vat", text) if found.scheme == "registration" else found
    if as_vat.standing is Standing.VALID:
        found = as_vat  # a check digit and the country's letters say what it is
    kind = UNTOLD if scheme == UNTOLD and found.scheme == "registration" else found.scheme
    value = full = found.value
    if found.standing is Standing.DAMAGED and found.suggestion:
        value = found.suggestion  # leading zeros that a spreadsheet dropped
    elif not found.joins:
        return None
    if found.scheme in _PADDED:
        value = value.zfill(_PADDED[found.scheme])
    if found.scheme == "vat" and found.standing is Standing.VALID:
        country, value = {"EL": "GR"}.get(value[:2], value[:2]), value[2:]
        full = value
    if found.scheme in _NATIONAL:
        value = value.lstrip("0")
        if len(value) < _SHORTEST_NUMBER or not any(c.isdigit() for c in value):
            return None
    if len(set(value)) < 2:
        return None
    return _Number(kind, value, country, text.strip(), full, own)


def _in_common(one: _Number, other: _Number) -> str | None:
    """The namespace of a key both have, if their countries let it mean the same."""
    for key in one.compared_by():
        if key not in set(other.compared_by()):
            continue
        if key[0] != _NUMBER:
            return key[0]
        if one.country and other.country:
            if one.country == other.country:
                return key[0]
        elif len(one.value) >= _SHORTEST_ANYWHERE:
            return key[0]
    return None


def _contradict(one: _Number, other: _Number) -> bool:
    if one.scheme != other.scheme:
        return False
    if one.scheme in _ONE_PER_COMPANY:
        return True
    in_one_register = one.country is not None and one.country == other.country and one.form == other.form
    return one.scheme in _NATIONAL and one.scheme != UNTOLD and in_one_register


def _shared(one: _Number, other: _Number, namespace: str, name: str) -> IdentifierEvidence:
    if namespace == _ORGANIZATION_CODE and one.scheme != other.scheme:
        code = one.value[8:17] if one.scheme == "uscc" else one.full
        why = f"'{one.raw}' and '{other.raw}' of '{name}' hold the same organization code {code}."
    elif namespace == _ORGANIZATION_CODE and one.value != other.value:
        why = f"The {NAMES['uscc']}s '{one.raw}' and '{other.raw}' of '{name}' hold the same organization code."
    else:
        why = f"The {NAMES.get(one.scheme, 'number')} '{one.raw}' is that of '{name}'."
    return IdentifierEvidence(Relation.SHARED, one.scheme, one.own, other.raw, why)


def _conflicting(one: _Number, other: _Number, name: str) -> IdentifierEvidence:
    where = f" in {one.country}" if one.scheme in _NATIONAL else ""
    why = f"The {NAMES[one.scheme]} '{one.raw}' is another than '{other.raw}', that of '{name}'{where}."
    return IdentifierEvidence(Relation.CONFLICTING, one.scheme, one.own, other.raw, why)
