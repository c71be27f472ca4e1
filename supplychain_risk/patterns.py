"""Regular expressions that are compiled when they are first used.

A set of characters that has Han in it takes two to five milliseconds to compile, and a long choice of words one; a list
in English needs few of them. Those that every run needs are compiled where they stand, by `re.compile`.
"""

from __future__ import annotations

import re
from typing import Any, cast


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when it is first asked for anything; functions of `re` do not take it."""
    return cast("re.Pattern[str]", _Pattern(text, flags))


class _Pattern:
    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)  # found without this method the next time
        return found
