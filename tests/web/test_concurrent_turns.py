"""Two turns of one session at a time, of which one loses its lock."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from scenarios import ORDERS, code_of, next_webhook, play_voice_confirmation, replies
from sqlalchemy import Connection, event

from flows.engine import SessionStore, session_store

pytestmark = pytest.mark.usefixtures("audited")


def test_lock_expiring_during_hanging_turn_leaves_one_effect(
    hotline: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_store, "LOCK_TTL_MS", 100)
    webhook = play_voice_confirmation(hotline)
    before = hotline.count(ORDERS)
    hung: list[bool] = []

    @event.listens_for(hotline.database.engine, "commit")
    def hang(_connection: Connection) -> None:
        if not hung:
            hung.append(True)
            time.sleep(0.6)

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(hotline.deliver, webhook)
        time.sleep(0.3)
        second = threads.submit(hotline.deliver, webhook)
        assert len(replies([first.result(), second.result(), hotline.deliver(webhook)])) == 1
    assert hung
    assert hotline.count(ORDERS) == before + 1
    following = next_webhook(hotline, webhook)
    answer = re.sub(r' hints="[^"]*"', "", hotline.deliver(following).body)
    assert "重新开始" not in answer


class Slow(SessionStore):
    """The first save, or each, takes its time."""

    first_only = False
    saved = False

    def save(self, *session: Any) -> bool:
        if not (self.first_only and self.saved):
            type(self).saved = True
            time.sleep(0.5 if self.first_only else 0.1)
        return super().save(*session)


def save_slowly(hotline: Any, *, first_only: bool) -> None:
    slow = type("SlowOnce", (Slow,), {"first_only": first_only})
    hotline.conversation._sessions = slow(hotline.redis, hotline.conversation._sessions._token)


def test_concurrent_texts_are_all_answered_and_kept_in_transcript(hotline: Any) -> None:
    save_slowly(hotline, first_only=False)
    sender = hotline.sms_sender()
    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(sender.text, ["JF", "DJ", "LS"]))
    assert len(replies(answers)) == 3
    sender.text("RG")
    notes = "SELECT transcript FROM handover"
    transcript = hotline.database.run(lambda conn: str(conn.exec_driver_sql(notes).scalar_one()))
    assert all(command in transcript for command in ("(balance)", "(tier)", "(history)"))


def test_turn_that_lost_its_lock_does_not_overwrite_newer_session(
    hotline: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_store, "LOCK_TTL_MS", 100)
    save_slowly(hotline, first_only=True)
    sender = hotline.sms_sender()
    before = hotline.count(ORDERS)
    with ThreadPoolExecutor(1) as threads:
        slow = threads.submit(sender.text, "JF")
        time.sleep(0.25)
        code = code_of(sender.text("DH 1"))
        assert slow.result().status == 200
    assert "换好了" in sender.text(code).body
    assert hotline.count(ORDERS) == before + 1
