"""The log of turns that changed something, each with its reply and the session as it was after it.

A turn's row is written in the transaction of its changes. A webhook that is delivered again, also
after a crash, is answered from here. A turn that only read leaves no row. A caller who is not a
member is member 0, also in the turn by which the caller joins: so a row is found under member 0 as
well, for whoever has joined since.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    select,
    tuple_,
)
from sqlalchemy.exc import IntegrityError

from core.conversation.errors import TurnTaken
from core.kernel import Values, row_builder
from core.members import (
    NOBODY,
    MemberWithPoints,
    is_fixed_line,
    member_points,
    numbers,
    profiles,
)
from core.schema import handover, opted_out, outcome_promise, turn
from core.schema import member as member_table

_ANSWER = select(turn.c.seq, turn.c.reply, turn.c.talk.label("session")).where(
    turn.c.member_id.in_((bindparam("member_id"), NOBODY)),
    turn.c.session_id == bindparam("session_id"),
)
# The `seq` of a message that was not carried out, and never will be: no reply and no session.
NOT_DONE = -1
_FIND = _ANSWER.where(turn.c.message_id == bindparam("message_id"))
_NEWEST = _ANSWER.where(turn.c.seq > NOT_DONE).order_by(turn.c.seq.desc()).limit(1)
_RECORD = insert(turn)
_OF_CALLER = select(func.max(turn.c.seq)).where(
    turn.c.member_id == member_table.c.member_id, turn.c.session_id == bindparam("session_id")
)
_THIS = _OF_CALLER.where(turn.c.message_id == bindparam("message_id"))
_NEWEST_SEQ = _OF_CALLER.where(turn.c.seq > NOT_DONE)
_TEXTS_BLOCKED = exists().where(opted_out.c.number == bindparam("caller")).label("texts_blocked")
# Texts go to the main number of the member, whichever the caller has called from.
_MEMBERS_BLOCKED = (
    exists()
    .where(opted_out.c.number == member_table.c.number)
    .correlate(member_table)
    .label("texts_blocked")
)
_BY_STRANGER = (
    select(func.max(turn.c.seq))
    .where(turn.c.member_id == NOBODY, turn.c.session_id == bindparam("session_id"))
    .add_columns(
        func.max(case((turn.c.message_id == bindparam("message_id"), turn.c.seq))).label(
            "this_seq"
        ),
        _TEXTS_BLOCKED,
    )
)
# The caller's conversation with an agent by text: meanwhile the hotline does not answer.
_WRITING = (
    select(handover.c.handover_id)
    .where(handover.c.way == "text", handover.c.status.in_(("open", "talking")))
    .order_by(handover.c.requested_at.desc())
    .limit(1)
)
_WRITING_NOBODY = _WRITING.where(
    handover.c.member_id == NOBODY, handover.c.number == bindparam("caller")
)
_CALLER = member_points.BY_ID.add_columns(
    _THIS.correlate(member_table).scalar_subquery().label("this_seq"),
    _NEWEST_SEQ.correlate(member_table).scalar_subquery().label("newest_seq"),
    _WRITING.where(handover.c.member_id == member_table.c.member_id)
    .correlate(member_table)
    .scalar_subquery()
    .label("writing"),
    _MEMBERS_BLOCKED,
    numbers.LEADS_TO_MEMBER.label("has_number"),
)
_MEMBER_COLUMNS = tuple(column.name for column in member_points.BY_ID.selected_columns)

# A carrier's retry is answered for a day. Replies may hold what was said to the member alone (a
# one-time code), so they are kept no longer than another day, for clocks that differ.
KEPT_FOR = timedelta(days=2)
_KEY = tuple_(turn.c.member_id, turn.c.session_id, turn.c.message_id)
_IS_OWED = (
    select(outcome_promise.c.message_id)
    .where(
        outcome_promise.c.member_id == turn.c.member_id,
        outcome_promise.c.session_id == turn.c.session_id,
        outcome_promise.c.message_id == turn.c.message_id,
        outcome_promise.c.told_at.is_(None),
    )
    .exists()
)
_IS_OLD = and_(turn.c.recorded_at < bindparam("before"), ~_IS_OWED)
_AFTER = tuple_(bindparam("member_id"), bindparam("session_id"), bindparam("message_id"))
_OLD = (
    select(turn.c.member_id, turn.c.session_id, turn.c.message_id)
    .where(_IS_OLD, _KEY > _AFTER)
    .order_by(turn.c.member_id, turn.c.session_id, turn.c.message_id)
    .limit(bindparam("limit"))
)
_LAST = tuple_(bindparam("to_member"), bindparam("to_session"), bindparam("to_message"))
_DELETE = delete(turn).where(_IS_OLD, _KEY > _AFTER, _KEY <= _LAST)
Key = tuple[int, str, str]
FIRST: Key = (-1, "", "")


@dataclass(frozen=True, slots=True)
class RecordedTurn:
    seq: int
    reply: dict[str, Any]
    session: dict[str, Any]

    @property
    def is_not_done(self) -> bool:
        """Whether the message was not carried out, and never will be: see record_not_done()."""
        return self.seq == NOT_DONE


_build = row_builder(RecordedTurn, _ANSWER)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends a message (`member` is None for a stranger), whether a reply to that very message
    is recorded (`answered`), and the newest turn that is recorded of its session. `texts_blocked`:
    the number that texts go to has told the carrier that it wants none, or is a fixed line, so that
    none reaches it."""

    member: MemberWithPoints | None
    answered: bool
    newest_seq: int | None
    writing: str | None = None
    """The id of the member's open or ongoing conversation by text."""
    texts_blocked: bool = False
    writing_as: int = NOBODY
    """The member's id under which that conversation is: NOBODY also of who has joined since."""

    @property
    def member_id(self) -> int:
        return self.member.member_id if self.member else NOBODY


