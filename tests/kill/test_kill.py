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


def test_judge_that_gives_up_says_what_it_waited_for(tmp_path: Path) -> None:
    """No server is started, so that nothing is answered."""
    waits = (
        "import sys; sys.path[:0] = sys.argv[2:]; from pathlib import Path; import kill;"
        " kill.STUCK_SECONDS = 0.1; deployment = kill.Deployment(Path(sys.argv[1]));"
        " counts = kill.Counts(); kill.wait_until_answering(deployment, counts);"
        " deployment.close(); print(*counts.errors)"
    )
    done = subprocess.run(
        [sys.executable, "-c", waits, str(tmp_path), str(Path(__file__).parent), str(ROOT)],
        capture_output=True,
        text=True,
    )
    assert done.stdout == (
        "0 of 3 messages were answered within 0 s (since the last kill: nothing);"
        " workers by age: none; /healthz fails (ConnectionError), PostgreSQL answers,"
        " Redis answers\n"
    ), done.stderr


def lines_of(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.strip()[:1].isdigit()]
