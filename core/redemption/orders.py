"""Reading the orders of a member. core.redemption.placing places them, and what happens to them
afterwards is in core.redemption.fulfilment."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, tuple_

from core.kernel import (
    row_builder,
)
from core.redemption import lifecycle
from core.schema import Moment, gift_order
from core.schema import gift as gift_table

OPEN_MAX = 20
"""As many open orders as are listed."""


@dataclass(frozen=True, slots=True)
class Order:
    order_id: str
    number: str
    sku: str
    kind: str  # that of the catalogue's item: gift, voucher, credit, data
    name_zh: str
    name_en: str
    points: int
    status: str
    created_at: datetime
    deliver_by: date
    receiver: str | None  # the number that a service is added to
    address: str | None  # where a gift is sent to; None: not known yet
    parcel_state: str | None  # of the gift at the courier; None: none was asked
    provider_id: str | None  # the courier's tracking number

    @property
    def lacks_address(self) -> bool:
        return lifecycle.lacks_address(self)


_ORDERS = (
    select(
        gift_order.c.order_id,
        gift_order.c.number,
        gift_order.c.sku,
        gift_table.c.kind,
        gift_table.c.name_zh,
        gift_table.c.name_en,
        gift_order.c.points,
        gift_order.c.status,
        gift_order.c.created_at,
        gift_order.c.deliver_by,
        gift_order.c.receiver,
        gift_order.c.address,
        gift_order.c.parcel_state,
        gift_order.c.provider_id,
    )
    .join(gift_table, gift_table.c.sku == gift_order.c.sku)
    .where(gift_order.c.member_id == bindparam("member_id"))
)
_build = row_builder(Order, _ORDERS)
_BY_ID = _ORDERS.where(gift_order.c.order_id == bindparam("order_id"))
_BY_NUMBER = _ORDERS.where(gift_order.c.number == bindparam("number"))
_LATEST = _ORDERS.order_by(gift_order.c.created_at.desc(), gift_order.c.order_id.desc()).limit(1)
_NEWEST_FIRST = _ORDERS.order_by(
    gift_order.c.created_at.desc(), gift_order.c.order_id.desc()
).limit(bindparam("limit"))
_FURTHER = _NEWEST_FIRST.where(
    tuple_(gift_order.c.created_at, gift_order.c.order_id)
    < tuple_(bindparam("at", type_=Moment), bindparam("last_id"))
)
_OPEN = (
    _ORDERS.where(gift_order.c.status.in_(("held", "sent")))
    .order_by(gift_order.c.created_at.desc(), gift_order.c.order_id.desc())
    .limit(OPEN_MAX)
)


def latest(conn: Connection, member_id: int) -> Order | None:
    return _order(conn.execute(_LATEST, {"member_id": member_id}).first())


def open_ones(conn: Connection, member_id: int) -> list[Order]:
    """The member's orders that have not been delivered yet, the newest first; at most OPEN_MAX."""
    return [_build(row) for row in conn.execute(_OPEN, {"member_id": member_id})]


def page(
    conn: Connection, member_id: int, *, rows: int, after: tuple[datetime, str] | None = None
) -> list[Order]:
    """At most `rows` of the member's orders, the newest first. `after`: time and id of the last
    order of the page before."""
    values: dict[str, object] = {"member_id": member_id, "limit": rows}
    if after is None:
        return [_build(row) for row in conn.execute(_NEWEST_FIRST, values)]
    values |= {"at": after[0], "last_id": after[1]}
    return [_build(row) for row in conn.execute(_FURTHER, values)]


def by_number(conn: Connection, member_id: int, number: str) -> Order | None:
    """The member's own order of that number, None if there is none."""
    values = {"member_id": member_id, "number": number}
    return _order(conn.execute(_BY_NUMBER, values).first())


def by_id(conn: Connection, member_id: int, order_id: str) -> Order:
    row = conn.execute(_BY_ID, {"member_id": member_id, "order_id": order_id}).one()
    return _build(row)


def _order(row: Row[*tuple[Any, ...]] | None) -> Order | None:
    return None if row is None else _build(row)
