"""hear(): load the talk, take the turn, commit its effects with its reply, save. Exactly once.

Three layers answer a message that comes again. Redis has the reply of every message of the last
day. The database has, in the very transaction of the effect, the reply and the talk of every turn
that changed something: it answers where a process died before Redis knew, or Redis was emptied.
And the key of a costly step is in the talk since its question was shown, so that the ledger itself
applies it once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog
from redis.exceptions import RedisError
from sqlalchemy import Connection

from core import members, turns
from core.db import Database, wrote
from core.errors import TurnTaken
from core.members import Member
from flows.context import Context, World
from flows.engine import Engine
from flows.sessions import TALK_TTL_SECONDS, Sessions, Slot, TalkBusy
from flows.talk import Talk
from flows.turn import Channel, Expects, Heard, Kind, Turn, What

NOBODY = 0
"""The member id under which callers write who are not members."""

SILENT_SECONDS_MIN = 20
"""A call from which nothing was heard for so long, while every prompt times out sooner, is gone."""

Read = Callable[[Heard, Talk | None], Heard]
log = structlog.get_logger()


class UnmarkedEffect(Exception):
    """An action changed something without being marked `effect`: a bug of ours."""


class EffectAhead(Exception):
    """The turn is about to change something, and has to be taken in a transaction."""


class AlreadyAnswered(Exception):
    def __init__(self, recorded: turns.Recorded) -> None:
        super().__init__(recorded.seq)
        self.recorded = recorded


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn as it is to be saved. `stale`: heard too late to move the talk."""

    turn: Turn
    talk: Talk


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
        self._engine = engine
        self._world = world
        self._default_language = default_language

    def hear(self, heard: Heard, read: Read | None = None) -> Turn:
        """The answer to one message. Never raises: whatever breaks inside becomes one apology.

        `read` finishes the parsing where a channel can only do that knowing the talk.
        """
        try:
            slot = self._sessions.open(heard)
            if slot.reply is not None:
                return slot.reply
            taken = self._take(slot, read)
            self._sessions.save(slot, taken.talk, taken.turn)
            return taken.turn
        except (RedisError, TalkBusy):
            log.exception("sessions unreachable", session=heard.session_id)
            return self._sorry(heard, None).turn

    def hang_up(self, heard: Heard) -> None:
        """The line is down: the talk may be offered again at once. Nothing is answered."""
        slot = self._sessions.open(heard)
        if slot.talk is not None and slot.reply is None:
            talk = replace(Talk.from_json(slot.talk), hung_up=True)
            self._sessions.save(slot, talk, talk.last or _nothing(talk))

    def _take(self, slot: Slot, read: Read | None) -> Taken:
        heard = slot.heard
        try:
            try:
                return self._database.read(lambda conn: self._turn(conn, slot, read, reads=True))
            except EffectAhead:  # a turn is a function: the same one again, in a transaction
                return self._database.run(lambda conn: self._turn(conn, slot, read))
        except AlreadyAnswered as known:
            return _as_recorded(known.recorded)
        except TurnTaken:
            return self._database.read(lambda conn: self._recorded(conn, heard))
        except Exception:
            log.exception("turn failed", session=heard.session_id, message=heard.message_id)
            talk = Talk.from_json(slot.talk) if slot.talk else None
            return self._sorry(heard, talk)

    def _turn(
        self, conn: Connection, slot: Slot, read: Read | None, *, reads: bool = False
    ) -> Taken:
        """One try at the turn. Everything in it is made anew for each try."""
        heard = slot.heard
        caller = members.find(conn, heard.caller)
        context = self._context(conn, slot, caller)
        if reads:
            context.once = _effect_ahead
        talk = context.talk
        known = self._catch_up(context, heard)
        if known and heard.seq is not None and heard.seq <= talk.seq and talk.last:
            return Taken(talk.last, talk)  # late, and the reply is gone: show where we stand
        talk.seq = talk.seq + 1 if heard.seq is None else heard.seq
        if read is not None:
            heard = read(heard, talk if known else None)
        talk.cursor = len(slot.heard.text)
        talk.heard_at = context.at.timestamp()
        if heard.what is What.STARTED:
            self._park(context, slot)
        elif talk.over or not (known and self._engine.knows(talk)):
            return Taken(self._engine.restart(context), context.talk)
        turn = self._engine.take(context, heard)
        if not reads and wrote(conn):
            self._record(context, slot.heard, turn)
        return Taken(turn, context.talk)

    def _context(self, conn: Connection, slot: Slot, caller: Member | None) -> Context:
        heard = slot.heard
        language = caller.language if caller else None
        talk = (
            Talk.from_json(slot.talk)
            if slot.talk
            else Talk(
                heard.channel, heard.session_id, heard.caller, language or self._default_language
            )
        )
        context = Context(
            world=self._world,
            conn=conn,
            talk=talk,
            caller=caller,
            at=self._world.now(),
            message_key=f"{heard.session_id}:{heard.message_id}",
            once=lambda: None,
        )
        context.once = lambda: _once(context, heard)
        return context

    def _catch_up(self, context: Context, heard: Heard) -> bool:
        """Whether the talk is known, if need be from the turn that the database recorded last."""
        talk = context.talk
        in_step = bool(talk.stack) and (heard.seq is None or heard.seq <= talk.seq + 1)
        if in_step or heard.what is What.STARTED:
            return bool(talk.stack)
        member_id = _member_id(context)
        if known := turns.find(context.conn, member_id, heard.session_id, heard.message_id):
            raise AlreadyAnswered(known)
        newest = turns.newest(context.conn, member_id, heard.session_id)
        if newest is not None:
            found = Talk.from_json(newest.talk)
            age_seconds = context.at.timestamp() - found.heard_at
            in_step = heard.seq is None or heard.seq == found.seq + 1
            if in_step and age_seconds < TALK_TTL_SECONDS:
                context.talk = found
                return True
            talk.seq = max(talk.seq, newest.seq)
        if heard.channel is Channel.SMS:  # a text needs no beginning: any may be the first
            self._engine.rest_at_home(context)
            return True
        return False

    def _park(self, context: Context, slot: Slot) -> None:
        """A session begins: keep what a dropped one had begun, to offer it again."""
        data = self._sessions.earlier(slot)
        if data is None:
            return
        earlier = Talk.from_json(data)
        idle_seconds = context.at.timestamp() - earlier.heard_at
        gone = earlier.hung_up or idle_seconds > SILENT_SECONDS_MIN
        if gone and self._engine.worth_resuming(earlier):
            context.talk.parked = earlier.stack

    def _record(self, context: Context, heard: Heard, turn: Turn) -> None:
        if not context.effect:
            raise UnmarkedEffect(f"{context.talk.top.flow}.{context.talk.top.state}")
        turns.record(
            context.conn,
            member_id=_member_id(context),
            session_id=heard.session_id,
            message_id=heard.message_id,
            seq=context.talk.seq,
            reply=turn.to_json(),
            talk=context.talk.to_json(),
            at=context.at,
        )

    def _recorded(self, conn: Connection, heard: Heard) -> Taken:
        caller = members.find(conn, heard.caller)
        member_id = caller.member_id if caller else NOBODY
        found = turns.find(conn, member_id, heard.session_id, heard.message_id)
        if found is None:
            raise LookupError(f"a turn was taken and is not there: {heard.message_id}")
        return _as_recorded(found)

    def _sorry(self, heard: Heard, talk: Talk | None) -> Taken:
        """One apology. With the talk at hand it goes on from where it stood; without, or when even
        the way to the agent fails, the caller is put through at once."""
        language = talk.language if talk else self._default_language
        said = (self._world.wording.say("engine-sorry", language, heard.channel, {}),)
        if talk is None or not talk.stack or heard.command == "agent":
            through = self._world.wording.say("engine-sorry_agent", language, heard.channel, {})
            kind = Kind.QUEUE if heard.channel is Channel.VOICE else Kind.NOTHING
            talk = talk or Talk(heard.channel, heard.session_id, heard.caller, language)
            turn = Turn(language, (through,), expects=Expects(kind), number=heard.seq or 0)
            return Taken(turn, talk)
        talk.seq = talk.seq + 1 if heard.seq is None else heard.seq
        talk.cursor = len(heard.text)
        talk.resting = True
        talk.last = Turn(language, said, expects=Expects(Kind.KEY), number=talk.seq)
        return Taken(talk.last, talk)


def _once(context: Context, heard: Heard) -> None:
    """Before the first effect of a message: the member is locked, and the message is new.

    In this order: the second of two deliveries waits at the lock and then finds the row.
    """
    if context.effect:
        return
    context.effect = True
    member_id = _member_id(context)
    if context.caller is not None:
        members.lock(context.conn, member_id)
    known = turns.find(context.conn, member_id, heard.session_id, heard.message_id)
    if known is not None:
        raise AlreadyAnswered(known)


def _effect_ahead() -> None:
    raise EffectAhead


def _as_recorded(recorded: turns.Recorded) -> Taken:
    return Taken(Turn.from_json(recorded.reply), Talk.from_json(recorded.talk))


def _member_id(context: Context) -> int:
    return context.caller.member_id if context.caller else NOBODY


def _nothing(talk: Talk) -> Turn:
    return Turn(talk.language, (), number=talk.seq)


