"""A webhook has one effect and one reply, however often, however late and after whatever crash it
comes. On both databases, with a real Redis; a crash is a failpoint: a save or a commit that the
process does not live to see."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from core.conversation import turn_log
from flows.engine import SessionStore, session_store

ZH, EN, STRANGER = "+8613800000001", "+8613800000002", "+8613899999999"
PIN, WRONG_PIN = "135790", "246802"
RECORDING = "https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/RE1"

ORDERS = "SELECT COUNT(*) FROM gift_order WHERE member_id IN (1, 2)"
HANDOVERS = "SELECT COUNT(*) FROM handover"
COMPLAINTS = "SELECT COUNT(*) FROM complaint"
WRONG_PINS = "SELECT pin_wrong FROM member WHERE member_id = 1"
ENGLISH = "SELECT COUNT(*) FROM member WHERE language = 'en'"


@dataclass(frozen=True)
class Scenario:
    """`play` brings a talk up to the webhook and returns that one undelivered; `changes` is
    counted by `sql`, once."""

    name: str
    play: Callable[[Any], Any]
    sql: str = ""
    change: int = 1


def voice_confirm(hotline: Any) -> Any:
    line = hotline.line()
    line.call()
    assert "保温杯" in line.press("2", "3", PIN, "1", "2").body
    return line.pressing("1")


def pressed(*keys: str, number: str = ZH) -> Callable[[Any], Any]:
    def play(hotline: Any) -> Any:
        line = hotline.line(number)
        line.call()
        for key in keys[:-1]:
            line.press(key)
        return line.pressing(keys[-1])

    return play


def recorded(hotline: Any) -> Any:
    line = hotline.line()
    line.call()
    line.press("4", "1")
    return line.doing(RecordingUrl=RECORDING, RecordingDuration="5", Digits="#")


def texted(*bodies: str, number: str = ZH) -> Callable[[Any], Any]:
    def play(hotline: Any) -> Any:
        thread = hotline.thread(number)
        for body in bodies[:-1]:
            thread.text(body)
        return thread.texting(bodies[-1])

    return play


def code_of(answer: Any) -> str:
    found = re.search(r"(?<!\d)\d{6}(?!\d)", answer.body)
    assert found, answer.body
    return found.group()


def texted_code(hotline: Any) -> Any:
    thread = hotline.thread(EN)
    return thread.texting(code_of(thread.text("DH 1")))


def entered(*entries: str) -> Callable[[Any], Any]:
    def play(hotline: Any) -> Any:
        screen = hotline.screen()
        screen.dial()
        for entry in entries[:-1]:
            screen.enter(entry)
        return screen.entering(entries[-1])

    return play


EFFECTS = [
    Scenario("voice: a redemption is confirmed", voice_confirm, ORDERS),
    Scenario("voice: a wrong PIN", pressed("2", "3", WRONG_PIN), WRONG_PINS),
    Scenario("voice: a complaint is recorded", recorded, COMPLAINTS),
    Scenario("voice: a member asks for an agent", pressed("0"), HANDOVERS),
    Scenario("voice: a stranger asks for an agent", pressed("0", number=STRANGER), HANDOVERS),
    Scenario("voice: the language changes", pressed("5", "2", "2"), ENGLISH),
    Scenario(
        "voice: a lost phone is reported",
        pressed("5", "3", "1"),
        "SELECT COUNT(*) FROM member WHERE status = 'frozen'",
    ),
    Scenario("voice: missing points", pressed("4", "3", "20260601", "1"),
             "SELECT COUNT(*) FROM claim"),
    Scenario("sms: a code is asked for", texted("DH 1"), "SELECT COUNT(*) FROM one_time_code"),
    Scenario("sms: the code confirms", texted_code, ORDERS),
    Scenario(
        "sms: a wrong code",
        texted("DH 1", "000000"),
        "SELECT SUM(tries_left) FROM one_time_code",
        -1,
    ),
    Scenario(
        "sms: a first PIN is set",
        texted("H", "9", "1", "802461", "802461", number="+8613800000004"),
        "SELECT COUNT(pin_hash) FROM member",
    ),
    Scenario("sms: a complaint", texted("TS 话费多扣了"), COMPLAINTS),
    Scenario("sms: an agent", texted("RG"), HANDOVERS),
    Scenario("sms: the language changes", texted("EN"), ENGLISH),
    Scenario("sms: no more marketing", texted("TD"),
             "SELECT COUNT(*) FROM member WHERE NOT marketing_ok"),
    Scenario("ussd: a redemption is confirmed", entered("4", "3", PIN, "2", "1"), ORDERS),
    Scenario("ussd: a wrong PIN", entered("4", "3", WRONG_PIN), WRONG_PINS),
    Scenario("ussd: a call back", entered("8"), HANDOVERS),
    Scenario("ussd: a complaint", entered("7", "1", "bill*is wrong"), COMPLAINTS),
]  # fmt: skip
LOOKS = [
    Scenario("voice: the call begins", lambda hotline: hotline.line().ringing()),
    Scenario("voice: the balance", pressed("1", "1")),
    Scenario("voice: silence", pressed("")),
    Scenario("voice: a wrong key", pressed("8")),
    Scenario("voice: what a gift would cost", pressed("2", "3", PIN, "1", "2")),
    Scenario("sms: the balance", texted("BAL", number=EN)),
    Scenario("sms: the menu, and a number", texted("H", "2")),
    Scenario("ussd: the menu", lambda hotline: hotline.screen().dialling()),
    Scenario("ussd: a deep link", lambda hotline: hotline.screen().entering("1")),
    Scenario("ussd: what a gift would cost", entered("4", "3", PIN, "2")),
]
effects = pytest.mark.parametrize("scenario", EFFECTS, ids=lambda scenario: scenario.name)
looks = pytest.mark.parametrize("scenario", LOOKS, ids=lambda scenario: scenario.name)


@pytest.fixture(autouse=True)
def _sound_book(hotline: Any) -> Iterator[None]:
    yield
    hotline.check_book()


class Died(SystemExit):
    """Not an Exception: no handler of the application survives its process."""


class Mortal(SessionStore):
    """The process dies once: between the commit and the saving of the talk, or right after it."""

    dies_after_saving = False
    died = False

    def save(self, *session: Any) -> bool:
        if self.died:
            return super().save(*session)
        type(self).died = True
        if self.dies_after_saving:
            super().save(*session)
        raise Died


def die_while_saving(hotline: Any, *, after: bool = False) -> None:
    mortal = type("MortalOnce", (Mortal,), {"dies_after_saving": after})
    hotline.conversation._sessions = mortal(hotline.redis, hotline.conversation._sessions._token)


def die_before_the_commit(hotline: Any) -> None:
    died: list[bool] = []

    @event.listens_for(hotline.database.engine, "commit")
    def die(_connection: Connection) -> None:
        if not died:
            died.append(True)
            raise Died


def lose_the_connection_at_the_commit(hotline: Any) -> None:
    lost: list[bool] = []

    @event.listens_for(hotline.database.engine, "commit")
    def lose(_connection: Connection) -> None:
        if not lost:
            lost.append(True)
            gone = ConnectionError("lost")
            raise OperationalError("COMMIT", {}, gone, connection_invalidated=True)


def deliver_and_die(hotline: Any, webhook: Any) -> None:
    with pytest.raises(Died):
        hotline.deliver(webhook)


def locks_run_out(hotline: Any) -> None:
    """As they do by themselves, some seconds after the death of their owner."""
    for key in hotline.redis.keys("lock:*"):
        hotline.redis.delete(key)


def recorded_words(hotline: Any, webhook: Any) -> list[str]:
    """The reply that the database has recorded for this message."""
    newest = "SELECT member_id, session_id, message_id FROM turn ORDER BY recorded_at, seq"
    found = hotline.database.run(
        lambda conn: [turn_log.find(conn, *row) for row in conn.exec_driver_sql(newest)]
    )
    reply = found[-1].reply
    return [escape(line) for line in (*reply["say"], *(o["text"] for o in reply["options"]))]


def one_turn_on(hotline: Any, webhook: Any) -> Any:
    """The next message of the same session: back to the main menu."""
    form = dict(webhook.form)
    if webhook.path.startswith("/ivr"):
        n = int(webhook.path.partition("n=")[2] or 0) + 1
        return webhook._replace(path=f"/ivr/turn?n={n}", form={**form, "Digits": "9"})
    if webhook.path.startswith("/sms"):
        return hotline.thread(form["From"]).texting("H")
    return webhook._replace(form={**form, "text": f"{form['text']}*00"})


def replies(answers: list[Any]) -> set[Any]:
    assert {answer.status for answer in answers} == {200}
    return {answer.body for answer in answers}


# Delivered again


@effects
def test_repeated_webhook_has_one_effect_and_same_reply(hotline: Any, scenario: Scenario) -> None:
    webhook = scenario.play(hotline)
    before = hotline.count(scenario.sql)
    answers = [*hotline.deliver_at_once(webhook), hotline.deliver(webhook)]
    assert hotline.count(scenario.sql) == before + scenario.change
    assert hotline.deliver(one_turn_on(hotline, webhook)).status == 200
    answers.append(hotline.deliver(webhook))
    assert hotline.count(scenario.sql) == before + scenario.change
    assert len(replies(answers)) == 1


@looks
def test_repeated_read_only_webhook_changes_nothing_and_gets_same_reply(
    hotline: Any, scenario: Scenario
) -> None:
    webhook = scenario.play(hotline)
    before = hotline.fingerprint()
    answers = [*hotline.deliver_at_once(webhook), hotline.deliver(webhook)]
    hotline.deliver(one_turn_on(hotline, webhook))
    answers.append(hotline.deliver(webhook))
    assert len(replies(answers)) == 1
    assert hotline.fingerprint() == before


def test_second_redemption_in_same_call_creates_second_order(hotline: Any) -> None:
    before = hotline.count(ORDERS)
    line = hotline.line()
    line.call()
    first = line.press("2", "3", PIN, "1", "2", "1")
    second = line.press("3", "1", "2", "1")
    assert "换好了" in first.body
    assert "换好了" in second.body
    assert first.body != second.body
    assert hotline.count(ORDERS) == before + 2


def test_second_code_confirms_second_redemption(hotline: Any) -> None:
    before = hotline.count(ORDERS)
    thread = hotline.thread(EN)
    for _ in range(2):
        thread.text(code_of(thread.text("DH 1")))
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
    locks_run_out(hotline)
    answers = [hotline.deliver(webhook) for _ in range(2)]
    assert hotline.count(scenario.sql) == before + scenario.change
    [reply] = replies(answers)
    assert all(words in reply for words in recorded_words(hotline, webhook))
    assert hotline.deliver(one_turn_on(hotline, webhook)).status == 200
    assert replies([hotline.deliver(webhook)]) == {reply}
    assert hotline.count(scenario.sql) == before + scenario.change


@effects
def test_crash_before_commit_has_no_effect_and_retry_has_one(
    hotline: Any, scenario: Scenario
) -> None:
    webhook = scenario.play(hotline)
    before, counted = hotline.fingerprint(), hotline.count(scenario.sql)
    die_before_the_commit(hotline)
    deliver_and_die(hotline, webhook)
    assert hotline.fingerprint() == before
    locks_run_out(hotline)
    assert len(replies([hotline.deliver(webhook) for _ in range(2)])) == 1
    assert hotline.count(scenario.sql) == counted + scenario.change


@effects
def test_turn_is_retried_when_connection_is_lost_at_commit(
    hotline: Any, scenario: Scenario
) -> None:
    """The turn is taken again from its start, and nobody notices."""
    webhook = scenario.play(hotline)
    before = hotline.count(scenario.sql)
    lose_the_connection_at_the_commit(hotline)
    reply = hotline.deliver(webhook).body
    assert hotline.count(scenario.sql) == before + scenario.change
    assert all(words in reply for words in recorded_words(hotline, webhook))


def test_retry_after_crash_following_save_gets_recorded_reply(hotline: Any) -> None:
    webhook = voice_confirm(hotline)
    before = hotline.count(ORDERS)
    die_while_saving(hotline, after=True)
    deliver_and_die(hotline, webhook)
    [reply] = replies([hotline.deliver(webhook) for _ in range(2)])
    assert all(words in reply for words in recorded_words(hotline, webhook))
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
    assert all(words in reply for words in recorded_words(hotline, webhook))
    locks_run_out(hotline)
    assert replies([hotline.deliver(webhook)]) == {reply}
    assert hotline.count(scenario.sql) == before + 1


def test_session_lock_expires_before_waiting_retry_gives_up() -> None:
    """The lock of a dead process runs out while its retry still waits, not after it gave up."""
    assert session_store.LOCK_TTL_MS < session_store.WAIT_MAX_SECONDS * 1000


def test_code_used_before_crash_is_not_rejected_when_sent_again(hotline: Any) -> None:
    """A member who gets no answer sends the code again, in another text."""
    thread = hotline.thread()
    code = code_of(thread.text("DH 1"))
    before = hotline.count(ORDERS)
    die_while_saving(hotline)
    deliver_and_die(hotline, thread.texting(code))
    locks_run_out(hotline)
    answer = thread.text(code)
    assert "没有兑换" not in answer.body
    assert hotline.count(ORDERS) == before + 1


def test_redemption_in_resumed_call_after_crash_creates_one_order(hotline: Any) -> None:
    before = hotline.count(ORDERS)
    line = hotline.line()
    line.call()
    line.press("2", "3", PIN, "1", "2")
    die_while_saving(hotline)
    deliver_and_die(hotline, line.pressing("1"))
    locks_run_out(hotline)
    line.hang_up()
    again = hotline.line()
    assert "继续" in again.call().body
    assert "保温杯" in again.press("1", PIN).body
    assert "换好了" in again.press("1").body
    assert hotline.count(ORDERS) == before + 1


def test_call_dropped_before_confirmation_is_resumed_and_redeems_once(hotline: Any) -> None:
    before = hotline.count(ORDERS)
    line = hotline.line()
    line.call()
    line.press("2", "3", PIN, "1", "2")
    line.hang_up()
    again = hotline.line()
    again.call()
    assert "保温杯" in again.press("1", PIN).body
    yes = again.pressing("1")
    assert len(replies(hotline.deliver_at_once(yes))) == 1
    assert hotline.count(ORDERS) == before + 1


def test_choosing_other_gift_after_read_back_creates_its_own_order(hotline: Any) -> None:
    """Back from the read-back to another gift: the key of the first is not used for it."""
    before = hotline.count(ORDERS)
    line = hotline.line()
    line.call()
    line.press("2", "3", PIN, "1", "2")
    assert "手机支架" in line.press("*", "1").body
    assert "换好了" in line.press("1").body
    assert hotline.count(ORDERS) == before + 1


@pytest.mark.parametrize("times", [1, 2, 3])
def test_next_call_offers_to_resume_dropped_call(hotline: Any, times: int) -> None:
    for place in range(times):
        line = hotline.line()
        line.call()
        line.press(*(["2"] if place else []), "2", "3")
        line.hang_up()
    assert "继续" in hotline.line().call().body


# Redis is emptied


@effects
def test_repeated_webhook_after_redis_flush_has_one_effect_and_same_reply(
    hotline: Any, scenario: Scenario
) -> None:
    webhook = scenario.play(hotline)
    before = hotline.count(scenario.sql)
    first = hotline.deliver(webhook)
    hotline.redis.flushall()
    assert len(replies([first, *hotline.deliver_at_once(webhook)])) == 1
    assert hotline.count(scenario.sql) == before + scenario.change


@looks
def test_repeated_read_only_webhook_after_redis_flush_changes_nothing(
    hotline: Any, scenario: Scenario
) -> None:
    webhook = scenario.play(hotline)
    hotline.deliver(webhook)
    before = hotline.fingerprint()
    hotline.redis.flushall()
    assert hotline.deliver(webhook).status == 200
    assert hotline.fingerprint() == before


def test_call_continues_from_recorded_turn_after_redis_flush(hotline: Any) -> None:
    line = hotline.line()
    line.call()
    line.press("2", "3", WRONG_PIN)
    hotline.redis.flushall()
    assert "礼品编号" in line.press(PIN).body
    hotline.redis.flushall()
    assert "礼品编号" in line.press("1").body


def test_text_continues_from_recorded_turn_after_redis_flush(hotline: Any) -> None:
    before = hotline.count(ORDERS)
    thread = hotline.thread()
    code = code_of(thread.text("DH 1"))
    hotline.redis.flushall()
    assert "换好了" in thread.text(code).body
    assert hotline.count(ORDERS) == before + 1


def test_ussd_session_continues_from_recorded_turn_after_redis_flush(hotline: Any) -> None:
    screen = hotline.screen()
    screen.dial()
    screen.enter("4", "3", PIN)
    hotline.redis.flushall()
    assert "保温杯" in screen.enter("2").body


def test_call_after_read_only_turn_restarts_after_redis_flush(hotline: Any) -> None:
    line = hotline.line()
    line.call()
    line.press("2", "3", PIN, "1", "2")
    before = hotline.fingerprint()
    hotline.redis.flushall()
    answer = line.press("1")
    assert answer.status == 200
    assert "重新开始" in answer.body
    assert hotline.fingerprint() == before
    assert "积分" in line.press("1").body


def test_ussd_session_after_read_only_turn_redeems_nothing_after_flush(hotline: Any) -> None:
    screen = hotline.screen()
    screen.dial()
    screen.enter("4", "3", PIN, "2")
    before = hotline.fingerprint()
    hotline.redis.flushall()
    answer = screen.enter("1")
    assert answer.body.startswith("CON ")
    assert hotline.fingerprint() == before


def test_ussd_session_without_effect_is_replayed_after_redis_flush(hotline: Any) -> None:
    """USSD's text holds all that was entered."""
    screen = hotline.screen()
    screen.dial()
    screen.enter("9")
    hotline.redis.flushall()
    assert "挂失" in screen.enter("3").body


