"""A webhook has one effect and one reply, however often, however late and after whatever crash it
comes. On both databases, with a real Redis; a crash is a failpoint: a save or a commit that the
process does not live to see."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from scenarios import (
    EFFECTS,
    EN,
    ORDERS,
    PIN,
    RECORDED,
    WRONG_PIN,
    Scenario,
    code_of,
    effects,
    every_effect,
    next_webhook,
    play_voice_confirmation,
    read_only,
    recorded_reply,
    recorded_words,
    replies,
)
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from flows.engine import SessionStore, session_store


@pytest.fixture(autouse=True)
def _audit_after_test(hotline: Any) -> Iterator[None]:
    yield
    hotline.check_ledger()


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


# Delivered again


@every_effect
def test_repeated_webhook_has_one_effect_and_same_reply(hotline: Any, scenario: Scenario) -> None:
    webhook = scenario.play(hotline)
    before = hotline.count(scenario.sql)
    answers = [*hotline.deliver_concurrently(webhook), hotline.deliver(webhook)]
    assert hotline.count(scenario.sql) == before + scenario.change
    assert hotline.deliver(next_webhook(hotline, webhook)).status == 200
    answers.append(hotline.deliver(webhook))
    assert hotline.count(scenario.sql) == before + scenario.change
    assert len(replies(answers)) == 1


@read_only
def test_repeated_read_only_webhook_changes_nothing_and_gets_same_reply(
    hotline: Any, scenario: Scenario
) -> None:
    webhook = scenario.play(hotline)
    before = hotline.fingerprint(without=RECORDED)
    answers = [*hotline.deliver_concurrently(webhook), hotline.deliver(webhook)]
    hotline.deliver(next_webhook(hotline, webhook))
    answers.append(hotline.deliver(webhook))
    assert len(replies(answers)) == 1
    assert hotline.fingerprint(without=RECORDED) == before


def test_second_redemption_in_same_call_creates_second_order(hotline: Any) -> None:
    before = hotline.count(ORDERS)
    caller = hotline.voice_caller()
    caller.call()
    first = caller.press("2", "3", PIN, "1", "2", "1")
    second = caller.press("3", "1", "2", "1")
    assert "换好了" in first.body
    assert "换好了" in second.body
    assert first.body != second.body
    assert hotline.count(ORDERS) == before + 2


def test_second_code_confirms_second_redemption(hotline: Any) -> None:
    before = hotline.count(ORDERS)
    sender = hotline.sms_sender(EN)
    for _ in range(2):
        sender.text(code_of(sender.text("DH 1")))
        hotline.clock.advance(minutes=2)
    assert hotline.count(ORDERS) == before + 2


# The process dies


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


def test_call_dropped_before_confirmation_is_resumed_and_redeems_once(hotline: Any) -> None:
    before = hotline.count(ORDERS)
    caller = hotline.voice_caller()
    caller.call()
    caller.press("2", "3", PIN, "1", "2")
    caller.hang_up()
    again = hotline.voice_caller()
    again.call()
    assert "保温杯" in again.press("1", PIN).body
    yes = again.press_webhook("1")
    assert len(replies(hotline.deliver_concurrently(yes))) == 1
    assert hotline.count(ORDERS) == before + 1


def test_choosing_other_gift_after_read_back_creates_its_own_order(hotline: Any) -> None:
    """Back from the read-back to another gift: the key of the first is not used for it."""
    before = hotline.count(ORDERS)
    caller = hotline.voice_caller()
    caller.call()
    caller.press("2", "3", PIN, "1", "2")
    assert "手机支架" in caller.press("*", "1").body
    assert "换好了" in caller.press("1").body
    assert hotline.count(ORDERS) == before + 1


@pytest.mark.parametrize("times", [1, 2, 3])
def test_next_call_offers_to_resume_dropped_call(hotline: Any, times: int) -> None:
    for place in range(times):
        caller = hotline.voice_caller()
        caller.call()
        caller.press(*(["2"] if place else []), "2", "3")
        caller.hang_up()
    assert "继续" in hotline.voice_caller().call().body


# Redis is emptied


@effects
def test_repeated_webhook_after_redis_flush_has_one_effect_and_same_reply(
    hotline: Any, scenario: Scenario
) -> None:
    webhook = scenario.play(hotline)
    before = hotline.count(scenario.sql)
    first = hotline.deliver(webhook)
    hotline.redis.flushall()
    assert len(replies([first, *hotline.deliver_concurrently(webhook)])) == 1
    assert hotline.count(scenario.sql) == before + scenario.change


@read_only
def test_repeated_read_only_webhook_after_redis_flush_gets_same_reply(
    hotline: Any, scenario: Scenario
) -> None:
    """Also if others were answered in between, of which one recorded its session."""
    webhook = scenario.play(hotline)
    first = hotline.deliver(webhook)
    before = hotline.fingerprint()
    hotline.redis.flushall()
    assert replies([first, *hotline.deliver_concurrently(webhook)]) == {first.body}
    assert hotline.fingerprint() == before
    hotline.deliver(next_webhook(hotline, webhook))
    hotline.sms_sender().text("RG")
    hotline.redis.flushall()
    assert hotline.deliver(webhook) == first


@read_only
def test_read_only_webhook_is_answered_where_it_cannot_be_recorded(
    hotline: Any, scenario: Scenario
) -> None:
    """As on a server that takes no writes just now."""
    webhook = scenario.play(hotline)

    def refuse(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT"):
            raise OperationalError(statement, {}, ConnectionError("read only"))

    event.listen(hotline.database._reader, "before_cursor_execute", refuse)
    stored = len(hotline.redis.keys("reply:*"))
    first = hotline.deliver(webhook)
    assert len(hotline.redis.keys("reply:*")) == stored + 1  # an apology is not stored
    assert replies([hotline.deliver(webhook)]) == {first.body}


def test_call_continues_from_recorded_turn_after_redis_flush(hotline: Any) -> None:
    caller = hotline.voice_caller()
    caller.call()
    caller.press("2", "3", WRONG_PIN)
    hotline.redis.flushall()
    assert "礼品编号" in caller.press(PIN).body
    hotline.redis.flushall()
    assert "礼品编号" in caller.press("1").body


def test_text_continues_from_recorded_turn_after_redis_flush(hotline: Any) -> None:
    before = hotline.count(ORDERS)
    sender = hotline.sms_sender()
    code = code_of(sender.text("DH 1"))
    hotline.redis.flushall()
    assert "换好了" in sender.text(code).body
    assert hotline.count(ORDERS) == before + 1


def test_ussd_session_continues_from_recorded_turn_after_redis_flush(hotline: Any) -> None:
    user = hotline.ussd_user()
    user.dial()
    user.enter("4", "3", PIN)
    hotline.redis.flushall()
    assert "保温杯" in user.enter("2").body


def test_call_after_read_only_turn_restarts_after_redis_flush(hotline: Any) -> None:
    caller = hotline.voice_caller()
    caller.call()
    caller.press("2", "3", PIN, "1", "2")
    before = hotline.fingerprint(without=RECORDED)
    hotline.redis.flushall()
    answer = caller.press("1")
    assert answer.status == 200
    assert "重新开始" in answer.body
    assert hotline.fingerprint(without=RECORDED) == before
    assert "积分" in caller.press("1").body


def test_ussd_session_after_read_only_turn_redeems_nothing_after_flush(hotline: Any) -> None:
    user = hotline.ussd_user()
    user.dial()
    user.enter("4", "3", PIN, "2")
    before = hotline.fingerprint(without=RECORDED)
    hotline.redis.flushall()
    answer = user.enter("1")
    assert answer.body.startswith("CON ")
    assert hotline.fingerprint(without=RECORDED) == before


def test_ussd_session_without_effect_is_replayed_after_redis_flush(hotline: Any) -> None:
    """USSD's text holds all that was entered."""
    user = hotline.ussd_user()
    user.dial()
    user.enter("9")
    hotline.redis.flushall()
    assert "挂失" in user.enter("3").body


