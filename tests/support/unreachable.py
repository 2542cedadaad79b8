"""A host whose network drops the packets of whoever wants a connection."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unreachable_port() -> Iterator[int]:
    """A port of this machine to which no connection is established: the queue of its listener has
    room for one, which is taken, and the kernel drops what asks for another."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        port: int = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            yield port
