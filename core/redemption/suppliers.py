"""Suppliers of gifts and services: how to reach them, and how many items each supplies."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select, true, update

from core.kernel import InsertIfNew, NotAllowed, NotFound, row_builder
from core.schema import gift, supplier

NAME_CHARS_MAX, CONTACT_CHARS_MAX = 60, 200


@dataclass(frozen=True, slots=True)
class Supplier:
    code: str
    name: str
    contact: str
    active: bool
    items: int  # of the catalogue
    on_sale: int  # of these


_SUPPLIERS = (
    select(
        supplier.c.code,
        supplier.c.name,
        supplier.c.contact,
        supplier.c.active,
        func.count(gift.c.sku).label("items"),
        func.count(gift.c.sku).filter(gift.c.on_sale == true()).label("on_sale"),
    )
    .outerjoin(gift, gift.c.supplier == supplier.c.code)
    .group_by(supplier.c.code)
    .order_by(supplier.c.active.desc(), supplier.c.code)
)
_supplier = row_builder(Supplier, _SUPPLIERS)
_SUPPLIER = _SUPPLIERS.where(supplier.c.code == bindparam("target_code"))
_LOCK = (
    select(supplier.c.active).where(supplier.c.code == bindparam("target_code")).with_for_update()
)
_ADD = InsertIfNew(supplier)
_CHANGE = (
    update(supplier)
    .where(supplier.c.code == bindparam("target_code"))
    .values(
        name=bindparam("new_name"),
        contact=bindparam("new_contact"),
        active=bindparam("new_active"),
    )
)


def all_suppliers(conn: Connection) -> list[Supplier]:
    """All suppliers, the active ones first."""
    return [_supplier(row) for row in conn.execute(_SUPPLIERS)]


def by_code(conn: Connection, code: str) -> Supplier:
    """Raises NotFound."""
    row = conn.execute(_SUPPLIER, {"target_code": code}).first()
    if row is None:
        raise NotFound(f"no supplier {code}")
    return _supplier(row)


def add(conn: Connection, *, code: str, name: str, contact: str) -> None:
    """Add an active supplier. Raises NotAllowed: 'supplier_taken', if the code is in use."""
    if not _ADD(conn, {"code": code, "name": name, "contact": contact, "active": True}):
        raise NotAllowed("supplier_taken")


def change(conn: Connection, code: str, *, name: str, contact: str, active: bool) -> None:
    """Raises NotAllowed: 'supplier_on_sale', if one is made inactive whose items are on sale
    still."""
    lock_active(conn, code)
    if not active and by_code(conn, code).on_sale:
        raise NotAllowed("supplier_on_sale")
    values = {"new_name": name, "new_contact": contact, "new_active": active}
    conn.execute(_CHANGE, values | {"target_code": code})


def lock_active(conn: Connection, code: str) -> bool:
    """Whether the supplier is active. Its row stays locked until the transaction ends, so that an
    item is not put on sale while its supplier is being made inactive. Raises NotFound."""
    active = conn.execute(_LOCK, {"target_code": code}).scalar()
    if active is None:
        raise NotFound(f"no supplier {code}")
    return bool(active)
