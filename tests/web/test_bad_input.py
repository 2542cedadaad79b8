"""Bad requests get a clear refusal in plain text or a polite answer, never a 500 or a traceback;
and a request that no carrier sent changes nothing.
"""

import io
import json
import re
import sys
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client import generate_latest
from scenarios import RECORDED
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

PUBLIC_URL = "https://hotline.example"
AUTH_TOKEN, USSD_TOKEN = "an-auth-token", "a-ussd-token"
ZH, PIN = "+8613800000001", "135790"
NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:1/none"
NO_REDIS = "redis://127.0.0.1:1/0"

CALL = {"CallSid": "CA" + "f" * 32, "From": ZH, "To": "+8610105"}
TEXT = {"MessageSid": "SM" + "f" * 32, "From": ZH, "To": "+8610105", "Body": "JF"}
SESSION = {"sessionId": "ATUid_f", "phoneNumber": ZH, "serviceCode": "*105#", "text": ""}
USSD = f"/ussd/session?token={USSD_TOKEN}"
SIGNED = {
    "/ivr/call": CALL,
    "/ivr/turn?n=1": CALL | {"Digits": "1"},
    "/ivr/wait": CALL | {"QueuePosition": "2"},
    "/ivr/wait/key": CALL | {"Digits": "1"},
    "/ivr/status": CALL | {"CallStatus": "completed"},
    "/sms/message": TEXT,
    "/sms/status": {"MessageSid": "SM1", "MessageStatus": "delivered"},
}
WEBHOOKS = SIGNED | {USSD: SESSION}
webhooks = pytest.mark.parametrize(("path", "form"), WEBHOOKS.items(), ids=list(WEBHOOKS))
signed_webhooks = pytest.mark.parametrize(("path", "form"), SIGNED.items(), ids=list(SIGNED))


