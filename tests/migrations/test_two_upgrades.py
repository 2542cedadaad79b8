"""Two processes upgrade one database at the same time, as two deployed machines do."""

import os
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import text

from core.kernel import Database
from migrations import LOCK, current_revision, revisions

HOTLINE = Path(__file__).parents[2] / "hotline.py"
WAITING = text("SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")


def start_upgrade(database: Database) -> subprocess.Popen[str]:
    url = database.engine.url.render_as_string(False)
    return subprocess.Popen(
        [sys.executable, str(HOTLINE), "db", "upgrade"],
        env={**os.environ, "DATABASE_URL": url, "COLUMNS": "120"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def start_two_at_once(database: Database) -> list[subprocess.Popen[str]]:
    """On PostgreSQL both wait for the lock before either goes on."""
    if database.engine.dialect.name == "sqlite":
        return [start_upgrade(database), start_upgrade(database)]
    with database.engine.begin() as conn:
        conn.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        upgrades = [start_upgrade(database), start_upgrade(database)]
        while conn.execute(WAITING).scalar_one() < len(upgrades):
            assert [each.poll() for each in upgrades] == [None, None]
            time.sleep(0.05)
    return upgrades


def test_of_two_upgrades_at_once_one_does_the_work(empty: Database) -> None:
    upgrades = start_two_at_once(empty)
    said = sorted(each.communicate()[0] for each in upgrades)
    newest = revisions()[0]
    assert said == [
        f"The schema is up to date: revision {newest}.\n",
        f"Upgraded the schema from revision none to {newest}.\n",
    ]
    assert [each.returncode for each in upgrades] == [0, 0]
    assert current_revision(empty) == newest
