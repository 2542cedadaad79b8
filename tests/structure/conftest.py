"""There are no packages under tests, so what is shared here is found by its folder."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
