"""Serves the metrics of all server processes, on a port of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

import click
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

from commands.common import LOOPBACK
from commands.ports import PORT, port_refusals

PORT_OPTION = click.option(
    "--metrics-port",
    type=PORT,
    default=0,
    envvar="METRICS_PORT",
    help="The port of /metrics, for Prometheus; none by default.",
)
HOST_OPTION = click.option(
    "--metrics-host",
    default=LOOPBACK,
    envvar="METRICS_HOST",
    show_default=True,
    help="The address on which /metrics listens.",
)


@contextmanager
def metrics_served(host: str, port: int) -> Iterator[None]:
    """Serves the sums of what all processes count that are started in this context; nothing if
    `port` is 0. Each process writes its counters to a file of its own in a temporary directory."""
    if not port:
        yield
        return
    with TemporaryDirectory(prefix="hotline-metrics-") as directory:
        registry = CollectorRegistry()
        MultiProcessCollector(registry, directory)  # type: ignore[no-untyped-call]
        with port_refusals(host, port, options="--metrics-port (METRICS_PORT)"):
            server, _ = start_http_server(port, host, registry)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = directory
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
