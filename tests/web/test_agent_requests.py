"""What an agent asks of a connected member: PIN, redemption, transfer."""

from typing import Any

import pytest
from desk_and_carrier import Desk, action_url, caller_with_agent, heard_in_queue, leave_queue

from core.contact_centre import conversations, offers
from core.kernel import NotAllowed


def test_pin_is_keyed_in_dialogue_and_proof_is_shown_to_agent(hotline: Any) -> None:
    caller, desk = caller_with_agent(hotline)
    assert desk.row.proofs == []
    desk.do(conversations.ask_for_pin)
    prove = desk.requested("redirect")[-1]
    caller.turn = desk.row.turn
    assert "六位服务密码" in desk.deliver_leg(caller, prove["url"], sid=caller.sid)
    back = caller.press("135790").body
    assert "<Enqueue" in back
    assert desk.row.proofs == ["pin"]
    assert "<Leave/>" in heard_in_queue(caller)
    assert "<Conference" in leave_queue(caller, "leave")
    assert desk.row.status == "talking"


def redirect_to_redemption(caller: Any, desk: Desk, sku: str) -> str:
    desk.do(conversations.send_to_redeem, sku=sku)
    caller.turn = desk.row.turn
    return desk.deliver_leg(caller, desk.requested("redirect")[-1]["url"], sid=caller.sid)


def rejoins_conference(caller: Any, desk: Desk) -> bool:
    assert "<Leave/>" in heard_in_queue(caller)
    assert "<Conference" in leave_queue(caller, "leave")
    return bool(desk.row.status == "talking")


ORDERED = "SELECT sku, points, status FROM gift_order WHERE member_id = 1 ORDER BY created_at DESC"


def test_redemption_started_by_agent_is_confirmed_by_member_in_dialogue(hotline: Any) -> None:
    """No agent takes points: the member hears it read back, confirms, and keys the PIN."""
    caller, desk = caller_with_agent(hotline)
    assert "六位服务密码" in redirect_to_redemption(caller, desk, "thermos-cup")
    read_back = caller.press("135790").body
    assert "一千分" in read_back
    assert "不能取消" in read_back
    confirming = caller.press_webhook("1")
    last = hotline.deliver(confirming)
    assert "换好了" in last.body
    assert "<Enqueue" in last.body
    orders = hotline.database.run(lambda conn: conn.exec_driver_sql(ORDERED).all())
    assert tuple(orders[0]) == ("thermos-cup", 1_000, "held")
    assert hotline.deliver(confirming).body == last.body
    assert hotline.database.run(lambda conn: conn.exec_driver_sql(ORDERED).all()) == orders
    assert desk.row.proofs == ["pin"]
    assert rejoins_conference(caller, desk)


@pytest.mark.parametrize(
    "keys", [("*",), ("0",), ("9",), ("135790", "2"), ("135790", "0"), ("135790", "*")]
)
def test_member_who_declines_redemption_returns_to_agent(
    hotline: Any, keys: tuple[str, ...]
) -> None:
    caller, desk = caller_with_agent(hotline)
    before = hotline.database.run(lambda conn: conn.exec_driver_sql(ORDERED).all())
    redirect_to_redemption(caller, desk, "credit-10")
    for key in keys:
        said = caller.press(key).body
    assert "<Enqueue" in said
    assert hotline.database.run(lambda conn: conn.exec_driver_sql(ORDERED).all()) == before
    assert rejoins_conference(caller, desk)


def test_agent_cannot_start_redemption_of_gift_not_on_sale(hotline: Any) -> None:
    _, desk = caller_with_agent(hotline)
    with pytest.raises(NotAllowed, match="not_on_sale"):
        desk.do(conversations.send_to_redeem, sku="nothing")


def test_transfer_queues_caller_for_supervisor_with_note(hotline: Any) -> None:
    caller, desk = caller_with_agent(hotline)
    desk.do(conversations.transfer, to="supervisor", words="Wants more than I may give.")
    moved = desk.requested("redirect")[-1]
    assert not desk.requested("hang_up")  # or the conference would end, with the member in it
    assert "<Enqueue" in desk.deliver_leg(caller, moved["url"], sid=caller.sid)
    assert desk.requested("hang_up") == [{"call": "CAagent"}]
    desk.deliver_leg(caller, desk.requested("call")[0]["status"], CallStatus="completed")
    row = desk.row
    assert (row.status, row.agent, row.meant_for) == ("open", None, "supervisor")
    assert row.note == "Wants more than I may give."
    supervisor = Desk(hotline, "supervisor")
    supervisor.do(offers.accept)
    whisper = desk.deliver_leg(caller, desk.requested("call")[1]["url"])
    keyed = action_url(whisper)
    assert "<Conference" in desk.deliver_leg(caller, keyed, sid="CAsupervisor", Digits="1")
    assert (desk.row.status, desk.row.agent_call) == ("talking", "CAsupervisor")
