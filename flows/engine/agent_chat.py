"""Handles texts of a member who waits for an agent, or writes with one.

The member's own words go to the chat, and the hotline does not talk over it: the first text of who
still waits gets a receipt with the place in the queue, and so does one ten minutes later or more;
those in between get no reply, unless they ask for something that a keyword does at once, which is
named; who asks for an agent once more is told the place once more. Keywords are
carried out as usual, and so is the answer to a question that a keyword has led to, if the agent has
written nothing since; such a turn is copied to the chat, and so is a refusal of marketing texts in
the member's own words, which holds wherever it is said. Whoever still waits is answered how long it
takes and how to leave, and asked before a complaint is taken back; "never mind" withdraws the
request, as long as no agent has answered it. Whoever is in distress or danger is told at once where
there is help, and the agent reads both. Either way the message is committed with its turn, so
a text that is delivered twice is in the chat once.
"""

from __future__ import annotations

from collections.abc import Callable

from core.contact_centre import chat_messages, offers, requests
from core.conversation import Caller
from flows.engine import builtin, urgent_words, waiting
from flows.engine.context import Context
from flows.engine.masking import masked
from flows.engine.queue_place import place_to_tell
from flows.engine.reply import RESTING
from flows.engine.wishes_while_waiting import Named
from flows.language import Does, Label, SmallTalk, answers, understanding
from flows.protocol import ENDED, Heard, HeardKind, Turn

RECEIPT_SENT, PLACE_SAID = "receipt_at", "place_again_at"
"""The entries of `Session.recent` with the request whose text has had its receipt, and with the one
that was told its place when it asked for an agent once more; and when that was."""
QUIET_SECONDS = 10 * 60
"""After that the same is answered once more. Machines that answer each other are slow then."""


