"""The engine: turns a message and the state of its session into the reply.

It handles silence, answers that are not understood and the global commands in the same way in every
dialogue.
"""

from __future__ import annotations

from dataclasses import replace

from flows.engine import (
    builtin,
    global_commands,
    left_codes,
    loop_guard,
    open_question,
    pictures,
    reprompts,
    responses,
    under_way,
    waiting,
    wishes_while_waiting,
)
from flows.engine.context import Context
from flows.engine.player import Player
from flows.engine.registry import Dialogues
from flows.engine.reply import compose, last_reply, shown_again
from flows.engine.steps import Question
from flows.engine.wishes_while_waiting import Named
from flows.language import answers
from flows.protocol import Heard, HeardKind, Session, Turn, copy_of


class Engine:
    """Plays a set of dialogues. Stateless: all state is in the session and the database."""

    def __init__(self, dialogues: Dialogues) -> None:
        self.dialogues = dialogues
        self._player = Player(dialogues)

    def take(self, context: Context, heard: Heard) -> Turn:
        """The reply to `heard`. Changes the session in `context`."""
        if heard.kind is HeardKind.STARTED:
            self._begin(context, heard)
            return self._answer(context)
        if heard.confidence is not None:
            heard = replace(heard, text=answers.in_figures(heard.text))
        open_question.return_to_entry(self._player, context.session, heard)
        heard = open_question.interpret(self._player, context.session, heard)
        if not open_question.is_meant(self._player, context, heard):
            heard = open_question.or_command(self._player, context.session, heard)
        open_question.note(self._player, context, heard)
        ending = loop_guard.check(context, heard)
        if ending is not None:
            return last_reply(context, ending)
        if heard.command == "repeat" and self._player.in_every_language(context):
            context.names_ways_out = True
            return self._ask_again(context)
        open_step = open_question.find(self._player, context.session)
        if heard.command == builtin.SIMPLER:
            if open_step is not None and self._is_asked_simply(context, open_step, heard):
                return self._answer(context)
            heard = replace(heard, command="repeat")
        ways_out = self._player.ways_out(context.session)
        if shown := shown_again(context, open_step, ways_out, heard):
            return shown
        if open_question.is_unseen(self._player, context, heard):
            return self._ask_again(context)
        if under_way.repeats_request(self._player, context, heard):
            loop_guard.understood(context.session)
            return self._ask_again(context)
        ending = responses.respond(self._player, context, heard)
        if ending is not None:
            return last_reply(context, ending)
        under_way.settle_left(self._player, context)
        left_codes.settle(self._player, context)
        return self._answer(context)

    def _is_asked_simply(self, context: Context, step: Question, heard: Heard) -> bool:
        """Asks again in simpler words, or says what an answer would do. False if there are none."""
        reminder = step.reminder(context, replace(heard, text=heard.typed))
        if not reminder and not self._player.has_simpler(context, step):
            return False
        context.names_ways_out = True
        self._player.ask(context, simply=not reminder, reminding=reminder)
        return True

    def assign_pictures(self, context: Context, heard: Heard) -> None:
        """Assign the pictures that came with the message to the case that they belong to, once the
        message is answered."""
        pictures.assign(self._player, context, heard)

    def restart(self, context: Context) -> Turn:
        """Say that the session starts again, and ask the home menu."""
        session = context.session
        session.over, session.resting, session.parked = False, False, []
        reprompts.reset(session)
        context.names_ways_out = True
        context.said_first.append(context.words("engine-restarted"))
        self._player.go_home(context)
        return self._answer(context)

    def rest_at_home(self, context: Context) -> None:
        """Put the session at the home menu without asking it, so that the member's message is
        handled first."""
        session = context.session
        session.stack, session.trail = [self.dialogues.home(context).start()], []
        session.resting, session.over = True, False

    def is_playable(self, session: Session) -> bool:
        """Whether all dialogues and steps on the session's stacks still exist: a release may have
        removed some.
        """
        flows = self.dialogues.flows
        return bool(session.stack) and all(
            frame.flow in flows and frame.state in flows[frame.flow].steps
            for stack in [session.stack, session.parked, session.code_stack, *session.trail]
            for frame in stack
        )

    def is_answer(self, context: Context, heard: Heard) -> bool:
        """Whether `heard` answers the open question, leaves what was begun, or answers a text that
        the hotline has sent. Changes nothing."""
        session = context.session
        if session.over or session.resting or not self.is_playable(session):
            is_words = heard.kind is HeardKind.ENTERED
            return is_words and self.dialogues.answer_to_text(context, heard.text) is not None
        stack = copy_of(session.stack)
        outcome = open_question.outcome(self._player, context, heard)
        session.stack, context.entered = stack, ""
        return outcome is not None or (
            under_way.begun_dialogue(self._player, session) is not None
            and global_commands.is_cancellation(self._player, context, heard)
        )

    def is_served(self, context: Context, heard: Heard) -> bool:
        """Whether `heard` asks for what is answered at once of whoever waits for an agent by text.
        Changes nothing."""
        session = context.session
        is_readable = not session.stack or self.is_playable(session)
        return is_readable and waiting.is_served(self._player, context, heard)

    def named_while_waiting(self, context: Context, heard: Heard) -> Named | None:
        """What `heard` plainly asks for of whoever answers a member who waits for an agent by text,
        with the keyword that does it. Changes nothing."""
        return wishes_while_waiting.named_by(self._player, context, heard)

    def worth_resuming(self, session: Session) -> bool:
        """Whether the member had begun a dialogue in a dropped session that is worth continuing."""
        return self.is_playable(session) and under_way.is_begun_by_member(self._player, session)

    def _begin(self, context: Context, heard: Heard) -> None:
        """Begin a session; `heard.text` holds the keys of a deep link, joined with '*'."""
        session = context.session
        # A deep link is made for one menu: in another its keys would mean something else.
        is_linked = self.dialogues.home(context) is self.dialogues.deep_link_home
        keys = [key for key in heard.text.split("*") if key and is_linked]
        if context.traits.greets:
            context.said.append(context.words("engine-greeting"))
        openings = [] if keys else self.dialogues.openings(context)
        self._player.go_home(context, *(flow.start() for flow in reversed(openings)))
        # The question for the language is said in each of them: the ways out wait for the answer.
        asks_language = self._player.in_every_language(context)
        context.names_ways_out = context.traits.greets and not asks_language
        for key in keys:
            if session.over or open_question.asks_to_confirm(self._player, session):
                return  # the member must read the question before points are spent
            context.said.clear()
            context.answered = False
            pressed = replace(heard, kind=HeardKind.ENTERED, text=key)
            open_question.note(self._player, context, pressed)
            responses.respond(self._player, context, pressed)

    def _ask_again(self, context: Context) -> Turn:
        """The reply to a request that is repeated: its open question, and only that."""
        reprompts.reset(context.session)
        under_way.dismiss_questions(self._player, context.session)
        self._player.ask_again(context)
        return self._answer(context)

    def _answer(self, context: Context) -> Turn:
        session = context.session
        step = open_question.find(self._player, session)
        context.in_every_language = self._player.in_every_language(context)
        ways_out = self._player.ways_out(session)
        if context.in_every_language and context.names_ways_out:
            context.said.append(context.words(ways_out))
        at_home = len(session.stack) <= 1 and not session.resting
        session.last = compose(context, step, ways_out, at_home=at_home)
        return session.last
