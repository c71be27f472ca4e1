"""Helpers that tests of several folders use are importable by name (pytest's importlib mode does not add them)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
