"""The actions of a caller, as functions that apply them to the step at which the call waits."""

from __future__ import annotations

from phone import call_queue
from phone.call_leg import CallLeg
from phone.call_steps import ConferenceStep, DialStep, GatherStep, RecordStep
from phone.conferences import leave_by_key
from phone.events import Event

CONFIDENCE = "0.9"
SHORTEST_RECORDING_S = 1  # if the caller only presses the key that ends it


def press(call: CallLeg, keys: str) -> None:
    """Enter keys one by one. Keys after the end of the entry are ignored, as the carrier drops
    them."""
    for position, key in enumerate(keys):
        step = call.step
        waiting = step.waiting() if step else None
        if isinstance(step, RecordStep) and key in step.waiting().finish_on_key:
            record(call, SHORTEST_RECORDING_S, key=key)
            _ignore(call, keys[position + 1 :])
            return
        if isinstance(step, ConferenceStep) and step.star_leaves and key == "*":
            leave_by_key(call, step)
            _ignore(call, keys[position + 1 :])
            return
        if not isinstance(step, GatherStep) or waiting is None or not waiting.digits:
            _ignore(call, keys[position:])
            return
        if key in waiting.finish_on_key:
            _finish_gather(call, step, key)
        else:
            step.keys += key
            if len(step.keys) == waiting.num_digits:
                _finish_gather(call, step, "")
        if call.step is not step:
            _ignore(call, keys[position + 1 :])
            return


def _finish_gather(call: CallLeg, step: GatherStep, finished_on: str) -> None:
    if step.keys or step.verb.flag("actionOnEmptyResult", False):
        call.fetch(step.action, {"Digits": step.keys, "FinishedOnKey": finished_on})
    else:
        call.step = None  # nothing was entered: go on with the verb after <Gather>


def speak(call: CallLeg, words: str) -> None:
    step = call.step
    if isinstance(step, GatherStep) and step.waiting().speech and words.strip():
        call.fetch(step.action, {"SpeechResult": words, "Confidence": CONFIDENCE})
    else:
        _ignore(call, words)


def silence(call: CallLeg) -> None:
    if isinstance(call.step, GatherStep):
        _finish_gather(call, call.step, "")  # with the keys entered before the time ran out
    elif isinstance(call.step, RecordStep):
        call.step = None  # an empty recording calls no webhook
    else:
        wait(call)


def record(
    call: CallLeg, seconds: int, transcript: str = "", key: str = "", sound: bytes = b""
) -> None:
    step = call.step
    if not isinstance(step, RecordStep):
        _ignore(call, transcript)
    elif seconds <= 0:
        call.step = None
    else:
        recording = _recording(call, min(seconds, step.waiting().max_length_s), sound)
        _notify_of_recording(call, step, recording, transcript)
        call.fetch(step.action, {**recording, "Digits": key})


def _recording(call: CallLeg, seconds: int, sound: bytes) -> dict[str, str]:
    sid = call.ids("RE")
    call.recordings.add(sid, seconds, sound)
    url = f"https://api.twilio.com/2010-04-01/Accounts/{call.form({})['AccountSid']}/Recordings/"
    return {"RecordingSid": sid, "RecordingUrl": url + sid, "RecordingDuration": str(seconds)}


def _notify_of_recording(
    call: CallLeg, step: RecordStep, recording: dict[str, str], transcript: str
) -> None:
    callback = step.verb.get("recordingStatusCallback")
    if callback:
        done = {"RecordingStatus": "completed", "RecordingSource": "RecordVerb"}
        call.webhooks.notify(call.absolute(callback), call.form(recording | done))
    written = step.verb.get("transcribeCallback")
    if written and transcript:
        text = {"TranscriptionText": transcript, "TranscriptionStatus": "completed"}
        sid = {"TranscriptionSid": call.ids("TR")}
        call.webhooks.notify(call.absolute(written), call.form(recording | text | sid))


def wait(call: CallLeg) -> None:
    if call.step is None and call.queue is not None:
        call_queue.next_round(call, call.queue)


def agent_answers(call: CallLeg) -> None:
    if call.queue is not None:
        call_queue.answer(call, call.queue)


def other_hangs_up(call: CallLeg) -> None:
    step = call.step
    if isinstance(step, DialStep):
        call.step = None
        if step.action:
            call.fetch(step.action, step.result)


def hang_up(call: CallLeg, recorded_s: int = 0, sound: bytes = b"") -> None:
    """The caller hangs up. The action of the current verb is still called, and its answer is
    ignored."""
    step, queue = call.step, call.queue
    if isinstance(step, RecordStep) and recorded_s > 0:
        recording = _recording(call, recorded_s, sound)
        _notify_of_recording(call, step, recording, "")
        call.fetch_unheard(step.action, recording | {"Digits": "hangup"})
    elif isinstance(step, DialStep | ConferenceStep) and step.action:
        call.fetch_unheard(step.action, step.result)
    elif queue is not None and queue.action:
        call.fetch_unheard(queue.action, call_queue.result(queue, "hangup"))
    call.end()


def end_by_hotline(call: CallLeg) -> None:
    call.hear(Event("end"))
    hang_up(call)


def redirect(call: CallLeg, url: str) -> None:
    """The hotline redirects the call, at whatever step it is."""
    if isinstance(call.step, ConferenceStep):
        call.conferences.leave(call, call.step)
    call.step = None
    if call.queue is not None:
        call_queue.remove_from_queue(call, call.queue)
    call.fetch(url, {})


def _ignore(call: CallLeg, what: str) -> None:
    if what:
        call.hear(Event("ignored", what))
