"""A carrier: delivers signed messages, and repeats each until it is answered."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from deployment import AUTH_TOKEN, USSD_TOKEN
from twilio.request_validator import RequestValidator

HOTLINE = "+8610105"
PIN = "135790"
APOLOGY = "抱歉"
WAIT_SECONDS = 15.0  # Twilio's, for an answer
GIVE_UP_SECONDS = 120.0  # a real carrier tries twice; here it tries until it knows
PAUSE_SECONDS = 0.2
ANSWERED = "messages answered"
Message = tuple[str, dict[str, str]]


@dataclass
class Counts:
    """Of redemptions, `orders` of a gift for each member apart."""

    events: Counter[str] = field(default_factory=Counter)
    # member -> 'acknowledged', 'unknown' (an apology, or given up)
    outcomes: dict[int, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, what: str, number: int = 1) -> None:
        with self.lock:
            self.events[what] += number


class Carrier:
    def __init__(self, url: str, counts: Counts) -> None:
        self._url, self._address = url, url.removeprefix("http://")
        self._validator = RequestValidator(AUTH_TOKEN)
        self._counts = counts

    def deliver(self, message: Message) -> str:
        """Delivers the message until it is answered, with the same bytes each time; returns the
        answer."""
        path, form = message
        body = urlencode(form)
        signature = self._validator.compute_signature(self._url + path, form)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": signature,
        }
        lost, until = False, time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < until:
            try:
                status, answer = self._post(path, body, headers)
            except _NotSent:
                self._counts.add("not connected")
                time.sleep(PAUSE_SECONDS)
                continue
            except OSError:
                lost = True
                self._counts.add("connections lost, outcome unknown")
                time.sleep(PAUSE_SECONDS)
                continue
            if status == 200:
                self._counts.add(ANSWERED)
                if lost:
                    self._counts.add("messages answered when retried")
                return answer
            raise AssertionError(f"{path}: {status} {answer[:200]}")
        raise GivenUp(path)

    def _post(self, path: str, body: str, headers: dict[str, str]) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self._address, timeout=WAIT_SECONDS)
        try:
            try:
                connection.connect()
            except OSError as error:
                raise _NotSent from error
            connection.request("POST", path, body, headers)
            try:
                response = connection.getresponse()
                return response.status, response.read().decode()
            except http.client.HTTPException as error:
                raise OSError("cut off") from error
        finally:
            connection.close()


class _NotSent(Exception):
    pass


class GivenUp(Exception):
    pass


def voice_messages(number: str, sid: str) -> Iterator[Message]:
    form = {"CallSid": f"CA{sid}", "From": number, "To": HOTLINE}
    yield "/ivr/call", form | {"CallStatus": "ringing"}
    for turn, keys in enumerate(("2", "3", PIN, "1", "2", "1"), start=1):
        yield f"/ivr/turn?n={turn}", form | {"CallStatus": "in-progress", "Digits": keys}


def ussd_messages(number: str, sid: str) -> Iterator[Message]:
    entries = ("", "4", "3", PIN, "2", "1")
    for count in range(1, len(entries) + 1):
        text = "*".join(entries[1:count])
        form = {"sessionId": f"AT{sid}", "phoneNumber": number, "serviceCode": "*105#"}
        yield f"/ussd/session?token={USSD_TOKEN}", form | {"text": text}


def sms_messages(number: str, sid: str) -> Iterator[Message]:
    """The code is in the first answer, which the generator is sent."""
    form = {"From": number, "To": HOTLINE}
    answer = yield "/sms/message", form | {"MessageSid": f"SM{sid}1", "Body": "DH 2"}  # type: ignore[misc]
    code = re.search(r"(?<!\d)\d{6}(?!\d)", answer)
    if code is not None:
        yield "/sms/message", form | {"MessageSid": f"SM{sid}2", "Body": code.group()}


CHANNELS: tuple[Callable[[str, str], Iterator[Message]], ...] = (
    voice_messages,
    ussd_messages,
    sms_messages,
)


def redeem(
    carrier: Carrier, counts: Counts, member_id: int, number: str, confirmation: str
) -> None:
    """One member, one redemption; its last message twice more, as a network does it."""
    channel = CHANNELS[member_id % len(CHANNELS)]
    session = channel(number, f"{member_id:032x}")
    message, answer = next(session), ""
    try:
        while True:
            answer = carrier.deliver(message)
            if APOLOGY in answer:
                counts.add("apologies")
                break
            try:
                message = session.send(answer)  # type: ignore[attr-defined]
            except StopIteration:
                break
        for _ in range(2):
            again = carrier.deliver(message)
            counts.add("delivered once more")
            if APOLOGY in answer:
                answer = again  # an apology is no reply: the message is taken again
            elif again != answer:
                counts.errors.append(f"member {member_id}: {answer!r}, then {again!r}")
    except GivenUp:
        counts.add("given up")
    counts.outcomes[member_id] = "acknowledged" if confirmation in answer else "unknown"
