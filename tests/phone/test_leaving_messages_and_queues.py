"""Record, Enqueue and Dial: the verbs that take a caller out of the menus."""

from __future__ import annotations

import time
from typing import Any

import pytest

from phone import conferences

MEMBER = "+8613800000001"


def events(call: Any) -> list[tuple[str, str]]:
    return [(event.kind, event.text or event.url) for event in call.events]


def dial(hotline: Any, carrier: Any, body: str, **others: str) -> Any:
    hotline.documents["/ivr/call"] = f"<Response>{body}</Response>"
    for path, document in others.items():
        hotline.documents[f"/ivr/{path}"] = f"<Response>{document}</Response>"
    return carrier.dial(MEMBER)


RECORD = (
    '<Record maxLength="30" action="/ivr/kept" recordingStatusCallback="/ivr/recording" '
    'transcribeCallback="/ivr/written"/><Say>nothing</Say>'
)


def test_a_recording_is_posted_with_its_length_and_its_callbacks(
    hotline: Any, carrier: Any
) -> None:
    call = dial(hotline, carrier, RECORD)
    assert call.waiting.kind == "record"
    call.record(45, "我要投诉", "#")
    posted = dict(hotline.asked)
    assert posted["/ivr/kept"]["RecordingDuration"] == "30"
    assert posted["/ivr/kept"]["Digits"] == "#"
    assert posted["/ivr/recording"]["RecordingSid"] == posted["/ivr/kept"]["RecordingSid"]
    assert posted["/ivr/written"]["TranscriptionText"] == "我要投诉"


def test_silent_recording_continues_with_next_verb(hotline: Any, carrier: Any) -> None:
    call = dial(hotline, carrier, RECORD)
    call.silence()
    assert ("say", "nothing") in events(call)


def test_a_key_ends_a_recording(hotline: Any, carrier: Any) -> None:
    dial(hotline, carrier, RECORD).press("#")
    assert dict(hotline.asked)["/ivr/kept"]["Digits"] == "#"


def test_hanging_up_posts_record_action_then_call_status(hotline: Any, carrier: Any) -> None:
    dial(hotline, carrier, RECORD).hang_up(recorded_s=3)
    assert dict(hotline.asked)["/ivr/kept"]["Digits"] == "hangup"
    path, form = hotline.asked[-1]
    assert (path, form["CallStatus"]) == ("/ivr/status", "completed")


QUEUE = '<Enqueue action="/ivr/left" waitUrl="/ivr/music">help</Enqueue><Say>after</Say>'
MUSIC = '<Play>m.wav</Play><Gather numDigits="1" action="/ivr/leave"/>'


def test_the_queue_plays_round_after_round_until_the_caller_leaves(
    hotline: Any, carrier: Any
) -> None:
    call = dial(hotline, carrier, QUEUE, music=MUSIC, leave="<Leave/>", left="<Say>back</Say>")
    first = hotline.asked[-1][1]
    assert (first["QueuePosition"], first["CurrentQueueSize"]) == ("1", "1")
    assert first["QueueTime"] == "0"
    call.silence()
    assert call.waiting.kind == "queue"
    call.wait()
    assert int(hotline.asked[-1][1]["QueueTime"]) > 0
    call.press("1")
    assert dict(hotline.asked)["/ivr/left"]["QueueResult"] == "leave"
    assert ("say", "back") in events(call)


def test_enqueue_action_is_posted_after_conversation_with_agent(hotline: Any, carrier: Any) -> None:
    call = dial(hotline, carrier, QUEUE, music="<Play>m.wav</Play>", left="<Say>rate us</Say>")
    call.agent_answers()
    assert call.waiting.kind == "talk"
    call.other_hangs_up()
    assert dict(hotline.asked)["/ivr/left"]["QueueResult"] == "bridged"
    assert ("say", "rate us") in events(call)


def test_hanging_up_in_queue_posts_hangup_queue_result(hotline: Any, carrier: Any) -> None:
    dial(hotline, carrier, QUEUE, music=MUSIC).hang_up()
    assert dict(hotline.asked)["/ivr/left"]["QueueResult"] == "hangup"


def test_ended_dial_continues_with_action_or_next_verb(hotline: Any, carrier: Any) -> None:
    call = dial(hotline, carrier, "<Dial><Queue>agents</Queue></Dial><Say>after</Say>")
    call.other_hangs_up()
    assert events(call) == [("say", "after"), ("end", "")]
    call = dial(hotline, carrier, '<Dial action="/ivr/done">+861</Dial>')
    call.other_hangs_up()
    assert dict(hotline.asked)["/ivr/done"]["DialCallStatus"] == "completed"


def test_document_for_one_alone_in_a_conference_is_fetched_again(
    hotline: Any, carrier: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conferences, "ROUND_S", 0.01)
    room = '<Dial><Conference waitUrl="/ivr/alone">room</Conference></Dial>'
    call = dial(hotline, carrier, room, alone="<Play>m.wav</Play>")
    give_up = time.monotonic() + 120
    while [path for path, _ in hotline.asked].count("/ivr/alone") < 3:
        assert time.monotonic() < give_up
        time.sleep(0.01)
    call.hang_up()
    assert not call.open
