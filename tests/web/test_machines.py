"""Two machines that answer each other come to an end, and nothing that a machine sends asks for an
agent; a person who is cut off finds the way back."""

import html
import re
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

import pytest

from core.contact_centre import SessionSummary, offers, requests
from web.twiml import EMPTY

ZH, STRANGER, OWN_NUMBER = "+8613800000001", "+8613899999999", "+8610105"
OPENED = (
    "SELECT (SELECT COUNT(*) FROM handover) + (SELECT COUNT(*) FROM complaint)"
    " + (SELECT COUNT(*) FROM claim)"
)
ANSWERS_MAX = 8
Machine = Callable[[str], str]
"""Returns what the machine texts back to a reply of the hotline."""


def always(*texts: str) -> Callable[[], Machine]:
    def make() -> Machine:
        endless = cycle(texts)
        return lambda _reply: next(endless)

    return make


def counting(template: str) -> Callable[[], Machine]:
    def make() -> Machine:
        numbers: Iterator[int] = iter(range(1, 10_000))
        return lambda _reply: template.format(next(numbers))

    return make


MACHINES = {
    "an automatic reply": always("[自动回复] 您好，我现在有事不在，稍后联系您。"),
    "out of office": always("I am out of office until Monday."),
    "driving": always("I'm driving right now. I'll get back to you."),
    "a failed delivery": always("Your message could not be delivered to +86 138 0000 0001."),
    "a carrier's notice": always("You have been unsubscribed. Reply START to resubscribe."),
    "a marketing text": always("【某某商城】大促开始，退订回T"),
    "words that nobody knows": always("您好，小张稍后给您回电话"),
    "a counter": counting("收到您的第{}条短信，谢谢"),
    "several texts": always("您好", "稍等", "我在忙", "谢谢来信", "回头聊"),
    "several texts, one of them a yes": always("在忙", "好的", "OK"),
    "always yes": always("好的"),
    "a mistyped keyword": always("POINTSS"),
    "nothing but a picture": always(""),
    "an echo": lambda: lambda reply: reply,
    "an echo with a quote": lambda: lambda reply: f"> {reply}\n收到",
    "a report of a complaint": always("投诉热线繁忙，请稍后再拨"),
}
machines = pytest.mark.parametrize("kind", MACHINES)


def body_of(answer: Any) -> str | None:
    """The text of the reply; None if there is none."""
    assert answer.status == 200
    found = re.search(r"<Message>(.*)</Message>", answer.body, re.DOTALL)
    assert found or answer.body == EMPTY, answer.body
    return html.unescape(found.group(1)) if found else None


def converse(
    hotline: Any, sender: Any, machine: Machine, begin: str, *, wait_seconds: float = 3
) -> int:
    """Lets the two write until one is silent. Returns how many replies the hotline sent."""
    reply = body_of(sender.text(begin))
    for answered in range(1, 101):
        if reply is None:
            return answered - 1
        hotline.clock.advance(seconds=wait_seconds)
        reply = body_of(sender.text(machine(reply)))
    raise AssertionError("they would write for ever")


@machines
@pytest.mark.parametrize("number", [ZH, STRANGER])
@pytest.mark.parametrize("begin", ["JF", "DH", "TS", "喂"])
def test_two_machines_stop_answering_each_other(
    new_hotline: Callable[..., Any], kind: str, number: str, begin: str
) -> None:
    hotline = new_hotline("sqlite")
    opened = hotline.count(OPENED)
    sender = hotline.sms_sender(number)
    read_back = 12 if begin == "TS" else 0  # the first texts are taken for the complaint
    assert converse(hotline, sender, MACHINES[kind](), begin) <= ANSWERS_MAX + read_back
    assert hotline.count(OPENED) - opened == (1 if says_yes(kind, number, begin) else 0)
    assert body_of(sender.text("H")), "a keyword is understood at once"


def says_yes(kind: str, number: str, begin: str) -> bool:
    """A text that does not look like a machine's is read back as the complaint that was asked for,
    and the next one says yes to it."""
    return begin == "TS" and number == ZH and kind == "several texts, one of them a yes"


@machines
def test_machine_that_replies_every_hour_is_not_answered_for_ever(
    new_hotline: Callable[..., Any], kind: str
) -> None:
    hotline = new_hotline("sqlite")
    opened = hotline.count(OPENED)
    sender = hotline.sms_sender()
    answered = converse(hotline, sender, MACHINES[kind](), "JF", wait_seconds=3_600)
    assert answered <= ANSWERS_MAX
    assert hotline.count(OPENED) == opened


