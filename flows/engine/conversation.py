"""hear(): load the talk, take the turn, commit its effects with its reply, save. Exactly once.

Three layers answer a message that comes again. Redis has the reply of every message of the last
day. The database has, in the very transaction of the effect, the reply and the talk of every turn
that changed something: it answers where a process died before Redis knew, or Redis was emptied.
And the key of a costly step is in the talk since its question was shown, so that the ledger itself
applies it once.
"""

from __future__ import annotations

from dataclasses import replace

import structlog
from prometheus_client import Counter, Histogram
from redis.exceptions import RedisError
from sqlalchemy import Connection

from core.conversation import LEFT, TurnTaken
from core.kernel import Database
from core.members import profiles
from flows.engine.context import World
from flows.engine.engine import Engine
from flows.engine.funnel_writer import VisitCounter
from flows.engine.session_store import Sessions, Slot, TalkBusy
from flows.engine.turn_attempt import (
    AlreadyAnswered,
    EffectAhead,
    Read,
    Taken,
    Taker,
    TalkBehind,
    as_recorded,
)
from flows.protocol import Channel, Expects, Heard, Kind, Talk, Turn

log = structlog.get_logger()
SECONDS = Histogram("hotline_turn_seconds", "From the message to its answer.", ["channel"])
REPEATED = Counter("hotline_repeated", "Messages answered as they were before.", ["channel"])
SORRY = Counter("hotline_sorry", "Messages answered with an apology.", ["channel"])


class Conversation:
    """The one door between channels and dialogues."""

    def __init__(
        self,
        database: Database,
        sessions: Sessions,
        engine: Engine,
        world: World,
        default_language: str,
    ) -> None:
        self._database = database
        self._sessions = sessions
        self._taker = Taker(sessions, engine, world, default_language)
        self._wording = world.wording
        self.visits = VisitCounter(database, world.now)
        self._default_language = default_language

    def hear(self, heard: Heard, read: Read | None = None) -> Turn:
        """The answer to one message. Never raises: whatever breaks inside becomes one apology.

        `read` finishes the parsing where a channel can only do that knowing the talk.
        """
        with SECONDS.labels(heard.channel).time():
            try:
                slot = self._sessions.open(heard)
            except (RedisError, TalkBusy):
                log.exception("sessions unreachable", session=heard.session_id)
                return self._without_sessions(heard)
            if slot.reply is not None:
                REPEATED.labels(heard.channel).inc()
                return slot.reply
            taken = self._take(slot, read)
            self.visits.add(taken.visited)
            try:
                self._sessions.save(slot, taken.talk, taken.turn)
            except RedisError:  # what was done is said all the same: the database has it
                log.exception("talk not saved", session=heard.session_id)
            return taken.turn

    def hang_up(self, heard: Heard) -> None:
        """The line is down: the talk may be offered again at once. Nothing is answered."""
        try:
            slot = self._sessions.open(heard)
            if slot.reply is not None:
                return
            if slot.talk is None:
                return self._sessions.release(slot)
            talk = replace(Talk.from_json(slot.talk), hung_up=True)
            if talk.stack and not talk.over:
                self.visits.add([(talk.channel, talk.top.flow, talk.top.state, LEFT)])
            self._sessions.save(slot, talk, talk.last or Turn(talk.language, ()))
        except (RedisError, TalkBusy):
            log.exception("sessions unreachable", session=heard.session_id)

    def _take(self, slot: Slot, read: Read | None) -> Taken:
        heard = slot.heard
        try:
            return self._take_or_find(slot, read)
        except Exception:
            log.exception("turn failed", session=heard.session_id, message=heard.message_id)
            talk = Talk.from_json(slot.talk) if slot.talk else None
            return self._sorry(heard, talk)

    def _take_or_find(self, slot: Slot, read: Read | None) -> Taken:
        """A turn is a function: taken first without a transaction; where it comes to an effect,
        the same one again in a transaction; where it was taken before, as it was recorded."""
        take = self._taker.take
        try:
            try:
                return self._database.read(lambda conn: take(conn, slot, read, reads=True))
            except EffectAhead:
                return self._database.run(lambda conn: take(conn, slot, read))
        except TalkBehind as behind:
            return self._take_or_find(replace(slot, talk=behind.newest.talk), read)
        except AlreadyAnswered as known:
            return as_recorded(known.recorded, slot)
        except TurnTaken:
            return self._database.read(lambda conn: self._taker.recorded(conn, slot))

    def _without_sessions(self, heard: Heard) -> Turn:
        """Redis is gone, or a process died with the talk's lock: a message that has had its effect
        is answered as it was recorded, any other with the apology."""
        slot = Slot(heard, token="", reply=None, talk=None, last_session_id=None)

        def find(conn: Connection) -> Taken:
            try:
                return self._taker.recorded(conn, slot)
            except LookupError:  # no such turn
                caller = profiles.find(conn, heard.caller)
                return self._sorry(heard, None, caller.language if caller else None)

        try:
            return self._database.read(find).turn
        except Exception:  # no database either
            return self._sorry(heard, None).turn

    def _sorry(self, heard: Heard, talk: Talk | None, language: str | None = None) -> Taken:
        """One apology. With the talk at hand it goes on from where it stood; without, or when even
        the way to the agent fails, the caller is put through at once."""
        SORRY.labels(heard.channel).inc()
        language = talk.language if talk else language or self._default_language
        if talk is None or not talk.stack or heard.command == "agent":
            said = self._wording.say("engine-sorry_agent", language, heard.channel, {})
            kind = Kind.QUEUE if heard.channel is Channel.VOICE else Kind.NOTHING
            talk = talk or Talk(heard.channel, heard.session_id, heard.caller, language)
            turn = Turn(language, (said,), expects=Expects(kind), number=heard.seq or 0)
            return Taken(turn, talk)
        said = self._wording.say("engine-sorry", language, heard.channel, {})
        talk.seq = talk.seq + 1 if heard.seq is None else heard.seq
        talk.cursor = max(talk.cursor, len(heard.text))
        talk.resting = True
        talk.last = Turn(language, (said,), expects=Expects(Kind.KEY), number=talk.seq)
        return Taken(talk.last, talk)
