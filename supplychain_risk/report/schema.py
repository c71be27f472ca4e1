"""The published JSON Schema of the report document, made from the models so that the two cannot drift apart.

python -m supplychain_risk.report.schema > supplychain_risk/report/report.schema.json
"""

from __future__ import annotations

import json
import sys
from inspect import cleandoc
from typing import Any

import msgspec

from supplychain_risk.report.models import SCHEMA_VERSION
from supplychain_risk.report.stored.document import INNER, RECORDS, StoredDocument


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of `report.json`. A key that is not required and is absent has its default."""
    made = _dedented(msgspec.json.schema(StoredDocument))
    made["$defs"]["About"]["properties"]["schema"]["const"] = SCHEMA_VERSION
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:supplychain-risk:report:{SCHEMA_VERSION}",
        **made,
        **_WITHOUT_TABLES,
        "title": "supplychain_risk report",
    }


_LISTS = [key for key in RECORDS if "." not in key]
_WITHOUT_TABLES: dict[str, Any] = {
    "if": {"not": {"required": ["tables"]}},
    "then": {
        "required": sorted(_LISTS),
        "properties": {
            outer: {"anyOf": [{"type": "null"}, {"required": list(inner)}]} for outer, inner in INNER.items()
        },
    },
}
"""A report that refers to no tables holds all lists itself."""


def _dedented(part: Any) -> Any:
    """The same with descriptions without the indent of the code, which only some releases of msgspec take away."""
    if isinstance(part, dict):
        return {
            key: cleandoc(value) if key == "description" and isinstance(value, str) else _dedented(value)
            for key, value in part.items()
        }
    return [_dedented(one) for one in part] if isinstance(part, list) else part


def schema_text() -> str:
    """`schema()` as it is published."""
    return json.dumps(schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
