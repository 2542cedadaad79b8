"""What happens in a redemption: found, weighed, taken once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from core.kernel import LimitReached, NotFound, Refused
from core.ledger import NotEnoughPoints
from core.programme import current_rules
from core.redemption import Gift, NotOpenYet, PriceChanged, SoldOut, gifts, orders
from flows.dialogues.code_confirmation import flow as coding
from flows.engine import Choice, Context, quoted

GIFT_NUMBER_DIGITS_MAX = 4

Refusal = Literal["too_few", "not_open", "sold_out", "limit", "refused"]


def on_offer(kind: str) -> Callable[[Context], Sequence[Choice]]:
    """What of a kind can be had now, as a list to pick from."""

    def choices(context: Context) -> Sequence[Choice]:
        return [
            Choice(
                gift.sku,
                str(gift.number),
                {"name": _names(gift), "points": gift.points},
            )
            for gift in gifts.available(context.conn, kind=kind)
        ]

    return choices


def wanted(kind: str) -> Callable[[Context], Literal["found", "sold_out", "unknown", "open"]]:
    """What the member named already, by its number (a gift) or its size (credit, data)."""

    def find(context: Context) -> Literal["found", "sold_out", "unknown", "open"]:
        number = context.answers.pop("argument", "")
        if not number:
            return "open"
        context.answers["wanted"] = quoted(number)
        # Longer ones are no gift's, and no database has integers without end.
        is_number = number.isdecimal() and len(number) <= GIFT_NUMBER_DIGITS_MAX
        gift = gifts.find(context.conn, kind, int(number)) if is_number else None
        if gift is None:
            context.say("unknown")
            return "unknown"
        if gift.left == 0:
            context.say("gone")
            return "sold_out"
        context.answers["sku"] = gift.sku
        return "found"

    return find


def weigh(context: Context) -> Literal["confirm", "code", Refusal]:
    """Whether it can be had, what it would cost and leave, and which proof it takes, before
    anything is asked."""
    gift, member = gifts.by_sku(context.conn, context.answers["sku"]), context.member
    if gift is None or gift.left == 0:  # since it was on the list
        return _refused(context, SoldOut())
    context.answers.pop("action_key", None)  # it was for what was picked before
    context.answers.update(
        name=_names(gift),
        points=gift.points,
        available=member.available,
        left=member.available - gift.points,
    )
    try:
        orders.check(context.conn, member, gift, context.at)
    except Refused as error:
        return _refused(context, error)
    return coding.proof(context, gift.points)


def spend(context: Context) -> Literal["ordered", "delivered", "repriced", Refusal]:
    """The same key however often the same yes arrives: one order."""
    ids = context.services.ids
    try:
        with context.conn.begin_nested():
            order = orders.redeem(
                context.conn,
                member=context.member,
                sku=context.answers["sku"],
                points=context.answers["points"],
                key=context.answers["action_key"],
                at=context.at,
                channel=context.channel,
                order_id=ids.new(),
                number=ids.digits(8),
            )
    except PriceChanged:  # the yes was to another price: read back again, with its own proof
        context.say("repriced")
        return "repriced"
    except Refused as error:
        return _refused(context, error)
    except NotFound:  # no longer on sale since it was read back
        return _refused(context, SoldOut())
    context.answers.update(order=order.number, by=order.deliver_by.isoformat())
    return "delivered" if order.status == "delivered" else "ordered"


def _refused(context: Context, reason: Refused) -> Refusal:
    match reason:
        case SoldOut():
            context.say("gone")
            return "sold_out"
        case NotEnoughPoints():
            context.answers["missing"] = reason.needed - reason.available
            return "too_few"
        case NotOpenYet():
            context.answers["missing"] = reason.points_needed
            context.answers["opens_after"] = current_rules().redemption.opens_after_points
            return "not_open"
        case LimitReached():
            return "limit"
        case _:
            return "refused"


def ways_to_pick(context: Context) -> Literal["ask", "list"]:
    """On the phone a number is quicker than a list read out; on a screen the list is there."""
    return "ask" if context.traits.queues_callers else "list"


def _names(gift: Gift) -> dict[str, str]:
    return {"zh": gift.name_zh, "en": gift.name_en}


def purpose(context: Context) -> str:
    return f"redeem {context.answers['sku']} for {context.answers['points']}"
