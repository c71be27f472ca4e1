"""Helpers of this folder are importable by name (pytest's importlib mode does not add it)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
