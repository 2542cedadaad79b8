"""A real port for an application under test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.serving import BaseWSGIServer

POLL_SECONDS = 0.01  # by default a server takes up to half a second to notice a shutdown


@contextmanager
def running(server: BaseWSGIServer) -> Iterator[str]:
    """Serves from a thread while it is open; yields the server's URL."""
    thread = threading.Thread(target=server.serve_forever, args=(POLL_SECONDS,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
