"""Screens supply chains for forced-labor risk, offline, with the law, the list and the cell behind every statement.

    import supplychain_risk as scr

    network = scr.load("vendors.xlsx")
    assessment = scr.screen(network, as_of="2026-06-30")
    assessment.suppliers                  # DataFrame, one row per supplier
    assessment["V-0042"].explain()        # factors, cells, citations, paths
    assessment.write("audit/")

Importing loads nothing heavy: each name below is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from supplychain_risk import errors
    from supplychain_risk.assess import Assessment, Material, ReportView, Screening, diff, read, screen, verify, what_if
    from supplychain_risk.loading import load
    from supplychain_risk.lookup import Comparison, compare_names, match, match_many
    from supplychain_risk.network import SupplyNetwork
    from supplychain_risk.policy import Policy
    from supplychain_risk.reference import Reference
    from supplychain_risk.whatif import changes

    __version__: str

__all__ = [
    "Assessment",
    "Comparison",
    "Material",
    "Policy",
    "Reference",
    "ReportView",
    "Screening",
    "SupplyNetwork",
    "__version__",
    "changes",
    "compare_names",
    "diff",
    "errors",
    "load",
    "match",
    "match_many",
    "read",
    "screen",
    "verify",
    "what_if",
]

_HOMES = {
    "Assessment": "supplychain_risk.assess",
    "Comparison": "supplychain_risk.lookup",
    "Material": "supplychain_risk.assess",
    "Policy": "supplychain_risk.policy",
    "Reference": "supplychain_risk.reference",
    "ReportView": "supplychain_risk.assess",
    "Screening": "supplychain_risk.assess",
    "SupplyNetwork": "supplychain_risk.network",
    "compare_names": "supplychain_risk.lookup",
    "diff": "supplychain_risk.assess",
    "load": "supplychain_risk.loading",
    "match": "supplychain_risk.lookup",
    "match_many": "supplychain_risk.lookup",
    "read": "supplychain_risk.assess",
    "screen": "supplychain_risk.assess",
    "verify": "supplychain_risk.assess",
    "what_if": "supplychain_risk.assess",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("supplychain-risk")  # stands once, in pyproject.toml
    if name == "errors":
        return import_module("supplychain_risk.errors")
    if name == "changes":
        return import_module("supplychain_risk.whatif.changes")
    if name in _HOMES:
        from supplychain_risk.memory import no_garbage_collection

        with no_garbage_collection():  # hundreds of modules, and nothing of them to be given back
            return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'supplychain_risk' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
