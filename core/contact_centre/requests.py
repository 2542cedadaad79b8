"""A member asks for an agent: in the queue on the telephone, for a call back, or by text.

A caller who is not a member asks as member 0. The queue is served by rank, the earliest first. A
rank is the time of the request, or the chosen time of a callback, minus the minutes of the member's
group (the programme's `agents.ahead_groups` and `agents.ahead_minutes`). The groups are served
first, but nobody waits endlessly: a member who has waited longer than those minutes is ahead of a
group's new requests.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from core.contact_centre.handover import WAITS, due_by
from core.kernel import KeyReused, idempotency
from core.members import Member, profiles
from core.programme import SENIOR, current_rules, local_day
from core.schema import handover


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """What the agent sees of the caller's session, so that nothing is asked twice.

    `path` lists the dialogues and steps that were visited, `proofs` how the caller was identified
    beyond the number, `transcript` what was said, with secrets masked. `turn` is the number of the
    turn with which the session resumes afterwards.
    """

    session_id: str
    channel: str
    language: str
    topic: str
    transcript: list[Any]
    path: list[str]
    proofs: list[str]
    turn: int


@dataclass(frozen=True, slots=True)
class HandoverRequest:
    handover_id: str
    ahead: int  # how many others are served before this one
    booked_at: datetime | None = None  # the member has asked for it before
    call_at: datetime | None = None  # the chosen time of the callback; None: as soon as possible


# A member may wait in several ways at once, and does not wait for themselves. Callers who withhold
# their number are not told apart.
_AHEAD = select(func.count()).where(
    WAITS,
    handover.c.rank_at < bindparam("rank_at"),
    or_(
        handover.c.number == "",
        handover.c.number != bindparam("own_number"),
        handover.c.member_id != bindparam("own_id"),
    ),
)
_RANK = select(handover.c.rank_at, handover.c.number).where(
    handover.c.member_id == bindparam("whose"), handover.c.handover_id == bindparam("which")
)
_PROVED = (
    update(handover)
    .where(handover.c.session_id == bindparam("session"), handover.c.status != "closed")
    .values(proofs=bindparam("shown"), turn=bindparam("next_turn"), version=handover.c.version + 1)
)
_ASKED = (
    select(
        handover.c.handover_id,
        handover.c.rank_at,
        handover.c.requested_at,
        handover.c.call_at,
    )
    .where(
        handover.c.member_id == bindparam("member_id"),
        handover.c.number == bindparam("number"),
        handover.c.way == bindparam("way"),
        handover.c.status.in_(("open", "offered", "talking")),
    )
    .limit(1)
)
_OF_SESSION = (
    select(handover.c.handover_id).where(handover.c.session_id == bindparam("session")).limit(1)
)
_REPLIED = (
    update(handover)
    .where(handover.c.member_id == bindparam("whose"), handover.c.handover_id == bindparam("which"))
    .values(transcript=bindparam("lines"))
)
_REQUEST = insert(handover).values(version=1, tries=0)
_CALL_ENDED = {"act": "call_ended"}


def request(
    conn: Connection,
    *,
    member_id: int,
    number: str,
    way: str,
    summary: SessionSummary,
    priority: int,
    key: str,
    at: datetime,
    handover_id: str,
    call_at: datetime | None = None,
) -> HandoverRequest:
    """Record a request for an agent, once under the idempotency key `key`.

    `way` is 'queue', 'callback' or 'text'; `priority` is the place of the member's group, as
    priority_of() returns it; `call_at` is the time that the member has chosen for a callback,
    from which its place in the queue is counted. A member has at most one open call back and one
    open written conversation: another request for it returns the open one. Who has hung up already
    does not wait: the request is abandoned at once."""
    if way != "queue" and (open_one := find_open(conn, member_id, number, way, at)) is not None:
        return open_one
    rank_at = rank_of(call_at or at, priority)
    ahead = count_ahead(conn, member_id, number, rank_at, at)
    asked = {"act": "handover", "number": number, "way": way, "topic": summary.topic}
    if call_at is not None:
        asked["call_at"] = call_at.isoformat()
    result = {"handover_id": handover_id, "ahead": ahead}
    before = idempotency.claim(conn, member_id, key, asked, result, at)
    if before is not None:
        return HandoverRequest(**before, call_at=call_at)
    values = {name: getattr(summary, name) for name in SessionSummary.__slots__} | {
        "member_id": member_id,
        "handover_id": handover_id,
        "number": number,
        "way": way,
        "priority": priority,
        "rank_at": rank_at,
        "requested_at": at,
        "call_at": call_at,
        "status": "open",
    }
    if way == "queue" and _has_ended(conn, member_id, summary.session_id):
        values |= {"status": "closed", "outcome": "abandoned", "ended_at": at, "closed_at": at}
    conn.execute(_REQUEST, values)
    return HandoverRequest(handover_id, ahead, call_at=call_at)


def add_reply(conn: Connection, member_id: int, handover_id: str, lines: list[Any]) -> None:
    """The transcript with the reply to the request itself, in the same transaction."""
    conn.execute(_REPLIED, {"whose": member_id, "which": handover_id, "lines": lines})


def rank_of(since: datetime, priority: int) -> datetime:
    """The place in the queue of a request of this priority that waits since then."""
    return since - timedelta(minutes=current_rules().agents.ahead_minutes[priority])


def find_open(
    conn: Connection, member_id: int, number: str, way: str, at: datetime
) -> HandoverRequest | None:
    """The member's open request of this way, from the number; None if there is none."""
    who = {"member_id": member_id, "number": number, "way": way}
    asked = conn.execute(_ASKED, who).first()
    if asked is None:
        return None
    ahead = count_ahead(conn, member_id, number, asked.rank_at, at)
    return HandoverRequest(asked.handover_id, ahead, asked.requested_at, asked.call_at)


