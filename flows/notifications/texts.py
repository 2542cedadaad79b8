"""Composes the texts that the hotline sends by itself: receipts, decisions, codes and notices.

A text belongs to an event of the outbox. The topic of the event determines the sentence, whose
facts are read from the database when the text is sent. The sentence is in this folder, or in that
of a dialogue which says the same. What a member did by text gets no receipt, because the reply was
one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from core.contact_centre import picture_intake
from core.kernel import Sealer
from core.loyalty import tiers, transfers
from core.members import (
    BLANK,
    NOBODY,
    MemberWithPoints,
    member_points,
    one_time_codes,
    profiles,
)
from core.messaging import Event, NoticeKind, Topic
from core.programme import current_rules, local_day
from core.redemption import orders
from core.service import complaint_handling, complaints
from flows.dialogues import balance_facts, tier_facts
from flows.language import Wording, facts_in_language
from flows.notifications import outcome_texts
from flows.protocol import Channel


@dataclass(frozen=True, slots=True)
class Text:
    """`number`: in E.164. `secret`: the part of the words that must not be logged or stored."""

    number: str
    words: str
    secret: str = ""


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


def compose(
    conn: Connection,
    event: Event,
    wording: Wording,
    default_language: str,
    at: datetime,
    sealer: Sealer,
) -> Text | None:
    """Composes the text of an event; None if no text is due, the member has left, or the one-time
    code that it says has expired. `sealer`: of the codes."""
    if event.topic == Topic.AGENT_REPLACED:
        number, language = event.payload["number"], event.payload["language"]
        return Text(number, wording.say("agent-replaced", language, Channel.SMS, {}))
    if event.member_id == NOBODY:  # only the outcome of a message is told to others than members
        return Text(event.payload["number"], outcome_texts.words_of(conn, event, wording))
    member = member_points.with_points(conn, event.member_id, local_day(at))
    if member.status == "left":
        return None
    if event.topic == Topic.TURN_OUTCOME:
        return Text(member.number, outcome_texts.words_of(conn, event, wording))
    sentences = _TOPICS[event.topic](Request(conn, event, member, at))
    if not sentences:
        return None
    language = sentences[0].language or member.language or default_language
    words = [
        wording.say(each.key, language, Channel.SMS, facts_in_language(language, each.facts))
        for each in sentences
    ]
    between = "" if language == "zh" else " "
    text = Text(member.number, between.join(words))
    if event.topic != Topic.CODE:
        return text
    member_id, code_id = event.payload["code"]
    code = one_time_codes.reveal(conn, (member_id, code_id), at=at, sealer=sealer)
    return replace(text, words=text.words.replace(BLANK, code), secret=code) if code else None


def not_before(topic: str, at: datetime) -> datetime | None:
    """The earliest time at which a text of this topic may be sent; None: now. Only notices, which
    no member has asked for, wait for the programme's texting hours."""
    if topic != Topic.NOTICE:
        return None
    here, rules = at.astimezone(current_rules().zone), current_rules().texts
    if rules.from_hour <= here.hour < rules.until_hour:
        return None
    day = here.date() + timedelta(days=here.hour >= rules.until_hour)
    return datetime.combine(day, time(rules.from_hour), current_rules().zone)


def _order_placed(request: Request) -> list[Sentence]:
    if request.was_answered_by_text:
        return []
    order = _order(request)
    done = "delivered" if order["status"] == "delivered" else "placed"
    return [Sentence(f"text-order_{done}", order)]


def _order_undone(request: Request) -> list[Sentence]:
    return [Sentence(f"text-{request.event.topic}", _order(request))]


def _order(request: Request) -> dict[str, Any]:
    order = orders.by_id(request.conn, request.member.member_id, request.payload["order_id"])
    return {
        "status": order.status,
        "order": order.number,
        "name": {"zh": order.name_zh, "en": order.name_en},
        "points": order.points,
        "by": order.deliver_by.isoformat(),
        "left": request.member.available,
    }


def _complaint_filed(request: Request) -> list[Sentence]:
    if request.was_answered_by_text:
        return []
    member_id, number = request.member.member_id, request.payload["number"]
    complaint = complaints.by_number(request.conn, member_id, number)
    assert complaint is not None
    if complaint.status == "withdrawn":
        return []
    due = local_day(complaint.decide_due).isoformat()
    hours = current_rules().complaint.first_contact_hours
    return [Sentence("complaint-filed", {"number": number, "due": due, "contact_hours": hours})]


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


def _notice(request: Request) -> list[Sentence]:
    """No text if the member has refused marketing, even after the notice was queued, or if the
    points have expired in the meantime."""
    if not request.member.marketing_ok:
        return []
    facts = request.payload
    match NoticeKind(facts["notice"]):
        case NoticeKind.EXPIRY:
            if date.fromisoformat(facts["last_day"]) < local_day(request.at):
                return []
            return [Sentence("text-expiry", {"points": facts["points"], "on": facts["last_day"]})]
        case NoticeKind.TIER:
            return [Sentence("text-tier", {"tier": facts["became"], "was": facts["was"]})]


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
    points, facts = balance_facts(request.member, request.at)
    outcome, tier = tier_facts(tiers.progress(request.conn, request.member, request.at))
    language = request.payload["language"]
    return [
        Sentence(f"balance-{points}", facts, language),
        Sentence(f"tier-{outcome}", tier, language),
    ]


_TOPICS: dict[str, Callable[[Request], list[Sentence]]] = {
    Topic.ORDER_PLACED: _order_placed,
    Topic.ORDER_CANCELLED: _order_undone,
    Topic.ORDER_RETURNED: _order_undone,
    Topic.COMPLAINT_FILED: _complaint_filed,
    Topic.COMPLAINT_DECIDED: _complaint_decided,
    Topic.COMPLAINT_CLOSED: _as_recorded,
    Topic.CLAIM_FILED: _claim_filed,
    Topic.CLAIM_DECIDED: _claim_decided,
    Topic.TRANSFER: _transfer_sent,
    Topic.TRANSFER_REFUNDED: _transfer,
    Topic.POINTS_RECEIVED: _transfer,
    Topic.NOTICE: _notice,
    Topic.CODE: _code,
    Topic.SUMMARY: _summary,
    Topic.PICTURE_REFUSED: _picture_refused,
}
TOPICS = (*_TOPICS, Topic.TURN_OUTCOME, Topic.AGENT_REPLACED)
