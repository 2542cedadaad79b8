"""Redis is emptied inside a turn, and another copy of the message is answered meanwhile."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson
import pytest
from scenarios import Scenario, effects, read_only
from sqlalchemy import event
from turn_records import next_webhook, recorded_reply, replies

from flows.engine import session_store

pytestmark = pytest.mark.usefixtures("audited")


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
    answer = hotline.deliver(next_webhook(hotline, webhook)).body
    assert "重新开始" not in re.sub(r' hints="[^"]*"', "", answer)
