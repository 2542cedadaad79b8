"""The token endpoint of OAuth 2.0, for client credentials (RFC 6749, 4.4), by Authlib.

A client proves itself by HTTP Basic or in the form. What it gets is an opaque access token:
docs/decisions/0033-the-api-for-other-systems.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from authlib.oauth2 import AuthorizationServer, OAuth2Request
from authlib.oauth2.rfc6749 import ClientMixin
from authlib.oauth2.rfc6749.errors import InvalidClientError, InvalidScopeError
from authlib.oauth2.rfc6749.grants import ClientCredentialsGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from flask import Response, request

from api.frame import ApiContext, Problem, problem_response
from core.clients import Client, Scope, clients, tokens

# Authlib refuses http. Whether the connection is secure is the proxy's matter: PUBLIC_URL has to be
# https in production.
ENDPOINT = "https://hotline.invalid/token"
BASIC = 'Basic realm="points-hotline"'
FIELDS = ("grant_type", "scope", "client_id", "client_secret")
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


class OAuthClient(ClientMixin):  # type: ignore[misc]
    """A client, as Authlib asks about it."""

    def __init__(self, client: Client, at: datetime) -> None:
        self.client, self._at = client, at

    def check_client_secret(self, secret: str) -> bool:
        return self.client.knows(secret, self._at)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return endpoint == "token" and method in ClientGrant.TOKEN_ENDPOINT_AUTH_METHODS

    def check_grant_type(self, grant_type: str) -> bool:
        return bool(grant_type == ClientCredentialsGrant.GRANT_TYPE)


class FormRequest(OAuth2Request):  # type: ignore[misc]
    """A request for a token, with its form."""

    def __init__(self, form: Mapping[str, str], headers: Mapping[str, str]) -> None:
        super().__init__("POST", ENDPOINT, headers=headers)
        self.payload = BasicOAuth2Payload(form)
        self.asked_scopes: frozenset[str] = frozenset()

    @property
    def form(self) -> Mapping[str, str]:
        form: Mapping[str, str] = self.payload.data
        return form


class ClientGrant(ClientCredentialsGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post")

    def validate_requested_scope(self) -> None:
        """The scopes that are asked for; by default all of the client's."""
        granted = self.request.client.client.granted
        asked = frozenset((self.request.payload.scope or "").split()) or granted
        if not asked <= granted:
            raise InvalidScopeError()
        self.request.asked_scopes = asked


class TokenServer(AuthorizationServer):  # type: ignore[misc]
    """Authlib's server with the hotline's clients and tokens."""

    def __init__(self, context: ApiContext) -> None:
        super().__init__()
        self._context = context
        self.register_grant(ClientGrant)

    def query_client(self, client_id: str) -> OAuthClient | None:
        context = self._context
        found = context.database.read(lambda conn: clients.find(conn, client_id))
        return OAuthClient(found, context.now()) if found else None

    def generate_token(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            "access_token": self._context.new_token(),
            "token_type": "Bearer",
            "expires_in": int(tokens.LIFETIME.total_seconds()),
        }

    def save_token(self, token: dict[str, Any], asked: FormRequest) -> None:
        scopes = " ".join(scope for scope in Scope if scope in asked.asked_scopes)
        token["scope"] = scopes
        client_id, value, at = asked.client.client.client_id, token["access_token"], self._now()
        self._context.database.run(lambda conn: tokens.issue(conn, client_id, value, scopes, at))

    def create_oauth2_request(self, request: FormRequest) -> FormRequest:
        return request

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Nobody listens."""

    def handle_response(self, status: int, body: Any, headers: Any) -> Response:
        if status < 400:
            return Response(json.dumps(body), status, {**dict(headers), **NO_STORE})
        return _refusal(dict(body)["error"])

    def _now(self) -> datetime:
        return self._context.now()


def answer(context: ApiContext, server: TokenServer) -> Response:
    """The answer to a request for a token. Raises Problem."""
    context.limits.count_token(request.remote_addr or "")
    if any(len(request.form.getlist(name)) > 1 for name in FIELDS):
        return _refusal("invalid_request")
    form = {name: request.form[name] for name in FIELDS if name in request.form}
    response: Response = server.create_token_response(FormRequest(form, _headers()))
    return response


def _headers() -> Mapping[str, str]:
    """Raises Problem: Authlib fails for credentials that are not UTF-8."""
    given = request.authorization
    if given is None or given.type != "basic":
        return {}
    if given.username is None:
        raise Problem("unauthorized", headers={"WWW-Authenticate": BASIC})
    return {"Authorization": request.headers["Authorization"]}


def _refusal(error: str) -> Response:
    """Problem details with the member that RFC 6749, 5.2 requires. Whether there is such a client
    is told to nobody."""
    is_client = error == InvalidClientError.error
    name = "unauthorized" if is_client else "bad_request"
    headers = NO_STORE | ({"WWW-Authenticate": BASIC} if is_client else {})
    return problem_response(Problem(name, more={"error": error}, headers=headers))
