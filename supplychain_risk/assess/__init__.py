"""screen() and what it gives: the one place where the floors meet."""

from supplychain_risk.assess.assessment import Assessment, ReportView, diff, read, verify
from supplychain_risk.assess.moving import Material
from supplychain_risk.assess.screening import Screening, screen, what_if

__all__ = ["Assessment", "Material", "ReportView", "Screening", "diff", "read", "screen", "verify", "what_if"]
