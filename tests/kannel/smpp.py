"""What an operator's SMSC speaks: the part of SMPP 3.4 that carries texts, and the alphabets."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass

BIND_RECEIVER, BIND_TRANSMITTER, BIND_TRANSCEIVER = 0x01, 0x02, 0x09
SUBMIT_SM, DELIVER_SM, UNBIND, ENQUIRE_LINK = 0x04, 0x05, 0x06, 0x15
RESPONSE = 0x80000000
MESSAGE_PAYLOAD = 0x0424
HAS_UDH, IS_RECEIPT = 0x40, 0x04
GSM_7, UCS_2 = 0, 8
_HEADER = struct.Struct(">IIII")
_ALPHABET = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = dict(zip("\n^{}\\[~]|€", b"\x0a\x14\x28\x29\x2f\x3c\x3d\x3e\x40\x65", strict=True))
_EXTENDED = {code: char for char, code in _EXTENSION.items()}


@dataclass(frozen=True)
class Message:
    """A submit_sm or deliver_sm. `reference`, `part` and `parts`: of its header, 0 without one."""

    source: str
    destination: str
    esm_class: int
    wants_report: bool
    coding: int
    content: bytes
    reference: int = 0
    part: int = 0
    parts: int = 0


def decoded(content: bytes, coding: int) -> str:
    if coding == UCS_2:
        return content.decode("utf-16-be", "surrogatepass")
    words, codes = "", iter(content)
    for code in codes:
        words += _EXTENDED[next(codes)] if code == 0x1B else _ALPHABET[code]
    return words


def encoded(words: str) -> tuple[bytes, int]:
    """The words in GSM-7 if that has them all, else in UCS-2; and the coding."""
    if any(char not in _ALPHABET and char not in _EXTENSION for char in words):
        return words.encode("utf-16-be"), UCS_2
    plain = (
        bytes([0x1B, _EXTENSION[char]]) if char in _EXTENSION and char != "\n"
        else bytes([_ALPHABET.index(char)])
        for char in words
    )  # fmt: skip
    return b"".join(plain), GSM_7


def pdu(command: int, sequence: int, body: bytes = b"", status: int = 0) -> bytes:
    return _HEADER.pack(_HEADER.size + len(body), command, status, sequence) + body


def read_pdu(line: socket.socket) -> tuple[int, int, int, bytes] | None:
    """Command, status, sequence number and body; None at the end of the connection."""
    header = _read(line, _HEADER.size)
    if header is None:
        return None
    length, command, status, sequence = _HEADER.unpack(header)
    body = _read(line, length - _HEADER.size)
    return None if body is None else (command, status, sequence, body)


def _read(line: socket.socket, size: int) -> bytes | None:
    content = b""
    while len(content) < size:
        try:
            more = line.recv(size - len(content))
        except OSError:
            return None
        if not more:
            return None
        content += more
    return content


def deliver_sm(source: str, destination: str, content: bytes, coding: int, esm_class: int) -> bytes:
    """The body of a deliver_sm from an international number."""
    return b"".join(
        (
            b"\x00",
            *(b"\x01\x01", source.removeprefix("+").encode(), b"\x00"),
            *(b"\x00\x01", destination.encode(), b"\x00"),
            bytes([esm_class, 0, 0]),
            b"\x00\x00",  # when to deliver, and until when
            bytes([0, 0, coding, 0, len(content)]),
            content,
        )
    )


def parse_submit_sm(body: bytes) -> Message:
    _, body = _text(body)
    source, body = _text(body[2:])
    destination, body = _text(body[2:])
    esm_class, body = body[0], body[3:]
    _, body = _text(body)
    _, body = _text(body)
    registered, _, coding, _, length = body[:5]
    content, rest = body[5 : 5 + length], body[5 + length :]
    while rest:
        tag, size = struct.unpack(">HH", rest[:4])
        content = rest[4 : 4 + size] if tag == MESSAGE_PAYLOAD else content
        rest = rest[4 + size :]
    header = (0, 0, 0)
    if esm_class & HAS_UDH:
        udh, content = content[1 : 1 + content[0]], content[1 + content[0] :]
        header = (udh[2], udh[4], udh[3])  # reference, which, of how many
    wants_report = bool(registered & 3)
    return Message(source, destination, esm_class, wants_report, coding, content, *header)


def _text(body: bytes) -> tuple[str, bytes]:
    text, _, rest = body.partition(b"\x00")
    return text.decode(), rest