def test_late_duplicate_text_does_not_rewind_conversation(hotline: Any) -> None:
    before = hotline.count(ORDERS)
    thread = hotline.thread()
    old = thread.texting("TD")
    hotline.deliver(old)
    code = code_of(thread.text("DH 1"))
    hotline.redis.flushall()
    hotline.deliver(old)
    assert "换好了" in thread.text(code).body
    assert hotline.count(ORDERS) == before + 1


def old_call(hotline: Any) -> tuple[list[Any], Any]:
    line = hotline.line()
    keys = ["2", "3", PIN, "1", "2", "1", "9"]
    return [line.ringing(), *map(line.pressing, keys)], line.pressing("1")


def old_session(hotline: Any) -> tuple[list[Any], Any]:
    screen = hotline.screen()
    entries = ["4", "3", PIN, "2", "1", "00"]
    return [screen.dialling(), *map(screen.entering, entries)], screen.entering("1")


@pytest.mark.parametrize("session", [old_call, old_session])
@pytest.mark.parametrize("lost", ["reply:*", "*"])
def test_old_turns_repeated_after_redis_loss_change_nothing(
    hotline: Any, session: Callable[[Any], Any], lost: str
) -> None:
    webhooks, following = session(hotline)
    answers = [hotline.deliver(webhook) for webhook in webhooks]
    before = hotline.fingerprint()
    for place, webhook in enumerate(webhooks):
        for key in hotline.redis.keys(lost):
            hotline.redis.delete(key)
        answer = hotline.deliver(webhook)
        assert answer.status == 200
        if "换好了" in answers[place].body:
            assert answer == answers[place]
        assert hotline.fingerprint() == before
    if lost == "reply:*":
        assert "积分" in hotline.deliver(following).body
    assert hotline.fingerprint() == before


