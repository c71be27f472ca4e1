"""Text of a control → the schemes it names, by the table `control_schemes`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from supplychain_risk.reference.schemes import Scheme, control_schemes
from supplychain_risk.resolve.text import PhraseIndex, key

if TYPE_CHECKING:
    from supplychain_risk.reference import Reference


class SchemeResolver:
    """Finds the schemes that a text names: "SMETA 4-pillar, 2025" names SMETA."""

    def __init__(self, reference: Reference) -> None:
        found = [(key(name), name, scheme) for scheme in control_schemes(reference) for name in scheme.names]
        self._whole = {mark: scheme for mark, _, scheme in found}
        self._index = PhraseIndex({mark: scheme for mark, name, scheme in found if name not in scheme.whole})
        self.named = lru_cache(maxsize=4096)(self._named)

    def _named(self, *texts: str) -> tuple[Scheme, ...]:
        """The schemes named in the first of the texts that names any, in order, each once."""
        for text in texts:
            whole = self._whole.get(key(text))
            inside = (whole,) if whole else tuple(scheme for _, _, scheme in self._index.find(text))
            if inside:
                return tuple(dict.fromkeys(inside))
        return ()
