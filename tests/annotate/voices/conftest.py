"""Short marked reports and how they are read."""

import sys
from pathlib import Path

MARKED = Path(__file__).resolve().parents[3] / "bench/train/voices"
sys.path.insert(0, str(MARKED))
