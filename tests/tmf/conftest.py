"""The hotline's server; billing, which sends it notifications; and the clients of the API."""

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

import wsgi
from core.kernel import Settings

# There are no packages under tests: helpers beside this file are found by its folder.
sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[1] / "api")]

from api_fixtures import api, new_api
from billing_player import SECRET, Billing, Listener, NewListener

__all__ = ["api", "billing", "listener", "new_api", "new_listener"]


@pytest.fixture
def new_listener(
    new_database: Callable[[str, bool], str], redis_url: str, at: datetime
) -> Iterator[NewListener]:
    """(dialect, secret) -> the hotline, which takes notifications signed with that secret."""
    made: list[Listener] = []

    def make(dialect: str, secret: str = SECRET) -> Listener:
        clock = [at]
        settings = Settings.for_demo(
            database_url=new_database(dialect, True), redis_url=redis_url
        ).model_copy(update={"billing_secret": Settings(billing_secret=secret).billing_secret})
        made.append(Listener(wsgi.create_app(settings, now=lambda: clock[0]), clock))
        return made[-1]

    yield make
    for each in made:
        each.database.dispose()


@pytest.fixture(params=("sqlite", "postgresql"))
def listener(request: pytest.FixtureRequest, new_listener: NewListener) -> Listener:
    return new_listener(request.param)


@pytest.fixture
def billing(listener: Listener) -> Billing:
    return Billing(listener)
