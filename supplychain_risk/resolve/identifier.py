"""Company identifiers: what they are by their form, and whether their check digit holds.

An identifier that two rows share says that they are one company, so a wrong one is worse than none. Only what the
scheme itself defines is checked: LEI (ISO 17442), Unified Social Credit Code (GB 32100), GLN (GS1) and EU VAT numbers
by python-stdnum; OS ID by the check digit Open Supply Hub defines (`src/django/api/os_id.py` in its public code); DUNS
(nine digits) and RMI smelter ids (`CID` and six digits) have a form only. A registration number is free text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from supplychain_risk.resolve.text import key

NAMES = {
    "lei": "LEI",
    "duns": "DUNS number",
    "uscc": "Unified Social Credit Code",
    "vat": "VAT or tax number",
    "registration": "registration number",
    "gln": "GLN",
    "os_id": "OS ID",
    "cid": "RMI smelter id",
}
"""Scheme → what people call it."""
_FORMS = {
    "lei": (re.compile(r"[0-9A-Z]{18}\d\d"), "20 letters and digits"),
    "uscc": (re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}"), "18 letters and digits"),
    "gln": (re.compile(r"\d{13}"), "13 digits"),
    "os_id": (re.compile(r"[A-Z]{2}\d{7}[0-9A-Z]{6}"), "15 characters that begin with a country code and a date"),
    "cid": (re.compile(r"CID\d{6}"), "CID and six digits"),
    "duns": (re.compile(r"\d{9}"), "9 digits"),
}
_ELSEWHERE = ("lei", "uscc", "os_id")
"""Schemes recognized in the columns of others: long enough, with a check digit, to leave no doubt."""
_WELCOMES_OTHERS = ("vat", "registration", "lei", "uscc", "os_id", "duns", "gln", "cid")
_DIGITS_ONLY = {"duns": 9, "gln": 13}
_MOST_ZEROS_LOST = 2
_SCIENTIFIC = re.compile(r"[+-]?\d(?:[.,]\d+)?E\+\d{1,3}", re.IGNORECASE)
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Standing(StrEnum):
    """Whether an identifier may say that two rows are one company."""

    VALID = "valid"
    """Its form, and its check digit where it has one, hold."""
    FREE = "free"
    """The scheme has no form that we could check."""
    INVALID = "identifier-invalid"
    """Not the form of the scheme, or its check digit is wrong."""
    DAMAGED = "identifier-damaged"
    """A spreadsheet has taken it for a number: leading zeros or last digits are lost."""


@dataclass(frozen=True, slots=True)
class Recognized:
    """An identifier as recognized: its scheme by its form, its compact value, its standing, and why."""

    scheme: str
    value: str
    standing: Standing
    why: str = ""
    suggestion: str = ""
    """What it may have been; never used, only shown."""

    @property
    def joins(self) -> bool:
        """Whether two rows that share it may be taken for one company."""
        return self.standing in (Standing.VALID, Standing.FREE)


def is_scientific(text: str) -> bool:
    """Whether a code was turned into a number whose last digits are gone: "9.13E+17"."""
    return "+" in text and bool(_SCIENTIFIC.fullmatch(text.strip()))


@lru_cache(maxsize=1 << 16)
def recognize(scheme: str, text: str) -> Recognized:
    """What an identifier in the column of a scheme is.

    Args:
        scheme: `lei`, `duns`, `uscc`, `vat`, `registration`, `gln`, `os_id` or `cid`: what the column says.
        text: as written, in any spacing and punctuation.

    An LEI, a Unified Social Credit Code or an OS ID with a right check digit is what it is wherever it stands. Of tax
    numbers only EU VAT numbers with their country's prefix are checked, and only a wrong check digit counts against
    them: other countries write tax numbers that look alike.
    """
    if is_scientific(text):
        why = f"a spreadsheet has turned the {NAMES[scheme]} into a number; its last digits are lost"
        return Recognized(scheme, text.strip(), Standing.DAMAGED, why)
    value = compact(text)
    if not _is_sound(scheme, value) and scheme in _WELCOMES_OTHERS:
        for other in _ELSEWHERE:
            if other != scheme and _is_sound(other, value):
                return Recognized(other, value, Standing.VALID, f"{NAMES[other]} in a column of another identifier")
    if scheme == "registration":
        return Recognized(scheme, value, Standing.FREE)
    if scheme == "vat":
        return _vat(value)
    if _is_sound(scheme, value):
        return Recognized(scheme, value, Standing.VALID)
    return _faulty(scheme, value)


def compact(text: str) -> str:
    """Letters and digits only, upper case: "5493 00-ABC" → "549300ABC"."""
    return key(text).replace(" ", "").upper()


def _is_sound(scheme: str, value: str) -> bool:
    form = _FORMS.get(scheme)
    return bool(form and form[0].fullmatch(value)) and _check_digit_holds(scheme, value)


def _check_digit_holds(scheme: str, value: str) -> bool:
    """Whether the check digit holds, for a value of the right form; true where the scheme has none."""
    if scheme == "lei":
        from stdnum import lei

        return bool(lei.is_valid(value))
    if scheme == "uscc":
        from stdnum.cn import uscc

        return bool(uscc.is_valid(value))
    if scheme == "gln":
        from stdnum import ean

        return bool(ean.is_valid(value))
    return scheme != "os_id" or value[-1] == _os_id_check_digit(value[:-1])


def _os_id_check_digit(body: str) -> str:
    """Sum of the letters' character codes and the base 32 values of the rest, modulo 32."""
    values = [_CROCKFORD.find(character) for character in body[2:]]
    return "" if -1 in values else _CROCKFORD[(ord(body[0]) + ord(body[1]) + sum(values)) % 32]


def _vat(value: str) -> Recognized:
    from stdnum.eu import vat
    from stdnum.exceptions import InvalidChecksum, ValidationError

    if value[:2].lower() not in vat.MEMBER_STATES and value[:2] != "EL":
        return Recognized("vat", value, Standing.FREE)
    try:
        vat.validate(value)
    except InvalidChecksum:
        why = f"the check digit of this {value[:2]} VAT number is wrong"
        return Recognized("vat", value, Standing.INVALID, why)
    except ValidationError:
        return Recognized("vat", value, Standing.FREE)
    return Recognized("vat", value, Standing.VALID)


def _faulty(scheme: str, value: str) -> Recognized:
    pattern, form = _FORMS[scheme]
    if pattern.fullmatch(value):
        return Recognized(scheme, value, Standing.INVALID, f"the check digit of this {NAMES[scheme]} is wrong")
    wanted = _DIGITS_ONLY.get(scheme, 0)
    if value.isdecimal() and wanted - _MOST_ZEROS_LOST <= len(value) < wanted:
        padded = value.zfill(wanted)
        if _is_sound(scheme, padded):
            why = f"a {NAMES[scheme]} has {wanted} digits; this one has {len(value)} and may have lost leading zeros"
            return Recognized(scheme, value, Standing.DAMAGED, why, padded)
    return Recognized(scheme, value, Standing.INVALID, f"this is no {NAMES[scheme]}, which has {form}")
