"""Files a complaint or a claim of missing points for a member who talks to an agent."""

from __future__ import annotations

import re

from sqlalchemy import Connection

from core.kernel import NotAllowed, reference_numbers
from core.members import profiles
from core.service import ReceiptAlreadyClaimed, claims, complaints
from desk.frame import DeskContext, Form, required_line, required_text, submitted_form

# As what is said on the telephone, it is confirmed to the member by a text.
CHANNEL = "voice"
RECEIPT_NUMBER = re.compile("[0-9]{6,20}")


def file_claim(context: DeskContext, conn: Connection, member_id: int, form: Form) -> str:
    """Returns its number. Raises NotAllowed('receipt_taken')."""
    try:
        filed = claims.file(
            conn,
            member_id=member_id,
            receipt_number=_receipt_number(form),
            channel=CHANNEL,
            key=_key(),
            at=context.now(),
            claim_id=context.ids.new(),
            number=context.ids.digits(reference_numbers.DIGITS),
        )
    except ReceiptAlreadyClaimed:
        raise NotAllowed("receipt_taken") from None
    return filed.number


def file_complaint(context: DeskContext, conn: Connection, member_id: int, form: Form) -> str:
    """Returns its number. Raises NotAllowed('left') for a member who was erased."""
    profiles.lock_unerased(conn, member_id)
    return complaints.file(
        conn,
        member_id=member_id,
        words=required_text(form),
        recording_url=None,
        channel=CHANNEL,
        key=_key(),
        at=context.now(),
        complaint_id=context.ids.new(),
        number=context.ids.digits(reference_numbers.DIGITS),
    ).number


def _receipt_number(form: Form) -> str:
    """Raises NotAllowed('receipt_number')."""
    number = required_line(form, "receipt")
    if not RECEIPT_NUMBER.fullmatch(number):
        raise NotAllowed("receipt_number")
    return number


def _key() -> str:
    return f"desk:{submitted_form().submission.form_key}"
