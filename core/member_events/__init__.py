"""What other systems report of members, and agents at the desk: that somebody joined, has another
number, moved, does not pay, was suspended or is no customer any more.

An event is recorded once, by its source and its id. Events of one sort count in the order in which
they happened: one that comes late is recorded, and changes nothing.
"""

from core.member_events import book, desk, handling, status
from core.member_events.errors import BadEvent, UnknownMember
from core.member_events.event import AHEAD, REPORTED, EventKind, EventOutcome, MemberEvent

__all__ = [
    "AHEAD",
    "REPORTED",
    "BadEvent",
    "EventKind",
    "EventOutcome",
    "MemberEvent",
    "UnknownMember",
    "book",
    "desk",
    "handling",
    "status",
]