def test_late_duplicate_text_does_not_rewind_conversation(hotline: Any) -> None:
    before = hotline.count(ORDERS)
    sender = hotline.sms_sender()
    old = sender.text_webhook("TD")
    hotline.deliver(old)
    code = code_of(sender.text("DH 1"))
    hotline.redis.flushall()
    hotline.deliver(old)
    assert "换好了" in sender.text(code).body
    assert hotline.count(ORDERS) == before + 1


def webhooks_of_old_call(hotline: Any) -> tuple[list[Any], Any]:
    caller = hotline.voice_caller()
    keys = ["2", "3", PIN, "1", "2", "1", "9"]
    return [caller.ringing_webhook(), *map(caller.press_webhook, keys)], caller.press_webhook("1")


def webhooks_of_old_session(hotline: Any) -> tuple[list[Any], Any]:
    user = hotline.ussd_user()
    entries = ["4", "3", PIN, "2", "1", "00"]
    return [user.dial_webhook(), *map(user.entry_webhook, entries)], user.entry_webhook("1")


@pytest.mark.parametrize("session", [webhooks_of_old_call, webhooks_of_old_session])
@pytest.mark.parametrize("lost", ["reply:*", "*"])
def test_old_turns_repeated_after_redis_loss_change_nothing(
    hotline: Any, session: Callable[[Any], Any], lost: str
) -> None:
    webhooks, following = session(hotline)
    answers = [hotline.deliver(webhook) for webhook in webhooks]
    before = hotline.fingerprint(without=RECORDED)
    for place, webhook in enumerate(webhooks):
        for key in hotline.redis.keys(lost):
            hotline.redis.delete(key)
        answer = hotline.deliver(webhook)
        assert answer.status == 200
        if "换好了" in answers[place].body:
            assert answer == answers[place]
        assert hotline.fingerprint(without=RECORDED) == before
    if lost == "reply:*":
        assert "积分" in hotline.deliver(following).body
    assert hotline.fingerprint(without=RECORDED) == before


