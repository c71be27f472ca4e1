"""column_names: one row per heading, with the normalized form in which headings are compared."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from supplychain_risk.intake.headings import COMBINED, OTHER, heading_key
from supplychain_risk.intake.records import FIELDS

LANGUAGES = {"sap": "en"}
SOURCES = {
    "sap": ("SAP vendor master field names (LFA1, BSEG)", "https://help.sap.com/docs/"),
    "": ("Headings of public supplier lists and trade vocabulary, curated", "https://opensupplyhub.org/"),
}


def transform(rows: list[dict[str, str]], source: Path) -> list[dict[str, str]]:
    """Spread each line of headings; a heading that means two things in one language is an error."""
    made: dict[str, dict[str, str]] = {}
    meant: dict[str, tuple[str, str]] = {}
    for row in rows:
        field = row["field"]
        if field not in FIELDS and field not in (OTHER, COMBINED):
            raise SystemExit(f"column_names: unknown field {field}")
        title, url = SOURCES.get(row["language"], SOURCES[""])
        for heading in row["headings"].split(";"):
            key = heading_key(heading)
            language = LANGUAGES.get(row["language"], row["language"])
            earlier = meant.setdefault(key, (field, row["sense"]))
            if earlier[0] != field:
                print(
                    f"column_names: '{heading}' ({row['language']}) is {field} and {earlier[0]}; kept as {earlier[0]}"
                )
                continue
            made.setdefault(
                f"{language}-{key.replace(' ', '-')}",
                {
                    "id": f"{language}-{key.replace(' ', '-')}",
                    "field": field,
                    "sense": row["sense"],
                    "heading": heading,
                    "key": key,
                    "language": language,
                    "source": title,
                    "source_url": url,
                    "confidence": "derived",
                },
            )
    return list(made.values())
