"""Webhooks at rightly signed addresses that have outlived what they are about: a handover that is
gone or over, a call that has ended, a call that comes with another number."""

import io
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import text

AGENTS = ("answered", "keyed", "rang", "recorded")
MEMBERS = ("join", "wait", "prove", "redeem", "go-on", "alone", "called-back", "call-back-ended")
SILENT = ("rang", "recorded", "call-back-ended")
OTHER = "+8613800000002"
NEXT = {"zh": "下一位", "en": "next"}


@pytest.fixture(params=["sqlite", "postgresql"])
def hotline(log: io.StringIO, request: pytest.FixtureRequest, new_hotline: Any) -> Any:
    return new_hotline(request.param)


def address(leg: str, handover_id: str, member_id: int = 1) -> str:
    whose = "agent" if leg in AGENTS else "member"
    query = {"m": member_id, "h": handover_id, "t": 1, "n": 3, "lang": "en"}
    return f"/ivr/{whose}/{leg}?{urlencode(query | {'kind': 'gift', 'number': 1})}"


def deliver(hotline: Any, path: str, sid: str = "CAx", **form: str) -> Any:
    line = hotline.voice_caller()
    return hotline.deliver(
        type(line.ringing_webhook())(path, {"CallSid": sid, "From": line.number} | form)
    )


def queued(hotline: Any) -> Any:
    """A call in the queue, as handover "h1"."""
    line = hotline.voice_caller()
    line.call()
    assert "<Enqueue" in line.press("0").body
    hotline.database.run(lambda conn: conn.execute(text("UPDATE handover SET handover_id = 'h1'")))
    return line


def set_status(hotline: Any, status: str) -> None:
    hotline.database.run(
        lambda conn: conn.execute(text("UPDATE handover SET status = :status"), {"status": status})
    )


@pytest.mark.parametrize("leg", AGENTS + MEMBERS)
def test_a_leg_without_handover_is_answered_politely(
    hotline: Any, log: io.StringIO, leg: str
) -> None:
    before = hotline.fingerprint()
    answer = deliver(hotline, address(leg, "gone"), Digits="1", RecordingUrl="https://x/RE1")
    assert answer.status == 200 and "Traceback" not in log.getvalue()
    if leg in SILENT:
        assert answer.body.endswith("<Response></Response>")
    elif leg in ("answered", "keyed"):
        assert "<Say" in answer.body and "<Hangup/>" in answer.body
    else:
        assert "<Say" in answer.body
    if leg in AGENTS:
        assert hotline.fingerprint() == before


@pytest.mark.parametrize("status", ["open", "offered", "talking", "wrap_up", "closed"])
@pytest.mark.parametrize("leg", AGENTS + MEMBERS)
def test_a_leg_is_answered_in_every_status_of_its_handover(
    hotline: Any, log: io.StringIO, leg: str, status: str
) -> None:
    line = queued(hotline)
    set_status(hotline, status)
    for sid in (line.sid, "CAother"):
        answer = deliver(hotline, address(leg, "h1"), sid, Digits="1", RecordingUrl="https://x/RE1")
        assert answer.status == 200 and "Traceback" not in log.getvalue()
    if status in ("wrap_up", "closed") and leg not in SILENT:
        assert "<Enqueue" not in answer.body and "<Conference" not in answer.body


def test_a_leg_of_a_member_with_a_long_id_is_found(hotline: Any) -> None:
    """A member's id may have more digits than any other number in an address."""
    assert deliver(hotline, address("answered", "gone", 123_456_789_012_345)).status == 200


@pytest.mark.parametrize(
    "change",
    [{"m": ""}, {"m": "x"}, {"m": "9" * 19}, {"h": ""}, {"h": "a b"}, {"n": "0"}, {"n": "x"},
     {"kind": "car"}, {"number": "-1"}, {"number": "x"}],
)  # fmt: skip
def test_a_malformed_address_is_refused(hotline: Any, change: dict[str, str]) -> None:
    query = {"m": "1", "h": "gone", "n": "3", "kind": "gift", "number": "1"} | change
    leg = "join" if {"m", "h"} & set(change) else "redeem"
    answer = deliver(hotline, f"/ivr/member/{leg}?{urlencode(query)}")
    assert answer.status == 400 and "<" not in answer.body


def test_who_waits_after_the_end_is_not_told_that_they_are_next(
    hotline: Any, log: io.StringIO
) -> None:
    line = queued(hotline)
    assert "<Gather" in deliver(hotline, "/ivr/wait?lang=zh", line.sid).body
    line.hang_up()
    late = deliver(hotline, "/ivr/wait?lang=zh", line.sid)
    assert (late.status, "<Leave/>" in late.body, "<Say" in late.body) == (200, True, False)
    for status in ("wrap_up", "closed", "talking"):
        set_status(hotline, status)
        assert "<Leave/>" in deliver(hotline, "/ivr/wait?lang=zh", line.sid).body
    assert hotline.count("SELECT COUNT(*) FROM handover") == 1
    assert "Traceback" not in log.getvalue()


@pytest.mark.parametrize("numbers", [("anonymous", OTHER), (OTHER, "anonymous"), (OTHER, "+1")])
def test_one_call_may_come_with_another_number(
    hotline: Any, log: io.StringIO, numbers: tuple[str, str]
) -> None:
    """The number of a call changes where a carrier withholds or corrects it under way."""
    line = hotline.voice_caller()
    webhooks = [line.ringing_webhook(), line.press_webhook("0"), line.press_webhook("1")]
    for number in (*numbers, *numbers):
        for path, form in webhooks:
            assert hotline.deliver(type(webhooks[0])(path, form | {"From": number})).status == 200
        for path in ("/ivr/wait?lang=zh", "/ivr/wait/key?lang=zh", "/ivr/status"):
            form = {"From": number, "Digits": "1", "CallStatus": "in-progress"}
            assert deliver(hotline, path, line.sid, **form).status in (200, 204)
        ended = deliver(hotline, "/ivr/status", line.sid, From=number, CallStatus="completed")
        assert ended.status == 200
        assert deliver(hotline, "/ivr/wait?lang=zh", line.sid, From=number).status == 200
    assert "Traceback" not in log.getvalue()
    hotline.check_ledger()


def test_who_waits_after_asking_to_be_called_back_leaves_the_queue(
    hotline: Any, log: io.StringIO
) -> None:
    """Heard waiting first, without a turn; then called back: there is no place in the queue left,
    and the same call makes no second one."""
    sid = "CAlate"
    assert "<Say" in deliver(hotline, "/ivr/wait?lang=zh", sid).body
    hotline.database.run(lambda conn: conn.execute(text("UPDATE handover SET way = 'callback'")))
    late = deliver(hotline, "/ivr/wait?lang=zh", sid)
    assert late.status == 200 and "<Leave/>" in late.body
    assert "Traceback" not in log.getvalue()


@pytest.mark.parametrize("numbers", [("+12025550100", "+12025550101"), ("anonymous", "+1")])
def test_a_stranger_who_waits_under_a_second_number_leaves_the_queue(
    hotline: Any, log: io.StringIO, numbers: tuple[str, str]
) -> None:
    """Callers who are no members share one account, and with it the keys of their requests."""
    first, second = numbers
    assert "<Say" in deliver(hotline, "/ivr/wait?lang=zh", "CAx", From=first).body
    hotline.database.run(lambda conn: conn.execute(text("UPDATE handover SET way = 'callback'")))
    late = deliver(hotline, "/ivr/wait?lang=zh", "CAx", From=second)
    assert late.status == 200 and "<Leave/>" in late.body
    assert "Traceback" not in log.getvalue()
