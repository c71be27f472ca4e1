"""What a job was given, as every worker gets it, with what each worker makes of it once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from supplychain_risk.account import FileReading
from supplychain_risk.assess.screening import Screening
from supplychain_risk.intake.headings import Vocabulary
from supplychain_risk.intake.lineheadings import LineHeadings
from supplychain_risk.intake.senses import Senses
from supplychain_risk.intake.words import HeadingWords
from supplychain_risk.loading.lookalikes import LookAlikes
from supplychain_risk.loading.resolvers import Resolvers
from supplychain_risk.reference import Reference
from supplychain_risk.spark.sheets import Reading, Sheet


@dataclass(eq=False)
class Run:
    """A job: what is screened against, and what the tables are. Pickled for the workers without what it makes."""

    screening: Screening
    sheets: tuple[Sheet, ...] = ()

    def __reduce__(self) -> tuple[type[Run], tuple[object, ...]]:
        return Run, (self.screening, self.sheets)

    @property
    def reference(self) -> Reference:
        """The tables."""
        return self.screening.world.reference

    @cached_property
    def resolvers(self) -> Resolvers:
        """What tells codes from texts."""
        return Resolvers.over(self.reference)

    @cached_property
    def reading(self) -> Reading:
        """What reads rows."""
        senses = Senses.of(self.reference, self.resolvers.countries.looks_like_country)
        return Reading(Vocabulary.of(self.reference), senses)

    @cached_property
    def headings(self) -> LineHeadings:
        """What headings say of documents, days and quantities."""
        return LineHeadings(self.files, HeadingWords.of(self.reference))

    @cached_property
    def look_alikes(self) -> LookAlikes:
        """What tells names that are nearly equal."""
        return LookAlikes(self.reference)

    @cached_property
    def files(self) -> tuple[FileReading, ...]:
        """The tables as files with their sheets."""
        named = dict.fromkeys(sheet.file for sheet in self.sheets)
        return tuple(
            FileReading(file, "dataframe", "", "", tuple(s.reading for s in self.sheets if s.file == file))
            for file in named
        )
