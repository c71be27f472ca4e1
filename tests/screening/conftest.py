"""The benchmark's pairs and measures serve the tests, too."""

import sys
from pathlib import Path

# With import-mode=importlib the folder of a benchmark is not importable.
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))
