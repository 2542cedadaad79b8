"""The hotline on a real port, with Debian's Kannel between it and an operator's SMSC."""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from http_server import running
from sqlalchemy import text
from werkzeug.serving import make_server

import wsgi
from core.contact_centre import PictureFiles
from core.kernel import Database, Settings
from core.members import one_time_codes
from core.messaging import Event, sent_texts
from flows.all_words import load_wording
from jobs.carriers import Carriers
from jobs.delivery_context import DeliveryContext
from jobs.dispatcher import Dispatcher
from web.carrier_files import CarrierFiles

# There are no packages under tests: helpers beside this file are found by its folder.
sys.path.append(str(Path(__file__).parent))
from gateway import BEARERBOX, FAKESMSC, PASSWORD, SECRET, SMSBOX, Kannel, running_kannel, until
from smsc import HOTLINE, Smsc

HERE = Path(__file__).parent
NEEDS_KANNEL = {"kannel", "smpp_kannel"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if BEARERBOX and SMSBOX and FAKESMSC:
        return
    missing = pytest.mark.skip(
        reason="Kannel is not installed: apt-get install kannel kannel-extras"
    )
    for item in items:
        if item.path.is_relative_to(HERE) and NEEDS_KANNEL & set(getattr(item, "fixturenames", ())):
            item.add_marker(missing)


@dataclass
class Clock:
    """Begins at the moment of the seeded data, and goes on; `advance` leaps."""

    at: datetime
    began: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        return self.at + timedelta(seconds=time.monotonic() - self.began)

    def advance(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Hotline:
    """`asked`: the path and query of each request. `refused`: those that came while `is_down`."""

    settings: Settings
    clock: Clock
    database: Database
    asked: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    is_down: bool = False

    def worker(self) -> Dispatcher:
        settings = self.settings
        context = DeliveryContext(
            self.database,
            Carriers.from_settings(settings),
            load_wording(),
            "zh",
            self.clock.now,
            settings.sealer(one_time_codes.SEALED_FOR),
            CarrierFiles(settings),
            PictureFiles(settings.media_dir),
        )
        return Dispatcher(context, name="w", stop=threading.Event())

    def begin(self, event: Event, words: str) -> None:
        """Note a text as a worker does before it sends it."""
        of = {"member_id": event.member_id, "event_id": event.event_id, "at": self.clock.now()}
        number = event.payload["to"]
        self.database.run(lambda conn: sent_texts.begin(conn, number=number, words=words, **of))

    def rows(self, sql: str, **given: object) -> list[tuple[Any, ...]]:
        return self.database.read(lambda conn: [tuple(r) for r in conn.execute(text(sql), given)])


@dataclass
class House:
    hotline: Hotline
    kannel: Kannel
    smsc: Smsc | None

    @property
    def fetched(self) -> list[str]:
        """What Kannel has asked about texts of telephones."""
        return [each for each in self.hotline.asked if each.startswith("/sms/kannel?")]

    @property
    def ids_fetched(self) -> list[str]:
        return [dict(parse_qsl(urlsplit(each).query))["id"] for each in self.fetched]

    @property
    def reached_for(self) -> int:
        """How many replies were reported to be at the SMSC."""
        return sum(each.startswith("/sms/kannel/reply-dlr?") for each in self.hotline.asked)

    def restart_kannel(self) -> None:
        """Kills the bearerbox; the smsbox ends with it."""
        self.kannel.kill("bearerbox")
        self.kannel.boxes.pop("smsbox").wait()
        self.kannel.start()
        until(lambda: self.smsc is None or self.smsc.is_bound, "bound again")


@pytest.fixture
def folder() -> Iterator[Path]:
    found = Path(tempfile.mkdtemp(prefix="kannel-"))
    yield found
    shutil.rmtree(found, ignore_errors=True)


@pytest.fixture
def new_house(
    folder: Path, at: datetime, new_database: Callable[[str, bool], str], redis_url: str
) -> Iterator[Callable[[bool], House]]:
    """(by SMPP): a hotline with its Kannel; without SMPP fakesmsc may connect to it."""
    with ExitStack() as open_:

        def make(by_smpp: bool) -> House:
            hotline_app: list[Any] = []
            server = make_server("127.0.0.1", 0, lambda *w: hotline_app[0](*w), threaded=True)
            smsc = Smsc() if by_smpp else None
            kannel = Kannel(folder, server.server_port, smsc.port if smsc else None)
            settings = Settings(
                database_url=new_database("postgresql", True),
                redis_url=redis_url,
                secret_key="k" * 32,
                public_url=f"http://127.0.0.1:{server.server_port}",
                kannel_url=kannel.url,
                kannel_user="hotline",
                kannel_password=PASSWORD,
                kannel_secret=SECRET,
                hotline_number=HOTLINE,
            )
            clock = Clock(at)
            app = wsgi.create_app(settings, now=clock.now)
            hotline = Hotline(settings, clock, app.extensions["hotline"]._database)
            hotline_app.append(_watched(app, hotline))
            open_.callback(hotline.database.dispose)
            open_.enter_context(running(server))
            if smsc:
                open_.callback(smsc.close)
            open_.enter_context(running_kannel(kannel))
            house = House(hotline, kannel, smsc)
            until(lambda: smsc is None or smsc.is_bound, "Kannel is bound to the SMSC")
            return house

        yield make


def _watched(app: Any, hotline: Hotline) -> Callable[..., Any]:
    def watched(environ: Any, start_response: Any) -> Any:
        asked = f"{environ['PATH_INFO']}?{environ['QUERY_STRING']}"
        if hotline.is_down:
            hotline.refused.append(asked)
            start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
            return [b"down"]
        hotline.asked.append(asked)
        return app(environ, start_response)

    return watched


@pytest.fixture
def kannel(new_house: Callable[[bool], House]) -> House:
    """Kannel with fakesmsc."""
    return new_house(False)


@pytest.fixture
def smpp_kannel(new_house: Callable[[bool], House]) -> House:
    """Kannel, bound by SMPP to an SMSC."""
    return new_house(True)
