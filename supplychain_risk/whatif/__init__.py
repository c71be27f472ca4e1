"""What would change if: suppliers dropped, replaced or added, a country corrected, a match confirmed."""

from supplychain_risk.whatif.apply import Changed, apply, sources_of_carried
from supplychain_risk.whatif.attribution import between_runs
from supplychain_risk.whatif.changes import Add, Change, Confirm, Drop, NewSupplier, Replace, SetCountry, new_supplier
from supplychain_risk.whatif.differences import Differences, FindingChange, Moved, SupplierChange, differences
from supplychain_risk.whatif.outcome import WhatIf
from supplychain_risk.whatif.since import calls_for_attention, marked_since

__all__ = [
    "Add",
    "Change",
    "Changed",
    "Confirm",
    "Differences",
    "Drop",
    "FindingChange",
    "Moved",
    "NewSupplier",
    "Replace",
    "SetCountry",
    "SupplierChange",
    "WhatIf",
    "apply",
    "between_runs",
    "calls_for_attention",
    "differences",
    "marked_since",
    "new_supplier",
    "sources_of_carried",
]
