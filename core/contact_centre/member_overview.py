"""What the desk's page about a member shows: profile, points, orders, complaints, claims, and the
latest contacts and pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from core.contact_centre import member_history, pictures
from core.contact_centre.pictures import Picture
from core.ledger import Debt, Entry, Expiring, debts, ledger
from core.loyalty import TierProgress, tiers
from core.members import MemberWithPoints, member_points
from core.messaging import sent_texts
from core.programme import current_rules, local_day
from core.schema import claim, complaint, gift, gift_order

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
        contacts=member_history.page(conn, member_history.CONTACTS, member_id, rows=CONTACTS),
        pictures=pictures.of_member(conn, member_id)[: -PICTURES - 1 : -1],
    )
