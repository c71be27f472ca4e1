"""screen() and what it gives: the one place where the floors meet."""

from supplychain_risk.assess.assessment import Assessment, ReportView, read
from supplychain_risk.assess.screening import Screening, screen, what_if

__all__ = ["Assessment", "ReportView", "Screening", "read", "screen", "what_if"]
