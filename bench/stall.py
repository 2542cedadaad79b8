"""PostgreSQL, Redis and then both stop answering, under load of the production server.

    python bench/stall.py [--short]

Twenty clients send signed webhooks on three channels and read desk pages, one after the other each.
A server that is stopped (SIGSTOP) keeps its connections and answers nothing. Measured are the
longest time to an answer while it is stopped, what the answers are, and the time from its return
(SIGCONT) to the first good answer of each kind. Exits with 1 where an answer takes longer than
ANSWER_SECONDS_MAX, does not come at all, or the first good one later than RECOVERY_SECONDS_MAX.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from serving import free_port, wait_for
from twilio.request_validator import RequestValidator

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests" / "support"))
from stoppable import Stoppable, own_postgresql, own_redis  # noqa: E402

ANSWER_SECONDS_MAX, RECOVERY_SECONDS_MAX = 8.0, 2.0
STALL_SECONDS, SHORT_STALL_SECONDS = 30.0, 8.0
CALM_SECONDS = 4.0  # before each stall
CALLERS = [f"+861380000000{member}" for member in range(1, 6)]  # for each kind of client
PAUSE_SECONDS = 0.1
GIVE_UP_SECONDS = 60.0
WORKERS = 2
AUTH_TOKEN, USSD_TOKEN, HOTLINE = "a-token-for-stalls", "another-token-for-stalls", "+8610105"
SORRY = "抱歉"
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
Headers = dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    kind: str  # of the client
    began: float
    ended: float
    result: str

    @property
    def is_good(self) -> bool:
        return self.result in ("reply", "page")


@dataclass
class Load:
    """Clients that go on until `over` is set; `answers` in no order."""

    url: str
    answers: list[Answer] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._address = self.url.removeprefix("http://")
        self._validator = RequestValidator(AUTH_TOKEN)
        self._cookie = self._signed_in()

    def start(self) -> list[threading.Thread]:
        kinds = (("voice", self._call), ("sms", self._text), ("ussd", self._dial), ("desk", None))
        threads = []
        for kind, webhook in kinds:
            for client in range(len(CALLERS)):
                ask = self._page if webhook is None else self._webhook(webhook, client)
                threads.append(threading.Thread(target=self._repeat, args=(kind, ask)))
        for thread in threads:
            thread.start()
        return threads

    def _repeat(self, kind: str, ask: Callable[[int], str]) -> None:
        number = 0
        while not self.over.is_set():
            number += 1
            began = time.monotonic()
            try:
                result = ask(number)
            except (OSError, http.client.HTTPException) as error:
                result = f"no answer ({type(error).__name__})"
            self.answers.append(Answer(kind, began, time.monotonic(), result))
            self.over.wait(PAUSE_SECONDS)

    def _webhook(
        self, make: Callable[[str, str], tuple[str, Headers]], client: int
    ) -> Callable[[int], str]:
        caller = CALLERS[client]

        def ask(number: int) -> str:
            path, form = make(caller, f"{client:016x}{time.monotonic_ns():016x}")
            signature = self._validator.compute_signature(self.url + path, form)
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-Twilio-Signature": signature,
            }
            status, body, _ = self._send("POST", path, urlencode(form), headers)
            if status != 200:
                return f"status {status}"
            return "apology" if SORRY in body else "reply"

        return ask

    @staticmethod
    def _call(caller: str, unique: str) -> tuple[str, Headers]:
        return "/ivr/call", {"CallSid": f"CA{unique}", "From": caller, "To": HOTLINE}

    @staticmethod
    def _text(caller: str, unique: str) -> tuple[str, Headers]:
        form = {"MessageSid": f"SM{unique}", "From": caller, "To": HOTLINE, "Body": "JF"}
        return "/sms/message", form

    @staticmethod
    def _dial(caller: str, unique: str) -> tuple[str, Headers]:
        form = {"sessionId": f"AT{unique}", "phoneNumber": caller, "serviceCode": "*105#"}
        return f"/ussd/session?token={USSD_TOKEN}", form | {"text": ""}

    def _page(self, _number: int) -> str:
        status, _, _ = self._send("GET", "/desk/", None, {"Cookie": self._cookie})
        return "error page" if status >= 500 else "page"

    def _signed_in(self) -> str:
        """The cookie of an agent. What the desk shows next is the set-up of the second factor."""
        _, page, first = self._send("GET", "/desk/sign-in", None, {})
        token = CSRF.search(page)
        assert token, page
        form = {"name": "agent", "password": "demo-agent", "csrf_token": token.group(1)}
        headers = {"Cookie": first, "Content-Type": "application/x-www-form-urlencoded"}
        status, page, cookie = self._send("POST", "/desk/sign-in", urlencode(form), headers)
        assert status == 303 and cookie, (status, page)
        return cookie

    def _send(
        self, method: str, path: str, body: str | None, headers: Headers
    ) -> tuple[int, str, str]:
        """Status, body and the cookie that is set."""
        connection = http.client.HTTPConnection(self._address, timeout=GIVE_UP_SECONDS)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            cookies = [value for name, value in answer.getheaders() if name == "set-cookie"]
            cookie = "; ".join(value.split(";")[0] for value in cookies)
            return answer.status, answer.read().decode(), cookie
        finally:
            connection.close()


@dataclass(frozen=True, slots=True)
class Stall:
    """When it began and ended."""

    name: str
    began: float
    ended: float

    def report(self, answers: list[Answer]) -> list[str]:
        """Prints the figures, and returns which limits were missed."""
        during = [a for a in answers if a.began < self.ended and a.ended > self.began]
        worst = max(answer.ended - answer.began for answer in during)
        kinds = sorted({answer.kind for answer in answers})
        recovery = max(self._recovery(answers, kind) for kind in kinds)
        results = Counter(a.result for a in during if a.ended < self.ended)
        said = ", ".join(f"{count} {result}" for result, count in sorted(results.items()))
        print(f"{self.name:18} {worst:8.2f} s {recovery:10.2f} s   {said}")
        missed = []
        if worst > ANSWER_SECONDS_MAX:
            missed.append(f"{self.name}: an answer after {worst:.2f} s")
        if recovery > RECOVERY_SECONDS_MAX:
            missed.append(f"{self.name}: the first good answer after {recovery:.2f} s")
        bad = [result for result in results if result.startswith(("no answer", "status"))]
        return missed + [f"{self.name}: {result}" for result in bad]

    def _recovery(self, answers: list[Answer], kind: str) -> float:
        good = [a.ended for a in answers if a.kind == kind and a.is_good and a.ended > self.ended]
        return min(good, default=float("inf")) - self.ended


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true", help="seconds; its figures mean nothing")
    short = parser.parse_args().short
    with served() as (url, postgresql, redis):
        load = Load(url)
        clients = load.start()
        seconds = SHORT_STALL_SECONDS if short else STALL_SECONDS
        stalls = [
            stall("PostgreSQL", [postgresql], seconds),
            stall("Redis", [redis], seconds),
            stall("both", [postgresql, redis], seconds),
        ]
        time.sleep(CALM_SECONDS)
        load.over.set()
        for client in clients:
            client.join()
    print(f"{len(clients)} clients, each stall {seconds:g} s; {WORKERS} server processes")
    print(f"{'stopped':18} {'worst':>10} {'recovery':>12}   answers while it was stopped")
    missed = [what for each in stalls for what in each.report(load.answers)]
    print("\n".join(missed) or "No limit was missed.")
    return 1 if missed and not short else 0


def stall(name: str, servers: list[Stoppable], seconds: float) -> Stall:
    time.sleep(CALM_SECONDS)
    with ExitStack() as stopped:
        for server in servers:
            stopped.enter_context(server.stopped())
        began = time.monotonic()
        time.sleep(seconds)
        ended = time.monotonic()
    return Stall(name, began, ended)


@contextmanager
def served() -> Iterator[tuple[str, Stoppable, Stoppable]]:
    """`hotline serve` on a PostgreSQL and a Redis of its own."""
    import migrations
    from core.kernel import Database
    from core.seed import seed

    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (
        tempfile.TemporaryDirectory() as folder,
        own_postgresql(Path(folder) / "postgresql") as (database_url, postgresql),
        own_redis(Path(folder)) as (redis_url, redis),
        (Path(folder) / "server.log").open("w") as log,
    ):
        database = Database(database_url)
        migrations.upgrade(database)
        database.run(lambda conn: seed(conn, datetime.now(UTC)))
        database.dispose()
        environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "PUBLIC_URL": url,
            "SECRET_KEY": "k" * 40,
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "USSD_TOKEN": USSD_TOKEN,
            "HOTLINE_NUMBER": HOTLINE,
            "METRICS_PORT": str(free_port()),
        }
        command = [str(Path(sys.executable).with_name("hotline")), "serve", "--host", "127.0.0.1"]
        command += ["--port", str(port), "--workers", str(WORKERS)]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(port, server)
            yield url, postgresql, redis
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    sys.exit(main())
