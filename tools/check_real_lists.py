"""Compare what the product reads from real supplier lists with what a person found by looking at them.

    python tools/check_real_lists.py FOLDER [--expectations tests/expectations/real_lists.json]

The lists are not shipped (they belong to their publishers); FOLDER holds those you have. The expectations say per file
and sheet: header row, rows read, used, set aside and blank, suppliers, links, countries and the columns that matter.
Prints each difference; exits with 1 if there is one.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

EXPECTATIONS = Path(__file__).resolve().parent.parent / "tests" / "expectations" / "real_lists.json"


def found_in(path: Path) -> dict[str, dict[str, Any]]:
    """What the product reads from a file, by sheet with a supplier table."""
    import supplychain_risk as scr

    network = scr.load(path)
    sheets: dict[str, dict[str, Any]] = {}
    for file in network.account.files:
        for sheet in file.sheets:
            if sheet.header_row is None:
                continue
            counts = network.account.counts[file.name, sheet.name]
            sheets[sheet.name] = {
                "header_row": sheet.header_row,
                "rows_read": sheet.rows_read,
                "used": sheet.used_rows,
                "problem": sheet.problem_rows,
                "blank": sheet.blank_rows,
                "suppliers": counts.suppliers,
                "links": counts.links,
                "countries": counts.countries,
                "mapping": dict(sheet.mapping),
            }
    return sheets


def differences(file: str, expected: dict[str, Any], found: dict[str, dict[str, Any]]) -> list[str]:
    """One line per difference; an expectation may leave out what it does not state. Sheets must be the same."""
    lines = [f"{file}!{name}: read, but it holds no suppliers" for name in sorted(found.keys() - expected.keys())]
    for name, facts in expected.items():
        if name not in found:
            lines.append(f"{file}!{name}: not read")
            continue
        for fact, value in facts.items():
            if fact == "why":
                continue
            if fact == "mapping":
                lines += [
                    f"{file}!{name}: {field} is read from {found[name]['mapping'].get(field)!r}, not {heading!r}"
                    for field, heading in value.items()
                    if found[name]["mapping"].get(field) != heading
                ]
            elif found[name][fact] != value:
                lines.append(f"{file}!{name}: {fact} is {found[name][fact]}, not {value}")
    return lines


def main(arguments: list[str] | None = None) -> int:
    """Check every list that is there; 0 if all agree, 1 if not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--expectations", type=Path, default=EXPECTATIONS)
    options = parser.parse_args(arguments)
    expectations = json.loads(options.expectations.read_text(encoding="utf-8"))
    checked, wrong = 0, []
    for file, expected in expectations.items():
        path = options.folder / file
        if path.exists():
            checked += 1
            wrong += differences(file, expected, found_in(path))
    print("\n".join([*wrong, f"{checked} of {len(expectations)} lists are there; {len(wrong)} differences"]))
    return 1 if wrong or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
