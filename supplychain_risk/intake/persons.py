"""Whether a text is the name of a person, told by a first name or an initial."""

from __future__ import annotations

import re
from collections.abc import Set

from supplychain_risk.intake.headingkeys import heading_key

_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|dr|ing|dipl ing|prof|herr|frau|hr|fr|m|mme|mlle|sr|sra|srta|sig|pan|pani) ")
_INITIAL = re.compile(r"(?:[A-Z]\.[ -]?){1,2}[^\W\d_][^\W\d_'-]+|[^\W\d_][^\W\d_'-]+,? [A-Z]\.")
"""A. Keller; Keller, A."""
_MAIL = re.compile(r"\S+@\S+\.\w+")
_MOST_WORDS = 4


class Persons:
    """Tells names of persons from those of companies."""

    def __init__(self, given_names: Set[str]) -> None:
        """`given_names`: first names, in the form of `heading_key`."""
        self._given = given_names

    def is_one(self, text: str) -> bool:
        """Whether a text is the name of a person or a mail address: "Anna Keller", "Keller, Anna", "A. Keller"."""
        bare = text.strip()
        if _INITIAL.fullmatch(bare) or _MAIL.fullmatch(bare):
            return True
        if "&" in bare or any(map(str.isdigit, bare)):
            return False
        family, _, given = bare.partition(",")
        name = _TITLE.sub("", heading_key(given or family)).split()
        return 0 < len(name) <= _MOST_WORDS and name[0] in self._given
