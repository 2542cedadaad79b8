"""The hotline that is fuzzed, and what must be true of every answer: no 5xx, no exception in the
log, TwiML that parses, a page of the desk's own for what the desk refuses, and no row changed by a
refused webhook."""

from __future__ import annotations

import asyncio
import io
import random
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

from asgi_client import Client, scope
from flask import Flask
from generator import Request
from prometheus_client import make_wsgi_app
from sqlalchemy import text
from twilio.request_validator import RequestValidator
from values import HANDOVERS
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

import wsgi
from core.kernel import Database, Settings
from core.staff import web_sessions
from web.asgi import Front
from web.wsgi_pool import environ_of

AT = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
PUBLIC_URL, AUTH_TOKEN, USSD_TOKEN = "https://hotline.example", "an-auth-token", "a-ussd-token"
KANNEL_SECRET = "a-kannel-secret"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
TOO_LARGE = 413
NOT_READY = (503, "/readyz")  # on a machine too busy for the database to answer in time
UNAVAILABLE = 502  # of a recording that the carrier does not deliver
REPAIRED_EVERY = 200  # requests: so often the accounts that were disabled or renamed are restored
MOVED = """SELECT (SELECT COUNT(*) FROM posting), (SELECT COUNT(*) FROM idempotency),
    (SELECT COUNT(*) FROM complaint), (SELECT COUNT(*) FROM handover),
    (SELECT COALESCE(SUM(version), 0) FROM handover), (SELECT COUNT(*) FROM outbox)"""
REPAIR = (
    "UPDATE agent SET password_expires_at = NULL",
    "UPDATE agent SET role = 'agent', active = TRUE WHERE agent IN ('agent', 'agent2')",
    "UPDATE agent SET role = 'supervisor', active = TRUE WHERE agent LIKE 'supervisor%'",
    "UPDATE agent SET role = 'auditor', active = TRUE WHERE agent = 'auditor'",
)


METRICS = Map([Rule("/metrics", methods=["GET"])])


class Finding(AssertionError):
    """An answer that must not be."""


