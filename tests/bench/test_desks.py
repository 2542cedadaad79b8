"""Runs the short benchmark of open desks; its figures mean nothing."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_short_benchmark_runs_and_no_event_is_missing() -> None:
    done = subprocess.run(
        [sys.executable, "bench/desks.py", "--short"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "events that arrived  12, missing 0" in done.stdout
