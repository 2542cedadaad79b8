"""The modules of the fuzz are imported from this folder, here and by fuzz.py."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
