"""Claiming points that were not credited, by the receipt's number. A receipt is claimed once."""

from __future__ import annotations

from typing import Literal

from core.contact_centre import picture_intake
from core.kernel import reference_numbers
from core.members import Act
from core.programme import local_day
from core.service import ReceiptAlreadyClaimed, claims
from flows.engine import Argument, Ask, Context, Dialogue, Do, End, Flow, Keyword, YesNo
from flows.language import Label

RECEIPT_DIGITS_MIN, RECEIPT_DIGITS_MAX = 6, 20


def read_receipt(context: Context) -> Literal["given", "ask"]:
    number = context.answers.pop("argument", "")
    if not (number.isdecimal() and RECEIPT_DIGITS_MIN <= len(number) <= RECEIPT_DIGITS_MAX):
        return "ask"
    context.answers["receipt"] = number
    return "given"


def file_claim(context: Context) -> Literal["filed", "taken"]:
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
            )
    except ReceiptAlreadyClaimed:
        return "taken"
    picture_intake.assign_offered(context.conn, context.member.member_id, claim.number, context.at)
    context.answers.update(number=claim.number, due=local_day(claim.decide_due).isoformat())
    return "filed"


CLAIM = Flow(
    "claim",
    Do("start", read_receipt, on={"given": "confirm", "ask": "receipt"}),
    Ask(
        "receipt",
        digits_min=RECEIPT_DIGITS_MIN,
        digits_max=RECEIPT_DIGITS_MAX,
        save="receipt",
        on={"given": "confirm"},
    ),
    YesNo(
        "confirm",
        act="file",
        keyword="claim",
        on={"yes": "file", "no": "receipt"},
    ),
    Do("file", file_claim, effect=True, on={"filed": "filed", "taken": "taken"}),
    End("filed"),
    End("taken", refuses=True),
    act=Act.LOOK,
    resumable=True,
    files_pictures=True,
)

DIALOGUE = Dialogue(
    __package__,
    CLAIM,
    keywords=[
        Keyword("claim", CLAIM, argument=Argument.REFERENCE, zh="BD 补登", en="CLAIM"),
    ],
    wishes={Label.CLAIM: CLAIM},
    facts={
        "digits_max": RECEIPT_DIGITS_MAX,
        "digits_min": RECEIPT_DIGITS_MIN,
        "due": "2026-12-28",
        "number": "88888888",
        "receipt": "8" * RECEIPT_DIGITS_MAX,
    },
)
