"""A short run of the floods: that answers come at all while each of them is held."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_probes_webhooks_and_pages_are_answered_during_floods() -> None:
    done = subprocess.run(
        [sys.executable, "bench/flood.py", "--short"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for flood in ("150 x idle", "150 x half-open", "80 x slow body", "60 x feed", "10 x page"):
        assert flood in done.stdout
    assert "answered 429" in done.stdout  # 30 feeds of one agent, of which 20 are allowed
