"""Connections of a server process: what a client may hold open, and for how long."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
import uvicorn

from commands.servers import server_config
from web import http_connection
from web.asgi import Front
from web.http_connection import LimitedConnection

LONG = 40_000_000  # more than the buffers of both sockets hold
PATIENCE_SECONDS = 120.0  # until a connection that should be closed counts as held
GET = b"GET /healthz HTTP/1.1\r\nHost: hotline.example\r\n\r\n"


def answers(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    size = LONG if environ["PATH_INFO"] == "/long" else 3
    start_response("200 OK", [("Content-Length", str(size))])
    return [b"o" * size]


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], socket.socket]]:
    """Connects to a server in a thread of this process, which waits long for headers."""
    monkeypatch.setattr(http_connection, "HEADERS_SECONDS", 10 * PATIENCE_SECONDS)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(server_config(lambda: Front(answers), stop_seconds=1))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    opened: list[socket.socket] = []

    def open_one() -> socket.socket:
        opened.append(socket.create_connection(listening.getsockname()))
        return opened[-1]

    address = listening.getsockname()
    listening_again = socket.create_connection(address)  # waits in the backlog until it is served
    listening_again.close()
    yield open_one
    for each in opened:
        each.close()
    server.should_exit = True
    thread.join()


def read_to_end(connection: socket.socket) -> bytes:
    """All that arrives until the server closes the connection."""
    received = b""
    try:
        while chunk := connection.recv(65536):
            received += chunk
    except ConnectionResetError:
        pass
    return received


def ask(connection: socket.socket) -> bytes:
    connection.sendall(GET)
    received = b""
    while not received.endswith(b"ooo"):
        chunk = connection.recv(65536)
        assert chunk, "closed without an answer"
        received += chunk
    return received


Connect = Callable[[], socket.socket]


def test_the_server_does_not_say_what_it_is(connect: Connect) -> None:
    assert b"server:" not in ask(connect()).lower()


@pytest.mark.parametrize(
    "begun", [b"", b"\r\n", b"GET /hea", GET[:-2], GET + GET[:-2]],
    ids=["nothing", "blank line", "request line", "no end", "after an answer"],
)  # fmt: skip
def test_unfinished_headers_are_given_up(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    """What was asked before is answered first, however long that takes."""
    response_complete = LimitedConnection.on_response_complete

    def shorten(self: LimitedConnection) -> None:
        monkeypatch.setattr(http_connection, "HEADERS_SECONDS", 0.1)
        response_complete(self)

    monkeypatch.setattr(LimitedConnection, "on_response_complete", shorten)
    if GET not in begun:
        monkeypatch.setattr(http_connection, "HEADERS_SECONDS", 0.1)
    connection = connect()
    connection.sendall(begun)
    assert read_to_end(connection).count(b"HTTP/1.1") == begun.count(GET)


def test_an_idle_connection_is_closed(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_connection, "IDLE_SECONDS", 0.1)
    connection = connect()
    ask(connection)
    assert read_to_end(connection) == b""


def test_a_response_that_nobody_reads_is_given_up(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_connection, "UNREAD_SECONDS", 0.1)
    given_up = threading.Event()
    give_up = LimitedConnection.give_up

    def watched(self: LimitedConnection) -> None:
        give_up(self)
        given_up.set()

    monkeypatch.setattr(LimitedConnection, "give_up", watched)
    unread = connect()
    unread.sendall(GET.replace(b"/healthz", b"/long"))
    given_up.wait()
    assert len(read_to_end(unread)) < LONG
    assert ask(connect())


def test_connections_without_a_request_keep_nobody_out(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LimitedConnection, "connections_max", 10)
    waiting = [connect() for _ in range(50)]
    for each in waiting[::2]:
        each.sendall(GET[:-2])
    assert ask(connect())
    waiting[0].settimeout(PATIENCE_SECONDS)
    assert read_to_end(waiting[0]) == b""  # the oldest made room


@pytest.mark.parametrize(
    "request_bytes",
    [
        GET.replace(b"\r\n\r\n", b"\r\nX: " + b"a" * 40_000 + b"\r\n\r\n"),
        GET.replace(b"\r\n\r\n", b"\r\nX: " + b"a" * 400_000),
        GET.replace(b"/healthz", b"/" + b"a" * 40_000),
        GET.replace(b"\r\n\r\n", b"\r\nHost: other.example\r\n\r\n"),
        GET.replace(b"Host: hotline.example\r\n", b""),
        GET.replace(b"Host:", b"Host :"),
        GET.replace(b"\r\n", b"\n"),
        GET.replace(b"GET", b"BREW"),
        GET.replace(b"/healthz", b"/\xff"),
        GET.replace(b"GET /healthz", b"CONNECT a:80"),
        GET.replace(b"\r\n\r\n", b"\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"),
        GET.replace(b"\r\n\r\n", b"\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n"),
        GET.replace(b"\r\n\r\n", b"\r\nContent-Length: -3\r\n\r\n"),
        GET.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: xchunked\r\n\r\n"),
        GET * 40,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01",
    ],
    ids=[
        "large header", "endless header", "large address", "two hosts", "no host", "blank in name",
        "bare line feeds", "unknown method", "raw byte", "proxy request", "two lengths",
        "lengths differ", "negative length", "unknown encoding", "too many at once", "HTTP/2",
        "TLS",
    ],
)  # fmt: skip
def test_oddities_are_refused_and_the_connection_closed(
    connect: Connect, request_bytes: bytes
) -> None:
    connection = connect()
    try:
        connection.sendall(request_bytes)
    except (BrokenPipeError, ConnectionResetError):
        return  # refused before all of it was sent
    received = read_to_end(connection)
    assert received.startswith(b"HTTP/1.1 400") or not received  # reset while it was sending
    assert b"server:" not in received.lower()


def test_pipelined_requests_are_answered_in_turn(connect: Connect) -> None:
    connection = connect()
    connection.sendall(GET * 5)
    received = b""
    while received.count(b"HTTP/1.1 200") < 5 or not received.endswith(b"ooo"):
        received += connection.recv(65536)
    assert ask(connection)


def test_a_large_body_is_not_taken_for_headers(connect: Connect) -> None:
    connection = connect()
    for _ in range(2):
        post = GET.replace(b"GET", b"POST").replace(
            b"\r\n\r\n", b"\r\nContent-Length: 60000\r\n\r\n"
        )
        connection.sendall(post + b"x" * 60_000)
        received = b""
        while not received.endswith(b"ooo"):
            received += connection.recv(65536)
        assert received.startswith(b"HTTP/1.1 200")
    assert ask(connection)
