"""Questions to a supplier, both ways: the workbook it fills in, and what is read back of it."""

from supplychain_risk.loading.answers.form import Known, Row, Texts, languages, words_in
from supplychain_risk.loading.answers.reading import Form, without_forms
from supplychain_risk.loading.answers.taking import Taken, take
from supplychain_risk.loading.answers.workbook import order_mark, question_workbook

__all__ = [
    "Form",
    "Known",
    "Row",
    "Taken",
    "Texts",
    "languages",
    "order_mark",
    "question_workbook",
    "take",
    "without_forms",
    "words_in",
]
