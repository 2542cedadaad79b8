"""The outcome of a turn, whatever fails on the way: the turn itself, the recorded one if it was
taken before, or an apology, with the promise of a text where the outcome is not known."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import structlog
from prometheus_client import Counter
from sqlalchemy import Connection

from core.conversation import TurnTaken, turn_log
from core.kernel import Database
from core.members import profiles
from flows.engine import session_language
from flows.engine.apology import apologise, say_not_done
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
from flows.engine.session_store import OpenTurn
from flows.engine.turn_attempt import EffectNeedsTransaction, ParseInSession, TurnTaker
from flows.language import Wording
from flows.protocol import Channel, Heard, Session, Turn

REPEATED = Counter(
    "hotline_repeated",
    "Messages answered as they were before, by where that is kept.",
    ["channel", "kept"],
)
for _each in Channel:
    for _where in ("redis", "database"):
        REPEATED.labels(_each, _where)  # 0 from the start: a first one is an increase
log = structlog.get_logger()


class TurnOutcomes:
    """Takes turns until each has an outcome."""

    def __init__(
        self, taker: TurnTaker, promises: Promises, wording: Wording, default_language: str
    ) -> None:
        self._taker = taker
        self._promises = promises
        self._wording = wording
        self._default_language = default_language

    def take(
        self, database: Database, open_turn: OpenTurn, parse: ParseInSession | None
    ) -> TurnResult:
        """The turn; an apology if it fails. If the failed turn may have been committed, because the
        connection was lost at the commit, the database is asked first."""
        heard = open_turn.heard
        try:
            return self._take_or_find(database, open_turn, parse)
        except OutcomeUnknown as unknown:
            log.exception("outcome unknown", session=heard.session_id, message=heard.message_id)
            return self._find_or_promise(database, open_turn, unknown)
        except Exception:
            log.exception("turn failed", session=heard.session_id, message=heard.message_id)
            session = Session.read(open_turn.session)
            return apologise(self._wording, heard, session, self._default_language)

    def _find_or_promise(
        self, database: Database, open_turn: OpenTurn, unknown: OutcomeUnknown
    ) -> TurnResult:
        """The recorded result of a turn that may have been committed; where it is not found, an
        apology with the promise to text it."""
        heard, after = open_turn.heard, unknown.session
        try:
            recorded = database.read(partial(find_of_caller, heard=heard))
        except Exception:
            log.exception("outcome not found", session=heard.session_id)
            recorded = None
        if recorded is not None:
            return self._result_of(recorded, open_turn)
        session, promise = (
            Session.read(open_turn.session),
            partial(self._promises.make, heard, after, unknown.member_id),
        )
        return apologise(self._wording, heard, session, after.language, promise)

    def _result_of(self, recorded: turn_log.RecordedTurn, open_turn: OpenTurn) -> TurnResult:
        REPEATED.labels(open_turn.heard.channel, "database").inc()
        if not recorded.is_not_done:
            return result_of(recorded, open_turn)
        session, language = Session.read(open_turn.session), self._default_language
        return say_not_done(self._wording, open_turn.heard, session, language)

    def _take_or_find(
        self, database: Database, open_turn: OpenTurn, parse: ParseInSession | None
    ) -> TurnResult:
        """Take the turn read-only, without a transaction; if it reaches an effect, take it again in
        a transaction. If the message was answered before, return the recorded result."""
        take = self._taker.take
        try:
            try:
                return database.read(lambda conn: take(conn, open_turn, parse, read_only=True))
            except EffectNeedsTransaction:
                return commit(database, lambda conn: take(conn, open_turn, parse))
        except SessionOutdated as outdated:
            return self._take_or_find(
                database, replace(open_turn, session=outdated.newest.session), parse
            )
        except AlreadyAnswered as answered:
            return self._result_of(answered.recorded, open_turn)
        except TurnTaken as taken:
            recorded = database.read(partial(find_of_caller, heard=open_turn.heard))
            if recorded is None:  # the number has passed to another member meanwhile
                raise LookupError(open_turn.heard.message_id) from taken
            return self._result_of(recorded, open_turn)

    def without_sessions(self, database: Database, heard: Heard) -> Turn:
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
            return database.read(find).turn
        except Exception:  # the database is unreachable as well
            return apologise(self._wording, heard, None, self._default_language).turn
