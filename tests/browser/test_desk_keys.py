"""Keyboard shortcuts: what they do, and what they must not do."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
from telephone import Telephone

EN = "+8613800000002"


def test_shortcut_chords_and_keys_typed_in_the_help_dialog_accept_no_handover(
    demo: Any, desk_of: Callable[..., Page], phone: Callable[[str], Telephone]
) -> None:
    phone(EN).text("RG")
    lead, agent = desk_of("supervisor"), desk_of("agent2")
    for page in (lead, agent):
        page.goto(f"{demo.url}/desk/")
        expect(page.locator("#waiting button")).to_be_visible()
    lead.keyboard.type("?a")
    expect(lead.get_by_role("dialog")).to_be_visible()
    lead.keyboard.press("Escape")
    lead.keyboard.type("ga")
    expect(lead).to_have_url(f"{demo.url}/desk/approvals")
    agent.keyboard.type("ga")  # no place of theirs
    agent.keyboard.type("gm")
    expect(agent).to_have_url(f"{demo.url}/desk/members")
    assert demo.count("SELECT COUNT(*) FROM handover WHERE agent IS NOT NULL") == 0
    agent.goto(f"{demo.url}/desk/")
    agent.keyboard.type("a")
    expect(agent.locator("h1")).to_have_text("Alice Brown")
    agent.click("form[action$='/end'] button")
    agent.check("[value=done]")
    agent.click("form[action$='/close'] button")


def test_ctrl_enter_presses_the_first_button(demo: Any, desk_of: Callable[..., Page]) -> None:
    page, lead = desk_of("agent"), desk_of("supervisor")
    page.goto(f"{demo.url}/desk/members/2")
    page.locator("summary", has_text="补偿积分").click()
    page.fill("[name=points]", "501")
    page.locator("details[open] [name=words]").fill("Parcel a week late")
    page.locator("details[open] [name=words]").press("Control+Enter")
    expect(page.locator(".said")).to_contain_text("班长")
    lead.goto(f"{demo.url}/desk/approvals")
    lead.focus("button[value=yes]")
    lead.keyboard.press("Control+Enter")
    lead.wait_for_timeout(700)  # nothing has to come of it
    assert demo.count("SELECT COUNT(*) FROM approval WHERE status = 'refused'") == 0


def test_ctrl_enter_previews_a_reworded_sentence(demo: Any, desk_of: Callable[..., Page]) -> None:
    page = desk_of("supervisor")
    page.goto(f"{demo.url}/desk/wording/en/balance-none")
    page.locator("summary").click()
    form = page.locator("form", has=page.locator("[name=source]"))
    form.locator("[name=source]").fill("balance-none = Nothing yet.")
    form.locator("[name=reason]").fill("Shorter")
    form.locator("[name=reason]").press("Control+Enter")
    expect(page.locator("section", has_text="Nothing yet.")).to_be_visible()
    assert demo.count("SELECT COUNT(*) FROM wording_version") == 0
