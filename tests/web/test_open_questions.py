"""A question that is open, by text: how to answer it, a refusal of something else meanwhile, and
the same wish sent twice."""

import html
import re
from typing import Any

import pytest
from sqlalchemy import update

from core.schema import member as member_table

ORDERS = "SELECT COUNT(*) FROM gift_order WHERE member_id = 1 AND status = 'held'"
OF_ENGLISH = ORDERS.replace("member_id = 1", "member_id = 2")
COMPLAINTS = "SELECT COUNT(*) FROM complaint WHERE member_id = 1"
NEW_MEMBER, ENGLISH = "+8613800000004", "+8613800000002"


def said(answer: Any) -> str:
    found = re.search(r"<Message>(.*)</Message>", answer.body, re.DOTALL)
    assert found, answer.body
    return html.unescape(found.group(1))


def code_in(words: str) -> str:
    return re.findall(r"(?<!\d)\d{6}(?!\d)", words)[-1]


@pytest.mark.parametrize("words", ["HELP", "help!", "INFO", "帮助", "幫助", "?", "？", "? ?"])
def test_help_tells_how_to_answer_the_open_question(hotline: Any, words: str) -> None:
    member, before = hotline.sms_sender(), hotline.count(ORDERS)
    code = code_in(said(member.text("DH 2")))
    assert said(member.text(words)) == (
        "人工客服请回复RG。看菜单请回复H。请回复上一条短信里的6位验证码，不换请回复H。"
    )
    member.text(code)
    assert hotline.count(ORDERS) == before + 1, "the question stayed open"


def test_help_at_a_list_tells_how_to_choose(hotline: Any) -> None:
    member = hotline.sms_sender(ENGLISH)
    member.text("GIFT")
    reply = said(member.text("HELP"))
    assert reply.startswith(
        "Reply with the number in front of your choice. For an agent, reply AGENT. For the menu,"
        " reply H. Choose one:\n1 "
    )


@pytest.mark.parametrize("words", ["HELP", "?", "帮助"])
def test_help_without_a_question_is_the_menu(hotline: Any, words: str) -> None:
    member = hotline.sms_sender()
    menu = said(member.text("H"))
    assert said(member.text(words)) == menu
    member.text("JF")
    assert said(member.text(words)) == menu


def test_menu_still_leaves_the_question(hotline: Any) -> None:
    member = hotline.sms_sender()
    member.text("DH 2")
    assert said(member.text("H")).startswith("刚才的礼品兑换已取消。")


def test_repeated_wish_does_not_say_again_what_was_dropped(hotline: Any) -> None:
    member, before = hotline.sms_sender(), hotline.count(ORDERS)
    member.text("BD")
    first = said(member.text("DH 2"))
    assert first.startswith("刚才的补登已取消。")
    second = said(member.text("DH 2"))
    assert second == first.removeprefix("刚才的补登已取消。")
    member.text(code_in(second))
    assert hotline.count(ORDERS) == before + 1


def test_repeated_wish_does_not_confirm_the_language_again(hotline: Any) -> None:
    member = hotline.sms_sender()
    member.text("TS")
    member.text("EN")
    assert "English" not in said(member.text("COMPLAIN"))


def test_other_gift_that_must_wait_for_its_code_goes_on_with_one_key(hotline: Any) -> None:
    member = hotline.sms_sender()
    member.text("DH 2")
    hotline.clock.advance(seconds=5)
    assert "过55秒再继续" in said(member.text("HF 10"))
    hotline.clock.advance(seconds=55)
    assert "正在给本机充值10元话费" in said(member.text(code_in(said(member.text("1")))))


def test_wish_that_had_to_wait_can_be_sent_again(hotline: Any) -> None:
    member = hotline.sms_sender()
    member.text("DH 2", "HF 10")
    hotline.clock.advance(seconds=50)
    assert "过10秒再继续" in said(member.text("HF 10"))
    hotline.clock.advance(seconds=10)
    reply = said(member.text("HF 10"))
    assert "已取消" not in reply
    assert "话费" in said(member.text(code_in(reply)))


def test_wish_that_costs_too_much_leaves_the_complaint_open(hotline: Any) -> None:
    member, before = hotline.sms_sender(ENGLISH), hotline.count("SELECT COUNT(*) FROM complaint")
    member.text("COMPLAIN my bill was wrong twice")
    reply = said(member.text("DH 3"))
    assert "short" in reply and "Your complaint isn't finished yet." in reply
    member.text("1")
    assert hotline.count("SELECT COUNT(*) FROM complaint") == before + 1


@pytest.mark.parametrize(
    "between",
    [
        ["DH 3"],
        ["HELP"],
        ["HELP", "HELP"],
        ["DH 3", "DH 3"],
        ["POINTSS"],
        ["000000"],
        ["POINTSS", "DH 3"],
    ],
)
def test_repeated_wish_is_told_the_same_code_whatever_was_asked_meanwhile(
    hotline: Any, between: list[str]
) -> None:
    member, before = hotline.sms_sender(ENGLISH), hotline.count(OF_ENGLISH)
    first = said(member.text("DH 2"))
    member.text(*between)
    assert said(member.text("DH 2")) == first
    member.text(code_in(first))
    assert hotline.count(OF_ENGLISH) == before + 1


def test_refusal_names_the_gift_that_waits_and_its_code(hotline: Any) -> None:
    member = hotline.sms_sender(ENGLISH)
    first = said(member.text("DH 2"))
    hotline.clock.advance(seconds=70)
    reply = said(member.text("DH 3"))
    told = first.replace("good for 5 minutes", "good for 3 minutes")
    assert told != first
    assert reply == (
        "You are 1,800 points short. You have 3,200 points, enough for the Thermos cup or"
        " 10 yuan credit. For an agent, reply AGENT."
        " Your gift redemption isn't finished yet. " + told
    )


@pytest.mark.parametrize("words", ["HF 10", "HELP", "DH 2", "DH 3"])
def test_question_of_a_frozen_member_is_not_waiting(hotline: Any, words: str) -> None:
    member = hotline.sms_sender(ENGLISH)
    member.text("DH 2")
    hotline.clock.advance(seconds=5)
    frozen = update(member_table).where(member_table.c.number == ENGLISH).values(status="frozen")
    hotline.database.run(lambda conn: conn.execute(frozen))
    reply = said(member.text(words))
    assert "Your account was reported lost" in reply
    assert "finished" not in reply and "code" not in reply


def test_gift_whose_code_has_expired_is_dropped_by_a_refused_wish(hotline: Any) -> None:
    member = hotline.sms_sender(ENGLISH)
    member.text("DH 2")
    hotline.clock.advance(minutes=6)
    reply = said(member.text("DH 3"))
    assert reply.startswith("Your gift redemption was canceled. You are 1,800 points short.")
    assert "isn't finished" not in reply


@pytest.mark.parametrize("words", ["DH", "DH 1", "DH 99", "HF"])
def test_new_member_hears_the_threshold_instead_of_a_list(hotline: Any, words: str) -> None:
    member = hotline.sms_sender(NEW_MEMBER)
    told = said(member.text(words))
    assert told == "累计满1000分就能兑换，您还差1000分。人工客服请回复RG。"


def test_list_marks_what_is_too_dear_and_keeps_its_numbers(hotline: Any) -> None:
    rich, poor = (said(hotline.sms_sender(n).text("GIFT")) for n in ("+8613800000006", ENGLISH))
    dear = [line for line in poor.splitlines() if line.endswith("(not enough)")]
    assert dear and all("5,000" in line for line in dear)
    assert poor.replace(" (not enough)", "") == rich
