"""Puts this folder on sys.path for its helpers, as there are no packages under tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
