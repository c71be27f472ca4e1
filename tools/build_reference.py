"""Build one reference table: a source CSV and its description become a Data Package folder.

    python tools/build_reference.py tip_tiers                                    (from tools/tables/sources/)
    python tools/build_reference.py tip_tiers --source path/to/tip_tiers.csv

`tools/tables/NAME.toml` holds what a person knows about the table (title, publisher, edition, licence, legal effect,
completeness, gaps, blind spots, column descriptions). `tools/tables/NAME.py`, where it exists, has
`transform(rows: list[dict[str, str]], source: Path) -> list[dict[str, str]] | dict[str, list[dict[str, str]]]`
(a dict: several resources, by name); of each row it gives `source_url`, where the row was read, which the builder turns
into `authority_url` and `read_in` by the rules of `tools/tables/authorities.toml`. The result is
`reference_data/NAME/NAME.csv` and `datapackage.json` with schema, hash and counts. Next year's edition: edit `edition`,
`data_date` and `retrieved` in the TOML, replace the file
under `tools/tables/sources/` and run again. Nothing here reads a clock or the network: same inputs, same bytes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import importlib
import importlib.util
import io
import json
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TABLES = Path(__file__).resolve().parent / "tables"
REQUIRED = (
    "title",
    "description",
    "edition",
    "data_date",
    "retrieved",
    "publisher",
    "legal_effect",
    "completeness",
    "licenses",
    "sources",
    "fields",
)


def read_source(path: Path) -> list[dict[str, str]]:
    """Rows of a UTF-8 CSV as text, with surrounding blanks removed."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{k: (v or "").strip() for k, v in row.items()} for row in csv.DictReader(file)]


def load_transform(name: str) -> Any:
    """`transform` of tools/tables/NAME.py, or the identity."""
    path = TABLES / f"{name}.py"
    if not path.exists():
        return lambda rows, source: rows
    spec = importlib.util.spec_from_file_location(f"tables_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    if str(TABLES) not in sys.path:
        sys.path.insert(0, str(TABLES))
    spec.loader.exec_module(module)
    return module.transform


def to_csv(rows: list[dict[str, str]]) -> bytes:
    """Rows as UTF-8 CSV with LF line ends."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8")


def sourced(name: str, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Rows with the authority whose facts they are and where they were read."""
    for column in ("id", "source_url"):
        if column not in rows[0] and not (column == "source_url" and "read_in" in rows[0]):
            raise SystemExit(f"{name}: no column {column}")
    return [authority().with_sources(name, row) for row in rows]


def authority() -> Any:
    """The module tools/tables/authority.py."""
    folder = str(Path(__file__).resolve().parent / "tables")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module("authority")


def resource(name: str, rows: list[dict[str, str]], content: bytes, about: dict[str, Any]) -> dict[str, Any]:
    """The descriptor of one CSV: schema, hash, counts, and the range outside which it is refused."""
    described = authority().FIELDS | about["fields"]
    unknown = [column for column in rows[0] if column not in described]
    if unknown:
        raise SystemExit(f"{name}: columns without a description in fields: {', '.join(unknown)}")
    twice = sorted(key for key, count in Counter(row["id"] for row in rows).items() if count > 1)
    if twice:
        raise SystemExit(f"{name}: ids used twice: {', '.join(twice[:10])}")
    expected = about.get("expected_rows", {}).get(name) or {
        "min": int(len(rows) * 0.8),
        "max": int(len(rows) * 1.5) + 1,
    }
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "rows": len(rows),
        "expected_rows": expected,
        "schema": {
            "fields": [{"name": c, "type": "string", "description": described[c]} for c in rows[0]],
            "primaryKey": "id",
            "missingValues": [""],
        },
    }


def build(name: str, source: Path | None = None, *, out: Path | None = None) -> Path:
    """Write `OUT/NAME/` (by default under `reference_data/`) and return the folder.

    Without `source`, the table's own file in `tools/tables/sources/` is read, if there is one.
    """
    about = tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"))
    missing = [key for key in REQUIRED if key not in about]
    if missing:
        raise SystemExit(f"{name}.toml lacks: {', '.join(missing)}")
    own = TABLES / "sources" / f"{name}.csv"
    source = source or (own if own.exists() else None)
    rows = read_source(source) if source and source.suffix == ".csv" else []
    made = load_transform(name)(rows, source)
    return write(name, made if isinstance(made, dict) else {name: made}, about, out or ROOT / "reference_data")


def write(name: str, resources: dict[str, list[dict[str, str]]], about: dict[str, Any], out: Path) -> Path:
    """The folder of a table from its rows and its description."""
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for part, given in resources.items():
        part_rows = sourced(part, given)
        content = to_csv(part_rows)
        (folder / f"{part}.csv").write_bytes(content)
        entries.append(resource(part, part_rows, content, about))
        print(f"{name}/{part}.csv: {len(part_rows)} rows")
    kept = {k: v for k, v in about.items() if k not in ("fields", "expected_rows")}
    package = {"name": name, "profile": "tabular-data-package", **kept, "resources": entries}
    text = json.dumps(package, ensure_ascii=False, indent=2, default=str) + "\n"
    (folder / "datapackage.json").write_bytes(text.encode("utf-8"))
    return folder


def main() -> None:
    """Parse the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help="table, e.g. tip_tiers")
    parser.add_argument("--source", type=Path, help="source CSV (or whatever NAME.py reads)")
    args = parser.parse_args()
    build(args.name, args.source)


if __name__ == "__main__":
    main()
