"""What the hotline does with a text while the member's chat with an agent is open.

While the agent is there, the hotline is silent and the member's texts go to the agent; only a
refusal of marketing is still obeyed. Until the agent comes, the hotline answers as always, and what
is said is copied to the chat. Either way a text counts once: it is committed with its turn.
"""

from __future__ import annotations

from core.contact_centre import chat_messages
from core.conversation import Caller
from flows.engine.context import Context
from flows.engine.reply import MASK, SECRET_LOOKING
from flows.protocol import Heard, Turn

MARKETING_STOP = "stop_marketing"
LINES_A_TURN = 2  # of a session's transcript: what was heard, and what was answered


class AgentChat:
    def __init__(self, context: Context, member_id: int, handover_id: str) -> None:
        self._context = context
        self._handover = (member_id, handover_id)

    def receive(self, heard: Heard) -> Turn | None:
        """Pass the text on to the agent and answer nothing; None: no agent is there, so the
        dialogue answers.
        """
        context = self._context
        if (
            heard.command == MARKETING_STOP
            or chat_messages.lock_conversation(context.conn, *self._handover) != "talking"
        ):
            return None
        words = SECRET_LOOKING.sub(MASK, heard.typed)
        chat_messages.add(context.conn, *self._handover, [("member", words)], context.at)
        session = context.session
        session.last = Turn(session.language, (), number=session.seq)
        return session.last

    def copy_turn(self) -> None:
        """Copy what was heard and answered in this turn to the chat, if it is still open."""
        if chat_messages.lock_conversation(self._context.conn, *self._handover):
            said = [(who, words) for who, words in self._context.session.lines[-LINES_A_TURN:]]
            chat_messages.add(self._context.conn, *self._handover, said, self._context.at)


def find(context: Context, caller: Caller) -> AgentChat | None:
    """The caller's open chat with an agent, where the channel has one."""
    if not context.traits.agents_write or caller.writing is None:
        return None
    context.begin_effect()
    return AgentChat(context, caller.member_id, caller.writing)
