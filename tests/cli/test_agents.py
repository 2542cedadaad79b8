"""Production's first supervisor, made on the command line."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from core.kernel import Database, Sealer
from core.schema import agent as agent_table
from core.staff import Agent, FirstPasswordExpired, TrailFilter, audit_trail, authentication
from hotline import main

NUMBER = "+8613911111111"
Hotline = Callable[..., Result]


@pytest.fixture
def hotline(database: Database, monkeypatch: pytest.MonkeyPatch) -> Hotline:
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(False))
    return lambda *words, typed="": CliRunner().invoke(main, ["agents", *words], input=typed)


SECRET = "JBSWY3DPEHPK3PXP"
NEW, OLD = "n" * 40, "o" * 40


def signed_in(database: Database, name: str, password: str) -> Agent | None:
    at = datetime.now(UTC)
    return authentication.check_password(database, name, password, at)


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
    assert short.exit_code == 1 and "at least 12" in short.output
    hotline("add", "chief", "--number", NUMBER, "--generate")
    taken = hotline("add", "chief", "--number", NUMBER, "--generate")
    assert taken.exit_code == 1 and "User names are never used again" in taken.output


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("password12345", "leaked"),
        ("abcabcabcabcabcabc", "easy to guess"),
        ("chief chief chief", "easy to guess"),
        ("x" * 201, "at most 200"),
    ],
)
def test_what_is_easy_to_guess(hotline: Hotline, password: str, says: str) -> None:
    refused = hotline("add", "chief", "--number", NUMBER, typed=f"{password}\n{password}\n")
    assert refused.exit_code == 1 and says in refused.output


def test_a_password_set_here_is_a_first_password(hotline: Hotline, database: Database) -> None:
    typed = "battery horse\nbattery horse\n"
    for words in (("add", "chief", "--number", NUMBER), ("reset", "chief")):
        hotline(*words, typed=typed)
        agent = signed_in(database, "chief", "battery horse")
        assert agent and agent.must_choose_password
        expired = datetime.now(UTC) + timedelta(hours=73)
        with pytest.raises(FirstPasswordExpired):
            authentication.check_password(database, "chief", "battery horse", expired)


def test_secrets_are_sealed_with_the_current_key(
    hotline: Hotline, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One in clear, of a release before, and one sealed with a former key."""
    for name in ("ann", "bob"):
        hotline("add", name, "--number", NUMBER, "--generate")
    sealed = Sealer([OLD], authentication.SEALED_FOR).seal(SECRET, "bob")
    for name, stored in (("ann", SECRET), ("bob", sealed)):
        change = update(agent_table).where(agent_table.c.agent == name).values(totp_secret=stored)
        database.run(lambda conn, change=change: conn.execute(change))
    monkeypatch.setenv("SECRET_KEY", NEW)
    missing = hotline("seal")
    assert missing.exit_code == 1 and "SECRET_KEY_FALLBACKS" in missing.output
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", OLD)
    assert hotline("seal").output == "2 secrets sealed.\n"
    monkeypatch.delenv("SECRET_KEY_FALLBACKS")
    assert hotline("seal").output == "0 secrets sealed.\n"
    sealer = Sealer([NEW], authentication.SEALED_FOR)
    for name in ("ann", "bob"):
        stored = database.read(lambda conn, name=name: authentication.secret_of(conn, name, sealer))
        assert stored == SECRET


def test_a_new_database_has_no_agents(hotline: Hotline) -> None:
    assert len(hotline("list").output.splitlines()) == 1, "nothing below the headings"
