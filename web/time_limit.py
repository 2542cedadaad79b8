"""A limit to the time that a whole request to another server takes: the time to read begins anew
with each byte, which may come one by one for hours.

    with new_session() as session, time_limit(20.0):
        answer = session.get(url, timeout=(3.0, 10.0), allow_redirects=False)
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar
from weakref import WeakSet

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection

Session = TypeVar("Session", bound=requests.Session)


class TooSlow(TimeoutError):
    pass


class _Limit:
    """Of what one thread asks for at a time. A connection that has ended is not kept open."""

    def __init__(self) -> None:
        self.is_over = False
        self._lines: WeakSet[socket.socket] = WeakSet()
        self._lock = threading.Lock()

    def watch(self, line: socket.socket) -> None:
        with self._lock:
            self._lines.add(line)
            if self.is_over:
                _cut(line)

    def end(self) -> None:
        with self._lock:
            self.is_over = True
            for line in self._lines:
                _cut(line)


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it has ended meanwhile
        # Not what TLS makes of it, which whoever reads takes for a mistake of their own.
        socket.socket.shutdown(line, socket.SHUT_RDWR)


class _Current(threading.local):
    limit: _Limit | None = None


_current = _Current()


class _Watched(HTTPConnection):
    """`sock` is None until the connection is made, and again once it has ended."""

    _beginning: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        made = super()._new_conn()
        if _current.limit:
            self._beginning = made.dup()  # TLS takes the socket itself
            _current.limit.watch(self._beginning)
        return made

    def connect(self) -> None:
        try:
            super().connect()
        finally:
            if self._beginning:
                self._beginning.close()
        if self.sock and _current.limit:
            _current.limit.watch(self.sock)

    def request(self, *args: Any, **options: Any) -> None:
        if self.sock and _current.limit:  # used before
            _current.limit.watch(self.sock)
        super().request(*args, **options)


class _SecureConnection(_Watched, HTTPSConnection):
    pass


class LimitedPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Watched


class LimitedSecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


_POOLS = {"http": LimitedPool, "https": LimitedSecurePool}


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **options)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = _POOLS
        return manager


def new_session() -> requests.Session:
    return limited(requests.Session())


def limited(session: Session) -> Session:
    """The same session, whose requests heed time_limit(). It sends the credentials that a request
    names, and none of the machine's own (.netrc)."""
    for scheme in _POOLS:
        session.mount(f"{scheme}://", _Adapter())
    session.auth = _as_it_is
    return session


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Cut the connections that this thread uses meanwhile once the time is over, whatever it waits
    for. Raises TooSlow then, because headers that end so look complete."""
    limit, outer = _Limit(), _current.limit
    timer = threading.Timer(seconds, limit.end)
    timer.daemon = True
    timer.start()
    _current.limit = limit
    try:
        yield
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise (TooSlow() if limit.is_over else error) from None
    finally:
        _current.limit = outer
        timer.cancel()
        timer.join()
    if limit.is_over:
        raise TooSlow
