"""The hotline with the phone that plays its carrier, on a real port: what a worker sends arrives
there over HTTP, and its statuses come back signed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests
from flask import Flask, Response, request
from http_server import running
from werkzeug.serving import make_server

import wsgi
from core.kernel import Settings
from phone.carrier import Carrier
from phone.recordings import RecordingStore
from phone.routes import make_phone

ACCOUNT, AUTH_TOKEN, HOTLINE_NUMBER = "AC1", "an-auth-token", "+8610105"
MARKETING_NUMBER = "+8610106"


@dataclass
class CarrierLine:
    """`faults`: statuses to answer the next requests to the API with, 0 for as it should be.
    `before_listing` happens while texts are asked for."""

    settings: Settings
    app: Flask
    recordings: RecordingStore
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    faults: list[int] = field(default_factory=list)
    before_listing: Callable[[], object] = lambda: None

    def texts(self, number: str) -> list[str]:
        where = f"{self.settings.public_url}/phone/api/incoming"
        answer = requests.get(where, {"number": number, "after": 0}, timeout=60)
        return [text["text"] for text in answer.json()["texts"]]

    def ringing(self, number: str) -> list[str]:
        where = f"{self.settings.public_url}/phone/api/incoming"
        answer = requests.get(where, {"number": number, "after": 0}, timeout=60)
        return list(answer.json()["calls"])

    def message(self, number: str, body: str) -> None:
        where = f"{self.settings.public_url}/phone/api/texts"
        requests.post(where, json={"number": number, "body": body}, timeout=60)

    def posts(self, what: str) -> int:
        return sum(method == "POST" and path.endswith(what) for method, path, _ in self.asked)


@contextmanager
def carrier_line(database_url: str, redis_url: str) -> Iterator[CarrierLine]:
    app: list[Any] = []
    server = make_server("127.0.0.1", 0, lambda *wsgi: app[0](*wsgi), threaded=True)
    url = f"http://127.0.0.1:{server.server_port}"
    settings = Settings(
        database_url=database_url,
        redis_url=redis_url,
        secret_key="k" * 32,
        public_url=url,
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=AUTH_TOKEN,
        twilio_api_url=f"{url}/phone",
        hotline_number=HOTLINE_NUMBER,
        marketing_number=MARKETING_NUMBER,
        ussd_token="a-ussd-token",
    )
    hotline = wsgi.create_app(settings)
    carrier = Carrier(url, url, AUTH_TOKEN, "a-ussd-token", HOTLINE_NUMBER, ACCOUNT)
    hotline.register_blueprint(make_phone(carrier, production=False))
    line = CarrierLine(settings, hotline, carrier.recordings)
    _watch(hotline, line)
    app.append(hotline)
    with running(server):
        yield line


def _watch(app: Flask, line: CarrierLine) -> None:
    def is_api() -> bool:
        return "/2010-04-01/" in request.path

    @app.before_request
    def note() -> Response | None:
        if not is_api():
            return None
        if request.method == "GET":
            line.before_listing()
        line.asked.append((request.method, request.path, request.form.to_dict()))
        if line.faults and (status := line.faults.pop(0)):
            return Response('{"code": 20500, "message": "?"}', status)
        return None
