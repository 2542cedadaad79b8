"""Floods a server process, and asks beside each flood whether it still answers.

    python bench/flood.py [--short]

One process of the production server, with PostgreSQL and Redis. A flood is held by another process:
idle connections, headers and bodies that do not end, open desks, and desk pages as fast as they are
answered. While it is held, a probe, a signed webhook (a text that asks for the balance) and a page
of the desk are asked for in turn, each over a connection of its own. Ends with 1 if any of them
gets no answer or another status than 200.
"""

from __future__ import annotations

import argparse
import http.client
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from urllib.parse import urlencode

from flask import Flask, Response, request
from floods import Flood, held
from serving import Serving, serving
from sqlalchemy import Connection
from twilio.request_validator import RequestValidator

from core.kernel import Database, Settings
from core.staff import Role, agent_changes, agents
from desk.frame import web_session
from web.asgi import Front
from wsgi import create_app, front_of

TOKEN, CALLER = "demo-auth-token", "+8613800000002"
FEEDS_OF_AN_AGENT = 20
ENTER = "/desk/bench/enter"


@dataclass(frozen=True, slots=True)
class Size:
    connections: int = 2000
    bodies: int = 1000
    feeds: int = 1200
    feeds_of_one: int = 300
    pages: int = 100
    rounds: int = 100
    pause_seconds: float = (
        0.2  # so that each flood is held for longer than the server's time limits
    )


SHORT = Size(150, 80, 60, 30, 10, 2, 0.0)


def asgi() -> Front:
    """The hotline, with a route that signs a desk in without a password."""
    settings = Settings.for_demo()
    app: Flask = create_app(settings, second_factor=False)
    database = Database(settings.database_url)

    @app.get(ENTER)
    def enter() -> Response:
        def begin(conn: Connection) -> None:
            agent = agents.find(conn, request.args["agent"])
            assert agent is not None
            web_session.begin(conn, agent, datetime.now(UTC))

        database.run(begin)
        return Response(status=204)

    return front_of(app)


class Probes:
    """What must be answered during a flood. Each method gives a status."""

    def __init__(self, hotline: Serving, cookie: str) -> None:
        self._hotline = hotline
        self._validator = RequestValidator(TOKEN)
        self._cookie = cookie
        self._numbers = count()

    def healthz(self) -> int:
        return self._ask("GET", "/healthz")

    def webhook(self) -> int:
        form = {
            "From": CALLER,
            "To": "+8610086",
            "Body": "JF",
            "MessageSid": f"SM{next(self._numbers):032x}",
        }
        url = f"{self._hotline.url}/sms/message"
        headers = {
            "X-Twilio-Signature": self._validator.compute_signature(url, form),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return self._ask("POST", "/sms/message", urlencode(form), headers)

    def page(self) -> int:
        return self._ask("GET", "/desk/complaints", headers={"Cookie": self._cookie})

    def _ask(
        self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None
    ) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self._hotline.port)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true", help="seconds; its figures mean nothing")
    size = SHORT if parser.parse_args().short else Size()
    with serving("flood:asgi", workers=1) as hotline:
        names = _more_agents(hotline, -(-size.feeds // FEEDS_OF_AN_AGENT))
        cookies = tuple(_cookie_of(hotline, name) for name in names)
        probes = Probes(hotline, _cookie_of(hotline, "supervisor"))
        print(f"{'':24}{'':10}{'median ms':>10}{'worst ms':>10}{'refused':>10}")
        answered = [_report("no flood", probes, size)]
        for flood in (
            Flood("idle", size.connections),
            Flood("half-open", size.connections),
            Flood("slow body", size.bodies),
            Flood("feed", size.feeds, cookies),
            Flood("feed", size.feeds_of_one, cookies[:1]),
            Flood("page", size.pages),
        ):
            of = f", {len(flood.cookies)} agents" if flood.cookies else ""
            with held(flood, hotline.port) as seen:
                answered.append(_report(f"{flood.count} x {flood.kind}{of}", probes, size))
            print("  its connections:", ", ".join(f"{what} {n}" for what, n in seen.items()))
    sys.exit(0 if all(answered) else 1)


def _report(title: str, probes: Probes, size: Size) -> bool:
    """Prints the rows of one flood. False if any probe was refused."""
    kinds = {"healthz": probes.healthz, "webhook": probes.webhook, "desk page": probes.page}
    times: dict[str, list[float]] = {name: [] for name in kinds}
    refused = dict.fromkeys(kinds, 0)
    for _ in range(size.rounds):
        time.sleep(size.pause_seconds)
        for name, ask in kinds.items():
            milliseconds, status = _timed(ask)
            times[name].append(milliseconds)
            refused[name] += status != 200
    for name, taken in times.items():
        taken.sort()
        print(
            f"{title:24}{name:10}{taken[len(taken) // 2]:10.0f}{taken[-1]:10.0f}{refused[name]:10}"
        )
        title = ""
    return not any(refused.values())


def _timed(ask: Callable[[], int]) -> tuple[float, int]:
    before = time.perf_counter()
    status = ask()
    return (time.perf_counter() - before) * 1000, status


def _more_agents(hotline: Serving, number: int) -> list[str]:
    """Agents beside the seeded ones."""
    names = [f"flood{n}" for n in range(number)]
    database = Database(hotline.database_url)

    def create(conn: Connection) -> None:
        for n, name in enumerate(names):
            agent_changes.create(
                conn,
                agent=name,
                name=name,
                role=Role.AGENT,
                language="zh",
                number=f"+861391111{n:04}",
                password_hash="none",  # the route above asks for no password
                password_expires_at=None,
                at=datetime.now(UTC),
            )

    database.run(create)
    database.dispose()
    return names


def _cookie_of(hotline: Serving, agent: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", hotline.port)
    connection.request("GET", f"{ENTER}?agent={agent}")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return (answer.getheader("Set-Cookie") or "").split(";")[0]


if __name__ == "__main__":
    main()
