"""What members are texted without having texted: receipts, answers, codes, and notices.

What was done by text was answered in its reply, which is the receipt: no second text follows. A
topic's facts are read from the database when the text is sent, and its words are a sentence of
flows.wording as any other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection

from core.loyalty import tiers, transfers
from core.members import Member, profiles
from core.messaging import Event, NoticeKind
from core.programme import current_rules, local_day
from core.redemption import orders
from core.service import complaints
from flows.dialogues import balance_facts, tier_facts
from flows.language import Wording, facts_in_language
from flows.protocol import Channel

NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Text:
    """`secret`: what of the words is to be kept nowhere."""

    number: str
    words: str
    secret: str = ""


class Said(NamedTuple):
    """A sentence and its facts; `language`: that of the session, where it came from one."""

    key: str
    facts: dict[str, Any]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the facts of a text are found with."""

    conn: Connection
    event: Event
    member: Member
    at: datetime

    @property
    def payload(self) -> dict[str, Any]:
        return self.event.payload

    @property
    def replied(self) -> bool:
        return bool(self.payload["channel"] == Channel.SMS)


Sayings = list[Said]
"""Of one text; none: there is nothing to say."""


def compose(
    conn: Connection, event: Event, wording: Wording, default_language: str, at: datetime
) -> Text | None:
    """None: there is nothing to say, or nobody to say it to."""
    member = profiles.by_id(conn, event.member_id)
    if member.status == "left":
        return None
    sayings = _TOPICS[event.topic](Asked(conn, event, member, at))
    if not sayings:
        return None
    language = sayings[0].language or member.language or default_language
    words = [
        wording.say(said.key, language, Channel.SMS, facts_in_language(language, said.facts))
        for said in sayings
    ]
    between = "" if language == "zh" else " "
    return Text(member.number, between.join(words), event.payload.get("code", ""))


def opens_at(topic: str, at: datetime) -> datetime | None:
    """When a text of this topic may leave; None: now. Only what nobody asked for keeps hours."""
    if topic != NOTICE:
        return None
    here, rules = at.astimezone(current_rules().zone), current_rules().texts
    if rules.from_hour <= here.hour < rules.until_hour:
        return None
    day = here.date() + timedelta(days=here.hour >= rules.until_hour)
    return datetime.combine(day, time(rules.from_hour), current_rules().zone)


def _order_placed(asked: Asked) -> Sayings:
    if asked.replied:
        return []
    order = _order(asked)
    done = "delivered" if order["status"] == "delivered" else "placed"
    return [Said(f"text-order_{done}", order)]


def _order_undone(asked: Asked) -> Sayings:
    return [Said(f"text-{asked.event.topic}", _order(asked))]


def _order(asked: Asked) -> dict[str, Any]:
    order = orders.by_id(asked.conn, asked.member.member_id, asked.payload["order_id"])
    return {
        "status": order.status,
        "order": order.number,
        "name": {"zh": order.name_zh, "en": order.name_en},
        "points": order.points,
        "by": order.deliver_by.isoformat(),
        "left": asked.member.available,
    }


def _complaint_filed(asked: Asked) -> Sayings:
    if asked.replied:
        return []
    member_id, number = asked.member.member_id, asked.payload["number"]
    complaint = complaints.by_number(asked.conn, member_id, number)
    assert complaint is not None
    due = local_day(complaint.decide_due).isoformat()
    hours = current_rules().complaint.first_contact_hours
    return [Said("complaint-filed", {"number": number, "due": due, "contact_hours": hours})]


def _claim_filed(asked: Asked) -> Sayings:
    return [] if asked.replied else [Said("claim-filed", asked.payload)]


def _as_recorded(asked: Asked) -> Sayings:
    return [Said(f"text-{asked.event.topic}", asked.payload)]


def _claim_decided(asked: Asked) -> Sayings:
    return [Said(f"text-claim_{asked.payload['decision']}", asked.payload)]


def _given(asked: Asked) -> Sayings:
    return [] if asked.replied else _of_transfer(asked)


def _of_transfer(asked: Asked) -> Sayings:
    """To whom, for the giver; from whom, for the receiver."""
    giver_id = asked.payload.get("from", asked.member.member_id)
    transfer = transfers.find(asked.conn, giver_id, asked.payload["transfer_id"])
    other_id = transfer.to_member_id if giver_id == asked.member.member_id else giver_id
    other = profiles.masked(profiles.by_id(asked.conn, other_id).number)
    facts = {"to": other, "points": transfer.amount, "left": asked.member.available}
    return [Said(f"text-{asked.event.topic}", facts)]


def _notice(asked: Asked) -> Sayings:
    """Consent may have been taken back since it was written."""
    if not asked.member.marketing_ok:
        return []
    facts = asked.payload
    match NoticeKind(facts["notice"]):
        case NoticeKind.EXPIRY:
            if date.fromisoformat(facts["last_day"]) < local_day(asked.at):
                return []
            return [Said("text-expiry", {"points": facts["points"], "on": facts["last_day"]})]
        case NoticeKind.TIER:
            return [Said("text-tier", {"tier": facts["became"], "was": facts["was"]})]


def _code(asked: Asked) -> Sayings:
    given = asked.payload
    minutes = current_rules().security.code_minutes
    facts = given["facts"] | {"code": given["code"], "code_minutes": minutes}
    return [Said(given["sentence"], facts, given["language"])]


def _summary(asked: Asked) -> Sayings:
    """Balance, what expires, tier: as the dialogues say it to someone who texts for it."""
    caller = profiles.find(asked.conn, asked.member.number)  # who knows what expires
    points, facts = balance_facts(caller or asked.member, asked.at)
    stands, standing = tier_facts(tiers.standing(asked.conn, asked.member, asked.at))
    language = asked.payload["language"]
    return [Said(f"balance-{points}", facts, language), Said(f"tier-{stands}", standing, language)]


_TOPICS: dict[str, Callable[[Asked], Sayings]] = {
    "order_placed": _order_placed,
    "order_cancelled": _order_undone,
    "order_returned": _order_undone,
    "complaint_filed": _complaint_filed,
    "complaint_decided": _as_recorded,
    "complaint_closed": _as_recorded,
    "claim_filed": _claim_filed,
    "claim_decided": _claim_decided,
    "transfer": _given,
    "transfer_refunded": _of_transfer,
    "points_received": _of_transfer,
    NOTICE: _notice,
    "code": _code,
    "summary": _summary,
}
TOPICS = tuple(_TOPICS)
