"""What a member's page shows of the texts that reach them, and its order in a narrow window."""

import re
from typing import Any

import pytest
from desk_steps import STOCK, TALK, page_after, request_agent

from core.contact_centre import chat_messages, offers
from core.messaging import Consent, SaidBy, TextClass, consents, sent_texts

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
    assert "会员已取消" in page and "等待中挂断" not in page


CONTACT = re.compile(r"<b>([^<]+)</b> · <small>")


@pytest.mark.parametrize(
    ("row", "zh", "en"),
    [
        ("way = 'queue', outcome = 'abandoned'", "等待中挂断", "Hung up while waiting"),
        ("way = 'text', outcome = 'abandoned'", "会员已取消", "Withdrawn by the member"),
        ("way = 'callback', outcome = 'unreachable'", "未能接通", "Could not be reached"),
        ("way = 'queue'", "等待接入", "Waiting for an agent"),
        ("talking_at = requested_at, outcome = 'helped'", "人工", "Agent"),
        ("talking_at = requested_at", "人工", "Agent"),
    ],
)
def test_only_a_request_that_reached_an_agent_is_called_one(
    any_desk: Any, row: str, zh: str, en: str
) -> None:
    request_agent(any_desk, "Hello")
    any_desk.sql(f"UPDATE handover SET {row}")
    browser = any_desk.signed_in("agent")
    for language, said in (("zh", zh), ("en", en)):
        browser.post("/desk/language", language=language)
        assert said in CONTACT.findall(browser.get(MEMBER).text)


@pytest.mark.parametrize(
    ("by", "evidence", "zh", "en"),
    [
        ("import", "import:demo", "导入", "imported"),
        ("member", "sms:SM0123", "会员本人 · 短信", "by the member · Text message"),
        ("member", "desk:agent", "会员本人 · 刘洋", "by the member · 刘洋"),
        ("before", "before", "开始记录授权前", "known before consents were recorded"),
    ],
)
def test_how_a_consent_was_given_is_said_in_words(
    desk: Any, by: str, evidence: str, zh: str, en: str
) -> None:
    is_given = by == "import"  # as the seeded one, which stands
    at = desk.clock.now()
    given = Consent(TextClass.MARKETING, None, is_given, SaidBy(by), evidence, at)
    desk.database.run(lambda conn: consents.record(conn, 3, given))
    browser = desk.signed_in("agent")
    for language, said in (("zh", zh), ("en", en)):
        browser.post("/desk/language", language=language)
        shown = browser.get(MEMBER).text.partition('id="consents-title"')[2].partition("</ol>")[0]
        assert f" · {said}</small>" in shown
        assert evidence not in shown or evidence == "before"


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
    ("language", "said"), [("zh", "查看对话"), ("en", "Open the conversation")]
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


CANCELS = 'action="/desk/orders/20260003/give_up"'


@pytest.mark.parametrize("page", [MEMBER, TALK])
@pytest.mark.parametrize("who", ["agent", "supervisor"])
def test_an_order_is_cancelled_beside_what_is_known_of_the_member(
    any_desk: Any, page: str, who: str
) -> None:
    browser = request_agent(any_desk, "Hello").signed_in(who)
    assert CANCELS in browser.get(page).text
    form = {"words": "She ordered the wrong one", "next": page}
    answer = browser.post("/desk/orders/20260003/give_up", **form)
    assert answer.location == page
    after = page_after(browser, answer)
    assert "已取消，将告知会员。" in after and CANCELS not in after
    assert any_desk.sql("SELECT status FROM gift_order WHERE number = '20260003'") == [
        ("cancelled",)
    ]
    assert any_desk.sql(STOCK, sku="earphones") == [(20, 20, 0, 0)]
    assert any_desk.acts().count("order_give_up") == 1
    assert any_desk.is_sound()


@pytest.mark.parametrize("page", [MEMBER, TALK])
def test_only_who_may_cancels_an_order_and_only_before_it_is_sent(desk: Any, page: str) -> None:
    request_agent(desk, "Hello")
    assert CANCELS not in desk.signed_in("auditor").get(page).text
    agent = desk.signed_in("agent")
    assert CANCELS in agent.get(page).text
    agent.change("/desk/orders/20260003/despatch")
    assert CANCELS not in agent.get(page).text
    refused = agent.post("/desk/orders/20260003/give_up", words="Too late", next=page)
    assert refused.status_code == 422