def test_late_shorter_ussd_request_does_not_rewind_session(hotline: Any) -> None:
    """Requests of one session overtake each other; the late one is answered, and is over."""
    user = hotline.ussd_user()
    user.dial()
    early, late = user.entry_webhook("9"), user.entry_webhook("x")
    hotline.deliver(late)
    hotline.deliver(early)
    assert "挂失" in user.enter("9").body


class AtStatement:
    """Calls `act` before the nth statement that the conversation reads without a transaction, once;
    not while `act` itself runs."""

    def __init__(self, hotline: Any, nth: int, act: Callable[[], None]) -> None:
        self._left, self._act = nth, act
        self._thread = threading.get_ident()
        event.listen(hotline.database._reader, "before_cursor_execute", self._at_statement)

    def _at_statement(self, *_: Any) -> None:
        if threading.get_ident() != self._thread:
            return
        self._left -= 1
        if self._left == 0:
            self._act()


def deliver_two_copies(hotline: Any, webhook: Any, nth: int) -> list[Any]:
    """The first copy has read the session. Redis is emptied, and the second copy finds none. The
    first one commits before the nth read of the second. Returns both answers.

    Locks expire soon: the first copy waits for that of the second, which goes on only afterwards.
    """
    has_opened, may_go_on = threading.Event(), threading.Event()
    opens = hotline.conversation._sessions.open

    def open_and_wait(heard: Any) -> Any:
        opened = opens(heard)
        if not has_opened.is_set():
            has_opened.set()
            may_go_on.wait()
        return opened

    hotline.conversation._sessions.open = open_and_wait
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(1) as threads:
        patch.setattr(session_store, "LOCK_TTL_MS", 100)
        first = threads.submit(hotline.deliver, webhook)
        has_opened.wait()
        hotline.redis.flushall()

        def commit_the_first() -> None:
            may_go_on.set()
            first.result()

        AtStatement(hotline, nth, commit_the_first)
        second = hotline.deliver(webhook)
        may_go_on.set()
        return [first.result(), second]


