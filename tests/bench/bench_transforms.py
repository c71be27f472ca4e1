"""How many listed names are found as cells hold them: the table of docs/name-matching.md.

python tests/bench/bench_transforms.py [--kind KIND] [--show N]

Each rule of `name_transforms.py` is applied to every listed name of the bundled lists that is found as it stands.
"""

from __future__ import annotations

import argparse
from collections import Counter

from name_transforms import HAN, OUTCOMES, WAYS, found_as, listed


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", help="only ways of this kind")
    parser.add_argument("--show", type=int, default=0, help="print so many lost names per way")
    options = parser.parse_args()
    names = list(listed())
    print("| kind | written as | names | listed | potential | family | lost |\n|---|---|---|---|---|---|---|")
    for way in WAYS:
        if options.kind and way.kind != options.kind:
            continue
        counts: Counter[str] = Counter()
        lost = []
        for entity, name, _ in names:
            text = way.write(name) if bool(HAN.search(name)) == way.is_han else None
            if text is None:
                continue
            outcome = found_as(text, entity)
            counts[outcome] += 1
            if outcome == "lost":
                lost.append(f"    {text}    of {name}")
        row = [counts[outcome] for outcome in (*OUTCOMES, "lost")]
        print(f"| {way.kind} | {way.label} | {sum(row)} | {' | '.join(map(str, row))} |", flush=True)
        print(*lost[: options.show], sep="\n", end="\n" if lost[: options.show] else "")


if __name__ == "__main__":
    main()
