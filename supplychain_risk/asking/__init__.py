"""The fewest questions: whom to ask first, and a workbook of questions for each, which is read back as input."""

from supplychain_risk.asking.folder import in_short, question_files
from supplychain_risk.asking.ranking import order

__all__ = ["in_short", "order", "question_files"]
