"""One attempt at a turn: find the session, let the engine answer, record the turn if it changed
something."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sqlalchemy import Connection

from core.contact_centre import requests
from core.conversation import funnel_counts, turn_log
from core.kernel import has_written
from core.members import MemberWithPoints
from core.programme import local_day
from flows.engine import agent_chat, builtin, recorded_turns, session_language
from flows.engine.context import Context, Services
from flows.engine.digit_entries import digits_of
from flows.engine.engine import Engine
from flows.engine.recorded_turns import AlreadyAnswered, TurnResult
from flows.engine.session_recovery import catch_up, park_dropped, session_for
from flows.engine.session_store import OpenTurn, SessionStore
from flows.protocol import Heard, HeardKind, Session, traits_of

ParseInSession = Callable[[Heard, Session | None], Heard]
"""Completes the parsing of a message whose meaning depends on its session (None: a new one)."""


class EffectNeedsTransaction(Exception):
    """A read-only attempt has reached an effect. The turn must be taken again in a transaction."""


class TurnTaker:
    """Takes turns on a given connection. Never commits or rolls back."""

    def __init__(
        self, sessions: SessionStore, engine: Engine, services: Services, default_language: str
    ) -> None:
        self._sessions = sessions
        self._engine = engine
        self._services = services
        self._default_language = default_language

    def take(
        self,
        conn: Connection,
        open_turn: OpenTurn,
        parse: ParseInSession | None,
        *,
        read_only: bool = False,
    ) -> TurnResult:
        """Take the turn. Attempts share no state, so one that failed can simply be repeated.

        read_only: raise EffectNeedsTransaction if the turn reaches an effect.

        Also raises AlreadyAnswered and SessionOutdated.
        """
        heard = open_turn.heard
        today = local_day(self._services.now())
        caller = turn_log.caller(
            conn,
            heard.caller,
            today,
            heard.session_id,
            heard.message_id,
            known_id=Session.member_id_in(open_turn.session),
        )
        if caller.answered and (found := recorded_turns.find(conn, caller.member_id, heard)):
            raise AlreadyAnswered(found)
        context = self._context(conn, open_turn, caller.member)
        if read_only:
            context.begin_effect = _needs_transaction
        has_begun = catch_up(context, heard, caller.newest_seq)
        session = context.session
        session.texts_blocked = caller.texts_blocked
        session.language = session_language.written_to(
            heard, caller.member, session.language, self._engine.dialogues.keywords
        )
        if has_begun and heard.seq is not None and heard.seq <= session.seq and session.last:
            # A late delivery whose own reply is no longer stored: repeat the latest reply.
            return TurnResult(session.last, session)
        session.seq = session.seq + 1 if heard.seq is None else heard.seq
        session.heard_at = context.at.timestamp()
        chat = agent_chat.find(context, caller)
        is_answer = partial(self._engine.is_answer, context, heard)
        is_served = partial(self._engine.is_served, context, heard)
        named = partial(self._engine.named_while_waiting, context, heard)
        if chat and (received := chat.receive(heard, is_answer, is_served, named)):
            self._engine.assign_pictures(context, heard)
            recorded_turns.record(context, heard, received)
            return TurnResult(received, session, recorded_as=context.began_as)
        if parse is not None:
            heard = parse(heard, session if has_begun or session.cursor else None)
        session.cursor = max(session.cursor, len(open_turn.heard.text))
        is_contested = not open_turn.is_stored and _needs_session(heard)
        if is_contested:
            context.begin_effect()
        if self._can_continue(context, open_turn, heard, has_begun=has_begun):
            turn = self._engine.take(context, heard)
        else:
            turn = self._engine.restart(context)
        self._engine.assign_pictures(context, heard)
        if chat:
            chat.copy_turn()
        if context.handover:  # the agent reads what the member was told last, too
            requests.add_reply(conn, *context.handover, session.lines)
        says_a_code_again = turn.code is not None and not has_written(conn)
        if says_a_code_again:
            # Nothing is written, but a copy that finds the session lost would have another reply,
            # if this one were not recorded.
            context.begin_effect()
        if not read_only and (is_contested or has_written(conn) or says_a_code_again):
            recorded_turns.record(context, open_turn.heard, turn)
        return TurnResult(
            turn, session, context.visited, context.unclear, recorded_as=context.began_as
        )

    def _can_continue(
        self, context: Context, open_turn: OpenTurn, heard: Heard, *, has_begun: bool
    ) -> bool:
        """Prepare the session for the message. False if it must be restarted: it was lost, is over,
        or is at a step that no longer exists, and the channel has sessions."""
        session = context.session
        if heard.kind is HeardKind.STARTED or not has_begun:
            context.visited.append((heard.channel, *funnel_counts.BEGUN, funnel_counts.VISITED))
        if heard.kind is HeardKind.STARTED:
            park_dropped(context, self._engine, self._sessions.earlier(open_turn))
        elif session.over or not (has_begun and self._engine.is_playable(session)):
            if not context.traits.sessionless:
                return False
            self._engine.rest_at_home(context)  # any message may begin a session here
        return True

    def _context(
        self, conn: Connection, open_turn: OpenTurn, caller: MemberWithPoints | None
    ) -> Context:
        heard = open_turn.heard
        session = session_for(heard, open_turn.session, caller, self._default_language)
        session.recent = session.recent or open_turn.recent
        context = Context(
            services=self._services,
            conn=conn,
            session=session,
            caller=caller,
            at=self._services.now(),
            message_key=f"{heard.session_id}:{heard.message_id}",
            begin_effect=lambda: recorded_turns.begin_effect(context, heard),
        )
        return context


def _needs_session(heard: Heard) -> bool:
    """Whether the message means something else without the session that it belongs to.

    If Redis has lost the session, another copy of the message may still be answered by a process
    that has read it. So such a message is answered under the member's lock and recorded: the copy
    that is recorded first decides the reply of both.
    """
    if heard.kind is HeardKind.STARTED:
        return bool(heard.text)  # USSD: a deep link, or an entry whose session is lost
    if traits_of(heard.channel).sessionless:
        needs = heard.kind is not HeardKind.COMMAND or heard.command in (builtin.HELP, builtin.BACK)
        return needs or digits_of(heard.typed).isdecimal()
    return heard.command != "repeat"


def _needs_transaction() -> None:
    raise EffectNeedsTransaction
