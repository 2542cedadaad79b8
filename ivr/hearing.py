"""Twilio's voice parameters as what was heard."""

from __future__ import annotations

from collections.abc import Mapping

from flows.turn import Channel, Heard, What
from web.errors import BadRequest
from web.parameters import caller, required_id, whole

COMMANDS = {"0": "agent", "*": "back", "#": "repeat", "9": "main"}
RECORDING_DONE_KEY = "#"
TURNS_MAX = 10_000


def call_started(form: Mapping[str, str]) -> Heard:
    return _heard(form, 0, What.STARTED)


def turn_taken(form: Mapping[str, str], number: str | None) -> Heard:
    """What came back to the action URL of a turn: keys, words, a recording, the queue's end."""
    turn = whole(number or "")
    if turn is None or not 0 < turn < TURNS_MAX:
        raise BadRequest("n is missing or not a turn's number.")
    if "QueueResult" in form:
        result = {"bridged": "bridged", "leave": "left"}.get(form["QueueResult"], "failed")
        return _heard(form, turn, What.LEFT_QUEUE, text=result)
    keys, words = form.get("Digits", ""), form.get("SpeechResult", "")
    recording = form.get("RecordingUrl")
    if keys in COMMANDS and not (recording and keys == RECORDING_DONE_KEY):
        return _heard(form, turn, What.COMMAND, command=COMMANDS[keys])
    if recording:
        return _heard(form, turn, What.RECORDED, text=recording)
    if "*" in keys:  # it clears an entry: what follows it counts
        keys = keys.rsplit("*", 1)[1]
        if not keys:
            return _heard(form, turn, What.COMMAND, command="repeat")
    if not keys and form.get("FinishedOnKey") == "#":
        return _heard(form, turn, What.COMMAND, command="repeat")
    if keys or words:
        return _heard(form, turn, What.ENTERED, text=keys or words)
    return _heard(form, turn, What.SILENCE)


def hung_up(form: Mapping[str, str]) -> Heard:
    return _heard(form, 0, What.HUNG_UP, message_id=f"{form.get('CallSid')}:status")


def _heard(
    form: Mapping[str, str],
    seq: int,
    what: What,
    *,
    text: str = "",
    command: str = "",
    message_id: str = "",
) -> Heard:
    return Heard(
        channel=Channel.VOICE,
        session_id=required_id(form, "CallSid"),
        caller=caller(form, "From"),
        message_id=message_id or f"{form['CallSid']}:{seq}",
        what=what,
        text=text,
        command=command,
        seq=seq,
    )
