"""`hotline demo`, as a person or a script starts it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

ITS_OWN = ("DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "PORT")


Demo = tuple[subprocess.Popen[str], str]
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
STOPS_WITHIN_SECONDS = 20


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    """With the address that it said."""
    demo = subprocess.Popen(
        [sys.executable, "-m", "hotline", "demo", "--port", "0"],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name not in ITS_OWN},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert demo.stdout
    try:
        lines = iter(demo.stdout.readline, "")
        address = next(found for line in lines if (found := re.search(r"is on (\S+)", line)))
        yield demo, address.group(1)
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(STOPS_WITHIN_SECONDS)
        demo.stdout.close()


def test_the_address_is_said_when_something_listens_there(demo: Demo) -> None:
    """Whoever reads it may call at once."""
    assert requests.get(f"{demo[1]}healthz", timeout=10).status_code == 200


def test_it_stops_while_a_desk_is_open(demo: Demo) -> None:
    """Whose feed never ends by itself."""
    process, address = demo
    agent = requests.Session()
    token = TOKEN.search(agent.get(f"{address}desk/sign-in", timeout=10).text)
    assert token
    form = {"csrf_token": token.group(1), "name": "agent", "password": "demo-agent"}
    agent.post(f"{address}desk/sign-in", data=form, timeout=10)
    with agent.get(f"{address}desk/feed", stream=True, timeout=30) as feed:
        assert next(feed.iter_lines()).startswith(b"event:")
        process.send_signal(signal.SIGTERM)
        process.wait(STOPS_WITHIN_SECONDS)
