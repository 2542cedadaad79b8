"""The event stream of the desk: what it sends, to how many, and what it costs."""

import asyncio
import json
import threading
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

import asgi_client
import pytest
from asgi_client import Client, scope

from core.contact_centre import requests
from desk.contact_centre import event_stream, live_feed
from web.asgi import Front

POLLING_ENDS_WITHIN_SECONDS = 30


def events(body: bytes) -> list[tuple[str, str]]:
    """The names and the HTML of the events in `body`."""
    found = []
    for block in body.decode().split("\n\n"):
        if block.startswith("event: "):
            name, _, data = block.removeprefix("event: ").partition("\ndata: ")
            found.append((name, json.loads(data)))
    return found


def ask_for_an_agent(desk: Any, name: str) -> None:
    summary = requests.SessionSummary(name, "sms", "zh", "claim", [], [], [], 3)
    desk.database.run(
        lambda conn: requests.request(
            conn, member_id=1, number="+8613800000001", way="text", summary=summary,
            priority=3, key=name, at=datetime.now(UTC), handover_id=name,
        )
    )  # fmt: skip


class Feeds:
    """Feeds of browsers, on the desk's application behind its front."""

    def __init__(self, desk: Any) -> None:
        self.front = Front(desk.app)
        self._tasks: list[asyncio.Task[None]] = []

    def open(self, browser: Any) -> Client:
        client = Client()
        headers = [("cookie", f"desk={browser.cookie}")]
        feed = self.front(scope("GET", "/desk/feed", headers), client.receive, client.send)
        self._tasks.append(asyncio.create_task(feed))
        return client

    async def wait_until_ended(self) -> None:
        await asyncio.gather(*self._tasks)


def run(desk: Any, play: Callable[[Feeds], Coroutine[Any, Any, None]]) -> None:
    async def with_feeds() -> None:
        feeds = Feeds(desk)
        try:
            await play(feeds)
        finally:
            feeds.front.end_streams()
            await feeds.wait_until_ended()

    asgi_client.run(with_feeds())


def test_the_present_parts_come_first_and_then_only_what_changes(desk: Any) -> None:
    browser = desk.signed_in("agent")

    async def play(feeds: Feeds) -> None:
        client = feeds.open(browser)
        await client.until(b"event: missed")
        assert [name for name, _ in events(client.body)] == [
            "waiting", "mine", "talks", "presence", "missed",
        ]  # fmt: skip
        assert client.headers["content-type"] == "text/event-stream"
        assert client.headers["cache-control"] == "no-store"
        client.body = b""
        ask_for_an_agent(desk, "asks-now")
        await client.until(b"asks-now")
        assert [name for name, _ in events(client.body)] == ["waiting"]

    run(desk, play)


def test_a_server_without_an_event_loop_sends_the_present_parts(desk: Any) -> None:
    with desk.signed_in("agent").client.get("/desk/feed") as answer:
        names = [name for name, _ in events(answer.data)]
    assert names == ["waiting", "mine", "talks", "presence", "missed"]


def test_a_server_without_an_event_loop_does_not_wait_for_a_database_for_ever(
    desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_stream, "HEARTBEAT_SECONDS", 0.2)
    agent = desk.signed_in("agent")
    desk.sql("ALTER TABLE handover RENAME TO unreadable")
    with agent.client.get("/desk/feed") as answer:
        assert answer.data == b""
    polling = [each for each in threading.enumerate() if each.name == "desk-feed"]
    for each in polling:
        each.join(POLLING_ENDS_WITHIN_SECONDS)
    assert not any(each.is_alive() for each in polling)


def test_each_agent_sees_the_own_conversations_only(desk: Any) -> None:
    agent, other, supervisor = map(desk.signed_in, ("agent", "agent2", "supervisor"))
    agent.post("/desk/presence", presence="available")
    ask_for_an_agent(desk, "asks")
    agent.get("/desk/")
    agent.post("/desk/talks/1/asks/accept")

    async def play(feeds: Feeds) -> None:
        clients = [feeds.open(browser) for browser in (agent, other, supervisor)]
        for client in clients:
            await client.until(b"event: missed")
        mine = [dict(events(client.body))["talks"].split(":")[0] for client in clients]
        assert mine == ["asks", "", "asks"]

    run(desk, play)


def test_a_page_that_is_closed_leaves_its_place(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_feed, "STREAMS_OF_AGENT_MAX", 3)
    monkeypatch.setattr(live_feed, "STREAMS_MAX", 5)
    agent, other = desk.signed_in("agent"), desk.signed_in("agent2")

    async def play(feeds: Feeds) -> None:
        async def status_of(browser: Any) -> int:
            """The answer's beginning is enough: a stream that is not refused has no end."""
            client = feeds.open(browser)
            await client.arrived.wait()
            return client.status

        of_agent = [feeds.open(agent) for _ in range(3)]
        for client in of_agent:
            await client.until(b"event: missed")
        assert await status_of(agent) == 429
        for client in [feeds.open(other), feeds.open(other)]:
            await client.until(b"event: missed")
        assert await status_of(other) == 503
        of_agent[0].disconnect()
        again = feeds.open(agent)
        while again.status != 200:  # the server notices a closed connection a moment later
            await again.arrived.wait()
            again = again if again.status == 200 else feeds.open(agent)
        await again.until(b"event: missed")

    run(desk, play)


def test_open_desks_cost_no_thread_and_one_poll(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_feed, "STREAMS_OF_AGENT_MAX", 200)
    browser = desk.signed_in("agent")
    before = set(threading.enumerate())

    async def play(feeds: Feeds) -> None:
        clients = [feeds.open(browser) for _ in range(200)]
        for client in clients:
            await client.until(b"event: missed")
        started = [thread.name for thread in set(threading.enumerate()) - before]
        of_bounded_pools = ("desk_", "loop_")
        assert [name for name in started if not name.startswith(of_bounded_pools)] == ["desk-feed"]
        ask_for_an_agent(desk, "asks-now")
        for client in clients:
            await client.until(b"asks-now")

    run(desk, play)


def test_a_quiet_stream_has_heartbeats(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_stream, "HEARTBEAT_SECONDS", 0.01)
    browser = desk.signed_in("agent")

    async def play(feeds: Feeds) -> None:
        await feeds.open(browser).until(event_stream.HEARTBEAT * 2)

    run(desk, play)
