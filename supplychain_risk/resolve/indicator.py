"""Text → ILO indicators of forced labor that it reports. What a list reports is not verified by being read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from supplychain_risk.domain import Method, Resolution
from supplychain_risk.resolve.answers import says
from supplychain_risk.resolve.text import is_placeholder, words
from supplychain_risk.resolve.vocabulary import Vocabulary, once_per_code, unresolved

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference

_NOT_FOUND = frozenset(
    """no not none never without free nil zero resolved remediated closed prevented prevention against policy training
    kein keine keinen nicht ohne ninguno ninguna sin aucun aucune sans nenhum nenhuma sem nessuno nessuna
    senza""".split()  # noqa: SIM905 - a list of words reads better as words
)
"""In a sentence with one of these words a named indicator may be denied, past or only spoken of."""
_HAN_NOT_FOUND = re.compile("无|無|没有|沒有|未发现|未發現|不存在|禁止|防止")
_NOTHING = frozenset(("0", "none reported", "none identified", "none found", "nothing reported", "no red flags"))


class IndicatorResolver:
    """Resolves reported indicators against the table `ilo_indicators`."""

    def __init__(self, reference: Reference) -> None:
        self._indicators = reference.table("ilo_indicators")
        self._words = Vocabulary(reference.table("ilo_indicators", "ilo_indicator_aliases"), "code")

    def name(self, code: str) -> str:
        """The ILO's name of an indicator; of a text that is none, the text itself."""
        row = self._indicators.by_id.get(code)
        return row["name"] if row else code

    def reports_nothing(self, text: str) -> bool:
        """Whether the text says that nothing is reported: "None", "No", "0", "N/A"."""
        return is_placeholder(text) or says(text) is False or " ".join(words(text)) in _NOTHING

    def resolve(self, text: str) -> tuple[Resolution, ...]:
        """The indicators a text reports; never empty.

        Returns:
            EXACT for the ILO's own name, ALIAS for a known word, PHRASE for indicators named inside a longer
            text, or one
            UNRESOLVED resolution. A text that may deny the indicator ("no debt bondage found") is UNRESOLVED.
        """
        whole = self._words.whole(text)
        if whole:
            return self._words.answers(text, whole, None, self.name)
        inside = self._words.within(text)
        if inside and (_NOT_FOUND & set(words(text)) or _HAN_NOT_FOUND.search(text)):
            named = ", ".join(self.name(code) for word in inside for code in word.codes)
            return (
                unresolved(
                    text,
                    f"the text speaks of {named}, and does not clearly say that it is reported",
                    tuple(code for word in inside for code in word.codes),
                ),
            )
        found = [a for word in inside for a in self._words.answers(text, word, Method.PHRASE, self.name)]
        return once_per_code(found) if found else (unresolved(text, "no word of the text names an ILO indicator"),)
