"""Adding phone credit or data to a number, which a provider does: the operator's charging system.

How a request is sent, and sent again, is in core.messaging.provider_requests and
jobs.provider_requests.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from core.kernel import reference_numbers, row_builder
from core.ledger import HoldClosed
from core.messaging import Outcome, Receipt, outbox
from core.redemption import fulfilment
from core.schema import gift as gift_table
from core.schema import gift_order
from core.staff import audit_trail


@dataclass(frozen=True, slots=True)
class TopUp:
    """A request. `quantity` is in yuan for credit, in GB for data. `reference` identifies it at the
    provider: the number of the order."""

    reference: str
    kind: str
    quantity: int
    receiver: str
    requested_at: datetime | None  # when it was last sent; None: never
    provider_id: str | None


_REQUESTS = (
    select(
        gift_order.c.number.label("reference"),
        gift_table.c.kind,
        gift_table.c.number.label("quantity"),
        gift_order.c.receiver,
        gift_order.c.requested_at,
        gift_order.c.provider_id,
    )
    .join(gift_table, gift_table.c.sku == gift_order.c.sku)
    .where(
        gift_order.c.member_id == bindparam("member_id"),
        gift_order.c.order_id == bindparam("order_id"),
    )
)
_FIND = _REQUESTS.where(gift_order.c.status == "held")
_FIND_ENDED = _REQUESTS.where(
    gift_order.c.status == "cancelled", gift_order.c.requested_at.is_not(None)
)
_top_up = row_builder(TopUp, _REQUESTS)
ADDED_LATE = "added_late"
_ORDER = update(gift_order).where(
    gift_order.c.member_id == bindparam("target_id"),
    gift_order.c.order_id == bindparam("target_order"),
)
_REQUESTED = _ORDER.values(requested_at=bindparam("at"))
_KNOWN_AS = _ORDER.values(provider_id=bindparam("name"))


def find(conn: Connection, member_id: int, order_id: str) -> TopUp | None:
    """The request of an order; None if the order is not held any more."""
    row = conn.execute(_FIND, {"member_id": member_id, "order_id": order_id}).first()
    return None if row is None else _top_up(row)


def find_ended(conn: Connection, member_id: int, order_id: str) -> TopUp | None:
    """The request of an order whose points were given back, though the provider had it; None if
    there is none."""
    row = conn.execute(_FIND_ENDED, {"member_id": member_id, "order_id": order_id}).first()
    return None if row is None else _top_up(row)


def note_added_late(conn: Connection, member_id: int, order_id: str, at: datetime) -> None:
    """The provider has added it after all, once the points were given back. Nothing is taken from
    the member: a person decides, who finds it in the trail and on the order's page."""
    if is_added_late(conn, member_id, order_id):
        return
    request = find_ended(conn, member_id, order_id)
    audit_trail.record(
        conn,
        member_id=member_id,
        agent=audit_trail.HOTLINE,
        act=ADDED_LATE,
        detail={"number": request.reference if request else ""},
        at=at,
        entry_id=f"{ADDED_LATE}:{order_id}",
    )


def is_added_late(conn: Connection, member_id: int, order_id: str) -> bool:
    return audit_trail.find(conn, member_id, f"{ADDED_LATE}:{order_id}") is not None


def mark_requested(conn: Connection, member_id: int, order_id: str, at: datetime) -> None:
    """From now on the provider may have the request."""
    conn.execute(_REQUESTED, {"target_id": member_id, "target_order": order_id, "at": at})


def settle(conn: Connection, member_id: int, order_id: str, receipt: Receipt, at: datetime) -> bool:
    """Apply what the provider has said. False if the order has been ended otherwise meanwhile: by
    the same answer, or by a supervisor."""
    if receipt.provider_id is not None:
        values = {"target_id": member_id, "target_order": order_id}
        conn.execute(_KNOWN_AS, values | {"name": receipt.provider_id})
    if receipt.outcome is Outcome.PENDING:
        return True
    end = fulfilment.fulfil if receipt.outcome is Outcome.ADDED else fulfilment.cancel
    key = f"top_up:{receipt.outcome}:{order_id}"
    try:
        end(conn, member_id=member_id, order_id=order_id, key=key, at=at)
    except HoldClosed:
        return False
    return True


def ask_again(conn: Connection, number: str, at: datetime) -> None:
    """Have the provider asked at once about the order of that number, because it has reported
    something about it: also where the request was given up, as long as its points are held. Raises
    NotFound for an order that is none of ours."""
    order = reference_numbers.find(conn, number, "order")
    event_id = f"order:{order.item_id}"
    if not outbox.replay(conn, order.member_id, event_id, at):
        outbox.expedite(conn, order.member_id, event_id, at)
