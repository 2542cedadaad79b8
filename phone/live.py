"""The server's open phones: a small registry in memory, for this is a demo in one process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import uuid4

from phone.text import Text
from phone.ussd import UssdSession
from phone.voice import Call

PHONES_MAX = 200
IDLE_S = 30 * 60

Phone = Call | Text | UssdSession
OnePhone = TypeVar("OnePhone", Call, Text, UssdSession)


class NoSuchPhone(LookupError):
    """No open phone has this key: it was idle too long, or the server has been restarted."""


@dataclass
class _Slot:
    phone: Phone
    used_at: float
    lock: threading.Lock = field(default_factory=threading.Lock)


class LivePhones:
    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._slots: dict[str, _Slot] = {}
        self._lock = threading.Lock()

    def add(self, phone: Phone) -> str:
        key = uuid4().hex
        with self._lock:
            self._make_room()
            self._slots[key] = _Slot(phone, self._clock())
        return key

    @contextmanager
    def use(self, key: str, kind: type[OnePhone]) -> Iterator[OnePhone]:
        """One input at a time: two quick keys must not overtake each other inside a call."""
        with self._lock:
            slot = self._slots.get(key)
        if slot is None or not isinstance(slot.phone, kind):
            raise NoSuchPhone(key)
        with slot.lock:
            slot.used_at = self._clock()
            yield slot.phone

    def call(self, sid: str) -> Call | None:
        """By the id that the carrier and the hotline know it under."""
        with self._lock:
            phones = [slot.phone for slot in self._slots.values()]
        return next((one for one in phones if isinstance(one, Call) and one.sid == sid), None)

    def _make_room(self) -> None:
        by_age = sorted(self._slots, key=lambda key: self._slots[key].used_at)
        too_many = by_age[: max(0, len(by_age) - PHONES_MAX + 1)]
        oldest = self._clock() - IDLE_S
        for key in by_age:
            if key in too_many or self._slots[key].used_at < oldest:
                del self._slots[key]
