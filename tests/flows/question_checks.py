"""What a wrong key, silence, "main menu", "never mind", "back" and "agent" lead to at a question.

The exhaustive walk does these checks at the first node of each question that it comes to, so a new
dialogue is covered without a change here. Each takes the walk, the node and its question.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from walk import Walk
from walk_inputs import wrong_answer
from walk_nodes import Node

from core.messaging import Topic
from flows.dialogues import DIALOGUES
from flows.engine import Menu, Question, Queue, Record
from flows.protocol import Heard, HeardKind, Session, traits_of

# Questions of the engine that offer an agent, or another way to go on, and those of the agent's
# dialogue: not asked again afterwards.
DROPPED_FOR_AN_AGENT = {flow.name for flow in DIALOGUES.questions} - {DIALOGUES.guess.name}
DROPPED_FOR_AN_AGENT |= {DIALOGUES.agent.name}


def input_to(walk: Walk, kind: HeardKind, words: str = "", command: str = "") -> Heard:
    return Heard(walk.channel, "walk", walk.number, f"try:{kind}:{command}", kind, words, command)


def stack_of(node: Node) -> list[str]:
    return [f"{frame['flow']}.{frame['state']}" for frame in node.session["stack"]]


def wrong_key_repeats_question_until_attempts_run_out(
    walk: Walk, node: Node, step: Question
) -> None:
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


def no_input_is_counted_apart_from_no_match(walk: Walk, node: Node, step: Question) -> None:
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


def main_command_returns_to_main_menu(walk: Walk, node: Node, step: Question) -> None:
    if isinstance(step, Queue):
        return
    after = walk.turn(node, input_to(walk, HeardKind.COMMAND, command="main"))
    [home] = stack_of(after)
    assert home.endswith("_home.menu")
    assert not after.session["resting"]
    assert after.session["silences"] == after.session["misses"] == 0


MAY_BE_WRITTEN = {f"outbox {Topic.DELETE_RECORDING}"}
"""Whoever cancels has a recording deleted that is not filed."""


def cancelling_in_words_leaves_what_was_begun(walk: Walk, node: Node, step: Question) -> None:
    if isinstance(step, Queue):
        return
    for words in ("算了", "不用了谢谢", "never mind", "cancel"):
        after = walk.turn(node, input_to(walk, HeardKind.ENTERED, words))
        assert after.written <= MAY_BE_WRITTEN, "nothing is filed, spent or set"
        # The choice of the language is said by its options alone.
        assert after.session["last"]["say"] or after.at == "language.choose", "it is said"
        flow = node.at.partition(".")[0]
        assert flow not in [frame["flow"] for frame in after.session["stack"][1:]]
        # Else a no may say the same; and once all is settled, they may be of what is done.
        if not (isinstance(step, Menu) and step.no) and not step.settled:
            [home] = stack_of(after)
            assert home.endswith("_home.menu")


def back_command_returns_to_previous_question(walk: Walk, node: Node, step: Question) -> None:
    if isinstance(step, Queue):
        return
    after = walk.turn(node, input_to(walk, HeardKind.COMMAND, command="back"))
    assert not after.changed
    earlier = [stack_of_frames(stack) for stack in node.session["trail"]]
    if not DIALOGUES.flows[node.at.partition(".")[0]].passing:
        earlier = earlier[:-1]  # the last of them is this very question
    if earlier:
        assert stack_of(after) == earlier[-1]
    else:
        [home] = stack_of(after)
        assert home.endswith("_home.menu")
    assert "." in after.at, "something is asked"


def stack_of_frames(frames: list[dict[str, Any]]) -> list[str]:
    return [f"{frame['flow']}.{frame['state']}" for frame in frames]


def agent_command_requests_handover(walk: Walk, node: Node, step: Question) -> None:
    traits = traits_of(walk.channel)
    if not (traits.keywords or "agent" in traits.command_keys.values()) or isinstance(step, Queue):
        return  # no key for it there: the main menu has it
    after = walk.turn(node, input_to(walk, HeardKind.COMMAND, command="agent"))
    assert after.changed
    assert after.at == ("agent.wait" if traits.queues_callers else "resting")
    if traits.queues_callers:  # and afterwards the question is asked again
        again = walk.turn(after, input_to(walk, HeardKind.LEFT_QUEUE, "bridged"))
        flow = node.at.partition(".")[0]
        if flow not in DROPPED_FOR_AN_AGENT:
            assert again.at == node.at


CHECKS: tuple[Callable[[Walk, Node, Question], None], ...] = (
    wrong_key_repeats_question_until_attempts_run_out,
    no_input_is_counted_apart_from_no_match,
    main_command_returns_to_main_menu,
    cancelling_in_words_leaves_what_was_begun,
    back_command_returns_to_previous_question,
    agent_command_requests_handover,
)


def check_question(walk: Walk, node: Node) -> list[str]:
    """Does every check at the node's question; returns what failed."""
    flow, _, name = node.at.partition(".")
    step = DIALOGUES.flows[flow].steps[name]
    assert isinstance(step, Question)
    failed = []
    for check in CHECKS:
        try:
            check(walk, node, step)
        except AssertionError as error:
            failed.append(f"{check.__name__} after {node.script()}: {error}")
    return failed