def test_late_shorter_ussd_request_does_not_rewind_session(hotline: Any) -> None:
    """Requests of one session overtake each other; the late one is answered, and is over."""
    screen = hotline.screen()
    screen.dial()
    early, late = screen.entering("9"), screen.entering("x")
    hotline.deliver(late)
    hotline.deliver(early)
    assert "挂失" in screen.enter("9").body


# Two turns of one talk at a time


def test_lock_expiring_during_hanging_turn_leaves_one_effect(
    hotline: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_store, "LOCK_TTL_MS", 100)
    webhook = voice_confirm(hotline)
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
    following = one_turn_on(hotline, webhook)
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
    thread = hotline.thread()
    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(thread.text, ["JF", "DJ", "LS"]))
    assert len(replies(answers)) == 3
    thread.text("RG")
    notes = "SELECT transcript FROM handover"
    transcript = hotline.database.run(lambda conn: str(conn.exec_driver_sql(notes).scalar_one()))
    assert all(command in transcript for command in ("(balance)", "(tier)", "(history)"))


def test_turn_that_lost_its_lock_does_not_overwrite_newer_session(
    hotline: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_store, "LOCK_TTL_MS", 100)
    save_slowly(hotline, first_only=True)
    thread = hotline.thread()
    before = hotline.count(ORDERS)
    with ThreadPoolExecutor(1) as threads:
        slow = threads.submit(thread.text, "JF")
        time.sleep(0.25)
        code = code_of(thread.text("DH 1"))
        assert slow.result().status == 200
    assert "换好了" in thread.text(code).body
    assert hotline.count(ORDERS) == before + 1


def test_effect_is_confirmed_when_redis_fails_before_save(hotline: Any) -> None:
    """The effect is confirmed even where the session could not be saved."""
    webhook = voice_confirm(hotline)
    before = hotline.count(ORDERS)
    real = hotline.conversation._sessions

    class Unsaved(SessionStore):
        def save(self, *session: Any) -> bool:
            raise RedisConnectionError

    hotline.conversation._sessions = Unsaved(hotline.redis, real._token)
    first = hotline.deliver(webhook)
    assert "换好了" in first.body
    hotline.conversation._sessions = real
    locks_run_out(hotline)
    assert replies([hotline.deliver(webhook)]) == {first.body}
    assert hotline.count(ORDERS) == before + 1
