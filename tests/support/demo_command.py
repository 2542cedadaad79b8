"""`hotline demo` as a person or a script starts it, in a directory of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil

SET_BY_THE_DEMO = ("DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "PORT", "METRICS_PORT")
STOPS_WITHIN_SECONDS = 120


class Demo(NamedTuple):
    process: subprocess.Popen[str]
    address: str
    lines: list[str]  # what it printed, up to its address
    metrics_port: int


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**more: str) -> dict[str, str]:
    own = {name: each for name, each in os.environ.items() if name not in SET_BY_THE_DEMO}
    return own | {"COLUMNS": "200"} | more


def demo_command(*options: str) -> list[str]:
    return [sys.executable, "-m", "hotline", "demo", *options]


@contextmanager
def running(directory: Path, **more: str) -> Iterator[Demo]:
    metrics_port = free_port()
    demo = subprocess.Popen(
        demo_command("--port", "0"),
        cwd=directory,
        env=environment(METRICS_PORT=str(metrics_port), **more),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert demo.stdout
    try:
        lines: list[str] = []
        for line in iter(demo.stdout.readline, ""):
            lines.append(line)
            if found := re.search(r"is on (\S+)", line):
                yield Demo(demo, found.group(1), lines, metrics_port)
                break
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(STOPS_WITHIN_SECONDS)
        demo.stdout.close()


def refused(directory: Path, *options: str, **more: str) -> str:
    """What `hotline demo` says that does not start."""
    done = subprocess.run(
        demo_command(*options),
        cwd=directory,
        env=environment(**more),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stdout
    return done.stderr


def await_end(processes: list[psutil.Process]) -> None:
    """A process whose parent has died may stay as a zombie until the machine's first one looks."""
    until = time.monotonic() + STOPS_WITHIN_SECONDS
    while alive := [each for each in processes if _runs(each)]:
        assert time.monotonic() < until, alive
        time.sleep(0.1)


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
