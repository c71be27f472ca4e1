"""Helpers of this folder are importable by name (pytest's importlib mode does not add it)."""

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

# The machine may be busy with other tests; a law holds however long it takes to see that it does.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
