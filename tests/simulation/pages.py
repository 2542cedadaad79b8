"""The hotline's pages for other systems: for the reports of providers and of Kannel, billing's
notifications, a partner's points, and clients of the API."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any, cast

import kannel_player
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from provider_player import SECRET

from api.frame import ApiContext, ApiLimits
from api.routes import make_api
from core.kernel import Settings
from flows.engine import Ids
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


@dataclass(eq=False)
class Pages:
    """Those that one process serves. `database` has the methods of Database; `at` is the time;
    `token` is the next one that a client gets."""

    database: Any
    at: datetime = datetime.min
    token: str = ""

    @cached_property
    def of_providers(self) -> FlaskClient:
        return _client(make_providers(SETTINGS, self.database, self._now))

    @cached_property
    def of_billing(self) -> FlaskClient:
        return _client(make_listener(SETTINGS, self.database, self._now))

    @cached_property
    def of_kannel(self) -> FlaskClient:
        """For reports, which take no turn of a conversation."""
        sms, nothing = Blueprint("sms", __name__, url_prefix="/sms"), cast("Any", None)
        services = ChannelServices(nothing, self.database, nothing, self._now, nothing, SETTINGS)
        serve_kannel(sms, services)
        return _client(sms)

    @cached_property
    def of_api(self) -> FlaskClient:
        ids, limits = Ids(random.SystemRandom()), ApiLimits("", requests_per_minute=10**6)
        context = ApiContext(self.database, self._now, ids, lambda: self.token, limits)
        return _client(make_api(context))

    def _now(self) -> datetime:
        return self.at


@lru_cache(maxsize=4)
def _of(database: Any) -> Pages:
    return Pages(database)


def pages_of(database: Any, at: datetime) -> Pages:
    """Its pages at that moment."""
    pages = _of(database)
    pages.at = at
    return pages


def _client(blueprint: Blueprint) -> FlaskClient:
    app = Flask("hotline", static_folder=None)
    errors.install(app)
    app.register_blueprint(blueprint)
    return app.test_client()
