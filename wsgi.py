"""create_app(): the one place where the parts are put together."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, redirect
from sqlalchemy import text
from werkzeug.middleware.proxy_fix import ProxyFix

from core.kernel import Database, Settings
from core.programme import Following, Rulebook
from desk.frame import DeskContext
from desk.routes import make_desk
from desk.staff import Attempts
from desk.words import Words
from flows.all_words import load_wording
from flows.authoring import Wordbook, check
from flows.dialogues import DIALOGUES
from flows.engine import Conversation, Engine, Ids, Services, SessionStore, connect
from ivr.channel import VOICE
from phone.carrier import Carrier
from phone.routes import make_phone
from sms.channel import SMS
from ussd.channel import USSD
from web import errors, logs
from web.channel import ChannelServices, by_channel
from web.recordings import Recordings
from web.status import make_status

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
    """The hotline as a WSGI application. `now` and `randomness` are injected for replay; without
    a seed ids and codes come from the operating system. `second_factor`: the desk is shown to
    nobody without one."""
    app = Flask("hotline", static_folder=None)
    logs.configure()
    errors.install(app)
    wording = load_wording()
    check(DIALOGUES, wording)
    ids = Ids(randomness or random.SystemRandom())
    database = Database(settings.database_url)
    client = redis if redis is not None else connect(settings.redis_url)
    conversation = Conversation(
        database=database,
        sessions=SessionStore(client, Ids(random.SystemRandom()).new),
        engine=Engine(DIALOGUES),
        services=Services(wording, now, ids),
        default_language=settings.default_language,
    )
    services = ChannelServices(conversation, database, wording, now, ids.new, settings)
    for adapter in CHANNEL_ADAPTERS.values():
        app.register_blueprint(adapter.routes(services))
    context = DeskContext(
        database,
        now,
        ids,
        Words(),
        wording,
        Recordings(settings),
        settings.default_language,
        second_factor,
    )
    app.register_blueprint(
        make_desk(
            context,
            Attempts(settings.redis_url),
            secret_key=settings.secret_key.get_secret_value(),
            https=urlsplit(settings.public_url).scheme == "https",
        )
    )
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies)  # type: ignore[method-assign]
    app.register_blueprint(
        make_status({"database": lambda: _answers(database), "redis": client.ping})
    )
    app.extensions["hotline"] = conversation
    books = Rulebook(database, now), Wordbook(database, wording)
    app.extensions["following"] = Following(now, *books)
    return app


def production() -> Flask:
    """What a WSGI server loads: everything from the environment, and nothing insecure."""
    return _for_ever(create_app(Settings.for_production()))


def demo() -> Flask:
    """The hotline with its phone, on this machine only."""
    settings = Settings.for_demo()
    app = create_app(settings, second_factor=False)
    port = urlsplit(settings.public_url).port or 80
    carrier = Carrier(
        f"http://127.0.0.1:{port}",
        settings.public_url,
        settings.twilio_auth_token.get_secret_value(),
        settings.ussd_token.get_secret_value(),
        settings.hotline_number,
        settings.twilio_account_sid,
    )
    app.register_blueprint(make_phone(carrier, production=False))
    app.add_url_rule("/", view_func=lambda: redirect("/phone/"))
    return _for_ever(app)


def _for_ever(app: Flask) -> Flask:
    """A server's own process, which lives for long: it goes by the rules and the sentences in use,
    and writes down what it counts."""
    app.extensions["following"].for_ever()
    app.extensions["hotline"].visits.start_writing()
    return app


def _answers(database: Database) -> None:
    with database.engine.connect() as connection:
        connection.execute(text("SELECT 1"))
