"""Webhooks of calls that are over, that the hotline does not know, or that never asked for an
agent: each is answered, and nobody waits for an agent who is not on the line."""

from collections.abc import Callable
from typing import Any

import pytest
from bad_requests import is_valid_reply
from desk_and_carrier import caller_in_queue, caller_with_agent, webhook
from sqlalchemy import select

from core.schema import handover
from ivr import call_addresses
from ivr.call_addresses import address

WAITING = ("open", "offered", "talking")
LATE_KEY = "/ivr/turn?n=2"
ADDRESSES = {
    "/ivr/call": {},
    "/ivr/wait?lang=zh": {"QueuePosition": "1"},
    "/ivr/wait/key?lang=zh": {"Digits": "1"},
    "/ivr/status": {"CallStatus": "completed"},
    "/ivr/turn?n=1": {"QueueResult": "leave"},
    "/ivr/turn?n=2&lang=zh": {"QueueResult": "leave"},
    LATE_KEY: {"Digits": "0"},
    "/ivr/turn?n=9": {"QueueResult": "hangup"},
    **{
        address(path, 1, "{h}", n=4, t=1, lang="zh"): {}
        for path in (
            call_addresses.ANSWERED,
            call_addresses.JOIN,
            call_addresses.WAIT,
            call_addresses.ALONE,
            call_addresses.PROVE,
            call_addresses.GO_ON,
            call_addresses.CALLED_BACK,
        )
    },
    address(call_addresses.REDEEM, 1, "{h}", n=5, kind="gift", number="1"): {},
    address(call_addresses.KEYED, 1, "{h}", t=1, lang="zh"): {"Digits": "1"},
    address(call_addresses.RANG, 1, "{h}", t=1): {"CallStatus": "completed"},
    address(call_addresses.RECORDED, 1, "{h}"): {"RecordingUrl": "https://api.twilio.com/R1"},
    address(call_addresses.CALL_BACK_ENDED, 1, "{h}"): {"CallStatus": "no-answer"},
}


def only_listened(hotline: Any) -> Any:
    caller = hotline.voice_caller()
    caller.call()
    caller.press("1")
    caller.hang_up()
    return caller


def gave_up_waiting(hotline: Any) -> Any:
    caller, _ = caller_in_queue(hotline)
    caller.hang_up()
    return caller


def spoke_with_an_agent(hotline: Any) -> Any:
    caller, _ = caller_with_agent(hotline)
    caller.hang_up()
    return caller


def handovers(hotline: Any) -> list[Any]:
    return list(hotline.database.run(lambda conn: conn.execute(select(handover)).all()))


def deliver_twice(caller: Any, path: str) -> None:
    hotline = caller.hotline
    named = next((row.handover_id for row in handovers(hotline)), "none")
    form = {"CallSid": caller.sid, "From": caller.number, "To": "+8610105"}
    late = webhook(caller, path.replace("%7Bh%7D", named), form | ADDRESSES[path])
    for _ in range(2):
        assert is_valid_reply(path, hotline.deliver(late))


@pytest.mark.parametrize("path", ADDRESSES, ids=lambda path: path.partition("&m=")[0])
@pytest.mark.parametrize("past", [only_listened, gave_up_waiting, spoke_with_an_agent])
def test_nobody_waits_whose_call_is_over(
    hotline: Any, past: Callable[[Any], Any], path: str
) -> None:
    caller = past(hotline)
    before = len(handovers(hotline))
    deliver_twice(caller, path)
    after = handovers(hotline)
    # Who has left the queue by key 1 is called back, and waits for no one on the line.
    assert not [row for row in after if row.status in WAITING and row.way != "callback"]
    assert len(after) == before or path.startswith(LATE_KEY)
    hotline.check_ledger()


@pytest.mark.parametrize("path", ADDRESSES, ids=lambda path: path.partition("&m=")[0])
def test_an_unknown_call_is_answered(hotline: Any, path: str) -> None:
    """Only who is in the carrier's queue waits: the turn that put them there was not written."""
    deliver_twice(hotline.voice_caller(), path)
    ways = [(row.way, row.status) for row in handovers(hotline) if row.way != "callback"]
    assert ways == ([("queue", "open")] if path.startswith("/ivr/wait?") else [])
    hotline.check_ledger()


@pytest.mark.parametrize("number", ["+8613800000001", "+8613900000099", "anonymous"])
def test_a_call_that_has_ended_joins_no_queue(hotline: Any, number: str) -> None:
    """Whoever calls; also where only the request itself says that the call is over."""
    caller = hotline.voice_caller(number)
    form = {"CallSid": caller.sid, "From": number, "To": "+8610105"}
    waiting = webhook(caller, "/ivr/wait?lang=zh", form | {"CallStatus": "completed"})
    assert "<Leave" in hotline.deliver(waiting).body
    caller.call()
    caller.hang_up()
    assert "<Leave" in hotline.deliver(waiting._replace(form=form)).body
    assert handovers(hotline) == []


def test_who_joined_without_a_request_and_hung_up_does_not_wait_again(hotline: Any) -> None:
    caller = hotline.voice_caller()
    caller.call()
    deliver_twice(caller, "/ivr/wait?lang=zh")
    caller.hang_up()
    hotline.deliver(caller.press_webhook("0"))
    assert [(row.status, row.outcome) for row in handovers(hotline)] == [
        ("closed", "abandoned")
    ] * 2
