"""The company's sign-in provider (OpenID Connect), asked by the authorization code flow with PKCE,
a nonce and a state, all by Authlib.

The state stays in the browser's session until the agent comes back, for an hour at most. Authlib
reads the machine's clock for that and for the times within an ID token.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import requests
import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from authlib.integrations.requests_client import OAuth2Session
from flask import session
from flask.sansio.app import App
from joserfc.errors import JoseError
from werkzeug.wrappers import Response

from core.kernel import at_most
from core.staff import CompanyAccount
from web.time_limit import TooSlow, limited, time_limit

NAME = "company"
STATES = f"_state_{NAME}_"  # where Authlib keeps its states in the session
DISCOVERY = "/.well-known/openid-configuration"
TIMEOUT_SECONDS, TOTAL_SECONDS = 5.0, 15.0
# RFC 8176 §2: the provider has asked for more than one factor.
SEVERAL_FACTORS = "mfa"
SUBJECT = re.compile(r"[ -~]{1,255}")  # OpenID Connect Core 1.0 §2
# A provider that signs with a shared key, or not at all, proves nothing to a third party.
ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
_NO_ANSWERS = (requests.RequestException, TooSlow, LookupError, RuntimeError, ValueError)
log = structlog.get_logger()


class ProviderUnreachable(Exception):
    """The provider does not answer, or not as OpenID Connect says."""


class SignInRefused(Exception):
    """The provider, or the agent there, has refused; or what came back is no answer to what this
    browser has asked."""


class _Session(OAuth2Session):  # type: ignore[misc]
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        limited(self)


class _Client(FlaskOAuth2App):  # type: ignore[misc]
    client_cls = _Session


@dataclass(frozen=True, slots=True)
class SignedIn:
    account: CompanyAccount
    has_several_factors: bool


class CompanyProvider:
    """callback_url: where the provider sends browsers back to."""

    def __init__(
        self, *, issuer: str, client_id: str, client_secret: str, callback_url: str
    ) -> None:
        self._issuer, self._callback_url = issuer, callback_url
        self._oauth = OAuth()
        self._client: Any = self._oauth.register(
            NAME,
            client_cls=_Client,
            client_id=client_id,
            client_secret=client_secret,
            server_metadata_url=issuer.rstrip("/") + DISCOVERY,
            client_kwargs={
                "scope": "openid",
                "code_challenge_method": "S256",
                "default_timeout": TIMEOUT_SECONDS,
            },
        )

    def serve(self, app: App) -> None:
        self._oauth.init_app(app)

    def send_there(self) -> Response:
        """Redirects the browser to the provider. Raises ProviderUnreachable."""
        for key in [key for key in session if key.startswith(STATES)]:
            del session[key]  # each is half a kilobyte of a cookie that holds four
        try:
            with time_limit(at_most(TOTAL_SECONDS)):
                self._check_metadata()
                answer: Response = self._client.authorize_redirect(self._callback_url)
        except _NO_ANSWERS as error:
            raise _unreachable(error) from error
        return answer

    def signed_in(self) -> SignedIn:
        """What the browser has brought back. Raises SignInRefused and ProviderUnreachable."""
        try:
            with time_limit(at_most(TOTAL_SECONDS)):
                self._check_metadata()
                claims = self._client.authorize_access_token().get("userinfo")
        except (AuthlibBaseError, JoseError) as error:
            raise SignInRefused(type(error).__name__) from error
        except _NO_ANSWERS as error:
            raise _unreachable(error) from error
        if not claims:
            raise SignInRefused("no ID token")
        subject = claims.get("sub")
        if not (isinstance(subject, str) and SUBJECT.fullmatch(subject)):
            raise SignInRefused("no subject")
        account = CompanyAccount(self._issuer, subject)
        return SignedIn(account, SEVERAL_FACTORS in (claims.get("amr") or ()))

    def _check_metadata(self) -> None:
        """The provider is who it is said to be (OpenID Connect Discovery 1.0 §4.3), and signs with
        a key of its own."""
        metadata = self._client.load_server_metadata()
        if metadata["issuer"].rstrip("/") != self._issuer.rstrip("/"):
            raise ValueError("the provider names another issuer")
        signs = ALGORITHMS & set(metadata.get("id_token_signing_alg_values_supported", ["RS256"]))
        metadata["id_token_signing_alg_values_supported"] = sorted(signs)


def _unreachable(error: Exception) -> ProviderUnreachable:
    log.error("company sign-in unreachable", error=type(error).__name__)
    return ProviderUnreachable(type(error).__name__)
