"""`play`: starts sessions with small dialogues."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from small_dialogues import Play, dialogues
from sqlalchemy import Connection, create_engine

from flows.engine import Flow


@pytest.fixture
def conn() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def play(conn: Connection) -> Callable[..., Play]:
    def start(*subjects: Flow, **options: Any) -> Play:
        flows = options.pop("flows", ())
        return Play(dialogues(*subjects, flows=flows), conn, **options)

    return start
