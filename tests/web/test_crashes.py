"""A webhook has one effect and one reply, after whatever crash it comes again. On both databases,
with a real Redis; a crash is a failpoint: a save or a commit that the process does not live to see.
"""

from typing import Any

import pytest
from plays import PIN, code_of, play_voice_confirmation
from redis.exceptions import ConnectionError as RedisConnectionError
from scenarios import EFFECTS, ORDERS, Scenario, effects
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError
from turn_records import next_webhook, recorded_words, replies

from flows.engine import SessionStore, session_store

pytestmark = pytest.mark.usefixtures("audited")


class ProcessDied(SystemExit):
    """Not an Exception: no handler of the application survives its process."""


class CrashingSessionStore(SessionStore):
    """The process dies once: between the commit and the saving of the talk, or right after it."""

    dies_after_saving = False
    died = False

    def save(self, *session: Any) -> bool:
        if self.died:
            return super().save(*session)
        type(self).died = True
        if self.dies_after_saving:
            super().save(*session)
        raise ProcessDied


def die_while_saving(hotline: Any, *, after: bool = False) -> None:
    store = type("CrashingOnce", (CrashingSessionStore,), {"dies_after_saving": after})
    hotline.conversation._sessions = store(hotline.redis, hotline.conversation._sessions._token)


def die_before_commit(hotline: Any) -> None:
    died: list[bool] = []

    @event.listens_for(hotline.database.engine, "commit")
    def die(_connection: Connection) -> None:
        if not died:
            died.append(True)
            raise ProcessDied


def lose_connection_at_commit(hotline: Any) -> None:
    lost: list[bool] = []

    @event.listens_for(hotline.database.engine, "commit")
    def lose(_connection: Connection) -> None:
        if not lost:
            lost.append(True)
            gone = ConnectionError("lost")
            raise OperationalError("COMMIT", {}, gone, connection_invalidated=True)


def deliver_and_die(hotline: Any, webhook: Any) -> None:
    with pytest.raises(ProcessDied):
        hotline.deliver(webhook)


def expire_locks(hotline: Any) -> None:
    """As they do by themselves, some seconds after the death of their owner."""
    for key in hotline.redis.keys("lock:*"):
        hotline.redis.delete(key)


@effects
@pytest.mark.parametrize("flushed", [False, True], ids=["redis kept", "redis emptied"])
def test_retry_after_crash_between_commit_and_save_has_one_effect(
    hotline: Any, scenario: Scenario, flushed: bool
) -> None:
    webhook = scenario.play(hotline)
    before = hotline.count(scenario.sql)
    die_while_saving(hotline)
    deliver_and_die(hotline, webhook)
    if flushed:
        hotline.redis.flushall()
    expire_locks(hotline)
    answers = [hotline.deliver(webhook) for _ in range(2)]
    assert hotline.count(scenario.sql) == before + scenario.change
    [reply] = replies(answers)
    assert all(words in reply for words in recorded_words(hotline))
    assert hotline.deliver(next_webhook(hotline, webhook)).status == 200
    assert replies([hotline.deliver(webhook)]) == {reply}
    assert hotline.count(scenario.sql) == before + scenario.change


@effects
def test_crash_before_commit_has_no_effect_and_retry_has_one(
    hotline: Any, scenario: Scenario
) -> None:
    webhook = scenario.play(hotline)
    before, counted = hotline.fingerprint(), hotline.count(scenario.sql)
    die_before_commit(hotline)
    deliver_and_die(hotline, webhook)
    assert hotline.fingerprint() == before
    expire_locks(hotline)
    assert len(replies([hotline.deliver(webhook) for _ in range(2)])) == 1
    assert hotline.count(scenario.sql) == counted + scenario.change


@effects
def test_turn_is_retried_when_connection_is_lost_at_commit(
    hotline: Any, scenario: Scenario
) -> None:
    """The turn is taken again from its start, and nobody notices."""
    webhook = scenario.play(hotline)
    before = hotline.count(scenario.sql)
    lose_connection_at_commit(hotline)
    reply = hotline.deliver(webhook).body
    assert hotline.count(scenario.sql) == before + scenario.change
    assert all(words in reply for words in recorded_words(hotline))


def test_retry_after_crash_following_save_gets_recorded_reply(hotline: Any) -> None:
    webhook = play_voice_confirmation(hotline)
    before = hotline.count(ORDERS)
    die_while_saving(hotline, after=True)
    deliver_and_die(hotline, webhook)
    [reply] = replies([hotline.deliver(webhook) for _ in range(2)])
    assert all(words in reply for words in recorded_words(hotline))
    assert hotline.count(ORDERS) == before + 1


@pytest.mark.parametrize(
    "scenario",
    [one for one in EFFECTS if "confirm" in one.name],
    ids=lambda scenario: scenario.name,
)
def test_retry_while_crashed_process_holds_lock_gets_recorded_reply(
    hotline: Any, scenario: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A carrier whose connection is closed sends the request again at once."""
    monkeypatch.setattr(session_store, "WAIT_MAX_SECONDS", 0.3)
    webhook = scenario.play(hotline)
    before = hotline.count(scenario.sql)
    die_while_saving(hotline)
    deliver_and_die(hotline, webhook)
    [reply] = replies([hotline.deliver(webhook)])
    assert all(words in reply for words in recorded_words(hotline))
    expire_locks(hotline)
    assert replies([hotline.deliver(webhook)]) == {reply}
    assert hotline.count(scenario.sql) == before + 1


def test_session_lock_expires_before_waiting_retry_gives_up() -> None:
    """The lock of a dead process runs out while its retry still waits, not after it gave up."""
    assert session_store.LOCK_TTL_MS < session_store.WAIT_MAX_SECONDS * 1000


def test_code_used_before_crash_is_not_rejected_when_sent_again(hotline: Any) -> None:
    """A member who gets no answer sends the code again, in another text."""
    sender = hotline.sms_sender()
    code = code_of(sender.text("DH 1"))
    before = hotline.count(ORDERS)
    die_while_saving(hotline)
    deliver_and_die(hotline, sender.text_webhook(code))
    expire_locks(hotline)
    answer = sender.text(code)
    assert "没有兑换" not in answer.body
    assert hotline.count(ORDERS) == before + 1


def test_redemption_in_resumed_call_after_crash_creates_one_order(hotline: Any) -> None:
    before = hotline.count(ORDERS)
    caller = hotline.voice_caller()
    caller.call()
    caller.press("2", "3", PIN, "1", "2")
    die_while_saving(hotline)
    deliver_and_die(hotline, caller.press_webhook("1"))
    expire_locks(hotline)
    caller.hang_up()
    again = hotline.voice_caller()
    assert "继续" in again.call().body
    assert "保温杯" in again.press("1", PIN).body
    assert "换好了" in again.press("1").body
    assert hotline.count(ORDERS) == before + 1


def test_effect_is_confirmed_when_redis_fails_before_save(hotline: Any) -> None:
    """The effect is confirmed even where the session could not be saved."""
    webhook = play_voice_confirmation(hotline)
    before = hotline.count(ORDERS)
    real = hotline.conversation._sessions

    class Unsaved(SessionStore):
        def save(self, *session: Any) -> bool:
            raise RedisConnectionError

    hotline.conversation._sessions = Unsaved(hotline.redis, real._token)
    first = hotline.deliver(webhook)
    assert "换好了" in first.body
    hotline.conversation._sessions = real
    expire_locks(hotline)
    assert replies([hotline.deliver(webhook)]) == {first.body}
    assert hotline.count(ORDERS) == before + 1
