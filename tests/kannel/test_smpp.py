"""The hotline behind a real Kannel that is bound to an operator's SMSC by SMPP 3.4."""

from __future__ import annotations

from typing import Any

from gateway import until

from core.messaging import outbox

ZH, EN = "+8613800000001", "+8613800000002"
LONG = "包裹三周没有收到，我打了好几次电话都没有结果，" * 8
MEMBERS = [f"+861380000000{n}" for n in (1, 2, 3, 5, 6, 7)]
SUGGESTED = ("请早点开门", "多些礼品吧", "短信写短点")


def asks(house: Any, number: str, *texts: str) -> str:
    """The reply to the last of the texts; a person reads each before the next."""
    received = house.smsc.received[number]
    for words in texts:
        before = len(received)
        house.smsc.text(number, words)
        until(lambda before=before: len(received) > before, f"{words} answered")
        until(lambda: house.reached_for >= sum(map(len, house.smsc.received.values())), "reported")
        house.hotline.clock.advance(seconds=5)
    return str(received[-1])


def test_chinese_is_read_and_written(smpp_kannel: Any) -> None:
    assert asks(smpp_kannel, ZH, "我还有多少积分").startswith("可用积分12345分")
    [segment] = smpp_kannel.smsc.segments
    assert (segment.coding, segment.destination) == (8, ZH.removeprefix("+"))


def test_english_is_written_in_the_gsm_alphabet(smpp_kannel: Any) -> None:
    reply = asks(smpp_kannel, EN, "TS {broken} [box] ~ €5 @home_")
    assert "{broken} [box] ~ €5 @home_" in reply
    assert {segment.coding for segment in smpp_kannel.smsc.segments} == {0}


def test_parts_out_of_order_are_one_text(smpp_kannel: Any) -> None:
    smpp_kannel.smsc.text(ZH, f"TS {LONG}", order=(2, 0, 1))
    until(lambda: smpp_kannel.smsc.received[ZH], "answered")
    assert len(smpp_kannel.fetched) == 1
    smpp_kannel.hotline.clock.advance(seconds=5)
    assert "已" in asks(smpp_kannel, ZH, "1")
    [(words,)] = smpp_kannel.hotline.rows(
        "SELECT words FROM complaint WHERE member_id = 1 ORDER BY opened_at DESC LIMIT 1"
    )
    assert words == LONG


def test_a_long_reply_arrives_whole(smpp_kannel: Any) -> None:
    menu = asks(smpp_kannel, ZH, "H")
    assert len(menu) > 70 and menu.endswith("\n9 更多")
    assert {segment.parts for segment in smpp_kannel.smsc.segments} == {2}


def test_the_same_answer_to_the_next_question_is_another_one(smpp_kannel: Any) -> None:
    """As soon as the first reply could be read: long before the time within which the same words
    are taken for the same text."""
    question = asks(smpp_kannel, ZH, "TS 包裹没收到")
    assert "1 登记" in question
    filed = asks(smpp_kannel, ZH, "1")
    assert asks(smpp_kannel, ZH, "1") != filed
    assert len(smpp_kannel.smsc.received[ZH]) == 3


def test_a_text_that_the_smsc_delivers_again_is_answered_once(smpp_kannel: Any) -> None:
    """Sooner than a person could have read the reply and sent the words again."""
    smpp_kannel.smsc.text(ZH, "JY 请早点开门")
    until(lambda: smpp_kannel.smsc.received[ZH], "answered")
    smpp_kannel.smsc.deliver_again()
    until(lambda: len(smpp_kannel.fetched) == 2, "fetched again")
    asks(smpp_kannel, ZH, "JF")
    assert len(smpp_kannel.smsc.received[ZH]) == 2
    of_words = "SELECT COUNT(*) FROM suggestion WHERE words = '请早点开门'"
    assert smpp_kannel.hotline.rows(of_words) == [(1,)]


def test_texts_wait_for_a_hotline_that_is_down(smpp_kannel: Any) -> None:
    smpp_kannel.hotline.is_down = True
    smpp_kannel.smsc.text(ZH, "JF")
    until(lambda: smpp_kannel.hotline.refused, "asked in vain")
    smpp_kannel.hotline.is_down = False
    until(lambda: smpp_kannel.smsc.received[ZH], "answered")
    assert len(smpp_kannel.smsc.received[ZH]) == 1


def test_no_text_is_lost_or_answered_twice_when_kannel_is_killed(smpp_kannel: Any) -> None:
    """Twice, while telephones send: the SMSC delivers again what was not acknowledged, and Kannel
    what it had not passed on."""
    smsc = smpp_kannel.smsc
    for place, words in enumerate(SUGGESTED):
        for number in MEMBERS:
            smsc.text(number, f"JY {words}")
        if place < 2:
            smpp_kannel.restart_kannel()
    until(lambda: not smsc.waiting, "all acknowledged")
    counts = "SELECT words, COUNT(*) FROM suggestion GROUP BY words"
    filed = dict.fromkeys(SUGGESTED, len(MEMBERS))
    until(lambda: dict(smpp_kannel.hotline.rows(counts)).items() >= filed.items(), "all filed")
    until(lambda: all(len(smsc.received[each]) == 3 for each in MEMBERS), "each answered")
    assert {each: dict(smpp_kannel.hotline.rows(counts))[each] for each in SUGGESTED} == filed


def test_a_text_of_ours_in_chinese_is_joined_and_reported(smpp_kannel: Any) -> None:
    hotline = smpp_kannel.hotline
    payload = {"to": ZH, "words": LONG[:120] + "😀"}
    hotline.database.run(
        lambda conn: outbox.put(conn, 1, "text", "e", payload, hotline.clock.now())
    )
    hotline.worker().run_once()
    until(lambda: smpp_kannel.smsc.received[ZH] == [payload["words"]], "received")
    status = "SELECT status FROM sent_text WHERE event_id = 'e'"
    until(lambda: hotline.rows(status) == [("delivered",)], "delivered")
