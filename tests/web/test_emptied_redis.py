"""Redis is emptied between two messages, or between two deliveries of one."""

from collections.abc import Callable
from typing import Any

import pytest
from plays import PIN, WRONG_PIN, code_of
from scenarios import GIVEN_TO, ORDERS, Scenario, effects, read_only
from turn_records import RECORDED, replies

pytestmark = pytest.mark.usefixtures("audited")


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
def test_repeated_read_only_webhook_after_redis_flush_changes_nothing(
    hotline: Any, scenario: Scenario
) -> None:
    webhook = scenario.play(hotline)
    hotline.deliver(webhook)
    before = hotline.fingerprint(without=RECORDED)
    hotline.redis.flushall()
    assert hotline.deliver(webhook).status == 200
    assert hotline.fingerprint(without=RECORDED) == before


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


def test_code_that_is_said_again_is_said_to_every_copy(hotline: Any) -> None:
    """Nothing is written, since the code was sent before."""
    sender, words = hotline.sms_sender(), f"转500分给{GIVEN_TO}"
    code = code_of(sender.text(words))
    sender.text("JF")
    webhook = sender.text_webhook(words)
    again = hotline.deliver(webhook)
    assert code in again.body
    hotline.redis.flushall()
    assert hotline.deliver(webhook).body == again.body


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
