"""Benchmark of open desks: how soon a change reaches all of them, and the cost of each.

    python bench/desks.py [--short]

Fifty agents have the queue open, five hundred talks wait. One more asks for an agent, a hundred
times; measured is from the commit until the event has arrived at each desk. Then nothing happens,
and the same is measured for what an idle desk costs.
"""

from __future__ import annotations

import argparse
import http.client
import os
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response
from serving import Serving, serving
from sqlalchemy import Connection

from web.asgi import Front

WORKERS = 2
TICKS = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Size:
    desks: int = 50
    waiting: int = 500
    changes: int = 100
    gap_seconds: float = 0.6
    idle_seconds: float = 20.0


SHORT = Size(4, 20, 3, 0.5, 1.0)


def app() -> Flask:
    """The hotline, with a route that signs a desk in without a password."""
    from core.kernel import Database, Settings
    from core.staff import agents
    from desk.frame import web_session
    from wsgi import create_app

    settings = Settings.for_demo()
    hotline = create_app(settings, second_factor=False)
    database = Database(settings.database_url)

    @hotline.get("/desk/bench/enter")
    def enter() -> Response:
        database.run(_sign_in)
        return Response(status=204)

    def _sign_in(conn: Connection) -> None:
        agent = agents.find(conn, "agent")
        assert agent is not None
        web_session.begin(conn, agent, datetime.now(UTC))

    return hotline


def asgi() -> Front:
    from wsgi import front_of

    return front_of(app())


class Desk(threading.Thread):
    """A thread that follows the feed and records when each event of the queue arrives."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self._host = urlsplit(url).netloc
        self.arrived: list[float] = []
        self.ready = threading.Event()

    def run(self) -> None:
        connection = http.client.HTTPConnection(self._host, timeout=120)
        connection.request("GET", "/desk/bench/enter")
        entered = connection.getresponse()
        entered.read()
        cookie = (entered.getheader("Set-Cookie") or "").split(";")[0]
        connection.request("GET", "/desk/feed", headers={"Cookie": cookie})
        feed = connection.getresponse()
        assert feed.status == 200, feed.status
        while line := feed.readline():
            if line == b"event: waiting\n":
                self.arrived.append(time.monotonic())
                self.ready.set()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true", help="seconds; its figures mean nothing")
    size = SHORT if parser.parse_args().short else Size()
    with serving("desks:asgi", workers=WORKERS) as hotline:
        report(hotline, size)


def report(hotline: Serving, size: Size) -> None:
    from core.kernel import Database

    database = Database(hotline.database_url)
    for number in range(size.waiting):
        request_agent(database, f"before-{number}")
    _warm_up(hotline)
    baseline_bytes = memory_bytes(hotline.pid)
    desks = [Desk(hotline.url) for _ in range(size.desks)]
    for desk in desks:
        desk.start()
    for desk in desks:
        assert desk.ready.wait(30), "a desk found no room"
    time.sleep(1)
    open_bytes = memory_bytes(hotline.pid)
    idle_seconds = _idle_cpu(hotline, size)
    before = cpu_seconds(hotline.pid)
    taken, missed = measure_changes(database, desks, size)
    busy_seconds = (
        cpu_seconds(hotline.pid) - before - idle_seconds * size.changes * size.gap_seconds
    )
    taken.sort()
    print(f"{size.desks} desks, {size.waiting} waiting, {size.changes} changes; {WORKERS} workers")
    print(f"events that arrived  {len(taken)}, missing {missed}")
    print(f"from the commit      p50 {_ms(taken, 50)}, p99 {_ms(taken, 99)}, max {_ms(taken, 100)}")
    print(f"an idle desk         {idle_seconds / size.desks * 1e6:.0f} us of CPU a second")
    print(f"an event at a desk   {busy_seconds / size.changes / size.desks * 1e6:.0f} us of CPU")
    print(f"memory for each      {(open_bytes - baseline_bytes) / size.desks / 1024:.0f} KiB")
    database.dispose()
    if missed:
        raise SystemExit(1)


def measure_changes(database: object, desks: list[Desk], size: Size) -> tuple[list[float], int]:
    taken, missed = [], 0
    for number in range(size.changes):
        seen = [len(desk.arrived) for desk in desks]
        request_agent(database, f"now-{number}")
        committed = time.monotonic()
        # Not in step with the feed's own looks.
        time.sleep(size.gap_seconds * (0.8 + 0.4 * number / size.changes))
        for desk, count in zip(desks, seen, strict=True):
            if len(desk.arrived) > count:
                taken.append(desk.arrived[count] - committed)
            else:
                missed += 1
    return taken, missed


def request_agent(database: object, name: str) -> None:
    from core.contact_centre import requests
    from core.kernel import Database

    assert isinstance(database, Database)
    at = datetime.now(UTC)
    summary = requests.SessionSummary(
        name, "voice", "zh", "claim", [["member", "0"]], ["claim.receipt"], [], 3
    )
    database.run(
        lambda conn: requests.request(
            conn,
            member_id=1,
            number="+8613800000001",
            way="queue",
            summary=summary,
            priority=3,
            key=name,
            at=at,
            handover_id=name,
        )
    )


def cpu_seconds(pid: int) -> float:
    return sum(_stat(each, 13) + _stat(each, 14) for each in _with_children(pid)) / TICKS


def memory_bytes(pid: int) -> int:
    return sum(_stat(each, 23) for each in _with_children(pid)) * PAGE_BYTES  # resident


def _stat(pid: int, field: int) -> int:
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(words[field - 2])  # the first two are before the parenthesis


def _with_children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def _idle_cpu(hotline: Serving, size: Size) -> float:
    """CPU a second while nothing changes."""
    before = cpu_seconds(hotline.pid)
    time.sleep(size.idle_seconds)
    return (cpu_seconds(hotline.pid) - before) / size.idle_seconds


def _warm_up(hotline: Serving) -> None:
    for _ in range(20):
        connection = http.client.HTTPConnection("127.0.0.1", hotline.port)
        connection.request("GET", "/desk/sign-in")
        connection.getresponse().read()


def _ms(taken: list[float], percent: int) -> str:
    return f"{taken[min(len(taken) - 1, len(taken) * percent // 100)] * 1000:.0f} ms"


if __name__ == "__main__":
    main()
