"""Rows that two may change at once: the second waits, and then sees what the first has done."""

from sqlalchemy import Connection, bindparam, select

from core.schema import gift, supplier

_ITEM = select(gift.c.sku).where(gift.c.sku == bindparam("which")).with_for_update()
_SUPPLIER = select(supplier.c.code).where(supplier.c.code == bindparam("which")).with_for_update()


def lock_item(conn: Connection, sku: str) -> None:
    conn.execute(_ITEM, {"which": sku})


def lock_supplier(conn: Connection, code: str) -> None:
    conn.execute(_SUPPLIER, {"which": code})
