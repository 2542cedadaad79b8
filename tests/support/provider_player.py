"""A provider of credit and data, or a partner, for the tests, with books of its own and faults from
a seed.

It speaks both protocols. Whoever asks for the same by TMF654 twice gets it twice, as at a provider
that knows no keys; by the signed protocol a reference is added once.
"""

from __future__ import annotations

import json
import random
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import requests
from flask import Flask, Response, abort, jsonify, request
from http_server import running
from werkzeug.serving import make_server

from web import standard_webhooks

SECRET = "a-provider-secret-of-tests"
FAULTS = ("500", "cut_before", "cut_after", "late", "none", "none", "none", "none")
LATE = timedelta(seconds=30)
DELAYS = (timedelta(), timedelta(seconds=30), timedelta(hours=5), timedelta(days=3))
REFUSED_SHARE = 0.2
BALANCE_EVENTS = "tmf654"
"""Where a provider that speaks TMF654 reports."""


@dataclass
class Asked:
    """One request in the provider's books."""

    provider_id: str
    reference: str
    what: tuple[Any, ...]  # kind, quantity, receiver; of a partner: points, receiver
    known_at: datetime  # later than the request, if that was long under way
    decided_at: datetime
    is_refused: bool
    is_reported: bool = False


@dataclass(frozen=True)
class Report:
    """A signed webhook of ours that is called. `to`: the path below /providers."""

    to: str
    body: bytes
    headers: dict[str, str]

    @classmethod
    def of(cls, to: str, reference: str, message_id: str, at: datetime) -> Report:
        body = json.dumps({"reference": reference}).encode()
        return cls(to, body, standard_webhooks.headers(SECRET, message_id, body, at))

    def send(self, public_url: str) -> None:
        answer = requests.post(
            f"{public_url}/providers/{self.to}", data=self.body, headers=self.headers, timeout=60
        )
        assert answer.status_code == 204, answer.text


@dataclass
class Faulty:
    """A server on the other side. `draw` is None for one without faults and stories; one that
    `is_well` has no faults any more, but its stories go on. `outages` counts the faults that were
    played, by their name."""

    now: Callable[[], datetime]
    draw: random.Random | None = None
    is_well: bool = False
    outages: dict[str, int] = field(default_factory=dict)
    url: str = ""

    def answer(self, carry_out: Callable[[str], Any]) -> Any:
        fault = self.draw.choice(FAULTS) if self.draw and not self.is_well else "none"
        self.outages[fault] = self.outages.get(fault, 0) + 1
        if fault == "500":
            return Response("?", 500)
        if fault == "cut_before":
            return _cut()
        answer = carry_out(fault)
        return _cut() if fault in ("cut_after", "late") else answer


@dataclass
class ProviderPlayer(Faulty):
    """Without a `draw` it adds at once."""

    books: list[Asked] = field(default_factory=list)
    refuses: bool = False
    delay: timedelta = timedelta()

    def added(self) -> list[tuple[str, tuple[Any, ...]]]:
        """What was really added by now: reference, and what."""
        return [(each.reference, each.what) for each in self.books if self._status(each) == "added"]

    def report(self, public_url: str, *, twice: bool = False, to: str = "top-ups") -> None:
        for report in self.reports(twice=twice, to=to):
            report.send(public_url)

    def reports(self, *, twice: bool = False, to: str = "top-ups") -> Iterator[Report]:
        """Reports what was decided, in any order, maybe more than once."""
        decided = [each for each in self.books if each.decided_at <= self.now()]
        fresh = [each for each in decided if twice or not each.is_reported]
        if self.draw is not None:
            self.draw.shuffle(fresh)
        for each in fresh:
            each.is_reported = True
            if to == BALANCE_EVENTS:
                body = json.dumps({"event": {"topupBalance": self._top_up(each)}}).encode()
                yield Report(f"{to}?token={SECRET}", body, {})
            else:
                yield Report.of(to, each.reference, each.provider_id, self.now())

    def status_of(self, reference: str) -> str:
        """ "" for what it was never asked for."""
        found = [self._status(each) for each in self.books if each.reference == reference]
        return found[0] if found else ""

    def _status(self, asked: Asked) -> str:
        if self.now() < asked.decided_at:
            return "pending"
        return "refused" if asked.is_refused else "added"

    def _take(self, reference: str, what: tuple[Any, ...], fault: str) -> Asked:
        draw = self.draw
        delay = draw.choice(DELAYS) if draw else self.delay
        refused = draw.random() < REFUSED_SHARE if draw else self.refuses
        known_at = self.now() + (LATE if fault == "late" else timedelta())
        name = f"T{len(self.books)}"
        asked = Asked(name, reference, what, known_at, known_at + delay, refused)
        self.books.append(asked)
        return asked

    def _top_up(self, asked: Asked) -> dict[str, Any]:
        """As TMF654 has it."""
        words = {"pending": "created", "added": "completed", "refused": "failed"}
        return {
            "id": asked.provider_id,
            "description": asked.reference,
            "status": words[self._status(asked)],
        }

    def _known(self) -> list[Asked]:
        return [each for each in self.books if each.known_at <= self.now()]

    def app(self) -> Flask:
        app = Flask("provider")

        def signed(reference: str) -> Any:
            asked = next((each for each in self._known() if each.reference == reference), None)
            if asked is None:
                abort(404)
            return jsonify(id=asked.provider_id, status=self._status(asked))

        @app.put("/signed/<reference>")
        def put(reference: str) -> Any:
            body = request.get_data()
            if not standard_webhooks.is_valid(SECRET, request.headers, body, self.now()):
                abort(401)
            given = json.loads(body)
            what = tuple(given[name] for name in sorted(given))

            def carry_out(fault: str) -> Any:
                before = next((each for each in self.books if each.reference == reference), None)
                if before is not None and before.what != what:
                    abort(409)
                if before is None:
                    self._take(reference, what, fault)
                return None if fault == "late" else signed(reference)

            return self.answer(carry_out)

        @app.get("/signed/<reference>")
        def get(reference: str) -> Any:
            if not standard_webhooks.is_valid(SECRET, request.headers, b"", self.now()):
                abort(401)
            return self.answer(lambda _: signed(reference))

        @app.post("/tmf/topupBalance")
        def create() -> Any:
            _check_token()
            given = request.get_json()
            kind = {"CNY": "credit", "GB": "data"}[given["amount"]["units"]]
            what = (kind, given["amount"]["amount"], given["logicalResource"]["value"])
            return self.answer(
                lambda fault: (
                    jsonify(self._top_up(self._take(given["description"], what, fault))),
                    201,
                )
            )

        @app.get("/tmf/topupBalance")
        def find() -> Any:
            _check_token()  # ignores the filter, as a server may that does not know it
            return self.answer(lambda _: jsonify([self._top_up(each) for each in self._known()]))

        @app.get("/tmf/topupBalance/<provider_id>")
        def show(provider_id: str) -> Any:
            _check_token()
            asked = next(each for each in self.books if each.provider_id == provider_id)
            return self.answer(lambda _: jsonify(self._top_up(asked)))

        return app


@contextmanager
def playing_provider(player: ProviderPlayer) -> Iterator[ProviderPlayer]:
    with running(make_server("127.0.0.1", 0, player.app(), threaded=True)) as url:
        player.url = url
        yield player


def _check_token() -> None:
    if request.headers.get("Authorization") != f"Bearer {SECRET}":
        abort(401)


def _cut() -> Response:
    """Ends the connection without an answer: what is written after it reaches nobody."""
    request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    return Response(status=500)
