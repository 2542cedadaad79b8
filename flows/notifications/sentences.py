"""The sentences of the texts that the hotline sends by itself, by the topic of their event, with
their facts.

A sentence is in this folder, or in that of a dialogue which says the same. What a member did by
text gets no receipt, because the reply was one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from core.contact_centre import picture_intake
from core.loyalty import exchange_limits, partner_exchange, tiers, transfers
from core.members import BLANK, MemberWithPoints, profiles
from core.messaging import Event, NoticeKind, Topic
from core.programme import current_rules, local_day
from core.redemption import Order, addresses, orders, vouchers
from core.service import complaint_handling, complaints
from flows.dialogues import balance_facts, destination, receipt_facts, tier_facts
from flows.protocol import Channel


class Sentence(NamedTuple):
    """A sentence by its key, and its facts. `language`: that of the session which asked for it;
    None: the member's own."""

    key: str
    facts: dict[str, Any]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """The event that a text belongs to, and what is needed to look up its facts."""

    conn: Connection
    event: Event
    member: MemberWithPoints
    at: datetime

    @property
    def payload(self) -> dict[str, Any]:
        return self.event.payload

    @property
    def was_answered_by_text(self) -> bool:
        return bool(self.payload["channel"] == Channel.SMS)


def _joined(request: Request) -> list[Sentence]:
    """What the member joined with, and where the conditions are in full."""
    if request.was_answered_by_text:
        return []
    page = current_rules().joining.conditions_at
    return [Sentence("text-joined", {"points": request.payload["points"], "page": page})]


def _order_placed(request: Request) -> list[Sentence]:
    if request.was_answered_by_text:
        return []
    order = _order(request)
    return [Sentence("text-order_placed" if order["to"] else "text-order_unaddressed", order)]


def _address_wanted(request: Request) -> list[Sentence]:
    return [Sentence("text-address_wanted", {}, request.payload["language"])]


def _address_reminder(request: Request) -> list[Sentence]:
    """No text if the address has come in the meantime, or the order has ended."""
    order = orders.by_id(request.conn, request.member.member_id, request.payload["order_id"])
    if not order.lacks_address:
        return []
    until = addresses.cancelled_on(order.created_at) - timedelta(days=1)
    facts = {"name": {"zh": order.name_zh, "en": order.name_en}, "on": until.isoformat()}
    return [Sentence("text-address_reminder", facts)]


def _order_ended(request: Request) -> list[Sentence]:
    order = _order(request)
    if request.event.topic == Topic.ORDER_CANCELLED and order["receiver"]:
        return [Sentence("text-order_not_added", order)]
    return [Sentence(f"text-{request.event.topic}", order)]


def _parcel_news(request: Request) -> list[Sentence]:
    """No text if something else has happened to the parcel in the meantime, or the order ended."""
    member_id, order_id = request.member.member_id, request.payload["order_id"]
    order = orders.by_id(request.conn, member_id, order_id)
    state = request.payload["state"]
    if order.parcel_state != state or order.status not in ("sent", "delivered"):
        return []
    facts = _order(request) | {"tracking": order.provider_id or "none"}
    return [Sentence(f"text-parcel_{state}", facts)]


def _voucher(request: Request) -> list[Sentence]:
    """With BLANK in the place of the code. No text once the points are back."""
    order_id = request.payload["order_id"]
    order = _order(request)
    voucher = vouchers.of_order(request.conn, request.member.member_id, order_id)
    if voucher is None or order["status"] != "delivered":
        return []
    facts = order | {"code": BLANK, "until": voucher.expires_on.isoformat()}
    return [Sentence("text-voucher", facts)]


def _order(request: Request) -> dict[str, Any]:
    order = orders.by_id(request.conn, request.member.member_id, request.payload["order_id"])
    return {
        "status": order.status,
        "receiver": order.receiver,
        "to": _destination(order),
        "order": order.number,
        "name": {"zh": order.name_zh, "en": order.name_en},
        "points": order.points,
        "by": order.deliver_by.isoformat(),
        "left": request.member.available,
    }


def _destination(order: Order) -> Any:
    """The number that a service is added to, or where a gift is sent to; '' if that is not known
    yet."""
    if order.receiver:
        return profiles.masked(order.receiver)
    return destination(order.address) if order.address else ""


def _complaint_filed(request: Request) -> list[Sentence]:
    if request.was_answered_by_text:
        return []
    member_id, number = request.member.member_id, request.payload["number"]
    complaint = complaints.by_number(request.conn, member_id, number)
    assert complaint is not None
    if complaint.status == "withdrawn":
        return []
    due = local_day(complaint.decide_due).isoformat()
    facts = {"number": number, "due": due} | receipt_facts(request.member)
    return [Sentence("complaint-filed", facts)]


def _complaint_raised(request: Request) -> list[Sentence]:
    if request.was_answered_by_text:
        return []
    member_id, number = request.member.member_id, request.payload["number"]
    complaint = complaints.by_number(request.conn, member_id, number)
    if complaint is None or complaint.status != "open":
        return []  # it is decided already, or withdrawn
    due = local_day(complaint.decide_due).isoformat()
    return [Sentence("second_look-asked", {"number": number, "due": due})]


def _complaint_decided(request: Request) -> list[Sentence]:
    """With the question for the grade, if the complaint came by text and has not been closed."""
    member_id, facts = request.member.member_id, request.payload
    complaint = complaints.by_number(request.conn, member_id, facts["number"])
    is_asked = complaint and (complaint.channel, complaint.status) == (Channel.SMS, "decided")
    if not is_asked:
        return [Sentence("text-complaint_decided", facts)]
    grades = {"grades": complaint_handling.SATISFACTION_MAX}
    return [Sentence("text-complaint_decided_grade", facts | grades)]


