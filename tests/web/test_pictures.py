"""Pictures that come with texts (MMS): kept once whatever becomes of the text, assigned to the
complaint, claim or conversation that they belong to, and answered with what happens with them."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from core.contact_centre import Received, offers, picture_intake
from web.twiml import EMPTY

ZH, EN, STRANGER = "+8613800000001", "+8613800000002", "+8613899999999"
API = "https://api.twilio.com/2010-04-01/Accounts/ACdemo/Messages"
SHOP = "苏果超市 5月30日 58元"
KEPT = "图片收到了。要补登积分"
ADDED = "图片收到了，会一起附上。"
FOR_CASE = "图片收到了，会附在您正在处理的投诉或补登里。"


def mms_webhook(sender: Any, body: str = "", count: int = 1) -> Any:
    webhook = sender.text_webhook(body)
    sid = webhook.form["MessageSid"]
    media = {f"MediaUrl{n}": f"{API}/{sid}/Media/ME{n}" for n in range(count)}
    types = {f"MediaContentType{n}": "image/jpeg" for n in range(count)}
    return webhook._replace(form=webhook.form | {"NumMedia": str(count)} | media | types)


def send(sender: Any, body: str = "", count: int = 1) -> str:
    answer = sender.hotline.deliver(mms_webhook(sender, body, count))
    assert answer.status == 200
    return str(answer.body)


def rows(hotline: Any, columns: str = "status, reason, handover_id, case_number") -> list[Any]:
    found = text(f"SELECT {columns} FROM picture ORDER BY received_at, picture_id")
    return [tuple(row) for row in hotline.database.run(lambda conn: conn.execute(found).all())]


def to_fetch(hotline: Any) -> int:
    return int(hotline.count("SELECT COUNT(*) FROM outbox WHERE topic = 'fetch_picture'"))


def case_number(hotline: Any, table: str) -> str:
    found = text(f"SELECT number FROM {table} WHERE member_id = 1 ORDER BY opened_at DESC")
    return str(hotline.database.run(lambda conn: conn.execute(found).scalars().first()))


def test_picture_alone_is_kept_and_the_member_told_how_to_use_it(hotline: Any) -> None:
    assert KEPT in send(hotline.sms_sender())
    assert rows(hotline) == [("waiting", None, None, None)]
    assert to_fetch(hotline) == 1
    assert hotline.count("SELECT member_id FROM picture") == 1


def test_english_answer(hotline: Any) -> None:
    hotline.database.run(lambda conn: conn.execute(text("UPDATE complaint SET status = 'closed'")))
    assert "Picture received. To claim points, reply CLAIM" in send(hotline.sms_sender(EN))


def test_webhook_delivered_again_keeps_one_picture(hotline: Any) -> None:
    webhook = mms_webhook(hotline.sms_sender(), count=2)
    answers = {hotline.deliver(webhook) for _ in range(3)}
    hotline.redis.flushall()
    answers |= {hotline.deliver(webhook)} | set(hotline.deliver_concurrently(webhook))
    assert len(answers) == 1 and KEPT in answers.pop().body
    assert len(rows(hotline)) == to_fetch(hotline) == 2


def test_picture_of_a_turn_that_fails_is_kept(hotline: Any) -> None:
    sender = hotline.sms_sender()
    hide, show = ("ALTER TABLE turn RENAME TO away", "ALTER TABLE away RENAME TO turn")
    hotline.database.run(lambda conn: conn.execute(text(hide)))
    assert "抱歉" in send(sender)
    hotline.database.run(lambda conn: conn.execute(text(show)))
    assert rows(hotline) == [("waiting", None, None, None)]


def test_picture_that_cannot_be_kept_is_not_said_to_be(hotline: Any) -> None:
    hotline.database.run(lambda conn: conn.execute(text("DROP TABLE picture")))
    assert "图片收到了" not in send(hotline.sms_sender())


@pytest.mark.parametrize("question", ["BD", "BD 20260601", "TS", "TS 话费多扣了"])
def test_picture_while_a_case_is_being_filed_repeats_the_question(
    hotline: Any, question: str
) -> None:
    sender = hotline.sms_sender()
    asked = sender.text(question).body
    words = asked.removeprefix("<?xml").partition("<Message>")[2]
    answered = send(sender)
    assert ADDED in answered and words in answered
    assert rows(hotline) == [("waiting", None, None, None)]


@pytest.mark.parametrize(
    ("table", "before", "after"),
    [
        ("claim", ["BD 20260601"], ["1", SHOP]),
        ("claim", [], ["BD 20260601", "1", SHOP]),
        ("complaint", ["TS"], ["杯子是碎的", "1"]),
        ("complaint", [], ["TS 杯子是碎的", "1"]),
    ],
)
def test_picture_belongs_to_the_case_that_is_filed_next(
    hotline: Any, table: str, before: list[str], after: list[str]
) -> None:
    sender = hotline.sms_sender()
    for body in before:
        sender.text(body)
    send(sender)
    hotline.clock.advance(minutes=20)
    for body in after:
        sender.text(body)
    assert rows(hotline, "case_number") == [(case_number(hotline, table),)]


def test_picture_that_comes_with_the_words_belongs_to_their_complaint(hotline: Any) -> None:
    sender = hotline.sms_sender()
    send(sender, "TS 杯子是碎的", count=2)
    assert rows(hotline, "case_number") == [(None,), (None,)]
    sender.text("1")
    assert rows(hotline, "case_number") == [(case_number(hotline, "complaint"),)] * 2


def test_picture_after_the_claim_belongs_to_it(hotline: Any) -> None:
    sender = hotline.sms_sender()
    sender.text("BD 20260601", "1", SHOP)
    assert FOR_CASE in send(sender)
    assert rows(hotline, "case_number") == [(case_number(hotline, "claim"),)]


def test_new_claim_takes_the_picture_although_a_complaint_is_undecided(hotline: Any) -> None:
    sender = hotline.sms_sender()
    sender.text("TS 话费多扣了", "1")
    send(sender, "BD 20260601")
    sender.text("1", SHOP)
    assert rows(hotline, "case_number") == [(case_number(hotline, "claim"),)]


def test_picture_is_offered_for_a_day(hotline: Any) -> None:
    sender = hotline.sms_sender()
    hours = picture_intake.OFFERED_HOURS
    assert f"{hours}小时" in send(sender)
    hotline.clock.advance(hours=hours)
    sender.text("BD 20260601", "1", SHOP)
    assert rows(hotline, "case_number") == [(None,)]


def test_words_that_are_no_answer_are_answered_by_the_picture(hotline: Any) -> None:
    assert KEPT in send(hotline.sms_sender(), "这是我的小票")


def test_another_question_stays_open(hotline: Any) -> None:
    sender = hotline.sms_sender()
    sender.text("H")
    assert KEPT in send(sender)
    assert "可用积分12345分" in sender.text("1").body


def test_picture_belongs_to_the_conversation_with_the_agent(hotline: Any) -> None:
    sender = hotline.sms_sender()
    sender.text("RG")
    found = text("SELECT handover_id, version FROM handover WHERE member_id = 1")
    handover_id, _ = hotline.database.run(lambda conn: conn.execute(found).one())
    which = {"member_id": 1, "handover_id": handover_id, "agent": "agent"}
    at = hotline.clock.now()
    hotline.database.run(lambda conn: offers.accept(conn, **which, at=at))
    version = hotline.database.run(lambda conn: conn.execute(found).one()).version
    assert send(sender) == EMPTY
    assert rows(hotline) == [("waiting", None, handover_id, None)]
    assert hotline.database.run(lambda conn: conn.execute(found).one()).version > version
    assert hotline.count("SELECT COUNT(*) FROM line WHERE who = 'member' AND words = ''") == 0


def test_picture_in_a_conversation_belongs_to_the_claim_as_well(hotline: Any) -> None:
    sender = hotline.sms_sender()
    sender.text("BD 20260601", "1", SHOP, "RG")
    send(sender)
    [(handover_id, number)] = rows(hotline, "handover_id, case_number")
    assert handover_id and number == case_number(hotline, "claim")


def test_stranger_without_a_conversation_is_told_that_it_is_not_kept(hotline: Any) -> None:
    assert "图片没有保存" in send(hotline.sms_sender(STRANGER))
    assert rows(hotline) == []


def test_picture_of_a_stranger_who_writes_with_an_agent_is_kept(hotline: Any) -> None:
    sender = hotline.sms_sender(STRANGER)
    sender.text("RG")
    send(sender)
    assert rows(hotline, "member_id, status") == [(0, "waiting")]
    # Another stranger has no part in that conversation.
    assert "图片没有保存" in send(hotline.sms_sender("+8613899999998"))
    assert len(rows(hotline)) == 1


def test_too_many_pictures_of_a_day_are_refused(hotline: Any) -> None:
    sender = hotline.sms_sender()
    for _ in range(2):
        send(sender, count=picture_intake.PER_MESSAGE_MAX + 5)
    assert picture_intake.PER_DAY_MAX == len(rows(hotline)) == to_fetch(hotline)
    assert "太多" in send(sender)
    assert rows(hotline)[-1] == ("refused", "too_many", None, None)
    hotline.clock.advance(days=1)
    assert KEPT in send(sender)


def test_every_result_has_its_sentence(new_hotline: Callable[..., Any]) -> None:
    wording = new_hotline("sqlite").conversation._wording
    for received in set(Received) - {Received.KEPT}:
        assert f"engine-pictures_{received}" in wording.keys("zh")


@pytest.mark.parametrize("count", ["-1", "x", "99999999999", ""])
def test_number_of_pictures_that_is_none(hotline: Any, count: str) -> None:
    webhook = hotline.sms_sender().text_webhook("JF", NumMedia=count, MediaUrl0=f"{API}/SM1/ME1")
    assert hotline.deliver(webhook).status == 200
    assert rows(hotline) == []
