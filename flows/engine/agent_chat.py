"""Handles texts of a member who has an open chat with an agent.

Once an agent has accepted the chat, the member's texts go to the agent and the hotline does not
answer; it still carries out a refusal of marketing. Before that, the hotline answers as usual and
copies the turn to the chat. Either way the message is committed with its turn, so a text that is
delivered twice is in the chat once.
"""

from __future__ import annotations

from core.contact_centre import chat_messages
from core.conversation import Caller
from flows.engine.context import Context
from flows.engine.reply import MASK, SECRET_LOOKING
from flows.protocol import Heard, Turn

MARKETING_STOP = "stop_marketing"


class AgentChat:
    """One open chat of the caller, for the duration of a turn."""

    def __init__(self, context: Context, member_id: int, handover_id: str) -> None:
        self._context = context
        self._handover = (member_id, handover_id)

    def receive(self, heard: Heard) -> Turn | None:
        """Pass the text on to the agent. Returns a turn that says nothing; None if no agent has
        accepted the chat yet, or the text refuses marketing: then the dialogue answers.
        """
        context = self._context
        if (
            heard.command == MARKETING_STOP
            or chat_messages.lock_conversation(context.conn, *self._handover) != "talking"
        ):
            return None
        words = SECRET_LOOKING.sub(MASK, heard.typed)
        if words.strip():  # the pictures of a text are shown beside its words
            chat_messages.add(context.conn, *self._handover, [("member", words)], context.at)
        session = context.session
        session.last = Turn(session.language, (), number=session.seq)
        return session.last

    def copy_turn(self) -> None:
        """Copy what was heard and answered in this turn to the chat, if it is still open."""
        if chat_messages.lock_conversation(self._context.conn, *self._handover):
            chat_messages.add(self._context.conn, *self._handover, self._noted(), self._context.at)

    def _noted(self) -> list[tuple[str, str]]:
        """What the transcript has of this turn: the text, and the reply if there was one."""
        lines = self._context.session.lines
        heard = max(n for n, (who, _) in enumerate(lines) if who == "member")
        return [(who, words) for who, words in lines[heard:]]


def find(context: Context, caller: Caller) -> AgentChat | None:
    """The caller's open chat. None if there is none, or agents cannot write on this channel."""
    if not context.traits.agents_write or caller.writing is None:
        return None
    context.begin_effect()
    return AgentChat(context, caller.member_id, caller.writing)
