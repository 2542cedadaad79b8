"""As for the API, whose clients and tokens these are."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "api"))
from api_fixtures import api, new_api

__all__ = ["api", "new_api"]
