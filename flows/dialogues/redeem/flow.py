"""Redeeming points for a gift, for phone credit, for data: choosing, confirming, redeeming."""

from __future__ import annotations

from functools import partial

from core.programme import POINTS_MAX
from core.redemption import addresses
from flows.dialogues.code_confirmation import flow as coding
from flows.dialogues.redeem.actions import (
    CHOSEN,
    ONE_BY_ONE,
    ONE_EACH,
    READ_OUT,
    named,
    read_name,
    take_near,
    ways_to_choose,
)
from flows.dialogues.redeem.corrected_requests import NOW, NOW_FOR_ANOTHER, corrections
from flows.dialogues.redeem.corrections import (
    other_gift,
    other_receiver,
    other_receiver_at_list,
)
from flows.dialogues.redeem.gift_names import GIFT_NUMBER_DIGITS_MAX, NEARLY, gift_wanted_in
from flows.dialogues.redeem.questions import (
    GiftEntry,
    GiftList,
    WayMenu,
    asks_for_list,
    gift_wanted,
)
from flows.dialogues.redeem.receiver_wanted import request_in, wanted_instead
from flows.dialogues.redeem.receivers import (
    DIGITS_MAX,
    RECEIVER_TELLS,
    ReceiverEntry,
    check_receiver,
    read_receiver,
)
from flows.dialogues.redeem.redemption import redemption
from flows.dialogues.redeem.sent_gifts import (
    ADDRESS_AFTER,
    ADDRESSED,
    BESIDE,
    gift_to_send,
    look_up_behind,
)
from flows.engine import (
    REQUEST,
    Argument,
    Context,
    Dialogue,
    Do,
    Flow,
    Keyword,
    YesNo,
)
from flows.language import Does, Label, understanding
from flows.protocol import Channel, Frame

REDEEM_GIFT = redemption(
    "redeem_gift",
    "gift",
    Do("ways", ways_to_choose, on={"ask": "how", "list": "pick"}),
    WayMenu(
        "how",
        save="argument",
        on={"by_number": "number", "read_out": "pick", "named": "name"},
        yes="by_number",
        no="read_out",
    ),
    GiftEntry(
        "number",
        digits_min=1,
        digits_max=GIFT_NUMBER_DIGITS_MAX,
        save="argument",
        on={"given": "start", "named": "name"},
    ),
    naming=(
        Do(
            "name",
            read_name,
            says=[ONE_EACH, ONE_BY_ONE, ADDRESS_AFTER],
            on={"plain": "start", "near": "meant", "several": "which"},
        ),
        YesNo("meant", on={"yes": "take", "no": "start"}),
        Do("take", take_near, on={"taken": "start"}),
        GiftList(
            "which",
            choices=named,
            save="sku",
            act="redeem",
            item_facts={"affordable": "yes"},
            on={"picked": "weigh", "none": "start"},
        ),
    ),
    reads=other_gift,
    corrects=corrections("redeem_gift", "gift"),
)


def _service(name: str, kind: str) -> Flow:
    return redemption(
        name,
        kind,
        naming=(
            Do(
                "whom",
                read_receiver,
                says=["now_for", ONE_BY_ONE],
                refusals=["no_mobile"],
                on={"known": "start", "ask": "receiver", "wrong": "receiver"},
            ),
            ReceiverEntry("receiver", save="entered", tells=RECEIVER_TELLS, on={"given": "check"}),
            Do(
                "check",
                check_receiver,
                refusals=["no_mobile"],
                on={"known": "start", "chosen": "weigh", "wrong": "receiver"},
            ),
        ),
        reads=other_receiver,
        reads_at_list=other_receiver_at_list,
        corrects=corrections(name, kind),
        more={"other": "receiver"},
    )


REDEEM_CREDIT = _service("redeem_credit", "credit")
REDEEM_DATA = _service("redeem_data", "data")
SERVICES = {"credit": REDEEM_CREDIT, "data": REDEEM_DATA}


TOLD = ("price", "unlisted", "for_whom", "restock", "no_such", "within", "within_none")
"""Sentences that are said wherever they are asked for."""


