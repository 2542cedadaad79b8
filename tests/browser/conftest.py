"""The demo as somebody tries it: `hotline demo`, in a directory of its own, and a browser."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from sqlalchemy import text

from core import audit
from core.db import Database

OURS = ("DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "PORT", "TWILIO_AUTH_TOKEN", "USSD_TOKEN")
STARTS_WITHIN_SECONDS = 20
STOPS_WITHIN_SECONDS = 30


@dataclass(frozen=True)
class Demo:
    url: str
    database: Database

    def count(self, sql: str) -> int:
        return self.database.read(lambda conn: int(conn.execute(text(sql)).scalar_one()))

    def check_book(self) -> None:
        assert self.database.read(lambda conn: list(audit.violations(conn))) == []


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The real command, in a directory of its own."""
    folder = tmp_path_factory.mktemp("demo")
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    server = subprocess.Popen(
        [Path(sys.executable).parent / "hotline", "demo", "--port", "0"],
        cwd=folder,
        env=environment | {"PYTHONUNBUFFERED": "1", "NO_COLOR": "1", "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Demo(_url_said_by(server), Database(f"sqlite:///{folder}/.demo/hotline.db"))
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(STOPS_WITHIN_SECONDS)


def _url_said_by(server: subprocess.Popen[str]) -> str:
    assert server.stdout
    said = []
    for line in server.stdout:
        said.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            return _once_it_answers(found.group())
    raise AssertionError(f"the demo did not start: {''.join(said)}")


def _once_it_answers(url: str) -> str:
    """The address is said just before the server listens."""
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while True:
        try:
            assert requests.get(f"{url}/readyz", timeout=5).text == "ready\n"
            return url
        except requests.ConnectionError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.1)
