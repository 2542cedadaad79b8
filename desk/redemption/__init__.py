"""Orders, exchanges without an answer, the catalogue with its stock, and suppliers."""

from desk.frame import Area, MenuEntry
from desk.redemption import (
    catalogue,
    exchanges,
    order_export,
    orders,
    suppliers,
    voucher_export,
    vouchers,
)

AREA = Area(
    pages=(
        orders.serve,
        order_export.serve,
        exchanges.serve,
        vouchers.serve,
        voucher_export.serve,
        catalogue.serve,
        suppliers.serve,
    ),
    menu=(
        MenuEntry("orders", position=60, keys="g o", also=("exchanges",)),
        MenuEntry("catalogue", position=80, keys="g g", also=("suppliers",)),
    ),
)

__all__ = ["AREA"]
