"""The lots that a member still has points of, for the desk."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, and_, bindparam, or_, select

from core.kernel import row_builder
from core.ledger.accounts import POINTS
from core.schema import lot, posting


@dataclass(frozen=True, slots=True)
class OpenLot:
    """`kind`: of the posting that granted it. `expires_at`: its last day; None: never.
    `usable_from`: its first; None: it could be used at once."""

    earned_at: datetime
    kind: str
    granted: int
    remaining: int
    held: int
    expires_at: date | None
    usable_from: date | None


_OPEN = (
    select(
        posting.c.effective_at.label("earned_at"),
        posting.c.kind,
        lot.c.granted,
        lot.c.remaining,
        lot.c.held,
        lot.c.expires_at,
        lot.c.usable_from,
    )
    .join(
        posting,
        and_(
            posting.c.member_id == lot.c.member_id,
            posting.c.unit == lot.c.unit,
            posting.c.version == lot.c.lot_id,
        ),
    )
    .where(
        lot.c.member_id == bindparam("member_id"),
        lot.c.unit == POINTS,
        lot.c.remaining > 0,
        or_(lot.c.expires_at.is_(None), lot.c.expires_at >= bindparam("today")),
    )
    .order_by(lot.c.expires_at.is_(None), lot.c.expires_at, posting.c.effective_at)
)
_open_lot = row_builder(OpenLot, _OPEN)


def open_lots(conn: Connection, member_id: int, today: date) -> list[OpenLot]:
    """The lots with points left, in the order in which they are spent: the earliest last day
    first. Points past it are left out, as they are from what is available."""
    values = {"member_id": member_id, "today": today}
    return [_open_lot(row) for row in conn.execute(_OPEN, values)]
