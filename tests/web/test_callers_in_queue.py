"""Callers in the queue: position, moves, and a database that is away."""

from collections.abc import Callable
from typing import Any

import pytest
from desk_and_carrier import Desk, action_url, caller_in_queue, heard_in_queue, leave_queue
from outage import Outage
from sqlalchemy import update

from core.contact_centre import Destination, call_events
from core.schema import agent as agent_table
from core.schema import handover
from ivr import call_addresses


def test_queue_position_is_announced(hotline: Any) -> None:
    caller, _ = caller_in_queue(hotline)
    set_presence(hotline, "available")
    second = hotline.voice_caller("+8613800000002")
    second.call()
    second.press("0")
    said = heard_in_queue(second, "en")
    assert "There is one caller ahead of you. It should take about" in said
    first = update(handover).where(handover.c.session_id == caller.sid)
    hotline.database.run(lambda conn: conn.execute(first.values(status="offered")))
    assert "马上接听" in heard_in_queue(caller)


def set_presence(hotline: Any, presence: str) -> None:
    everyone = update(agent_table).values(presence=presence)
    hotline.database.run(lambda conn: conn.execute(everyone))


def test_who_waits_hears_whether_any_agent_is_there(
    hotline: Any, end_of_agents_hours: Callable[[], None]
) -> None:
    """Nobody is busy where nobody has signed in, or the agents have gone home."""
    caller, _ = caller_in_queue(hotline)
    said = heard_in_queue(caller, QueuePosition="1")
    assert "目前没有客服在线" in said and "都在忙" not in said and "请按1，我们给您回电" in said
    set_presence(hotline, "away")
    assert "目前客服都在忙" in heard_in_queue(caller)
    end_of_agents_hours()
    said = heard_in_queue(caller)
    assert "现在人工客服下班了，服务时间是" in said and "都在忙" not in said


def test_queued_caller_without_handover_gets_exactly_one(hotline: Any) -> None:
    """If a failure kept the handover from being written, the webhook of the queue writes it."""
    caller = hotline.voice_caller()
    caller.call()
    for _ in range(2):
        assert "<Play>" in heard_in_queue(caller)
    row = Desk(hotline).row
    assert (row.session_id, row.status, row.member_id) == (caller.sid, "open", 1)


def test_redirected_call_changes_nothing(hotline: Any) -> None:
    caller, _ = caller_in_queue(hotline)
    before = hotline.fingerprint()
    assert "<Response></Response>" in leave_queue(caller, "redirected")
    assert hotline.fingerprint() == before


def test_caller_who_leaves_the_queue_without_database_is_put_back_into_it(hotline: Any) -> None:
    """An empty document would end the call."""
    caller, desk = caller_in_queue(hotline)
    outage = Outage(hotline, reads_fail=True, begins="at once")
    back = leave_queue(caller, "leave")
    outage.end()
    assert f'<Enqueue action="/ivr/turn?n={caller.turn}&amp;lang=zh"' in back
    caller.turn -= 1  # the same turn is answered again
    leave_queue(caller, "leave")
    assert desk.row.way == "callback"


def test_caller_is_put_back_into_the_queue_in_the_same_language(hotline: Any) -> None:
    caller = hotline.voice_caller("+8613800000002")
    caller.call()
    queued = caller.press("0").body
    assert 'waitUrl="/ivr/wait?lang=en"' in queued
    left = caller.turn_webhook(QueueResult="leave")._replace(path=action_url(queued))
    outage = Outage(hotline, reads_fail=True, begins="at once")
    back = hotline.deliver(left).body
    outage.end()
    assert 'waitUrl="/ivr/wait?lang=en"' in back and action_url(back) == action_url(queued)


@pytest.mark.parametrize("destination", [Destination.AGENT, Destination.QUEUE])
def test_leg_that_the_agent_moves_keeps_its_language_without_database(
    hotline: Any, destination: Destination
) -> None:
    desk = Desk(hotline)
    caller = hotline.voice_caller("+8613800000002")
    caller.call()
    caller.press("0")
    row, at = desk.row, hotline.clock.now()
    hotline.database.run(lambda conn: call_events.move_member(conn, row, destination, at))
    [moved] = desk.requested("redirect")
    outage = Outage(hotline, reads_fail=True, begins="at once")
    back = desk.deliver_leg(caller, moved["url"], sid=caller.sid)
    outage.end()
    assert 'waitUrl="/ivr/wait?lang=en"' in back


def test_member_call_leg_stays_in_queue_without_database(new_hotline: Any) -> None:
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    caller = new_hotline("sqlite", database_url=nowhere).voice_caller()
    desk = Desk(caller.hotline)
    for path in (call_addresses.JOIN, call_addresses.WAIT, call_addresses.GO_ON):
        assert "<Enqueue" in desk.deliver_leg(
            caller, call_addresses.address(path, 1, "h", n=3), sid=caller.sid
        )
    assert "<Response></Response>" in desk.deliver_leg(
        caller, call_addresses.address(call_addresses.ANSWERED, 1, "h", t=1)
    )
    alone = call_addresses.address(call_addresses.ALONE, 1, "h", lang="en")
    music = desk.deliver_leg(caller, alone, sid=caller.sid)
    assert "<Enqueue" not in music and music.index("<Play>") < music.index("<Redirect>")
