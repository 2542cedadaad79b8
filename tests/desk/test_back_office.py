"""Orders, agents, wording and the audit trail, as far as the ledger and the stock."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from desk_steps import STOCK, page_after

from core.loyalty import partner_exchange
from core.member_events import EventKind, MemberEvent, handling
from core.members import changes, profiles
from core.redemption import placing


def test_an_order_is_sent_and_delivered(any_desk: Any) -> None:
    browser = any_desk.signed_in("agent2")
    assert "20260003" in browser.get("/desk/orders").text
    assert "Earphones" in browser.get("/desk/orders/20260003").text
    order = "/desk/orders/20260003"
    assert "Marked as shipped" in page_after(browser, browser.change(f"{order}/despatch"))
    assert "Marked as delivered." in page_after(browser, browser.post(f"{order}/deliver"))
    memo = "SELECT memo FROM posting WHERE member_id = 3 AND kind = 'redeem'"
    assert any_desk.sql(memo) == [("20260003 agent2",)]
    assert {"orders_listed", "order_looked_at", "order_deliver"} <= set(any_desk.acts())
    assert any_desk.is_sound()


def test_a_gift_is_handed_to_the_courier(new_desk: Any) -> None:
    """Until the courier has answered, nobody cancels it or sends it otherwise."""
    desk = new_desk(courier_url="https://courier.example")
    browser, order = desk.signed_in("agent2"), "/desk/orders/20260003"
    page = page_after(browser, browser.change(f"{order}/hand_over"))
    assert "Passed to the courier" in page
    assert "Waiting for pickup" in page
    assert f"{order}/give_up" not in page
    cancelled = browser.post(f"{order}/give_up", words="She does not want it.")
    assert "hasn’t answered yet" in page_after(browser, cancelled)
    assert desk.sql("SELECT topic FROM outbox WHERE topic = 'parcel'") == [("parcel",)]
    assert "order_hand_over" in desk.acts()


@pytest.mark.parametrize(
    ("act", "done", "becomes"),
    [("collected", "已确认取件", "sent"), ("take_back", "已收回", "held")],
)
def test_a_supervisor_decides_where_the_courier_does_not_answer(
    new_desk: Any, act: str, done: str, becomes: str
) -> None:
    desk = new_desk(courier_url="https://courier.example")
    browser, order = desk.signed_in("supervisor"), "/desk/orders/20260003"
    browser.change(f"{order}/hand_over")
    assert desk.signed_in("agent2").post(f"{order}/{act}", words="No.").status_code == 403
    assert browser.post(f"{order}/{act}", words="").status_code == 400
    page = page_after(browser, browser.post(f"{order}/{act}", words="Asked them by phone."))
    assert done in page
    assert desk.sql("SELECT status FROM gift_order WHERE member_id = 3") == [(becomes,)]
    assert "已经答复过了" in page_after(
        browser, browser.post(f"{order}/{act}", words="Again.")
    ) or (becomes == "sent")
    assert desk.is_sound()


def test_parcels_that_need_a_person_are_listed(new_desk: Any) -> None:
    desk = new_desk(courier_url="https://courier.example")
    browser, listed = desk.signed_in("agent2"), "/desk/orders?parcel_trouble=1"
    assert "20260003" not in browser.get(listed).text
    desk.sql("UPDATE gift_order SET parcel_no = 1, parcel_state = 'refused' WHERE member_id = 3")
    page = browser.get(listed).text
    assert "20260003" in page
    assert "Refused by courier" in page


def test_without_a_courier_nothing_is_handed_over(desk: Any) -> None:
    browser, order = desk.signed_in("agent2"), "/desk/orders/20260003"
    assert "Send by courier" not in browser.get(order).text
    assert browser.post(f"{order}/hand_over").status_code == 404


@pytest.fixture
def desk_with_voucher(desk: Any) -> Any:
    """A desk with an e-voucher of one code, which member 1 has."""
    browser = desk.signed_in("supervisor")
    item = {"kind": "voucher", "sku": "coffee", "number": "40", "points": "200"}
    names = {"name_zh": "咖啡券", "name_en": "Coffee", "supplier": "", "cost": ""}
    browser.post("/desk/catalogue", **item, **names)
    desk.sql("UPDATE gift SET on_sale = 1 WHERE sku = 'coffee'")
    form = {"codes": "COFFEE-0001\nCOFFEE-0001", "expires_on": "2026-12-31"}
    assert "券码已导入" in page_after(browser, browser.post("/desk/catalogue/coffee/codes", **form))
    order = {"sku": "coffee", "points": 200, "key": "k", "channel": "sms", "order_id": "o"}
    desk.database.run(
        lambda conn: placing.redeem(
            conn,
            member=profiles.by_id(conn, 1),
            at=desk.clock.now(),
            number="40000001",
            **order,
        )
    )
    return desk


def test_code_is_masked_and_shown_to_supervisors(desk_with_voucher: Any) -> None:
    desk, order = desk_with_voucher, "/desk/orders/40000001"
    agent = desk.signed_in("agent2")
    page = agent.get(order).text
    assert "••••001" in page
    assert "COFFEE-0001" not in page
    assert agent.get(f"{order}/code").status_code == 403
    assert "COFFEE-0001" in desk.signed_in("supervisor").get(f"{order}/code").text
    assert "code_shown" in desk.acts()
    assert "COFFEE-0001" not in str(desk.sql("SELECT detail FROM trail"))
    agent.get(order)
    assert "text the member the code again" in page_after(agent, agent.post(f"{order}/code-text"))
    assert len(desk.sql("SELECT event_id FROM outbox WHERE topic LIKE 'voucher%'")) == 2
    assert desk.is_sound()


def test_code_that_was_erased_is_not_shown(desk_with_voucher: Any) -> None:
    desk, order = desk_with_voucher, "/desk/orders/40000001"
    desk.sql("UPDATE voucher SET sealed = ''")  # with the data of its member
    supervisor = desk.signed_in("supervisor")
    page = supervisor.get(order)
    assert page.status_code == 200 and "/code" not in page.text
    assert supervisor.get(f"{order}/code").status_code == 404


def lose_key(desk: Any) -> None:
    """Of the codes that are loaded by now."""
    desk.sql("UPDATE voucher SET sealed = 'gone.' || sealed")


@pytest.mark.parametrize(
    ("language", "unreadable", "asks"),
    [("zh", "这个券码已无法读取", "请班长"), ("en", "This code can’t be read", "A supervisor can")],
)
def test_code_whose_key_is_gone_is_said_in_words(
    desk_with_voucher: Any, language: str, unreadable: str, asks: str
) -> None:
    desk, order = desk_with_voucher, "/desk/orders/40000001"
    lose_key(desk)
    agent = desk.signed_in("agent2")
    agent.post("/desk/language", language=language)
    page = agent.get(order)
    assert page.status_code == 200 and unreadable in page.text and asks in page.text
    refused = page_after(agent, agent.post(f"{order}/code-text"))
    assert unreadable in refused and asks in refused
    assert agent.post(f"{order}/code-another").status_code == 403
    lead = desk.signed_in("supervisor")
    lead.post("/desk/language", language=language)
    page = lead.get(order).text
    assert unreadable in page and f"{order}/code-another" in page and f'{order}/code"' not in page
    assert lead.get(f"{order}/code").status_code == 404


def test_another_code_is_given_for_one_whose_key_is_gone(desk_with_voucher: Any) -> None:
    desk, order = desk_with_voucher, "/desk/orders/40000001"
    lead = desk.signed_in("supervisor")
    lead.get(order)
    assert "请再发一次短信" in page_after(lead, lead.post(f"{order}/code-another"))
    more = {"expires_on": "2026-11-30"}
    lead.post("/desk/catalogue/coffee/codes", codes="COFFEE-0002", **more)
    lose_key(desk)  # of the one in stock, too
    lead.get(order)
    assert "没有别的券码了" in page_after(lead, lead.post(f"{order}/code-another"))
    lead.post("/desk/catalogue/coffee/codes", codes="COFFEE-0003", **more)
    lead.get(order)
    assert "已换券码" in page_after(lead, lead.post(f"{order}/code-another"))
    assert "COFFEE-0003" in lead.get(f"{order}/code").text
    assert "code_replaced" in desk.acts()
    given = desk.sql("SELECT COUNT(*) FROM voucher WHERE order_id IS NOT NULL")
    assert given == [(1,)] and len(desk.sql("SELECT * FROM voucher WHERE withdrawn_on > ''")) == 1
    assert len(desk.sql("SELECT event_id FROM outbox WHERE topic = 'voucher_again'")) == 1
    assert desk.is_sound()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE member SET status = 'left' WHERE member_id = 1", "left"),
        ("UPDATE member SET number = '+862584567890' WHERE member_id = 1", "no number"),
    ],
)
def test_code_is_not_said_to_be_texted_to_who_gets_no_texts(
    desk_with_voucher: Any, change: str, why: str
) -> None:
    desk, order = desk_with_voucher, "/desk/orders/40000001"
    agent = desk.signed_in("agent2")
    desk.sql(change)
    agent.get(order)
    page = page_after(agent, agent.post(f"{order}/code-text"))
    assert "text the member the code again" not in page and why in page
    assert desk.sql("SELECT event_id FROM outbox WHERE topic = 'voucher_again'") == []


def test_wrong_codes_are_not_loaded(desk_with_voucher: Any) -> None:
    browser = desk_with_voucher.signed_in("supervisor")
    form = {"codes": "COFFEE-0002\nab", "expires_on": "2026-12-31"}
    page = page_after(browser, browser.post("/desk/catalogue/coffee/codes", **form))
    assert "券码只能是" in page
    assert desk_with_voucher.sql("SELECT COUNT(*) FROM voucher") == [(1,)]


def test_nothing_is_sent_without_an_address(desk: Any) -> None:
    desk.sql("UPDATE gift_order SET address = NULL WHERE member_id = 3")
    browser, order = desk.signed_in("agent2"), "/desk/orders/20260003"
    assert "Address missing" in browser.get("/desk/orders?lacks_address=1").text
    assert "no address to ship it to" in page_after(browser, browser.change(f"{order}/despatch"))
    assert desk.sql("SELECT status FROM gift_order WHERE member_id = 3") == [("held",)]
    address = "7 Hill Road, Shenzhen"
    page = page_after(browser, browser.change(f"{order}/address", address=address))
    assert "Address changed." in page
    assert address in page
    assert "20260003" not in browser.get("/desk/orders?lacks_address=1").text
    assert "Marked as shipped" in page_after(browser, browser.change(f"{order}/despatch"))
    ((detail,),) = desk.sql("SELECT detail FROM trail WHERE act = 'order_address'")
    assert address in detail
    assert desk.sql("SELECT address FROM member WHERE member_id = 3") != [(address,)]


def test_the_parcel_has_the_address_that_the_agent_has_seen(desk: Any) -> None:
    """A change since then is seen before the gift is sent."""
    browser, order = desk.signed_in("agent2"), "/desk/orders/20260003"
    seen = browser.hidden_in(f"{order}/despatch")
    desk.sql("UPDATE gift_order SET address = '北京市' WHERE member_id = 3")
    page = page_after(browser, browser.post(f"{order}/despatch", **seen))
    assert "A colleague just worked on this" in page
    assert desk.sql("SELECT status FROM gift_order WHERE member_id = 3") == [("held",)]


def test_the_members_address_is_that_of_what_is_not_sent_yet(desk: Any) -> None:
    address = "北京市朝阳区建国路88号"
    form = {"address": address, "words": "She asked on the phone."}
    desk.signed_in("agent2").change("/desk/members/3/address", **form)
    assert desk.sql("SELECT address FROM gift_order WHERE member_id = 3") == [(address,)]


def test_an_order_that_cannot_be_sent_is_cancelled(any_desk: Any) -> None:
    browser = any_desk.signed_in("agent2")
    order = "/desk/orders/20260003"
    assert browser.post(f"{order}/give_up", words="").status_code == 400
    page = page_after(browser, browser.post(f"{order}/give_up", words="Broken in the warehouse."))
    assert "Canceled" in page
    assert "It was canceled" in page_after(browser, browser.change(f"{order}/despatch"))
    assert any_desk.sql(STOCK, sku="earphones") == [(20, 20, 0, 0)]
    assert any_desk.is_sound()


def test_a_reversal_follows_the_rules_and_names_the_agent(any_desk: Any) -> None:
    browser = any_desk.signed_in("agent2")
    form = {"reason": "not_received", "words": "She says that nothing came."}
    order = "/desk/orders/20260001"
    assert "not overdue yet" in page_after(browser, browser.post(f"{order}/reverse", **form))
    form["reason"] = "defect"
    assert "Reversed" in page_after(browser, browser.post(f"{order}/reverse", **form))
    assert (
        "already been reversed" in page_after(browser, browser.post(f"{order}/reverse", **form))
        or "A colleague just worked on this" in browser.get(order).text
    )
    undone = "SELECT amount, memo FROM posting WHERE kind = 'reversal'"
    assert any_desk.sql(undone) == [(1000, "20260001 agent2")]
    assert any_desk.is_sound()


def test_delivered_credit_is_reversed_only_for_our_own_failure(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    order, form = "/desk/orders/20260000", {"words": "没有到账。", "reason": "defect"}
    assert "已经送达" in page_after(browser, browser.post(f"{order}/reverse", **form))
    form["reason"] = "our_failure"
    assert "已冲正" in page_after(browser, browser.post(f"{order}/reverse", **form))


@pytest.mark.parametrize(
    ("act", "done", "points"),
    [("fulfil", "已确认到账", (11_345, 0)), ("refuse", "积分已退回", (12_345, 0))],
)
def test_a_supervisor_ends_a_top_up_that_the_provider_does_not_answer(
    desk: Any, act: str, done: str, points: tuple[int, int]
) -> None:
    placed = desk.database.run(
        lambda conn: placing.redeem(
            conn,
            member=profiles.by_id(conn, 1),
            sku="credit-10",
            points=1_000,
            key="k",
            at=desk.clock.now(),
            channel="sms",
            order_id="o",
            number="40000001",
        )
    )
    order, form = f"/desk/orders/{placed.number}", {"words": "系统里查到了。"}
    agent = desk.signed_in("agent")
    assert f'{act}"' not in agent.get(order).text
    assert agent.post(f"{order}/{act}", **form).status_code == 403
    browser = desk.signed_in("supervisor")
    assert "138****0001" in browser.get(order).text
    assert done in page_after(browser, browser.post(f"{order}/{act}", **form))
    account = "SELECT balance, held FROM member_account WHERE member_id = 1 AND unit = 'points'"
    assert desk.sql(account) == [points]
    assert desk.is_sound()


@pytest.mark.parametrize(
    ("act", "done", "points"),
    [("added", "已确认到账", (11_345, 0)), ("not_added", "积分已退回", (12_345, 0))],
)
def test_a_supervisor_decides_an_exchange_without_an_answer(
    any_desk: Any, act: str, done: str, points: tuple[int, int]
) -> None:
    desk = any_desk
    desk.database.run(
        lambda conn: partner_exchange.request(
            conn,
            member=profiles.by_id(conn, 1),
            partner="airline",
            amount=1_000,
            key="k",
            at=desk.clock.now(),
            exchange_id="exchange-without-answer",
        )
    )
    path, form = f"/desk/exchanges/1/exchange-without-answer/{act}", {"words": "合作方已查到。"}
    early = desk.signed_in("supervisor")
    assert "没有待决定的互换" in early.get("/desk/exchanges").text
    assert "还不到期限" in page_after(early, early.post(path, **form))
    desk.clock.advance(days=3)
    assert desk.signed_in("agent").post(path, **form).status_code == 403
    assert "/added" not in desk.signed_in("auditor").get("/desk/exchanges").text
    browser = desk.signed_in("supervisor")
    page = browser.get("/desk/exchanges").text
    assert all(words in page for words in ("138****0001", "500 航空里程", "没有发出"))
    assert "/desk/exchanges" in browser.get("/desk/orders").text
    browser.post(path, words="")
    assert desk.sql("SELECT status FROM exchange") == [("open",)]
    assert done in page_after(browser, browser.post(path, **form))
    account = "SELECT balance, held FROM member_account WHERE member_id = 1 AND unit = 'points'"
    assert desk.sql(account) == [points]
    assert f"exchange_{act}" in desk.acts()
    assert "exchange-without-answer" not in browser.get("/desk/exchanges").text
    assert desk.is_sound()


def test_the_password_of_a_new_agent_is_shown_once(any_desk: Any) -> None:
    supervisor = any_desk.signed_in("supervisor")
    form = {"agent": "New.One", "name": "新人", "number": "13900000009", "language": "zh"}
    page = supervisor.post("/desk/agents", role="agent", **form)
    found = re.search(r'class="secret">([^<]+)', page.text)
    assert found
    browser = any_desk.browser()
    assert browser.sign_in("new.one", found.group(1)).location == "/desk/"
    assert found.group(1) not in supervisor.get("/desk/agents").text
    assert found.group(1) not in str(any_desk.sql("SELECT detail FROM trail"))
    again = supervisor.post("/desk/agents", role="agent", **form)
    assert "已存在" in page_after(supervisor, again)


@pytest.mark.parametrize(
    "wrong", [{"agent": "x y"}, {"number": "none"}, {"agent": "<script>"}, {"agent": "a"}]
)
def test_an_invalid_new_agent_is_refused(desk: Any, wrong: dict[str, str]) -> None:
    browser = desk.signed_in("supervisor")
    form = {"agent": "one", "name": "一", "number": "13900000009", "language": "zh"}
    answer = browser.post("/desk/agents", role="agent", **form | wrong)
    assert answer.status_code == 422
    assert desk.sql("SELECT COUNT(*) FROM agent") == [(5,)]


def test_agents_are_disabled_enabled_and_given_roles(desk: Any) -> None:
    browser, other = desk.signed_in("supervisor"), desk.signed_in("agent2")
    assert "已停用" in page_after(browser, browser.post("/desk/agents/agent2/disable"))
    assert other.get("/desk/").status_code == 303
    assert "已启用" in page_after(browser, browser.post("/desk/agents/agent2/enable"))
    assert "角色已修改" in page_after(
        browser, browser.post("/desk/agents/agent2/role", role="supervisor")
    )
    assert browser.post("/desk/agents/agent2/role", role="king").status_code == 400
    assert browser.post("/desk/agents/nobody/disable").status_code == 404
    assert desk.signed_in("agent2").get("/desk/agents").status_code == 200


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_a_sentence_is_previewed_on_every_channel(desk: Any, spoken: str) -> None:
    browser = desk.signed_in("agent2")
    page = browser.get(f"/desk/wording?q=redeem_gift-confirm&in={spoken}").text
    assert "<code>redeem_gift-confirm</code>" in page
    assert ("UCS-2" if spoken == "zh" else "GSM-7") in page
    assert "No sentences found" in browser.get("/desk/wording?q=zzz").text


def test_the_trail_is_filtered_by_agent_member_and_day(any_desk: Any) -> None:
    any_desk.signed_in("agent2").get("/desk/complaints/20260002")
    any_desk.signed_in("agent").get("/desk/orders/20260001")
    browser = any_desk.signed_in("auditor")
    browser.post("/desk/language", language="en")

    def found(**asked: str) -> str:
        page = browser.client.get("/desk/trail", query_string=asked).text
        return str(page.split("<tbody>")[1] if "<tbody>" in page else "")

    assert "Viewed a complaint" in found() and "Viewed an order" in found()
    assert "Viewed an order" not in found(agent="agent2")
    assert "Viewed a complaint" not in found(member="13800000001")
    assert "Viewed an order" in found(member="13800000001", day="2026-06-01")
    assert found(member="13800000009") == found(day="2026-05-31") == found(member="<x>") == ""
    sheet = browser.client.get("/desk/trail.csv?agent=agent2").text
    assert "Viewed a complaint" in sheet and "Viewed an order" not in sheet


def test_the_pages_of_the_trail_miss_nothing(any_desk: Any) -> None:
    agent = any_desk.signed_in("agent")
    for _ in range(60):
        agent.get("/desk/orders/20260001")
        any_desk.clock.at += timedelta(seconds=1)
    browser = any_desk.signed_in("auditor")
    first = browser.get("/desk/trail?agent=agent").text
    next_page = re.search(r'href="(/desk/trail\?[^"]+after=[^"]+)"', first)
    assert next_page
    second = browser.get(next_page.group(1).replace("&amp;", "&")).text
    assert first.count("<tr>") - 1 + second.count("<tr>") - 1 == 61
    assert browser.client.get("/desk/trail.csv?agent=agent").text.count("查看订单") == 60
    for odd in ("x/y", "2026-06-01T00:00:00/y"):
        assert browser.client.get(f"/desk/trail?after={odd}").status_code == 400


def test_an_approval_without_yes_or_no_decides_nothing(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    desk.sql(
        "INSERT INTO approval (member_id, approval_id, points, reason, asked_by, asked_at, status)"
        " VALUES (2, 'a1', 501, 'x', 'agent', '2026-06-01 02:00:00.000000', 'waiting')"
    )
    for form in ({}, {"approves": ""}, {"approves": "maybe"}):
        assert browser.post("/desk/approvals/2/a1", **form).status_code == 400
    assert desk.sql("SELECT status FROM approval") == [("waiting",)]


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("agents/agent2/reset", "/desk/agents"),
        ("complaints/20260002/show-number", "/desk/complaints/20260002"),
        ("catalogue/mascot/stock", "/desk/catalogue/mascot"),
    ],
)
def test_links_back_lead_to_the_page_of_the_form(desk: Any, path: str, page: str) -> None:
    """The forms for language and presence lead back to a page that can be requested with GET."""
    browser = desk.signed_in("supervisor")
    answer = browser.post(f"/desk/{path}")
    ways = set(re.findall(r'name="next" value="([^"]*)"', answer.text))
    assert ways == {page}
    back = browser.post("/desk/language", language="en", next=page)
    assert browser.get(back.location).status_code == 200


def move(desk: Any, member_id: int, province: str) -> None:
    asked = {"member_id": member_id, "place": province, "key": "move", "at": desk.clock.now()}
    desk.database.run(lambda conn: changes.move(conn, **asked))


def test_member_page_shows_consents_and_moves(any_desk: Any) -> None:
    browser = any_desk.signed_in("agent2")
    page = browser.get("/desk/members/1").text
    assert "Consents to texts" in page and "imported</small>" in page and "import:" not in page
    assert "No moves recorded." in page
    move(any_desk, 1, "XJ")
    assert "From Guangdong to Xinjiang" in browser.get("/desk/members/1").text


def test_member_page_shows_what_billing_reported(any_desk: Any) -> None:
    browser, at = any_desk.signed_in("agent2"), any_desk.clock.now()
    assert "No changes recorded." in browser.get("/desk/members/1").text
    for minutes, kind in ((1, EventKind.SUSPENDED), (2, EventKind.RESUMED)):
        event = MemberEvent(
            source="billing", event_id=f"E-{kind}", kind=kind, member_id=1,
            happened_at=at - timedelta(minutes=minutes),
        )  # fmt: skip
        any_desk.database.run(lambda conn, event=event: handling.apply(conn, event, at=at))
    page = browser.get("/desk/members/1").text
    assert "E-suspended" in page and "E-resumed" in page and "late, without effect" in page


def test_orders_are_exported_with_the_place_where_they_were_placed(any_desk: Any) -> None:
    move(any_desk, 3, "XJ")
    assert "Guangdong" in any_desk.signed_in("agent2").get("/desk/orders/20260003").text
    assert any_desk.signed_in("agent2").get("/desk/orders.csv").status_code == 403
    browser = any_desk.signed_in("auditor")
    assert "/desk/orders.csv?status=held" in browser.get("/desk/orders").text
    (row,) = csv.DictReader(io.StringIO(browser.get("/desk/orders.csv?status=held").text[1:]))
    assert (row["number"], row["org"], row["place"]) == ("20260003", "GD", "广东")
    assert row["member_number"] == "138****0003"
    assert "orders_exported" in any_desk.acts()
