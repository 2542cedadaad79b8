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
from demo_command import STOPS_WITHIN_SECONDS, Demo, running

from core.seed import AGENTS
from migrations import revisions

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running(tmp_path_factory.mktemp("demo")) as demo:
        yield demo


def test_address_is_printed_once_server_listens(demo: Demo) -> None:
    """So that whoever reads it may call at once."""
    assert requests.get(f"{demo.address}healthz", timeout=60).status_code == 200


def test_demo_prints_its_files_addresses_and_logins(demo: Demo) -> None:
    stdout = demo.process.stdout
    assert stdout
    start = "".join(demo.lines)
    assert "sqlite:///.demo/hotline.db" in start
    assert f"schema at revision {revisions()[0]}" in start
    assert re.search(r"Redis     \d+\.\d+.*, kept in \.demo/redis\.rdb", start)
    assert ".demo/worker.log" in start
    *_, last = AGENTS
    shown = ""
    while f"demo-{last[0]}" not in shown:
        shown += stdout.readline()
    samples = "+8613800000008 has an e-voucher, +8613800000010 a card"
    for words in (f"{demo.address}phone/", "PIN 135790", samples, f"{demo.address}desk/"):
        assert words in shown
    assert all(f"{name} / demo-{name}" in shown for name, *_ in AGENTS)


def test_demo_stops_while_a_desk_feed_is_open(tmp_path: Path) -> None:
    """The live feed of a desk never ends by itself."""
    with running(tmp_path) as (process, address, *_):
        agent = requests.Session()
        token = TOKEN.search(agent.get(f"{address}desk/sign-in", timeout=60).text)
        assert token
        form = {"csrf_token": token.group(1), "name": "agent", "password": "demo-agent"}
        agent.post(f"{address}desk/sign-in", data=form, timeout=60)
        with agent.get(f"{address}desk/feed", stream=True, timeout=60) as feed:
            assert next(feed.iter_lines()).startswith(b"event:")
            process.send_signal(signal.SIGTERM)
            process.wait(STOPS_WITHIN_SECONDS)


STOPPED_SERVER = """
import os, signal, socket, threading, time
from commands.servers import Server

def connect():
    with socket.socket() as client:
        return os.strerror(client.connect_ex(("127.0.0.1", server.port)))

def stop_once_it_serves():
    while signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGTERM)

server = Server("served:application", "127.0.0.1", 0, workers=1, stop_seconds=1)
threading.Thread(target=stop_once_it_serves).start()
server.serve()
print(connect())
"""


def test_a_server_that_has_ended_refuses_connections(tmp_path: Path) -> None:
    """The demo's worker is stopped after it, and would wait for the answer to a text."""
    (tmp_path / "served.py").write_text("application = lambda: None")
    done = subprocess.run(
        [sys.executable, "-c", STOPPED_SERVER],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.stdout == "Connection refused\n", done.stderr


def test_metrics_have_a_port_of_their_own(demo: Demo) -> None:
    assert requests.get(f"{demo.address}metrics", timeout=60).status_code == 404
    token = {"token": "demo-ussd-token"}
    form = {"sessionId": "s1", "phoneNumber": "+8613800000002", "serviceCode": "*105#", "text": ""}
    assert requests.post(f"{demo.address}ussd/session", form, params=token, timeout=60).ok
    metrics = requests.get(f"http://127.0.0.1:{demo.metrics_port}/metrics", timeout=60)
    assert metrics.status_code == 200
    assert re.search(r"^hotline_\w+\{.*\} [1-9]", metrics.text, re.MULTILINE)
