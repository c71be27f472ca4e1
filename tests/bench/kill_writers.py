"""Kill writers of one folder at random moments, count what they leave: `python tests/bench/kill_writers.py [KILLS]`."""

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "audit"))
from writers import kill_at, start, state

from supplychain_risk.audit.folder import is_unfinished


def main(kills: int) -> None:
    """Both ways of writing, with a second writer on the same folder every other time."""
    for in_place in (False, True):
        rng = random.Random(in_place)
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary) / "audit"
            found: Counter[str] = Counter()
            for number in range(kills):
                writers = [start(folder, f"{who}{number}", in_place) for who in "ab"[: 1 + number % 2]]
                for writer in writers:
                    kill_at(writer, rng.uniform(0, 0.05))
                unfinished = is_unfinished(folder) and not (folder / "manifest.json").exists()
                found["told to be unfinished" if unfinished else state(folder)] += 1
            left = sorted(path.name for path in folder.parent.iterdir())
        print(f"{'in place' if in_place else 'swapped'}: {kills} kills, {dict(found)}; left beside: {left}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
