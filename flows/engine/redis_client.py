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
from redis.connection import parse_url
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisClusterException
from redis.exceptions import TimeoutError as RedisTimeout
from redis.retry import Retry
from redis.sentinel import Sentinel

from core.kernel import Circuit, OutOfTime, Unavailable, require_time_left, tracing
from flows.engine.redis_address import RedisAddress, read_address

TIMEOUT_SECONDS = 1.0
# A connection that Redis has closed meanwhile is opened anew. A time-out is not tried again: it
# would take as long once more, and by default the client tries ten times.
OPTIONS: dict[str, Any] = {
    "socket_timeout": TIMEOUT_SECONDS,
    "socket_connect_timeout": TIMEOUT_SECONDS,
    "retry": Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,)),
}
SYSTEM = {"db.system": "redis"}
CHECK = "return redis.call('SET', KEYS[1], '1', 'PX', 1000)"
# Keys lie at random slots. Sixteen find a third of them that no node serves, but for one time in
# 650; a primary with few slots is not looked for without end.
CHECKED_KEYS_MIN, CHECKED_KEYS_MAX = 16, 200


class RedisUnavailable(RedisConnectionError):
    """Nothing was sent: Redis is known to be down, or the time is used up."""


class BoundedRedis(Redis):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ping = partial(super().execute_command, "PING")
        self._circuit = Circuit("redis", ping)

    def execute_command(self, *args: Any, **options: Any) -> Any:
        act = partial(super().execute_command, *args, **options)
        with tracing.span(str(args[0]), **SYSTEM):
            return _bounded(self._circuit, act)


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
        with tracing.span(str(args[0]), **SYSTEM):
            return _bounded(circuit, partial(act, *args, **options))


def connect(url: str) -> Redis | RedisCluster:
    """A client of the Redis at `url`: see flows.engine.redis_address. Raises BadSettings."""
    address = read_address(url)
    if address.kind == "cluster":
        others = [ClusterNode(*each) for each in address.nodes[1:]]
        return BoundedCluster(
            url=address.url, startup_nodes=others, decode_responses=True, **OPTIONS
        )
    if address.kind == "sentinel":
        return _primary_of_sentinels(address)
    return BoundedRedis.from_url(url, decode_responses=True, **OPTIONS)


def _primary_of_sentinels(address: RedisAddress) -> Redis:
    """A client that asks the sentinels for the primary whenever it connects."""
    options = {**parse_url(address.url), **OPTIONS, "decode_responses": True}
    is_tls = options.pop("connection_class", None) is not None
    for each in ("host", "port"):
        options.pop(each)
    # The sentinels' own users are others than the server's.
    own = {key: value for key, value in options.items() if key.startswith(("ssl_", "socket_"))}
    sentinel = Sentinel(address.nodes, sentinel_kwargs={"ssl": is_tls, **own}, **options)
    primary: Redis = sentinel.master_for(address.service, redis_class=BoundedRedis, ssl=is_tls)
    return primary


def check_redis(client: Any) -> None:
    """Raises RedisError unless Redis does what a turn needs: a script that reads and writes. A
    server that lacks slots, or takes no writes, answers PING all the same. Of a cluster, each
    primary is asked, by keys that it holds."""
    if not isinstance(client, RedisCluster):
        client.eval(CHECK, 1, "readyz")
        return
    primaries = {node.name for node in client.get_primaries()}
    for number in range(CHECKED_KEYS_MAX):
        key = f"readyz:{number}"
        client.eval(CHECK, 1, key)
        primaries.discard(client.get_node_from_key(key).name)
        if number >= CHECKED_KEYS_MIN and not primaries:
            return


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
