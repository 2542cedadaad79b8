"""Gifts that a courier is asked to take without an agent: their address is known, and no courier
was asked before. What a courier has refused, or a supervisor has taken back, a person looks at."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select, tuple_

from core.kernel import NotAllowed, row_builder
from core.members import profiles
from core.redemption import parcels
from core.schema import Moment, gift_order

RESTS_FOR = timedelta(hours=1)
"""How long an order waits: the member may have the address changed, or report the phone lost."""


@dataclass(frozen=True, slots=True)
class UnsentGift:
    member_id: int
    order_id: str
    created_at: datetime

    @property
    def page_key(self) -> tuple[datetime, int, str]:
        return self.created_at, self.member_id, self.order_id


_PAGE_KEY = (gift_order.c.created_at, gift_order.c.member_id, gift_order.c.order_id)
_PAGE = (
    select(gift_order.c.member_id, gift_order.c.order_id, gift_order.c.created_at)
    .where(
        gift_order.c.status == "held",
        gift_order.c.address.is_not(None),
        gift_order.c.parcel_no.is_(None),
        gift_order.c.created_at <= bindparam("before"),
    )
    .where(
        tuple_(*_PAGE_KEY)
        > tuple_(
            bindparam("after_at", type_=Moment), bindparam("after_member"), bindparam("after_order")
        )
    )
    .order_by(*_PAGE_KEY)
    .limit(bindparam("limit"))
)
_unsent = row_builder(UnsentGift, _PAGE)


def page(
    conn: Connection, *, at: datetime, after: tuple[datetime, int, str], limit: int
) -> list[UnsentGift]:
    """At most `limit` of them, the oldest first."""
    after_at, after_member, after_order = after
    values = {
        "before": at - RESTS_FOR,
        "after_at": after_at,
        "after_member": after_member,
        "after_order": after_order,
        "limit": limit,
    }
    return [_unsent(row) for row in conn.execute(_PAGE, values)]


def hand_over(conn: Connection, found: UnsentGift, at: datetime) -> bool:
    """Have the courier asked to take the gift. False: it was cancelled or handed over meanwhile, or
    the member is frozen or in arrears, so that an agent decides."""
    if profiles.lock(conn, found.member_id) != "active":
        return False
    try:
        parcels.hand_over(conn, member_id=found.member_id, order_id=found.order_id, at=at)
    except NotAllowed:
        return False
    return True
