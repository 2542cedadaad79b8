"""Runs the short benchmark of open desks; its figures mean nothing."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_short_desk_benchmark_runs_and_misses_no_event() -> None:
    done = subprocess.run(
        [sys.executable, "bench/desks.py", "--short"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "events that arrived  12, missing 0" in done.stdout
