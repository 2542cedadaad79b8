"""A call by SIP executes TwiML as any other: sipp dials, and a table of documents answers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from mu_law import loudness, spans
from sip_telephone import until

MEMBER = "+8613800000001"
NEXT = {"/ivr/next": '<Say language="en-US">Goodbye.</Say>'}
LONG = '<Pause length="60"/>'
SAYS = '<Say language="en-US">Hello. You have three thousand two hundred points.</Say><Hangup/>'
LOUD = 500


def test_what_the_hotline_says_is_heard_word_for_word(
    answering: Any, words_in: Callable[[bytes], str]
) -> None:
    answering.answers({"/ivr/call": "<Redirect>/ivr/balance</Redirect>", "/ivr/balance": SAYS})
    with answering.server.call(MEMBER) as telephone:
        telephone.await_end()
    heard = words_in(bytes(telephone.heard))
    assert "you have three thousand two hundred point" in heard
    assert 3 < telephone.seconds < 12


@pytest.mark.parametrize(
    ("user", "number"),
    [
        (MEMBER, MEMBER),
        ("%2B8613800000001", MEMBER),
        ("13800000001", MEMBER),
        ("anonymous", "anonymous"),
        ("alice", "alice"),
    ],
)
def test_the_caller_is_the_user_part_of_the_address(answering: Any, user: str, number: str) -> None:
    answering.answers({"/ivr/call": "<Hangup/>"})
    with answering.server.call(user) as telephone:
        telephone.await_end()
    (form,) = answering.forms("/ivr/call")
    assert (form["From"], form["CallStatus"]) == (number, "ringing")
    until(lambda: answering.forms("/ivr/status"), "told of the end")


def test_chinese_is_spoken(answering: Any) -> None:
    say = '<Say language="cmn-CN" voice="Polly.Zhiyu">{}您有一万二千三百四十五分。{}</Say>'
    slow = say.format('<prosody rate="50%">', "</prosody>")
    lengths = []
    for document in (say.format("", ""), slow):
        answering.answers({"/ivr/call": document})
        with answering.server.call(MEMBER) as telephone:
            telephone.await_end()
        assert loudness(bytes(telephone.heard)) > LOUD
        lengths.append(telephone.seconds)
    assert 2 < lengths[0] < lengths[1] - 1


def test_a_key_cuts_what_is_said_and_is_the_answer(answering: Any) -> None:
    gather = f'<Gather numDigits="1" action="/ivr/next">{LONG}</Gather>'
    answering.answers({"/ivr/call": gather, **NEXT})
    with answering.server.call(MEMBER) as telephone:
        telephone.hears(1)
        telephone.press("4")
        telephone.await_end()
    (form,) = answering.forms("/ivr/next")
    assert form["Digits"] == "4"
    assert telephone.seconds < 20


def test_keys_are_collected_until_the_key_that_ends_the_entry(answering: Any) -> None:
    gather = '<Gather finishOnKey="#" timeout="30" action="/ivr/next"/>'
    answering.answers({"/ivr/call": gather, **NEXT})
    with answering.server.call(MEMBER) as telephone:
        telephone.hears(0.5)
        telephone.press("1357900*#")
        telephone.await_end()
    (form,) = answering.forms("/ivr/next")
    assert (form["Digits"], form["FinishedOnKey"]) == ("1357900*", "#")


def test_no_key_until_the_timeout_is_silence(answering: Any) -> None:
    gather = (
        '<Gather numDigits="1" timeout="3" actionOnEmptyResult="true" action="/ivr/next">'
        "<Pause/></Gather>"
    )
    answering.answers({"/ivr/call": gather, **NEXT})
    with answering.server.call(MEMBER) as telephone:
        until(lambda: answering.forms("/ivr/next"), "asked")
        waited = telephone.seconds
        telephone.await_end()
    (form,) = answering.forms("/ivr/next")
    assert form["Digits"] == ""
    assert waited > 3.5


def test_keys_before_the_question_are_dropped(answering: Any) -> None:
    gather = (
        '<Pause length="3"/><Gather numDigits="1" timeout="1" actionOnEmptyResult="true"'
        ' action="/ivr/next"/>'
    )
    answering.answers({"/ivr/call": gather, **NEXT})
    with answering.server.call(MEMBER) as telephone:
        telephone.hears(0.5)
        telephone.press("4")
        telephone.await_end()
    (form,) = answering.forms("/ivr/next")
    assert form["Digits"] == ""


def test_keys_that_the_hotline_presses_are_tones(answering: Any) -> None:
    answering.answers({"/ivr/call": '<Play digits="12"/>'})
    with answering.server.call(MEMBER) as telephone:
        telephone.await_end()
    assert sum(is_loud for is_loud, _ in spans(bytes(telephone.heard))) >= 1
    assert telephone.seconds < 10


def test_who_gives_up_while_it_rings_has_ended_the_call(answering: Any) -> None:
    given_up = threading.Event()

    def slowly(_form: Mapping[str, str]) -> str:
        given_up.wait(60)
        return "<Response><Pause length='60'/></Response>"

    answering.answers({"/ivr/call": slowly})
    with answering.server.call(MEMBER, give_up_after=1) as telephone:
        telephone.await_end()
        given_up.set()
    until(lambda: answering.forms("/ivr/status"), "told of the end")
    assert telephone.seconds == 0


def test_a_broken_document_ends_the_call_with_an_apology(answering: Any) -> None:
    answering.answers({"/ivr/call": "<Fax/>"})
    with answering.server.call(MEMBER) as telephone:
        telephone.await_end()
    assert loudness(bytes(telephone.heard)) > LOUD
