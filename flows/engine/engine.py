"""The engine: turns a message and the state of its session into the reply.

It handles silence, answers that are not understood and the global commands in the same way in every
dialogue.
"""

from __future__ import annotations

from dataclasses import replace

from core.contact_centre import Received
from core.conversation import ANSWERED
from flows.engine import free_words, global_commands, loop_guard, pictures, reprompts, unclear
from flows.engine.context import Context
from flows.engine.player import Player
from flows.engine.registry import Dialogues
from flows.engine.reply import compose, last_reply, note_heard, shown_again
from flows.engine.steps import NEXT_PAGE, Menu, Question, YesNo
from flows.language import Understanding
from flows.protocol import Frame, Heard, HeardKind, Session, Turn, copy_of


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
        heard = self._interpret(context.session, heard)
        self._note(context, heard)
        ending = loop_guard.check(context, heard)
        if ending is not None:
            return last_reply(context, ending)
        if heard.command == "repeat" and self._player.in_every_language(context):
            context.names_ways_out = True
            return self._ask_again(context)
        if shown := shown_again(context, self._open_question(context.session), heard):
            return shown
        if global_commands.repeats_request(self._player, context, heard):
            loop_guard.understood(context.session)
            return self._ask_again(context)
        ending = self._respond(context, heard)
        if ending is not None:
            return last_reply(context, ending)
        global_commands.settle_left(self._player, context)
        return self._answer(context)

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
            for stack in [session.stack, session.parked, *session.trail]
            for frame in stack
        )

    def is_answer(self, context: Context, heard: Heard) -> bool:
        """Whether `heard` answers the open question. Changes nothing."""
        session = context.session
        if session.over or not self.is_playable(session):
            return False
        stack = copy_of(session.stack)
        outcome = self._outcome(context, heard)
        session.stack, context.entered = stack, ""
        return outcome is not None

    def worth_resuming(self, session: Session) -> bool:
        """Whether a dropped session had begun a dialogue that is worth continuing."""
        flows = self.dialogues.flows
        return self.is_playable(session) and any(
            flows[frame.flow].resumable for frame in session.stack
        )

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
            if session.over or self._asks_to_confirm(session):
                return  # the member must read the question before points are spent
            context.said.clear()
            context.answered = False
            pressed = replace(heard, kind=HeardKind.ENTERED, text=key)
            self._note(context, pressed)
            self._respond(context, pressed)

    def _ask_again(self, context: Context) -> Turn:
        """The reply to a request that is repeated: its open question, and only that."""
        reprompts.reset(context.session)
        global_commands.dismiss_questions(self._player, context.session)
        self._player.ask_again(context)
        return self._answer(context)

    def _asks_to_confirm(self, session: Session) -> bool:
        step = self._player.step(session.top)
        return not session.resting and isinstance(step, YesNo) and step.costly

    def _interpret(self, session: Session, heard: Heard) -> Heard:
        """Let the open question reinterpret the message: a command may be an answer to it."""
        step = self._player.step(session.top)
        return (
            step.interpret(heard) if isinstance(step, Question) and not session.resting else heard
        )

    def _respond(self, context: Context, heard: Heard) -> str | None:
        """Carries out the message. None, or what the loop guard returns if the message is not to be
        answered as usual."""
        session = context.session
        if heard.kind is HeardKind.COMMAND:
            loop_guard.understood(session)
            global_commands.obey(self._player, context, heard)
        elif global_commands.is_cancellation(self._player, context, heard):
            return self._cancel(context, heard)
        elif not session.resting and not self._player.allowed(context):
            self._player.advance(context)
        elif (outcome := self._outcome(context, heard)) is not None:
            loop_guard.understood(session)
            self._follow(context, outcome)
        elif (frame := self._answer_to_text(context, heard)) is not None:
            loop_guard.understood(session)
            self._player.go_home(context, frame)
        elif (found := free_words.understood(self._player, heard)) is not None:
            return self._follow_free_words(context, heard, found)
        else:
            return self._not_understood(context, heard)
        return None

    def _cancel(self, context: Context, heard: Heard) -> str | None:
        """Leaves what was begun. A machine may text "cancel" for ever where nothing is begun."""
        session = context.session
        if session.resting and (ending := loop_guard.not_understood(context, heard)) is not None:
            return ending
        if not session.resting:
            loop_guard.understood(session)
        global_commands.cancel(self._player, context)
        return None

    def _outcome(self, context: Context, heard: Heard) -> str | None:
        """What the message answers; None if it answers nothing, or no question is open."""
        session = context.session
        if session.resting or _is_silence(heard) or heard.is_doubtful:
            return None
        is_offer = session.top.flow == self.dialogues.offer.name
        if is_offer and loop_guard.was_not_understood(context, heard):
            return None
        step = self._player.step(session.top)
        assert isinstance(step, Question)
        return step.hear(context, heard)

    def _answer_to_text(self, context: Context, heard: Heard) -> Frame | None:
        """The dialogue that takes the message, if no question of a dialogue is open and it answers
        a text that the hotline has sent."""
        if not context.session.resting or heard.kind is not HeardKind.ENTERED:
            return None
        return self.dialogues.answer_to_text(context, heard.text)

    def _follow_free_words(
        self, context: Context, heard: Heard, found: Understanding
    ) -> str | None:
        """Carries out a wish. None, or what the loop guard returns if it is not carried out."""
        ending = loop_guard.in_own_words(context, heard)
        if ending is None:
            loop_guard.understood(context.session)
            reprompts.reset(context.session)
            free_words.follow(self._player, context, heard, found)
        return ending

    def _follow(self, context: Context, outcome: str) -> None:
        reprompts.reset(context.session)
        if outcome == NEXT_PAGE:
            return self._player.ask(context)
        context.count_visit(ANSWERED)
        self._player.follow(context, outcome)
        self._player.advance(context)

    def _not_understood(self, context: Context, heard: Heard) -> str | None:
        """Asks again. None, or what the loop guard returns if it does not ask."""
        if heard.pictures is Received.KEPT:
            return pictures.acknowledge(self._player, context)
        ending = loop_guard.not_understood(context, heard)
        if ending is not None:
            return ending
        if heard.pictures is not None:
            return f"engine-pictures_{heard.pictures}"
        if context.session.resting:
            if not self._guess(context, heard):
                self._ask_at_rest(context, heard)
            return None
        step = self._player.step(context.session.top)
        assert isinstance(step, Question)
        if heard.cleared:  # correcting an entry does not count as a failed answer
            self._player.ask(context)
        elif _is_silence(heard):
            self._reprompt(context, step, heard, silent=True)
        elif not self._guess(context, heard):
            self._reprompt(context, step, heard, silent=False)
        return None

    def _guess(self, context: Context, heard: Heard) -> bool:
        """Asks about what the words may mean. False if nothing is likely, or at the last try, which
        offers an agent. Words at an entry of digits are not counted as not understood: they may be
        a name."""
        if global_commands.guess(self._player, context, heard):
            return True
        session = context.session
        step = self._player.step(session.top)
        tries_left = not isinstance(step, Question) or session.misses + 1 < step.attempts_max
        if tries_left and free_words.offer_nearest(self._player, context, heard):
            session.misses += 1
            return True
        if session.resting or (isinstance(step, Menu) and not step.secret):
            unclear.count(context, heard)
        return False

    def _ask_at_rest(self, context: Context, heard: Heard) -> None:
        """No question was open: ask the home menu, or offer an agent at the last of several misses
        in a row."""
        step = self._player.step(context.session.top)
        assert isinstance(step, Question)
        if reprompts.next_reprompt(context, step, heard) < reprompts.Reprompt.HELP:
            return self._player.begin_asking(context)
        self._offer_agent(context)

    def _offer_agent(self, context: Context) -> None:
        reprompts.reset(context.session)
        context.session.resting = False
        context.session.stack.append(self.dialogues.offer.start())
        self._player.advance(context)

    def _reprompt(self, context: Context, step: Question, heard: Heard, *, silent: bool) -> None:
        level = reprompts.next_reprompt(context, step, heard, silent=silent)
        if level < reprompts.Reprompt.HELP:
            context.said.append(
                context.words(reprompts.sentence(step, heard, level, silent=silent))
            )
            context.names_ways_out = True
            return self._player.ask(context, simply=level is reprompts.Reprompt.SIMPLER)
        outcome = "no_input" if silent else "no_match"
        if outcome not in step.on:
            return self._offer_agent(context)
        reprompts.reset(context.session)
        self._player.follow(context, outcome)
        self._player.advance(context)

    def _open_question(self, session: Session) -> Question | None:
        if session.over or session.resting or not session.stack:
            return None
        step = self._player.step(session.top)
        assert isinstance(step, Question)
        return step

    def _note(self, context: Context, heard: Heard) -> None:
        step = self._player.step(context.session.top) if context.session.stack else None
        note_heard(context, heard, secret=isinstance(step, Question) and step.secret)

    def _answer(self, context: Context) -> Turn:
        session = context.session
        step = self._open_question(session)
        context.in_every_language = self._player.in_every_language(context)
        if context.in_every_language and context.names_ways_out:
            context.said.append(context.words("engine-ways"))
        session.last = compose(
            context, step, at_home=len(session.stack) <= 1 and not session.resting
        )
        return session.last


def _is_silence(heard: Heard) -> bool:
    return heard.kind is HeardKind.SILENCE or (
        heard.kind is HeardKind.ENTERED and not heard.text.strip()
    )
