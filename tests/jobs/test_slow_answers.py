"""Another side whose answer comes byte by byte holds neither the worker, which texts members too,
nor a request."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import ModuleType

import pytest
from dripping import BODY, FOREVER_SECONDS, HEADERS, dripping
from flask import Flask

from core.kernel import Settings
from core.messaging import Event, ProviderUnreachable, Unanswered, Unreachable
from desk.frame import company_provider
from jobs import kannel_api, pinned_post, twilio_api
from providers import http
from web import carrier_files

TOLD = Event(1, "e", "text", {}, datetime(2026, 7, 1, tzinfo=UTC), 1)
NOT_FOUND = b'HTTP/1.1 404 Not Found\r\nContent-Length: 15\r\n\r\n{"code": 20404}'


@contextmanager
def given_up(error: type[Exception], says: str) -> Iterator[None]:
    began = time.monotonic()
    with pytest.raises(error, match=says):
        yield
    assert time.monotonic() - began < FOREVER_SECONDS / 2


def settings(**given: str) -> Settings:
    return Settings(_env_file=None, twilio_account_sid="AC1", **given)


def provider(url: str) -> None:
    with given_up(ProviderUnreachable, "TooSlow"):
        http.ask("GET", f"{url}/top-ups/1", body=None, headers={})


def webhook(url: str) -> None:
    with given_up(pinned_post.NoAnswer, "too slow"):
        pinned_post.post(f"{url}/hook", b"{}", {}, may_be_private=True)


def kannel(url: str) -> None:
    carrier = kannel_api.KannelCarrier(settings(kannel_url=url))
    with given_up(Unanswered, "TooSlow"):
        carrier.send_text("+8613800000001", "您好", TOLD, sender="10658")


def twilio(url: str) -> None:
    carrier = twilio_api.TwilioCarrier(settings(twilio_api_url=url))
    with given_up(Unreachable, "TooSlow"):
        carrier.send_text("+8613800000001", "您好", TOLD, sender="10658")


def file(url: str) -> None:
    files = carrier_files.CarrierFiles(settings(twilio_api_url=url))
    with given_up(carrier_files.CarrierUnavailable, "slow"):
        files.fetch(f"{carrier_files.API}/x", bytes_max=100_000)


def deletion(url: str) -> None:
    files = carrier_files.CarrierFiles(settings(twilio_api_url=url))
    with given_up(carrier_files.CarrierUnavailable, "slow"):
        files.delete(f"{carrier_files.API}/x")


def company(url: str) -> None:
    app = Flask("desk", root_path=".")
    app.secret_key = "of a test"
    found = company_provider.CompanyProvider(
        issuer=url, client_id="hotline", client_secret="s", callback_url="http://localhost/back"
    )
    found.serve(app)
    with app.test_request_context(), given_up(company_provider.ProviderUnreachable, "TooSlow"):
        found.send_there()


LIMITED: dict[Callable[[str], None], tuple[ModuleType, str]] = {
    provider: (http, "TOTAL_SECONDS"),
    webhook: (pinned_post, "TOTAL_SECONDS"),
    kannel: (kannel_api, "TOTAL_SECONDS"),
    twilio: (twilio_api, "TOTAL_SECONDS"),
    file: (carrier_files, "FETCH_SECONDS"),
    deletion: (carrier_files, "FETCH_SECONDS"),
    company: (company_provider, "TOTAL_SECONDS"),
}
# Of these answers nothing but the head is read.
HEAD_ONLY = (webhook, deletion)


@pytest.mark.parametrize("begin", [HEADERS, BODY], ids=["headers", "body"])
@pytest.mark.parametrize("ask", LIMITED, ids=lambda ask: ask.__name__)
def test_answer_that_drips_is_given_up(
    monkeypatch: pytest.MonkeyPatch, ask: Callable[[str], None], begin: bytes
) -> None:
    if begin == BODY and ask in HEAD_ONLY:
        pytest.skip("only the head of the answer is read")
    monkeypatch.setattr(*LIMITED[ask], 0.5)
    with dripping(begin) as url:
        ask(url)


def test_connection_that_is_used_again_is_limited_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twilio_api, "TOTAL_SECONDS", 0.5)
    with dripping(HEADERS, before=[NOT_FOUND]) as url:
        carrier = twilio_api.TwilioCarrier(settings(twilio_api_url=url))
        carrier.delete_recording("RE1")
        with given_up(Unreachable, "TooSlow"):
            carrier.hang_up("CA1")


def test_request_through_the_proxy_of_the_machine_is_limited_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(http, "TOTAL_SECONDS", 0.5)
    monkeypatch.setenv("NO_PROXY", "")
    with dripping(HEADERS) as url:
        monkeypatch.setenv("http_proxy", url)
        with given_up(ProviderUnreachable, "TooSlow"):
            http.ask("GET", "http://provider.example/top-ups/1", body=None, headers={})


def test_tls_that_does_not_begin_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "TOTAL_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"https://127.0.0.1:{server.getsockname()[1]}/top-ups/1"
        with given_up(ProviderUnreachable, "TooSlow"):
            http.ask("GET", url, body=None, headers={})