class AgentChat:
    """One open chat of the caller, for the duration of a turn."""

    def __init__(self, context: Context, member_id: int, handover_id: str) -> None:
        self._context = context
        self._handover = (member_id, handover_id)

    def receive(
        self,
        heard: Heard,
        is_answer: Callable[[], bool],
        is_served: Callable[[], bool],
        named: Callable[[], Named | None],
    ) -> Turn | None:
        """Pass the text on to the agent. Returns the turn, which says nothing or is the receipt;
        None if the dialogue answers, because the text is a keyword or an answer to its question, or
        the chat has ended meanwhile.

        is_answer: whether the text answers the open question of the dialogue, or a text
            of ours, such as the one that asks for a grade.
        is_served: whether it takes back what was done, which is asked about at once.
        named: what it plainly asks for, with the keyword for that.
        """
        context = self._context
        status = chat_messages.lock_conversation(context.conn, *self._handover)
        if status is None or self._is_for_dialogue(heard, status, is_answer, is_served):
            return None
        reply = self._urgent_reply(heard, status)
        if not reply and status == "open":
            reply = self._reply(heard, named)
        words = masked(heard.typed)
        said = [("member", words)] if words.strip() else []  # pictures are shown beside the words
        said += [("hotline", reply)] if reply else []
        if said:
            chat_messages.add(context.conn, *self._handover, said, context.at)
        session = context.session
        say, expects = ((reply,), RESTING) if reply else ((), ENDED)
        session.last = Turn(session.language, say, expects=expects, number=session.seq)
        return session.last

    def _is_for_dialogue(
        self,
        heard: Heard,
        status: str,
        is_answer: Callable[[], bool],
        is_served: Callable[[], bool],
    ) -> bool:
        if heard.kind is HeardKind.COMMAND:
            return not (heard.command == builtin.AGENT and status == "talking")
        if urgent_words.find(heard) is not None:
            return False
        if _refuses_marketing(heard, is_waiting=status == "open"):
            return True
        if self._has_agent_written():
            return False
        return is_answer() or (status == "open" and is_served())

    def _has_agent_written(self) -> bool:
        """Whether the text answers what an agent has written."""
        return chat_messages.last_reply_by(self._context.conn, *self._handover) == "agent"

    def _urgent_reply(self, heard: Heard, status: str) -> str:
        """What is said at once, also while an agent writes, who may look away; of what needs no
        help within minutes the agent speaks alone. "" if nothing is."""
        urgent = urgent_words.find(heard)
        if urgent is None or (status == "talking" and not urgent.is_at_once):
            return ""
        return urgent_words.sentence(self._context, urgent)

    def _reply(self, heard: Heard, named: Callable[[], Named | None]) -> str:
        """What a text of who waits is answered; "" if nothing."""
        if waiting.leaves(heard.text) and not self._has_agent_written():
            return self._withdraw()
        if waiting.asks_place(heard.text):
            return self._with_place("agent-place")
        if waiting.asks_for_agent(heard.text) and self._is_first(PLACE_SAID):
            return self._with_place("agent-place")
        if (wished := named()) is not None and self._is_first(f"named_{wished[0].value}"):
            self._is_first(RECEIPT_SENT)  # this is one
            facts = {"wish": wished[0].value, "keyword": wished[1]}
            return self._context.words("agent-keyword", facts)
        if self._is_first(RECEIPT_SENT):
            return self._with_place("agent-received")
        asks_who_is_there = answers.small_talk_of(heard.text) is SmallTalk.HEARD
        if asks_who_is_there and self._is_first(PLACE_SAID):
            return self._with_place("agent-place")
        return ""

    def _withdraw(self) -> str:
        """Close the request, which nobody has accepted: the conversation is locked."""
        context, (member_id, handover_id) = self._context, self._handover
        offers.give_up(
            context.conn,
            member_id=member_id,
            handover_id=handover_id,
            how="abandoned",
            at=context.at,
        )
        return context.words("agent-withdrawn", {})

    def _is_first(self, answered: str) -> bool:
        """Whether this request has not been answered so for a while; notes that it is now."""
        context, (_, handover_id) = self._context, self._handover
        session, at = context.session, context.at.timestamp()
        which, when = session.recent.get(answered) or ("", 0.0)
        if which == handover_id and at - when < QUIET_SECONDS:
            return False
        session.recent = {**session.recent, answered: [handover_id, at]}
        return True

    def _with_place(self, sentence: str) -> str:
        context, (member_id, handover_id) = self._context, self._handover
        ahead = requests.ahead_of(context.conn, member_id, handover_id, context.at)
        return context.words(sentence, {"ahead": place_to_tell(context, handover_id, ahead)})

    def copy_turn(self) -> None:
        """Copy what was heard and answered in this turn to the chat, if it is still open."""
        if chat_messages.lock_conversation(self._context.conn, *self._handover):
            chat_messages.add(self._context.conn, *self._handover, self._noted(), self._context.at)

    def _noted(self) -> list[tuple[str, str]]:
        """What the transcript has of this turn: the text, and the reply if there was one."""
        lines = self._context.session.lines
        heard = max(n for n, (who, _) in enumerate(lines) if who == "member")
        return [(who, words) for who, words in lines[heard:]]


def _refuses_marketing(heard: Heard, *, is_waiting: bool) -> bool:
    """Whether the words refuse marketing texts. Who writes with an agent is not asked back whether
    they do: the agent can ask."""
    found = understanding.understand(heard.text)
    is_clear = found.does is Does.ACT or (is_waiting and found.does is Does.ASK)
    is_for_agent = waiting.is_cancellation(heard.text) or waiting.speaks_of_call(heard.text)
    return is_clear and Label.STOP in found.wishes and not is_for_agent


def find(context: Context, caller: Caller) -> AgentChat | None:
    """The caller's open chat. None if there is none, or agents cannot write on this channel."""
    if not context.traits.agents_write or caller.writing is None:
        return None
    context.begin_effect()
    return AgentChat(context, caller.writing_as, caller.writing)
