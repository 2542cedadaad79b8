"""One try at a turn: the session as it stands, the engine, and the row that makes it final."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from core.conversation import CountKey, funnel_counts, turn_log
from core.kernel import has_written
from core.members import NOBODY, Member, profiles
from flows.engine import agent_takeover
from flows.engine.context import Context, Services
from flows.engine.engine import Engine
from flows.engine.session_store import SESSION_TTL_SECONDS, OpenTurn, SessionStore
from flows.protocol import Heard, HeardKind, Session, Turn

ParseInSession = Callable[[Heard, Session | None], Heard]


class UnmarkedEffect(Exception):
    """An action changed something without being marked `effect`: a bug of ours."""


class EffectNeedsTransaction(Exception):
    """The turn is about to change something, and has to be taken in a transaction."""


class AlreadyAnswered(Exception):
    """The message was answered before: by the row that the database has of it."""

    def __init__(self, recorded: turn_log.RecordedTurn) -> None:
        super().__init__(recorded.seq)
        self.recorded = recorded


class SessionOutdated(Exception):
    """The database has a later turn of this session: its process died before it could save it."""

    def __init__(self, newest: turn_log.RecordedTurn) -> None:
        super().__init__(newest.seq)
        self.newest = newest


@dataclass(frozen=True, slots=True)
class TurnResult:
    """A turn, the session as it is to be kept after it, and the steps that it came to."""

    turn: Turn
    session: Session
    visited: Sequence[CountKey] = ()


class TurnTaker:
    """Takes turns within a connection that the caller opened, and commits or not."""

    def __init__(
        self, sessions: SessionStore, engine: Engine, services: Services, default_language: str
    ) -> None:
        self._sessions = sessions
        self._engine = engine
        self._world = services
        self._default_language = default_language

    def take(
        self, conn: Connection, slot: OpenTurn, read: ParseInSession | None, *, reads: bool = False
    ) -> TurnResult:
        """Everything in here is made anew for each try. `reads`: raise EffectAhead at an effect."""
        heard = slot.heard
        caller = turn_log.caller(conn, heard.caller, heard.session_id, heard.message_id)
        if caller.answered and (recorded := _find(conn, caller.member_id, heard)):
            raise AlreadyAnswered(recorded)
        context = self._context(conn, slot, caller.member)
        if reads:
            context.once = _effect_ahead
        known = self._catch_up(context, heard, caller.newest_seq)
        session = context.session
        if known and heard.seq is not None and heard.seq <= session.seq and session.last:
            return TurnResult(
                session.last, session
            )  # late, and its reply is gone: show where we stand
        session.seq = session.seq + 1 if heard.seq is None else heard.seq
        session.heard_at = context.at.timestamp()
        agent = agent_takeover.join(context, caller)
        if agent and (silent := agent.hears(heard)):
            self._record(context, slot.heard, silent)
            return TurnResult(silent, session)
        if read is not None:
            heard = read(heard, session if known or session.cursor else None)
        session.cursor = max(session.cursor, len(slot.heard.text))
        if heard.kind is HeardKind.STARTED or not known:
            context.visited.append((heard.channel, *funnel_counts.BEGUN, funnel_counts.VISITED))
        if heard.kind is HeardKind.STARTED:
            self._park(context, slot)
        elif session.over or not (known and self._engine.is_playable(session)):
            if not context.traits.sessionless:
                return TurnResult(self._engine.restart(context), session)
            self._engine.rest_at_home(context)  # a text needs no beginning: any may be the first
        turn = self._engine.take(context, heard)
        if agent:
            agent.reads_along()
        if not reads and has_written(conn):
            self._record(context, slot.heard, turn)
        return TurnResult(turn, session, context.visited)

    def recorded(self, conn: Connection, slot: OpenTurn) -> TurnResult:
        """The turn of this message as another delivery has just recorded it."""
        heard = slot.heard
        member_id = _member_id(profiles.find(conn, heard.caller))
        found = _find(conn, member_id, heard)
        if found is None:
            raise LookupError(f"a turn was taken and is not there: {heard.message_id}")
        return as_recorded(found, slot)

    def _context(self, conn: Connection, slot: OpenTurn, caller: Member | None) -> Context:
        heard = slot.heard
        session = Session.from_json(slot.session) if slot.session else None
        if session is None or session.member_id != _member_id(caller):
            session = self._begin(heard, caller, session)
        context = Context(
            services=self._world,
            conn=conn,
            session=session,
            caller=caller,
            at=self._world.now(),
            message_key=f"{heard.session_id}:{heard.message_id}",
            once=lambda: _once(context, heard),
        )
        return context

    def _begin(self, heard: Heard, caller: Member | None, former: Session | None) -> Session:
        """`former`: this session's, while the number was somebody else's. Of it only the counting
        goes on."""
        language = (caller.language if caller else None) or self._default_language
        session = Session(
            heard.channel, heard.session_id, heard.caller, language, _member_id(caller)
        )
        if former is not None:
            session.seq, session.cursor = former.seq, former.cursor
        return session

    def _catch_up(self, context: Context, heard: Heard, newest_seq: int | None) -> bool:
        """Whether the session is known. Where the database has a later turn of it than Redis, the
        one after its newest turn is the session: the save of that was lost."""
        session = context.session
        behind = newest_seq is not None and newest_seq > session.seq
        in_turn = heard.seq is None or heard.seq <= session.seq + 1
        if heard.kind is HeardKind.STARTED or (session.stack and in_turn and not behind):
            return bool(session.stack)
        newest = None
        if newest_seq is not None:
            newest = turn_log.newest(context.conn, _member_id(context.caller), heard.session_id)
        if newest is None:
            return False
        found = Session.from_json(newest.session)
        in_turn = heard.seq is None or heard.seq <= found.seq + 1
        if in_turn and context.at.timestamp() - found.heard_at < SESSION_TTL_SECONDS:
            context.session = found
            return True
        session.seq = max(session.seq, newest.seq)  # numbers of one session never start again
        return False

    def _park(self, context: Context, slot: OpenTurn) -> None:
        """A session begins: keep what a dropped one had begun, to offer it again; or what that one
        had been offered, where it was dropped before the answer."""
        data = self._sessions.earlier(slot)
        if data is None:
            return
        earlier = Session.from_json(data)
        idle_seconds = context.at.timestamp() - earlier.heard_at
        traits = context.traits
        silent = (
            traits.limits.silent_seconds is not None and idle_seconds > traits.limits.silent_seconds
        )
        gone = traits.single_session or earlier.hung_up or silent
        if not gone or earlier.member_id != context.session.member_id:
            return
        if self._engine.worth_resuming(earlier):
            context.session.parked = earlier.stack
        elif self._engine.is_playable(earlier):
            context.session.parked = earlier.parked

    def _record(self, context: Context, heard: Heard, turn: Turn) -> None:
        if not context.effect:
            raise UnmarkedEffect(f"{context.session.top.flow}.{context.session.top.state}")
        turn_log.record(
            context.conn,
            member_id=_member_id(context.caller),
            session_id=heard.session_id,
            message_id=heard.message_id,
            seq=context.session.seq,
            reply=turn.to_json(),
            session=context.session.to_json(),
            at=context.at,
        )


def as_recorded(recorded: turn_log.RecordedTurn, slot: OpenTurn) -> TurnResult:
    """The recorded reply; and the recorded session, unless the one at hand has moved on since."""
    is_newer = slot.session is not None and slot.session["seq"] > recorded.seq
    session = slot.session if is_newer and slot.session else recorded.session
    return TurnResult(Turn.from_json(recorded.reply), Session.from_json(session))


def _find(conn: Connection, member_id: int, heard: Heard) -> turn_log.RecordedTurn | None:
    """What was answered to this message; with the session as the last of its turns left it."""
    found = turn_log.find(conn, member_id, heard.session_id, heard.message_id)
    newest = found and turn_log.newest(conn, member_id, heard.session_id)
    return replace(newest, reply=found.reply) if found and newest else None


def _once(context: Context, heard: Heard) -> None:
    """Before the first effect of a message: the member is locked, the message is new, and the
    session is where the database left it.

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
    if newest is not None and newest.seq >= context.session.seq:
        raise SessionOutdated(newest)


def _effect_ahead() -> None:
    raise EffectNeedsTransaction


def _member_id(caller: Member | None) -> int:
    return caller.member_id if caller else NOBODY
