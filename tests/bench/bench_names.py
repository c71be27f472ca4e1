"""How well names are matched, ours beside its peers on the same pairs in one run.

python tests/bench/bench_names.py [--names FOLDER] [--suppliers FOLDER] [--fresh SEED] [--json FILE] [--show N]

Without folders the pairs of the project alone are measured. What the policy makes of them, by outcome, companies and
branches apart, comes first: of the labelled pairs, of each kind of cell (`make_cell_pairs.py`), and of each name beside
its nearest other name. `--names` holds the published sets of
`name_sets.py`; `--suppliers` supplier lists whose names are screened against the bundled lists (all innocent but
those in `truly_listed.csv`). Peers have the threshold that is best for them on the dev half of each set, and beside
it the one in wide use ("usual"); figures are of the held half.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import make_pairs
from measures import best_threshold, measured
from name_matchers import CUSTOMARY, Score, is_shown, ours, ours_on_lists, peers
from name_outcomes import Outcomes, hard_negatives, outcomes, table
from name_pairs import EXPECTED, Pair, Side, read_cells, read_labelled, read_pairs
from name_sets import READERS

TRULY_LISTED = Path(__file__).resolve().parent / "truly_listed.csv"


def measure_set(pairs: Sequence[Pair], matchers: dict[str, Score]) -> dict[str, Any]:
    """All matchers on the same pairs: figures of the held half, and for ours those of both halves."""
    asked = [p for p in pairs if p.expected != "family"]
    dev, held = [p for p in asked if not p.held], [p for p in asked if p.held]
    result: dict[str, Any] = {"pairs": len(asked), "same": sum(p.expected == "same" for p in asked), "matchers": {}}
    start = time.perf_counter()
    verdicts = {p.id: ours(p.one, p.other) for p in pairs}
    seconds = time.perf_counter() - start
    by_policy = measured((verdicts[p.id][1], p.expected == "same") for p in held)
    result["matchers"]["ours (policy)"] = {**by_policy.as_dict(), "pairs_per_second": len(pairs) / seconds}
    result["ours_dev"] = measured((verdicts[p.id][1], p.expected == "same") for p in dev).as_dict()
    scores = {"ours (best threshold)": {i: v[0] for i, v in verdicts.items()}}
    shown = measured((is_shown(verdicts[p.id][2]), p.expected == "same") for p in held)
    result["matchers"]["ours (shown)"] = {**shown.as_dict(), "pairs_per_second": len(pairs) / seconds}
    flagged = {
        "ours (policy)": {i: v[1] for i, v in verdicts.items()},
        "ours (shown)": {i: is_shown(v[2]) for i, v in verdicts.items()},
    }
    speed = {"ours (best threshold)": len(pairs) / seconds}
    for name, score in matchers.items():
        start = time.perf_counter()
        scores[name] = {p.id: score(p.one, p.other) for p in pairs}
        speed[name] = len(pairs) / (time.perf_counter() - start)
    for name, found in scores.items():
        threshold = best_threshold([(found[p.id], p.expected == "same") for p in dev])
        flagged[name] = {i: s >= threshold for i, s in found.items()}
        figures = measured(((flagged[name][p.id], p.expected == "same") for p in held), threshold)
        result["matchers"][name] = {**figures.as_dict(), "pairs_per_second": speed[name]}
        if name in CUSTOMARY:
            usual, at = f"{name} (usual)", CUSTOMARY[name]
            flagged[usual] = {i: s >= at for i, s in found.items()}
            figures = measured(((flagged[usual][p.id], p.expected == "same") for p in held), at)
            result["matchers"][usual] = {**figures.as_dict(), "pairs_per_second": speed[name]}
    families = [p for p in pairs if p.expected == "family"]
    result["families"] = {n: sum(f[p.id] for p in families) / len(families) for n, f in flagged.items() if families}
    result["families_called_family"] = sum("family" in verdicts[p.id][2] for p in families)
    result["families_pairs"] = len(families)
    result["outcomes"] = {
        expected: dict(sorted(Counter(verdicts[p.id][2] for p in pairs if p.held and p.expected == expected).items()))
        for expected in EXPECTED
    }
    result["categories"] = _by_category(held, flagged)
    result["wrong"] = [
        {"id": p.id, "name1": p.one.name, "name2": p.other.name, "expected": p.expected, "reason": p.reason,
         "score": verdicts[p.id][0], "outcome": verdicts[p.id][2], "half": "held" if p.held else "dev"}
        for p in asked
        if verdicts[p.id][1] != (p.expected == "same")
    ]  # fmt: skip
    return result


def by_outcome() -> dict[str, Outcomes]:
    """What the policy makes of the labelled pairs, of cells kind by kind, and of names beside their nearest others."""
    labelled, cells = read_labelled(), read_cells()
    sets = {"labelled": labelled, "labelled, held half": [pair for pair in labelled if pair.held], "cells": cells}
    for pair in cells:
        sets.setdefault(f"cells: {pair.category}", []).append(pair)
    # two listed names may be of one company, as the lists' own aliases are
    sets["nearest other names, labelled"] = hard_negatives([p for p in labelled if not p.id.startswith("listed-")])
    sets["nearest other names, cells"] = hard_negatives(cells)
    return {label: outcomes(pairs, lambda one, other: ours(one, other)[2]) for label, pairs in sets.items()}


def _by_category(pairs: Sequence[Pair], flagged: dict[str, dict[str, bool]]) -> dict[str, dict[str, Any]]:
    """Share of right answers per kind of pair."""
    groups: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        category = "two ways" if pair.category.startswith("two ways") else pair.category
        groups[pair.expected, category].append(pair)
    return {
        f"{expected}: {category}": {
            "pairs": len(group),
            **{n: sum(f[p.id] == (expected == "same") for p in group) / len(group) for n, f in flagged.items()},
        }
        for (expected, category), group in sorted(groups.items(), reverse=True)
        if category
    }


def supplier_names(folder: Path) -> list[Side]:
    """Distinct names with their countries in all supplier lists of a folder, as the project itself reads them."""
    import supplychain_risk as scr

    found: dict[Side, None] = {}
    for path in sorted(folder.iterdir()):
        if path.name == "MANIFEST.csv" or not path.is_file():
            continue
        for supplier in scr.load(path).suppliers.values():
            code = supplier.country.resolution.code if supplier.country else None
            found.update(dict.fromkeys(Side(name.text, code or "") for name in supplier.names))
    return list(found)


def listed_names() -> list[Side]:
    """Every name and alias of the bundled entity lists."""
    from supplychain_risk.lookup import newest_list
    from supplychain_risk.reference import Reference
    from supplychain_risk.reference.entities import listed_entities

    reference = Reference.bundled()
    found: dict[Side, None] = {}
    for entity in listed_entities(reference, newest_list(reference)):
        names = filter(None, (entity.name, *entity.aliases, entity.name_zh))
        found.update(dict.fromkeys(Side(name, entity.country or "") for name in names))
    return list(found)


def alarms(folder: Path, matchers: dict[str, Score], thresholds: dict[str, float]) -> dict[str, Any]:
    """Alarms per 1,000 innocent names; peers at their best threshold of the labelled pairs and at the usual one."""
    from rapidfuzz import fuzz, process, utils

    names = supplier_names(folder)
    with TRULY_LISTED.open(encoding="utf-8", newline="") as file:
        truly = {row["name"].casefold(): row["kind"] for row in csv.DictReader(file)}
    innocent = [side for side in names if side.name.casefold() not in truly]
    there = {kind: {n for s in names if truly.get(n := s.name.casefold()) == kind} for kind in ("listed", "family")}
    start = time.perf_counter()
    matched = ours_on_lists(names)
    seconds = time.perf_counter() - start
    found: dict[str, list[tuple[str, str]]] = {
        "ours (policy)": [(s.name, m) for s, m in zip(names, matched, strict=True) if m]
    }
    listed = listed_names()
    texts = [side.name for side in listed]
    for name, score in matchers.items():
        best_scores = []
        for side in names:
            near = process.extract(side.name, texts, scorer=fuzz.WRatio, processor=utils.default_process, limit=10)
            # logic-v2 on all pairs takes an hour; ten candidates by WRatio are what it would be given anyway
            candidates = listed if name == "token_set_ratio" else [listed[i] for _, _, i in near]
            best_scores.append(max(((score(side, other), other.name) for other in candidates), default=(0.0, "")))
        for at in (name, f"{name} (usual)"):
            found[at] = [
                (side.name, f"{other} ({best:.2f})")
                for side, (best, other) in zip(names, best_scores, strict=True)
                if best >= thresholds[at]
            ]
    return {
        "names": len(names),
        "innocent": len(innocent),
        "names_per_second_ours": len(names) / seconds,
        "per_1000": {
            n: 1000 * sum(hit[0].casefold() not in truly for hit in hits) / len(innocent) for n, hits in found.items()
        },
        "truly_listed_found": {
            n: {
                kind: f"{len({hit[0].casefold() for hit in hits} & known)} of {len(known)}"
                for kind, known in there.items()
            }
            for n, hits in found.items()
        },
        "false_alarms": {n: [f"{a} -> {b}" for a, b in hits if a.casefold() not in truly] for n, hits in found.items()},
    }


def _print_set(title: str, result: dict[str, Any]) -> None:
    print(f"\n{title}: {result['pairs']} pairs, {result['same']} of them the same; figures of the held half")
    print(f"  {'':<24}{'threshold':>10}{'precision':>11}{'recall':>9}{'F1':>9}{'pairs/s':>11}")
    for name, f in result["matchers"].items():
        at = "policy" if f["threshold"] is None else f"{f['threshold']:.3f}"
        print(
            f"  {name:<24}{at:>10}{f['precision']:>11.3f}{f['recall']:>9.3f}{f['f1']:>9.3f}"
            f"{f['pairs_per_second']:>11,.0f}"
        )
    for expected, counts in result["outcomes"].items():
        if counts:
            print(f"  ours of pairs that are {expected}: " + ", ".join(f"{n} {o}" for o, n in counts.items()))
    if result["families"]:
        noticed = ", ".join(f"{n} {share:.2f}" for n, share in result["families"].items())
        called = f"{result['families_called_family']} of {result['families_pairs']}"
        print(f"  families noticed: {noticed}; called a family by ours: {called}")


def _print_categories(result: dict[str, Any]) -> None:
    names = list(result["matchers"])
    print(f"\n  share of right answers{'':<18}{'pairs':>6}" + "".join(f"{n[:15]:>17}" for n in names))
    for category, row in result["categories"].items():
        print(f"  {category:<40}{row['pairs']:>6}" + "".join(f"{row[n]:>17.2f}" for n in names))


def main() -> None:
    """Measure and print; JSON on request."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=Path, help="folder with the published sets")
    parser.add_argument("--suppliers", type=Path, help="folder with supplier lists")
    parser.add_argument(
        "--fresh", type=int, metavar="SEED", help="also measure pairs newly made by rule with this seed"
    )
    parser.add_argument("--json", type=Path, help="write all figures here")
    parser.add_argument("--show", type=int, default=0, help="print so many wrong answers of ours per set")
    options = parser.parse_args()
    matchers = peers()
    sets: dict[str, list[Pair]] = {"labelled pairs": read_labelled()}
    if options.fresh is not None:
        sets[f"fresh pairs {options.fresh}"] = read_pairs(make_pairs.text(options.fresh).splitlines())
    for name, reader in READERS.items():
        folder = options.suppliers if name == "smelters" else options.names
        if folder is not None:
            sets[name] = reader(folder)
    results = {name: measure_set(pairs, matchers) for name, pairs in sets.items()}
    found = by_outcome()
    print("What the policy makes of pairs, each counted once", *table(found), sep="\n")
    results["by outcome"] = {label: asdict(each) for label, each in found.items()}
    for name in sets:
        result = results[name]
        _print_set(name, result)
        if name == "labelled pairs":
            _print_categories(result)
        for wrong in result["wrong"][: options.show]:
            print("   wrong: {name1} | {name2} | {expected} | {reason} | {outcome} {score}".format(**wrong))
    if options.suppliers is not None:
        thresholds = {n: f["threshold"] for n, f in results["labelled pairs"]["matchers"].items()}
        results["alarms"] = alarms(options.suppliers, matchers, thresholds)
        _print_alarms(results["alarms"], options.show)
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _found(counts: dict[str, str]) -> str:
    return f"listed found: {counts['listed']}, their families: {counts['family']}"


def _print_alarms(result: dict[str, Any], show: int) -> None:
    print(f"\nalarms on {result['innocent']} innocent of {result['names']} supplier names")
    for name, rate in result["per_1000"].items():
        print(f"  {name:<24}{rate:>8.1f} per 1,000 innocent; {_found(result['truly_listed_found'][name])}")
        for line in result["false_alarms"][name][:show]:
            print(f"      {line}")


if __name__ == "__main__":
    main()
