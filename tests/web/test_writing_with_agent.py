"""A member who waits for an agent by text, or writes with one: their own words are the agent's, and
the hotline answers keywords only."""

from typing import Any

import pytest
from code_sealer import CODE_SEALER
from sqlalchemy import select, update

from core.contact_centre import chat_messages, conversations, offers
from core.loyalty import Consent, Newcomer, enrolment
from core.messaging import Event
from core.schema import complaint, handover, outbox
from core.staff import agent_changes
from flows.all_words import load_wording
from flows.notifications import texts

AGENT, OTHER = "agent", "agent2"
EN = "+8613800000002"
SILENCE = "<Response></Response>"


@pytest.fixture(params=["sqlite", "postgresql"])
def hotline(request: pytest.FixtureRequest, new_hotline: Any) -> Any:
    return new_hotline(request.param)


def row_of(hotline: Any, sender: Any) -> Any:
    newest = (
        select(handover)
        .where(handover.c.number == sender.number)
        .order_by(handover.c.requested_at.desc())
    )
    return hotline.database.read(lambda conn: conn.execute(newest).first())


def desk_does(hotline: Any, sender: Any, act: Any, agent: str = AGENT, **more: Any) -> None:
    row, at = row_of(hotline, sender), hotline.clock.now()
    which = {"member_id": row.member_id, "handover_id": row.handover_id}
    hotline.database.run(lambda conn: act(conn, **which, agent=agent, at=at, **more))


def chat_of(hotline: Any, sender: Any) -> list[tuple[str, str]]:
    row = row_of(hotline, sender)
    return [
        (line.who, line.words)
        for line in hotline.database.read(
            lambda conn: chat_messages.messages_of(conn, row.member_id, row.handover_id)
        )
    ]


def texts_about_agent(hotline: Any) -> list[tuple[str, str]]:
    """The number and the words of each text that tells of an agent who is gone."""
    found = select(outbox).where(outbox.c.topic == "agent_replaced")
    rows = hotline.database.read(lambda conn: conn.execute(found).all())
    wording, at = load_wording(), hotline.clock.now()
    told = []
    for row in rows:
        event = Event(row.member_id, row.event_id, row.topic, row.payload, row.recorded_at, 1)
        text = hotline.database.read(
            lambda conn, event=event: texts.compose(conn, event, wording, "zh", at, CODE_SEALER)
        )
        told.append((text.number, text.words))
    return told


def test_first_text_of_who_waits_gets_one_receipt_with_the_place(hotline: Any) -> None:
    before, sender = hotline.sms_sender("+8613800000003"), hotline.sms_sender()
    before.text("RG")
    sender.text("RG")
    webhook = sender.text_webhook("我的杯子碎了，怎么办")
    receipt = hotline.deliver(webhook).body
    assert "收到，已转给客服，前面还有1位。" in receipt
    hotline.redis.flushall()
    assert hotline.deliver(webhook).body == receipt  # delivered again
    for words in ("在吗", "余额", "好的", "1", "谢谢"):
        answer = sender.text(words).body
        assert answer.endswith(SILENCE) is (words != "余额"), words
    said = chat_of(hotline, sender)
    assert said[:3] == [
        ("member", "我的杯子碎了，怎么办"),
        ("hotline", "收到，已转给客服，前面还有1位。不用客服了请回复“取消”。"),
        ("member", "在吗"),
    ]
    assert [words for who, words in said if who == "member"] == [
        "我的杯子碎了，怎么办",
        "在吗",
        "(balance) 余额",
        "好的",
        "1",
        "谢谢",
    ]


def test_place_that_is_told_never_rises(hotline: Any) -> None:
    """Older and diamond members are served first, even if they ask later."""
    sender, senior = hotline.sms_sender(), hotline.sms_sender("+8613800000005")
    first = sender.text("RG").body
    assert "您排在第一位" in first
    senior.text("RG")
    later = [sender.text(words).body for words in ("我的杯子碎了，怎么办", "RG")]
    assert all("还要多等一会儿" in each and "位" not in each for each in later), later
    desk_does(hotline, senior, offers.accept)
    assert "您排在第一位" in sender.text("RG").body


def test_words_after_the_agents_are_no_grade(hotline: Any) -> None:
    """A complaint is decided, and its grade awaited; the agent has asked something else."""
    sender, at = hotline.sms_sender(EN), hotline.clock.now()
    decided = update(complaint).where(complaint.c.number == "20260002")
    decided = decided.values(status="decided", decision="No.", decided_at=at, channel="sms")
    hotline.database.run(lambda conn: conn.execute(decided))
    sender.text("AGENT")
    desk_does(hotline, sender, offers.accept)
    row = row_of(hotline, sender)
    asked = [("agent", "Did the parcel come?")]
    hotline.database.run(
        lambda conn: chat_messages.add(conn, row.member_id, row.handover_id, asked, at)
    )
    assert sender.text("very good").body.endswith(SILENCE)
    status = select(complaint.c.status).where(complaint.c.number == "20260002")
    assert hotline.database.read(lambda conn: conn.execute(status).scalar_one()) == "decided"


