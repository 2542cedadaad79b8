"""The audit's rule about points that could not be used at once: see core.books.audit.

A day is the programme's own, which SQL does not know on both databases, so that Python compares.
Only lots with a first day are read, and these are few.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from core.ledger import OWED_PAID
from core.programme import local_day
from core.schema import hold, hold_lot, lot, lot_use, posting

# Leaving takes everything, debts are paid at once, and the reversal of a grant takes it back
# whenever it comes.
_USED = (
    select(lot.c.member_id, lot.c.lot_id, lot.c.usable_from, posting.c.recorded_at)
    .join(lot_use, (lot_use.c.member_id == lot.c.member_id) & (lot_use.c.unit == lot.c.unit)
          & (lot_use.c.lot_id == lot.c.lot_id))
    .join(posting, (posting.c.member_id == lot.c.member_id) & (posting.c.unit == lot.c.unit)
          & (posting.c.version == lot_use.c.version))
    .where(lot.c.usable_from.is_not(None), posting.c.amount < 0, posting.c.reverses.is_(None),
           posting.c.contra != "expired", posting.c.kind != OWED_PAID)
)  # fmt: skip
_HELD = (
    select(lot.c.member_id, lot.c.lot_id, lot.c.usable_from, hold.c.placed_at)
    .join(hold_lot, (hold_lot.c.member_id == lot.c.member_id) & (hold_lot.c.lot_id == lot.c.lot_id))
    .join(hold, (hold.c.member_id == lot.c.member_id) & (hold.c.hold_id == hold_lot.c.hold_id))
    .where(lot.c.usable_from.is_not(None), lot.c.unit == "points")
)


def used_before(conn: Connection) -> Iterator[str]:
    """A message for each use or hold of points before their first day."""
    for query in (_USED, _HELD):
        for member_id, lot_id, first_day, at in conn.execute(query):
            if local_day(at) < first_day:
                yield (
                    f"member {member_id}, lot {lot_id}: usable from {first_day}, but used on"
                    f" {local_day(at)}"
                )
