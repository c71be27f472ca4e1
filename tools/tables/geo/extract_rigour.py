"""Extract what we use of rigour's territories into `rigour_territories.csv`.

    pip install rigour==2.6.1
    python tools/tables/geo/extract_rigour.py

Kept: countries, former states, and the subdivisions of the UK, the Emirates, China, Portugal, the US and Canada. Of the
weak names (demonyms, misspellings, machine translations) only long forms in ASCII ("Korea, Republic of").
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WHOLE = ("gb-", "ae-", "cn-", "pt-")
NAME_ONLY = ("us-", "ca-")
LONG_FORM = re.compile(
    r"republi|kingdom|states? of|democrati|province|\bsar\b|s\.a\.r|islands?\b|federa|\bof\b|people|\barab|emirate"
    r"|union|[(,]",
    re.IGNORECASE,
)
NOT_A_NAME = re.compile(
    r"citizen|colonies|confederate|former|nutome| -|emetab|\bwas\b|british hong|soviet|empire|occupied|reich"
    r"|protectorate|colony|prc|national|dynasty|north$",
    re.IGNORECASE,
)


def names(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Kind and text of the names of one territory that we keep."""
    yield "name", row["name"]
    if row["code"].startswith(NAME_ONLY):
        return
    yield "full", row.get("full_name") or row["name"]
    for name in row.get("names_strong", []):
        yield "strong", name
    if len(row["code"]) == 2:
        for name in row.get("names_weak", []):
            if name.isascii() and LONG_FORM.search(name) and not NOT_A_NAME.search(name):
                yield "weak", name


def main() -> None:
    """Write the extract next to this file."""
    from rigour._core import territories_jsonl

    out = []
    for row in map(json.loads, territories_jsonl().splitlines()):
        code = row["code"]
        if len(code) == 2 or code.startswith(WHOLE + NAME_ONLY) or row.get("is_historical"):
            seen: set[str] = set()
            for kind, name in names(row):
                if name not in seen:
                    seen.add(name)
                    out.append(
                        {
                            "code": code.upper(),
                            "kind": kind,
                            "name": name,
                            "parent": (row.get("parent") or "").upper(),
                            "successors": ";".join(s.upper() for s in row.get("successors", [])),
                            "country": str(int(bool(row.get("is_country")))),
                            "historical": str(int(bool(row.get("is_historical")))),
                        }
                    )
    out.sort(key=lambda o: (o["code"], ("name", "full", "strong", "weak").index(o["kind"]), o["name"]))
    path = Path(__file__).with_name("rigour_territories.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(out[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(out)
    print(f"{path.name}: {len(out)} rows")


if __name__ == "__main__":
    main()
