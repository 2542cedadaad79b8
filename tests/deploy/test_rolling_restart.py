"""A rolling restart under load: two servers over one database and one Redis, behind a client that
heeds /readyz as a balancer does. Each is restarted once. Every message gets one answer, and has one
effect."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path

import pytest
import requests
from demo_command import environment, free_port
from sqlalchemy import insert, text
from twilio.request_validator import RequestValidator

from core.kernel import Database
from core.schema import member, member_account, msisdn

ROOT = Path(__file__).parents[2]
PUBLIC_URL, AUTH_TOKEN = "https://hotline.example", "a-token"
MEMBERS, CLIENTS = 20_000, 3
DRAIN_SECONDS = 3600  # until the balancer has left
USED = 20  # messages that a server answers between two restarts
HANGS_AFTER_SECONDS = 240.0
APOLOGY = "抱歉"


@dataclass
class Server:
    """`hotline serve` on a port that it keeps."""

    settings: dict[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "hotline", "serve", "--host", "127.0.0.1"]
        command += ["--workers", "1", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment(**self.settings), stdout=log, stderr=log
            )

    def is_ready(self) -> bool:
        try:
            return requests.get(f"{self.url}/readyz", timeout=20).ok
        except requests.RequestException:
            return False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def wait_until_ready(self) -> None:
        latest = time.monotonic() + HANGS_AFTER_SECONDS
        while not self.is_ready():
            assert time.monotonic() < latest, f"{ask(self, '/readyz')} {self.log.read_text()}"
            time.sleep(0.05)

    def restart(self, balancer: Balancer) -> None:
        """SIGTERM, and once the balancer sends it nothing any more the pause is over: that is what
        a second SIGTERM says here, so that no time has to be guessed. The new one starts when the
        old one is gone."""
        assert self.process
        self.process.terminate()
        balancer.wait_until_left(self)
        self.process.terminate()
        assert self.process.wait(HANGS_AFTER_SECONDS) == 0, self.log.read_text()[-2000:]
        self.start()
        self.wait_until_ready()
        balancer.wait_until_used(self)


class Balancer:
    """Sends to the servers in turn, and to none whose /readyz was red when it was last asked."""

    def __init__(self, servers: list[Server]) -> None:
        self._servers = servers
        self._is_ready = {server.port: True for server in servers}
        self._under_way = Counter[int]()
        self._sent = Counter[int]()
        self._turns = count()
        self._stop = threading.Event()
        self._changed = threading.Condition()
        self._threads = [threading.Thread(target=self._probe, args=(each,)) for each in servers]

    def __enter__(self) -> Balancer:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _probe(self, server: Server) -> None:
        while not self._stop.wait(0.1):
            is_ready = server.is_ready()
            with self._changed:
                self._is_ready[server.port] = is_ready
                self._changed.notify_all()

    @contextmanager
    def server(self) -> Iterator[str]:
        """The URL of the one whose turn it is."""
        with self._changed:
            waiting = (self._servers[number % len(self._servers)] for number in self._turns)
            server = next(each for each in waiting if self._is_ready[each.port])
            self._under_way[server.port] += 1
        try:
            yield server.url
        finally:
            with self._changed:
                self._under_way[server.port] -= 1
                self._sent[server.port] += 1
                self._changed.notify_all()

    def wait_until_left(self, server: Server) -> None:
        self._wait(lambda: not self._is_ready[server.port] and not self._under_way[server.port])

    def wait_until_used(self, server: Server) -> None:
        with self._changed:
            before = self._sent[server.port]
        self._wait(lambda: self._sent[server.port] >= before + USED)

    def _wait(self, come: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(come, HANGS_AFTER_SECONDS)


@pytest.fixture
def database(new_database: Callable[[str, bool], str]) -> Iterator[Database]:
    database = Database(new_database("postgresql", True))
    database.run(add_members)
    yield database
    database.dispose()


def number_of(member_id: int) -> str:
    return f"+86139{member_id:08}"


def add_members(conn: object) -> None:
    ids = range(1_000, 1_000 + MEMBERS)
    common = {"name": "Lin", "language": "zh", "tier": "basic", "joined_on": date(2020, 1, 1)}
    common |= {"status": "active", "province": "GD", "pin_wrong": 0, "marketing_ok": False}
    empty = {"unit": "points", "balance": 0, "held": 0, "version": 0}
    run = conn.execute  # type: ignore[attr-defined]
    run(insert(member), [common | {"member_id": i, "number": number_of(i)} for i in ids])
    run(insert(msisdn), [{"member_id": i, "number": number_of(i)} for i in ids])
    run(insert(member_account), [empty | {"member_id": i} for i in ids])


def test_no_message_is_lost(database: Database, redis_url: str, tmp_path: Path) -> None:
    settings = {
        "DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
        "REDIS_URL": redis_url,
        "PUBLIC_URL": PUBLIC_URL,
        "SECRET_KEY": "k" * 40,
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
        "USSD_TOKEN": "another-token",
        "HOTLINE_NUMBER": "+8610105",
        "DRAIN_SECONDS": str(DRAIN_SECONDS),
    }
    servers = [Server(settings, tmp_path / f"{name}.log") for name in ("one", "two")]
    for server in servers:
        server.start()
    try:
        for server in servers:
            server.wait_until_ready()
        sent, answers = load_during(servers, restart_each)
    finally:
        for server in servers:
            if server.process:
                server.process.send_signal(signal.SIGINT)
                server.process.wait()
    assert len(answers) == sent > 0
    wrong = [answer for answer in answers if "200 " not in answer or APOLOGY in answer]
    assert wrong == []
    with database.engine.connect() as conn:
        (made,) = conn.execute(text("SELECT count(*) FROM suggestion")).one()
    assert made == sent


def restart_each(servers: list[Server], balancer: Balancer) -> None:
    for server in servers:
        server.restart(balancer)


def load_during(
    servers: list[Server], work: Callable[[list[Server], Balancer], None]
) -> tuple[int, list[str]]:
    """Sends messages, each of a member of its own and with an effect, until `work` is done. How
    many were sent, and their answers, or why there is none."""
    members, done, answers = iter(range(1_000, 1_000 + MEMBERS)), threading.Event(), list[str]()
    sent = list[int]()
    lock = threading.Lock()

    def send(balancer: Balancer) -> None:
        with requests.Session() as session:
            while not done.is_set():
                with lock:
                    member_id = next(members)
                sent.append(member_id)
                with balancer.server() as url:
                    answers.append(deliver(session, url, member_id))
                done.wait(0.1)

    with Balancer(servers) as balancer:
        threads = [threading.Thread(target=send, args=(balancer,)) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        try:
            work(servers, balancer)
        finally:
            done.set()
            for thread in threads:
                thread.join()
    return len(sent), answers


def deliver(session: requests.Session, url: str, member_id: int) -> str:
    form = {"MessageSid": f"SM{member_id:032x}", "From": number_of(member_id), "To": "+8610105"}
    form |= {"Body": "JY 希望积分商城里可以多一些儿童用品"}
    signed = RequestValidator(AUTH_TOKEN).compute_signature(f"{PUBLIC_URL}/sms/message", form)
    headers = {"X-Twilio-Signature": signed}
    latest = time.monotonic() + HANGS_AFTER_SECONDS
    while True:
        try:
            answer = session.post(f"{url}/sms/message", data=form, headers=headers, timeout=60)
        except requests.RequestException as error:
            return f"{type(error).__name__} {error}"
        # On a machine that is too busy for the time limit of a turn: it is delivered again.
        if APOLOGY not in answer.text or time.monotonic() > latest:
            return f"{answer.status_code} {answer.text}"


def test_a_second_sigterm_ends_it_at_once(tmp_path: Path) -> None:
    database_url = f"sqlite:///{tmp_path}/hotline.db"
    settings = {"DATABASE_URL": database_url, "DRAIN_SECONDS": "100000", "USSD_TOKEN": "a-token"}
    settings |= {"REDIS_URL": "redis://127.0.0.1:1", "PUBLIC_URL": PUBLIC_URL}
    settings |= {"SECRET_KEY": "k" * 40, "TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "t"}
    settings |= {"HOTLINE_NUMBER": "+8610105"}
    upgraded = subprocess.run(
        [sys.executable, "-m", "hotline", "db", "upgrade"],
        env=os.environ | {"DATABASE_URL": database_url},
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    assert upgraded.returncode == 0
    server = Server(settings, tmp_path / "log")
    server.start()
    assert server.process
    latest = time.monotonic() + HANGS_AFTER_SECONDS
    try:
        while ask(server, "/healthz") != (200, "keep"):
            assert time.monotonic() < latest, server.log.read_text()[-2000:]
            time.sleep(0.05)
        server.process.terminate()
        while ask(server, "/readyz") != (503, "close"):
            assert time.monotonic() < latest, server.log.read_text()[-2000:]
            time.sleep(0.05)
        assert "about to end" in requests.get(f"{server.url}/readyz", timeout=60).text
        assert ask(server, "/healthz") == (200, "close")  # everything else is answered on
    finally:
        server.process.terminate()
        assert server.process.wait(HANGS_AFTER_SECONDS) == 0


def ask(server: Server, path: str) -> tuple[int, str]:
    """The status, and whether the connection is kept."""
    try:
        answer = requests.get(f"{server.url}{path}", timeout=60)
    except requests.ConnectionError:
        return 0, ""
    return answer.status_code, answer.headers.get("Connection", "keep")
