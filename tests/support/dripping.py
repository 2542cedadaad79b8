"""A server whose answers never end: each byte comes in time."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

HEADERS = b"HTTP/1.1 200 OK\r\nX-Slow: "
BODY = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"
DRIP_SECONDS, DRIPS = 0.05, 800
FOREVER_SECONDS = DRIPS * DRIP_SECONDS


@contextmanager
def dripping(begin: bytes, before: Sequence[bytes] = ()) -> Iterator[str]:
    """The URL of a server that answers one connection: its first requests with `before`, and the
    next with `begin` and a byte now and then."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            taken, _ = server.accept()
            with taken, suppress(OSError):
                for whole in before:
                    taken.recv(65_536)
                    taken.sendall(whole)
                taken.recv(65_536)
                taken.sendall(begin)
                for _ in range(DRIPS):
                    if not done.wait(DRIP_SECONDS):
                        taken.sendall(b"x")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            done.set()
            thread.join()
