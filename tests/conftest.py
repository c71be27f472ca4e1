"""Helpers that tests of several folders use are importable by name (pytest's importlib mode does not add them).

And what takes seconds without the marker `slow` is named at the end of a run: the quick loop of CONTRIBUTING stays
quick only so. It fails nothing, since how long a test takes is the machine's, too.
"""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

QUICK = 6.0
"""Processor seconds, those of started programs included, that a test without the marker may take. The slowest take one;
the first of a process reads tables and imports libraries, and a busy machine counts twice as many."""

TOOK = "processor seconds of a test without the marker `slow`"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    before = sum(os.times()[:4])
    result = yield
    took = sum(os.times()[:4]) - before
    if took > QUICK and item.get_closest_marker("slow") is None:
        item.user_properties.append((TOOK, took))
    return result


def pytest_terminal_summary(terminalreporter):
    took = {
        report.nodeid: seconds
        for report in terminalreporter.stats.get("passed", ())
        for name, seconds in report.user_properties
        if name == TOOK
    }
    if took:
        terminalreporter.section("mark these @pytest.mark.slow, or make them cheaper")
        for test, seconds in sorted(took.items()):
            terminalreporter.line(f"{seconds:.1f} s of processor time: {test}")
