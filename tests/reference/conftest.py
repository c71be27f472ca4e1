from __future__ import annotations

import pytest

from supplychain_risk.reference import Reference


@pytest.fixture(scope="session")
def reference() -> Reference:
    return Reference.bundled()
