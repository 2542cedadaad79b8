"""The desk while PostgreSQL or Redis is stopped: an error page, and no thread that hangs."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def desk(
    new_desk: Callable[..., Any],
    stoppable_servers: Any,
    short_limits: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Any:
    """It works without Redis too, so that it does not matter when it gives Redis up."""
    short_limits.of_new_clients(monkeypatch)
    servers = stoppable_servers
    return new_desk(database_url=servers.new_database(), redis_url=servers.redis_url)


def test_page_is_an_error_page_while_postgresql_is_stopped(
    desk: Any, stoppable_servers: Any
) -> None:
    browser = desk.signed_in("agent")
    assert browser.get("/desk/").status_code == 200
    with stoppable_servers.postgresql.stopped():
        for _ in range(2):  # the second finds the circuit open
            answer = browser.get("/desk/")
            assert (answer.status_code, answer.mimetype) == (503, "text/html")
            assert "系统繁忙" in answer.text and answer.headers["Retry-After"]
    while browser.get("/desk/").status_code != 200:
        continue


def test_agents_sign_in_while_redis_is_stopped(desk: Any, stoppable_servers: Any) -> None:
    with stoppable_servers.redis.stopped():
        assert desk.signed_in("agent").get("/desk/").status_code in (200, 303)
