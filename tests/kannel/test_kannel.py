"""The hotline behind a real Kannel, with its fakesmsc as the operator."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from gateway import FakeSmsc, until

from core.messaging import outbox
from core.messaging.outbox import LEASE
from jobs.carriers import Carriers

ZH, EN = "8613800000001", "+8613800000002"  # an operator may leave the + out
WORDS = "您的包裹今天已寄出。"
OF_OUR_TEXT = "SELECT carrier_id, status FROM sent_text WHERE event_id = 'e'"


def sends(house: Any, text: str, times: int = 1) -> list[str]:
    """The text, sent as often by a telephone, and what it has got once each was fetched."""
    before = len(house.fetched)
    smsc = FakeSmsc(house.kannel, text, times)
    try:
        until(lambda: len(house.fetched) >= before + times and smsc.received, "answered")
        return smsc.received
    finally:
        smsc.hang_up()


def put(house: Any, number: str) -> None:
    payload = {"to": number, "words": WORDS}
    work = partial(outbox.put, member_id=1, event_id="e", topic="text", payload=payload)
    house.hotline.database.run(lambda conn: work(conn, at=house.hotline.clock.now()))


@pytest.fixture
def telephone(kannel: Any) -> Any:
    """One that has nothing to say: fakesmsc must send something, and STOP is soon answered."""
    smsc = FakeSmsc(kannel.kannel, f"{EN} 10086 text STOP")
    until(lambda: len(smsc.received) == 1, "answered")
    yield smsc
    smsc.hang_up()


def test_a_text_is_answered_in_the_language_of_its_sender(kannel: Any) -> None:
    [chinese] = sends(kannel, f"{ZH} 10086 text JF")
    assert chinese.startswith("可用积分12345分")
    [english] = sends(kannel, f"{EN} 10086 text JF")
    assert "3,200 points" in english


def test_words_that_twilio_keeps_are_heard(kannel: Any) -> None:
    [reply] = sends(kannel, f"{EN} 10086 text STOP")
    assert "any more offers" in reply
    of_member = "SELECT marketing_ok FROM member WHERE member_id = 2"
    assert kannel.hotline.rows(of_member) == [(False,)]
    sends(kannel, f"{EN} 10086 text TS It broke")
    [reply] = sends(kannel, f"{EN} 10086 text cancel")
    assert "complaint" in reply and kannel.hotline.rows("SELECT 1 FROM opted_out") == []


def test_a_text_that_comes_three_times_is_answered_once(kannel: Any) -> None:
    assert len(sends(kannel, f"{EN} 10086 text JY Open earlier", times=3)) == 1
    assert len(set(kannel.ids_fetched)) == 3  # Kannel takes each for a new one
    of_words = "SELECT COUNT(*) FROM suggestion WHERE words = 'Open earlier'"
    assert kannel.hotline.rows(of_words) == [(1,)]


def test_a_text_of_ours_arrives_and_is_reported(kannel: Any, telephone: Any) -> None:
    put(kannel, "+8613800000001")
    kannel.hotline.worker().run_once()
    until(lambda: WORDS in telephone.received, "received")
    until(lambda: kannel.hotline.rows(OF_OUR_TEXT)[0][1] == "delivered", "delivered")


def test_a_text_that_kannel_keeps_for_later_is_sent(kannel: Any) -> None:
    """No SMSC is there: Kannel says "3: Queued for later delivery"."""
    put(kannel, "+8613800000001")
    kannel.hotline.worker().run_once()
    assert [status for _, status in kannel.hotline.rows(OF_OUR_TEXT)] == ["queued"]
    smsc = FakeSmsc(kannel.kannel, f"{EN} 10086 text STOP")
    until(lambda: WORDS in smsc.received, "received")
    smsc.hang_up()


def test_a_text_of_a_killed_worker_is_not_sent_again(kannel: Any, telephone: Any) -> None:
    """It dies between Kannel's yes and our note of it; Kannel's report says that it was sent."""
    put(kannel, "+8613800000001")
    database, clock = kannel.hotline.database, kannel.hotline.clock
    claim = partial(outbox.claim, topics=["text"], worker="first", limit=1)
    [event] = database.run(lambda conn: claim(conn, at=clock.now()))
    kannel.hotline.begin(event, WORDS)
    settings = kannel.hotline.settings
    texts = Carriers.from_settings(settings).texts
    texts.send_text("+8613800000001", WORDS, event, sender=settings.hotline_number)
    until(lambda: kannel.hotline.rows(OF_OUR_TEXT)[0][0], "reported")
    clock.advance(seconds=LEASE.total_seconds())
    kannel.hotline.worker().run_once()
    assert telephone.received.count(WORDS) == 1
    done = "SELECT COUNT(*) FROM outbox WHERE event_id = 'e' AND done_at IS NOT NULL"
    assert kannel.hotline.rows(done) == [(1,)]


def test_a_text_waits_for_a_kannel_that_is_down(kannel: Any) -> None:
    kannel.kannel.kill()
    put(kannel, "+8613800000001")
    kannel.hotline.worker().run_once()
    assert [status for _, status in kannel.hotline.rows(OF_OUR_TEXT)] == ["sending"]
    kannel.kannel.start()
    kannel.hotline.clock.advance(minutes=1)
    smsc = FakeSmsc(kannel.kannel, f"{EN} 10086 text STOP")
    kannel.hotline.worker().run_once()
    until(lambda: smsc.received.count(WORDS) == 1, "received")
    smsc.hang_up()
