"""The ten journeys of docs/journeys are as the hotline is."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from core.seed import PEOPLE
from journeys import audio, measured, report
from journeys.hotline import lines
from journeys.parts import Beep, Music, Pause, Sentence, played
from journeys.playing import Call, GoalNotReached, Turn, play, play_all
from journeys.scripts import JOURNEYS, LANGUAGES, Goal, Journey
from journeys.timing import figures, parts_before_entry, seconds_of
from phone.sip.espeak import SAMPLE_RATE, espeak
from phone.sip.samples import GAP_SECONDS, KEY_SECONDS

BALANCE_SECONDS_MAX = 12
BALANCES = {
    1: {"zh": "一万[两二]千三百四十五分", "en": "12,345 points"},
    2: {"zh": "三千[两二]百分", "en": "3,200 points"},
    3: {"zh": "八万八千八百八十八分", "en": "88,888 points"},
    6: {"zh": "九千分", "en": "9,000 points"},
}
"""By demo member: what is said of their points."""

OUT_OF_DATE = "docs/journeys is out of date: make journeys"


@pytest.fixture(scope="module")
def calls() -> list[Call]:
    return play_all()


def test_there_are_ten() -> None:
    assert len(JOURNEYS) == 10


def test_documented_keys_are_those_that_reach_each_goal(calls: list[Call]) -> None:
    """The seconds change with each word that is said; they are written again for a release."""
    documented = measured.read(measured.FIGURES)
    found = measured.measure(calls)
    assert {goal: at.keys for goal, at in documented.items()} == {
        goal: at.keys for goal, at in found.items()
    }, OUT_OF_DATE


@pytest.mark.parametrize("member", BALANCES)
def test_a_known_caller_soon_hears_the_balance_and_presses_no_key(member: int) -> None:
    heard = Goal("balance", "hears the balance", BALANCES[member])
    calls_in = Journey("x", "", "", PEOPLE[member].number, (), (heard,))
    with lines() as new_line:
        for language in LANGUAGES:
            found = figures(play(calls_in, language, new_line()))["balance"]
            assert (found.keys, found.seconds <= BALANCE_SECONDS_MAX) == (0, True), found


def test_each_journey_has_its_page() -> None:
    pages = {report.page_of(number, journey) for number, journey in enumerate(JOURNEYS, start=1)}
    assert {file.name for file in measured.FOLDER.glob("*.md")} == pages | {"README.md"}
    before, now = measured.read(measured.BEFORE), measured.read(measured.FIGURES)
    by_keys = {goal for goal in now if not goal[0].endswith(measured.IN_WORDS)}
    assert before.keys() == by_keys


def test_a_pattern_that_is_not_heard_is_an_error() -> None:
    goal = Goal("weather", "hears the weather", {"zh": "下雨", "en": "rain"})
    journey = Journey("x", "", "", JOURNEYS[0].number, ("1",), (goal,))
    with lines() as new_line, pytest.raises(GoalNotReached, match="hears the weather"):
        play(journey, "zh", new_line())


def test_a_document_is_played_in_order_with_its_markup() -> None:
    document = (
        '<Response><Say language="cmn-CN">您好。请说。</Say><Gather input="dtmf">'
        '<Say language="en-US">You have 12,345.6 points. <prosody rate="80%">Slowly, now.'
        '<break time="500ms"/></prosody></Say><Pause length="2"/></Gather>'
        "<Play>/ivr/hold.wav</Play><Record/><Redirect>/ivr/turn</Redirect></Response>"
    )
    assert played(document) == [
        Sentence("您好。", "zh"),
        Sentence("请说。", "zh"),
        Sentence("You have 12,345.6 points.", "en"),
        Sentence("Slowly, now.", "en", 0.8),
        Pause(0.5),
        Pause(2),
        Music(),
        Beep(),
    ]


@pytest.mark.parametrize("markup", ['<prosody rate="slow">x</prosody>', "<emphasis>x</emphasis>"])
def test_markup_that_cannot_be_measured_is_refused(markup: str) -> None:
    with pytest.raises(ValueError, match="<"):
        played(f"<Response><Say>{markup}</Say></Response>")


MENU = Turn(
    "",
    (
        Sentence("查积分，请按1。", "zh"),
        Sentence("兑换，请按2。", "zh"),
        Sentence("其他服务，请按12。", "zh"),
    ),
)


@pytest.mark.parametrize(
    ("entry", "heard"), [("1", 1), ("2", 2), ("0", 3), ("12", 3), ("(says) 兑换", 0)]
)
def test_who_acts_at_once_hears_the_menu_up_to_the_option(entry: str, heard: int) -> None:
    assert parts_before_entry(MENU, entry, "zh") == heard


def test_figures_add_up_what_is_heard() -> None:
    answer = Turn("1", (Pause(3), Sentence("您有两分。", "zh"), Pause(60)))
    call = Call(JOURNEYS[0], "zh", False, (MENU, answer), {"points": (1, 1)})
    option, *others = map(seconds_of, MENU.heard)
    reply = 3 + seconds_of(answer.heard[1])
    found = figures(call)["points"]
    assert found.keys == 1
    assert found.seconds == pytest.approx(option + sum(others) + reply, abs=0.06)
    assert found.seconds_at_once == pytest.approx(option + reply, abs=0.06)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slow_voice_takes_longer(language: str) -> None:
    words = {"zh": "您有五千分可用积分。", "en": "You have 5,000 points."}[language]
    normal, slow = (len(espeak().speak(words, language, rate)) for rate in (1.0, 0.5))
    assert slow > 1.5 * normal


def test_a_call_is_written_with_its_keys(tmp_path: Path) -> None:
    answer = Turn("2", (Sentence("您有两分。", "zh"), Beep(), Pause(1)))
    file = tmp_path / "call.wav"
    audio.write(Call(JOURNEYS[0], "zh", False, (MENU, answer), {"points": (1, 0)}), file)
    spoken = sum(seconds_of(part) for turn in (MENU, answer) for part in turn.heard)
    with wave.open(str(file)) as written:
        assert written.getframerate() == SAMPLE_RATE
        seconds = written.getnframes() / SAMPLE_RATE
    assert seconds - spoken == pytest.approx(
        2 * GAP_SECONDS + KEY_SECONDS + audio.OTHER_SECONDS, abs=0.01
    )
