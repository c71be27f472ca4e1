"""Precision, recall and F1 of scores, and the threshold that is best on one half."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """How often a matcher was right; `threshold` is None where its own policy decided."""

    pairs: int
    threshold: float | None
    precision: float
    recall: float
    f1: float

    def as_dict(self) -> dict[str, float | int | None]:
        """For JSON."""
        return asdict(self)


def measured(judged: Iterable[tuple[bool, bool]], threshold: float | None = None) -> Measured:
    """Of (flagged, truly the same) per pair."""
    counts = {(a, b): 0 for a in (True, False) for b in (True, False)}
    for pair in judged:
        counts[pair] += 1
    hit, false, missed = counts[True, True], counts[True, False], counts[False, True]
    precision = hit / (hit + false) if hit + false else 0.0
    recall = hit / (hit + missed) if hit + missed else 0.0
    f1 = 2 * hit / (2 * hit + false + missed) if hit else 0.0
    return Measured(sum(counts.values()), threshold, precision, recall, f1)


def best_threshold(scored: Sequence[tuple[float, bool]]) -> float:
    """The threshold with the highest F1 of (score, truly the same); the highest such, 1 for no pairs."""
    best, chosen, hit, false = 0.0, 1.0, 0, 0
    total = sum(same for _, same in scored)
    ordered = sorted(scored, key=lambda pair: -pair[0])
    for i, (score, same) in enumerate(ordered):
        hit, false = hit + same, false + (not same)
        if i + 1 < len(ordered) and ordered[i + 1][0] == score:
            continue
        f1 = 2 * hit / (hit + false + total) if hit else 0.0
        if f1 > best and score > 0:
            best, chosen = f1, score
    return chosen
