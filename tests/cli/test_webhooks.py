"""Endpoints of webhooks, made on the command line."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result

from core.kernel import Database, Sealer
from core.messaging import webhooks
from core.staff import TrailFilter, audit_trail
from hotline import main

Hotline = Callable[..., Result]
KEY = "k" * 40
URL = "https://crm.example/hook"


@pytest.fixture
def hotline(database: Database, monkeypatch: pytest.MonkeyPatch) -> Hotline:
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(False))
    monkeypatch.setenv("SECRET_KEY", KEY)
    return lambda *words: CliRunner().invoke(main, ["api", "webhooks", *words])


def secret_in(result: Result) -> str:
    assert result.exit_code == 0, result.output
    secret = result.output.split()[-1]
    assert secret.startswith("whsec_")
    return secret


def secrets(database: Database, at: datetime) -> list[str]:
    endpoint = database.read(lambda conn: webhooks.find(conn, "crm"))
    return endpoint.secrets(Sealer([KEY], webhooks.SEALED_FOR), at)


def test_an_endpoint_is_added_rotated_and_disabled(hotline: Hotline, database: Database) -> None:
    at = datetime.now(UTC)
    first = secret_in(hotline("add", "crm", "--url", URL, "--event", "order.placed"))
    assert secrets(database, at) == [first]
    second = secret_in(hotline("rotate", "crm"))
    assert secrets(database, at) == [second, first]
    assert secrets(database, at + timedelta(days=8)) == [second]
    listed = hotline("list").output
    assert "order.placed" in listed and first not in listed
    assert hotline("disable", "crm").exit_code == 0
    entries = database.read(lambda conn: audit_trail.page(conn, TrailFilter()))
    assert [each.act for each in reversed(entries)] == [
        "webhook_added", "webhook_rotated", "webhook_disabled",
    ]  # fmt: skip
    stored = database.read(lambda conn: webhooks.everyone(conn))
    assert first not in f"{stored} {entries}" and second not in f"{stored} {entries}"


@pytest.mark.parametrize(
    "words",
    [
        ("add", "crm"),
        ("add", "crm", "--url", "ftp://crm.example"),
        ("add", "C R M", "--url", URL),
        ("add", "crm", "--url", URL, "--event", "everything"),
        ("rotate", "nobody"),
        ("disable", "nobody"),
    ],
)
def test_what_is_wrong_is_refused(hotline: Hotline, words: tuple[str, ...]) -> None:
    refused = hotline(*words)
    assert refused.exit_code != 0 and "Error" in refused.output


def test_a_name_is_used_once(hotline: Hotline) -> None:
    secret_in(hotline("add", "crm", "--url", URL))
    assert hotline("add", "crm", "--url", URL).exit_code != 0


def test_a_new_secret_key_seals_the_secrets_anew(
    hotline: Hotline, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = datetime.now(UTC)
    first = secret_in(hotline("add", "crm", "--url", URL))
    second = secret_in(hotline("rotate", "crm"))
    monkeypatch.setenv("SECRET_KEY", "n" * 40)
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", KEY)
    done = CliRunner().invoke(main, ["agents", "seal"])
    assert done.output == "2 secrets sealed.\n"
    endpoint = database.read(lambda conn: webhooks.find(conn, "crm"))
    only_new = Sealer(["n" * 40], webhooks.SEALED_FOR)
    assert endpoint.secrets(only_new, at) == [second, first]
    assert CliRunner().invoke(main, ["agents", "seal"]).output == "0 secrets sealed.\n"
