from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from single_holds import place_hold
from sqlalchemy import Connection, select, update

from core.books import audit
from core.kernel import Database
from core.ledger import holds, ledger
from core.loyalty import expiry, expiry_notices
from core.messaging import Consent, NoticeKind, SaidBy, TextClass, consents
from core.programme import current_rules
from core.schema import idempotency, lot, lot_use, member, member_account, posting
from core.schema import outbox as outbox_table

YESTERDAY, TODAY = date(2026, 5, 31), date(2026, 6, 1)  # `at` is in the morning of TODAY


@pytest.fixture
def conn(database: Database, join: Callable[..., int]) -> Any:
    with database.engine.begin() as connection:
        join(connection)
        yield connection
        assert list(audit.violations(connection)) == []


def past(conn: Connection, at: datetime) -> list[int]:
    return expiry.members_with_expired_points(conn, at=at, after=0, limit=10)


def lots_left(conn: Connection) -> dict[int, int]:
    rows = conn.execute(select(lot.c.lot_id, lot.c.remaining)).all()
    return dict(rows)


def test_each_expired_lot_is_posted_exactly_once(conn: Connection, earn: Any, at: datetime) -> None:
    for key, points, last_day in (
        ("old", 100, YESTERDAY - timedelta(days=400)),
        ("yesterday", 200, YESTERDAY),
        ("today", 400, TODAY),
        ("never", 800, None),
    ):
        earn(conn, points, key=key, expires_at=last_day)
    assert past(conn, at) == [1]

    assert expiry.expire(conn, member_id=1, at=at) == 300
    assert expiry.expire(conn, member_id=1, at=at) == 0
    assert past(conn, at) == []
    assert lots_left(conn) == {1: 0, 2: 0, 3: 400, 4: 800}
    newest = ledger.history(conn, 1, limit=2)
    assert [(e.amount, e.kind, e.balance_after) for e in newest] == [
        (-200, "expire", 1_200),
        (-100, "expire", 1_400),
    ]
    contras = select(posting.c.contra).where(posting.c.kind == "expire").distinct()
    assert conn.execute(contras).scalars().all() == ["expired"]


