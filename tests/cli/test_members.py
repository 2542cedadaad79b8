"""`hotline members erase`: what it asks, does and says."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result
from redis import Redis
from sqlalchemy import Connection, bindparam, select, update

from core.contact_centre import SessionSummary, requests
from core.kernel import Database
from core.members import NOBODY, profiles
from core.programme import local_day
from core.schema import handover
from hotline import main

BASIC, SENIOR, COMPLAINING = "+8613800000004", "+8613800000005", "+8613800000002"
Hotline = Callable[..., Result]
STRANGER = "+8613899999999"
NOTHING_STORED = "Error: No member has {}, and nothing else is stored about it.\n"
OF_NUMBER = select(handover.c.handover_id).where(handover.c.number == bindparam("number"))


@pytest.fixture
def hotline(seeded: Database, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Hotline:
    monkeypatch.setenv("DATABASE_URL", seeded.engine.url.render_as_string(False))
    monkeypatch.setenv("REDIS_URL", redis_url)
    monkeypatch.setenv("COLUMNS", "120")
    return lambda *words, typed="": CliRunner().invoke(main, [*words], input=typed)


def talk_to_agent(conn: Connection, number: str, at: datetime) -> None:
    """A closed contact of a caller who is no member."""
    summary = SessionSummary(f"sms:{number}", "sms", "zh", "balance", [], [], [], 1)
    requests.request(
        conn, member_id=NOBODY, number=number, way="text", summary=summary, priority=3,
        key=f"sms:{number}:agent", at=at, handover_id="h",
    )  # fmt: skip
    conn.execute(update(handover).values(status="closed"))


def test_erasure_says_what_was_erased_and_what_is_kept(
    hotline: Hotline, seeded: Database, redis_url: str
) -> None:
    redis = Redis.from_url(redis_url)
    redis.set(f"talk:{{{SENIOR}}}:sms:sms:{SENIOR}", "{}")
    redis.set(f"talk:{{{BASIC}}}:sms:sms:{BASIC}", "{}")
    done = hotline("members", "erase", SENIOR, "--yes")
    assert done.exit_code == 0, done.output
    rows = {line[:40].strip(): line.split() for line in done.output.splitlines()}
    kept_years = datetime.now(UTC).year + 10
    assert [row for row in rows if row.startswith("postings")]
    assert "books" in done.output and str(kept_years) in done.output
    assert "The membership ended, and 5,000 points with it." in done.output
    assert SENIOR not in done.output
    assert [key.decode() for key in redis.keys("*")] == [f"talk:{{{BASIC}}}:sms:sms:{BASIC}"]
    assert seeded.read(lambda conn: profiles.find(conn, SENIOR)) is None
    assert hotline("audit").output == "No violations found.\n"
    again = hotline("members", "erase", SENIOR, "--yes")
    assert (again.exit_code, again.output) == (1, NOTHING_STORED.format("138****0005"))
    shown = hotline("members", "erase", SENIOR, "--member", "5", "--yes")
    assert shown.exit_code == 0 and shown.output == done.output
    assert f"Erased of member 5 on {local_day(datetime.now(UTC))}" in shown.output


def test_list_of_an_earlier_erasure_is_shown_and_nothing_touched(
    hotline: Hotline, seeded: Database, redis_url: str, at: datetime
) -> None:
    """Whoever has the number by now was not asked about."""
    erased = hotline("members", "erase", SENIOR, "--yes")
    redis = Redis.from_url(redis_url)
    kept = {f"talk:{{{each}}}:sms:sms:{each}".encode() for each in (BASIC, SENIOR, STRANGER)}
    for key in kept:
        redis.set(key, "{}")
    seeded.run(lambda conn: talk_to_agent(conn, STRANGER, at))
    refused = hotline("members", "erase", BASIC, "--member", "5")
    assert refused.exit_code == 1
    assert "Member 5 was erased before, and 138****0004 is member 4's." in refused.output
    for number in (SENIOR, STRANGER):
        shown = hotline("members", "erase", number, "--member", "5")
        assert (shown.exit_code, shown.output) == (0, erased.output)
    assert set(redis.keys("*")) == kept
    assert seeded.read(lambda conn: profiles.find(conn, BASIC)) is not None
    assert seeded.read(lambda conn: conn.execute(OF_NUMBER, {"number": STRANGER}).all())


def test_erasure_is_confirmed(hotline: Hotline, seeded: Database) -> None:
    asked = hotline("members", "erase", SENIOR, typed="n\n")
    assert asked.exit_code == 1
    assert "Erase member 5, 138****0005? The membership ends now, and 5,000 points" in asked.output
    assert seeded.read(lambda conn: profiles.find(conn, SENIOR)) is not None
    assert hotline("members", "erase", SENIOR, typed="y\n").exit_code == 0
    assert seeded.read(lambda conn: profiles.find(conn, SENIOR)) is None


@pytest.mark.parametrize("is_in", ["the database", "redis"])
def test_erasure_of_a_caller_who_is_no_member_is_confirmed(
    hotline: Hotline, seeded: Database, redis_url: str, at: datetime, is_in: str
) -> None:
    redis = Redis.from_url(redis_url)
    if is_in == "redis":
        redis.set(f"talk:{{{STRANGER}}}:sms:sms:{STRANGER}", "{}")
    else:
        seeded.run(lambda conn: talk_to_agent(conn, STRANGER, at))

    def stored() -> int:
        contacts = seeded.read(lambda conn: conn.execute(OF_NUMBER, {"number": STRANGER}).all())
        return len(contacts) + len(list(redis.scan_iter()))

    asked = hotline("members", "erase", STRANGER, typed="n\n")
    assert asked.exit_code == 1
    assert "No member has 138****9999. Erase what is stored" in asked.output
    assert stored() == 1
    assert hotline("members", "erase", STRANGER, typed="y\n").exit_code == 0
    assert stored() == 0


def test_open_business_is_named(hotline: Hotline, seeded: Database) -> None:
    refused = hotline("members", "erase", COMPLAINING, "--yes")
    assert refused.exit_code == 1
    assert "1 complaints not decided" in refused.output
    assert seeded.read(lambda conn: profiles.find(conn, COMPLAINING)) is not None


def test_wrong_numbers_are_refused(hotline: Hotline) -> None:
    assert "not a telephone number" in hotline("members", "erase", "12", "--yes").output
    for words in ((), ("--yes",)):  # nothing is asked either
        stranger = hotline("members", "erase", STRANGER, *words)
        expected = NOTHING_STORED.format("138****9999")
        assert (stranger.exit_code, stranger.output) == (1, expected)
    wrong = hotline("members", "erase", BASIC, "--member", "5", "--yes")
    assert "Member 5 has another number, or none." in wrong.output
