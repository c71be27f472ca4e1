"""Lists a user brings: published tables and open formats become Data Packages that screening can read.

`import_list()` is the way in, and `reference/user_lists.py` reads what it wrote; `diff_lists()` tells what changed
between two editions. Each is imported when it is first used: a screening reads none of these formats.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from supplychain_risk.lists.editions import ListDifference, diff_lists
    from supplychain_risk.lists.importing import Imported, import_list

__all__ = ["Imported", "ListDifference", "diff_lists", "import_list"]

_HOMES = {
    "Imported": "supplychain_risk.lists.importing",
    "ListDifference": "supplychain_risk.lists.editions",
    "diff_lists": "supplychain_risk.lists.editions",
    "import_list": "supplychain_risk.lists.importing",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'supplychain_risk.lists' has no attribute '{name}'")
