"""The days that cells of audits, certificates and answers state, read as the other days of their columns are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from supplychain_risk.domain import CellRef, Fate, Problem
from supplychain_risk.intake.records import Answer, SupplierRecord, Value
from supplychain_risk.intake.values import split_list
from supplychain_risk.resolve.answers import says, says_none
from supplychain_risk.resolve.days import Order, Span, order_of, read_days, two_readings
from supplychain_risk.resolve.text import is_placeholder


class AnswerDays:
    """Reads days. Whether 03/04 is in March or in April the other days of the column say, or nothing does."""

    def __init__(self, report: Callable[[Problem], None], records: Iterable[SupplierRecord]) -> None:
        """`records`: all rows of the input; what is no day, or may be two, goes to `report`."""
        self._report = report
        texts: dict[tuple[str, ...], dict[str, None]] = {}
        for record in records:
            for answer in record.answers:
                texts.setdefault(answer.value.cell.column, {})[answer.value.text] = None
        self._orders: dict[tuple[str, ...], Order | None] = {mark: order_of(found) for mark, found in texts.items()}
        self._days = lru_cache(maxsize=None)(read_days)

    def day(self, value: Value, text: str) -> Span | None:
        """The day that a text of a cell states, or None."""
        return self._days(text, self._orders.get(value.cell.column))

    def is_day(self, answer: Answer) -> bool:
        """Whether a cell states a day, even one of two."""
        text = answer.value.text
        return says(text) is None and (self.day(answer.value, text) is not None or two_readings(text) is not None)

    def spans(self, answers: Sequence[Answer]) -> tuple[list[tuple[Span, CellRef]], list[Answer]]:
        """The days that cells state, and the answers that state none; what is no day, or may be two, is a problem."""
        found: list[tuple[Span, CellRef]] = []
        unread: list[Answer] = []
        for answer in answers:
            value = answer.value
            if is_placeholder(value.text) or says(value.text) is not None or says_none(value.text):
                unread.append(answer)
                continue
            whole = self.day(value, value.text)
            for text in [value.text] if whole else split_list(value.text):
                day = whole or self.day(value, text)
                if day:
                    self.note_assumed(value, day)
                    found.append((day, value.cell))
                else:
                    self._no_day(value, text)
                    unread.append(answer.changed(value=Value(text, value.raw, value.cell)))
        return found, unread

    def _day(self, value: Value, text: str) -> Span | None:
        return self._days(text, self._orders.get(value.cell.column))

    def _no_day(self, value: Value, text: str) -> None:
        two = two_readings(text)
        if two:
            message = f"'{text}' may be {two[0].isoformat()} or {two[1].isoformat()}; it is not used"
        else:
            message = f"'{text}' is no date that can be read; it is not used"
        hint = "Write the day as YYYY-MM-DD, or make the cell a date."
        self._problem("date-ambiguous" if two else "date-unreadable", value, message, hint, Fate.VALUE_NOT_USED)

    def note_assumed(self, value: Value, day: Span) -> None:
        """Note a day that was read from a bare number."""
        if day.assumed:
            hint = "Format the column as dates, or write the day as YYYY-MM-DD."
            self._problem("date-from-number", value, day.assumed, hint, Fate.NOTE)

    def unmatched(self, answer: Answer, names: int, days: int) -> None:
        """Report that days stand beside another number of audits or certificates."""
        message = f"{days} dates stand beside {names} audits or certificates; none of them is used"
        hint = "Give each its own row or column."
        self._problem("dates-unmatched", answer.value, message, hint, Fate.VALUE_NOT_USED)

    def _problem(self, code: str, value: Value, message: str, hint: str, fate: Fate) -> None:
        self._report(Problem(where=value.cell, code=code, value=value.raw, message=message, hint=hint, fate=fate))
