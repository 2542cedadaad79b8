"""One try at a turn: the talk as it really stands, the engine, and the row that makes it final."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from core.conversation import Where, funnel_counts, turn_log
from core.kernel import wrote
from core.members import NOBODY, Member, profiles
from flows.engine import agent_takeover
from flows.engine.context import Context, World
from flows.engine.engine import Engine
from flows.engine.session_store import TALK_TTL_SECONDS, Sessions, Slot
from flows.protocol import Channel, Heard, Talk, Turn, What

SILENT_SECONDS_MIN = 20
"""A call from which nothing was heard for so long, while every prompt times out sooner, is gone."""

Read = Callable[[Heard, Talk | None], Heard]


class UnmarkedEffect(Exception):
    """An action changed something without being marked `effect`: a bug of ours."""


class EffectAhead(Exception):
    """The turn is about to change something, and has to be taken in a transaction."""


class AlreadyAnswered(Exception):
    """The message was answered before: by the row that the database has of it."""

    def __init__(self, recorded: turn_log.Recorded) -> None:
        super().__init__(recorded.seq)
        self.recorded = recorded


class TalkBehind(Exception):
    """The database has a later turn of this talk: its process died before it could save it."""

    def __init__(self, newest: turn_log.Recorded) -> None:
        super().__init__(newest.seq)
        self.newest = newest


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn, the talk as it is to be kept after it, and the steps that it came to."""

    turn: Turn
    talk: Talk
    visited: Sequence[Where] = ()


class Taker:
    """Takes turns within a connection that the caller opened, and commits or not."""

    def __init__(
        self, sessions: Sessions, engine: Engine, world: World, default_language: str
    ) -> None:
        self._sessions = sessions
        self._engine = engine
        self._world = world
        self._default_language = default_language

    def take(
        self, conn: Connection, slot: Slot, read: Read | None, *, reads: bool = False
    ) -> Taken:
        """Everything in here is made anew for each try. `reads`: raise EffectAhead at an effect."""
        heard = slot.heard
        caller = turn_log.caller(conn, heard.caller, heard.session_id, heard.message_id)
        if caller.answered and (recorded := _find(conn, caller.member_id, heard)):
            raise AlreadyAnswered(recorded)
        context = self._context(conn, slot, caller.member)
        if reads:
            context.once = _effect_ahead
        known = self._catch_up(context, heard, caller.newest_seq)
        talk = context.talk
        if known and heard.seq is not None and heard.seq <= talk.seq and talk.last:
            return Taken(talk.last, talk)  # late, and its reply is gone: show where we stand
        talk.seq = talk.seq + 1 if heard.seq is None else heard.seq
        talk.heard_at = context.at.timestamp()
        agent = agent_takeover.join(context, caller)
        if agent and (silent := agent.hears(heard)):
            self._record(context, slot.heard, silent)
            return Taken(silent, talk)
        if read is not None:
            heard = read(heard, talk if known or talk.cursor else None)
        talk.cursor = max(talk.cursor, len(slot.heard.text))
        if heard.what is What.STARTED or not known:
            context.visited.append((heard.channel, *funnel_counts.BEGUN, funnel_counts.VISITED))
        if heard.what is What.STARTED:
            self._park(context, slot)
        elif talk.over or not (known and self._engine.knows(talk)):
            if heard.channel is not Channel.SMS:
                return Taken(self._engine.restart(context), talk)
            self._engine.rest_at_home(context)  # a text needs no beginning: any may be the first
        turn = self._engine.take(context, heard)
        if agent:
            agent.reads_along()
        if not reads and wrote(conn):
            self._record(context, slot.heard, turn)
        return Taken(turn, talk, context.visited)

    def recorded(self, conn: Connection, slot: Slot) -> Taken:
        """The turn of this message as another delivery has just recorded it."""
        heard = slot.heard
        member_id = _member_id(profiles.find(conn, heard.caller))
        found = _find(conn, member_id, heard)
        if found is None:
            raise LookupError(f"a turn was taken and is not there: {heard.message_id}")
        return as_recorded(found, slot)

    def _context(self, conn: Connection, slot: Slot, caller: Member | None) -> Context:
        heard = slot.heard
        talk = Talk.from_json(slot.talk) if slot.talk else None
        if talk is None or talk.whose != _member_id(caller):
            talk = self._begin(heard, caller, talk)
        context = Context(
            world=self._world,
            conn=conn,
            talk=talk,
            caller=caller,
            at=self._world.now(),
            message_key=f"{heard.session_id}:{heard.message_id}",
            once=lambda: _once(context, heard),
        )
        return context

    def _begin(self, heard: Heard, caller: Member | None, former: Talk | None) -> Talk:
        """`former`: this session's, while the number was somebody else's. Of it only the counting
        goes on."""
        language = (caller.language if caller else None) or self._default_language
        talk = Talk(heard.channel, heard.session_id, heard.caller, language, _member_id(caller))
        if former is not None:
            talk.seq, talk.cursor = former.seq, former.cursor
        return talk

    def _catch_up(self, context: Context, heard: Heard, newest_seq: int | None) -> bool:
        """Whether the talk is known. Where the database has a later turn of it than Redis, the one
        after its newest turn is the talk: the save of that was lost."""
        talk = context.talk
        behind = newest_seq is not None and newest_seq > talk.seq
        in_turn = heard.seq is None or heard.seq <= talk.seq + 1
        if heard.what is What.STARTED or (talk.stack and in_turn and not behind):
            return bool(talk.stack)
        newest = None
        if newest_seq is not None:
            newest = turn_log.newest(context.conn, _member_id(context.caller), heard.session_id)
        if newest is None:
            return False
        found = Talk.from_json(newest.talk)
        in_turn = heard.seq is None or heard.seq <= found.seq + 1
        if in_turn and context.at.timestamp() - found.heard_at < TALK_TTL_SECONDS:
            context.talk = found
            return True
        talk.seq = max(talk.seq, newest.seq)  # numbers of one session never start again
        return False

    def _park(self, context: Context, slot: Slot) -> None:
        """A session begins: keep what a dropped one had begun, to offer it again; or what that one
        had been offered, where it was dropped before the answer."""
        data = self._sessions.earlier(slot)
        if data is None:
            return
        earlier = Talk.from_json(data)
        idle_seconds = context.at.timestamp() - earlier.heard_at
        # A telephone has one USSD session at a time: whoever dials again has lost the former.
        only_one = slot.heard.channel is Channel.USSD
        gone = only_one or earlier.hung_up or idle_seconds > SILENT_SECONDS_MIN
        if not gone or earlier.whose != context.talk.whose:
            return
        if self._engine.worth_resuming(earlier):
            context.talk.parked = earlier.stack
        elif self._engine.knows(earlier):
            context.talk.parked = earlier.parked

    def _record(self, context: Context, heard: Heard, turn: Turn) -> None:
        if not context.effect:
            raise UnmarkedEffect(f"{context.talk.top.flow}.{context.talk.top.state}")
        turn_log.record(
            context.conn,
            member_id=_member_id(context.caller),
            session_id=heard.session_id,
            message_id=heard.message_id,
            seq=context.talk.seq,
            reply=turn.to_json(),
            talk=context.talk.to_json(),
            at=context.at,
        )