def test_receipt_is_in_the_members_language_and_once_for_each_request(hotline: Any) -> None:
    sender = hotline.sms_sender(EN)
    sender.text("AGENT")
    assert "Got it. We've passed this on to our agents. You are next." in (
        sender.text("my mug is broken").body
    )
    assert sender.text("hello?").body.endswith(SILENCE)
    desk_does(hotline, sender, offers.accept)
    assert sender.text("are you there").body.endswith(SILENCE)
    desk_does(hotline, sender, lambda conn, agent, **which: conversations.end(conn, **which))
    hotline.clock.advance(minutes=1)
    sender.text("AGENT")
    assert "Got it." in sender.text("me again").body


def test_wish_in_own_words_is_not_carried_out_while_waiting(hotline: Any) -> None:
    sender = hotline.sms_sender()
    sender.text("RG")
    sender.text("你好")
    for words, keyword in (("我想查一下还有多少积分", "JF"), ("我想用积分换话费", "HF")):
        assert f"请回复{keyword}。" in sender.text(words).body, words
        assert sender.text(words).body.endswith(SILENCE), "once is enough"
    assert sender.text("balence").body.endswith(SILENCE)


@pytest.mark.parametrize(
    ("typed", "secret"), [("DH 661913", "661913"), ("TS 密码284917", "284917")]
)
def test_no_line_of_the_chat_has_a_secret(hotline: Any, typed: str, secret: str) -> None:
    sender = hotline.sms_sender()
    sender.text("RG")
    sender.text(typed)
    said = chat_of(hotline, sender)
    assert [who for who, _ in said] == ["member", "hotline"]
    assert not [words for _, words in said if secret in words]


@pytest.mark.parametrize("status", ["open", "talking"])
def test_answer_to_the_question_of_a_keyword_reaches_the_dialogue(
    hotline: Any, status: str
) -> None:
    sender = hotline.sms_sender()
    sender.text("RG")
    if status == "talking":
        desk_does(hotline, sender, offers.accept)
    sender.text("你好")
    assert "请回复小票" in sender.text("BD").body
    assert "123456" in sender.text("123456").body  # read back
    assert sender.text("这个单号对不对呀，我不清楚").body.endswith(SILENCE)
    if status == "talking":
        desk_does(hotline, sender, chat_messages.answer, words="请问是哪一张？")
        assert sender.text("1").body.endswith(SILENCE)  # answers the agent
    else:
        assert "哪家" in sender.text("1").body
        assert "补登已受理" in sender.text("苏果超市 5月30日 58元").body


def test_member_is_told_of_an_agent_who_signs_off_or_passes_them_on(hotline: Any) -> None:
    sender, english = hotline.sms_sender(), hotline.sms_sender(EN)
    for each in (sender, english):
        each.text("RG")
        desk_does(hotline, each, offers.accept)
    at = hotline.clock.now()
    hotline.database.run(lambda conn: agent_changes.sign_out(conn, AGENT, at))
    assert sorted(texts_about_agent(hotline)) == [
        (sender.number, "刚才的客服离开了，我们会请其他客服回复您，您写的内容他们都能看到。"),
        (
            EN,
            "Your agent had to leave. A colleague will answer you here, and can see everything"
            " you wrote.",
        ),
    ]
    hotline.database.run(lambda conn: agent_changes.sign_out(conn, AGENT, at))
    assert len(texts_about_agent(hotline)) == 2
    desk_does(hotline, sender, offers.accept, OTHER)
    desk_does(hotline, sender, conversations.transfer, OTHER, to=AGENT, words="Orders")
    assert len(texts_about_agent(hotline)) == 3


def test_caller_who_is_not_a_member_is_told_too(hotline: Any) -> None:
    stranger = hotline.sms_sender("+8613899999999")
    stranger.text("RG")
    assert "收到，已转给客服，您排在第一位。" in stranger.text("你好，有个问题想问一下").body
    desk_does(hotline, stranger, offers.accept)
    at = hotline.clock.now()
    hotline.database.run(lambda conn: agent_changes.sign_out(conn, AGENT, at))
    assert [number for number, _ in texts_about_agent(hotline)] == [stranger.number]


def test_conversation_goes_on_when_the_caller_is_joined_meanwhile(hotline: Any) -> None:
    stranger = hotline.sms_sender("+8613899999999")
    stranger.text("RG")
    stranger.text("怎么入会呀")
    desk_does(hotline, stranger, offers.accept)
    at = hotline.clock.now()
    newcomer = Newcomer(number=stranger.number, name="陈", province="JS", joined_on=at.date())
    consent = Consent(channel="desk", evidence="desk:agent")
    hotline.database.run(lambda conn: enrolment.enrol(conn, newcomer, consent, key="k", at=at))
    assert SILENCE in stranger.text("好的谢谢").body
    said = "SELECT COUNT(*) FROM line WHERE member_id = 0 AND words = '好的谢谢'"
    assert hotline.count(said) == 1
