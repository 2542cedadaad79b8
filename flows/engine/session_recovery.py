"""Finds the session of a message: the stored one, a new one, the one that only the database still
has, or a new one that can continue a dropped session.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from core.conversation import turn_log
from core.members import NOBODY, Member
from core.programme import local_day
from flows.engine import recorded_turns, session_language
from flows.engine.context import Context
from flows.engine.engine import Engine
from flows.engine.recorded_turns import AlreadyAnswered, member_id_of
from flows.engine.session_store import SESSION_TTL_SECONDS
from flows.protocol import Frame, Heard, HeardKind, Session

RESUME_OFFERS_MAX = 2


def session_for(
    heard: Heard, stored: dict[str, Any] | None, caller: Member | None, default_language: str
) -> Session:
    """The stored session if it is still the same member's, else a new one. That of somebody who was
    no member goes on when they have joined, on another channel or with an agent.

    If the number has passed to another member, the new session takes over only `seq` and `cursor`
    from the former, because the carrier continues to count from there.
    """
    former = Session.read(stored)
    if former is not None and _is_of(former, caller):
        return former
    language = session_language.default_of(caller, default_language)
    session = Session(heard.channel, heard.session_id, heard.caller, language, member_id_of(caller))
    if former is not None:
        session.seq, session.cursor = former.seq, former.cursor
    return session


def _is_of(session: Session, caller: Member | None) -> bool:
    """Whether the session is the caller's, and makes it the member's who has joined since its last
    message."""
    if session.member_id == NOBODY and caller is not None:
        heard_on = local_day(datetime.fromtimestamp(session.heard_at, UTC))
        if caller.joined_on >= heard_on:
            session.member_id = caller.member_id
    return session.member_id == member_id_of(caller)


def catch_up(context: Context, heard: Heard, newest_seq: int | None) -> bool:
    """Whether the session has begun. If the database has a later turn than the session store,
    because saving the session failed, `context.session` is replaced by the recorded one. Raises
    AlreadyAnswered.

    newest_seq: the number of the latest recorded turn of this session; None: none is recorded.
    """
    session = context.session
    behind = newest_seq is not None and newest_seq > session.seq
    is_after_apology = _is_after_apology(session, heard)
    if is_after_apology and not behind:
        session.seq = max(session.seq, session.apologised_seq)
        session.cursor = max(session.cursor, session.apologised_cursor)
        _rest(session)
    in_turn = heard.seq is None or heard.seq <= session.seq + 1
    if heard.kind is HeardKind.STARTED or (session.stack and in_turn and not behind):
        return bool(session.stack)
    newest = None
    if newest_seq is not None:
        newest = turn_log.newest(context.conn, member_id_of(context.caller), heard.session_id)
    if newest is None:
        return False
    if newest_seq is not None and newest.seq > newest_seq:
        # Recorded since the caller was looked up: it may be another copy of this very message.
        answered = recorded_turns.find(context.conn, member_id_of(context.caller), heard)
        if answered is not None:
            raise AlreadyAnswered(answered)
    found = Session.read(newest.session)
    if found is not None and not _is_of(found, context.caller):
        found = None
    in_turn = found is not None and (heard.seq is None or heard.seq <= found.seq + 1)
    if found and in_turn and context.at.timestamp() - found.heard_at < SESSION_TTL_SECONDS:
        context.session = found
        if is_after_apology:
            _rest(found)
        return True
    session.seq = max(session.seq, newest.seq)  # a session never reuses the number of a turn
    return False


def _is_after_apology(session: Session, heard: Heard) -> bool:
    """Whether the message was sent after the one that was answered with an apology; not, if it is
    that one again."""
    if heard.seq is not None:
        return session.seq < session.apologised_seq < heard.seq
    return session.cursor < session.apologised_cursor < len(heard.text)


def _rest(session: Session) -> None:
    """After an apology any key asks the open question again, and answers nothing."""
    session.apologised_seq, session.apologised_cursor = -1, 0
    session.resting = bool(session.stack)


def park_dropped(context: Context, engine: Engine, stored: dict[str, Any] | None) -> None:
    """When a session begins: park the stack of the caller's dropped session `stored`, to offer it
    again; or the stack that `stored` itself had parked, if it was dropped before the member chose,
    but not for ever: who drops the offer itself twice does not want it.
    """
    earlier = Session.read(stored)
    if earlier is None or earlier.member_id != context.session.member_id:
        return
    if not _is_dropped(context, earlier):
        return
    if engine.worth_resuming(earlier):
        context.session.parked = _what_was_begun(engine, earlier.stack)
    elif engine.is_playable(earlier) and earlier.parked_offers < RESUME_OFFERS_MAX:
        context.session.parked = _what_was_begun(engine, earlier.parked)
        context.session.parked_offers = earlier.parked_offers


def _what_was_begun(engine: Engine, stack: list[Frame]) -> list[Frame]:
    """The stack up to the innermost dialogue that is resumed for its own sake, and what belongs to
    it: not what lay on top for the moment, as an agent who was asked for, nor a question for a
    secret. Who has entered a PIN or a code there has proved nothing to this session; the dialogue
    that needs it begins it anew."""
    flows = engine.dialogues.flows
    unfinished = engine.dialogues.unfinished(stack)
    begun = stack.index(unfinished[-1]) if unfinished else 0
    for place, frame in enumerate(stack):
        flow = flows[frame.flow]
        is_momentary = flow.passing and place > begun
        if is_momentary or (flow.steps[frame.state].takes_secret and not flow.resumable):
            return stack[:place]
    return stack


def _is_dropped(context: Context, earlier: Session) -> bool:
    if context.traits.single_session or earlier.hung_up:
        return True
    silent_seconds = context.traits.limits.silent_seconds
    idle_seconds = context.at.timestamp() - earlier.heard_at
    return silent_seconds is not None and idle_seconds > silent_seconds
