"""Two people in two tabs of a real browser: the hotline texts them, calls, and joins the calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from twilio.rest import Client

from jobs.twilio_api import LimitedHttpClient
from phone.carrier import DEMO_ACCOUNT

MEMBER, AGENT, HOTLINE = "+8613800000001", "+8613900000001", "+8610105"
ROOM = (
    '<Response><Dial><Conference endConferenceOnExit="true" waitUrl="/ivr/hold">'
    "0123456789abcdef01234</Conference></Dial></Response>"
)


@pytest.fixture
def client(phone_url: str) -> Client:
    return Client(
        DEMO_ACCOUNT, "an-auth-token", http_client=LimitedHttpClient(f"{phone_url}/phone")
    )


@pytest.fixture
def open_as(browser: Browser, phone_url: str) -> Iterator[Callable[[str], Page]]:
    """(number): a tab with that telephone."""
    failures: list[str] = []
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})

    def open_as(number: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(f"{phone_url}/phone/#{number}")
        page.get_by_test_id("timeouts").uncheck()
        page.get_by_test_id("sound").uncheck()
        return page

    yield open_as
    context.close()
    assert not failures


def ring(client: Client, hotline: Any) -> str:
    where = hotline.public_url
    call = client.calls.create(to=AGENT, from_=HOTLINE, url=f"{where}/ivr/room", timeout=20)
    return str(call.sid)


def test_a_text_arrives_in_its_members_thread(client: Client, open_as: Any) -> None:
    page = open_as(MEMBER)
    client.messages.create(to=MEMBER, from_=HOTLINE, body="您的兑换已受理")
    expect(page.locator("#tab-sms[data-unread]")).to_be_visible()
    page.get_by_test_id("tab-sms").click()
    expect(page.get_by_test_id("sms-thread")).to_contain_text("您的兑换已受理")
    expect(page.locator("#tab-sms[data-unread]")).to_have_count(0)
    page.get_by_test_id("member-2").click()
    expect(page.get_by_test_id("sms-thread")).not_to_contain_text("您的兑换已受理")


def test_member_and_agent_calls_are_joined_in_conference(
    client: Client, open_as: Any, hotline: Any
) -> None:
    hotline.documents["/ivr/room"] = ROOM
    hotline.documents["/ivr/hold"] = "<Response><Say>please hold</Say></Response>"
    member, agent = open_as(MEMBER), open_as(AGENT)
    member.get_by_test_id("dial").click()
    expect(member.get_by_test_id("transcript")).to_contain_text("欢迎")
    sid = dict(hotline.asked)["/ivr/call"]["CallSid"]
    client.calls(sid).update(url=f"{hotline.public_url}/ivr/room")
    expect(member.get_by_test_id("transcript")).to_contain_text("please hold")
    expect(member.get_by_test_id("awaits")).to_have_text("通话中")

    ring(client, hotline)
    expect(agent.get_by_test_id("awaits")).to_have_text("积分热线来电")
    agent.get_by_role("button", name="接听").click()
    for page in (member, agent):
        expect(page.get_by_test_id("transcript")).to_contain_text("已接通")
        expect(page.get_by_test_id("awaits")).to_have_text("通话中")
    agent.get_by_test_id("hangup").click()
    expect(member.get_by_test_id("awaits")).to_have_text("通话已结束")


def test_a_call_is_declined_or_missed(client: Client, open_as: Any, hotline: Any) -> None:
    agent = open_as(AGENT)
    sid = ring(client, hotline)
    agent.get_by_role("button", name="拒接").click()
    expect(agent.get_by_test_id("awaits")).to_have_text("按绿色键拨打")
    assert client.calls.list(to=AGENT)[0].status == "busy"
    sid = ring(client, hotline)
    expect(agent.get_by_test_id("awaits")).to_have_text("积分热线来电")
    client.calls(sid).update(status="completed")
    expect(agent.get_by_test_id("transcript")).to_contain_text("未接来电")
