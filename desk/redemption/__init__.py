"""Orders, the catalogue with its stock, and suppliers."""

from desk.redemption import catalogue, orders, suppliers

__all__ = [
    "catalogue",
    "orders",
    "suppliers",
]
