"""Applies events: in a batch, each in a savepoint of its own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from core.kernel import HotlineError, NoSuchMember, NumberTaken
from core.ledger import GROWTH, POINTS, batch_sql
from core.loyalty import joining, leaving
from core.member_events import book, lines, owners, status
from core.member_events.errors import BadEvent, UnknownMember
from core.member_events.event import (
    DESK,
    ENDS,
    LINES,
    STATUS,
    EventKind,
    EventOutcome,
    MemberEvent,
)
from core.members import Member, changes, membership, profiles
from core.programme import current_rules, local_day

Results = list[EventOutcome | HotlineError]


def apply_all(conn: Connection, events: Sequence[MemberEvent], *, at: datetime) -> Results:
    """One result an event, in their order: they are not sorted, and need not be. An event that is
    refused stops no other."""
    known = book.owners(conn, events)
    _lock(conn, events, known)
    results: Results = []
    for event in events:
        try:
            with conn.begin_nested():
                outcome, known[event.key] = _apply(conn, event, known.get(event.key), at)
        except NumberTaken:
            raise
        except HotlineError as refused:
            results.append(refused)
        else:
            results.append(outcome)
    return results


def apply(conn: Connection, event: MemberEvent, *, at: datetime) -> EventOutcome:
    """Raises BadEvent, UnknownMember; NumberInUse, MemberIdInUse, NoSuchUnit as the changes do."""
    return _apply(conn, event, book.owners(conn, [event]).get(event.key), at)[0]


def _lock(conn: Connection, events: Sequence[MemberEvent], known: dict[str, int]) -> None:
    """The members first, then their accounts, and both in the order of all batches: one by one, two
    batches would deadlock."""
    member_ids = set(known.values())
    for event in events:
        try:
            if event.kind is not EventKind.JOINED and event.key not in known:
                member_ids.add(owners.find(conn, event))
        except UnknownMember:
            continue  # the event is refused in its turn, unless one of this batch makes it known
    profiles.lock_all(conn, sorted(member_ids))
    batch_sql.lock_accounts(conn, [(one, unit) for one in member_ids for unit in (POINTS, GROWTH)])


def _apply(
    conn: Connection, event: MemberEvent, owner: int | None, at: datetime
) -> tuple[EventOutcome, int]:
    """Returns the member's id as well. `owner`: the member of whom it was recorded before."""
    if owner is None:
        _check(event, at)
    if owner is None and event.kind is EventKind.JOINED:
        return EventOutcome.APPLIED, _join(conn, event, at)
    member_id = owner or owners.find(conn, event)
    try:
        profiles.lock(conn, member_id)
    except NoSuchMember:
        raise UnknownMember(f"there is no member {member_id}") from None
    before = book.hash_of(conn, member_id, event)
    if before is not None:
        if before not in ("", event.request_hash()):  # "": the member's data was erased
            raise BadEvent("this event_id was sent before, with other data")
        return EventOutcome.REPEATED, member_id
    member = profiles.by_id(conn, member_id)
    meant = replace(event, kind=lines.kind_of(conn, member, event))
    if _is_late(conn, member, meant):
        was, became = lines.number_of(meant) if meant.kind in LINES else None, event.became
        outcome, applied = EventOutcome.LATE, False
    else:
        was, became = _carry_out(conn, member, meant, at)
        outcome, applied = EventOutcome.APPLIED, True
    book.record(
        conn, member_id, event, kind=meant.kind, at=at, applied=applied, was=was, became=became
    )
    return outcome, member_id


def _check(event: MemberEvent, at: datetime) -> None:
    if event.source not in (DESK, *current_rules().member_events.sources):
        raise BadEvent(f"{event.source} is no source of events")
    if event.is_ahead(at):
        raise BadEvent(f"happened_at is {event.happened_at}, which is still to come")


def _join(conn: Connection, event: MemberEvent, at: datetime) -> int:
    assert event.newcomer is not None
    member_id = joining.join(conn, event.newcomer, key=event.key, at=at)
    number = event.newcomer.number
    book.record(conn, member_id, event, at=at, applied=True, became=number)
    return member_id


def _is_late(conn: Connection, member: Member, event: MemberEvent) -> bool:
    """Whether something that happened later has come before it. Raises BadEvent where the member
    had not joined yet, or is no member any more."""
    day = local_day(event.happened_at)
    if day < member.joined_on:
        raise BadEvent(f"the member joined on {member.joined_on}, after this")
    ended = book.applied(conn, member.member_id, ENDS)
    if ended or member.status == "left":
        left_on = membership.leaves_on(conn, member.member_id)
        if (ended and event.place > ended[0].place) or (not ended and left_on and day >= left_on):
            raise BadEvent("the member has left", "left")
        return True
    if event.kind in LINES:
        return lines.is_late(conn, member, event)
    return any(
        event.place < earlier.place for earlier in book.applied(conn, member.member_id, event.sort)
    )


def _carry_out(
    conn: Connection, member: Member, event: MemberEvent, at: datetime
) -> tuple[str | None, str | None]:
    """Returns what was changed: from what, and into what."""
    member_id, key = member.member_id, event.key
    if event.kind in STATUS:
        was = status.current(conn, member_id)
        became = status.standing(conn, member_id, event.kind).status
        membership.set_status(conn, member_id=member_id, status=became, key=key, at=at)
        return was, became
    if event.kind in ENDS:
        leaving.end(conn, member_id=member_id, at=at)
        return member.number, None
    if event.kind in LINES or event.kind is EventKind.NUMBER_CHANGED:
        return lines.carry_out(conn, member, event, at)
    new = event.became
    assert new is not None
    changes.move(conn, member_id=member_id, place=new, key=key, at=at)
    return member.place, new