@pytest.mark.parametrize("words", ["JF", "RG", "TS 坏了", "喂"])
def test_hotline_does_not_answer_its_own_number(
    new_hotline: Callable[..., Any], words: str
) -> None:
    hotline = new_hotline("sqlite", hotline_number=OWN_NUMBER)
    before = hotline.fingerprint()
    assert body_of(hotline.sms_sender(OWN_NUMBER).text(words)) is None
    assert hotline.fingerprint() == before


def test_two_hotlines_stop_answering_each_other(new_hotline: Callable[..., Any]) -> None:
    ours, theirs = new_hotline("sqlite"), new_hotline("sqlite")
    reply = body_of(ours.sms_sender(STRANGER).text("喂"))
    for turn in range(20):
        if reply is None:
            assert turn <= ANSWERS_MAX
            return
        answering = theirs if turn % 2 == 0 else ours
        reply = body_of(answering.sms_sender(STRANGER).text(reply))
    raise AssertionError("they would write for ever")


def test_automatic_text_leaves_the_open_question_open(hotline: Any) -> None:
    member = hotline.sms_sender()
    code = re.findall(r"(?<!\d)\d{6}(?!\d)", member.text("DH 2").body)[-1]
    told = member.text("[自动回复] 我在开会")
    assert "自动回复" in told.body and "H" in told.body
    assert member.text("[自动回复] 我在开会").body == EMPTY
    member.text(code)
    assert hotline.count("SELECT COUNT(*) FROM gift_order WHERE sku = 'thermos-cup'") > 0


def test_complaint_about_automatic_replies_is_a_complaint(hotline: Any) -> None:
    member, before = hotline.sms_sender(), hotline.count(OPENED)
    member.text("TS 你们的自动回复太烦人了", "1")
    assert hotline.count(OPENED) == before + 1


def test_person_is_answered_however_often_a_keyword_is_sent(hotline: Any) -> None:
    member = hotline.sms_sender()
    for _ in range(20):
        assert "12345" in (body_of(member.text("积分")) or "")
        hotline.clock.advance(seconds=5)


KEYWORDS = {
    "balance": ["JF"],
    "menu": ["H"],
    "question mark": ["?"],
    "help": ["帮助"],
    "agent": ["RG"],
    "gift": ["DH 1"],
    "languages in turn": ["EN", "ZH"],
    "two keywords in turn": ["JF", "DJ"],
}


@pytest.mark.parametrize("kind", KEYWORDS)
@pytest.mark.parametrize(
    ("texts", "every_seconds", "answered"),
    [(60, 20, 2 * (20 + 1)), (120, 60, 100 + 1)],
    ids=["most of ten minutes", "most of a day"],
)
def test_machine_that_sends_keywords_is_not_answered_for_ever(
    new_hotline: Callable[..., Any], kind: str, texts: int, every_seconds: int, answered: int
) -> None:
    hotline = new_hotline("sqlite")
    sender, words = hotline.sms_sender(), cycle(KEYWORDS[kind])
    replies = []
    for _ in range(texts):
        replies.append(body_of(sender.text(next(words))))
        hotline.clock.advance(seconds=every_seconds)
    assert len([reply for reply in replies if reply]) == answered
    last = replies.index(None) - 1
    assert re.search("太多|a lot of texts", replies[last] or "")


@pytest.mark.parametrize("kind", KEYWORDS)
def test_exchange_of_keywords_ends(new_hotline: Callable[..., Any], kind: str) -> None:
    """A machine that sends a text only when it gets one. Agents are counted by themselves."""
    hotline = new_hotline("sqlite")
    sender = hotline.sms_sender()
    answered = converse(hotline, sender, always(*KEYWORDS[kind])(), "JF", wait_seconds=20)
    assert answered <= 20 + 1 + (kind == "agent")


def test_what_a_person_confirms_is_carried_out_beyond_the_most_keywords(hotline: Any) -> None:
    member = hotline.sms_sender()
    for _ in range(19):
        member.text("JF")
    hotline.clock.advance(seconds=60)  # not beyond the most texts of a minute
    code = re.findall(r"(?<!\d)\d{6}(?!\d)", member.text("DH 2").body)[-1]
    assert "太多" in (body_of(member.text("JF")) or "")
    assert body_of(member.text("JF")) is None
    assert "换好了" in (body_of(member.text(f"Y {code}")) or "")
    hotline.clock.advance(minutes=10)
    assert body_of(member.text("JF"))


@pytest.mark.parametrize(("text", "told"), [("RG", "客服"), ("TS 快递坏了", "现在登记吗")])
def test_agent_and_complaint_get_through_after_too_many_keywords(
    hotline: Any, text: str, told: str
) -> None:
    member = hotline.sms_sender()
    for _ in range(29):
        member.text("JF")
    assert body_of(member.text("JF")) is None
    assert told in (body_of(member.text(text)) or "")


