"""The actions of a redemption: find the gift, check it, redeem it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from core.kernel import LimitReached, NotFound, Refused, reference_numbers
from core.ledger import NotEnoughPoints
from core.members import NotOpenYet, spending_limits
from core.programme import current_rules, local_day
from core.redemption import (
    Gift,
    PriceChanged,
    SoldOut,
    gifts,
    lifecycle,
    placing,
)
from flows.dialogues.balance.flow import BALANCE
from flows.dialogues.code_confirmation import flow as coding
from flows.dialogues.code_confirmation.changing import Answers, Offer
from flows.dialogues.redeem.address_words import destination
from flows.dialogues.redeem.alternatives import enough_for, names_of
from flows.dialogues.redeem.gift_names import GIFT_NUMBER_DIGITS_MAX, NEARLY, SEVERAL
from flows.dialogues.redeem.receivers import (
    RECEIVER,
    facts_of,
    keep_receiver,
    offered_receiver,
    receiver_of,
    receiver_to_order,
)
from flows.dialogues.redeem.sent_gifts import ADDRESS_AFTER, ADDRESSED, BESIDE
from flows.dialogues.tier.flow import TIER
from flows.engine import DOING, REQUEST, Choice, Context, one_after_another, quoted
from flows.language import understanding

CHOSEN = "chosen"
"""The name of the sentence that says which gift is being redeemed."""

ONE_EACH = "one_each"
"""The name of the sentence that says that an order is for one piece."""
ONE_BY_ONE = "one_by_one"
"""The name of the sentence that says that another gift, or receiver, comes after this one."""
LOOKED_UP = {"balance": BALANCE, "tier": TIER}
"""What may be wished for behind an address."""
READ_OUT = "is_read_out"
"""The answer of whoever has asked for the list."""

Refusal = Literal["too_few", "something_else", "not_open", "sold_out", "limit", "refused"]


def check_open(context: Context) -> Literal["open", "not_open"]:
    """Whether the member may redeem at all yet, before anything is offered. The gift that comes
    after another one is asked about in the same reply."""
    one_after_another.go_on(context)
    member = context.member
    try:
        spending_limits.check_open(context.conn, member.member_id, member.balance)
    except NotOpenYet as error:
        _refused(context, error)
        return "not_open"
    return "open"


def read_name(context: Context) -> Literal["plain", "near", "several"]:
    """Whether the words that asked for a gift nearly name one ("near") or name several. Their
    numbers are saved for the question which of them is meant. Of several pieces it is said that
    an order is for one, and of an address when to give it."""
    if context.answers.pop(ADDRESSED, False):
        context.say(ADDRESS_AFTER)
    if beside := context.answers.pop(BESIDE, ""):
        context.session.stack.insert(-1, LOOKED_UP[beside].start())
    if one_after_another.take_first(context, "open"):
        context.say(ONE_BY_ONE)
    asked = context.answers.get("argument", "")
    if asked.endswith(SEVERAL):
        asked = context.answers["argument"] = asked.removesuffix(SEVERAL)
        context.answers["pieces"] = SEVERAL
        context.say(ONE_EACH)
    numbers = asked.removesuffix(NEARLY).split()
    if len(numbers) > 1:
        context.answers.update(argument="", among=numbers)
        return "several"
    gift = _nearly_named(context, asked)
    if gift is None:
        return "plain"
    context.answers.update(argument="", near=str(gift.number), name=names_of(gift))
    return "near"


def _nearly_named(context: Context, asked: str) -> Gift | None:
    """The gift that is asked about: one that is nearly named, or, where no gift has the number, the
    only one that costs so many points: "something for 300"."""
    number = asked.removesuffix(NEARLY)
    if not number.isdecimal() or len(number) > GIFT_NUMBER_DIGITS_MAX:
        return None
    today = local_day(context.at)
    found = gifts.find(context.conn, "gift", int(number), today=today)
    if found is not None:
        return found if asked.endswith(NEARLY) else None
    offered = gifts.available(context.conn, kind="gift", today=today)
    costing = [gift for gift in offered if gift.points == int(number)]
    return costing[0] if len(costing) == 1 else None


def take_near(context: Context) -> Literal["taken"]:
    context.answers["argument"] = context.answers.pop("near")
    return "taken"


def named(context: Context) -> Sequence[Choice]:
    """The choices of those gifts that the words named."""
    return [each for each in available("gift")(context) if each.code in context.answers["among"]]


def available(kind: str) -> Callable[[Context], Sequence[Choice]]:
    """The choices of a list: what of this kind is on sale and in stock, also what is too dear,
    which is marked."""

    def choices(context: Context) -> Sequence[Choice]:
        return [
            Choice(
                gift.sku,
                str(gift.number),
                {
                    "name": names_of(gift),
                    "points": gift.points,
                    "affordable": "yes" if gift.points <= context.member.available else "no",
                },
            )
            for gift in gifts.available(context.conn, kind=kind, today=local_day(context.at))
        ]

    return choices


def requested(kind: str) -> Callable[[Context], Literal["found", "sold_out", "unknown", "open"]]:
    """An action that finds the gift by the number that follows the keyword or was entered: the
    number of a gift, or the amount of credit or data. "open": there is no number."""

    def find(context: Context) -> Literal["found", "sold_out", "unknown", "open"]:
        number = context.answers.pop("argument", "")
        if number == understanding.ALL:
            return _dearest(context, kind)
        if not number:
            return "open"
        context.answers["wanted"] = quoted(number)
        # No gift has a longer number, which could overflow the database's integer.
        is_number = number.isdecimal() and len(number) <= GIFT_NUMBER_DIGITS_MAX
        gift = (
            gifts.find(context.conn, kind, int(number), today=local_day(context.at))
            if is_number
            else None
        )
        if gift is None:
            context.say_refusal("unknown")
            return "unknown"
        if gift.left == 0:
            context.say_refusal("gone")
            return "sold_out"
        context.answers["sku"] = gift.sku
        return "found"

    return find


def _dearest(context: Context, kind: str) -> Literal["found", "open"]:
    """Picks what costs most of what the member can have; "open" if that is nothing."""
    can_have = [
        gift
        for gift in gifts.available(context.conn, kind=kind, today=local_day(context.at))
        if gift.points <= context.member.available
    ]
    if not can_have:
        return "open"
    context.answers["sku"] = max(can_have, key=lambda gift: gift.points).sku
    return "found"


def check_gift(context: Context) -> Literal["confirm", "code", Refusal]:
    """Checks that the member may redeem the gift, saves its price and the remaining points as
    answers, and decides how the redemption is confirmed."""
    gift, member = (
        gifts.by_sku(context.conn, context.answers["sku"], today=local_day(context.at)),
        context.member,
    )
    if gift is None or gift.left == 0:  # sold out since the list was shown
        return _refused(context, SoldOut())
    context.answers.pop("action_key", None)  # the key of an earlier choice
    context.answers.update(
        name=names_of(gift),
        kind=gift.kind,
        points=gift.points,
        available=member.available,
        left=member.available - gift.points,
    )
    context.answers[DOING] = CHOSEN
    _note_request(context, gift)
    try:
        placing.check(context.conn, member, gift, context.at, member.available, member.balance)
    except Refused as error:
        return _refused(context, error)
    return coding.confirmation_for(context, gift.points)


def _note_request(context: Context, gift: Gift) -> None:
    """Saves what a keyword would name, also if it was picked from the list, and the facts that say
    whose number gets it."""
    if gift.kind in lifecycle.SERVICES:
        keep_receiver(context)
    whose = facts_of(receiver_of(context))
    pieces = context.answers.get("pieces", "")
    context.answers[REQUEST] = f"{gift.number}{pieces} {whose['digits']}".rstrip()
    context.answers.update(whose)


def redeem(
    context: Context,
) -> Literal["ordered", "unaddressed", "adding", "texted", "repriced", Refusal]:
    """Redeems the gift. The idempotency key ensures that a yes delivered twice makes one order."""
    ids = context.services.ids
    try:
        with context.conn.begin_nested():
            order = placing.redeem(
                context.conn,
                member=context.member,
                sku=context.answers["sku"],
                points=context.answers["points"],
                key=context.answers["action_key"],
                at=context.at,
                channel=context.channel,
                order_id=ids.new(),
                number=ids.digits(reference_numbers.DIGITS),
                receiver=receiver_to_order(context),
            )
    except PriceChanged:  # ask again, with the proofs that the new price needs
        context.say_refusal("repriced")
        return "repriced"
    except Refused as error:
        return _refused(context, error)
    except NotFound:  # taken off sale since the question
        return _refused(context, SoldOut())
    context.answers.update(order=order.number, by=order.deliver_by.isoformat())
    if order.kind == lifecycle.VOUCHER:
        return "texted"
    if order.lacks_address:
        return "unaddressed"
    if order.address is None:
        return "adding"
    context.answers["to"] = destination(order.address)
    return "ordered"


def _refused(context: Context, reason: Refused) -> Refusal:
    match reason:
        case SoldOut():
            context.say_refusal("gone")
            return "sold_out"
        case NotEnoughPoints():
            context.answers["missing"] = reason.needed - reason.available
            return _instead(context, reason.available)
        case NotOpenYet():
            context.answers["missing"] = reason.points_needed
            context.answers["opens_after"] = current_rules().redemption.opens_after_points
            return "not_open"
        case LimitReached():
            return "limit"
        case _:
            return "refused"


def _instead(context: Context, points: int) -> Literal["too_few", "something_else"]:
    """Says what the member has points enough for. "too_few": nothing."""
    asked = gifts.by_sku(context.conn, context.answers["sku"], today=local_day(context.at))
    instead = enough_for(context, points, asked)
    if not instead:
        return "too_few"
    context.answers.update(available=points, instead=instead)
    return "something_else"


def ways_to_choose(context: Context) -> Literal["ask", "list"]:
    """On a call, asks whether the member knows the gift's number, since entering it is quicker than
    hearing the list. Elsewhere the list is shown at once."""
    is_asked = context.traits.queues_callers and not context.answers.get(READ_OUT)
    return "ask" if is_asked else "list"


def purpose(answers: Answers) -> str:
    receiver = f" to {answers[RECEIVER]}" if RECEIVER in answers else ""
    return f"redeem {answers['sku']} for {answers['points']}{receiver}"


def other_number(kind: str) -> Callable[[Context, str], Offer | None]:
    """Another gift by its number, or another amount or receiver of credit or data."""

    def find(context: Context, entry: str) -> Offer | None:
        if kind != "gift" and (receiver := offered_receiver(context, entry)) is not None:
            return receiver
        is_number = len(entry) <= GIFT_NUMBER_DIGITS_MAX
        gift = (
            gifts.find(context.conn, kind, int(entry), today=local_day(context.at))
            if is_number
            else None
        )
        if gift is None or gift.left == 0 or gift.sku == context.answers["sku"]:
            return None
        if gift.points > context.member.available:
            return None  # it is told instead: see prices.tell
        return Offer({"argument": entry}, {"other": names_of(gift), "other_is": "gift"})

    return find
