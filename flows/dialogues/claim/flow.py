"""Claiming points that were not credited, by the receipt's number. A receipt is claimed once. One
that is in the receipt book is granted at once: see flows.dialogues.claim.receipt.

Without its number an agent has to look: whoever says that there is none is offered one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from core.contact_centre import picture_intake
from core.kernel import reference_numbers
from core.members import Act
from core.programme import after_working_days, current_rules, local_day
from core.service import ReceiptAlreadyClaimed, claims
from flows.dialogues.agent.flow import AGENT
from flows.dialogues.claim.details import REST, SAID_CHARS_MAX, join_details, weigh_details
from flows.dialogues.claim.no_number import has_no_number
from flows.dialogues.claim.number_words import asks_where, is_wrong
from flows.dialogues.claim.receipt import (
    YUAN_DIGITS_MAX,
    Asked,
    YuanEntry,
    facts_said,
    look_up,
    merchants,
    take_merchant,
)
from flows.dialogues.claim.withdrawal import CLAIMING, NAMED, WITHDRAW_CLAIM, has_claim
from flows.engine import (
    Argument,
    Ask,
    Call,
    Context,
    Dialogue,
    Do,
    End,
    Flow,
    Keyword,
    Menu,
    Record,
    Undo,
    YesNo,
)
from flows.language import Label, Topic, answers
from flows.protocol import Heard

RECEIPT_DIGITS_MIN, RECEIPT_DIGITS_MAX = 6, 20
_NUMBER = re.compile(rf"(?<!\d)\d{{{RECEIPT_DIGITS_MIN},{RECEIPT_DIGITS_MAX}}}(?!\d)", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class ReceiptEntry(Ask):
    """Asks for the number. Words that say that there is none are the outcome "no_number"; "where":
    they ask where it stands."""

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return asks_where(heard.text)

    def hear(self, context: Context, heard: Heard) -> str | None:
        if asks_where(heard.text):
            return "where"
        return "no_number" if has_no_number(heard.text) else super().hear(context, heard)


@dataclass(frozen=True, kw_only=True)
class ReceiptConfirmation(YesNo):
    """Reads the number back, which may be one of something else: see ReceiptEntry. Another number
    takes its place, and is read back: "不对，是123456788". Who says that it is wrong is asked for
    another one."""

    def outcomes(self) -> frozenset[str]:
        return super().outcomes() | {"no_number", "corrected", "where"}

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        is_other = bool(other_number(heard.text, context.answers["receipt"]))
        return is_other or asks_where(heard.text) or is_wrong(heard.text)

    def hear(self, context: Context, heard: Heard) -> str | None:
        if asks_where(heard.text):
            return "where"
        if is_wrong(heard.text):
            return "no"
        if other := other_number(heard.text, context.answers["receipt"]):
            context.answers["receipt"] = other
            return "corrected"
        return "no_number" if has_no_number(heard.text) else super().hear(context, heard)


def other_number(text: str, given: str) -> str:
    """The one receipt number in the text that is not `given`; "" if it has none, or several."""
    said = answers.digits_of_words(answers.changed_to(text) or text) or ""
    found = {*_NUMBER.findall(text), *_NUMBER.findall(said)} - {given}
    return found.pop() if len(found) == 1 else ""


def read_receipt(context: Context) -> Literal["given", "ask"]:
    number = context.answers.pop("argument", "")
    if not (number.isdecimal() and RECEIPT_DIGITS_MIN <= len(number) <= RECEIPT_DIGITS_MAX):
        return "ask"
    context.answers["receipt"] = number
    return "given"


def tell_where(context: Context) -> Literal["told"]:
    """Says where the number of a receipt stands."""
    context.say("where")
    return "told"


def file_claim(context: Context) -> Literal["filed", "granted", "taken"]:
    try:
        with context.conn.begin_nested():
            claim = claims.file(
                context.conn,
                member_id=context.member.member_id,
                receipt_number=context.answers["receipt"],
                channel=context.channel,
                key=context.message_key,
                at=context.at,
                claim_id=context.services.ids.new(),
                number=context.services.ids.digits(reference_numbers.DIGITS),
                said=facts_said(context),
            )
    except ReceiptAlreadyClaimed:
        return "taken"
    picture_intake.assign_offered(context.conn, context.member.member_id, claim.number, context.at)
    context.answers.update(number=claim.number, due=local_day(claim.decide_due).isoformat())
    if claim.points is None:
        return "filed"
    context.answers["points"] = claim.points
    return "granted"


def _decision(context: Context, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """By when a claim that is filed now is decided, or the one that was filed."""
    days = current_rules().claim.decide_working_days
    due = local_day(after_working_days(context.at, days)).isoformat()
    return {"due": given.get("due", due)}


_ASKED = {each: each for each in get_args(Asked)}
CLAIM = Flow(
    CLAIMING,
    Do("start", read_receipt, on={"given": "confirm", "ask": "receipt"}),
    ReceiptEntry(
        "receipt",
        digits_min=RECEIPT_DIGITS_MIN,
        digits_max=RECEIPT_DIGITS_MAX,
        save="receipt",
        on={"given": "confirm", "no_number": "no_number", "where": "tell_where"},
    ),
    Do("tell_where", tell_where, says=["where"], on={"told": "receipt"}),
    ReceiptConfirmation(
        "confirm",
        act="file",
        keyword="claim",
        on={
            "yes": "look",
            "no": "receipt",
            "no_number": "no_number",
            "corrected": "confirm",
            "where": "tell_again",
        },
    ),
    Do("tell_again", tell_where, says=["where"], on={"told": "confirm"}),
    Do("look", look_up, on=_ASKED),
    Menu("merchant", choices=merchants, save="picked", on={"picked": "take", "none": "details"}),
    Do("take", take_merchant, on=_ASKED),
    YuanEntry("yuan", digits_min=1, digits_max=YUAN_DIGITS_MAX, save="yuan", on={"given": "file"}),
    Record("details", save="words", on={"recorded": "weigh"}),
    Do("weigh", weigh_details, on={"enough": "file", "rest": "rest", "again": "details"}),
    Record("rest", save=REST, on={"recorded": "join"}),
    Do("join", join_details, on={"joined": "file"}),
    YesNo("no_number", act="agent", on={"yes": "agent", "no": "receipt"}),
    Call("agent", AGENT, then="over"),
    Do(
        "file",
        file_claim,
        effect=True,
        on={"filed": "filed", "granted": "granted", "taken": "taken"},
    ),
    End("filed"),
    End("granted"),
    End("taken", refuses=True),
    End("too_late", refuses=True),
    End("over", silent=True),
    act=Act.LOOK,
    resumable=True,
    files_pictures=True,
    asides={Topic.HOW_LONG: _decision},
)

DIALOGUE = Dialogue(
    __package__,
    CLAIM,
    WITHDRAW_CLAIM,
    keywords=[
        Keyword("claim", CLAIM, argument=Argument.REFERENCE, zh="BD 补登", en="CLAIM"),
    ],
    wishes={Label.CLAIM: CLAIM},
    undoes={Label.CLAIM: Undo(WITHDRAW_CLAIM, has_claim, NAMED)},
    facts={
        "claim_days": 365,
        "count": 50,
        "digits_max": RECEIPT_DIGITS_MAX,
        "digits_min": RECEIPT_DIGITS_MIN,
        "due": "2026-12-28",
        "merchant": {"zh": "字" * 20, "en": "w" * 20},
        "number": "88888888",
        "points": 88_888,
        "receipt": "8" * RECEIPT_DIGITS_MAX,
        "shop": {"zh": "字" * SAID_CHARS_MAX, "en": "w" * SAID_CHARS_MAX},
        "which": "shop",
    },
)
