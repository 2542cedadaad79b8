"""What members are texted about what they asked for, and about what nobody asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from core.outbox import Event
from flows.wording import Wording

TOPICS: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    number: str
    words: str
    secret: str = ""


def opens_at(topic: str, at: datetime) -> datetime | None:
    return None


def compose(conn: Connection, event: Event, wording: Wording, default_language: str) -> Text | None:
    return None
