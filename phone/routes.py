"""The page of the phone, and the JSON routes that its script calls. For development and demos only,
because it can call as any member."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request

from phone.call import Call
from phone.carrier import Carrier
from phone.demo_callers import DEMO_CALLERS, DemoCaller
from phone.demo_courier import make_demo_courier
from phone.demo_provider import make_demo_provider
from phone.incoming import serve_incoming
from phone.open_phones import NoSuchPhone, OpenPhones
from phone.page_json import Json, call_json, redelivery_json, session_json, text_json
from phone.rest import make_rest
from phone.rest_backend import RestBackend
from phone.text_message import TextMessage
from phone.ussd_session import UssdSession
from phone.webhook_client import NothingDelivered

REFUSALS = {NoSuchPhone: 404, NothingDelivered: 409, KeyError: 400, ValueError: 400}


class NotForProduction(RuntimeError):
    """The phone signs requests as any caller, so a production server must not serve it."""


def make_phone(
    carrier: Carrier, members: Sequence[DemoCaller] = DEMO_CALLERS, *, production: bool
) -> Blueprint:
    if production:
        raise NotForProduction("the phone can call as anybody: it must not be served in production")
    page = Blueprint(
        "phone", __name__, url_prefix="/phone", template_folder="templates", static_folder="static"
    )
    phones = OpenPhones()
    for problem, status in REFUSALS.items():
        page.register_error_handler(problem, _refusal(status))
    _serve_page(page, members)
    _serve_calls(page, carrier, phones)
    _serve_texts(page, carrier, phones)
    _serve_sessions(page, carrier, phones)
    backend = RestBackend(carrier, phones)
    serve_incoming(page, backend)
    page.register_blueprint(make_rest(backend))
    page.register_blueprint(make_demo_provider())
    page.register_blueprint(make_demo_courier())
    return page


def _refusal(status: int) -> Callable[[Exception], tuple[Response, int]]:
    return lambda problem: (jsonify(error=f"{type(problem).__name__}: {problem}"), status)


def _serve_page(page: Blueprint, members: Sequence[DemoCaller]) -> None:
    @page.get("/")
    def show() -> str:
        return render_template("phone.html")

    @page.get("/api/members")
    def list_members() -> Response:
        return jsonify(list(members))


CALL_INPUTS: dict[str, Callable[[Call, Json], object]] = {
    "press": lambda call, body: call.press(str(body["keys"])),
    "speak": lambda call, body: call.speak(str(body["words"])),
    "silence": lambda call, body: call.silence(),
    "record": lambda call, body: call.record(
        int(body["seconds"]), str(body.get("words", "")), str(body.get("key", ""))
    ),
    "wait": lambda call, body: call.wait(),
    "listen": lambda call, body: call.listen(),
    "agent-answers": lambda call, body: call.agent_answers(),
    "other-hangs-up": lambda call, body: call.other_hangs_up(),
    "hang-up": lambda call, body: call.hang_up(int(body.get("recorded", 0))),
}


def _serve_calls(page: Blueprint, carrier: Carrier, phones: OpenPhones) -> None:
    @page.post("/api/calls")
    def dial() -> Json:
        body = _json_body("number")
        call = carrier.dial(body["number"], twice=bool(body.get("twice")))
        return call_json(phones.add(call), call)

    @page.post("/api/calls/<key>/<action>")
    def act(key: str, action: str) -> Json:
        body = _json_body()
        if action not in CALL_INPUTS:
            abort(404)
        with phones.use(key, Call) as call:
            call.webhooks.twice = bool(body.get("twice"))
            CALL_INPUTS[action](call, body)
            return call_json(key, call)

    @page.post("/api/calls/<key>/redeliver")
    def redeliver_call(key: str) -> Json:
        with phones.use(key, Call) as call:
            return {"redelivery": redelivery_json(call.redeliver())}


def _serve_texts(page: Blueprint, carrier: Carrier, phones: OpenPhones) -> None:
    @page.post("/api/texts")
    def send_text() -> Json:
        body = _json_body("number", "body")
        text = carrier.message(body["number"], body["body"], twice=bool(body.get("twice")))
        return text_json(phones.add(text), text)

    @page.post("/api/texts/<key>/redeliver")
    def redeliver_text(key: str) -> Json:
        with phones.use(key, TextMessage) as text:
            return {"redelivery": redelivery_json(text.redeliver())}


def _serve_sessions(page: Blueprint, carrier: Carrier, phones: OpenPhones) -> None:
    @page.post("/api/sessions")
    def dial_code() -> Json:
        body = _json_body("number", "code")
        session = carrier.ussd(body["number"], body["code"], twice=bool(body.get("twice")))
        return session_json(phones.add(session), session)

    @page.post("/api/sessions/<key>/send")
    def send_keys(key: str) -> Json:
        body = _json_body()
        with phones.use(key, UssdSession) as session:
            session.webhooks.twice = bool(body.get("twice"))
            session.send(body.get("keys", ""))  # an answer may be empty
            return session_json(key, session)

    @page.post("/api/sessions/<key>/cancel")
    def cancel(key: str) -> Json:
        with phones.use(key, UssdSession) as session:
            session.cancel()
            return session_json(key, session)

    @page.post("/api/sessions/<key>/redeliver")
    def redeliver_session(key: str) -> Json:
        with phones.use(key, UssdSession) as session:
            return {"redelivery": redelivery_json(session.redeliver())}


def _json_body(*needed: str) -> dict[str, Any]:
    """The JSON object of the request, which must have the keys `needed`. The required media type
    keeps forms of other sites from posting here."""
    body = request.get_json()
    if not isinstance(body, dict) or not all(body.get(name) for name in needed):
        abort(400, f"a JSON object with {', '.join(needed)} is needed")
    return body
