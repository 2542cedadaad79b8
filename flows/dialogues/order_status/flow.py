"""Looking up an order, the latest or one by its number; reporting one that did not arrive as it
should."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from core.kernel import reference_numbers
from core.members import Act, profiles
from core.programme import local_day
from core.redemption import Order, ParcelState, lifecycle, orders, vouchers
from flows.dialogues.address.asking import ask_by_text
from flows.dialogues.complaint.flow import COMPLAINT
from flows.dialogues.order_status.missed import (
    asks_where,
    asks_whether_it_came,
    is_missed,
    kind_named,
)
from flows.engine import (
    Argument,
    Ask,
    Call,
    Choice,
    Context,
    Dialogue,
    Do,
    End,
    Flow,
    Keyword,
    Menu,
    YesNo,
    quoted,
)
from flows.language import Label
from flows.protocol import Frame

LAST_DIGITS = 4
"""How many digits of another's number are said."""
NEWEST_MAX = 10
"""How many of the newest orders are looked through for a kind."""
MISSED = "is_missed"
"""The answer of whoever says that an order has not come."""
Shown = Literal[
    "held",
    "unaddressed",
    "packed",
    "adding",
    "sent",
    "failed",
    "brought_back",
    "late",
    "delivered",
    "voucher",
    "voucher_expired",
    "cancelled",
    "returned",
]
NO_TRACKING = "none"
Found = Literal["none", "unknown", Shown]


def look_up(context: Context) -> Found:
    number = context.answers.pop("argument", "")
    member_id = context.member.member_id
    if number:
        context.answers["number"] = quoted(number)
        order = orders.by_number(context.conn, member_id, number)
        return "unknown" if order is None else _save(context, order)
    latest = orders.latest(context.conn, member_id)
    return "none" if latest is None else _save(context, latest)


def continuation(context: Context, text: str) -> Frame | None:
    """The dialogue that takes words which miss an order that is on its way, or ask where it is, or
    whether what was ordered last has come: of the kind that they name."""
    missed, where = is_missed(text), asks_where(text)
    if context.caller is None or not (missed or where or asks_whether_it_came(text)):
        return None
    kind, member_id = kind_named(text), context.caller.member_id
    if where and not kind:
        return ORDER.start()
    if kind or not missed:
        newest = orders.page(context.conn, member_id, rows=NEWEST_MAX)
        named = [order for order in newest if kind in ("", order.kind)]
        if named:
            return ORDER.start(argument=named[0].number, **{MISSED: missed})
        return ORDER.start(kind=kind, **{MISSED: missed}) if missed or where else None
    is_awaited = orders.open_ones(context.conn, member_id)
    has_none = not is_awaited and orders.latest(context.conn, member_id) is None
    return ORDER.start(**{MISSED: True}) if is_awaited or has_none else None


def look_up_open(
    context: Context,
) -> Literal["several", "waiting", "disputed", "none_of", Found]:
    """ "waiting": the order is on its way in time, and the member misses it. "disputed": they miss
    what is recorded as delivered. "none_of": they miss something of a kind of which they have
    ordered nothing."""
    if context.answers.get("kind"):
        return "none_of"
    found = _look_up_open(context)
    if not context.answers.get(MISSED):
        return found
    if found == "delivered":
        return "disputed"
    return "waiting" if found in ("held", "packed", "sent") else found


def _look_up_open(context: Context) -> Literal["several", Found]:
    """The order whose number was given; else the one that has not arrived yet, or the latest.
    "several" have not arrived yet: they are listed."""
    if context.answers.get("argument"):
        return look_up(context)
    still_open = orders.open_ones(context.conn, context.member.member_id)
    context.answers["count"] = len(still_open)
    if len(still_open) > 1:
        return "several"
    return _save(context, still_open[0]) if still_open else look_up(context)


def open_orders(context: Context) -> Sequence[Choice]:
    return [
        Choice(
            order.number,
            str(place),
            {
                "name": _names(order),
                "by": order.deliver_by.isoformat(),
                "ordered": local_day(order.created_at).isoformat(),
            },
        )
        for place, order in enumerate(
            orders.open_ones(context.conn, context.member.member_id), start=1
        )
    ]


def find_latest(context: Context) -> Literal["none", "found"]:
    """Finds the latest order, which a complaint about a delivery is assumed to be about."""
    order = orders.latest(context.conn, context.member.member_id)
    if order is None:
        return "none"
    _save(context, order)
    return "found"


