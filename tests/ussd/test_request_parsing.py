"""Africa's Talking's parameters, parsed: the text is cumulative, and only what is new counts."""

from dataclasses import replace

import pytest

from flows.protocol import Channel, Heard, HeardKind, Session
from ussd.request_parsing import parse_in_session, request_heard
from web.errors import BadRequest

SESSION = {"sessionId": "ATUid_1", "phoneNumber": "+8613800000001", "serviceCode": "*105#"}


def asked(text: str) -> Heard:
    return request_heard(SESSION | {"text": text})


def test_message_id_contains_length_of_input_and_not_its_text() -> None:
    heard = asked("4*3*135790")
    assert heard.message_id == "ATUid_1:10"
    assert (heard.channel, heard.session_id, heard.caller, heard.seq) == (
        Channel.USSD, "ATUid_1", "+8613800000001", None,
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "1", "1*2"])
def test_first_request_starts_session_and_may_be_deep_link(text: str) -> None:
    assert parse_in_session(asked(text), None) == replace(asked(text), kind=HeardKind.STARTED)


@pytest.mark.parametrize(
    ("heard_before", "text", "kind", "new", "command"),
    [
        ("", "1", HeardKind.ENTERED, "1", ""),
        ("1", "1*2", HeardKind.ENTERED, "2", ""),
        ("1*2", "1*2*135790", HeardKind.ENTERED, "135790", ""),
        ("1", "1*0", HeardKind.COMMAND, "", "back"),
        ("1*2", "1*2*00", HeardKind.COMMAND, "", "main"),
        ("1", "1*98", HeardKind.ENTERED, "98", ""),
        ("1", "1* 2 ", HeardKind.ENTERED, "2", ""),
        # Sent without an entry: silence, as on the phone.
        ("1", "1*", HeardKind.SILENCE, "", ""),
        ("1*", "1**2", HeardKind.ENTERED, "2", ""),
        # The first requests were lost: what is new is more than one entry.
        ("1", "1*2*3", HeardKind.ENTERED, "2*3", ""),
        # A complaint with a star in it.
        ("7*1", "7*1*5*5 is 25", HeardKind.ENTERED, "5*5 is 25", ""),
        # Late or again, after the reply was lost: where we stand.
        ("1*2", "1*2", HeardKind.COMMAND, "", "repeat"),
        ("1*2", "1", HeardKind.COMMAND, "", "repeat"),
        ("1*2", "", HeardKind.COMMAND, "", "repeat"),
    ],
)
def test_only_new_input_of_session_is_parsed(
    heard_before: str, text: str, kind: HeardKind, new: str, command: str
) -> None:
    session = Session(Channel.USSD, "ATUid_1", "+8613800000001", "zh", cursor=len(heard_before))
    expected = replace(asked(text), kind=kind, text=new, command=command)
    assert parse_in_session(asked(text), session) == expected


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"text": "1" * 4_001}, "text is longer"),
        ({"sessionId": ""}, "sessionId"),
        ({"sessionId": "x" * 101}, "sessionId"),
        ({"phoneNumber": ""}, "phoneNumber"),
        ({"phoneNumber": "anonymous"}, "phoneNumber"),
    ],
    ids=str,
)
def test_malformed_request_is_rejected(form: dict[str, str], why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        request_heard(SESSION | form)


def test_request_without_text_is_first_request() -> None:
    assert request_heard(SESSION) == asked("")


@pytest.mark.parametrize("number", ["+861391111001", "+14155552671", "+8613899999999"])
def test_caller_from_a_range_that_is_not_listed_or_abroad_is_heard(number: str) -> None:
    assert request_heard(SESSION | {"phoneNumber": number}).caller == number
