"""Phone credit and data that free words want for another number."""

from __future__ import annotations

from flows.dialogues.redeem.prices import open_kind
from flows.dialogues.redeem.receiver_words import (
    OWN,
    UNNAMED,
    amount_in,
    is_otherwise,
    kind_in,
    receiver_in,
)
from flows.dialogues.redeem.receivers import RECEIVER
from flows.engine import Context
from flows.language import answers, understanding


def wanted_in(kind: str, context: Context, text: str) -> str:
    """The amount and the receiver in free words, as they would follow the keyword; "" if they are
    not for another number. For several numbers with THEN between them."""
    wanted = [
        (amount_in(words, kind), receiver_in(words))
        for words in understanding.about_each_receiver(text) or [text]
    ]
    if is_otherwise(text) or any(receiver in ("", OWN) for _, receiver in wanted):
        return ""
    return understanding.THEN.join(f"{amount} {receiver}" for amount, receiver in wanted)


def wanted_instead(kind: str, context: Context, text: str) -> str:
    """The same of words that begin the dialogue. Whoever changes credit for another number into
    data changes nothing else."""
    is_named = understanding.about_each_receiver(text) or receiver_in(text)
    if is_named or is_otherwise(text) or open_kind(context) in ("", "gift", kind):
        return wanted_in(kind, context, text)
    stack = context.session.stack
    kept = next((each.answers[RECEIVER] for each in stack if RECEIVER in each.answers), "")
    return f"{amount_in(text, kind)} {kept}" if kept else ""


def request_in(context: Context, text: str) -> tuple[str, str] | None:
    """The kind that the words want for another number, and its argument; None if they want none, or
    only ask whether that can be had."""
    begun = open_kind(context).removeprefix("gift")
    kind = kind_in(text, begun)
    if context.caller is None or not kind or understanding.wishes_in(text):
        return None
    wanted = wanted_in(kind, context, text)
    is_asked = answers.asks(text) and wanted.endswith(UNNAMED)
    return None if is_asked or not wanted else (kind, wanted)
