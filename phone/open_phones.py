"""The phones that are in use on the page, in memory, since the demo runs in one process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import uuid4

from phone.call import Call
from phone.text_message import TextMessage
from phone.ussd_session import UssdSession

PHONES_MAX = 200
IDLE_S = 30 * 60

Phone = Call | TextMessage | UssdSession
OnePhone = TypeVar("OnePhone", Call, TextMessage, UssdSession)


class NoSuchPhone(LookupError):
    """No open phone has this key. It may have been idle for too long, or the server has
    restarted."""


@dataclass
class _Slot:
    phone: Phone
    used_at: float
    lock: threading.Lock = field(default_factory=threading.Lock)


class OpenPhones:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._slots: dict[str, _Slot] = {}
        self._lock = threading.Lock()

    def add(self, phone: Phone) -> str:
        key = uuid4().hex
        with self._lock:
            self._evict()
            self._slots[key] = _Slot(phone, self._clock())
        return key

    @contextmanager
    def use(self, key: str, kind: type[OnePhone]) -> Iterator[OnePhone]:
        """Locks and yields the phone of that key and kind. One input at a time, so that of two
        quick keys the second cannot overtake the first. Raises NoSuchPhone."""
        with self._lock:
            slot = self._slots.get(key)
        if slot is None or not isinstance(slot.phone, kind):
            raise NoSuchPhone(key)
        with slot.lock:
            slot.used_at = self._clock()
            yield slot.phone

    def call(self, sid: str) -> Call | None:
        """The open call with this sid; None if there is none."""
        with self._lock:
            phones = [slot.phone for slot in self._slots.values()]
        return next((one for one in phones if isinstance(one, Call) and one.sid == sid), None)

    def _evict(self) -> None:
        by_age = sorted(self._slots, key=lambda key: self._slots[key].used_at)
        too_many = by_age[: max(0, len(by_age) - PHONES_MAX + 1)]
        oldest = self._clock() - IDLE_S
        for key in by_age:
            if key in too_many or self._slots[key].used_at < oldest:
                del self._slots[key]
