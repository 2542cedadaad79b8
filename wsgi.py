"""Creates the WSGI application: create_app() builds and connects all parts. production_asgi() and
demo_asgi() are the factories that a server process loads; production() and demo() give the WSGI
applications in them."""

from __future__ import annotations

import gc
import random
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Flask, redirect, url_for
from werkzeug.middleware.proxy_fix import ProxyFix

import migrations
from api.frame import ApiContext, ApiLimits, problem_of_status
from api.routes import PREFIX as API_PATH
from api.routes import make_api
from core.contact_centre import PictureFiles
from core.kernel import Database, Settings, start_sampling
from core.members import one_time_codes
from core.programme import Poller, RulesReloader
from core.redemption import vouchers
from core.staff import Site, authentication
from desk.frame import CompanyProvider, DeskContext, SignInLimit
from desk.routes import COMPANY_CALLBACK, make_desk
from desk.words import Words
from flows.all_words import load_wording
from flows.authoring import Wordbook, check
from flows.dialogues import DIALOGUES
from flows.engine import (
    BookEpoch,
    Conversation,
    Engine,
    Ids,
    Services,
    SessionStore,
    check_redis,
    connect,
)
from ivr.channel import VOICE
from phone.carrier import Carrier
from phone.routes import make_phone
from providers.routes import make_providers
from sms.channel import SMS
from tmf.listener.routes import make_listener
from tmf.routes import PREFIX as TMF_PATH
from tmf.routes import make_tmf
from ussd.channel import USSD
from web import draining, errors, logs, observed_requests, time_limits
from web.asgi import Front
from web.busy import BusyAnswers
from web.channel import ChannelServices, by_channel
from web.mount import check_root, mounted
from web.observed_requests import RequestObserver
from web.recordings import Recordings
from web.security_headers import with_security_headers
from web.status import NotReady, make_status
from web.tracing import trace_if_asked

CHANNEL_ADAPTERS = by_channel([VOICE, SMS, USSD])


def utc_now() -> datetime:
    return datetime.now(UTC)


def create_app(
    settings: Settings,
    *,
    now: Callable[[], datetime] = utc_now,
    randomness: random.Random | None = None,
    redis: Any = None,
    second_factor: bool = True,
) -> Flask:
    """The hotline as a WSGI application.

    now, randomness: injected for replay; by default the clock and the operating system's source.
    redis: a client to use instead of one for `settings.redis_url`.
    second_factor: whether agents must set up a second factor before they see the desk.
    """
    app = Flask("hotline", static_folder=None)
    logs.configure()
    errors.install(app)
    observed_requests.install(app)
    time_limits.install(app)
    wording = load_wording()
    check(DIALOGUES, wording)
    ids = Ids(randomness or random.SystemRandom())
    database = Database(settings.database_url, call_seconds_max=time_limits.REQUEST_SECONDS)
    client = redis if redis is not None else connect(settings.redis_url)
    conversation = Conversation(
        database=database,
        sessions=SessionStore(client, Ids(random.SystemRandom()).new),
        engine=Engine(DIALOGUES),
        services=Services(wording, now, ids, settings.sealer(one_time_codes.SEALED_FOR)),
        default_language=settings.default_language,
    )
    services = ChannelServices(conversation, database, wording, now, ids.new, settings)
    for adapter in CHANNEL_ADAPTERS.values():
        app.register_blueprint(adapter.routes(services))
    app.register_blueprint(make_providers(settings, database, now))
    app.register_blueprint(make_listener(settings, database, now))
    app.register_blueprint(_desk(services, ids, second_factor))
    api_context = _api_context(services, ids)
    app.register_blueprint(make_api(api_context))
    app.register_blueprint(make_tmf(api_context))
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies)  # type: ignore[method-assign]
    app.register_blueprint(
        make_status(
            {
                "database": lambda: _check_database(database),
                "redis": lambda: check_redis(client),
            },
            draining.is_draining,
        )
    )
    app.config["PREFERRED_URL_SCHEME"] = urlsplit(settings.public_url).scheme
    https = app.config["PREFERRED_URL_SCHEME"] == "https"
    check_root(settings.public_path, [rule.rule for rule in app.url_map.iter_rules()])
    mounted_app = mounted(app.wsgi_app, settings.public_path)
    app.wsgi_app = with_security_headers(mounted_app, https=https)  # type: ignore[assignment,method-assign]
    app.extensions["hotline"] = conversation
    app.extensions["database"] = database
    app.extensions["root"] = settings.public_path
    app.extensions["observer"] = _observer(settings)
    adapters = tuple(CHANNEL_ADAPTERS.values())
    app.extensions["busy"] = BusyAnswers(
        adapters, wording, settings.default_language, settings.public_path
    )
    books = RulesReloader(database, now), Wordbook(database, wording), BookEpoch(database, client)
    app.extensions["poller"] = Poller(now, *books)
    return app