def test_complaints_that_differ_in_digits_are_no_loop(hotline: Any) -> None:
    member, before = hotline.sms_sender(), hotline.count(OPENED)
    for number in range(1, 9):
        assert "现在登记吗" in (body_of(member.text(f"TS 快递坏{number}")) or "")
        hotline.clock.advance(seconds=60)
    for hours in range(8):
        assert "现在登记吗" in (body_of(member.text("TS 快递又坏了")) or "")
        assert "已受理" in (body_of(member.text("好")) or "")
        hotline.clock.advance(seconds=1900 + hours)
    assert hotline.count(OPENED) == before + 8


def test_limit_of_a_day_reached_in_silence_is_said_when_it_ends(hotline: Any) -> None:
    member = hotline.sms_sender()
    hotline.clock.at = hotline.clock.at.replace(hour=1, minute=0, second=0)
    replies = []
    for texts in (25, 25, 25, 30, 3, 3):  # the 101st is among the last silent ones of the fourth
        for _ in range(texts):
            replies.append(body_of(member.text("JF")) or "")
            hotline.clock.advance(seconds=15)
        hotline.clock.advance(seconds=600 - 15 * texts)
    told = [number for number, reply in enumerate(replies, 1) if "太多" in reply]
    assert told == [21, 46, 71, 96, 106]
    assert not any(replies[106:])


def test_yes_is_heard_beyond_the_most_keywords(hotline: Any) -> None:
    member, before = hotline.sms_sender(), hotline.count(OPENED)
    for _ in range(20):
        member.text("JF")
    hotline.clock.advance(seconds=60)
    member.text("TS 话费多扣了五十块钱")
    assert "太多" in (body_of(member.text("JF")) or "")
    member.text("1")
    assert hotline.count(OPENED) == before + 1


def test_person_who_was_not_understood_is_told_how_to_go_on(hotline: Any) -> None:
    member = hotline.sms_sender()
    replies = [
        body_of(member.text(words)) for words in ("喂", "在吗", "你好", "那个", "哦", "诶", "啊")
    ]
    assert all(replies[:6]) and "RG" in (replies[5] or "") and replies[6] is None
    assert "12345" in (body_of(member.text("积分")) or "")
    assert body_of(member.text("喂")), "it counts anew"


def test_copy_of_a_message_is_not_counted_again(hotline: Any) -> None:
    member = hotline.sms_sender()
    for words in ("喂", "在吗", "你好", "那个", "哦"):
        webhook = member.text_webhook(words)
        assert hotline.deliver(webhook) == hotline.deliver(webhook) != (200, EMPTY)


def test_more_messages_than_a_person_types_get_no_answer(hotline: Any) -> None:
    member = hotline.sms_sender()
    replies = [body_of(member.text(words)) for _ in range(16) for words in ("H", "1")]
    assert all(replies[:30]) and replies[30:] == [None, None]
    assert body_of(member.text("TD")), "refusing marketing always works"
    hotline.clock.advance(seconds=60)
    assert body_of(member.text("积分"))


def test_messages_in_a_conversation_with_an_agent_are_all_kept(hotline: Any) -> None:
    member = hotline.sms_sender()
    begin_conversation(hotline)
    for n in range(40):
        member.text(f"嗯 {n}" if n % 2 else "[自动回复] 在忙")
    assert hotline.count("SELECT COUNT(*) FROM line WHERE who = 'member'") == 40


def test_messages_while_waiting_for_an_agent_are_kept_without_an_answer(hotline: Any) -> None:
    member = hotline.sms_sender()
    member.text("RG", *["[自动回复] 在忙"] * 4)
    lines = "SELECT COUNT(*) FROM line WHERE who = '{}'"
    assert hotline.count(lines.format("member")) == 4
    assert hotline.count(lines.format("hotline")) == 1


def test_emptied_redis_forgets_what_was_not_understood(hotline: Any) -> None:
    member = hotline.sms_sender()
    for _ in range(7):
        member.text("喂")
    assert body_of(member.text("喂")) is None
    hotline.redis.flushall()
    hotline.clock.advance(hours=1)
    assert body_of(member.text("喂"))


def begin_conversation(hotline: Any) -> None:
    summary, at = SessionSummary("s1", "sms", "zh", "", [], [], [], 1), hotline.clock.now()

    def work(conn: Any) -> None:
        requests.request(
            conn, member_id=1, number=ZH, way="text", summary=summary, priority=0, key="h",
            at=at, handover_id="h1",
        )  # fmt: skip
        offers.accept(conn, member_id=1, handover_id="h1", agent="agent", at=at)

    hotline.database.run(work)
