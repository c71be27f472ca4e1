"""Questions in SQL over a report's tables, with DuckDB: python examples/cookbook_duckdb.py FOLDER

FOLDER is what `supplychain-risk screen vendors.xlsx --format jsonl --out FOLDER` (or `--format parquet`) wrote.
"""

import sys
from pathlib import Path

import duckdb

QUESTIONS = {
    "Suppliers by level": """
        SELECT due_diligence, count(*) AS suppliers FROM suppliers GROUP BY ALL ORDER BY suppliers DESC, 1""",
    "Holds, with the sentence and the cells": """
        SELECT s.name, s.tier, r.statement, f.cells
        FROM findings f JOIN suppliers s ON s.id = f.supplier JOIN reasons r ON r.id = f.reason
        WHERE f.calls_for = 'hold' AND f.certainty = 'stated' ORDER BY s.tier, s.name, r.statement""",
    "Who supplies those that have a hold above them": """
        SELECT l.buyer, count(DISTINCT l.supplier) AS held_suppliers
        FROM links l JOIN suppliers s ON s.id = l.supplier WHERE s.due_diligence = 'hold' GROUP BY ALL ORDER BY ALL""",
}


def main(folder: str) -> dict[str, list[tuple[object, ...]]]:
    """Print and return the answers."""
    database = duckdb.connect()
    for path in sorted(Path(folder).glob("*.jsonl")) or sorted(Path(folder).glob("*.parquet")):
        read = "read_parquet" if path.suffix == ".parquet" else "read_json_auto"
        database.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM {read}('{path.as_posix()}')")  # names of ours
    answers = {question: database.sql(sql).fetchall() for question, sql in QUESTIONS.items()}
    for question, rows in answers.items():
        print(f"\n{question}", *rows, sep="\n  ")
    return answers


if __name__ == "__main__":
    main(sys.argv[1])
