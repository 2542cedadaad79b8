"""The host of PostgreSQL or Redis is out of reach: packets that ask for a connection are dropped,
and nobody is told so. Whoever asks gets an answer all the same; the port is never opened here."""

from collections.abc import Callable
from typing import Any

import pytest
from redis.exceptions import RedisError
from sqlalchemy.exc import OperationalError
from unreachable import unreachable_port

from core.kernel import Database, Unavailable, bounded_connection, time_limit
from core.kernel.bounded_connection import NoConnection
from flows.engine import connect, redis_client
from flows.engine.redis_client import RedisUnavailable

SORRY = "抱歉"


def database_url(port: int) -> str:
    return f"postgresql+psycopg://hotline@127.0.0.1:{port}/hotline"


@pytest.mark.parametrize("act", ["read", "run"])
def test_unreachable_database_is_not_waited_for_twice(
    act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whatever is left of the limit when it is asked counts as long enough.
    monkeypatch.setattr(bounded_connection, "CONNECT_SILENCE_SECONDS", 0.0)
    with unreachable_port() as port:
        database = Database(database_url(port))
        call = getattr(database, act)
        with pytest.raises(OperationalError) as raised, time_limit(1.9):
            call(lambda conn: None)
        assert isinstance(raised.value.orig, NoConnection)
        with pytest.raises(Unavailable):
            call(lambda conn: None)


def test_unreachable_redis_is_not_waited_for_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(redis_client.OPTIONS, "socket_connect_timeout", 0.2)
    with unreachable_port() as port:
        client = connect(f"redis://127.0.0.1:{port}")
        with pytest.raises(RedisError) as raised:
            client.ping()
        assert not isinstance(raised.value, RedisUnavailable)
        with pytest.raises(RedisUnavailable):
            client.ping()


def test_turn_gets_apology_while_the_database_is_unreachable(
    new_hotline: Callable[..., Any], short_limits: Any
) -> None:
    with unreachable_port() as port, short_limits():
        hotline = new_hotline("sqlite", database_url=database_url(port))
        for _ in range(2):
            answer = hotline.sms_sender().text("JF")
            assert (answer.status, SORRY in answer.body) == (200, True)


@pytest.mark.parametrize(("kind", "is_asked_again"), [("START", True), ("STOP", False)])
def test_an_unrecorded_wish_for_texts_is_asked_for_again(
    new_hotline: Callable[..., Any], short_limits: Any, kind: str, is_asked_again: bool
) -> None:
    """A reply to STOP would be refused; we learn of it when the carrier refuses our next text."""
    with unreachable_port() as port, short_limits():
        hotline = new_hotline("sqlite", database_url=database_url(port))
        answer = hotline.deliver(hotline.sms_sender().text_webhook(kind, OptOutType=kind))
        assert (answer.status, "请过几分钟重发一次" in answer.body) == (200, is_asked_again)


def test_turn_gets_apology_while_redis_is_unreachable(
    new_hotline: Callable[..., Any], short_limits: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(redis_client.OPTIONS, "socket_connect_timeout", 0.2)
    with unreachable_port() as port, short_limits():
        hotline = new_hotline("sqlite", redis_url=f"redis://127.0.0.1:{port}")
        for _ in range(2):
            answer = hotline.sms_sender().text("JF")
            assert (answer.status, SORRY in answer.body) == (200, True)


def test_turn_gets_apology_while_only_the_writes_to_redis_wait(
    new_hotline: Callable[..., Any], stoppable_servers: Any, short_limits: Any
) -> None:
    """PING is answered, so the circuit closes again and again; each message is answered anyway."""
    hotline = new_hotline("sqlite", redis_url=stoppable_servers.redis_url)
    with short_limits.also_of(hotline.redis), short_limits():
        hotline.redis.client_pause(3_600_000, all=False)
        try:
            for _ in range(3):
                assert SORRY in hotline.sms_sender().text("JF").body
        finally:
            while not resumed(hotline.redis):
                continue
    while SORRY in (body := hotline.sms_sender().text("JF").body):
        continue
    assert "积分" in body


def resumed(client: Any) -> bool:
    try:
        return bool(client.client_unpause())
    except RedisError:
        return False
