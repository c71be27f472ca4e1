"""Forced-labor indicators that a supplier's rows report, as the ILO's."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from supplychain_risk.domain import Fate, Problem, Reading
from supplychain_risk.intake.records import Answer, SupplierRecord
from supplychain_risk.intake.values import split_list
from supplychain_risk.loading.goods import merged
from supplychain_risk.resolve.answers import says
from supplychain_risk.resolve.indicator import IndicatorResolver

COLUMN = "indicators"


class ReportedIndicators:
    """Indicators of rows; what is none that we know is a problem of its cell and stays as an unresolved reading."""

    def __init__(self, indicators: IndicatorResolver, report: Callable[[Problem], None]) -> None:
        self._indicators = indicators
        self._report = report

    def read(self, rows: Sequence[SupplierRecord]) -> tuple[Reading, ...]:
        """The indicators that the rows of a supplier report, each once with all its cells."""
        answers = (answer for row in rows for answer in row.answers if answer.column == COLUMN)
        return merged([reading for answer in answers for reading in self._of(answer)])

    def _of(self, answer: Answer) -> list[Reading]:
        value = answer.value
        by_heading = self._indicators.resolve(answer.question)
        if any(r.code for r in by_heading) and (
            says(value.text) is not None or self._indicators.reports_nothing(value.text)
        ):
            ticked = says(value.text) is True
            return [Reading(resolution=r, cells=(value.cell,)) for r in by_heading if r.code] if ticked else []
        if self._indicators.reports_nothing(value.text):
            return []
        found: list[Reading] = []
        for part in split_list(value.text):
            whole = self._indicators.resolve(part)
            pieces = [part] if any(r.code for r in whole) and "," not in part else re.split(r"\s*[,，、]\s*", part)
            for piece in pieces:
                if not piece or self._indicators.reports_nothing(piece):
                    continue
                resolved = self._indicators.resolve(piece)
                found += [Reading(resolution=r, cells=(value.cell,)) for r in resolved]
                if not any(r.code for r in resolved):
                    self._report(
                        Problem(
                            where=value.cell,
                            code="indicator-unresolved",
                            value=value.raw,
                            message=f"'{piece}' is no ILO indicator that we know: {resolved[0].rule}",
                            hint="Write the ILO's name of it, e.g. 'Debt bondage'; several: separate them with ;",
                            fate=Fate.VALUE_NOT_USED,
                        )
                    )
        return found
