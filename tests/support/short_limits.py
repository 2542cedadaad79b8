"""Limits that are short while a server stands still, so that a test does not wait longer than it
must. What is asked of servers that run keeps the long limits of the conftest: on a busy machine any
answer may come late, and no test is about that.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from redis.exceptions import RedisError

from core.kernel import bounded_connection
from flows.engine import promises, redis_client, session_store
from web import status, time_limits

REDIS_SECONDS = redis_client.TIMEOUT_SECONDS
_OPTIONS = ("socket_timeout", "socket_connect_timeout")


class ShortLimits:
    """`request_seconds`: of a request that begins meanwhile. `lock_ttl_ms`: of the sessions' locks
    that it takes."""

    def __init__(self) -> None:
        self.request_seconds, self.lock_ttl_ms = 1.0, 500
        self._clients: list[Any] = []
        self._depth = 0
        self._patch = pytest.MonkeyPatch()

    @contextmanager
    def also_of(self, client: Any) -> Iterator[None]:
        """Shortens those of this client of Redis as well."""
        self._clients.append(client)
        yield
        self._clients.remove(client)

    def of_new_clients(self, patch: pytest.MonkeyPatch) -> None:
        """Of clients of Redis that a test makes and cannot reach, all the time."""
        for option in _OPTIONS:
            patch.setitem(redis_client.OPTIONS, option, REDIS_SECONDS)

    @contextmanager
    def __call__(self) -> Iterator[None]:
        self.begin()
        try:
            yield
        finally:
            self.end()

    def begin(self) -> None:
        self._depth += 1
        if self._depth > 1:
            return
        for module, name, value in (
            (time_limits, "REQUEST_SECONDS", self.request_seconds),
            (status, "CHECK_SECONDS", self.request_seconds),
            # However little is left when the server is asked, its silence is noticed.
            (bounded_connection, "SILENCE_SECONDS", 0.0),
            (session_store, "LOCK_TTL_MS", self.lock_ttl_ms),
            (promises, "KEEP_SECONDS", 5.0),
        ):
            self._patch.setattr(module, name, value)
        for client in self._clients:
            _limit(client, REDIS_SECONDS)
            while not _answers(client):  # has a connection from before the server stops
                threading.Event().wait(0.05)

    def end(self) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._patch.undo()
            for client in self._clients:
                _limit(client, redis_client.OPTIONS["socket_timeout"])


def _limit(client: Any, seconds: float) -> None:
    client.connection_pool.connection_kwargs.update(dict.fromkeys(_OPTIONS, seconds))
    client.connection_pool.disconnect()
    client.connection_pool.reset()  # else the connections are opened again with their own limits


def _answers(client: Any) -> bool:
    try:
        return bool(client.ping())
    except RedisError:
        return False
