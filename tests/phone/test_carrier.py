"""What is posted to the hotline: signatures, the carriers' parameters, repeated deliveries."""

from __future__ import annotations

from typing import Any

import pytest

from phone.carrier import Carrier
from phone.simulated_phones import HANG_UP, UssdPhone
from phone.webhook_client import NothingDelivered, over_http

MEMBER, HOTLINE = "+8613800000001", "+8610105"


def test_a_call_carries_twilios_parameters(hotline: Any, carrier: Any) -> None:
    hotline.documents["/ivr/call"] = "<Response><Gather/></Response>"
    call = carrier.dial(MEMBER)
    path, form = hotline.asked[0]
    expected = {
        "From": MEMBER, "To": HOTLINE, "CallStatus": "ringing", "Direction": "inbound",
        "ApiVersion": "2010-04-01", "CallSid": call.sid,
    }  # fmt: skip
    assert path == "/ivr/call" and expected.items() <= form.items()
    call.press("12#")
    assert hotline.asked[1][1]["CallStatus"] == "in-progress"


def test_a_wrong_token_is_refused_by_the_signature(hotline: Any) -> None:
    forger = Carrier(
        "http://localhost", "https://hotline.example", "wrong", "t", HOTLINE, post=hotline.post
    )
    assert "403" in forger.dial(MEMBER).events[0].text
    assert forger.text(MEMBER, "JF") == []
    assert "403" in forger.ussd(MEMBER).failure


REPLIES = [
    ("<Message>one</Message>", ["one"]),
    ("<Message><Body>one\ntwo</Body></Message><Message>three</Message>", ["one\ntwo", "three"]),
    ("", []),
    ("<Redirect>/sms/other</Redirect>", ["from the other"]),
]


@pytest.mark.parametrize(("body", "replies"), REPLIES)
def test_a_text_returns_its_replies(
    hotline: Any, carrier: Any, body: str, replies: list[str]
) -> None:
    hotline.documents["/sms/message"] = f"<Response>{body}</Response>"
    hotline.documents["/sms/other"] = "<Response><Message>from the other</Message></Response>"
    assert carrier.text(MEMBER, " 积分 ") == replies
    form = hotline.asked[0][1]
    assert (form["Body"], form["NumMedia"], form["From"]) == (" 积分 ", "0", MEMBER)
    assert form["MessageSid"].startswith("SM")


def test_opt_out_and_opt_in_keywords_are_answered_by_carrier(hotline: Any, carrier: Any) -> None:
    """The carrier's answer comes first, and then the hotline's, if there is one."""
    assert "Send START" in carrier.text(MEMBER, "stop")[0]
    assert MEMBER in carrier.opted_out
    assert "Send STOP" in carrier.text(MEMBER, "START")[0]
    assert MEMBER not in carrier.opted_out
    assert [form["OptOutType"] for _, form in hotline.asked] == ["STOP", "START"]


def test_text_with_failing_webhook_gets_no_reply(hotline: Any, carrier: Any) -> None:
    hotline.status = 500
    text = carrier.message(MEMBER, "JF")
    assert (text.replies, "500" in text.failure) == ([], True)


def test_ussd_text_is_cumulative(hotline: Any, carrier: Any) -> None:
    hotline.documents["/ussd/session"] = lambda form: "CON " + form["text"]
    session = carrier.ussd(MEMBER)
    session.send("1")
    session.send("00")
    sent = [form["text"] for _, form in hotline.asked]
    assert sent == ["", "1", "1*00"]
    assert len({form["sessionId"] for _, form in hotline.asked}) == 1
    assert hotline.asked[0][1]["serviceCode"] == "*105#"
    assert (session.open, session.screen) == (True, "1*00")


def test_ussd_deep_link_arrives_as_text(hotline: Any, carrier: Any) -> None:
    hotline.documents["/ussd/session"] = "END bye"
    session = carrier.ussd(MEMBER, "*105*1*2#")
    assert hotline.asked[0][1]["text"] == "1*2"
    assert hotline.asked[0][1]["serviceCode"] == "*105#"
    session.send("3")
    assert len(hotline.asked) == 1 and not session.open


def test_a_ussd_phone_that_hangs_up_before_it_dials_is_closed(hotline: Any, carrier: Any) -> None:
    """`hotline phone ussd` went on for ever where its input ended at once."""
    phone = UssdPhone(carrier, MEMBER)
    assert phone.open
    assert phone.enter(HANG_UP) == [] and not phone.open
    assert not hotline.asked


@pytest.mark.parametrize("answer", ["Hello", "CONTINUE", ""])
def test_ussd_answer_without_con_or_end_closes_session(
    hotline: Any, carrier: Any, answer: str
) -> None:
    hotline.documents["/ussd/session"] = answer
    session = carrier.ussd(MEMBER)
    assert not session.open and "problem" in session.screen


def test_redelivered_webhook_request_is_identical(hotline: Any, carrier: Any) -> None:
    hotline.documents["/ivr/call"] = '<Response><Gather numDigits="1"/></Response>'
    call = carrier.dial(MEMBER)
    call.press("1")
    assert call.redeliver().same
    assert hotline.asked[-1] == hotline.asked[-2]
    call.hang_up()
    assert carrier.redeliver_last().same, "the status of a call is no turn"
    assert hotline.asked[-1][0] == "/ivr/call"


def test_redelivery_detects_changed_answer(hotline: Any, carrier: Any) -> None:
    answers = iter(["CON one", "CON two", "CON three", "CON three"])
    hotline.documents["/ussd/session"] = lambda form: next(answers)
    session = carrier.ussd(MEMBER, twice=True)
    assert session.webhooks.redelivery is not None and not session.webhooks.redelivery.same
    session.send("1")
    assert session.webhooks.redelivery.same and session.screen == "three"


def test_redelivery_before_first_delivery_is_an_error(carrier: Any) -> None:
    with pytest.raises(NothingDelivered):
        carrier.redeliver_last()


def test_an_unreachable_hotline_is_an_error_and_no_crash() -> None:
    nowhere = Carrier(
        "http://127.0.0.1:9", "https://x.example", "t", "t", HOTLINE, post=over_http()
    )
    assert "no answer" in nowhere.dial(MEMBER).events[0].text
