"""What the dispatcher's tests send, and what became of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from core.kernel import Database
from core.schema import outbox as outbox_table
from core.schema import sent_text
from flows.all_words import load_wording
from jobs.dispatcher import Dispatcher

NUMBER, AGENT = "+8613800001001", "+8613900000001"
WORDING = load_wording()
SECONDS_MAX = 120


@dataclass
class Clock:
    at: datetime

    def now(self) -> datetime:
        return self.at


NewWorker = Callable[..., Dispatcher]


Put = Callable[..., None]


TEXT = {"to": NUMBER, "words": "Your parcel left today."}


def event(database: Database, event_id: str = "e") -> Any:
    row = select(outbox_table).where(outbox_table.c.event_id == event_id)
    return database.read(lambda conn: conn.execute(row).one())


def sent(database: Database) -> list[Any]:
    rows = select(sent_text).order_by(sent_text.c.event_id)
    return database.read(lambda conn: list(conn.execute(rows)))


def until(come: Callable[[], Any]) -> None:
    deadline = time.monotonic() + SECONDS_MAX
    while not come():
        assert time.monotonic() < deadline
        time.sleep(0.02)
