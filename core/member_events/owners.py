"""Finds the member of an event by the number that the event names: whoever had it then."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, or_, select

from core.member_events import book, lines
from core.member_events.errors import UnknownMember
from core.member_events.event import ENDS, NUMBERS, EventKind, MemberEvent
from core.members import Member, masked, membership, numbers, profiles
from core.programme import local_day
from core.schema import member_event

_NUMBER: BindParameter[str] = bindparam("number")
_HAD = select(member_event.c.member_id).where(
    member_event.c.kind.in_([kind.value for kind in NUMBERS]),
    or_(member_event.c.was == _NUMBER, member_event.c.became == _NUMBER),
)


def find(conn: Connection, event: MemberEvent) -> int:
    """Raises UnknownMember. Where the id is given, a number that nobody had is no objection: the
    event that makes it known may still be on its way."""
    if event.number is None:
        assert event.member_id is not None
        return event.member_id
    found = _had_then(conn, event.number, event.happened_at)
    if event.member_id is not None:
        if found and event.member_id not in found:
            raise UnknownMember(f"{masked(event.number)} was not member {event.member_id}'s then")
        return event.member_id
    if not found:
        raise UnknownMember(f"no member had the number {masked(event.number)} then")
    return found[0]


def _had_then(conn: Connection, number: str, at: datetime) -> Sequence[int]:
    """Those who had the number then, as far as is known: several, where an event is missing. Who is
    still a member comes first."""
    found = {*conn.execute(_HAD, {"number": number}).scalars(), profiles.id_of(conn, number)}
    members = profiles.by_ids(conn, sorted(found - {None})).values()
    had = [each for each in members if _was_there(conn, each, at) and _had(conn, each, number, at)]
    return [each.member_id for each in sorted(had, key=lambda each: each.status == "left")]


def _was_there(conn: Connection, member: Member, at: datetime) -> bool:
    """To the moment where events say it, else to the day."""
    joined = book.applied(conn, member.member_id, (EventKind.JOINED,))
    ended = book.applied(conn, member.member_id, ENDS)
    if member.joined_on > local_day(at) or (joined and joined[0].happened_at > at):
        return False
    if ended:
        return ended[0].happened_at >= at
    left_on = membership.leaves_on(conn, member.member_id) if member.status == "left" else None
    return left_on is None or local_day(at) <= left_on


def _had(conn: Connection, member: Member, number: str, at: datetime) -> bool:
    told = lines.had(conn, member, number, at)
    if told is not None:
        return told
    if number == _of(conn, member, at):
        return True
    # What no event tells of was done at the desk: what the membership has now counts.
    known = book.naming(conn, member.member_id, number)
    return numbers.has(conn, member, number) and all(each.happened_at <= at for each in known)


def _of(conn: Connection, member: Member, at: datetime) -> str:
    """The member's main number at that moment: late events say what it was in between."""
    changes = book.of_kind(conn, member.member_id, EventKind.NUMBER_CHANGED)
    before = [each for each in changes if each.happened_at <= at]
    if before:
        return max(before, key=lambda each: each.place).became or ""
    applied = [each for each in changes if each.applied]
    return applied[-1].was or "" if applied else member.number
