"""Plays dialogues: moves the session from step to step until a step asks something."""

from __future__ import annotations

from collections.abc import Sequence

from core.conversation import VISITED
from core.members import PIN, member_points
from core.programme import local_day
from flows.engine import authorization
from flows.engine.context import Context
from flows.engine.flow import GAVE_UP
from flows.engine.registry import Dialogues
from flows.engine.service_menus import note_opened
from flows.engine.steps import Call, Do, End, Menu, Question, ServiceMenu, Step
from flows.protocol import Frame, Session

STEPS_MAX = 60
ALONE = 2
"""The size of a stack of the home menu and one dialogue."""
KEPT = "kept"
"""The answer of a dialogue with the name of what is kept open beneath a look-up."""


class EndlessDialogue(Exception):
    """A dialogue ran STEPS_MAX steps without asking anything, which is a bug in it."""


class Player:
    """Moves a session along its stack of dialogues. Stateless."""

    def __init__(self, dialogues: Dialogues) -> None:
        self.dialogues = dialogues

    def advance(self, context: Context) -> None:
        """Play steps until one asks something, or the session is over."""
        session = context.session
        for _ in range(STEPS_MAX):
            if session.over:
                return
            if not self.allowed(context):
                continue
            step = self.step(session.top)
            if isinstance(step, Question):
                outcome = step.prepare(context)
                if step.settled and context.has_effect:
                    self._keep_told(context)
                if outcome is None:
                    return self._ask_or_pause(context)
                self.follow(context, outcome)
            elif isinstance(step, Do):
                self._do(context, step)
            elif isinstance(step, Call):
                given = {name: session.top.answers[name] for name in step.give}
                session.stack.append(step.flow.start(topic=self.topic(session), **given))
            elif isinstance(step, End):
                self._end(context, step)
        raise EndlessDialogue(f"{session.top.flow}.{session.top.state}")

    def go_home(self, context: Context, *then: Frame) -> None:
        """Replace the stack by the caller's home menu with the dialogues `then` on top, and play
        on."""
        session = context.session
        context.walked = [*context.walked, *session.trail, session.stack]
        home = self.dialogues.home(context)
        session.stack = [home.start(), *then]
        if then:
            note_opened(home, session.stack[0], then[0].flow)
        session.trail = []
        self.advance(context)

    def rest_at_home(self, context: Context) -> None:
        """Replace the stack by the caller's home menu, and ask nothing."""
        session = context.session
        session.stack, session.trail = [self.dialogues.home(context).start()], []
        session.resting = context.traits.pauses_after_answer

    def begin_asking(self, context: Context) -> None:
        """Ask the question at the top of the stack, and count the visit."""
        context.count_visit(VISITED)
        self.ask(context)

    def ask_again(self, context: Context) -> None:
        """Ask the question at the top of the stack as if for the first time, with the same one-time
        code."""
        step = self.step(context.session.top)
        assert isinstance(step, Question)
        step.recall(context)
        self.ask(context)

    def ask(self, context: Context, *, simply: bool = False, reminding: str = "") -> None:
        """Ask the question at the top of the stack; `simply`: in simpler words, if there are any;
        `reminding`: by the sentence with this key."""
        session = context.session
        session.resting = False
        step = self.step(session.top)
        assert isinstance(step, Question)
        key = reminding or step.sentence(context)
        if simply and context.has_words(f"{key}-simply"):
            key = f"{key}-simply"
        context.said.append(context.words(key, {**session.top.answers, **step.facts()}))
        if not self.dialogues.flows[session.top.flow].passing:
            session.remember()

    def still_open(self, context: Context, flow: str) -> str:
        """The sentence that says that the dialogue is not finished."""
        return context.words("engine-still_open", {"title": context.words(f"{flow}-title")})

    def has_simpler(self, context: Context, step: Question) -> bool:
        """Whether the question can be asked in simpler words: a menu of services is what it is."""
        if isinstance(step, ServiceMenu):
            return False
        return context.has_words(f"{step.sentence(context)}-simply")

    def follow(self, context: Context, outcome: str) -> None:
        """Move the innermost dialogue to the step that `outcome` leads to."""
        frame = context.session.top
        self.dialogues.flows[frame.flow].follow(frame, outcome)

    def allowed(self, context: Context) -> bool:
        """Whether the caller may continue the innermost dialogue. If not, this moves the session:
        to the dialogue that identifies the caller, or out of this one, saying the reason."""
        session = context.session
        reason = authorization.check(context, self.dialogues.flows[session.top.flow])
        if reason is None:
            return True
        if reason == authorization.IDENTIFY:
            session.stack.append(self.dialogues.identify.start(gate=True))
            return False
        context.said.append(context.words(f"engine-refused_{reason}"))
        context.say_how_to_reach_a_person()
        context.answered = context.refused = True
        self._leave(context, GAVE_UP)
        return False

    def step(self, frame: Frame) -> Step:
        return self.dialogues.flows[frame.flow].steps[frame.state]

    def earlier(self, session: Session) -> list[list[Frame]]:
        """The stacks of the questions that were asked before the open one, the last one last."""
        passing = self.dialogues.flows[session.top.flow].passing
        return session.trail if passing else session.trail[:-1]

    def ways_out(self, session: Session) -> str:
        """The key of the sentence with the ways out of the open question that is said where it is
        heard: how to reach a person, and how to go back; '' where silence reaches the person too,
        which the question says."""
        if session.over or session.resting or not session.stack:
            return "engine-person"
        flows = self.dialogues.flows
        flow, step = flows[session.top.flow], self.step(session.top)
        after_silence = flow.steps.get(step.on.get("no_input", ""))
        if isinstance(after_silence, Call) and after_silence.flow is self.dialogues.agent:
            return ""
        # Who is asked for the language has nowhere to go back to.
        is_first = any(flows[frame.flow].in_every_language for frame in session.stack)
        return "engine-person" if is_first else "engine-ways"

    def in_every_language(self, context: Context) -> bool:
        """Whether a dialogue is under way whose caller may know only one of the languages."""
        flows = self.dialogues.flows
        session = context.session
        return context.traits.spoken and any(
            flows[frame.flow].in_every_language for frame in session.stack
        )

    def is_page(self, stack: list[Frame]) -> bool:
        """Whether the innermost question of the stack asks about a page that was read."""
        step = self.step(stack[-1])
        return isinstance(step, Menu) and bool(step.next_page)

    def topic(self, session: Session) -> str:
        """The name of the innermost resumable dialogue, which tells an agent what the session is
        about; '' if there is none."""
        for frame in reversed(session.stack):
            if self.dialogues.flows[frame.flow].resumable:
                return frame.flow
        return str(session.top.answers.get("topic", "")) if session.stack else ""

    def _do(self, context: Context, step: Do) -> None:
        if step.effect:
            context.begin_effect()
        outcome = step.action(context)
        if outcome in step.moves:
            self._keep_moved(context, step.moves[outcome])
        if step.effect:
            context.session.trail = []  # 'back' must not return to a step before the effect
        if context.jump is not None:
            frames, context.jump = context.jump, None
            context.session.stack = frames
        else:
            self.follow(context, outcome)

    def _end(self, context: Context, step: End) -> None:
        session = context.session
        context.count_visit(VISITED)
        if not step.silent:
            context.said.append(context.words(step.key(context)))
            context.answered = True
        if step.done or (context.has_effect and not step.refuses):
            self._keep_told(context)
        if step.refuses:
            context.refused = True
            context.say_how_to_reach_a_person()
        if step.hangs_up:
            session.stack.pop()
            session.over = True
        else:
            self._leave(context, step.name)

    def _keep_told(self, context: Context) -> None:
        """Keeps which dialogue is done in which turn and what it answers afterwards, and forgets
        the one before it."""
        session = context.session
        if session.moved.get("flow", "") != session.top.flow:
            session.moved = {**session.moved, "is_last": False}
        told = self.dialogues.flows[session.top.flow].told_beside(context, session.top.answers)
        session.done = {
            "flow": session.top.flow,
            "told": told,
            "whose": session.member_id,
            "turn": session.seq,
        }

    def _keep_moved(self, context: Context, told: Sequence[str]) -> None:
        """Keeps what has moved points: whoever wants it back is told what it was."""
        session, answers = context.session, context.answers
        session.moved = {
            "flow": session.top.flow,
            "facts": {name: answers[name] for name in told},
            "whose": session.member_id,
            "is_last": True,
            "turn": session.seq,
        }
        if len(session.stack) > ALONE:  # what waits beneath is weighed by the points that are left
            today = local_day(context.at)
            context.caller = member_points.caller(context.conn, session.caller, today)

    def _leave(self, context: Context, ending: str) -> None:
        """Return to the dialogue below on the stack. If the caller could not be identified, leave
        the dialogue that required it as well."""
        session = context.session
        left = session.stack.pop()
        if left.answers.get("gate"):
            if PIN not in session.proofs:
                self._leave(context, GAVE_UP)
        elif isinstance(self.step(session.top), Call):
            self.follow(context, ending)
        if len(session.stack) == 1:
            self._settle_at_home(context)

    def _settle_at_home(self, context: Context) -> None:
        """Whoever has joined, or is frozen now, has another home menu than before."""
        session, home = context.session, self.dialogues.home(context)
        if session.stack[0].flow != home.name:
            session.stack, session.trail = [home.start()], []

    def _ask_or_pause(self, context: Context) -> None:
        """Ask the question at the top of the stack. On a channel that pauses after an answer, rest
        before it instead, if this turn has answered something."""
        session = context.session
        if kept := session.top.answers.pop(KEPT, ""):
            context.said.append(self.still_open(context, kept))
            return self.ask(context)
        if not (context.answered and context.traits.pauses_after_answer):
            return self.begin_asking(context)
        if context.traits.sessionless:
            session.stack = [self.dialogues.home(context).start()]
            session.trail = (
                session.trail if session.trail and self.is_page(session.trail[-1]) else []
            )
        session.resting = True
