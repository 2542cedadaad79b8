"""Which errors say that a dependency gave no answer in time, and the answer to a request that met
one outside of a dialogue's turn: 503, and when to come again. Nothing is wrong with the request.
"""

from __future__ import annotations

from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.kernel import OutOfTime, Unavailable, is_transient

RETRY_AFTER_SECONDS = 5
QUERY_CANCELED = "57014"  # the server has ended a statement at the time limit


def is_outage(error: Exception) -> bool:
    if isinstance(error, DBAPIError):
        return is_transient(error) or getattr(error.orig, "sqlstate", None) == QUERY_CANCELED
    return isinstance(error, OutOfTime | Unavailable | PoolTimeout | RedisError)
