"""The numbers of the membership: which there are, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from core.members import Act, cards, is_fixed_line, masked, numbers
from flows.dialogues.code_confirmation import flow as coding
from flows.dialogues.numbers import wanted
from flows.dialogues.numbers.card import LOST_CARD
from flows.dialogues.numbers.changes import CHANGE_NUMBERS, NUMBER_DIGITS_MAX
from flows.engine import Call, Context, Dialogue, Do, End, Flow, Keyword, Menu
from flows.language import Label
from flows.protocol import Channel, Frame

NO_CARD = "none"
LAST_DIGITS = 4
BETWEEN = {"zh": "、", "en": ", "}


def read_request(
    context: Context,
) -> Literal["list", "add", "remove", "main", "change", "card"]:
    change, _, context.answers["named"] = context.answers.pop("argument", "").partition(" ")
    match change:
        case wanted.ADD:
            return "add"
        case wanted.REMOVE:
            return "remove"
        case wanted.MAIN:
            return "main"
        case wanted.CHANGE:
            return "change"
        case wanted.CARD:
            return "card"
    return "list"


def look(context: Context) -> Literal["found"]:
    member = context.member
    further = [each.number for each in numbers.further(context.conn, member.member_id)]
    mine = [member.number, *further]
    fixed = sum(map(is_fixed_line, mine))
    card = cards.active(context.conn, member.member_id)
    context.answers.update(
        mobiles=len(mine) - fixed,
        fixed=fixed,
        own=masked(member.number),
        last=member.number[-LAST_DIGITS:],
        mine={language: between.join(map(masked, mine)) for language, between in BETWEEN.items()},
        card=card[-cards.SHOWN_DIGITS :] if card else NO_CARD,
    )
    return "found"


def _chosen(change: str) -> Callable[[Context], Literal["chosen"]]:
    def choose(context: Context) -> Literal["chosen"]:
        context.answers["change"] = change
        context.answers.setdefault("named", "")  # missing in sessions of the release before
        return "chosen"

    return choose


def asked(context: Context, text: str) -> Frame | None:
    """The dialogue of words that only name a number, and what to do with it: "remove 139…"."""
    if context.caller is None or not wanted.says_only(text):
        return None
    request = wanted.request_in(text)
    _, _, named = request.partition(" ")
    is_named = named == wanted.SEVERAL or wanted.to_number(named)
    return NUMBERS.start(argument=request) if is_named else None


NUMBERS = Flow(
    "numbers",
    Do(
        "start",
        read_request,
        on={each: each for each in ("add", "remove", "main", "change", "card")} | {"list": "look"},
    ),
    Do("look", look, on={"found": "which"}),
    Menu("which", on={each: each for each in ("add", "main", "remove", "change", "lost")}),
    *(
        Do(each, _chosen(each), on={"chosen": "change_them"})
        for each in (wanted.ADD, wanted.MAIN, wanted.REMOVE)
    ),
    Call("change_them", CHANGE_NUMBERS, give=["change", "named"], then="over"),
    Call("lost", LOST_CARD, then="over"),
    Do("card", look, on={"found": "card_is"}),
    End("card_is"),
    End("change"),
    End("over", silent=True),
    act=Act.LOOK_CLOSELY,
)

DIALOGUE = Dialogue(
    __package__,
    NUMBERS,
    CHANGE_NUMBERS,
    LOST_CARD,
    keywords=[
        Keyword(
            "numbers",
            NUMBERS,
            zh="号码 我的号码",
            en="NUMBERS",
            topics="号码 NUMBERS",
            named_in=lambda _, text: wanted.request_in(text),
        )
    ],
    wishes={Label.NUMBERS: NUMBERS},
    facts={
        **coding.FACTS,
        "card": "1234",
        "change": "main",
        "fixed": 1 + numbers.FURTHER_MAX,
        "last": "0001",
        "mine": {
            language: between.join(["138****0001"] * (1 + numbers.FURTHER_MAX))
            for language, between in BETWEEN.items()
        },
        "mobiles": 1 + numbers.FURTHER_MAX,
        "number_digits": NUMBER_DIGITS_MAX,
        "numbers_max": 1 + numbers.FURTHER_MAX,
        "other": "138****0001",
        "other_last": "0001",
        "own": "138****0001",
        "whole": "13800000001",
    },
    says={"change_numbers-there_text": (Channel.SMS,)},
)
