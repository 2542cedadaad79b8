"""Cards on the member's page."""

from typing import Any

from desk_steps import details, page_after

from core.members import cards

FIRST = "620000000000000001"
CARD = FIRST + cards.check_digit(FIRST)


def test_card_is_issued_found_and_reported_lost(any_desk: Any) -> None:
    any_desk.database.run(lambda conn: cards.add_stock(conn, FIRST, 1))
    agent = any_desk.signed_in("agent")
    agent.get("/desk/members/3")
    spaced = f"{CARD[:4]} {CARD[4:]}"
    issued = agent.post("/desk/members/3/card", card=spaced, words="Asked for one")
    page = page_after(agent, issued)
    assert "会员卡已发出。" in page and f"****{CARD[-4:]}" in page and "使用中" in page
    assert details(any_desk, "member_card")[0]["card"] == f"****{CARD[-4:]}"
    assert agent.get(f"/desk/members?q={CARD}").location.endswith("/desk/members/3")
    lost = page_after(agent, agent.post("/desk/members/3/card_lost", words="Lost"))
    assert "已挂失" in lost
    again = agent.post("/desk/members/3/card_lost", words="Lost")
    assert again.status_code == 422 and "会员没有使用中的卡。" in again.text


def test_mistyped_number_is_refused(desk: Any) -> None:
    agent = desk.signed_in("agent")
    agent.get("/desk/members/3")
    wrong = CARD[:-1] + str((int(CARD[-1]) + 1) % 10)
    answer = agent.post("/desk/members/3/card", card=wrong, words="x")
    assert answer.status_code == 422 and "卡号不对，请核对。" in answer.text
    assert desk.sql("SELECT COUNT(*) FROM card") == [(0,)]
