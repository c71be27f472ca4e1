"""Places of a supplier or entity as codes that the places in names are compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from supplychain_risk.resolve.text import key

if TYPE_CHECKING:
    from supplychain_risk.naming.vocabulary import Vocabulary

_LONGEST = 4


class PlaceCodes:
    """Names of places → codes of `company_places`."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def of(self, *texts: str) -> frozenset[str]:
        """Codes of the places in texts such as "Aksu, Xinjiang"; words of no place are passed over."""
        found: set[str] = set()
        for text in texts:
            for piece in text.replace(";", ",").split(","):
                words = key(piece).split()
                if not 0 < len(words) <= _LONGEST:
                    continue
                meaning = self._vocabulary.meanings.get(" ".join(words)) or self._vocabulary.meanings.get(words[0])
                if meaning is not None and meaning.kind == "place":
                    found.add(meaning.value)
        return frozenset(found)
