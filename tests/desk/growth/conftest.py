import sys
from pathlib import Path

# There are no packages under tests: helpers beside this file are found by its folder.
sys.path.append(str(Path(__file__).parent))
