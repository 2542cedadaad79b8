"""What agents report of a member, as billing does: each act is an event of the desk, with its place
among billing's own."""

from __future__ import annotations

from sqlalchemy import Connection

from core.kernel import NotAllowed
from core.member_events import BadEvent, EventKind, EventOutcome, UnknownMember, desk
from core.members import BadNumber, NumberInUse, number_of
from desk.frame import DeskContext, Form, required_line, submitted_form


def report(
    context: DeskContext,
    conn: Connection,
    member_id: int,
    kind: EventKind,
    *,
    number: str | None = None,
    became: str | None = None,
) -> None:
    """Raises NotAllowed: 'reported_since', if billing's clock is ahead and something later has come
    from there already; 'number_taken', 'no_number', 'left', and what the core's verbs refuse."""
    try:
        outcome = desk.apply(
            conn,
            kind,
            member_id=member_id,
            event_id=submitted_form().submission.form_key,
            at=context.now(),
            number=number,
            became=became,
        )
    except NumberInUse:
        raise NotAllowed("number_taken") from None
    except UnknownMember:
        raise NotAllowed("no_number") from None
    except BadEvent as refused:
        raise NotAllowed(refused.reason) from None
    if outcome is EventOutcome.LATE:
        raise NotAllowed("reported_since")


def given_number(form: Form) -> str:
    """Raises NotAllowed('bad_number')."""
    try:
        return number_of(required_line(form, "number"))
    except BadNumber:
        raise NotAllowed("bad_number") from None
