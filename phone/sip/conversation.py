"""A call on a line: plays what the call says, and gives it what the caller does."""

from __future__ import annotations

from itertools import chain

from phone.call import Call
from phone.events import Waiting
from phone.sip.line import HungUp, Line
from phone.sip.sounds import Sounds, seconds_of_silence

KEYS = "0123456789*#"
LISTENS_EVERY_SECONDS = 1.0  # to what others do to the call


def converse(line: Line, sounds: Sounds, call: Call) -> None:
    """Until the hotline ends the call, or the caller does: then the hotline is told."""
    try:
        while call.open:
            _take_turn(line, sounds, call)
        line.say(sounds.of(call.events))
    except HungUp as end:
        if end.recording and end.recording.has_voice:
            call.hang_up(end.recording.seconds, end.recording.sound)
    finally:
        call.hang_up()


def _take_turn(line: Line, sounds: Sounds, call: Call) -> None:
    """Play the events, and pass on the answer to them."""
    waiting = call.waiting
    first_prompt = len(call.events) - waiting.prompts
    if not waiting.typed:
        line.say(sounds.of(call.events[:first_prompt]))
    if waiting.kind == "gather":
        prompts = sounds.of(call.events[first_prompt:])
        answer_time = seconds_of_silence(waiting.timeout_s)
        if key := line.ask(chain(prompts, answer_time), KEYS if waiting.digits else ""):
            call.press(key)
        else:
            call.silence()
    elif waiting.kind == "record":
        _record(line, call, waiting)
    elif waiting.kind == "queue":
        call.wait()
    else:
        call.press(line.ask(seconds_of_silence(LISTENS_EVERY_SECONDS), KEYS))


def _record(line: Line, call: Call, waiting: Waiting) -> None:
    recording = line.record(waiting.max_length_s, waiting.timeout_s, waiting.finish_on_key)
    if recording.has_voice or recording.key:
        call.record(recording.seconds, key=recording.key, sound=recording.sound)
    else:
        call.silence()
