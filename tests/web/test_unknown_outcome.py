"""A turn fails, perhaps after its COMMIT. The apology claims nothing, and the message is taken
again when it is delivered again. Whoever was told that the outcome is not known yet gets a text
with it, once, and it is what the database says. At every effect, on all channels, on both
databases."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from outage import Outage
from plays import PIN, code_of, texts_in_outbox
from redis.exceptions import ConnectionError as RedisConnectionError
from scenarios import EFFECTS, HANDOVERS, MORE_EFFECTS, ORDERS, Scenario, effects, every_effect
from sqlalchemy import func, select, update
from turn_records import RECORDED, effect_name, effects_carried_out, next_webhook, recorded_words

from core.conversation import outcome_promises, turn_log
from core.members import NOBODY
from core.messaging import Topic, sent_texts
from core.schema import member, outbox, outcome_promise, turn
from flows.dialogues import DIALOGUES
from flows.engine import Do, Flow
from flows.engine.promises import KEPT
from flows.protocol import Channel, traits_of
from jobs import outcomes
from jobs.member_sweep import Run

PROMISED = ("结果会发短信告诉您", "text you the result")
NOT_DONE = ("没有办成", "not done", "didn't go through")


def is_promised(answer: Any) -> bool:
    return any(words in answer.body for words in PROMISED)


def tell(hotline: Any, **later: float) -> Counter[str]:
    """Some time later the promises in Redis are moved, and the job runs."""
    hotline.clock.advance(**later or {"minutes": 2})
    hotline.conversation.promises.write()
    now = hotline.clock.now
    run = Run(hotline.database, now().date(), now, lambda: None, "worker")
    outcomes.tell(run)
    return run.counts


def told(hotline: Any) -> list[str]:
    """The words of the texts about outcomes that are in the outbox."""
    return texts_in_outbox(hotline, Topic.TURN_OUTCOME)


def promises(hotline: Any) -> list[Any]:
    return hotline.database.read(lambda conn: conn.execute(select(outcome_promise)).all())


# Effects that a member reaches by these channels only: each has its own way to an agent, a PIN or a
# code where points are spent, and only a call is recorded. All others are reached wherever their
# dialogue is.
CODE_STEPS = ("send_code", "send_again", "check_code")
ONLY_BY = {
    "agent.join": {Channel.VOICE},
    "agent.tell": {Channel.VOICE},
    "agent.book": {Channel.VOICE, Channel.USSD},
    "agent.write": {Channel.SMS},
    "complaint.record_again": {Channel.VOICE},
    "complaint.drop": {Channel.VOICE},
    "address.text": {Channel.VOICE, Channel.USSD},
    "order_status.ask_address": {Channel.VOICE, Channel.USSD},
    **dict.fromkeys(
        (
            *(f"address.{step}" for step in (*CODE_STEPS, "take_earlier", "keep")),
            # On a call and a screen a PIN is enough, since no points are spent.
            *(f"numbers.{step}" for step in CODE_STEPS),
        ),
        frozenset({Channel.SMS}),
    ),
    # A code that was sent for something else is there only where codes confirm what is spent.
    **dict.fromkeys(
        (f"{each}.take_earlier" for each in ("identify", "redeem", "give", "exchange")),
        frozenset({Channel.SMS}),
    ),
    # Whoever leaves is asked why before the code, and who adds a number, which: what another code
    # was for is given up by then.
    "leave.take_earlier": set(),
    "numbers.take_earlier": set(),
    # The demo programme offers nothing to who stays.
    "leave.take_offer": set(),
    **dict.fromkeys(
        (
            f"{each}.{step}"
            for each in ("redeem", "give", "exchange", "leave")
            for step in CODE_STEPS
        ),
        frozenset({Channel.VOICE, Channel.SMS}),
    ),
}


def effects_by(channel: Channel) -> Iterator[str]:
    """The effects of all dialogues that the channel's menus and keywords lead to, and of those that
    the engine begins."""
    reached, traits = dict[str, Flow](), traits_of(channel)
    open_ = [DIALOGUES.flows["voice_home"] if traits.spoken else DIALOGUES.deep_link_home]
    open_ += [
        DIALOGUES.flows["stranger_home"],
        DIALOGUES.identify,
        DIALOGUES.offer,
        DIALOGUES.guess,
        DIALOGUES.agent,
    ]
    open_ += DIALOGUES.by_command.values() if traits.keywords else ()
    while open_:
        flow = open_.pop()
        reached[flow.name] = flow
        open_ += [each for each in flow.calls() if each.name not in reached]
    for flow in reached.values():
        for step in flow.steps.values():
            if isinstance(step, Do) and step.effect:
                name = effect_name(flow.name, step.name)
                if channel in ONLY_BY.get(name, Channel):
                    yield name


@pytest.mark.parametrize("channel", Channel)
def test_every_effect_of_the_dialogues_has_a_scenario(channel: Channel) -> None:
    played = [one for one in (*EFFECTS, *MORE_EFFECTS) if one.channel == channel]
    assert {name for one in played for name in one.effects} == set(effects_by(channel))


@every_effect
@pytest.mark.parametrize("kept", ["in the database", "in redis"])
def test_committed_effect_is_told(hotline: Any, scenario: Scenario, kept: str) -> None:
    webhook = scenario.play(hotline)
    before, carried_out = hotline.count(scenario.sql), effects_carried_out(hotline)
    outage = Outage(hotline, reads_fail=True)
    if kept == "in the database":
        keep_while_reads_fail(hotline, outage)
    answer = hotline.deliver(webhook)
    outage.end()
    assert carried_out == set(scenario.effects)
    assert len(promises(hotline)) == (kept == "in the database" and is_promised(answer))
    counts = tell(hotline)
    assert hotline.count(scenario.sql) == before + scenario.change
    if "<Enqueue" in answer.body:  # put through to an agent: nothing is promised
        assert not told(hotline)
        return
    assert is_promised(answer)
    assert counts == {"done": 1}
    [words] = told(hotline)
    assert not any(denial in words for denial in NOT_DONE)
    assert not tell(hotline)
    assert len(told(hotline)) == 1
    reply = hotline.deliver(webhook).body
    assert all(words in reply for words in recorded_words(hotline))
    assert hotline.count(scenario.sql) == before + scenario.change


def keep_while_reads_fail(hotline: Any, outage: Outage) -> None:
    """The database takes writes again when the promise is kept."""
    make = hotline.conversation.promises._keep

    def keep(promise: Any) -> str:
        outage.end()
        return str(make(promise))

    hotline.conversation.promises._keep = keep


@every_effect
def test_effect_that_was_not_committed_is_told_and_never_happens(
    hotline: Any, scenario: Scenario
) -> None:
    webhook = scenario.play(hotline)
    before = hotline.fingerprint()
    outage = Outage(hotline, reads_fail=True, is_lost_before=True)
    answer = hotline.deliver(webhook)
    outage.end()
    assert hotline.fingerprint() == before
    if "<Enqueue" in answer.body:
        return
    assert is_promised(answer)
    assert tell(hotline) == {"not_done": 1}
    [words] = told(hotline)
    assert any(denial in words for denial in NOT_DONE)
    changed = RECORDED | {"outbox", "outcome_promise"}
    untouched = hotline.fingerprint(without=changed)
    for lost in ("", "*"):
        for key in hotline.redis.keys(lost):
            hotline.redis.delete(key)
        late = hotline.deliver(webhook)
        assert any(denial in late.body for denial in NOT_DONE)
    assert hotline.fingerprint(without=changed) == untouched
    assert hotline.deliver(next_webhook(hotline, webhook)).status == 200


@effects
def test_retry_before_the_job_is_carried_out_and_told(hotline: Any, scenario: Scenario) -> None:
    webhook = scenario.play(hotline)
    before = hotline.count(scenario.sql)
    outage = Outage(hotline, reads_fail=True, is_lost_before=True)
    answer = hotline.deliver(webhook)
    outage.end()
    reply = hotline.deliver(webhook).body
    assert hotline.count(scenario.sql) == before + scenario.change
    assert all(words in reply for words in recorded_words(hotline))
    assert tell(hotline) == ({"done": 1} if is_promised(answer) else {})
    assert not any(denial in words for words in told(hotline) for denial in NOT_DONE)


def lose_redis(hotline: Any) -> None:
    def fail(*_: Any) -> None:
        raise RedisConnectionError("gone")

    hotline.conversation.promises._redis = type("NoRedis", (), {"rpush": fail})()


@effects
def test_nothing_is_promised_where_no_promise_can_be_kept(hotline: Any, scenario: Scenario) -> None:
    webhook = scenario.play(hotline)
    outage = Outage(hotline, reads_fail=True)
    lose_redis(hotline)
    answer = hotline.deliver(webhook)
    outage.end()
    assert not is_promised(answer)
    assert not any(denial in answer.body for denial in NOT_DONE)
    assert not promises(hotline)


def test_nothing_is_promised_where_no_effect_was_attempted(hotline: Any) -> None:
    thread = hotline.sms_sender()
    thread.text("DH 1")
    outage = Outage(hotline, reads_fail=True, begins="at once")
    assert not is_promised(thread.text("TD"))
    assert not is_promised(thread.text("JF"))
    outage.end()
    assert not tell(hotline)


def test_nothing_is_promised_to_withheld_number(hotline: Any) -> None:
    line = hotline.voice_caller("anonymous")
    line.call()
    outage = Outage(hotline, reads_fail=True)
    assert not is_promised(line.press("0"))
    outage.end()
    assert not tell(hotline)


def test_nothing_is_promised_to_a_number_that_has_turned_off_texts(hotline: Any) -> None:
    line = hotline.voice_caller()
    at = hotline.clock.now()
    hotline.database.run(lambda conn: sent_texts.opt_out(conn, line.number, at))
    line.call()
    line.press("5")
    line.press("4")  # marketing texts
    outage = Outage(hotline, reads_fail=True)
    answer = line.press("1")
    outage.end()
    assert "出了点问题" in answer.body and not is_promised(answer)
    assert not tell(hotline)


def test_promise_is_not_kept_for_a_member_whose_data_were_erased_meanwhile(hotline: Any) -> None:
    thread = hotline.sms_sender()
    outage = Outage(hotline, reads_fail=True)
    assert is_promised(thread.text("DH 1"))
    outage.end()
    erase = update(member).where(member.c.number == thread.number)
    hotline.database.run(lambda conn: conn.execute(erase.values(erased_at=hotline.clock.now())))
    assert not tell(hotline)
    assert promises(hotline) == [] and not hotline.redis.exists(KEPT)


def test_promise_that_the_database_refuses_holds_up_no_other(hotline: Any) -> None:
    outage = Outage(hotline, reads_fail=True)
    assert is_promised(hotline.sms_sender().text("DH 1"))
    outage.end()
    kept = json.loads(hotline.redis.lindex(KEPT, 0))
    hotline.redis.lpush(KEPT, json.dumps(kept | {"session_id": "a\x00b"}))
    tell(hotline)
    assert any(each.session_id == kept["session_id"] for each in promises(hotline))
    assert not hotline.redis.exists(KEPT)


def test_recorded_reply_is_quoted_and_code_is_not(hotline: Any) -> None:
    thread = hotline.sms_sender()
    outage = Outage(hotline, reads_fail=True)
    assert is_promised(thread.text("DH 1"))
    outage.end()
    code = code_of(thread.text("DH 1"))
    before = hotline.count(ORDERS)
    outage = Outage(hotline, reads_fail=True)
    assert is_promised(thread.text(code))
    outage.end()
    assert hotline.count(ORDERS) == before + 1
    assert tell(hotline) == {"done": 2}
    looked_up, quoted = sorted(told(hotline), key=len)
    assert looked_up == "请您查询一下10:00的请求是否已经办成。人工客服请回复RG。"
    assert quoted.startswith("您10:00的请求有结果了：换好了")
    assert code not in looked_up + quoted


def test_two_workers_tell_once(hotline: Any) -> None:
    thread = hotline.sms_sender()
    outage = Outage(hotline, reads_fail=True)
    thread.text("TD")
    outage.end()
    hotline.conversation.promises.write()
    [row] = promises(hotline)
    since, at = row.asked_at - timedelta(seconds=1), row.asked_at + outcome_promises.TOLD_AFTER
    [promise] = hotline.database.read(
        lambda conn: outcome_promises.due(conn, at=at, after=since, limit=2)
    )
    results = [
        hotline.database.run(lambda conn: outcome_promises.tell(conn, promise, at)) for _ in "ab"
    ]
    assert results == [True, None]
    assert len(told(hotline)) == 1


def test_promise_is_not_told_before_a_carrier_would_deliver_again(hotline: Any) -> None:
    thread = hotline.sms_sender()
    outage = Outage(hotline, reads_fail=True)
    thread.text("TD")
    outage.end()
    assert not tell(hotline, seconds=30)
    assert tell(hotline, seconds=40) == {"done": 1}


def prune_turns_after_days(hotline: Any) -> None:
    hotline.clock.advance(seconds=turn_log.KEPT_FOR.total_seconds() + 1)
    hotline.database.run(
        lambda conn: turn_log.prune(conn, at=hotline.clock.now(), after=turn_log.FIRST, limit=100)
    )


def test_turn_is_kept_until_its_outcome_is_told(hotline: Any) -> None:
    """The worker may have stood still for days, and then prunes before it tells."""
    thread = hotline.sms_sender()
    outage = Outage(hotline, reads_fail=True)
    thread.text("TD")
    outage.end()
    hotline.conversation.promises.write()
    prune_turns_after_days(hotline)
    assert tell(hotline) == {"done": 1}
    turns = select(func.count()).select_from(turn)
    assert hotline.database.read(lambda conn: conn.execute(turns).scalar_one()) == 1
    prune_turns_after_days(hotline)
    assert hotline.database.read(lambda conn: conn.execute(turns).scalar_one()) == 0


def test_outcome_older_than_the_turn_log_is_unknown(hotline: Any) -> None:
    """The promise was in Redis for days, where the log knows nothing of it."""
    thread = hotline.sms_sender()
    outage = Outage(hotline, reads_fail=True)
    thread.text("TD")
    outage.end()
    prune_turns_after_days(hotline)
    tell(hotline)
    [words] = told(hotline)
    assert "请您查询一下" in words


def test_told_promises_are_deleted_after_some_days(hotline: Any) -> None:
    thread = hotline.sms_sender()
    outage = Outage(hotline, reads_fail=True)
    thread.text("TD")
    outage.end()
    tell(hotline)
    hotline.database.run(lambda conn: outcome_promises.prune(conn, hotline.clock.now()))
    assert len(promises(hotline)) == 1
    hotline.clock.advance(days=3)
    hotline.database.run(lambda conn: outcome_promises.prune(conn, hotline.clock.now()))
    assert not promises(hotline)


def test_outcome_of_stranger_is_told_to_the_number_that_asked(hotline: Any) -> None:
    thread = hotline.sms_sender("+8613899999999")
    outage = Outage(hotline, reads_fail=True)
    assert is_promised(thread.text("RG"))
    outage.end()
    assert tell(hotline) == {"done": 1}
    about = select(outbox).where(outbox.c.topic == Topic.TURN_OUTCOME)
    row = hotline.database.read(lambda conn: conn.execute(about).one())
    assert (row.member_id, row.payload["number"]) == (NOBODY, "+8613899999999")
    assert told(hotline)


@every_effect
def test_reply_is_read_from_database_when_answer_to_commit_is_lost(
    hotline: Any, scenario: Scenario
) -> None:
    webhook = scenario.play(hotline)
    before = hotline.count(scenario.sql)
    outage = Outage(hotline, reads_fail=False)
    reply = hotline.deliver(webhook).body
    outage.end()
    assert all(words in reply for words in recorded_words(hotline))
    assert hotline.deliver(webhook).body == reply
    assert hotline.count(scenario.sql) == before + scenario.change


@effects
def test_apology_claims_nothing_and_retry_gets_recorded_reply(
    hotline: Any, scenario: Scenario
) -> None:
    webhook = scenario.play(hotline)
    before = hotline.count(scenario.sql)
    outage = Outage(hotline, reads_fail=True)
    apology = hotline.deliver(webhook).body
    assert "没有变动" not in apology
    assert "没有完成" not in apology
    assert "no points" not in apology
    outage.end()
    reply = hotline.deliver(webhook).body
    assert reply != apology
    assert all(words in reply for words in recorded_words(hotline))
    assert hotline.deliver(webhook).body == reply
    assert hotline.count(scenario.sql) == before + scenario.change


@effects
def test_turn_is_taken_by_retry_after_apology(hotline: Any, scenario: Scenario) -> None:
    """The session was left as it was, so that the same message still means the same."""
    webhook = scenario.play(hotline)
    before = hotline.count(scenario.sql)
    outage = Outage(hotline, reads_fail=True, begins="at once")
    apology = hotline.deliver(webhook).body
    assert hotline.deliver(webhook).body == apology
    outage.end()
    reply = hotline.deliver(webhook).body
    assert all(words in reply for words in recorded_words(hotline))
    assert hotline.count(scenario.sql) == before + scenario.change


def test_caller_goes_on_at_the_same_question_after_apology(hotline: Any) -> None:
    line = hotline.voice_caller()
    line.call()
    line.press("2", "3", PIN, "1", "2")
    outage = Outage(hotline, reads_fail=True, begins="at once")
    assert "人工客服请按0" in line.press("1").body
    outage.end()
    before = hotline.count(ORDERS)
    assert "保温杯" in line.press("1").body  # to go on; it is no yes
    assert hotline.count(ORDERS) == before
    assert "换好了" in line.press("1").body


def test_ussd_session_goes_on_at_the_same_question_after_apology(hotline: Any) -> None:
    screen = hotline.ussd_user()
    screen.dial()
    screen.enter("4", "3", PIN, "2")
    outage = Outage(hotline, reads_fail=True, begins="at once")
    assert screen.enter("1").body.startswith("CON 抱歉")
    outage.end()
    before = hotline.count(ORDERS)
    assert "保温杯" in screen.enter("1").body
    assert hotline.count(ORDERS) == before
    assert "保温杯" in screen.enter("1").body
    assert hotline.count(ORDERS) == before + 1


def test_code_sent_again_after_apology_confirms(hotline: Any) -> None:
    before = hotline.count(ORDERS)
    thread = hotline.sms_sender()
    code = code_of(thread.text("DH 1"))
    outage = Outage(hotline, reads_fail=True, begins="at once")
    assert "请重发" in thread.text(code).body
    outage.end()
    assert "换好了" in thread.text(code).body
    assert hotline.count(ORDERS) == before + 1


def test_agent_is_reached_with_0_after_apology(hotline: Any) -> None:
    line = hotline.voice_caller()
    line.call()
    line.press("2", "3")
    outage = Outage(hotline, reads_fail=True, begins="at once")
    line.press(PIN)
    outage.end()
    before = hotline.count(HANDOVERS)
    assert "<Enqueue" in line.press("0").body
    assert hotline.count(HANDOVERS) == before + 1


@pytest.mark.parametrize(
    "stored", ["{", "[]", '{"channel": "fax"}', '{"seq": "one"}', "null"], ids=repr
)
def test_unreadable_session_and_reply_start_again(hotline: Any, stored: str) -> None:
    line = hotline.voice_caller()
    line.call()
    line.press("2")
    for key in hotline.redis.keys("talk:*"):
        whole = json.loads(hotline.redis.get(key))
        shaped = json.dumps(whole | json.loads(stored)) if stored.startswith('{"') else stored
        hotline.redis.set(key, shaped)
    assert "重新开始" in line.press("1").body
    for key in hotline.redis.keys("reply:*"):
        hotline.redis.set(key, stored)
    assert "积分" in line.call().body
    assert line.hang_up().status == 200
