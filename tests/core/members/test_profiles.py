from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Connection

from core.kernel import Database, NoSuchMember
from core.loyalty import tiers
from core.members import MemberWithPoints, changes, member_points, membership, profiles
from core.messaging import Consent, SaidBy, TextClass, consents
from core.programme import local_day, months_before, start_of_day, years_between
from core.programme.calendar import add_working_days

NUMBER, TODAY = "+8613800000001", date(2026, 6, 1)


@pytest.fixture
def conn(seeded: Database) -> Iterator[Connection]:
    with seeded.engine.begin() as connection:
        yield connection


def known(conn: Connection, number: str = NUMBER) -> MemberWithPoints:
    found = member_points.caller(conn, number, TODAY)
    assert found is not None
    return found


def test_find_returns_the_member_of_a_number(conn: Connection, at: datetime) -> None:
    assert known(conn) == MemberWithPoints(
        member_id=1,
        number=NUMBER,
        name="王芳",
        language="zh",
        tier="gold",
        tier_until=date(2026, 12, 18),
        joined_on=known(conn).joined_on,
        leaves_on=None,
        born_on=date(1985, 1, 1),
        status="active",
        province="GD",
        city=known(conn).city,
        unexpired=12_345,
        held=0,
        marketing_ok=True,
        has_pin=True,
        pin_locked_on=None,
        expires_on=local_day(at) + timedelta(days=20),
        expires_points=2_000,
        waiting=0,
        owed=0,
    )
    assert known(conn, "+8613800000003").held == 5_000
    assert known(conn, "+8613800000004").has_pin is False
    assert member_points.with_points(conn, 1, TODAY) == known(conn)
    found = profiles.find(conn, NUMBER)
    assert (type(found), found) == (profiles.Member, profiles.by_id(conn, 1))
    assert profiles.find(conn, "+8613899999999") is None
    assert member_points.caller(conn, "+8613899999999", TODAY) is None


def test_points_count_until_their_last_day(conn: Connection, at: datetime) -> None:
    """2,000 points of member 1 expire in 20 days; the job that posts it does not run here."""
    last_day = local_day(at) + timedelta(days=20)
    member = member_points.with_points(conn, 1, last_day)
    assert (member.available, member.balance) == (12_345, 12_345)
    assert (member.expires_points, member.expires_on) == (2_000, last_day)
    member = member_points.with_points(conn, 1, last_day + timedelta(days=1))
    assert (member.available, member.balance) == (10_345, 10_345)
    assert member.expires_on is None or member.expires_on > last_day


def test_member_can_change_language_opt_out_and_be_frozen(conn: Connection, at: datetime) -> None:
    changes.set_language(conn, 1, "en")
    refusal = Consent(TextClass.MARKETING, None, False, SaidBy.MEMBER, "sms:SM1", at)
    consents.record(conn, 1, refusal)
    membership.freeze(conn, 1)
    membership.freeze(conn, 1)
    changed = known(conn)
    assert (changed.language, changed.marketing_ok, changed.status) == ("en", False, "frozen")
    with pytest.raises(NoSuchMember):
        changes.set_language(conn, 99, "en")


@pytest.mark.parametrize(
    ("number", "masked"),
    [(NUMBER, "138****0001"), ("+14155552671", "+14****2671"), ("10086", "****")],
)
def test_telephone_number_is_masked(number: str, masked: str) -> None:
    assert profiles.masked(number) == masked


def test_tier_progress_states_growth_needed_for_the_next_tier(
    conn: Connection, at: datetime
) -> None:
    gold = tiers.progress(conn, known(conn), at)
    assert gold == tiers.TierProgress("gold", date(2026, 12, 18), 4_120, "diamond", 3_880)
    a_year_later = tiers.progress(conn, known(conn), at.replace(year=2027))
    assert (a_year_later.growth, a_year_later.growth_needed) == (0, 8_000)
    diamond = tiers.progress(conn, known(conn, "+8613800000003"), at)
    assert (diamond.next_tier, diamond.growth_needed) == (None, 0)
    assert tiers.progress(conn, known(conn, "+8613800000004"), at).growth_needed == 1_000


def test_age_is_computed_from_the_date_of_birth(conn: Connection) -> None:
    senior = known(conn, "+8613800000005")
    assert profiles.age_on(senior, date(2026, 6, 1)) == 68
    assert profiles.age_on(replace(senior, born_on=None), date(2026, 6, 1)) is None


def test_calendar_helpers_use_local_days_and_working_days(at: datetime) -> None:
    assert local_day(at.replace(hour=15, minute=59)) == date(2026, 6, 1)
    assert local_day(at.replace(hour=16)) == date(2026, 6, 2)
    assert start_of_day(date(2026, 6, 2)) == at.replace(hour=16)
    assert add_working_days(date(2026, 6, 5), 1) == date(2026, 6, 8)
    assert add_working_days(date(2026, 6, 6), 5) == date(2026, 6, 12)
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 12) == date(2025, 1, 15)
    assert months_before(date(2025, 12, 31), 12) == date(2024, 12, 31)
    assert years_between(date(2000, 2, 29), date(2026, 2, 28)) == 25
