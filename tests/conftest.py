"""Helpers that tests of several folders use are importable by name (pytest's importlib mode does not add them).

And what takes seconds bears the marker `slow`, or fails: the quick loop of CONTRIBUTING stays quick only so.
"""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

QUICK = 6.0
"""Processor seconds, those of started programs included, that a test without the marker may take. The slowest take one;
the first of a process reads tables and imports libraries, and a busy machine counts twice as many."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    before = sum(os.times()[:4])
    result = yield
    took = sum(os.times()[:4]) - before
    if took > QUICK and item.get_closest_marker("slow") is None:
        pytest.fail(
            f"took {took:.1f} s of processor time: mark it @pytest.mark.slow, or make it cheaper", pytrace=False
        )
    return result
