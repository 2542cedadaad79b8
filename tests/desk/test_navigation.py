"""Links between a member, orders, complaints, claims and conversations."""

import re
from typing import Any

from desk_steps import COMPLAINT, TALK, request_agent

LINK = re.compile(r'href="(/desk/[^"]+)"')
ADDRESS = "1 Century Avenue, Shanghai"


def links(browser: Any, path: str) -> set[str]:
    answer = browser.get(f"/desk/{path}")
    assert answer.status_code == 200
    return set(LINK.findall(answer.text[answer.text.index("<main") :]))


def test_an_order_number_leads_to_the_order_and_its_member(desk: Any) -> None:
    browser = desk.signed_in("agent2")
    assert browser.get("/desk/members?q=20260003").location == "/desk/orders/20260003"
    assert "/desk/members/3" in links(browser, "orders/20260003")
    assert "/desk/orders/20260003" in links(browser, "members/3")


def test_cases_and_their_member_are_linked(desk_with_claim: Any) -> None:
    browser = desk_with_claim.signed_in("agent2")
    desk_with_claim.sql("UPDATE complaint SET status = 'closed', order_number = '20260001'")
    desk_with_claim.sql("UPDATE claim SET status = 'refused'")
    cases = {"/desk/complaints/20260002", "/desk/claims/20269999"}
    assert cases <= links(browser, "members/2"), "among the contacts, when they are closed"
    assert {"/desk/members/2", "/desk/orders/20260001"} <= links(browser, "complaints/20260002")
    assert "/desk/members/2" in links(browser, "claims/20269999")


def test_an_auditor_finds_the_note_of_a_conversation(any_desk: Any) -> None:
    request_agent(any_desk, "Hello")
    browser, auditor = any_desk.signed_in("agent"), any_desk.signed_in("auditor")
    browser.post(f"{TALK}/accept")
    browser.post(f"{TALK}/end")
    browser.post(f"{TALK}/close", disposition="done", note="She was content")
    assert TALK in links(auditor, "members/3")
    assert "She was content" in auditor.get(TALK).text


def test_the_address_is_shown_to_those_who_send_the_order(desk: Any) -> None:
    desk.sql("UPDATE gift_order SET address = :address WHERE member_id = 3", address=ADDRESS)
    agent, auditor = desk.signed_in("agent"), desk.signed_in("auditor")
    assert ADDRESS in agent.get("/desk/orders/20260003").text
    assert ADDRESS not in auditor.get("/desk/orders/20260003").text
    agent.change("/desk/orders/20260003/despatch")
    agent.post("/desk/orders/20260003/deliver")
    assert ADDRESS not in agent.get("/desk/orders/20260003").text
    looks = desk.sql("SELECT agent, detail FROM trail WHERE act = 'order_looked_at' ORDER BY at")
    seen = [(who, '"address_shown":true' in str(detail)) for who, detail in looks]
    assert seen.count(("agent", True)) == 2 and ("auditor", True) not in seen


def test_showing_a_whole_number_is_recorded(desk: Any) -> None:
    number = "+8613800000002"
    agent, auditor = desk.signed_in("agent"), desk.signed_in("auditor")
    for browser in (agent, auditor):
        assert number not in browser.get(COMPLAINT).text
    page = agent.post(f"{COMPLAINT}/show-number").text
    assert number in page and '" open><summary>记录联系情况' in page, "where the call is noted"
    assert auditor.post(f"{COMPLAINT}/show-number").status_code == 403
    [(who, whose)] = desk.sql("SELECT agent, member_id FROM trail WHERE act = 'number_shown'")
    assert (who, whose) == ("agent", 2)
