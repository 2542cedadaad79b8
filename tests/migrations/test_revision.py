"""A database at another revision than the release's is refused, wherever it could do harm."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from click.testing import CliRunner
from sqlalchemy import Connection, text

from core.books import marks
from core.kernel import Database, Settings
from hotline import main
from migrations import WrongRevision, check_revision, revisions, upgrade
from wsgi import create_app

NEWEST = revisions()[0]
OTHERS = {
    "empty": f"database has no schema, this release needs {NEWEST}: run `hotline db upgrade`",
    "older": (
        f"database is at revision 0001, this release needs {NEWEST}: run `hotline db upgrade`"
    ),
    "newer": (
        "database is at revision 9999, which this release does not know"
        f" (it needs {NEWEST}): install the release that upgraded the database"
    ),
}
SECRET = "a-password-that-nobody-reads"
HOTLINE = Path(sys.executable).parent / "hotline"
START_SECONDS = 120


def bring_to(database: Database, state: str) -> None:
    if state != "empty":
        upgrade(database, "0001" if state == "older" else "head")
    if state == "newer":
        database.run(take_to_newer)


def take_to_newer(conn: Connection) -> None:
    """As a release does whose schema no earlier one may use."""
    conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    marks.note(conn, marks.SERVES_FROM, "9999", datetime(2026, 6, 1, tzinfo=UTC))


@pytest.fixture
def production(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of one, but for its database."""
    for name, value in {
        "REDIS_URL": redis_url,
        "SECRET_KEY": "k" * 40,
        "PUBLIC_URL": "https://hotline.example",
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": "a-token",
        "USSD_TOKEN": "another-token",
        "HOTLINE_NUMBER": "+8610086",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def database(empty: Database, production: None, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Without a schema; and it is production's."""
    url = empty.engine.url
    if url.drivername != "sqlite":
        url = url.set(password=SECRET)  # which a server that trusts its socket does not read
    monkeypatch.setenv("DATABASE_URL", url.render_as_string(False))
    return empty


def run(*command: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, command)
    return result.exit_code, result.output


@pytest.mark.parametrize(("state", "reason"), OTHERS.items())
def test_database_at_another_revision_is_refused(
    database: Database, state: str, reason: str
) -> None:
    bring_to(database, state)
    with pytest.raises(WrongRevision) as refused:
        check_revision(database)
    assert str(refused.value) == reason
    for command in (("serve",), ("worker",), ("worker", "--once"), ("audit",)):
        assert run(*command) == (1, f"Error: {reason}.\n")
    app = create_app(Settings.for_production())
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.get_data(as_text=True)) == (503, f"not ready: {reason}\n")
    app.extensions["hotline"]._database.dispose()


def test_readyz_is_ok_after_upgrade(database: Database) -> None:
    app = create_app(Settings.for_production())
    assert app.test_client().get("/readyz").status_code == 503
    assert run("db", "upgrade") == (0, f"Upgraded the schema from revision none to {NEWEST}.\n")
    check_revision(database)
    assert app.test_client().get("/readyz").get_data(as_text=True) == "ready\n"
    app.extensions["hotline"]._database.dispose()


def test_newer_database_is_neither_upgraded_nor_downgraded(database: Database) -> None:
    bring_to(database, "newer")
    for command in (("db", "upgrade"), ("db", "downgrade", "0001")):
        assert run(*command) == (1, f"Error: {OTHERS['newer']}.\n")


def test_upgrade_and_downgrade(database: Database) -> None:
    bring_to(database, "older")
    known = ", ".join(revisions())
    for command, says in (
        (("upgrade",), f"Upgraded the schema from revision 0001 to {NEWEST}.\n"),
        (("upgrade",), f"The schema is up to date: revision {NEWEST}.\n"),
        (("downgrade", "0001"), "The schema is at revision 0001.\n"),
        (("downgrade", "0"), f"Error: There is no revision 0. There are: {known}.\n"),
    ):
        assert run("db", *command)[1] == says
    with pytest.raises(WrongRevision):
        check_revision(database)


@pytest.fixture
def serving(database: Database) -> Iterator[str]:
    """The URL of `hotline serve`, a process, on a database that was upgraded."""
    upgrade(database)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [HOTLINE, "serve", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(START_SECONDS)


@pytest.mark.parametrize("empty", ["postgresql"], indirect=True)
def test_server_and_worker_run_at_the_newest_revision(serving: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            assert requests.get(f"{serving}/readyz", timeout=START_SECONDS).text == "ready\n"
            break
        except requests.ConnectionError:
            assert time.monotonic() < deadline
            time.sleep(0.1)
    assert subprocess.run([HOTLINE, "worker", "--once"], check=False).returncode == 0


def test_unreachable_database_is_reported_without_password(
    production: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = f"postgresql+psycopg://hotline:{SECRET}@127.0.0.1:9/hotline"
    monkeypatch.setenv("DATABASE_URL", nowhere)
    for command in (("audit",), ("worker", "--once"), ("db", "upgrade")):
        code, output = run(*command)
        assert (code, "refused" in output, SECRET in output) == (1, True, False)


def test_invalid_or_missing_database_url_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"not a url {SECRET}")
    assert run("audit") == (1, "Error: The database URL is not valid.\n")
    monkeypatch.delenv("DATABASE_URL")
    assert "DATABASE_URL is not set" in run("audit")[1]
