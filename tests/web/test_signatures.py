"""A request that no carrier sent is refused, and changes nothing."""

import io
from typing import Any
from urllib.parse import urlencode

import pytest
from bad_requests import (
    AUTH_TOKEN,
    CALL,
    PUBLIC_URL,
    SESSION,
    SIGNED,
    TEXT,
    deliver,
    is_plain_error,
    is_valid_reply,
    send,
    sign,
    signed_webhooks,
)
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict


@pytest.fixture
def hotline(log: io.StringIO, new_hotline: Any) -> Any:
    return new_hotline("sqlite")


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


def test_signature_of_repeated_parameter_is_accepted(hotline: Any) -> None:
    """The signature covers both values; the first counts."""
    twice = [*TEXT.items(), ("MediaUrl", "a"), ("MediaUrl", "b")]
    signature = RequestValidator(AUTH_TOKEN).compute_signature(
        f"{PUBLIC_URL}/sms/message", MultiDict(twice)
    )
    answer = hotline.post("/sms/message", urlencode(twice), {"X-Twilio-Signature": signature})
    assert is_valid_reply("/sms/message", answer)
