"""Reads and writes the turns that the database has recorded.

A turn that changes something is recorded with its reply and its session, in the transaction of the
change: one row for each message, so that a message has its effect once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from core.conversation import CountKey, turn_log
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


@dataclass(frozen=True, slots=True)
class TurnResult:
    """A turn and the session after it. `visited`: what the funnel counts of it."""

    turn: Turn
    session: Session
    visited: Sequence[CountKey] = ()


def find(conn: Connection, member_id: int, heard: Heard) -> turn_log.RecordedTurn | None:
    """The recorded reply to this message, with the session as of the latest recorded turn; None if
    the message has no record."""
    found = turn_log.find(conn, member_id, heard.session_id, heard.message_id)
    newest = found and turn_log.newest(conn, member_id, heard.session_id)
    return replace(newest, reply=found.reply) if found and newest else None


def find_result(conn: Connection, open_turn: OpenTurn) -> TurnResult:
    """The result that an earlier delivery of this message has recorded. Raises LookupError if there
    is none."""
    heard = open_turn.heard
    found = find(conn, member_id_of(profiles.find(conn, heard.caller)), heard)
    if found is None:
        raise LookupError(f"no turn is recorded for {heard.message_id}")
    return result_of(found, open_turn)


def result_of(recorded: turn_log.RecordedTurn, open_turn: OpenTurn) -> TurnResult:
    """The recorded reply, with the recorded session or, if that is later, the stored one."""
    is_newer = open_turn.session is not None and open_turn.session["seq"] > recorded.seq
    session = open_turn.session if is_newer and open_turn.session else recorded.session
    return TurnResult(Turn.from_json(recorded.reply), Session.from_json(session))


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
        member_id=member_id_of(context.caller),
        session_id=heard.session_id,
        message_id=heard.message_id,
        seq=context.session.seq,
        reply=turn.to_json(),
        session=context.session.to_json(),
        at=context.at,
    )


def member_id_of(caller: Member | None) -> int:
    return caller.member_id if caller else NOBODY
