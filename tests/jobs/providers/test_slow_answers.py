"""A provider whose answer comes byte by byte does not hold the worker, which texts members too."""

import socket
import threading
import time
from contextlib import suppress

import pytest

from core.messaging import ProviderUnreachable
from providers import http

LIMIT_SECONDS, DRIPS, DRIP_SECONDS = 0.5, 200, 0.05


@pytest.mark.parametrize(
    "begin",
    [b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"],
    ids=["headers", "body"],
)
def test_answer_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch, begin: bytes) -> None:
    monkeypatch.setattr(http, "TOTAL_SECONDS", LIMIT_SECONDS)
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            taken, _ = server.accept()
            with taken, suppress(OSError):
                taken.sendall(begin)
                for _ in range(DRIPS):
                    if not done.wait(DRIP_SECONDS):
                        taken.sendall(b"x")

        dripping = threading.Thread(target=drip, daemon=True)
        dripping.start()
        began = time.monotonic()
        try:
            url = f"http://127.0.0.1:{server.getsockname()[1]}/top-ups/1"
            with pytest.raises(ProviderUnreachable, match="TooSlow"):
                http.ask("GET", url, body=None, headers={})
            assert time.monotonic() - began < DRIPS * DRIP_SECONDS / 2
        finally:
            done.set()
            dripping.join()
