"""A whole turn, signed webhook to reply, against a bare Flask route on the same server.

    python bench/turn.py [seconds for each figure]

Voice, SMS and USSD each ask for the balance: signature or token checked, talk locked and loaded
from Redis, the member read from PostgreSQL, the sentence made, talk and reply saved. The bare route
checks the same signature and returns a constant. A third one makes a text's round trips as well
(two to Redis, one to PostgreSQL, through the same clients) and has no dialogue: what it takes more
than the bare one is what remembering costs, what a turn takes more than it is what talking costs.
Same server, same run, taken in turn, so that the ratio holds where a machine's speed does not.
"""

from __future__ import annotations

import os
import socket
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

from flask import Flask, Response, request
from serving import serving
from twilio.request_validator import RequestValidator

from web.asgi import Front

TOKEN, USSD_TOKEN = "demo-auth-token", "demo-ussd-token"
CALLERS = ["+8613800000001", "+8613800000002", "+8613800000003", "+8613800000006"]
HOTLINE = "+8610086"
CLIENTS = len(CALLERS)  # each a member of its own: one member's texts are answered in turn
WORKERS = 2
ROUNDS = 3
PREPARED = 4_000


def app() -> Flask:
    """The hotline, and beside it the routes it is measured against."""
    from core.kernel import Database, Settings
    from core.members import member_points
    from core.programme import local_day
    from flows.engine import SessionStore, connect
    from flows.protocol import Channel, Heard, HeardKind, Session, Turn
    from web.signature import Token, TwilioSignature
    from wsgi import create_app, utc_now

    settings = Settings.for_demo()
    hotline = create_app(settings)
    database = Database(settings.database_url)
    sessions = SessionStore(connect(settings.redis_url), lambda: os.urandom(16).hex())
    signature, token = TwilioSignature(TOKEN, settings.public_url), Token(USSD_TOKEN)
    constant = "<Response><Message>You have 12,345 points.</Message></Response>"

    @hotline.post("/bare/signed")
    def signed() -> Response:
        signature.form(request)
        return Response(constant, content_type="text/xml")

    @hotline.post("/bare/trips")
    def with_round_trips() -> Response:
        form = signature.form(request)
        caller, message_id = form["From"], form["MessageSid"]
        heard = Heard(Channel.SMS, f"trips:{caller}", caller, message_id, HeardKind.ENTERED)
        slot = sessions.open(heard)
        today = local_day(utc_now())
        database.read(lambda conn: member_points.caller(conn, caller, today))
        session = Session(Channel.SMS, heard.session_id, caller, "en")
        sessions.save(slot, session, Turn("en", (constant,)))
        return Response(constant, content_type="text/xml")

    @hotline.post("/bare/token")
    def with_token() -> Response:
        token.form(request)
        return Response("CON You have 12,345 points.", content_type="text/plain")

    return hotline


def asgi() -> Front:
    from wsgi import front_of

    return front_of(app())


