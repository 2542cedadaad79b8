"""Silence, and answers that are not understood."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from small_dialogues import ANSWER, END, FORM, Play

from flows.engine import Ask, End, Flow, Menu, YesNo
from flows.protocol import Channel, HeardKind


def test_question_is_reprompted_twice_before_help_is_offered(
    play: Callable[..., Play],
) -> None:
    session = play(FORM).begin().press("1")
    assert session.press("1").says("engine-miss_entry", "form-first")
    assert session.press("1").says("engine-miss_entry_again", "form-first")
    assert session.press("1").says("offer-help")
    assert session.at == "offer.help"
    assert session.press("2").says("offer-declined", "form-first")  # no, thanks: where it was
    assert (session.session.misses, session.session.silences) == (0, 0)


def test_no_input_is_counted_apart_from_no_match(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "x", "x")
    assert session.silence().says("engine-silence", "form-first")
    assert (session.session.misses, session.session.silences) == (2, 1)
    assert session.silence().says("engine-silence_again", "form-first")
    assert session.silence().at == "offer.help"


def test_correcting_an_entry_is_not_a_failed_attempt(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "x")
    for _ in range(3):
        assert session.hear(HeardKind.ENTERED, "1", cleared=True).says("form-first")
    assert session.session.misses == 1
    assert session.hear(HeardKind.ENTERED, "12", cleared=True).at == "form.second"


def test_nine_key_is_an_answer_where_one_digit_is_accepted(play: Callable[..., Play]) -> None:
    short = Flow(
        "short",
        Ask("one", digits_min=1, digits_max=2, save="one", on={"given": "two"}),
        Ask("two", digits_min=2, digits_max=2, save="two", on={"given": "end"}),
        END,
    )
    session = play(short).begin().press("1").hear(HeardKind.COMMAND, "9", command="main")
    assert (session.at, session.session.top.answers["one"]) == ("short.two", "9")
    assert session.hear(HeardKind.COMMAND, "9", command="main").at == "home.menu"
    for key, command in (("*", "back"), ("", "main")):
        session = play(short).begin().press("1").hear(HeardKind.COMMAND, key, command=command)
        assert session.at != "short.two"


def test_answer_resets_no_match_and_no_input_counts(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "x", "x").silence().press("12")
    assert session.at == "form.second"
    assert (session.session.misses, session.session.silences) == (0, 0)
    assert session.press("x").says("engine-miss_digits", "form-second")


def test_command_resets_no_match_and_no_input_counts(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "x", "x").command("main")
    assert (session.session.misses, session.session.silences) == (0, 0)


def test_repeat_does_not_count_as_attempt(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "x")
    shown = session.turn
    assert session.command("repeat").turn.say == shown.say
    assert session.session.misses == 1
    assert session.press("x").says("engine-miss_digits_again", "form-first")


PATIENT = Flow(
    "patient",
    Menu("menu", attempts_max=2, on={"a": "end", "no_input": "quiet", "no_match": "puzzled"}),
    End("quiet"),
    End("puzzled"),
    END,
)


def test_step_may_limit_reprompts_and_route_no_input_and_no_match(
    play: Callable[..., Play],
) -> None:
    session = play(PATIENT).begin().press("1").silence()
    assert session.at == "patient.menu"
    assert session.silence().says("patient-quiet", "home-menu")
    session = play(PATIENT).begin().press("1", "7", "7")
    assert session.says("patient-puzzled", "home-menu")


def test_no_input_at_help_offer_ends_session_with_goodbye(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "12")
    for _ in range(5):
        assert not session.session.over
        session.silence()
    assert session.says("offer-bye")
    assert session.turn.ends
    assert session.engine.worth_resuming(session.session)


SURE = Flow("sure", YesNo("sure", on={"yes": "kept", "no": "dropped"}), End("kept"), End("dropped"))


@pytest.mark.parametrize(
    "words",
    [
        "1", "y", "Yes!", "yes, please", "Yes please, thank you.", "OK, thanks", "right", "Yep",
        "ｙｅｓ", "“yes”", "是的。", "好的，谢谢", "嗯", "可以。", "行，谢谢您！",
        "没错", "對", "是啊", "确定", "確認",
    ],
)  # fmt: skip
def test_common_wordings_of_yes_are_accepted(play: Callable[..., Play], words: str) -> None:
    assert play(SURE, channel=Channel.SMS).begin().press("1", words).says("sure-kept")


@pytest.mark.parametrize(
    "words",
    [
        "2", "n", "No.", "No, thanks.", "no thank you", "Nope", "不用了，谢谢", "不用，謝謝",
        "不要了", "不需要", "不了", "不對", "不是。",
    ],
)  # fmt: skip
def test_common_wordings_of_no_are_accepted(play: Callable[..., Play], words: str) -> None:
    assert play(SURE, channel=Channel.SMS).begin().press("1", words).says("sure-dropped")


@pytest.mark.parametrize(
    "words",
    ["yes?", "是吗", "对不对？", "12", "1,2", "please", "!", "not yes", "-1"],
)
def test_wording_that_is_neither_yes_nor_no_is_no_match(
    play: Callable[..., Play], words: str
) -> None:
    assert (
        play(SURE, channel=Channel.SMS).begin().press("1", words).says("engine-miss", "sure-sure")
    )


@pytest.mark.parametrize("words", ["谢谢", "thanks"])
def test_thanks_are_answered_and_the_question_stays(play: Callable[..., Play], words: str) -> None:
    session = play(SURE, channel=Channel.SMS).begin()
    assert session.press("1", words).says("engine-thanks", "sure-sure")


def mistyped(session: Play, word: str, command: str) -> Play:
    return session.hear(HeardKind.ENTERED, word, command=command, guessed=word[:-1])


def test_second_keyword_guess_replaces_the_first(play: Callable[..., Play]) -> None:
    """One question takes the place of the other, or a session would grow without end."""
    session = play(FORM, ANSWER, channel=Channel.SMS).begin().press("1")
    for _ in range(3):
        mistyped(session, "TSCXX", "form")
    mistyped(session, "CXJFF", "answer")
    assert [frame.flow for frame in session.session.stack] == ["home", "form", "guess"]
    assert session.press("1").says("form-dropped", "answer-end")


def test_confirmed_keyword_guess_rests_on_waiting_menu(play: Callable[..., Play]) -> None:
    """Not on one that is busy playing something else, whose next step would be another's end."""
    session = play(FORM, ANSWER, channel=Channel.SMS).begin().press("1")
    mistyped(session, "answerr", "answer").press("1")
    assert (session.at, session.session.resting) == ("home.menu", True)
