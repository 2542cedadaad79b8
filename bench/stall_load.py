"""The clients of bench/stall.py: carriers' webhooks, the start page of the desk and /healthz."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

import pyotp
from twilio.request_validator import RequestValidator

AUTH_TOKEN, USSD_TOKEN, HOTLINE = "a-token-for-stalls", "another-token-for-stalls", "+8610105"
CALLERS = [f"+861380000000{member}" for member in range(1, 6)]  # for each kind of client
RUSH = [f"+861390000{number:04}" for number in range(100)]
REPEATED = ("voice", "sms", "ussd", "desk", "healthz")
KINDS = (*REPEATED, "rush")
GOOD, APOLOGIES = ("reply", "page"), ("apology", "error page")
SENDERS = count(1)
PAUSE_SECONDS = 0.1
GIVE_UP_SECONDS = 60.0
SORRY = ("抱歉", "orry, ")  # some callers speak English
# What only a reply has that was made with both servers. A caller who is put through to an agent
# because one of them does not answer hears no menu.
MENU_OF = {"voice": "<Gather", "sms": "<Message>", "ussd": "CON ", "rush": "<Gather"}
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
SECRET = re.compile(r'<code class="secret">(\w+)</code>')
Headers = Form = dict[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """`kind`: of the client, one of KINDS.
    `result`: one of GOOD or APOLOGIES, or what was wrong."""

    kind: str
    began: float
    ended: float
    result: str

    @property
    def seconds(self) -> float:
        return self.ended - self.began

    @property
    def is_good(self) -> bool:
        return self.result in GOOD


@dataclass
class Load:
    """Clients that go on until `over` is set; `answers` in no order."""

    url: str
    answers: list[Answer] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._address = self.url.removeprefix("http://")
        self._validator = RequestValidator(AUTH_TOKEN)
        self._cookie = self._signed_in()

    def start(self) -> list[threading.Thread]:
        """Clients that ask one time after the other."""
        asks: list[tuple[str, Callable[[], str]]] = [
            (kind, self._webhook(kind, caller))
            for kind in ("voice", "sms", "ussd")
            for caller in CALLERS
        ]
        asks += [("desk", self._page)] * len(CALLERS) + [("healthz", self._probe)]
        threads = [threading.Thread(target=self._repeat, args=ask) for ask in asks]
        for thread in threads:
            thread.start()
        return threads

    def rush(self) -> list[threading.Thread]:
        """Callers who all call at once, one time."""
        webhooks = [self._webhook("rush", caller) for caller in RUSH]
        threads = [threading.Thread(target=self._ask, args=("rush", ask)) for ask in webhooks]
        for thread in threads:
            thread.start()
        return threads

    def _repeat(self, kind: str, ask: Callable[[], str]) -> None:
        while not self.over.is_set():
            self._ask(kind, ask)
            self.over.wait(PAUSE_SECONDS)

    def _ask(self, kind: str, ask: Callable[[], str]) -> None:
        began = time.monotonic()
        try:
            result = ask()
        except (OSError, http.client.HTTPException) as error:
            result = f"no answer ({type(error).__name__})"
        self.answers.append(Answer(kind, began, time.monotonic(), result))

    def _webhook(self, kind: str, caller: str) -> Callable[[], str]:
        def ask() -> str:
            path, form = WEBHOOKS[kind](caller, f"{caller[1:]}{time.monotonic_ns():019}")
            signature = self._validator.compute_signature(self.url + path, form)
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-Twilio-Signature": signature,
            }
            status, body, _ = self._send("POST", path, urlencode(form), headers)
            if status != 200:
                return f"status {status}"
            if any(sorry in body for sorry in SORRY):
                return "apology"
            return "reply" if MENU_OF[kind] in body else "neither reply nor apology"

        return ask

    def _page(self) -> str:
        status, _, _ = self._send("GET", "/desk/", None, {"Cookie": self._cookie})
        return {200: "page", 503: "error page"}.get(status, f"status {status}")

    def _probe(self) -> str:
        status, _, _ = self._send("GET", "/healthz", None, {})
        return "page" if status == 200 else f"status {status}"

    def _signed_in(self) -> str:
        """The cookie of an agent, who sets up the second factor first."""
        _, page, cookie = self._send("GET", "/desk/sign-in", None, {})
        form = {"name": "agent", "password": "demo-agent", "csrf_token": _found(CSRF, page)}
        cookie = self._submitted("/desk/sign-in", form, cookie)
        _, page, cookie = self._send("GET", "/desk/second-factor", None, {"Cookie": cookie})
        code = pyotp.TOTP(_found(SECRET, page)).now()
        form = {"code": code, "csrf_token": _found(CSRF, page)}
        return self._submitted("/desk/second-factor", form, cookie)

    def _submitted(self, path: str, form: dict[str, str], cookie: str) -> str:
        """The cookie that follows."""
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        status, page, new_cookie = self._send("POST", path, urlencode(form), headers)
        assert status == 303 and new_cookie, (status, page)
        return new_cookie

    def _send(
        self, method: str, path: str, body: str | None, headers: Headers
    ) -> tuple[int, str, str]:
        """Status, body and the cookies that are set."""
        connection = http.client.HTTPConnection(self._address, timeout=GIVE_UP_SECONDS)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            cookies = [value for name, value in answer.getheaders() if name == "set-cookie"]
            cookie = "; ".join(value.split(";")[0] for value in cookies)
            return answer.status, answer.read().decode(), cookie
        finally:
            connection.close()


def _call(caller: str, unique: str) -> tuple[str, Form]:
    return "/ivr/call", {"CallSid": f"CA{unique}", "From": caller, "To": HOTLINE}


def _text(_caller: str, unique: str) -> tuple[str, Form]:
    """Each from another number: one that sends the same text again and again gets no answer."""
    sender = f"+86137{next(SENDERS):08}"
    form = {"MessageSid": f"SM{unique}", "From": sender, "To": HOTLINE, "Body": "JF"}
    return "/sms/message", form


def _dial(caller: str, unique: str) -> tuple[str, Form]:
    form = {"sessionId": f"AT{unique}", "phoneNumber": caller, "serviceCode": "*105#"}
    return f"/ussd/session?token={USSD_TOKEN}", form | {"text": ""}


WEBHOOKS = {"voice": _call, "sms": _text, "ussd": _dial, "rush": _call}


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    assert found, page
    return found.group(1)
