"""Marks: short fingerprints of a supplier and of a list entry, from which it shows what has changed since a verdict.

A mark has a part per kind of evidence, so that it can be said *what* changed. Order, case, punctuation and spacing do
not count: the comparison of names does not see them either.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from supplychain_risk.resolve.identifier import compact
from supplychain_risk.resolve.text import key

if TYPE_CHECKING:
    from supplychain_risk.domain import Supplier
    from supplychain_risk.reference.entities import ListedEntity

_PART = re.compile(r"([a-z]+)=([^ ]*)")
_LENGTH = 12
"""Hexadecimal digits of a part: 48 bits, and a mark is only ever compared with one other."""


def supplier_mark(supplier: Supplier, owners: Iterable[str] = ()) -> str:
    """The supplier's mark: its names, its identifiers, its country.

    `owners` are its stated owners' names, for a verdict on a match that may rest on them.
    """
    names = {key(name) or name for name in (supplier.name, *(named.text for named in supplier.names))}
    identifiers = {f"{i.scheme}:{compact(i.value)}" for i in supplier.identifiers}
    parts = {"names": _hash(names), "identifiers": _hash(identifiers), "country": supplier.country_code or "unknown"}
    stated = {key(name) or name for name in owners}
    return _mark(**parts, **({"owners": _hash(stated)} if stated else {}))


def entry_mark(entity: ListedEntity) -> str:
    """The list entry's mark: its names and aliases, its identifiers, its status."""
    names = {key(name) or name for name in (entity.name, *entity.aliases, entity.name_zh) if name}
    identifiers = {f"{scheme}:{compact(value)}" for scheme, value in entity.identifiers}
    return _mark(names=_hash(names), identifiers=_hash(identifiers), status=entity.status)


def differences(old: str, new: str) -> tuple[str, ...]:
    """Names of the parts in which two marks differ, sorted; of a mark we cannot read, all parts do."""
    was, now = dict(_PART.findall(old)), dict(_PART.findall(new))
    return tuple(sorted(part for part in was.keys() | now.keys() if was.get(part) != now.get(part)))


def is_mark(text: str) -> bool:
    """Whether a text has the form of a mark."""
    return bool(text) and all(_PART.fullmatch(part) for part in text.split(" "))


def _mark(**parts: str) -> str:
    return " ".join(f"{name}={value}" for name, value in parts.items())


def _hash(texts: Iterable[str]) -> str:
    joined = "\x1f".join(sorted(set(texts)))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH] if joined else "none"
