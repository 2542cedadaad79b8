"""The client of the session store's Redis: its time-outs, and what it does while Redis is away.

A command begins only while the work has time left (core.kernel.time_limits) and Redis is not known
to be down (core.kernel.circuit), and then takes at most TIMEOUT_SECONDS, once. Every failure is a
RedisError.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from redis import Redis
from redis.backoff import NoBackoff
from redis.cluster import ClusterNode, RedisCluster
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisClusterException
from redis.exceptions import TimeoutError as RedisTimeout
from redis.retry import Retry

from core.kernel import Circuit, OutOfTime, Unavailable, require_time_left

TIMEOUT_SECONDS = 1.0
# A connection that Redis has closed meanwhile is opened anew. A time-out is not tried again: it
# would take as long once more, and by default the client tries ten times.
OPTIONS: dict[str, Any] = {
    "socket_timeout": TIMEOUT_SECONDS,
    "socket_connect_timeout": TIMEOUT_SECONDS,
    "retry": Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,)),
}


class RedisUnavailable(RedisConnectionError):
    """Nothing was sent: Redis is known to be down, or the time is used up."""


class BoundedRedis(Redis):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ping = partial(super().execute_command, "PING")
        self._circuit = Circuit("redis", ping)

    def execute_command(self, *args: Any, **options: Any) -> Any:
        return _bounded(self._circuit, partial(super().execute_command, *args, **options))


class BoundedCluster(RedisCluster):
    """Each node has a circuit of its own: while one is down, the callers whose sessions are on
    others are served."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._circuits: dict[str, Circuit] = {}
        super().__init__(*args, **options)

    def _execute_command(self, target_node: ClusterNode, *args: Any, **options: Any) -> Any:
        act = partial(super()._execute_command, target_node)
        circuit = self._circuits.get(target_node.name)
        if circuit is None:
            made = Circuit(f"redis {target_node.name}", partial(act, "PING"))
            circuit = self._circuits.setdefault(target_node.name, made)
        return _bounded(circuit, partial(act, *args, **options))


def connect(url: str) -> Redis | RedisCluster:
    """A client of the Redis server at `url`: redis://, unix:// or, for a cluster,
    redis+cluster://."""
    if url.startswith("redis+cluster://"):
        plain = url.replace("redis+cluster://", "redis://", 1)
        return BoundedCluster.from_url(plain, decode_responses=True, **OPTIONS)
    return BoundedRedis.from_url(url, decode_responses=True, **OPTIONS)


def check_redis(client: Any) -> None:
    """Raises RedisError unless Redis answers; of a cluster, each node that holds sessions."""
    if isinstance(client, RedisCluster):
        client.ping(target_nodes=RedisCluster.PRIMARIES)
    else:
        client.ping()


def _bounded(circuit: Circuit, act: Callable[[], Any]) -> Any:
    try:
        require_time_left()
        circuit.check()
    except (OutOfTime, Unavailable) as error:
        raise RedisUnavailable(type(error).__name__) from error
    began = time.monotonic()
    try:
        return act()
    except RedisClusterException as error:  # it is no RedisError
        circuit.failed(type(error).__name__, time.monotonic() - began)
        raise RedisUnavailable(str(error)) from error
    except (RedisConnectionError, RedisTimeout) as error:
        circuit.failed(type(error).__name__, time.monotonic() - began)
        raise
