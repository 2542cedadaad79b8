"""Gifts that have not been sent yet, page by page for the jobs, the oldest first: those that wait
for an address, and those that a courier may take."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select, tuple_

from core.kernel import row_builder
from core.schema import Moment, gift_order

REMINDED_AFTER = timedelta(days=1)
RESTS_FOR = timedelta(hours=1)
"""How long a gift waits for a courier: the member may have the address changed, or report the phone
lost."""


@dataclass(frozen=True, slots=True)
class UnsentGift:
    member_id: int
    order_id: str
    created_at: datetime

    @property
    def page_key(self) -> tuple[datetime, int, str]:
        return self.created_at, self.member_id, self.order_id


_PAGE_KEY = (gift_order.c.created_at, gift_order.c.member_id, gift_order.c.order_id)


def _pages(*conditions: ColumnElement[bool]) -> Select[tuple[int, str, datetime]]:
    after = tuple_(bindparam("at", type_=Moment), bindparam("member"), bindparam("order"))
    return (
        select(gift_order.c.member_id, gift_order.c.order_id, gift_order.c.created_at)
        .where(gift_order.c.status == "held", gift_order.c.created_at <= bindparam("before"))
        .where(*conditions, tuple_(*_PAGE_KEY) > after)
        .order_by(*_PAGE_KEY)
        .limit(bindparam("limit"))
    )


_WITHOUT_ADDRESS = _pages(gift_order.c.address.is_(None), gift_order.c.receiver.is_(None))
# What a courier has refused, or a supervisor has taken back, has a number: a person looks at it.
_FOR_COURIERS = _pages(gift_order.c.address.is_not(None), gift_order.c.parcel_no.is_(None))
_unsent = row_builder(UnsentGift, _WITHOUT_ADDRESS)


def without_address(
    conn: Connection, *, at: datetime, after: tuple[datetime, int, str], limit: int
) -> list[UnsentGift]:
    """At most `limit` gifts that have waited for an address for REMINDED_AFTER."""
    return _read(conn, _WITHOUT_ADDRESS, at - REMINDED_AFTER, after, limit)


def for_couriers(
    conn: Connection, *, at: datetime, after: tuple[datetime, int, str], limit: int
) -> list[UnsentGift]:
    """At most `limit` gifts whose address is known, and that no courier was asked to take."""
    return _read(conn, _FOR_COURIERS, at - RESTS_FOR, after, limit)


def _read(
    conn: Connection,
    pages: Select[tuple[int, str, datetime]],
    before: datetime,
    after: tuple[datetime, int, str],
    limit: int,
) -> list[UnsentGift]:
    at, member, order = after
    values = {"before": before, "at": at, "member": member, "order": order, "limit": limit}
    return [_unsent(row) for row in conn.execute(pages, values)]
