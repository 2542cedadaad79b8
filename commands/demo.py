"""hotline demo"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException

import click

import migrations
from commands import metrics
from commands.common import (
    DEMO_DIRECTORY,
    DEMO_PORT,
    LOOPBACK,
    connect,
    console,
    read_settings,
    readable_errors,
)
from commands.demo_folder import DemoFolder
from commands.embedded_redis import RedisNotStarted, embedded_redis
from commands.metrics import metrics_served
from commands.ports import PORT
from commands.servers import Server
from core.kernel import DEMO_EXCHANGE_KEY, Sealer, Settings
from core.members import pins
from core.programme import shipped_rules
from core.redemption import vouchers
from core.seed import AGENTS, PEOPLE, PIN, SAMPLES, add_samples, seed
from jobs import process as jobs_process

# How long a stop waits for turns under way: the demo's user wants the prompt back.
STOP_SECONDS = 2
POLL_SECONDS = 0.05
CARRIER_API = "/phone"  # the phone plays the carrier, its REST API included
TOP_UPS = f"{CARRIER_API}/top-ups"  # and the provider of credit and data
PARCELS = f"{CARRIER_API}/parcels"  # and the courier
EXCHANGES = f"{CARRIER_API}/exchanges"  # and the partners


@click.command()
@click.option(
    "--port",
    type=PORT,
    default=DEMO_PORT,
    envvar="PORT",
    show_default=True,
    help="0 takes a free port.",
)
@click.option("--db", default="", help="The URL of another database than .demo/hotline.db.")
@metrics.PORT_OPTION
@metrics.HOST_OPTION
def demo(port: int, db: str, metrics_port: int, metrics_host: str) -> None:
    """Run the whole hotline on this machine.

    With a phone in the browser, the agents' desk, and a worker. Keeps its data in .demo/ for the
    next time, and listens on this machine only. Ctrl-C stops it.
    """
    folder = DemoFolder(DEMO_DIRECTORY)
    server = Server(
        "wsgi:demo_asgi",
        LOOPBACK,
        port,
        workers=1,
        stop_seconds=STOP_SECONDS,
        ends_with_terminal=True,
    )
    address = f"http://{LOOPBACK}:{server.port}"
    folder.tell(f"{address}/")
    with metrics_served(metrics_host, metrics_port):
        _configure(address, db)
        settings = read_settings(Settings.for_demo)
        _prepare_database(os.environ["DATABASE_URL"], settings.sealer(vouchers.SEALED_FOR))
        log_file = folder.path / "worker.log"
        with (
            _redis(folder),
            jobs_process.worker_process(settings, log_file, watches=bool(metrics_port)),
        ):
            _say("Worker", f"sends texts and runs the jobs; its log is {log_file}")
            _say("Server", "starting ...")
            _announce(address, server.port)
            server.serve()


def _configure(address: str, db: str) -> None:
    """The environment of the server and the worker."""
    url = db or os.environ.get("DATABASE_URL") or f"sqlite:///{DEMO_DIRECTORY}/hotline.db"
    os.environ["DATABASE_URL"] = url
    os.environ.setdefault("PUBLIC_URL", address)
    os.environ.setdefault("TWILIO_API_URL", address + CARRIER_API)
    os.environ.setdefault("TOP_UP_URL", address + TOP_UPS)
    os.environ.setdefault("COURIER_URL", address + PARCELS)
    partners = {
        each.name: {"url": f"{address}{EXCHANGES}/{each.name}", "secret": DEMO_EXCHANGE_KEY}
        for each in shipped_rules().exchange.partners
    }
    os.environ.setdefault("EXCHANGE_PARTNERS", json.dumps(partners))
    os.environ.setdefault("MEDIA_DIR", str(DEMO_DIRECTORY / "media"))


def _prepare_database(url: str, sealer: Sealer) -> None:
    database = connect(url)
    _say("Database", database.engine.url.render_as_string(hide_password=True))
    with readable_errors():
        migrations.upgrade(database)
        at = datetime.now(UTC)
        database.run(lambda conn: seed(conn, at))
        database.run(lambda conn: add_samples(conn, sealer, at, pins.HASHER))
    database.dispose()
    _say("", f"schema at revision {migrations.revisions()[0]}")


@contextmanager
def _redis(folder: DemoFolder) -> Iterator[None]:
    """A Redis of the demo's own on a unix socket for the length of the block, whose contents
    survive a restart; nothing where REDIS_URL names one."""
    if "REDIS_URL" in os.environ:
        _say("Redis", "the one of REDIS_URL")
        yield
        return
    file = folder.path / "redis.rdb"
    try:
        # It is still writing the file when a demo that was killed is gone: the folder is held.
        redis = embedded_redis(file, inherited=[folder.lock])
    except RedisNotStarted as error:
        raise click.ClickException(str(error)) from None
    os.environ["REDIS_URL"] = f"unix://{redis.socket_file}"
    _say("Redis", f"{redis.program.version} {redis.program.source}, kept in {file}")
    try:
        yield
    finally:
        redis.shutdown(save=True)


def _announce(address: str, port: int) -> None:
    """Print where the hotline is, once it answers: a second or two later."""

    def wait() -> None:
        while not _answers(port):
            time.sleep(POLL_SECONDS)
        console.print(f"\n[bold]The hotline is on[/] {address}/  Stop it with Ctrl-C.")
        _say("Phone", f"{address}/phone/")
        numbers = [person.number for person in PEOPLE.values()]
        _say("", f"members {numbers[0]} to {numbers[-1]}, PIN {PIN}")
        voucher, card = (person.number for person in SAMPLES.values())
        _say("", f"{voucher} has an e-voucher, {card} a card")
        _say("Desk", f"{address}/desk/")
        for name, _shown_as, role, *_ in AGENTS:
            _say("", f"{role}: {name} / demo-{name}")

    threading.Thread(target=wait, daemon=True).start()


def _answers(port: int) -> bool:
    """It takes connections before a process serves them; a process that is replaced drops them."""
    connection = HTTPConnection(LOOPBACK, port)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def _say(what: str, words: str) -> None:
    console.print(f"[bold]{what:<10}[/]{words}", highlight=False, soft_wrap=True)
