"""A country that a person names on a command line or in a call: one country, or an error that says what it may be."""

from __future__ import annotations

from supplychain_risk.domain import Method, Resolution
from supplychain_risk.errors import InputError
from supplychain_risk.resolve.country import CountryResolver

_SHOWN = 8


def named_country(countries: CountryResolver, text: str) -> Resolution:
    """The country a text names; small letters count as a code (`my` is Malaysia).

    Raises:
        InputError: it names none or may be several ("Korea"); the message says which.
    """
    found = countries.resolve(text, codes=True)
    if found.code is not None:
        return found
    codes = found.candidates[:_SHOWN]
    names = ", ".join(f"{countries.name(code)} ({code})" for code in codes)
    more = len(found.candidates) - len(codes)
    names += f" and {more} more" if more > 0 else ""
    if found.method is Method.AMBIGUOUS and len(codes) > 1:
        raise InputError(
            f"'{text}' may be {len(found.candidates)} countries: {names}",
            hint=f"Give the code of the one that is meant: {' or '.join(codes)}.",
        )
    if found.method is Method.AMBIGUOUS:
        raise InputError(f"'{text}' is not certain: {found.rule}", hint=f"If {names} is meant, give that code.")
    meant = f"Did you mean {names}? " if names else ""
    raise InputError(
        found.rule if found.citation else f"'{text}' is no country we know",
        hint=f"{meant}Give a country name or its ISO code, for example CN.",
    )
