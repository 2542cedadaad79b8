"""Texts over Kannel: what it is asked, what becomes of its answers, and its reports."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from code_sealer import CODE_SEALER
from dispatched import NUMBER, TEXT, WORDING, Clock, Put, event, sent, until
from flask import Flask, Response, request
from http_server import running
from structlog.testing import capture_logs
from werkzeug.serving import make_server

import wsgi
from core.contact_centre import PictureFiles, delivery_reports
from core.kernel import Database, Settings
from core.messaging.outbox import LEASE
from jobs.carriers import Carriers
from jobs.delivery_context import DeliveryContext
from jobs.dispatcher import Dispatcher
from web.carrier_files import CarrierFiles

PASSWORD, SECRET = "a-kannel-password", "a secret&%"
DROPS = 0  # the connection, once it has been asked


@dataclass
class Kannel:
    """`faults`: what the next requests are answered with."""

    url: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)

    def answer(self) -> Response:
        self.asked.append(request.args.to_dict())
        status, words = self.faults.pop(0) if self.faults else (202, "0: Accepted for delivery")
        if status == DROPS:
            request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        return Response(words, status or 200)


@pytest.fixture
def kannel() -> Iterator[Kannel]:
    found, app = Kannel(), Flask("kannel")
    app.add_url_rule("/cgi-bin/sendsms", view_func=found.answer)
    with running(make_server("127.0.0.1", 0, app, threaded=True)) as url:
        found.url = url
        yield found


@pytest.fixture
def settings(database: Database, redis_url: str, kannel: Kannel) -> Settings:
    return Settings(
        database_url=database.engine.url.render_as_string(False),
        redis_url=redis_url,
        secret_key="k" * 32,
        public_url="https://hotline.example/base",
        kannel_url=kannel.url,
        kannel_user="u",
        kannel_password=PASSWORD,
        kannel_secret=SECRET,
        hotline_number="10086",
    )


@pytest.fixture
def worker(database: Database, settings: Settings, clock: Clock, tmp_path: Path) -> Dispatcher:
    context = DeliveryContext(
        database,
        Carriers.from_settings(settings),
        WORDING,
        "zh",
        clock.now,
        CODE_SEALER,
        CarrierFiles(settings),
        PictureFiles(tmp_path),
    )
    return Dispatcher(context, name="w", stop=threading.Event())


@pytest.fixture
def report(settings: Settings, clock: Clock) -> Callable[[Kannel, int], int]:
    """Fetches the address that the last text's request named, as Kannel does."""
    app = wsgi.create_app(settings, now=clock.now)

    def fetch(kannel: Kannel, kind: int) -> int:
        address = kannel.asked[-1]["dlr-url"].removeprefix("https://hotline.example/base")
        filled = address.replace("%%", "\0").replace("%d", str(kind)).replace("\0", "%")
        return app.test_client().get(filled).status_code

    return fetch


def stands(database: Database) -> tuple[Any, ...]:
    [row] = sent(database)
    return row.status, row.error, row.carrier_id


def test_kannel_is_asked_for_a_text(
    worker: Dispatcher, kannel: Kannel, put: Put, database: Database
) -> None:
    put("text", TEXT)
    put("text", TEXT | {"words": "您的包裹😀"}, "f:1 %")
    worker.run_once()
    english, chinese = kannel.asked
    report = "https://hotline.example/base/sms/kannel/dlr?secret=a+secret%%26%%%%25&m=1&e=e&type=%d"
    assert english == {
        "username": "u", "password": PASSWORD, "from": "10086", "to": NUMBER,
        "text": TEXT["words"], "charset": "UTF-8", "coding": "0", "dlr-mask": "31",
        "dlr-url": report.replace("%%%%", "%%"),
    }  # fmt: skip
    assert (chinese["text"], chinese["coding"]) == ("您的包裹😀", "2")
    named = dict(parse_qsl(urlsplit(chinese["dlr-url"].replace("%%", "%")).query))
    assert (named["e"], named["secret"]) == ("f:1 %", SECRET)
    assert {row.status for row in sent(database)} == {"queued"}


def test_queued_for_later_is_accepted(
    worker: Dispatcher, kannel: Kannel, put: Put, database: Database
) -> None:
    kannel.faults = [(202, "3: Queued for later delivery")]
    put("text", TEXT)
    worker.run_once()
    assert event(database).done_at is not None and event(database).failed is None


def test_a_refusal_is_final(
    worker: Dispatcher, kannel: Kannel, put: Put, database: Database
) -> None:
    kannel.faults = [(400, "Number(s) has/have been denied by white- and/or black-lists.")]
    put("text", TEXT)
    worker.run_once()
    assert stands(database) == ("failed", "kannel_400", None)
    assert event(database).failed == "kannel_400"


@pytest.mark.parametrize(
    "fault", [(503, "Temporal failure, try again later."), (403, "Authorization failed"), (500, "")]
)
def test_what_may_pass_is_tried_again_soon(
    worker: Dispatcher,
    kannel: Kannel,
    put: Put,
    database: Database,
    clock: Clock,
    fault: tuple[int, str],
) -> None:
    kannel.faults = [fault]
    put("text", TEXT)
    worker.run_once()
    assert event(database).done_at is None
    clock.at += timedelta(seconds=2)
    worker.run_once()
    assert len(kannel.asked) == 2 and stands(database)[0] == "queued"


