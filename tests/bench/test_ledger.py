"""Runs the short benchmark of the ledger; its figures mean nothing."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_short_ledger_benchmark_runs_and_passes_its_audits() -> None:
    done = subprocess.run(
        [sys.executable, "bench/ledger.py", "--short"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout.splitlines()
    first_words = [line.split()[0] for line in said if line.strip()]
    for what in ("hold", "settle", "accrual", "order", "balance", "history", "posting"):
        assert what in first_words
    assert said.count("audit: sound") == 5
