"""A dialogue that does not hold together is refused when it is made, and one without its sentences
is refused by the lint."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pytest
from small_dialogues import END, dialogues, nothing

from flows.all_words import load_wording
from flows.authoring import lint
from flows.dialogues import DIALOGUES
from flows.dialogues.agent.flow import AGENT
from flows.engine import Call, Choice, Context, Do, End, Flow, FlowError, Menu, Step, YesNo


def one_or_two(context: Context) -> Literal["one", "two"]:
    return "one"


def never_empty(context: Context) -> Sequence[Choice]:
    return [Choice("a", "1", {})]


@pytest.mark.parametrize(
    ("steps", "complaint"),
    [
        ([Menu("menu", on={"a": "nowhere"}), END], "f.menu: a leads to nowhere, no such step"),
        ([Menu("menu", on={"a": "end"}), END, End("island")], "f: never reached: island"),
        ([Do("do", one_or_two, on={"one": "end"}), END], "f.do: not handled: two"),
        (
            [Do("do", nothing, on={"done": "end", "undone": "end"}), END],
            "f.do: never happens: undone",
        ),
        (
            [Do("a", nothing, on={"done": "b"}), Do("b", nothing, on={"done": "a"})],
            "f: never ends",
        ),
        (
            [
                Menu("menu", on={"out": "end", "in": "a"}),
                Do("a", nothing, on={"done": "b"}),
                Do("b", nothing, on={"done": "a"}),
                END,
            ],
            "f: no way out of a, b",
        ),
        ([YesNo("sure", on={"yes": "end"}), END], "f.sure: not handled: no"),
        (
            [Menu("list", choices=never_empty, save="x", on={"picked": "end"}), END],
            "f.list: not handled: none",
        ),
        ([Menu("menu", on={"a": "end"}), END, End("end")], "f: two steps of one name"),
        ([Call("call", AGENT, then="nowhere"), END], "no such step"),
    ],
)
def test_flow_with_invalid_steps_is_rejected(steps: list[Step], complaint: str) -> None:
    with pytest.raises(FlowError, match=complaint):
        Flow("f", *steps)


def test_lint_finds_no_problem_in_hotline_dialogues() -> None:
    lint.check(DIALOGUES, load_wording())


def test_lint_reports_missing_sentences() -> None:
    speechless = Flow("speechless", Menu("menu", on={"a": "end"}), END)
    found = list(lint.problems_of(dialogues(speechless), load_wording()))
    for key in ("speechless-title", "speechless-menu", "speechless-menu-a", "speechless-end"):
        assert any(key in str(problem) for problem in found), key
    with pytest.raises(FlowError, match="speechless-menu"):
        lint.check(dialogues(speechless), load_wording())
