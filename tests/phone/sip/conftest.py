"""`hotline phone sip` in a process of its own, before a hotline on a real port."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from demo_command import environment, free_port
from flask import Response
from http_server import running
from werkzeug.serving import make_server

# There are no packages under tests: helpers beside this file are found by its folder.
sys.path.append(str(Path(__file__).parent))
from mu_law import at_twice_the_rate, decoded, music
from sip_telephone import SIPP, Telephone, calling

HERE = Path(__file__).parent
AUTH_TOKEN, HOTLINE_NUMBER = "an-auth-token", "+8610105"
HAS_SIP, HEARS_WORDS = (
    SIPP and find_spec("pjsua2"),
    find_spec("piper") and find_spec("pocketsphinx"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = {"answering", "sip_server"} if not HAS_SIP else set()
    missing |= {"words_in"} if not HEARS_WORDS else set()
    skipped = pytest.mark.skip(reason="not installed: `make sip`, and apt-get install sip-tester")
    for item in items:
        if item.path.is_relative_to(HERE) and missing & set(getattr(item, "fixturenames", ())):
            item.add_marker(skipped)


@dataclass
class SipServer:
    process: subprocess.Popen[str]
    port: int
    folder: Path
    lines: list[str] = field(default_factory=list)

    def call(self, caller: str, **more: Any) -> AbstractContextManager[Telephone]:
        return calling(self.port, caller, self.folder, **more)

    @property
    def recordings(self) -> list[Path]:
        return sorted((self.folder / "recordings").glob("*.wav"))

    def end(self) -> str:
        """Ends it as Ctrl-C does. Returns everything that it has printed."""
        self.process.send_signal(2)
        printed, _ = self.process.communicate(timeout=120)
        return "".join(self.lines) + printed


@contextmanager
def started(url: str, folder: Path) -> Iterator[SipServer]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "hotline", "phone", "sip", "--url", url, "--port", str(port)],
        env=environment(
            TWILIO_AUTH_TOKEN=AUTH_TOKEN, HOTLINE_NUMBER=HOTLINE_NUMBER, MEDIA_DIR=str(folder)
        ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    server = SipServer(process, port, folder)
    try:
        while "is on sip:" not in "".join(server.lines):
            server.lines.append(process.stdout.readline())
            assert server.lines[-1], server.lines
        yield server
    finally:
        if process.poll() is None:
            server.end()


@pytest.fixture
def sip_server() -> Callable[[str, Path], AbstractContextManager[SipServer]]:
    return started


@pytest.fixture(scope="session")
def words_in() -> Callable[[bytes], str]:
    """What is recognised in the English of a telephone line."""
    from pocketsphinx import Decoder

    decoder = Decoder(loglevel="FATAL")

    def recognised(sound: bytes) -> str:
        decoder.start_utt()
        decoder.process_raw(at_twice_the_rate(decoded(sound)).tobytes(), full_utt=True)
        decoder.end_utt()
        return str(decoder.hyp().hypstr)

    return recognised


@dataclass
class Answering:
    """`documents` and `asked`: of the hotline that answers; `server`: in front of it."""

    hotline: Any
    server: SipServer

    def answers(self, documents: Mapping[str, str | Callable[..., str]]) -> None:
        self.hotline.asked.clear()
        self.hotline.documents = {
            path: document if callable(document) else f"<Response>{document}</Response>"
            for path, document in documents.items()
        }

    def forms(self, path: str) -> list[dict[str, str]]:
        return [form for asked, form in self.hotline.asked if re.match(f"{path}$", asked)]


@pytest.fixture(scope="module")
def answering(
    new_hotline: Callable[[], Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Answering]:
    hotline = new_hotline()
    hotline.app.get("/music.wav")(lambda: Response(music(), content_type="audio/wav"))
    with running(make_server("127.0.0.1", 0, hotline.app, threaded=True)) as url:
        hotline.public_url = url
        with started(url, tmp_path_factory.mktemp("sip")) as server:
            yield Answering(hotline, server)
