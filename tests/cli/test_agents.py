"""Production's first supervisor, made on the command line."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result

from core.kernel import Database
from core.staff import Agent, TrailFilter, audit_trail, authentication
from hotline import main

NUMBER = "+8613911111111"
Hotline = Callable[..., Result]


@pytest.fixture
def hotline(database: Database, monkeypatch: pytest.MonkeyPatch) -> Hotline:
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(False))
    return lambda *words, typed="": CliRunner().invoke(main, ["agents", *words], input=typed)


def signed_in(database: Database, name: str, password: str) -> Agent | None:
    at = datetime.now(UTC)
    return database.run(lambda conn: authentication.check_password(conn, name, password, at))


def test_supervisor_is_added_reset_and_disabled(hotline: Hotline, database: Database) -> None:
    said = hotline("add", "chief", "--role", "supervisor", "--number", NUMBER, "--generate").output
    found = re.search(r"password (\S+)\.\n", said)
    assert found
    agent = signed_in(database, "chief", found.group(1))
    assert agent and agent.is_supervisor and not agent.has_second_factor
    listed = hotline("list").output
    assert "chief" in listed and found.group(1) not in listed
    again = hotline("reset", "chief", "--generate").output
    assert not signed_in(database, "chief", found.group(1))
    anew = re.search(r"password (\S+)\.\n", again)
    assert anew and signed_in(database, "chief", anew.group(1))
    assert hotline("disable", "chief").exit_code == 0
    assert not signed_in(database, "chief", anew.group(1))
    entries = database.read(lambda conn: audit_trail.page(conn, TrailFilter()))
    assert {entry.act for entry in entries} == {"agent_added", "agent_reset", "agent_disable"}


def test_typed_password_is_not_echoed(hotline: Hotline, database: Database) -> None:
    typed = "battery horse\nbattery horse\n"
    said = hotline("add", "chief", "--number", NUMBER, typed=typed)
    assert said.exit_code == 0 and "battery" not in said.output
    assert signed_in(database, "chief", "battery horse")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add", "Chief", "--number", NUMBER, "--generate"), "2 to 40"),
        (("add", "chief", "--number", "none", "--generate"), "not a telephone number"),
        (("reset", "nobody", "--generate"), "no agent of that name"),
        (("disable", "nobody"), "no agent of that name"),
        (
            ("add", "chief", "--shown-as", "A\x0bB", "--number", NUMBER, "--generate"),
            "cannot be displayed: U+000B",
        ),
    ],
)
def test_invalid_name_number_and_unknown_agent_are_refused(
    hotline: Hotline, words: tuple[str, ...], says: str
) -> None:
    refused = hotline(*words)
    assert refused.exit_code == 1 and says in refused.output


def test_short_password_and_taken_name_are_refused(hotline: Hotline) -> None:
    short = hotline("add", "chief", "--number", NUMBER, typed="short\nshort\n")
    assert short.exit_code == 1 and "at least 10" in short.output
    hotline("add", "chief", "--number", NUMBER, "--generate")
    taken = hotline("add", "chief", "--number", NUMBER, "--generate")
    assert taken.exit_code == 1 and "User names are never used again" in taken.output
