"""What members have done without an agent, for their history at the desk: by day, channel and
dialogue, with the time of the last turn. Rows are kept for KEPT_FOR."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, update

from core.kernel import InsertIfNew
from core.programme import local_day
from core.schema import self_service_contact as table

KEPT_FOR = timedelta(days=365)
NO_DIALOGUE = ""
"""The dialogue of a session's beginning, before any."""


class SelfService(NamedTuple):
    member_id: int
    channel: str
    flow: str


_NEW = InsertIfNew(table)
_AGAIN = (
    update(table)
    .where(
        table.c.member_id == bindparam("whose"),
        table.c.day == bindparam("of"),
        table.c.channel == bindparam("by"),
        table.c.flow == bindparam("in_flow"),
    )
    .values(last_at=bindparam("at"))
)
_PRUNE = delete(table).where(table.c.day < bindparam("before"))


def record(conn: Connection, at: datetime, seen: Mapping[SelfService, int]) -> None:
    """Record what was done just before `at`, in the order of the keys, so that two processes that
    record at the same moment do not deadlock."""
    day = local_day(at)
    for member_id, channel, flow in sorted(seen):
        new = {"member_id": member_id, "day": day, "channel": channel, "flow": flow, "last_at": at}
        if not _NEW(conn, new):
            where = {"whose": member_id, "of": day, "by": channel, "in_flow": flow}
            conn.execute(_AGAIN, where | {"at": at})


def prune(conn: Connection, today: date) -> int:
    """Delete the rows that are older than KEPT_FOR, and return how many."""
    return conn.execute(_PRUNE, {"before": today - KEPT_FOR}).rowcount
