"""The desk while PostgreSQL or Redis is stopped: an error page, and no thread that hangs."""

from collections.abc import Callable
from contextlib import ExitStack
from contextvars import copy_context
from typing import Any

import pytest
from sqlalchemy import event

from core.kernel import time_limit


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


def is_error_page(answer: Any) -> bool:
    assert (answer.status_code, answer.mimetype) == (503, "text/html")
    return "系统繁忙" in answer.text and int(answer.headers["Retry-After"]) > 0


def database_of(desk: Any) -> Any:
    return desk.app.extensions["hotline"]._database


def wait_until_answered(browser: Any) -> None:
    while browser.get("/desk/").status_code != 200:
        continue


def test_page_is_an_error_page_while_postgresql_is_stopped(
    desk: Any, stoppable_servers: Any
) -> None:
    browser = desk.signed_in("agent")
    assert browser.get("/desk/").status_code == 200
    with stoppable_servers.postgresql.stopped():
        for _ in range(2):  # the second finds the circuit open
            assert is_error_page(browser.get("/desk/"))
    wait_until_answered(browser)


def test_page_that_has_to_connect_is_an_error_page_while_postgresql_is_stopped(
    desk: Any, stoppable_servers: Any
) -> None:
    """Others, who came before, have taken the connections that there were."""
    browser = desk.signed_in("agent")
    database_of(desk).dispose()
    with stoppable_servers.postgresql.stopped():
        assert is_error_page(browser.get("/desk/"))
    wait_until_answered(browser)


def test_page_is_an_error_page_wherever_postgresql_stops(
    desk: Any, stoppable_servers: Any, short_limits: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(short_limits, "request_seconds", 0.3)
    browser, server, nth = desk.signed_in("agent"), stoppable_servers.postgresql, 1
    while (answer := stopped_at(nth, desk, server, short_limits, browser)) is not None:
        assert is_error_page(answer)
        wait_until_answered(browser)
        nth += 1
    assert nth > 1


def stopped_at(nth: int, desk: Any, server: Any, limits: Any, browser: Any) -> Any:
    """The answer to the start page, where the server stops before its nth statement; None if it has
    fewer. The request's time is short from then on, however long it took until then."""
    meanwhile, begun = ExitStack(), list[int]()

    def stop(*_: Any) -> None:
        begun.append(1)
        if len(begun) == nth:
            server.stop()
            meanwhile.callback(server.resume)
            meanwhile.enter_context(time_limit(limits.request_seconds))

    engines, context = (database_of(desk).engine, database_of(desk)._reader), copy_context()
    for engine in engines:
        event.listen(engine, "before_cursor_execute", stop)
    try:
        answer = context.run(browser.get, "/desk/")
    finally:
        context.run(meanwhile.close)
        for engine in engines:
            event.remove(engine, "before_cursor_execute", stop)
    return answer if len(begun) >= nth else None


def test_agents_sign_in_while_redis_is_stopped(desk: Any, stoppable_servers: Any) -> None:
    with stoppable_servers.redis.stopped():
        assert desk.signed_in("agent").get("/desk/").status_code in (200, 303)
