"""Twilio's voice parameters, parsed."""

from typing import Any

import pytest

from flows.protocol import Channel, Heard, HeardKind
from ivr.request_parsing import call_started, hung_up, shown_number, turn_answered
from web.errors import BadRequest

CALL = {"CallSid": "CA1", "From": "+8613800000001"}
URL = "https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/RE1"


def heard(**parts: Any) -> Heard:
    return Heard(
        **{
            "channel": Channel.VOICE,
            "session_id": "CA1",
            "caller": "+8613800000001",
            "message_id": "CA1:5",
            "seq": 5,
            **parts,
        }
    )


def command(name: str, key: str = "") -> Heard:
    return heard(kind=HeardKind.COMMAND, command=name, text=key)


def entered(text: str, *, cleared: bool = False, confidence: float | None = None) -> Heard:
    return heard(kind=HeardKind.ENTERED, text=text, cleared=cleared, confidence=confidence)


@pytest.mark.parametrize(
    ("did", "expected"),
    [
        ({"Digits": "1"}, entered("1")),
        ({"Digits": "0"}, command("agent", "0")),
        ({"Digits": "*"}, command("back", "*")),
        ({"Digits": "#"}, command("repeat", "#")),
        ({"Digits": "9"}, command("main", "9")),
        ({"Digits": "00"}, entered("00")),
        ({"Digits": "135790"}, entered("135790")),
        # A star in the middle of an entry clears what was keyed so far.
        ({"Digits": "12*135790"}, entered("135790", cleared=True)),
        ({"Digits": "1*2*3"}, entered("3", cleared=True)),
        # Six keys were waited for, and the cleared ones among them: the entry is cut short.
        ({"Digits": "12*135"}, entered("135", cleared=True)),
        ({"Digits": "12*9"}, entered("9", cleared=True)),
        ({"Digits": "12*"}, command("repeat")),
        ({"Digits": "**"}, command("repeat")),
        # The hash alone, where it ends an entry: nothing was entered, so say it again.
        ({"Digits": "", "FinishedOnKey": "#"}, command("repeat")),
        ({"Digits": "123", "FinishedOnKey": "#"}, entered("123")),
        ({"Digits": "", "FinishedOnKey": ""}, heard(kind=HeardKind.SILENCE)),
        ({}, heard(kind=HeardKind.SILENCE)),
        ({"SpeechResult": "是的。", "Confidence": "0.9"}, entered("是的。", confidence=0.9)),
        ({"SpeechResult": "嗯", "Confidence": "0.11"}, entered("嗯", confidence=0.11)),
        ({"SpeechResult": "好", "Confidence": "1"}, entered("好", confidence=1.0)),
        # Without a number between 0 and 1 nothing is known of how sure the recogniser is.
        ({"SpeechResult": "好"}, entered("好", confidence=0.0)),
        ({"SpeechResult": "好", "Confidence": "nan"}, entered("好", confidence=0.0)),
        ({"SpeechResult": "好", "Confidence": "2"}, entered("好", confidence=0.0)),
        ({"SpeechResult": ""}, heard(kind=HeardKind.SILENCE)),
        ({"Digits": "1", "SpeechResult": "一"}, entered("1")),
        ({"RecordingUrl": URL}, heard(kind=HeardKind.RECORDED, text=URL)),
        ({"RecordingUrl": URL, "Digits": ""}, heard(kind=HeardKind.RECORDED, text=URL)),
        # Nothing was recorded.
        ({"RecordingUrl": URL, "RecordingDuration": "0"}, heard(kind=HeardKind.SILENCE)),
        (
            {"RecordingUrl": URL, "RecordingDuration": "0", "Digits": "#"},
            heard(kind=HeardKind.SILENCE),
        ),
        (
            {"RecordingUrl": URL, "RecordingDuration": "0", "Digits": "hangup"},
            heard(kind=HeardKind.SILENCE),
        ),
        ({"RecordingUrl": URL, "RecordingDuration": "0", "Digits": "0"}, command("agent", "0")),
        ({"RecordingUrl": "", "Digits": "#"}, heard(kind=HeardKind.SILENCE)),
        (
            {"RecordingUrl": URL, "RecordingDuration": "9", "RecordingStatus": "failed"},
            heard(kind=HeardKind.SILENCE),
        ),
        ({"RecordingUrl": URL, "RecordingStatus": "absent"}, heard(kind=HeardKind.SILENCE)),
        (
            {"RecordingUrl": URL, "RecordingDuration": "1", "RecordingStatus": "completed"},
            heard(kind=HeardKind.RECORDED, text=URL),
        ),
        # The keys that end a recording: done, agent, back, main menu; or the line went dead.
        ({"RecordingUrl": URL, "Digits": "#"}, heard(kind=HeardKind.RECORDED, text=URL)),
        ({"RecordingUrl": URL, "Digits": "hangup"}, heard(kind=HeardKind.RECORDED, text=URL)),
        ({"RecordingUrl": URL, "Digits": "0"}, command("agent", "0")),
        ({"RecordingUrl": URL, "Digits": "*"}, command("back", "*")),
        ({"RecordingUrl": URL, "Digits": "9"}, command("main", "9")),
        ({"QueueResult": "bridged"}, heard(kind=HeardKind.LEFT_QUEUE, text="bridged")),
        ({"QueueResult": "leave"}, heard(kind=HeardKind.LEFT_QUEUE, text="left")),
        ({"QueueResult": "hangup"}, heard(kind=HeardKind.LEFT_QUEUE, text="failed")),
        ({"QueueResult": "error"}, heard(kind=HeardKind.LEFT_QUEUE, text="failed")),
        (
            {"QueueResult": "queue-full", "Digits": "1"},
            heard(kind=HeardKind.LEFT_QUEUE, text="failed"),
        ),
        ({"Digits": "1", "AddOns": "{}", "StirVerstat": "x"}, entered("1")),
    ],
    ids=repr,
)
def test_turn_request_is_parsed(did: dict[str, str], expected: Heard) -> None:
    assert turn_answered(CALL | did, {"n": "5"}) == expected