def test_points_expire_at_midnight_in_the_programme_time_zone(conn: Connection, earn: Any) -> None:
    earn(conn, 100, expires_at=TODAY)
    last_second = datetime(2026, 6, 1, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in Shanghai
    assert past(conn, last_second) == []
    assert expiry.expire(conn, member_id=1, at=last_second) == 0
    assert past(conn, last_second + timedelta(seconds=1)) == [1]
    assert expiry.expire(conn, member_id=1, at=last_second + timedelta(seconds=1)) == 100


def test_held_points_do_not_expire_and_can_be_settled(
    conn: Connection, earn: Any, at: datetime
) -> None:
    before = at - timedelta(days=3)
    earn(conn, 100, expires_at=YESTERDAY)
    terms = {"member_id": 1, "at": before, "expires_at": at + timedelta(days=9)}
    place_hold(conn, amount=60, key="gift", **terms)

    assert expiry.expire(conn, member_id=1, at=at) == 40
    assert past(conn, at) == []
    assert ledger.balance(conn, 1) == ledger.Balance(60, 60, 0)
    what = {"contra": "issued", "kind": "redeem"}
    holds.settle_hold(conn, member_id=1, hold_id="gift", key="sent", at=at, **what)
    assert lots_left(conn) == {1: 0}


def test_points_of_a_released_hold_get_a_grace_period(
    conn: Connection, earn: Any, at: datetime
) -> None:
    earn(conn, 100, expires_at=YESTERDAY)
    terms = {"member_id": 1, "at": at - timedelta(days=3), "expires_at": at}
    place_hold(conn, amount=60, key="gift", **terms)
    expiry.expire(conn, member_id=1, at=at)
    holds.release_hold(conn, member_id=1, hold_id="gift", key="given up", at=at)

    grace = timedelta(days=current_rules().expiry.grace_days)
    assert expiry.expire(conn, member_id=1, at=at + grace) == 0
    assert expiry.expire(conn, member_id=1, at=at + grace + timedelta(days=1)) == 60


def test_many_members_at_once_leave_the_rows_of_one_after_another(
    conn: Connection, join: Callable[..., int], earn: Any, at: datetime
) -> None:
    """One has several lots past their last day, one has some of them held, one has none."""
    members = [1, 2, 3, 4]
    for member_id in members:
        if member_id > 1:
            join(conn, member_id)
        for n in range(member_id % 4):
            last_day = YESTERDAY - timedelta(days=n)
            earn(conn, 100 + n, member_id=member_id, key=f"{n}", expires_at=last_day)
        earn(conn, 10, member_id=member_id, key="today", expires_at=TODAY)
    terms = {"member_id": 2, "at": at - timedelta(days=3), "expires_at": at + timedelta(days=9)}
    place_hold(conn, amount=60, key="gift", **terms)

    savepoint = conn.begin_nested()
    points = {each: expiry.expire(conn, member_id=each, at=at) for each in members}
    one_by_one = contents(conn)
    savepoint.rollback()
    assert points == {1: 100, 2: 141, 3: 303, 4: 0}
    assert expiry.expire_all(conn, member_ids=members, at=at) == {1: 100, 2: 141, 3: 303}
    assert contents(conn) == one_by_one
    assert expiry.expire_all(conn, member_ids=members, at=at) == {}
    assert contents(conn) == one_by_one


def contents(conn: Connection) -> dict[str, list[Any]]:
    tables = (member_account, posting, lot, lot_use, idempotency)
    return {each.name: sorted(conn.execute(select(each)).all(), key=repr) for each in tables}


def near(conn: Connection, at: datetime) -> list[expiry_notices.ExpiryNotice]:
    found = expiry_notices.upcoming_expiries(conn, at=at, after=(0, date.min), limit=10)
    return expiry_notices.due_notices(conn, found, at) if found else []


@pytest.mark.parametrize(
    ("days_left", "days_before"),
    [(91, None), (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)],
)
def test_only_the_nearest_due_expiry_notice_is_sent(
    conn: Connection, earn: Any, at: datetime, days_left: int, days_before: int | None
) -> None:
    """A day that was missed is caught up with; of two that were, only the nearer one is told."""
    last_day = TODAY + timedelta(days=days_left)
    earn(conn, 100, expires_at=last_day)
    due = near(conn, at)
    assert due == (
        [] if days_before is None else [expiry_notices.ExpiryNotice(1, last_day, days_before)]
    )
    for one in due:
        assert expiry_notices.notify(conn, due=one, at=at)
        assert not expiry_notices.notify(conn, due=one, at=at)
    assert near(conn, at) == []
    expiry.expire(conn, member_id=1, at=at)


def test_expiry_notice_states_the_currently_available_points(
    conn: Connection, earn: Any, at: datetime
) -> None:
    last_day = TODAY + timedelta(days=7)
    for key, points in (("a", 100), ("b", 200)):
        earn(conn, points, key=key, expires_at=last_day)
    (due,) = near(conn, at)
    spend = {"member_id": 1, "contra": "issued", "kind": "redeem", "at": at}
    ledger.spend(conn, amount=50, key="some", **spend)
    assert expiry_notices.notify(conn, due=due, at=at)
    assert conn.execute(select(outbox_table.c.topic, outbox_table.c.payload)).one() == (
        "notice",
        {"notice": "expiry", "points": 250, "last_day": "2026-06-08", "days_before": 7},
    )


def test_a_member_gets_one_expiry_notice_a_day(conn: Connection, earn: Any, at: datetime) -> None:
    for key, days in (("a", 5), ("b", 7)):
        earn(conn, 100, key=key, expires_at=TODAY + timedelta(days=days))
    first, second = near(conn, at)
    assert expiry_notices.notify(conn, due=first, at=at)
    assert not expiry_notices.notify(conn, due=second, at=at)
    tomorrow = at + timedelta(days=1)
    (left,) = near(conn, tomorrow)
    assert left.last_day == second.last_day
    assert expiry_notices.notify(conn, due=left, at=tomorrow)


def test_no_expiry_notice_if_no_points_are_left(conn: Connection, earn: Any, at: datetime) -> None:
    earn(conn, 100, expires_at=TODAY + timedelta(days=7))
    (due,) = near(conn, at)
    spend = {"member_id": 1, "contra": "issued", "kind": "redeem", "at": at}
    ledger.spend(conn, amount=100, key="all", **spend)
    assert not expiry_notices.notify(conn, due=due, at=at)
    assert near(conn, at) == []


def test_who_refuses_marketing_is_told_that_points_expire(
    conn: Connection, earn: Any, at: datetime
) -> None:
    earn(conn, 100, expires_at=TODAY + timedelta(days=7))
    refusal = Consent(TextClass.MARKETING, None, False, SaidBy.MEMBER, "sms:SM1", at)
    consents.record(conn, 1, refusal)
    (due,) = near(conn, at)
    assert expiry_notices.notify(conn, due=due, at=at)


def test_no_expiry_notice_after_leaving(conn: Connection, earn: Any, at: datetime) -> None:
    earn(conn, 100, expires_at=TODAY + timedelta(days=7))
    (due,) = near(conn, at)
    conn.execute(update(member).values(status="left"))
    assert near(conn, at) == []
    assert not expiry_notices.notify(conn, due=due, at=at)
    assert conn.execute(select(outbox_table)).all() == []
    conn.execute(update(member).values(status="active"))  # for the audit: the number is still hers


def test_expiry_pages_continue_after_the_previous_page(
    conn: Connection, join: Callable[..., int], earn: Any, at: datetime
) -> None:
    days = [TODAY - timedelta(days=1), TODAY + timedelta(days=1), TODAY + timedelta(days=2)]
    for member_id in (1, 2, 3):
        if member_id > 1:
            join(conn, member_id)
        for day in days:
            earn(conn, 10, member_id=member_id, key=f"{day}", expires_at=day)
    assert expiry.members_with_expired_points(conn, at=at, after=0, limit=2) == [1, 2]
    assert expiry.members_with_expired_points(conn, at=at, after=2, limit=2) == [3]
    pages, after = [], (0, date.min)
    while page := expiry_notices.upcoming_expiries(conn, at=at, after=after, limit=2):
        pages.append(page)
        after = page[-1]
    assert pages == [[(n, days[1]), (n, days[2])] for n in (1, 2, 3)]


def test_notices_to_many_are_those_to_one_after_another(
    conn: Connection, join: Callable[..., int], earn: Any, at: datetime
) -> None:
    """1 has two days near, 2 refuses, 3 was told today, 4 has left, 5 has spent, 6 holds some."""
    for member_id in range(1, 7):
        if member_id > 1:
            join(conn, member_id)
        earn(conn, 100, member_id=member_id, expires_at=TODAY + timedelta(days=7))
    earn(conn, 50, key="sooner", expires_at=TODAY + timedelta(days=5))
    for n, given in enumerate((True, False)):
        said = Consent(TextClass.SERVICE, NoticeKind.EXPIRY, given, SaidBy.MEMBER, f"sms:{n}", at)
        consents.record(conn, 2, said)
    due = near(conn, at)
    third = next(each for each in due if each.member_id == 3)
    assert expiry_notices.notify(conn, due=replace(third, days_before=9), at=at)
    conn.execute(update(member).where(member.c.member_id == 4).values(status="left"))
    spend = {"contra": "issued", "kind": "redeem", "at": at}
    ledger.spend(conn, member_id=5, amount=100, key="all", **spend)
    terms = {"member_id": 6, "at": at, "expires_at": at + timedelta(days=9)}
    place_hold(conn, amount=60, key="gift", **terms)
    written = select(outbox_table).order_by(outbox_table.c.member_id, outbox_table.c.event_id)

    savepoint = conn.begin_nested()
    for each in due:
        expiry_notices.notify(conn, due=each, at=at)
    one_by_one = conn.execute(written).all()
    savepoint.rollback()
    assert expiry_notices.notify_all(conn, due=due, at=at) == {1: 1, 6: 1}
    assert conn.execute(written).all() == one_by_one
    assert expiry_notices.notify_all(conn, due=due, at=at) == {}
    conn.execute(update(member).values(status="active"))  # for the audit: the number is still hers
