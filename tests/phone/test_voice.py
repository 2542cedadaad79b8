"""A call executes TwiML as Twilio does: a table of documents, and what the caller hears."""

from __future__ import annotations

from typing import Any

import pytest

MEMBER = "+8613800000001"


def events(call: Any) -> list[tuple[str, str]]:
    return [(event.kind, event.text or event.url) for event in call.events]


def dial(hotline: Any, carrier: Any, body: str, **others: str) -> Any:
    hotline.documents["/ivr/call"] = f"<Response>{body}</Response>"
    for path, document in others.items():
        hotline.documents[f"/ivr/{path}"] = f"<Response>{document}</Response>"
    return carrier.dial(MEMBER)


HEARD = [
    ("<Say> Hello \n you </Say>", [("say", "Hello you"), ("end", "")]),
    ("<Say>a<break/>b</Say>", [("say", "ab"), ("end", "")]),
    ('<Say><prosody rate="85%">a &amp; b</prosody></Say>', [("say", "a & b"), ("end", "")]),
    ("<Play>beep.wav</Play>", [("play", "https://hotline.example/ivr/beep.wav"), ("end", "")]),
    ('<Pause length="2"/>', [("pause", ""), ("end", "")]),
    ("<Hangup/><Say>never</Say>", [("end", "")]),
    ('<Reject reason="busy"/>', [("end", "busy")]),
    ("<Redirect>next</Redirect><Say>never</Say>", [("say", "next"), ("end", "")]),
    ("<Gather><Say>a</Say><Pause/></Gather><Say>b</Say>", [("say", "a"), ("pause", "")]),
    ("<Record/>", [("beep", "")]),
    ('<Record playBeep="false"/>', []),
    ("<Dial><Number>+8610086</Number></Dial>", [("dial", "+8610086")]),
    ("<Enqueue>help</Enqueue>", [("queue", "help"), ("play", "hold music")]),
]


@pytest.mark.parametrize(("body", "heard"), HEARD)
def test_document_is_executed_until_it_waits_for_input(
    hotline: Any, carrier: Any, body: str, heard: list[tuple[str, str]]
) -> None:
    call = dial(hotline, carrier, body, next="<Say>next</Say>")
    assert events(call) == heard
    assert call.open == ("end" not in [kind for kind, _ in heard])


def test_every_part_has_its_own_language_voice_and_rate(hotline: Any, carrier: Any) -> None:
    chinese = '<Say language="cmn-CN" voice="Polly.Zhiyu"><prosody rate="85%">中文</prosody></Say>'
    english = '<Say language="en-US" voice="Polly.Joanna">English</Say>'
    call = dial(hotline, carrier, f"<Gather>{chinese}{english}</Gather>")
    assert [(each.text, each.language, each.voice, each.rate) for each in call.events] == [
        ("中文", "cmn-CN", "Polly.Zhiyu", 0.85),
        ("English", "en-US", "Polly.Joanna", 1),
    ]


MENU = '<Gather numDigits="1" action="next?step=2"/><Say>nothing</Say>'
FREE = '<Gather finishOnKey="" action="next?step=2"/><Say>nothing</Say>'
ENTRY = '<Gather action="next?step=2"/><Say>nothing</Say>'
EMPTY = '<Gather actionOnEmptyResult="true" action="next?step=2"/>'
POUND_OR_STAR = '<Gather finishOnKey="*#" action="next?step=2"/>'
ENTERED = [
    (MENU, "1", {"Digits": "1", "FinishedOnKey": ""}),
    (ENTRY, "12#", {"Digits": "12", "FinishedOnKey": "#"}),
    (ENTRY, "1*2#", {"Digits": "1*2", "FinishedOnKey": "#"}),
    (POUND_OR_STAR, "12*", {"Digits": "12", "FinishedOnKey": "*"}),
    (ENTRY, "12", None),  # still waiting for more
    (FREE, "1#", None),  # no key ends this entry
    (ENTRY, "#", None),  # nothing entered: the next verb
    (EMPTY, "#", {"Digits": "", "FinishedOnKey": "#"}),
]


