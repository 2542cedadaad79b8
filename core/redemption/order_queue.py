"""The lists of orders that agents work on, the most urgent first."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select, tuple_

from core.kernel import NotFound, reference_numbers, row_builder
from core.redemption import lifecycle
from core.schema import gift, gift_order, member, supplier


@dataclass(frozen=True, slots=True)
class OrderCase:
    member_id: int
    order_id: str
    number: str
    sku: str
    points: int
    status: str
    channel: str
    created_at: datetime
    org: str  # the city or province where it was placed
    send_by: date
    deliver_by: date
    delivered_on: date | None
    receiver: str | None
    address: str | None
    parcel_state: str | None
    provider_id: str | None  # the courier's tracking number
    kind: str
    name_zh: str
    name_en: str
    member_name: str
    member_number: str
    supplier: str | None
    supplier_name: str | None
    supplier_contact: str | None

    def is_overdue(self, today: date) -> bool:
        """A gift cannot be late before it is known where to send it."""
        due = lifecycle.next_due(self.status, self.send_by, self.deliver_by)
        return due is not None and due < today and not self.lacks_address

    @property
    def lacks_address(self) -> bool:
        return lifecycle.lacks_address(self)

    @property
    def is_undelivered(self) -> bool:
        return lifecycle.is_undelivered(self)


_CASES = (
    select(
        gift_order.c.member_id,
        gift_order.c.order_id,
        gift_order.c.number,
        gift_order.c.sku,
        gift_order.c.points,
        gift_order.c.status,
        gift_order.c.channel,
        gift_order.c.created_at,
        gift_order.c.org,
        gift_order.c.send_by,
        gift_order.c.deliver_by,
        gift_order.c.delivered_on,
        gift_order.c.receiver,
        gift_order.c.address,
        gift_order.c.parcel_state,
        gift_order.c.provider_id,
        gift.c.kind,
        gift.c.name_zh,
        gift.c.name_en,
        member.c.name.label("member_name"),
        member.c.number.label("member_number"),
        gift.c.supplier,
        supplier.c.name.label("supplier_name"),
        supplier.c.contact.label("supplier_contact"),
    )
    .join(gift, gift.c.sku == gift_order.c.sku)
    .join(member, member.c.member_id == gift_order.c.member_id)
    .outerjoin(supplier, supplier.c.code == gift.c.supplier)
)
_WITH_STATUS = _CASES.where(gift_order.c.status == bindparam("status"))
_FIND = _CASES.where(
    gift_order.c.member_id == bindparam("member_id"), gift_order.c.order_id == bindparam("order_id")
)
_case = row_builder(OrderCase, _CASES)


def page(
    conn: Connection,
    status: str,
    *,
    rows: int,
    after: OrderCase | None = None,
    supplied_by: str | None = None,
    lacks_address: bool = False,
    parcel_trouble: bool = False,
) -> list[OrderCase]:
    """At most `rows` orders in that status: undelivered ones by the day they must be sent, others
    by age, the newest first. `after` is the last order of the page before; `supplied_by` a
    supplier's code, None for all; `lacks_address`: only gifts that wait for an address;
    `parcel_trouble`: only those that the courier has refused, failed to deliver or brought back.
    Raises NotFound for an unknown status."""
    if status not in lifecycle.STATUSES:
        raise NotFound(f"no status {status}")
    is_pending = status in ("held", "sent")
    due = gift_order.c.send_by if is_pending else gift_order.c.created_at
    place = tuple_(due, gift_order.c.number)
    found = _WITH_STATUS.limit(rows)
    if after is not None:
        last_due = after.send_by if is_pending else after.created_at
        last = tuple_(bindparam("due", last_due, due.type), bindparam("after", after.number))
        found = found.where(place > last if is_pending else place < last)
    if lacks_address:
        found = found.where(gift_order.c.address.is_(None), gift_order.c.receiver.is_(None))
    if parcel_trouble:
        found = found.where(gift_order.c.parcel_state.in_(lifecycle.PARCEL_TROUBLE))
    if supplied_by is not None:
        found = found.where(gift.c.supplier == supplied_by)
    if is_pending:
        found = found.order_by(due, gift_order.c.number)
    else:
        found = found.order_by(due.desc(), gift_order.c.number.desc())
    return [_case(row) for row in conn.execute(found, {"status": status})]


def by_number(conn: Connection, number: str) -> OrderCase:
    """Raises NotFound."""
    order = reference_numbers.find(conn, number, "order")
    values = {"member_id": order.member_id, "order_id": order.item_id}
    return _case(conn.execute(_FIND, values).one())
