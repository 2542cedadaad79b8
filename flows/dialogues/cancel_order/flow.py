"""Cancelling an order. An agent does it, as long as the gift has not been sent; what was sent, and
what is delivered at once, cannot be undone: see core.redemption.lifecycle."""

from __future__ import annotations

import re
from typing import Any, Literal

from core.members import Act
from core.programme import current_rules
from core.redemption import Order, lifecycle, orders
from flows.dialogues.agent.flow import AGENT
from flows.dialogues.cancel_order.regret_words import Regret, regret_in
from flows.dialogues.redeem.flow import REDEEM_GIFT
from flows.dialogues.redeem.gift_names import gift_in, is_named
from flows.dialogues.redeem.prices import open_kind
from flows.engine import Call, Context, Dialogue, Do, End, Flow, Said, YesNo
from flows.language import Label, understanding
from flows.protocol import Frame

NEWEST_MAX = 10
"""How many of the newest orders are looked through."""
GONE = ("cancelled", "returned")
_SERVICES = {
    "credit": re.compile(r"话费|\bcredit\b|\btop-?up\b"),
    "data": re.compile(r"流量|\bdata\b|\bgb\b"),
}
_ORDER = r"订单|退货|\border\b"
_ORDERED = re.compile(rf"{_ORDER}|礼品|礼物|杯子|\bgift\b")
_NAMES_ORDER = re.compile(_ORDER)


def find(context: Context) -> Literal["unsent", "sent", "final", "gone", "none"]:
    """The order that was found in the words, as it is now."""
    number = context.answers.pop("argument", "")
    order = orders.by_number(context.conn, context.member.member_id, number)
    if order is None:
        return "none"
    context.answers.update(_named(order), days=current_rules().redemption.reversal_days)
    if order.status in GONE:
        return "gone"
    if order.kind != lifecycle.GIFT:
        return "final"
    is_unsent = order.status == "held" and not lifecycle.is_with_courier(order)
    return "unsent" if is_unsent else "sent"


def _named(order: Order) -> dict[str, Any]:
    return {"number": order.number, "name": {"zh": order.name_zh, "en": order.name_en}}


def just_ordered(context: Context) -> Frame | None:
    """The dialogue about the gift's order that is the last thing done in this session; None if that
    is something else."""
    number = _ordered_here(context)
    is_last = number and context.session.moved["is_last"]
    return CANCEL_ORDER.start(argument=number) if is_last else None


def _ordered_here(context: Context) -> str:
    """The number of the gift's order that has moved points last in this session; "" if that was
    something else."""
    moved = context.session.moved
    is_gift = moved.get("flow") == REDEEM_GIFT.name and moved["whose"] == context.session.member_id
    return str(moved["facts"]["order"]) if is_gift else ""


def undone(context: Context) -> Said | None:
    """What is said of the order that has moved points last, if it is cancelled or sent back."""
    number = context.session.moved["facts"].get("order", "")
    order = orders.by_number(context.conn, context.session.moved["whose"], number)
    if order is None or order.status not in GONE:
        return None
    return f"{CANCEL_ORDER.name}-gone", _named(order)


def asked(context: Context, text: str) -> Frame | None:
    """The dialogue that takes words of a member who wants an order cancelled: the one that they
    name, and else the last one. What is being ordered just now is left by the same words, unless
    they say that it was ordered before."""
    if context.caller is None:
        return None
    regret, cancels = regret_in(text), understanding.understand(text).cancels is Label.ORDER
    if regret is None and not cancels:
        return None
    newest = orders.page(context.conn, context.caller.member_id, rows=NEWEST_MAX)
    order = _regretted(context, newest, regret) if regret else None
    if order is None and cancels:
        order = _cancelled(context, newest, text)
    return CANCEL_ORDER.start(argument=order.number) if order else None


def _regretted(context: Context, newest: list[Order], regret: Regret) -> Order | None:
    is_free = context.session.resting or len(context.session.stack) == 1
    is_returned = regret.returns and not open_kind(context)
    if not (regret.is_past or is_free or is_returned):
        return None
    if _service_in(regret.thing) and not regret.is_past:
        return None  # they may only decline what they looked at
    is_misnamed = just_ordered(context) and gift_in(context, regret.thing)
    or_last = regret.is_past or not regret.thing or bool(is_misnamed)
    return _meant(newest, regret.thing, or_last=or_last)


def _cancelled(context: Context, newest: list[Order], text: str) -> Order | None:
    """The order that is to be cancelled in so many words: by its number, or by what it is. "The
    order" alone is the one that is being placed, if one is and none was placed before it in this
    session."""
    is_placing, said = open_kind(context), text.lower()
    number = understanding.reference_in(text)
    if not number and is_placing and _NAMES_ORDER.search(said):
        number = _ordered_here(context)
    if number:
        return next((each for each in newest if each.number == number), None)
    return _meant(newest, text, or_last=not is_placing and _ORDERED.search(said) is not None)


def _meant(newest: list[Order], words: str, *, or_last: bool) -> Order | None:
    """The newest order of what the words name. or_last: else the last gift, if they name no credit
    and no data."""
    if kind := _service_in(words):
        return next((each for each in newest if each.kind == kind), None)
    named = (each for each in newest if is_named(words, each.name_zh, each.name_en))
    if (found := next(named, None)) is not None or not or_last:
        return found
    return next((each for each in newest if each.kind in lifecycle.LISTED), None)


def _service_in(words: str) -> str:
    return next((kind for kind, named in _SERVICES.items() if named.search(words.lower())), "")


CANCEL_ORDER = Flow(
    "cancel_order",
    Do(
        "find",
        find,
        on={"unsent": "ask", "sent": "sent", "final": "final", "gone": "gone", "none": "none"},
    ),
    YesNo("ask", act="agent", on={"yes": "agent", "no": "kept"}),
    Call("agent", AGENT, then="over"),
    End("kept"),
    End("sent", refuses=True),
    End("final", refuses=True),
    End("gone"),
    End("none", refuses=True),
    End("over", silent=True),
    act=Act.LOOK_CLOSELY,
)

DIALOGUE = Dialogue(
    __package__,
    CANCEL_ORDER,
    entry_points=[CANCEL_ORDER],
    facts={
        "days": 7,
        "name": {"zh": "保温杯和茶具", "en": "Thermos and cups"},
        "number": "88888888",
    },
)
