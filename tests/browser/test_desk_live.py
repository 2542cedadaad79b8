"""What changes on an open page while somebody works on it."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
from telephone import Telephone

EN = "+8613800000002"


def closes(page: Page) -> None:
    page.click("form[action$='/end'] button")
    page.check("[value=done]")
    page.click("form[action$='/close'] button")
    expect(page.locator("h1")).to_have_text("排队")


def test_a_word_is_composed_while_the_member_writes(
    demo: Any, desk_of: Callable[..., Page], phone: Callable[[str], Telephone]
) -> None:
    page, member = desk_of("agent"), phone(EN)
    member.text("RG")
    page.click("#waiting button")
    page.fill("#write", "您好")
    page.keyboard.press("Control+Enter")
    lines = page.locator("#talk-lines")
    expect(lines).to_contain_text("您好")
    expect(page.locator("#write")).to_be_focused()
    keyboard = page.context.new_cdp_session(page)
    for pinyin in ("n", "ni", "ni'h", "ni'hao"):
        at = {"selectionStart": len(pinyin), "selectionEnd": len(pinyin)}
        keyboard.send("Input.imeSetComposition", {"text": pinyin, **at})
    member.text("Are you there?")
    expect(lines).to_contain_text("Are you there?")
    keyboard.send("Input.insertText", {"text": "你好"})
    expect(page.locator("#write")).to_have_value("你好")
    closes(page)
