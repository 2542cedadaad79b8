"""Webhooks whose time is up before they are answered: an apology, or 503 with Retry-After for a
report of which nobody hears the answer. Never 500."""

from typing import Any

import pytest
from bad_requests import USSD, WEBHOOKS, deliver, is_valid_reply

from web import standard_webhooks, time_limits

TOP_UPS, KANNEL = "demo-top-up-secret", "a-kannel-secret"
REPORT = "/sms/status"


@pytest.fixture
def hotline(new_hotline: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    kannel = {"kannel_user": "u", "kannel_password": "p", "kannel_secret": KANNEL}
    made = new_hotline("sqlite", kannel_url="http://127.0.0.1:13013", **kannel)
    monkeypatch.setattr(time_limits, "REQUEST_SECONDS", 0.0)
    return made


@pytest.mark.parametrize("path", [path for path in WEBHOOKS if path != REPORT])
def test_turns_and_calls_are_answered_in_words(hotline: Any, path: str) -> None:
    answer = deliver(hotline, path, WEBHOOKS[path])
    assert is_valid_reply(path, answer)
    assert path != USSD or "抱歉" in answer.body


def test_reports_of_texts_are_told_to_come_again(hotline: Any) -> None:
    assert deliver(hotline, REPORT, WEBHOOKS[REPORT]).status == 503
    query = {"secret": KANNEL, "m": "2", "e": "e", "type": "1"}
    comes_again(hotline.app.test_client().get("/sms/kannel/dlr", query_string=query))


def test_reports_of_providers_are_told_to_come_again(hotline: Any) -> None:
    client, body = hotline.app.test_client(), b'{"reference": "40000001"}'
    headers = standard_webhooks.headers(TOP_UPS, "m", body, hotline.clock.now())
    comes_again(client.post("/providers/top-ups", data=body, headers=headers))
    event = {"event": {"topupBalance": {"description": "40000001"}}}
    comes_again(client.post(f"/providers/tmf654?token={TOP_UPS}", json=event))


def comes_again(answer: Any) -> None:
    assert (answer.status_code, answer.mimetype) == (503, "text/plain"), answer.text
    assert int(answer.headers["Retry-After"]) > 0
