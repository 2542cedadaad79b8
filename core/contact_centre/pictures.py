"""Pictures that came with texts (MMS): found by member, case or conversation, and deleted.

A picture is kept as long as a recording: for the programme's `recording.kept_days`, or until the
member wants it deleted. Then its row is deleted and, in the same transaction, an event for its file
and for the carrier's copy is written.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, tuple_

from core.kernel import NotFound, row_builder
from core.messaging import Topic, outbox
from core.schema import picture

PictureKey = tuple[int, str]
FIRST: PictureKey = (-1, "")


@dataclass(frozen=True, slots=True)
class Picture:
    """`status`: 'waiting' to be fetched, 'stored' or 'refused', for the `reason`: 'too_big',
    'other_type', 'gone' (at the carrier), 'not_fetched' (it never answered), 'too_many'."""

    member_id: int
    picture_id: str
    url: str
    received_at: datetime
    status: str
    reason: str | None
    content_type: str | None
    size_bytes: int | None
    handover_id: str | None
    case_number: str | None

    @property
    def key(self) -> PictureKey:
        return self.member_id, self.picture_id


_COLUMNS = tuple(picture.c[name] for name in Picture.__dataclass_fields__)
_ORDER = (picture.c.received_at, picture.c.picture_id)
_MEMBERS = select(*_COLUMNS).where(picture.c.member_id == bindparam("member_id")).order_by(*_ORDER)
_picture = row_builder(Picture, _MEMBERS)
_ONE = _MEMBERS.where(picture.c.picture_id == bindparam("picture_id"))
_OF_CASE = _MEMBERS.where(picture.c.case_number == bindparam("number"))
_OF_CONVERSATION = _MEMBERS.where(picture.c.handover_id == bindparam("handover_id"))
_OLD = (
    select(*_COLUMNS)
    .where(picture.c.received_at < bindparam("before"))
    .where(
        tuple_(picture.c.member_id, picture.c.picture_id)
        > tuple_(bindparam("member"), bindparam("after"))
    )
    .order_by(picture.c.member_id, picture.c.picture_id)
    .limit(bindparam("limit"))
)
_FORGET = delete(picture).where(
    picture.c.member_id == bindparam("member_id"), picture.c.picture_id == bindparam("picture_id")
)


def of_member(conn: Connection, member_id: int) -> list[Picture]:
    """All pictures of one member, the oldest first."""
    return [_picture(row) for row in conn.execute(_MEMBERS, {"member_id": member_id})]


def of_case(conn: Connection, member_id: int, number: str) -> list[Picture]:
    """The pictures of a complaint or claim, the oldest first."""
    values = {"member_id": member_id, "number": number}
    return [_picture(row) for row in conn.execute(_OF_CASE, values)]


def of_conversation(conn: Connection, member_id: int, handover_id: str) -> list[Picture]:
    """The pictures that came in a conversation with an agent, the oldest first."""
    values = {"member_id": member_id, "handover_id": handover_id}
    return [_picture(row) for row in conn.execute(_OF_CONVERSATION, values)]


def by_id(conn: Connection, member_id: int, picture_id: str) -> Picture:
    """Raises NotFound."""
    row = conn.execute(_ONE, {"member_id": member_id, "picture_id": picture_id}).first()
    if row is None:
        raise NotFound(f"member {member_id} has no picture {picture_id}")
    return _picture(row)


def older(conn: Connection, *, before: datetime, limit: int, after: PictureKey) -> list[Picture]:
    """At most `limit` pictures from before `before`, in the order of their keys, after the key
    `after` (FIRST to begin with)."""
    member_id, picture_id = after
    values = {"before": before, "limit": limit, "member": member_id, "after": picture_id}
    return [_picture(row) for row in conn.execute(_OLD, values)]


def forget(conn: Connection, unwanted: Picture, at: datetime) -> bool:
    """Delete the row and write the event that has the file and the carrier's copy deleted. Returns
    False if that was done before."""
    which = {"member_id": unwanted.member_id, "picture_id": unwanted.picture_id}
    if conn.execute(_FORGET, which).rowcount != 1:
        return False
    topic, payload = Topic.DELETE_PICTURE, {"picture_id": unwanted.picture_id, "url": unwanted.url}
    outbox.put(conn, unwanted.member_id, topic, f"{topic}:{unwanted.picture_id}", payload, at)
    return True
