"""The hotline's pages for other systems: for the reports of providers and of Kannel, billing's
notifications, a partner's points, and clients of the API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import kannel_player
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from provider_player import SECRET

from api.frame import ApiContext, ApiLimits
from api.routes import make_api
from core.kernel import Settings
from flows.engine import Conversation, Ids
from providers.routes import make_providers
from sms.kannel_routes import serve_kannel
from tmf.listener.routes import make_listener
from web import errors
from web.channel import ChannelServices

PARTNER = "airline"  # another one has no server: supervisors decide what is exchanged with it
TILL, TILL_SECRET = "till", "s" * 43
TILL_KEY = f"api:{TILL}:"
"""With which the ledger's keys of what the till asks begin."""
SIGNED, TMF654 = "signed", "tmf654"
SETTINGS = Settings(
    database_url="sqlite://",
    redis_url="redis://localhost",
    secret_key="k" * 32,
    public_url="http://localhost",
    twilio_account_sid="AC1",
    twilio_auth_token="no-token",
    hotline_number="+8610086",
    ussd_token="a-ussd-token",
    top_up_secret=SECRET,
    courier_secret=SECRET,
    billing_secret=SECRET,
    exchange_partners={PARTNER: {"url": "http://localhost", "secret": SECRET}},
    kannel_user=kannel_player.USER,
    kannel_password=kannel_player.PASSWORD,
    kannel_secret=kannel_player.SECRET,
)


class Pages:
    """Those that one process serves at one moment. `database` has the methods of Database."""

    def __init__(self, database: Any, at: datetime) -> None:
        self._database, self._at = database, at

    def of_providers(self) -> FlaskClient:
        return _client(make_providers(SETTINGS, self._database, self._now))

    def of_billing(self) -> FlaskClient:
        return _client(make_listener(SETTINGS, self._database, self._now))

    def of_kannel(self, conversation: Conversation) -> FlaskClient:
        sms = Blueprint("sms", __name__, url_prefix="/sms")
        services = conversation._services
        given = services.wording, self._now, services.ids.new, SETTINGS
        serve_kannel(sms, ChannelServices(conversation, self._database, *given))
        return _client(sms)

    def of_api(self, ids: Ids, new_token: Callable[[], str]) -> FlaskClient:
        limits = ApiLimits("", requests_per_minute=1_000)
        return _client(make_api(ApiContext(self._database, self._now, ids, new_token, limits)))

    def _now(self) -> datetime:
        return self._at


def _client(blueprint: Blueprint) -> FlaskClient:
    app = Flask("hotline", static_folder=None)
    errors.install(app)
    app.register_blueprint(blueprint)
    return app.test_client()
