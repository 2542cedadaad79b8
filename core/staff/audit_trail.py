"""The audit trail: every access to and change of a member's data, and all other work at the desk
(recorded for member 0). Rows are added and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, insert, select, tuple_

from core.kernel import row_builder
from core.members import NOBODY
from core.programme import start_of_day
from core.schema import trail

PAGE_ROWS = 50
HOTLINE = "hotline worker"
"""Who has acted, where it was one of the hotline's own jobs: no user name contains a space."""


@dataclass(frozen=True, slots=True)
class TrailEntry:
    member_id: int
    entry_id: str
    agent: str
    act: str
    detail: Mapping[str, Any]
    at: datetime

    @property
    def is_about_a_member(self) -> bool:
        return self.member_id != NOBODY


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Fields that are not set filter nothing."""

    agent: str = ""
    member_id: int | None = None
    day: date | None = None


_RECORD = insert(trail)
_ENTRIES = select(
    trail.c.member_id, trail.c.entry_id, trail.c.agent, trail.c.act, trail.c.detail, trail.c.at
).order_by(trail.c.at.desc(), trail.c.entry_id.desc())
_ONE = _ENTRIES.where(
    trail.c.member_id == bindparam("member_id"), trail.c.entry_id == bindparam("entry_id")
)
_OF_ACT = select(trail.c.entry_id).where(
    trail.c.member_id == bindparam("member_id"), trail.c.act == bindparam("act")
)
_entry = row_builder(TrailEntry, _ENTRIES)


def record(
    conn: Connection,
    *,
    member_id: int,
    agent: str,
    act: str,
    detail: Mapping[str, Any],
    at: datetime,
    entry_id: str,
) -> None:
    """Add an entry. Call it in the transaction of the change that it records, so that neither is
    stored without the other. `act` is one word, which the desk has a sentence for."""
    values = {"member_id": member_id, "agent": agent, "act": act, "detail": dict(detail)}
    conn.execute(_RECORD, values | {"at": at, "entry_id": entry_id})


def has(conn: Connection, act: str, member_id: int) -> bool:
    """Whether anybody has ever done that with the member."""
    return conn.execute(_OF_ACT, {"act": act, "member_id": member_id}).first() is not None


def find(conn: Connection, member_id: int, entry_id: str) -> TrailEntry | None:
    row = conn.execute(_ONE, {"member_id": member_id, "entry_id": entry_id}).first()
    return _entry(row) if row else None


def page(
    conn: Connection,
    wanted: TrailFilter,
    after: tuple[datetime, str] | None = None,
    rows: int = PAGE_ROWS,
) -> list[TrailEntry]:
    """The newest first. `after`: time and id of the last entry of the page before."""
    found = _filtered(wanted).limit(rows)
    if after is not None:
        at, entry_id = after
        place = tuple_(bindparam("at", at, trail.c.at.type), bindparam("entry", entry_id))
        found = found.where(tuple_(trail.c.at, trail.c.entry_id) < place)
    return [_entry(row) for row in conn.execute(found)]


def _filtered(wanted: TrailFilter) -> Select[Any]:
    found = _ENTRIES
    if wanted.agent:
        found = found.where(trail.c.agent == wanted.agent)
    if wanted.member_id is not None:
        found = found.where(trail.c.member_id == wanted.member_id)
    if wanted.day is not None:
        until = start_of_day(wanted.day + timedelta(days=1))
        found = found.where(trail.c.at >= start_of_day(wanted.day), trail.c.at < until)
    return found
