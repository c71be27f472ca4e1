"""Published sets of company names, read from a folder you have; none is shipped with the project.

Each reader says which file it wants. Where a set has matching pairs only, each name is also paired with its nearest
*other* name (by plain edit distance), so that finding everything the same does not pay.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import unquote

from name_pairs import Pair, Side
from rapidfuzz import fuzz, process


def nomenklatura_cases(folder: Path) -> list[Pair]:
    """`cases.csv` of opensanctions/nomenklatura (MIT): all but persons. Some labels are its authors' policy."""
    with (folder / "cases.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["schema"] != "Person"]
    return [
        Pair(
            id=f"cases-{i}",
            one=Side(row["name1"]),
            other=Side(row["name2"]),
            expected="same" if row["is_match"] == "true" else "different",
            category=row["category"],
        )
        for i, row in enumerate(rows)
    ]


def name_matching(folder: Path) -> list[Pair]:
    """`test_names.csv` and `adjusted_test_names.csv` of DeNederlandscheBank/name_matching (MIT): invented."""
    with (folder / "test_names.csv").open(encoding="utf-8", newline="") as file:
        right = [row["company_name"] for row in csv.DictReader(file)]
    with (folder / "adjusted_test_names.csv").open(encoding="utf-8", newline="") as file:
        written = [row["company_name"] for row in csv.DictReader(file)]
    return _with_neighbors("dnb", list(zip(written, right, strict=True)))


def open_supply_hub(folder: Path) -> list[Pair]:
    """`training.json` of open-supply-hub (MIT): facilities a person compared; some only their addresses tell apart."""
    told = json.loads((folder / "training.json").read_text(encoding="utf-8"))
    found = []
    for label, expected in (("match", "same"), ("distinct", "different")):
        for i, pair in enumerate(told[label]):
            one, other = (Side(x["name"], x["country"].upper()) for x in pair["__value__"])
            found.append(Pair(f"osh-{label}-{i}", one, other, expected))
    return found


def wikirate(folder: Path) -> list[Pair]:
    """`wikirate_to_wikipedia.csv` of wikirate (GPL repository, facts): names that differ beyond case."""
    with (folder / "wikirate_to_wikipedia.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            (row["wikirate_name"], unquote(row["wikipedia_url"].rsplit("/", 1)[-1]).replace("_", " "))
            for row in csv.DictReader(file, delimiter=";")
        ]
    return _with_neighbors("wikirate", [(a, b) for a, b in rows if a and b and a.casefold() != b.casefold()])


def smelters(folder: Path) -> list[Pair]:
    """The look-up of `RMI_CMRT_*.xlsx` (Responsible Minerals Initiative): other and standard names of smelters."""
    from openpyxl import load_workbook

    path = next(folder.glob("RMI_CMRT_*.xlsx"))
    rows = load_workbook(path, read_only=True, data_only=True)["Smelter Look-up"].iter_rows(min_row=5, values_only=True)
    names = [(str(row[1]), str(row[2])) for row in rows if row[1] and row[2] and "not " not in str(row[1])]
    return _with_neighbors("smelters", [(a, b) for a, b in dict.fromkeys(names) if a.casefold() != b.casefold()])


READERS: dict[str, Callable[[Path], list[Pair]]] = {
    "nomenklatura cases": nomenklatura_cases,
    "name_matching": name_matching,
    "open-supply-hub": open_supply_hub,
    "wikirate": wikirate,
    "smelters": smelters,
}


def _with_neighbors(mark: str, matching: Sequence[tuple[str, str]]) -> list[Pair]:
    """The pairs, and each first name with the nearest second name that is not the same words as its own."""
    rights = sorted({right for _, right in matching})
    own: dict[str, set[str]] = {}
    for written, right in matching:
        own.setdefault(written, set()).add(_letters(right))
    found = []
    for i, (written, right) in enumerate(matching):
        found.append(Pair(f"{mark}-{i}", Side(written), Side(right), "same"))
        near = process.extract(written, rights, scorer=fuzz.ratio, processor=str.casefold, limit=6)
        others = [name for name, _, _ in near if _letters(name) not in own[written] | {_letters(written)}]
        if others:
            found.append(Pair(f"{mark}-{i}-other", Side(written), Side(others[0]), "different"))
    return found


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
