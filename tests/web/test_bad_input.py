"""Parameters that make no sense get a clear refusal in plain text or a polite answer, never a 500
or a traceback, and change nothing."""

import io
from typing import Any

import pytest
from bad_requests import (
    CALL,
    PIN,
    SESSION,
    USSD,
    WEBHOOKS,
    ZH,
    deliver,
    is_plain_error,
    is_valid_reply,
    webhooks,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from turn_records import RECORDED


@pytest.fixture
def hotline(log: io.StringIO, new_hotline: Any) -> Any:
    return new_hotline("sqlite")


ABSURD = {
    "/ivr/call": [
        {"From": None}, {"From": "1" * 5_000}, {"From": "anonymous" * 5_000},
        {"CallSid": None}, {"CallSid": ""}, {"CallSid": "C" * 10_000}, {"CallSid": "CA 1"},
        {"CallSid": "CA\x00"}, {"CallSid": "{}:lock"},
    ],
    "/ivr/turn?n=1": [{"CallSid": None}, {"From": "x" * 5_000}],
    "/ivr/turn": [{}],
    "/ivr/turn?n=": [{}],
    "/ivr/turn?n=-1": [{}],
    "/ivr/turn?n=0": [{}],
    "/ivr/turn?n=abc": [{}],
    "/ivr/turn?n=%FF": [{}],
    "/ivr/turn?n=99999999": [{}],
    f"/ivr/turn?n={'9' * 5000}": [{}],
    "/ivr/status": [{"CallSid": None}, {"From": None}],
    "/sms/message": [
        {"Body": None}, {"Body": "x" * 39_016}, {"From": "anonymous"},
        {"From": ""}, {"From": "BANK13800000001"}, {"MessageSid": None},
        {"MessageSid": "S" * 10_000}, {"MessageSid": "SM\n1"},
    ],
    "/sms/status": [{"MessageSid": None}, {"MessageSid": "S" * 10_000}],
    USSD: [
        {"text": "1" * 5_000}, {"phoneNumber": "anonymous"},
        {"phoneNumber": None}, {"phoneNumber": ""}, {"phoneNumber": "sip:+8613800000001@x"},
        {"sessionId": None},
        {"sessionId": "A" * 10_000},
    ],
}  # fmt: skip

ABSURDITIES = [(path, change) for path, changes in ABSURD.items() for change in changes]


def given_form(path: str, change: dict[str, str | None]) -> dict[str, str]:
    form = WEBHOOKS.get(path, CALL) | change
    return {name: value for name, value in form.items() if value is not None}


@pytest.mark.parametrize(
    ("path", "change"), ABSURDITIES, ids=[repr(absurd)[:60] for absurd in ABSURDITIES]
)
def test_invalid_parameter_gets_client_error_and_changes_nothing(
    hotline: Any, path: str, change: dict[str, str | None]
) -> None:
    before = hotline.fingerprint()
    assert is_plain_error(deliver(hotline, path, given_form(path, change)), 400)
    assert hotline.fingerprint() == before


ODD = {
    "/ivr/call": [{"From": "+"}, {"From": "x"}, {"From": "<b>"}, {"From": "٣"}],
    "/ivr/turn?n=1": [
        {"From": "anonymous"},
        {"Digits": "1" * 5_000},
        {"Digits": "۱"},
        {"Digits": "*" * 5_000},
        {"Digits": "x"},
        {"Digits": "1\x00"},
        {"SpeechResult": "好" * 5_000},
        {"RecordingUrl": "javascript:alert(1)"},
        {"QueueResult": "x" * 5_000},
        {"FinishedOnKey": "##"},
    ],
    "/ivr/turn?n=9999": [{"Digits": "1"}, {"QueueResult": "bridged"}],
    "/ivr/wait": [
        {"QueuePosition": value} for value in ("x", "", "-1", "0", "1.5", "9" * 5_000, "²")
    ],
    "/ivr/wait?lang=<script>": [{}],
    "/ivr/wait/key": [{"Digits": value} for value in ("", "2", "11", "x" * 5_000)],
    "/ivr/wait/key?lang=%FF": [{"Digits": "2"}],
    "/ivr/status": [{"CallStatus": value} for value in ("", "exploded", "completed")],
    "/sms/message": [
        {"Body": value}
        for value in (
            "",
            " ",
            "😀" * 800,
            "�",
            "<b>&amp;",
            "DH " + "9" * 1_500,
            "HF" + "9" * 40,
            "DH 0",
            "DD " + "9" * 1_000,
            "BD " + "1" * 1_000,
            "CX " + "9" * 1_000,
            "\u202e\u0000"[:1],
            "'; DROP TABLE member; --",
            "JF\x1b[2J",
            "TS \x00",
            "\x00",
            "A" * 1_600,
        )
    ],
    "/sms/status": [{"MessageStatus": "exploded"}, {"MessageStatus": ""}, {"ErrorCode": "x"}],
    USSD: [
        {"text": value}
        for value in ("9*9*9", "*", "**", "#", "0", "x" * 3_999, "😀", "1" * 3_999, "1\x00")
    ],
}

ODDITIES = [(path, change) for path, changes in ODD.items() for change in changes]


@pytest.mark.parametrize(("path", "change"), ODDITIES, ids=[repr(odd)[:60] for odd in ODDITIES])
def test_unusual_parameter_value_gets_valid_reply_and_changes_nothing(
    hotline: Any, log: io.StringIO, path: str, change: dict[str, str | None]
) -> None:
    """A message without a session is recorded with its reply, although it changes nothing else; and
    so is the end of a call."""
    begins = {"/ivr/": ("/ivr/call", CALL), "/ussd": (USSD, SESSION)}.get(path[:5])
    if begins:
        deliver(hotline, *begins)
    if path.startswith("/ivr/wait"):  # a waiting caller who is not in the queue joins it
        deliver(hotline, "/ivr/wait", WEBHOOKS["/ivr/wait"])
    recorded = RECORDED | {"idempotency"} if path == "/ivr/status" else RECORDED
    before = hotline.fingerprint(without=recorded)
    assert is_valid_reply(path, deliver(hotline, path, given_form(path, change)))
    assert hotline.fingerprint(without=recorded) == before
    assert "failed" not in log.getvalue()


@webhooks
def test_unknown_parameters_are_ignored(hotline: Any, path: str, form: dict[str, str]) -> None:
    more = {"FromZip": "", "AddOns": "{}", "积分": "是", "x" * 500: "y" * 5_000}
    assert is_valid_reply(path, deliver(hotline, path, form | more))


NAMES = [
    *sorted({name for form in WEBHOOKS.values() for name in form}),
    "SpeechResult", "Confidence", "RecordingUrl", "FinishedOnKey", "QueueResult", "OptOutType",
    "ErrorCode",
]  # fmt: skip

VALUES = st.one_of(
    st.sampled_from(
        ["0", "1", "2", "3", "9", "*", "#", "00", "98", PIN, ZH, "JF", "DH 1", "TS 坏了", "EN",
         "RG", "1*2*3", "completed", "leave", "STOP", "anonymous", "+1", "\x00", "😀", "", "٣"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)  # fmt: skip


@settings(
    max_examples=200,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    path=st.sampled_from([*WEBHOOKS, "/ivr/turn?n=2", "/ivr/turn?n=3", "/ivr/wait?lang=en"]),
    changes=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=4),
    absent=st.sets(st.sampled_from(NAMES), max_size=1),
)
def test_arbitrary_form_gets_client_error_or_valid_reply(
    hotline: Any, path: str, changes: dict[str, str], absent: set[str]
) -> None:
    form = {**WEBHOOKS.get(path, CALL), **changes}
    given = {name: value for name, value in form.items() if name not in absent}
    answer = deliver(hotline, path, given)
    if answer.status in (400, 403):
        assert is_plain_error(answer, 400)
    else:
        assert is_valid_reply(path, answer)
        assert "抱歉，系统" not in answer.body
        assert "我们这边出了点问题" not in answer.body
