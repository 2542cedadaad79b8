"""Back, the main menu, the language, and where a session rests after an answer."""

from __future__ import annotations

from collections.abc import Callable

from small_dialogues import ANSWER, FORM, Play

from flows.engine import Call, Flow, Menu
from flows.protocol import Channel


def test_back_goes_over_several_steps(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "11", "22")
    assert session.at == "form.sure"
    for expected in ("form.second", "form.first", "home.menu", "home.menu"):
        assert session.command("back").at == expected
    assert len(session.session.stack) == 1


def test_answer_given_after_back_replaces_earlier_answer(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "11", "22").command("back").press("33")
    assert session.at == "form.sure"
    assert session.session.top.answers["second"] == "33"
    assert session.session.top.answers["first"] == "11"


def test_back_does_not_return_to_completed_action(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "11", "22", "1")
    assert session.at == "form.thanks"
    assert session.command("back").at == "home.menu"


def test_back_from_help_offer_returns_to_question(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "x", "x", "x")
    assert session.at == "offer.help"
    assert session.command("back").at == "form.first"


def test_reprompted_question_is_one_step_for_back(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "11", "x", "x").command("back")
    assert session.at == "form.first"


def test_main_command_says_that_it_drops_dialogue(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1").command("main")
    assert session.says("form-dropped", "home-menu")


def test_final_answer_returns_to_menu_on_voice_and_rests_on_ussd(play: Callable[..., Play]) -> None:
    assert play(ANSWER).begin().press("1").says("answer-end", "home-menu")
    screen = play(ANSWER, channel=Channel.USSD).begin().press("1")
    assert screen.says("answer-end")
    assert screen.session.resting
    assert screen.press("whatever").says("home-menu")
    assert not screen.session.resting


def test_back_from_final_answer_shows_menu_again(play: Callable[..., Play]) -> None:
    screen = play(ANSWER, channel=Channel.USSD).begin().press("1")
    assert screen.command("back").says("home-menu")


def test_sms_answer_rests_on_main_menu_and_ussd_on_calling_menu(play: Callable[..., Play]) -> None:
    menu = Flow(
        "more",
        Menu("menu", on={"answer": "answer"}),
        Call("answer", ANSWER, then="menu"),
        members_only=False,
    )
    text = play(menu, channel=Channel.SMS).begin().press("1", "1")
    assert (text.session.resting, text.at) == (True, "home.menu")
    screen = play(menu, channel=Channel.USSD).begin().press("1", "1")
    assert (screen.session.resting, screen.at) == (True, "more.menu")


def test_language_change_repeats_current_question(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "11").command("zh")
    assert session.session.language == "zh"
    assert session.says("engine-language", "form-second")
