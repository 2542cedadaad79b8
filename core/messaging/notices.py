"""Notices: texts that nobody asked for. They need consent, and are limited by month.

They are written to the outbox under the topic 'notice'. At which hours they may be sent, and in
which words, is decided on delivery (flows.notifications).
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, func, select

from core.kernel import NoSuchMember
from core.messaging import outbox
from core.messaging.topics import Topic
from core.programme import current_rules, local_day, start_of_day
from core.schema import member
from core.schema import outbox as outbox_table


class NoticeKind(StrEnum):
    EXPIRY = "expiry"  # points are about to expire
    TIER = "tier"  # the member's tier has changed


_LOCK = (
    select(member.c.marketing_ok, member.c.status)
    .where(member.c.member_id == bindparam("member_id"))
    .with_for_update(key_share=True)  # as members.lock
)
_IS_THIS = outbox_table.c.event_id == bindparam("event_id")
_IS_RECENT = and_(
    outbox_table.c.topic == Topic.NOTICE, outbox_table.c.recorded_at >= bindparam("since")
)
_COUNT = select(
    func.count(case((_IS_THIS, 1))).label("before"),
    func.count(case((_IS_RECENT, 1))).label("this_month"),
).where(outbox_table.c.member_id == bindparam("member_id"))


def put(
    conn: Connection,
    *,
    member_id: int,
    event_id: str,
    kind: NoticeKind,
    facts: Mapping[str, Any],
    at: datetime,
) -> bool:
    """Write a notice, and say whether it was written: not without consent, not over the month's
    limit, and not twice under one `event_id`, so that a job that runs again notifies nobody again.
    Locks the member's row, because the limit counts the notices of all that write them.

    `facts` are what the text is composed of. Raises NoSuchMember.
    """
    who = conn.execute(_LOCK, {"member_id": member_id}).first()
    if who is None:
        raise NoSuchMember
    if not who.marketing_ok or who.status == "left":
        return False
    since = start_of_day(local_day(at).replace(day=1))
    values = {"member_id": member_id, "event_id": event_id, "since": since}
    written = conn.execute(_COUNT, values).one()
    if written.before or written.this_month >= current_rules().texts.per_month_max:
        return False
    payload = {"notice": NoticeKind(kind).value, **facts}
    outbox.put(conn, member_id, Topic.NOTICE, event_id, payload, at)
    return True
