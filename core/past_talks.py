"""Which talks a member had with agents: what was said, written down and recorded is found there."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from core.picture import CONTACTS
from core.schema import handover

_OF_MEMBER = (
    select(handover.c.requested_at, handover.c.handover_id)
    .where(handover.c.member_id == bindparam("member_id"))
    .order_by(handover.c.requested_at.desc())
    .limit(CONTACTS)
)


def of_member(conn: Connection, member_id: int) -> dict[datetime, str]:
    """By when each was asked for, as among the contacts of the member's picture."""
    rows = conn.execute(_OF_MEMBER, {"member_id": member_id})
    return {row.requested_at: row.handover_id for row in rows}