def production() -> Flask:
    """The application with the settings of the environment. Insecure ones are refused."""
    trace_if_asked()
    return _with_background_threads(create_app(Settings.for_production()))


def demo() -> Flask:
    """The hotline with a phone in the browser, on this machine only."""
    settings = Settings.for_demo()
    app = create_app(settings, second_factor=False)
    # PUBLIC_URL may be that of a proxy or a tunnel; the phone's API is on this server.
    port = urlsplit(settings.twilio_api_url or settings.public_url).port or 80
    carrier = Carrier.from_settings(settings, f"http://127.0.0.1:{port}")
    app.register_blueprint(make_phone(carrier, production=False))
    app.add_url_rule("/", view_func=lambda: redirect(url_for("phone.show")))
    return _with_background_threads(app)


def front_of(app: Flask) -> Front:
    """The ASGI application in front of `app`, with threads for the webhooks of its channels."""
    return Front(
        app,
        root=app.extensions["root"],
        https=app.config["PREFERRED_URL_SCHEME"] == "https",
        webhooks=[adapter.path for adapter in CHANNEL_ADAPTERS.values()],
        api=(f"{API_PATH}/", f"{TMF_PATH}/"),
        api_refusal=problem_of_status,
        when_busy=app.extensions["busy"].to,
        observer=app.extensions["observer"],
    )


def production_asgi() -> Front:
    return _for_long(production())


def demo_asgi() -> Front:
    return _for_long(demo())


def _for_long(app: Flask) -> Front:
    front = front_of(app)
    start_sampling(front.sample, app.extensions["database"].sample)
    # What is loaded now is never freed. Going through it costs a full garbage collection 150 ms of
    # processor time, in which the process answers nobody.
    gc.collect()
    gc.freeze()
    return front


def _observer(settings: Settings) -> RequestObserver:
    channels = {adapter.path: str(adapter.channel) for adapter in CHANNEL_ADAPTERS.values()}
    others = {"/desk": "desk", "/providers/": "provider"}
    apis = {f"{API_PATH}/": "api", f"{TMF_PATH}/": "api"}
    return RequestObserver(
        channels | others | apis,
        trusts_ids=settings.trusted_proxies > 0,
        access_log=settings.access_log,
        is_draining=draining.is_draining,
    )


def _api_context(services: ChannelServices, ids: Ids) -> ApiContext:
    settings = services.settings
    return ApiContext(
        database=services.database,
        now=services.now,
        ids=ids,
        new_token=lambda: secrets.token_urlsafe(32),
        limits=ApiLimits(settings.redis_url, requests_per_minute=settings.api_requests_per_minute),
    )


def _desk(services: ChannelServices, ids: Ids, second_factor: bool) -> Blueprint:
    settings = services.settings
    context = DeskContext(
        database=services.database,
        now=services.now,
        ids=ids,
        words=Words(),
        wording=services.wording,
        recordings=Recordings(settings),
        picture_files=PictureFiles(settings.media_dir),
        sign_in_limit=SignInLimit(settings.redis_url),
        sealer=settings.sealer(authentication.SEALED_FOR),
        default_language=settings.default_language,
        second_factor=second_factor,
        company_provider=_company_provider(settings),
        site=Site.of(settings.public_url),
        has_courier=bool(settings.courier_url),
        voucher_sealer=settings.sealer(vouchers.SEALED_FOR),
    )
    return make_desk(
        context,
        secret_keys=settings.secret_keys,
        https=urlsplit(settings.public_url).scheme == "https",
    )


def _company_provider(settings: Settings) -> CompanyProvider | None:
    if not settings.oidc_issuer:
        return None
    return CompanyProvider(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value(),
        callback_url=settings.public_url.rstrip("/") + COMPANY_CALLBACK,
    )


def _with_background_threads(app: Flask) -> Flask:
    """Starts what a server's process does between requests: it loads new versions of the rules and
    sentences, and writes the funnel counts and the promises that Redis keeps.
    """
    app.extensions["poller"].start()
    app.extensions["hotline"].start_writing()
    return app


def _check_database(database: Database) -> None:
    try:
        migrations.check_revision(database)
    except migrations.WrongRevision as error:
        raise NotReady(str(error)) from error
