"""Gift orders as those who send them see them: what has to leave the house first stands first."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select

from core.kernel import NotFound
from core.schema import gift, gift_order, member, reference, supplier

PAGE_ROWS = 50
STATUSES = ("held", "sent", "delivered", "cancelled", "returned")


@dataclass(frozen=True, slots=True)
class Case:
    member_id: int
    order_id: str
    number: str
    sku: str
    points: int
    status: str
    channel: str
    created_at: datetime
    send_by: date
    deliver_by: date
    delivered_on: date | None
    kind: str
    name_zh: str
    name_en: str
    member_name: str
    member_number: str
    supplier: str | None
    supplier_name: str | None
    supplier_contact: str | None

    def is_overdue(self, today: date) -> bool:
        due = {"held": self.send_by, "sent": self.deliver_by}.get(self.status)
        return due is not None and due < today


_CASE = (
    select(
        *(gift_order.c[name] for name in list(Case.__slots__)[:11]),
        gift.c.kind,
        gift.c.name_zh,
        gift.c.name_en,
        member.c.name,
        member.c.number,
        gift.c.supplier,
        supplier.c.name,
        supplier.c.contact,
    )
    .join(gift, gift.c.sku == gift_order.c.sku)
    .join(member, member.c.member_id == gift_order.c.member_id)
    .outerjoin(supplier, supplier.c.code == gift.c.supplier)
)
_LIST = (
    _CASE.where(gift_order.c.status == bindparam("status"))
    .limit(PAGE_ROWS)
    .offset(bindparam("skip"))
)
_MOST_URGENT_FIRST = _LIST.order_by(gift_order.c.send_by, gift_order.c.number)
_NEWEST_FIRST = _LIST.order_by(gift_order.c.created_at.desc(), gift_order.c.number)
_FIND = _CASE.join(
    reference,
    (reference.c.member_id == gift_order.c.member_id)
    & (reference.c.item_id == gift_order.c.order_id),
).where(reference.c.number == bindparam("number"), reference.c.kind == "order")


def page(
    conn: Connection, status: str, skip: int = 0, supplied_by: str | None = None
) -> list[Case]:
    """`supplied_by`: a supplier's code; None filters nothing."""
    found = _MOST_URGENT_FIRST if status in ("held", "sent") else _NEWEST_FIRST
    if supplied_by is not None:
        found = found.where(gift.c.supplier == supplied_by)
    return [Case(*tuple(row)) for row in conn.execute(found, {"status": status, "skip": skip})]


def by_number(conn: Connection, number: str) -> Case:
    row = conn.execute(_FIND, {"number": number}).first()
    if row is None:
        raise NotFound(f"no order {number}")
    return Case(*tuple(row))
