"""`Flow`: a dialogue as a checked set of steps, and the `transitions` machine that links them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from transitions import Machine

from core.members import Act
from flows.engine.context import Context
from flows.engine.steps import REPROMPT_OUTCOMES, Call, Do, End, Menu, Question, Step, YesNo
from flows.language import Topic
from flows.protocol import Frame

Facts = Callable[[Context, Mapping[str, Any]], Mapping[str, Any] | None]
"""The facts of a sentence, by the answers of the dialogue; None while they are not known."""
BEGUN = "begun"
"""The name of the sentence that says what a resumable dialogue does."""
DROPPED = "dropped"
"""The name of the sentence, if there is one, that says that it was left before it was finished."""
MOVED = "moved"
"""The name of the sentence that says what a dialogue has done with points, and whether that can
come back."""
DOING = "doing"
"""The answer that names the sentence that says it more closely, once the member has chosen."""


Said = tuple[str, Mapping[str, Any]]
"""A sentence by its key, and its facts."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """How words correct what a dialogue was asked for, before it has asked anything.

    request: what its keyword would have behind it, by the words that correct that, given it as it
        was: "not the stand, the doll"; "" if they do not.
    says: what is said of it, given the request as it was and as it is now.
    """

    request: Callable[[Context, str, str], str]
    says: Callable[[Context, str, str], Sequence[Said]]


class FlowError(Exception):
    """A dialogue is inconsistent. Raised at import; the message names the step."""


class Flow:
    """A dialogue: its name and its steps, beginning with the first.

    act: what the dialogue does. Before every step the engine checks that the member may do it and
        has given the proofs of identity that it needs, so that no dialogue can omit the check.
    members_only: callers who are not members are refused.
    passing: 'back' never returns to it.
    resumable: offered again after a dropped session, with the sentence BEGUN, or with the one that
        the answer DOING names.
    looks_up: it only answers, after a question of its own at most. At a code, or asked for in words
        in the middle of something costly, it leaves that as it is: see `kept_beneath`.
    files_pictures: it files something that pictures belong to, which may come with any answer.
    in_every_language: the caller may know only one of the languages: where sentences are spoken,
        all that is said while it is under way is said in every language.
    corrects: how words correct what it was asked for, before it has asked anything.
    asides: what its sentences of these topics answer beside its questions, and once it is done.

    The machine is built once, in 0.2 ms (2 ms with the library's defaults), and serves any number
    of sessions, since it keeps no state of its own.
    """

    def __init__(
        self,
        name: str,
        *steps: Step,
        act: Act = Act.SPEAK,
        members_only: bool = True,
        passing: bool = False,
        resumable: bool = False,
        looks_up: bool = False,
        files_pictures: bool = False,
        in_every_language: bool = False,
        corrects: Corrections | None = None,
        asides: Mapping[Topic, Facts] | None = None,
    ) -> None:
        self.name = name
        self.steps = {step.name: step for step in steps}
        self.first = steps[0].name
        self.act = act
        self.members_only = members_only
        self.passing = passing
        self.resumable = resumable
        self.looks_up = looks_up
        self.files_pictures = files_pictures
        self.in_every_language = in_every_language
        self.corrects = corrects
        self.asides = dict(asides or {})
        if len(self.steps) != len(steps):
            raise FlowError(f"{name}: two steps of one name")
        _check(self)
        self._machine = Machine(
            model=None,
            states=list(self.steps),
            initial=self.first,
            transitions=[
                {"trigger": outcome, "source": source, "dest": destination}
                for source, outcome, destination in self.edges()
            ],
            auto_transitions=False,
        )

    def start(self, **answers: object) -> Frame:
        """A frame at the first step; `answers` are those known beforehand."""
        return Frame(self.name, self.first, dict(answers))

    def follow(self, frame: Frame, outcome: str) -> None:
        """Move `frame` to the step where this outcome leads."""
        self._machine.events[outcome].trigger(frame)

    def is_settled(self, frame: Frame) -> bool:
        """Whether it only asks more about what is done."""
        step = self.steps[frame.state]
        return isinstance(step, Question) and step.settled

    def told_beside(
        self, context: Context, answers: Mapping[str, Any]
    ) -> dict[str, dict[str, Any]]:
        """The facts of what it answers beside its questions, by topic, as far as they are known."""
        found = {topic: facts(context, answers) for topic, facts in self.asides.items()}
        return {topic.value: dict(facts) for topic, facts in found.items() if facts is not None}

    def edges(self) -> Iterator[tuple[str, str, str]]:
        """Every (step, outcome, next step)."""
        for step in self.steps.values():
            if isinstance(step, Call):
                for ending in step.flow.endings():
                    yield step.name, ending, step.destination(ending)
                yield step.name, GAVE_UP, step.destination(GAVE_UP)
            else:
                for outcome, destination in step.on.items():
                    yield step.name, outcome, destination

    def endings(self) -> list[str]:
        return [step.name for step in self.steps.values() if isinstance(step, End)]

    def calls(self) -> Iterator[Flow]:
        for step in self.steps.values():
            if isinstance(step, Call):
                assert isinstance(step.flow, Flow)
                yield step.flow

    def sentences(self) -> Iterator[str]:
        """The keys of every sentence that this dialogue may say."""
        yield f"{self.name}-title"
        if self.resumable:
            yield f"{self.name}-{BEGUN}"
        yield from (f"{self.name}-{topic}" for topic in self.asides)
        for step in self.steps.values():
            key = f"{self.name}-{step.name}"
            if isinstance(step, Do):
                yield from (f"{self.name}-{said}" for said in (*step.says, *step.refusals))
                if step.moves:
                    yield f"{self.name}-{MOVED}"
            elif isinstance(step, End):
                if not step.silent:
                    yield key
            elif not isinstance(step, Call):
                yield key
            if isinstance(step, Question):
                yield from (f"{self.name}-{said}" for said in step.reminders)
            if isinstance(step, Menu):
                own = step.more if isinstance(step, YesNo) else step.fixed_options()
                suffixes = ["item"] if step.choices else own
                yield from (f"{key}-{suffix}" for suffix in suffixes)

    def refusals(self) -> Iterator[str]:
        """Those of the sentences that refuse something."""
        for step in self.steps.values():
            if isinstance(step, Do):
                yield from (f"{self.name}-{said}" for said in step.refusals)
            elif isinstance(step, End) and step.refuses:
                yield f"{self.name}-{step.name}"


GAVE_UP = "gave_up"
"""The ending of a dialogue that the caller may not use, or could not be identified for."""


def _check(flow: Flow) -> None:
    if not flow.endings() and not any(isinstance(step, Menu) for step in flow.steps.values()):
        raise FlowError(f"{flow.name}: never ends")
    for source, outcome, destination in flow.edges():
        if destination not in flow.steps:
            raise FlowError(f"{flow.name}.{source}: {outcome} leads to {destination}, no such step")
    for step in flow.steps.values():
        if isinstance(step, Call | End):
            continue
        needed, given = step.outcomes(), set(step.on) - set(REPROMPT_OUTCOMES)
        if missing := needed - set(step.on):
            raise FlowError(f"{flow.name}.{step.name}: not handled: {', '.join(sorted(missing))}")
        if surplus := given - needed:
            raise FlowError(f"{flow.name}.{step.name}: never happens: {', '.join(sorted(surplus))}")
    _check_reach(flow)


def _check_reach(flow: Flow) -> None:
    """Raises FlowError unless every step can be reached, and every step leads to an End or, in a
    flow without ends, to a menu."""
    onward: dict[str, set[str]] = {name: set() for name in flow.steps}
    for source, _, destination in flow.edges():
        onward[source].add(destination)
    if unreached := set(flow.steps) - _closure({flow.first}, onward):
        raise FlowError(f"{flow.name}: never reached: {', '.join(sorted(unreached))}")
    rests = {
        name
        for name, step in flow.steps.items()
        if isinstance(step, End) or (isinstance(step, Menu) and not flow.endings())
    }
    back: dict[str, set[str]] = {name: set() for name in flow.steps}
    for source, targets in onward.items():
        for target in targets:
            back[target].add(source)
    if stuck := set(flow.steps) - _closure(rests, back):
        raise FlowError(f"{flow.name}: no way out of {', '.join(sorted(stuck))}")


def _closure(start: Iterable[str], onward: dict[str, set[str]]) -> set[str]:
    seen, open_ = set(start), list(start)
    while open_:
        for name in onward[open_.pop()] - seen:
            seen.add(name)
            open_.append(name)
    return seen
