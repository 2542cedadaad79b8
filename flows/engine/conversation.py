"""`Conversation.hear`: load the session, take the turn, commit its effects with its reply, save the
session.

A message has its effects exactly once, however often it is delivered. Four layers ensure that:

- Redis keeps the reply of every message for a day. An apology is no reply: the message is taken
  again when it is delivered again.
- The database keeps the reply and the session of every turn that changed something, written in the
  transaction of the change. They are used if a process died before it wrote to Redis, or if Redis
  has lost its data.
- If the answer to a COMMIT is lost and the database cannot be asked, the member is promised a text
  with the outcome.
- The idempotency key of a costly step is in the session from the moment its question is shown, so
  the ledger itself applies the step once.
"""

from __future__ import annotations

from dataclasses import replace

import structlog
from prometheus_client import Histogram
from redis.exceptions import RedisError

from core.conversation import (
    LEFT,
    CountKey,
    SelfService,
    UnclearWords,
    funnel_counts,
    self_service,
    unclear_words,
)
from core.kernel import Database, tracing
from core.programme import local_day
from flows.engine.apology import apologise
from flows.engine.background_writing import start_writing
from flows.engine.code_reveal import reveal_code
from flows.engine.context import Services
from flows.engine.count_writer import CountWriter
from flows.engine.engine import Engine
from flows.engine.promises import Promises
from flows.engine.recorded_turns import TurnResult
from flows.engine.resent_messages import ResentMessages
from flows.engine.self_service_contacts import self_service_contacts
from flows.engine.session_store import OpenTurn, SessionBusy, SessionStore
from flows.engine.turn_attempt import ParseInSession, TurnTaker
from flows.engine.turn_outcomes import REPEATED, TurnOutcomes
from flows.protocol import Channel, Heard, Session, Turn, traits_of

log = structlog.get_logger()
SECONDS = Histogram("hotline_turn_seconds", "From the message to its answer.", ["channel"])
for _each in Channel:
    SECONDS.labels(_each)


class Conversation:
    """Takes the messages of every channel and answers each with a turn."""

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
        self._services = services
        self._wording = services.wording
        self.funnel_writer: CountWriter[CountKey] = CountWriter(
            database,
            lambda conn, counted: funnel_counts.add(conn, local_day(services.now()), counted),
        )
        self.unclear_writer: CountWriter[UnclearWords] = CountWriter(database, unclear_words.add)
        self.contact_writer: CountWriter[SelfService] = CountWriter(
            database,
            lambda conn, seen: self_service.record(conn, services.now(), seen),
        )
        self._flows = engine.dialogues.flows
        self.promises = Promises(database, sessions.redis, services.now)
        self.resent = ResentMessages(sessions.redis, services.now)
        self._outcomes = TurnOutcomes(
            self._taker, self.promises, services.wording, default_language
        )

    def hear(self, heard: Heard, parse: ParseInSession | None = None) -> Turn:
        """The reply to one message. Any exception inside is logged and answered with an apology;
        the only exception raised is UnknownChannel, because no reply can be rendered there.

        parse: completes the parsing on a channel where that needs the session.
        """
        traits_of(heard.channel)
        traced = tracing.span("turn", channel=heard.channel)
        with traced, SECONDS.labels(heard.channel).time():
            turn = self._answer(heard, parse)
            try:
                return reveal_code(self._database, self._services, turn)
            except Exception:
                log.exception("code not revealed", session=heard.session_id)
                return apologise(self._wording, heard, None, turn.language).turn

    def start_writing(self) -> None:
        """Start the thread that writes what turns leave to be written."""
        start_writing(self.funnel_writer, self.unclear_writer, self.contact_writer, self.promises)

    def hang_up(self, heard: Heard) -> None:
        """Mark the session as hung up, so that the caller's next call may continue it at once."""
        try:
            open_turn = self._sessions.open(heard)
            if open_turn.reply is not None:
                return
            stored = Session.read(open_turn.session)
            if stored is None:
                return self._sessions.release(open_turn)
            session = replace(stored, hung_up=True)
            if session.stack and not session.over:
                left = (session.channel, session.top.flow, session.top.state, LEFT)
                self.funnel_writer.add([left])
            self._sessions.save(open_turn, session, session.last or Turn(session.language, ()))
        except (RedisError, SessionBusy):
            log.exception("sessions unreachable", session=heard.session_id)

    def _answer(self, heard: Heard, parse: ParseInSession | None) -> Turn:
        try:
            open_turn = self._sessions.open(self.resent.with_first_id(heard))
            is_answered = self.resent.is_answered(heard, open_turn)
        except (RedisError, SessionBusy):
            log.exception("sessions unreachable", session=heard.session_id)
            return self._outcomes.without_sessions(self._database, heard)
        if open_turn.reply is not None:
            REPEATED.labels(heard.channel, "redis").inc()
            return _nothing(open_turn.reply) if is_answered else open_turn.reply
        result = self._outcomes.take(self._database, open_turn, parse)
        self.funnel_writer.add(result.visited)
        self.unclear_writer.add(result.unclear)
        self.contact_writer.add(self_service_contacts(result, self._flows))
        return self._save(open_turn, result)

    def _save(self, open_turn: OpenTurn, result: TurnResult) -> Turn:
        """Save the session, and return the reply. If the lock was lost, because Redis was emptied
        or the turn took too long, another copy of the message may have been answered: its reply is
        returned then."""
        try:
            if result.session is None:
                self._sessions.release(open_turn)
            elif not self._sessions.save(open_turn, result.session, result.reply):
                other = self._sessions.open(open_turn.heard)
                if other.reply is not None:
                    return other.reply
                self._sessions.release(other)
        except (RedisError, SessionBusy):  # an effect is committed, so reply anyway
            log.exception("session not saved", session=open_turn.heard.session_id)
        return result.turn


def _nothing(reply: Turn) -> Turn:
    """Instead of `reply`, which the same message has got already under another id."""
    return Turn(reply.language, ())
