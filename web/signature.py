"""Checks that a webhook comes from the carrier."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from flask import Request
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from core.kernel import Settings
from web.errors import BadRequest, Forbidden


class TwilioSignature:
    """Checks X-Twilio-Signature, an HMAC of the URL that Twilio called and all parameters.

    Behind a proxy the request arrives with another scheme and host, so the URL is composed from
    PUBLIC_URL. A PUBLIC_URL that is not what Twilio calls is the usual cause of a 403.
    """

    def __init__(self, auth_token: str, public_url: str) -> None:
        self._validator = RequestValidator(auth_token)
        self._public_url = public_url.rstrip("/")

    @classmethod
    def from_settings(cls, settings: Settings) -> TwilioSignature:
        return cls(settings.twilio_auth_token.get_secret_value(), settings.public_url)

    def form(self, request: Request) -> Mapping[str, str]:
        """The form of the webhook. Raises Forbidden if the signature is missing or wrong, and
        BadRequest."""
        form = form_of(request)
        query = request.query_string.decode("latin-1")
        url = f"{self._public_url}{request.path}" + (f"?{query}" if query else "")
        given = request.headers.get("X-Twilio-Signature", "")
        if not given:
            raise Forbidden("X-Twilio-Signature is missing.")
        if not self._validator.validate(url, form, given):
            raise Forbidden("X-Twilio-Signature is not right for this request.")
        return form


class Token:
    """Checks the secret in the query parameter `token`, for a carrier that does not sign
    requests."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()

    @classmethod
    def from_settings(cls, settings: Settings) -> Token:
        return cls(settings.ussd_token.get_secret_value())

    def form(self, request: Request) -> Mapping[str, str]:
        """The form of the webhook. Raises Forbidden if the token is missing or wrong, and
        BadRequest."""
        given = request.args.get("token", "").encode("utf-8", "surrogatepass")
        if not hmac.compare_digest(given, self._token):
            raise Forbidden("The token is missing or wrong.")
        return form_of(request)


def form_of(request: Request) -> MultiDict[str, str]:
    """The form of the request. Raises BadRequest if it is empty, not valid UTF-8 or has a part
    without a name. Its values are as the carrier signed them: web.parameters checks and cleans each
    that is used."""
    body = request.get_data()  # Flask caches it, and then parses the form from it
    form = request.form
    if not form:
        raise BadRequest("A form with the carrier's parameters is expected.")
    if not _is_utf8(body):
        raise BadRequest("The form is not valid UTF-8.")
    if None in form:
        raise BadRequest("A part of the form has no name.")
    return form


def _is_utf8(body: bytes) -> bool:
    """Whether the percent-encoded body is valid UTF-8. Checks the bytes, because the parser
    replaces invalid ones by the replacement character, which some phones really send."""
    try:
        unquote_to_bytes(body).decode()
    except UnicodeDecodeError:
        return False
    return True
