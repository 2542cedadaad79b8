"""Applies rows of receipts that billing and merchants issued: see core.service.receipt_book."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from core.imports.csv_cells import (
    Values,
    fen,
    identifier,
    known_number,
    member_id,
    one_of,
    required_day,
    text,
)
from core.imports.csv_files import Row
from core.imports.errors import BadRow
from core.kernel import NotFound
from core.loyalty import Applied, Outcome
from core.members import profiles
from core.programme import current_rules
from core.service import IssuedReceipt, ReceiptDiffers, ReceiptOfImpossibleDay, receipt_book

REQUIRED = frozenset({"merchant", "receipt_number", "source", "issued_on", "yuan"})
OPTIONAL = frozenset({"member_id", "number"})


def apply(conn: Connection, rows: Sequence[Row], *, at: datetime) -> list[Outcome]:
    """One outcome a row, in their order. Rows that are not rejected are written."""
    return [_apply(conn, row.values, at) for row in rows]


def _apply(conn: Connection, values: Values, at: datetime) -> Outcome:
    try:
        is_new = receipt_book.enter(conn, _parse(conn, values), at)
    except ReceiptDiffers:
        return BadRow("this receipt was entered before, with other data")
    except ReceiptOfImpossibleDay:
        return BadRow(f"issued_on is {values['issued_on']}, a day that is still to come")
    except BadRow as error:
        return error
    return Applied.NOW if is_new else Applied.EARLIER


def _parse(conn: Connection, values: Values) -> IssuedReceipt:
    """Raises BadRow."""
    merchant, number = text(values, "merchant"), identifier(values, "receipt_number")
    if not re.fullmatch(receipt_book.MERCHANT, merchant):
        raise BadRow(f"merchant is {merchant}, not a name of 1 to 20 letters, digits and spaces")
    if not re.fullmatch(receipt_book.NUMBER, number):
        raise BadRow(f"receipt_number is {number}, not 6 to 20 digits")
    amount = fen(values, "yuan")
    if not amount:
        raise BadRow("yuan is missing, or 0")
    return IssuedReceipt(
        merchant=merchant,
        number=number,
        source=one_of(values, "source", current_rules().earning.sources),
        issued_on=required_day(values, "issued_on"),
        fen=amount,
        member_id=_member(conn, values),
    )


def _member(conn: Connection, values: Values) -> int | None:
    """Whose receipt it is; None if the row does not say. Raises BadRow."""
    by_id = member_id(values)
    number = known_number(values) if values.get("number") else None
    try:
        by_number = profiles.find(conn, number) if number else None
        named = profiles.by_id(conn, by_id) if by_id is not None else None
    except NotFound:
        raise BadRow(f"there is no member {by_id}") from None
    if number and by_number is None:
        raise BadRow(f"no member has the number {number}")
    if named and by_number and named.member_id != by_number.member_id:
        raise BadRow(f"number {number} is not member {by_id}'s")
    found = named or by_number
    return found.member_id if found else None
