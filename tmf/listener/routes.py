"""The listener's routes: /tmf-api/{API}/v4/listener/{notification}."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, jsonify, request

from core.kernel import Database, HotlineError, NotFound, Settings
from core.member_events import BadEvent, handling
from core.members import MemberIdInUse, NumberInUse
from tmf.listener.mapping import MEANINGS
from tmf.listener.notification import Notification
from web import standard_webhooks
from web.errors import BadRequest, Forbidden

CREATED, NOT_FOUND, CONFLICT = 201, 404, 409
IGNORED = "ignored"


def make_listener(settings: Settings, database: Database, now: Callable[[], datetime]) -> Blueprint:
    listener = Blueprint("tmf_listener", __name__, url_prefix="/tmf-api")
    secret = settings.billing_secret.get_secret_value()

    @listener.post("/<api>/v4/listener/<notification>")
    def take(api: str, notification: str) -> Response:
        body = request.get_data()
        if not (secret and standard_webhooks.is_valid(secret, request.headers, body, now())):
            raise Forbidden("The signature is missing or wrong.")
        if notification not in MEANINGS.get(api, {}):
            return _answer(NOT_FOUND, reason="There is no such listener.")
        resource, meaning = MEANINGS[api][notification]
        said = Notification.of(body, notification, resource)
        event = meaning(said)
        if event is None:
            return _answer(CREATED, id=said.event_id, outcome=IGNORED)
        try:
            outcome = database.run(lambda conn: handling.apply(conn, event, at=now()))
        except HotlineError as error:
            return _refusal(error)
        return _answer(CREATED, id=said.event_id, outcome=outcome.name.lower())

    return listener


def _refusal(error: HotlineError) -> Response:
    """404 and 409 may be right later: an earlier event may still be on its way."""
    match error:
        case BadEvent():
            raise BadRequest(f"{error}.")
        case NotFound():
            return _answer(NOT_FOUND, reason=f"{error}.")
        case NumberInUse():
            return _answer(CONFLICT, reason=f"{error} is another member's.")
        case MemberIdInUse():
            return _answer(CONFLICT, reason=f"Member {error} exists already.")
        case _:
            raise error


def _answer(status: int, **said: str) -> Response:
    answer = jsonify(said)
    answer.status_code = status
    return answer
