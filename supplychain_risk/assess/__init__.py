"""screen() and what it gives: the one place where the floors meet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from supplychain_risk.assess.assessment import Assessment, ReportView, diff, read, verify
from supplychain_risk.assess.screening import Screening, screen, what_if

if TYPE_CHECKING:
    from supplychain_risk.assess.moving import Material

__all__ = ["Assessment", "Material", "ReportView", "Screening", "diff", "read", "screen", "verify", "what_if"]


def __getattr__(name: str) -> Any:
    if name == "Material":  # imported when it is first used: few runs compare two others
        from supplychain_risk.assess.moving import Material

        return Material
    raise AttributeError(f"module 'supplychain_risk.assess' has no attribute '{name}'")
