"""Has Redis forget what it remembers of another book.

When the database is restored from a backup, Redis still has the replies and sessions of what
happened after that backup: it would tell a member of an order that is no more. The database has a
mark of its epoch, which `hotline db restored` changes; Redis keeps the epoch that its memory is of.
Where the two differ, Redis forgets. Promises of a text are kept: what they are about is looked up
in the book that there is now.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

import structlog

from core.books import marks
from core.kernel import Database

EPOCH_KEY = "book_epoch"
OF_CALLERS = "*{*}*"  # the keys of a caller have the number as their hash tag
KEYS_AT_ONCE = 1_000
log = structlog.get_logger()


class BookEpoch:
    """Compares the epochs when a process starts and whenever its poller reloads."""

    def __init__(self, database: Database, redis: Any) -> None:
        self._database = database
        self._redis = redis
        self._compared = ""

    def reload(self) -> None:
        """Raises nothing: as long as either does not answer, no turn has both."""
        try:
            epoch = self._database.read(marks.epoch)
            if epoch != self._compared:
                forget_other_books(self._redis, epoch)
                self._compared = epoch
        except Exception as error:
            log.error("epochs not compared", error=type(error).__name__)


def forget_other_books(redis: Any, epoch: str) -> int:
    """Have Redis forget what is of another epoch than this one. Returns how many keys that were.

    The epoch is written last: who is interrupted begins again. Several may do so at once."""
    remembered = redis.get(EPOCH_KEY)
    if remembered == epoch:
        return 0
    count = 0
    # Before there were epochs, Redis remembered the first one.
    if remembered is not None or epoch != marks.FIRST_EPOCH:
        count = _forget(redis)
        log.warning("memory of another book forgotten", keys=count)
    redis.set(EPOCH_KEY, epoch)
    return count


def _forget(redis: Any) -> int:
    count, keys = 0, redis.scan_iter(match=OF_CALLERS, count=KEYS_AT_ONCE)
    while batch := list(islice(keys, KEYS_AT_ONCE)):
        count += redis.unlink(*batch)
    return count
