"""The flow that all kinds of redemption share: choosing, confirming, redeeming."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from core.members import Act
from flows.dialogues.code_confirmation import flow as coding
from flows.dialogues.code_confirmation.changing import Answers, Change
from flows.dialogues.code_confirmation.flow import confirming_steps
from flows.dialogues.redeem.actions import (
    available,
    check_gift,
    check_open,
    other_number,
    purpose,
    redeem,
    requested,
)
from flows.dialogues.redeem.asides import OF_GIFTS, OF_SERVICES
from flows.dialogues.redeem.corrections import UNITS
from flows.dialogues.redeem.questions import CHANGED, GiftList
from flows.engine import Context, Corrections, Do, End, Flow, Step
from flows.language import Does, Label, answers, understanding

_WISHES = {"gift": Label.REDEEM, "credit": Label.CREDIT, "data": Label.DATA}
_SPENDING = {*_WISHES.values(), Label.GIVE, Label.EXCHANGE}
REFUSED = {
    "too_few": "too_few",
    "something_else": "something_else",
    "not_open": "not_open",
    "sold_out": "pick",
    "limit": "limit",
    "refused": "refused",
}


def redemption(
    name: str,
    kind: str,
    *picking: Step,
    naming: Sequence[Step],
    reads: Callable[[Context, str], Answers],
    corrects: Corrections,
    reads_at_list: Callable[[Context, str], Answers] | None = None,
    more: Mapping[str, str] | None = None,
) -> Flow:
    """The flow of one kind of gift. `picking`: additional steps before the list is shown; `naming`:
    before the gift is found by its number. reads, more: what changes it where it is confirmed;
    corrects: before it is;
    reads_at_list: at the list."""
    first = naming[0].name
    return Flow(
        name,
        Do("open", check_open, on={"open": first, "not_open": "not_open"}),
        *naming,
        Do(
            "start",
            requested(kind),
            refusals=["unknown", "gone"],
            on={"found": "weigh", "sold_out": "pick", "unknown": "pick", "open": "pick"}
            | ({"open": "ways"} if picking else {}),
        ),
        *picking,
        GiftList(
            "pick",
            choices=available(kind),
            save="sku",
            act="redeem",
            kind=kind,
            units=UNITS[kind],
            item_facts={"affordable": "yes", "own_code": "none"},
            reads=reads_at_list,
            on={"picked": "weigh", "none": "nothing"} | ({CHANGED: first} if reads_at_list else {}),
        ),
        Do(
            "weigh",
            check_gift,
            refusals=["gone"],
            on={"confirm": "confirm", "code": "send_code"} | REFUSED,
        ),
        *confirming_steps(
            purpose,
            act="redeem",
            then="spend",
            change=Change(
                "pick",
                first,
                "argument",
                UNITS[kind],
                other_number(kind),
                reads=reads,
                is_else=partial(_wants_another_kind, _WISHES[kind]),
            ),
            more=more,
        ),
        Do(
            "spend",
            redeem,
            effect=True,
            refusals=["gone", "repriced"],
            moves=dict.fromkeys(("ordered", "unaddressed", "adding"), MOVED_FACTS),
            on={
                "ordered": "ordered",
                "unaddressed": "unaddressed",
                "adding": "adding",
                "texted": "texted",
                "repriced": "weigh",
            }
            | REFUSED,
        ),
        *(End(ending, refuses=ending in REFUSALS) for ending in ENDINGS),
        *coding.ENDINGS,
        act=Act.SPEND,
        resumable=True,
        corrects=corrects,
        asides=OF_GIFTS if kind == "gift" else OF_SERVICES,
    )


def _wants_another_kind(wish: Label, text: str) -> bool:
    """Whether the words plainly ask for another way to spend points: "never mind, 10 yuan of
    credit" at the code for a gift."""
    found = understanding.understand(answers.changed_to(text) or text)
    return found.does is Does.ACT and found.wishes[0] in _SPENDING - {wish}


MOVED_FACTS = ("name", "points", "order", "whose", "phone", "digits")
ENDINGS = (
    "ordered",
    "unaddressed",
    "adding",
    "texted",
    "too_few",
    "something_else",
    "not_open",
    "limit",
    "refused",
    "cancelled",
    "nothing",
)


REFUSALS = ("too_few", "something_else", "not_open", "limit", "refused", "nothing")
