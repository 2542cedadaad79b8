"""One handover's row, as offers and conversations read and change it."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from core.kernel import NotFound
from core.schema import handover

HandoverRow = Row[*tuple[Any, ...]]
"""A row of the table `handover`, with all its columns."""

_THIS = (
    handover.c.member_id == bindparam("whose"),
    handover.c.handover_id == bindparam("which"),
)
_FIND = select(handover).where(*_THIS)
CHANGE = (
    update(handover).where(*_THIS).values(version=handover.c.version + 1).returning(*handover.c)
)
OPEN = CHANGE.where(handover.c.status == "open")


def find_handover(conn: Connection, member_id: int, handover_id: str) -> HandoverRow:
    """NotFound."""
    row = conn.execute(_FIND, {"whose": member_id, "which": handover_id}).first()
    if row is None:
        raise NotFound(f"member {member_id} has no handover {handover_id}")
    return row


def member_call_leg(row: HandoverRow) -> str | None:
    """The carrier's id of the member's call; None: who is called back has not picked up yet."""
    call: str | None = row.session_id if row.way == "queue" else row.member_call
    return call
