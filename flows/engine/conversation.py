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
from functools import partial

import structlog
from prometheus_client import Counter, Histogram
from redis.exceptions import RedisError
from sqlalchemy import Connection

from core.conversation import (
    LEFT,
    CountKey,
    SelfService,
    TurnTaken,
    UnclearWords,
    funnel_counts,
    self_service,
    turn_log,
    unclear_words,
)
from core.kernel import Database
from core.members import profiles
from core.programme import local_day
from flows.engine import session_language
from flows.engine.apology import apologise, say_not_done
from flows.engine.background_writing import start_writing
from flows.engine.code_reveal import reveal_code
from flows.engine.context import Services
from flows.engine.count_writer import CountWriter
from flows.engine.engine import Engine
from flows.engine.promises import Promises
from flows.engine.recorded_turns import (
    AlreadyAnswered,
    OutcomeUnknown,
    SessionOutdated,
    TurnResult,
    commit,
    find_of_caller,
    result_of,
)
from flows.engine.resent_messages import ResentMessages
from flows.engine.self_service_contacts import self_service_contacts
from flows.engine.session_store import OpenTurn, SessionBusy, SessionStore
from flows.engine.turn_attempt import EffectNeedsTransaction, ParseInSession, TurnTaker
from flows.protocol import Heard, Session, Turn, traits_of

log = structlog.get_logger()
SECONDS = Histogram("hotline_turn_seconds", "From the message to its answer.", ["channel"])
REPEATED = Counter("hotline_repeated", "Messages answered as they were before.", ["channel"])


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
        self._default_language = default_language

    def hear(self, heard: Heard, parse: ParseInSession | None = None) -> Turn:
        """The reply to one message. Any exception inside is logged and answered with an apology;
        the only exception raised is UnknownChannel, because no reply can be rendered there.

        parse: completes the parsing on a channel where that needs the session.
        """
        traits_of(heard.channel)
        with SECONDS.labels(heard.channel).time():
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
            return self._without_sessions(heard)
        if open_turn.reply is not None:
            REPEATED.labels(heard.channel).inc()
            return _nothing(open_turn.reply) if is_answered else open_turn.reply
        result = self._take(open_turn, parse)
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

    def _take(self, open_turn: OpenTurn, parse: ParseInSession | None) -> TurnResult:
        """The turn; an apology if it fails. If the failed turn may have been committed, because the
        connection was lost at the commit, the database is asked first."""
        heard = open_turn.heard
        try:
            return self._take_or_find(open_turn, parse)
        except OutcomeUnknown as unknown:
            log.exception("outcome unknown", session=heard.session_id, message=heard.message_id)
            return self._find_or_promise(open_turn, unknown.session)
        except Exception:
            log.exception("turn failed", session=heard.session_id, message=heard.message_id)
            session = Session.read(open_turn.session)
            return apologise(self._wording, heard, session, self._default_language)

    def _find_or_promise(self, open_turn: OpenTurn, after: Session) -> TurnResult:
        """The recorded result of a turn that may have been committed; where it is not found, an
        apology with the promise to text it. `after`: the session as the turn would have left it."""
        heard = open_turn.heard
        try:
            recorded = self._database.read(partial(find_of_caller, heard=heard))
        except Exception:
            log.exception("outcome not found", session=heard.session_id)
            recorded = None
        if recorded is not None:
            return self._result_of(recorded, open_turn)
        session, promise = (
            Session.read(open_turn.session),
            partial(self.promises.make, heard, after),
        )
        return apologise(self._wording, heard, session, after.language, promise)

    def _result_of(self, recorded: turn_log.RecordedTurn, open_turn: OpenTurn) -> TurnResult:
        if not recorded.is_not_done:
            return result_of(recorded, open_turn)
        session, language = Session.read(open_turn.session), self._default_language
        return say_not_done(self._wording, open_turn.heard, session, language)

    def _take_or_find(self, open_turn: OpenTurn, parse: ParseInSession | None) -> TurnResult:
        """Take the turn read-only, without a transaction; if it reaches an effect, take it again in
        a transaction. If the message was answered before, return the recorded result."""
        take = self._taker.take
        try:
            try:
                return self._database.read(
                    lambda conn: take(conn, open_turn, parse, read_only=True)
                )
            except EffectNeedsTransaction:
                return commit(self._database, lambda conn: take(conn, open_turn, parse))
        except SessionOutdated as outdated:
            return self._take_or_find(replace(open_turn, session=outdated.newest.session), parse)
        except AlreadyAnswered as answered:
            return self._result_of(answered.recorded, open_turn)
        except TurnTaken as taken:
            recorded = self._database.read(partial(find_of_caller, heard=open_turn.heard))
            if recorded is None:  # the number has passed to another member meanwhile
                raise LookupError(open_turn.heard.message_id) from taken
            return self._result_of(recorded, open_turn)

    def _without_sessions(self, heard: Heard) -> Turn:
        """Answer without the session store, because Redis is unreachable or the session's lock is
        held: with the recorded reply if the message has had its effect, else with an apology.
        """
        open_turn = OpenTurn(heard, token="")

        def find(conn: Connection) -> TurnResult:
            recorded = find_of_caller(conn, heard)
            if recorded is not None:
                return self._result_of(recorded, open_turn)
            caller = profiles.find(conn, heard.caller)
            language = session_language.default_of(caller, self._default_language)
            return apologise(self._wording, heard, None, language)

        try:
            return self._database.read(find).turn
        except Exception:  # the database is unreachable as well
            return apologise(self._wording, heard, None, self._default_language).turn


def _nothing(reply: Turn) -> Turn:
    """Instead of `reply`, which the same message has got already under another id."""
    return Turn(reply.language, ())
