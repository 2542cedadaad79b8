"""Parses Twilio's voice parameters into `Heard`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.members import profiles
from core.redemption import lifecycle
from flows.protocol import Channel, Heard, HeardKind, traits_of
from web.errors import BadRequest
from web.parameters import (
    is_given,
    phone_number,
    required_id,
    required_text,
    share,
    text,
    url,
    whole_number,
    word,
)

COMMANDS = traits_of(Channel.VOICE).command_keys
RECORDING_DONE_KEY = "#"
TURNS_MAX = 9_999
KEYS_MAX = SPEECH_CHARS_MAX = 10_000
FROM_CHARS_MAX = 255  # the length of a long SIP address
ENDED_STATUSES = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
REMOVED_FROM_QUEUE = frozenset(
    {"redirected", "redirected-from-bridged", "bridging-in-process", "hangup"}
)
NOT_RECORDED = frozenset({"failed", "absent"})
"""RecordingStatus: nothing was recorded, or too little to be heard."""
WITHHELD = frozenset({"+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"})
"""ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE in the digits of a keypad: Twilio sent
them until 2023, and some carriers still do. The last two look like numbers in China."""


def call_started(form: Mapping[str, str]) -> Heard:
    return _heard(form, 0, HeardKind.STARTED)


def turn_answered(form: Mapping[str, str], query: Mapping[str, str]) -> Heard:
    """The answer to the turn that the query names: keys, speech, a recording, silence, or the end
    of waiting in the queue. Raises BadRequest."""
    turn = _turn(query)
    if is_given(form, "QueueResult"):
        result = {"bridged": "bridged", "leave": "left"}.get(word(form, "QueueResult"), "failed")
        return _heard(form, turn, HeardKind.LEFT_QUEUE, text=result)
    keys, words = text(form, "Digits", KEYS_MAX), text(form, "SpeechResult", SPEECH_CHARS_MAX)
    is_recording = is_given(form, "RecordingUrl")
    if keys in COMMANDS and not (is_recording and keys == RECORDING_DONE_KEY):
        return _heard(form, turn, HeardKind.COMMAND, command=COMMANDS[keys], text=keys)
    if is_recording:
        recording = recording_url(form)
        kind = HeardKind.RECORDED if recording else HeardKind.SILENCE
        return _heard(form, turn, kind, text=recording)
    cleared = "*" in keys
    if cleared:  # only what follows the last star counts
        keys = keys.rsplit("*", 1)[1]
        if not keys:
            return _heard(form, turn, HeardKind.COMMAND, command="repeat")
    if not keys and text(form, "FinishedOnKey", KEYS_MAX) == "#":
        return _heard(form, turn, HeardKind.COMMAND, command="repeat")
    if words and not keys:
        spoken = _heard(form, turn, HeardKind.ENTERED, text=words)
        return replace(spoken, confidence=share(form, "Confidence"))
    if keys:
        return _heard(form, turn, HeardKind.ENTERED, text=keys, cleared=cleared)
    return _heard(form, turn, HeardKind.SILENCE)


def recording_url(form: Mapping[str, str]) -> str:
    """The address of the recording; '' if there is none, or nothing was recorded: it has no length,
    or the carrier reports that it failed. Raises BadRequest."""
    address = url(form, "RecordingUrl")
    has_length = whole_number(form, "RecordingDuration") != 0
    has_failed = word(form, "RecordingStatus") in NOT_RECORDED
    return address if has_length and not has_failed else ""


def has_ended(form: Mapping[str, str]) -> bool:
    """Whether the call was over when the carrier sent the request."""
    return word(form, "CallStatus") in ENDED_STATUSES


def is_removed_from_queue(form: Mapping[str, str]) -> bool:
    """Whether the call left the queue for an agent, or has ended: Twilio then ignores the
    answer."""
    return word(form, "QueueResult") in REMOVED_FROM_QUEUE


def from_agent(form: Mapping[str, str], query: Mapping[str, str], what: str) -> Heard:
    """The return of the member's leg from the agent. `what`: 'bridged' (continue), 'prove' (enter
    the PIN), or a kind of gift. Raises BadRequest."""
    return _heard(form, _turn(query), HeardKind.LEFT_QUEUE, text=what)


def sent_to_redeem(form: Mapping[str, str], query: Mapping[str, str]) -> Heard:
    """The return from the agent to redeem the gift that the query names by its kind and number.
    Raises BadRequest."""
    kind, number = word(query, "kind"), whole_number(query, "number")
    if kind not in lifecycle.KINDS or number is None:
        raise BadRequest("kind or number is missing or malformed.")
    return replace(from_agent(form, query, kind), argument=str(number))


def hung_up(form: Mapping[str, str]) -> Heard:
    return _heard(form, 0, HeardKind.HUNG_UP, message_id=f"{required_id(form, 'CallSid')}:status")


def shown_number(form: Mapping[str, str]) -> str | None:
    """The caller's number in E.164; None if it is withheld or not a telephone number (a SIP
    address). Raises BadRequest.

    For a withheld number Twilio sends "anonymous", or whatever the carrier puts there. In a call
    that the hotline makes, it is the number that was called.
    """
    is_ours = word(form, "Direction").startswith("outbound")
    given = required_text(form, "To" if is_ours else "From", FROM_CHARS_MAX)
    return None if given in WITHHELD else phone_number(given)


def _turn(query: Mapping[str, str]) -> int:
    turn = whole_number(query, "n", TURNS_MAX)
    if not turn:
        raise BadRequest("n is missing or not a turn's number.")
    return turn


def _heard(
    form: Mapping[str, str],
    seq: int,
    kind: HeardKind,
    *,
    text: str = "",
    command: str = "",
    cleared: bool = False,
    message_id: str = "",
) -> Heard:
    call_id = required_id(form, "CallSid")
    return Heard(
        channel=Channel.VOICE,
        session_id=call_id,
        caller=shown_number(form) or profiles.withheld(call_id),
        message_id=message_id or f"{call_id}:{seq}",
        kind=kind,
        text=text,
        command=command,
        cleared=cleared,
        seq=seq,
    )
