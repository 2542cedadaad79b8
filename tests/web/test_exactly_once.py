"""A webhook has one effect and one reply, however often it comes. On both databases, with a real
Redis."""

from typing import Any

import pytest
from plays import EN, PIN, code_of
from scenarios import ORDERS, Scenario, every_effect, read_only
from turn_records import RECORDED, next_webhook, replies

pytestmark = pytest.mark.usefixtures("audited")


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
    # A deep link may as well be an entry whose session is lost: its reply is recorded.
    without = RECORDED if scenario.name == "ussd: a deep link" else frozenset()
    before = hotline.fingerprint(without)
    answers = [*hotline.deliver_concurrently(webhook), hotline.deliver(webhook)]
    hotline.deliver(next_webhook(hotline, webhook))
    answers.append(hotline.deliver(webhook))
    assert len(replies(answers)) == 1
    assert hotline.fingerprint(without) == before


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


def test_late_shorter_ussd_request_does_not_rewind_session(hotline: Any) -> None:
    """Requests of one session overtake each other; the late one is answered, and is over."""
    user = hotline.ussd_user()
    user.dial()
    early, late = user.entry_webhook("9"), user.entry_webhook("x")
    hotline.deliver(late)
    hotline.deliver(early)
    assert "挂失" in user.enter("9").body
