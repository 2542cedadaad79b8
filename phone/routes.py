"""The page and what its script calls. For development and demos only: it can call as anyone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request

from phone.carrier import Carrier
from phone.demo_callers import DEMO_MEMBERS, Member
from phone.incoming import serve_incoming
from phone.live import LivePhones, NoSuchPhone
from phone.rest import make_rest
from phone.switchboard import Exchange
from phone.text import Text
from phone.ussd import UssdSession
from phone.views import Json, call_view, redelivery_view, session_view, text_view
from phone.voice import Call
from phone.wire import NothingDelivered

# Nothing inline and nothing from elsewhere, so that a reply shown on the page can run nothing.
CONTENT_POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

REFUSALS = {NoSuchPhone: 404, NothingDelivered: 409, KeyError: 400, ValueError: 400}


class NotForProduction(RuntimeError):
    """The phone signs requests as any caller, so a production server must not serve it."""


def make_phone(
    carrier: Carrier, members: Sequence[Member] = DEMO_MEMBERS, *, production: bool
) -> Blueprint:
    if production:
        raise NotForProduction("the phone plays any caller: it is never served in production")
    page = Blueprint(
        "phone", __name__, url_prefix="/phone", template_folder="templates", static_folder="static"
    )
    phones = LivePhones()
    for problem, status in REFUSALS.items():
        page.register_error_handler(problem, _refusal(status))
    page.after_request(_guard)
    _serve_page(page, members)
    _serve_calls(page, carrier, phones)
    _serve_texts(page, carrier, phones)
    _serve_sessions(page, carrier, phones)
    exchange = Exchange(carrier, phones)
    serve_incoming(page, exchange)
    page.register_blueprint(make_rest(exchange))
    return page


def _refusal(status: int) -> Callable[[Exception], tuple[Response, int]]:
    return lambda problem: (jsonify(error=f"{type(problem).__name__}: {problem}"), status)


def _guard(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


def _serve_page(page: Blueprint, members: Sequence[Member]) -> None:
    @page.get("/")
    def show() -> str:
        return render_template("phone.html")

    @page.get("/api/members")
    def list_members() -> Response:
        return jsonify(list(members))


CALL_INPUTS: dict[str, Callable[[Call, Json], object]] = {
    "press": lambda call, given: call.press(str(given["keys"])),
    "speak": lambda call, given: call.speak(str(given["words"])),
    "silence": lambda call, given: call.silence(),
    "record": lambda call, given: call.record(
        int(given["seconds"]), str(given.get("words", "")), str(given.get("key", ""))
    ),
    "wait": lambda call, given: call.wait(),
    "listen": lambda call, given: call.listen(),
    "agent-answers": lambda call, given: call.agent_answers(),
    "other-hangs-up": lambda call, given: call.other_hangs_up(),
    "hang-up": lambda call, given: call.hang_up(int(given.get("recorded", 0))),
}


def _serve_calls(page: Blueprint, carrier: Carrier, phones: LivePhones) -> None:
    @page.post("/api/calls")
    def dial() -> Json:
        given = _given("number")
        call = carrier.dial(given["number"], twice=bool(given.get("twice")))
        return call_view(phones.add(call), call)

    @page.post("/api/calls/<key>/<action>")
    def act(key: str, action: str) -> Json:
        given = _given()
        if action not in CALL_INPUTS:
            abort(404)
        with phones.use(key, Call) as call:
            call.wire.twice = bool(given.get("twice"))
            CALL_INPUTS[action](call, given)
            return call_view(key, call)

    @page.post("/api/calls/<key>/redeliver")
    def redeliver_call(key: str) -> Json:
        with phones.use(key, Call) as call:
            return {"redelivery": redelivery_view(call.redeliver())}


def _serve_texts(page: Blueprint, carrier: Carrier, phones: LivePhones) -> None:
    @page.post("/api/texts")
    def send_text() -> Json:
        given = _given("number", "body")
        text = carrier.message(given["number"], given["body"], twice=bool(given.get("twice")))
        return text_view(phones.add(text), text)

    @page.post("/api/texts/<key>/redeliver")
    def redeliver_text(key: str) -> Json:
        with phones.use(key, Text) as text:
            return {"redelivery": redelivery_view(text.redeliver())}


def _serve_sessions(page: Blueprint, carrier: Carrier, phones: LivePhones) -> None:
    @page.post("/api/sessions")
    def dial_code() -> Json:
        given = _given("number", "code")
        session = carrier.ussd(given["number"], given["code"], twice=bool(given.get("twice")))
        return session_view(phones.add(session), session)

    @page.post("/api/sessions/<key>/send")
    def send_keys(key: str) -> Json:
        given = _given("keys")
        with phones.use(key, UssdSession) as session:
            session.wire.twice = bool(given.get("twice"))
            session.send(given["keys"])
            return session_view(key, session)

    @page.post("/api/sessions/<key>/cancel")
    def cancel(key: str) -> Json:
        with phones.use(key, UssdSession) as session:
            session.cancel()
            return session_view(key, session)

    @page.post("/api/sessions/<key>/redeliver")
    def redeliver_session(key: str) -> Json:
        with phones.use(key, UssdSession) as session:
            return {"redelivery": redelivery_view(session.redeliver())}


def _given(*needed: str) -> dict[str, Any]:
    """The request's JSON. Its media type is what keeps other sites' forms from posting here."""
    given = request.get_json()
    if not isinstance(given, dict) or not all(given.get(name) for name in needed):
        abort(400, f"a JSON object with {', '.join(needed)} is needed")
    return given
