"""The state behind the REST API: texts that the hotline sent, and calls that it placed.

It is kept in memory, since the demo runs in one process.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime

from phone.background import run_later
from phone.call import Call
from phone.carrier import Carrier
from phone.open_phones import OpenPhones
from phone.ringing_call import RingingCall, Status

DELIVERY_SECONDS = 0.3  # until a text is delivered


@dataclass
class SentText:
    sid: str
    number: str
    words: str
    status_url: str
    status: str = "queued"
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


class RestBackend:
    def __init__(self, carrier: Carrier, phones: OpenPhones) -> None:
        self.carrier = carrier
        self._phones = phones
        self._texts: dict[str, list[SentText]] = defaultdict(list)
        self._ringing: dict[str, RingingCall] = {}
        self._lock = threading.Lock()

    def send(self, number: str, words: str, status_url: str) -> SentText:
        text = SentText(self.carrier.ids("SM"), number, words, status_url)
        with self._lock:
            self._texts[number].append(text)
        run_later(DELIVERY_SECONDS, lambda: self._post_status(text, "sent", "delivered"))
        return text

    def texts(self, number: str, after: int = 0) -> list[SentText]:
        """The texts to `number`, without the first `after` of them."""
        with self._lock:
            return self._texts[number][after:]

    def ring(self, number: str, url: str, status_url: str, seconds: float) -> RingingCall:
        ringing = RingingCall(self.carrier.ids("CA"), number, url, status_url)
        with self._lock:
            self._ringing[ringing.sid] = ringing
        run_later(seconds, lambda: self.end(ringing, "no-answer"))
        return ringing

    def ringing(self, sid: str) -> RingingCall | None:
        with self._lock:
            return self._ringing.get(sid)

    def calls_to(self, number: str) -> list[RingingCall]:
        """All calls to `number`, including ended ones, the newest first."""
        with self._lock:
            calls = [call for call in self._ringing.values() if call.number == number]
        return calls[::-1]

    def answer(self, ringing: RingingCall) -> tuple[str, Call] | None:
        """Connect the call. Returns its key among the open phones, and the call; None if it no
        longer rings."""
        if not ringing.end_ringing("in-progress"):
            return None
        call = self.carrier.connect(ringing)
        return self._phones.add(call), call

    def end(self, ringing: RingingCall, status: Status) -> bool:
        """Stop the ringing and report `status`. False if the ringing had ended before."""
        ended = ringing.end_ringing(status)
        if ended:
            self.carrier.report_unanswered(ringing)
        return ended

    def call(self, sid: str) -> Call | None:
        """The connected call of that id, whoever placed it."""
        return self._phones.call(sid)

    def _post_status(self, text: SentText, *statuses: str) -> None:
        for status in statuses:
            text.status = status
            if text.status_url:
                form = self.carrier.outbound_form(text.number)
                sid = {"MessageSid": text.sid, "SmsSid": text.sid}
                said = {"MessageStatus": status, "SmsStatus": status}
                self.carrier.notify(text.status_url, form | sid | said)