def count_ahead(
    conn: Connection, member_id: int, number: str, rank_at: datetime, at: datetime
) -> int:
    """How many requests of others are served before one with this rank."""
    own = {"rank_at": rank_at, "own_id": member_id, "own_number": number, "due_by": due_by(at)}
    return int(conn.execute(_AHEAD, own).scalar_one())


def ahead_of(conn: Connection, member_id: int, handover_id: str, at: datetime) -> int:
    """How many are served before this request, which waits."""
    row = conn.execute(_RANK, {"whose": member_id, "which": handover_id}).one()
    return count_ahead(conn, member_id, row.number, row.rank_at, at)


def is_made_in(conn: Connection, session_id: str) -> bool:
    """Whether an agent has been asked for in this session, whatever became of it."""
    return conn.execute(_OF_SESSION, {"session": session_id}).first() is not None


def unannounced_key(call: str) -> str:
    """The key of the request that is made for a caller in the carrier's queue who has none."""
    return f"{call}:late"


def record_end(conn: Connection, *, member_id: int, call: str, at: datetime) -> None:
    """Record that a call has ended: what the carrier still delivers of it makes nobody wait. Waits
    for a request under unannounced_key() that is being written."""
    for key in _keys_of_end(call):
        try:
            idempotency.claim(conn, member_id, key, _CALL_ENDED, {}, at)
            return
        except KeyReused:
            continue


def _has_ended(conn: Connection, member_id: int, call: str) -> bool:
    for key in _keys_of_end(call):
        try:
            return idempotency.replay(conn, member_id, key, _CALL_ENDED) is not None
        except KeyReused:
            continue
    return False


def _keys_of_end(call: str) -> tuple[str, str]:
    return unannounced_key(call), f"{call}:ended"


def record_proofs(conn: Connection, session_id: str, *, proofs: list[str], turn: int) -> None:
    """Store the proofs that the caller has given in the meantime, for the agent to see. `turn` is
    the number of the turn with which the session resumes."""
    conn.execute(_PROVED, {"session": session_id, "shown": proofs, "next_turn": turn})


def priority_of(member: Member | None, at: datetime) -> int:
    """The index of the first of the programme's `agents.ahead_groups` that the member belongs to;
    the number of groups for members of none, and for callers who are not members."""
    groups = current_rules().agents.ahead_groups
    if member is None:
        return len(groups)
    own = {member.tier} | ({SENIOR} if profiles.is_senior(member, local_day(at)) else set())
    return next((place for place, group in enumerate(groups) if group in own), len(groups))
