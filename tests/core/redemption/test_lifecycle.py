"""Which action leads from which state to which, and whose role permits it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, text

from core.kernel import ActedMeanwhile, Database, NotAllowed, NotFound
from core.redemption import (
    Action,
    NotPermitted,
    OrderAction,
    ReversalReason,
    fulfilment,
    lifecycle,
    order_handling,
    order_queue,
    orders,
    parcels,
)
from core.staff import Role, agents

INSTEAD_OF_A_PROVIDER = {Action.FULFIL, Action.REFUSE}
INSTEAD_OF_A_COURIER = {Action.COLLECTED, Action.TAKE_BACK}
BY_SUPERVISORS = INSTEAD_OF_A_PROVIDER | INSTEAD_OF_A_COURIER
TO_BE_SENT = {Action.DESPATCH, Action.HAND_OVER, Action.CANCEL}
CASE = "20260001"  # member 1's thermos cup, which is sent
HELD = "20260003"


@dataclass(frozen=True)
class Order:
    kind: str
    status: str
    parcel_state: str | None


@pytest.mark.parametrize(
    ("kind", "status", "parcel", "actions"),
    [
        ("gift", "held", None, TO_BE_SENT),
        ("gift", "held", "asked", INSTEAD_OF_A_COURIER),
        ("gift", "held", "refused", TO_BE_SENT),
        ("gift", "held", "taken_back", TO_BE_SENT),
        ("gift", "sent", "returned", {Action.DELIVER, Action.REVERSE}),
        ("gift", "sent", None, {Action.DELIVER, Action.REVERSE}),
        ("gift", "delivered", None, {Action.REVERSE}),
        ("gift", "cancelled", None, set()),
        ("gift", "returned", None, set()),
        ("credit", "held", None, {Action.FULFIL, Action.REFUSE}),
        ("credit", "delivered", None, {Action.REVERSE}),
        ("data", "returned", None, set()),
        ("voucher", "delivered", None, {Action.REVERSE}),
        ("coupon", "held", None, set()),
        ("gift", "lost", None, set()),
    ],
)
def test_order_actions_depend_on_kind_and_status(
    kind: str, status: str, parcel: str | None, actions: set[Action]
) -> None:
    order = Order(kind, status, parcel)
    assert set(lifecycle.actions_for(order, Role.SUPERVISOR)) == actions
    assert set(lifecycle.actions_for(order, Role.AGENT)) == actions - BY_SUPERVISORS
    for action in set(Action) - actions:
        with pytest.raises(NotAllowed):
            lifecycle.permit(order, action, Role.SUPERVISOR)
    for action in BY_SUPERVISORS:
        with pytest.raises(NotPermitted):
            lifecycle.permit(order, action, Role.AGENT)
    assert lifecycle.actions_for(order, Role.AUDITOR) == ()
    for action in Action:
        with pytest.raises(NotPermitted):
            lifecycle.permit(order, action, Role.AUDITOR)


def test_only_a_supervisor_may_reverse_for_our_failure() -> None:
    assert lifecycle.reasons_for(Role.SUPERVISOR) == tuple(ReversalReason)
    assert lifecycle.reasons_for(Role.AGENT) == ("defect", "not_received")
    assert lifecycle.reasons_for(Role.AUDITOR) == ()
    with pytest.raises(NotPermitted):
        lifecycle.permit_reason(ReversalReason.OUR_FAILURE, Role.AGENT)


def test_order_transitions_cover_every_status_and_action() -> None:
    moves = lifecycle.TRANSITIONS.values()
    assert {move.target for move in moves} | {"held", "delivered"} == set(lifecycle.STATUSES)
    assert all(move.sources <= set(lifecycle.STATUSES) for move in moves)
    assert set(lifecycle.TRANSITIONS) == set(Action)


def asked(
    seeded: Database, action: Action, at: datetime, agent: str = "agent", **more: Any
) -> OrderAction:
    who = seeded.run(lambda conn: agents.by_name(conn, agent))
    return OrderAction(more.pop("number", CASE), action, who, at, **more)


def test_agent_may_reverse_once_for_a_defect_but_not_for_our_failure(
    seeded: Database, at: datetime
) -> None:
    def perform(**more: Any) -> str:
        order = asked(seeded, Action.REVERSE, at, **more)
        seeded.run(lambda conn: order_handling.perform(conn, order))
        return seeded.run(lambda conn: order_queue.by_number(conn, CASE)).status

    with pytest.raises(ValueError, match="reason"):
        perform()
    with pytest.raises(NotPermitted):
        perform(reason=ReversalReason.OUR_FAILURE)
    with pytest.raises(NotPermitted):
        perform(agent="auditor", reason=ReversalReason.DEFECT)
    assert perform(reason=ReversalReason.DEFECT) == "returned"
    with pytest.raises(NotAllowed, match="returned"):
        perform(reason=ReversalReason.DEFECT)


def test_order_already_handled_by_another_agent_is_refused(
    seeded: Database, at: datetime, monkeypatch: Any
) -> None:
    """The order is read before its account is locked: what the lock waited for decides."""
    case = seeded.run(lambda conn: order_queue.by_number(conn, "20260003"))
    which = {"member_id": case.member_id, "order_id": case.order_id}
    seeded.run(lambda conn: fulfilment.cancel(conn, **which, key="other", at=at))
    monkeypatch.setattr(order_queue, "by_number", lambda conn, number: case)
    order = asked(seeded, Action.DESPATCH, at, number=case.number)
    with pytest.raises(ActedMeanwhile):
        seeded.run(lambda conn: order_handling.perform(conn, order))


def test_gift_that_is_being_handed_over_is_not_sent_by_hand(
    new_database: Callable[[str, bool], str], at: datetime
) -> None:
    """Two agents at once, on PostgreSQL: there would be two parcels."""
    database, handed = Database(new_database("postgresql", True)), threading.Event()
    agent = database.read(lambda conn: agents.by_name(conn, "agent"))
    asked = OrderAction(HELD, Action.DESPATCH, agent, at)
    case = database.read(lambda conn: order_queue.by_number(conn, HELD))

    def hand_over(conn: Connection) -> None:
        whose = {"member_id": case.member_id, "order_id": case.order_id}
        parcels.hand_over(conn, **whose, at=at)  # type: ignore[arg-type]
        handed.set()
        conn.execute(text("SELECT pg_sleep(0.3)"))

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(database.run, hand_over)
        handed.wait()
        with pytest.raises(NotAllowed, match="with_courier"):
            database.run(lambda conn: order_handling.perform(conn, asked))
        first.result()
    database.dispose()


def test_gift_that_a_courier_was_asked_to_take_is_not_sent_otherwise(
    seeded: Database, at: datetime
) -> None:
    case = seeded.read(lambda conn: order_queue.by_number(conn, HELD))
    whose: dict[str, Any] = {"member_id": case.member_id, "order_id": case.order_id}
    seeded.run(lambda conn: parcels.hand_over(conn, **whose, at=at))
    with pytest.raises(NotAllowed, match="with_courier"):
        seeded.run(lambda conn: fulfilment.despatch(conn, **whose, key="by hand", at=at))
    assert seeded.read(lambda conn: order_queue.by_number(conn, HELD)).status == "held"


def test_unknown_queue_order_or_reason_is_refused(seeded: Database, at: datetime) -> None:
    for call in (
        lambda conn: order_queue.page(conn, "lost", rows=50),
        lambda conn: order_queue.by_number(conn, "99999999"),
    ):
        with pytest.raises(NotFound):
            seeded.run(call)
    latest = seeded.run(lambda conn: orders.latest(conn, 1))
    assert latest is not None
    which = {"member_id": 1, "order_id": latest.order_id, "key": "x", "at": at}
    with pytest.raises(ValueError, match="mood"):
        seeded.run(lambda conn: fulfilment.reverse(conn, reason="mood", **which))


def test_next_due_day_depends_on_order_status() -> None:
    send_by, deliver_by = date(2026, 6, 1), date(2026, 6, 7)
    assert lifecycle.next_due("held", send_by, deliver_by) == send_by
    assert lifecycle.next_due("sent", send_by, deliver_by) == deliver_by
    assert lifecycle.next_due("delivered", send_by, deliver_by) is None
