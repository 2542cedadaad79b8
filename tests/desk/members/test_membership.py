"""Leaving, another owner, a move, arrears and suspension, on the member's page."""

from datetime import timedelta
from typing import Any

import pytest
from desk_steps import details, page_after

from core.member_events import EventKind, EventOutcome, MemberEvent, handling

NEW = "13900000001"


def act(browser: Any, name: str, member_id: int = 1, **form: str) -> str:
    answer = browser.post(f"/desk/members/{member_id}/{name}", words="Asked for it", **form)
    return page_after(browser, answer)


def billing(desk: Any, kind: str, *, minutes_ago: int, **what: Any) -> EventOutcome:
    at = desk.clock.now()
    event = MemberEvent(
        source="billing", event_id=f"{kind}:{minutes_ago}", kind=EventKind(kind), member_id=1,
        happened_at=at - timedelta(minutes=minutes_ago), **what,
    )  # fmt: skip
    outcome: EventOutcome = desk.database.run(lambda conn: handling.apply(conn, event, at=at))
    return outcome


def member(desk: Any, columns: str, member_id: int = 1) -> tuple[Any, ...]:
    [row] = desk.sql(f"SELECT {columns} FROM member WHERE member_id = {member_id}")
    return tuple(row)


def test_notice_of_leaving_is_given_and_taken_back(any_desk: Any) -> None:
    agent = any_desk.signed_in("agent")
    page = agent.get("/desk/members/1").text
    assert "到时 12,345 分作废" in page and "members/1/stay" not in page
    unasked = act(agent, "leave", leave_reason="unused")
    assert "请先勾选确认。" in unasked
    page = act(agent, "leave", leave_reason="unused", sure="yes")
    assert "退会已登记。" in page and "members/1/leave" not in page
    assert any_desk.sql("SELECT said, reason FROM leave_notice") == [("given", "unused")]
    assert details(any_desk, "member_leave") == [
        {"leave_reason": "unused", "reason": "Asked for it"}
    ]
    assert "退会已取消。" in act(agent, "stay")
    assert member(any_desk, "leaves_on, status") == (None, "active")
    assert any_desk.is_sound()


def test_who_stays_gets_what_the_programme_offers(desk: Any) -> None:
    agent = desk.signed_in("agent")
    assert "members/1/keep" not in agent.get("/desk/members/1").text
    refused = act(agent, "keep", points="50")
    assert "今年已经送过了。" in refused
    assert desk.sql("SELECT COUNT(*) FROM posting WHERE key LIKE 'stay:%'") == [(0,)]


def test_number_is_changed_and_a_late_event_does_not_undo_it(any_desk: Any) -> None:
    agent = any_desk.signed_in("agent")
    assert "号码已换。" in act(agent, "number_changed", number=NEW)
    assert member(any_desk, "number") == (f"+86{NEW}",)
    late = billing(any_desk, "number_changed", minutes_ago=30, became="+8613900000002")
    assert late is EventOutcome.LATE
    assert member(any_desk, "number") == (f"+86{NEW}",)
    any_desk.clock.advance(minutes=5)
    later = billing(any_desk, "number_changed", minutes_ago=1, became="+8613900000003")
    assert later is EventOutcome.APPLIED
    page = agent.get("/desk/members/1").text
    assert "工作台" in page.partition("events-title")[2]
    assert any_desk.is_sound()


def test_number_removed_at_the_desk_stays_removed(any_desk: Any) -> None:
    agent = any_desk.signed_in("agent")
    act(agent, "number", number=NEW)
    act(agent, "number_removed", number=NEW)
    late = billing(any_desk, "number_added", minutes_ago=30, became=f"+86{NEW}")
    assert late is EventOutcome.LATE
    assert any_desk.sql("SELECT COUNT(*) FROM further_number") == [(0,)]
    assert any_desk.is_sound()