class Load:
    """Requests made and signed beforehand, sent over connections that stay open."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.address = (urlsplit(url).hostname or "", urlsplit(url).port or 80)
        self.validator = RequestValidator(TOKEN)

    def request_bytes(self, path: str, form: dict[str, str]) -> bytes:
        body = urlencode(form).encode()
        signature = self.validator.compute_signature(self.url + path, form)
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {self.address[0]}\r\n"
            f"X-Twilio-Signature: {signature}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def rate(self, streams: list[list[bytes]], seconds: float) -> tuple[float, list[float]]:
        """Replies a second over all streams, and how long each took (ms)."""
        times: list[list[float]] = [[] for _ in streams]
        begin = time.perf_counter()
        threads = [
            threading.Thread(target=self._send, args=(stream, begin + seconds, taken))
            for stream, taken in zip(streams, times, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        elapsed = time.perf_counter() - begin
        taken = sorted(ms for stream in times for ms in stream)
        return len(taken) / elapsed, taken

    def _send(self, stream: list[bytes], until: float, taken: list[float]) -> None:
        with socket.create_connection(self.address) as connection:
            for message in stream:
                before = time.perf_counter()
                if before > until:
                    return
                reply = exchange(connection, message)
                assert reply.startswith(b"HTTP/1.1 200"), reply[:300]
                taken.append((time.perf_counter() - before) * 1000)
        raise SystemExit("not enough requests were prepared: raise PREPARED")


def exchange(connection: socket.socket, message: bytes) -> bytes:
    connection.sendall(message)
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
    missing = int(lengths[0].split(b":")[1]) - len(body)
    while missing > 0:
        more = connection.recv(65536)
        missing -= len(more)
        body += more
    return head + b"\r\n\r\n" + body


def client_requests(load: Load, kind: str, stream: str, caller: str) -> Iterator[bytes]:
    """What one client sends, one after the other; `stream` keeps ids of one client apart."""
    common = {"From": caller, "To": HOTLINE, "AccountSid": "AC" + "0" * 32}
    call = {**common, "CallSid": f"CA{stream}", "CallStatus": "in-progress", "Direction": "inbound"}
    for number in range(PREPARED):
        if kind == "voice":
            yield load.request_bytes(f"/ivr/turn?n={number + 2}", {**call, "Digits": "1"})
        elif kind in ("sms", "trips"):
            text = {**common, "MessageSid": f"SM{stream}{number}", "Body": "JF", "NumMedia": "0"}
            yield load.request_bytes("/sms/message" if kind == "sms" else "/bare/trips", text)
        elif kind == "ussd":
            session = {"sessionId": f"{stream}{number}", "phoneNumber": caller, "text": "1"}
            yield load.request_bytes(f"/ussd/session?token={USSD_TOKEN}", session)
        elif kind == "bare signed":
            yield load.request_bytes("/bare/signed", {**call, "Digits": "1"})
        else:
            session = {"sessionId": f"{stream}{number}", "phoneNumber": caller, "text": "1"}
            yield load.request_bytes(f"/bare/token?token={USSD_TOKEN}", session)


def open_call(load: Load, stream: str, caller: str) -> None:
    """A call taken to the points menu, from where key 1 says the balance again and again."""
    form = {"From": caller, "To": HOTLINE, "AccountSid": "AC" + "0" * 32, "CallSid": f"CA{stream}"}
    with socket.create_connection(load.address) as connection:
        exchange(connection, load.request_bytes("/ivr/call", form))
        exchange(connection, load.request_bytes("/ivr/turn?n=1", {**form, "Digits": "1"}))


def measure(load: Load, kind: str, turn: int, seconds: float) -> tuple[float, list[float]]:
    names = [
        f"{kind[:2]}{os.getpid()}x{turn}x{client}y".replace(" ", "") for client in range(CLIENTS)
    ]
    if kind == "voice":
        for name, caller in zip(names, CALLERS, strict=True):
            open_call(load, name, caller)
    streams = [
        list(client_requests(load, kind, name, caller))
        for name, caller in zip(names, CALLERS, strict=True)
    ]
    return load.rate(streams, seconds)


BASELINES = {
    "voice": "bare signed",
    "sms": "bare signed",
    "ussd": "bare token",
    "trips": "bare signed",
}


def report(load: Load, seconds: float) -> None:
    print(f"{CLIENTS} clients, {ROUNDS} rounds of {seconds:g} s; {WORKERS} server processes")
    print(f"{'':6} {'turns/s':>8} {'bare/s':>8} {'ratio':>6} {'p50 ms':>7} {'p99 ms':>7}")
    for kind, bare in BASELINES.items():
        measure(load, kind, 0, 0.3)
        ratios, rates, bares, times = [], [], [], []
        for turn in range(1, ROUNDS + 1):
            rate, taken = measure(load, kind, turn, seconds)
            bare_rate, _ = measure(load, bare, turn, seconds)
            ratios.append(rate / bare_rate)
            rates.append(rate)
            bares.append(bare_rate)
            times += taken
        times.sort()
        median = statistics.median
        print(
            f"{kind:6} {median(rates):8.0f} {median(bares):8.0f} {median(ratios):6.2f}"
            f" {times[len(times) // 2]:7.2f} {times[len(times) * 99 // 100]:7.2f}"
        )


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    with serving("turn:asgi", workers=WORKERS) as hotline:
        report(Load(hotline.url), seconds)


if __name__ == "__main__":
    main()
