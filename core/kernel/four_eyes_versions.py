"""What one makes, another approves, and anybody who leads takes back: each of it once."""

from datetime import datetime

from sqlalchemy import Connection, Table, Update, bindparam, func, select, update

from core.kernel.db import InsertIfNew
from core.kernel.errors import ActedMeanwhile, NotAllowed


class TwoPeople:
    """Over a table of versions (core.schema.rules). `decided`: the reason of NotAllowed for what
    has been approved or withdrawn already."""

    def __init__(self, table: Table, decided: str) -> None:
        versions, self._decided = table.c.version, decided
        self._lock = select(versions).order_by(versions).with_for_update()
        self._newest = select(func.coalesce(func.max(versions), 0))
        self._keep = InsertIfNew(table)
        standing = (
            update(table)
            .where(versions == bindparam("which"))
            .where(table.c.withdrawn_at.is_(None))
        )
        self._approve = standing.where(table.c.approved_at.is_(None)).values(
            approved_by=bindparam("who"), approved_at=bindparam("at")
        )
        self._withdraw = standing.values(
            withdrawn_by=bindparam("who"), withdrawn_at=bindparam("at")
        )

    def make(
        self, conn: Connection, values: dict[str, object], *, reason: str, agent: str, at: datetime
    ) -> int:
        """A draft, and its number. ActedMeanwhile: another one has taken that."""
        version = int(conn.execute(self._newest).scalar_one()) + 1
        row = values | {"version": version, "reason": reason, "made_by": agent, "made_at": at}
        if not self._keep(conn, row):
            raise ActedMeanwhile
        return version

    def lock(self, conn: Connection) -> None:
        """Of two who approve at once, the second sees the first one's."""
        conn.execute(self._lock).all()

    def approve(self, conn: Connection, version: int, agent: str, at: datetime) -> None:
        self._decide(conn, self._approve, version, agent, at)

    def withdraw(self, conn: Connection, version: int, agent: str, at: datetime) -> None:
        self._decide(conn, self._withdraw, version, agent, at)

    def _decide(
        self, conn: Connection, how: Update, version: int, agent: str, at: datetime
    ) -> None:
        if conn.execute(how, {"which": version, "who": agent, "at": at}).rowcount != 1:
            raise NotAllowed(self._decided)
