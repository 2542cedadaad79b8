"""The webhooks by which providers report that something has changed."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from flask import Blueprint, Response, request

from core.kernel import Database, NotFound, Settings, reference_numbers
from core.redemption import top_ups
from providers import standard_webhooks
from web.errors import BadRequest, Forbidden

NO_CONTENT = 204


def make_providers(
    settings: Settings, database: Database, now: Callable[[], datetime]
) -> Blueprint:
    providers = Blueprint("providers", __name__, url_prefix="/providers")
    secret = settings.top_up_secret.get_secret_value()

    @providers.post("/top-ups")
    def top_up_changed() -> Response:
        """A report by our own protocol."""
        body = request.get_data()
        if not (secret and standard_webhooks.is_valid(secret, request.headers, body, now())):
            raise Forbidden("The signature is missing or wrong.")
        return _ask_again(_object(body).get("reference"))

    @providers.post("/tmf654")
    def balance_event() -> Response:
        """An event of TMF654 to the listener that was registered at its hub."""
        given = request.args.get("token", "").encode("utf-8", "surrogatepass")
        if not (secret and hmac.compare_digest(given, secret.encode())):
            raise Forbidden("The token is missing or wrong.")
        event = _object(request.get_data()).get("event")
        top_up = event.get("topupBalance") if isinstance(event, dict) else None
        return _ask_again(top_up.get("description") if isinstance(top_up, dict) else None)

    def _ask_again(number: Any) -> Response:
        is_number = isinstance(number, str) and number.isascii() and number.isdecimal()
        if not is_number or len(number) != reference_numbers.DIGITS:
            raise BadRequest("The number of an order is expected.")
        try:
            database.run(partial(top_ups.ask_again, number=number, at=now()))
        except NotFound:
            raise BadRequest("There is no such order.") from None
        return Response(status=NO_CONTENT)

    return providers


def _object(body: bytes) -> dict[str, Any]:
    """The JSON object in the body. Raises BadRequest."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadRequest("A JSON object is expected.")
    return found
