"""Without the database or Redis, members get an apology and operators are told; and no log holds a
secret."""

import io
import json
import re
from typing import Any

import pytest
from bad_requests import (
    CALL,
    NO_REDIS,
    NOWHERE,
    PIN,
    SESSION,
    TEXT,
    USSD,
    WEBHOOKS,
    ZH,
    deliver,
    is_valid_reply,
)
from prometheus_client import generate_latest


@pytest.fixture
def hotline(log: io.StringIO, new_hotline: Any) -> Any:
    return new_hotline("sqlite")


@pytest.fixture(params=[{"database_url": NOWHERE}, {"redis_url": NO_REDIS}], ids=str)
def broken_hotline(request: pytest.FixtureRequest, log: io.StringIO, new_hotline: Any) -> Any:
    return new_hotline("sqlite", **request.param)


def test_outage_is_answered_with_apology_and_call_is_queued_for_agent(
    log: io.StringIO, broken_hotline: Any
) -> None:
    hotline = broken_hotline
    call = deliver(hotline, "/ivr/call", CALL)
    assert "抱歉" in call.body
    assert "<Enqueue " in call.body
    assert "抱歉" in deliver(hotline, "/sms/message", TEXT).body
    session = deliver(hotline, USSD, SESSION)
    assert session.body.startswith("END ")
    assert "抱歉" in session.body
    assert is_valid_reply("/ivr/status", deliver(hotline, "/ivr/status", WEBHOOKS["/ivr/status"]))
    written = log.getvalue()
    assert CALL["CallSid"] in written
    assert "Traceback" not in call.body + session.body
    assert ZH.removeprefix("+86") not in written


def test_apology_without_redis_is_in_language_of_member(new_hotline: Any) -> None:
    hotline = new_hotline("sqlite", redis_url=NO_REDIS)
    english = {"From": "+8613800000002"}
    assert "an agent" in deliver(hotline, "/ivr/call", CALL | english).body
    assert "Sorry" in deliver(hotline, "/sms/message", TEXT | english).body
    session = SESSION | {"phoneNumber": "+8613800000002"}
    assert "Sorry" in deliver(hotline, USSD, session).body
    assert "抱歉" in deliver(hotline, "/ivr/call", CALL | {"From": "anonymous"}).body


def test_database_failure_during_call_offers_agent_and_logs_no_pin(
    log: io.StringIO, hotline: Any
) -> None:
    caller = hotline.voice_caller()
    caller.call()
    caller.press("2", "3")
    working, taking = hotline.database, hotline.conversation
    taking._database = type(working)(NOWHERE, pause=lambda _attempt: None)
    answer = caller.press(PIN)
    assert (answer.status, "请按0" in answer.body, "<Gather " in answer.body) == (200, True, True)
    assert "<Enqueue " in caller.press("0").body
    taking._database = working
    written = log.getvalue()
    assert caller.sid in written
    assert PIN not in written
    assert hotline.voice_caller().call().status == 200


def test_call_continues_once_database_is_back(hotline: Any) -> None:
    caller = hotline.voice_caller()
    caller.call()
    caller.press("2", "3")
    working = hotline.database
    hotline.conversation._database = type(working)(NOWHERE, pause=lambda _attempt: None)
    caller.press(PIN)
    hotline.conversation._database = working
    assert "密码" in caller.press("1").body
    assert "礼品编号" in caller.press(PIN).body


def test_log_is_json_lines_without_secrets(log: io.StringIO, hotline: Any) -> None:
    """Provokes every log record, with a database that fails at every turn."""
    caller, sender, user = hotline.voice_caller(), hotline.sms_sender(), hotline.ussd_user()
    caller.call()
    code = re.search(r"\d{6}(?!\d)", sender.text("DH 1").body)
    assert code
    hotline.conversation._database = type(hotline.database)(NOWHERE, pause=lambda _attempt: None)
    caller.press("2", PIN, "20260601123")
    sender.text(code.group(), "TS 我的号码是13912345678")
    user.enter("4", "3", PIN)
    deliver(hotline, "/sms/status", {"MessageSid": "SM1", "MessageStatus": ZH, "ErrorCode": PIN})
    err = log.getvalue()
    lines = [json.loads(entry) for entry in err.splitlines()]
    assert {"turn failed", "message status"} <= {entry["event"] for entry in lines}
    for secret in (PIN, code.group(), "13800000001", "13912345678", "20260601123"):
        assert secret not in err


def test_readyz_reports_outage_while_healthz_stays_ok(new_hotline: Any) -> None:
    for broken, status, words in (
        ({}, 200, "ready"),
        ({"database_url": NOWHERE}, 503, "not ready: database"),
        ({"redis_url": NO_REDIS}, 503, "not ready: redis"),
    ):
        client = new_hotline("sqlite", **broken).app.test_client()
        ready, alive = client.get("/readyz"), client.get("/healthz")
        assert (ready.status_code, ready.get_data(as_text=True)) == (status, f"{words}\n")
        assert (alive.status_code, alive.get_data(as_text=True)) == (200, "ok\n")


def test_metrics_do_not_contain_member_numbers(hotline: Any) -> None:
    hotline.voice_caller().call()
    body = generate_latest().decode()
    assert "# HELP" in body
    assert ZH.removeprefix("+86") not in body
