"""Giving the address that gifts are sent to, and changing it until they are sent.

It is typed, so a call and USSD have it asked for by text. The answer is taken whenever it comes:
nothing waits for it. Each address is confirmed by a code in the reply that reads it back. A forged
number could have gifts sent elsewhere, and does not get that reply; whoever holds the SIM gets it,
as the code that redeems.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal

from core.kernel import NotAllowed
from core.members import Act
from core.redemption import addresses, orders
from flows.dialogues.address.asking import ask_by_text
from flows.dialogues.address.to_be_sent import to_be_sent
from flows.dialogues.code_confirmation import flow as coding
from flows.dialogues.code_confirmation.changing import Answers
from flows.dialogues.code_confirmation.flow import code_entry_steps
from flows.dialogues.redeem.address_words import (
    READ_BACK_CHARS_MAX,
    address_in,
    asks_to_change,
    corrects_part,
    destination,
    is_plainly_address,
    looks_like_address,
    read_back,
    split,
)
from flows.dialogues.redeem.sent_gifts import gift_to_send
from flows.engine import (
    MEANT,
    REQUEST,
    Argument,
    Context,
    Dialogue,
    Do,
    End,
    Flow,
    Keyword,
    Record,
    Said,
    left_codes,
    without_secrets,
)
from flows.protocol import Channel, Frame

GIFT = "redeem_gift"
"""The name of the dialogue that orders a gift."""


def continuation(context: Context, text: str) -> Frame | None:
    """The dialogue that takes an address, while there is a gift to send to it."""
    if context.caller is None or not context.traits.keywords:
        return None
    if asks_to_change(text):
        return ADDRESS.start(**{REQUEST: ""})
    if gift_to_send(context, text) is not None or not is_plainly_address(split(text)[1]):
        return None
    is_wanted = _is_asked(context) or addresses.unsent(context.conn, context.caller.member_id)
    return ADDRESS.start(argument=text, **{REQUEST: text}) if is_wanted else None


def tell(context: Context, text: str) -> Sequence[Said]:
    """What is said of an address in place of an answer: that it can be given once the gift is
    ordered; and at the code of an address, that a part of it is written with the whole."""
    session = context.session
    if session.resting or context.caller is None or not context.traits.keywords:
        return ()
    if session.top.flow == GIFT:
        return [(f"{ADDRESS.name}-later", {})] if is_plainly_address(text) else ()
    is_part = _is_asked(context) and corrects_part(text) and not is_plainly_address(text)
    return [(f"{ADDRESS.name}-whole", {})] if is_part else ()


def _is_asked(context: Context) -> bool:
    """Whether the code for an address is asked for."""
    session = context.session
    return not session.resting and (session.top.flow, session.top.state) == (ADDRESS.name, "code")


def way_to_give(context: Context) -> Literal["given", "ask", "elsewhere"]:
    if not context.traits.keywords:
        return "elsewhere"
    if words := context.answers.pop("argument", ""):
        context.answers["words"] = words
        return "given"
    return "ask"


def read_words(context: Context) -> Literal["code", "asked_again"]:
    context.answers.pop(MEANT, None)
    words = without_secrets(context.answers.pop("words"))
    address = addresses.in_one_line(address_in(words))
    if not looks_like_address(address):
        context.say_refusal("unclear")
        return "asked_again"
    try:
        addresses.check(context.member, address)
    except NotAllowed:
        context.say_refusal("unserved")
        return "asked_again"
    context.answers.pop("action_key", None)  # the key of an address before
    context.answers.update(whole=address, address=read_back(address), **to_be_sent(context))
    _drop_code_of_another(context, address)
    return "code"


def _drop_code_of_another(context: Context, address: str) -> None:
    """A code that was sent for another address confirms nothing more, and holds up no other."""
    asking = context.session.code_stack[-1:]
    if asking and asking[0].flow == ADDRESS.name and asking[0].answers["whole"] != address:
        left_codes.put_away(context.session)


def keep(context: Context) -> Literal["kept", "remembered", "refused"]:
    address, member_id = context.answers["whole"], context.member.member_id
    try:
        with context.conn.begin_nested():
            count = addresses.give(
                context.conn, member_id=member_id, address=address, at=context.at
            )
    except NotAllowed:  # the rules have changed since the question
        return "refused"
    context.answers["to"] = destination(address)
    if not count:
        return "remembered"
    unsent = [each for each in orders.open_ones(context.conn, member_id) if each.status == "held"]
    by = max(each.deliver_by for each in unsent if each.address is not None)
    context.answers["by"] = by.isoformat()
    return "kept"


def purpose(answers: Answers) -> str:
    return f"address {hashlib.sha256(answers['whole'].encode()).hexdigest()}"


ADDRESS = Flow(
    "address",
    Do("start", way_to_give, on={"given": "read", "ask": "words", "elsewhere": "text"}),
    Do("text", ask_by_text, effect=True, on={"asked": "texted"}),
    Record("words", save="words", on={"recorded": "read"}),
    Do(
        "read",
        read_words,
        refusals=["unclear", "unserved"],
        on={"code": "send_code", "asked_again": "words"},
    ),
    *code_entry_steps(purpose, then="keep"),
    Do(
        "keep",
        keep,
        effect=True,
        on={"kept": "kept", "remembered": "remembered", "refused": "refused"},
    ),
    End("texted"),
    End("kept"),
    End("remembered"),
    End("cancelled"),
    End("refused", refuses=True),
    *coding.ENDINGS,
    act=Act.LOOK_CLOSELY,
)

DIALOGUE = Dialogue(
    __package__,
    ADDRESS,
    keywords=[
        Keyword(
            "address",
            ADDRESS,
            argument=Argument.TEXT,
            zh="DZ 地址 收货地址 改地址",
            en="ADDRESS",
        )
    ],
    facts={
        **coding.FACTS,
        "address": {
            "zh": "字" * READ_BACK_CHARS_MAX["zh"],
            "en": "w" * READ_BACK_CHARS_MAX["en"],
        },
        "by": "2026-12-28",
        "name": {"zh": "保温杯和茶具", "en": "Thermos and cups"},
        "unsent": 1,
        "to": {"zh": "字" * addresses.AREA_CHARS_MAX, "en": "the address we have"},
    },
    defaults={"unsent": 0},
    says=dict.fromkeys(("address-later", "address-whole"), (Channel.SMS,)),
)
