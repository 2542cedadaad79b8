"""The webhooks by which providers report that something has changed."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from flask import Blueprint, Response, jsonify, request

from core.kernel import Database, NotFound, Settings, reference_numbers
from core.loyalty import partner_requests
from core.redemption import parcels, top_ups
from providers import incoming
from web import standard_webhooks
from web.errors import BadRequest, Forbidden

NO_CONTENT = 204
PARCEL = re.compile(rf"([0-9]{{{reference_numbers.DIGITS}}})(?:-[0-9]{{1,3}})?")
EXCHANGE_ID = re.compile("[0-9a-f]{32}")


def make_providers(
    settings: Settings, database: Database, now: Callable[[], datetime]
) -> Blueprint:
    providers = Blueprint("providers", __name__, url_prefix="/providers")
    secret = settings.top_up_secret.get_secret_value()
    courier_secret = settings.courier_secret.get_secret_value()

    @providers.post("/top-ups")
    def top_up_changed() -> Response:
        """A report by our own protocol."""
        body = request.get_data()
        if not (secret and standard_webhooks.is_valid(secret, request.headers, body, now())):
            raise Forbidden("The signature is missing or wrong.")
        return _ask_about_order(_object(body).get("reference"))

    @providers.post("/exchanges/<partner>")
    def exchange_changed(partner: str) -> Response:
        """A partner's report by our own protocol, with the partner's own key."""
        reference = _from_partner(partner).get("reference")
        if not (isinstance(reference, str) and EXCHANGE_ID.fullmatch(reference)):
            raise BadRequest("The reference of an exchange is expected.")
        return _asked(partial(partner_requests.ask_again, partner=partner, exchange_id=reference))

    @providers.put("/exchanges/<partner>/<reference>")
    def points_come_in(partner: str, reference: str) -> tuple[Response, int]:
        """A partner's points for one of our members, under the partner's reference."""
        asked = incoming.read(reference, _from_partner(partner))
        # The signature covers the message's id and the body, but not the address.
        if request.headers.get(standard_webhooks.ID) != reference:
            raise Forbidden(f"{standard_webhooks.ID} is not the reference.")
        status, answered = incoming.answer(database, partner, reference, asked, now())
        return jsonify(status=answered), status

    @providers.post("/couriers")
    def parcel_moved() -> Response:
        """The courier's report by our own protocol."""
        body = request.get_data()
        headers = request.headers
        if not (
            courier_secret and standard_webhooks.is_valid(courier_secret, headers, body, now())
        ):
            raise Forbidden("The signature is missing or wrong.")
        reference = _object(body).get("reference")
        found = PARCEL.fullmatch(reference) if isinstance(reference, str) else None
        if found is None:
            raise BadRequest("The reference of a parcel is expected.")
        return _asked(partial(parcels.ask_again, number=found[1]))

    @providers.post("/tmf654")
    def balance_event() -> Response:
        """An event of TMF654 to the listener that was registered at its hub."""
        given = request.args.get("token", "").encode("utf-8", "surrogatepass")
        if not (secret and hmac.compare_digest(given, secret.encode())):
            raise Forbidden("The token is missing or wrong.")
        event = _object(request.get_data()).get("event")
        top_up = event.get("topupBalance") if isinstance(event, dict) else None
        return _ask_about_order(top_up.get("description") if isinstance(top_up, dict) else None)

    def _from_partner(partner: str) -> dict[str, Any]:
        """What the partner has sent, signed with its own key."""
        known, body = settings.exchange_partners.get(partner), request.get_data()
        key = known.secret.get_secret_value() if known else ""
        if not (key and standard_webhooks.is_valid(key, request.headers, body, now())):
            raise Forbidden("The signature is missing or wrong.")
        return _object(body)

    def _ask_about_order(number: Any) -> Response:
        is_number = isinstance(number, str) and number.isascii() and number.isdecimal()
        if not is_number or len(number) != reference_numbers.DIGITS:
            raise BadRequest("The number of an order is expected.")
        return _asked(partial(top_ups.ask_again, number=number))

    def _asked(ask_again: Callable[..., None]) -> Response:
        try:
            database.run(partial(ask_again, at=now()))
        except NotFound:
            raise BadRequest("Nothing was asked under that number.") from None
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
