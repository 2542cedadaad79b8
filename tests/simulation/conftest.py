"""There are no packages under tests, so what is shared here is found by its folder. It stays under
tests, as it is no part of what is shipped; `make simulate` runs simulate.py as a script."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
