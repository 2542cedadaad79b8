"""The part of Twilio's REST API that the hotline uses, so that texts and calls of the worker arrive
on the page.

Documents and errors are those of Twilio, so the same client library works with both.
"""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from flask import Blueprint, Response, jsonify, request

from phone.background import run_later
from phone.conferences import Conference
from phone.rest_backend import RestBackend, SentText
from phone.ringing_call import RingingCall

NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
BODY_CHARS_MAX = 1_600
RING_SECONDS = 60  # Twilio's default
Json = dict[str, Any]


class RestError(Exception):
    """Answered with the HTTP status `status` and, as JSON, Twilio's error code `code`."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def make_rest(backend: RestBackend) -> Blueprint:
    rest = Blueprint("rest", __name__, url_prefix="/2010-04-01/Accounts/<account>")

    @rest.before_request
    def check() -> None:
        given = request.authorization
        account = (request.view_args or {}).pop("account", None)
        right = given and backend.carrier.accepts_credentials(given.username, given.password)
        if not right or account != backend.carrier.account_sid:
            raise RestError(401, 20003, "Authenticate")

    @rest.errorhandler(RestError)
    def refuse(error: RestError) -> tuple[Response, int]:
        more_info = f"https://www.twilio.com/docs/errors/{error.code}"
        said = {"code": error.code, "message": str(error), "status": error.status}
        return jsonify(said | {"more_info": more_info}), error.status

    _serve_messages(rest, backend)
    _serve_calls(rest, backend)
    _serve_conferences(rest, backend)
    _serve_recordings(rest, backend)
    return rest


def _serve_messages(rest: Blueprint, backend: RestBackend) -> None:
    @rest.post("/Messages.json")
    def send() -> tuple[Json, int]:
        words, number = request.form.get("Body", ""), _number("To", 21211)
        if not words:
            raise RestError(400, 21602, "Message body is required.")
        if len(words) > BODY_CHARS_MAX:
            raise RestError(400, 21617, "The concatenated message body exceeds 1600 characters.")
        if number in backend.carrier.opted_out:
            raise RestError(400, 21610, "Attempt to send to unsubscribed recipient")
        text = backend.send(number, words, request.form.get("StatusCallback", ""))
        return _message(backend, text), 201

    @rest.get("/Messages.json")
    def texts() -> Json:
        found = backend.texts(request.args.get("To", ""))[::-1]
        return _page("messages", [_message(backend, text) for text in found])


def _serve_calls(rest: Blueprint, backend: RestBackend) -> None:
    @rest.post("/Calls.json")
    def call() -> tuple[Json, int]:
        number, url = _number("To", 21217), request.form.get("Url", "")
        if not url:
            raise RestError(400, 21205, "Url parameter is required.")
        seconds = float(request.form.get("Timeout", RING_SECONDS))
        status_url = request.form.get("StatusCallback", "")
        return _call(backend, backend.ring(number, url, status_url, seconds)), 201

    @rest.get("/Calls.json")
    def calls() -> Json:
        found = backend.calls_to(request.args.get("To", ""))
        return _page("calls", [_call(backend, call) for call in found])

    @rest.post("/Calls/<sid>.json")
    def change(sid: str) -> Json:
        url, ends = request.form.get("Url"), request.form.get("Status") == "completed"
        call, ringing = backend.call(sid), backend.ringing(sid)
        if call is None and ringing is None:
            raise RestError(404, 20404, f"The requested resource /Calls/{sid}.json was not found")
        if call is not None and call.open:
            run_later(0, call.end_by_hotline if ends else lambda: call.redirect(url or ""))
        elif not (ends and ringing is not None and backend.end(ringing, "canceled")):
            raise RestError(400, 21220, "Call is not in-progress. Cannot redirect.")
        return {"sid": sid, "account_sid": backend.carrier.account_sid}


def _serve_conferences(rest: Blueprint, backend: RestBackend) -> None:
    registry = backend.carrier.conferences

    @rest.get("/Conferences.json")
    def conferences() -> Json:
        found = registry.find(request.args.get("FriendlyName", ""))
        return _page("conferences", [_conference(backend, found)] if found else [])

    @rest.post("/Conferences/<sid>/Participants/<call_sid>.json")
    def participant(sid: str, call_sid: str) -> Json:
        on_hold = request.form.get("Hold") == "true"
        if not registry.hold(sid, call_sid, on_hold, request.form.get("HoldUrl", "")):
            where = f"/Conferences/{sid}/Participants/{call_sid}.json"
            raise RestError(404, 20404, f"The requested resource {where} was not found")
        account = {"account_sid": backend.carrier.account_sid}
        return account | {"call_sid": call_sid, "conference_sid": sid, "hold": on_hold}


def _serve_recordings(rest: Blueprint, backend: RestBackend) -> None:
    recordings = backend.carrier.recordings

    @rest.get("/Recordings/<sid>.wav")
    def recording(sid: str) -> Response:
        sound = recordings.wav(sid)
        if sound is None:
            raise _no_recording(sid)
        return Response(sound, content_type="audio/x-wav")

    @rest.delete("/Recordings/<sid>.json")
    def delete(sid: str) -> tuple[str, int]:
        if not recordings.delete(sid):
            raise _no_recording(sid)
        return "", 204


def _no_recording(sid: str) -> RestError:
    return RestError(404, 20404, f"The requested resource /Recordings/{sid}.json was not found")


def _number(name: str, code: int) -> str:
    number = request.form.get(name, "")
    if not NUMBER.fullmatch(number):
        raise RestError(400, code, f"The '{name}' number {number} is not a valid phone number.")
    return number


def _message(backend: RestBackend, text: SentText) -> Json:
    return _outbound_resource(backend, text.sid, text.number, text.at) | {
        "body": text.words,
        "status": text.status,
        "date_sent": None if text.status == "queued" else _date(text.at),
    }


def _call(backend: RestBackend, call: RingingCall) -> Json:
    return _outbound_resource(backend, call.sid, call.number, call.started_at) | {
        "status": call.status
    }


def _outbound_resource(backend: RestBackend, sid: str, number: str, at: datetime) -> Json:
    return {
        "sid": sid,
        "account_sid": backend.carrier.account_sid,
        "from": backend.carrier.hotline_number,
        "to": number,
        "direction": "outbound-api",
        "date_created": _date(at),
    }


def _conference(backend: RestBackend, conference: Conference) -> Json:
    return {
        "sid": conference.sid,
        "account_sid": backend.carrier.account_sid,
        "friendly_name": conference.name,
        "status": "in-progress",
    }


def _page(name: str, found: list[Json]) -> Json:
    return {name: found, "page": 0, "page_size": len(found), "next_page_uri": None}


def _date(at: datetime) -> str:
    return format_datetime(at)
