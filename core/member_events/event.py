"""An event, its kinds, and what each says."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum, auto

from core.kernel import Values, idempotency
from core.loyalty import Newcomer
from core.programme import current_rules


class EventKind(StrEnum):
    JOINED = "joined"
    NUMBER_CHANGED = "number_changed"
    NUMBER_ADDED = "number_added"
    NUMBER_REMOVED = "number_removed"
    NUMBER_REPLACED = "number_replaced"  # recorded for a NUMBER_CHANGED of a further number
    OWNER_CHANGED = "owner_changed"  # the number is another person's
    PROVINCE_MOVED = "province_moved"
    ARREARS_BEGUN = "arrears_begun"
    ARREARS_SETTLED = "arrears_settled"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    PORTED_OUT = "ported_out"
    LEFT = "left"


class EventOutcome(Enum):
    APPLIED = auto()
    LATE = auto()  # recorded, without effect
    REPEATED = auto()  # it had come before


_ARREARS = (EventKind.ARREARS_BEGUN, EventKind.ARREARS_SETTLED)
_SUSPENSION = (EventKind.SUSPENDED, EventKind.RESUMED)
STATUS = (*_ARREARS, *_SUSPENSION)
ENDS = (EventKind.OWNER_CHANGED, EventKind.PORTED_OUT, EventKind.LEFT)
LINES = (EventKind.NUMBER_ADDED, EventKind.NUMBER_REMOVED, EventKind.NUMBER_REPLACED)
"""Kinds of one number of several: of those that name the same number the later one counts."""
NUMBERS = (EventKind.JOINED, EventKind.NUMBER_CHANGED, *LINES, *ENDS)
"""Kinds that are recorded with the number that the member had or got."""
SORTS = (
    (EventKind.JOINED,),
    (EventKind.NUMBER_CHANGED,),
    (EventKind.PROVINCE_MOVED,),
    _ARREARS,
    _SUSPENSION,
    ENDS,
    LINES,
)
"""Kinds of which the later one counts."""

REPORTED = tuple(kind for kind in EventKind if kind is not EventKind.NUMBER_REPLACED)
"""Kinds that other systems report."""

DESK = "desk"
"""The source of what is done at the desk, which no other system may use: an act there has its place
among the events, so that a late one does not undo it."""

AHEAD = timedelta(minutes=1)
"""A unit of the rule ahead_minutes_max."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberEvent:
    """The member is given by id, by the number that was the member's when it happened, or by both.
    `became`: the new number, or the place. A number that is removed is `number`. `newcomer`: who
    has joined."""

    source: str
    event_id: str
    kind: EventKind
    happened_at: datetime
    member_id: int | None = None
    number: str | None = None
    became: str | None = None
    newcomer: Newcomer | None = None

    @property
    def key(self) -> str:
        """Of the receipt, and of what the event does."""
        return f"event:{self.source}:{self.event_id}"

    @property
    def place(self) -> tuple[datetime, str, str]:
        """In the order of events: two of one moment have one too."""
        return self.happened_at, self.source, self.event_id

    @property
    def sort(self) -> tuple[EventKind, ...]:
        return next(kinds for kinds in SORTS if self.kind in kinds)

    def request_hash(self) -> str:
        """Tells the event from another one with the same id."""
        said: Values = asdict(self)
        said["happened_at"] = self.happened_at.timestamp()
        if self.newcomer and self.newcomer.city is None:
            del said["newcomer"]["city"]  # as the hashes of before cities were known
        return idempotency.hashed(said)

    def is_ahead(self, at: datetime) -> bool:
        return self.happened_at > at + current_rules().member_events.ahead_minutes_max * AHEAD
