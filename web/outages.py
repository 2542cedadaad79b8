"""Which errors say that a dependency gave no answer in time, and the answer to a request that met
one outside of a dialogue's turn: 503, and when to come again. Nothing is wrong with the request.
"""

from __future__ import annotations

from redis.exceptions import RedisError

from core.kernel import is_unanswered

RETRY_AFTER_SECONDS = 5


def is_outage(error: Exception) -> bool:
    return is_unanswered(error) or isinstance(error, RedisError)
