"""The points that other members have given to a member, and who gave them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from core.loyalty import transfers
from core.members import profiles
from core.messaging import Topic
from core.schema import outbox

_EVENTS = (
    select(outbox.c.payload, outbox.c.recorded_at)
    .where(outbox.c.member_id == bindparam("member_id"), outbox.c.topic == Topic.POINTS_RECEIVED)
    .order_by(outbox.c.recorded_at.desc(), outbox.c.event_id)
    .limit(bindparam("limit"))
)
"""Each transfer is announced to its receiver, in the transaction that credits it."""


@dataclass(frozen=True, slots=True)
class ReceivedPoints:
    amount: int
    at: datetime
    giver: str  # the number


def newest(conn: Connection, member_id: int, *, limit: int) -> list[ReceivedPoints]:
    """At most `limit` of them, the newest first."""
    rows = conn.execute(_EVENTS, {"member_id": member_id, "limit": limit}).all()
    givers = profiles.by_ids(conn, [row.payload["from"] for row in rows])
    found = []
    for row in rows:
        giver_id = row.payload["from"]
        transfer = transfers.find(conn, giver_id, row.payload["transfer_id"])
        found.append(ReceivedPoints(transfer.amount, row.recorded_at, givers[giver_id].number))
    return found
