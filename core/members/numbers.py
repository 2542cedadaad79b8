"""The telephone numbers of a membership: the main one, and further ones that lead to it as well.

Texts and codes go to the main number, so that is a mobile one wherever the membership has any. A
further number may be a fixed line: it calls, and gets no texts. A number is of one membership.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, delete, exists, insert, or_, select

from core.kernel import NotAllowed, idempotency, row_builder
from core.members import changes, phone_numbers, profiles
from core.members.profiles import Member
from core.schema import further_number, member_event
from core.schema import member as member_table

FURTHER_MAX = 9
"""So many numbers a membership may have beside the main one."""

WAS_MAIN = "main"
"""Who has added a number that was the main one before."""


@dataclass(frozen=True, slots=True)
class FurtherNumber:
    """`added_by`: the agent, or the source of the event."""

    number: str
    added_by: str
    added_at: datetime


_OF_MEMBER = (
    select(further_number.c.number, further_number.c.added_by, further_number.c.added_at)
    .where(further_number.c.member_id == bindparam("member_id"))
    .order_by(further_number.c.added_at, further_number.c.number)
)
_ADD = insert(further_number)
_REMOVE = delete(further_number).where(
    further_number.c.member_id == bindparam("target_id"),
    further_number.c.number == bindparam("which"),
)
# Whether a number leads to the member, by the member's own rows: the same as what `msisdn` says of
# the number. The audit compares the two.
LEADS_TO_MEMBER = and_(
    member_table.c.status != "left",
    ~changes.ENDED.where(member_event.c.member_id == member_table.c.member_id)
    .correlate(member_table)
    .exists(),
    or_(
        member_table.c.number == bindparam("caller"),
        exists()
        .where(
            further_number.c.member_id == member_table.c.member_id,
            further_number.c.number == bindparam("caller"),
        )
        .correlate(member_table),
    ),
)
_further = row_builder(FurtherNumber, _OF_MEMBER)


def further(conn: Connection, member_id: int) -> Sequence[FurtherNumber]:
    """Those beside the main one, the oldest first."""
    return [_further(row) for row in conn.execute(_OF_MEMBER, {"member_id": member_id})]


def has(conn: Connection, member: Member, number: str) -> bool:
    """Whether the number leads to this membership now."""
    others = (each.number for each in further(conn, member.member_id))
    return number == member.number or number in others


def other_mobile(conn: Connection, member: Member, number: str) -> str | None:
    """The oldest mobile number of the membership beside this one; None if there is none."""
    return next((each for each in _mobiles(conn, member) if each != number), None)


def add(conn: Connection, *, member_id: int, number: str, by: str, key: str, at: datetime) -> None:
    """Add a number, in E.164 form. A mobile one becomes the main number of a membership that had a
    fixed line only. Adding one that the membership has changes nothing.

    Raises NumberInUse: another member has it; NotAllowed: 'left', 'numbers': there are as many as
    a membership may have.
    """
    request = {"act": "add_number", "number": number}
    member = changes.begin(conn, member_id, key, request)
    if member is None:
        return
    if not has(conn, member, number):
        if len(further(conn, member_id)) >= FURTHER_MAX:
            raise NotAllowed("numbers")
        changes.claim_number(conn, number, member_id)
        _add(conn, member_id, number, by, at)
        if phone_numbers.is_fixed_line(member.number) and not phone_numbers.is_fixed_line(number):
            _promote(conn, member, number, at)
    idempotency.remember(conn, member_id, key, request, {}, at)


def remove(conn: Connection, *, member_id: int, number: str, key: str, at: datetime) -> None:
    """Take a number from the membership; it is free for another one, and takes nothing along. If it
    is the main one, the oldest of the other mobile numbers becomes that.

    Raises NotAllowed: 'left', 'no_number': it is not one of the membership's, 'last_number': it has
    no other mobile one, so that a person decides what becomes of it.
    """
    request = {"act": "remove_number", "number": number}
    member = changes.begin(conn, member_id, key, request)
    if member is None:
        return
    if not has(conn, member, number):
        raise NotAllowed("no_number")
    if number == member.number:
        other = other_mobile(conn, member, number)
        if other is None:
            raise NotAllowed("last_number")
        _promote(conn, member, other, at)
    _remove(conn, member_id, number)
    changes.release_number(conn, member_id, number)
    main = profiles.by_id(conn, member_id).number
    changes.record_former(conn, member_id, was=number, became=main, at=at)
    idempotency.remember(conn, member_id, key, request, {}, at)


def replace(
    conn: Connection, *, member_id: int, was: str, became: str, by: str, key: str, at: datetime
) -> None:
    """Give a further number's line another number. Raises NumberInUse, NotAllowed: 'left',
    'no_number'."""
    request = {"act": "replace_number", "was": was, "became": became}
    member = changes.begin(conn, member_id, key, request)
    if member is None:
        return
    if was == member.number or not has(conn, member, was):
        raise NotAllowed("no_number")
    if not has(conn, member, became):
        changes.claim_number(conn, became, member_id)
        _add(conn, member_id, became, by, at)
    _remove(conn, member_id, was)
    changes.release_number(conn, member_id, was)
    changes.record_former(conn, member_id, was=was, became=became, at=at)
    idempotency.remember(conn, member_id, key, request, {}, at)


def make_main(conn: Connection, *, member_id: int, number: str, key: str, at: datetime) -> None:
    """Let texts and codes go to this one of the membership's numbers from now on. The one of before
    stays a further number. Raises NotAllowed: 'left', 'no_number', 'fixed_line'."""
    request = {"act": "make_main", "number": number}
    member = changes.begin(conn, member_id, key, request)
    if member is None:
        return
    if not has(conn, member, number):
        raise NotAllowed("no_number")
    if phone_numbers.is_fixed_line(number):
        raise NotAllowed("fixed_line")
    if number != member.number:
        _promote(conn, member, number, at)
    idempotency.remember(conn, member_id, key, request, {}, at)


def release_all(conn: Connection, member: Member, at: datetime) -> None:
    """The membership ends: its numbers are free. The further ones are noted, so that whoever quotes
    one is still found, and an erasure knows them."""
    for each in further(conn, member.member_id):
        _remove(conn, member.member_id, each.number)
        changes.release_number(conn, member.member_id, each.number)
        changes.note_former(conn, member.member_id, was=each.number, became=member.number, at=at)
    changes.release_number(conn, member.member_id, member.number)


def _promote(conn: Connection, member: Member, number: str, at: datetime) -> None:
    """Swaps the main number with a further one."""
    _remove(conn, member.member_id, number)
    _add(conn, member.member_id, member.number, WAS_MAIN, at)
    changes.set_main(conn, member.member_id, number)


def _mobiles(conn: Connection, member: Member) -> list[str]:
    numbers = [member.number, *(each.number for each in further(conn, member.member_id))]
    return [each for each in numbers if not phone_numbers.is_fixed_line(each)]


def _add(conn: Connection, member_id: int, number: str, by: str, at: datetime) -> None:
    row = {"member_id": member_id, "number": number, "added_by": by, "added_at": at}
    conn.execute(_ADD, row)


def _remove(conn: Connection, member_id: int, number: str) -> None:
    conn.execute(_REMOVE, {"target_id": member_id, "which": number})
