"""PostgreSQL or Redis is stopped: it answers nothing and closes no connection. Whoever asks gets an
answer while it is still stopped, and once it goes on everything works as before.

The limits are short in a block `with ....stopped()`, where the server does not go on before the
answer is there: that an answer came in time is shown by the order of events.
"""

import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from contextvars import copy_context
from typing import Any

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import event, make_url

from core.kernel import time_limit
from core.kernel.engines import POOL_OVERFLOW, POOL_SIZE
from web import time_limits

SORRY, PROMISE = "抱歉", "结果会发短信告诉您"
ORDERS = "SELECT COUNT(*) FROM gift_order WHERE member_id = 1"
PIN = "135790"
CALLERS = [f"+861390000{number:04}" for number in range(20)]


@pytest.fixture
def hotline(
    new_hotline: Callable[..., Any], stoppable_servers: Any, short_limits: Any
) -> Iterator[Any]:
    servers = stoppable_servers
    database_url = servers.new_database()
    made = new_hotline("sqlite", database_url=database_url, redis_url=servers.redis_url)
    made.redis.flushall()
    with short_limits.also_of(made.redis):
        yield made


def is_open(dependency: str) -> bool:
    return REGISTRY.get_sample_value("hotline_circuit_open", {"dependency": dependency}) == 1


def by_voice(hotline: Any) -> Any:
    caller = hotline.voice_caller()
    caller.call()
    return caller.press_webhook("1")


def by_text(hotline: Any) -> Any:
    return hotline.sms_sender().text_webhook("JF")


def by_ussd(hotline: Any) -> Any:
    user = hotline.ussd_user()
    user.dial()
    return user.entry_webhook("1")


channels = pytest.mark.parametrize("play", [by_voice, by_text, by_ussd])


def reply(deliver: Callable[[], Any]) -> Any:
    """The first answer that is no apology: the probe that closes a circuit has its turn."""
    while SORRY in (answer := deliver()).body:
        threading.Event().wait(0.05)
    return answer


@channels
def test_turn_gets_apology_while_postgresql_is_stopped(
    hotline: Any, stoppable_servers: Any, play: Callable[[Any], Any]
) -> None:
    webhook = play(hotline)
    with stoppable_servers.postgresql.stopped():
        answer = hotline.deliver(webhook)
        assert (answer.status, SORRY in answer.body) == (200, True)
    assert "积分" in reply(lambda: hotline.deliver(play(hotline))).body


@channels
def test_turn_gets_apology_while_redis_is_stopped(
    hotline: Any, stoppable_servers: Any, play: Callable[[Any], Any]
) -> None:
    webhook = play(hotline)
    with stoppable_servers.redis.stopped():
        answer = hotline.deliver(webhook)
        assert (answer.status, SORRY in answer.body) == (200, True)
    assert "积分" in reply(lambda: hotline.deliver(play(hotline))).body


def test_turn_gets_apology_while_both_are_stopped(hotline: Any, stoppable_servers: Any) -> None:
    webhook = by_text(hotline)
    with stoppable_servers.redis.stopped(), stoppable_servers.postgresql.stopped():
        assert SORRY in hotline.deliver(webhook).body
    assert "积分" in reply(lambda: hotline.deliver(by_text(hotline))).body


@channels
def test_message_that_has_waited_too_long_for_a_thread_asks_nothing(
    new_hotline: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, play: Callable[[Any], Any]
) -> None:
    hotline = new_hotline("sqlite")
    webhook, statements = play(hotline), list[str]()
    for engine in (hotline.database.engine, hotline.database._reader):
        event.listen(engine, "before_cursor_execute", lambda *about: statements.append(about[2]))
    arrived = time.monotonic() - time_limits.REQUEST_SECONDS
    monkeypatch.setattr(hotline, "environ", {time_limits.ARRIVED_SECONDS: arrived})
    answer = hotline.deliver(webhook)
    assert (answer.status, SORRY in answer.body, statements) == (200, True, [])
    monkeypatch.setattr(hotline, "environ", {})
    assert "积分" in hotline.deliver(webhook).body


