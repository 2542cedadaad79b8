"""At every question of every dialogue: what a wrong key, silence, "back", "main menu" and "agent"
lead to. The questions are found by walking the dialogues, so a new dialogue is covered without a
change here."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

import pytest
from walk import NEVER_ASKED, QUESTIONS, Node, Walk, callers, wrong_answer

from flows.dialogues import DIALOGUES
from flows.engine import Menu, Question, Queue, Record
from flows.protocol import Channel, Heard, HeardKind, Session

ASKED_ON = [
    (channel, question)
    for channel in Channel
    for question in sorted(QUESTIONS - NEVER_ASKED[channel])
]
# These reach every question, with the fewest inputs, if the first makes mistakes too.
SOONEST = ("active", "senior", "frozen", "stranger", "withheld", "dear gifts")
# Questions of the engine that offer an agent, or another way to go on: not asked again afterwards.
DROPPED_FOR_AN_AGENT = {
    flow.name for flow in (DIALOGUES.offer, DIALOGUES.ask_wish, DIALOGUES.offer_wishes)
}
at_every_question = pytest.mark.parametrize(("channel", "question"), ASKED_ON)


class QuestionNodes:
    """For each channel and question, the first node of a walk that asks it."""

    def __init__(self, file: str, at: datetime) -> None:
        self._file, self._at = file, at
        self._walks: list[Walk] = []
        self.at = cache(self._all)

    def _all(self, channel: Channel) -> dict[str, tuple[Walk, Node]]:
        found: dict[str, tuple[Walk, Node]] = {}
        wanted = QUESTIONS - NEVER_ASKED[channel]
        every = callers(channel)
        for kind, tries_mistakes in soonest_first(channel):
            number, prepare, _ = every[kind]
            walk = Walk(
                self._file,
                channel,
                "en",
                number,
                self._at,
                prepare,
                tries_mistakes=tries_mistakes,
            )
            self._walks.append(walk)
            for node in walk.run():
                found.setdefault(node.at, (walk, node))
                if wanted <= set(found):
                    return found
        return found

    def close(self) -> None:
        for walk in self._walks:
            walk.close()


def soonest_first(channel: Channel) -> list[tuple[str, bool]]:
    """Every caller, without mistakes and with them, in the order in which they are walked."""
    every = callers(channel)
    soonest = [*((kind, False) for kind in SOONEST if kind in every), (SOONEST[0], True)]
    rest = [(kind, tries_mistakes) for tries_mistakes in (False, True) for kind in every]
    return list(dict.fromkeys([*soonest, *rest]))


@pytest.fixture(scope="module")
def questions(databases: Any, at: datetime, quick_secrets: None) -> Iterator[QuestionNodes]:
    found = QuestionNodes(databases.make("sqlite", True).removeprefix("sqlite:///"), at)
    yield found
    found.close()


@pytest.fixture
def at_question(
    questions: QuestionNodes, channel: Channel, question: str
) -> tuple[Walk, Node, Question]:
    walk, node = questions.at(channel)[question]
    flow, _, step = question.partition(".")
    found = DIALOGUES.flows[flow].steps[step]
    assert isinstance(found, Question)
    return walk, node, found


def input_to(walk: Walk, kind: HeardKind, words: str = "", command: str = "") -> Heard:
    return Heard(walk.channel, "walk", walk.number, f"try:{kind}:{command}", kind, words, command)


def stack_of(node: Node) -> list[str]:
    return [f"{frame['flow']}.{frame['state']}" for frame in node.session["stack"]]


@at_every_question
def test_wrong_key_repeats_question_until_attempts_run_out(
    at_question: tuple[Walk, Node, Question], channel: Channel, question: str
) -> None:
    walk, node, step = at_question
    wrong = wrong_answer(Session.from_json(node.session), step)
    if wrong is None:
        assert isinstance(step, Queue)
        return
    before = node.session["misses"]
    after = walk.turn(node, input_to(walk, HeardKind.ENTERED, wrong))
    if before + 1 < step.attempts_max:
        assert (after.at, after.session["misses"]) == (node.at, before + 1)
        assert after.session["silences"] == node.session["silences"]
    else:
        assert after.at != node.at


@at_every_question
def test_no_input_is_counted_apart_from_no_match(
    at_question: tuple[Walk, Node, Question], channel: Channel, question: str
) -> None:
    walk, node, step = at_question
    if isinstance(step, Queue):
        return  # the music plays
    before = node.session["silences"]
    after = walk.turn(node, input_to(walk, HeardKind.SILENCE))
    if before + 1 < step.attempts_max:
        assert (after.at, after.session["silences"]) == (node.at, before + 1)
        assert after.session["misses"] == node.session["misses"]
    else:
        assert after.at != node.at
        return
    missed = walk.turn(
        node, input_to(walk, HeardKind.ENTERED, "5" if isinstance(step, Record) else "77")
    )
    assert missed.session["last"]["say"] != after.session["last"]["say"]


@at_every_question
def test_main_command_returns_to_main_menu(
    at_question: tuple[Walk, Node, Question], channel: Channel, question: str
) -> None:
    walk, node, step = at_question
    if isinstance(step, Queue):
        return
    after = walk.turn(node, input_to(walk, HeardKind.COMMAND, command="main"))
    [home] = stack_of(after)
    assert home.endswith("_home.menu")
    assert not after.session["resting"]
    assert after.session["silences"] == after.session["misses"] == 0


@at_every_question
def test_cancelling_in_words_leaves_what_was_begun(
    at_question: tuple[Walk, Node, Question], channel: Channel, question: str
) -> None:
    walk, node, step = at_question
    if isinstance(step, Queue):
        return
    for words in ("算了", "不用了谢谢", "never mind", "cancel"):
        after = walk.turn(node, input_to(walk, HeardKind.ENTERED, words))
        assert not after.changed, "nothing is filed, spent or set"
        assert after.session["last"]["say"], "it is said"
        flow = question.partition(".")[0]
        assert flow not in [frame["flow"] for frame in after.session["stack"][1:]]
        if not (isinstance(step, Menu) and step.no):  # else a no may say the same
            [home] = stack_of(after)
            assert home.endswith("_home.menu")


@at_every_question
def test_back_command_returns_to_previous_question(
    at_question: tuple[Walk, Node, Question], channel: Channel, question: str
) -> None:
    walk, node, step = at_question
    if isinstance(step, Queue):
        return
    after = walk.turn(node, input_to(walk, HeardKind.COMMAND, command="back"))
    assert not after.changed
    earlier = [stack_of_frames(stack) for stack in node.session["trail"]]
    if not DIALOGUES.flows[question.partition(".")[0]].passing:
        earlier = earlier[:-1]  # the last of them is this very question
    if earlier:
        assert stack_of(after) == earlier[-1]
    else:
        [home] = stack_of(after)
        assert home.endswith("_home.menu")
    assert "." in after.at, "something is asked"


def stack_of_frames(frames: list[dict[str, Any]]) -> list[str]:
    return [f"{frame['flow']}.{frame['state']}" for frame in frames]


@at_every_question
def test_agent_command_requests_handover(
    at_question: tuple[Walk, Node, Question], channel: Channel, question: str
) -> None:
    walk, node, step = at_question
    if channel is Channel.USSD or isinstance(step, Queue):
        return  # no key for it there: the main menu has it
    after = walk.turn(node, input_to(walk, HeardKind.COMMAND, command="agent"))
    assert after.changed
    assert after.at == ("agent.wait" if channel is Channel.VOICE else "resting")
    if channel is Channel.VOICE:  # and afterwards the question is asked again
        again = walk.turn(after, input_to(walk, HeardKind.LEFT_QUEUE, "bridged"))
        flow = question.partition(".")[0]
        if flow not in DROPPED_FOR_AN_AGENT:
            assert again.at == question
