"""Orders, the catalogue with its stock, and suppliers."""

from desk.frame import Area, MenuEntry
from desk.redemption import catalogue, order_export, orders, suppliers

AREA = Area(
    pages=(orders.serve, order_export.serve, catalogue.serve, suppliers.serve),
    menu=(
        MenuEntry("orders", position=60, keys="g o"),
        MenuEntry("catalogue", position=80, keys="g g", also=("suppliers",)),
    ),
)

__all__ = ["AREA"]
