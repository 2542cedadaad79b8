"""What agents and supervisors may do with the telephone numbers of a member."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from core.kernel import NotAllowed
from core.members import BadNumber, NumberInUse, masked, number_of, numbers
from desk.frame import DeskContext, Form, current_agent, required_line, submitted_form

Detail = dict[str, Any]


def _add(context: DeskContext, conn: Connection, member_id: int, form: Form) -> tuple[str, Detail]:
    number = _number(form)
    agent, at = current_agent().agent, context.now()
    try:
        numbers.add(conn, member_id=member_id, number=number, by=agent, key=_key(), at=at)
    except NumberInUse:
        raise NotAllowed("number_taken") from None
    return "done-number", {"number": masked(number)}


def _remove(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    number = _number(form)
    numbers.remove(conn, member_id=member_id, number=number, key=_key(), at=context.now())
    return "done-number_removed", {"number": masked(number)}


def _make_main(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    number = _number(form)
    numbers.make_main(conn, member_id=member_id, number=number, key=_key(), at=context.now())
    return "done-number_main", {"number": masked(number)}


def _number(form: Form) -> str:
    try:
        return number_of(required_line(form, "number"))
    except BadNumber:
        raise NotAllowed("bad_number") from None


def _key() -> str:
    return f"desk:{submitted_form().submission.form_key}"


NUMBER_ACTS = {"number": _add, "number_removed": _remove, "number_main": _make_main}
