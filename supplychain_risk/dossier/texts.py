"""Texts in plain letters and digits, as the form fields of CBP's portal take them."""

from __future__ import annotations

import re
import unicodedata

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")
_LATIN = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "đ": "d", "Đ": "D"}
    | {"ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i"}
)
OTHER_SCRIPT = "TEXT IN ANOTHER SCRIPT"
"""Stands where letters of another script stood: nothing is transliterated by guess."""


def plain(text: str) -> str:
    """The text in letters A to Z, digits and blanks.

    Days are written out, "17.2" becomes "17 point 2", accents are dropped, other signs become blanks.
    """
    text = _DAY.sub(lambda m: f"{int(m[3])} {_month(int(m[2]))} {m[1]}", text)
    text = _DECIMAL.sub(" point ", _THOUSANDS.sub("", text))
    folded = unicodedata.normalize("NFKD", text.translate(_LATIN))
    made: list[str] = []
    for character in folded:
        if character.isascii() and character.isalnum():
            made.append(character)
        elif character.isalpha():
            made.append(f" {OTHER_SCRIPT} ")
        elif not unicodedata.combining(character) and character not in "'’":
            made.append(" ")
    words = " ".join("".join(made).split())
    return re.sub(rf"{OTHER_SCRIPT}(?: {OTHER_SCRIPT})+", OTHER_SCRIPT, words)


def _month(number: int) -> str:
    return _MONTHS[number - 1] if 1 <= number <= 12 else str(number)
