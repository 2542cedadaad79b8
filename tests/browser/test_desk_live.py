"""Live updates of an open page while an agent works on it."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
from telephone import Telephone

ZH, EN, AGENTS_PHONE = "+8613800000001", "+8613800000002", "+8613900000001"
REQUESTS = """[...document.querySelectorAll("#curve-numbers td:nth-child(2)")]
    .reduce((sum, each) => sum + Number(each.dataset.value), 0)"""


def closes(page: Page) -> None:
    page.click("form[action$='/end'] button")
    page.check("[value=done]")
    page.click("form[action$='/close'] button")
    expect(page.locator("h1")).to_have_text("排队")


def test_an_update_does_not_interrupt_an_input_method(
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


def test_a_page_recovers_from_a_full_feed_and_a_network_failure(
    demo: Any, desk_of: Callable[..., Page], phone: Callable[[str], Telephone]
) -> None:
    page, member = desk_of("agent"), phone(EN)
    page.route("**/desk/feed", lambda route: route.fulfill(status=503))
    page.route("**/desk/queue", lambda route: route.abort())
    page.goto(f"{demo.url}/desk/")
    with page.expect_response(lambda answer: answer.url.endswith("/feed")):
        page.reload()
    page.wait_for_event("requestfailed", lambda request: request.url.endswith("/queue"))
    page.unroute("**/desk/queue")
    member.text("RG")
    expect(page.locator("#waiting button")).to_be_visible()  # asked for, there being no feed
    with page.expect_response(lambda answer: answer.ok and answer.url.endswith("/feed")):
        page.unroute("**/desk/feed")
    page.click("#waiting button")
    # A click does not wait for the next page. A text sent before it is there would be in its HTML,
    # and never be requested.
    expect(page.locator("#talk-state")).to_be_visible()
    page.route("**/state", lambda route: route.abort())
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/state")):
        member.text("Are you there?")
    page.unroute("**/state")
    expect(page.locator("#talk-lines")).to_contain_text("Are you there?")
    closes(page)


def test_an_agent_is_told_of_a_missed_call(
    demo: Any, desk_of: Callable[..., Page], phone: Callable[[str], Telephone]
) -> None:
    page, member = desk_of("agent"), phone(EN).dial().press("0")
    pressed = page.locator("[name=presence][aria-pressed=true]")
    page.click("#waiting button")
    expect(pressed).to_have_text("空闲")
    phone(AGENTS_PHONE).answers().press("2")
    expect(pressed).to_have_text("小休")
    expect(page.locator("#missed")).to_contain_text("刚才的电话没有接")
    expect(page.locator("#talk-state")).to_contain_text("等待中")
    page.goto(f"{demo.url}/desk/members")
    expect(page.locator("#missed")).to_contain_text("刚才的电话没有接")
    for chosen in ("available", "away"):
        page.click(f"button[value={chosen}]")
        expect(page.locator("#missed")).to_be_empty()
    member.does("hang-up")


def test_the_curve_of_the_wall_goes_on_under_the_pointer(
    demo: Any, desk_of: Callable[..., Page], phone: Callable[[str], Telephone]
) -> None:
    """The figures are replaced every five seconds. The drawing stays, and takes the new numbers."""
    phone(EN).text("RG")
    page = desk_of("supervisor")
    page.goto(f"{demo.url}/desk/wall")
    canvas = page.locator("#wall canvas")
    expect(canvas).to_be_visible()
    canvas.evaluate("drawn => { drawn.isTheFirst = true; }")
    begun = int(page.evaluate(REQUESTS))
    inside = page.locator(".u-over").bounding_box()
    assert inside is not None
    page.mouse.move(inside["x"] + inside["width"] - 2, inside["y"] + 20)
    phone(ZH).text("人工")
    page.wait_for_function(f"() => {REQUESTS} == {begun + 1}")
    assert canvas.evaluate("drawn => drawn.isTheFirst")
    at, *values = page.locator(".u-value").all_text_contents()
    row = page.locator("#curve-numbers tbody tr", has=page.locator(f"[data-x='{at}']"))
    assert values == row.locator("td").all_text_contents()


def test_typed_fields_survive_the_end_of_a_session(demo: Any, desk_of: Callable[..., Page]) -> None:
    page, where = desk_of("agent"), f"{demo.url}/desk/complaints/20260002"

    def comes_back() -> None:
        expect(page.locator("[name=password]")).to_be_visible()
        page.fill("[name=name]", "agent")
        page.fill("[name=password]", "demo-agent")
        page.keyboard.press("Enter")
        expect(page).to_have_url(where)

    words = page.locator("form[action$='/note'] textarea")
    page.goto(where)
    page.locator("summary", has_text="备注").click()
    words.fill("会员有小票")
    page.context.clear_cookies()
    words.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("您已退出登录")
    comes_back()
    expect(words).to_have_value("会员有小票")
    expect(words).to_be_visible()
    words.press("Control+Enter")
    expect(page.locator(".steps")).to_contain_text("会员有小票")
    page.goto(where)
    expect(words).to_have_value("")
    assert demo.count("SELECT COUNT(*) FROM complaint_step") == 1
