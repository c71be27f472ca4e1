"""Dates as people pass them."""

from __future__ import annotations

from datetime import date

from supplychain_risk.errors import InputError


def as_date(given: date | str) -> date:
    """A date, or an ISO 8601 text, as a date.

    Raises:
        InputError: the text is no date.
    """
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise InputError(
            f"'{given}' is no date", hint="Write the day as YYYY-MM-DD, for example 2026-06-30."
        ) from error
