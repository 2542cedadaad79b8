"""A short run of what `make kill` does two hundred times."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_ten_kills_neither_lose_nor_duplicate_anything() -> None:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("kill.py")), "--kills", "10"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    counts = {what: int(n) for n, what in (line.split(None, 1) for line in lines_of(done.stdout))}
    assert counts["workers killed"] == 10
    assert counts["PostgreSQL crashed"] == 1
    assert counts["redemptions acknowledged"] > 0
    assert counts["connections lost, outcome unknown"] > 0


def lines_of(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.strip()[:1].isdigit()]
