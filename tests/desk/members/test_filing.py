"""What an agent files for a member, from the member's page and beside a conversation."""

from html import unescape
from typing import Any

import pytest
from desk_steps import TALK, page_after, request_agent

from core.messaging import Topic


def file(browser: Any, act: str, **form: str) -> Any:
    return browser.post(f"/desk/members/3/{act}", **form)


def test_a_claim_is_filed_and_the_member_is_told_its_number(any_desk: Any) -> None:
    agent = any_desk.signed_in("agent")
    page = page_after(agent, file(agent, "claim", receipt="20260601", words="She has the receipt"))
    [(number, receipt)] = any_desk.sql(
        "SELECT number, receipt_number FROM claim WHERE member_id = 3"
    )
    assert receipt == "20260601"
    assert f"补登已受理，编号 {number}" in page
    told = any_desk.sql("SELECT topic FROM outbox WHERE member_id = 3")
    assert (Topic.CLAIM_FILED,) in told
    assert "member_claim" in any_desk.acts()
    assert any_desk.is_sound()


@pytest.mark.parametrize(
    ("receipt", "reason"), [("20260601", "这张小票已经补登过了"), ("12", "小票号码不对，请核对")]
)
def test_a_receipt_that_cannot_be_claimed_is_refused(desk: Any, receipt: str, reason: str) -> None:
    agent = desk.signed_in("agent")
    file(agent, "claim", receipt="20260601", words="x")
    refused = file(agent, "claim", receipt=receipt, words="once more")
    assert refused.status_code == 422
    assert reason in refused.text
    assert f'value="{receipt}"' in refused.text
    assert desk.sql("SELECT COUNT(*) FROM claim WHERE member_id = 3") == [(1,)]


def test_a_complaint_is_filed_in_the_members_words(any_desk: Any) -> None:
    agent = any_desk.signed_in("agent")
    page = page_after(agent, file(agent, "complaint", words="五月的积分没有到账"))
    [(number, words)] = any_desk.sql("SELECT number, words FROM complaint WHERE member_id = 3")
    assert words == "五月的积分没有到账"
    assert f"投诉已受理，编号 {number}" in page


def test_what_is_too_short_is_no_address(any_desk: Any) -> None:
    agent = any_desk.signed_in("agent")
    path = "/desk/members/3/address"
    page = page_after(agent, agent.change(path, words="She told me", address="火星"))
    assert "地址太短，请写到街道和门牌号。" in page
    page_after(agent, agent.change(path, words="She told me", address="杭州西湖路8号"))
    assert any_desk.sql("SELECT address FROM member WHERE member_id = 3") == [("杭州西湖路8号",)]


def test_what_is_done_beside_a_conversation_returns_to_it(desk: Any) -> None:
    request_agent(desk, "Hello")
    agent = desk.signed_in("agent")
    agent.post(f"{TALK}/accept")
    page = agent.get(TALK).text
    for act in ("goodwill", "claim", "complaint", "address"):
        assert f'action="/desk/members/3/{act}"' in page
    answer = file(agent, "goodwill", points="50", words="For the wait", next=TALK)
    assert answer.location.endswith(TALK)
    assert "积分已入账" in agent.get(TALK).text


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "补登没到账的积分"), ("en", "Claim missing points")]
)
def test_what_the_member_wants_is_said_in_words(desk: Any, language: str, said: str) -> None:
    request_agent(desk, "五月的积分没有到账")
    desk.sql("""UPDATE handover SET topic = 'claim', path = '["claim.receipt"]'""")
    agent = desk.signed_in("agent")
    agent.post("/desk/language", language=language)
    assert said in agent.get("/desk/").text
    page = unescape(agent.get(TALK).text)
    assert said in page
    assert "<q>五月的积分没有到账</q>" in page
    agent.post(f"{TALK}/accept")
    assert "好的，我帮您查一下，请稍等。" in agent.get(TALK).text, "in the member's language"