def caller(
    conn: Connection,
    number: str,
    today: date,
    session_id: str,
    message_id: str,
    *,
    known_id: int = NOBODY,
) -> Caller:
    """One round trip where `known_id` is still the member who has the number, as in every turn of a
    session but the first, because every turn of every channel begins with it: a carrier that
    delivers a message again does not say so, and only the database knows for certain."""
    session = {"session_id": session_id, "message_id": message_id}
    values = session | {"caller": number, "today": today}
    row = None
    if known_id != NOBODY:
        row = conn.execute(_CALLER, values | {"member_id": known_id}).first()
    if row is None or not row.has_number:
        member_id = profiles.id_of(conn, number)
        row = None
        if member_id is not None:
            row = conn.execute(_CALLER, values | {"member_id": member_id}).first()
    if row:
        found = row._mapping
        member = MemberWithPoints(**{name: found[name] for name in _MEMBER_COLUMNS})
        is_answered = row.this_seq is not None
        is_blocked = bool(row.texts_blocked) or is_fixed_line(member.number)
        found_member = Caller(
            member, is_answered, row.newest_seq, row.writing, is_blocked, member.member_id
        )
        if member.joined_on < today - KEPT_FOR:
            return found_member
        return _with_turns_before_joining(conn, found_member, session | {"caller": number})
    newest_seq, this_seq, blocked = conn.execute(_BY_STRANGER, session | {"caller": number}).one()
    if newest_seq is None:  # a stranger who had asked for an agent would have left a turn
        return Caller(None, answered=False, newest_seq=None, texts_blocked=bool(blocked))
    writing = conn.execute(_WRITING_NOBODY, {"caller": number}).scalar()
    recorded = newest_seq if newest_seq > NOT_DONE else None
    return Caller(None, this_seq is not None, recorded, writing, bool(blocked))


def _with_turns_before_joining(conn: Connection, member: Caller, session: Values) -> Caller:
    """A new member, with what is recorded of the session from before the membership."""
    newest_seq, this_seq, _ = conn.execute(_BY_STRANGER, session).one()
    if newest_seq is None:
        return member
    if member.writing is None:
        writing = conn.execute(_WRITING_NOBODY, {"caller": session["caller"]}).scalar()
        member = replace(member, writing=writing, writing_as=NOBODY)
    recorded = max(newest_seq, NOT_DONE if member.newest_seq is None else member.newest_seq)
    return replace(
        member,
        answered=member.answered or this_seq is not None,
        newest_seq=recorded if recorded > NOT_DONE else None,
    )


def find(conn: Connection, member_id: int, session_id: str, message_id: str) -> RecordedTurn | None:
    """The recorded turn that answered this message, None if there is none."""
    values = {
        "member_id": member_id,
        "session_id": session_id,
        "message_id": message_id,
    }
    return _recorded(conn.execute(_FIND, values).first())


def newest(conn: Connection, member_id: int, session_id: str) -> RecordedTurn | None:
    """The last recorded turn of a session; `seq` counts on from it and never starts again."""
    values = {"member_id": member_id, "session_id": session_id}
    return _recorded(conn.execute(_NEWEST, values).first())


def record(
    conn: Connection,
    *,
    member_id: int,
    session_id: str,
    message_id: str,
    seq: int,
    reply: dict[str, Any],
    session: dict[str, Any],
    at: datetime,
) -> None:
    """Record a turn. Raises TurnTaken if another delivery of the same message was first; the
    primary key lets one through."""
    values = {
        "member_id": member_id,
        "session_id": session_id,
        "message_id": message_id,
        "seq": seq,
        "reply": reply,
        "talk": session,
        "recorded_at": at,
    }
    try:
        conn.execute(_RECORD, values)
    except IntegrityError as error:
        raise TurnTaken(f"{session_id} {message_id}") from error


def record_not_done(
    conn: Connection, member_id: int, session_id: str, message_id: str, *, at: datetime
) -> None:
    """Record that a message is not carried out: every later delivery of it is answered so. Raises
    TurnTaken if a delivery recorded its turn at the same moment."""
    record(
        conn,
        member_id=member_id,
        session_id=session_id,
        message_id=message_id,
        seq=NOT_DONE,
        reply={},
        session={},
        at=at,
    )


def prune(conn: Connection, *, at: datetime, after: Key, limit: int) -> tuple[Key | None, int]:
    """Delete up to `limit` turns older than KEPT_FOR, in the order of their keys. Those whose
    outcome is promised are kept until it has been told. Returns the key to continue after
    (None: the end of the table) and the number of rows deleted."""
    values = {"before": at - KEPT_FOR, "limit": limit}
    values |= zip(("member_id", "session_id", "message_id"), after, strict=True)
    old = conn.execute(_OLD, values).all()
    if not old:
        return None, 0
    last: Key = (old[-1].member_id, old[-1].session_id, old[-1].message_id)
    values |= zip(("to_member", "to_session", "to_message"), last, strict=True)
    return last, conn.execute(_DELETE, values).rowcount


def _recorded(row: Row[*tuple[Any, ...]] | None) -> RecordedTurn | None:
    return None if row is None else _build(row)
