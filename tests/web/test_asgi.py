"""The front of a server process: what takes a thread, and what is refused before it does."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from asgi_client import Client, ask, run, scope
from twilio.request_validator import RequestValidator

import wsgi
from core.kernel import Settings
from web import asgi, http_connection
from web.asgi import Front, UnsupportedScope
from web.http_connection import LimitedConnection
from web.time_limits import ARRIVED_SECONDS

TOO_LARGE = b"x" * (64 * 1024 + 1)
Environ = dict[str, Any]


class Echo:
    """A WSGI application that answers with the request's body and keeps the environment."""

    def __init__(self) -> None:
        self.environs: list[Environ] = []

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.environs.append(environ)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [environ["wsgi.input"].read()]


@pytest.fixture
def echo() -> Echo:
    return Echo()


def test_a_complete_body_reaches_the_application(echo: Echo) -> None:
    answer = run(ask(Front(echo), "POST", "/ivr/call", parts=(b"a=", b"1&b=2", b"")))
    assert (answer.status, answer.body) == (200, b"a=1&b=2")
    assert echo.environs[0]["CONTENT_LENGTH"] == "7"


def test_an_unfinished_body_is_refused_without_a_thread(
    echo: Echo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asgi, "BODY_SECONDS", 0.01)
    answer = run(ask(Front(echo), "POST", "/ivr/call", parts=(b"a=",), ends=False))
    assert (answer.status, answer.headers["connection"]) == (408, "close")
    assert not echo.environs


@pytest.mark.parametrize(
    ("headers", "parts", "ends"),
    [
        ([], (TOO_LARGE,), True),
        ([], (b"x" * 1000,) * 100, True),
        ([("content-length", "50000000")], (b"x",), False),
        ([("content-length", "70000"), ("expect", "100-continue")], (), False),
        ([], (b"x" * 1_048_577,), False),
    ],
    ids=["one part", "chunks", "declared", "asks first", "endless"],
)
def test_a_body_that_is_too_large_is_refused(
    echo: Echo, headers: list[tuple[str, str]], parts: tuple[bytes, ...], ends: bool
) -> None:
    request = ask(Front(echo), "POST", "/ivr/call", headers=headers, parts=parts, ends=ends)
    answer = run(request)
    assert (answer.status, answer.headers["connection"]) == (413, "close")
    assert not echo.environs


@pytest.mark.parametrize("headers", [[("host", "other.example")], [("host", "hotline.example")]])
def test_a_second_host_is_refused(echo: Echo, headers: list[tuple[str, str]]) -> None:
    assert run(ask(Front(echo), "GET", "/healthz", headers=headers)).status == 400


def test_a_refusal_has_the_security_headers(echo: Echo) -> None:
    front = Front(echo, https=True)
    answer = run(ask(front, "GET", "/healthz", headers=[("host", "other.example")]))
    assert answer.status == 400 and answer.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


@pytest.mark.parametrize("kind", ["websocket", "lifespan", "anything"])
def test_scopes_other_than_http_are_refused(echo: Echo, kind: str) -> None:
    client = Client()
    with pytest.raises(UnsupportedScope, match=kind):
        run(Front(echo)(scope("GET", "/") | {"type": kind}, client.receive, client.send))


def test_an_application_that_fails_is_answered_with_500() -> None:
    def fails(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise ZeroDivisionError

    answer = run(ask(Front(fails), "GET", "/desk/"))
    assert (answer.status, answer.body) == (500, b"Something went wrong here.\n")


def test_environment_of_a_request(echo: Echo) -> None:
    headers = [
        ("cookie", "a=1"),
        ("cookie", "b=2"),
        ("x-forwarded-for", "203.0.113.9"),
        ("x_forwarded_for", "192.0.2.1"),
        ("content-type", "text/plain"),
    ]
    run(ask(Front(echo), "POST", "/a%2Fb/%E7%A7%AF?c=%2Bd%20e", headers=headers))
    [environ] = echo.environs
    expected = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/a/b/积".encode().decode("latin-1"),
        "QUERY_STRING": "c=%2Bd%20e",
        "REQUEST_URI": "/a%2Fb/%E7%A7%AF?c=%2Bd%20e",
        "HTTP_COOKIE": "a=1; b=2",
        "HTTP_X_FORWARDED_FOR": "203.0.113.9",
        "CONTENT_TYPE": "text/plain",
        "REMOTE_ADDR": "198.51.100.7",
        "SERVER_PROTOCOL": "HTTP/1.1",
    }
    assert {name: environ[name] for name in expected} == expected


