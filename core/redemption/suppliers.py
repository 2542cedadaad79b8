"""Who supplies what points buy: whom to ask, and how much of the catalogue is theirs."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select, true, update

from core.kernel import InsertIfNew, NotAllowed, NotFound
from core.schema import gift, supplier


@dataclass(frozen=True, slots=True)
class Supplier:
    code: str
    name: str
    contact: str
    active: bool
    items: int
    on_sale: int


_SUPPLIERS = (
    select(
        supplier.c.code,
        supplier.c.name,
        supplier.c.contact,
        supplier.c.active,
        func.count(gift.c.sku),
        func.count(gift.c.sku).filter(gift.c.on_sale == true()),
    )
    .outerjoin(gift, gift.c.supplier == supplier.c.code)
    .group_by(supplier.c.code)
    .order_by(supplier.c.active.desc(), supplier.c.code)
)
_SUPPLIER = _SUPPLIERS.where(supplier.c.code == bindparam("what"))
_LOCK = select(supplier.c.active).where(supplier.c.code == bindparam("what")).with_for_update()
_ADD = InsertIfNew(supplier)
_CHANGE = (
    update(supplier)
    .where(supplier.c.code == bindparam("what"))
    .values(
        name=bindparam("becomes_name"),
        contact=bindparam("becomes_contact"),
        active=bindparam("becomes_active"),
    )
)


def everyone(conn: Connection) -> list[Supplier]:
    """The active ones first."""
    return [Supplier(*tuple(row)) for row in conn.execute(_SUPPLIERS)]


def by_code(conn: Connection, code: str) -> Supplier:
    row = conn.execute(_SUPPLIER, {"what": code}).first()
    if row is None:
        raise NotFound(f"no supplier {code}")
    return Supplier(*tuple(row))


def add(conn: Connection, *, code: str, name: str, contact: str) -> None:
    """Active, with nothing in the catalogue yet."""
    if not _ADD(conn, {"code": code, "name": name, "contact": contact, "active": True}):
        raise NotAllowed("supplier_taken")


def change(conn: Connection, code: str, *, name: str, contact: str, active: bool) -> None:
    """What is on sale comes from somebody who is active: take it off sale first."""
    is_active(conn, code)
    if not active and by_code(conn, code).on_sale:
        raise NotAllowed("supplier_on_sale")
    values = {"becomes_name": name, "becomes_contact": contact, "becomes_active": active}
    conn.execute(_CHANGE, values | {"what": code})


def is_active(conn: Connection, code: str) -> bool:
    """Locked until the transaction ends: else an item is put on sale at the very moment in which
    its supplier is made inactive, and neither sees the other."""
    active = conn.execute(_LOCK, {"what": code}).scalar()
    if active is None:
        raise NotFound(f"no supplier {code}")
    return bool(active)
