"""docs/scenarios.md is true: its keys and keywords open the dialogues that it names, its tests
exist, and every dialogue that members can open stands in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import pytest

from flows.dialogues import DIALOGUES
from flows.engine import Call, Flow, Menu

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests" / "flows" / "dialogues"
NOT_OFFERED = "-"
UNCHECKED = {"on answer", "on demand", "in words", "1 to 5", NOT_OFFERED}
AGENT_KEY = "0"
ALL = "all"
NUMBERS = tuple(f"4.1.{area}" for area in range(1, 10))
"""Of the programme's scenarios."""


@dataclass(frozen=True)
class Scenario:
    number: str
    name: str
    voice: str
    sms: str
    ussd: str
    flow: str
    test: str
    desk: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class WithoutDialogue:
    """What agents do, and other systems."""

    name: str
    by: str
    test: str


def _rows() -> Iterator[list[str]]:
    for line in (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if line.startswith("| ") and "scenario" not in cells[:2] and set(line) - set("| -"):
            yield cells


SCENARIOS = tuple(Scenario(*cells) for cells in _rows() if len(cells) == len(fields(Scenario)))
OTHERS = tuple(
    WithoutDialogue(*cells) for cells in _rows() if len(cells) == len(fields(WithoutDialogue))
)
TESTS_OF_ALL = (
    *((TESTS, each.test) for each in SCENARIOS),
    *((ROOT / "tests" / "desk", each.desk) for each in SCENARIOS if each.desk != NOT_OFFERED),
    *((ROOT / "tests", each.test) for each in OTHERS),
)
each_scenario = pytest.mark.parametrize("scenario", SCENARIOS, ids=str)


@cache
def _dialogue_of(flow: str) -> object:
    """The dialogue that declares the flow, or has no flow and is called so."""
    return next(
        each
        for each in DIALOGUES.declared
        if flow in {declared.name for declared in each.flows}
        or (not each.flows and each.package.endswith(f".{flow}"))
    )


def _opened_by_keys(home: str, keys: str) -> Flow:
    flow = DIALOGUES.flows[home]
    for key in keys.split():
        if key == AGENT_KEY:
            return DIALOGUES.agent
        menu = flow.steps["menu"]
        assert isinstance(menu, Menu)
        call = flow.steps[menu.on[menu.by_key()[key]]]
        assert isinstance(call, Call)
        flow = call.flow
    return flow


@each_scenario
@pytest.mark.parametrize(("channel", "home"), [("voice", "voice_home"), ("ussd", "text_home")])
def test_keys_open_the_dialogue(scenario: Scenario, channel: str, home: str) -> None:
    keys = getattr(scenario, channel)
    if keys in UNCHECKED:
        return
    assert _dialogue_of(_opened_by_keys(home, keys).name) is _dialogue_of(scenario.flow)


def _opened_in(flow: Flow) -> Iterator[str]:
    """The flows that the keys of a menu open, and those of its menus."""
    menu = flow.steps.get("menu")
    for step in menu.on.values() if isinstance(menu, Menu) else ():
        call = flow.steps[step]
        if isinstance(call, Call):
            yield call.flow.name
            yield from _opened_in(call.flow)


@pytest.mark.parametrize(("channel", "home"), [("voice", "voice_home"), ("ussd", "text_home")])
def test_what_a_channel_does_not_offer_has_no_keys_there(channel: str, home: str) -> None:
    offered = {each.flow for each in SCENARIOS if getattr(each, channel) != NOT_OFFERED}
    dashes = {each.flow for each in SCENARIOS} - offered
    assert dashes & set(_opened_in(DIALOGUES.flows[home])) == set()


@each_scenario
def test_keyword_opens_the_dialogue(scenario: Scenario) -> None:
    word = scenario.sms.partition(" ")[0]
    if scenario.sms in UNCHECKED:
        return
    flow = DIALOGUES.by_word[word].flow
    assert flow is not None
    assert _dialogue_of(flow.name) is _dialogue_of(scenario.flow)


@pytest.mark.parametrize(("folder", "test"), TESTS_OF_ALL)
def test_test_exists(folder: Path, test: str) -> None:
    file, _, name = test.partition("::")
    tree = ast.parse((folder / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_row_is_read() -> None:
    assert len(SCENARIOS) + len(OTHERS) == len(list(_rows()))
    assert {"the desk", "billing", "the API"} <= {each.by for each in OTHERS}


def test_every_scenario_of_the_programme_has_its_numbers() -> None:
    introduction = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8").partition("##")[0]
    assert tuple(re.findall(r"4\.1\.\d+", introduction)) == NUMBERS
    assert {each.number for each in SCENARIOS} == {*NUMBERS, ALL}
    found: dict[str, set[str]] = {}
    for each in SCENARIOS:
        found.setdefault(each.flow, set()).add(each.number)
    assert {flow: numbers for flow, numbers in found.items() if len(numbers) > 1} == {}


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("channel", ["voice", "sms", "ussd"])
def test_every_number_can_be_had_on_every_channel(number: str, channel: str) -> None:
    ways = {getattr(each, channel) for each in SCENARIOS if each.number == number}
    assert ways - UNCHECKED


def test_every_dialogue_and_keyword_has_a_scenario() -> None:
    named = {_dialogue_of(scenario.flow) for scenario in SCENARIOS}
    menus = _dialogue_of("voice_home")
    missing = [each for each in DIALOGUES.declared if each not in named and each is not menus]
    assert [re.sub(r".*\.", "", each.package) for each in missing] == []
    flows = {scenario.flow for scenario in SCENARIOS}
    opened = {each.flow.name for each in DIALOGUES.keywords if each.flow}
    assert sorted(opened - flows) == []
