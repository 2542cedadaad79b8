"""The receipt book: what merchants and billing have issued, so that members can claim points for
it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints
from sqlalchemy import Connection

from api.frame import Answer, Call, Input, Operation, WholeNumber
from api.frame.models import BodyMemberId
from core.clients import Scope
from core.members import NOBODY, profiles
from core.service import IssuedReceipt, receipt_book

TAG = "Receipts"
Merchant = Annotated[str, StringConstraints(pattern=f"^{receipt_book.MERCHANT}$")]
ReceiptNumber = Annotated[str, StringConstraints(pattern=f"^{receipt_book.NUMBER}$")]


class ReceiptInput(Input):
    """`merchant` and `number` are the key. `fen`: the amount. `member_id`: whose receipt it is;
    without it, whoever knows the amount may claim it."""

    merchant: Merchant
    number: ReceiptNumber
    source: Literal["mobile", "fixed_line", "services"]
    issued_on: date
    fen: WholeNumber = Field(ge=1, le=receipt_book.FEN_MAX)
    member_id: BodyMemberId | None = None


class ReceiptAnswer(Answer):
    """`entered`: false if it was in the book already."""

    merchant: str
    number: str
    entered: bool


def _enter(conn: Connection, call: Call) -> ReceiptAnswer:
    given = call.body
    if given.member_id is not None:
        profiles.by_id(conn, given.member_id)
    receipt = IssuedReceipt(
        given.merchant, given.number, given.source, given.issued_on, given.fen, given.member_id
    )
    entered = receipt_book.enter(conn, receipt, call.at)
    call.record(conn, given.member_id or NOBODY, merchant=receipt.merchant, receipt=receipt.number)
    return ReceiptAnswer(merchant=receipt.merchant, number=receipt.number, entered=entered)


OPERATIONS = (
    Operation(
        name="enterReceipt",
        method="POST",
        path="/receipts",
        tag=TAG,
        summary="Enter a receipt into the receipt book",
        scope=Scope.RECEIPTS_WRITE,
        act="receipt_entered",
        body=ReceiptInput,
        keyed=True,
        answers={201: ReceiptAnswer},
        refused_for=("receipt_differs", "receipt_of_impossible_day"),
        does=_enter,
    ),
)