def _save(context: Context, order: Order) -> Shown:
    context.answers.update(
        number=order.number,
        order=order.number,
        kind=order.kind,
        name=_names(order),
        ordered=local_day(order.created_at).isoformat(),
        by=order.deliver_by.isoformat(),
        tracking=order.provider_id or NO_TRACKING,
        **_receiver(context, order),
    )
    match order.status:
        case "held" if order.receiver is not None:
            return "adding"
        case "held" if order.lacks_address:
            return "unaddressed"
        case "sent" if order.parcel_state == ParcelState.RETURNED:
            return "brought_back"
        case "held" | "sent" if order.deliver_by < local_day(context.at):
            return "late"
        case "held":
            return "packed" if lifecycle.is_with_courier(order) else "held"
        case "sent" if order.parcel_state == ParcelState.FAILED:
            return "failed"
        case "sent":
            return "sent"
        case "cancelled":
            return "cancelled"
        case "returned":
            return "returned"
        case _ if order.kind == lifecycle.VOUCHER:
            return _voucher(context, order)
        case _:
            return "delivered"


def _receiver(context: Context, order: Order) -> dict[str, str]:
    """Whose number gets the credit or data, if it is not the member's own."""
    if order.receiver in (None, context.member.number):
        return {"whose": "own", "phone": "", "last": ""}
    number = str(order.receiver)
    return {"whose": "other", "phone": profiles.masked(number), "last": number[-LAST_DIGITS:]}


def _voucher(context: Context, order: Order) -> Literal["voucher", "voucher_expired"]:
    found = vouchers.of_order(context.conn, context.member.member_id, order.order_id)
    assert found is not None
    context.answers.update(until=found.expires_on.isoformat(), voucher=order.order_id)
    return "voucher_expired" if found.expires_on < local_day(context.at) else "voucher"


def text_voucher(context: Context) -> Literal["texted"]:
    """The code is in a text of its own, which no transcript keeps."""
    order_id = context.answers["voucher"]
    vouchers.text_again(context.conn, context.member.member_id, order_id, context.at)
    return "texted"


def _names(order: Order) -> dict[str, str]:
    return {"zh": order.name_zh, "en": order.name_en}


_FOUND = {found: found for found in ("none", "unknown", *get_args(Shown))} | {
    "unaddressed": "ask_address",
    "voucher": "text_voucher",
}
_LOOKED_UP = {each: each for each in ("several", "waiting", "disputed", "none_of")}
_COMPLAIN = {"yes": "complain", "no": "left"}
_ENDS = [
    *(
        End(status, refuses=status in ("unknown", "failed", "brought_back", "voucher_expired"))
        for status in _FOUND
        if status != "late"
    ),
    Do("ask_address", ask_by_text, effect=True, on={"asked": "unaddressed"}),
    Do("text_voucher", text_voucher, effect=True, on={"texted": "voucher"}),
    YesNo("late", on=_COMPLAIN),
    Call("complain", COMPLAINT, give=["order"], then="over"),
    End("left", refuses=True),
    End("over", silent=True),
]

ORDER = Flow(
    "order",
    Do("look", look_up_open, on=_LOOKED_UP | _FOUND),
    YesNo("waiting", on=_COMPLAIN),
    YesNo("disputed", on=_COMPLAIN),
    Menu("several", choices=open_orders, save="argument", on={"picked": "look", "none": "none"}),
    *_ENDS,
    End("none_of", refuses=True),
    looks_up=True,
    act=Act.LOOK_CLOSELY,
)

ORDER_BY_NUMBER = Flow(
    "order_by_number",
    Ask(
        "number",
        digits_min=reference_numbers.DIGITS,
        digits_max=reference_numbers.DIGITS,
        save="argument",
        on={"given": "look"},
    ),
    Do("look", look_up, on=_FOUND),
    *_ENDS,
    act=Act.LOOK_CLOSELY,
)

NOT_RECEIVED = Flow(
    "not_received",
    Do("latest", find_latest, on={"none": "none", "found": "complain"}),
    Call("complain", COMPLAINT, give=["order"], then="over"),
    End("none", refuses=True),
    End("over", silent=True),
    act=Act.LOOK_CLOSELY,
)

DIALOGUE = Dialogue(
    __package__,
    ORDER,
    ORDER_BY_NUMBER,
    NOT_RECEIVED,
    keywords=[
        Keyword(
            "orders",
            ORDER,
            argument=Argument.REFERENCE,
            zh="DD 订单 我的订单",
            en="ORDER",
            topics="订单 我的订单 ORDER",
        ),
    ],
    wishes={Label.ORDER: ORDER},
    facts={
        "by": "2026-12-28",
        "count": orders.OPEN_MAX,
        "digits_max": reference_numbers.DIGITS,
        "kind": "credit",
        "name": {"zh": "保温杯和茶具", "en": "Thermos and cups"},
        "number": "88888888",
        "ordered": "2026-12-28",
        "until": "2026-12-28",
        "tracking": "WW-88888888888888888888W",
        "last": "0001",
        "phone": "138****0001",
        "whose": "other",
    },
    defaults={"whose": "own"},
)
