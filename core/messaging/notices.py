"""Texts that nobody asked for: notices of the class service, and offers of the class marketing.

They are written to the outbox. At which hours they may be sent, and in which words, is decided on
delivery (flows.notifications).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, true

from core.messaging import consents, outbox
from core.messaging.consents import NoticeKind
from core.messaging.topics import TextClass, Topic
from core.programme import current_rules, local_day, start_of_day
from core.schema import member
from core.schema import outbox as outbox_table

_WRITTEN = select(outbox_table.c.event_id).where(
    outbox_table.c.member_id == bindparam("member_id"),
    outbox_table.c.event_id == bindparam("event_id"),
)
_WRITTEN_TO_MANY = select(outbox_table.c.member_id, outbox_table.c.event_id).where(
    outbox_table.c.member_id.in_(bindparam("members", expanding=True)),
    outbox_table.c.event_id.in_(bindparam("events", expanding=True)),
)
_NOT_LEFT = select(member.c.member_id).where(
    member.c.member_id.in_(bindparam("members", expanding=True)), member.c.status != "left"
)
_OFFERS = (
    select(func.count())
    .where(outbox_table.c.member_id == bindparam("member_id"))
    .where(outbox_table.c.topic == Topic.OFFER, outbox_table.c.recorded_at >= bindparam("since"))
)

_WITH_CONSENT = (
    select(member.c.member_id)
    .where(
        member.c.marketing_ok == true(),
        member.c.status != "left",
        member.c.member_id > bindparam("after"),
    )
    .order_by(member.c.member_id)
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, slots=True)
class Notice:
    """To one member, of an event; `facts` are what the text is composed of."""

    member_id: int
    event_id: str
    facts: Mapping[str, Any]


def put(
    conn: Connection,
    *,
    member_id: int,
    event_id: str,
    kind: NoticeKind,
    facts: Mapping[str, Any],
    at: datetime,
) -> bool:
    """Write a notice, and say whether it was written: not if the member has refused its kind, and
    not twice under one `event_id`, so that a job that runs again notifies nobody again.

    `facts` are what the text is composed of. Raises NoSuchMember.
    """
    if consents.lock(conn, member_id) == "left" or _is_written(conn, member_id, event_id):
        return False
    if not consents.allow(conn, member_id, TextClass.SERVICE, kind):
        return False
    payload = {"notice": NoticeKind(kind).value, **facts}
    outbox.put(conn, member_id, Topic.NOTICE, event_id, payload, at)
    return True


def put_all(
    conn: Connection, wanted: Sequence[Notice], *, kind: NoticeKind, at: datetime
) -> set[int]:
    """As put(), one notice for each of many members; return who gets it. Without locks: if another
    worker writes the same notice at this moment, the key of the outbox refuses the later one, and
    the caller tries member by member."""
    ids = [notice.member_id for notice in wanted]
    values = {"members": ids, "events": list({notice.event_id for notice in wanted})}
    written = {tuple(row) for row in conn.execute(_WRITTEN_TO_MANY, values)}
    members = set(conn.execute(_NOT_LEFT, {"members": ids}).scalars())
    members -= consents.who_refused(conn, ids, kind)
    told = [
        notice
        for notice in wanted
        if notice.member_id in members and (notice.member_id, notice.event_id) not in written
    ]
    named = NoticeKind(kind).value
    outbox.put_all(
        conn,
        Topic.NOTICE,
        [(each.member_id, each.event_id, {"notice": named, **each.facts}) for each in told],
        at,
    )
    return {notice.member_id for notice in told}


def put_offer(
    conn: Connection, *, member_id: int, event_id: str, words: Mapping[str, str], at: datetime
) -> bool:
    """Write an offer, and say whether it was written: not without consent on record, not over the
    month's limit, and not twice under one `event_id`. The limit is counted under the lock of the
    member's row. `words`: by language. Raises NoSuchMember."""
    if consents.lock(conn, member_id) == "left" or _is_written(conn, member_id, event_id):
        return False
    if not consents.allow(conn, member_id, TextClass.MARKETING):
        return False
    since = start_of_day(local_day(at).replace(day=1))
    count = conn.execute(_OFFERS, {"member_id": member_id, "since": since}).scalar_one()
    if count >= current_rules().texts.per_month_max:
        return False
    outbox.put(conn, member_id, Topic.OFFER, event_id, {"words": dict(words)}, at)
    return True


def with_consent(conn: Connection, *, after: int, limit: int) -> list[int]:
    """The ids of members who have consented to marketing texts: the next `limit` after `after`."""
    found = conn.execute(_WITH_CONSENT, {"after": after, "limit": limit})
    return list(found.scalars())


def _is_written(conn: Connection, member_id: int, event_id: str) -> bool:
    values = {"member_id": member_id, "event_id": event_id}
    return conn.execute(_WRITTEN, values).first() is not None
