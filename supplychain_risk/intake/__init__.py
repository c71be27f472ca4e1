"""From spreadsheets to records and problems; nothing is dropped."""

from supplychain_risk.intake.mapping import Mappings, load_mapping
from supplychain_risk.intake.read import read, read_frame
from supplychain_risk.intake.records import IntakeResult

__all__ = ["IntakeResult", "Mappings", "load_mapping", "read", "read_frame"]
