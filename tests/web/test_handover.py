"""From the queue to the agent and back: the TwiML of each call leg, and the handover's row."""

from typing import Any

import pytest
from desk_and_carrier import (
    AGENT,
    OTHER,
    Desk,
    action_url,
    caller_in_queue,
    caller_with_agent,
    wait_url,
    webhook,
)
from sqlalchemy import delete, select, update
from structlog.testing import capture_logs

from core.contact_centre import conversations, offers, queue_list
from core.kernel import NotAllowed
from core.messaging import Event, Refused
from core.messaging import outbox as outbox_events
from core.schema import agent as agent_table
from core.schema import outbox


def test_caller_is_connected_to_agent_until_agent_closes_handover(hotline: Any) -> None:
    caller, desk = caller_with_agent(hotline)
    assert (desk.row.status, desk.row.agent, desk.row.agent_call) == ("talking", AGENT, "CAagent")
    [fetched] = desk.requested("redirect")
    assert fetched["call"] == caller.sid
    joined = desk.deliver_leg(caller, fetched["url"], sid=caller.sid)
    assert "录音" in joined
    assert f">{desk.row.handover_id}</Conference>" in joined
    gone_on = action_url(joined)
    after = desk.deliver_leg(caller, gone_on, sid=caller.sid)
    assert "<Gather" in after
    assert desk.deliver_leg(caller, gone_on, sid=caller.sid) == after  # delivered twice
    assert desk.row.status == "talking"  # ended by the agent's own leg, or by hanging up
    [ring] = desk.requested("call")
    desk.deliver_leg(caller, ring["status"], CallStatus="completed")
    assert (desk.row.status, desk.row.outcome) == ("wrap_up", "helped")
    desk.do(conversations.close, disposition="answered", note="Explained.")
    assert (desk.row.status, desk.row.disposition) == ("closed", "answered")


@pytest.mark.parametrize("ended", ["before the first music", "during it"])
def test_member_whom_agent_left_during_announcement_returns_to_dialogue(
    hotline: Any, ended: str
) -> None:
    """Then the conference ended before the member entered it, and nobody else would come."""
    caller, desk = caller_with_agent(hotline)
    [fetched] = desk.requested("redirect")
    joined = desk.deliver_leg(caller, fetched["url"], sid=caller.sid)
    alone = wait_url(joined)
    if ended == "during it":
        music = desk.deliver_leg(caller, alone, sid=caller.sid)
        assert music.index("<Play>") < music.index("<Redirect>")
        assert music.split("<Redirect>")[1].split("<")[0].replace("&amp;", "&") == alone
        assert len(desk.requested("redirect")) == 1
    [ring] = desk.requested("call")
    desk.deliver_leg(caller, ring["status"], CallStatus="completed")
    assert desk.row.status == "wrap_up"
    for _copy in range(2):
        assert "<Play>" in desk.deliver_leg(caller, alone, sid=caller.sid)
    [_to_agent, freed] = desk.requested("redirect")
    assert freed == {"call": caller.sid, "url": action_url(joined)}
    assert "<Gather" in desk.deliver_leg(caller, freed["url"], sid=caller.sid)


def test_move_of_a_member_who_is_alone_is_tried_again_after_it_has_failed(hotline: Any) -> None:
    """The worker or the carrier's API was away for longer than a move is worth delivering."""
    caller, desk = caller_with_agent(hotline)
    [fetched] = desk.requested("redirect")
    joined = desk.deliver_leg(caller, fetched["url"], sid=caller.sid)
    alone = wait_url(joined)
    [ring] = desk.requested("call")
    desk.deliver_leg(caller, ring["status"], CallStatus="completed")
    hotline.database.run(lambda conn: conn.execute(delete(outbox)))
    desk.deliver_leg(caller, alone, sid=caller.sid)
    hotline.clock.advance(minutes=2)
    with pytest.raises(Refused):
        desk.requested("redirect")
    at = hotline.clock.now()

    def claim(conn: Any) -> list[Event]:
        return outbox_events.claim(conn, topics=["move_member"], worker="w", at=at, limit=9)

    [late] = hotline.database.run(claim)
    hotline.database.run(lambda conn: outbox_events.fail(conn, late, at, "too_late"))
    assert hotline.database.run(claim) == []
    desk.deliver_leg(caller, alone, sid=caller.sid)
    assert desk.requested("redirect") == [{"call": caller.sid, "url": action_url(joined)}]
    [renewed] = hotline.database.run(claim)
    hotline.database.run(lambda conn: outbox_events.done(conn, renewed, at))
    desk.deliver_leg(caller, alone, sid=caller.sid)
    assert hotline.database.run(claim) == [], "a second move would interrupt the dialogue"


