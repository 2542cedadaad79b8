"""Holds past their expiry: of orders not sent in time, and of points that were never settled.

The ledger knows holds and not what they are for, so the order of a hold is joined here, in one
query for a page of holds.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, or_, select, tuple_

from core.kernel import NotAllowed, row_builder
from core.ledger import HoldClosed, holds
from core.redemption import fulfilment
from core.redemption.lifecycle import ParcelState
from core.schema import Moment, gift_order, hold

PageKey = tuple[datetime, int, str]
FIRST: PageKey = (datetime(1, 1, 2, tzinfo=UTC), 0, "")


@dataclass(frozen=True, slots=True)
class StaleHold:
    """`order_id` is None where the hold is for no order."""

    expires_at: datetime
    member_id: int
    hold_id: str
    order_id: str | None

    @property
    def page_key(self) -> PageKey:
        return self.expires_at, self.member_id, self.hold_id


_PAGE_KEY = (hold.c.expires_at, hold.c.member_id, hold.c.hold_id)
_STALE = (
    select(*_PAGE_KEY, gift_order.c.order_id)
    .outerjoin(
        gift_order,
        (gift_order.c.member_id == hold.c.member_id) & (gift_order.c.hold_id == hold.c.hold_id),
    )
    .where(hold.c.status == "open", hold.c.expires_at <= bindparam("at"))
    # A courier that was asked to take a gift may have it.
    .where(or_(gift_order.c.parcel_state.is_(None), gift_order.c.parcel_state != ParcelState.ASKED))
    .where(
        tuple_(*_PAGE_KEY)
        > tuple_(
            bindparam("after_at", type_=Moment), bindparam("after_member"), bindparam("after_hold")
        )
    )
    .order_by(*_PAGE_KEY)
    .limit(bindparam("limit"))
)
_stale_hold = row_builder(StaleHold, _STALE)


def page(conn: Connection, *, at: datetime, limit: int, after: PageKey = FIRST) -> list[StaleHold]:
    """At most `limit` holds, the oldest first. Nothing is locked: release() finds out whether a
    hold is still open."""
    after_at, after_member, after_hold = after
    values = {
        "at": at,
        "limit": limit,
        "after_at": after_at,
        "after_member": after_member,
        "after_hold": after_hold,
    }
    return [_stale_hold(row) for row in conn.execute(_STALE, values)]


def release(conn: Connection, *, stale: StaleHold, at: datetime) -> bool:
    """Make the points available again, and cancel the order they were for. False where the hold
    was settled or released in the meantime, or a courier asked to take the gift."""
    member_id, hold_id, order_id = stale.member_id, stale.hold_id, stale.order_id
    try:
        if order_id is None:
            key = f"stale:{hold_id}"
            holds.release_hold(conn, member_id=member_id, hold_id=hold_id, key=key, at=at)
        else:
            key = f"give_up:{order_id}"
            fulfilment.cancel(conn, member_id=member_id, order_id=order_id, key=key, at=at)
    except (HoldClosed, NotAllowed):
        return False
    return True
