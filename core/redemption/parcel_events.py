"""What happens to a parcel, as its courier tells it: noted once, and the event that happened last
decides, in whatever order they come."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, update

from core.kernel import AnyRow, NotAllowed, row_builder
from core.messaging import ProviderEvent, Topic, outbox
from core.programme import local_day
from core.redemption import fulfilment
from core.redemption.lifecycle import ParcelState, ReversalReason
from core.schema import gift_order, parcel_event

MOVES = (
    ParcelState.PICKED_UP,
    ParcelState.FAILED,
    ParcelState.DELIVERED,
    ParcelState.RETURNED,
)
"""What can happen to a parcel, in this order where the times are equal."""


class Which(NamedTuple):
    """A parcel: several are asked for where the courier has refused one."""

    member_id: int
    order_id: str
    parcel_no: int

    @property
    def event_id(self) -> str:
        return f"order:{self.order_id}:parcel:{self.parcel_no}"

    @property
    def target(self) -> dict[str, object]:
        """The values of CHANGE_ORDER."""
        return {"target_id": self.member_id, "target_order": self.order_id}


CHANGE_ORDER = update(gift_order).where(
    gift_order.c.member_id == bindparam("target_id"),
    gift_order.c.order_id == bindparam("target_order"),
)
BECAME = CHANGE_ORDER.values(parcel_state=bindparam("state"))
_NOTE = insert(parcel_event)
_EVENTS = select(
    parcel_event.c.event_id, parcel_event.c.kind, parcel_event.c.happened_at.label("at")
).where(
    parcel_event.c.member_id == bindparam("member_id"),
    parcel_event.c.order_id == bindparam("order_id"),
    parcel_event.c.parcel_no == bindparam("parcel_no"),
)
_event = row_builder(ProviderEvent, _EVENTS)


def newest(events: Iterable[ProviderEvent]) -> ProviderEvent:
    """The one that happened last."""
    moves = list(map(str, MOVES))
    return max(events, key=lambda event: (event.at, moves.index(event.kind), event.event_id))


def note(
    conn: Connection,
    which: Which,
    order: AnyRow,
    events: Iterable[ProviderEvent],
    at: datetime,
) -> None:
    """Note those of the events that are new; the parcel becomes what happened last. `order`: its
    row, locked, as it was before."""
    noted = {row.event_id: _event(row) for row in conn.execute(_EVENTS, which._asdict())}
    # A courier's clock may be ahead: nothing has happened later than now.
    fresh = {
        event.event_id: replace(event, at=min(event.at, at))
        for event in events
        if event.event_id not in noted
    }
    if not fresh:
        return
    rows = [
        {"event_id": name, "kind": event.kind, "happened_at": event.at, "noted_at": at}
        for name, event in fresh.items()
    ]
    conn.execute(_NOTE, [which._asdict() | row for row in rows])
    last = newest((noted | fresh).values())
    whose: dict[str, Any] = {"member_id": which.member_id, "order_id": which.order_id}
    conn.execute(BECAME, which.target | {"state": last.kind})
    if order.status == "held":  # whatever has happened to it, the courier has it
        fulfilment.despatch(conn, **whose, key=f"parcel:{which.order_id}", at=at)
    if last.event_id not in fresh:  # it came late
        return
    if last.kind == ParcelState.DELIVERED:
        fulfilment.deliver(conn, **whose, at=at, on=local_day(last.at))
    if last.kind == ParcelState.RETURNED and _gave_back(conn, which, order.status, at):
        return  # which is told by a text of its own
    if last.kind != order.parcel_state or last.kind == ParcelState.FAILED:
        payload = {"order_id": which.order_id, "state": last.kind}
        event_id = f"{which.event_id}:{last.event_id}"
        outbox.put(conn, which.member_id, Topic.PARCEL_NEWS, event_id, payload, at)


def _gave_back(conn: Connection, which: Which, was: str, at: datetime) -> bool:
    """Give the points of a gift back that was not received, as the programme's rules have it. False
    where they do not: then a person decides, who finds the order in the desk's list."""
    if was == "delivered":
        return False
    try:
        fulfilment.reverse(
            conn,
            member_id=which.member_id,
            order_id=which.order_id,
            reason=ReversalReason.NOT_RECEIVED,
            key=f"parcel_returned:{which.order_id}",
            at=at,
        )
    except NotAllowed:
        return False
    return True
