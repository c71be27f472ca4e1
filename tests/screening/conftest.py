"""The benchmark's pairs and measures serve the tests, too, and helpers of this folder are importable by name."""

import sys
from pathlib import Path

# With import-mode=importlib neither folder is importable.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
sys.path.insert(0, str(Path(__file__).parent))
