"""Events of the numbers of a membership: the main one changes, further ones come and go.

Where a membership has several numbers, what happens to one of them is no matter of the others: a
number that is ported out, or has another owner, is only taken from the membership.
"""

from datetime import datetime

from sqlalchemy import Connection

from core.kernel import NotAllowed
from core.member_events import book
from core.member_events.errors import BadEvent, UnknownMember
from core.member_events.event import ENDS, LINES, EventKind, MemberEvent
from core.members import Member, changes, is_fixed_line, numbers


def kind_of(conn: Connection, member: Member, event: MemberEvent) -> EventKind:
    """What the event means of this member, by the number that it names."""
    if event.number is None or event.kind not in (EventKind.NUMBER_CHANGED, *ENDS):
        return event.kind
    is_further = event.number != member.number and _is_line(conn, member, event.number)
    if event.kind is EventKind.NUMBER_CHANGED:
        return EventKind.NUMBER_REPLACED if is_further else event.kind
    is_one_of_several = event.number == member.number and (
        numbers.other_mobile(conn, member, event.number) is not None
    )
    return EventKind.NUMBER_REMOVED if is_further or is_one_of_several else event.kind


def _is_line(conn: Connection, member: Member, number: str) -> bool:
    """Whether the number is, or was, one of several."""
    known = book.naming(conn, member.member_id, number)
    return numbers.has(conn, member, number) or any(each.kind in LINES for each in known)


def number_of(event: MemberEvent) -> str | None:
    """The number that the event takes away."""
    return None if event.kind is EventKind.NUMBER_ADDED else event.number


def is_late(conn: Connection, member: Member, event: MemberEvent) -> bool:
    """Whether something that happened later to the same number has come before it."""
    named = number_of(event) or event.became
    assert named is not None
    known = book.naming(conn, member.member_id, named)
    return any(each.applied and event.place < each.place for each in known)


def had(conn: Connection, member: Member, number: str, at: datetime) -> bool | None:
    """Whether the number was one of the membership at that moment; None if no event of one of
    several numbers tells."""
    known = book.naming(conn, member.member_id, number)
    if not any(each.kind in LINES for each in known):
        return None
    before = [each for each in known if each.happened_at <= at]
    if before:
        return max(before, key=lambda each: each.place).became == number
    return min(known, key=lambda each: each.place).was == number


def carry_out(
    conn: Connection, member: Member, event: MemberEvent, at: datetime
) -> tuple[str | None, str | None]:
    """Returns what was changed: from what, and into what. Raises BadEvent, UnknownMember,
    NumberInUse."""
    try:
        return _carry_out(conn, member, event, at)
    except NotAllowed as refused:
        if refused.reason == "no_number":
            raise UnknownMember("the member does not have that number") from None
        raise BadEvent(_WHY[refused.reason], refused.reason) from None


_WHY = {
    "last_number": "it is the last number that gets texts: a person decides what becomes of the"
    " membership",
    "numbers": f"a membership has at most {numbers.FURTHER_MAX} further numbers",
    "fixed_line": "the main number cannot become a fixed line while there is a mobile one",
}


def _carry_out(
    conn: Connection, member: Member, event: MemberEvent, at: datetime
) -> tuple[str | None, str | None]:
    member_id, key, was, became = member.member_id, event.key, event.number, event.became
    match event.kind:
        case EventKind.NUMBER_REMOVED:
            assert was is not None
            numbers.remove(conn, member_id=member_id, number=was, key=key, at=at)
            return was, None
        case EventKind.NUMBER_ADDED:
            assert became is not None
            before = became if numbers.has(conn, member, became) else None
            numbers.add(conn, member_id=member_id, number=became, by=event.source, key=key, at=at)
            return before, became
        case EventKind.NUMBER_REPLACED:
            assert was is not None and became is not None
            numbers.replace(
                conn, member_id=member_id, was=was, became=became, by=event.source, key=key, at=at
            )
            return was, became
    assert became is not None
    if became != member.number and numbers.has(conn, member, became):
        numbers.make_main(conn, member_id=member_id, number=became, key=f"{key}:main", at=at)
        numbers.remove(conn, member_id=member_id, number=member.number, key=key, at=at)
    elif is_fixed_line(became) and (other := numbers.other_mobile(conn, member, member.number)):
        numbers.make_main(conn, member_id=member_id, number=other, key=f"{key}:main", at=at)
        line = {"was": member.number, "became": became, "by": event.source}
        numbers.replace(conn, member_id=member_id, **line, key=key, at=at)
    else:
        changes.change_number(conn, member_id=member_id, number=became, key=key, at=at)
    return member.number, became
