"""A member who waits for an agent by text: how they leave, and what is carried out meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest
from desk_and_carrier import Desk, sender_in_queue
from sqlalchemy import update

from core.contact_centre import chat_messages, conversations, dashboard, offers
from core.kernel import NotAllowed
from core.schema import agent
from flows.engine.keywords import CARRIER_WORDS

EN = "+8613800000002"
SILENCE = "<Response></Response>"
WITHDRAWN = "好的，已取消人工客服"


@pytest.fixture(params=["sqlite", "postgresql"])
def hotline(request: pytest.FixtureRequest, new_hotline: Any) -> Any:
    return new_hotline(request.param)


def said_in(hotline: Any, desk: Desk) -> list[tuple[str, str]]:
    which = desk.row.member_id, desk.row.handover_id
    lines = hotline.database.read(lambda conn: chat_messages.messages_of(conn, *which))
    return [(line.who, line.words) for line in lines]


def consent_of(hotline: Any) -> bool:
    return not hotline.count("SELECT count(*) FROM member WHERE member_id = 1 AND NOT marketing_ok")


@pytest.mark.parametrize(
    "words",
    [
        *[
            "取消",
            "算了",
            "不用了",
            "不用人工客服了，谢谢",
            "不等了",
            "不想等人工了",
            "cancel",
            "nvm",
        ],
        *["取消等待", "人工取消", "我等了半天了，不等了！", "solved", "搞定了"],
        *["forget it i'll call", "算了我打电话吧", "算了，我自己弄", "I'll just call instead"],
        *["那我打电话吧", "nvm I'll figure it out", "不用了我去营业厅"],
    ],
)
def test_cancel_withdraws_the_request(hotline: Any, words: str) -> None:
    sender, desk = sender_in_queue(hotline)
    webhook = sender.text_webhook(words)
    reply = hotline.deliver(webhook).body
    assert WITHDRAWN in reply
    hotline.redis.flushall()
    assert hotline.deliver(webhook).body == reply  # delivered again
    assert (desk.row.status, desk.row.outcome) == ("closed", "abandoned")
    assert said_in(hotline, desk)[0] == ("member", words)
    assert said_in(hotline, desk)[1][1].startswith(WITHDRAWN)
    with pytest.raises(NotAllowed, match="taken"):
        desk.do(offers.accept)
    figures = hotline.database.read(lambda conn: dashboard.today(conn, hotline.clock.now()))
    assert figures.abandoned == 1
    assert SILENCE not in sender.text("我想查积分").body  # the hotline answers again


def test_every_reply_to_who_waits_says_how_to_leave(hotline: Any) -> None:
    sender, english = hotline.sms_sender(), hotline.sms_sender(EN)
    for reply in (sender.text("RG").body, sender.text("我的杯子碎了").body):
        assert "不用客服了请回复“取消”" in reply
    for reply in (english.text("AGENT").body, english.text("my mug is broken").body):
        assert "Changed your mind? Reply NEVER MIND." in reply
    assert "NEVER MIND" not in CARRIER_WORDS
    assert "canceled your request" in english.text("NEVER MIND").body


@pytest.mark.parametrize(
    ("number", "asks", "again"),
    [(None, "RG", "我要找真人"), (None, "RG", "有人吗"), (EN, "AGENT", "I want a human")],
)
def test_who_asks_for_an_agent_again_is_told_the_place_once_more(
    hotline: Any, number: str | None, asks: str, again: str
) -> None:
    sender = hotline.sms_sender(number) if number else hotline.sms_sender()
    sender.text(asks)
    place = "You are next" if number else "您排在第一位"
    assert place in sender.text(again).body
    assert "We've passed this on" in (said := sender.text("my mug broke").body) or "收到" in said
    assert SILENCE in sender.text(again).body
    assert hotline.count("SELECT count(*) FROM handover") == 1


@pytest.mark.parametrize("words", ["打电话给我", "我打电话了没人接", "please call me back"])
def test_who_writes_of_calls_goes_on_waiting(hotline: Any, words: str) -> None:
    sender, desk = sender_in_queue(hotline)
    assert "收到" in sender.text(words).body
    assert desk.row.status == "open"


def test_reply_says_whether_any_agent_is_there(
    hotline: Any, end_of_agents_hours: Callable[[], None]
) -> None:
    everyone = update(agent).values(presence="away")
    assert "目前没有客服在线，有人上线会在这里用短信答复您" in hotline.sms_sender().text("RG").body
    hotline.database.run(lambda conn: conn.execute(everyone))
    assert "An agent will answer you here" in hotline.sms_sender(EN).text("AGENT").body
    end_of_agents_hours()
    assert "客服的服务时间是" in hotline.sms_sender("+8613800000003").text("RG").body


@pytest.mark.parametrize("words", ["取消", "算了", "不用人工了"])
def test_words_to_an_agent_who_talks_withdraw_nothing(hotline: Any, words: str) -> None:
    sender, desk = sender_in_queue(hotline)
    desk.do(offers.accept)
    assert sender.text(words).body.endswith(SILENCE)
    assert desk.row.status == "talking"
    assert said_in(hotline, desk) == [("member", words)]


def test_answer_to_an_agent_who_has_left_withdraws_nothing(hotline: Any) -> None:
    sender, desk = sender_in_queue(hotline)
    desk.do(offers.accept)
    desk.do(chat_messages.answer, words="要给您换一个吗？")
    desk.do(conversations.transfer, to="supervisor", words="Orders")
    sender.text("算了")
    assert desk.row.status == "open"


@pytest.mark.parametrize(
    "words", ["拜拜", "谢谢，再见", "客服说取消就可以了，可是我到现在还没有收到"]
)
def test_goodbye_or_a_story_withdraws_nothing(hotline: Any, words: str) -> None:
    sender, desk = sender_in_queue(hotline)
    assert "收到，已转给客服" in sender.text(words).body
    assert desk.row.status == "open"


def test_cancel_leaves_what_a_keyword_has_begun_first(hotline: Any) -> None:
    sender, desk = sender_in_queue(hotline)
    sender.text("BD")
    assert WITHDRAWN not in sender.text("取消").body
    assert desk.row.status == "open"
    assert WITHDRAWN in sender.text("取消").body


def test_refusing_marketing_in_own_words_holds_and_reaches_the_chat(hotline: Any) -> None:
    sender, desk = sender_in_queue(hotline)
    assert consent_of(hotline)
    assert "已退订推广短信" in sender.text("别再给我发广告了").body
    assert not consent_of(hotline)
    assert desk.row.status == "open"
    (first, words), (second, reply) = said_in(hotline, desk)
    assert (first, words, second) == ("member", "别再给我发广告了", "hotline")
    assert reply.startswith("已退订推广短信")


def test_unclear_refusal_of_marketing_is_asked_back_of_who_waits_only(hotline: Any) -> None:
    sender, desk = sender_in_queue(hotline)
    assert "退订" in sender.text("推广短信太烦了").body
    assert "已退订推广短信" in sender.text("是的").body
    assert not consent_of(hotline)
    desk.do(offers.accept)
    assert sender.text("推广短信太烦了").body.endswith(SILENCE)
    assert "已退订推广短信" in sender.text("别再给我发广告了").body


def test_who_would_rather_be_called_than_texted_refuses_no_marketing(hotline: Any) -> None:
    sender, desk = sender_in_queue(hotline)
    assert "推广" not in sender.text("别发短信了直接打电话给我").body
    assert desk.row.status == "open"


@pytest.mark.parametrize(
    "words", ["还要等多久", "怎么取消", "不用客服了吗", "can i cancel?", "no agent?"]
)
def test_question_about_the_wait_is_answered_with_the_place_and_the_way_out(
    hotline: Any, words: str
) -> None:
    sender, desk = sender_in_queue(hotline)
    sender.text("我的杯子碎了")
    for _ in range(2):
        reply = sender.text(words).body
        assert "您排在第一位" in reply
        assert "不用客服了请回复“取消”" in reply
    assert desk.row.status == "open"
    assert said_in(hotline, desk)[-2] == ("member", words)


def test_how_long_is_answered_in_english(hotline: Any) -> None:
    sender = hotline.sms_sender(EN)
    sender.text("AGENT")
    sender.text("my mug is broken")
    reply = sender.text("how long do I have to wait?").body
    assert "You are next." in reply
    assert "Reply NEVER MIND." in reply


@pytest.mark.parametrize("words", ["取消兑换", "我的快递还没到"])
def test_words_about_something_else_are_for_the_agent(hotline: Any, words: str) -> None:
    sender, desk = sender_in_queue(hotline)
    assert "收到，已转给客服" in sender.text(words).body
    assert desk.row.status == "open"


@pytest.mark.parametrize("words", ["我不投诉了", "把我的投诉撤了"])
def test_complaint_is_taken_back_and_the_agent_stays_asked_for(hotline: Any, words: str) -> None:
    sender, desk = sender_in_queue(hotline)
    sender.text("投诉营业员骂人")
    assert "已受理" in sender.text("好").body
    assert "要撤销投诉" in sender.text(words).body
    assert "已撤销" in sender.text("是的").body
    assert desk.row.status == "open"
