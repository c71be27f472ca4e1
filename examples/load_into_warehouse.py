"""Load the tables of a report into a warehouse, run beside run: python examples/load_into_warehouse.py FOLDER DATABASE

FOLDER is what `supplychain-risk screen vendors.xlsx --format jsonl --out FOLDER` wrote. The database here is SQLite,
which comes with Python; with another, the connection and the marks for parameters change.

Each row bears its run (the columns `run_…`: day, company, version, code, policy, tables), so that runs stand side by
side. A run that is loaded again takes the place of itself; so does another input of the same company on the same day
under the same of all these.
"""

import json
import sqlite3
import sys
from pathlib import Path

RUN = ("run_as_of", "run_company", "run_version", "run_code", "run_policy", "run_tables")
"""Columns that tell runs apart."""


def load(folder: Path, database: sqlite3.Connection) -> dict[str, int]:
    """Load every table; returns how many rows each got."""
    loaded = {}
    for path in sorted(folder.glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        loaded[path.stem] = len(rows)
        if not rows:
            continue
        columns = list(rows[0])
        names = ", ".join(f'"{column}"' for column in columns)
        with database:  # a table is loaded whole or not at all
            database.execute(f'CREATE TABLE IF NOT EXISTS "{path.stem}" ({names})')
            same_run = " AND ".join(f'"{column}" IS ?' for column in RUN)
            database.execute(f'DELETE FROM "{path.stem}" WHERE {same_run}', [rows[0][column] for column in RUN])
            marks = ", ".join("?" for _ in columns)
            values = ([row[column] for column in columns] for row in rows)
            database.executemany(f'INSERT INTO "{path.stem}" ({names}) VALUES ({marks})', values)
    return loaded


def main(folder: str, file: str) -> None:
    """Load, and print how many suppliers each run has at each level."""
    database = sqlite3.connect(file)
    for table, count in load(Path(folder), database).items():
        print(f"{table}: {count} rows")
    for row in database.execute(
        "SELECT run_company, run_as_of, due_diligence, count(*) FROM suppliers GROUP BY 1, 2, 3 ORDER BY 1, 2, 4 DESC"
    ):
        print(*row, sep="\t")
    database.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
