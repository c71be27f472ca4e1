"""The changes that can be tried: values that say what to change; nothing is changed by making one."""

from __future__ import annotations

from dataclasses import dataclass

from supplychain_risk.errors import InputError
from supplychain_risk.intake.values import parse_amount


@dataclass(frozen=True, slots=True)
class NewSupplier:
    """A supplier that is not in the input: a name and what is known of it, in words as a sheet would have them."""

    name: str
    country: str = ""
    sector: str = ""
    commodity: str = ""
    spend: float | None = None
    """What is spent on it, in the currency of the sheet."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Stop buying from a supplier (id or name). Who reaches the company only through it goes with it."""

    supplier: str


@dataclass(frozen=True, slots=True)
class Replace:
    """Buy from somebody else what a supplier (id or name) supplies: a supplier of the input (id), or a new one.

    A new one takes over sector and goods where it states none. Its own suppliers are not known.
    """

    supplier: str
    by: str | NewSupplier


@dataclass(frozen=True, slots=True)
class Add:
    """Buy from a new supplier, too; it supplies `buyer` (id or name), or the reporting company."""

    supplier: NewSupplier
    buyer: str = ""


@dataclass(frozen=True, slots=True)
class SetCountry:
    """Take a supplier (id or name) to be in another country (name or ISO code)."""

    supplier: str
    country: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """Take a possible finding (id) to be confirmed: the supplier is the listed entity, or the goods are the listed."""

    finding: str


Change = Drop | Replace | Add | SetCountry | Confirm

_PARTS = {"country": "country", "sector": "sector", "goods": "commodity", "commodity": "commodity", "spend": "spend"}


def new_supplier(text: str) -> tuple[NewSupplier, str]:
    """A new supplier and its buyer from `NAME;country=Portugal;sector=Apparel;goods=Garments;spend=5000;to=V-001`.

    Raises:
        InputError: the name is missing, a part is not known, or the spend is no number.
    """
    name, *parts = (part.strip() for part in text.split(";"))
    hint = (
        'Write for example "Serra Malhas;country=Portugal;goods=Garments;to=V-001"; parts are country, sector, goods, '
    )
    hint += "spend and to."
    found: dict[str, str] = {}
    for part in filter(None, parts):
        key, equals, value = part.partition("=")
        if not equals or key.strip() not in (*_PARTS, "to"):
            raise InputError(f"'{part}' is no part of a new supplier", hint=hint)
        found[key.strip()] = value.strip()
    if not name or "=" in name:
        raise InputError(f"'{text}' does not begin with a name", hint=hint)
    buyer = found.pop("to", "")
    spend = found.pop("spend", "")
    amount = parse_amount(spend) if spend else None
    if spend and amount is None:
        raise InputError(f"'{spend}' is no amount", hint=hint)
    return NewSupplier(name, **{_PARTS[key]: value for key, value in found.items()}, spend=amount), buyer