def as_recorded(recorded: turn_log.Recorded, slot: Slot) -> Taken:
    """The recorded reply; and the recorded talk, unless the one at hand has moved on since."""
    is_newer = slot.talk is not None and slot.talk["seq"] > recorded.seq
    talk = slot.talk if is_newer and slot.talk else recorded.talk
    return Taken(Turn.from_json(recorded.reply), Talk.from_json(talk))


def _find(conn: Connection, member_id: int, heard: Heard) -> turn_log.Recorded | None:
    """What was answered to this message; with the talk as the last of its turns left it."""
    found = turn_log.find(conn, member_id, heard.session_id, heard.message_id)
    newest = found and turn_log.newest(conn, member_id, heard.session_id)
    return replace(newest, reply=found.reply) if found and newest else None


def _once(context: Context, heard: Heard) -> None:
    """Before the first effect of a message: the member is locked, the message is new, and the talk
    is where the database left it.

    In this order: the second of two deliveries waits at the lock and then finds the row.
    """
    if context.effect:
        return
    context.effect = True
    if context.caller is not None:
        status = profiles.lock(context.conn, context.caller.member_id)
        context.caller = replace(context.caller, status=status)
    member_id = _member_id(context.caller)
    known = _find(context.conn, member_id, heard)
    if known is not None:
        raise AlreadyAnswered(known)
    newest = turn_log.newest(context.conn, member_id, heard.session_id)
    if newest is not None and newest.seq >= context.talk.seq:
        raise TalkBehind(newest)


def _effect_ahead() -> None:
    raise EffectAhead


def _member_id(caller: Member | None) -> int:
    return caller.member_id if caller else NOBODY
