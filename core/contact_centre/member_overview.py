"""What the desk's page about a member shows: profile, points, orders, complaints, claims, and the
latest contacts and pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.sql.elements import ColumnElement

from core.contact_centre import pictures
from core.contact_centre.pictures import Picture
from core.ledger import Debt, Entry, Expiring, debts, ledger
from core.loyalty import TierProgress, tiers
from core.members import MemberWithPoints, member_points
from core.messaging import sent_texts
from core.programme import current_rules, local_day
from core.schema import (
    claim,
    complaint,
    gift,
    gift_order,
    handover,
    self_service_contact,
    sent_text,
)

ORDERS = 5
POSTINGS = 8
CONTACTS = 20
PICTURES = 12

Found = Sequence[Row[*tuple[Any, ...]]]

_ORDERS = (
    select(gift_order, gift.c.kind, gift.c.name_zh, gift.c.name_en)
    .join(gift, gift.c.sku == gift_order.c.sku)
    .where(gift_order.c.member_id == bindparam("member_id"))
    .order_by(gift_order.c.created_at.desc())
    .limit(ORDERS)
)
_COMPLAINTS = (
    select(complaint)
    .where(
        complaint.c.member_id == bindparam("member_id"), complaint.c.status.in_(("open", "decided"))
    )
    .order_by(complaint.c.opened_at)
)
_CLAIMS = (
    select(claim)
    .where(claim.c.member_id == bindparam("member_id"), claim.c.status == "open")
    .order_by(claim.c.opened_at)
)


_NONE = cast(null(), Text)  # PostgreSQL would not know the type of a plain NULL in a union


def _contact(
    kind: str,
    table: Any,
    at: ColumnElement[Any],
    channel: Any,
    about: Any,
    status: Any,
    talk: Any = _NONE,
) -> Any:
    """A SELECT of one kind of contact, with the columns that all kinds share. `talk`: the id of
    the handover that the contact is, if it is one."""
    columns = {"at": at, "channel": channel, "about": about, "status": status, "talk": talk}
    return select(
        literal(kind).label("kind"), *(value.label(name) for name, value in columns.items())
    ).where(table.c.member_id == bindparam("member_id"))


# Of a request for an agent: "waiting", "reached", or what became of it without an agent.
_REACHED = case(
    (handover.c.talking_at.is_not(None), "reached"),
    (and_(handover.c.outcome == "abandoned", handover.c.way != "queue"), "withdrawn"),
    else_=func.coalesce(handover.c.outcome, "waiting"),
)
_EVERY_CONTACT = union_all(
    _contact(
        "talk",
        handover,
        handover.c.requested_at,
        handover.c.channel,
        handover.c.topic,
        _REACHED,
        handover.c.handover_id,
    ),
    _contact(
        "order",
        gift_order,
        gift_order.c.created_at,
        gift_order.c.channel,
        gift_order.c.number,
        gift_order.c.status,
    ),
    _contact(
        "complaint",
        complaint,
        complaint.c.opened_at,
        complaint.c.channel,
        complaint.c.number,
        complaint.c.status,
    ),
    _contact("claim", claim, claim.c.opened_at, null(), claim.c.number, claim.c.status),
    _contact(
        "text", sent_text, sent_text.c.at, literal("sms"), sent_text.c.words, sent_text.c.status
    ),
    # One contact for all dialogues of a day and a channel; their names are joined by spaces.
    _contact(
        "self_service",
        self_service_contact,
        func.max(self_service_contact.c.last_at),
        self_service_contact.c.channel,
        func.aggregate_strings(self_service_contact.c.flow, " "),
        null(),
    ).group_by(self_service_contact.c.day, self_service_contact.c.channel),
).subquery()
_CONTACTS = select(_EVERY_CONTACT).order_by(_EVERY_CONTACT.c.at.desc()).limit(CONTACTS)


@dataclass(frozen=True, slots=True)
class MemberOverview:
    """`texts_blocked`: the carrier delivers no text to the member's number."""

    member: MemberWithPoints
    texts_blocked: bool
    tier_progress: TierProgress
    expiring: list[Expiring]
    debts: list[Debt]
    postings: list[Entry]
    orders: Found
    complaints: Found
    claims: Found
    contacts: Found
    pictures: list[Picture]


def overview(conn: Connection, member_id: int, at: datetime) -> MemberOverview:
    """Takes nine queries, however long the member's history is, and one more
    for those who owe points. Raises NoSuchMember."""
    today, whose = local_day(at), {"member_id": member_id}
    member = member_points.with_points(conn, member_id, today)
    soon = today + timedelta(days=max(current_rules().expiry.notices_days_before))
    return MemberOverview(
        member=member,
        texts_blocked=sent_texts.has_opted_out(conn, member.number),
        tier_progress=tiers.progress(conn, member, at),
        expiring=ledger.expiring(conn, member_id, today=today, until=soon),
        debts=debts.open_debts(conn, [member_id])[member_id] if member.owed else [],
        postings=ledger.history(conn, member_id, limit=POSTINGS),
        orders=conn.execute(_ORDERS, whose).all(),
        complaints=conn.execute(_COMPLAINTS, whose).all(),
        claims=conn.execute(_CLAIMS, whose).all(),
        contacts=conn.execute(_CONTACTS, whose).all(),
        pictures=pictures.of_member(conn, member_id)[: -PICTURES - 1 : -1],
    )
