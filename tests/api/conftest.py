"""The API, for the tests here."""

import sys
from pathlib import Path

# There are no packages under tests: shared helpers are imported from a folder on sys.path.
sys.path.append(str(Path(__file__).parent))
from api_fixtures import api, new_api

__all__ = ["api", "new_api"]
