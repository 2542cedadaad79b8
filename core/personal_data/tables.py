"""Erases some rows of one table, as the table declares it.

`where` selects the rows. They are counted before they are changed, so that a second erasure reports
what is left to do: nothing.
"""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, Table, delete, func, not_, or_, select, update

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


def erase(conn: Connection, where: Where, member_id: int) -> tuple[TableReport, ...]:
    """Erase the rows that `where` selects. `member_id`: whose pseudonym they get."""
    return tuple(_erase_table(conn, table, rows, member_id) for table, rows in where.items())


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


def _erase_table(
    conn: Connection, table: Table, where: ColumnElement[bool], member_id: int
) -> TableReport:
    declared = erasure_of(table)
    spared = _SPARED.get(table.name)
    mine = where if spared is None else where & not_(spared)
    if not declared.is_kept:
        return TableReport(declared.rows, deleted=conn.execute(delete(table).where(mine)).rowcount)
    values = values_after_erasure(table, member_id)
    changed = 0
    if values:
        differs = or_(*(column.is_distinct_from(value) for column, value in values.items()))
        changed = conn.execute(update(table).where(mine, differs).values(values)).rowcount
    kept = conn.execute(select(func.count()).select_from(table).where(where)).scalar_one()
    return TableReport(declared.rows, changed=changed, kept=kept, ground=declared.ground)
