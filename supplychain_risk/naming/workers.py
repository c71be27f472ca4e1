"""Work shared out to forked processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

Q = TypeVar("Q")
A = TypeVar("A")

_CHUNK = 2_000
_SHARED: dict[str, Any] = {}
"""What the children of a fork find: set before they are made, emptied after."""


def spread(work: Callable[[Sequence[Q]], list[A]], questions: Sequence[Q], workers: int) -> list[A]:
    """Answers to all questions in their order, by this process or by several forked from it.

    Questions are dealt out in chunks, so that the order of the answers does not depend on which process is faster.
    """
    can_fork = "fork" in multiprocessing.get_all_start_methods()
    if workers < 2 or not can_fork or len(questions) < 2 * workers:
        return work(questions)
    size = max(1, min(_CHUNK, len(questions) // workers))
    _SHARED["work"] = work
    try:
        chunks = [questions[at : at + size] for at in range(0, len(questions), size)]
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
            return [answer for answers in pool.map(_of_child, chunks) for answer in answers]
    finally:
        _SHARED.clear()


def _of_child(questions: Sequence[Any]) -> list[Any]:
    answers: list[Any] = _SHARED["work"](questions)
    return answers
