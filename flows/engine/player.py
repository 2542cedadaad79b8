"""Plays dialogues: leads the talk from where it stands to the next thing that is asked."""

from __future__ import annotations

from core.conversation import VISITED
from flows.engine import gate
from flows.engine.context import Context
from flows.engine.flow import GAVE_UP
from flows.engine.registry import Dialogues
from flows.engine.steps import Asking, Call, Do, End, Step
from flows.protocol import Frame, Talk

STEPS_MAX = 60


class EndlessDialogue(Exception):
    """A dialogue ran in a circle without asking anything: a bug of ours."""


class Player:
    """Moves along the stack of a talk. Stateless, like all of the engine."""

    def __init__(self, dialogues: Dialogues) -> None:
        self.dialogues = dialogues

    def advance(self, context: Context) -> None:
        """Run on until something is asked, or the talk is over."""
        talk = context.talk
        for _ in range(STEPS_MAX):
            if talk.over:
                return
            if not self.allowed(context):
                continue
            step = self.step(talk.top)
            if isinstance(step, Asking):
                outcome = step.arrive(context)
                if outcome is None:
                    return self._arrive(context)
                self.follow(context, outcome)
            elif isinstance(step, Do):
                self._do(context, step)
            elif isinstance(step, Call):
                given = {name: talk.top.answers[name] for name in step.give}
                talk.stack.append(step.flow.start(topic=self.topic(talk), **given))
            elif isinstance(step, End):
                self._end(context, step)
        raise EndlessDialogue(f"{talk.top.flow}.{talk.top.state}")

    def go_home(self, context: Context, *then: Frame) -> None:
        """Begin again at the member's menu, or at a dialogue that rests on it."""
        talk = context.talk
        talk.stack = [self.dialogues.home(context).start(), *then]
        talk.trail = []
        self.advance(context)

    def begin_asking(self, context: Context) -> None:
        context.visit(VISITED)
        self.ask(context)

    def ask(self, context: Context, *, simply: bool = False) -> None:
        """Ask the step that the talk stands at, in simpler words where it has some."""
        talk = context.talk
        talk.resting = False
        step = self.step(talk.top)
        assert isinstance(step, Asking)
        key = step.key(context)
        if simply and context.has_words(f"{key}-simply"):
            key = f"{key}-simply"
        context.said.append(context.words(key, {**talk.top.answers, **step.facts()}))
        if not self.dialogues.flows[talk.top.flow].passing:
            talk.remember()

    def follow(self, context: Context, outcome: str) -> None:
        frame = context.talk.top
        self.dialogues.flows[frame.flow].follow(frame, outcome)

    def allowed(self, context: Context) -> bool:
        """Whether the dialogue under way may go on. If not, the stack already stands elsewhere."""
        talk = context.talk
        reason = gate.check(context, self.dialogues.flows[talk.top.flow])
        if reason is None:
            return True
        if reason == gate.IDENTIFY:
            talk.stack.append(self.dialogues.identify.start(gate=True))
            return False
        context.said.append(context.words(f"engine-refused_{reason}"))
        context.answered = True
        self._leave(context, GAVE_UP)
        return False

    def step(self, frame: Frame) -> Step:
        return self.dialogues.flows[frame.flow].steps[frame.state]

    def topic(self, talk: Talk) -> str:
        """What the talk is about: the innermost dialogue with a subject of its own."""
        for frame in reversed(talk.stack):
            if self.dialogues.flows[frame.flow].resumable:
                return frame.flow
        return str(talk.top.answers.get("topic", "")) if talk.stack else ""

    def _do(self, context: Context, step: Do) -> None:
        if step.effect:
            context.once()
        outcome = step.action(context)
        if step.effect:
            context.talk.trail = []  # what has been done cannot be walked back into
        if context.jump is not None:
            frames, context.jump = context.jump, None
            context.talk.stack = frames
        else:
            self.follow(context, outcome)

    def _end(self, context: Context, step: End) -> None:
        talk = context.talk
        context.visit(VISITED)
        if not step.silent:
            context.said.append(context.words(step.key(context)))
            context.answered = True
        if step.hangs_up:
            talk.stack.pop()
            talk.over = True
        else:
            self._leave(context, step.name)

    def _leave(self, context: Context, ending: str) -> None:
        """Back to the dialogue beneath. One that could not identify its caller takes along the
        dialogue that wanted to know."""
        talk = context.talk
        left = talk.stack.pop()
        if left.answers.get("gate"):
            if ending != "sure":
                self._leave(context, GAVE_UP)
        elif isinstance(self.step(talk.top), Call):
            self.follow(context, ending)

    def _arrive(self, context: Context) -> None:
        """At a step that asks: ask it; but on a screen an answer is left alone first."""
        talk = context.talk
        if not (context.answered and context.manner.rests):
            return self.begin_asking(context)
        if context.manner.unwinds:
            talk.stack = [self.dialogues.home(context).start()]
            talk.trail = []
        talk.resting = True
