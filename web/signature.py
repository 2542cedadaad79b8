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
    """X-Twilio-Signature: an HMAC of the public URL and all parameters.

    The URL is the one that Twilio called. Behind a proxy the request arrives with another scheme
    and host, which is the most common reason for a wrong 403.
    """

    def __init__(self, auth_token: str, public_url: str) -> None:
        self._validator = RequestValidator(auth_token)
        self._public_url = public_url.rstrip("/")

    @classmethod
    def from_settings(cls, settings: Settings) -> TwilioSignature:
        return cls(settings.twilio_auth_token.get_secret_value(), settings.public_url)

    def form(self, request: Request) -> Mapping[str, str]:
        """The form of a webhook whose signature is right; raises Forbidden or BadRequest."""
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
    """A secret in the query, for a carrier that does not sign."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()

    @classmethod
    def from_settings(cls, settings: Settings) -> Token:
        return cls(settings.ussd_token.get_secret_value())

    def form(self, request: Request) -> Mapping[str, str]:
        given = request.args.get("token", "").encode("utf-8", "surrogatepass")
        if not hmac.compare_digest(given, self._token):
            raise Forbidden("The token is missing or wrong.")
        return form_of(request)


def form_of(request: Request) -> MultiDict[str, str]:
    """The form; raises BadRequest where there is none or it is not valid UTF-8."""
    body = request.get_data()  # kept, so that the form is still read from it
    form = request.form
    if not form:
        raise BadRequest("A form with the carrier's parameters is expected.")
    if not _is_utf8(body):
        raise BadRequest("The form is not valid UTF-8.")
    if any("\x00" in value for _, value in form.items(multi=True)):
        raise BadRequest("The form has a NUL in it.")
    return form


def _is_utf8(body: bytes) -> bool:
    """Checks the bytes, not the parsed values: the parser replaces what is invalid, and some phones
    really send the replacement character.
    """
    try:
        unquote_to_bytes(body).decode()
    except UnicodeDecodeError:
        return False
    return True
