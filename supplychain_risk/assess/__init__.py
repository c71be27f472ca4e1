"""screen() and what it gives: the one place where the floors meet."""

from supplychain_risk.assess.assessment import Assessment
from supplychain_risk.assess.screening import Screening, screen, what_if

__all__ = ["Assessment", "Screening", "screen", "what_if"]
