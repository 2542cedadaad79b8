"""Two turns of one session at a time, of which one loses its lock."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from plays import (
    STRANGER,
    code_of,
    play_entries,
    play_keys,
    play_texts,
    play_voice_confirmation,
)
from scenarios import JOINED, ORDERS
from sqlalchemy import Connection, event
from turn_records import next_webhook, replies

from flows.engine import SessionStore

pytestmark = pytest.mark.usefixtures("audited")


def expire_locks(hotline: Any) -> None:
    """As when their turns have taken longer than the locks last."""
    hotline.redis.delete("none", *hotline.redis.keys("lock:*"))


def test_lock_expiring_during_hanging_turn_leaves_one_effect(hotline: Any) -> None:
    webhook = play_voice_confirmation(hotline)
    before = hotline.count(ORDERS)
    hangs, goes_on = threading.Event(), threading.Event()
    opens = hotline.conversation._sessions.open

    @event.listens_for(hotline.database.engine, "commit")
    def hang(_connection: Connection) -> None:
        if not hangs.is_set():
            hangs.set()
            goes_on.wait()

    def open_and_let_go_on(heard: Any) -> Any:
        opened = opens(heard)
        if hangs.is_set():
            goes_on.set()
        return opened

    hotline.conversation._sessions.open = open_and_let_go_on
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(hotline.deliver, webhook)
        hangs.wait()
        expire_locks(hotline)
        second = threads.submit(hotline.deliver, webhook)
        assert len(replies([first.result(), second.result(), hotline.deliver(webhook)])) == 1
    assert hotline.count(ORDERS) == before + 1
    following = next_webhook(hotline, webhook)
    answer = re.sub(r' hints="[^"]*"', "", hotline.deliver(following).body)
    assert "重新开始" not in answer


class Slow(SessionStore):
    """Each save takes its time."""

    def save(self, *session: Any) -> bool:
        time.sleep(0.1)
        return super().save(*session)


def test_concurrent_texts_are_all_answered_and_kept_in_transcript(hotline: Any) -> None:
    hotline.conversation._sessions = Slow(hotline.redis, hotline.conversation._sessions._token)
    sender = hotline.sms_sender()
    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(sender.text, ["JF", "DJ", "LS"]))
    assert len(replies(answers)) == 3
    sender.text("RG")
    notes = "SELECT transcript FROM handover"
    transcript = hotline.database.run(lambda conn: str(conn.exec_driver_sql(notes).scalar_one()))
    assert all(command in transcript for command in ("(balance)", "(tier)", "(history)"))


def test_turn_that_lost_its_lock_does_not_overwrite_newer_session(hotline: Any) -> None:
    sender = hotline.sms_sender()
    before = hotline.count(ORDERS)
    is_saving, goes_on = threading.Event(), threading.Event()
    saves = hotline.conversation._sessions.save

    def save_late(*session: Any) -> bool:
        if not is_saving.is_set():
            is_saving.set()
            goes_on.wait()
        return bool(saves(*session))

    hotline.conversation._sessions.save = save_late
    with ThreadPoolExecutor(1) as threads:
        slow = threads.submit(sender.text, "JF")
        is_saving.wait()
        expire_locks(hotline)
        code = code_of(sender.text("DH 1"))
        goes_on.set()
        assert slow.result().status == 200
    assert "换好了" in sender.text(code).body
    assert hotline.count(ORDERS) == before + 1


@pytest.mark.parametrize("hotline", ["sqlite", "postgresql"], indirect=True)
def test_stranger_who_joins_on_two_channels_at_once_is_one_member(hotline: Any) -> None:
    webhooks = [
        play_keys("1", "2", "1", number=STRANGER)(hotline),
        play_texts("入会", "1", number=STRANGER)(hotline),
        play_entries("2", "1", number=STRANGER)(hotline),
    ]
    with ThreadPoolExecutor(3) as threads:
        answers = [each.body for each in threads.map(hotline.deliver, webhooks)]
    assert hotline.count(JOINED) == 1
    joined, known = ("送您一百分", "送您100分"), "不用再入会"
    assert sum(any(words in each for words in joined) for each in answers) == 1
    assert sum(known in each for each in answers) == 2
    assert [hotline.deliver(each).body for each in webhooks] == answers
