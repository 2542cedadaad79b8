"""Gifts that a courier takes to their address.

An agent hands a gift over; the worker asks the courier for it, once (how: see
core.messaging.provider_requests). The gift counts as sent, and its points are spent, when the
courier says that it has picked it up. What happens then is known by events, each with an id and a
time. They are noted once, and the one that happened last decides, in whatever order they come.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from core.kernel import AnyRow, NotAllowed, NotFound, reference_numbers, row_builder
from core.members import profiles
from core.messaging import Outcome, ProviderEvent, Receipt, Topic, outbox
from core.redemption import lifecycle
from core.redemption.lifecycle import ParcelState
from core.redemption.parcel_events import BECAME, CHANGE_ORDER, MOVES, Which, note
from core.redemption.unsent_gifts import UnsentGift
from core.schema import gift as gift_table
from core.schema import gift_order, member

AT_THE_DESK = "desk"
"""The id of the event that a supervisor has noted in place of the courier."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What a courier is asked to take, by `reference`. `phone` is the receiver's; the name of the
    receiver stands in the address."""

    number: str
    parcel_no: int
    sku: str
    item: str
    address: str
    phone: str
    state: str
    requested_at: datetime | None
    provider_id: str | None

    @property
    def reference(self) -> str:
        return self.number if self.parcel_no == 1 else f"{self.number}-{self.parcel_no}"

    @property
    def is_picked_up(self) -> bool:
        return self.state != ParcelState.ASKED


_FIND = (
    select(
        gift_order.c.number,
        gift_order.c.parcel_no,
        gift_order.c.sku,
        gift_table.c.name_zh.label("item"),
        gift_order.c.address,
        member.c.number.label("phone"),
        gift_order.c.parcel_state.label("state"),
        gift_order.c.requested_at,
        gift_order.c.provider_id,
    )
    .join(gift_table, gift_table.c.sku == gift_order.c.sku)
    .join(member, member.c.member_id == gift_order.c.member_id)
    .where(
        gift_order.c.member_id == bindparam("member_id"),
        gift_order.c.order_id == bindparam("order_id"),
        gift_order.c.parcel_no == bindparam("parcel_no"),
        gift_order.c.parcel_state.in_((ParcelState.ASKED, ParcelState.REFUSED, *MOVES)),
        gift_order.c.status.in_(("held", "sent", "delivered")),
    )
)
_parcel = row_builder(Parcel, _FIND)
_ORDER = select(
    gift_order.c.status,
    gift_order.c.parcel_no,
    gift_order.c.parcel_state,
    gift_order.c.requested_at,
    gift_order.c.address,
    gift_table.c.kind,
).join(gift_table, gift_table.c.sku == gift_order.c.sku)
_ORDER = _ORDER.where(
    gift_order.c.member_id == bindparam("member_id"),
    gift_order.c.order_id == bindparam("order_id"),
)
_ASKED = CHANGE_ORDER.values(
    parcel_no=bindparam("no"), parcel_state="asked", requested_at=None, provider_id=None
)
_REQUESTED = CHANGE_ORDER.values(requested_at=bindparam("at"))
_KNOWN_AS = CHANGE_ORDER.values(provider_id=bindparam("name"))
_PARCEL = select(gift_order.c.parcel_no).where(
    gift_order.c.member_id == bindparam("member_id"), gift_order.c.order_id == bindparam("order_id")
)


def hand_over(conn: Connection, *, member_id: int, order_id: str, at: datetime) -> None:
    """Have a courier asked to take the gift to the address that it has now. Raises NotAllowed:
    'no_address', 'with_courier', or the order's status."""
    order = _locked(conn, member_id, order_id)
    if order.kind != lifecycle.GIFT or order.status != "held":
        raise NotAllowed("no_gift" if order.kind != lifecycle.GIFT else order.status)
    if lifecycle.lacks_address(order):
        raise NotAllowed("no_address")
    if lifecycle.is_with_courier(order):
        raise NotAllowed("with_courier")
    which = Which(member_id, order_id, (order.parcel_no or 0) + 1)
    conn.execute(_ASKED, which.target | {"no": which.parcel_no})
    payload = {"order_id": order_id, "parcel_no": which.parcel_no}
    outbox.put(conn, member_id, Topic.PARCEL, which.event_id, payload, at)


