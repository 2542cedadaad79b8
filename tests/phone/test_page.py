"""The page in a real browser, against the fake hotline: three devices, two languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect


@pytest.fixture
def page(browser: Browser, phone_url: str) -> Iterator[Page]:
    page = browser.new_page(locale="zh-CN", viewport={"width": 390, "height": 844})
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(phone_url + "/phone/")
    yield page
    page.context.close()
    assert not failures


def test_a_member_calls_presses_speaks_and_records(page: Page) -> None:
    transcript = page.get_by_test_id("transcript")
    page.get_by_test_id("timeouts").uncheck()
    page.get_by_test_id("dial").click()
    expect(transcript).to_contain_text("欢迎致电积分热线")
    page.keyboard.press("1")
    expect(transcript).to_contain_text("一万二千三百四十五分")
    page.get_by_test_id("say-input").fill("我要投诉")
    page.get_by_test_id("say-send").click()
    expect(transcript.locator(".theirs", has_text="我要投诉")).to_be_visible()
    page.get_by_test_id("stay-silent").click()
    expect(transcript).to_contain_text("没有听到您的选择")
    page.get_by_test_id("key-4").click()
    page.get_by_test_id("record-stop").click()
    expect(transcript).to_contain_text("已记录")
    page.get_by_test_id("hangup").click()
    expect(page.get_by_test_id("awaits")).to_have_text("通话已结束")


def test_a_press_before_the_members_are_there_is_not_lost(page: Page) -> None:
    held: list[Route] = []
    page.route("**/members", lambda route: held.append(route))
    page.reload(wait_until="domcontentloaded")
    expect(page.locator("main")).to_have_attribute("inert", "")
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    page.get_by_test_id("dial").click()  # waits until the button takes it
    expect(page.get_by_test_id("transcript")).to_contain_text("欢迎")


def test_silence_is_posted_when_the_time_runs_out(page: Page, hotline: object) -> None:
    page.clock.install()
    page.get_by_test_id("dial").click()
    expect(page.get_by_test_id("transcript")).to_contain_text("欢迎")
    while "没有听到您的选择" not in page.get_by_test_id("transcript").inner_text():
        page.clock.run_for(1000)  # the prompts are said, then the ring runs down


SPEAKER = """
window.spoken = [];
const voices = ["zh-CN", "en-US"].map((lang) => ({ lang, name: lang }));
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => voices,
  cancel: () => {},
  speak: ({ text, lang, rate, onend }) => { window.spoken.push([text, lang, rate]); onend(); },
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def test_each_part_is_spoken_in_its_own_language_and_rate(page: Page, hotline: Any) -> None:
    hotline.documents["/ivr/call"] = (
        '<Response><Gather action="/ivr/menu?talk=1"><Say language="cmn-CN" voice="Polly.Zhiyu">'
        '<prosody rate="85%">中文服务请按1。</prosody></Say>'
        '<Say language="en-US" voice="Polly.Joanna">For English, press 2.</Say></Gather></Response>'
    )
    page.add_init_script(SPEAKER)
    page.reload()
    page.get_by_test_id("dial").click()
    bubbles = page.get_by_test_id("transcript").locator(".theirs")
    expect(bubbles).to_have_text(["中文服务请按1。", "For English, press 2."])
    expect(bubbles.nth(0)).to_have_attribute("lang", "zh-CN")
    expect(bubbles.nth(1)).to_have_attribute("lang", "en-US")
    page.wait_for_function("window.spoken.length === 2")
    assert page.evaluate("window.spoken") == [
        ["中文服务请按1。", "zh-CN", 0.85],
        ["For English, press 2.", "en-US", 1],
    ]


def test_sms_and_ussd_tabs_work_in_english_page(page: Page) -> None:
    page.get_by_test_id("language-en").click()
    expect(page.get_by_test_id("tab-voice")).to_have_text("Voice")
    page.get_by_test_id("member-2").click()
    page.get_by_test_id("tab-sms").click()
    page.get_by_test_id("sms-input").fill("hello")
    page.get_by_test_id("sms-send").click()
    expect(page.get_by_test_id("sms-thread")).to_contain_text("GSM-7 · 1 segment")
    page.get_by_test_id("redeliver").click()
    expect(page.get_by_test_id("redeliver-result")).to_have_text("Delivered twice, same answer")
    page.get_by_test_id("tab-ussd").click()
    page.get_by_test_id("ussd-dial").click()
    expect(page.get_by_test_id("ussd-screen")).to_contain_text("1 积分余额")
    page.get_by_test_id("ussd-input").fill("1")
    page.get_by_test_id("ussd-send").click()
    expect(page.get_by_test_id("ussd-screen")).to_contain_text("12,345")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
