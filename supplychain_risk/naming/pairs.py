"""Two names as they are written: each whole, and the names inside it ("Beta (formerly Alpha)", "Alpha / 阿尔法")."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from supplychain_risk.naming.comparison import NOTHING, NOWHERE, Evidence, Kinship, NameComparer, Setting, Verdict
from supplychain_risk.naming.cutoff import SHORTEST, is_cut_off
from supplychain_risk.naming.inside import Inside, Role
from supplychain_risk.naming.words import as_meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from supplychain_risk.naming.names import CompanyName, NameReader
    from supplychain_risk.policy import ScreeningPolicy

_BELONGING = frozenset((Role.BELONGS, Role.OF_BRANCH, Role.WITHOUT_PLACE))
"""What a text says of a name that makes the company another than the one named."""
_KNOWN_ROLES = frozenset(Role) - _BELONGING - {Role.PART, Role.FORMER}
"""What a text says of a name that can make more of it than a family."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What two texts came to: the verdict, and the name within each that it is about (the text itself if all of it)."""

    verdict: Verdict
    one: str
    other: str
    inside: Inside | None = None
    """What the text says of the name, where it is inside the first one."""


class PairComparer:
    """Compares texts by one reader's tables and one policy."""

    def __init__(
        self, reader: NameReader, policy: ScreeningPolicy, aliases: Mapping[str, frozenset[str]] | None = None
    ) -> None:
        self._reader = reader
        self._policy = policy
        self._names = NameComparer(reader, policy, aliases)
        self.bounds = self._names.bounds

    def compare(
        self,
        one: str,
        other: str,
        where: Setting = NOWHERE,
        elsewhere: Setting = NOWHERE,
        *,
        in_full: bool = True,
    ) -> Pair:
        """Compare two texts; swapping them (with their settings) swaps the answer and changes nothing else.

        Names inside a text are looked at where the whole texts do not share their brand alone: then nothing is won.
        Unless it is wanted in full, a verdict of two companies comes without its evidence and bits, and so sooner.
        """
        names = self._reader.read(one), self._reader.read(other)
        best = Pair(self._names.compare(*names, where, elsewhere, in_full=in_full), one, other)
        is_family = best.verdict.kinship is Kinship.FAMILY
        if best.verdict.is_settled and not is_family:
            return best
        first = names[1].words[:1]
        for part in self._reader.others(one):
            if part.first and part.first not in first:
                continue
            if not best.verdict.is_settled or part.role in _KNOWN_ROLES:
                best = _better(best, self._of_part(part, one, other, where, elsewhere, in_full))
        first = names[0].words[:1]
        for part in self._reader.others(other):
            if part.first and part.first not in first:
                continue
            if not best.verdict.is_settled or part.role in _KNOWN_ROLES:
                swapped = self._of_part(part, other, one, elsewhere, where, in_full)
                best = _better(best, Pair(swapped.verdict.turned(), swapped.other, swapped.one))
        is_less = best.verdict.kinship is Kinship.DIFFERENT or best.verdict.kinship is Kinship.FAMILY
        if is_less and names[0].letters[:SHORTEST] == names[1].letters[:SHORTEST]:
            best = self._cut_off(one, other, where, elsewhere) or best
        return best

    def _cut_off(self, one: str, other: str, where: Setting, elsewhere: Setting) -> Pair | None:
        """The pair where one text is the beginning of the other and looks cut off; None where it is not or does not."""
        names = self._reader.read(one), self._reader.read(other)
        if not is_cut_off(one, names[0], names[1]) and not is_cut_off(other, names[1], names[0]):
            return None
        verdict = self._names.cut_off(*names, where, elsewhere)
        return None if verdict.kinship is Kinship.DIFFERENT else Pair(verdict, one, other)

    def word_bits(self, word: str) -> float:
        """How much a word of a brand says."""
        return self._names.word_bits(word)

    def weighed(self, may_be_same: bool, evidence: Iterable[Evidence]) -> Verdict:
        """The verdict on pieces of evidence put together anew."""
        return self._names.weighed(Kinship.SAME if may_be_same else Kinship.FAMILY, evidence)

    def _of_part(self, part: Inside, text: str, other: str, where: Setting, elsewhere: Setting, in_full: bool) -> Pair:
        theirs = self._reader.read(other)
        name, whole = self._reader.read(part.text), self._reader.read(text)
        if part.role is Role.ONE_OF_SEVERAL and not (_is_whole_name(name, theirs) or name.is_han_in_full):
            return Pair(NOTHING, part.text, other, part)
        found = self._names.compare(name, theirs, where, elsewhere, in_full=in_full)
        if found.kinship is Kinship.DIFFERENT:
            return Pair(found, part.text, other, part)
        policy = self._policy
        belongs = part.role in _BELONGING or (_names_a_part(whole, name) and not self._is_beside_another(part, text))
        kinship = Kinship.FAMILY if belongs or found.kinship is Kinship.FAMILY else Kinship.SAME
        factor = 1.0 if part.role is Role.BEFORE_ADDRESS else policy.name_with_addition.value
        score = round(min(found.score, policy.potential_cap.value) * factor, 4)
        if kinship is Kinship.FAMILY:
            score = min(score, policy.family_cap.value)
        elif score < policy.potential_from.value:
            kinship = Kinship.DIFFERENT
        return Pair(replace(found, kinship=kinship, score=score), part.text, other, part)

    def _is_beside_another(self, part: Inside, text: str) -> bool:
        """Whether numbers and branches in a text are not those of a name in it, but of an address or another name."""
        if part.role is Role.ONE_OF_SEVERAL:
            return bool(self._reader.read(as_meant(text).replace(part.text, " ", 1)).spellings)
        return part.role in _KNOWN_ROLES


def _is_whole_name(one: CompanyName, other: CompanyName) -> bool:
    """Whether two names are the same, the legal form aside."""
    return one.core == other.core or one.compact == other.compact or one.letters == other.letters


def _names_a_part(whole: CompanyName, name: CompanyName) -> bool:
    """Whether what a text says besides a name makes it a branch, plant or subsidiary: "… Plant 2"."""
    return (whole.is_branch and not name.is_branch) or set(whole.numbers) != set(name.numbers)


_RANK = {Kinship.EQUAL: 3, Kinship.SAME: 2, Kinship.FAMILY: 1, Kinship.DIFFERENT: 0}


def _better(one: Pair, other: Pair) -> Pair:
    """The pair that says more; the first if neither does."""
    ranks = [(_RANK[pair.verdict.kinship], pair.verdict.score) for pair in (one, other)]
    return other if ranks[1] > ranks[0] else one