def test_time_limit_of_a_request_begins_before_it_waits_for_a_thread() -> None:
    begun, opened, arrivals = threading.Event(), threading.Event(), list[float]()

    def app(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        arrivals.append(environ[ARRIVED_SECONDS])
        begun.set()
        opened.wait()
        start_response("200 OK", [])
        return [b"answered"]

    async def wait_for_the_only_thread() -> float:
        front = Front(app)
        first = asyncio.create_task(ask(front, "GET", "/healthz"))
        await asyncio.to_thread(begun.wait)
        second = asyncio.create_task(ask(front, "GET", "/healthz"))
        await asyncio.sleep(0)
        released = time.monotonic()
        opened.set()
        await asyncio.gather(first, second)
        return released

    released = run(wait_for_the_only_thread())
    assert arrivals[0] <= arrivals[1] <= released


class Gate:
    """A WSGI application whose desk answers only when `opened` is set."""

    def __init__(self) -> None:
        self.opened = threading.Event()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"].startswith("/desk/"):
            self.opened.wait()
        start_response("200 OK", [])
        return [b"answered"]


def test_desk_waits_while_connections_are_accepted_and_others_do_not(
    echo: Echo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_connection, "BACKLOG_SECONDS_MAX", 3600.0)

    async def accept_for_ever() -> None:
        while True:
            LimitedConnection.accepted += 1
            await asyncio.sleep(0)

    async def flood() -> None:
        front = Front(echo, webhooks=["/ivr/"])
        accepting = asyncio.create_task(accept_for_ever())
        page = asyncio.create_task(ask(front, "GET", "/desk/"))
        for path in ("/healthz", "/readyz", "/ivr/call"):
            assert (await ask(front, "POST", path)).status == 200
        assert "/desk/" not in [environ["PATH_INFO"] for environ in echo.environs]
        accepting.cancel()
        assert (await page).status == 200

    run(flood())


def test_desk_waits_for_connections_no_longer_than_its_limit(
    echo: Echo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_connection, "BACKLOG_SECONDS_MAX", -1.0)
    assert run(ask(Front(echo), "GET", "/desk/")).status == 200


def test_webhooks_and_probes_are_answered_while_the_desk_is_full() -> None:
    gate = Gate()

    async def flood() -> None:
        front = Front(gate, webhooks=["/ivr/", "/sms/", "/ussd/"])
        requests = [asyncio.create_task(ask(front, "GET", "/desk/")) for _ in range(300)]
        refused, waiting = await asyncio.wait(requests, return_when=asyncio.FIRST_COMPLETED)
        for path in ("/ivr/call", "/sms/message", "/ussd/session", "/healthz", "/readyz"):
            assert (await ask(front, "POST", path)).body == b"answered"
        gate.opened.set()
        assert {(await each).status for each in refused} == {503}
        assert {(await each).status for each in waiting} <= {200, 503}
        statuses = [each.result().status for each in requests]
        assert statuses.count(200) == asgi.DESK_THREADS + 250  # and those that wait
        assert (await ask(front, "GET", "/desk/")).status == 200

    run(flood())


class Streams:
    """A WSGI application whose responses never end."""

    def __init__(self) -> None:
        self.closed = 0

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Any:
        start_response("200 OK", [("Content-Type", "text/event-stream")])
        return Stream(self)


class Stream:
    def __init__(self, streams: Streams) -> None:
        self._streams = streams

    def __iter__(self) -> Iterator[bytes]:
        raise AssertionError("iterated in a thread")

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b"begun"
        await asyncio.Event().wait()

    def close(self) -> None:
        self._streams.closed += 1


def test_a_thousand_streams_occupy_no_thread_and_end_with_their_clients() -> None:
    app = Streams()

    async def open_streams() -> None:
        front = Front(app)
        clients = [Client() for _ in range(1000)]
        streams = []
        for client in clients:  # one after another, so that none is refused
            request = front(scope("GET", "/desk/feed"), client.receive, client.send)
            streams.append(asyncio.create_task(request))
            await client.until(b"begun")
        for client in clients[:400]:
            client.disconnect()
        await asyncio.gather(*streams[:400])
        assert app.closed == 400
        front.end_streams()
        await asyncio.gather(*streams)
        assert app.closed == 1000

    run(open_streams())


def test_a_signed_url_with_percent_encoded_characters_behind_a_proxy(
    new_database: Callable[[str, bool], str], redis_url: str
) -> None:
    settings = Settings.for_demo(
        database_url=new_database("sqlite", True),
        redis_url=redis_url,
        public_url="https://hotline.example",
        trusted_proxies=1,
    )
    front = Front(wsgi.create_app(settings))
    target = "/sms/message?from=%2B86+10%26&%E7%A7%AF=%e5%88%86"
    form = {"From": "+8613800000002", "To": "+8610086", "Body": "JF", "MessageSid": "SM1"}
    token = settings.twilio_auth_token.get_secret_value()
    signature = RequestValidator(token).compute_signature(settings.public_url + target, form)
    headers = [
        ("x-twilio-signature", signature),
        ("content-type", "application/x-www-form-urlencoded"),
        ("x-forwarded-for", "203.0.113.9"),
    ]
    body = (urlencode(form).encode(),)
    answer = run(ask(front, "POST", target, headers=headers, parts=body))
    assert (answer.status, b"<Message>" in answer.body) == (200, True)
    other = target.replace("%26", "%27")
    refused = run(ask(front, "POST", other, headers=headers, parts=body))
    assert refused.status == 403
