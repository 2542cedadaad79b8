"""Checks that a webhook comes from the carrier."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote_to_bytes

from flask import Request
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from core.kernel import Settings
from web.errors import BadRequest, Forbidden

_UTF_8, _UTF_16 = ("utf-8", "strict"), ("utf-16-be", "surrogatepass")
_CHARSETS = {
    "": _UTF_8,
    "UTF-8": _UTF_8,
    "US-ASCII": _UTF_8,
    "UTF-16BE": _UTF_16,  # a telephone may cut an emoji in two
    "UCS-2": _UTF_16,
    "ISO-8859-1": ("latin-1", "strict"),
    "WINDOWS-1252": ("cp1252", "strict"),
}
"""By the name that Kannel gives it: a codec of Python, and what it does with what is invalid."""


class TwilioSignature:
    """Checks X-Twilio-Signature, an HMAC of the URL that Twilio called and all parameters.

    Behind a proxy the request arrives with another scheme and host, so the URL is composed from
    PUBLIC_URL. A PUBLIC_URL that is not what Twilio calls is the usual cause of a 403.
    """

    def __init__(self, auth_token: str, public_url: str) -> None:
        self._is_set_up = bool(auth_token)
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
        if not self._is_set_up:
            raise Forbidden("Twilio is not set up here.")  # an empty token is nobody's
        if not given:
            raise Forbidden("X-Twilio-Signature is missing.")
        if not self._validator.validate(url, form, given):
            raise Forbidden("X-Twilio-Signature is not right for this request.")
        return form


class Token:
    """Checks the secret in a parameter of the query, for a carrier that does not sign requests.
    Without a secret in the settings every request is refused."""

    def __init__(self, token: str, name: str = "token") -> None:
        self._token = token.encode()
        self._name = name

    @classmethod
    def from_settings(cls, settings: Settings) -> Token:
        return cls(settings.ussd_token.get_secret_value())

    @classmethod
    def of_kannel(cls, settings: Settings) -> Token:
        return cls(settings.kannel_secret.get_secret_value(), "secret")

    def form(self, request: Request) -> Mapping[str, str]:
        """The form of the webhook. Raises Forbidden if the token is missing or wrong, and
        BadRequest."""
        self._check(request)
        return form_of(request)

    def query(self, request: Request) -> Mapping[str, str]:
        """The query of the webhook. Raises Forbidden if the token is missing or wrong, and
        BadRequest."""
        self._check(request)
        return query_of(request)

    def _check(self, request: Request) -> None:
        given = request.args.get(self._name, "").encode("utf-8", "surrogatepass")
        if not self._token or not hmac.compare_digest(given, self._token):
            raise Forbidden(f"The {self._name} is missing or wrong.")


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


def query_of(request: Request) -> Mapping[str, str]:
    """The query. Its `text` is encoded as its `charset` says, and everything else in UTF-8. Raises
    BadRequest."""
    pairs = parse_qsl(request.query_string.decode("latin-1"), True, encoding="latin-1")
    given = {name: value.encode("latin-1") for name, value in reversed(pairs)}
    charset = given.get("charset", b"").decode("latin-1").upper()
    if charset not in _CHARSETS:
        raise BadRequest("The charset is none that is known here.")
    try:
        return {
            name: value.decode(*_CHARSETS[charset if name == "text" else ""])
            for name, value in given.items()
        }
    except UnicodeDecodeError:
        raise BadRequest("The query is not encoded as it says.") from None


def _is_utf8(body: bytes) -> bool:
    """Whether the percent-encoded body is valid UTF-8. Checks the bytes, because the parser
    replaces invalid ones by the replacement character, which some phones really send."""
    try:
        unquote_to_bytes(body).decode()
    except UnicodeDecodeError:
        return False
    return True
