"""Agents at the desk, with members and their own telephones on the phone's server: real calls,
real texts, the real worker in between."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
from telephone import Telephone, eventually

ZH, EN = "+8613800000001", "+8613800000002"
DIAMOND, LEADS_PHONE = "+8613800000003", "+8613900000003"
AGENTS_PHONE = "+8613900000001"


def row_of(demo: Any, column: str, way: str) -> Any:
    sql = f"SELECT {column} FROM handover WHERE way = '{way}' ORDER BY requested_at DESC LIMIT 1"
    return demo.database.read(lambda conn: conn.exec_driver_sql(sql).scalar())


def wraps_up(page: Page, how: str, note: str) -> None:
    page.check(f"[value={how}]")
    page.fill("[name=note]", note)
    page.click("form[action$='/close'] button")


def test_a_call_is_accepted_by_one_of_two_agents(
    demo: Any, desk_of: Callable[..., Page], phone: Callable[[str], Telephone]
) -> None:
    first, second = desk_of("agent"), desk_of("agent2")
    member = phone(ZH).dial().press("1", "1", "0")
    take = "#waiting button"
    expect(first.locator(take)).to_be_visible()
    expect(second.locator(take)).to_be_visible()
    where = second.locator(take).get_attribute("formaction")
    first.click(take)
    expect(first.locator("h1")).to_have_text("王芳")
    expect(second.locator(take)).to_have_count(0)
    names = ("csrf_token", "form_key")
    form = {name: second.locator(f"#accept [name={name}]").input_value() for name in names}
    lost = second.request.post(f"{demo.url}{where}", form=form)
    assert "A colleague already accepted this one" in lost.text()
    picture = first.locator("main")
    for shown in (
        "12,345",
        "2,000 分将于",
        "138****0001",
        "金卡",
        "仅凭号码",
        "一万两千三百四十五分",
    ):
        expect(picture).to_contain_text(shown)
    assert ZH not in first.content()
    agents_phone = phone(AGENTS_PHONE).answers()
    assert "王芳，金卡" in "".join(agents_phone.heard)
    agents_phone.press("1")
    expect(first.locator("#talk-state")).to_contain_text("通话中")
    assert eventually(lambda: "录音" in "".join(member.does("listen").heard))
    member.does("hang-up")
    expect(first.locator("#talk-state")).to_contain_text("话后处理")
    wraps_up(first, "answered", "解释了到期规则")
    expect(first.locator("h1")).to_have_text("排队")
    closed = (row_of(demo, "status", "queue"), row_of(demo, "disposition", "queue"))
    assert closed == ("closed", "answered")
    assert row_of(demo, "note", "queue") == "解释了到期规则"
    demo.check_ledger()


def test_hold_pin_check_and_transfer(
    demo: Any, desk_of: Callable[..., Page], phone: Callable[[str], Telephone]
) -> None:
    """The member repeats nothing, and keys the PIN without an agent on the line."""
    page, lead = desk_of("agent"), desk_of("supervisor")
    member = phone(DIAMOND).dial().press("3", "0")
    page.click("#waiting button")
    agents_phone = phone(AGENTS_PHONE).answers().press("1")
    state = page.locator("#talk-state")
    expect(state).to_contain_text("通话中")
    assert eventually(lambda: "录音" in "".join(member.does("listen").heard))
    before = len(member.played)
    page.click("form[action$='/hold'] button")
    assert eventually(lambda: "/ivr/hold.wav" in member.does("listen").played[before:])
    page.click("form[action$='/resume'] button")
    page.click("form[action$='/pin'] button")
    assert eventually(lambda: "六位服务密码" in "".join(member.does("listen").heard))
    member.press("1", "3", "5", "7", "9", "0")
    expect(page.locator("#talk-state form[action$='/pin']")).to_have_count(0)
    assert eventually(lambda: "客服在线" in "".join(member.does("listen").heard))
    page.locator("summary", has_text="转接").click()
    page.locator("[name=to]").select_option("supervisor")
    page.locator("details[open] [name=words]").fill("想多要一份礼品")
    page.locator("details[open] button").click()
    line = lead.locator("#waiting")
    expect(line).to_contain_text("转给班长")
    assert eventually(lambda: not agents_phone.does("listen").open)
    lead.click("#waiting button")
    expect(lead.locator("#talk-state")).to_contain_text("想多要一份礼品")
    expect(lead.locator("main")).to_contain_text("密码已验证")
    heard = len(member.heard)
    leads_phone = phone(LEADS_PHONE).answers().press("1")
    expect(lead.locator("#talk-state")).to_contain_text("通话中")
    assert eventually(lambda: "录音" in "".join(member.does("listen").heard[heard:]))
    leads_phone.does("hang-up")
    expect(lead.locator("#talk-state")).to_contain_text("话后处理")
    assert eventually(lambda: "还需要别的服务" in "".join(member.does("listen").heard))
    wraps_up(lead, "done", "")
    demo.check_ledger()


def test_an_agent_writes_and_ends_the_conversation(
    demo: Any, desk_of: Callable[..., Page], phone: Callable[[str], Telephone]
) -> None:
    page, member = desk_of("agent"), phone(EN)
    [waits] = member.text("RG")
    assert "An agent will answer you here" in waits
    page.click("#waiting button")
    expect(page.locator("#talk-state")).to_contain_text("短信")
    assert member.text("Where is my <b>parcel</b>?") == []
    lines = page.locator("#talk-state .said-so-far")
    expect(lines).to_contain_text("Where is my <b>parcel</b>?")
    page.fill("#write", "It is on its way, Alice.")
    page.keyboard.press("Control+Enter")
    expect(lines).to_contain_text("It is on its way, Alice.")
    assert member.gets_text("It is on its way, Alice.")
    page.locator("summary", has_text="转接").click()
    page.fill("[action$='/hand_on'] textarea", "她在等包裹")
    page.fill("#write", "One moment")
    page.keyboard.press("Home")
    assert member.text("Is anybody there?") == []
    expect(lines).to_contain_text("Is anybody there?")
    page.keyboard.type("Yes. ")  # what was being typed is as it was, the caret too
    expect(page.locator("#write")).to_have_value("Yes. One moment")
    expect(page.locator("[action$='/hand_on'] textarea")).to_have_value("她在等包裹")
    expect(page.locator("[action$='/hand_on'] textarea")).to_be_visible()
    page.click("form[action$='/end'] button")
    assert member.gets_text("The agent has ended this conversation.")
    wraps_up(page, "done", "")
    expect(page.locator("h1")).to_have_text("排队")
    [balance] = member.text("BAL")
    assert "3,200" in balance


def test_a_member_redeems_without_the_agent_on_the_line(
    demo: Any, desk_of: Callable[..., Page], phone: Callable[[str], Telephone]
) -> None:
    page, member = desk_of("agent"), phone(ZH).dial().press("2", "0")
    page.click("#waiting button")
    phone(AGENTS_PHONE).answers().press("1")
    expect(page.locator("#talk-state")).to_contain_text("通话中")
    assert eventually(lambda: "录音" in "".join(member.does("listen").heard))
    page.locator("summary", has_text="请会员自助兑换").click()
    page.locator("[name=sku]").select_option("credit-10")
    page.locator("details[open] button").click()
    assert eventually(lambda: "六位服务密码" in "".join(member.does("listen").heard))
    member.press("1", "3", "5", "7", "9", "0").press("1")
    assert "正在给本机充值10元话费" in "".join(member.heard)
    assert eventually(lambda: "客服在线" in "".join(member.does("listen").heard))
    page.reload()
    expect(page.locator("main")).to_contain_text("11,345")
    member.does("hang-up")
    expect(page.locator("#talk-state")).to_contain_text("话后处理")
    wraps_up(page, "done", "")
    demo.check_ledger()


def test_a_recorded_complaint_is_played_until_it_is_deleted(
    demo: Any, desk_of: Callable[..., Page], phone: Callable[[str], Telephone]
) -> None:
    member, page = phone(ZH).dial().press("4", "1"), desk_of("agent")
    member.does("record", seconds=7)
    member.press("1")
    sql = "SELECT number FROM complaint WHERE recording_url IS NOT NULL"
    (number,) = demo.database.read(lambda conn: conn.exec_driver_sql(sql).one())
    page.goto(f"{demo.url}/desk/complaints/{number}")
    sound = page.locator("audio")
    sound.evaluate("audio => { audio.preload = 'auto'; audio.load(); }")
    assert eventually(lambda: sound.evaluate("audio => audio.duration") == 7)
    page.goto(f"{demo.url}/desk/members/1")
    page.locator("summary", has_text="删除录音").click()
    page.locator("details[open] [name=words]").fill("来电要求")
    page.locator("details[open] button").click()
    expect(page.locator(".said")).to_contain_text("录音和图片正在删除")
    gone = "SELECT COUNT(*) FROM outbox WHERE topic = 'delete_recording' AND done_at IS NOT NULL"
    assert eventually(lambda: demo.count(gone) == 1)
    page.goto(f"{demo.url}/desk/complaints/{number}")
    expect(page.locator("main")).to_contain_text("录音已不再保存")


def test_goodwill_above_the_limit_takes_two_people(
    demo: Any, desk_of: Callable[..., Page], phone: Callable[[str], Telephone]
) -> None:
    page = desk_of("agent")
    page.goto(f"{demo.url}/desk/members?q={EN.removeprefix('+86')}")
    expect(page.locator("h1")).to_have_text("Alice Brown")

    def gives(points: int) -> None:
        page.locator("summary", has_text="补偿积分").click()
        page.fill("[name=points]", str(points))
        page.locator("details[open] [name=words]").fill("Parcel a week late")
        page.locator("details[open] button").click()

    posted = "SELECT COALESCE(SUM(amount), 0) FROM posting WHERE kind = 'goodwill'"
    gives(500)
    expect(page.locator(".said")).to_contain_text("已入账")
    assert demo.count(posted) == 500
    gives(501)
    expect(page.locator(".said")).to_contain_text("班长")
    assert demo.count(posted) == 500
    supervisor = desk_of("supervisor")
    supervisor.goto(f"{demo.url}/desk/approvals")
    expect(supervisor.locator("main")).to_contain_text("501")
    supervisor.click("[name=approves][value=yes]")
    expect(supervisor.locator(".said")).to_contain_text(re.compile("已入账|posted"))
    assert demo.count(posted) == 1_001
    memos = "SELECT COUNT(*) FROM posting WHERE memo IN ('agent', 'agent+supervisor')"
    assert demo.count(memos) == 2
    demo.check_ledger()
