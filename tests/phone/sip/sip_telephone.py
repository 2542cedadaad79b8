"""A telephone on SIP: sipp dials, and the sound and the keys (RFC 2833) are sent and kept here."""

from __future__ import annotations

import shutil
import socket
import struct
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import MappingProxyType

from mu_law import RATE, SILENCE, tone

SIPP = shutil.which("sipp")
SCENARIO = Path(__file__).parent / "scenario.xml"
PCMU, EVENTS = 0, 101  # payload types
FRAME_SAMPLES = 160
KEYS = "0123456789*#"
KEY_FRAMES, LAST_FRAMES = 5, 3  # how often an event is sent, and its end
GAP_FRAMES = 5  # of silence after a key
# What makes the scenario one in which sipp itself presses 0, after a while: only root may.
KEYS_OF_SIPP = {
    "[rtp_port]": "[media_port]",
    "<!-- keys -->": '<pause milliseconds="8000"/>'
    '<nop><action><exec play_dtmf="0"/></action></nop>',
    "101": "96",
}
NO_EDITS: Mapping[str, str] = MappingProxyType({})
HEADER = struct.Struct("!BBHII")


def until(is_so: Callable[[], object], what: str) -> None:
    """A test that waits for ever is stopped here."""
    ends = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < ends, f"not {what}"
        time.sleep(0.02)


class Telephone:
    """`heard`: the sound so far, as mu-law. `is_speaking`: a tone is sent, else silence. For each
    packet that comes, one is sent: the hotline's sound is the clock."""

    def __init__(self, program: subprocess.Popen[bytes], media: socket.socket) -> None:
        self.heard = bytearray()
        self.is_speaking = False
        self._program = program
        self._media = media
        self._numbers = count(1)
        self._samples = 0
        self._events: deque[tuple[int, bytes]] = deque()  # payload type and payload
        self._voice = tone(440, FRAME_SAMPLES)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    @property
    def seconds(self) -> float:
        return len(self.heard) / RATE

    def hears(self, seconds: float) -> None:
        """Wait until so much more has been heard."""
        so_far = self.seconds
        until(lambda: self.seconds >= so_far + seconds, f"{seconds} s more heard")

    def press(self, keys: str) -> None:
        for key in keys:
            length = 0
            for number in range(KEY_FRAMES + LAST_FRAMES):
                is_end = number >= KEY_FRAMES
                length += 0 if number > KEY_FRAMES else FRAME_SAMPLES
                event = struct.pack("!BBH", KEYS.index(key), 0x80 * is_end | 10, length)
                self._events.append((EVENTS, event))
            self._events.extend([(PCMU, SILENCE * FRAME_SAMPLES)] * GAP_FRAMES)

    def await_end(self) -> None:
        """Wait until the call is over, as sipp's script says."""
        assert self._program.wait(120) == 0

    def close(self) -> None:
        self._program.kill()
        self._program.wait()
        self._media.close()
        self._thread.join()

    def _run(self) -> None:
        event_began = 0
        while True:
            try:
                packet, hotline = self._media.recvfrom(2_048)
            except TimeoutError:
                continue
            except OSError:
                return  # closed
            if packet[1] & 0x7F == PCMU:
                self.heard += packet[HEADER.size :]
            self._samples += FRAME_SAMPLES
            silence = self._voice if self.is_speaking else SILENCE * FRAME_SAMPLES
            kind, payload = self._events.popleft() if self._events else (PCMU, silence)
            began = event_began if kind == EVENTS else self._samples
            event_began = began  # all packets of an event have its time
            head = HEADER.pack(0x80, kind, next(self._numbers), began, 1)
            self._media.sendto(head + payload, hotline)


@contextmanager
def calling(
    sip_port: int,
    caller: str,
    folder: Path,
    *,
    hang_up_after: float = 120,
    give_up_after: float = 60,
    edits: Mapping[str, str] = NO_EDITS,
) -> Iterator[Telephone]:
    """A call from `caller`, which ends it after `hang_up_after` seconds if the hotline does not,
    or after `give_up_after` of ringing. `edits`: what else is replaced in the scenario."""
    assert SIPP is not None
    media = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    media.bind(("127.0.0.1", 0))
    media.settimeout(0.1)
    script = folder / f"{media.getsockname()[1]}.xml"
    text = SCENARIO.read_text()
    limits = {"HANG_UP_AFTER": hang_up_after, "GIVE_UP_AFTER": give_up_after}
    times = {name: str(round(seconds * 1_000)) for name, seconds in limits.items()}
    for present, own in {**times, **edits}.items():
        assert present in text
        text = text.replace(present, own)
    script.write_text(text)
    keys = ["-key", "caller", caller, "-key", "rtp_port", script.stem]
    command = [SIPP, f"127.0.0.1:{sip_port}", "-i", "127.0.0.1", "-sf", str(script), *keys]
    program = subprocess.Popen(
        [*command, "-m", "1", "-nostdin"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    telephone = Telephone(program, media)
    try:
        yield telephone
    finally:
        telephone.close()
