"""Texts that did not arrive, and that the member has not been told of: said at the next contact."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, select, update

from core.messaging.sent_texts import LOST
from core.messaging.topics import TEXT_CLASSES, Topic
from core.schema import outbox, sent_text

TOLD_WITHIN = timedelta(days=30)
NOT_TOLD = (Topic.AGENT_REPLACED, Topic.OFFER, Topic.MISSED, Topic.CODE, Topic.SUMMARY)
"""Nobody misses an offer; the others are of no use later."""

_IS_UNTOLD = and_(
    sent_text.c.member_id == bindparam("whose"),
    sent_text.c.status.in_(LOST),
    sent_text.c.told_at.is_(None),
    sent_text.c.at >= bindparam("since"),
)
_UNTOLD = (
    select(outbox.c.topic, outbox.c.payload)
    .join_from(
        sent_text,
        outbox,
        and_(
            outbox.c.member_id == sent_text.c.member_id, outbox.c.event_id == sent_text.c.event_id
        ),
    )
    .where(_IS_UNTOLD, outbox.c.topic.in_([each for each in TEXT_CLASSES if each not in NOT_TOLD]))
    .order_by(sent_text.c.at.desc(), sent_text.c.event_id)
)
_TELL = update(sent_text).where(_IS_UNTOLD).values(told_at=bindparam("now"))


@dataclass(frozen=True, slots=True)
class Undelivered:
    """`about`: the topic of the latest one; of a notice, its kind."""

    count: int
    about: str


def find(conn: Connection, member_id: int, at: datetime) -> Undelivered | None:
    """None: there are none."""
    found = conn.execute(_UNTOLD, {"whose": member_id, "since": at - TOLD_WITHIN}).all()
    if not found:
        return None
    latest = found[0]
    about = latest.payload["notice"] if latest.topic == Topic.NOTICE else latest.topic
    return Undelivered(len(found), about)


def mark_told(conn: Connection, member_id: int, at: datetime) -> None:
    conn.execute(_TELL, {"whose": member_id, "since": at - TOLD_WITHIN, "now": at})
