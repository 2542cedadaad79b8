"""An operator's SMSC that speaks SMPP 3.4, with telephones: it delivers their texts until each is
acknowledged, again after the line was lost, joins the parts of what it is sent, and reports.

    python tests/kannel/smsc.py 2775

is one to try by hand: what is typed goes to the hotline, and what comes is shown."""

from __future__ import annotations

import itertools
import socket
import sys
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
from smpp import (
    BIND_RECEIVER,
    BIND_TRANSCEIVER,
    BIND_TRANSMITTER,
    DELIVER_SM,
    ENQUIRE_LINK,
    HAS_UDH,
    IS_RECEIPT,
    RESPONSE,
    SUBMIT_SM,
    UNBIND,
    Message,
    decoded,
    deliver_sm,
    encoded,
    parse_submit_sm,
    pdu,
    read_pdu,
)

HOTLINE = "10086"
REDELIVERY_SECONDS = 0.5
PART_BYTES = {0: 153, 8: 134}


@dataclass
class Smsc:
    """port: 0 for any. shows: called with each text that a telephone gets. received: for each
    telephone the texts that came, whole, in the order of their last parts."""

    port: int = 0
    shows: Callable[[str], object] = lambda shown: None
    received: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    segments: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", self.port))
        self.port = int(self._server.getsockname()[1])
        self._sequence, self._references = itertools.count(1), itertools.count(1)
        self._lock, self._line = threading.RLock(), None
        self._unacknowledged: dict[int, bytes] = {}
        self._delivered: list[bytes] = []
        self._parts: dict[tuple[str, int], dict[int, Message]] = defaultdict(dict)
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def is_bound(self) -> bool:
        return self._line is not None

    @property
    def waiting(self) -> int:
        """How many texts of telephones are not acknowledged."""
        with self._lock:
            return len(self._unacknowledged)

    def text(self, number: str, words: str, order: tuple[int, ...] = ()) -> None:
        """A telephone sends `words`; parts, if it takes several, in the `order` given, from 0."""
        content, coding = encoded(words)
        size = PART_BYTES[coding]
        pieces = [content[at : at + size] for at in range(0, len(content), size)] or [b""]
        if len(pieces) == 1:
            return self._deliver(deliver_sm(number, HOTLINE, content, coding, 0))
        reference = next(self._references) % 256
        for place in order or range(len(pieces)):
            header = bytes([5, 0, 3, reference, len(pieces), place + 1])
            body = deliver_sm(number, HOTLINE, header + pieces[place], coding, HAS_UDH)
            self._deliver(body)

    def deliver_again(self) -> None:
        """Deliver the last text again, as an SMSC does that has lost the acknowledgement."""
        self._deliver(self._delivered[-1])

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)  # else the thread waits on for a line
        self._server.close()
        if self._line is not None:
            self._line.close()

    def _deliver(self, body: bytes) -> None:
        with self._lock:
            sequence = next(self._sequence)
            self._unacknowledged[sequence] = body
            self._delivered.append(body)
            self._send(pdu(DELIVER_SM, sequence, body))

    def _send(self, content: bytes) -> None:
        with self._lock:
            if self._line is not None:
                try:
                    self._line.sendall(content)
                except OSError:
                    self._line = None

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._speak, args=(line,), daemon=True).start()

    def _speak(self, line: socket.socket) -> None:
        while (read := read_pdu(line)) is not None:
            command, status, sequence, body = read
            if command in (BIND_RECEIVER, BIND_TRANSMITTER, BIND_TRANSCEIVER):
                self._bind(line, command, sequence)
            elif command == SUBMIT_SM:
                self._take(sequence, parse_submit_sm(body))
            elif command == DELIVER_SM | RESPONSE:
                self._acknowledge(sequence, status)
            elif command in (ENQUIRE_LINK, UNBIND):
                line.sendall(pdu(command | RESPONSE, sequence))
        with self._lock:
            if self._line is line:
                self._line = None

    def _bind(self, line: socket.socket, command: int, sequence: int) -> None:
        """What was not acknowledged before is delivered again, in the same order."""
        with self._lock:
            line.sendall(pdu(command | RESPONSE, sequence, b"smsc\x00"))
            self._line = line
            for number, body in list(self._unacknowledged.items()):
                self._send(pdu(DELIVER_SM, number, body))

    def _acknowledge(self, sequence: int, status: int) -> None:
        """What Kannel cannot take yet, because its smsbox is not there, comes again a little
        later."""
        with self._lock:
            if not status:
                self._unacknowledged.pop(sequence, None)
            elif body := self._unacknowledged.get(sequence):
                later = partial(self._send, pdu(DELIVER_SM, sequence, body))
                threading.Timer(REDELIVERY_SECONDS, later).start()

    def _take(self, sequence: int, message: Message) -> None:
        with self._lock:
            message_id = f"{len(self.segments):x}"
            self.segments.append(message)
            self._send(pdu(SUBMIT_SM | RESPONSE, sequence, message_id.encode() + b"\x00"))
            self._join(message)
            if message.wants_report:
                words = f"id:{message_id} sub:001 dlvrd:001 stat:DELIVRD err:000 text:".encode()
                receipt = deliver_sm(message.destination, HOTLINE, words, 0, IS_RECEIPT)
                self._deliver_receipt(receipt)

    def _deliver_receipt(self, body: bytes) -> None:
        number = next(self._sequence)
        self._unacknowledged[number] = body
        self._send(pdu(DELIVER_SM, number, body))

    def _join(self, message: Message) -> None:
        telephone = f"+{message.destination.removeprefix('+')}"
        parts = self._parts[telephone, message.reference]
        parts[message.part] = message
        if len(parts) >= message.parts:
            content = b"".join(parts[place].content for place in sorted(parts))
            words = decoded(content, message.coding)
            parts.clear()
            self.received[telephone].append(words)
            self.shows(f"{telephone}: {words}")


def main() -> None:
    smsc = Smsc(port=int(sys.argv[1]), shows=print)
    print("Type a number and a text: +8613800000001 JF")
    for line in sys.stdin:
        number, _, words = line.strip().partition(" ")
        smsc.text(number, words)


if __name__ == "__main__":
    main()
