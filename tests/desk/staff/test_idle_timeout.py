"""Sessions that are not used any more."""

import asyncio
from datetime import timedelta
from typing import Any

from asgi_client import Client, run, scope

from core.programme import current_rules
from core.staff import agent_changes, idle_timeout
from web.asgi import Front

IDLE = timedelta(minutes=current_rules().desk.idle_minutes)


def presence(desk: Any, agent: str = "agent") -> str:
    [(now,)] = desk.sql("SELECT presence FROM agent WHERE agent = :agent", agent=agent)
    return str(now)


def leave(desk: Any) -> int:
    at = desk.clock.now()
    return int(desk.database.run(lambda conn: idle_timeout.sign_off_gone(conn, at)))


def test_an_agent_whose_session_timed_out_is_not_available(any_desk: Any) -> None:
    browser = any_desk.signed_in("agent")
    browser.post("/desk/presence", presence="available")
    any_desk.clock.at += IDLE - timedelta(minutes=1)
    browser.get("/desk/complaints")
    any_desk.clock.at += timedelta(minutes=2)
    assert leave(any_desk) == 0 and presence(any_desk) == "available"
    any_desk.clock.at += IDLE
    assert leave(any_desk) == 1 and presence(any_desk) == "offline"
    assert leave(any_desk) == 0


def test_an_open_feed_does_not_renew_the_session(desk: Any) -> None:
    browser = desk.signed_in("agent")
    browser.post("/desk/presence", presence="available")
    for _ in range(4):
        desk.clock.at += IDLE / 3
        browser.client.get("/desk/queue")
    assert leave(desk) == 1
    assert browser.client.get("/desk/queue").status_code == 303


def test_an_open_feed_ends_with_its_session(desk: Any) -> None:
    browser = desk.signed_in("agent")
    at = desk.clock.now()

    async def follow() -> None:
        client = Client()
        headers = [("cookie", f"desk={browser.cookie}")]
        feed = Front(desk.app)(scope("GET", "/desk/feed", headers), client.receive, client.send)
        following = asyncio.create_task(feed)
        await client.until(b"event: waiting")
        desk.database.run(lambda conn: agent_changes.disable(conn, "agent", at))
        desk.clock.at += timedelta(seconds=11)
        await following

    run(follow())


def test_an_agent_who_closes_the_browser_is_not_available(any_desk: Any) -> None:
    browser = any_desk.signed_in("agent")
    browser.post("/desk/presence", presence="available")
    for _ in range(6):
        any_desk.clock.advance(minutes=1)
        assert browser.client.get("/desk/heartbeat").status_code == 204
        assert leave(any_desk) == 0
    any_desk.clock.at += idle_timeout.CLOSED_AFTER + timedelta(seconds=1)
    assert leave(any_desk) == 1
    assert presence(any_desk) == "offline"


def test_an_agent_who_only_pauses_with_a_closed_browser_stays_away(desk: Any) -> None:
    browser = desk.signed_in("agent")
    browser.post("/desk/presence", presence="away")
    browser.client.get("/desk/heartbeat")
    desk.clock.at += idle_timeout.CLOSED_AFTER + timedelta(seconds=1)
    assert leave(desk) == 0
    assert presence(desk) == "away"


def test_an_open_feed_records_that_the_desk_is_open(desk: Any) -> None:
    browser = desk.signed_in("agent")
    browser.post("/desk/presence", presence="available")
    desk.clock.advance(minutes=5)

    async def follow() -> None:
        client, front = Client(), Front(desk.app)
        headers = [("cookie", f"desk={browser.cookie}")]
        following = asyncio.create_task(
            front(scope("GET", "/desk/feed", headers), client.receive, client.send)
        )
        await client.until(b"event: waiting")
        while desk.sql("SELECT desk_open_at FROM agent WHERE agent = 'agent'")[0][0] is None:
            await asyncio.sleep(0.05)
        front.end_streams()
        await following

    run(follow())
    assert leave(desk) == 0
    assert presence(desk) == "available"


def test_an_agent_who_signs_in_is_asked_once_whether_they_are_available(desk: Any) -> None:
    browser = desk.signed_in("agent")
    question = "现在可以接待会员吗"
    assert question in browser.get("/desk/complaints").text
    browser.post("/desk/presence", presence="offline")
    assert question not in browser.get("/desk/complaints").text
    assert question not in desk.signed_in("auditor").get("/desk/").text
    browser.post("/desk/presence", presence="available")
    assert question not in desk.signed_in("agent").get("/desk/").text
