"""What the hotline asks of the carrier: texts to deliver, telephones to let ring, calls to change.

All of it is kept in memory, for this is a demo in one process.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime

from phone.carrier import Carrier
from phone.live import LivePhones
from phone.ringing import Ringing, Status
from phone.timers import later
from phone.voice import Call

DELIVERY_SECONDS = 0.3


@dataclass
class Delivered:
    sid: str
    number: str
    words: str
    status_at: str
    status: str = "queued"
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


class Exchange:
    def __init__(self, carrier: Carrier, phones: LivePhones) -> None:
        self.carrier = carrier
        self._phones = phones
        self._texts: dict[str, list[Delivered]] = defaultdict(list)
        self._ringing: dict[str, Ringing] = {}
        self._lock = threading.Lock()

    def send(self, number: str, words: str, status_at: str) -> Delivered:
        text = Delivered(self.carrier.ids("SM"), number, words, status_at)
        with self._lock:
            self._texts[number].append(text)
        later(DELIVERY_SECONDS, lambda: self._tell_status(text, "sent", "delivered"))
        return text

    def texts(self, number: str, after: int = 0) -> list[Delivered]:
        """Those that came after the first so many."""
        with self._lock:
            return self._texts[number][after:]

    def ring(self, number: str, url: str, status_at: str, seconds: float) -> Ringing:
        ringing = Ringing(self.carrier.ids("CA"), number, url, status_at)
        with self._lock:
            self._ringing[ringing.sid] = ringing
        later(seconds, lambda: self.end(ringing, "no-answer"))
        return ringing

    def ringing(self, sid: str) -> Ringing | None:
        with self._lock:
            return self._ringing.get(sid)

    def calls_to(self, number: str) -> list[Ringing]:
        """The newest first."""
        with self._lock:
            calls = [call for call in self._ringing.values() if call.number == number]
        return calls[::-1]

    def answer(self, ringing: Ringing) -> tuple[str, Call] | None:
        """The call and its key; None: too late."""
        if not ringing.ends_as("in-progress"):
            return None
        call = self.carrier.connect(ringing)
        return self._phones.add(call), call

    def end(self, ringing: Ringing, status: Status) -> bool:
        ended = ringing.ends_as(status)
        if ended:
            self.carrier.never_connected(ringing)
        return ended

    def call(self, sid: str) -> Call | None:
        """One that is connected, whoever began it."""
        return self._phones.call(sid)

    def _tell_status(self, text: Delivered, *statuses: str) -> None:
        for status in statuses:
            text.status = status
            if text.status_at:
                form = self.carrier.from_us(text.number)
                sid = {"MessageSid": text.sid, "SmsSid": text.sid}
                said = {"MessageStatus": status, "SmsStatus": status}
                self.carrier.notify(text.status_at, form | sid | said)
