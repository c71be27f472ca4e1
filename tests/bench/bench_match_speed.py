"""100,000 supplier names against 10,000 entities of three names each: ours beside the ready-made recipe, same data.

python tests/bench/bench_match_speed.py [--suppliers 100000] [--entities 10000] [--workers 1,2] [--only ours|recipe]

The recipe: scikit-learn tf-idf over character 3-grams, the ten nearest list names of each supplier name, then
RapidFuzz token_set_ratio. The data are invented, seeded and the same for both: about 30 % Chinese names (Han, pinyin
or English), the rest from fourteen countries. One supplier in ten is truly an entity, written otherwise; three in a
hundred look like one (one syllable of the brand differs; the brand is another). A matcher is right where its best
entity is the true one. Each runs in its own process, so that peak memory is its own; the seconds hold everything from
the bare names to the answers, building the index included. Memory of several workers is that of the parent and of the
largest worker times their number: shared pages count more than once.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from made_names import MANY, Company, company, with_other_syllable
from made_variants import variant
from made_world import near_miss, plain, world_company, world_variant

CHINESE = 0.3
TRUE, ALIKE = 0.10, 0.03
SEED = 20261128

Answer = tuple[int | None, float]
"""The best entity and its score."""


@dataclass(frozen=True, slots=True)
class Task:
    """Entities with three names each, suppliers, and the true entity of each supplier (None: none)."""

    entities: tuple[tuple[tuple[str, ...], str], ...]
    suppliers: tuple[tuple[str, str], ...]
    truth: tuple[int | None, ...]


def make(entities: int, suppliers: int) -> Task:
    """The invented data; the same on every machine."""
    rng = random.Random(SEED)
    listed, names = [], []
    taken = set()
    while len(listed) < entities:
        one = company(rng, MANY) if rng.random() < CHINESE else world_company(rng)
        if one in taken:
            continue
        taken.add(one)
        listed.append(one)
        if isinstance(one, Company):
            names.append(((one.english(), one.han(), one.pinyin()), "CN"))
        else:
            other = f"{one.brand} {one.industry}"
            names.append(((one.full(), other, plain(one.full()).upper()), one.country.code))
    rows: list[tuple[str, str]] = []
    truth: list[int | None] = []
    while len(rows) < suppliers:
        draw, at = rng.random(), rng.randrange(entities)
        entity, chinese = listed[at], isinstance(listed[at], Company)
        country = names[at][1]
        if draw < TRUE:
            rows.append((variant(entity, rng)[0] if chinese else world_variant(entity, rng), country))
            truth.append(at)
            continue
        if draw < TRUE + ALIKE:
            one = with_other_syllable(entity, rng) if chinese else near_miss(entity, rng)
        else:
            one = company(rng, MANY) if rng.random() < CHINESE else world_company(rng)
        if one in taken:
            continue
        if isinstance(one, Company):
            rows.append((rng.choice((one.english, one.english, one.han, one.pinyin))(), "CN"))
        else:
            rows.append((one.full(), one.country.code))
        truth.append(None)
    return Task(tuple(names), tuple(rows), tuple(truth))


def _spread(work: Callable[[Sequence[Any]], list[Answer]], rows: Sequence[Any], workers: int) -> list[Answer]:
    """The answers to all rows in their order, by one process or several."""
    if workers == 1:
        return work(rows)
    size = max(1, min(2_000, len(rows) // workers))
    parts = [rows[i : i + size] for i in range(0, len(rows), size)]
    # forked, so that the index is not built again (or pickled) in each worker
    with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
        return [answer for part in pool.map(work, parts) for answer in part]


_READY: dict[str, Any] = {}
"""What the processes share; set before they are forked."""


def list_index(task: Task) -> Any:
    """Our list index; with `ours` the one place that knows its API."""
    from datetime import date

    from supplychain_risk.domain import Citation
    from supplychain_risk.policy import Policy
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.entities import ListedEntity
    from supplychain_risk.screening import ListIndex, NameReader

    citation = Citation(dataset="bench", edition="1", row="", publisher="", url="", licence="", confidence="")
    entities = [
        ListedEntity(
            list_name="bench", dataset="bench", entity_id=str(i), name=names[0], aliases=names[1:], name_zh="",
            country=country, province="", location="", merchandise="", kind="", target_kind="", status="active",
            date_from=date(2026, 1, 1), date_to=None, date_to_precision="", note="", instrument="", jurisdiction="",
            exact_only=(), open_ended="", citation=citation,
        )
        for i, (names, country) in enumerate(task.entities)
    ]  # fmt: skip
    return ListIndex(entities, NameReader(Reference.bundled()), Policy.default().screening)


def ours(task: Task, workers: int) -> list[Answer]:
    """The best entity of our list index."""
    found = list_index(task).match_many(task.suppliers, workers=workers)
    return [(int(matches[0].entity.entity_id), matches[0].score) if matches else (None, 0.0) for matches in found]


def recipe(task: Task, workers: int) -> list[Answer]:
    """tf-idf of character 3-grams, ten candidates, token_set_ratio."""
    from rapidfuzz import utils
    from sklearn.feature_extraction.text import TfidfVectorizer

    names = [utils.default_process(name) for all_names, _ in task.entities for name in all_names]
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(3, 3), dtype="float32")
    _READY.update(names=names, vectorizer=vectorizer, listed=vectorizer.fit_transform(names).T.tocsr())
    return _spread(_recipe_part, task.suppliers, workers)


def _recipe_part(rows: Sequence[tuple[str, str]]) -> list[Answer]:
    import numpy as np
    from rapidfuzz import fuzz, utils

    names, found = _READY["names"], []
    for start in range(0, len(rows), 1_000):
        texts = [utils.default_process(name) for name, _ in rows[start : start + 1_000]]
        near = (_READY["vectorizer"].transform(texts) @ _READY["listed"]).tocsr()
        for i, text in enumerate(texts):
            at, values = (
                near.indices[near.indptr[i] : near.indptr[i + 1]],
                near.data[near.indptr[i] : near.indptr[i + 1]],
            )
            if len(values) > 10:
                at = at[np.argpartition(-values, 10)[:10]]
            scored = [(fuzz.token_set_ratio(text, names[j]) / 100, -int(j)) for j in at]
            score, minus = max(scored, default=(0.0, 0))
            found.append((-minus // 3, score) if score else (None, 0.0))
    return found


MATCHERS: dict[str, Callable[[Task, int], list[Answer]]] = {"ours": ours, "recipe": recipe}


def figures(task: Task, answers: Sequence[Answer], at: float | None = None) -> dict[str, float]:
    """Precision, recall and F1; at the best threshold unless one is given."""
    total = sum(t is not None for t in task.truth)
    pairs = zip(answers, task.truth, strict=True)
    ordered = sorted(((s, e == t) for (e, s), t in pairs if e is not None), key=lambda x: -x[0])
    best = {"threshold": 1.0, "precision": 0.0, "recall": 0.0, "f1": 0.0}
    right = 0
    for n, (score, hit) in enumerate(ordered, 1):
        right += hit
        if n < len(ordered) and ordered[n][0] == score:
            continue
        if at is not None and score < at:
            break
        f1 = 2 * right / (n + total)
        if f1 > best["f1"] or at is not None:
            best = {"threshold": score, "precision": right / n, "recall": right / total, "f1": f1}
    return best


def run_one(options: argparse.Namespace) -> None:
    """In a process of its own: one matcher; JSON on stdout."""
    task = make(options.entities, options.suppliers)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    answers = MATCHERS[options.only](task, int(options.workers))
    seconds = time.perf_counter() - start
    own, kids = (resource.getrusage(w).ru_maxrss / 1024 for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    alike = sum(e is not None for (e, s), t in zip(answers, task.truth, strict=True) if t is None)
    result = {
        "seconds": seconds,
        "names_per_second": len(answers) / seconds,
        "peak_mib": own,
        "peak_mib_largest_worker": kids,
        "mib_of_the_data": before,
        "best": figures(task, answers),
        "as_answered": figures(task, answers, 0.0),
        "alarms_per_1000_innocent": 1000 * alike / sum(t is None for t in task.truth),
        "digest": _digest(answers),
    }
    print(json.dumps(result))


def _digest(answers: Sequence[Answer]) -> str:
    import hashlib

    return hashlib.sha256(repr([(e, round(s, 6)) for e, s in answers]).encode()).hexdigest()[:16]


def main() -> None:
    """Run each matcher with each number of workers and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suppliers", type=int, default=100_000)
    parser.add_argument("--entities", type=int, default=10_000)
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--only", choices=list(MATCHERS))
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if options.child:
        run_one(options)
        return
    results: dict[str, dict[str, Any]] = {}
    print(f"{options.suppliers:,} suppliers, {options.entities:,} entities of 3 names, {os.cpu_count()} cores")
    print(f"  {'':<20}{'seconds':>9}{'names/s':>10}{'peak MiB':>10}{'at':>7}", end="")
    print(f"{'precision':>11}{'recall':>8}{'F1':>7}  answers")
    for name in [options.only] if options.only else MATCHERS:
        for workers in options.workers.split(","):
            command = [sys.executable, __file__, "--child", "--only", name, "--workers", workers]
            command += ["--suppliers", str(options.suppliers), "--entities", str(options.entities)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(done.stderr, file=sys.stderr)
                sys.exit(f"{name} failed")
            found = results[f"{name}, {workers} workers"] = json.loads(done.stdout)
            f, title = found["best"], f"{name}, {workers} worker(s)"
            memory = found["peak_mib"] + (int(workers) * found["peak_mib_largest_worker"] if workers != "1" else 0)
            print(f"  {title:<20}{found['seconds']:>9.1f}{found['names_per_second']:>10,.0f}{memory:>10,.0f}", end="")
            print(f"{f['threshold']:>7.2f}{f['precision']:>11.3f}{f['recall']:>8.3f}{f['f1']:>7.3f}  {found['digest']}")
    for name in MATCHERS:
        digests = {found["digest"] for title, found in results.items() if title.startswith(name)}
        if len(digests) > 1:
            sys.exit(f"{name} answers differently with another number of workers")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
