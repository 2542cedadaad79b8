"""The dry run of what is under way: orders, complaints, claims, texts, calls, desks.

Most of it was given its dates when it began, and keeps them. Where the rule of the moment is
looked up again instead, what is under way is touched, and that is counted.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from core.messaging import Topic
from core.rule_impact.model import Asks, Effect, Question, only_new, rows_in
from core.schema import agent, approval, claim, complaint, gift, gift_order, handover, outbox


def _under_way(name: str, found: Select[Any]) -> Asks:
    def asks(conn: Connection, question: Question) -> Iterator[Effect]:
        yield rows_in(conn, name, found)

    return asks


def _reversals(conn: Connection, question: Question) -> Iterator[Effect]:
    """Decided when it is asked for, whenever the gift was ordered: on the first day, of which
    orders it would be too late, or in time again."""
    was, becomes = (
        question.on - timedelta(days=rules.redemption.reversal_days)
        for rules in (question.was, question.becomes)
    )
    since = func.coalesce(gift_order.c.delivered_on, gift_order.c.deliver_by)
    between = (
        select(gift_order.c.order_id)
        .join(gift, gift.c.sku == gift_order.c.sku)
        .where(gift.c.kind == "gift", gift_order.c.status.in_(("sent", "delivered")))
        .where(since >= min(was, becomes), since < max(was, becomes))
    )
    yield rows_in(conn, "reversals_end" if becomes > was else "reversals_again", between)


def _password_tries(conn: Connection, question: Question) -> Iterator[Effect]:
    wrong = agent.c.password_wrong + 1
    locked_by_the_next = select(agent.c.agent).where(
        agent.c.active,
        wrong >= question.becomes.desk.password_tries,
        wrong < question.was.desk.password_tries,
    )
    yield rows_in(conn, "next_try_locks", locked_by_the_next)


def _locks(conn: Connection, question: Question) -> Iterator[Effect]:
    locked = select(agent.c.agent).where(agent.c.locked_until > question.at)
    yield rows_in(conn, "locks_stay", locked)


def _texts_at_once(conn: Connection, question: Question) -> Iterator[Effect]:
    has_more = (
        select(handover.c.agent)
        .where(handover.c.way == "text")
        .where(handover.c.status.in_(("offered", "talking", "wrap_up")))
        .group_by(handover.c.agent)
        .having(func.count() > question.becomes.agents.texts_at_once_max)
    )
    yield rows_in(conn, "texts_over", has_more)


_ORDERS = select(gift_order.c.order_id)
_COMPLAINTS = select(complaint.c.complaint_id)
_CLAIMS = select(claim.c.claim_id).where(claim.c.status == "open")
_NOTICES = select(outbox.c.event_id).where(
    and_(outbox.c.topic == Topic.NOTICE, outbox.c.done_at.is_(None))
)
_WAITING = select(handover.c.handover_id).where(handover.c.status == "open")
_DESKS = select(agent.c.agent).where(agent.c.active, agent.c.presence != "offline")
_APPROVALS = select(approval.c.approval_id).where(approval.c.status == "waiting")

_deliveries = _under_way("orders_stay", _ORDERS.where(gift_order.c.status.in_(("held", "sent"))))
_deadlines = _under_way("complaints_stay", _COMPLAINTS.where(complaint.c.status == "open"))
_texting_hours = _under_way("notices_waiting", _NOTICES)
_line_hours = only_new("line_hours")
_approvals = _under_way("approvals_stay", _APPROVALS)
_sessions = _under_way("desks", _DESKS)

CASES: dict[str, Asks] = {
    "redemption-cost_fen_per_point": only_new("cost"),
    "redemption-hold_days": _under_way("holds_stay", _ORDERS.where(gift_order.c.status == "held")),
    "redemption-reversal_days": _reversals,
    "delivery-send_within_days": _deliveries,
    "delivery-deliver_within_days": _deliveries,
    "delivery-deliver_within_days_remote": _deliveries,
    "delivery-remote_provinces": _deliveries,
    "claim-within_days": _under_way("claims_open", _CLAIMS),
    "claim-decide_working_days": _under_way("claims_stay", _CLAIMS),
    "complaint-first_contact_hours": _deadlines,
    "complaint-decide_working_days": _deadlines,
    "complaint-decide_working_days_max": _under_way(
        "complaints_latest", _COMPLAINTS.where(complaint.c.status != "closed")
    ),
    "texts-from_hour": _texting_hours,
    "texts-until_hour": _texting_hours,
    "agents-ahead_minutes": _under_way("places_stay", _WAITING),
    "agents-from_hour": _line_hours,
    "agents-until_hour": _line_hours,
    "agents-waiting_max": only_new("line_full"),
    "agents-talk_minutes": _under_way("estimates", _WAITING),
    "agents-answer_within_seconds": only_new("answered_in_time"),
    "agents-texts_at_once_max": _texts_at_once,
    "desk-password_tries": _password_tries,
    "desk-locked_minutes": _locks,
    "desk-idle_minutes": _sessions,
    "desk-session_hours": _sessions,
    "desk-goodwill_points_max": _approvals,
    "desk-claim_points_alone_max": _approvals,
}
