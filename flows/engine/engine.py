"""Takes a turn: what was heard meets where the talk stands, and the answer comes out.

Silence and wrong answers are met here, and commands everywhere understood (global_commands):
policies of the house, the same in every dialogue.
"""

from __future__ import annotations

from dataclasses import replace

from core.conversation import ANSWERED
from flows.engine import global_commands, reprompts
from flows.engine.context import Context
from flows.engine.player import Player
from flows.engine.registry import Dialogues
from flows.engine.reply import compose, note_heard, shown_again
from flows.engine.steps import NEXT_PAGE, Asking, YesNo
from flows.protocol import Heard, Talk, Turn, What


class Engine:
    """Plays a set of dialogues. Holds no state: everything is in the talk and the database."""

    def __init__(self, dialogues: Dialogues) -> None:
        self.dialogues = dialogues
        self._player = Player(dialogues)

    def take(self, context: Context, heard: Heard) -> Turn:
        """The reply to `heard`; the talk in `context` moves along."""
        if heard.what is What.STARTED:
            self._begin(context, heard)
            return self._answer(context)
        heard = self._meant_here(context.talk, heard)
        self._note(context, heard)
        if shown := shown_again(context.talk, heard):
            return shown
        self._respond(context, heard)
        return self._answer(context)

    def restart(self, context: Context) -> Turn:
        """The talk was lost, or is older than the dialogues: say so, and begin at home."""
        talk = context.talk
        talk.over, talk.resting, talk.parked = False, False, []
        reprompts.reset(talk)
        context.said.append(context.words("engine-restarted"))
        self._player.go_home(context)
        return self._answer(context)

    def rest_at_home(self, context: Context) -> None:
        """A talk that begins with a request of the member's: nothing is asked, all is possible."""
        talk = context.talk
        talk.stack, talk.trail = [self.dialogues.home(context).start()], []
        talk.resting, talk.over = True, False

    def knows(self, talk: Talk) -> bool:
        """Whether every dialogue and step that the talk stands at still exists."""
        flows = self.dialogues.flows
        return bool(talk.stack) and all(
            frame.flow in flows and frame.state in flows[frame.flow].steps
            for stack in [talk.stack, talk.parked, *talk.trail]
            for frame in stack
        )

    def worth_resuming(self, talk: Talk) -> bool:
        """Whether a dropped session had something begun that is worth going on with."""
        flows = self.dialogues.flows
        return self.knows(talk) and any(flows[frame.flow].resumable for frame in talk.stack)

    def _begin(self, context: Context, heard: Heard) -> None:
        """A session begins; `heard.text` holds the keys of a deep link, joined with '*'."""
        talk = context.talk
        # A link is printed for one menu: on another its keys would do what nobody asked for.
        is_linked = self.dialogues.home(context) is self.dialogues.linked
        keys = [key for key in heard.text.split("*") if key and is_linked]
        if context.manner.greets:
            context.said.append(context.words("engine-greeting"))
        openings = [] if keys else self.dialogues.openings(context)
        self._player.go_home(context, *(flow.start() for flow in reversed(openings)))
        for key in keys:
            if talk.over or self._reads_back(talk):
                return  # what costs points is read before it is answered
            context.said.clear()
            context.answered = False
            pressed = replace(heard, what=What.ENTERED, text=key)
            self._note(context, pressed)
            self._respond(context, pressed)

    def _reads_back(self, talk: Talk) -> bool:
        step = self._player.step(talk.top)
        return not talk.resting and isinstance(step, YesNo) and step.costly

    def _meant_here(self, talk: Talk, heard: Heard) -> Heard:
        """A key that is a command elsewhere may be the answer to what is asked."""
        step = self._player.step(talk.top)
        return step.meant(heard) if isinstance(step, Asking) and not talk.resting else heard

    def _respond(self, context: Context, heard: Heard) -> None:
        talk = context.talk
        if heard.what is What.COMMAND:
            return global_commands.obey(self._player, context, heard)
        if talk.resting:
            if not global_commands.guess(self._player, context, heard):
                self._player.begin_asking(context)
            return
        if not self._player.allowed(context):
            return self._player.advance(context)
        step = self._player.step(talk.top)
        assert isinstance(step, Asking)
        if heard.what is What.SILENCE or (heard.what is What.ENTERED and not heard.text.strip()):
            return self._stuck(context, step, heard, silent=True)
        outcome = step.hear(context, heard)
        if outcome is None:
            return self._not_understood(context, step, heard)
        reprompts.reset(talk)
        if outcome == NEXT_PAGE:
            return self._player.ask(context)
        context.visit(ANSWERED)
        self._player.follow(context, outcome)
        self._player.advance(context)

    def _not_understood(self, context: Context, step: Asking, heard: Heard) -> None:
        if heard.cleared:  # whoever corrects an entry has not failed at it
            return self._player.ask(context)
        if not global_commands.guess(self._player, context, heard):
            self._stuck(context, step, heard, silent=False)

    def _stuck(self, context: Context, step: Asking, heard: Heard, *, silent: bool) -> None:
        rung = reprompts.climb(context.talk, step, silent=silent)
        if rung < reprompts.Rung.HELP:
            context.said.append(context.words(reprompts.sentence(step, heard, rung, silent=silent)))
            return self._player.ask(context, simply=rung is reprompts.Rung.SIMPLER)
        reprompts.reset(context.talk)
        outcome = "no_input" if silent else "no_match"
        if outcome in step.on:
            self._player.follow(context, outcome)
        else:
            context.talk.stack.append(self.dialogues.offer.start())
        self._player.advance(context)

    def _note(self, context: Context, heard: Heard) -> None:
        step = self._player.step(context.talk.top) if context.talk.stack else None
        note_heard(context, heard, secret=isinstance(step, Asking) and step.secret)

    def _answer(self, context: Context) -> Turn:
        talk = context.talk
        step = None if talk.over or talk.resting else self._player.step(talk.top)
        assert step is None or isinstance(step, Asking)
        talk.last = compose(context, step, at_home=len(talk.stack) <= 1 and not talk.resting)
        return talk.last
