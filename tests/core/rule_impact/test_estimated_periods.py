"""Estimated effects of changed periods and targets on what is open."""

from datetime import datetime, timedelta

import pytest
from rule_changes import Earn, Join, by, changed, counts, offer, redeem
from sqlalchemy import Connection, insert, update

from core.kernel import Database, NotAllowed
from core.messaging import outbox
from core.redemption import fulfilment, orders
from core.schema import agent, approval, claim, complaint, handover
from core.service import complaints


@pytest.mark.parametrize(("days", "name"), [(3, "reversals_end"), (12, "reversals_again")])
def test_orders_whose_reversal_period_changes(
    database: Database, join: Join, earn: Earn, at: datetime, days: int, name: str
) -> None:
    """Compared with whether core.redemption.fulfilment refuses each order on the first day."""
    with database.engine.begin() as conn:
        offer(conn)
        offer(conn, kind="credit")
        join(conn)
        earn(conn, 9_000)
        redeem(conn, at - timedelta(days=6), "credit", kind="credit")  # is never too late
        for ago in reversed(range(16)):
            then = at - timedelta(days=ago)
            redeem(conn, then, f"o{ago}")
            order = {"member_id": 1, "order_id": f"o{ago}", "at": then}
            fulfilment.despatch(conn, key=f"s{ago}", **order)
            fulfilment.deliver(conn, **order)
        found = counts(conn, at, redemption__reversal_days=days)

    def late() -> set[str]:
        return {f"o{ago}" for ago in range(16) if too_late(database, f"o{ago}", at)}

    before = late()
    with by(changed(redemption__reversal_days=days)):
        after = late()
    assert found == {name: len(before ^ after)} and before != after


def too_late(database: Database, order_id: str, at: datetime) -> bool:
    """Refusals are not recorded."""
    there = at + timedelta(days=1)
    with database.engine.connect() as conn, conn.begin() as transaction:
        try:
            fulfilment.reverse(
                conn, member_id=1, order_id=order_id, reason="defect", key="r", at=there
            )
        except NotAllowed as error:
            return error.reason == "too_late"
        finally:
            transaction.rollback()
    return False


def test_open_orders_holds_and_complaints_keep_their_dates(
    database: Database, join: Join, earn: Earn, at: datetime
) -> None:
    with database.engine.begin() as conn:
        offer(conn)
        join(conn)
        earn(conn, 9_000)
        sent, held = redeem(conn, at, "o1"), redeem(conn, at, "o2")
        fulfilment.despatch(conn, member_id=1, order_id=sent.order_id, key="s", at=at)
        complain(conn, at)
        for rule in ("send_within_days", "deliver_within_days", "deliver_within_days_remote"):
            assert counts(conn, at, **{f"delivery__{rule}": 2}) == {"orders_stay": 2}
        assert counts(conn, at, delivery__remote_provinces=["GD"]) == {"orders_stay": 2}
        assert counts(conn, at, redemption__hold_days=9) == {"holds_stay": 1}
        assert counts(conn, at, redemption__cost_mfen_per_point=1_200) == {"cost": None}
        assert counts(conn, at, complaint__first_contact_hours=9) == {"complaints_stay": 1}
        both = {"complaint__decide_working_days": 4, "complaint__first_contact_hours": 9}
        assert counts(conn, at, **both) == {"complaints_stay": 1}
        assert counts(conn, at, complaint__decide_working_days_max=9) == {"complaints_latest": 1}
        conn.execute(update(complaint).values(status="closed"))
        assert counts(conn, at, complaint__decide_working_days_max=9) == {"complaints_latest": 0}
        with by(changed(delivery__deliver_within_days=2)):
            assert orders.by_number(conn, 1, held.number) == held


def complain(conn: Connection, at: datetime) -> None:
    complaints.file(
        conn, member_id=1, words="Late.", recording_url=None, channel="sms", key="c", at=at,
        complaint_id="c", number="20260009",
    )  # fmt: skip


def test_open_claims_keep_due_dates_but_follow_new_limit(
    database: Database, join: Join, at: datetime
) -> None:
    row = {"member_id": 1, "opened_at": at, "decide_due": at, "status": "open"}
    with database.engine.begin() as conn:
        join(conn)
        for number, status in (("1", "open"), ("2", "open"), ("3", "granted")):
            numbers = {"claim_id": number, "number": number, "receipt_number": number}
            conn.execute(insert(claim).values(**row | numbers | {"status": status}))
        assert counts(conn, at, claim__within_days=30) == {"claims_open": 2}
        assert counts(conn, at, claim__decide_working_days=3) == {"claims_stay": 2}


def test_queue_agent_and_desk_rules(database: Database, join: Join, at: datetime) -> None:
    waits = {
        "member_id": 1, "number": "+8613800001001", "channel": "sms", "way": "text", "topic": "",
        "language": "zh", "session_id": "s", "path": [], "proofs": [], "transcript": [], "turn": 1,
        "priority": 3, "rank_at": at, "version": 1, "tries": 0, "requested_at": at,
    }  # fmt: skip
    works = {
        "name": "Li", "role": "agent", "language": "zh", "number": "+8613900000001", "active": True,
        "password_hash": "", "totp_used": 0, "presence_since": at, "missed_call": False,
    }  # fmt: skip
    with database.engine.begin() as conn:
        join(conn)
        for name, presence in (("a", "available"), ("b", "offline"), ("c", "away")):
            conn.execute(insert(agent).values(agent=name, presence=presence, **works))
        for number, status, who in (
            ("1", "open", None),
            ("2", "talking", "a"),
            ("3", "talking", "a"),
            ("4", "wrap_up", "c"),
        ):
            conn.execute(
                insert(handover).values(handover_id=number, status=status, agent=who, **waits)
            )
        asked = {"points": 900, "reason": "x", "asked_by": "a", "asked_at": at}
        conn.execute(
            insert(approval).values(member_id=1, approval_id="g", status="waiting", **asked)
        )
        outbox.put(conn, member_id=1, event_id="n", topic="notice", payload={}, at=at)
        outbox.put(conn, member_id=1, event_id="o", topic="order_placed", payload={}, at=at)
        for values, found in (
            ({"agents__ahead_minutes": [9, 8, 7, 0]}, {"places_stay": 1}),
            ({"agents__talk_minutes": 6}, {"estimates": 1}),
            ({"agents__from_hour": 8, "agents__until_hour": 20}, {"line_hours": None}),
            ({"agents__waiting_max": 1}, {"line_full": None}),
            ({"agents__answer_within_seconds": 30}, {"answered_in_time": None}),
            ({"agents__texts_at_once_max": 1}, {"texts_over": 1}),
            ({"agents__texts_at_once_max": 2}, {"texts_over": 0}),
            ({"desk__password_tries": 4, "desk__locked_minutes": 60}, {"wrong_tries": None}),
            ({"desk__idle_minutes": 10, "desk__session_hours": 8}, {"desks": 2}),
            ({"desk__goodwill_points_max": 1_000}, {"approvals_stay": 1}),
            ({"desk__claim_points_alone_max": 1_000}, {"approvals_stay": 1}),
            ({"texts__from_hour": 9}, {"notices_waiting": 1}),
        ):
            assert counts(conn, at, **values) == found