def test_second_agent_cannot_accept_caller_already_taken(hotline: Any) -> None:
    _, desk = caller_in_queue(hotline)
    desk.do(offers.accept)
    with pytest.raises(NotAllowed, match="taken"):
        Desk(hotline, OTHER).do(offers.accept)
    assert desk.row.agent == AGENT


@pytest.mark.parametrize("how", ["no answer", "declined", "a mailbox"])
def test_caller_returns_to_queue_when_agent_misses_call(hotline: Any, how: str) -> None:
    caller, desk = caller_in_queue(hotline)
    there = {"presence": "available", "presence_since": hotline.clock.now()}
    of_agent = update(agent_table).where(agent_table.c.agent == AGENT).values(**there)
    hotline.database.run(lambda conn: conn.execute(of_agent))
    desk.do(offers.accept)
    [ring] = desk.requested("call")
    if how == "no answer":
        desk.deliver_leg(caller, ring["status"], CallStatus="no-answer")
    else:
        whisper = desk.deliver_leg(caller, ring["url"])
        keyed = action_url(whisper)
        desk.deliver_leg(caller, keyed, Digits="2" if how == "declined" else "")
        desk.deliver_leg(caller, ring["status"], CallStatus="completed")
    assert (desk.row.status, desk.row.agent, desk.row.tries) == ("open", None, 1)
    presence = select(agent_table.c.presence).where(agent_table.c.agent == AGENT)
    assert hotline.database.run(lambda conn: conn.execute(presence).scalar_one()) == "away"
    desk.deliver_leg(caller, ring["status"], CallStatus="no-answer")  # again, and late
    other = Desk(hotline, OTHER)
    other.do(offers.accept)
    desk.deliver_leg(caller, ring["status"], CallStatus="no-answer")
    assert (desk.row.status, desk.row.agent, desk.row.tries) == ("offered", OTHER, 2)
    assert "不用接" in desk.deliver_leg(caller, ring["url"])  # picked up after all


def test_caller_who_hangs_up_in_queue_is_not_offered_to_agents(hotline: Any) -> None:
    caller, desk = caller_in_queue(hotline)
    desk.do(offers.accept)
    caller.hang_up()
    assert (desk.row.status, desk.row.outcome) == ("closed", "abandoned")
    [ring] = desk.requested("call")
    assert "不用接" in desk.deliver_leg(caller, ring["url"])
    with pytest.raises(NotAllowed, match="taken"):
        desk.do(offers.accept)


def test_unknown_call_status_is_logged_and_keeps_handover_open(hotline: Any) -> None:
    caller, desk = caller_in_queue(hotline)
    form = {"CallSid": caller.sid, "From": caller.number, "CallStatus": "levitating"}
    with capture_logs() as logs:
        assert hotline.deliver(webhook(caller, "/ivr/status", form)).status == 200
    assert desk.row.status == "open"
    assert [log["status"] for log in logs if log["event"] == "unknown call status"] == [
        "levitating"
    ]


def test_caller_who_hangs_up_while_connected_puts_agent_in_wrap_up(hotline: Any) -> None:
    caller, desk = caller_with_agent(hotline)
    caller.hang_up()
    assert (desk.row.status, desk.row.outcome) == ("wrap_up", "helped")
    assert desk.requested("hang_up") == [{"call": "CAagent"}]


def test_queue_change_marker_changes_with_every_handover_step(hotline: Any) -> None:
    _, desk = caller_in_queue(hotline)
    seen = set()

    def look() -> None:
        seen.add(
            hotline.database.read(lambda conn: queue_list.change_marker(conn, hotline.clock.now()))
        )

    look()
    desk.do(offers.accept)
    look()
    hotline.clock.advance(seconds=5)
    desk.do(lambda conn, agent, **which: offers.missed(conn, **which, this_try=1))
    look()
    desk.do(lambda conn, agent, **which: offers.give_up(conn, **which, how="abandoned"))
    look()
    assert len(seen) == 4
