"""What a caller by SIP records, and waiting in the queue."""

from __future__ import annotations

import wave
from typing import Any

import pytest
from mu_law import MUSIC_HERTZ, MUSIC_SECONDS, pitch, spans
from sip_telephone import until

MEMBER = "+8613800000001"
NEXT = {"/ivr/next": "<Hangup/>"}
RECORD = (
    '<Record maxLength="30" timeout="2" finishOnKey="#" action="/ivr/next"/>'
    "<Redirect>/ivr/unsaid</Redirect>"
)


def heard_beep(telephone: Any) -> None:
    until(lambda: any(is_loud for is_loud, _ in spans(bytes(telephone.heard))), "a tone")
    telephone.hears(0.7)


@pytest.mark.parametrize("key", ["#", ""])
def test_what_is_said_after_the_tone_is_recorded(answering: Any, key: str) -> None:
    """A key ends it, or silence does."""
    answering.answers({"/ivr/call": RECORD, **NEXT})
    before = answering.server.recordings
    with answering.server.call(MEMBER) as telephone:
        heard_beep(telephone)
        telephone.is_speaking = True
        telephone.hears(3)
        telephone.is_speaking = False
        telephone.press(key)
        telephone.await_end()
    (form,) = answering.forms("/ivr/next")
    assert form["Digits"] == key
    (file,) = set(answering.server.recordings) - set(before)
    assert file.stem == form["RecordingSid"]
    with wave.open(str(file)) as recording:
        seconds = recording.getnframes() / recording.getframerate()
        sound = recording.readframes(recording.getnframes())
    assert abs(seconds - int(form["RecordingDuration"])) <= 0.5
    assert (3 if key else 4.5) < seconds + 0.5
    assert max(memoryview(sound).cast("h")) > 7_000


def test_nothing_said_after_the_tone_is_no_recording(answering: Any) -> None:
    answering.answers({"/ivr/call": RECORD, "/ivr/unsaid": "<Hangup/>"})
    with answering.server.call(MEMBER) as telephone:
        telephone.await_end()
    assert not answering.forms("/ivr/next") and len(answering.forms("/ivr/unsaid")) == 1


def test_who_hangs_up_while_recording_has_said_it(answering: Any) -> None:
    answering.answers({"/ivr/call": RECORD, **NEXT})
    with answering.server.call(MEMBER, hang_up_after=8) as telephone:
        heard_beep(telephone)
        telephone.is_speaking = True
        telephone.await_end()
        until(lambda: answering.forms("/ivr/status"), "told of the end")
    (form,) = answering.forms("/ivr/next")
    assert form["Digits"] == "hangup" and int(form["RecordingDuration"]) >= 1


def test_music_plays_in_the_queue_until_the_caller_leaves(answering: Any) -> None:
    """The document is asked for again when it has been heard; a key in it leaves the queue."""
    wait = '<Gather numDigits="1" timeout="1" action="/ivr/leave"><Play>/music.wav</Play></Gather>'
    answering.answers(
        {
            "/ivr/call": '<Enqueue action="/ivr/left" waitUrl="/ivr/wait">q</Enqueue>',
            "/ivr/wait": wait,
            "/ivr/leave": "<Leave/>",
            "/ivr/left": "<Hangup/>",
        }
    )
    with answering.server.call(MEMBER) as telephone:
        until(lambda: len(answering.forms("/ivr/wait")) == 3, "the third round")
        telephone.hears(0.5)
        telephone.press("1")
        telephone.await_end()
    (form,) = answering.forms("/ivr/left")
    assert form["QueueResult"] == "leave"
    music = [seconds for is_loud, seconds in spans(bytes(telephone.heard)) if is_loud]
    assert music[0] == pytest.approx(MUSIC_SECONDS, abs=0.3)
    assert pitch(bytes(telephone.heard)) == pytest.approx(MUSIC_HERTZ, rel=0.02)


def test_who_hangs_up_in_the_queue_leaves_it(answering: Any) -> None:
    answering.answers(
        {
            "/ivr/call": '<Enqueue action="/ivr/left" waitUrl="/ivr/wait">q</Enqueue>',
            "/ivr/wait": "<Play>/missing.wav</Play>",
        }
    )
    with answering.server.call(MEMBER, hang_up_after=5) as telephone:
        telephone.await_end()
    until(lambda: answering.forms("/ivr/status"), "told of the end")
    (form,) = answering.forms("/ivr/left")
    assert form["QueueResult"] == "hangup"
    assert len(answering.forms("/ivr/wait")) == 1  # although its music cannot be had
