"""Tries mutants in processes of their own, so that a hang or a death is counted and ends nothing else."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path

SECONDS = 10
"""A mutant that takes longer hangs. The bases are read in less than a second."""
MEMORY = 3 << 30
"""Bytes of address space of a process; Python with all libraries takes about one third."""
PATIENCE = float(os.environ.get("FUZZ_PATIENCE", "1"))
"""Times the seconds, for machines that are busy with other work."""


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant: read, refused, traceback, hang or death; and of the last three, the details."""

    number: int
    kind: str
    name: str
    ended: str
    told: str = ""
    seconds: float = 0.0


@dataclass
class Figures:
    """What a run found."""

    seed: int
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    failures: list[Outcome] = field(default_factory=list)
    slowest: Outcome | None = None

    def add(self, outcome: Outcome) -> None:
        """Count one."""
        self.counts[outcome.kind, outcome.ended] += 1
        if outcome.ended not in ("read", "refused"):
            self.failures.append(outcome)
        if self.slowest is None or outcome.seconds > self.slowest.seconds:
            self.slowest = outcome

    def __str__(self) -> str:
        ended: Counter[str] = Counter()
        for (_, how), count in self.counts.items():
            ended[how] += count
        figures = ", ".join(f"{ended[how]:,} {how}" for how in ("read", "refused", "traceback", "hang", "death"))
        lines = [f"seed {self.seed}: {ended.total():,} mutants: {figures}"]
        for kind in sorted({kind for kind, _ in self.counts}):
            told = ", ".join(f"{n} {how}" for (k, how), n in sorted(self.counts.items()) if k == kind)
            lines.append(f"  {kind}: {told}")
        if self.slowest:
            lines.append(f"  slowest: {self.slowest.seconds:.1f} s ({self.slowest.kind}, number {self.slowest.number})")
        lines += [f"{f.ended} {f.kind} {f.name} number {f.number}\n{f.told}" for f in self.failures[:20]]
        return "\n".join(lines)


def made(home: Path, number: int, seed: int) -> tuple[str, str, bytes]:
    """Kind, name of the file, and content of a mutant."""
    from attempts import KINDS
    from mutation import mutated

    rng = random.Random(f"{seed}/{number}")
    (kind,) = rng.choices(list(KINDS), [one.weight for one in KINDS.values()])
    name = rng.choice(KINDS[kind].bases)
    return kind, name, mutated((home / name).read_bytes(), rng)


def _work(pipe: Connection, home: Path, seed: int, memory: int) -> None:
    from attempts import KINDS

    from supplychain_risk.errors import SupplyChainRiskError

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    heard = os.open(home / f"heard-{os.getpid()}", os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    os.dup2(heard, 2)  # what is printed past Python, as a panic is
    while (number := pipe.recv()) is not None:
        kind, name, content = made(home, number, seed)
        folder = Path(tempfile.mkdtemp(prefix="mutant-", dir=home))
        path = folder / name
        path.write_bytes(content)
        started = time.process_time()
        ended, told = "read", ""
        try:
            KINDS[kind].attempt(path, home)
        except SupplyChainRiskError as error:
            ended = "refused" if str(error) and error.hint else "traceback"
            told = "" if ended == "refused" else f"no message or no hint: {error!r}"
        except BaseException:
            ended, told = "traceback", traceback.format_exc()
        if (printed := os.pread(heard, 2_000, 0)) and ended in ("read", "refused"):
            ended, told = "traceback", f"printed to standard error: {printed.decode(errors='replace')}"
        os.ftruncate(heard, 0)
        os.lseek(heard, 0, os.SEEK_SET)
        shutil.rmtree(folder, ignore_errors=True)
        pipe.send((kind, name, ended, told, time.process_time() - started))


class _Worker:
    def __init__(self, home: Path, seed: int, memory: int) -> None:
        context = multiprocessing.get_context("fork")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, home, seed, memory), daemon=True)
        self.process.start()
        theirs.close()
        self.number = -1
        self.since = 0.0

    def give(self, number: int) -> None:
        self.number, self.since = number, time.monotonic()
        self.pipe.send(number)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def tried(
    home: Path, numbers: Iterator[int], seed: int, workers: int = 2, memory: int = MEMORY, until: float = float("inf")
) -> Iterator[Outcome]:
    """Try mutants by their numbers; `until`: the time (monotonic) after which no further one is begun."""
    team: list[_Worker] = []

    def next_number() -> int | None:
        return next(numbers, None) if time.monotonic() < until else None

    def begin(worker: Callable[[], _Worker]) -> None:
        if (number := next_number()) is not None:
            one = worker()
            one.give(number)
            team.append(one)

    try:
        for _ in range(workers):
            begin(lambda: _Worker(home, seed, memory))
        while team:
            ready = wait([one.pipe for one in team], timeout=0.5)
            for one in list(team):
                over = time.monotonic() - one.since
                if one.pipe in ready:
                    team.remove(one)
                    try:
                        kind, name, ended, told, seconds = one.pipe.recv()
                    except EOFError:
                        one.end()
                        yield _ended(home, one.number, seed, "death", f"exit code {one.process.exitcode}", over)
                        begin(lambda: _Worker(home, seed, memory))
                        continue
                    if ended != "traceback" and seconds > SECONDS:
                        ended, told = "hang", f"{seconds:.1f} seconds of processor time"
                    yield Outcome(one.number, kind, name, ended, told, seconds)
                    if (number := next_number()) is None:
                        one.end()
                    else:
                        one.give(number)
                        team.append(one)
                elif over > SECONDS * PATIENCE:
                    team.remove(one)
                    one.end()
                    yield _ended(home, one.number, seed, "hang", f"not done after {over:.0f} seconds", over)
                    begin(lambda: _Worker(home, seed, memory))
    finally:
        for one in team:
            one.end()


def _ended(home: Path, number: int, seed: int, how: str, told: str, seconds: float) -> Outcome:
    kind, name, _ = made(home, number, seed)
    return Outcome(number, kind, name, how, told, seconds)