@pytest.mark.parametrize(("body", "keys", "posted"), ENTERED)
def test_keys_are_gathered_until_the_entry_is_complete(
    hotline: Any, carrier: Any, body: str, keys: str, posted: dict[str, str] | None
) -> None:
    call = dial(hotline, carrier, body)
    call.press(keys)
    asked = [form for path, form in hotline.turns() if path == "/ivr/next?step=2"]
    assert bool(asked) == (posted is not None)
    if posted is not None:
        assert {name: asked[0][name] for name in posted} == posted


SILENT = [
    (ENTRY, "", None, ["nothing"]),
    (ENTRY, "12", "12", ["next"]),  # what was entered before the time ran out
    (FREE, "1#", "1#", ["next"]),
    (EMPTY, "", "", ["next"]),
]


@pytest.mark.parametrize(("body", "keys", "posted", "heard"), SILENT)
def test_no_input_continues_with_next_verb_unless_empty_result_is_wanted(
    hotline: Any, carrier: Any, body: str, keys: str, posted: str | None, heard: list[str]
) -> None:
    call = dial(hotline, carrier, body, **{"next?step=2": "<Say>next</Say>"})
    call.press(keys)
    call.silence()
    assert [text for kind, text in events(call) if kind == "say"] == heard
    if posted is not None:
        assert hotline.turns()[-1][1]["Digits"] == posted


def test_gather_without_action_posts_to_current_document(hotline: Any, carrier: Any) -> None:
    call = dial(hotline, carrier, '<Gather numDigits="1"/>')
    call.press("7")
    assert [path for path, _ in hotline.turns()] == ["/ivr/call", "/ivr/call"]


def test_keys_pressed_while_nobody_listens_are_lost(hotline: Any, carrier: Any) -> None:
    call = dial(hotline, carrier, MENU, **{"next?step=2": MENU})
    call.press("12")
    assert ("ignored", "2") in events(call)
    call = dial(hotline, carrier, '<Gather input="speech"/>')
    call.press("1")
    assert events(call) == [("ignored", "1")]


def test_speech_arrives_with_its_confidence(hotline: Any, carrier: Any) -> None:
    call = dial(hotline, carrier, '<Gather input="dtmf speech" action="/ivr/said"/>')
    assert call.waiting.speech and call.waiting.digits
    call.speak("我要投诉")
    path, form = hotline.turns()[-1]
    assert (path, form["SpeechResult"]) == ("/ivr/said", "我要投诉")
    assert float(form["Confidence"]) > 0.5


BROKEN = [
    ("<Say>cut", "12100"),
    ("<Wrong/>", "12102"),
    ("<Response><Sing/></Response>", "12200"),
    ("<Response><Gather><Hangup/></Gather></Response>", "12200"),
    ("<Response><Leave/></Response>", "12200"),
    (f"<Response><Say>{'积' * 30_000}</Say></Response>", "11750"),
    ("<Response><Redirect>/ivr/call</Redirect></Response>", "redirect loop"),
    ('<Response><Gather timeout="soon"/></Response>', "not a number"),
    ('<Response><Say><prosody rate="slowly">a</prosody></Say></Response>', "13520"),
    ('<Response><Say><prosody rate="10%">a</prosody></Say></Response>', "13520"),
    ("<Response><Redirect>https://elsewhere.example/</Redirect></Response>", "11200"),
]


@pytest.mark.parametrize(("document", "reason"), BROKEN)
def test_invalid_document_is_heard_as_application_error(
    hotline: Any, carrier: Any, document: str, reason: str
) -> None:
    hotline.documents["/ivr/call"] = document
    call = carrier.dial(MEMBER)
    assert call.events[-2].kind == "error" and reason in call.events[-2].text
    assert "application error" in call.events[-1].text
    assert not call.open and hotline.asked[-1][0] == "/ivr/status"


@pytest.mark.parametrize(
    ("status", "content_type", "reason"),
    [(500, "text/xml", "500"), (200, "text/html", "12300"), (403, "text/plain", "403")],
)
def test_failing_webhook_is_heard_as_application_error(
    hotline: Any, carrier: Any, status: int, content_type: str, reason: str
) -> None:
    hotline.status, hotline.content_type = status, content_type
    assert reason in carrier.dial(MEMBER).events[-2].text


def test_ended_call_ignores_further_actions(hotline: Any, carrier: Any) -> None:
    call = dial(hotline, carrier, MENU)
    call.hang_up()
    asked = len(hotline.asked)
    call.press("1")
    call.hang_up()
    assert len(hotline.asked) == asked
