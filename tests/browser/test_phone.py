"""The phone in the browser, and the ledger afterwards."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

PIN = "135790"
KEY_NAMES = {"*": "star", "#": "hash"}


@pytest.fixture(scope="module")
def browser_page(browser: Browser) -> Page:
    return browser.new_page(locale="zh-CN", viewport={"width": 1280, "height": 900})


@pytest.fixture
def page(browser_page: Page, demo: Any) -> Iterator[Page]:
    """Reloads the page. A script error on it fails the test."""
    failures: list[str] = []
    browser_page.on("pageerror", lambda error: failures.append(str(error)))
    browser_page.goto(f"{demo.url}/phone/")
    yield browser_page
    assert not failures


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.get_by_test_id(f"key-{KEY_NAMES.get(key, key)}").click()


def test_a_call_redeems_a_gift(page: Page, demo: Any) -> None:
    orders = "SELECT COUNT(*) FROM gift_order WHERE member_id = 1"
    before = demo.count(orders)
    heard = page.get_by_test_id("transcript")
    page.get_by_test_id("member-1").click()
    page.get_by_test_id("timeouts").uncheck()
    page.get_by_test_id("dial").click()
    expect(heard).to_contain_text("您好，积分热线")
    expect(heard).to_contain_text("您是金卡会员，有一万两千三百四十五分")  # no key pressed yet
    press(page, "1")
    expect(heard).to_contain_text("查余额和快到期的积分")
    press(page, "1")
    expect(heard).to_contain_text("一万两千三百四十五分")
    press(page, "8")
    expect(heard).to_contain_text("没有这个选项")
    page.get_by_test_id("stay-silent").click()
    expect(heard).to_contain_text("没有听到您的回答")
    press(page, "9")
    press(page, "2")
    expect(heard).to_contain_text("您想换什么")
    press(page, "3")
    expect(heard).to_contain_text("六位服务密码")
    press(page, PIN)
    expect(heard).to_contain_text("您知道礼品编号吗")
    assert PIN not in heard.inner_text()
    press(page, "1")
    expect(heard).to_contain_text("按井号键结束")
    press(page, "2#")
    expect(heard).to_contain_text("您要用一千分换保温杯")
    press(page, "1")
    expect(heard).to_contain_text("订单号是")
    page.get_by_test_id("redeliver").click()
    expect(page.get_by_test_id("redeliver-result")).to_contain_text("相同")
    page.get_by_test_id("hangup").click()
    expect(page.get_by_test_id("awaits")).to_have_text("通话已结束")
    assert demo.count(orders) == before + 1
    demo.check_ledger()


def test_texts_look_up_and_redeem(page: Page, demo: Any) -> None:
    orders = "SELECT COUNT(*) FROM gift_order WHERE sku = 'phone-stand'"
    before = demo.count(orders)
    page.get_by_test_id("tab-sms").click()
    page.get_by_test_id("member-2").click()
    thread = page.get_by_test_id("sms-thread")
    send_text(page, "BAL")
    expect(thread).to_contain_text("You have 3,200 points")
    expect(thread).to_contain_text("GSM-7")
    page.get_by_test_id("member-1").click()
    send_text(page, "DH 1")
    expect(thread).to_contain_text("确认请回复")
    code = re.search(r"验证码(\d{6})", thread.inner_text())
    assert code
    page.get_by_test_id("deliver-twice").check()
    send_text(page, code.group(1))
    expect(thread).to_contain_text("换好了：手机支架")
    assert demo.count(orders) == before + 1
    demo.check_ledger()


def send_text(page: Page, body: str) -> None:
    page.get_by_test_id("sms-input").fill(body)
    page.get_by_test_id("sms-send").click()


def test_ussd_menu_and_a_dialled_shortcut_show_the_members_points(page: Page, demo: Any) -> None:
    page.get_by_test_id("tab-ussd").click()
    page.get_by_test_id("member-2").click()
    screen = page.get_by_test_id("ussd-screen")
    dial(page, "*105#")
    expect(screen).to_contain_text("Points hotline")
    page.get_by_test_id("ussd-input").fill("2")
    page.get_by_test_id("ussd-send").click()
    expect(screen).to_contain_text("Silver", ignore_case=True)
    page.get_by_test_id("ussd-cancel").click()
    dial(page, "*105*1#")
    expect(screen).to_contain_text("You have 3,200 points")
    demo.check_ledger()


def dial(page: Page, code: str) -> None:
    page.get_by_test_id("ussd-code").fill(code)
    page.get_by_test_id("ussd-dial").click()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_no_wider_than_its_window(page: Page, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_test_id(f"language-{language}").click()
    for tab in ("voice", "sms", "ussd"):
        page.get_by_test_id(f"tab-{tab}").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 900})
