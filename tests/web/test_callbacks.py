"""Members who are called back."""

from typing import Any

from desk_and_carrier import action_url, caller_in_queue, leave_queue, wait_url, webhook

from core.contact_centre import offers


def test_called_back_member_whom_agent_left_is_told_goodbye(hotline: Any) -> None:
    caller, desk = caller_in_queue(hotline)
    leave_queue(caller, "leave")
    desk.do(offers.accept)
    [agent] = desk.requested("call")
    desk.deliver_leg(caller, action_url(desk.deliver_leg(caller, agent["url"])), Digits="1")
    [_agent, member] = desk.requested("call")
    joined = desk.deliver_leg(caller, member["url"], sid="CAback")
    desk.deliver_leg(caller, agent["status"], CallStatus="completed")
    desk.deliver_leg(caller, wait_url(joined), sid="CAback")
    [freed] = desk.requested("redirect")
    assert freed["call"] == "CAback"
    goodbye = desk.deliver_leg(caller, freed["url"], sid="CAback")
    assert "感谢" in goodbye and "<Hangup/>" in goodbye


def test_callback_connects_agent_and_member(hotline: Any) -> None:
    caller, desk = caller_in_queue(hotline)
    key = {"CallSid": caller.sid, "From": caller.number, "Digits": "1"}
    assert "<Leave/>" in hotline.deliver(webhook(caller, "/ivr/wait/key?lang=zh", key)).body
    leave_queue(caller, "leave")
    caller.hang_up()
    assert (desk.row.status, desk.row.way) == ("open", "callback")
    desk.do(offers.accept)
    whisper = desk.deliver_leg(caller, desk.requested("call")[0]["url"])
    keyed = action_url(whisper)
    desk.deliver_leg(caller, keyed, Digits="1")
    dial = desk.requested("call")[1]
    assert dial["to"] == caller.number
    out = {"sid": "CAback", "Direction": "outbound-api", "From": "+8610086", "To": caller.number}
    reached = desk.deliver_leg(caller, dial["url"], **out)
    assert "回电" in reached
    assert "<Conference" in reached
    gone_on = action_url(reached)
    assert "<Hangup/>" in desk.deliver_leg(caller, gone_on, **out)
    desk.deliver_leg(caller, dial["status"], CallStatus="completed", **out)
    assert (desk.row.status, desk.row.outcome) == ("wrap_up", "helped")


def test_unanswered_callback_ends_as_unreachable(hotline: Any) -> None:
    caller, desk = caller_in_queue(hotline)
    leave_queue(caller, "leave")
    desk.do(offers.accept)
    whisper = desk.deliver_leg(caller, desk.requested("call")[0]["url"])
    keyed = action_url(whisper)
    desk.deliver_leg(caller, keyed, Digits="1")
    desk.deliver_leg(
        caller, desk.requested("call")[1]["status"], sid="CAback", CallStatus="no-answer"
    )
    assert (desk.row.status, desk.row.outcome) == ("wrap_up", "unreachable")
    assert desk.requested("hang_up") == [{"call": "CAagent"}]