def _claim_filed(request: Request) -> list[Sentence]:
    return [] if request.was_answered_by_text else [Sentence("claim-filed", request.payload)]


def _as_recorded(request: Request) -> list[Sentence]:
    return [Sentence(f"text-{request.event.topic}", request.payload)]


def _claim_decided(request: Request) -> list[Sentence]:
    if request.payload.get("channel") == Channel.SMS:  # granted at once, and answered so
        return []
    return [Sentence(f"text-claim_{request.payload['decision']}", request.payload)]


def _transfer_sent(request: Request) -> list[Sentence]:
    return [] if request.was_answered_by_text else _transfer(request)


def _transfer(request: Request) -> list[Sentence]:
    """`to` is the other member: the receiver in a text to the giver, the giver in one to the
    receiver."""
    giver_id = request.payload.get("from", request.member.member_id)
    transfer = transfers.find(request.conn, giver_id, request.payload["transfer_id"])
    other_id = transfer.to_member_id if giver_id == request.member.member_id else giver_id
    other = profiles.masked(profiles.by_id(request.conn, other_id).number)
    facts = {"to": other, "points": transfer.amount, "left": request.member.available}
    return [Sentence(f"text-{request.event.topic}", facts)]


def _exchange(request: Request) -> list[Sentence]:
    member_id, exchange_id = request.member.member_id, request.payload["exchange_id"]
    exchange = partner_exchange.find(request.conn, member_id, exchange_id)
    facts = {
        "name": exchange_limits.names_of(exchange.partner, exchange.partner_amount),
        "partner_points": exchange.partner_amount,
        "points": exchange.amount,
        "left": request.member.available,
    }
    return [Sentence(f"text-{request.event.topic}", facts)]


def _points_spent(request: Request) -> list[Sentence]:
    facts = {
        "memo": request.payload["memo"],
        "points": request.payload["points"],
        "left": request.member.available,
    }
    return [Sentence("text-points_spent", facts)]


def _notice(request: Request) -> list[Sentence]:
    """No text if the points have expired in the meantime."""
    facts = request.payload
    match NoticeKind(facts["notice"]):
        case NoticeKind.EXPIRY:
            if date.fromisoformat(facts["last_day"]) < local_day(request.at):
                return []
            return [Sentence("text-expiry", {"points": facts["points"], "on": facts["last_day"]})]
        case NoticeKind.TIER:
            return [Sentence("text-tier", {"tier": facts["became"], "was": facts["was"]})]


def _offer(request: Request) -> list[Sentence]:
    return [Sentence("text-offer", request.payload)]


def _missed(request: Request) -> list[Sentence]:
    """What did not arrive, to whoever gets texts again, and what they get."""
    return [Sentence("undelivered-missed", request.payload), Sentence("text-resumed", {})]


def _code(request: Request) -> list[Sentence]:
    """With BLANK in the place of the code. No text for a code that was issued by the release before
    this one, which has stored it in the payload."""
    given = request.payload
    if not given:
        return []
    minutes = current_rules().security.code_minutes
    facts = given["facts"] | {"code": BLANK, "code_minutes": minutes}
    return [Sentence(given["sentence"], facts, given["language"])]


def _picture_refused(request: Request) -> list[Sentence]:
    reason = request.payload["reason"]
    facts = {"megabytes": picture_intake.MEGABYTES_MAX}
    return [Sentence(f"text-picture_{'not_fetched' if reason == 'gone' else reason}", facts)]


def _summary(request: Request) -> list[Sentence]:
    """Balance and tier, in the sentences of their dialogues."""
    points, facts = balance_facts(request.conn, request.member, request.at)
    outcome, tier = tier_facts(tiers.progress(request.conn, request.member, request.at))
    language = request.payload["language"]
    owed = [Sentence("balance-owed", facts, language)] if facts["owed"] else []
    return [
        Sentence(f"balance-{points}", facts, language),
        *owed,
        Sentence(f"tier-{outcome}", tier, language),
    ]


SENTENCES: dict[str, Callable[[Request], list[Sentence]]] = {
    Topic.JOINED: _joined,
    Topic.ORDER_PLACED: _order_placed,
    Topic.ADDRESS_WANTED: _address_wanted,
    Topic.ADDRESS_REMINDER: _address_reminder,
    Topic.ORDER_FULFILLED: _order_ended,
    Topic.ORDER_CANCELLED: _order_ended,
    Topic.ORDER_RETURNED: _order_ended,
    Topic.PARCEL_NEWS: _parcel_news,
    Topic.VOUCHER: _voucher,
    Topic.VOUCHER_AGAIN: _voucher,
    Topic.COMPLAINT_FILED: _complaint_filed,
    Topic.COMPLAINT_RAISED: _complaint_raised,
    Topic.COMPLAINT_DECIDED: _complaint_decided,
    Topic.COMPLAINT_CLOSED: _as_recorded,
    Topic.CLAIM_FILED: _claim_filed,
    Topic.CLAIM_DECIDED: _claim_decided,
    Topic.EXCHANGE_ACCEPTED: _exchange,
    Topic.EXCHANGE_REFUSED: _exchange,
    Topic.POINTS_SPENT: _points_spent,
    Topic.TRANSFER: _transfer_sent,
    Topic.TRANSFER_REFUNDED: _transfer,
    Topic.POINTS_RECEIVED: _transfer,
    Topic.NOTICE: _notice,
    Topic.OFFER: _offer,
    Topic.MISSED: _missed,
    Topic.CODE: _code,
    Topic.SUMMARY: _summary,
    Topic.PICTURE_REFUSED: _picture_refused,
}