def test_a_member_moves_and_the_trail_says_where_to(any_desk: Any) -> None:
    page = act(any_desk.signed_in("agent"), "province_moved", place="3205")
    assert "归属地已改。" in page and "从广东到江苏苏州" in page
    assert billing(any_desk, "province_moved", minutes_ago=9, became="SH") is EventOutcome.LATE
    assert member(any_desk, "province, city") == ("JS", "3205")
    assert "转到：江苏苏州" in any_desk.signed_in("auditor").get("/desk/trail").text
    assert any_desk.is_sound()


def test_arrears_and_suspension_are_two_things(any_desk: Any) -> None:
    lead = any_desk.signed_in("supervisor")
    assert "欠费已登记。" in act(lead, "arrears_begun")
    assert "停机已登记。" in act(lead, "suspended")
    any_desk.clock.advance(minutes=1)
    page = act(lead, "resumed")
    assert member(any_desk, "status") == ("arrears",)
    assert "members/1/arrears_settled" in page and "members/1/suspended" in page
    assert billing(any_desk, "suspended", minutes_ago=30) is EventOutcome.LATE
    any_desk.clock.advance(minutes=1)
    act(lead, "arrears_settled")
    assert member(any_desk, "status") == ("active",)
    assert any_desk.is_sound()


@pytest.mark.parametrize("name", ["owner_changed", "ported_out"])
def test_a_membership_ends_at_once(any_desk: Any, name: str) -> None:
    lead = any_desk.signed_in("supervisor")
    assert "请先勾选确认。" in act(lead, name, member_id=2)
    page = act(lead, name, member_id=2, sure="yes")
    assert "会籍已结束。" in page and 'id="membership-title"' not in page
    assert member(any_desk, "status", 2) == ("left",)
    assert any_desk.sql("SELECT COUNT(*) FROM msisdn WHERE member_id = 2") == [(0,)]
    assert "会员已离网。" in act(lead, "suspended", member_id=2)
    assert any_desk.is_sound()


def test_what_is_under_way_is_finished_first(desk: Any) -> None:
    lead = desk.signed_in("supervisor")
    assert "在途的业务办完，会籍就结束。" in act(lead, "owner_changed", member_id=3, sure="yes")
    assert member(desk, "status", 3) == ("frozen",)
    assert desk.is_sound()


def test_billing_that_is_ahead_is_not_undone(desk: Any) -> None:
    at = desk.clock.now()
    billing(desk, "suspended", minutes_ago=-3)
    refused = desk.signed_in("supervisor").post("/desk/members/1/resumed", words="Called us")
    assert refused.status_code == 422 and "计费系统有更新的记录" in refused.text
    assert member(desk, "status") == ("suspended",)
    assert desk.sql("SELECT COUNT(*) FROM member_event") == [(1,)]
    assert desk.clock.now() == at


def test_a_double_click_does_it_once(desk: Any) -> None:
    lead = desk.signed_in("supervisor")
    lead.get("/desk/members/1")
    first = lead.post("/desk/members/1/suspended", words="x", form_key="a" * 32)
    again = lead.post("/desk/members/1/suspended", words="x", form_key="a" * 32)
    assert (first.status_code, again.status_code) == (303, 303)
    assert desk.sql("SELECT COUNT(*) FROM member_event") == [(1,)]
    assert desk.acts().count("member_suspended") == 1


@pytest.mark.parametrize(
    "name", ["owner_changed", "ported_out", "arrears_begun", "arrears_settled", "suspended"]
)
def test_what_billing_decides_is_not_an_agents(desk: Any, name: str) -> None:
    agent = desk.signed_in("agent")
    assert f"members/1/{name}" not in agent.get("/desk/members/1").text
    refused = agent.post(f"/desk/members/1/{name}", words="x", sure="yes")
    assert refused.status_code == 403
    assert desk.sql("SELECT COUNT(*) FROM member_event") == [(0,)]


def test_a_fixed_line_does_not_become_the_main_number(desk: Any) -> None:
    refused = act(desk.signed_in("agent"), "number_changed", number="02584567890")
    assert "固定电话收不到短信" in refused
