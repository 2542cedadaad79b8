"""Words that want another gift, amount or receiver than what was asked for or is read back."""

from __future__ import annotations

import re

from core.programme import local_day
from core.redemption import gifts
from flows.dialogues.code_confirmation.changes import GIGABYTES, change_in
from flows.dialogues.code_confirmation.changing import Answers
from flows.dialogues.redeem.gift_names import NEARLY, SEVERAL, gift_in
from flows.dialogues.redeem.prices import open_kind
from flows.dialogues.redeem.questions import gift_wanted
from flows.dialogues.redeem.receiver_words import (
    OWN,
    UNNAMED,
    amount_in,
    kind_in,
    receiver_in,
    refuses,
    tells_of,
)
from flows.dialogues.redeem.receivers import IS_CHANGED, RECEIVER, mobile_of, own_number
from flows.engine import REQUEST, Context
from flows.language import answers, simplified, understanding

UNITS = {"gift": ("", "gift"), "credit": ("", "yuan"), "data": ("", GIGABYTES)}
"""In which amounts of each kind are said."""
_REFUSES = re.compile(
    r"(?:不是|不要|不想要|不换|别换|别要|不选|\b(?:not|instead of|rather than|don'?t want)\b)"
    r"(?P<thing>(?:(?!\bbut\b|[是要换])[^,.;，。；、])+)",
    re.IGNORECASE,
)
_COSTING = re.compile(
    r"(?:\W|换|要|成|那个?|来|个|不|是|就|我)*(?P<zh>\d+)个?积?分的(?:那?[个款]|礼品)?(?:吧|啊|\W)*"
    r"|(?:(?:the|a|one|no|get|me|want|i|for)\W+)*(?P<en>\d+)[ -]points? (?:one|gift)\W*"
)
_WORD_ENDS = re.compile(r"(?<=[\u4e00-\u9fff])|(?<=[a-z])(?![a-z])", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:(?:no|nope|wait|sorry|oh|oops|actually|(?:that|it|this)(?:'?s| is) not (?:it|that|right))"
    r"\b\W*)+(?=\w)",
    re.IGNORECASE,
)
"""What another gift is named behind; nobody who speaks says the comma."""
_CLOSING = re.compile(r"[\s,]+(?:instead|rather|actually|please)\W*$", re.IGNORECASE)


def other_gift(context: Context, text: str) -> Answers:
    """Another gift than the one that is confirmed, which the words name instead; {} if they name
    none."""
    number = corrected_gift(context, text, context.answers[REQUEST])
    return {"argument": number} if number else {}


def corrected_gift(context: Context, text: str, request: str) -> str:
    """The number of another gift than the one that was asked for, which the words name instead; ""
    if they name none."""
    said = _without_refused(context, text)
    said = _CLOSING.sub("", answers.changed_to(said) or _OPENING.sub("", said))
    number = gift_wanted(context, said) or costing(context, said)
    number = number.replace(NEARLY, "")  # what is read back need not be asked
    is_same = number.rstrip(SEVERAL) == request.rstrip(NEARLY + SEVERAL)
    return "" if is_same else number


def costing(context: Context, text: str) -> str:
    """The number of the only gift of so many points, if that is all that the words say."""
    said = _COSTING.fullmatch(simplified(text.strip().lower()))
    if said is None:
        return ""
    offered = gifts.available(context.conn, kind="gift", today=local_day(context.at))
    found = [str(each.number) for each in offered if str(each.points) == (said["zh"] or said["en"])]
    return found[0] if len(found) == 1 else ""


def _without_refused(context: Context, text: str) -> str:
    """The words without the gift that they refuse: "the doll" of "the doll, not the stand"."""
    refusal = _REFUSES.search(text)
    if refusal is None:
        return text
    for end in _WORD_ENDS.finditer(refusal["thing"]):
        if gift_in(context, refusal["thing"][: end.start()]):
            return f"{text[: refusal.start()]} {text[refusal.start('thing') + end.start() :]}"
    return text


def other_receiver(context: Context, text: str) -> Answers:
    """The receiver whom words name in place of a yes or a code, with the amount that was chosen or
    that they name; {} if they name none."""
    wanted = _instead_of_open(context, text)
    if not wanted:
        return {}
    amount = amount_in(text, open_kind(context)) or context.answers[REQUEST].partition(" ")[0]
    return {"argument": f"{amount} {wanted}"}


def other_receiver_at_list(context: Context, text: str) -> Answers:
    """The same where nothing is chosen yet."""
    wanted = _instead_of_open(context, text)
    kind = open_kind(context)
    return {"argument": f"{amount_in(text, kind)} {wanted}", IS_CHANGED: True} if wanted else {}


def corrected_service(kind: str, context: Context, text: str, request: str) -> str:
    """The amount and the receiver of the request, as words correct them; "" if they do not."""
    first, then, others = request.partition(understanding.THEN)
    amount, _, receiver = first.partition(" ")
    if kind_in(text, kind) != kind:
        return ""
    instead = _instead(context, text, mobile_of(receiver) or own_number(context))
    changed = amount_in(text, kind) if instead else change_in(text, UNITS[kind]) or ""
    if not (instead or changed):
        return ""
    return f"{changed or amount} {instead or receiver}".rstrip() + then + others


def _instead_of_open(context: Context, text: str) -> str:
    """Whom the words name in place of the receiver that is chosen; "" if they name nobody else, or
    want the other kind for them: "1 GB of data for 13800000003" at phone credit."""
    kind = open_kind(context)
    if kind_in(text, kind) != kind:
        return ""
    return _instead(context, text, context.answers.get(RECEIVER, own_number(context)))


def _instead(context: Context, text: str, chosen: str) -> str:
    """Whom the words name in place of the number `chosen`; "" if they name nobody else."""
    wanted = receiver_in(text)
    if not wanted or tells_of(text) or answers.asks(text) or refuses(text):
        return ""
    number = own_number(context) if wanted == OWN else mobile_of(wanted)
    is_another = wanted == UNNAMED or number != chosen
    is_asked = context.traits.sessionless and text.strip() == wanted  # a bare one may be the code
    return wanted if is_another and not is_asked else ""
