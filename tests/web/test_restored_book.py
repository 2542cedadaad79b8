"""The database was restored from a backup, and Redis remembers what happened after it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from click.testing import CliRunner
from plays import code_of
from scenarios import ORDERS

from core.books import marks
from core.kernel import Database
from flows.engine import BookEpoch, forget_other_books
from flows.engine.book_epoch import EPOCH_KEY
from hotline import main

PROMISE = "outcome_promises"


@pytest.fixture
def epochs(hotline: Any) -> BookEpoch:
    """Of a server that has run for long. Redis is shared with other tests."""
    hotline.redis.delete(EPOCH_KEY)
    compared = BookEpoch(hotline.database, hotline.redis)
    compared.reload()
    return compared


def test_a_reply_of_what_is_no_more_is_not_given_again(
    hotline: Any, epochs: BookEpoch, at: datetime
) -> None:
    sender = hotline.sms_sender()
    confirmed = sender.text_webhook(code_of(sender.text("DH 1")))
    ordered = hotline.deliver(confirmed)
    assert "换好了" in ordered.body
    assert hotline.deliver(confirmed).body == ordered.body
    orders = hotline.count(ORDERS)
    # As in a backup of the moment before, the turn is not recorded.
    hotline.database.run(lambda conn: conn.exec_driver_sql("DELETE FROM turn"))
    hotline.database.run(lambda conn: marks.begin_epoch(conn, at))
    epochs.reload()
    assert "换好了" not in hotline.deliver(confirmed).body
    assert hotline.count(ORDERS) == orders


def test_epochs_that_agree_forget_nothing(hotline: Any, epochs: BookEpoch) -> None:
    sender = hotline.sms_sender()
    webhook = sender.text_webhook("JF")
    hotline.deliver(webhook)
    kept = hotline.redis.dbsize()
    BookEpoch(hotline.database, hotline.redis).reload()
    epochs.reload()
    assert hotline.redis.dbsize() == kept


def test_promises_and_limits_are_kept(hotline: Any, epochs: BookEpoch) -> None:
    hotline.redis.rpush(PROMISE, "of a text")
    hotline.redis.set("LIMITER/desk", "3")
    hotline.redis.set("reply:{+8613800000001}:sms:SM1", "{}")
    assert forget_other_books(hotline.redis, "another") >= 1
    assert hotline.redis.get(EPOCH_KEY) == "another"
    assert hotline.redis.lrange(PROMISE, 0, -1) == ["of a text"]
    assert hotline.redis.get("LIMITER/desk") == "3"
    assert not hotline.redis.exists("reply:{+8613800000001}:sms:SM1")
    hotline.redis.delete(PROMISE, "LIMITER/desk")


def test_a_server_that_starts_compares_the_epochs(hotline: Any, at: datetime) -> None:
    hotline.redis.set(EPOCH_KEY, "of another book")
    hotline.redis.set("reply:{+8613800000001}:sms:SM1", "{}")
    hotline.app.extensions["poller"].run_once()
    assert not hotline.redis.exists("reply:{+8613800000001}:sms:SM1")
    assert hotline.redis.get(EPOCH_KEY) == marks.FIRST_EPOCH


def test_an_unreachable_redis_is_compared_later(new_hotline: Any, epochs: BookEpoch) -> None:
    away = new_hotline("sqlite", redis_url="redis://127.0.0.1:1")
    away.app.extensions["poller"].run_once()


def test_the_command_has_redis_forget(
    hotline: Any, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = hotline.app.extensions["database"].engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("REDIS_URL", redis_url)
    hotline.redis.set("reply:{+8613800000001}:sms:SM1", "{}")
    said = CliRunner().invoke(main, ["db", "restored"])
    assert said.exit_code == 0, said.output
    database = Database(url)
    epoch = database.read(marks.epoch)
    database.dispose()
    assert hotline.redis.get(EPOCH_KEY) == epoch
    assert not hotline.redis.exists("reply:{+8613800000001}:sms:SM1")
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1")
    said = CliRunner().invoke(main, ["db", "restored"])
    assert said.exit_code == 0 and "servers see to it" in said.output
