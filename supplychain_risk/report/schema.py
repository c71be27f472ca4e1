"""The published JSON Schema of the report document, made from the models so that the two cannot drift apart.

python -m supplychain_risk.report.schema > supplychain_risk/report/report.schema.json
"""

from __future__ import annotations

import json
import sys
from typing import Any

import msgspec

from supplychain_risk.report.models import SCHEMA_VERSION
from supplychain_risk.report.stored import StoredDocument


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of `report.json`. A key that is not required and is absent has its default."""
    made = msgspec.json.schema(StoredDocument)
    made["$defs"]["About"]["properties"]["schema"]["const"] = SCHEMA_VERSION
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:supplychain-risk:report:{SCHEMA_VERSION}",
        **made,
        "title": "supplychain_risk report",
    }


def schema_text() -> str:
    """`schema()` as it is published."""
    return json.dumps(schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