def test_calls_fail_at_once_while_circuit_is_open_and_no_connection_is_left_behind(
    hotline: Any, stoppable_servers: Any
) -> None:
    """More callers than there are connections, several rounds of them."""

    def text(number: str) -> Any:
        return hotline.sms_sender(number).text("JF")

    with ThreadPoolExecutor(len(CALLERS)) as threads:
        list(threads.map(text, CALLERS))
        with stoppable_servers.postgresql.stopped():
            rounds_when_open = 0
            while rounds_when_open < 3:
                assert all(SORRY in answer.body for answer in threads.map(text, CALLERS))
                rounds_when_open += is_open("postgresql")
        reply(lambda: hotline.deliver(by_text(hotline)))
        assert not is_open("postgresql")
        assert not any(SORRY in answer.body for answer in threads.map(text, CALLERS))
    pools = hotline.database.engine.pool, hotline.database._reader.pool
    kept = sum(pool.checkedin() + pool.checkedout() for pool in pools)
    assert kept <= len(pools) * (POOL_SIZE + POOL_OVERFLOW)
    while stoppable_servers.connections() > kept:
        threading.Event().wait(0.05)  # the server notices each connection that is gone


def test_no_lock_is_left_by_requests_that_redis_runs_after_their_end(
    hotline: Any, stoppable_servers: Any, short_limits: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Redis takes the lock when it goes on, for a client that has given up long before."""
    monkeypatch.setattr(short_limits, "lock_ttl_ms", 3_600_000)
    hotline.deliver(by_text(hotline))
    with stoppable_servers.redis.stopped():
        assert SORRY in hotline.deliver(by_text(hotline)).body
    reply(lambda: hotline.sms_sender(CALLERS[0]).text("JF"))
    assert hotline.redis.keys("lock:*") == []
    assert "积分" in hotline.deliver(by_text(hotline)).body


def test_redis_circuit_opens_and_closes(hotline: Any, stoppable_servers: Any) -> None:
    with stoppable_servers.redis.stopped():
        while not is_open("redis"):
            assert SORRY in hotline.deliver(by_text(hotline)).body
    reply(lambda: hotline.deliver(by_text(hotline)))
    assert not is_open("redis")


@pytest.mark.parametrize("moment", ["at a statement", "at the commit"])
def test_effect_cut_short_happens_once(
    hotline: Any, stoppable_servers: Any, short_limits: Any, moment: str
) -> None:
    """The server is stopped within the transaction: whether the commit arrived is not known then.
    The same message, delivered again afterwards, has the effect, once. The request's time is short
    from the moment when the server stops, however long it took until then."""
    sender = hotline.sms_sender()
    code = re.search(r"(?<!\d)\d{6}(?!\d)", sender.text("DH 1").body)
    assert code
    before, webhook = hotline.count(ORDERS), sender.text_webhook(code.group())
    engine, server = hotline.database.engine, stoppable_servers.postgresql
    context, meanwhile = copy_context(), ExitStack()
    is_stopped = threading.Event()

    def stop(*_: Any) -> None:
        if not is_stopped.is_set():
            is_stopped.set()
            server.stop()
            meanwhile.enter_context(time_limit(short_limits.request_seconds))

    event.listen(engine, "commit" if "commit" in moment else "before_cursor_execute", stop)
    try:
        answer = context.run(hotline.deliver, webhook)
        assert is_stopped.is_set()
    finally:
        context.run(meanwhile.close)
        server.resume()
    assert (SORRY in answer.body, PROMISE in answer.body) == (True, "commit" in moment)
    reply(lambda: hotline.sms_sender(CALLERS[0]).text("JF"))
    hotline.redis.delete("none", *hotline.redis.keys("lock:*"))  # as their time would have passed
    hotline.deliver(webhook)
    assert hotline.count(ORDERS) == before + 1
    hotline.check_ledger()


def test_readiness_is_denied_while_a_dependency_is_stopped(
    hotline: Any, stoppable_servers: Any
) -> None:
    client = hotline.app.test_client()
    assert client.get("/readyz").status_code == 200
    for name, server in (
        ("database", stoppable_servers.postgresql),
        ("redis", stoppable_servers.redis),
    ):
        with server.stopped():
            answer = client.get("/readyz")
            assert (answer.status_code, name in answer.text) == (503, True)
            assert int(answer.headers["Retry-After"]) > 0
        while client.get("/readyz").status_code != 200:
            threading.Event().wait(0.05)


def test_turn_gets_apology_while_another_process_locks_sqlite(
    new_hotline: Callable[..., Any], short_limits: Any
) -> None:
    hotline = new_hotline("sqlite")
    caller = hotline.voice_caller()
    caller.call()
    caller.press("2", "3", PIN, "1", "2")
    webhook, before = caller.press_webhook("1"), hotline.count(ORDERS)
    writer = sqlite3.connect(make_url(str(hotline.database.engine.url)).database or "")
    writer.execute("BEGIN IMMEDIATE")
    with short_limits():
        assert SORRY in hotline.deliver(webhook).body
    writer.rollback()
    writer.close()
    assert hotline.count(ORDERS) == before
    assert "积分" in hotline.deliver(by_text(hotline)).body