class Target:
    def __init__(self, database_url: str, redis_url: str) -> None:
        self.log = io.StringIO()
        settings = Settings.for_demo(
            database_url=database_url,
            redis_url=redis_url,
            public_url=PUBLIC_URL,
            twilio_auth_token=AUTH_TOKEN,
            ussd_token=USSD_TOKEN,
            kannel_url="http://127.0.0.1:1",
            kannel_user="hotline",
            kannel_password="a-kannel-password",
            kannel_secret=KANNEL_SECRET,
            twilio_api_url="http://127.0.0.1:1",
        )
        with self._logged():
            self.app: Flask = wsgi.create_app(
                settings, now=lambda: AT, randomness=random.Random(7), second_factor=False
            )
        self._front, self._loop = wsgi.front_of(self.app), asyncio.new_event_loop()
        # Playwright keeps an event loop running in the main thread of the tests.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="loop")
        self._metrics = Front(make_wsgi_app(), https=True)
        self.database: Database = self.app.extensions["hotline"]._database
        self._validator = RequestValidator(AUTH_TOKEN)
        self._browsers: dict[str, tuple[str, str]] = {}
        self._sent = 0

    def close(self) -> None:
        self.database.dispose()
        self._thread.shutdown()
        self._loop.close()

    @property
    def rules(self) -> list[Rule]:
        """Those of the application, and /metrics, which has a port of its own."""
        return [*self.app.url_map.iter_rules(), *METRICS.iter_rules()]

    @contextmanager
    def _logged(self) -> Iterator[None]:
        """The application's log goes to what is stderr when the application is made."""
        before, sys.stderr = sys.stderr, self.log
        try:
            yield
        finally:
            sys.stderr = before

    def check(self, request: Request) -> int:
        """Sends the request and returns the status of the answer. Raises Finding."""
        if self._sent % REPAIRED_EVERY == 0:
            self._repair()
        self._sent += 1
        is_webhook = request.rule.startswith(("/ivr", "/sms", "/ussd"))
        before = self._moved() if is_webhook else None
        answer = self._send(request)
        self._judge(request, answer)
        if is_webhook and 400 <= answer.status < 500 and self._moved() != before:
            raise Finding(f"{answer.status}, but rows have changed")
        return answer.status

    def _send(self, request: Request) -> Client:
        cookie, token = self._credentials(request.role)
        headers = {
            "Cookie": cookie,
            "Content-Type": request.content_type,
            "Content-Length": str(len(request.body)),
        }
        if request.is_signed:
            headers["X-CSRF-Token"] = token
        headers |= request.headers
        target = request.path + (f"?{request.query}" if request.query else "")
        asked = scope(request.method, target, headers.items())
        if "Host" in headers:
            asked["headers"] = asked["headers"][1:]  # without the one that is always there
        if request.is_signed:
            signature = self._signature(asked, request).encode()
            asked["headers"].append((b"x-twilio-signature", signature))
        self.log.seek(0)
        self.log.truncate()
        client = Client((request.body,))
        client.disconnect()  # after the request, so that a feed ends
        server = self._metrics if request.rule == "/metrics" else self._front
        answered = server(asked, client.receive, client.send)
        self._thread.submit(self._loop.run_until_complete, answered).result()
        return client

    def _signature(self, asked: dict[str, Any], request: Request) -> str:
        """Over what the application will read from the body."""
        environ = environ_of(asked, request.body)
        try:
            form: Any = MultiDict(self.app.request_class(environ).form)
        except Exception:
            form = {}
        form.pop(None, None)  # of a part without a name, for which no signature is defined
        path = environ["PATH_INFO"] + (f"?{request.query}" if request.query else "")
        return self._validator.compute_signature(PUBLIC_URL + path, form)

    def _judge(self, request: Request, answer: Client) -> None:
        logged = self.log.getvalue()
        if '"exception"' in logged or "Traceback" in logged:
            raise Finding(f"{answer.status}, and in the log: {logged[-4_000:]}")
        status, kind = answer.status, answer.headers.get("content-type", "").partition(";")[0]
        is_unavailable = status == UNAVAILABLE and request.path.endswith("/recording")
        if status >= 500 and not (is_unavailable or (status, request.path) == NOT_READY):
            raise Finding(f"{status}: {answer.body[:400]!r}")
        if kind == "text/xml" and request.method != "HEAD":
            ElementTree.fromstring(answer.body)
        elif status == TOO_LARGE:
            return  # by the front, before anybody knows whose page it is
        elif status >= 400 and status != 405 and request.method != "HEAD":
            self._judge_refusal(request, status, kind)

    def _judge_refusal(self, request: Request, status: int, kind: str) -> None:
        """A request with a Host that is none is refused before it has a route."""
        wanted = "text/html" if self._is_desk_page(request) else "text/plain"
        is_notification = self._endpoint_of(request).startswith("tmf_listener.")
        if request.path.startswith(("/api/v1", "/tmf-api")) and not is_notification:
            wanted = "application/problem+json"
        if kind != wanted and "Host" not in request.headers:
            raise Finding(f"{status} as {kind}")

    def _is_desk_page(self, request: Request) -> bool:
        return self._endpoint_of(request).startswith("desk.")

    def _endpoint_of(self, request: Request) -> str:
        """What the request reaches; "" if nothing: no route has a line break in its path."""
        path = _unquoted(request.path).encode("latin-1").decode("utf-8", "replace")
        try:
            endpoint, _ = self.app.url_map.bind("").match(path, method=request.method)
        except (HTTPException, ValueError):
            return ""
        return str(endpoint)

    def _credentials(self, role: str) -> tuple[str, str]:
        """The cookie of a browser, and the CSRF token of its session."""
        if role not in self._browsers:
            client = self.app.test_client()
            if role != "nobody":
                with client.session_transaction(base_url=PUBLIC_URL) as session:
                    session["token"] = self._begin_session(role)
            page = client.get("/desk/sign-in", base_url=PUBLIC_URL, follow_redirects=True)
            found, name = TOKEN.search(page.text), self.app.config["SESSION_COOKIE_NAME"]
            cookie = client.get_cookie(name, domain="hotline.example")
            value = f"{name}={cookie.value}" if cookie else ""
            self._browsers[role] = value, found.group(1) if found else ""
        return self._browsers[role]

    def _begin_session(self, role: str) -> str:
        token, half_way = web_sessions.new_token(), role == "half_way"
        self.database.run(
            lambda conn: web_sessions.begin(
                conn, "agent" if half_way else role, token, complete=not half_way,
                address="127.0.0.1", device="", at=AT,
            )
        )  # fmt: skip
        return token

    def _repair(self) -> None:
        for statement in REPAIR:
            self._sql(statement)
        HANDOVERS[:] = [
            (int(member_id), str(handover_id))
            for member_id, handover_id in self._sql(
                "SELECT member_id, handover_id FROM handover"
                " ORDER BY requested_at DESC, handover_id LIMIT 20"
            )
        ]
        self._sql(
            "UPDATE handover SET status = 'closed' WHERE status = 'open' AND"
            " (SELECT COUNT(*) FROM handover WHERE status = 'open') > 60"
        )
        self._browsers.clear()

    def _moved(self) -> Any:
        return self._sql(MOVED)

    def _sql(self, statement: str, **values: Any) -> Any:
        def run(conn: Any) -> Any:
            result = conn.execute(text(statement), values)
            return result.all() if result.returns_rows else None

        return self.database.run(run)


def _unquoted(path: str) -> str:
    return unquote_to_bytes(path).decode("latin-1")
