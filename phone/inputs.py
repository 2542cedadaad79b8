"""What a caller can do, and what it does to the step that waits."""

from __future__ import annotations

from phone import queueing
from phone.conferences import leave_by_key
from phone.events import Event
from phone.line import Line
from phone.steps import Gathering, Recording, Seat, Talking

CONFIDENCE = "0.9"
SHORTEST_RECORDING_S = 1  # of a caller who only presses the key that ends it


def press(call: Line, keys: str) -> None:
    """Keys are taken until the entry is complete; the carrier does not keep later ones."""
    for position, key in enumerate(keys):
        step = call.step
        waiting = step.waiting() if step else None
        if isinstance(step, Recording) and key in step.waiting().finish_on_key:
            recorded(call, SHORTEST_RECORDING_S, "", key)
            _ignore(call, keys[position + 1 :])
            return
        if isinstance(step, Seat) and step.star_leaves and key == "*":
            leave_by_key(call, step)
            _ignore(call, keys[position + 1 :])
            return
        if not isinstance(step, Gathering) or waiting is None or not waiting.digits:
            _ignore(call, keys[position:])
            return
        if key in waiting.finish_on_key:
            _gathered(call, step, key)
        else:
            step.keys += key
            if len(step.keys) == waiting.num_digits:
                _gathered(call, step, "")
        if call.step is not step:
            _ignore(call, keys[position + 1 :])
            return


def _gathered(call: Line, step: Gathering, finished_on: str) -> None:
    if step.keys or step.verb.flag("actionOnEmptyResult", False):
        call.fetch(step.action, {"Digits": step.keys, "FinishedOnKey": finished_on})
    else:
        call.step = None  # nothing was entered: on to the verb after the Gather


def speak(call: Line, words: str) -> None:
    step = call.step
    if isinstance(step, Gathering) and step.waiting().speech and words.strip():
        call.fetch(step.action, {"SpeechResult": words, "Confidence": CONFIDENCE})
    else:
        _ignore(call, words)


def silence(call: Line) -> None:
    if isinstance(call.step, Gathering):
        _gathered(call, call.step, "")  # with what was entered before the time ran out
    elif isinstance(call.step, Recording):
        call.step = None  # a recording of nothing asks no webhook
    else:
        wait(call)


def recorded(call: Line, seconds: int, transcript: str, key: str) -> None:
    step = call.step
    if not isinstance(step, Recording):
        _ignore(call, transcript)
    elif seconds <= 0:
        call.step = None
    else:
        recording = _recording(call, min(seconds, step.waiting().max_length_s))
        _tell_of_recording(call, step, recording, transcript)
        call.fetch(step.action, {**recording, "Digits": key})


def _recording(call: Line, seconds: int) -> dict[str, str]:
    sid = call.ids("RE")
    call.tapes.keep(sid, seconds)
    url = f"https://api.twilio.com/2010-04-01/Accounts/{call.form({})['AccountSid']}/Recordings/"
    return {"RecordingSid": sid, "RecordingUrl": url + sid, "RecordingDuration": str(seconds)}


def _tell_of_recording(
    call: Line, step: Recording, recording: dict[str, str], transcript: str
) -> None:
    callback = step.verb.get("recordingStatusCallback")
    if callback:
        done = {"RecordingStatus": "completed", "RecordingSource": "RecordVerb"}
        call.wire.notify(call.absolute(callback), call.form(recording | done))
    written = step.verb.get("transcribeCallback")
    if written and transcript:
        text = {"TranscriptionText": transcript, "TranscriptionStatus": "completed"}
        sid = {"TranscriptionSid": call.ids("TR")}
        call.wire.notify(call.absolute(written), call.form(recording | text | sid))


def wait(call: Line) -> None:
    if call.step is None and call.queue is not None:
        queueing.next_round(call, call.queue)


def agent_answers(call: Line) -> None:
    if call.queue is not None:
        queueing.answer(call, call.queue)


def other_hangs_up(call: Line) -> None:
    step = call.step
    if isinstance(step, Talking):
        call.step = None
        if step.action:
            call.fetch(step.action, step.result)


def hang_up(call: Line, recorded_s: int) -> None:
    """The caller rings off. A verb with an action is still told, and its answer goes unheard."""
    step, queue = call.step, call.queue
    if isinstance(step, Recording) and recorded_s > 0:
        recording = _recording(call, recorded_s)
        _tell_of_recording(call, step, recording, "")
        call.tell(step.action, recording | {"Digits": "hangup"})
    elif isinstance(step, Talking | Seat) and step.action:
        call.tell(step.action, step.result)
    elif queue is not None and queue.action:
        call.tell(queue.action, queueing.result(queue, "hangup"))
    call.end()


def cut(call: Line) -> None:
    call.hear(Event("end"))
    hang_up(call, 0)


def redirected(call: Line, url: str) -> None:
    """The hotline sends the call elsewhere, whatever it is doing."""
    if isinstance(call.step, Seat):
        call.rooms.leave(call, call.step)
    call.step = None
    if call.queue is not None:
        queueing.taken_out(call, call.queue)
    call.fetch(url, {})


def _ignore(call: Line, what: str) -> None:
    if what:
        call.hear(Event("ignored", what))
