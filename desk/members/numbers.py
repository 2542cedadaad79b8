"""What agents and supervisors may do with the telephone numbers of a member."""

from __future__ import annotations

from sqlalchemy import Connection

from core.kernel import NotAllowed
from core.member_events import EventKind
from core.members import is_fixed_line, masked, numbers
from desk.frame import DeskContext, Form
from desk.members.member_act import Detail, MemberAct, form_key
from desk.members.reports import given_number, report


def _add(context: DeskContext, conn: Connection, member_id: int, form: Form) -> tuple[str, Detail]:
    number = given_number(form)
    report(context, conn, member_id, EventKind.NUMBER_ADDED, became=number)
    return "done-number", {"number": masked(number)}


def _remove(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    number = given_number(form)
    report(context, conn, member_id, EventKind.NUMBER_REMOVED, number=number)
    return "done-number_removed", {"number": masked(number)}


def _make_main(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    number = given_number(form)
    numbers.make_main(conn, member_id=member_id, number=number, key=form_key(), at=context.now())
    return "done-number_main", {"number": masked(number)}


def _change(
    context: DeskContext, conn: Connection, member_id: int, form: Form
) -> tuple[str, Detail]:
    """The main number becomes another one, which gets the texts."""
    number = given_number(form)
    if is_fixed_line(number):
        raise NotAllowed("fixed_line")
    report(context, conn, member_id, EventKind.NUMBER_CHANGED, became=number)
    return "done-number_changed", {"number": masked(number)}


NUMBER_ACTS = {
    "number": MemberAct(_add),
    "number_removed": MemberAct(_remove),
    "number_main": MemberAct(_make_main),
    "number_changed": MemberAct(_change),
}
