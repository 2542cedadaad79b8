"""From each question of each dialogue: a wrong key, silence, back, main menu and the agent lead
where they should. The questions are found by search, so a new dialogue is tried without being
added here."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Any

import pytest
from walk import NEVER_ASKED, QUESTIONS, Place, Walk, callers, wrong_answer

from flows.dialogues import DIALOGUES
from flows.engine import Question, Queue, Record
from flows.protocol import Channel, Heard, HeardKind, Session

COMES_NEXT = [
    (channel, question)
    for channel in Channel
    for question in sorted(QUESTIONS - NEVER_ASKED[channel])
]
everywhere = pytest.mark.parametrize(("channel", "question"), COMES_NEXT)


class Questions:
    """The first place found where a question is asked, on each channel."""

    def __init__(self, file: str, at: datetime) -> None:
        self._file, self._at = file, at
        self._walks: list[Walk] = []
        self.at = cache(self._all)

    def _all(self, channel: Channel) -> dict[str, tuple[Walk, Place]]:
        """Without mistakes first: nearly all questions are asked of whoever makes none."""
        found: dict[str, tuple[Walk, Place]] = {}
        wanted = QUESTIONS - NEVER_ASKED[channel]
        for curious in (False, True):
            for number, prepare, _ in callers(channel).values():
                if wanted <= set(found):
                    return found
                walk = Walk(self._file, channel, "en", number, self._at, prepare, curious=curious)
                self._walks.append(walk)
                for place in walk.run():
                    found.setdefault(place.at, (walk, place))
                    if wanted <= set(found):
                        break
        return found

    def close(self) -> None:
        for walk in self._walks:
            walk.close()


@pytest.fixture(scope="module")
def questions(databases: Any, at: datetime, quick_secrets: None) -> Iterator[Questions]:
    found = Questions(databases.make("sqlite", True).removeprefix("sqlite:///"), at)
    yield found
    found.close()


@pytest.fixture
def asked(questions: Questions, channel: Channel, question: str) -> tuple[Walk, Place, Question]:
    walk, place = questions.at(channel)[question]
    flow, _, step = question.partition(".")
    found = DIALOGUES.flows[flow].steps[step]
    assert isinstance(found, Question)
    return walk, place, found


def heard(walk: Walk, kind: HeardKind, words: str = "", command: str = "") -> Heard:
    return Heard(walk.channel, "walk", walk.number, f"try:{kind}:{command}", kind, words, command)


def stands_at(place: Place) -> list[str]:
    return [f"{frame['flow']}.{frame['state']}" for frame in place.session["stack"]]


@everywhere
def test_a_wrong_key_is_told_so_and_the_question_asked_again(
    asked: tuple[Walk, Place, Question], channel: Channel, question: str
) -> None:
    walk, place, step = asked
    wrong = wrong_answer(Session.from_json(place.session), step)
    if wrong is None:
        assert isinstance(step, Queue)
        return
    before = place.session["misses"]
    after = walk.turn(place, heard(walk, HeardKind.ENTERED, wrong))
    if before + 1 < step.attempts_max:
        assert (after.at, after.session["misses"]) == (place.at, before + 1)
        assert after.session["silences"] == place.session["silences"]
    else:
        assert after.at != place.at


@everywhere
def test_silence_is_another_thing(
    asked: tuple[Walk, Place, Question], channel: Channel, question: str
) -> None:
    walk, place, step = asked
    if isinstance(step, Queue):
        return  # the music plays
    before = place.session["silences"]
    after = walk.turn(place, heard(walk, HeardKind.SILENCE))
    if before + 1 < step.attempts_max:
        assert (after.at, after.session["silences"]) == (place.at, before + 1)
        assert after.session["misses"] == place.session["misses"]
    else:
        assert after.at != place.at
        return
    missed = walk.turn(
        place, heard(walk, HeardKind.ENTERED, "5" if isinstance(step, Record) else "77")
    )
    assert missed.session["last"]["say"] != after.session["last"]["say"]


@everywhere
def test_main_menu(asked: tuple[Walk, Place, Question], channel: Channel, question: str) -> None:
    walk, place, step = asked
    if isinstance(step, Queue):
        return
    after = walk.turn(place, heard(walk, HeardKind.COMMAND, command="main"))
    [home] = stands_at(after)
    assert home.endswith("_home.menu")
    assert not after.session["resting"]
    assert after.session["silences"] == after.session["misses"] == 0


@everywhere
def test_back(asked: tuple[Walk, Place, Question], channel: Channel, question: str) -> None:
    walk, place, step = asked
    if isinstance(step, Queue):
        return
    after = walk.turn(place, heard(walk, HeardKind.COMMAND, command="back"))
    assert not after.changed
    earlier = [stands_at_frames(stack) for stack in place.session["trail"]]
    if not DIALOGUES.flows[question.partition(".")[0]].passing:
        earlier = earlier[:-1]  # the last of them is this very question
    if earlier:
        assert stands_at(after) == earlier[-1]
    else:
        [home] = stands_at(after)
        assert home.endswith("_home.menu")
    assert "." in after.at, "something is asked"


def stands_at_frames(frames: list[dict[str, Any]]) -> list[str]:
    return [f"{frame['flow']}.{frame['state']}" for frame in frames]


@everywhere
def test_the_agent(asked: tuple[Walk, Place, Question], channel: Channel, question: str) -> None:
    walk, place, step = asked
    if channel is Channel.USSD or isinstance(step, Queue):
        return  # no key for it there: the main menu has it
    after = walk.turn(place, heard(walk, HeardKind.COMMAND, command="agent"))
    assert after.changed
    assert after.at == ("agent.wait" if channel is Channel.VOICE else "resting")
    if channel is Channel.VOICE:  # and afterwards the question is asked again
        again = walk.turn(after, heard(walk, HeardKind.LEFT_QUEUE, "bridged"))
        flow = question.partition(".")[0]
        if flow != "offer":
            assert again.at == question
