"""What the tests of dialogues share. There are no packages under tests, so the helpers here
(driver, walk) are found by their folder."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core.kernel import Database
from core.members import one_time_codes, pins

sys.path.append(str(Path(__file__).parent))

from driver import House, Member


@pytest.fixture(scope="module")
def quick_secrets(quick_hasher: Any) -> Iterator[None]:
    """New PINs and codes are hashed as cheaply as the seeded ones: a check costs what its hash
    says, so nothing else changes."""

    def hashed(secret: str, _hasher: Any = None) -> str:
        return str(quick_hasher.hash(secret))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pins, "hashed", hashed)
        patch.setattr(one_time_codes, "hashed", hashed)
        yield


@pytest.fixture
def seeded_sqlite(new_database: Callable[[str, bool], str]) -> str:
    """The path of a seeded database's file."""
    return new_database("sqlite", True).removeprefix("sqlite:///")


@pytest.fixture
def house(
    new_database: Callable[[str, bool], str], redis_url: str, at: Any, quick_secrets: None
) -> Iterator[House]:
    """The hotline on SQLite."""
    yield from _house(new_database("sqlite", True), redis_url, at)


@pytest.fixture(params=["sqlite", "postgresql"])
def any_house(
    request: pytest.FixtureRequest,
    new_database: Callable[[str, bool], str],
    redis_url: str,
    at: Any,
    quick_secrets: None,
) -> Iterator[House]:
    """The hotline on SQLite, then on PostgreSQL: for what moves points."""
    yield from _house(new_database(request.param, True), redis_url, at)


def _house(url: str, redis_url: str, at: Any) -> Iterator[House]:
    house = House(Database(url), redis_url, at)
    yield house
    assert house.is_sound()
    house.sessions.redis.close()
    house.database.dispose()


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["voice", "sms", "ussd"])
def channel(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def member(house: House, channel: str, language: str) -> Member:
    return house.member(channel, language)


@pytest.fixture
def someone(house: House, channel: str, language: str) -> Callable[[str], Member]:
    """By number."""
    return lambda number: house.member(channel, language, number)


@pytest.fixture
def buyer(any_house: House, channel: str, language: str) -> Member:
    """Whose points move: on both databases."""
    return any_house.member(channel, language)
