"""What the policy makes of pairs, by outcome: companies and branches apart, and names beside their nearest others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from name_pairs import Pair, Side
from rapidfuzz import fuzz, process

ONE_COMPANY = ("same name", "possible")
OUTCOMES = (*ONE_COMPANY, "family", "different")
Compare = Callable[[Side, Side], str]
"""The outcome of two names."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How often the policy was right, by what pairs are.

    `precision`: of the companies called one (same name, possible), the share that are. `recall`: of those that are one,
    the share that is shown, as one company or as a family. `families`: of branches, plants and sisters, the share that
    is shown; `called_family`: as a family. `counts` holds pairs by what is expected and what came out.
    """

    precision: float
    recall: float
    families: float
    called_family: float
    counts: dict[str, dict[str, int]]


def unordered(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs, each once whichever name stands first."""
    return list({frozenset((pair.one, pair.other)): pair for pair in reversed(list(pairs))}.values())[::-1]


def outcomes(pairs: Iterable[Pair], compare: Compare) -> Outcomes:
    """What comes out of pairs, each counted once."""
    counts: dict[str, Counter[str]] = {expected: Counter() for expected in ("same", "family", "different")}
    for pair in unordered(pairs):
        counts[pair.expected][compare(pair.one, pair.other)] += 1
    same, family, different = counts["same"], counts["family"], counts["different"]
    right, wrong = (sum(each[outcome] for outcome in ONE_COMPANY) for each in (same, different))
    return Outcomes(
        precision=_share(right, right + wrong),
        recall=_share(right + same["family"], same.total()),
        families=_share(family.total() - family["different"], family.total()),
        called_family=_share(family["family"], family.total()),
        counts={expected: {o: each[o] for o in OUTCOMES if each[o]} for expected, each in counts.items()},
    )


def hard_negatives(pairs: Sequence[Pair]) -> list[Pair]:
    """Each first name beside the first name of another company that is nearest to it in letters, each pair once.

    Names are of one house where pairs that are the same or a family connect them; names of no such pair are left out,
    since two of them may be of one company and nobody has said so.
    """
    house = _houses(pair for pair in pairs if pair.expected != "different")
    firsts = {pair.one for pair in pairs} & house.keys()
    sides = sorted(firsts, key=lambda side: (side.name, side.country))
    texts = [side.name.casefold() for side in sides]
    labelled = {frozenset((pair.one, pair.other)) for pair in pairs}
    found: dict[frozenset[Side], Pair] = {}
    for number, side in enumerate(sides):
        for _, _, at in process.extract(texts[number], texts, scorer=fuzz.ratio, limit=24):
            other = sides[at]
            both = frozenset((side, other))
            if house[other] != house[side] and both not in labelled and texts[at] != texts[number]:
                found.setdefault(both, Pair(f"near-{number}", side, other, "different", "nearest other name"))
                break
    return list(found.values())


def _houses(pairs: Iterable[Pair]) -> dict[Side, Side]:
    """Name → the name that stands for its house."""
    of: dict[Side, Side] = {}

    def first(side: Side) -> Side:
        while of.setdefault(side, side) != side:
            side = of[side]
        return side

    for pair in pairs:
        of[first(pair.one)] = first(pair.other)
    return {side: first(side) for side in of}


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def table(found: dict[str, Outcomes]) -> Iterable[str]:
    """A table in Markdown, a row per set or kind."""
    yield "| pairs | same: one company · family · lost | precision | recall | branches: family · one company · lost |"
    yield "|---|---|---|---|---|"
    for label, each in found.items():
        same, family = each.counts["same"], each.counts["family"]
        companies, branches = _three(same, ONE_COMPANY, ("family",)), _three(family, ("family",), ONE_COMPANY)
        different = each.counts["different"]
        wrong = sum(count for outcome, count in different.items() if outcome != "different")
        is_asked = bool(same)
        precision = f"{each.precision:.3f}" if is_asked else f"{wrong} of {sum(different.values())} shown"
        yield f"| {label} | {companies} | {precision} | {f'{each.recall:.3f}' if is_asked else ''} | {branches} |"


def _three(counts: dict[str, int], first: tuple[str, ...], second: tuple[str, ...]) -> str:
    one, two = (sum(counts.get(outcome, 0) for outcome in each) for each in (first, second))
    return f"{one} · {two} · {counts.get('different', 0)}" if counts else ""
