"""A worker's dispatcher, the carrier that it sends to, and the events of its outbox."""

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from carriers import CarrierLine, carrier_line
from code_sealer import CODE_SEALER
from job_data import join
from sqlalchemy import insert

from core.contact_centre import PictureFiles
from core.kernel import Database
from core.messaging import TextCarrier, outbox
from core.schema import outbox as outbox_table
from jobs.carriers import Carriers
from jobs.delivery_context import DeliveryContext
from jobs.dispatcher import Dispatcher
from web.carrier_files import CarrierFiles

# There are no packages under tests: helpers beside this file are found by its folder.
sys.path.append(str(Path(__file__).parent))

from dispatched import WORDING, Clock, NewWorker, Put


@pytest.fixture(params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, new_database: Callable[[str, bool], str]
) -> Iterator[Database]:
    database = Database(new_database(request.param, False))
    database.run(lambda conn: join(conn, 1))
    yield database
    database.dispose()


@pytest.fixture
def line(database: Database, redis_url: str) -> Iterator[CarrierLine]:
    with carrier_line(database.engine.url.render_as_string(False), redis_url) as line:
        yield line


@pytest.fixture
def clock() -> Clock:
    """Today: the carrier's own clock is the real one."""
    return Clock(datetime.now(UTC))


@pytest.fixture
def new_worker(database: Database, line: CarrierLine, clock: Clock, tmp_path: Path) -> NewWorker:
    def make(
        name: str = "w", stop: threading.Event | None = None, texts: TextCarrier | None = None
    ) -> Dispatcher:
        carriers = Carriers.from_settings(line.settings)
        context = DeliveryContext(
            database,
            replace(carriers, texts=texts) if texts else carriers,
            WORDING,
            "zh",
            clock.now,
            CODE_SEALER,
            CarrierFiles(line.settings),
            PictureFiles(tmp_path),
        )
        return Dispatcher(context, name=name, stop=stop or threading.Event())

    return make


@pytest.fixture
def put(database: Database, clock: Clock) -> Callable[..., None]:
    """(topic, payload, event_id): asked for now."""

    def put(topic: str, payload: dict[str, Any], event_id: str = "e") -> None:
        work = partial(outbox.put, member_id=1, event_id=event_id, topic=topic, payload=payload)
        database.run(lambda conn: work(conn, at=clock.at))

    return put


@pytest.fixture
def write(database: Database, clock: Clock) -> Put:
    """As put, without the check of the topic: what another release may have written."""

    def write(topic: str, payload: dict[str, Any], event_id: str = "e") -> None:
        row = {"member_id": 1, "event_id": event_id, "topic": topic, "payload": payload}
        due = {"recorded_at": clock.at, "due_at": clock.at, "tries": 0}
        database.run(lambda conn: conn.execute(insert(outbox_table).values(row | due)))

    return write
