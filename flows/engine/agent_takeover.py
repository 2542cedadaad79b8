"""Texts while an agent is there, or waited for.

An agent who writes with a member has the member alone: the hotline says nothing, and what the
member writes is the agent's; but whoever wants no more advertising is obeyed at any time. Until an
agent is there the hotline answers as ever, and all of it is kept for the agent. Either way a text
is heard once, for its words are committed with its turn.
"""

from __future__ import annotations

from core.contact_centre import chat_messages
from core.conversation import Caller
from flows.engine.context import Context
from flows.engine.reply import MASK, SECRET_LOOKING
from flows.protocol import Heard, Turn

REFUSES = "stop_marketing"
LAST_TWO = -2  # of a session's lines: what this turn heard, and what it said


class Beside:
    def __init__(self, context: Context, member_id: int, handover_id: str) -> None:
        self._context = context
        self._which = (member_id, handover_id)

    def hears(self, heard: Heard) -> Turn | None:
        """The turn that says nothing; None: no agent is there yet, or any more."""
        context = self._context
        if (
            heard.command == REFUSES
            or chat_messages.listen(context.conn, *self._which) != "talking"
        ):
            return None
        words = SECRET_LOOKING.sub(MASK, heard.typed)
        chat_messages.add(context.conn, *self._which, [("member", words)], context.at)
        session = context.session
        session.last = Turn(session.language, (), number=session.seq)
        return session.last

    def reads_along(self) -> None:
        if chat_messages.listen(self._context.conn, *self._which):
            said = [(who, words) for who, words in self._context.session.lines[LAST_TWO:]]
            chat_messages.add(self._context.conn, *self._which, said, self._context.at)


def join(context: Context, caller: Caller) -> Beside | None:
    if not context.traits.agents_write or caller.writing is None:
        return None
    context.once()
    return Beside(context, caller.member_id, caller.writing)
