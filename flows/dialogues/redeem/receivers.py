"""Whose number gets phone credit or data: the member's own, or another one, which is read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.members import (
    BadNumber,
    is_fixed_line,
    mobile_digits,
    mobile_number_of,
    national_digits,
    profiles,
)
from core.programme import shipped_rules
from flows.dialogues.code_confirmation.changing import Offer
from flows.dialogues.redeem.prices import open_kind
from flows.dialogues.redeem.receiver_words import (
    OWN,
    UNNAMED,
    asks_which,
    is_otherwise,
    kind_in,
    receiver_in,
    refuses,
    tells_of,
)
from flows.engine import REQUEST, Ask, Context, Said, one_after_another, quoted
from flows.language import answers
from flows.protocol import Heard

RECEIVER = "receiver"
"""The answer with another number, in E.164; not there: the member's own."""
IS_CHANGED = "is_changed_at_list"
"""The answer that tells that the receiver is another than when the list was shown."""
NO_AMOUNT_DIGITS = 10
"""A number as long as this is a receiver without an amount: "HF 13800000002"."""
DIGITS_MIN, DIGITS_MAX = 7, 15  # E.164, with or without the country


def own_number(context: Context) -> str:
    """The mobile telephone of theirs that the member uses; from a fixed line, that of the texts."""
    caller = context.session.caller
    return context.member.number if is_fixed_line(caller) else caller


def receiver_of(context: Context) -> str | None:
    """The number that gets it, if it is another than the telephone that is used."""
    own: str = context.answers.get(RECEIVER, own_number(context))
    return None if own == context.session.caller else own


def receiver_to_order(context: Context) -> str | None:
    """As the core takes it: None for the main number of the member."""
    number: str = context.answers.get(RECEIVER, own_number(context))
    return None if number == context.member.number else number


def read_receiver(context: Context) -> Literal["known", "ask", "wrong"]:
    """Takes the receiver that stands behind the amount in the argument. Without one, it stays who
    it was. Of several it takes the first, and says so."""
    if one_after_another.take_first(context, "open"):
        context.say("one_by_one")
    amount, _, receiver = context.answers.get("argument", "").partition(" ")
    if not receiver and amount.isdecimal() and len(amount) >= NO_AMOUNT_DIGITS:
        amount, receiver = "", amount
    context.answers["argument"] = amount
    if receiver == UNNAMED or not (receiver or _is_known(context)):
        return "ask"
    found = _take(context, receiver) if receiver else "known"
    if context.answers.pop(IS_CHANGED, False) and found == "known":
        context.say("now_for", **facts_of(receiver_of(context)))
    return found


def _is_known(context: Context) -> bool:
    """Not where the member has no mobile number and has named none."""
    return not is_fixed_line(context.answers.get(RECEIVER, own_number(context)))


def keep_receiver(context: Context) -> None:
    """What is read back is what gets it, also if the member's main number changes meanwhile."""
    receiver = receiver_of(context)
    if receiver is not None:
        context.answers[RECEIVER] = receiver


def check_receiver(context: Context) -> Literal["known", "chosen", "wrong"]:
    """Takes the number that was entered. "chosen": what it gets is chosen already."""
    if _take(context, context.answers["entered"]) == "wrong":
        return "wrong"
    is_chosen = "sku" in context.answers and not context.answers.get("argument")
    return "chosen" if is_chosen else "known"


def _take(context: Context, entered: str) -> Literal["known", "wrong"]:
    wanted = own_number(context) if entered == OWN else entered
    number = wanted if entered == OWN and not is_fixed_line(wanted) else mobile_of(wanted)
    if not number:
        context.answers["wanted"] = quoted(wanted)
        context.say_refusal("no_mobile")
        return "wrong"
    context.answers.pop(RECEIVER, None)
    if number != own_number(context):
        context.answers[RECEIVER] = number
    return "known"


def facts_of(receiver: str | None) -> dict[str, str]:
    """What sentences say of the receiver. None: the member's own number."""
    if receiver is None:
        return {"whose": "own", "phone": "", "digits": ""}
    return {
        "whose": "other",
        "phone": profiles.masked(receiver),
        "digits": national_digits(receiver),
    }


def offered_receiver(context: Context, entry: str) -> Offer | None:
    """What a bare number in place of the code may be meant for: the receiver."""
    number = mobile_of(entry)
    if not number or number == context.answers.get(RECEIVER, own_number(context)):
        return None
    amount = context.answers[REQUEST].partition(" ")[0]
    tells = {"other": national_digits(number), "other_is": "phone"}
    return Offer({"argument": f"{amount} {entry}"}, tells)


def mobile_of(entered: str) -> str:
    """In E.164; "" if it is no mobile number."""
    try:
        return mobile_number_of(entered)
    except BadNumber:
        return ""


def tell(context: Context, text: str) -> Sequence[Said]:
    """That it can be for any mobile number, and whose it is now, if the words ask."""
    begun = open_kind(context).removeprefix("gift")
    kind = kind_in(text, begun)
    if context.caller is None or not kind or is_otherwise(text):
        return ()
    is_for_others = answers.asks(text) and receiver_in(text) not in ("", OWN)
    if not is_for_others and not (begun and asks_which(text)):
        return ()
    facts = facts_of(receiver_of(context) if begun else None) | {
        "kind": kind,
        "is_open": "yes" if begun else "no",
    }
    return [("redeem_gift-for_whom", facts)]


@dataclass(frozen=True, kw_only=True)
class ReceiverEntry(Ask):
    """Asks for the number. It is heard among other words, as "for myself" is."""

    digits_min: int = DIGITS_MIN
    digits_max: int = DIGITS_MAX

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return self._named(heard) != ""

    def hear(self, context: Context, heard: Heard) -> str | None:
        named = self._named(heard)
        if not named:
            return super().hear(context, heard)
        context.answers[self.save] = named
        return "given"

    def _named(self, heard: Heard) -> str:
        text = heard.text
        if tells_of(text) or answers.asks(text) or refuses(text):
            return ""
        named = receiver_in(text)
        return "" if named == UNNAMED else named


RECEIVER_TELLS = {"number_digits": mobile_digits(shipped_rules().region) or DIGITS_MAX}