def test_call_start_is_parsed() -> None:
    assert call_started(CALL) == heard(kind=HeardKind.STARTED, message_id="CA1:0", seq=0)


def test_hangups_of_two_calls_have_distinct_message_ids() -> None:
    first, second = hung_up(CALL), hung_up(CALL | {"CallSid": "CA2"})
    assert first.kind is HeardKind.HUNG_UP
    assert first.message_id != second.message_id
    assert first.message_id not in (
        call_started(CALL).message_id,
        turn_answered(CALL, {"n": "1"}).message_id,
    )


@pytest.mark.parametrize(
    "number",
    [None, "", "0", "-1", "abc", "1.5", " 1", "٣", "10000", "99999999", "9" * 5_000, "1 OR 1=1"],
)
def test_turn_with_invalid_number_is_rejected(number: str | None) -> None:
    with pytest.raises(BadRequest, match="n is missing"):
        turn_answered(CALL, {} if number is None else {"n": number})


@pytest.mark.parametrize("sid", ["", " ", "CA 1", "CA1\n", "C" * 101, "<x>", "CA1;DROP"])
def test_call_with_invalid_call_sid_is_rejected(sid: str) -> None:
    with pytest.raises(BadRequest, match="CallSid"):
        call_started(CALL | {"CallSid": sid})


@pytest.mark.parametrize("form", [{}, {"From": "1" * 256}, {"From": "anonymous" * 100_000}])
def test_call_with_malformed_from_is_rejected(form: dict[str, str]) -> None:
    with pytest.raises(BadRequest, match="From"):
        call_started({"CallSid": "CA1", **form})


WITHHELD = [
    "anonymous", "Anonymous", "ANONYMOUS", "Restricted", "unavailable", "unknown", "", "+", "464",
    # The same words, spelled on a keypad; some pass for numbers, in China even.
    "+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253",
    # Addresses, which anyone can choose: the digits in them are no member's number.
    "sip:anonymous@anonymous.invalid", "sip:+8613800000001@pbx.example", "client:13800000001",
]  # fmt: skip


@pytest.mark.parametrize("given", WITHHELD)
def test_withheld_caller_is_identified_by_call(given: str) -> None:
    """Two callers without a number are not one caller."""
    first, second = (call_started({"CallSid": sid, "From": given}) for sid in ("CA1", "CA2"))
    assert shown_number({"From": given}) is None
    assert first.caller == "withheld:CA1"
    assert second.caller == "withheld:CA2"
    assert turn_answered({"CallSid": "CA1", "From": given}, {"n": "1"}).caller == first.caller
    assert hung_up({"CallSid": "CA1", "From": given}).caller == first.caller