def continuation(context: Context, text: str) -> Frame | None:
    """The dialogue that takes the bare name of a gift, or one with words that nothing else is known
    to mean: "我要限量公仔"; and words that ask which gifts there are. What is heard may be
    misheard, and is asked back as any wish; but a list takes nothing."""
    if context.caller is None:
        return None
    if asks_for_list(text):
        return REDEEM_GIFT.start(argument="", **{REQUEST: "", READ_OUT: True})
    if context.traits.spoken:
        return None
    if (number := gift_to_send(context, text)) is not None:
        beside = look_up_behind(text)
        told = {REQUEST: number, ADDRESSED: True, BESIDE: beside}
        return REDEEM_GIFT.start(argument=number, **told)
    if understanding.understand(text).does is Does.ACT:
        return None
    number = gift_wanted(context, text)
    nearly = number.removesuffix(NEARLY)
    if any(frame.answers.get(REQUEST) == nearly for frame in context.session.stack):
        number = nearly  # it is under way, so that is what is meant
    return REDEEM_GIFT.start(argument=number, **{REQUEST: number}) if number else None


def asked(context: Context, text: str) -> Frame | None:
    """Phone credit or data for another number, which the words may name: "给我爸充10块话费"."""
    wanted = request_in(context, text)
    if wanted is None:
        return None
    kind, argument = wanted
    return SERVICES[kind].start(argument=argument, **{REQUEST: argument})


DIALOGUE = Dialogue(
    __package__,
    REDEEM_GIFT,
    REDEEM_CREDIT,
    REDEEM_DATA,
    keywords=[
        Keyword(
            "redeem",
            REDEEM_GIFT,
            argument=Argument.NUMBER,
            named_in=gift_wanted_in,
            zh="DH 兑换 礼品",
            en="GIFT REDEEM",
            topics="兑换 礼品 GIFT",
        ),
        Keyword(
            "credit",
            REDEEM_CREDIT,
            argument=Argument.AMOUNT_TO,
            named_in=partial(wanted_instead, "credit"),
            zh="HF DHHF 兑话费 话费",
            en="CREDIT HF",
            topics="话费 CREDIT",
        ),
        Keyword(
            "data",
            REDEEM_DATA,
            argument=Argument.DATA,
            named_in=partial(wanted_instead, "data"),
            zh="LL 流量",
            en="DATA",
            topics="流量 DATA",
        ),
    ],
    wishes={Label.REDEEM: REDEEM_GIFT, Label.CREDIT: REDEEM_CREDIT, Label.DATA: REDEEM_DATA},
    facts={
        **coding.FACTS,
        "affordable": "no",
        "is_cheapest": "no",
        "digits": "13800000001",
        "is_open": "no",
        "kind": "gift",
        "number_digits": DIGITS_MAX,
        "other_is": "gift",
        "phone": "138****0001",
        "whose": "other",
        "available": 88_888,
        "by": "2026-12-28",
        "instead": {
            "zh": "保温杯和茶具或10元话费",
            "en": "the Thermos and cups or 10 yuan phone credit",
        },
        "left": 88_888,
        "missing": 88_888,
        "name": {"zh": "保温杯和茶具", "en": "Thermos and cups"},
        "other": {"zh": "保温杯和茶具", "en": "Thermos and cups"},
        "opens_after": POINTS_MAX,
        "order": "88888888",
        "own_code": "8888",
        "points": 88_888,
        "to": {"zh": "字" * addresses.AREA_CHARS_MAX, "en": "the address we have"},
        "wanted": "8888",
    },
    says={
        f"{flow.name}-{sentence}": channels
        for flow in (REDEEM_GIFT, REDEEM_CREDIT, REDEEM_DATA)
        for sentence, channels in ((CHOSEN, tuple(Channel)), ("code_for", coding.TYPED))
    }
    | dict.fromkeys((f"redeem_gift-{each}" for each in (*TOLD, NOW)), tuple(Channel))
    | {
        f"{flow.name}-{sentence}": tuple(Channel)
        for flow in SERVICES.values()
        for sentence in (NOW, NOW_FOR_ANOTHER)
    },
    defaults={"whose": "own", "other_is": "gift", "kind": "gift"},
)
