"""However a demo ends, nothing that it started is left; and a folder has one demo at a time."""

import os
import pty
import signal
import subprocess
import time
from pathlib import Path

import psutil
import pytest
import requests
from demo_command import (
    STOPS_WITHIN_SECONDS,
    await_end,
    demo_command,
    environment,
    refused,
    running,
)

LOADING_SECONDS = 0.8
"""Into the start of a process, whose modules take longer; its supervisor has asked after 0.5 s."""
ENDS_WITHIN_SECONDS = 60


def started_by(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    """The server's and the worker's process, Redis with its keeper, and a helper of Python's."""
    found = psutil.Process(process.pid).children(recursive=True)
    assert any(name in each.name() for each in found for name in ("redis-server", "valkey-server"))
    assert len(found) >= 4
    return found


def test_a_demo_that_is_killed_leaves_no_process_and_its_folder_free(tmp_path: Path) -> None:
    with running(tmp_path) as demo:
        processes = started_by(demo.process)
        keeper = next(each for each in processes if "redis_keeper" in " ".join(each.cmdline()))
        socket_folder = Path(next(word for word in keeper.cmdline() if "hotline-redis-" in word))
        assert socket_folder.is_dir()
        demo.process.kill()
        await_end(processes)
        assert not socket_folder.exists()
    with running(tmp_path) as demo:
        assert requests.get(f"{demo.address}readyz", timeout=60).text == "ready\n"


def test_a_demo_that_is_told_to_end_leaves_no_process(tmp_path: Path) -> None:
    with running(tmp_path) as demo:
        processes = started_by(demo.process)
        demo.process.terminate()
        demo.process.wait(STOPS_WITHIN_SECONDS)
        await_end(processes)


def test_a_demo_whose_terminal_is_closed_leaves_no_process(tmp_path: Path) -> None:
    """The terminal's hangup reaches the demo and what it started, but not Redis."""
    ours, theirs = pty.openpty()
    demo = subprocess.Popen(
        demo_command("--port", "0"),
        cwd=tmp_path,
        env=environment(),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        text=True,
        preexec_fn=lambda: _take_terminal(theirs),
    )
    os.close(theirs)
    shown = ""
    while "is on" not in shown:
        shown += os.read(ours, 4096).decode()
    processes = started_by(demo)
    os.close(ours)
    demo.wait(STOPS_WITHIN_SECONDS)
    await_end(processes)


@pytest.mark.parametrize("after", ["Database", "Server"])
def test_a_demo_that_is_interrupted_while_it_starts_ends_at_once(
    tmp_path: Path, after: str
) -> None:
    """Ctrl-C reaches the whole group. A server's process that died of it while it was loading its
    modules kept the demo waiting for two minutes."""
    demo = subprocess.Popen(
        demo_command("--port", "0"),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
    )
    assert demo.stdout
    next(line for line in demo.stdout if line.startswith(after))
    begun = psutil.Process(demo.pid).children(recursive=True)
    time.sleep(LOADING_SECONDS)
    os.killpg(demo.pid, signal.SIGINT)
    left, _ = demo.communicate(timeout=ENDS_WITHIN_SECONDS)
    assert "Traceback" not in left
    await_end(begun)


def _take_terminal(terminal: int) -> None:
    import fcntl
    import termios

    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # the tests themselves may run under nohup
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


def test_a_demo_under_nohup_goes_on_and_a_second_one_in_its_folder_is_refused(
    tmp_path: Path,
) -> None:
    former = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # which a process inherits
    try:
        with running(tmp_path) as demo:
            demo.process.send_signal(signal.SIGHUP)
            said = refused(tmp_path, "--port", "0")
            assert f"Error: A demo is already running in {tmp_path}, at {demo.address}." in said
            assert requests.get(f"{demo.address}readyz", timeout=60).text == "ready\n"
    finally:
        signal.signal(signal.SIGHUP, former)