def hand_over_unasked(conn: Connection, found: UnsentGift, at: datetime) -> bool:
    """Hand a gift over without an agent. False: it was cancelled or handed over meanwhile, or the
    member is frozen or in arrears, so that an agent decides."""
    if profiles.lock(conn, found.member_id) != "active":
        return False
    try:
        hand_over(conn, member_id=found.member_id, order_id=found.order_id, at=at)
    except NotAllowed:
        return False
    return True


def find(conn: Connection, which: Which) -> Parcel | None:
    """None where the courier need not be asked any more: a supervisor has taken the parcel back,
    another one was asked for, or the order has ended otherwise."""
    row = conn.execute(_FIND, which._asdict()).first()
    return None if row is None else _parcel(row)


def mark_requested(conn: Connection, which: Which, at: datetime) -> None:
    """From now on the courier may have the request."""
    conn.execute(_REQUESTED, which.target | {"at": at})


def settle(conn: Connection, which: Which, receipt: Receipt, at: datetime) -> None:
    """Apply what the courier has said."""
    order = _locked(conn, which.member_id, which.order_id)
    if find(conn, which) is None:
        return
    if receipt.provider_id is not None:
        conn.execute(_KNOWN_AS, which.target | {"name": receipt.provider_id})
    if receipt.outcome is Outcome.REFUSED:
        if order.parcel_state == ParcelState.ASKED:
            conn.execute(BECAME, which.target | {"state": ParcelState.REFUSED})
        return
    if order.parcel_state == ParcelState.REFUSED:  # the courier takes it after all
        conn.execute(BECAME, which.target | {"state": ParcelState.ASKED})
    note(conn, which, order, receipt.events, at)


def collected(conn: Connection, *, member_id: int, order_id: str, at: datetime) -> None:
    """A supervisor has found out that the courier has the gift. It has it since some time after it
    was asked: what the courier has done with it until now comes to light later, and is no older.
    Raises NotAllowed."""
    order, which = _with_courier(conn, member_id, order_id)
    since = order.requested_at or at
    note(conn, which, order, [ProviderEvent(AT_THE_DESK, ParcelState.PICKED_UP, since)], at)


def take_back(conn: Connection, *, member_id: int, order_id: str) -> None:
    """A supervisor has found out that the courier does not have the gift and will not fetch it: it
    waits to be sent again. Raises NotAllowed."""
    _, which = _with_courier(conn, member_id, order_id)
    conn.execute(BECAME, which.target | {"state": ParcelState.TAKEN_BACK})


def ask_again(conn: Connection, number: str, at: datetime) -> None:
    """Have the courier asked at once about the last parcel of the order of that number, because it
    has reported something: also about one that has arrived. Raises NotFound."""
    order = reference_numbers.find(conn, number, "order")
    values = {"member_id": order.member_id, "order_id": order.item_id}
    parcel_no = conn.execute(_PARCEL, values).scalar_one()
    if parcel_no is None:
        raise NotFound(f"no parcel of the order {number}")
    which = Which(order.member_id, order.item_id, parcel_no)
    if not outbox.replay(conn, which.member_id, which.event_id, at):
        outbox.expedite(conn, which.member_id, which.event_id, at)


def _with_courier(conn: Connection, member_id: int, order_id: str) -> tuple[AnyRow, Which]:
    order = _locked(conn, member_id, order_id)
    if not lifecycle.is_with_courier(order):
        raise NotAllowed("not_with_courier")
    return order, Which(member_id, order_id, order.parcel_no)


def _locked(conn: Connection, member_id: int, order_id: str) -> AnyRow:
    profiles.lock(conn, member_id)
    order = conn.execute(_ORDER, {"member_id": member_id, "order_id": order_id}).first()
    if order is None:
        raise NotFound(f"member {member_id} has no order {order_id}")
    return order