@pytest.fixture(autouse=True)
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """The application's log, which goes to what is stderr when the application is made."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    return written


@pytest.fixture
def hotline(log: io.StringIO, new_hotline: Any) -> Any:
    return new_hotline("sqlite")


def sign(path: str, form: dict[str, str], url: str = PUBLIC_URL, token: str = AUTH_TOKEN) -> str:
    return RequestValidator(token).compute_signature(url + path, form)


def send(hotline: Any, path: str, form: dict[str, str], **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return hotline.post(path, urlencode(form), named)


def deliver(hotline: Any, path: str, form: dict[str, str]) -> Any:
    return send(hotline, path, form, X_Twilio_Signature=sign(path, form))


def is_plain_error(answer: Any, *statuses: int) -> bool:
    assert answer.status in statuses, answer
    assert re.fullmatch(r"[A-Za-z][^<>]{5,100}\.\n", answer.body), answer.body
    return True


def is_valid_reply(path: str, answer: Any) -> bool:
    """A reply that the carrier can follow."""
    assert answer.status in (200, 204), answer
    if path.startswith("/ussd"):
        return answer.body.startswith(("CON ", "END "))
    return answer.status == 204 or ElementTree.fromstring(answer.body.encode()).tag == "Response"


# Who is asking


@signed_webhooks
def test_webhook_without_valid_signature_is_refused(
    hotline: Any, path: str, form: dict[str, str]
) -> None:
    before = hotline.fingerprint()
    other = form | {"From": "+8613800000002"}
    for signature in (
        "",
        "forged",
        "é" * 10,
        sign(path, form)[::-1],
        sign(path, other),
        sign(path + "0", form),
        sign(path, form, url="https://elsewhere.example"),
        sign(path, form, token="another-token"),
    ):
        sent = {"X-Twilio-Signature": signature.encode().decode("latin-1")} if signature else {}
        answer = hotline.post(path, urlencode(form), sent)
        assert is_plain_error(answer, 403)
        assert "X-Twilio-Signature" in answer.body
    assert hotline.fingerprint() == before
    assert hotline.redis.dbsize() == 0


@pytest.mark.parametrize(
    "query", ["", "?token=", "?token=wrong", "?token=%ff", "?Token=a-ussd-token"]
)
def test_ussd_session_without_valid_token_is_refused(hotline: Any, query: str) -> None:
    answer = send(hotline, "/ussd/session" + query, SESSION)
    assert is_plain_error(answer, 403)
    assert "token" in answer.body
    assert hotline.redis.dbsize() == 0


@pytest.mark.parametrize("arrives_at", ["http://127.0.0.1", "http://127.0.0.1:8000", "https://x"])
def test_signature_is_checked_against_public_url_behind_proxy(
    hotline: Any, arrives_at: str
) -> None:
    hotline.arrival_url = arrives_at
    for path, form in SIGNED.items():
        assert is_valid_reply(path, deliver(hotline, path, form))
        if arrives_at != PUBLIC_URL:
            inner = sign(path, form, url=arrives_at)
            assert is_plain_error(send(hotline, path, form, X_Twilio_Signature=inner), 403)


def test_forwarded_host_headers_are_not_trusted(hotline: Any) -> None:
    signature = sign("/ivr/call", CALL, url="https://elsewhere.example")
    answer = send(
        hotline,
        "/ivr/call",
        CALL,
        X_Twilio_Signature=signature,
        X_Forwarded_Host="elsewhere.example",
        X_Forwarded_Proto="https",
    )
    assert is_plain_error(answer, 403)


# What they say

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
        {"Body": None}, {"Body": "x" * 1_601}, {"From": "anonymous"},
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
    """A message without a session is recorded with its reply, although it changes nothing else."""
    begins = {"/ivr/": ("/ivr/call", CALL), "/ussd": (USSD, SESSION)}.get(path[:5])
    if begins:
        deliver(hotline, *begins)
    if path.startswith("/ivr/wait"):  # a waiting caller who is not in the queue joins it
        deliver(hotline, "/ivr/wait", WEBHOOKS["/ivr/wait"])
    before = hotline.fingerprint(without=RECORDED)
    assert is_valid_reply(path, deliver(hotline, path, given_form(path, change)))
    assert hotline.fingerprint(without=RECORDED) == before
    assert "failed" not in log.getvalue()


@webhooks
def test_unknown_parameters_are_ignored(hotline: Any, path: str, form: dict[str, str]) -> None:
    more = {"FromZip": "", "AddOns": "{}", "积分": "是", "x" * 500: "y" * 5_000}
    assert is_valid_reply(path, deliver(hotline, path, form | more))


def test_signature_of_repeated_parameter_is_accepted(hotline: Any) -> None:
    """The signature covers both values; the first counts."""
    twice = [*TEXT.items(), ("MediaUrl", "a"), ("MediaUrl", "b")]
    signature = RequestValidator(AUTH_TOKEN).compute_signature(
        f"{PUBLIC_URL}/sms/message", MultiDict(twice)
    )
    answer = hotline.post("/sms/message", urlencode(twice), {"X-Twilio-Signature": signature})
    assert is_valid_reply("/sms/message", answer)


BODIES = {
    "nothing": (b"", "application/x-www-form-urlencoded"),
    "malformed UTF-8": (b"Body=%ff%fe&From=%2B8613800000001", "application/x-www-form-urlencoded"),
    "raw bytes": (b"\xff\xfe\x00=\x80", "application/x-www-form-urlencoded"),
    "half an escape": (b"From=%2&=&&&", "application/x-www-form-urlencoded"),
    "a megabyte": (b"Body=" + b"x" * 1_000_000, "application/x-www-form-urlencoded"),
    "thousands of parameters": (b"a=1&" * 15_000, "application/x-www-form-urlencoded"),
    "JSON": (b'{"CallSid": "CA1"}', "application/json"),
    "text": (b"CallSid=CA1", "text/plain"),
    "no type": (b"CallSid=CA1", ""),
    "multipart": (
        b'--b\r\nContent-Disposition: form-data; name="From"\r\n\r\nx\r\n--b--\r\n',
        "multipart/form-data; boundary=b",
    ),
    "multipart with a file": (
        b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nx\r\n--b--\r\n',
        "multipart/form-data; boundary=b",
    ),
    "multipart with a part without a name": (
        b'--b\r\nContent-Disposition: form-data; name="From"\r\n\r\nx\r\n'
        b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    "multipart without an end": (b"--b\r\n", "multipart/form-data; boundary=b"),
    "multipart without a boundary": (b"x", "multipart/form-data"),
    "multipart of thousands": (
        b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\ny\r\n' * 1_000 + b"--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
}


@webhooks
@pytest.mark.parametrize("body", BODIES)
def test_unsigned_unusual_body_gets_client_error_and_changes_nothing(
    hotline: Any, path: str, form: dict[str, str], body: str
) -> None:
    data, kind = BODIES[body]
    before = hotline.fingerprint()
    answer = hotline.post(path, data, {"Content-Type": kind, "X-Twilio-Signature": "x"})
    assert is_plain_error(answer, 400, 403)
    assert hotline.fingerprint() == before


def test_text_is_decoded_once(hotline: Any) -> None:
    words = "100%25 of %2541 &amp;lt; \\u0041 + 1"
    hotline.sms_sender().text(f"TS {words}", "1")
    filed = "SELECT words FROM complaint WHERE member_id = 1 ORDER BY opened_at DESC"
    run = hotline.database.run
    assert run(lambda conn: conn.exec_driver_sql(filed).scalars().first()) == words


def test_malformed_utf8_in_text_is_refused_even_if_signed(hotline: Any) -> None:
    body = urlencode(TEXT | {"Body": "\ufffd"}).replace("%EF%BF%BD", "%FF")
    signature = {"X-Twilio-Signature": sign("/sms/message", TEXT | {"Body": "%FF"})}
    assert is_plain_error(hotline.post("/sms/message", body, signature), 400)


def test_malformed_utf8_in_ussd_session_is_refused(hotline: Any) -> None:
    body = urlencode(SESSION) + "%FF"
    assert is_plain_error(hotline.post(USSD, body, {}), 400)


@webhooks
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_wrong_http_method_gets_405(
    hotline: Any, path: str, form: dict[str, str], method: str
) -> None:
    answer = hotline.app.test_client().open(path, method=method, data=form)
    assert answer.status_code == 405
    assert answer.content_type.startswith("text/plain")
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "path", ["/ivr/nothing<b>", "/", "/ivr/", "/static/", "/.git/HEAD", "/.git/config", "/wsgi.py"]
)
def test_unknown_path_gets_404(hotline: Any, path: str) -> None:
    """No directory is listed, and nothing is served of the folder that the hotline runs in."""
    answer = hotline.app.test_client().get(path)
    assert (answer.status_code, answer.get_data(as_text=True)) == (404, "Not Found\n")


# Anything at all

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


# Something of ours is broken


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


# Those who run it


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
