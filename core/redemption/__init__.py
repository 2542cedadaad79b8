"""What points are redeemed for: the catalogue, the stock and its suppliers, orders from placing to
delivery, and the queue of orders that agents work on.
"""

from core.redemption import (
    catalogue,
    fulfilment,
    inventory,
    order_queue,
    orders,
    stale_holds,
    suppliers,
)
from core.redemption.catalogue import NAME_EN_CHARS_MAX, NAME_ZH_CHARS_MAX
from core.redemption.errors import NotOpenYet, PriceChanged, SoldOut
from core.redemption.fulfilment import Reason
from core.redemption.inventory import Gift
from core.redemption.order_queue import STATUSES, Case
from core.redemption.orders import Order
from core.redemption.suppliers import Supplier

__all__ = [
    "NAME_EN_CHARS_MAX",
    "NAME_ZH_CHARS_MAX",
    "STATUSES",
    "Case",
    "Gift",
    "NotOpenYet",
    "Order",
    "PriceChanged",
    "Reason",
    "SoldOut",
    "Supplier",
    "catalogue",
    "fulfilment",
    "inventory",
    "order_queue",
    "orders",
    "stale_holds",
    "suppliers",
]
