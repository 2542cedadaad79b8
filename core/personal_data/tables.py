"""Erases some rows of each table, as the table declares it. `where` selects the rows."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    delete,
    func,
    not_,
    or_,
    select,
    update,
)

from core.messaging import Topic
from core.personal_data.report import TableReport
from core.schema import (
    erasure_of,
    idempotency,
    metadata,
    outbox,
    pseudonym_of,
    trail,
    values_after_erasure,
)

ERASED = "member_erased"
"""The act of the audit trail that records an erasure. The append-only guard asks for it, so it is
recorded first; and lets nobody change it."""

# The address of a recording or picture is gone once the carrier is told to delete it: only this
# event has it.
_DELETIONS = (Topic.DELETE_RECORDING, Topic.DELETE_PICTURE)
_WAITS_FOR_CARRIER = outbox.c.topic.in_(_DELETIONS) & outbox.c.done_at.is_(None)
_SPARED = {"outbox": _WAITS_FOR_CARRIER, "trail": trail.c.act == ERASED}

Where = Mapping[Table, ColumnElement[bool]]


def of_member(member_id: int) -> Where:
    """All rows of a member."""
    return {
        table: table.c.member_id == member_id
        for table in metadata.sorted_tables
        if "erasure" in table.info
    }


def count(conn: Connection, where: Where, member_id: int) -> tuple[TableReport, ...]:
    """What erase() will do with the rows that `where` selects; where there are none, nothing."""
    reports = (_count_table(conn, table, rows, member_id) for table, rows in where.items())
    found = (report for report in reports if not report.is_empty)
    return tuple(sorted(found, key=lambda report: report.place))


def erase(conn: Connection, where: Where, member_id: int) -> None:
    """Erase the rows that `where` selects. `member_id`: whose pseudonym they get."""
    for table, rows in where.items():
        mine, values = _erasable(table, rows), values_after_erasure(table, member_id)
        if not erasure_of(table).is_kept:
            conn.execute(delete(table).where(mine))
        elif values:
            conn.execute(update(table).where(mine, _differs(values)).values(values))


def erase_numbers_in_keys(
    conn: Connection, where: ColumnElement[bool], member_id: int, numbers: list[str]
) -> None:
    """Replace idempotency keys that hold a telephone number: those of a dialogue begin with its
    session, which on SMS is named after the number. No posting has such a key."""
    key = idempotency.c.key
    holds_number = or_(*(key.contains(number, autoescape=True) for number in numbers))
    found = conn.execute(select(key).where(where, holds_number).order_by(key)).scalars().all()
    pseudonym = pseudonym_of(member_id)
    used = select(func.count()).where(where, key.startswith(f"{pseudonym}:"))
    first = conn.execute(used).scalar_one() + 1
    for place, old in enumerate(found, first):
        renamed = update(idempotency).where(where, key == old).values(key=f"{pseudonym}:{place}")
        conn.execute(renamed)


def _count_table(
    conn: Connection, table: Table, where: ColumnElement[bool], member_id: int
) -> TableReport:
    declared, mine = erasure_of(table), _erasable(table, where)
    if not declared.is_kept:
        return TableReport(declared.rows, deleted=_rows(conn, table, mine))
    values = values_after_erasure(table, member_id)
    changed = _rows(conn, table, mine & _differs(values)) if values else 0
    kept = _rows(conn, table, where)
    return TableReport(declared.rows, changed=changed, kept=kept, ground=declared.ground)


def _erasable(table: Table, where: ColumnElement[bool]) -> ColumnElement[bool]:
    spared = _SPARED.get(table.name)
    return where if spared is None else where & not_(spared)


def _differs(values: Mapping[Column[Any], Any]) -> ColumnElement[bool]:
    return or_(*(column.is_distinct_from(value) for column, value in values.items()))


def _rows(conn: Connection, table: Table, where: ColumnElement[bool]) -> int:
    return conn.execute(select(func.count()).select_from(table).where(where)).scalar_one()
