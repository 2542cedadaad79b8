"""What a turn changed is kept together with what it answered, in the same transaction.

A webhook that comes again after a crash is answered from here. A turn that changed nothing
leaves no row. The caller who is not a member writes as member 0.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from core.errors import TurnTaken
from core.schema import turn

_ANSWER = select(turn.c.seq, turn.c.reply, turn.c.talk).where(
    turn.c.member_id == bindparam("member_id"),
    turn.c.session_id == bindparam("session_id"),
)
_FIND = _ANSWER.where(turn.c.message_id == bindparam("message_id"))
_NEWEST = _ANSWER.order_by(turn.c.seq.desc()).limit(1)
_RECORD = insert(turn)


@dataclass(frozen=True, slots=True)
class Recorded:
    seq: int
    reply: dict[str, Any]
    talk: dict[str, Any]


def find(conn: Connection, member_id: int, session_id: str, message_id: str) -> Recorded | None:
    values = {
        "member_id": member_id,
        "session_id": session_id,
        "message_id": message_id,
    }
    return _recorded(conn.execute(_FIND, values).mappings().first())


def newest(conn: Connection, member_id: int, session_id: str) -> Recorded | None:
    """The last turn of a session that left a row; seq must never start again within one."""
    values = {"member_id": member_id, "session_id": session_id}
    return _recorded(conn.execute(_NEWEST, values).mappings().first())


def record(
    conn: Connection,
    *,
    member_id: int,
    session_id: str,
    message_id: str,
    seq: int,
    reply: dict[str, Any],
    talk: dict[str, Any],
    at: datetime,
) -> None:
    """A plain INSERT: of two deliveries of one message, the primary key lets one through."""
    values = {
        "member_id": member_id,
        "session_id": session_id,
        "message_id": message_id,
        "seq": seq,
        "reply": reply,
        "talk": talk,
        "recorded_at": at,
    }
    try:
        conn.execute(_RECORD, values)
    except IntegrityError as error:
        raise TurnTaken(f"{session_id} {message_id}") from error


def _recorded(row: RowMapping | None) -> Recorded | None:
    return None if row is None else Recorded(row["seq"], row["reply"], row["talk"])
