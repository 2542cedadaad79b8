"""Redemption: the catalogue, the stock and its suppliers, orders from placing to delivery or
reversal, and the queue of orders that agents work on.
"""

from core.redemption import (
    addresses,
    catalogue,
    fulfilment,
    gifts,
    lifecycle,
    order_handling,
    order_queue,
    orders,
    parcel_events,
    parcels,
    placing,
    stale_holds,
    suppliers,
    top_ups,
    unsent_gifts,
    voucher_stock,
    vouchers,
)
from core.redemption.errors import (
    NotPermitted,
    PriceChanged,
    SoldOut,
)
from core.redemption.gifts import Gift
from core.redemption.lifecycle import Action, ParcelState, ReversalReason
from core.redemption.order_handling import OrderAction
from core.redemption.order_queue import OrderCase
from core.redemption.orders import Order
from core.redemption.parcels import Parcel
from core.redemption.suppliers import Supplier
from core.redemption.top_ups import TopUp
from core.redemption.voucher_stock import StockVoucher
from core.redemption.vouchers import NewVoucher, Voucher

__all__ = [
    "Action",
    "Gift",
    "NewVoucher",
    "NotPermitted",
    "Order",
    "OrderAction",
    "OrderCase",
    "Parcel",
    "ParcelState",
    "PriceChanged",
    "ReversalReason",
    "SoldOut",
    "StockVoucher",
    "Supplier",
    "TopUp",
    "Voucher",
    "addresses",
    "catalogue",
    "fulfilment",
    "gifts",
    "lifecycle",
    "order_handling",
    "order_queue",
    "orders",
    "parcel_events",
    "parcels",
    "placing",
    "stale_holds",
    "suppliers",
    "top_ups",
    "unsent_gifts",
    "voucher_stock",
    "vouchers",
]
