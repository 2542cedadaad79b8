"""Another system's receiver of webhooks, for the tests: it checks signatures, keeps what it gets,
and fails as it is told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Flask, Response, request
from http_server import running
from provider_player import Faulty
from werkzeug.serving import make_server

from web import standard_webhooks

HANGS_AFTER_SECONDS = 120


@dataclass
class Receiver(Faulty):
    """`faults`: for the next requests each, a status, or "late" (it takes the event, and answers
    when nobody waits any more); with a `draw` there are others. `taken`: what it has by id, each
    once. `seen`: the ids of all requests; `changed`: of those that said something else when they
    came again."""

    secret: str = ""
    faults: list[int | str] = field(default_factory=list)
    taken: dict[str, Any] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    signatures: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    def take(self) -> Any:
        body = request.get_data()
        message_id = request.headers["webhook-id"]
        self.seen.append(message_id)
        self.signatures.append(request.headers["webhook-signature"])
        if not standard_webhooks.is_valid(self.secret, request.headers, body, self.now()):
            return Response(status=401)
        if self.draw is not None:
            return self.answer(lambda _: self._keep(message_id, json.loads(body)))
        fault = self.faults.pop(0) if self.faults else 204
        if fault == "late":
            self.taken[message_id] = json.loads(body)
            assert self.released.wait(HANGS_AFTER_SECONDS)
            return Response(status=204)
        if fault == 204:
            self.taken[message_id] = json.loads(body)
        headers = {"Location": f"{self.url}/elsewhere"} if fault == 302 else {}
        return Response(status=int(fault), headers=headers)

    def _keep(self, message_id: str, said: Any) -> Response:
        if self.taken.setdefault(message_id, said) != said:
            self.changed.append(message_id)
        return Response(status=204)


@contextmanager
def receiver(now: Callable[[], datetime]) -> Iterator[Receiver]:
    app, played = Flask("receiver"), Receiver(now)
    app.post("/hook")(played.take)
    with running(make_server("127.0.0.1", 0, app, threaded=True)) as url:
        played.url = url
        yield played
        played.released.set()
