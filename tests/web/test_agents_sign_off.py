"""What becomes of a conversation whose agent signs off, or is relieved."""

from typing import Any

import pytest
from desk_and_carrier import (
    AGENT,
    OTHER,
    Desk,
    action_url,
    caller_in_queue,
    caller_with_agent,
    sender_in_queue,
)

from core.contact_centre import chat_messages, conversations, offers, queue_list
from core.programme import current_rules
from core.staff import Role, agent_changes, idle_timeout

SIGN_OFFS = {
    "signs out": lambda conn, agent, at: agent_changes.sign_out(conn, agent, at),
    "is disabled": lambda conn, agent, at: agent_changes.disable(conn, agent, at),
    "only reads from now on": lambda conn, agent, at: agent_changes.set_role(
        conn, agent, Role.AUDITOR, at
    ),
    "has left the desk": lambda conn, agent, at: idle_timeout.sign_off_gone(conn, at),
}


@pytest.mark.parametrize("how", SIGN_OFFS)
def test_member_of_agent_who_signs_off_returns_to_queue_with_messages(
    hotline: Any, how: str
) -> None:
    sender, desk = sender_in_queue(hotline)
    desk.do(offers.accept)
    webhook = sender.text_webhook("我的杯子呢")
    hotline.deliver(webhook)
    hotline.clock.advance(minutes=current_rules().desk.idle_minutes + 1)
    later = hotline.sms_sender("+8613800000002")
    later.text("RG")
    sign_off, at = SIGN_OFFS[how], hotline.clock.now()
    hotline.database.run(lambda conn: sign_off(conn, AGENT, at))
    waiting = hotline.database.read(lambda conn: queue_list.waiting(conn, at, limit=2))
    assert [row.number for row in waiting] == [sender.number, later.number]
    assert hotline.deliver(webhook).body.endswith("<Response></Response>")  # delivered again
    assert "分" in sender.text("JF").body
    first = {"member_id": waiting[0].member_id, "handover_id": waiting[0].handover_id}
    hotline.database.run(lambda conn: offers.accept(conn, **first, agent=OTHER, at=at))
    assert sender.text("在吗").body.endswith("<Response></Response>")
    said = hotline.database.read(lambda conn: chat_messages.messages_of(conn, *first.values()))
    members = [row.words for row in said if row.who == "member"]
    assert members == ["我的杯子呢", "(balance) JF", "在吗"]


def test_call_survives_agent_sign_out_and_unfinished_wrap_up_is_closed(
    hotline: Any,
) -> None:
    caller, desk = caller_with_agent(hotline)
    hotline.database.run(lambda conn: agent_changes.sign_out(conn, AGENT, hotline.clock.now()))
    assert (desk.row.status, desk.row.agent) == ("talking", AGENT)
    caller.hang_up()
    ended = desk.row.ended_at
    hotline.clock.advance(minutes=current_rules().desk.idle_minutes + 1)
    left = hotline.database.run(lambda conn: idle_timeout.sign_off_gone(conn, hotline.clock.now()))
    assert left == 1
    assert (desk.row.status, desk.row.outcome, desk.row.closed_at) == ("closed", "helped", ended)
    assert (
        hotline.database.run(lambda conn: idle_timeout.sign_off_gone(conn, hotline.clock.now()))
        == 0
    )


def test_caller_returns_to_queue_when_ringing_agent_signs_out(hotline: Any) -> None:
    caller, desk = caller_in_queue(hotline)
    desk.do(offers.accept)
    hotline.database.run(lambda conn: agent_changes.sign_out(conn, AGENT, hotline.clock.now()))
    assert (desk.row.status, desk.row.agent) == ("open", None)
    assert "不用接" in desk.deliver_leg(caller, desk.requested("call")[0]["url"])


def test_supervisor_takes_over_call_of_agent(hotline: Any) -> None:
    """The member waits until the other telephone is answered, and only then is the first let go."""
    caller, desk = caller_with_agent(hotline)
    supervisor = Desk(hotline, "supervisor")
    supervisor.do(conversations.take_over)
    assert (desk.row.status, desk.row.agent) == ("offered", "supervisor")
    moved = desk.requested("redirect")[-1]
    assert "<Enqueue" in desk.deliver_leg(caller, moved["url"], sid=caller.sid)
    assert desk.requested("hang_up") == [{"call": "CAagent"}]
    desk.deliver_leg(caller, desk.requested("call")[0]["status"], CallStatus="completed")
    keyed = action_url(desk.deliver_leg(caller, desk.requested("call")[1]["url"]))
    assert "<Conference" in desk.deliver_leg(caller, keyed, sid="CAsupervisor", Digits="1")
    assert (desk.row.status, desk.row.agent_call) == ("talking", "CAsupervisor")
