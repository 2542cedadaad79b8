"""Points for what went wrong: within a limit alone, above it by two people, and once."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, select, update

from core.books import audit
from core.kernel import Database, NotAllowed, NotFound
from core.ledger import ledger
from core.loyalty import leaving
from core.members import membership
from core.programme import current_rules, local_day, shipped_rules, start_of_day
from core.schema import member, posting
from core.service import GoodwillRequest, approval_decisions, approvals, goodwill

MOST = shipped_rules().desk.goodwill_points_max


def wish(points: int, wish_id: str = "w", member_id: int = 2) -> GoodwillRequest:
    return GoodwillRequest(member_id, wish_id, points, "Parcel a week late", "agent")


def given(conn: Connection, member_id: int = 2) -> list[tuple[int, str]]:
    found = select(posting.c.amount, posting.c.memo).where(
        posting.c.member_id == member_id, posting.c.kind == goodwill.KIND
    )
    return [(row.amount, row.memo) for row in conn.execute(found)]


def test_goodwill_within_limit_is_posted_once_by_the_agent(conn: Connection, at: datetime) -> None:
    before = ledger.balance(conn, 2).available
    for _ in range(2):  # a form sent twice
        assert goodwill.give(conn, wish(MOST), at) is not None
    assert given(conn) == [(MOST, "agent")]
    assert ledger.balance(conn, 2).available == before + MOST
    [last] = ledger.history(conn, 2, limit=1)
    assert last.kind == goodwill.KIND


def test_goodwill_expires_like_points_earned_that_year(conn: Connection, at: datetime) -> None:
    goodwill.give(conn, wish(10), at)
    days = {
        each.on for each in ledger.expiring(conn, 2, today=local_day(at), until=date(2030, 1, 1))
    }
    assert date(2028, 12, 31) in days


def test_goodwill_above_limit_needs_approval_by_another(conn: Connection, at: datetime) -> None:
    for _ in range(2):
        assert goodwill.give(conn, wish(MOST + 1), at) is None
    [asked] = approvals.waiting(conn)
    assert (asked.points, asked.asked_by, asked.name) == (MOST + 1, "agent", "Alice Brown")
    decision = {"member_id": 2, "approval_id": "w", "approves": True, "at": at}
    with pytest.raises(NotAllowed, match="own"):
        approval_decisions.decide(conn, agent="agent", **decision)
    assert given(conn) == []
    approval_decisions.decide(conn, agent="supervisor", **decision)
    assert given(conn) == [(MOST + 1, "agent+supervisor")]
    with pytest.raises(NotAllowed, match="decided"):
        approval_decisions.decide(conn, agent="supervisor", **decision)
    assert approvals.waiting(conn) == []


def test_goodwill_limit_counts_all_grants_of_the_day(conn: Connection, at: datetime) -> None:
    """Whoever gives it; tomorrow is another day, and another member is another one."""
    assert goodwill.give(conn, wish(MOST - 10, "morning"), at) is not None
    assert goodwill.give(conn, replace(wish(10, "noon"), agent="agent2"), at) is not None
    assert goodwill.give(conn, wish(10, "noon"), at) is not None  # a form sent twice
    assert goodwill.give(conn, wish(1, "evening"), at) is None
    assert [each.approval_id for each in approvals.waiting(conn)] == ["evening"]
    assert goodwill.give(conn, wish(MOST, "hers", member_id=1), at) is not None
    midnight = start_of_day(local_day(at) + timedelta(days=1))
    last = timedelta(seconds=1)
    assert goodwill.give(conn, wish(1, "at night"), midnight - last) is None
    assert goodwill.give(conn, wish(1, "evening"), midnight) is None  # asked for as it is
    assert goodwill.give(conn, wish(MOST, "next day"), midnight) is not None
    assert sum(points for points, _ in given(conn)) == 2 * MOST


def test_approved_goodwill_counts_towards_the_limit(conn: Connection, at: datetime) -> None:
    goodwill.give(conn, wish(MOST + 1), at)
    decision = {"approval_id": "w", "agent": "supervisor", "approves": True, "at": at}
    approval_decisions.decide(conn, member_id=2, **decision)
    assert goodwill.give(conn, wish(1, "more"), at) is None


def test_refused_goodwill_is_neither_posted_nor_requested_again(
    conn: Connection, at: datetime
) -> None:
    goodwill.give(conn, wish(MOST + 1), at)
    approval_decisions.decide(
        conn, member_id=2, approval_id="w", agent="supervisor", approves=False, at=at
    )
    assert goodwill.give(conn, wish(MOST + 1), at) is None  # the form once more
    assert approvals.waiting(conn) == []
    assert given(conn) == []


def test_member_who_may_not_earn_gets_no_goodwill(conn: Connection, at: datetime) -> None:
    with pytest.raises(NotAllowed, match="frozen"):
        goodwill.give(conn, wish(10, member_id=7), at)
    goodwill.give(conn, wish(MOST + 1), at)
    conn.execute(update(member).where(member.c.member_id == 2).values(status="arrears"))
    with pytest.raises(NotAllowed, match="arrears"), conn.begin_nested():
        approval_decisions.decide(
            conn, member_id=2, approval_id="w", agent="supervisor", approves=True, at=at
        )
    assert [each.approval_id for each in approvals.waiting(conn)] == ["w"]


@pytest.mark.parametrize("points", [0, -1, goodwill.POINTS_MAX + 1])
def test_goodwill_points_out_of_range_are_refused(
    conn: Connection, at: datetime, points: int
) -> None:
    with pytest.raises(ValueError, match="goodwill"):
        goodwill.give(conn, wish(points), at)


def test_decision_on_unknown_approval_is_not_found(conn: Connection, at: datetime) -> None:
    with pytest.raises(NotFound):
        approval_decisions.decide(
            conn, member_id=2, approval_id="?", agent="supervisor", approves=True, at=at
        )


def test_member_leaving_concurrently_gets_no_goodwill(seeded: Database, at: datetime) -> None:
    gives_notice = partial(membership.give_notice, member_id=2, key="notice", at=at)
    seeded.run(gives_notice)
    july = at + timedelta(days=current_rules().leaving.warning_days)
    with ThreadPoolExecutor(1) as agent, seeded.engine.begin() as conn:
        leaving.leave(conn, member_id=2, key="leave", at=july)
        gift = agent.submit(seeded.run, lambda conn: goodwill.give(conn, wish(MOST), july))
        time.sleep(0.3)  # it waits for the lock of the one, and then for neither
        conn.commit()
        with pytest.raises(NotAllowed, match="left"):
            gift.result()
    with seeded.engine.begin() as conn:
        assert list(audit.violations(conn)) == []
