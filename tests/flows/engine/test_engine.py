"""Who may begin a dialogue, and what a session keeps of an answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import pytest
from small_dialogues import CALLER, END, FORM, Play

from core.members import Act
from flows.engine import WORDS_MAX, Ask, Context, Do, Flow, Menu, Record
from flows.engine.player import EndlessDialogue
from flows.protocol import Channel, HeardKind


def test_flow_looping_without_question_raises_endless_dialogue(play: Callable[..., Play]) -> None:
    def again(context: Context) -> Literal["again", "done"]:
        return "again"

    circle = Flow("circle", Do("a", again, on={"again": "a", "done": "end"}), END)
    with pytest.raises(EndlessDialogue):
        play(circle).begin().press("1")


SECRET = Flow("secret", Menu("inside", on={"out": "end"}), END, act=Act.LOOK_CLOSELY)


def test_guarded_dialogue_asks_for_pin_on_voice_but_not_ussd(play: Callable[..., Play]) -> None:
    session = play(SECRET).begin().press("1")
    assert session.at == "identify.pin"
    session.session.proofs = ["pin"]
    assert play(SECRET, channel=Channel.USSD).begin().press("1").at == "secret.inside"


def test_unauthorized_caller_is_told_refusal_reason(play: Callable[..., Play]) -> None:
    frozen = replace(CALLER, status="frozen")
    refused = play(SECRET, caller=frozen).begin().press("1")
    assert refused.says("engine-refused_frozen", "engine-person", "home-menu")
    refused = play(SECRET, caller=None).begin().press("1")
    assert refused.says("engine-refused_stranger", "engine-person", "home-menu")


def test_caller_frozen_during_session_is_refused_at_next_step(play: Callable[..., Play]) -> None:
    session = play(SECRET, channel=Channel.USSD).begin().press("1")
    session.caller = replace(CALLER, status="frozen")
    assert session.press("1").says("engine-refused_frozen", "engine-person")


def test_action_key_survives_no_match_and_no_input(play: Callable[..., Play]) -> None:
    session = play(FORM).begin().press("1", "11", "22")
    key = session.session.top.answers["action_key"]
    session.press("x").silence()
    assert session.session.top.answers["action_key"] == key


def test_secret_entry_is_not_stored_in_session(play: Callable[..., Play]) -> None:
    hush = Flow(
        "hush",
        Ask("word", digits_min=4, digits_max=4, secret=True, on={"given": "next"}),
        Menu("next", on={"out": "end"}),
        END,
    )
    session = play(hush).begin().press("1", "7391")
    assert session.at == "hush.next"
    assert "7391" not in json.dumps(session.session.to_json())


def test_record_step_checks_text_length_and_saves_recording_url(play: Callable[..., Play]) -> None:
    letter = Flow(
        "letter",
        Record("words", save="words", on={"recorded": "kept"}),
        Menu("kept", on={"out": "end"}),
        END,
    )
    text = play(letter, channel=Channel.SMS).begin().press("1", "x")
    assert text.says("engine-miss_words", "letter-words")
    assert len(text.press("w" * WORDS_MAX).session.top.answers["words"]) == WORDS_MAX
    call = play(letter).begin().press("1")
    assert (
        call.hear(HeardKind.RECORDED, "https://r").session.top.answers["words_url"] == "https://r"
    )
