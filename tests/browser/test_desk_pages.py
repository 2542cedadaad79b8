"""Every page of the desk in a real browser: accessible (axe), no wider than its window, in both
languages, in the light and in the dark, by mouse or by keyboard.

SCREENSHOTS=DIRECTORY keeps a picture of each.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import requests
from failures import note_failures
from playwright.sync_api import Browser, Page, expect

from core.contact_centre import PictureFiles, SessionSummary, chat_messages, picture_intake
from core.contact_centre import requests as handover_requests
from core.conversation import UnclearWords, unclear_words
from core.programme import local_day
from core.service import claims

AXE = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
SCREENSHOTS = os.environ.get("SCREENSHOTS")
NARROW, WIDE = 390, 1280
CANVAS = "document.querySelector('figure.chart canvas')"
DRAWN = "canvas => canvas.toDataURL()"
COLUMN = "(all, name) => all.findIndex(each => each.dataset.series === name)"
ROWS = "(rows, columns) => rows.map(row => [0, ...columns].map(n => row.cells[n].textContent))"
PAGES = {
    "queue": "", "members": "members", "found": "members?q=13800000001", "member": "members/1",
    "complaints": "complaints", "complaint": "complaints/20260002", "claims": "claims",
    "suggestions": "suggestions",
    "approvals": "approvals", "orders": "orders", "order": "orders/20260003",
    "catalogue": "catalogue", "item": "catalogue/mascot", "suppliers": "suppliers",
    "supplier": "suppliers/jiahe", "below-cost": "catalogue/rice-cooker",
    "rules": "rules", "rules-first": "rules/0", "new-rules": "rules/new",
    "wording": "wording?q=redeem_gift-o", "sentence": "wording/en/balance-none",
    "agents": "agents", "trail": "trail",
    "account": "me", "second-factor": "second-factor",
    "nowhere": "nowhere", "no-complaints": "complaints?status=closed",
    "no-sentence": "wording?q=zzz", "wall": "wall", "funnel": "funnel",
    "not-understood": "not-understood", "liability": "liability",
    "cases": "cases", "webhooks": "webhooks",
}  # fmt: skip


@pytest.fixture(scope="module")
def supervisor(browser: Browser, demo: Any) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WIDE, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{demo.url}/desk/")
    page.get_by_label("用户名").fill("supervisor")
    page.get_by_label("密码", exact=True).fill("demo-supervisor")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    yield page
    context.close()


@pytest.fixture
def page(supervisor: Page, demo: Any) -> Iterator[Page]:
    """The queue in a wide window and light colours. A script error on the page fails the test, and
    so does what the page may not load."""
    failures: list[str] = []
    note_failures(supervisor, failures)
    supervisor.set_viewport_size({"width": WIDE, "height": 900})
    supervisor.emulate_media(color_scheme="light")
    supervisor.goto(f"{demo.url}/desk/")
    yield supervisor
    assert not failures


def test_what_ends_or_stops_a_membership_is_asked_twice(page: Page, demo: Any) -> None:
    page.goto(f"{demo.url}/desk/members/6")
    membership = page.get_by_role("region", name="会籍", exact=True)

    def submit(act: str, *, sure: bool = False) -> None:
        form = membership.locator("details").filter(has=page.get_by_text(act, exact=True)).first
        form.locator("summary").click()
        if sure:
            form.get_by_role("button").click()
            expect(form.locator("[name=sure]:invalid")).to_be_visible()  # nothing was sent
            form.locator("[name=sure]").check()
        form.locator("textarea").fill("会员来电")
        form.get_by_role("button").click()

    submit("登记停机")
    expect(page.get_by_text("停机已登记。")).to_be_visible()
    submit("登记复机")
    expect(page.get_by_text("复机已登记。")).to_be_visible()
    submit("退会", sure=True)
    expect(page.get_by_text("退会已登记。")).to_be_visible()
    submit("取消退会")
    expect(page.get_by_text("退会已取消。")).to_be_visible()
    demo.check_ledger()


def test_points_are_what_a_narrow_page_of_a_member_begins_with(page: Page, demo: Any) -> None:
    page.set_viewport_size({"width": NARROW, "height": 844})
    page.goto(f"{demo.url}/desk/members/1")
    for shown in (page.locator(".points .balance"), page.locator(".points .soon").first):
        box = shown.bounding_box()
        assert box is not None and box["y"] + box["height"] < 844


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("path", "table"), [("liability", "months"), ("cases", "months"), ("members/1", "lots-numbers")]
)
def test_charts_show_the_numbers_of_the_tables_beside_them(
    page: Page, demo: Any, language: str, path: str, table: str
) -> None:
    speak(page, language)
    page.goto(f"{demo.url}/desk/{path}")
    figure = page.locator("figure.chart").last
    inside = figure.locator(".u-over")
    inside.scroll_into_view_if_needed()
    box = inside.bounding_box()
    assert box is not None
    for place in (0.05, 0.5, 0.95):
        page.mouse.move(box["x"] + box["width"] * place, box["y"] + 20)
        at, *values = figure.locator(".u-value").all_text_contents()
        headings = page.locator(f"#{table} thead th")
        titles = [each.strip() for each in figure.locator(".u-label").all_text_contents()]
        names = (figure.get_attribute("data-series") or "").split()
        columns = [headings.evaluate_all(COLUMN, name) for name in names]
        assert titles == [headings.nth(n).text_content() for n in (0, *columns)]
        rows = page.locator(f"#{table} tbody tr").evaluate_all(ROWS, columns)
        assert [at, *values] in rows or (table == "lots-numbers" and values == rows[-1][1:])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["liability", "cases", "members/1"])
def test_a_legend_has_only_names_until_the_pointer_is_on_the_chart(
    page: Page, demo: Any, language: str, path: str
) -> None:
    speak(page, language)
    page.goto(f"{demo.url}/desk/{path}")
    figure = page.locator("figure.chart").last
    rows = figure.locator(".u-legend tr")
    expect(rows.nth(1)).to_be_visible()
    place, *series = figure.locator(".u-label").all_text_contents()
    assert figure.locator(".u-legend").inner_text().splitlines() == series
    expect(rows.first).to_be_hidden()
    figure.locator(".u-over").hover()
    expect(rows.first).to_contain_text(place)
    expect(rows.first).to_be_visible()
    page.mouse.move(0, 0)
    expect(rows.first).to_be_hidden()


def test_charts_follow_the_width_and_the_colours_of_the_page(page: Page, demo: Any) -> None:
    page.goto(f"{demo.url}/desk/liability")
    canvas = page.locator("figure.chart canvas").first
    seen = {canvas.evaluate(DRAWN)}
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"was => ({DRAWN})({CANVAS}) !== was", arg=seen.pop())
    for width in (NARROW, WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_function(
            f"() => {CANVAS}.offsetWidth === {CANVAS}.closest('figure').clientWidth"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_a_script_there_is_the_table_alone(browser: Browser, page: Page, demo: Any) -> None:
    context = browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(f"{demo.url}/desk/liability")
    expect(plain.locator("#months")).to_be_visible()
    boxes = [each.bounding_box() for each in plain.locator("figure.chart").all()]
    assert [box and box["height"] for box in boxes] == [0, 0]
    context.close()


def speak(page: Page, language: str) -> None:
    if not (page.locator("html").get_attribute("lang") or "").startswith(language):
        page.locator("form.language button").first.click()
    expect(page.locator("html")).to_have_attribute("lang", {"zh": "zh-CN", "en": "en"}[language])


def violations(page: Page, rules: Any) -> list[str]:
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    run = "rules => axe.run(document, rules).then(found => found.violations)"
    found = page.evaluate(run, rules | {"resultTypes": ["violations"]})
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
    ]


def check(page: Page, name: str, language: str, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    for scheme, rules in (("light", RULES), ("dark", CONTRAST)):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        assert violations(page, rules) == [], (name, scheme)
        if SCREENSHOTS:
            picture = Path(SCREENSHOTS) / f"{name}-{language}-{width}-{scheme}.png"
            page.screenshot(path=picture, full_page=True)


def check_both(page: Page, name: str, language: str) -> None:
    """Checks the page in a narrow and in a wide window."""
    for width, height in ((NARROW, 844), (WIDE, 900)):
        page.set_viewport_size({"width": width, "height": height})
        check(page, name, language, width)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_accessible(page: Page, demo: Any, language: str) -> None:
    speak(page, language)
    for name, path in PAGES.items():
        answer = page.goto(f"{demo.url}/desk/{path}")
        assert answer is not None and answer.status == (404 if name == "nowhere" else 200), name
        check_both(page, name, language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_new_rules_are_accessible(page: Page, demo: Any, language: str) -> None:
    """A refused form, then a draft with the members it affects."""
    speak(page, language)

    page.goto(f"{demo.url}/desk/rules/new")
    changed = {"redemption.opens_after_points": "20000", "tiers.2.growth_from": "900"}
    for name, value in changed.items():
        page.fill(f"[name='{name}']", value)
    page.fill("[name=reason]", {"zh": "秋季活动", "en": "Autumn"}[language])
    page.click("form[action$='/rules/new'] button.solid")
    expect(page.locator("[name='tiers.2.growth_from']")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name='redemption.opens_after_points']")).to_have_value("20000")
    check_both(page, "new-rules-refused", language)
    page.fill("[name='tiers.2.growth_from']", "3000")
    page.click("form[action$='/rules/new'] button.solid")
    expect(page.locator("main s").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("138****0001")
    check_both(page, "rules-draft", language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sentence_is_reworded_accessibly(page: Page, demo: Any, language: str) -> None:
    """A refused sentence, a trial and a draft."""
    speak(page, language)

    key = "stop_marketing-stopped"
    page.goto(f"{demo.url}/desk/wording/{language}/{key}")
    source = page.locator("form", has=page.locator("[name=source]"))
    if not source.is_visible():
        page.locator("summary").click()
    source.locator("[name=source]").fill(f"{key} = {{ $x }}")
    source.locator("[value=try]").click()
    expect(page.get_by_role("alert")).to_contain_text("$x")
    sentence = page.locator("form", has=page.locator("[data-edits='words-all']"))
    sentence.locator("[data-edits='words-all']").fill("没有“积分”" * 40)
    sentence.locator("[value=try]").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check_both(page, "sentence-refused", language)
    words = {"zh": "还没有积分，消费后就有了。", "en": "No points yet: they come with your bills."}
    for name in ("all", "voice"):
        sentence.locator(f"[data-edits='words-{name}']").fill(words[language])
    sentence.locator("[name=reason]").fill({"zh": "更短", "en": "Shorter"}[language])
    sentence.locator("[value=make]").click()
    expect(page.locator(".quote")).to_be_visible()
    expect(page.locator("main")).to_contain_text(words[language])
    check_both(page, "sentence-draft", language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_facts_of_a_sentence_are_chips(page: Page, demo: Any, language: str) -> None:
    """With an example, told apart where two have the same, and put in and removed as a whole; what
    is sent has their names."""
    speak(page, language)
    page.goto(f"{demo.url}/desk/wording/zh/redeem_gift-confirm")
    editor = page.locator("[data-edits='words-all']")
    sent = page.locator("[name='words-all']")
    expect(editor).to_have_text("用88888①分换保温杯和茶具，余88888②分，发出后不能取消。确认？")
    expect(page.locator("[data-edits='words-sms']")).to_be_empty()
    facts = page.locator(".palette").first.get_by_role("button")
    finals = ["+ 发出后不能取消", "+ 发出以后不能取消"]
    expect(facts).to_have_text(["+ 88888①", "+ 保温杯和茶具", "+ 88888②", *finals])
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type("换")
    page.get_by_role("button", name="+ 保温杯和茶具").first.click()
    page.keyboard.type("，余")
    page.get_by_role("button", name="+ 88888②").first.click()
    page.keyboard.type("？")
    expect(editor).to_have_text("换保温杯和茶具，余88888②？")
    expect(sent).to_have_value("换{name}，余{left}？")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect(sent).to_have_value("换{name}，余")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-edits='words-all']")).to_have_text("换保温杯和茶具，余")
    check_both(page, "sentence-chips", language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_choice_of_words_is_a_chip_with_its_branches_below(
    page: Page, demo: Any, language: str
) -> None:
    speak(page, language)
    page.goto(f"{demo.url}/desk/wording/en/balance-expiring")
    assert page.locator("fieldset .chip").count() > 1
    check_both(page, "sentence-choice", language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_words_that_were_not_understood_are_assigned_accessibly(
    page: Page, demo: Any, language: str
) -> None:
    today = local_day(datetime.now(UTC))
    words = {"zh": "弄一下那个呗", "en": "that thing from before"}[language]
    counted = {
        UnclearWords(today, "sms", "zh", "那个分分怎么回事呀我都搞不清楚了你们给看看" * 2): 12,
        UnclearWords(today, "sms", language, words): 3,
    }
    demo.database.run(lambda conn: unclear_words.add(conn, counted))
    speak(page, language)
    page.goto(f"{demo.url}/desk/not-understood")
    row = page.locator("tr", has_text=words)
    row.locator("select").select_option("order")
    row.locator("button").click()
    expect(page.locator("a[href$='/order.tsv']")).to_be_visible()
    check_both(page, "not-understood-assigned", language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_conversation_is_accessible(page: Page, demo: Any, language: str) -> None:
    """From the queue, where a member waits who has written, to the wrap-up."""
    number = {"zh": "+8613800000001", "en": "+8613800000002"}[language]
    for body in ("JF", "RG"):
        form = {"number": number, "body": body}
        requests.post(f"{demo.url}/phone/api/texts", json=form, timeout=60)
    speak(page, language)
    page.locator("#presence-available").click()

    expect(page.locator("#waiting button")).to_be_visible()
    check_both(page, "waiting", language)
    page.locator("#waiting button").click()
    page.locator("#write").fill("😀 <b>Hello</b>")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#talk-state .said-so-far")).to_contain_text("<b>Hello</b>")
    check_both(page, "talk", language)
    page.locator("form[action$='/end'] button").click()
    expect(page.locator("[name=disposition]").first).to_be_visible()
    check_both(page, "wrap-up", language)
    page.locator("[name=disposition]").first.check()
    page.locator("form[action$='/close'] button").click()


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_page_to_sign_in_is_accessible(browser: Browser, demo: Any, width: int) -> None:
    viewport: Any = {"width": width, "height": 844}
    context = browser.new_context(viewport=viewport, locale="en-GB")
    page = context.new_page()
    page.goto(f"{demo.url}/desk/")
    check(page, "sign-in", "en", width)
    page.get_by_label("User name").fill("agent")
    page.get_by_label("Password", exact=True).fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    check(page, "sign-in-refused", "en", width)
    context.close()


def test_the_desk_works_by_keyboard(page: Page, demo: Any) -> None:
    speak(page, "en")
    page.goto(f"{demo.url}/desk/wall")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert violations(page, RULES) == []
    page.keyboard.press("Escape")
    page.keyboard.type("gc")
    expect(page).to_have_url(f"{demo.url}/desk/complaints")
    page.keyboard.type("gt")
    expect(page).to_have_url(f"{demo.url}/desk/trail")
    page.keyboard.press("/")
    expect(page.get_by_label("Member’s phone number")).to_be_focused()
    page.keyboard.type("gc")
    expect(page).to_have_url(f"{demo.url}/desk/trail")


def test_a_complaint_is_worked_on_by_keyboard(page: Page, demo: Any) -> None:
    speak(page, "en")
    page.goto(f"{demo.url}/desk/complaints/20260002")
    words = page.get_by_label("What was said")
    words.fill("She will send the <b>bill</b>.")
    words.press("Control+Enter")
    expect(page.locator(".said")).to_have_text("Contact logged.")
    expect(page.locator(".steps")).to_contain_text("She will send the <b>bill</b>.")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("heading", name="处理过程")).to_be_visible()
    demo.check_ledger()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_first_password_is_replaced_accessibly(
    page: Page, browser: Browser, demo: Any, language: str
) -> None:
    """Shown to the supervisor once, and replaced by the agent, who can look at what is typed."""
    name = {"zh": "agent", "en": "agent2"}[language]
    page.goto(f"{demo.url}/desk/agents")
    page.click(f"form[action$='/agents/{name}/reset'] button")
    first = page.locator("code.secret").inner_text()
    context = browser.new_context(viewport={"width": NARROW, "height": 844})
    agent = context.new_page()
    agent.goto(f"{demo.url}/desk/sign-in")
    agent.fill("[name=name]", name)
    agent.fill("[name=password]", first)
    agent.keyboard.press("Enter")
    expect(agent.locator("[name=old]")).to_be_focused()
    check(agent, "first-password", language, NARROW)
    agent.fill("[name=old]", first)
    agent.fill("[name=new]", "battery horse staple")
    agent.check("[data-shows-passwords]")
    expect(agent.locator("[name=new]")).to_have_attribute("type", "text")
    agent.keyboard.press("Enter")
    expect(agent.locator("nav")).to_be_visible()
    agent.goto(f"{demo.url}/desk/me")
    kept = agent.evaluate("JSON.stringify(sessionStorage)")
    assert "battery" not in kept, "a password that is shown is not kept either"
    context.close()


@pytest.fixture(scope="module")
def pictures_sent(browser: Browser, demo: Any) -> Any:
    """Pictures in every state that came from member 1, with a complaint and in a conversation."""
    context = browser.new_context(viewport={"width": 300, "height": 400})
    receipt = context.new_page()
    receipt.set_content("<h1>RECEIPT</h1><p>No. 20260601</p><p>Tea 128.00</p><p>Total 128.00</p>")
    content = receipt.screenshot()
    context.close()
    member_id, number, at = 1, "+8613800000001", datetime.now(UTC)
    summary = SessionSummary("s", "sms", "zh", "claim", [["member", "(picture)"]], [], [], 1)
    files = PictureFiles(Path(demo.database.engine.url.database).parent / "media")

    def work(conn: Any) -> str:
        handover = handover_requests.request(
            conn, member_id=member_id, number=number, way="text", summary=summary, priority=0,
            key="h", at=at, handover_id="with-pictures",
        )  # fmt: skip
        filed = claims.file(
            conn, member_id=member_id, receipt_number="20260601", channel="sms", key="c", at=at,
            claim_id="c", number="20268888",
        )  # fmt: skip
        chat_messages.lock_conversation(conn, member_id, handover.handover_id)
        said = [("member", "小票在这里")]
        chat_messages.add(conn, member_id, handover.handover_id, said, at)
        picture_intake.keep(conn, number=number, message_id="MM1", urls=["https://x/y"] * 4, at=at)
        picture_intake.assign_offered(conn, member_id, filed.number, at)
        for place, reason in enumerate(("too_big", "other_type"), start=1):
            picture_intake.refuse(
                conn, member_id=member_id, picture_id=f"MM1-{place}", reason=reason, at=at
            )
        files.write("MM1-0", content)
        picture_intake.stored(
            conn, member_id=member_id, picture_id="MM1-0", content_type="image/png",
            size_bytes=len(content),
        )  # fmt: skip
        return handover.handover_id

    return demo.database.run(work)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_pictures_are_shown(
    page: Page, demo: Any, pictures_sent: str, language: str, width: int
) -> None:
    speak(page, language)
    page.set_viewport_size({"width": width, "height": 844 if width == NARROW else 900})
    pages = {
        "claim-with-pictures": "claims/20268888",
        "talk-with-pictures": f"talks/1/{pictures_sent}",
        "member-with-pictures": "members/1",
    }
    for name, path in pages.items():
        page.goto(f"{demo.url}/desk/{path}")
        picture = page.locator(".picture img").first
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", value=True)
        assert picture.evaluate("image => image.naturalWidth") == 300, name
        page.evaluate(AXE)
        check(page, name, language, width)
