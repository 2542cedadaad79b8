"""The stock of e-vouchers as a list, without the codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select, tuple_

from core.schema import gift_order, voucher


@dataclass(frozen=True, slots=True)
class StockVoucher:
    """A code of the stock, which is not told. `order_number`: None: nobody has it."""

    sku: str
    fingerprint: str
    loaded_at: datetime
    expires_on: date
    withdrawn_on: date | None
    order_number: str | None

    @property
    def state(self) -> str:
        if self.order_number:
            return "given"
        return "withdrawn" if self.withdrawn_on else "in_stock"


_STOCK = (
    select(
        voucher.c.sku,
        voucher.c.fingerprint,
        voucher.c.loaded_at,
        voucher.c.expires_on,
        voucher.c.withdrawn_on,
        voucher.c.member_id,
        voucher.c.order_id,
    )
    .where(
        tuple_(voucher.c.sku, voucher.c.fingerprint)
        > tuple_(bindparam("after_sku"), bindparam("after_fingerprint"))
    )
    .order_by(voucher.c.sku, voucher.c.fingerprint)
    .limit(bindparam("rows"))
)
_NUMBERS = select(gift_order.c.member_id, gift_order.c.order_id, gift_order.c.number).where(
    tuple_(gift_order.c.member_id, gift_order.c.order_id).in_(bindparam("orders", expanding=True))
)


def page(
    conn: Connection, after: StockVoucher | None, *, sku: str | None, rows: int
) -> Sequence[StockVoucher]:
    """The codes of one item, or of all."""
    found = _STOCK if sku is None else _STOCK.where(voucher.c.sku == sku)
    key = (after.sku, after.fingerprint) if after else ("", "")
    values = {"after_sku": key[0], "after_fingerprint": key[1], "rows": rows}
    stock = conn.execute(found, values).all()
    orders = [(row.member_id, row.order_id) for row in stock if row.order_id is not None]
    numbers = {
        (row.member_id, row.order_id): row.number
        for row in conn.execute(_NUMBERS, {"orders": orders})
    }
    return [
        StockVoucher(
            row.sku,
            row.fingerprint,
            row.loaded_at,
            row.expires_on,
            row.withdrawn_on,
            numbers.get((row.member_id, row.order_id)),
        )
        for row in stock
    ]
