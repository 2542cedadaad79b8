"""What a member's page shows of the texts that reach them, and its order in a narrow window."""

from typing import Any

import pytest
from desk_steps import TALK, request_agent

from core.contact_centre import chat_messages, offers
from core.messaging import sent_texts

MEMBER = "/desk/members/3"


def refuse_texts(desk: Any) -> None:
    at = desk.clock.now()
    desk.database.run(lambda conn: sent_texts.opt_out(conn, "+8613800000003", at))


@pytest.mark.parametrize("page", [MEMBER, TALK])
def test_texts_that_the_carrier_blocks_are_shown(desk: Any, page: str) -> None:
    browser = request_agent(desk, "Hello").signed_in("agent")
    before = browser.get(page).text
    assert "运营商已拦截" not in before and "推广短信" in before
    refuse_texts(desk)
    after = browser.get(page).text
    assert "运营商已拦截" in after and "会员发短信 START 即可恢复" in after


@pytest.mark.parametrize(("consents", "shown"), [(True, "已订阅"), (False, "不接收")])
def test_consent_to_marketing_is_shown(desk: Any, consents: bool, shown: str) -> None:
    desk.sql("UPDATE member SET marketing_ok = :ok WHERE member_id = 3", ok=consents)
    assert f"<dt>推广短信</dt><dd>{shown}</dd>" in desk.signed_in("agent").get(MEMBER).text


def test_request_that_the_member_withdrew_is_shown_as_such(desk: Any) -> None:
    browser, at = request_agent(desk, "Hello").signed_in("agent"), desk.clock.now()
    which = {"member_id": 3, "handover_id": "h1", "how": "abandoned", "at": at}
    desk.database.run(lambda conn: offers.give_up(conn, **which))
    page = browser.get(TALK).text
    assert "会员已取消" in page and "等待时挂断" not in page


def test_wish_of_whoever_asks_at_the_menu_of_a_freeze_is_to_lift_it(desk: Any) -> None:
    browser = request_agent(desk, "Hello").signed_in("agent")
    desk.sql("""UPDATE handover SET path = '["frozen_home.menu"]'""")
    queue, talk = browser.get("/desk/").text, browser.get(TALK).text
    assert "解除挂失" in queue and "还没有说明" not in queue
    wish = talk.partition('<p class="wish">')[2].partition("</p>")[0]
    assert "解除挂失" in wish and "还没有说明" not in wish


def test_conversation_begins_with_what_the_member_said_first(desk: Any) -> None:
    browser, at = request_agent(desk, "Hello").signed_in("agent"), desk.clock.now()
    lines = [("member", "我想换礼品"), ("agent", "好的"), ("member", "算了")]
    desk.database.run(lambda conn: chat_messages.add(conn, 3, "h1", lines, at))
    wish = browser.get(TALK).text.partition('<p class="wish">')[2].partition("</p>")[0]
    assert "算了" not in wish


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "没有说想办什么"), ("en", "Didn’t say what it was about")]
)
def test_contact_without_a_topic_is_not_awaited(desk: Any, language: str, said: str) -> None:
    browser = request_agent(desk, "Hello").signed_in("agent")
    desk.sql("UPDATE handover SET topic = '', status = 'closed', outcome = 'helped'")
    browser.post("/desk/language", language=language)
    contacts = browser.get(MEMBER).text.partition('id="contacts-title"')[2]
    assert said in contacts
    assert "还没有说明" not in contacts and "not said yet" not in contacts


def test_presence_is_not_asked_in_a_conversation_or_once_available(desk: Any) -> None:
    desk.sql("UPDATE agent SET presence = 'offline'")
    browser = request_agent(desk, "Hello").signed_in("agent")
    assert "asked-title" in browser.get("/desk/").text
    assert "asked-title" not in browser.get(TALK).text
    desk.sql("UPDATE agent SET presence = 'available'")
    assert "asked-title" not in browser.get("/desk/").text
