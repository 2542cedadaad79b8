"""Clients of the API, made on the command line."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result

from core.clients import Client, clients
from core.kernel import Database
from core.staff import TrailFilter, audit_trail
from hotline import main

Hotline = Callable[..., Result]


@pytest.fixture
def hotline(database: Database, monkeypatch: pytest.MonkeyPatch) -> Hotline:
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(False))
    return lambda *words: CliRunner().invoke(main, ["api", "clients", *words])


def secret_in(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.output.split()[-1]


def found(database: Database, name: str) -> Client:
    client = database.read(lambda conn: clients.find(conn, name))
    assert client is not None
    return client


def test_a_client_is_added_rotated_and_disabled(hotline: Hotline, database: Database) -> None:
    at = datetime.now(UTC)
    first = secret_in(hotline("add", "crm", "--scope", "points:read", "--scope", "orders:read"))
    assert len(first) == 43 and found(database, "crm").knows(first, at)
    second = secret_in(hotline("rotate", "crm", "--former-for", "2"))
    client = found(database, "crm")
    assert client.knows(first, at + timedelta(days=1)) and client.knows(second, at)
    assert not client.knows(first, at + timedelta(days=3))
    listed = hotline("list").output
    assert "crm" in listed and first not in listed and second not in listed
    assert hotline("disable", "crm").exit_code == 0
    assert not found(database, "crm").knows(second, at)
    entries = database.read(lambda conn: audit_trail.page(conn, TrailFilter()))
    assert [each.act for each in reversed(entries)] == [
        "client_added", "client_rotated", "client_disabled",
    ]  # fmt: skip
    assert {each.agent for each in entries} == {"hotline api"}
    assert first not in str(entries) and second not in str(entries)


@pytest.mark.parametrize(
    "words",
    [
        ("add", "crm"),
        ("add", "crm", "--scope", "everything"),
        ("add", "C R M", "--scope", "points:read"),
        ("rotate", "nobody"),
        ("disable", "nobody"),
    ],
)
def test_what_is_wrong_is_refused(hotline: Hotline, words: tuple[str, ...]) -> None:
    assert hotline(*words).exit_code != 0


def test_a_name_is_used_once(hotline: Hotline) -> None:
    secret_in(hotline("add", "crm", "--scope", "points:read"))
    again = hotline("add", "crm", "--scope", "points:read")
    assert again.exit_code != 0 and "Traceback" not in again.output
