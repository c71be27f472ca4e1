"""Answers from an assessment with pandas: python examples/cookbook_pandas.py examples/apparel_suppliers.xlsx"""

import sys

import pandas as pd

import supplychain_risk as scr


def main(workbook: str) -> dict[str, pd.DataFrame]:
    """Print and return the answers."""
    assessment = scr.screen(scr.load(workbook), as_of="2026-06-30")
    suppliers, findings = assessment.suppliers, assessment.findings
    named = findings.merge(suppliers[["id", "name", "country", "tier"]], left_on="supplier", right_on="id")

    answers = {
        "How many suppliers of each country call for what": pd.crosstab(
            suppliers["country"].fillna("not known"), suppliers["due_diligence"]
        ),
        "Facts of law that the sheet itself states, nearest first": named[
            (named.certainty == "stated") & (named.channel == "legal")
        ].sort_values(["tier", "name"])[["name", "tier", "code", "cells"]],
        "Which reason touches most suppliers": assessment.reasons.nlargest(5, "suppliers")[
            ["code", "suppliers", "statement"]
        ],
        "What could not be read": assessment.problems[["where", "value", "message", "hint"]],
    }
    for question, answer in answers.items():
        print(f"\n{question}\n{answer.to_string(max_colwidth=60)}")
    return answers


if __name__ == "__main__":
    main(sys.argv[1])
