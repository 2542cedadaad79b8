"""What becomes of a picture that comes with a text (MMS): kept, assigned, then stored or refused.

keep() writes its row before the text is answered, so that no failure of the turn loses it. A worker
then fetches its content from the carrier. It belongs to the conversation with an agent in which it
came, and to a complaint or claim: the undecided one, or the one that is filed within
OFFERED_HOURS.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, and_, bindparam, func, or_, select, union_all, update

from core.kernel import InsertIfNew
from core.members import NOBODY, profiles
from core.messaging import Topic, outbox
from core.schema import claim, complaint, handover, picture

MEGABYTES_MAX = 5
"""Of one picture: as much as carriers take for a whole text."""
BYTES_MAX = MEGABYTES_MAX * 1024 * 1024
PER_MESSAGE_MAX = 10
PER_DAY_MAX = 20
"""From one number: more than a person sends, and few enough that a machine fills no disk."""
DAY = timedelta(days=1)
OFFERED_HOURS = 24
"""For how long a picture without a case waits for a complaint or claim to be filed."""


class Received(StrEnum):
    """What became of the pictures of a text. NOT_KEPT: there is nobody to keep them for, neither a
    member nor a conversation with an agent."""

    KEPT = "kept"
    TOO_MANY = "too_many"
    NOT_KEPT = "not_kept"


_IS_MEMBERS = picture.c.member_id == bindparam("whose")
# The sender's conversation with an agent by text.
_WRITING = (
    select(handover.c.handover_id)
    .where(
        handover.c.member_id == bindparam("whose"),
        or_(handover.c.member_id != NOBODY, handover.c.number == bindparam("number")),
        handover.c.way == "text",
        handover.c.status.in_(("open", "talking")),
    )
    .order_by(handover.c.requested_at.desc())
    .limit(1)
)
_SENT_BEFORE = (
    select(func.count())
    .select_from(picture)
    .where(
        _IS_MEMBERS,
        picture.c.number == bindparam("number"),
        picture.c.received_at > bindparam("since"),
        picture.c.message_id != bindparam("message_id"),
    )
)
_KEEP = InsertIfNew(picture)
_HAS_NO_CASE = picture.c.case_number.is_(None)
_ASSIGN = update(picture).where(_IS_MEMBERS, _HAS_NO_CASE).values(case_number=bindparam("case"))
_ASSIGN_OFFERED = _ASSIGN.where(picture.c.received_at > bindparam("since"))
_ASSIGN_MESSAGE = _ASSIGN.where(picture.c.message_id == bindparam("message"))
_UNDECIDED = union_all(
    *(
        select(case.c.number, case.c.opened_at).where(
            case.c.member_id == bindparam("whose"), case.c.status == "open"
        )
        for case in (complaint, claim)
    )
).subquery()
_NEWEST_UNDECIDED = (
    select(_UNDECIDED.c.number)
    .order_by(_UNDECIDED.c.opened_at.desc(), _UNDECIDED.c.number)
    .limit(1)
)
_SETTLE = (
    update(picture)
    .where(_IS_MEMBERS, picture.c.picture_id == bindparam("which"), picture.c.status == "waiting")
    .returning(picture.c.message_id, picture.c.handover_id)
)
_STORED = _SETTLE.values(
    status="stored", content_type=bindparam("type"), size_bytes=bindparam("size")
)
_REFUSED = _SETTLE.values(status="refused", reason=bindparam("why"))
_REFUSED_WITH_IT = select(func.count()).where(
    _IS_MEMBERS, picture.c.message_id == bindparam("message"), picture.c.status == "refused"
)
_SHOW = (
    update(handover)
    .where(
        and_(handover.c.member_id == bindparam("whose"), handover.c.handover_id == bindparam("it"))
    )
    .values(version=handover.c.version + 1)
)


def keep(
    conn: Connection, *, number: str, message_id: str, urls: Sequence[str], at: datetime
) -> Received:
    """Keep the pictures of a text from `number`, once however often the text is delivered. `urls`:
    their addresses at the carrier."""
    member = profiles.find(conn, number)
    member_id = member.member_id if member else NOBODY
    sender = {"whose": member_id, "number": number}
    handover_id = conn.execute(_WRITING, sender).scalar()
    if member is None and handover_id is None:
        return Received.NOT_KEPT
    lately = sender | {"since": at - DAY, "message_id": message_id}
    room = max(0, PER_DAY_MAX - conn.execute(_SENT_BEFORE, lately).scalar_one())
    for place, url in enumerate(urls):
        picture_id = f"{message_id}-{place}"
        row = {
            "member_id": member_id,
            "picture_id": picture_id,
            "message_id": message_id,
            "number": number,
            "url": url,
            "received_at": at,
            "status": "waiting" if place < room else "refused",
            "reason": None if place < room else "too_many",
            "handover_id": handover_id,
        }
        if _KEEP(conn, row) and place < room:
            _fetch(conn, member_id, picture_id, at)
    return Received.KEPT if room else Received.TOO_MANY


def _fetch(conn: Connection, member_id: int, picture_id: str, at: datetime) -> None:
    topic, payload = Topic.FETCH_PICTURE, {"picture_id": picture_id}
    outbox.put(conn, member_id, topic, f"{topic}:{picture_id}", payload, at)


def undecided_case(conn: Connection, member_id: int) -> str | None:
    """The number of the member's newest complaint or claim that is not decided; None if there is
    none."""
    return conn.execute(_NEWEST_UNDECIDED, {"whose": member_id}).scalar()


def assign_message(conn: Connection, member_id: int, message_id: str, number: str) -> None:
    """The pictures of a text belong to the complaint or claim `number`."""
    conn.execute(_ASSIGN_MESSAGE, {"whose": member_id, "message": message_id, "case": number})


def assign_offered(conn: Connection, member_id: int, number: str, at: datetime) -> None:
    """The pictures that came within OFFERED_HOURS, and belong to no case yet, belong to the
    complaint or claim `number`, which was filed now."""
    values = {"whose": member_id, "since": at - timedelta(hours=OFFERED_HOURS), "case": number}
    conn.execute(_ASSIGN_OFFERED, values)


def stored(
    conn: Connection, *, member_id: int, picture_id: str, content_type: str, size_bytes: int
) -> None:
    """Record that the content of a picture has been stored. Does nothing if the picture is not
    awaited any more."""
    values = {"type": content_type, "size": size_bytes}
    row = conn.execute(_STORED, {"whose": member_id, "which": picture_id} | values).first()
    if row is not None:
        conn.execute(_SHOW, {"whose": member_id, "it": row.handover_id})


def refuse(conn: Connection, *, member_id: int, picture_id: str, reason: str, at: datetime) -> None:
    """A picture cannot be stored, for one of the reasons of `Picture`. A member is told by text,
    once for the pictures of one text. Does nothing if the picture is no longer awaited."""
    row = conn.execute(_REFUSED, {"whose": member_id, "which": picture_id, "why": reason}).first()
    if row is None:
        return
    conn.execute(_SHOW, {"whose": member_id, "it": row.handover_id})
    values = {"whose": member_id, "message": row.message_id}
    is_first = conn.execute(_REFUSED_WITH_IT, values).scalar_one() == 1
    if member_id != NOBODY and is_first:
        topic = Topic.PICTURE_REFUSED
        outbox.put(conn, member_id, topic, f"{topic}:{row.message_id}", {"reason": reason}, at)