@effects
@pytest.mark.parametrize("nth", [1, 2])
def test_copy_that_began_before_redis_flush_is_committed_while_other_is_read(
    hotline: Any, scenario: Scenario, nth: int
) -> None:
    webhook = scenario.play(hotline)
    before = hotline.count(scenario.sql)
    answers = [*deliver_two_copies(hotline, webhook, nth), hotline.deliver(webhook)]
    assert len(replies(answers)) == 1
    # If the first copy commits after the last read, the second one has decided the reply of both.
    assert hotline.count(scenario.sql) - before in ((0, scenario.change)[nth == 1 :])


def test_two_copies_count_as_one_turn_when_redis_is_emptied_between_them(
    hotline: Any,
) -> None:
    """The second copy must not go on from the session that the first one has just recorded: it
    would repeat that session's question as one more turn."""
    sender = hotline.sms_sender()
    sender.text("DH 1")
    hotline.clock.advance(minutes=2)
    deliver_two_copies(hotline, sender.text_webhook("DH 2"), nth=2)
    [stored] = [hotline.redis.get(key) for key in hotline.redis.keys("reply:*")]
    assert (orjson.loads(stored)["number"], recorded_reply(hotline)["number"]) == (1, 1)


@effects
@pytest.mark.parametrize("nth", [1, 2])
def test_copy_is_answered_while_redis_is_emptied_inside_turn_of_other(
    hotline: Any, scenario: Scenario, nth: int
) -> None:
    """The first copy has read the session. Redis is emptied, and the second copy, which finds no
    session, is answered before the first one goes on."""
    webhook = scenario.play(hotline)
    before = hotline.count(scenario.sql)
    answers = []

    def deliver_the_second() -> None:
        hotline.redis.flushall()
        answers.append(hotline.deliver(webhook))

    AtStatement(hotline, nth, deliver_the_second)
    answers += [hotline.deliver(webhook), hotline.deliver(webhook)]
    assert len(replies(answers)) == 1
    assert hotline.count(scenario.sql) - before in (0, scenario.change)


@pytest.mark.parametrize("words", ["HELP", "BACK"])
def test_copies_of_a_command_about_the_open_question_get_one_reply(
    hotline: Any, words: str
) -> None:
    """The second copy finds no session and is answered while the first one has read it; Redis loses
    that reply too."""
    sender = hotline.sms_sender()
    sender.text("TS 话费多扣了五十块钱")
    webhook = sender.text_webhook(words)
    answers = []

    def deliver_the_second() -> None:
        hotline.redis.flushall()
        answers.append(hotline.deliver(webhook))
        hotline.redis.flushall()

    AtStatement(hotline, 1, deliver_the_second)
    answers += [hotline.deliver(webhook), hotline.deliver(webhook)]
    assert len(replies(answers)) == 1


@read_only
@pytest.mark.parametrize("nth", [1, 2])
def test_session_continues_when_redis_is_emptied_inside_turn(
    hotline: Any, scenario: Scenario, nth: int
) -> None:
    webhook = scenario.play(hotline)
    AtStatement(hotline, nth, hotline.redis.flushall)
    answer = hotline.deliver(webhook)
    assert replies([hotline.deliver(webhook)]) == {answer.body}
    assert "重新开始" not in hotline.deliver(next_webhook(hotline, webhook)).body


# Two turns of one talk at a time


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
    assert "重新开始" not in hotline.deliver(following).body


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
