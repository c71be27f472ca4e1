"""What a kind of finding is, declared once, and what a law is: rules, kinds, the tables they rest on.

Everything that asks what a finding means asks here: what it bars, whether it goes with the goods along the chain, how
grave it is, what a reviewer's verdict makes of it. Nothing else lists codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import Enum, IntEnum
from typing import TYPE_CHECKING, Any

from supplychain_risk.docstrings import docstring_of
from supplychain_risk.domain import Certainty, Channel, DueDiligence

if TYPE_CHECKING:
    from supplychain_risk.laws.case import Case
    from supplychain_risk.laws.draft import Draft
    from supplychain_risk.laws.world import World


class Severity(IntEnum):
    """How grave what a finding points to is. No list states scale, scope or whether an impact can be remedied; what a
    law or list does about it, and whether it is about people at this supplier, stands in for that."""

    CONTEXT = 0
    """About a country or an industry as a whole: no severity of harm at this supplier."""
    GOOD = 1
    """A good that a list names, or that may hold one."""
    FORCED_GOOD = 2
    """A good listed for forced labor."""
    SIGN = 3
    """A sign of forced labor at the supplier itself, or its name on a list."""
    BARRED = 4
    """Goods may be barred from a market."""


class Travels(Enum):
    """What goes with the goods along the chain."""

    NOT = "nothing"
    ORDER = "carried-order"
    LISTED_GOOD = "carried-listed-good"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding.

    `stated` and `possible` are what it calls for where the input states it, or only points to it; None where
    `chooser` chooses. `means` and `does_not_mean` are sentences for the list of all codes (docs/findings.md), `about` a
    few words for the order of priority.
    """

    code: str
    title: str
    channel: Channel
    severity: Severity
    about: str
    means: str
    does_not_mean: str
    stated: DueDiligence | None
    possible: DueDiligence | None
    travels: Travels = Travels.NOT
    in_part: bool = False
    """Whether its law reaches goods made in part with the good; of CBP orders the row of the order says whether."""
    chooser: str = "policy"
    """Who chooses the level where `stated` or `possible` is None: the policy, or the list that it is about."""
    no_step: str = ""
    """Why no due-diligence step of a law or guidance belongs to it; empty where table `due_diligence_steps` has one."""

    def __reduce__(self) -> tuple[Callable[..., Kind], tuple[object, ...]]:
        """Pickled by its code: code asks which kind a draft is of, and a copy would be another one."""
        return _kind_again, tuple(getattr(self, one.name) for one in fields(self))

    def level(self, certainty: Certainty) -> DueDiligence:
        """What a finding of this kind calls for.

        Raises:
            ValueError: the policy or a list chooses the level of this kind.
        """
        level = self.stated if certainty is Certainty.STATED else self.possible
        if level is None:
            raise ValueError(f"the {self.chooser} chooses what {self.code} calls for")
        return level


def _kind_again(code: str, *others: Any) -> Kind:
    """The declared kind of the code where it says the same, else one that says what was pickled."""
    from supplychain_risk.laws import KINDS

    pickled = Kind(code, *others)
    declared = KINDS.get(code)
    return declared if declared == pickled else pickled


class Scope(Enum):
    """Where a rule looks."""

    SUPPLIER = "where the supplier is"
    GOODS = "where the goods come from"
    """The origin that the sheet states of the goods, and the supplier's own place for goods of which none is stated."""
    BOTH = "where the supplier is, and where its goods come from"
    """Goods that are worked on in a place are made there in part, wherever they were grown."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A function of a case and the world of a day that makes drafts of its kinds. Its docstring is its method page."""

    make: Callable[[Case, World], Iterator[Draft]]
    kinds: tuple[Kind, ...]
    scope: Scope = Scope.SUPPLIER

    @property
    def name(self) -> str:
        """`xinjiang origin`."""
        return self.make.__name__.replace("_", " ")

    @property
    def page(self) -> str:
        """What the rule says of itself."""
        return docstring_of(self.make)


@dataclass(frozen=True, slots=True)
class Listing:
    """What an entry on a list of entities means: the kind of finding it makes, and what follows for the goods."""

    listed: Kind
    possible: Kind
    family: Kind
    ended: Kind
    entry: str
    """The entry in words, with `{list}`, `{note}` and `{ended}` of the entity, or `{day}`, `{goods}` and `{state}` of
    an order: "an entity on the {list}"."""
    consequence: str
    """What a confirmed match means for goods."""
    says_since: bool = False
    """Whether the day of listing follows the entry; an order has it in `{day}`, a user's list in its note."""
    vacated: Kind | None = None
    """What it makes where a court vacated the order and sent it back, so that it may apply again."""
    step: str = "Have counsel confirm the identity before goods move."
    possible_step: str = "Compare address, registration number and owners; record whether this is the listed entity."
    family_step: str = (
        "Find out who owns the supplier and whether the entry reaches it: some name subsidiaries, some do not. "
        "Record it."
    )
    ended_step: str = (
        "The order does not bar goods of its target on this day. Read why, and what the company changed; keep it in "
        "mind when goods or owners change."
    )
    vacated_step: str = "Have counsel read where the case stands before goods move; the order may apply again."
    if_confirmed: str = "Have counsel look at it before goods move."
    if_ended: str = "Read why the order no longer applies and what the company changed."
    calls_for: DueDiligence | None = None
    """What a confirmed match calls for, where the list says so and not the kind of finding."""
    families: bool = True
    """Whether a name that only belongs with a listed one is told."""

    def past(self, may_return: bool) -> tuple[Kind, str]:
        """The kind that an entry makes which does not apply on the day, and the next step."""
        if may_return and self.vacated:
            return self.vacated, self.vacated_step
        return self.ended, self.ended_step

    def level(self, kind: Kind, certainty: Certainty) -> DueDiligence:
        """What a match calls for; what is not certain is at most for review."""
        if self.calls_for is None or kind.chooser != "list":
            return kind.level(certainty)
        if certainty is Certainty.STATED or not self.calls_for.at_least(DueDiligence.REVIEW):
            return self.calls_for
        return DueDiligence.REVIEW


@dataclass(frozen=True, slots=True)
class Law:
    """A law or list: its kinds of finding, its rules, the tables it reads, what its listings mean."""

    id: str
    title: str
    tables: tuple[str, ...]
    kinds: tuple[Kind, ...] = ()
    rules: tuple[Rule, ...] = ()
    instruments: tuple[str, ...] = ()
    """Ids of the rows of `legal_instruments` that its findings rest on."""
    listings: Mapping[str, Listing] = field(default_factory=dict)
    """`ListedEntity.kind` → what an entry of that kind means."""
