"""Webhooks as a carrier sends them, and what a test expects of an answer to a bad one."""

import re
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from twilio.request_validator import RequestValidator

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
