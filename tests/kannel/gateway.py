"""Debian's Kannel, run from the configuration that docs/kannel has, on ports and in a folder of its
own; and its fakesmsc."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

CONFIGURATION = Path(__file__).parents[2] / "docs/kannel/kannel.conf"
PATH = "/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin"
BEARERBOX, SMSBOX = shutil.which("bearerbox", path=PATH), shutil.which("smsbox", path=PATH)
FAKESMSC = shutil.which("fakesmsc", path=f"/usr/lib/kannel/test:{PATH}")
SECRET, PASSWORD = "a-kannel-secret", "a-password"
GROUP = re.compile(r"\n(?=group = )")
# By the line that it stands in.
PORTS = ("admin-port = 13000", "smsbox-port = 13001", "port = 13005", "sendsms-port = 13013")
RECEIVED = re.compile(r"Got message \d+: <(\S+) (\S+) (.*?)>$", re.MULTILINE | re.DOTALL)


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def until(is_so: Callable[[], Any], what: str) -> Any:
    """What `is_so` returns, as soon as that is true. A test that waits for ever is stopped here."""
    ends = time.monotonic() + 120
    while time.monotonic() < ends:
        if found := is_so():
            return found
        time.sleep(0.05)
    raise AssertionError(f"not {what}")


def is_open(port: int) -> bool:
    with socket.socket() as connecting:
        return connecting.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Kannel:
    """`smpp_port`: of the SMSC that it connects to; None: fakesmsc connects to it."""

    folder: Path
    hotline_port: int
    smpp_port: int | None = None
    ports: dict[str, int] = field(default_factory=dict)
    boxes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ports = {line: free_port() for line in PORTS}
        self.folder.mkdir(exist_ok=True)
        (self.folder / "kannel.conf").write_text(self._configuration(), encoding="utf-8")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports['sendsms-port = 13013']}"

    @property
    def fake_port(self) -> int:
        return self.ports["port = 13005"]

    def start(self) -> None:
        self._start("bearerbox", BEARERBOX, "smsbox-port = 13001")
        self._start("smsbox", SMSBOX, "sendsms-port = 13013")

    def kill(self, *names: str) -> None:
        """Kills both boxes, or those named. A smsbox ends by itself without a bearerbox."""
        for name in names or ("bearerbox", "smsbox"):
            box = self.boxes.pop(name)
            box.send_signal(signal.SIGKILL)
            box.wait()

    def _start(self, name: str, program: str | None, port: str) -> None:
        assert program is not None
        log_file = self.folder / f"{name}.out"
        with log_file.open("ab") as log:
            box = self.boxes[name] = subprocess.Popen(
                [program, str(self.folder / "kannel.conf")], stdout=log, stderr=log, cwd=self.folder
            )

        def listens() -> bool:
            assert box.poll() is None, log_file.read_text(errors="replace")[-2_000:]
            return is_open(self.ports[port])

        until(listens, f"{name} listens")

    def _configuration(self) -> str:
        text = CONFIGURATION.read_text(encoding="utf-8")
        for line, port in self.ports.items():
            assert f"\n{line}\n" in text
            text = text.replace(f"\n{line}\n", f"\n{line.split(' = ')[0]} = {port}\n")
        for present, own in {
            "/var/spool/kannel": str(self.folder),
            "127.0.0.1:8000": f"127.0.0.1:{self.hotline_port}",
            "KANNEL-SECRET": SECRET,
            "KANNEL-PASSWORD": PASSWORD,
            "port = 2775": f"port = {self.smpp_port}",
        }.items():
            assert present in text
            text = text.replace(present, own)
        unused = "smsc = smpp\n" if self.smpp_port is None else "smsc = fake\n"
        return "\n".join(group for group in GROUP.split(text) if unused not in group)


@contextmanager
def running_kannel(kannel: Kannel) -> Iterator[Kannel]:
    try:
        kannel.start()
        yield kannel
    finally:
        kannel.kill(*kannel.boxes)


class FakeSmsc:
    """A telephone behind fakesmsc: sends its text `times` over, and shows what comes back."""

    def __init__(self, kannel: Kannel, text: str, times: int = 1) -> None:
        assert FAKESMSC is not None
        self._log = kannel.folder / f"fakesmsc-{time.monotonic_ns()}.out"
        with self._log.open("wb") as log:
            options = ["-r", str(kannel.fake_port), "-i", "0.1", "-m", str(times)]
            self._process = subprocess.Popen(
                [FAKESMSC, "-H", "127.0.0.1", *options, text], stdout=log, stderr=log
            )

    @property
    def received(self) -> list[str]:
        """The texts that came, decoded."""
        log = self._log.read_text(encoding="utf-8", errors="replace")
        return [_decoded(shown) for _, _, shown in RECEIVED.findall(log)]

    def hang_up(self) -> None:
        self._process.kill()
        self._process.wait()


def _decoded(shown: str) -> str:
    """fakesmsc shows plain texts as they are, and UCS-2 percent-encoded."""
    kind, _, words = shown.partition(" ")
    return unquote_to_bytes(words).decode("utf-16-be") if kind == "ucs-2" else words
