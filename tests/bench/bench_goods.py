"""How well the product texts of importers resolve to goods of the lists: precision and recall per file.

python tests/bench/bench_goods.py [--files apparel,toys_sport] [--show wrong|missed|untold] [--json FILE]

`importers/labels.csv` says what a careful reader takes each text for (`goods`), and what is right besides it but not
asked for (`also`: the stated material, a wider good). Labels were written before any text was resolved.

Precision: of the listed goods that come out, the share that is the labeled good, a narrower or wider one of it, or
stands under `also`. Recall: of the texts of a listed good, the share for which a labeled good (or a narrower or wider
one) comes out. Firm are the methods exact and alias; all counts possible ones too. Told: of the texts from which no
listed good comes out, the share that is told: as unresolved or ambiguous, or as a class read from one word; the rest
is, as a whole, the name of a class that no list names. Lost: of the texts of a listed good, the share for which neither
a good comes out nor anything is told.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from supplychain_risk.domain import Method
from supplychain_risk.reference import Reference
from supplychain_risk.resolve.commodity import CommodityResolver
from supplychain_risk.resolve.products import is_doubtful_class

IMPORTERS = Path(__file__).parent / "importers"
HELD_OUT = ("footwear", "furniture_flooring", "groceries", "auto_batteries", "building", "services")
"""Files whose errors were looked at once, when words and rules were mended by the others; no longer unseen."""
FIRM = (Method.EXACT, Method.ALIAS)


@dataclass
class Counts:
    """What came out of some texts."""

    texts: int = 0
    of_listed: int = 0
    found: int = 0
    found_firm: int = 0
    out: int = 0
    right: int = 0
    out_firm: int = 0
    right_firm: int = 0
    silent: int = 0
    told: int = 0
    lost: int = 0

    def plus(self, other: Counts) -> Counts:
        """The sum."""
        mine, theirs = asdict(self), asdict(other)
        return Counts(**{key: mine[key] + theirs[key] for key in mine})

    def cells(self) -> str:
        """Precision, recall, told and lost, as shares with their counts."""
        pairs = (
            (self.right_firm, self.out_firm),
            (self.right, self.out),
            (self.found_firm, self.of_listed),
            (self.found, self.of_listed),
            (self.told, self.silent),
            (self.lost, self.of_listed),
        )
        return "".join(f"{_share(part, whole):>17}" for part, whole in pairs)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%} ({part}/{whole})" if whole else "-"


def texts(name: str) -> dict[int, str]:
    """Row of the sheet → product text, its last column."""
    with (IMPORTERS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {number: row[-1] for number, row in enumerate(csv.reader(file), 1) if number > 1}


def labels() -> dict[str, dict[int, dict[str, str]]]:
    """Name of a file → row → its label."""
    out: dict[str, dict[int, dict[str, str]]] = {}
    with (IMPORTERS / "labels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            out.setdefault(row["file"].removesuffix(".csv"), {})[int(row["row"])] = row
    return out


class Bench:
    """Resolves and counts."""

    def __init__(self) -> None:
        reference = Reference.bundled()
        self.goods = CommodityResolver(reference)
        self.listed = reference.table("commodities").by_id

    def _right(self, good: str, wanted: Iterable[str]) -> bool:
        return any(self.goods.relation(good, one) for one in wanted)

    def count(self, text: str, label: dict[str, str]) -> tuple[Counts, str]:
        """The counts of one text, and what is wrong with it (wrong, missed, untold or nothing)."""
        wanted = [g for g in label["goods"].split(";") if g != "none"]
        allowed = wanted + [g for g in label["also"].split(";") if g]
        answers = self.goods.resolve(text)
        goods = {a.code: a.method in FIRM for a in answers if a.code in self.listed}
        right = {good: firm for good, firm in goods.items() if self._right(good, allowed)}
        found = [firm for good, firm in goods.items() if self._right(good, wanted)]
        told = any(a.method in (Method.UNRESOLVED, Method.AMBIGUOUS) or is_doubtful_class(a) for a in answers)
        counts = Counts(
            texts=1,
            of_listed=bool(wanted),
            found=bool(found),
            found_firm=any(found),
            out=len(goods),
            right=len(right),
            out_firm=sum(goods.values()),
            right_firm=sum(right.values()),
            silent=not goods,
            told=not goods and told,
            lost=bool(wanted) and not goods and not told,
        )
        kind = "wrong" if len(right) < len(goods) else "missed" if wanted and not found else ""
        return counts, kind or ("untold" if not goods and not told else "")

    def answer(self, text: str) -> str:
        """What came out, for reading."""
        return "; ".join(f"{a.method.value} {a.code or a.rule}" for a in self.goods.resolve(text))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", help="names without .csv, separated by commas; all if not given")
    parser.add_argument("--show", choices=("wrong", "missed", "untold"))
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    known = labels()
    names = chosen.files.split(",") if chosen.files else list(known)
    bench = Bench()
    of_file: dict[str, Counts] = {}
    for name in names:
        total = Counts()
        for number, text in texts(name).items():
            counts, kind = bench.count(text, known[name][number])
            total = total.plus(counts)
            if chosen.show and kind == chosen.show:
                print(f"{name}:{number} {text!r} wanted {known[name][number]['goods']}: {bench.answer(text)}")
        of_file[name] = total
    heads = ("precision, firm", "precision, all", "recall, firm", "recall, all", "told", "lost")
    print(f"{'':<22}{'texts':>6}" + "".join(f"{head:>17}" for head in heads))
    for name, counts in of_file.items():
        print(f"{name + (' *' if name in HELD_OUT else ''):<22}{counts.texts:>6}{counts.cells()}")
    groups = {"looked at": [n for n in names if n not in HELD_OUT], "held out (*)": [n for n in names if n in HELD_OUT]}
    for title, members in {**groups, "all": names}.items():
        total = Counts()
        for name in members:
            total = total.plus(of_file[name])
        if total.texts:
            print(f"{title:<22}{total.texts:>6}{total.cells()}")
    if chosen.json:
        chosen.json.write_text(json.dumps({n: asdict(c) for n, c in of_file.items()}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
