"""Estimators for what is in flight: orders, complaints, claims, texts, calls, desk sessions.

Most of these got their dates when they began, and keep them. Where a rule is read again later,
those in flight are affected, and are counted."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from core.messaging import TEXT_CLASSES, TextClass
from core.rule_impact.effect import Effect, Estimator, Proposal, count_rows, unaffected
from core.schema import agent, approval, claim, complaint, gift, gift_order, handover, outbox


def _in_flight(name: str, found: Select[Any]) -> Estimator:
    def estimate(conn: Connection, proposal: Proposal) -> Iterator[Effect]:
        yield count_rows(conn, name, found)

    return estimate


def _reversals(conn: Connection, proposal: Proposal) -> Iterator[Effect]:
    """A reversal is decided when the member asks for it, by the rule of that day. Counts the orders
    for which the first day of the new rule makes it too late, or in time again."""
    was, becomes = (
        proposal.on - timedelta(days=rules.redemption.reversal_days)
        for rules in (proposal.was, proposal.becomes)
    )
    since = func.coalesce(gift_order.c.delivered_on, gift_order.c.deliver_by)
    between = (
        select(gift_order.c.order_id)
        .join(gift, gift.c.sku == gift_order.c.sku)
        .where(gift.c.kind == "gift", gift_order.c.status.in_(("sent", "delivered")))
        .where(since >= min(was, becomes), since < max(was, becomes))
    )
    yield count_rows(conn, "reversals_end" if becomes > was else "reversals_again", between)


def _texts_at_once(conn: Connection, proposal: Proposal) -> Iterator[Effect]:
    has_more = (
        select(handover.c.agent)
        .where(handover.c.way == "text")
        .where(handover.c.status.in_(("offered", "talking", "wrap_up")))
        .group_by(handover.c.agent)
        .having(func.count() > proposal.becomes.agents.texts_at_once_max)
    )
    yield count_rows(conn, "texts_over", has_more)


_ORDERS = select(gift_order.c.order_id)
_COMPLAINTS = select(complaint.c.complaint_id)
_CLAIMS = select(claim.c.claim_id).where(claim.c.status == "open")
_BY_DAY = [topic for topic, kind in TEXT_CLASSES.items() if kind is not TextClass.TRANSACTION]
_NOTICES = select(outbox.c.event_id).where(
    and_(outbox.c.topic.in_(_BY_DAY), outbox.c.done_at.is_(None))
)
_WAITING = select(handover.c.handover_id).where(handover.c.status == "open")
_DESKS = select(agent.c.agent).where(agent.c.active, agent.c.presence != "offline")
_APPROVALS = select(approval.c.approval_id).where(approval.c.status == "waiting")

_deliveries = _in_flight("orders_stay", _ORDERS.where(gift_order.c.status.in_(("held", "sent"))))
_deadlines = _in_flight("complaints_stay", _COMPLAINTS.where(complaint.c.status == "open"))
_texting_hours = _in_flight("notices_waiting", _NOTICES)
_line_hours = unaffected("line_hours")
_wrong_tries = unaffected("wrong_tries")
_approvals = _in_flight("approvals_stay", _APPROVALS)
_sessions = _in_flight("desks", _DESKS)

IN_FLIGHT: dict[str, Estimator] = {
    "redemption-cost_mfen_per_point": unaffected("cost"),
    "redemption-hold_days": _in_flight("holds_stay", _ORDERS.where(gift_order.c.status == "held")),
    "redemption-reversal_days": _reversals,
    "delivery-send_within_days": _deliveries,
    "delivery-deliver_within_days": _deliveries,
    "delivery-deliver_within_days_remote": _deliveries,
    "delivery-remote_provinces": _deliveries,
    "delivery-unserved_provinces": _deliveries,
    "claim-within_days": _in_flight("claims_open", _CLAIMS),
    "claim-decide_working_days": _in_flight("claims_stay", _CLAIMS),
    "complaint-first_contact_hours": _deadlines,
    "complaint-decide_working_days": _deadlines,
    "complaint-decide_working_days_max": _in_flight(
        "complaints_latest", _COMPLAINTS.where(complaint.c.status.in_(("open", "decided")))
    ),
    "texts-from_hour": _texting_hours,
    "texts-until_hour": _texting_hours,
    "agents-ahead_minutes": _in_flight("places_stay", _WAITING),
    "agents-from_hour": _line_hours,
    "agents-until_hour": _line_hours,
    "agents-waiting_max": unaffected("line_full"),
    "agents-talk_minutes": _in_flight("estimates", _WAITING),
    "agents-answer_within_seconds": unaffected("answered_in_time"),
    "agents-texts_at_once_max": _texts_at_once,
    "desk-password_tries": _wrong_tries,
    "desk-locked_minutes": _wrong_tries,
    "desk-idle_minutes": _sessions,
    "desk-session_hours": _sessions,
    "desk-goodwill_points_max": _approvals,
    "desk-claim_points_alone_max": _approvals,
}
