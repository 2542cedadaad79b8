"""The telephone numbers on the member's page."""

from typing import Any

from desk_steps import details, page_after

SECOND, FIXED = "13900000001", "02584567890"


def test_number_is_added_made_the_main_one_and_removed(any_desk: Any) -> None:
    agent = any_desk.signed_in("agent")
    agent.get("/desk/members/3")
    for number in (SECOND, FIXED):
        page = page_after(
            agent, agent.post("/desk/members/3/number", number=number, words="Called from it")
        )
        assert "号码已加上。" in page
    assert "139****0001" in page and "258****7890" in page and "固定电话" in page
    assert details(any_desk, "member_number")[0]["number"] in ("139****0001", "258****7890")
    page = page_after(
        agent, agent.post("/desk/members/3/number_main", number=SECOND, words="Asked for it")
    )
    assert "主号已更换。" in page
    assert any_desk.sql("SELECT number FROM member WHERE member_id = 3") == [(f"+86{SECOND}",)]
    page = page_after(
        agent, agent.post("/desk/members/3/number_removed", number="13800000003", words="Given up")
    )
    assert "号码已去掉。" in page
    rows = any_desk.sql("SELECT number FROM msisdn WHERE member_id = 3 ORDER BY number")
    assert rows == [(f"+86{SECOND}",), (f"+86{FIXED[1:]}",)]


def test_refused_numbers_say_why(desk: Any) -> None:
    agent = desk.signed_in("agent")
    agent.get("/desk/members/3")
    for act, number, why in (
        ("number", "12", "这不是有效的电话号码，请核对。"),
        ("number", "13800000001", "这个号码属于别的会员。"),
        ("number_removed", "13900000001", "会员没有这个号码。"),
        ("number_removed", "13800000003", "这是最后一个能收短信的号码。"),
    ):
        answer = agent.post(f"/desk/members/3/{act}", number=number, words="x")
        assert answer.status_code == 422 and why in answer.text
