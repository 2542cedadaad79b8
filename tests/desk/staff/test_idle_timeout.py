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
    return int(desk.database.run(lambda conn: idle_timeout.sign_off_idle(conn, at)))


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
