"""Reads and writes the turns that the database has recorded.

A turn that changes something is recorded with its reply and its session, in the transaction of the
change: one row for each message, so that a message has its effect once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from core.conversation import CountKey, TurnTaken, UnclearWords, turn_log
from core.kernel import Database, has_written
from core.members import NOBODY, Member, profiles
from flows.engine.context import Context
from flows.engine.session_store import OpenTurn
from flows.protocol import Heard, Session, Turn


class UnmarkedEffect(Exception):
    """An action changed something without being marked `effect`: a bug in a dialogue."""


class AlreadyAnswered(Exception):
    """The message was answered before; `recorded` is its row."""

    def __init__(self, recorded: turn_log.RecordedTurn) -> None:
        super().__init__(recorded.seq)
        self.recorded = recorded


class SessionOutdated(Exception):
    """The database has a later turn of the session than the session store: the process that took
    it died before it could save the session. `newest` is the latest row.
    """

    def __init__(self, newest: turn_log.RecordedTurn) -> None:
        super().__init__(newest.seq)
        self.newest = newest


class OutcomeUnknown(Exception):
    """The turn failed, and it is unknown whether it was committed. `session`: after the turn;
    `member_id`: under which it is recorded, if it was."""

    def __init__(self, session: Session, member_id: int) -> None:
        super().__init__(session.session_id)
        self.session = session
        self.member_id = member_id


@dataclass(frozen=True, slots=True)
class TurnResult:
    """A turn and the session after it.

    session: None: the stored session stays as it is.
    visited: what the funnel counts of the turn.
    unclear: counts of words that were not understood.
    is_final: whether the message gets this reply again. An apology is not final.
    recorded_as: the member's id under which the turn is recorded, if it changed something.
    """

    turn: Turn
    session: Session | None
    visited: Sequence[CountKey] = ()
    unclear: Mapping[UnclearWords, int] = field(default_factory=dict)
    is_final: bool = True
    recorded_as: int = NOBODY

    @property
    def reply(self) -> Turn | None:
        """What a repeated message gets again; None: the message is taken again."""
        return self.turn if self.is_final else None


def commit(database: Database, take: Callable[[Connection], TurnResult]) -> TurnResult:
    """Take the turn in a transaction, and again if that fails for a passing reason.

    Raises OutcomeUnknown if it fails after an attempt had come to its commit: no answer to a COMMIT
    does not say whether it took effect. Else what `take` raises.
    """
    sent: list[TurnResult] = []

    def attempt(conn: Connection) -> TurnResult:
        result = take(conn)
        if has_written(conn):
            sent.append(result)
        return result

    try:
        return database.run(attempt)
    except (AlreadyAnswered, SessionOutdated, TurnTaken):
        raise
    except Exception as error:
        if sent and sent[-1].session is not None:
            raise OutcomeUnknown(sent[-1].session, sent[-1].recorded_as) from error
        raise


def find(conn: Connection, member_id: int, heard: Heard) -> turn_log.RecordedTurn | None:
    """The recorded reply to this message, with the session as of the latest recorded turn; None if
    the message has no record."""
    found = turn_log.find(conn, member_id, heard.session_id, heard.message_id)
    if found and found.is_not_done:
        return found
    newest = found and turn_log.newest(conn, member_id, heard.session_id)
    return replace(newest, reply=found.reply) if found and newest else None


def find_of_caller(conn: Connection, heard: Heard) -> turn_log.RecordedTurn | None:
    """As `find`, for the member who has the caller's number now."""
    return find(conn, member_id_of(profiles.find(conn, heard.caller)), heard)


def result_of(recorded: turn_log.RecordedTurn, open_turn: OpenTurn) -> TurnResult:
    """The recorded reply, with the recorded session or, if that is later, the stored one."""
    session, stored = Session.read(recorded.session), Session.read(open_turn.session)
    if stored is not None and stored.seq > recorded.seq:
        session = stored
    return TurnResult(Turn.from_json(recorded.reply), session)


def begin_effect(context: Context, heard: Heard) -> None:
    """Called before the first effect of a message: locks the member, then makes sure that the
    message is new and the session is not outdated. Raises AlreadyAnswered or SessionOutdated.

    The lock comes first: of two deliveries at the same moment, the second waits for it and then
    finds the row of the first.
    """
    if context.has_effect:
        return
    context.has_effect = True
    if context.caller is not None:
        status = profiles.lock(context.conn, context.caller.member_id)
        context.caller = replace(context.caller, status=status)
    member_id = member_id_of(context.caller)
    recorded = find(context.conn, member_id, heard)
    if recorded is not None:
        raise AlreadyAnswered(recorded)
    newest = turn_log.newest(context.conn, member_id, heard.session_id)
    if newest is not None and newest.seq >= context.session.seq:
        raise SessionOutdated(newest)


def record(context: Context, heard: Heard, turn: Turn) -> None:
    """Write the row. Raises UnmarkedEffect if begin_effect was not called before the change."""
    if not context.has_effect:
        raise UnmarkedEffect(f"{context.session.top.flow}.{context.session.top.state}")
    turn_log.record(
        context.conn,
        member_id=context.began_as,
        session_id=heard.session_id,
        message_id=heard.message_id,
        seq=context.session.seq,
        reply=turn.to_json(),
        session=context.session.to_json(),
        at=context.at,
    )


def member_id_of(caller: Member | None) -> int:
    return caller.member_id if caller else NOBODY