def test_unanswered_text_waits_for_a_report(
    worker: Dispatcher,
    kannel: Kannel,
    put: Put,
    database: Database,
    clock: Clock,
    report: Callable[[Kannel, int], int],
) -> None:
    """Kannel has taken it, and its answer is lost: the report says so."""
    kannel.faults = [(DROPS, "")]
    put("text", TEXT)
    worker.run_once()
    clock.at += LEASE - timedelta(seconds=1)
    worker.run_once()
    assert len(kannel.asked) == 1
    assert report(kannel, 8) == 200
    clock.at += timedelta(seconds=1)
    worker.run_once()
    assert len(kannel.asked) == 1
    assert event(database).done_at is not None and stands(database)[0] == "sent"


def test_unanswered_text_without_a_report_is_sent_again(
    worker: Dispatcher, kannel: Kannel, put: Put, database: Database, clock: Clock
) -> None:
    kannel.faults = [(DROPS, "")]
    put("text", TEXT)
    worker.run_once()
    clock.at += LEASE
    worker.run_once()
    assert len(kannel.asked) == 2 and stands(database)[0] == "queued"


def test_kannel_that_is_not_there_is_tried_again_soon(
    database: Database, settings: Settings, worker: Dispatcher, put: Put, clock: Clock
) -> None:
    texts: Any = worker._context.carriers.texts
    address, texts._address = texts._address, "http://127.0.0.1:9/cgi-bin/sendsms"
    put("text", TEXT)
    with capture_logs() as logs:
        worker.run_once()
    assert PASSWORD not in str(logs)
    texts._address = address
    clock.at += timedelta(seconds=2)
    worker.run_once()
    assert stands(database)[0] == "queued"


@pytest.mark.parametrize(
    ("kinds", "status", "error"),
    [
        ((8, 1), "delivered", None),
        ((1, 8), "delivered", None),
        ((4, 8, 2), "undelivered", "not_delivered"),
        ((2, 8, 4), "undelivered", "not_delivered"),
        ((16,), "failed", "rejected"),
        ((1, 2, 16), "delivered", None),
        ((32,), "queued", None),
        ((32, 8), "sent", None),
    ],
)
def test_reports_may_come_in_any_order(
    worker: Dispatcher,
    kannel: Kannel,
    put: Put,
    database: Database,
    report: Callable[[Kannel, int], int],
    kinds: tuple[int, ...],
    status: str,
    error: str | None,
) -> None:
    put("text", TEXT)
    worker.run_once()
    assert [report(kannel, kind) for kind in kinds] == [200] * len(kinds)
    assert stands(database) == (status, error, "kannel:1:e")


@pytest.mark.parametrize(
    ("query", "status"),
    [("m=1&e=nothing&type=1", 200), ("m=1&e=e", 400), ("m=x&e=e&type=1", 400), ("m=1&type=1", 400),
     ("m=1&e=e&type=-1", 400)],
)  # fmt: skip
def test_a_report_of_no_text_of_ours_changes_nothing(
    settings: Settings, query: str, status: int
) -> None:
    client = wsgi.create_app(settings).test_client()
    answer = client.get(f"/sms/kannel/dlr?secret=a+secret%26%25&{query}")
    assert (answer.status_code, answer.mimetype) == (status, "text/plain")


def test_two_first_reports_at_the_same_moment_both_count(
    worker: Dispatcher, kannel: Kannel, put: Put, database: Database, clock: Clock
) -> None:
    """The one that is second to write finds the id that the first has just stored."""
    if database.engine.dialect.name == "sqlite":
        pytest.skip("SQLite writes one after the other")
    kannel.faults = [(DROPS, "")]
    put("text", TEXT)
    worker.run_once()
    apply = partial(
        delivery_reports.apply, carrier_id="kannel:1:e", error=None, event=(1, "e"), at=clock.at
    )
    found: list[bool] = []

    def second() -> None:
        found.append(database.run(partial(apply, status="delivered")))

    thread = threading.Thread(target=second)

    def first(conn: Any) -> None:
        apply(conn, status="sent")
        thread.start()
        until(lambda: database.read(_is_waiting))

    database.run(first)
    thread.join()
    assert found == [True] and stands(database)[0] == "delivered"


def _is_waiting(conn: Any) -> bool:
    waiting = "SELECT COUNT(*) FROM pg_locks WHERE NOT granted"
    return bool(conn.exec_driver_sql(waiting).scalar())


def test_without_twilio_voice_is_off(
    worker: Dispatcher, put: Put, database: Database, clock: Clock
) -> None:
    put("hang_up", {"call": "CA1"})
    worker.run_once()
    assert event(database).failed == "voice_off"


def test_beside_kannel_twilio_takes_the_calls(settings: Settings) -> None:
    both = settings.model_copy(update={"twilio_account_sid": "AC1"})
    carriers = Carriers.from_settings(both)
    assert type(carriers.texts).__name__ == "KannelCarrier"
    assert type(carriers.calls).__name__ == "TwilioCarrier"
