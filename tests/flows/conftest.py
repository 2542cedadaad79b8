"""Fixtures of the dialogues' tests. There are no packages under tests, so this folder is put on
sys.path for its helpers (driver, dialogue_steps, dialogue_routes, small_dialogues, walk)."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.kernel import Database

sys.path.append(str(Path(__file__).parent))

from driver import Hotline, Member
from telephones import TELEPHONES


@pytest.fixture
def seeded_sqlite(new_database: Callable[[str, bool], str]) -> str:
    """The path of a seeded SQLite database."""
    return new_database("sqlite", True).removeprefix("sqlite:///")


@pytest.fixture
def hotline(new_database: Callable[[str, bool], str], redis_url: str, at: Any) -> Iterator[Hotline]:
    """The hotline on SQLite."""
    yield from _hotline(new_database("sqlite", True), redis_url, at)


@pytest.fixture(params=["sqlite", "postgresql"])
def any_hotline(
    request: pytest.FixtureRequest,
    new_database: Callable[[str, bool], str],
    redis_url: str,
    at: Any,
) -> Iterator[Hotline]:
    """The hotline on SQLite and on PostgreSQL, for tests that move points."""
    yield from _hotline(new_database(request.param, True), redis_url, at)


def _hotline(url: str, redis_url: str, at: Any) -> Iterator[Hotline]:
    hotline = Hotline(Database(url), redis_url, at)
    yield hotline
    assert hotline.is_sound()
    hotline.sessions.redis.close()
    hotline.database.dispose()


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[str(channel) for channel in TELEPHONES])
def channel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def member(hotline: Hotline, channel: str, language: str) -> Member:
    return hotline.member(channel, language)


@pytest.fixture
def member_with_number(hotline: Hotline, channel: str, language: str) -> Callable[[str], Member]:
    """(number) -> a member."""
    return lambda number: hotline.member(channel, language, number)


@pytest.fixture
def buyer(any_hotline: Hotline, channel: str, language: str) -> Member:
    """A member whose points move, on both databases."""
    return any_hotline.member(channel, language)
