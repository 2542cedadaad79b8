"""hear(): load the session, take the turn, commit its effects with its reply, save. Exactly once.

Three layers answer a message that comes again. Redis has the reply of every message of the last
day. The database has, in the very transaction of the effect, the reply and the session of every
turn that changed something: it answers where a process died before Redis knew, or Redis was
emptied. And the key of a costly step is in the session since its question was shown, so that the
ledger itself applies it once."""

from __future__ import annotations

from dataclasses import replace

import structlog
from prometheus_client import Counter, Histogram
from redis.exceptions import RedisError
from sqlalchemy import Connection

from core.conversation import LEFT, TurnTaken
from core.kernel import Database
from core.members import profiles
from flows.engine.context import Services
from flows.engine.engine import Engine
from flows.engine.funnel_writer import FunnelWriter
from flows.engine.session_store import OpenTurn, SessionBusy, SessionStore
from flows.engine.turn_attempt import (
    AlreadyAnswered,
    EffectNeedsTransaction,
    ParseInSession,
    SessionOutdated,
    TurnResult,
    TurnTaker,
    as_recorded,
)
from flows.protocol import Expects, ExpectsKind, Heard, Session, Turn, traits_of

log = structlog.get_logger()
SECONDS = Histogram("hotline_turn_seconds", "From the message to its answer.", ["channel"])
REPEATED = Counter("hotline_repeated", "Messages answered as they were before.", ["channel"])
SORRY = Counter("hotline_sorry", "Messages answered with an apology.", ["channel"])


class Conversation:
    """The one door between channels and dialogues."""

    def __init__(
        self,
        database: Database,
        sessions: SessionStore,
        engine: Engine,
        services: Services,
        default_language: str,
    ) -> None:
        self._database = database
        self._sessions = sessions
        self._taker = TurnTaker(sessions, engine, services, default_language)
        self._wording = services.wording
        self.funnel_writer = FunnelWriter(database, services.now)
        self._default_language = default_language

    def hear(self, heard: Heard, read: ParseInSession | None = None) -> Turn:
        """The answer to one message. Whatever breaks inside becomes one apology; the only exception
        raised is UnknownChannel, for which there are no words.

        `read` finishes the parsing where a channel can only do that knowing the session.
        """
        traits_of(heard.channel)
        with SECONDS.labels(heard.channel).time():
            try:
                slot = self._sessions.open(heard)
            except (RedisError, SessionBusy):
                log.exception("sessions unreachable", session=heard.session_id)
                return self._without_sessions(heard)
            if slot.reply is not None:
                REPEATED.labels(heard.channel).inc()
                return slot.reply
            taken = self._take(slot, read)
            self.funnel_writer.add(taken.visited)
            try:
                self._sessions.save(slot, taken.session, taken.turn)
            except RedisError:  # what was done is said all the same: the database has it
                log.exception("session not saved", session=heard.session_id)
            return taken.turn

    def hang_up(self, heard: Heard) -> None:
        """The line is down: the session may be offered again at once. Nothing is answered."""
        try:
            slot = self._sessions.open(heard)
            if slot.reply is not None:
                return
            if slot.session is None:
                return self._sessions.release(slot)
            session = replace(Session.from_json(slot.session), hung_up=True)
            if session.stack and not session.over:
                self.funnel_writer.add(
                    [(session.channel, session.top.flow, session.top.state, LEFT)]
                )
            self._sessions.save(slot, session, session.last or Turn(session.language, ()))
        except (RedisError, SessionBusy):
            log.exception("sessions unreachable", session=heard.session_id)

    def _take(self, slot: OpenTurn, read: ParseInSession | None) -> TurnResult:
        heard = slot.heard
        try:
            return self._take_or_find(slot, read)
        except Exception:
            log.exception("turn failed", session=heard.session_id, message=heard.message_id)
            session = Session.from_json(slot.session) if slot.session else None
            return self._apologise(heard, session)

    def _take_or_find(self, slot: OpenTurn, read: ParseInSession | None) -> TurnResult:
        """A turn is a function: taken first without a transaction; where it comes to an effect,
        the same one again in a transaction; where it was taken before, as it was recorded."""
        take = self._taker.take
        try:
            try:
                return self._database.read(lambda conn: take(conn, slot, read, reads=True))
            except EffectNeedsTransaction:
                return self._database.run(lambda conn: take(conn, slot, read))
        except SessionOutdated as behind:
            return self._take_or_find(replace(slot, session=behind.newest.session), read)
        except AlreadyAnswered as known:
            return as_recorded(known.recorded, slot)
        except TurnTaken:
            return self._database.read(lambda conn: self._taker.recorded(conn, slot))

    def _without_sessions(self, heard: Heard) -> Turn:
        """Redis is gone, or a process died with the session's lock: a message that has had its
        effect is answered as it was recorded, any other with the apology."""
        slot = OpenTurn(heard, token="", reply=None, session=None, last_session_id=None)

        def find(conn: Connection) -> TurnResult:
            try:
                return self._taker.recorded(conn, slot)
            except LookupError:  # no such turn
                caller = profiles.find(conn, heard.caller)
                return self._apologise(heard, None, caller.language if caller else None)

        try:
            return self._database.read(find).turn
        except Exception:  # no database either
            return self._apologise(heard, None).turn

    def _apologise(
        self, heard: Heard, session: Session | None, language: str | None = None
    ) -> TurnResult:
        """One apology. With the session at hand it goes on from where it stood; without, or when
        even the way to the agent fails, the caller is put through at once."""
        SORRY.labels(heard.channel).inc()
        language = session.language if session else language or self._default_language
        if session is None or not session.stack or heard.command == "agent":
            said = self._wording.say("engine-sorry_agent", language, heard.channel, {})
            kind = (
                ExpectsKind.QUEUE
                if traits_of(heard.channel).queues_callers
                else ExpectsKind.NOTHING
            )
            session = session or Session(heard.channel, heard.session_id, heard.caller, language)
            turn = Turn(language, (said,), expects=Expects(kind), number=heard.seq or 0)
            return TurnResult(turn, session)
        said = self._wording.say("engine-sorry", language, heard.channel, {})
        session.seq = session.seq + 1 if heard.seq is None else heard.seq
        session.cursor = max(session.cursor, len(heard.text))
        session.resting = True
        session.last = Turn(language, (said,), expects=Expects(ExpectsKind.KEY), number=session.seq)
        return TurnResult(session.last, session)
