"""A limit to the time that a whole request to another server takes: the time to read begins anew
with each byte, which may come one by one for hours."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import urllib3


class TooSlow(Exception):
    pass


@contextmanager
def time_limit(pool: urllib3.HTTPConnectionPool, seconds: float) -> Iterator[None]:
    """Cut the connection of the pool once the time is over, whatever it waits for. Raises TooSlow
    then, because headers that end so look complete."""
    opened: list[socket.socket] = []
    is_over = threading.Event()

    def cut() -> None:
        is_over.set()
        for each in opened:
            with suppress(OSError):  # it has ended meanwhile
                each.shutdown(socket.SHUT_RDWR)

    class Watched(pool.ConnectionCls):  # type: ignore[name-defined, misc]
        def _new_conn(self) -> socket.socket:
            made: socket.socket = super()._new_conn()
            opened.append(made.dup())  # TLS takes the socket itself
            return made

    pool.ConnectionCls = Watched
    limit = threading.Timer(seconds, cut)
    limit.daemon = True
    limit.start()
    try:
        yield
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise (TooSlow() if is_over.is_set() else error) from None
    finally:
        limit.cancel()
        limit.join()
        for each in opened:
            each.close()
    if is_over.is_set():
        raise TooSlow
