"""The whole application behind its test client, and members who send it webhooks. A webhook is a
value here, so that a test can deliver it three times at once, or again a day later.
"""

import hashlib
import io
import random
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select, text
from twilio.request_validator import RequestValidator

import wsgi
from core.books import audit
from core.kernel import Database, Settings
from core.programme import Programme, set_current_rules, shipped_rules
from core.schema import metadata
from flows.engine import Conversation

# There are no packages under tests: helpers beside this file are found by its folder.
sys.path.append(str(Path(__file__).parent))

PUBLIC_URL = "https://hotline.example"
AUTH_TOKEN, USSD_TOKEN = "an-auth-token", "a-ussd-token"
ZH = "+8613800000001"


class Webhook(NamedTuple):
    path: str
    form: dict[str, str]


class Answer(NamedTuple):
    status: int
    body: str


@dataclass
class Clock:
    at: datetime

    def now(self) -> datetime:
        return self.at

    def advance(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass
class Hotline:
    """`arrival_url`: the URL at which requests arrive; behind a proxy carriers call another.
    `environ`: what the server adds to the WSGI environment of each request."""

    app: Flask
    clock: Clock
    arrival_url: str = "http://127.0.0.1"
    ids_issued: int = 0
    environ: dict[str, Any] = field(default_factory=dict)

    @property
    def conversation(self) -> Conversation:
        return self.app.extensions["hotline"]

    @property
    def database(self) -> Database:
        return self.conversation._database

    @property
    def redis(self) -> Any:
        return self.conversation._sessions.redis

    def deliver(self, webhook: Webhook) -> Answer:
        signed = RequestValidator(AUTH_TOKEN).compute_signature(
            PUBLIC_URL + webhook.path, webhook.form
        )
        return self.post(webhook.path, urlencode(webhook.form), {"X-Twilio-Signature": signed})

    def post(self, path: str, body: str | bytes, headers: dict[str, str]) -> Answer:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.app.test_client().post(
            path,
            data=body,
            headers=kind | headers,
            base_url=self.arrival_url,
            environ_overrides=self.environ,
        )
        return Answer(answer.status_code, answer.get_data(as_text=True))

    def deliver_concurrently(self, webhook: Webhook, times: int = 3) -> list[Answer]:
        gate = threading.Barrier(times)

        def deliver(_: int) -> Answer:
            gate.wait()
            return self.deliver(webhook)

        with ThreadPoolExecutor(times) as threads:
            return list(threads.map(deliver, range(times)))

    def voice_caller(self, number: str = ZH) -> "VoiceCaller":
        return VoiceCaller(self, number)

    def sms_sender(self, number: str = ZH) -> "SmsSender":
        return SmsSender(self, number)

    def ussd_user(self, number: str = ZH) -> "UssdUser":
        return UssdUser(self, number)

    def new_id(self, prefix: str) -> str:
        self.ids_issued += 1
        return f"{prefix}{self.ids_issued:032x}"

    def count(self, sql: str) -> int:
        return self.database.run(lambda conn: int(conn.execute(text(sql)).scalar_one()))

    def fingerprint(self, without: frozenset[str] = frozenset()) -> dict[str, str]:
        """A hash of the rows of every table but those named in `without`."""

        def tables(conn: Any) -> dict[str, str]:
            return {
                table.name: hashlib.sha256(
                    repr(sorted(map(repr, conn.execute(select(table))))).encode()
                ).hexdigest()
                for table in metadata.sorted_tables
                if table.name not in without
            }

        return self.database.run(tables)

    def check_ledger(self) -> None:
        assert self.database.run(lambda conn: list(audit.violations(conn))) == []


@dataclass
class VoiceCaller:
    """A member on a call. `press` delivers; `press_webhook` only makes the webhook."""

    hotline: Hotline
    number: str = ZH
    turn: int = 0
    sid: str = ""

    def __post_init__(self) -> None:
        self.sid = self.sid or self.hotline.new_id("CA")

    def call(self) -> Answer:
        return self.hotline.deliver(self.ringing_webhook())

    def ringing_webhook(self) -> Webhook:
        return Webhook("/ivr/call", self._form(CallStatus="ringing"))

    def press(self, *entries: str) -> Answer:
        answers = [self.hotline.deliver(self.press_webhook(keys)) for keys in entries]
        return answers[-1]

    def press_webhook(self, keys: str) -> Webhook:
        return self.turn_webhook(Digits=keys)

    def turn_webhook(self, **did: str) -> Webhook:
        """The webhook of the next turn; each call counts one turn further."""
        self.turn += 1
        return Webhook(f"/ivr/turn?n={self.turn}", self._form(CallStatus="in-progress", **did))

    def hang_up(self) -> Answer:
        return self.hotline.deliver(Webhook("/ivr/status", self._form(CallStatus="completed")))

    def _form(self, **more: str) -> dict[str, str]:
        return {"CallSid": self.sid, "From": self.number, "To": "+8610105", **more}


@dataclass
class SmsSender:
    """A member who sends texts."""

    hotline: Hotline
    number: str = ZH

    def text(self, *bodies: str) -> Answer:
        return [self.hotline.deliver(self.text_webhook(body)) for body in bodies][-1]

    def text_webhook(self, body: str, **more: str) -> Webhook:
        sid = self.hotline.new_id("SM")
        form = {"MessageSid": sid, "From": self.number, "To": "+8610105", "Body": body}
        return Webhook("/sms/message", form | more)


@dataclass
class UssdUser:
    """A member in a USSD session, whose text is cumulative."""

    hotline: Hotline
    number: str = ZH
    entries: list[str] = field(default_factory=list)
    sid: str = ""

    def __post_init__(self) -> None:
        self.sid = self.sid or self.hotline.new_id("ATUid_")

    def enter(self, *entries: str) -> Answer:
        return [self.hotline.deliver(self.entry_webhook(entry)) for entry in entries][-1]

    def dial(self) -> Answer:
        return self.hotline.deliver(self.dial_webhook())

    def dial_webhook(self) -> Webhook:
        form = {"sessionId": self.sid, "phoneNumber": self.number, "serviceCode": "*105#"}
        path = f"/ussd/session?token={USSD_TOKEN}"
        return Webhook(path, form | {"text": "*".join(self.entries)})

    def entry_webhook(self, entry: str) -> Webhook:
        self.entries.append(entry)
        return self.dial_webhook()


NewHotline = Callable[..., Hotline]


@pytest.fixture
def new_hotline(
    new_database: Callable[[str, bool], str],
    pooled: Callable[[str], str],
    redis_url: str,
    at: datetime,
) -> Iterator[NewHotline]:
    """A hotline with seeded data, on either database. PostgreSQL is reached through PgBouncer
    here, where it is installed; all other tests do without."""
    made: list[Hotline] = []

    def make(dialect: str, **given: str) -> Hotline:
        clock = Clock(at)
        url = new_database(dialect, True)
        settings = Settings.for_demo(
            **{
                "database_url": pooled(url) if dialect == "postgresql" else url,
                "redis_url": redis_url,
                "public_url": PUBLIC_URL,
                "twilio_auth_token": AUTH_TOKEN,
                "ussd_token": USSD_TOKEN,
            }
            | given
        )
        app = wsgi.create_app(settings, now=clock.now, randomness=random.Random(7))
        made.append(Hotline(app, clock))
        return made[-1]

    yield make
    for hotline in made:
        hotline.database.dispose()
        hotline.redis.close()


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """The application's log, which goes to what is stderr when the application is made."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    return written


@pytest.fixture(params=["sqlite", "postgresql"])
def hotline(request: pytest.FixtureRequest, new_hotline: NewHotline) -> Hotline:
    return new_hotline(request.param)


@pytest.fixture
def end_of_agents_hours(at: datetime) -> Iterator[Callable[[], None]]:
    """A function after which it is outside the agents' hours, which are round the clock before."""

    def end() -> None:
        document = shipped_rules().model_dump(mode="json")
        hour = at.astimezone(shipped_rules().zone).hour
        document["agents"] |= {"from_hour": hour - 2, "until_hour": hour}
        set_current_rules(Programme.model_validate(document))

    yield end
    set_current_rules(shipped_rules())


@pytest.fixture
def audited(hotline: Hotline) -> Iterator[None]:
    """Checks the ledger's invariants after the test."""
    yield
    hotline.check_ledger()
