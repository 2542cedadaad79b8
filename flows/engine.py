"""Takes a turn: what was heard meets where the talk stands, and the answer comes out.

Back, repeat, main menu, agent and language are understood here, everywhere, as are silence and
wrong answers: policies of the house, the same in every dialogue.
"""

from __future__ import annotations

from dataclasses import asdict, replace

from flows import ladder
from flows.context import Context
from flows.flow import Flow
from flows.player import Player
from flows.registry import Dialogues
from flows.reply import compose, note_heard, pages_of
from flows.steps import NEXT_PAGE, Asking, YesNo
from flows.talk import Talk, copy_of
from flows.turn import Channel, Heard, Turn, What

MORE_SCREEN_KEY = "98"
LANGUAGE_COMMANDS = ("zh", "en")


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
        self._note(context, heard)
        if shown := _shown_again(context.talk, heard):
            return shown
        self._respond(context, heard)
        return self._answer(context)

    def restart(self, context: Context) -> Turn:
        """The talk was lost, or is older than the dialogues: say so, and begin at home."""
        talk = context.talk
        talk.over, talk.resting, talk.parked = False, False, []
        ladder.reset(talk)
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
        keys = [key for key in heard.text.split("*") if key]
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

    def _respond(self, context: Context, heard: Heard) -> None:
        talk = context.talk
        if heard.what is What.COMMAND:
            ladder.reset(talk)
            return self._command(context, heard)
        if talk.resting:
            if not self._guess(context, heard):
                self._player.ask(context)
            return
        if not self._player.allowed(context):
            return self._player.advance(context)
        step = self._player.step(talk.top)
        assert isinstance(step, Asking)
        if heard.what is What.SILENCE or (heard.what is What.ENTERED and not heard.text.strip()):
            return self._stuck(context, step, silent=True)
        outcome = step.hear(context, heard)
        if outcome is None:
            if not self._guess(context, heard):
                self._stuck(context, step, silent=False)
            return
        ladder.reset(talk)
        if outcome == NEXT_PAGE:
            return self._player.ask(context)
        self._player.follow(context, outcome)
        self._player.advance(context)

    def _command(self, context: Context, heard: Heard) -> None:
        player, talk = self._player, context.talk
        match heard.command:
            case "back":
                self._back(context)
            case "main":
                self._say_dropped(context)
                player.go_home(context)
            case "agent" if not context.manner.unwinds:
                self._put_away(talk, self.dialogues.offer)  # taken by the agent's own key
                if talk.top.flow != self.dialogues.agent.name:
                    talk.stack.append(self.dialogues.agent.start(topic=player.topic(talk)))
                player.advance(context)
            case language if language in LANGUAGE_COMMANDS:
                context.once()
                self.dialogues.speak(context, language)
                context.said.append(context.words("engine-language"))
                if not talk.resting:
                    player.ask(context)
            case keyword:
                topic = player.topic(talk)
                self._say_dropped(context)
                flow = self.dialogues.by_keyword[keyword]
                player.go_home(context, flow.start(argument=heard.text.strip(), topic=topic))

    def _guess(self, context: Context, heard: Heard) -> bool:
        """A word that is one typing error from a keyword: ask whether that was meant."""
        if not heard.guessed:
            return False
        flow = self.dialogues.by_keyword.get(heard.command)
        if flow is None:
            self._command(context, heard)
            return True
        talk = context.talk
        ladder.reset(talk)
        self._put_away(talk, self.dialogues.guess, self.dialogues.offer)
        meant = flow.start(argument=heard.argument, topic=self._player.topic(talk))
        home = self.dialogues.home(context).start()
        talk.stack.append(
            self.dialogues.guess.start(word=heard.guessed, meant=asdict(meant), home=asdict(home))
        )
        self._player.advance(context)
        return True

    @staticmethod
    def _put_away(talk: Talk, *asides: Flow) -> None:
        """A question of ours that another one takes the place of: not one upon the other."""
        names = [flow.name for flow in asides]
        while talk.top.flow in names:
            talk.stack.pop()

    def _stuck(self, context: Context, step: Asking, *, silent: bool) -> None:
        rung = ladder.climb(context.talk, step, silent=silent)
        if rung < ladder.Rung.HELP:
            context.said.append(context.words(ladder.sentence(step, rung, silent=silent)))
            return self._player.ask(context, simply=rung is ladder.Rung.SIMPLER)
        ladder.reset(context.talk)
        outcome = "no_input" if silent else "no_match"
        if outcome in step.on:
            self._player.follow(context, outcome)
        else:
            context.talk.stack.append(self.dialogues.offer.start())
        self._player.advance(context)

    def _back(self, context: Context) -> None:
        talk = context.talk
        if talk.resting:
            return self._player.ask(context)
        passing = self.dialogues.flows[talk.top.flow].passing
        earlier = talk.trail if passing else talk.trail[:-1]
        if not earlier:
            return self._player.go_home(context)
        talk.trail, talk.stack = earlier[:-1], copy_of(earlier[-1])
        self._player.ask(context)

    def _say_dropped(self, context: Context) -> None:
        flows, talk = self.dialogues.flows, context.talk
        begun = next((frame for frame in talk.stack if flows[frame.flow].resumable), None)
        if begun and not talk.resting:
            title = context.words(f"{begun.flow}-title")
            context.said.append(context.words("engine-dropped", {"title": title}))

    def _note(self, context: Context, heard: Heard) -> None:
        step = self._player.step(context.talk.top) if context.talk.stack else None
        note_heard(context, heard, secret=isinstance(step, Asking) and step.secret)

    def _answer(self, context: Context) -> Turn:
        talk = context.talk
        step = None if talk.over or talk.resting else self._player.step(talk.top)
        assert step is None or isinstance(step, Asking)
        talk.last = compose(context, step, at_home=len(talk.stack) <= 1 and not talk.resting)
        return talk.last


def _shown_again(talk: Talk, heard: Heard) -> Turn | None:
    """'Repeat', and the next screen of a text that takes several: nothing moves."""
    shown = talk.last
    if shown is None:
        return None
    if heard.command == "repeat":
        return replace(shown, number=talk.seq)
    turns_page = talk.channel is Channel.USSD and heard.text == MORE_SCREEN_KEY
    if not turns_page or shown.page + 1 >= len(pages_of(shown)):
        return None
    talk.last = replace(shown, number=talk.seq, page=shown.page + 1)
    return talk.last
