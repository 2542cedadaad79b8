"""Serves the metrics of all server processes, or of a worker, on a port of their own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from prometheus_client import REGISTRY, CollectorRegistry, Metric, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from commands.common import LOOPBACK
from commands.ports import PORT, port_refusals

PORT_OPTION = click.option(
    "--metrics-port",
    type=PORT,
    default=0,
    envvar="METRICS_PORT",
    help="The port of /metrics, for Prometheus; none by default.",
)
WORKER_PORT_OPTION = click.option(
    "--metrics-port",
    type=PORT,
    default=0,
    envvar="WORKER_METRICS_PORT",
    help="The port of the worker's /metrics, for Prometheus; none by default.",
)
HOST_OPTION = click.option(
    "--metrics-host",
    default=LOOPBACK,
    envvar="METRICS_HOST",
    show_default=True,
    help="The address on which /metrics listens.",
)
GAUGE_FILE = re.compile(r"gauge_live\w*_(\d+)\.db")


class LiveProcesses:
    """What all processes count. The gauges of one that has died are left out: it could not take
    back what it had set."""

    def __init__(self, directory: str) -> None:
        self._directory = Path(directory)
        self._all = MultiProcessCollector(None, directory)  # type: ignore[no-untyped-call]

    def collect(self) -> Iterable[Metric]:
        self.forget_dead()
        found: Iterable[Metric] = self._all.collect()  # type: ignore[no-untyped-call]
        return found

    def forget_dead(self) -> None:
        for file in self._directory.iterdir():
            found = GAUGE_FILE.fullmatch(file.name)
            if found and not _is_alive(int(found[1])):
                mark_process_dead(int(found[1]), str(self._directory))  # type: ignore[no-untyped-call]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def metrics_served(host: str, port: int) -> Iterator[None]:
    """Serves the sums of what all processes count that are started in this context; nothing if
    `port` is 0. Each process writes its counters to a file of its own in a temporary directory."""
    if not port:
        yield
        return
    with TemporaryDirectory(prefix="hotline-metrics-") as directory:
        registry = CollectorRegistry()
        registry.register(LiveProcesses(directory))
        with _served(host, port, registry, "--metrics-port (METRICS_PORT)"):
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = directory
            yield


@contextmanager
def own_metrics_served(host: str, port: int) -> Iterator[None]:
    """Serves what this process counts; nothing if `port` is 0."""
    if not port:
        yield
        return
    with _served(host, port, REGISTRY, "--metrics-port (WORKER_METRICS_PORT)"):
        yield


@contextmanager
def _served(host: str, port: int, registry: CollectorRegistry, options: str) -> Iterator[None]:
    with port_refusals(host, port, options=options):
        server, _ = start_http_server(port, host, registry)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
