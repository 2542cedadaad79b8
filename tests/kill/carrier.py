"""A carrier: delivers signed messages, and repeats each until it is answered."""

from __future__ import annotations

import html
import http.client
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from processes import AUTH_TOKEN, USSD_TOKEN
from twilio.request_validator import RequestValidator

from flows.protocol import Channel, Heard
from ivr import request_parsing as voice
from sms import request_parsing as sms
from ussd import request_parsing as ussd

HOTLINE = "+8610105"
PIN = "135790"
APOLOGY = "抱歉"
CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
WAIT_SECONDS = 15.0  # Twilio's, for an answer
GIVE_UP_SECONDS = 120.0  # a real carrier tries twice; here it tries until it knows
PAUSE_SECONDS = 0.2
# The last of each confirms.
VOICE_KEYS, USSD_ENTRIES = ("2", "3", PIN, "1", "2", "1"), ("4", "3", PIN, "2", "1")
ANSWERED = "messages answered"
Message = tuple[str, dict[str, str]]


@dataclass(frozen=True)
class Told:
    """An answer that reached the member."""

    heard: Heard
    words: str

    @property
    def is_confirmation(self) -> bool:
        """Whether it answers the message that confirms the redemption."""
        if self.heard.channel is Channel.VOICE:
            return self.heard.seq == len(VOICE_KEYS)
        if self.heard.channel is Channel.USSD:
            return len(self.heard.text.split("*")) == len(USSD_ENTRIES)
        return self.heard.typed.isdecimal()


@dataclass
class Counts:
    """Of redemptions, `orders` of a gift for each member apart."""

    events: Counter[str] = field(default_factory=Counter)
    # member -> 'acknowledged', 'unknown' (an apology, or given up)
    outcomes: dict[int, str] = field(default_factory=dict)
    told: dict[int, list[Told]] = field(default_factory=dict)  # in the order of arrival
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

    def deliver(self, message: Message, member_id: int) -> str:
        """Delivers the message until it is answered, with the same bytes each time; returns the
        answer, which the member is then told."""
        answer = self._answer(message)
        told = Told(heard(message), words_of(answer))
        self._counts.told.setdefault(member_id, []).append(told)
        return answer

    def _answer(self, message: Message) -> str:
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


def heard(message: Message) -> Heard:
    """The message as the hotline reads it."""
    path, form = message
    if path.startswith("/sms"):
        return sms.message(form)
    if path.startswith("/ussd"):
        return ussd.request_heard(form)
    _, is_turn, number = path.partition("?n=")
    return voice.turn_answered(form, {"n": number}) if is_turn else voice.call_started(form)


def words_of(answer: str) -> str:
    """What is heard or shown of a rendered answer."""
    return html.unescape(re.sub("<[^>]*>", " ", answer))


def voice_messages(number: str, sid: str) -> Iterator[Message]:
    form = {"CallSid": f"CA{sid}", "From": number, "To": HOTLINE}
    yield "/ivr/call", form | {"CallStatus": "ringing"}
    for turn, keys in enumerate(VOICE_KEYS, start=1):
        yield f"/ivr/turn?n={turn}", form | {"CallStatus": "in-progress", "Digits": keys}


def ussd_messages(number: str, sid: str) -> Iterator[Message]:
    for count in range(len(USSD_ENTRIES) + 1):
        text = "*".join(USSD_ENTRIES[:count])
        form = {"sessionId": f"AT{sid}", "phoneNumber": number, "serviceCode": "*105#"}
        yield f"/ussd/session?token={USSD_TOKEN}", form | {"text": text}


def sms_messages(number: str, sid: str) -> Iterator[Message]:
    """The code is in the first answer, which the generator is sent."""
    form = {"From": number, "To": HOTLINE}
    answer = yield "/sms/message", form | {"MessageSid": f"SM{sid}1", "Body": "DH 2"}  # type: ignore[misc]
    code = CODE.search(answer)
    if code is not None:
        yield "/sms/message", form | {"MessageSid": f"SM{sid}2", "Body": code.group()}


def balance_message(number: str, sid: str) -> Message:
    return "/sms/message", {"From": number, "To": HOTLINE, "MessageSid": f"SM{sid}3", "Body": "JF"}


CHANNELS: tuple[Callable[[str, str], Iterator[Message]], ...] = (
    voice_messages,
    ussd_messages,
    sms_messages,
)


def redeem(
    carrier: Carrier, counts: Counts, member_id: int, number: str, confirmation: str
) -> None:
    """One member, one redemption; its last message twice more, as a network does it. Then the
    member asks by text how many points are left."""
    channel = CHANNELS[member_id % len(CHANNELS)]
    session = channel(number, f"{member_id:032x}")
    message, answer = next(session), ""
    try:
        while True:
            answer = carrier.deliver(message, member_id)
            if APOLOGY in answer:
                counts.add("apologies")
                break
            try:
                message = session.send(answer)  # type: ignore[attr-defined]
            except StopIteration:
                break
        for _ in range(2):
            again = carrier.deliver(message, member_id)
            counts.add("delivered once more")
            if APOLOGY in answer:
                answer = again  # an apology is no reply: the message is taken again
            elif APOLOGY in again and CODE.search(answer):
                counts.add("apologies")  # the database crashed meanwhile, where the code is sealed
            elif again != answer:
                counts.errors.append(f"member {member_id}: {answer!r}, then {again!r}")
        carrier.deliver(balance_message(number, f"{member_id:032x}"), member_id)
    except GivenUp:
        counts.add("given up")
    counts.outcomes[member_id] = "acknowledged" if confirmation in answer else "unknown"
