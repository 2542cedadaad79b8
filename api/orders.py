"""What members redeem points for: orders, placed and cancelled."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field
from sqlalchemy import Connection

from api.frame import (
    Answer,
    Call,
    Input,
    MemberId,
    Operation,
    PageQuery,
    PhoneNumber,
    ReferenceNumber,
    WholeNumber,
    decoded,
    encoded,
)
from core.clients import Scope
from core.kernel import reference_numbers
from core.members import mobile_number_of, profiles
from core.redemption import (
    Action,
    Order,
    OrderCase,
    catalogue,
    fulfilment,
    lifecycle,
    order_queue,
    orders,
    placing,
)
from core.staff import Role

TAG = "Orders"
CHANNEL = "api"
Sku = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$", description="As in the catalogue.")]


class OrderAnswer(Answer):
    """Points are held until a gift is sent, or until the provider of credit or data says that it
    was added."""

    number: ReferenceNumber
    member_id: MemberId
    sku: str
    kind: str
    points: int
    status: str
    created_at: datetime
    deliver_by: date


class Orders(Answer):
    """`next` is null on the last page."""

    items: list[OrderAnswer]
    next: str | None


class OrderInput(Input):
    """`points`: the price that the member has agreed to. `receiver`: the mobile number that credit
    or data is added to; the member's own by default."""

    sku: Sku
    points: WholeNumber = Field(ge=1, le=catalogue.POINTS_MAX)
    receiver: PhoneNumber | None = None


def _get(conn: Connection, call: Call, number: str) -> OrderAnswer:
    case = order_queue.by_number(conn, number)
    call.record(conn, case.member_id, number=case.number)
    return _shown(case.member_id, case, case.status)


def _list(conn: Connection, call: Call, member_id: int) -> Orders:
    rows = call.query.limit
    found = orders.page(conn, member_id, rows=rows, after=decoded(call.query.after))
    if not found:
        profiles.by_id(conn, member_id)  # or there is no such member
    call.record(conn, member_id)
    last = found[-1] if len(found) == rows else None
    return Orders(
        items=[_shown(member_id, order, order.status) for order in found],
        next=encoded(last.created_at, last.order_id) if last else None,
    )


def _place(conn: Connection, call: Call, member_id: int) -> OrderAnswer:
    profiles.lock(conn, member_id)  # so that neither the status nor the address changes meanwhile
    member = profiles.by_id(conn, member_id)
    receiver = call.body.receiver
    placed = placing.redeem(
        conn,
        member=member,
        sku=call.body.sku,
        points=call.body.points,
        receiver=mobile_number_of(receiver) if receiver else None,
        key=call.key,
        at=call.at,
        channel=CHANNEL,
        order_id=call.ids.new(),
        number=call.ids.digits(reference_numbers.DIGITS),
    )
    call.record(conn, member_id, number=placed.number, sku=placed.sku, points=placed.points)
    return _shown(member_id, placed, placed.status)


def _cancel(conn: Connection, call: Call, number: str) -> OrderAnswer:
    """As an agent may: a gift that was not sent yet."""
    case = order_queue.by_number(conn, number)
    lifecycle.permit(case, Action.CANCEL, Role.AGENT)
    whose = {"member_id": case.member_id, "order_id": case.order_id}
    fulfilment.cancel(conn, **whose, key=call.key, at=call.at)  # type: ignore[arg-type]
    call.record(conn, case.member_id, number=case.number)
    return _shown(case.member_id, case, lifecycle.TRANSITIONS[Action.CANCEL].target)


def _shown(member_id: int, order: Order | OrderCase, status: str) -> OrderAnswer:
    return OrderAnswer(
        number=order.number,
        member_id=member_id,
        sku=order.sku,
        kind=order.kind,
        points=order.points,
        status=status,
        created_at=order.created_at,
        deliver_by=order.deliver_by,
    )


OPERATIONS = (
    Operation(
        name="getOrder",
        method="GET",
        path="/orders/{number}",
        tag=TAG,
        summary="An order by its number",
        scope=Scope.ORDERS_READ,
        act="order_looked_at",
        answers={200: OrderAnswer},
        does=_get,
    ),
    Operation(
        name="listOrders",
        method="GET",
        path="/members/{member_id}/orders",
        tag=TAG,
        summary="A member's orders, the newest first",
        scope=Scope.ORDERS_READ,
        act="orders_listed",
        query=PageQuery,
        answers={200: Orders},
        does=_list,
    ),
    Operation(
        name="placeOrder",
        method="POST",
        path="/members/{member_id}/orders",
        tag=TAG,
        summary="Redeem points",
        scope=Scope.ORDERS_WRITE,
        act="order_placed",
        body=OrderInput,
        keyed=True,
        answers={201: OrderAnswer},
        refused_for=(
            "status_forbids",
            "not_open_yet",
            "not_enough_points",
            "limit_reached",
            "sold_out",
            "price_changed",
            "no_number",
        ),
        does=_place,
    ),
    Operation(
        name="cancelOrder",
        method="POST",
        path="/orders/{number}/cancellation",
        tag=TAG,
        summary="Cancel an order for a gift that was not sent yet",
        scope=Scope.ORDERS_WRITE,
        act="order_give_up",
        keyed=True,
        answers={200: OrderAnswer},
        refused_for=("status_forbids", "acted_meanwhile"),
        does=_cancel,
    ),
)
